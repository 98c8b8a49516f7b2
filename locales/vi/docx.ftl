# The words of the Word files that are drawn from forms (official papers are in Vietnamese).
docx-heading = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
docx-motto = Độc lập – Tự do – Hạnh phúc
docx-idea-new = PHIẾU ĐĂNG KÝ Ý TƯỞNG SẢN PHẨM (sản phẩm mới)
docx-idea-existing = PHIẾU ĐĂNG KÝ SẢN PHẨM ĐÃ CÓ
docx-plan = PHƯƠNG ÁN, KẾ HOẠCH SẢN XUẤT KINH DOANH
docx-organisation = GIỚI THIỆU BỘ MÁY TỔ CHỨC
docx-subtitle = Sản phẩm: { $product }
docx-producer = Tên chủ thể
docx-representative = Người đại diện
docx-commune = Địa chỉ (xã, tỉnh)
docx-place-date = { $commune }, ngày { $day } tháng { $month } năm { $year }
docx-signer = ĐẠI DIỆN CHỦ THỂ
docx-note = Mã hồ sơ trên Trợ lý OCOP: { $code }. Chủ thể đọc lại, ký tên (đóng dấu nếu có), chụp hoặc quét gửi lại vào đúng mục giấy tờ này.
docx-file = { $paper } – { $product }
docx-as-above = Như mục 1.
