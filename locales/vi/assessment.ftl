# Bà con tự chấm điểm sản phẩm theo bộ tiêu chí; câu hỏi về người đại diện cho Mẫu 02.

assess-button = 📊 Tự chấm điểm
assess-target-papers = 🎯 Mục tiêu { $stars } sao, nên lo trước: { $papers }.
assess-not-begun = 📊 Bà con tự chấm vài câu (nút “Tự chấm điểm” ở sản phẩm) để biết được khoảng mấy sao, thiếu gì.
assess-no-product = Sản phẩm của bà con chưa có bộ tiêu chí để tự chấm.
assess-which = Bà con muốn tự chấm sản phẩm nào?
assess-title = Tự chấm điểm: { $name }
assess-intro =
    Bà con trả lời từng câu ngắn, bấm một mức là xong. Chưa biết thì bấm “Chưa biết”. Nghỉ lúc nào cũng được, quay lại làm tiếp.
    Vài câu đầu là có dự báo ngay.
assess-done = Đã trả lời { $done }/{ $count } câu.
assess-reading = Hồ sơ đang ở chỗ cán bộ nên giờ chỉ xem, chưa sửa câu trả lời được.
assess-closed = Hồ sơ đang ở chỗ cán bộ nên chưa sửa câu trả lời được. Cần sửa, bà con hỏi cán bộ.
assess-points = { $low } điểm
assess-points-range = { $low }–{ $high } điểm
assess-stars = { $low } sao
assess-stars-range = { $low } đến { $high } sao
assess-short = 📊 Tạm tính { $points }, { $stars } theo điểm.
assess-sum = 📊 Tạm tính: { $points } trên 100.
assess-part-line = { $letter }. { $title }: { $points }/{ $most }
assess-by-points = ⭐ Theo điểm: { $stars }.
assess-by-conditions = 🔒 Theo điều kiện bắt buộc (phần bà con lo): đủ cho { $stars } sao.
assess-by-conditions-none = 🔒 Theo điều kiện bắt buộc (phần bà con lo): chưa đủ cho 3 sao.
assess-target-line = 🎯 Mục tiêu { $stars } sao: còn { $count } điều kiện hoặc giấy tờ phải lo.
assess-stopped = ⛔ Với câu trả lời ở tiêu chí { $criterion }, hồ sơ sẽ dừng ở đó. Bà con xem lại câu này.
assess-no-promise = Đây là tạm tính theo lời bà con, không phải kết quả. Mùi vị, mẫu mã, nét riêng do hội đồng chấm nên chỉ ghi thành khoảng.
assess-begin = ▶ Bắt đầu ({ $count } câu)
assess-go-on = ▶ Trả lời tiếp (còn { $count } câu)
assess-part = { $letter }. { $title }
assess-todo = 👉 Nên lo giấy gì trước?
assess-for = ❓ Còn thiếu gì cho { $stars } sao?
assess-target = 🎯 Chọn mục tiêu
assess-word = 📄 Làm lại Mẫu 02 theo câu trả lời mới
assess-word-coming = 📄 Tôi đang làm lại Mẫu 02, xong sẽ gửi vào đây.
assess-officer = 👤 Nhờ cán bộ giúp
assess-officer-asked = 👤 Tôi đã báo cán bộ { $names }: bà con cần giúp. Cán bộ sẽ gọi hoặc nhắn lại. Gấp thì bà con ghé Ủy ban nhân dân xã.
assess-officer-none = Xã, tỉnh mình chưa có cán bộ nào dùng trợ lý này. Bà con ghé hoặc gọi Ủy ban nhân dân xã, hỏi người lo việc OCOP.
assess-whole = phần tự chấm điểm
notice-help-wanted = 🙋 { $producer } ({ $phone }) cần giúp về sản phẩm { $product }: { $about }.

assess-part-title = Phần { $letter }. { $title }
assess-part-text =
    Tạm tính { $points } trên { $most }.
    ✅ đã trả lời · ☑ lấy từ đăng ký, chờ xác nhận · 🤷 chưa biết · ⬜ chưa hỏi · ⚖ hội đồng chấm. Bấm câu nào làm câu đó.
assess-option = { $text } – { $points } điểm{ $mark }
assess-least = {" "}(tối thiểu cho { $stars } sao)
assess-case = Dịch vụ của bà con do ai làm? Bảng chấm có hai trường hợp.
assess-case-a = Do cộng đồng làm
assess-case-b = Do doanh nghiệp, cá nhân làm
assess-known = Theo đăng ký của bà con: “{ $option }”. Đúng thì bấm dòng có dấu ✅.
assess-unknown = 🤷 Chưa biết
assess-other-option = Mức khác
assess-council-note = ⚖ Câu này hội đồng nếm, xem rồi chấm. Bà con trả lời thì được ghi vào báo cáo, nhưng không tính là chắc.
assess-kept = ✅ Đã ghi: { $option }.
assess-kept-unknown = 🤷 Đã ghi: chưa biết. Lúc nào biết, bà con mở lại câu này.
assess-first-forecast = 🎉 Có dự báo đầu tiên rồi. Trả lời tiếp thì khoảng điểm hẹp lại.
assess-all-done = 🎉 Bà con đã trả lời hết các câu.
assess-meant = Ý bà con là mức này? Đúng thì bấm vào.
assess-described-tap = ✍️ Tôi đã giữ câu này làm lời mô tả. Giờ bà con bấm chọn một mức bên dưới.

assess-answer = ✏️ Trả lời
assess-change = ✏️ Đổi câu trả lời
assess-describe = 📝 Kể thêm vài câu
assess-papers = 📎 Giấy tờ viện dẫn
assess-still-unknown = 🤷 Bà con chưa biết câu này.
assess-from-registration = ☑ Lấy từ đăng ký của bà con.
assess-words = 📝 Bà con kể: { $words }
assess-words-ask =
    { $ask }
    Bà con gõ vài câu cho cán bộ, hội đồng hiểu. Ví dụ: làm từ bao giờ, bao nhiêu, ở đâu.
assess-words-none = 🗑 Bỏ lời kể này
assess-words-gone = Đã bỏ lời kể.
assess-described = ✅ Đã ghi lời kể.
assess-proof = 📎 { $paper }: có rồi.
assess-proof-missing = ⬜ { $paper }: chưa có, cần để được điểm này.
assess-papers-text = Giấy nào chứng minh cho câu này? Một giấy gửi một lần, dùng được cho nhiều câu.
assess-papers-none = Bà con chưa gửi giấy tờ nào dùng làm minh chứng. Gửi rồi quay lại đây chọn.
assess-cite = ➕ { $paper }
assess-uncite = ➖ Bỏ { $paper }
assess-cited = ✅ Đã viện dẫn { $paper } ở câu này.
assess-uncited = Đã bỏ ở câu này. Giấy vẫn được giữ.

assess-todo-title = Nên lo giấy gì trước?
assess-todo-text = Những giấy này giúp bà con nhiều nhất lúc này:
assess-todo-none = Theo câu trả lời của bà con, chưa thấy giấy nào cần lo thêm. Bà con trả lời thêm các câu còn lại, tôi tính lại.
assess-todo-paper = { $number }. { $paper }
assess-todo-condition = • Cần cho điều kiện { $stars } sao ở tiêu chí { $criteria }.
assess-todo-points = • Có thể thêm tới { $points } điểm, ở tiêu chí { $criteria }.
assess-todo-cost = Mất bao lâu, tốn bao nhiêu: chưa có văn bản nào tôi đọc được ghi rõ, bà con hỏi cán bộ.
where-unknown = • Lấy ở đâu: bà con hỏi cán bộ.
where-labour-list = • Lấy ở đâu: bà con tự lập và ký xác nhận (theo bảng hướng dẫn ở Mẫu 02).
where-technology = • Lấy ở đâu: bà con tự chụp ảnh và viết mô tả (theo bảng hướng dẫn ở Mẫu 02).
where-story = • Lấy ở đâu: bà con tự làm tờ rơi, ảnh, phim hoặc ghi âm (theo bảng hướng dẫn ở Mẫu 02).
where-growth = • Là gì: giấy xếp loại hợp tác xã, hoặc báo cáo tài chính hai năm gần nhất (theo bảng hướng dẫn ở Mẫu 02).
where-marketing = • Là gì: hợp đồng, đơn hàng, hóa đơn bán hàng, giấy đi hội chợ (theo bảng hướng dẫn ở Mẫu 02).

assess-missing-title = Còn thiếu gì cho { $stars } sao?
assess-missing-points = Điểm: cần từ { $least }, tạm tính { $points }.
assess-missing-own = 🔒 Phần bà con lo, còn { $count } việc:
assess-missing-own-none = 🔒 Phần bà con lo: đủ điều kiện theo câu trả lời và giấy tờ đã có.
assess-missing-council = ⚖ Phần hội đồng chấm, không hứa trước được:
assess-wanted = • { $criterion }: phải đạt “{ $option }”.
assess-wanted-both = • { $criterion }: phải đạt “{ $option }”, cần giấy: { $papers }.
assess-wanted-paper = • { $criterion }: đã đạt, còn thiếu giấy: { $papers }.
assess-target-title = Bà con nhắm mấy sao?
assess-target-text = Chọn rồi, việc cần làm và lời khuyên sẽ theo mục tiêu đó. Đổi lúc nào cũng được.
assess-target-needs = • { $stars } sao: còn { $count } việc bà con phải lo.
assess-target-choose = ⭐ { $stars } sao
assess-aimed = 🎯 Đã ghi mục tiêu { $stars } sao.

audit-assess-answered = tự chấm một tiêu chí
audit-assess-described = kể thêm ở một tiêu chí
audit-assess-cited = viện dẫn giấy tờ
audit-assess-uncited = bỏ viện dẫn
audit-assess-aimed = chọn mục tiêu sao
audit-representative-told = khai về người đại diện
audit-representative-erased = xóa phần khai về người đại diện

# Người đại diện pháp luật: chỉ hỏi những gì Mẫu 02 có ô, có đồng ý riêng.
form-representative-title = Người đại diện (cho Mẫu 02)
ask-representative-consent =
    Mẫu 02 có ô hỏi người đại diện pháp luật: nam hay nữ, dân tộc, nơi thường trú. Một tiêu chí (3.2) cộng điểm nếu là nữ, người dân tộc thiểu số hoặc người khuyết tật.
    Dân tộc và khuyết tật là chuyện riêng. Tôi chỉ dùng để điền Mẫu 02 và tính tiêu chí 3.2, không hiện ở chỗ khác; rút lại lúc nào cũng được. Tôi không bao giờ xin ảnh căn cước.
    Bà con có đồng ý trả lời không? Không đồng ý thì ô đó để trống, bà con viết tay sau.
label-representative-consent = Đồng ý khai phần riêng
choice-consent-yes = ✅ Đồng ý trả lời
choice-consent-no = Không, để tôi viết tay
ask-representative-gender = Người đại diện pháp luật là nam hay nữ?
label-representative-gender = Giới tính
choice-gender-woman = Nữ
choice-gender-man = Nam
ask-representative-ethnicity = Người đại diện là dân tộc gì? Ví dụ: Kinh, Mường, Thái. Không muốn ghi thì bấm “Bỏ qua”.
label-representative-ethnicity = Dân tộc
ask-representative-disabled = Người đại diện có phải là người khuyết tật không? Không muốn ghi thì bấm “Bỏ qua”.
label-representative-disabled = Người khuyết tật
ask-representative-residence = Địa chỉ thường trú của người đại diện? Không muốn ghi thì bấm “Bỏ qua”.
label-representative-residence = Nơi thường trú
ask-representative-founded =
    Cơ sở thành lập hoặc đăng ký kinh doanh ngày nào? Ví dụ: 15/3/2019. Không nhớ thì bấm “Bỏ qua”.
label-representative-founded = Ngày đăng ký kinh doanh
ask-representative-licence = Số giấy đăng ký kinh doanh? Không có thì bấm “Bỏ qua”.
label-representative-licence = Số giấy đăng ký
representative-kept = ✅ Đã ghi phần người đại diện. Mẫu 02 sẽ được làm lại và gửi vào đây.
representative-kept-only = ✅ Đã ghi phần người đại diện.
representative-before-report = ✅ Đã ghi Mẫu 02. Còn vài câu về người đại diện mà mẫu có ô, bà con trả lời nốt.
representative-title = Người đại diện của { $name }
representative-none = Chưa khai gì thêm về người đại diện.
representative-consented = Bà con đồng ý khai phần riêng ngày { $day }.
representative-declined = Phần riêng (dân tộc, khuyết tật, nơi thường trú): để trống, bà con viết tay.
representative-given = • { $label }: đã ghi, chỉ in trên Mẫu 02.
representative-line = • { $label }: { $value }
representative-tell = ✏️ Khai hoặc sửa
representative-erase = 🗑 Rút đồng ý, xóa phần riêng
representative-erase-ask = Xóa dân tộc, khuyết tật, nơi thường trú của người đại diện khỏi máy? Mẫu 02 làm sau này sẽ để trống các ô đó.
representative-erase-yes = 🗑 Xóa
representative-erased = Đã xóa phần riêng và rút đồng ý.
representative-button = 👤 Người đại diện (Mẫu 02)
