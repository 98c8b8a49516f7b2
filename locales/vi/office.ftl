# Xã và tỉnh làm việc với hồ sơ theo Quyết định 26/2026/QĐ-TTg; thiết lập của tỉnh.

typed-kept = Lời anh chị vừa gõ chưa được ghi. Chép lại nếu còn cần: “{ $text }”
unsure-note = ⚠️ Cần kiểm tra (văn bản có thể hiểu khác): { $source }
with-province-instead = { $commune } chưa có cán bộ trong máy, nên đang chờ cán bộ tỉnh { $area } xem (từ { $since }).
due-left =
    { $days ->
        [0] hôm nay là ngày cuối
       *[other] còn { $days } ngày làm việc
    }
due-late = quá hạn { $days } ngày
office-moved = Hồ sơ này không còn ở chỗ anh chị. Hiện trạng ở dưới:
office-commune = UBND { $area }
office-province = tỉnh { $area }

# Màn hình hồ sơ
office-commune-due = ⏱ Xã đề nghị tỉnh chậm nhất { $day } ({ $left }; cách tính ngày nhận: cần kiểm tra).
office-round =
    🗓 { $round }, có kết quả chậm nhất { $day }{ $certain ->
        [yes] .
       *[no] { " " }(cần kiểm tra).
    }
office-completed = Tỉnh đã xác nhận đủ hồ sơ lúc { $moment }.
again-due = Đánh giá lại: có kết quả chậm nhất { $day } (45 ngày từ khi đủ hồ sơ).
office-progress = Đã đánh dấu đủ { $fine } giấy tờ, còn { $waiting } giấy tờ chưa xem.
lacks-missing = ▫ Chưa có { $paper } (luật bắt buộc).
lacks-signature = ▫ { $paper }: chưa thấy bản ký.
lacks-proof = ▫ Chưa có { $paper } (minh chứng cho tiêu chí { $criteria }).
lacks-asked = ▫ Đã yêu cầu, bà con chưa gửi: { $papers }.
lacks-unassessed = ▫ Mẫu 02: còn { $count } tiêu chí bà con chưa tự chấm.
lacks-nothing = Thành phần hồ sơ: đủ theo luật.
office-rest = ✅ Đánh dấu đủ cả { $count } giấy còn lại
office-rest-done = ✅ Đã đánh dấu đủ { $count } giấy tờ.
office-accept = ✅ Đủ
office-return = 📨 Yêu cầu gửi lại giấy này
office-undo = ↺ Bỏ đánh dấu đủ
office-samples = 🧪 Mẫu sản phẩm ({ $held }/{ $needed })
office-findings = 📝 Bốn nội dung xã đánh giá ({ $done }/{ $count })
office-complete = 📋 Xác nhận đủ hồ sơ
office-forward-commune = 📤 Đề nghị tỉnh đánh giá
office-forward-province = 🧮 Chuyển hội đồng chấm
office-forward-commune-short = 📤 Vẫn gửi tỉnh với { $held }/{ $needed } mẫu
office-forward-province-short = 🧮 Vẫn chuyển hội đồng với { $held }/{ $needed } mẫu
forward-title = Chuyển hồ sơ: { $name }
forward-asked = Yêu cầu bổ sung vẫn còn sau khi chuyển.
review-unopened = ⚠️ Anh chị chưa mở giấy tờ nào của hồ sơ này.
review-final = Kết luận rồi thì không rút lại được.
complete-title = Xác nhận đủ hồ sơ: { $name }
complete-ask = Xác nhận tỉnh đã nhận đủ hồ sơ này? Việc này không rút lại được.
complete-ask-again = Xác nhận tỉnh đã nhận đủ hồ sơ này? 45 ngày đánh giá lại tính từ hôm nay. Việc này không rút lại được.
complete-yes = 📋 Đủ hồ sơ
complete-done = 📋 Đã xác nhận đủ hồ sơ và báo bà con.
complete-already = Hồ sơ đã được xác nhận đủ, hoặc không còn ở tỉnh. Hiện trạng ở dưới:
complete-not-yet = Còn giấy tờ chưa xem hoặc đang yêu cầu bà con gửi, nên chưa xác nhận đủ được.
complete-first = Anh chị xác nhận đủ hồ sơ trước, rồi mới chuyển hội đồng.
paper-next-page = Trang sau ➡

# Yêu cầu bổ sung
form-asking-title = Yêu cầu bổ sung giấy tờ
request-begin = 📨 Yêu cầu bổ sung giấy tờ
request-title = Yêu cầu bổ sung: { $name }
request-choose = Cần bà con gửi (hoặc gửi lại) giấy tờ nào? Bấm để chọn, bấm lần nữa để bỏ.
request-chosen = ➡ Tiếp: hẹn ngày ({ $count } giấy tờ)
request-chosen-papers = Đang chọn: { $papers }
request-until = Bà con gửi { $papers } chậm nhất ngày nào? Bấm một ngày, hoặc gõ ngày khác. Thời hạn của xã vẫn chạy.
request-day = { $days } ngày làm việc: { $day }
request-day-wrong = Ngày phải từ ngày mai đến { $last }. Anh chị chọn lại.
request-why = Vì sao cần? Bấm một lý do, hoặc gõ lý do của anh chị. Bà con sẽ đọc đúng câu này.
request-check =
    Giấy tờ: { $papers }
    Chậm nhất: { $day }
    Lý do: { $words }
    Bà con được báo ngay.
request-send = 📨 Gửi yêu cầu
request-other-papers = ✏️ Chọn lại giấy tờ
request-sent = 📨 Đã yêu cầu bà con gửi, chậm nhất ngày { $day }. Hồ sơ vẫn ở chỗ anh chị.
request-asked-already = Giấy tờ này đã được yêu cầu rồi. Hiện trạng ở dưới:
request-instead = Theo Quyết định 26/2026/QĐ-TTg không trả lại hồ sơ: anh chị yêu cầu đúng giấy tờ cần, kèm ngày hẹn.
request-take-back-instead = Giấy này đang chờ bà con gửi lại. Muốn thôi thì rút lại yêu cầu.
request-button =
    📨 Đang chờ { $count } giấy tờ, { $late ->
        [yes] quá hẹn
       *[no] hẹn
    } { $day }
request-open =
    Đã yêu cầu: { $papers }
    Hẹn: { $day }{ $late ->
        [yes] { " " }(quá hẹn)
       *[no] { "" }
    }
    Lý do: { $words }
request-still = Chưa gửi: { $papers }
request-take-back = ↺ Rút lại yêu cầu
request-taken-back = ↺ Đã rút lại yêu cầu và báo bà con.
request-closed-already = Yêu cầu này đã xong hoặc đã được rút lại. Hiện trạng ở dưới:
asked-for =
    📨 Cán bộ cần bà con gửi: { $papers }
    Chậm nhất: { $day }{ $late ->
        [yes] { " " }(đã quá hẹn, bà con gửi ngay)
       *[no] { "" }
    }. Lý do: { $words }
notice-request =
    📨 { $product }: { $office } cần bà con gửi { $papers }, chậm nhất ngày { $day }.
    Lý do: { $reason }
    Hồ sơ vẫn ở chỗ cán bộ. Bà con chỉ gửi các giấy này, gửi là nộp luôn.
notice-request-taken-back = ↺ { $product }: cán bộ đã rút lại yêu cầu, bà con không phải gửi { $papers } nữa.
notice-request-answered = 📥 { $product }: bà con đã gửi đủ giấy tờ được yêu cầu ({ $papers }).

# Mẫu sản phẩm
samples-title = Mẫu sản phẩm: { $name }
samples-held = 🧪 { $held }/{ $needed } mẫu
samples-row-in = • Nhận { $count } mẫu lúc { $moment }: { $words }
samples-row-back = • Trả { $count } mẫu lúc { $moment }: { $words }
samples-take = 📥 Nhận { $count } mẫu
samples-give-back = ↩ Trả { $count } mẫu
samples-give-some-back = ↩ Trả một phần
samples-how-many-back = Trả lại bao nhiêu mẫu?
samples-kept-ask = Nhận { $count } mẫu. Mẫu được giữ thế nào? Bấm một dòng, hoặc gõ.
samples-kept-shelf = Để nơi khô mát, nhiệt độ thường
samples-kept-fridge = Để tủ mát
samples-kept-freezer = Để tủ đông
samples-kept-taken = Niêm phong, giữ nguyên bao bì
samples-back-ask = Trả { $count } mẫu. Vì sao? Bấm một dòng, hoặc gõ.
samples-back-done = Đã đánh giá xong
samples-back-spoilt = Mẫu hỏng, cần mẫu khác
samples-back-asked = Bà con xin lại
samples-counted = 🧪 Đã ghi, đang giữ { $held }/{ $needed } mẫu. Bà con được báo.
samples-counted-already = Số mẫu đã đổi, hoặc lần này đã được ghi rồi. Hiện trạng ở dưới:
samples-short = ⚠️ Còn thiếu { $missing } mẫu so với luật. Nên nhận đủ rồi mới chuyển.
samples-short-first = Mới có { $held }/{ $needed } mẫu. Anh chị xem lại rồi bấm xác nhận ở dưới.
notice-samples-taken = 🧪 { $product }: cán bộ đã nhận { $count } mẫu, đang giữ { $held }/{ $needed } mẫu. { $words }.
notice-samples-back = ↩ { $product }: cán bộ trả lại { $count } mẫu, còn giữ { $held }/{ $needed } mẫu. Lý do: { $words }.

# Bốn nội dung của xã, Mẫu 03
findings-title = Xã đánh giá: { $name }
findings-text = Đã viết { $done }/{ $count } nội dung. Xã không chấm điểm: chỉ nói đúng điều mình biết ở địa bàn.
findings-missing = Xã viết đủ bốn nội dung trước, rồi mới chuyển tỉnh hoặc in Mẫu 03.
findings-report = 📄 Lấy Mẫu 03 (Word)
findings-report-coming = Đang làm Mẫu 03, xong tôi gửi ngay.
finding-material = Nguyên liệu địa phương
finding-labour = Lao động địa phương
finding-idea = Nguồn gốc ý tưởng
finding-identity = Bản sắc, trí tuệ địa phương
finding-draft = Bản nháp từ lời của bà con, chưa ghi:
finding-written = Xã đã viết:
finding-type = Gõ lời của anh chị để thay cả đoạn này.
finding-accept = ✅ Dùng bản nháp này
finding-add = ➕ Viết thêm vào
finding-add-ask = Gõ điều cần thêm, ví dụ điều cán bộ thấy tại cơ sở. Lời này nối vào sau đoạn đã có.
finding-says = 👁 Lời của bà con
finding-says-nothing = Bà con chưa nói gì về nội dung này.
finding-kept = 📝 Đã ghi: { $topic }.
finding-wrong-too-short = Lời này ngắn quá (ít nhất { $shortest } chữ cái). Anh chị viết rõ hơn.
finding-wrong-too-long = Đoạn này dài { $length } chữ cái, nhiều nhất là { $longest }. Anh chị viết gọn lại.
finding-draft-says = Chủ thể báo cáo: { $words }
finding-draft-nothing = Hồ sơ của chủ thể chưa nói rõ nội dung này.
finding-draft-papers = Minh chứng trong hồ sơ: { $papers }.
finding-draft-no-papers = Chưa có minh chứng kèm theo.
job-commune-report = Mẫu 03
report-file = Mẫu 03 - { $product }
report-drawn = 📄 Mẫu 03 của { $product }. Anh chị in ra, kiểm tra, ký và đóng dấu.
report-receiver = Ủy ban nhân dân { $province }

# Đề nghị lên tỉnh
round-name = đợt { $number } năm { $year }
notice-proposed = ➡ { $product }: ngày { $day } xã đã đề nghị tỉnh đánh giá, trong { $round }. Kết quả chậm nhất { $done }. Bà con chưa phải làm gì.
notice-proposed-again = ➡ { $product }: ngày { $day } xã đã gửi hồ sơ đánh giá lại lên tỉnh. Khi tỉnh xác nhận đủ hồ sơ, tôi báo bà con hạn có kết quả.
notice-complete = 📋 { $product }: tỉnh đã nhận đủ hồ sơ. Bà con chưa phải làm gì.
dossier-first = lần đầu
dossier-upgrade = nâng hạng
dossier-again = đánh giá lại

# Thiết lập của tỉnh
readings-title = ⚙ Cách hiểu luật, các đợt
readings-title-of = Cách hiểu luật: { $area }
readings-whose = Thiết lập của tỉnh nào?
readings-text = Những chỗ luật có thể hiểu khác nhau, đều cần kiểm tra. Bấm để xem và đổi cho tỉnh mình.
readings-one = { $name }: { $value }
readings-now = Đang hiểu: { $value }
readings-chosen = Tỉnh chọn lúc { $moment }.
readings-from-now = Đổi thì áp dụng từ nay; ngày đã báo trước đó không đổi.
readings-changed = Đã ghi cách hiểu của tỉnh.
reading-before-a-day = “Trước ngày”
reading-before-a-day-day-before = không tính ngày đó
reading-before-a-day-that-day = tính cả ngày đó
reading-day-of-receipt = Ngày nhận hồ sơ
reading-day-of-receipt-not-counted = không tính vào hạn
reading-day-of-receipt-counted = tính là ngày đầu
reading-last-day-off = Ngày cuối là ngày nghỉ
reading-last-day-off-working-day-before = lùi về ngày làm việc trước
reading-last-day-off-as-is = giữ nguyên
reading-last-day-off-working-day-after = sang ngày làm việc sau
reading-extension = Kéo dài giấy chứng nhận
reading-extension-permanent = áp dụng lâu dài
reading-extension-transitional = chỉ khi chuyển tiếp
reading-extension-for = Kéo dài cho ai
reading-extension-for-all = mọi giấy chứng nhận
reading-extension-for-handed-in = chỉ ai đã nộp trước ngày hết hạn
reading-missed-condition = Thiếu điều kiện của hạng sao
reading-missed-condition-lower-stars = đề xuất hạng thấp hơn
reading-missed-condition-stars-by-points = đề xuất theo điểm
reading-differing-options = Thành viên chọn mức khác nhau
reading-differing-options-majority = lấy mức số đông chọn
reading-differing-options-always-open = hội đồng luôn bàn lại
reading-quorum = Số phiếu phải có để đóng phiên
reading-quorum-75 = 75 % thành viên
reading-quorum-67 = hai phần ba thành viên
reading-quorum-51 = quá nửa thành viên
reading-quorum-100 = mọi thành viên
rounds-title = 🗓 Các đợt đánh giá
rounds-line = • { $round }: xã đề nghị chậm nhất { $by }, xong chậm nhất { $done } ({ $source })
rounds-unsure = ⚠️ Cần kiểm tra: ngày cuối của các đợt theo luật tính theo cách hiểu “trước ngày” của tỉnh.
rounds-came = 📥 Đã nhận cho { $round }
rounds-add = ➕ Thêm đợt của tỉnh
rounds-added = 🗓 Đã thêm đợt, xã đề nghị chậm nhất { $day }.
round-line = • { $name } – { $commune }: { $kind }, đến lúc { $moment }{ $complete ->
        [yes] , đã đủ
       *[no] , chưa xác nhận đủ
    }
round-nothing = Chưa có hồ sơ nào gửi lên cho đợt này.
round-days-wrong = Ngày xã đề nghị phải từ hôm nay, và trước ngày xong. Anh chị nhập lại.
round-there = Đã có đợt với ngày này.
form-round-title = Thêm đợt đánh giá
ask-round-by = Xã đề nghị chậm nhất ngày nào? Ví dụ: 15/8/2027.
label-round-by = Xã đề nghị chậm nhất
ask-round-done = Có kết quả chậm nhất ngày nào? Ví dụ: 15/10/2027.
label-round-done = Xong chậm nhất
ask-round-source = Theo văn bản nào? Luật chỉ cho thêm đợt khi Quy chế hội đồng và kế hoạch của tỉnh nói vậy.
label-round-source = Căn cứ

audit-request-asked = yêu cầu bổ sung giấy tờ
audit-request-taken-back = rút lại yêu cầu bổ sung
audit-request-answered = bà con gửi đủ giấy được yêu cầu
audit-samples-taken = nhận mẫu sản phẩm
audit-samples-given-back = trả mẫu sản phẩm
audit-finding-written = viết nội dung đánh giá của xã
audit-report-drawn = lấy Mẫu 03
audit-dossier-complete = xác nhận đủ hồ sơ
audit-reading-chosen = đổi cách hiểu luật
audit-round-added = thêm đợt đánh giá

# Làm thay bà con
acting-begin = 🤝 Làm thay bà con
acting-enrol = 🤝 Đăng ký thay bà con
acting-title = Làm thay bà con
acting-text =
    Anh chị đang làm thay { $name }: khai, gửi giấy tờ, nộp như chính bà con. Mọi việc ghi tên anh chị và báo bà con.
    Giấy do anh chị gửi thì cán bộ khác đánh dấu đủ. Xong thì bấm “Thôi làm thay”.
acting-end = ⏹ Thôi làm thay
acting-ended = Anh chị đã thôi làm thay.
acting-enrolled = 🤝 Đã đăng ký thay { $name }. Gửi đường dẫn cho bà con để bà con tự xem được.
acting-twin = { $name } đã đăng ký rồi. Hiện trạng ở dưới:
notice-acting-begun = 🤝 Cán bộ { $officer } làm hồ sơ thay { $producer }. Mọi việc ghi tên cán bộ. Bà con không nhờ thì báo UBND xã.
notice-acting-handed-in = 📥 Cán bộ { $officer } đã nộp thay bà con: { $product }, bước { $number }. Bà con xem lại, chưa đúng thì báo cán bộ.
paper-filled-in-by = 🤝 Cán bộ { $name } điền thay.
own-entry = Giấy này do chính anh chị gửi thay bà con, nên cán bộ khác của xã, hoặc của tỉnh, đánh dấu đủ.
office-own-entries = 🤝 { $count } giấy do anh chị gửi thay bà con: cán bộ khác của xã, hoặc của tỉnh, đánh dấu đủ.
form-enrol-title = Đăng ký thay bà con
ask-enrol-name = Tên cơ sở là gì? Ví dụ: Hợp tác xã Chè Tân Cương, Hộ kinh doanh Nguyễn Thị Lan.
label-enrol-name = Tên cơ sở
ask-enrol-kind = Cơ sở thuộc loại nào?
label-enrol-kind = Loại cơ sở
ask-enrol-representative = Ai là người đại diện? Gõ họ tên.
label-enrol-representative = Người đại diện
ask-enrol-phone = Số điện thoại di động của bà con (không phải của anh chị)?
label-enrol-phone = Điện thoại
ask-enrol-tax-number = Mã số thuế? Chưa có thì bấm “Bỏ qua”.
label-enrol-tax-number = Mã số thuế
ask-enrol-commune = Cơ sở ở xã (phường) nào? Gõ tên, không dấu cũng được.
label-enrol-commune = Xã, tỉnh
none-enrol-commune = Không thấy xã nào tên “{ $text }”. Anh chị gõ lại.
audit-acting-begun = bắt đầu làm thay chủ thể
audit-acting-ended = thôi làm thay chủ thể
audit-producer-enrolled = đăng ký thay chủ thể
