# What officials read: desk, review, council, decisions, search, team. And what their decisions tell producers.
age = chờ { $days } ngày
desk-title = Hồ sơ chờ xử lý
desk-none = Không có hồ sơ nào đang chờ.
desk-waiting = Có { $count } hồ sơ chờ anh chị xem, cũ nhất ở trên:
desk-item = { $name } ({ $age })
desk-line = • { $name } – { $owner }, { $commune } ({ $age })
desk-scoring = 🧮 Chấm điểm: { $count }
desk-decided = 📜 Chờ quyết định: { $count }
desk-communes = 🏘 Đang ở các xã: { $count }
desk-commune-title = Hồ sơ đang ở các xã
desk-province-title = Hồ sơ chờ tỉnh xem
desk-line-scoring = • { $name } – { $owner }: đã nộp { $got }/{ $count } phiếu ({ $age })
desk-scoring-title = Hồ sơ chấm điểm
desk-decided-title = Hồ sơ chờ quyết định

counts-title = Số liệu: { $area }
counts-total = { $products } sản phẩm, { $producers } chủ thể.
counts-step = Bước { $number } ({ $name }): { $count }
counts-stars = Đang có hiệu lực: 5 sao { $five }, 4 sao { $four }, 3 sao { $three }.
counts-commune = { $commune }: { $count }

an-officer = một cán bộ
not-allowed-own-product = Đây là sản phẩm của cơ sở anh chị nên anh chị không được xét, chấm hay ghi kết quả.
review-whose = { $owner }, { $commune }. Bước { $number }: { $step }.
review-own = Đây là sản phẩm của cơ sở anh chị nên anh chị không được xét hồ sơ này.
review-progress = Đã xét { $decided } giấy tờ (trả lại { $returned }), còn { $waiting } giấy tờ chờ xét.
review-pass = ✅ Kết luận: đạt, chuyển tiếp
review-return = ↩ Kết luận: trả lại để bổ sung
review-all = 📁 Toàn bộ giấy tờ
dossier-text = Các giấy tờ đã nộp, theo thứ tự các bước:
dossier-empty = Chưa có giấy tờ nào được nộp.
paper-version = Đây là bản thứ { $number }.
paper-earlier-reason = Lần trước bị trả lại vì: { $reason }
paper-answers = 📖 Đọc đủ các câu trả lời
paper-next-answer = Câu sau ➡
paper-more-files = 📎 Xem thêm tệp
paper-files-from = Tệp { $first }–{ $last } trong { $count } tệp.
paper-newer = ➡ Xem bản mới hơn
warning-small = ⚠️ { $name }: ảnh nhỏ, có thể khó đọc.
warning-blurred = ⚠️ { $name }: ảnh có vẻ mờ.
decide-accept = ✅ Chấp nhận
decide-return = ↩ Trả lại
decide-why = Vì sao trả lại? Bấm một lý do, hoặc gõ lý do của anh chị. Bà con sẽ đọc đúng câu này.
reason-1 = Giấy đã hết hạn. Bà con gửi giấy còn hạn.
reason-2 = Ảnh mờ hoặc thiếu góc, không đọc được. Bà con chụp lại ngoài sáng, đủ bốn góc.
reason-3 = Thiếu chữ ký hoặc dấu. Bà con ký, đóng dấu rồi chụp lại.
reason-4 = Không đúng mẫu. Bà con điền lại theo mẫu trong chat.
reason-5 = Tên hoặc địa chỉ không khớp với đăng ký. Bà con kiểm tra lại.
reason-6 = Thiếu trang. Bà con gửi đủ các trang.
reason-7 = Không phải loại giấy này. Bà con gửi đúng giấy.
reason-8 = Số liệu chưa rõ. Bà con ghi rõ hơn.
reason-wrong-too-short = Lý do này ngắn quá, bà con chưa hiểu phải sửa gì. Anh chị ghi rõ hơn (ít nhất { $shortest } chữ cái).
reason-wrong-too-long = Lý do này dài { $length } chữ cái, nhiều nhất là { $longest }. Anh chị viết gọn lại.
decide-accepted = ✅ Đã chấp nhận { $paper }.
decide-returned = ↩ Đã ghi trả lại { $paper }. Bà con được báo khi anh chị kết luận.
decide-late = Giấy này đã được xét trước đó, hoặc bà con vừa gửi bản mới. Hiện trạng ở dưới:
decide-undo = ↺ Xét lại giấy này
decide-undone = Đã mở lại để xét.
decided-accepted = { $name } đã chấp nhận lúc { $moment }.
decided-returned = { $name } đã trả lại lúc { $moment }.
decided-newer = { $name } đã xét bản này lúc { $moment }; bà con đã gửi bản mới hơn.
conclude-done = Bước này đã được kết luận rồi. Hiện trạng ở dưới:
concluded-accepted = { $name } đã kết luận đạt lúc { $moment }. Hiện trạng ở dưới:
concluded-returned = { $name } đã kết luận trả lại lúc { $moment }. Hiện trạng ở dưới:
conclude-undecided = Còn giấy tờ chưa xét, chưa kết luận được.
conclude-returned = ↩ Đã trả lại { $name }. Bà con đã được báo từng giấy tờ và lý do.
conclude-forwarded = ➡ { $name } đã chuyển lên tỉnh.
conclude-advanced = ✅ { $name } đã qua bước này.
conclude-to-council = 🧮 { $name } đủ điều kiện chấm điểm. Mời mở phiên chấm.
notice-to-province = 📥 { $commune } chuyển lên hồ sơ đánh giá: { $product }.
notice-forwarded = ➡ { $product }: xã đã duyệt, hồ sơ bước { $number } đã chuyển lên tỉnh. Bà con chưa phải làm gì.
notice-returned = ↩ { $product }, bước { $number }: cán bộ trả lại để bổ sung. Bà con chỉ cần gửi lại đúng các giấy sau:
notice-advanced = 🎉 { $product } đã qua bước trước, nay sang bước { $number }. Bấm để xem phải làm gì.
notice-to-council = 🎉 Hồ sơ { $product } đã đủ, chờ hội đồng tỉnh chấm điểm. Bà con chưa phải làm gì.

a-member = Thành viên hội đồng
rule-unsure = ⚠️ Cần kiểm tra lại văn bản: { $source }
council-title = Chấm điểm: { $name }
council-not-yet = Hồ sơ này chưa tới bước chấm điểm.
council-choose = Chọn bộ tiêu chí để chấm (bộ đầu là bộ của nhóm sản phẩm này):
council-choose-none = Nhóm sản phẩm này chưa có bộ tiêu chí trong máy. Chọn bộ gần nhất, hoặc thêm bộ của tỉnh rồi mở lại:
council-members = Những ai chấm? Đang chọn { $count } người. Bấm để bỏ hoặc chọn lại. Người có phần trong cơ sở này không được chấm.
form-council-title = Lập phiên chấm
council-nobody = Tỉnh chưa có thành viên hội đồng nào. Mời thêm ở mục “Cán bộ, mời thêm”.
council-open = ▶ Mở phiên chấm
council-open-already = Phiên chấm đã được mở.
council-opened = ▶ Đã mở phiên chấm và báo các thành viên.
council-set = Bộ tiêu chí: { $title }
council-conditions = Tiêu chí bắt buộc: đã xác nhận { $done }/{ $count }.
council-conditions-first = Trước khi đóng, anh chị xác nhận các tiêu chí bắt buộc:
council-no-cards = Chưa có phiếu chấm nào được nộp.
council-close = ⏹ Đóng phiên chấm
council-close-all = Cả { $count } phiếu đã nộp. Đóng phiên và tính kết quả?
council-close-missing = Còn { $missing }/{ $count } phiếu chưa nộp; phiếu chưa nộp sẽ không được tính. Vẫn đóng phiên?
council-close-yes = ⏹ Đóng và tính kết quả
council-closed = ⏹ Đã đóng phiên chấm.
condition-ask = { $name }. Sản phẩm có đạt không? Nếu không, dù nhiều điểm cũng không quá { $cap } sao (điều kiện cho { $stars } sao trở lên).
result-title = Kết quả: { $name }
result-mean = Điểm trung bình của { $cards } phiếu: { $mean }
result-part = Phần { $letter }: { $points } điểm
result-by-points = Theo điểm: { $stars }
result-stars = Hạng: { $stars }
result-capped = Bị giới hạn vì chưa đạt: { $name }
rounding-none = Cách tính: lấy trung bình cộng các phiếu, không làm tròn (89,99 là chưa tới 90).
rounding-half-up = Cách tính: lấy trung bình cộng các phiếu, làm tròn đến điểm nguyên gần nhất.
result-cards = Xem điểm từng phiếu
card-total = { $name }: { $total } điểm
card-missing = { $name }: không nộp phiếu
decision-record = 📜 Ghi quyết định công nhận
notice-score = 📝 Mời anh chị chấm điểm sản phẩm { $product }.
notice-all-scored = 🧮 Tất cả thành viên đã chấm xong { $product }. Mời đóng phiên.
button-score = 📝 Chấm điểm
button-council = 🧮 Phiên chấm

scoring-title = Phiếu chấm của tôi
scoring-text =
    { $count ->
        [0] Anh chị không còn phiếu nào phải chấm.
       *[other] Anh chị còn { $count } phiếu phải chấm:
    }
score-progress = Đã chấm { $done }/{ $count } tiêu chí.
score-part = Phần { $letter } ({ $title }): { $points }/{ $most }
score-total = Tổng: { $total } điểm
score-sent = ✅ Phiếu đã nộp, không sửa được nữa.
score-closed = Phiên chấm đã đóng, phiếu này không được tính.
score-go-on = ▶ Chấm tiếp
score-send = ✅ Nộp phiếu chấm
score-part-again = Xem lại phần { $letter }
score-papers = 📁 Đọc hồ sơ
score-option = { $sign }{ $text } ({ $points }đ)
score-next = Để sau, tiêu chí kế tiếp ➡
score-overview = 🧾 Xem tổng
score-title = { $code } – tiêu chí { $number }/{ $count }
score-thanks = ✅ Đã nộp phiếu. Cảm ơn anh chị!

decision-whose = Sản phẩm đạt từ 90 điểm. Ghi quyết định của cấp nào?
decision-province = Tỉnh: 4 sao, gửi Trung ương
decision-centre = Trung ương: 5 sao
form-decision-title = Quyết định công nhận
ask-decision-number = Số quyết định? Ví dụ: 1234/QĐ-UBND.
label-decision-number = Số quyết định
ask-decision-date = Ngày ký quyết định? Ví dụ: 31/7/2026.
label-decision-date = Ngày ký
decision-open = 📜 Ghi quyết định của Trung ương
decision-date-wrong = Ngày ký phải từ ngày đóng phiên chấm ({ $closed }) đến hôm nay. Anh chị nhập lại.
decision-done = 📜 Đã ghi quyết định cho { $name }: { $stars }. Bà con đã được báo.
notice-rated =
    🎉 { $product } được công nhận { $stars }!
    Quyết định { $number } ngày { $date }. Giấy chứng nhận có giá trị đến hết { $until }.
notice-rated-low =
    { $product }: kết quả { $stars }, chưa đủ 3 sao để cấp giấy chứng nhận (quyết định { $number } ngày { $date }).
    Bà con bổ sung rồi nộp lại; cán bộ xã sẽ hướng dẫn.
notice-to-centre = Từ 90 điểm: tỉnh gửi hồ sơ lên Trung ương xét 5 sao. Có tin, tôi báo bà con.
notice-improve = Bà con nên cải thiện trước (mất nhiều điểm nhất):
notice-unmet = Chưa đạt: { $name }
notice-rated-total = Tổng: { $total } điểm
form-revoke-title = Thu hồi giấy chứng nhận
ask-revoke-reason = Vì sao thu hồi? Ghi cả số quyết định thu hồi. Bà con sẽ đọc đúng câu này.
label-revoke-reason = Lý do
revoke-done = Đã ghi thu hồi. Trang mã QR báo ngay từ bây giờ.
notice-revoked = ⚠️ Giấy chứng nhận OCOP của { $product } đã bị thu hồi. Lý do: { $reason } Có gì chưa rõ, bà con hỏi cán bộ xã.

find-title = Tìm kiếm
find-ask = Gõ tên sản phẩm hoặc chủ thể (không dấu cũng được). Ví dụ: nuoc mam.
find-found = Thấy { $count } sản phẩm:
find-line = • { $name } – { $owner }, { $commune }
find-nothing = Không thấy “{ $text }” trong địa bàn của anh chị.
find-again = Gõ tên khác để tìm tiếp.
view-owner = { $owner }, { $commune }
view-code = Mã { $code } – { $url }
view-producer = 🏠 Xem chủ thể
view-revoke = ⚠️ Thu hồi giấy chứng nhận
producer-about =
    { $kind }, { $commune }
    Người đại diện: { $representative }
    Điện thoại: { $phone }
    Mã số thuế: { $tax }

team-title = Cán bộ
team-text = Những người đang có quyền trong địa bàn của anh chị. Bấm vào một người để xem hoặc thu lại quyền.
team-invite = ➕ Mời thêm người
team-link = 🔗 Đường dẫn đăng ký của xã
team-audit = 🕘 Nhật ký
team-role = { $name }: { $role }, { $area }. Được giao lúc { $day }.
team-withdraw = ⛔ Thu lại quyền
team-withdraw-ask = Thu lại quyền của { $name } ngay bây giờ?
team-withdraw-own = Anh chị tự thôi giữ quyền này? Sau đó phải được mời lại.
team-withdraw-yes = ⛔ Thu lại ngay
team-withdrawn = Đã thu lại quyền. Có hiệu lực ngay.
notice-withdrawn = Quyền { $role } – { $area } của anh chị đã được thu lại.
invite-who = Mời ai?
invite-role = { $role } – { $area }
invite-commune = Cán bộ một xã khác
invite-commune-ask = Xã (phường) nào? Gõ tên, không dấu cũng được.
invite-no-commune = Không thấy xã nào tên “{ $text }”. Anh chị gõ lại.
invite-link =
    Đường dẫn mời làm { $role }, { $area }:
    { $url }
    Chỉ dùng được một lần, trong { $days } ngày. Gửi riêng cho đúng người.
link-of =
    { $commune }: bà con bấm vào đây để đăng ký, xã được ghi sẵn:
    { $url }
link-ask = Gõ tên xã để lấy đường dẫn đăng ký của xã đó.
invited = Anh chị được mời làm { $role } – { $area }.
invited-accept = ✅ Nhận
invited-done = ✅ Anh chị đã là { $role } – { $area }.
invited-used = Đường dẫn mời này đã được dùng rồi. Anh chị xin đường dẫn mới.
invited-expired = Đường dẫn mời này đã hết hạn. Anh chị xin đường dẫn mới.
invited-unknown = Đường dẫn mời này không đúng. Anh chị kiểm tra lại hoặc xin đường dẫn mới.
invited-void = Người mời không còn quyền này nên đường dẫn mời hết hiệu lực. Anh chị xin đường dẫn mới.
invited-own = Anh chị không tự mời mình được. Gửi đường dẫn này cho người khác.
form-province-title = Cán bộ tỉnh đầu tiên
ask-province-name =
    Anh chị là cán bộ OCOP đầu tiên của hệ thống này. Họ tên của anh chị?
    Ví dụ: Nguyễn Minh Châu.
label-province-name = Họ tên
ask-province-province =
    Anh chị phụ trách tỉnh, thành phố nào (tên mới sau 1/7/2025)?
    Ví dụ: thanh hoa.
label-province-province = Tỉnh
none-province-province = Không thấy tỉnh nào tên “{ $text }”. Anh chị gõ lại, ví dụ: thanh hoa.
form-official-title = Họ tên cán bộ
ask-official-name = Họ tên của anh chị, để bà con và đồng nghiệp biết? Ví dụ: Trần Văn Hùng.
label-official-name = Họ tên
official-thanks = Chào { $name }!

audit-empty = Chưa có gì trong nhật ký.
audit-line = { $moment } – { $name }: { $action } ({ $subject })
audit-consent-given = đồng ý dùng dữ liệu
audit-consent-withdrawn = rút đồng ý
audit-law-moved = hồ sơ chuyển sang quy định mới
audit-product-kind = chọn loại sản phẩm
audit-device-offered = cho máy mới của bà con
audit-device-taken = vào bằng máy mới
audit-producer-registered = đăng ký chủ thể
audit-producer-seen = xem chủ thể
audit-product-added = thêm sản phẩm
audit-product-changed = sửa sản phẩm
audit-product-seen = xem sản phẩm
audit-paper-filled = điền giấy tờ
audit-paper-seen = xem giấy tờ
audit-file-seen = xem tệp
audit-dossier-seen = xem hồ sơ
audit-step-submitted = nộp bước
audit-review-accept = chấp nhận giấy tờ
audit-review-return = trả lại giấy tờ
audit-review-undo = mở lại giấy tờ
audit-review-returned = kết luận trả lại
audit-review-forwarded = chuyển lên tỉnh
audit-review-advanced = cho qua bước
audit-review-to-council = cho chấm điểm
audit-council-opened = mở phiên chấm
audit-council-condition = xác nhận tiêu chí bắt buộc
audit-council-closed = đóng phiên chấm
audit-score-sent = nộp phiếu chấm
audit-decision-recorded = ghi quyết định
audit-certificate-revoked = thu hồi chứng nhận
audit-role-invited = mời người
audit-role-given = nhận quyền
audit-role-withdrawn = thu lại quyền
view-new-phone = 📱 Chủ thể đổi điện thoại, đổi người
audit-producer-changed = sửa thông tin chủ thể
audit-member-invited = tạo đường dẫn thêm người
audit-member-joined = thêm người vào chủ thể
audit-member-removed = bỏ người khỏi chủ thể

desk-unreached = 📞 Cần gọi điện: { $count } người
unreached-title = 📞 Không nhắn tới được
unreached-text =
    { $count ->
        [0] Tin báo nào cũng đã tới bà con.
       *[other] { $count } người chưa nhận được tin báo trên ứng dụng nào. Đề nghị cán bộ gọi điện.
    }
unreached-phone = Điện thoại: { $phone }
unreached-called = ✅ Đã gọi điện
unreached-words = ✍️ Đã gọi, ghi lời
unreached-words-ask = Ai nghe máy, nói gì? Gõ vài chữ để làm bằng chứng. Ví dụ: bà vợ nghe máy, sẽ nhắn lại.
unreached-done = Đã ghi: đã gọi điện.
unreached-blocked = { $messenger }: đã chặn hoặc bỏ theo dõi
unreached-window = { $messenger }: lâu chưa nhắn lại nên chưa gửi được
unreached-quota = { $messenger }: hết lượt gửi
unreached-off = { $messenger }: đang tắt
unreached-none = chưa có ứng dụng nào nhắn tới được

alarm-title = ⚠️ Trợ lý cần người quản trị
alarm-zalo-broken = Trợ lý không gửi được tin trên Zalo: quyền của Official Account đã mất. Tin nhắn vẫn giữ, chưa mất. Người quản trị chạy lệnh “ocop-bot zalo-login” để cấp quyền lại.
alarm-zalo-ends = Quyền của Zalo Official Account còn { $days } ngày nữa là hết và chưa gia hạn được. Người quản trị chạy lệnh “ocop-bot doctor” để xem, “ocop-bot zalo-login” để cấp quyền lại.
alarm-zalo-quota = Zalo báo hết lượt gửi hoặc hết tiền: { $said }. Người quản trị xem gói của Official Account.
alarm-zalo-settings = Zalo từ chối Official Account: { $said }. Tin nhắn đang chờ. Người quản trị xem lại cài đặt ứng dụng trên Zalo.
alarm-zalo-kind = Zalo không cho Official Account này nhắn tin riêng qua ứng dụng (lỗi −235, thường gặp ở OA cơ quan nhà nước). Tin được gửi qua ứng dụng khác của bà con nếu có. Người quản trị hỏi Zalo mở quyền gửi tin.
alarm-zalo-bot-quota = Zalo Bot sắp hết hạn mức tháng này: đã gửi { $messages }/{ $most_messages } tin, { $people }/{ $most_people } người. Hết hạn mức thì Zalo không nhận tin nữa. Người quản trị tính mở Official Account.
alarm-zalo-bot-spent = Zalo Bot đã hết hạn mức tháng này: { $messages }/{ $most_messages } tin, { $people }/{ $most_people } người. Tin được gửi qua ứng dụng khác của bà con nếu có; không còn nơi nào thì tên vào danh sách “Cần gọi điện”.
zalo-callback = Xong bước này. Hãy chép cả địa chỉ trang này (trên thanh địa chỉ) và dán vào cửa sổ lệnh đang chạy “ocop-bot zalo-login”.
