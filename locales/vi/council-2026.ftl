# Hội đồng, kết quả, chuyển Bộ, hậu kiểm, thu hồi theo Quyết định 26/2026/QĐ-TTg.

## Hiệu lực giấy chứng nhận

rating-extended = { $stars } – Giấy chứng nhận đã hết hạn từ { $until }, được kéo dài đến khi có kết quả đánh giá lại, chậm nhất { $extended } (cần kiểm tra).
with-nobody-pending = Đã xong, chưa có giấy chứng nhận (từ { $since }).
with-nobody-expired = Giấy chứng nhận đã hết hạn: cần đánh giá lại.
with-nobody-revoked = Giấy chứng nhận đã bị thu hồi: muốn được công nhận lại thì phải đánh giá lại.
with-ministry = Đang ở Bộ, chờ kết quả 5 sao (gửi từ { $since }). Kết quả cũ vẫn giữ nguyên tới lúc đó.
public-state-extended = Chứng nhận được kéo dài
public-state-extended-text = Giấy chứng nhận { $stars } sao đã hết hạn ngày { $until } và được kéo dài tới khi có kết quả đánh giá lại, chậm nhất ngày { $extended } (cần kiểm tra với cơ quan quản lý).
public-extended-until = Kéo dài, chậm nhất

## Phiên chấm

council-no-set = Nhóm sản phẩm này chưa rõ thuộc bộ nào trong 26 bộ của năm 2026. Chủ thể chọn lại nhóm sản phẩm rồi mới mở phiên chấm được.
council-ended-without = Phiên chấm này đã đóng ngày { $day } mà không có kết quả: luật cũ hết hiệu lực trước khi chấm xong. Hồ sơ tiếp tục theo luật năm 2026.
council-in-writing = ✍ Đánh giá lại: hội đồng cho ý kiến bằng văn bản. Chỉ họp khi ý kiến khác nhau về hạng sao.
council-again-due = ⏱ Hạn 45 ngày của lần đánh giá lại: { $day }.
council-grounds = Căn cứ loại hồ sơ: đã xét { $done }/{ $count }.
council-grounds-button = ⛔ Xét căn cứ loại hồ sơ
council-closed-already = Phiên chấm đã đóng, không sửa được nữa.
council-closed-short = ⏹ Đã đóng phiên. Bà con đã được báo kết quả và cần sửa gì. Không có quyết định nào phải ghi.
council-close-excluded = ⛔ Đóng phiên: hồ sơ bị loại
ground-ask = Căn cứ loại { $number }/{ $count }: hồ sơ này có bị như sau không?
ground-no = Không có
ground-yes = ⛔ Có, bị loại
ground-answered-yes = Đã ghi: có.
ground-answered-no = Đã ghi: không có.
close-title = Trước khi đóng: { $name }
close-cards = Phiếu đã nộp: { $got }/{ $count } (cần ít nhất { $needed } mới đóng được).
quorum-source = 26/2026/QĐ-TTg để Quy chế của tỉnh định; máy dùng 75 % thành viên
conditions-source = 26/2026/QĐ-TTg, Phụ lục II: thiếu điều kiện thì đề xuất hạng thấp hơn gần nhất – cách đọc của ứng dụng
close-grounds = Còn { $count } căn cứ loại hồ sơ chưa xét.
close-apart = ⚠️ Tổng điểm giữa các phiếu cách nhau { $points } điểm (quá { $most }): hội đồng nên trao đổi trước khi đóng.
close-opinions-same = Ý kiến bằng văn bản cùng một hạng sao: không cần họp.
close-opinions-differ = ⚠️ Ý kiến bằng văn bản khác nhau về hạng sao: phải họp.
close-stopped-some = ⚠️ { $count } phiếu dừng ở “{ $name }”, các phiếu khác thì không.
close-open = ❓ Ý kiến khác nhau, chưa có đa số: { $name }
close-settle = ❓ Thống nhất: { $name }
close-above = ✍ Đề nghị cao hơn điều kiện (ghi lý do)
close-meeting = 👥 Họp, mở lại phiếu để chấm lại
find-text = Hội đồng kết luận thế nào ở “{ $name }”? Số phiếu chọn ghi trong ngoặc.
find-option = { $text } ({ $count } phiếu)
meeting-ask = Mời các thành viên họp và mở lại mọi phiếu để chấm lại? Điểm đã chấm vẫn còn trong phiếu, ai cũng sửa được.
meeting-yes = 👥 Mời họp, mở lại phiếu
meeting-called = 👥 Đã mở lại phiếu và báo các thành viên.
form-above-title = Đề nghị hạng sao cao hơn điều kiện
ask-above-reason = Vì sao hội đồng đề nghị hạng sao theo điểm dù thiếu điều kiện? Lý do này ghi vào kết quả. Ít nhất 20 chữ cái.
label-above-reason = Lý do
above-done = ✍ Đã ghi lý do. Kết quả sẽ nêu rõ.
above-nothing = Không thiếu điều kiện nào cho hạng sao theo điểm, không cần lý do.
result-proposed = Máy đề xuất: { $stars }
result-missing = Thiếu điều kiện { $stars } sao ở tiêu chí { $codes }
result-above = Hội đồng đề nghị cao hơn điều kiện. Lý do: { $reason }
result-excluded = ⛔ Hồ sơ bị loại, không chấm điểm: { $why }
result-stopped = ⛔ Dừng đánh giá ở “{ $why }”. Không đánh giá các bước tiếp theo, không có tổng điểm.
card-stopped = { $name }: dừng đánh giá, không có tổng điểm
notice-meeting = 👥 Hội đồng họp lại về { $product }: phiếu của anh chị được mở lại, xem và nộp lại sau khi trao đổi.
notice-short =
    { $product }: kết quả { $stars } sao ({ $mean } điểm), chưa đủ 3 sao để cấp giấy chứng nhận.
notice-excluded = ⛔ { $product }: hồ sơ bị loại, hội đồng không chấm điểm. Lý do: { $why }.
notice-stopped = ⛔ { $product }: hội đồng dừng đánh giá vì { $why } Không có tổng điểm.
notice-short-next = Giấy chứng nhận đang có (nếu có) vẫn dùng đến hết hạn. Bà con sửa rồi nộp lại; giấy tờ còn dùng được vẫn giữ nguyên, cán bộ xã sẽ hướng dẫn.
notice-missing = Muốn được { $stars } sao, còn thiếu điều kiện ở:

## Phiếu chấm

score-in-writing = ✍ Đánh giá lại: phiếu này là ý kiến bằng văn bản.
score-grounds = Trước hết xét { $count } căn cứ loại hồ sơ.
score-grounds-again = Xem lại căn cứ loại
score-ground-title = Căn cứ loại { $number }/{ $count }
score-excluded = ⛔ Đã ghi căn cứ loại: { $name }. Không chấm điểm.
score-stopped = ⛔ Dừng ở “{ $name }”: không đánh giá các bước tiếp theo, không cộng tổng điểm.
score-stop = { $sign }⛔ Phát hiện, dừng đánh giá
score-depends = Chỉ chấm khi có điểm ở: { $name }
score-case-a = Cộng đồng làm
score-case-b = Doanh nghiệp, cá nhân làm
score-back = 📝 Về phiếu chấm

## Chuyển Bộ

referral-open = 🏛 Chuyển Bộ xét 5 sao
referral-title = Chuyển Bộ: { $name }
referral-points = Kết quả của tỉnh: { $points } điểm. Từ 90 điểm, Bộ xét 5 sao; tỉnh không cấp.
referral-round = Đợt của Bộ: tỉnh đề nghị chậm nhất { $propose }, có kết quả trước hết { $done }.
referral-papers = Gửi kèm (bấm khi đã có):
enclosed-there = ☑ { $name }: có từ { $day }
enclosed-missing = ⬜ { $name }: chưa có
enclosed-letter = Văn bản đề nghị của UBND tỉnh
enclosed-helpers-report = Báo cáo của Tổ tư vấn
enclosed-council-report = Báo cáo của Hội đồng
enclosed-body-report = Báo cáo của cơ quan tham mưu
enclosed-result-decision = Quyết định phê duyệt kết quả
enclosed-dossier = Hồ sơ sản phẩm (1 giấy, 1 điện tử)
enclosed-extra-tests = Kiểm tra, xét nghiệm thêm
enclosed-samples = 5 mẫu sản phẩm
referral-send = 🏛 Đã gửi lên Bộ
referral-done = 🏛 Đã ghi: gửi lên Bộ. Bà con đã được báo.
referral-sent-already = Hồ sơ đã gửi lên Bộ rồi.
referral-missing = Còn giấy tờ phải gửi kèm chưa có.
referral-not-away = Hồ sơ không còn ở Bộ.
referral-sent = Đã gửi ngày { $day }; Bộ có kết quả trước hết { $done }.
referral-waiting = Chờ kết quả của Bộ. Trang mã QR vẫn hiện kết quả cũ.
referral-five = 📜 Bộ công nhận 5 sao: ghi quyết định
referral-lower = ↩ Bộ trả về dưới 90 điểm
referral-back = Bộ trả về với { $points } điểm. Tỉnh công nhận theo kết quả này, hoặc chấm lại.
referral-recognise = 📜 Công nhận theo điểm này: ghi quyết định
referral-again = 🔁 Hội đồng tỉnh chấm lại
referral-again-done = 🔁 Mời mở phiên chấm mới.
referral-back-done = ↩ Đã ghi kết quả của Bộ. Bà con đã được báo.
form-referral-back-title = Kết quả Bộ trả về
ask-referral-back-points = Bộ chấm bao nhiêu điểm (dưới 90)? Ví dụ: 87 hoặc 86,5.
label-referral-back-points = Điểm của Bộ
wrong-points = Điểm phải là một số từ 0 đến dưới 90, ví dụ 86,5. Anh chị nhập lại.
decision-ministry-first = Từ 90 điểm, hồ sơ phải gửi lên Bộ trước khi ghi quyết định.
notice-ministry = 🏛 { $product } đạt { $mean } điểm. Tỉnh đã gửi hồ sơ lên Bộ xét 5 sao; Bộ có kết quả trước hết { $day }. Tới lúc đó kết quả cũ vẫn giữ nguyên.
notice-ministry-back = 🏛 Bộ trả hồ sơ { $product } về tỉnh với { $points } điểm, chưa đủ 5 sao. Tỉnh sẽ công nhận theo kết quả này hoặc chấm lại; có tin, tôi báo bà con.

## Hậu kiểm, thu hồi

view-checks = 🔎 Hậu kiểm
desk-checks = 🔎 Hậu kiểm, thu hồi: { $count }
checks-title = 🔎 Hậu kiểm, thu hồi
checks-text =
    { $count ->
        [0] Không có việc hậu kiểm, thu hồi nào đang mở.
       *[other] { $count } việc đang mở; việc có hạn đứng trước:
    }
check-planned = Kiểm tra theo kế hoạch
check-sudden = Kiểm tra đột xuất
check-order = Yêu cầu của Bộ
check-gone = Xã xác nhận ngừng sản xuất
check-finding = Kết luận
check-kept = vẫn đạt
check-mended = đã khắc phục
check-revoked = đã thu hồi
check-line-planned = { $kind }, ngày { $day }
check-line-due = { $kind }: { $ground }. Quyết định thu hồi chậm nhất { $day }
check-line-overdue = ⚠️ { $kind }: { $ground }. Hạn quyết định thu hồi đã qua từ { $day }
check-line-ended = { $kind }: { $outcome }
check-plan-planned = 📅 Lập kiểm tra theo kế hoạch
check-plan-sudden = ⚡ Lập kiểm tra đột xuất
check-find = ⚠️ Kết luận có căn cứ thu hồi
check-end-kept = ✅ Kiểm tra: vẫn đạt
check-end-mended = 🔧 Đã khắc phục
check-confirm-gone = 🏚 Xác nhận ngừng sản xuất
check-order-again = 🏛 Bộ yêu cầu đánh giá lại
check-order-withdraw = 🏛 Bộ yêu cầu thu hồi
check-planned-done = 📅 Đã lập lịch kiểm tra.
check-ended-done = ✅ Đã ghi kết quả kiểm tra.
check-order-again-done = 🏛 Đã mở hồ sơ đánh giá lại và báo bà con. Giấy chứng nhận vẫn dùng tới khi có kết quả.
check-due = ⏱ Quyết định thu hồi chậm nhất { $day } (15 ngày; Điều 8 khoản 4).
check-closed = Việc kiểm tra này đã xong rồi.
check-gone-already = Xã đã xác nhận ngừng sản xuất rồi.
check-again-already = Sản phẩm đang được đánh giá lại rồi.
grounds-ask = Căn cứ nào trong sáu căn cứ thu hồi? ({ $source })
ground-false-papers = Giả mạo hồ sơ
ground-criteria = Không còn đạt tiêu chí
ground-breach = Vi phạm pháp luật (chất lượng, an toàn, môi trường…)
ground-misuse = Dùng sai nhãn hiệu, biểu trưng OCOP
ground-gone = Không còn sản xuất
ground-other = Kết luận khác của cơ quan có thẩm quyền
revocation-none-found = Chưa có kết luận nào được ghi cho sản phẩm này.
revocation-by-ground = Theo luật năm 2026, thu hồi phải chọn một trong sáu căn cứ.
form-revocation-title = Thu hồi giấy chứng nhận
ask-revocation-number = Số quyết định thu hồi? Ví dụ: 1234/QĐ-UBND.
label-revocation-number = Số quyết định
ask-revocation-reason = Vì sao thu hồi? Bà con sẽ đọc đúng câu này.
label-revocation-reason = Lý do
form-check-plan-title = Lập lịch kiểm tra
ask-check-plan-date = Kiểm tra ngày nào? Ví dụ: 15/9/2026.
label-check-plan-date = Ngày kiểm tra
ask-check-plan-words = Kiểm tra những gì?
label-check-plan-words = Nội dung
form-check-find-title = Kết luận có căn cứ thu hồi
ask-check-find-words = Kết luận thế nào, của cơ quan nào, ngày nào?
label-check-find-words = Kết luận
form-check-conclude-title = Kết luận kiểm tra
ask-check-conclude-words = Kiểm tra kết luận thế nào?
label-check-conclude-words = Kết luận
form-check-end-title = Kết quả kiểm tra
ask-check-end-words = Ghi ngắn kết quả kiểm tra.
label-check-end-words = Kết quả
form-check-gone-title = Xác nhận ngừng sản xuất
ask-check-gone-words = Sản phẩm ngừng sản xuất từ bao giờ, vì sao?
label-check-gone-words = Xác nhận
form-check-order-title = Yêu cầu của Bộ
ask-check-order-words = Bộ yêu cầu gì, văn bản số mấy?
label-check-order-words = Yêu cầu
notice-revoked-2026 = ⚠️ Giấy chứng nhận OCOP của { $product } đã bị thu hồi theo quyết định { $number }. Căn cứ: { $ground }. Lý do: { $reason } Có gì chưa rõ, bà con hỏi cán bộ xã.
notice-ordered-again = 🏛 Bộ yêu cầu đánh giá lại { $product }: { $words } Giấy chứng nhận vẫn dùng đến { $until } hoặc tới khi có kết quả mới. Bà con bấm để xem phải làm gì.

## Nhật ký

audit-council-ground = xét căn cứ loại
audit-council-found = thống nhất một tiêu chí
audit-council-above = đề nghị cao hơn điều kiện
audit-council-meeting = mở lại phiếu để họp
audit-council-again = cho chấm lại
audit-referral-sent = chuyển Bộ
audit-referral-back = ghi kết quả Bộ trả về
audit-check-planned = lập kiểm tra
audit-check-ended = ghi kết quả kiểm tra
audit-check-concluded = kết luận có căn cứ thu hồi
audit-check-order-again = ghi yêu cầu đánh giá lại của Bộ
