# The first screens, registration, language and personal data.
welcome-title = OCOP Assistant
welcome =
    Hello! This is the assistant of the OCOP programme – One Commune One Product. I help you register, hand in papers and follow your dossier until your product has its stars.

    To help you, I need to note your name, phone number, address and the papers you send. Only the OCOP officers of the commune and province and the scoring council may see them. You can withdraw your consent at any time.

    Do you agree?
welcome-again =
    You have not registered a producer (the business that makes the product) yet. It takes about 5 minutes, and you can stop and come back to it at any time.
welcome-agree = ✅ I agree, start registering
welcome-data = 🔒 What is my data used for?
welcome-guide = 📖 What is OCOP, how does it work?

home-title = Main screen
home-producer = Producer: { $names }
home-role = { $role } – { $area }
home-ask = What would you like to do?
home-next = 👉 What do I do next?
home-products = 📦 My products
home-add = ➕ Add a product
home-status = 🔎 Where is my dossier?
home-desk = 🗂 Waiting dossiers
home-find = 🔍 Find a product or producer
home-counts = 📊 Figures
home-team = 👥 Officers, invite more
home-scoring = 📝 My scorecards
home-more = ⚙ More
home-resume = ▶ Go on: { $form }
home-language = 🌐 English / Tiếng Việt
home-register-another = ➕ Register another producer
more = Other things:

link-unknown = This link can no longer be used.
link-commune = You came by the link of { $commune }. I will fill in this commune when you register.

help-title = What is OCOP, how does it work?
help =
    OCOP (One Commune One Product) helps your local product gain recognition, from 3 to 5 stars. There are 6 steps:
    1. Learn about it, get guidance
    2. Register the product idea
    3. Hand in the business plan
    4. Carry out the plan, gather the papers
    5. Scoring and stars
    6. Promotion, sales, QR code

    Just tap the buttons, or type a question, for example: “what next”, “where is my dossier”, “what is missing”. You can send photos and papers at any time; I will ask which paper each one is.

language = Bà con muốn dùng tiếng nào? / Which language?
language-name = English
language-set = The language is now English.

privacy-title = Your data
privacy =
    We note: your name, phone number, commune, tax number (if any), products, and the papers and photos you send.
    We use it to: prepare the OCOP dossier and send you news of it.
    Who can see it: the OCOP officers of the commune and province, and the scoring council. Every look is recorded.
    The QR code page shows only the product's name, the producer, the commune, photos of the product and its stars.
    You may see and correct your data, ask for it to be deleted, and withdraw your consent (Decree 13/2023/NĐ-CP).
privacy-given = You agreed at { $day }.
privacy-withdraw = Withdraw my consent
privacy-withdraw-ask = If you withdraw your consent, you cannot go on with your dossier, and anything half filled in will be deleted. Officers keep dossiers already handed in, as the rules require; the commune officer will be told, to deal with it. Are you sure?
privacy-withdraw-yes = I withdraw my consent
privacy-agree-again = ✅ I agree to the use of my data
privacy-withdrawn = Your consent is withdrawn. Whenever you want to go on, tap to agree again.
privacy-withdrawn-notice = The producer { $producer } has just withdrawn consent to the use of personal data. Please look at this and deal with it as the rules require.

form-registration-title = Register a producer
ask-registration-name =
    What is the name of your business?
    For example: “Hợp tác xã Nước mắm Ba Làng”, “Hộ kinh doanh Nguyễn Thị Lan”.
label-registration-name = Business name
ask-registration-kind = What kind of business is it?
label-registration-kind = Kind of business
ask-registration-representative =
    Who represents it (director, group leader, farm owner)?
    Type the full name, for example: Nguyễn Thị Lan.
label-registration-representative = Representative
ask-registration-phone =
    Which mobile number can officers call?
    For example: 0912 345 678.
label-registration-phone = Phone
ask-registration-tax-number =
    What is the business's tax number? 10 digits, for example 0100109106.
    If you have none yet, tap “Skip”.
label-registration-tax-number = Tax number
ask-registration-commune =
    Which commune (or ward) and province is it in? Use the new name, since 1/7/2025; you can leave out the accents.
    For example: nga an, thanh hoa.
label-registration-commune = Commune, province
none-registration-commune = I find no commune called “{ $text }”. Please type the commune's new name and the province again, for example: nga an, thanh hoa.
registered = 🎉 { $name }, { $commune }, is registered.
registered-twin = { $name } has just registered with the same name or tax number as { $other }, which was there already. Please check.
thanks = You are welcome. Write here whenever you need something.
