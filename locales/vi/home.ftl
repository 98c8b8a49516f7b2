# The first screens, registration, language and personal data.
welcome-title = Trợ lý OCOP
welcome =
    Chào bà con! Đây là trợ lý chương trình OCOP – Mỗi xã một sản phẩm. Tôi giúp bà con đăng ký, nộp giấy tờ, theo dõi hồ sơ cho tới khi sản phẩm được xếp sao.

    Để giúp được, tôi cần ghi tên, số điện thoại, địa chỉ và giấy tờ bà con gửi. Chỉ cán bộ OCOP của xã, tỉnh và hội đồng chấm được xem. Bà con có thể rút lại đồng ý bất cứ lúc nào.

    Bà con có đồng ý không?
welcome-again =
    Bà con chưa đăng ký chủ thể (cơ sở làm ra sản phẩm). Đăng ký mất khoảng 5 phút, dở dang thì lúc nào quay lại làm tiếp cũng được.
welcome-agree = ✅ Tôi đồng ý, bắt đầu đăng ký
welcome-data = 🔒 Dữ liệu của tôi dùng làm gì?
welcome-guide = 📖 OCOP là gì, làm thế nào?

home-title = Màn hình chính
home-producer = Chủ thể: { $names }
home-role = { $role } – { $area }
home-ask = Chọn việc muốn làm:
home-next = 👉 Tôi phải làm gì tiếp?
home-products = 📦 Sản phẩm của tôi
home-add = ➕ Thêm sản phẩm
home-status = 🔎 Hồ sơ tới đâu rồi?
home-desk = 🗂 Hồ sơ chờ xử lý
home-find = 🔍 Tìm sản phẩm, chủ thể
home-counts = 📊 Số liệu
home-team = 👥 Cán bộ, mời thêm
home-scoring = 📝 Phiếu chấm của tôi
home-more = ⚙ Thêm
home-resume = ▶ Làm tiếp: { $form }
home-language = 🌐 English / Tiếng Việt
home-register-another = ➕ Đăng ký thêm chủ thể khác
more = Các việc khác:

link-unknown = Đường dẫn này không dùng được nữa.
link-commune = Bà con vào từ đường dẫn của { $commune }. Tôi sẽ ghi sẵn xã này khi đăng ký.

help-title = OCOP là gì, làm thế nào?
help =
    OCOP (Mỗi xã một sản phẩm) giúp sản phẩm quê mình được công nhận từ 3 đến 5 sao. Có 6 bước:
    1. Tìm hiểu, nghe hướng dẫn
    2. Đăng ký ý tưởng sản phẩm
    3. Nộp phương án sản xuất kinh doanh
    4. Làm theo phương án, gom giấy tờ
    5. Chấm điểm, xếp sao
    6. Quảng bá, bán hàng, dùng mã QR

    Bà con cứ bấm nút, hoặc gõ câu hỏi (không dấu cũng được), ví dụ: “toi phai lam gi tiep”, “ho so toi dau roi”, “con thieu gi”. Ảnh và giấy tờ gửi lúc nào cũng được, tôi sẽ hỏi đó là giấy gì.

language = Bà con muốn dùng tiếng nào? / Which language?
language-name = Tiếng Việt
language-set = Đã đổi sang tiếng Việt.

privacy-title = Dữ liệu của bà con
privacy =
    Chúng tôi ghi: tên, số điện thoại, xã, mã số thuế (nếu có), sản phẩm, giấy tờ và ảnh bà con gửi.
    Dùng để: làm hồ sơ OCOP và báo tin cho bà con.
    Ai xem được: cán bộ OCOP của xã và tỉnh, hội đồng chấm. Mỗi lần xem đều được ghi lại.
    Trang mã QR chỉ có tên sản phẩm, chủ thể, xã, ảnh sản phẩm và số sao.
    Bà con được xem, sửa, xin xóa và rút lại đồng ý (Nghị định 13/2023/NĐ-CP).
privacy-given = Bà con đã đồng ý lúc { $day }.
privacy-withdraw = Rút lại đồng ý
privacy-withdraw-ask = Nếu rút lại đồng ý, bà con không nộp tiếp hồ sơ được và phần đang điền dở sẽ bị xóa. Hồ sơ đã nộp được cán bộ giữ theo quy định; cán bộ xã sẽ được báo để xử lý. Bà con chắc chứ?
privacy-withdraw-yes = Tôi rút lại đồng ý
privacy-agree-again = ✅ Tôi đồng ý cho dùng dữ liệu
privacy-withdrawn = Đã rút lại đồng ý. Khi nào muốn làm tiếp, bà con bấm đồng ý lại.
privacy-withdrawn-notice = Chủ thể { $producer } vừa rút lại đồng ý dùng dữ liệu cá nhân. Đề nghị cán bộ xem và xử lý theo quy định.

form-registration-title = Đăng ký chủ thể
ask-registration-name =
    Tên cơ sở của bà con là gì?
    Ví dụ: “Hợp tác xã Nước mắm Ba Làng”, “Hộ kinh doanh Nguyễn Thị Lan”.
label-registration-name = Tên cơ sở
ask-registration-kind = Cơ sở của bà con thuộc loại nào?
label-registration-kind = Loại cơ sở
ask-registration-representative =
    Ai là người đại diện (giám đốc, tổ trưởng, chủ trang trại)?
    Gõ họ tên, ví dụ: Nguyễn Thị Lan.
label-registration-representative = Người đại diện
ask-registration-phone =
    Số điện thoại di động để cán bộ gọi?
    Ví dụ: 0912 345 678.
label-registration-phone = Điện thoại
ask-registration-tax-number =
    Mã số thuế của cơ sở? 10 số, ví dụ 0100109106.
    Chưa có thì bấm “Bỏ qua”.
label-registration-tax-number = Mã số thuế
ask-registration-commune =
    Cơ sở ở xã (phường) nào, tỉnh nào? Tên mới sau 1/7/2025, gõ không dấu cũng được.
    Ví dụ: nga an, thanh hoa.
label-registration-commune = Xã, tỉnh
none-registration-commune = Tôi không thấy xã nào tên “{ $text }”. Bà con gõ lại tên xã mới và tên tỉnh, ví dụ: nga an, thanh hoa.
registered = 🎉 Đã đăng ký { $name }, { $commune }.
registered-twin = { $name } vừa đăng ký, trùng tên hoặc mã số thuế với { $other } đã có. Đề nghị cán bộ kiểm tra giúp.
thanks = Dạ, không có gì. Cần gì bà con cứ nhắn vào đây.
