# What producers read: products, steps, papers, answers.
form-product-title = Thêm sản phẩm
ask-product-name =
    Sản phẩm tên gì? Gõ tên như in trên nhãn.
    Ví dụ: Nước mắm cốt Ba Làng.
label-product-name = Tên sản phẩm
ask-product-kind = Sản phẩm này mới là ý tưởng, hay đã làm và bán rồi?
label-product-kind = Mới hay đã có
product-new = Sản phẩm mới
product-existing = Đã làm, đã bán
ask-product-completeness = Sản phẩm đã đi tới đâu? (Cán bộ sẽ xem lại cùng bà con.)
label-product-completeness = Mức hoàn thiện
complete-idea = Mới bán lẻ, muốn nâng cấp
complete-plan = Làm đều, có cách làm rõ
complete-papers = Có nhãn, bao bì, giấy ATTP
complete-rated = Đã từng được xếp sao
ask-product-group = Sản phẩm thuộc nhóm nào? Bà con bấm chọn, hoặc gõ tên món hàng bà con làm.
none-product-group = Tôi chưa rõ “{ $text }” thuộc nhóm nào. Bà con nói tên món hàng, ví dụ: nước mắm, chè, homestay; hoặc bấm chọn một nhóm.
label-product-group = Nhóm
ask-product-subgroup = Cụ thể là loại nào?
label-product-subgroup = Loại
ask-product-description =
    Giới thiệu sản phẩm trong một, hai câu (khách quét mã QR sẽ đọc).
    Ví dụ: Nước mắm cá cơm ủ chượp 18 tháng trong chum sành, không phẩm màu.
label-product-description = Giới thiệu
ask-product-story =
    Kể câu chuyện của sản phẩm: ai làm đầu tiên, gắn với quê mình thế nào? Câu chuyện hay được thêm điểm.
    Chưa có thì bấm “Bỏ qua”.
label-product-story = Câu chuyện

products-title = Sản phẩm của bà con
products-line = • { $name }: { $state }
products-none = Bà con chưa có sản phẩm nào. Bấm “Thêm sản phẩm” để bắt đầu.
products-whose = Sản phẩm mới của cơ sở nào?
product-added = 🎉 Đã thêm sản phẩm { $name }.
product-twin = Cơ sở đã có sản phẩm tên { $name } rồi; đây là sản phẩm đó.
product-changed = Đã sửa. Mã QR của sản phẩm vẫn như cũ.
state-short = bước { $number }; { $who }

details-title = Thông tin sản phẩm
details-name = Tên: { $value }
details-description = Giới thiệu: { $value }
details-story = Câu chuyện: { $value }
details-change = ✏️ Sửa thông tin
form-details-title = Sửa thông tin sản phẩm
ask-details-name = Tên mới của sản phẩm? Không đổi thì bấm “Bỏ qua”.
label-details-name = Tên
ask-details-description = Lời giới thiệu mới (một, hai câu)? Không đổi thì bấm “Bỏ qua”.
label-details-description = Giới thiệu
ask-details-story = Câu chuyện mới? Không đổi thì bấm “Bỏ qua”.
label-details-story = Câu chuyện

step-n = Bước { $number }/6: { $name }
step-counts = Giấy tờ bắt buộc: đã có { $done }/{ $count }. Đã được duyệt: { $accepted }.
step-passed = ✅ Bước này đã xong.
step-later = Chưa tới bước này.
step-needs = Phải nộp: { $papers }.
step-look = Xem bước { $number }
step-submit = 📨 Nộp bước { $number }
step-submit-again = 📨 Nộp lại bước { $number }
step-1-guide =
    { $purpose }

    Bà con cần biết: sản phẩm do bà con tự đề xuất, theo nhu cầu và sức mình. Cán bộ xã hướng dẫn, hội đồng tỉnh chấm điểm, từ 50 điểm và đủ điều kiện là 3 sao. Mỗi bước tôi sẽ nhắc phải nộp gì.
guide-done = ✅ Tôi đã đọc, sang bước 2
guide-thanks = Cảm ơn bà con. Giờ mình đăng ký ý tưởng sản phẩm.

with-you = Đang chờ bà con (từ { $since }).
with-you-returned = Cán bộ đã trả lại để bà con bổ sung (từ { $since }).
with-commune = Đang chờ cán bộ { $area } xem (từ { $since }).
with-province = Đang chờ cán bộ tỉnh { $area } xem (từ { $since }).
with-council = Đang chờ hội đồng tỉnh chấm điểm (từ { $since }).
with-decision = Đã chấm xong, đang chờ quyết định của tỉnh (từ { $since }).
with-nobody = Đã hoàn thành (từ { $since }).
rating-none = Chưa được xếp sao.
rating-low = Kết quả: { $stars } sao, chưa đủ 3 sao để cấp giấy chứng nhận (quyết định { $number }).
rating-valid = { $stars } – Quyết định { $number } ngày { $date }, có giá trị đến hết { $until }.
rating-expired = { $stars } – Giấy chứng nhận đã hết hạn từ { $until }. Cần đánh giá lại.
rating-revoked = Giấy chứng nhận đã bị thu hồi ngày { $day }.

button-papers = 📁 Tất cả giấy tờ
button-steps = 🪜 Xem 6 bước
button-details = ✏️ Tên, giới thiệu
button-qr = 🔳 Mã QR
button-to-step = 👉 Xem bước đang làm
button-review = 🗂 Mở hồ sơ

submitted = 📨 Đã nộp. Nộp chưa phải là được duyệt: cán bộ sẽ xem từng giấy tờ, có tin tôi báo ngay.
submit-already = Bước này đã nộp rồi, đang chờ cán bộ xem.
submit-missing = Chưa nộp được vì còn thiếu giấy tờ bắt buộc.
submit-returned = Còn giấy tờ bị trả lại chưa sửa. Bà con sửa xong rồi nộp lại.
notice-submitted = 📥 { $product } vừa nộp bước { $number } ({ $step }), chờ cán bộ xem.

improve-title = { $name }: nên bổ sung gì?
improve-text = ❗ là phải có. ➕ là nên có để được nhiều điểm hơn. Có giấy nào bà con gửi giấy đó.

papers-title = Giấy tờ: { $name }
papers-text = ✅ đã duyệt · ⏳ đang chờ · 📄 đã gửi, chưa nộp · ❗ bị trả lại · ⬜ bắt buộc, chưa có · ➕ nên có. Bấm để gửi hoặc xem.
paper-missing = 📎 { $paper }
paper-again = ❗ Gửi lại { $paper }
paper-state-none = Chưa có.
paper-state-draft = 📄 Đã gửi, chưa nộp.
paper-state-submitted = ⏳ Đã nộp, đang chờ cán bộ.
paper-state-accepted = ✅ Đã được duyệt.
paper-state-returned = ❗ Bị trả lại.
paper-reason = Lý do: { $reason }
paper-files = Có { $count } tệp.
paper-send = 👉 Bà con gửi tệp hoặc ảnh chụp vào đây ngay bây giờ.
paper-send-photos = 👉 Bà con chụp và gửi ảnh vào đây ngay bây giờ.
paper-fill = 📝 Điền ngay trong chat
paper-versions = 🕘 Các bản trước
version-line = Bản { $number }, gửi lúc { $day }. { $state }
form-filled = ✅ Đã ghi { $paper }. Tệp Word để ký sẽ được gửi ngay. Ký xong, chụp gửi lại vào mục này (nếu xã yêu cầu bản ký).
form-drawn = 📄 { $paper }: tệp Word đã điền sẵn. Bà con đọc lại, in ra ký, rồi chụp gửi vào mục này.
file-unnamed = Tệp

file-still-coming = ⏳ Tôi đang lấy tệp, chưa được. Bà con không cần gửi lại, lấy xong tôi báo.
receipt-photos = ✅ Đã nhận { $got }/{ $count } ảnh.
receipt-files = ✅ Đã nhận { $got }/{ $count } tệp.
receipt-none = ⚠️ Chưa nhận được tệp nào.
receipt-line = • Tệp { $number } { $name }: { $what }
receipt-filed = Đã xếp vào “{ $paper }” của { $product }.
receipt-which = Đây là giấy tờ gì?
receipt-kept = Tôi đã giữ lại. Bà con đăng ký cơ sở và sản phẩm trước, rồi tôi hỏi đây là giấy tờ gì.
receipt-choose = 📎 Chọn giấy tờ
receipt-step = 👉 Làm tiếp
receipt-other = ↔ Đây là giấy khác
receipt-again = 🔁 Gửi lại
receipt-register = ✍️ Đăng ký trước đã
file-empty = Tệp rỗng, không có gì bên trong. Bà con gửi lại tệp khác.
file-wrong-kind = Loại tệp này không dùng được. Bà con gửi ảnh, PDF, Word hoặc Excel.
file-broken = Tệp bị hỏng, không mở được. Bà con chụp hoặc lưu lại rồi gửi.
file-small = Ảnh nhỏ, cán bộ có thể không đọc được chữ. Ảnh vẫn được giữ; bà con nên gửi lại bằng nút “Gửi dạng tệp”.
file-blurred = Ảnh mờ, cán bộ sẽ khó đọc. Ảnh vẫn được giữ; bà con nên chụp lại ngoài sáng, giữ chắc tay.
file-locked = Tệp có mật khẩu nên không mở được. Bà con bỏ mật khẩu rồi gửi lại.
file-too-many-pixels = Ảnh quá lớn. Bà con chụp lại ở cỡ thường.
file-too-large = Tệp quá lớn (Telegram nhận đến 20 MB, trang web đến 25 MB). Bà con nén lại hoặc chụp từng trang.
file-gone = Tệp này không tải về được nữa. Bà con gửi lại giúp.
file-not-fetched = Mạng lỗi, chưa tải được tệp. Bà con gửi lại giúp.
file-same = Tệp này bà con đã gửi rồi, không cần gửi nữa.
batch-kept = Ảnh, tệp bà con gửi đã được giữ. Bà con đăng ký sản phẩm xong rồi chọn giấy tờ.
batch-which-product = Giấy tờ này của sản phẩm nào?
batch-which-paper = { $product }: đây là giấy tờ nào?
batch-filed = ✅ Đã xếp { $count } tệp vào “{ $paper }”.
batch-filed-already = Các tệp này đã nằm trong mục này rồi.
batch-handed-in = Giấy tờ đã nộp nên không chuyển được. Bà con gửi tệp mới vào đúng mục.

next-title = Việc tiếp theo của bà con
next-draft = ✍️ Đang điền dở: { $form }.
next-unfiled = 📎 Có ảnh hoặc tệp chưa biết là giấy tờ gì.
next-no-product = Bà con chưa có sản phẩm nào. Bấm “Thêm sản phẩm”.
next-guide = • { $name }: đọc hướng dẫn bước 1 (2 phút).
next-mend = • { $name }, bước { $number }: gửi lại { $papers }.
next-missing = • { $name }, bước { $number }: còn thiếu { $papers }.
next-submit = • { $name }: đã đủ, bấm “Nộp bước { $number }”.
next-wait = • { $name }: { $state } Bà con chưa phải làm gì.
status-title = Hồ sơ tới đâu rồi?
status-missing = Còn thiếu: { $papers }.
missing-title = Còn thiếu gì?
missing-line = • { $name }: { $papers }.
missing-nothing = Không thiếu giấy tờ bắt buộc nào ở bước đang làm.
send-title = Gửi giấy tờ
send-how = Bà con cứ gửi ảnh hoặc tệp vào đây lúc nào cũng được; tôi sẽ hỏi đó là giấy gì. Hoặc chọn sản phẩm rồi chọn giấy tờ:
qr-which = Mã QR của sản phẩm nào?
qr-certified = Mã QR để in lên nhãn. Khách quét sẽ thấy trang sản phẩm, số sao và hạn: { $url }
qr-pending = Mã QR của sản phẩm (dùng mãi mãi, đổi tên hay lên sao vẫn mã này). Hiện trang còn ghi “chưa được công nhận”: { $url }
card-unknown = Không có sản phẩm OCOP nào mang mã { $code }.
card-made = { $producer }, { $commune }.

form-idea-new-title = Phiếu đăng ký ý tưởng sản phẩm
ask-idea-new-need =
    Vì sao bà con muốn làm sản phẩm này?
    Ví dụ: Xã nhiều rau má, bán tươi rẻ, muốn làm trà để bán được giá.
label-idea-new-need = Lý do, nhu cầu
ask-idea-new-materials =
    Nguyên liệu lấy ở đâu, có đủ không?
    Ví dụ: Rau má trồng tại xã, 5 ha, đủ quanh năm.
label-idea-new-materials = Nguyên liệu
ask-idea-new-process =
    Bà con định làm thế nào? Kể các bước chính.
    Ví dụ: Rửa, sấy lạnh, nghiền, đóng gói.
label-idea-new-process = Cách làm
ask-idea-new-difference =
    Sản phẩm có gì khác, gắn gì với quê mình?
    Ví dụ: Giống rau má cổ của làng, vị ngọt hậu.
label-idea-new-difference = Điểm riêng, gắn với địa phương
ask-idea-new-market =
    Định bán cho ai, ở đâu?
    Ví dụ: Cửa hàng ở thành phố, bán qua mạng.
label-idea-new-market = Thị trường
ask-idea-new-when =
    Bao giờ bắt đầu làm, bao giờ có hàng bán?
    Ví dụ: Làm thử tháng 5, bán từ tháng 8/2026.
label-idea-new-when = Thời gian dự kiến
ask-idea-new-support = Bà con cần Nhà nước hỗ trợ gì (tập huấn, bao bì, vốn…)? Không cần thì bấm “Bỏ qua”.
label-idea-new-support = Đề nghị hỗ trợ

form-idea-existing-title = Phiếu đăng ký sản phẩm đã có
ask-idea-existing-need =
    Bà con muốn nâng cấp sản phẩm để làm gì?
    Ví dụ: Muốn đạt 4 sao để vào siêu thị.
label-idea-existing-need = Mục đích tham gia
ask-idea-existing-materials =
    Nguyên liệu lấy ở đâu?
    Ví dụ: Cá cơm, muối tại địa phương.
label-idea-existing-materials = Nguyên liệu
ask-idea-existing-process =
    Đang làm thế nào? Kể các bước chính.
    Ví dụ: Ủ chượp 18 tháng trong chum, kéo rút, lọc, đóng chai.
label-idea-existing-process = Cách làm
ask-idea-existing-difference =
    Sản phẩm có gì khác, gắn gì với quê mình?
    Ví dụ: Nghề mắm Ba Làng có từ trăm năm.
label-idea-existing-difference = Điểm riêng, gắn với địa phương
ask-idea-existing-market =
    Đang bán cho ai, ở đâu?
    Ví dụ: Chợ tỉnh, 3 đại lý ở Hà Nội.
label-idea-existing-market = Thị trường
ask-idea-existing-yearly = Mỗi năm làm ra bao nhiêu? Gõ số, ví dụ: 20.000.
label-idea-existing-yearly = Sản lượng một năm
ask-idea-existing-unit = Tính bằng gì? Ví dụ: lít, kg, chiếc.
label-idea-existing-unit = Đơn vị tính
ask-idea-existing-revenue = Doanh thu một năm khoảng bao nhiêu đồng? Gõ số, ví dụ: 500.000.000. Chưa tính được thì bấm “Bỏ qua”.
label-idea-existing-revenue = Doanh thu một năm (đồng)
ask-idea-existing-support = Bà con cần hỗ trợ gì (bao bì, tem nhãn, máy móc, bán hàng…)? Không cần thì bấm “Bỏ qua”.
label-idea-existing-support = Đề nghị hỗ trợ

form-plan-title = Phương án sản xuất kinh doanh
ask-plan-goal =
    Mục tiêu là gì, trong bao lâu?
    Ví dụ: Trong 2 năm bán 30.000 chai mỗi năm, đạt 4 sao.
label-plan-goal = Mục tiêu
ask-plan-output = Dự kiến mỗi năm làm bao nhiêu? Gõ số, ví dụ: 30.000.
label-plan-output = Sản lượng dự kiến một năm
ask-plan-unit = Tính bằng gì? Ví dụ: chai, kg, chiếc.
label-plan-unit = Đơn vị tính
ask-plan-place =
    Nhà xưởng, đất ở đâu, rộng bao nhiêu?
    Ví dụ: Xưởng 500 m² tại thôn 3.
label-plan-place = Nhà xưởng, đất
ask-plan-machines =
    Có máy móc gì, cần mua thêm gì?
    Ví dụ: Có 50 chum; cần máy chiết chai.
label-plan-machines = Máy móc, thiết bị
ask-plan-quality =
    Giữ chất lượng và an toàn thực phẩm bằng cách nào?
    Ví dụ: Kiểm nghiệm 6 tháng một lần, ghi sổ từng mẻ.
label-plan-quality = Chất lượng, an toàn
ask-plan-packaging =
    Bao bì, nhãn, tem truy xuất nguồn gốc sẽ làm thế nào?
    Ví dụ: Chai thủy tinh 500 ml, nhãn mới, tem QR.
label-plan-packaging = Bao bì, nhãn, tem
ask-plan-sales =
    Bán hàng, quảng bá thế nào?
    Ví dụ: 5 đại lý, sàn thương mại điện tử, hội chợ tỉnh.
label-plan-sales = Bán hàng, quảng bá
ask-plan-capital = Cần bao nhiêu vốn (đồng)? Gõ số, ví dụ: 300.000.000.
label-plan-capital = Tổng vốn (đồng)
ask-plan-money =
    Vốn lấy từ đâu?
    Ví dụ: Tự có 200 triệu, vay 100 triệu.
label-plan-money = Nguồn vốn
ask-plan-schedule =
    Làm theo thứ tự thời gian thế nào?
    Ví dụ: Tháng 6 sửa xưởng, tháng 8 có nhãn, tháng 9 bán.
label-plan-schedule = Tiến độ

form-organisation-title = Giới thiệu bộ máy tổ chức
ask-organisation-structure =
    Cơ sở có những ai, mỗi người lo việc gì?
    Ví dụ: Giám đốc lo chung; 1 kế toán; tổ ủ mắm 6 người; tổ bán hàng 2 người.
label-organisation-structure = Cơ cấu tổ chức
ask-organisation-workers = Có bao nhiêu lao động? Gõ số, ví dụ: 12.
label-organisation-workers = Số lao động
ask-organisation-local-workers = Trong đó bao nhiêu người địa phương? Gõ số, ví dụ: 10.
label-organisation-local-workers = Lao động địa phương
ask-organisation-accounting = Ghi chép thu chi, kế toán thế nào?
label-organisation-accounting = Kế toán
choice-accounting-book = Ghi sổ tay
choice-accounting-software = Dùng phần mềm
choice-accounting-accountant = Có kế toán, thuê kế toán
choice-accounting-none = Chưa ghi chép
ask-organisation-community =
    Người địa phương góp vốn, quản lý thế nào?
    Ví dụ: 7 thành viên hợp tác xã đều là người trong xã.
label-organisation-community = Vai trò của cộng đồng
ask-organisation-customers =
    Khách hàng, nơi bán, cách quảng bá hiện nay?
    Ví dụ: 3 đại lý, bán qua Facebook, hội chợ.
label-organisation-customers = Khách hàng, phân phối
ask-organisation-environment =
    Xử lý nước thải, rác thải thế nào?
    Ví dụ: Bể lắng 3 ngăn; bã cá làm phân bón.
label-organisation-environment = Bảo vệ môi trường
ask-organisation-contact = Email, trang web, Facebook của cơ sở? Không có thì bấm “Bỏ qua”.
label-organisation-contact = Liên hệ trên mạng

business-change = ✏️ Sửa người đại diện, điện thoại
business-people = 👥 Người cùng làm
business-people-text = Những người được xem và làm hồ sơ của cơ sở:
business-somebody = Một người chưa ghi tên
business-invite = ➕ Mời thêm người, đổi điện thoại
business-link =
    Đường dẫn để một người nữa (hoặc điện thoại mới) làm hồ sơ của { $name }:
    { $url }
    Chỉ dùng được một lần, trong { $days } ngày. Chỉ gửi cho người bà con tin.
business-remove = ➖ Bỏ { $name }
business-remove-ask = Bỏ { $name }? Người này sẽ không xem và làm hồ sơ của cơ sở được nữa. Hồ sơ vẫn giữ nguyên.
business-remove-yes = ➖ Bỏ ngay
business-removed = Danh sách hiện nay:
business-changed = Đã sửa. Hồ sơ vẫn giữ nguyên.
form-business-title = Sửa thông tin cơ sở
ask-business-representative = Họ tên người đại diện mới? Không đổi thì bấm “Bỏ qua”.
label-business-representative = Người đại diện
ask-business-phone = Số điện thoại mới? Ví dụ: 0912 345 678. Không đổi thì bấm “Bỏ qua”.
label-business-phone = Điện thoại
ask-business-tax-number = Mã số thuế? 10 số, ví dụ 0100109106. Không đổi thì bấm “Bỏ qua”.
label-business-tax-number = Mã số thuế
joining = Bà con được mời cùng làm hồ sơ OCOP của { $name }, { $commune }. Bấm nhận là bà con đồng ý cho dùng tên và số điện thoại của mình trong hồ sơ này.
joining-accept = ✅ Nhận
joined = ✅ Bà con đã cùng làm hồ sơ của { $name }.
notice-joined = 👥 { $name } vừa được thêm vào hồ sơ của { $producer }. Nếu không phải người của mình, bà con bỏ ra ngay.
notice-parted = Bà con không còn trong danh sách người làm hồ sơ của { $producer }.

paper-upload = 📤 Gửi tệp lớn, gửi qua trang web
upload-link-open = 📤 Mở trang gửi tệp
upload-link-text =
    Trang này chỉ nhận giấy: { $paper }. Bà con bấm “Mở trang gửi tệp”, chọn ảnh hoặc tệp PDF, Word, Excel. Mất mạng thì trang tự gửi tiếp. Đường dẫn dùng được { $hours } giờ, đừng chuyển cho người khác.
upload-link-which = Ở đây tôi chưa nhận được tệp này. Bà con chọn đó là giấy gì, rồi bấm “Gửi tệp lớn, gửi qua trang web”.
zalo-share-phone = Bấm để gửi số điện thoại Zalo của bà con cho trợ lý OCOP, hoặc gõ số vào khung chat.
