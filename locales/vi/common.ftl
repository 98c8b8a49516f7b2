# What every conversation uses.
button-back = ⬅ Quay lại
button-home = 🏠 Màn hình chính
button-again = 🔁 Thử lại
button-resume = ▶ Làm tiếp phần đang dở
button-skip = Bỏ qua
button-send = ✅ Đúng rồi, gửi
button-change = ✏️ Sửa một câu
button-share-phone = 📱 Gửi số điện thoại của tôi
button-more = Xem thêm ⬇
button-yes = Có
button-no = Không

# Where a messenger shows no buttons: the choices with their numbers.
numbered-reply =
    { $count ->
        [1] 👉 Trả lời số 1 để chọn.
        [2] 👉 Trả lời 1 hoặc 2 để chọn.
       *[other] 👉 Trả lời một số từ 1 đến { $last } để chọn.
    }
numbered-in-words = 👉 Gõ “số { $number }” { $label }
shared-file = 📎 Mở tệp { $name }

form-progress = Câu { $number }/{ $count }
form-now = (Đang ghi: { $answer })
form-pick = Bà con bấm chọn một dòng bên dưới:
form-tap-one = Câu này bà con bấm chọn một nút bên dưới (hoặc gõ số thứ tự).
form-choice-gone = Lựa chọn này không còn nữa. Bà con chọn lại giúp.
form-skipped = (chưa có)
form-check = Bà con xem lại. Đúng hết thì bấm “Đúng rồi, gửi”. Sai câu nào thì bấm “Sửa một câu”.
form-change = Bà con muốn sửa câu nào?
form-sent-already = Phần này bà con đã gửi rồi, không cần gửi lại.

not-allowed = Bà con không có quyền xem hoặc làm việc này (hoặc quyền đã được thu lại).
not-allowed-consent = Bà con chưa đồng ý (hoặc đã rút lại đồng ý) cho dùng dữ liệu, nên chưa làm việc này được. Bấm “Tôi đồng ý” để làm tiếp.
not-found = Mục này không còn nữa, hoặc đường dẫn không đúng.
not-understood = Tôi chưa hiểu ý bà con. Bà con bấm một nút bên dưới, hoặc gõ: “tôi phải làm gì tiếp”, “còn thiếu gì”, “trợ giúp”.
something-failed = Máy vừa trục trặc, chưa làm được việc này. Những gì bà con đã gửi trước đó vẫn còn nguyên. Bà con bấm “Thử lại”. Nếu vẫn lỗi, đọc mã { $turn } cho cán bộ.
phone-kept = Đã ghi số điện thoại của bà con.
phone-not-asked = Cảm ơn bà con. Bây giờ tôi chưa cần số điện thoại.
may-have-arrived = (Tin này có thể bà con đã nhận rồi.)

unexpected-other = Tôi chưa đọc được loại tin này. Bà con gõ chữ, bấm nút, hoặc gửi ảnh, tệp PDF, Word, Excel.
unexpected-sticker = Cảm ơn bà con! Tôi chưa hiểu hình dán, bà con gõ chữ hoặc bấm nút giúp.
unexpected-voice = Tôi chưa nghe được tin thoại. Bà con gõ chữ (không cần dấu) hoặc bấm nút giúp.
unexpected-video = Hồ sơ chưa nhận phim. Bà con chụp ảnh gửi giúp.
unexpected-location = Tôi chưa dùng được vị trí. Bà con gõ tên xã, tỉnh giúp.
unexpected-edited = Bà con vừa sửa tin nhắn cũ; tôi chỉ đọc tin mới. Bà con gửi lại câu đúng thành tin mới giúp.
unexpected-contact = Đây là số của người khác. Bà con bấm nút gửi số của chính mình, hoặc gõ số vào đây.

group-refused = Hồ sơ OCOP có giấy tờ riêng của bà con nên tôi không làm việc trong nhóm. Mời bà con nhắn riêng cho tôi:
command-menu = Màn hình chính
command-next = Tôi phải làm gì tiếp?
command-status = Hồ sơ tới đâu rồi?
command-products = Sản phẩm của tôi
command-qr = Mã QR
command-desk = Hồ sơ chờ xử lý
command-scoring = Phiếu chấm của tôi
command-find = Tìm sản phẩm, chủ thể
command-counts = Số liệu
command-help = Hướng dẫn
command-language = Tiếng Việt / English

job-failed = ⚠️ Tôi chưa làm được { $what }. Bà con bấm “Làm lại”.
job-paper-copy = tệp Word đã điền sẵn
job-announcement-outcomes = bảng Excel
job-something = tệp này
job-asked-again = 🔁 Tôi đang làm lại, xong sẽ gửi vào đây.
button-job-again = 🔁 Làm lại
