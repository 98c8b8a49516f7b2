# What producers read: products, steps, papers, answers.
form-product-title = Add a product
ask-product-name =
    What is the product called? Type the name as on the label.
    For example: Nước mắm cốt Ba Làng.
label-product-name = Product name
ask-product-kind = Is it still an idea, or do you already make and sell it?
label-product-kind = New or existing
product-new = New product
product-existing = Already made and sold
ask-product-completeness = How far along is the product? (The officer will look at this again with you.)
label-product-completeness = How complete
complete-idea = Sold in small amounts, to improve
complete-plan = Made regularly, in a clear way
complete-papers = Has label, packaging, food safety paper
complete-rated = Has had stars before
ask-product-group = Which group is the product in? Tap one, or type what you make.
none-product-group = I do not know which group “{ $text }” belongs to. Say what it is, such as nước mắm, chè, homestay, or tap a group.
label-product-group = Group
ask-product-subgroup = Which kind exactly?
label-product-subgroup = Kind
ask-product-description =
    Introduce the product in one or two sentences (customers who scan the QR code will read them).
    For example: Nước mắm cá cơm ủ chượp 18 tháng trong chum sành, không phẩm màu.
label-product-description = Introduction
ask-product-story =
    Tell the story of the product: who made it first, how does it belong to your place? A good story earns more points.
    If you have none yet, tap “Skip”.
label-product-story = Story

products-title = Your products
products-line = • { $name }: { $state }
products-none = You have no product yet. Tap “Add a product” to begin.
products-whose = Which business is the new product from?
product-added = 🎉 { $name } is added.
product-twin = This business already has a product called { $name }; here it is.
product-changed = Changed. The product's QR code stays the same.
state-short = step { $number }; { $who }

details-title = About the product
details-name = Name: { $value }
details-description = Introduction: { $value }
details-story = Story: { $value }
details-change = ✏️ Change
form-details-title = Change product details
ask-details-name = The product's new name? To keep the old one, tap “Skip”.
label-details-name = Name
ask-details-description = The new introduction (one or two sentences)? To keep the old one, tap “Skip”.
label-details-description = Introduction
ask-details-story = The new story? To keep the old one, tap “Skip”.
label-details-story = Story

step-n = Step { $number }/6: { $name }
step-counts = Required papers: { $done }/{ $count } here. Accepted: { $accepted }.
step-passed = ✅ This step is done.
step-later = This step comes later.
step-needs = To hand in: { $papers }.
step-look = See step { $number }
step-submit = 📨 Hand in step { $number }
step-submit-again = 📨 Hand in step { $number } again
step-1-guide =
    { $purpose }

    Good to know: you propose the product yourself, to fit your needs and means. The commune officer guides you and the provincial council scores; 50 points or more, with the conditions met, is 3 stars. At each step I will remind you what to hand in.
guide-done = ✅ I have read it, on to step 2
guide-thanks = Thank you. Now let us register the product idea.

with-you = Waiting for you (since { $since }).
with-you-returned = The officer has returned it for you to complete (since { $since }).
with-commune = Waiting for the officer of { $area } to look at it (since { $since }).
with-province = Waiting for the provincial officer of { $area } to look at it (since { $since }).
with-council = Waiting for the provincial council to score it (since { $since }).
with-decision = Scored, waiting for the province's decision (since { $since }).
with-nobody = Completed (since { $since }).
rating-none = No stars yet.
rating-low = Result, in stars: { $stars }. A certificate needs at least 3 (decision { $number }).
rating-valid = { $stars } – Decision { $number } of { $date }, valid until the end of { $until }.
rating-expired = { $stars } – The certificate expired on { $until }. It needs a new evaluation.
rating-revoked = The certificate was revoked on { $day }.

button-papers = 📁 All papers
button-steps = 🪜 See the 6 steps
button-details = ✏️ Name, introduction
button-qr = 🔳 QR code
button-to-step = 👉 See the current step
button-review = 🗂 Open the dossier

submitted = 📨 Handed in. This does not mean accepted yet: an officer will look at each paper, and I will tell you as soon as there is news.
submit-already = This step is handed in already and is waiting for an officer.
submit-missing = It cannot be handed in yet, because required papers are missing.
submit-returned = Some returned papers are not mended yet. Please mend them, then hand in again.
notice-submitted = 📥 { $product } has just handed in step { $number } ({ $step }) and is waiting for an officer.

improve-title = { $name }: what should be added?
improve-text = ❗ is required. ➕ is worth having for more points. Send whichever papers you have.

papers-title = Papers: { $name }
papers-text = ✅ accepted · ⏳ waiting · 📄 sent, not handed in · ❗ returned · ⬜ required, missing · ➕ worth having. Tap one to send or see it.
paper-missing = 📎 { $paper }
paper-again = ❗ Redo { $paper }
paper-state-none = Nothing yet.
paper-state-draft = 📄 Sent, not handed in.
paper-state-submitted = ⏳ Handed in, waiting for an officer.
paper-state-accepted = ✅ Accepted.
paper-state-returned = ❗ Returned.
paper-reason = Reason: { $reason }
paper-files = Files: { $count }.
paper-send = 👉 Send the file or photo here now.
paper-send-photos = 👉 Take the photos and send them here now.
paper-fill = 📝 Fill in here in the chat
paper-versions = 🕘 Earlier versions
version-line = Version { $number }, sent at { $day }. { $state }
form-filled = ✅ { $paper } is noted. A Word file to sign is on its way. When it is signed, take a photo and send it to this same paper (if the commune asks for a signed copy).
form-drawn = 📄 { $paper }: the Word file, filled in. Please read it, print and sign it, then take a photo and send it to this same paper.
file-unnamed = File

file-still-coming = ⏳ I am still trying to fetch your file. No need to send it again; I will tell you when it is here.
receipt-photos = ✅ Photos received: { $got }/{ $count }.
receipt-files = ✅ Files received: { $got }/{ $count }.
receipt-none = ⚠️ No file received yet.
receipt-line = • File { $number } { $name }: { $what }
receipt-filed = Put under “{ $paper }” of { $product }.
receipt-which = Which paper is this?
receipt-kept = I have kept it. Please register your business and product first; then I will ask which paper this is.
receipt-choose = 📎 Choose the paper
receipt-step = 👉 Go on
receipt-other = ↔ It is another paper
receipt-again = 🔁 Send again
receipt-register = ✍️ Register first
file-empty = The file is empty. Please send another one.
file-wrong-kind = This kind of file cannot be used. Please send a photo or a PDF, Word or Excel file.
file-broken = The file is damaged and cannot be opened. Please take the photo or save the file again, then send it.
file-small = The photo is small and officers may not be able to read it. It is kept; better send it again with “Send as file”.
file-blurred = The photo is blurred and hard for officers to read. It is kept; better take it again in good light with a steady hand.
file-locked = The file has a password and cannot be opened. Please remove the password and send it again.
file-too-many-pixels = The photo is too large. Please take it again at normal size.
file-too-large = The file is too large (Telegram takes up to 20 MB, the web page up to 25 MB). Please compress it, or take a photo of each page.
file-gone = This file can no longer be downloaded. Please send it again.
file-not-fetched = The network failed and the file was not downloaded. Please send it again.
file-same = You have sent this file already; there is no need to send it again.
batch-kept = Your photos and files are kept. Register the product first, then choose which paper they are.
batch-which-product = Which product is this paper for?
batch-which-paper = { $product }: which paper is this?
batch-filed = ✅ Put under “{ $paper }”. Files: { $count }.
batch-filed-already = These files are under this paper already.
batch-handed-in = The paper is handed in and cannot be moved. Please send a new file to the right paper.

next-title = What you do next
next-draft = ✍️ Half filled in: { $form }.
next-unfiled = 📎 There are photos or files, and I do not know which paper they are.
next-no-product = You have no product yet. Tap “Add a product”.
next-guide = • { $name }: read the guide to step 1 (2 minutes).
next-mend = • { $name }, step { $number }: send again { $papers }.
next-missing = • { $name }, step { $number }: still missing { $papers }.
next-submit = • { $name }: all there, tap “Hand in step { $number }”.
next-wait = • { $name }: { $state } Nothing for you to do yet.
status-title = Where is my dossier?
status-missing = Still missing: { $papers }.
missing-title = What is missing?
missing-line = • { $name }: { $papers }.
missing-nothing = No required paper is missing in the current step.
send-title = Send papers
send-how = Send photos or files here at any time; I will ask which paper each one is. Or choose the product, then the paper:
qr-which = The QR code of which product?
qr-certified = The QR code to print on the label. Customers who scan it see the product page, its stars and how long they are valid: { $url }
qr-pending = The product's QR code (it stays the same for ever, even with a new name or more stars). For now the page says “not recognised yet”: { $url }
card-unknown = No OCOP product has the code { $code }.
card-made = { $producer }, { $commune }.

form-idea-new-title = Product idea form
ask-idea-new-need =
    Why do you want to make this product?
    For example: Xã nhiều rau má, bán tươi rẻ, muốn làm trà để bán được giá.
label-idea-new-need = Reason, need
ask-idea-new-materials =
    Where do the raw materials come from, and are there enough?
    For example: Rau má trồng tại xã, 5 ha, đủ quanh năm.
label-idea-new-materials = Raw materials
ask-idea-new-process =
    How will you make it? Tell the main steps.
    For example: Rửa, sấy lạnh, nghiền, đóng gói.
label-idea-new-process = How it is made
ask-idea-new-difference =
    What is special about the product, and how does it belong to your place?
    For example: Giống rau má cổ của làng, vị ngọt hậu.
label-idea-new-difference = What is special and local
ask-idea-new-market =
    Who will you sell to, and where?
    For example: Cửa hàng ở thành phố, bán qua mạng.
label-idea-new-market = Market
ask-idea-new-when =
    When will you start, and when will there be goods to sell?
    For example: Làm thử tháng 5, bán từ tháng 8/2026.
label-idea-new-when = Planned time
ask-idea-new-support = What support do you need from the State (training, packaging, capital…)? If none, tap “Skip”.
label-idea-new-support = Support asked for

form-idea-existing-title = Existing product form
ask-idea-existing-need =
    What do you want to improve the product for?
    For example: Muốn đạt 4 sao để vào siêu thị.
label-idea-existing-need = Purpose of joining
ask-idea-existing-materials =
    Where do the raw materials come from?
    For example: Cá cơm, muối tại địa phương.
label-idea-existing-materials = Raw materials
ask-idea-existing-process =
    How do you make it? Tell the main steps.
    For example: Ủ chượp 18 tháng trong chum, kéo rút, lọc, đóng chai.
label-idea-existing-process = How it is made
ask-idea-existing-difference =
    What is special about the product, and how does it belong to your place?
    For example: Nghề mắm Ba Làng có từ trăm năm.
label-idea-existing-difference = What is special and local
ask-idea-existing-market =
    Who do you sell to, and where?
    For example: Chợ tỉnh, 3 đại lý ở Hà Nội.
label-idea-existing-market = Market
ask-idea-existing-yearly = How much do you make in a year? Type a number, for example: 20.000.
label-idea-existing-yearly = Output in a year
ask-idea-existing-unit = Counted in what? For example: lít, kg, chiếc.
label-idea-existing-unit = Unit
ask-idea-existing-revenue = About how many đồng do you sell for in a year? Type a number, for example: 500.000.000. If you cannot tell yet, tap “Skip”.
label-idea-existing-revenue = Revenue in a year (đồng)
ask-idea-existing-support = What support do you need (packaging, labels and stamps, machines, sales…)? If none, tap “Skip”.
label-idea-existing-support = Support asked for

form-plan-title = Business plan
ask-plan-goal =
    What is your goal, and by when?
    For example: Trong 2 năm bán 30.000 chai mỗi năm, đạt 4 sao.
label-plan-goal = Goal
ask-plan-output = How much do you plan to make in a year? Type a number, for example: 30.000.
label-plan-output = Planned output in a year
ask-plan-unit = Counted in what? For example: chai, kg, chiếc.
label-plan-unit = Unit
ask-plan-place =
    Where are the workshop and land, and how large?
    For example: Xưởng 500 m² tại thôn 3.
label-plan-place = Workshop, land
ask-plan-machines =
    What machines do you have, and what must you buy?
    For example: Có 50 chum; cần máy chiết chai.
label-plan-machines = Machines, equipment
ask-plan-quality =
    How do you keep up quality and food safety?
    For example: Kiểm nghiệm 6 tháng một lần, ghi sổ từng mẻ.
label-plan-quality = Quality, safety
ask-plan-packaging =
    What will the packaging, label and traceability stamp be like?
    For example: Chai thủy tinh 500 ml, nhãn mới, tem QR.
label-plan-packaging = Packaging, label, stamp
ask-plan-sales =
    How will you sell and promote it?
    For example: 5 đại lý, sàn thương mại điện tử, hội chợ tỉnh.
label-plan-sales = Sales, promotion
ask-plan-capital = How much capital do you need (in đồng)? Type a number, for example: 300.000.000.
label-plan-capital = Total capital (đồng)
ask-plan-money =
    Where will the capital come from?
    For example: Tự có 200 triệu, vay 100 triệu.
label-plan-money = Source of capital
ask-plan-schedule =
    What will you do when, in which order?
    For example: Tháng 6 sửa xưởng, tháng 8 có nhãn, tháng 9 bán.
label-plan-schedule = Schedule

form-organisation-title = About the organisation
ask-organisation-structure =
    Who works in the business, and what does each one do?
    For example: Giám đốc lo chung; 1 kế toán; tổ ủ mắm 6 người; tổ bán hàng 2 người.
label-organisation-structure = Structure
ask-organisation-workers = How many people work there? Type a number, for example: 12.
label-organisation-workers = Number of workers
ask-organisation-local-workers = How many of them are local? Type a number, for example: 10.
label-organisation-local-workers = Local workers
ask-organisation-accounting = How do you keep your accounts?
label-organisation-accounting = Accounts
choice-accounting-book = In a cash book
choice-accounting-software = With software
choice-accounting-accountant = Own or hired accountant
choice-accounting-none = No records yet
ask-organisation-community =
    How do local people share in the capital and management?
    For example: 7 thành viên hợp tác xã đều là người trong xã.
label-organisation-community = Role of the community
ask-organisation-customers =
    Who are your customers, where do you sell, and how do you promote it now?
    For example: 3 đại lý, bán qua Facebook, hội chợ.
label-organisation-customers = Customers, distribution
ask-organisation-environment =
    What do you do with waste water and waste?
    For example: Bể lắng 3 ngăn; bã cá làm phân bón.
label-organisation-environment = Protecting the environment
ask-organisation-contact = The business's email, website, Facebook? If none, tap “Skip”.
label-organisation-contact = Online contacts

business-change = ✏️ Change representative, phone
business-people = 👥 People
business-people-text = These people may see and work on the dossiers of this business:
business-somebody = Somebody without a name
business-invite = ➕ Add a person or a new phone
business-link =
    A link for one more person (or a new phone) to work on the dossiers of { $name }:
    { $url }
    It works once, within { $days } days. Send it only to somebody you trust.
business-remove = ➖ Remove { $name }
business-remove-ask = Remove { $name }? They will no longer see or change anything here. The dossiers stay as they are.
business-remove-yes = ➖ Remove now
business-removed = The list now:
business-changed = Changed. Your dossiers stay as they are.
form-business-title = Change your business details
ask-business-representative = Name of the new representative? Tap “Skip” to leave it.
label-business-representative = Representative
ask-business-phone = New phone number? For example: 0912 345 678. Tap “Skip” to leave it.
label-business-phone = Phone
ask-business-tax-number = Tax number? 10 digits, for example 0100109106. Tap “Skip” to leave it.
label-business-tax-number = Tax number
joining = You are invited to work on the OCOP dossiers of { $name }, { $commune }. By accepting you agree that your name and phone number are used in them.
joining-accept = ✅ Accept
joined = ✅ You now work on the dossiers of { $name }.
notice-joined = 👥 { $name } was added to the dossiers of { $producer }. If you do not know them, remove them at once.
notice-parted = You are no longer in the list of people of { $producer }.

paper-upload = 📤 Large files: send by web page
upload-link-open = 📤 Open the page
upload-link-text =
    This page takes only: { $paper }. Tap “Open the page” and choose photos or PDF, Word or Excel files. After a lost connection it goes on by itself. The link works for { $hours } hours; give it to nobody.
upload-link-which = I cannot take this file here. Choose which paper it is, then tap “Large files: send by web page”.
zalo-share-phone = Tap to send your Zalo phone number to the OCOP assistant, or type the number here.
