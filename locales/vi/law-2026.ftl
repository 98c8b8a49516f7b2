# Hồ sơ theo Quyết định 26/2026/QĐ-TTg: hai mẫu đơn, các bước chỉ để giúp.

form-form-01-title = Phiếu đăng ký (Mẫu 01)
ask-form-01-title = Người đại diện giữ chức vụ gì? Ví dụ: Chủ hộ, Giám đốc.
label-form-01-title = Chức vụ
ask-form-01-email = Thư điện tử (email) của cơ sở? Không có thì bấm “Bỏ qua”.
label-form-01-email = Email

form-form-02-title = Báo cáo tự đánh giá (Mẫu 02)
ask-form-02-specification =
    Sản phẩm đóng gói thế nào, theo tiêu chuẩn nào?
    Ví dụ: Chai thủy tinh 500 ml, tiêu chuẩn cơ sở TCCS 01:2026.
label-form-02-specification = Quy cách, tiêu chuẩn sản phẩm
ask-form-02-history =
    Cơ sở có từ năm nào, đã qua những gì?
    Ví dụ: Gia đình ủ mắm từ năm 1975, năm 2019 lập hợp tác xã.
label-form-02-history = Lịch sử hình thành
ask-form-02-structure =
    Cơ sở có những ai, mỗi người lo việc gì?
    Ví dụ: Giám đốc lo chung; 1 kế toán; tổ ủ mắm 6 người.
label-form-02-structure = Cơ cấu tổ chức
ask-form-02-production =
    Thời gian qua vùng nguyên liệu, máy móc, cách chế biến, đóng gói đã làm được gì?
    Ví dụ: Mua cá của 12 tàu trong xã; thêm 20 chum, 1 máy chiết chai.
label-form-02-production = Nguyên liệu, công nghệ, chế biến, đóng gói
ask-form-02-quality =
    Chất lượng, tiêu chuẩn, bao bì, nhãn đã thay đổi thế nào?
    Ví dụ: Độ đạm từ 25 lên 30; nhãn mới có tem truy xuất.
label-form-02-quality = Chất lượng, bao bì, nhãn
ask-form-02-markets =
    Bà con bán ở đâu, cho ai?
    Ví dụ: 3 đại lý trong tỉnh, 2 đại lý ở Hà Nội, bán trên mạng.
label-form-02-markets = Thị trường
ask-form-02-money =
    Doanh thu, lợi nhuận mấy năm gần đây là bao nhiêu?
    Ví dụ: Năm 2025 thu 900 triệu, lãi 120 triệu; năm 2026 thu 1,1 tỷ, lãi 150 triệu.
label-form-02-money = Doanh thu, lợi nhuận
ask-form-02-future =
    Thời gian tới bà con định làm gì cho sản phẩm, sản xuất, bán hàng?
    Ví dụ: Thêm 30 chum, làm HACCP, vào siêu thị trong tỉnh.
label-form-02-future = Kế hoạch sắp tới
ask-form-02-changes =
    So với lần được công nhận trước, có gì thay đổi? Lần đầu thì bấm “Bỏ qua”.
    Ví dụ: Đổi nhãn, có thêm HACCP, sản lượng gấp đôi.
label-form-02-changes = Thay đổi so với lần trước

help-go-on = ✅ Sang bước tiếp theo
help-step-2 =
    Bà con kể ý tưởng cho rõ: làm gì, bán cho ai, khác nơi khác chỗ nào.
    Phiếu này để giúp bà con, không phải nộp. Làm cũng được, bỏ qua cũng được.
help-step-3 =
    Bà con viết cách làm, cách bán và số vốn cần có. Sau này chép sang Mẫu 02.
    Việc này để giúp bà con, không phải nộp. Làm cũng được, bỏ qua cũng được.
help-step-4 =
    Bà con làm theo phương án và gom dần giấy tờ minh chứng: mỗi giấy gửi một lần, dùng cho mọi tiêu chí.
    Chưa đủ vẫn sang bước hồ sơ được.

law-moved-title = Luật mới về OCOP
law-moved =
    Hồ sơ sản phẩm { $product } từ nay theo Quyết định 26/2026/QĐ-TTg, vì quy định cũ đã hết hiệu lực.
    Giấy tờ bà con đã gửi vẫn còn nguyên, không phải gửi lại.
    Từ nay hồ sơ chỉ cần hai mẫu đơn, giấy tờ minh chứng và năm sản phẩm mẫu. Bà con bấm nút dưới để xem còn thiếu gì.
kind-which =
    Danh mục mới chia nhỏ nhóm của sản phẩm { $product }.
    Sản phẩm của bà con là loại nào?

## Hỗ trợ của tỉnh

support-title = Hỗ trợ sản phẩm OCOP: { $province }
support-for = • { $stars } sao: { $what }
support-source = { "  " }(theo { $source }, đọc ngày { $day })
support-none = Tôi chưa có nghị quyết hỗ trợ của tỉnh mình, nên không nói con số nào.
support-ask = Mức hỗ trợ thay đổi theo từng năm, bà con hỏi lại cán bộ xã trước khi tính toán.
