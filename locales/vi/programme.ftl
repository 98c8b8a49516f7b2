# Tên gọi trong Chương trình OCOP: bước, giấy tờ, nhóm sản phẩm, vai trò; và lời báo khi nhập sai.

## Sáu bước

step-1-name = Tìm hiểu chương trình
step-1-purpose =
    Bà con biết OCOP là gì, được lợi gì, cần làm gì.
    Đọc xong thì bấm xác nhận để sang bước đăng ký.
step-2-name = Đăng ký ý tưởng
step-2-purpose =
    Bà con kể sản phẩm của mình vào phiếu đăng ký.
    Cán bộ xã xem và trả lời: đạt, hoặc cần sửa chỗ nào.
step-3-name = Phương án kinh doanh
step-3-purpose =
    Bà con viết cách làm, cách bán và số vốn cần có.
    Cán bộ xã xem và trả lời: đạt, hoặc cần sửa chỗ nào.
step-4-name = Triển khai phương án
step-4-purpose =
    Bà con làm theo phương án: sản xuất, bao bì, nhãn, tem.
    Có giấy tờ nào thì gửi dần giấy tờ đó, cán bộ xã xem từng giấy.
step-5-name = Đánh giá, xếp hạng sao
step-5-purpose =
    Bà con nộp hồ sơ và sản phẩm mẫu. Xã kiểm tra rồi đề nghị lên tỉnh.
    Hội đồng của tỉnh chấm điểm, kết quả là số sao.
step-6-name = Quảng bá, bán hàng
step-6-purpose =
    Sản phẩm được giới thiệu ở hội chợ, trên mạng và bằng mã QR.
    Cán bộ báo cho bà con khi có hội chợ và đợt hỗ trợ.

## Giấy tờ

paper-idea-new = Phiếu đăng ký ý tưởng (sản phẩm mới)
paper-idea-new-help =
    Mẫu số 01, cho sản phẩm bà con định làm. Bà con trả lời từng câu ngay tại đây, không cần mẫu giấy.
paper-idea-existing = Phiếu đăng ký sản phẩm (đã có)
paper-idea-existing-help =
    Mẫu số 02, cho sản phẩm bà con đang bán. Bà con trả lời từng câu ngay tại đây, không cần mẫu giấy.
paper-plan = Phương án kinh doanh
paper-plan-help =
    Mẫu số 03: làm gì, bán cho ai, cần bao nhiêu vốn, lời lãi ra sao. Bà con trả lời từng câu, chỗ nào khó thì hỏi cán bộ xã.
paper-product-photos = Ảnh sản phẩm
paper-product-photos-help =
    Ảnh rõ sản phẩm và bao bì, chụp ngoài sáng, thấy cả mặt trước và mặt sau. Bà con chụp bằng điện thoại là được.
paper-production-licence = Giấy đủ điều kiện sản xuất
paper-production-licence-help =
    Ví dụ giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm. Mặt hàng nào phải có và xin ở đâu, bà con hỏi cán bộ xã.
paper-quality-declaration = Bản công bố chất lượng
paper-quality-declaration-help =
    Bản bà con tự công bố hoặc đăng ký công bố chất lượng sản phẩm. Chưa có thì hỏi cán bộ xã cách làm.
paper-safety-test = Phiếu kiểm nghiệm an toàn thực phẩm
paper-safety-test-help =
    Kết quả xét nghiệm mẫu sản phẩm của phòng kiểm nghiệm, theo các chỉ tiêu đã công bố.
paper-product-standard = Tiêu chuẩn sản phẩm
paper-product-standard-help =
    Bản cơ sở tự viết: sản phẩm phải đạt những gì về màu, mùi, vị, kích thước, an toàn.
paper-label = Ảnh nhãn và bao bì
paper-label-help =
    Ảnh chụp rõ từng mặt nhãn, đọc được tên, thành phần, hạn dùng, nơi sản xuất.
paper-barcode = Mã số mã vạch
paper-barcode-help =
    Giấy chứng nhận được dùng mã vạch in trên bao bì, do cơ quan quản lý mã số mã vạch cấp.
paper-trace-stamp = Tem truy xuất nguồn gốc
paper-trace-stamp-help =
    Ảnh tem hoặc hợp đồng làm tem. Khách quét tem là biết hàng làm ở đâu, ai làm.
paper-intellectual-property = Nhãn hiệu, chỉ dẫn địa lý
paper-intellectual-property-help =
    Giấy bảo hộ nhãn hiệu, kiểu dáng hoặc giấy cho dùng tên vùng, do Cục Sở hữu trí tuệ hoặc đơn vị quản lý tên vùng cấp.
paper-raw-material = Nguồn gốc nguyên liệu
paper-raw-material-help =
    Hợp đồng, hóa đơn hoặc sổ ghi cho thấy nguyên liệu lấy ở đâu và bà con liên kết với ai.
paper-environment = Giấy tờ bảo vệ môi trường
paper-environment-help =
    Kế hoạch, giấy phép hoặc bản đăng ký môi trường. Chưa rõ cơ sở mình cần giấy nào thì hỏi cán bộ xã.
paper-quality-system = Chứng nhận VietGAP, HACCP, ISO…
paper-quality-system-help =
    Giấy chứng nhận cơ sở làm theo cách quản lý chất lượng tiên tiến, do tổ chức chứng nhận cấp.
paper-quality-control = Sổ theo dõi chất lượng
paper-quality-control-help =
    Kế hoạch kiểm soát chất lượng và sổ ghi từng lô hàng: ngày làm, số lượng, ai kiểm tra.
paper-organisation = Giới thiệu bộ máy tổ chức
paper-organisation-help =
    Mẫu số 04: cơ sở của bà con có những ai, làm việc gì, bao nhiêu người địa phương. Bà con trả lời từng câu ngay tại đây.
paper-samples = Bàn giao sản phẩm mẫu
paper-samples-help =
    Năm đơn vị sản phẩm (ví dụ năm chai, năm gói) giao cho cán bộ để hội đồng chấm. Bà con chụp ảnh lúc bàn giao rồi gửi lên.
paper-business-licence = Giấy đăng ký kinh doanh
paper-business-licence-help =
    Bản sao có chứng thực, với ai đã đăng ký. Chưa có bản chứng thực thì bà con đến Ủy ban nhân dân xã để làm.
paper-accounting = Giấy tờ kế toán
paper-accounting-help =
    Sổ thu chi, báo cáo tài chính hoặc hợp đồng thuê kế toán.
paper-marketing = Bán hàng, quảng bá
paper-marketing-help =
    Hợp đồng đại lý, ảnh dự hội chợ, trang web, trang bán hàng: cái gì cho thấy bà con bán và quảng bá ra sao.
paper-story = Câu chuyện sản phẩm
paper-story-help =
    Bài kể sản phẩm từ đâu mà có, ai làm, khác nơi khác thế nào. Có tờ rơi, phim thì gửi kèm.
paper-awards = Giải thưởng, bình chọn
paper-awards-help =
    Giấy khen, giải thưởng, chứng nhận bình chọn mà sản phẩm đã được.
paper-technology = Ảnh và mô tả công nghệ
paper-technology-help =
    Ảnh máy móc, cách làm tiết kiệm nguyên liệu, nhiên liệu, dùng lại phụ phẩm. Bà con viết vài câu kèm ảnh.
paper-labour-list = Danh sách lao động địa phương
paper-labour-list-help =
    Danh sách người làm có đóng bảo hiểm, ghi địa chỉ thường trú, chủ cơ sở ký xác nhận. Dùng chung cho mọi sản phẩm của cơ sở.
paper-growth = Báo cáo tài chính, xếp loại hợp tác xã
paper-growth-help =
    Hợp tác xã gửi giấy xếp loại; cơ sở khác gửi báo cáo tài chính hai năm gần nhất. Dùng chung cho mọi sản phẩm của cơ sở.
paper-promotion = Trang web, tờ rơi, quảng bá
paper-promotion-help =
    Ảnh chụp trang web, trang Facebook, tờ rơi, bài báo: cái gì cho thấy bà con giới thiệu sản phẩm.
paper-export = Giấy tờ xuất khẩu
paper-export-help =
    Hợp đồng xuất khẩu đã làm, chứng nhận quốc tế, kết quả đi hội chợ nước ngoài. Không có thì bỏ qua.
paper-form-01 = Phiếu đăng ký (Mẫu 01)
paper-form-01-help =
    Bà con trả lời vài câu, tôi điền sẵn phiếu và gửi tệp Word. In ra, ký, đóng dấu (nếu có), chụp gửi lại.
paper-form-02 = Báo cáo tự đánh giá (Mẫu 02)
paper-form-02-help =
    Bà con kể về cơ sở và sản phẩm, tôi xếp cùng điểm tự chấm và minh chứng thành báo cáo. In ra, ký, chụp gửi lại.

## Nhóm sản phẩm

group-food = Thực phẩm
group-drinks = Đồ uống
group-herbal = Dược liệu và sản phẩm từ dược liệu
group-crafts = Hàng thủ công mỹ nghệ
group-ornamental = Sinh vật cảnh
group-tourism = Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch
group-herbal-2019 = Thảo dược
group-crafts-2019 = Thủ công mỹ nghệ, trang trí
group-textiles = Vải, may mặc
group-tourism-2019 = Dịch vụ du lịch nông thôn và bán hàng

subgroup-fresh-produce = Rau, củ, quả, hạt tươi
subgroup-fresh-meat = Thịt, thủy sản, trứng, sữa tươi
subgroup-fresh-meat-2019 = Thịt, trứng, sữa tươi
subgroup-rice-cereals = Gạo, ngũ cốc, hạt sơ chế
subgroup-rice-cereals-2019 = Gạo, ngũ cốc
subgroup-honey = Mật ong, mật khác, nông sản khác
subgroup-honey-2019 = Mật ong và sản phẩm từ mật ong, mật khác
subgroup-fast-food = Đồ ăn nhanh
subgroup-processed-cereals = Chế biến từ gạo, ngũ cốc
subgroup-processed-produce = Chế biến từ rau, củ, quả, hạt
subgroup-processed-meat = Chế biến từ thịt, thủy sản, trứng, sữa, mật ong
subgroup-processed-meat-2019 = Chế biến từ thịt, trứng, sữa
subgroup-processed-fish = Chế biến từ thủy, hải sản
subgroup-liquid-seasoning = Tương, nước mắm, gia vị lỏng khác
subgroup-other-seasoning = Gia vị khác
subgroup-tea = Chè tươi, chè chế biến
subgroup-other-tea = Trà từ hoa, lá, thảo mộc khác
subgroup-coffee-cocoa = Cà phê, ca cao
subgroup-white-spirit = Rượu trắng
subgroup-other-alcohol = Đồ uống có cồn khác
subgroup-water = Nước khoáng, nước uống tinh khiết
subgroup-soft-drinks = Đồ uống không cồn
subgroup-herbal-medicine = Thực phẩm chức năng, thuốc từ dược liệu
subgroup-cosmetics = Mỹ phẩm
subgroup-medical-devices = Trang thiết bị, dụng cụ y tế
subgroup-other-herbal = Thảo dược khác
subgroup-decorative-crafts = Thủ công mỹ nghệ, trang trí
subgroup-household-crafts = Thủ công mỹ nghệ gia dụng
subgroup-crafts = Thủ công mỹ nghệ gia dụng, trang trí
subgroup-flowers = Hoa
subgroup-trees = Cây cảnh
subgroup-pets = Động vật cảnh
subgroup-textiles = Vải, may mặc
subgroup-ornamental = Hoa, cây cảnh, vật nuôi làm cảnh
subgroup-tourism = Du lịch cộng đồng, sinh thái, điểm du lịch
subgroup-rural-tourism = Du lịch, truyền thống, lễ hội

## Chủ thể, vai trò, cấp

entity-company = Doanh nghiệp, công ty
entity-cooperative = Hợp tác xã
entity-cooperative-group = Tổ hợp tác
entity-household = Hộ kinh doanh, hộ sản xuất
entity-farm = Trang trại
entity-other = Loại hình khác

role-officer = Cán bộ OCOP
role-council = Thành viên hội đồng
role-administrator = Người quản trị

level-commune = Cấp xã
level-district = Cấp huyện (trước 1/7/2025)
level-province = Cấp tỉnh
level-centre = Trung ương

## Điều kiện bắt buộc, thư ký hội đồng xác nhận khi kết thúc phiên

condition-mandatory-three = Đạt đủ tiêu chí bắt buộc của hạng 3 sao
condition-mandatory-four = Đạt đủ tiêu chí bắt buộc của hạng 4 sao
condition-mandatory-five = Đạt đủ tiêu chí bắt buộc của hạng 5 sao

## Khi nhập sai: sai ở đâu, ví dụ đúng, những gì đã điền vẫn còn

wrong-phone =
    Số này chưa phải số di động Việt Nam. Bà con gõ đủ 10 số, ví dụ: 0912 345 678.
    Các câu đã trả lời vẫn được giữ.
wrong-tax-number =
    Mã số thuế này chưa đúng, có thể gõ nhầm một số. Mã có 10 số, ví dụ: 0100109106, hoặc 13 số, ví dụ: 0100109106-001.
    Các câu đã trả lời vẫn được giữ.
wrong-name =
    Tên này chưa được: cần có chữ, từ 2 đến {$longest} ký tự, viết một dòng. Ví dụ: Hợp tác xã Nga An.
    Các câu đã trả lời vẫn được giữ.
wrong-too-long =
    Bài này dài {$length} ký tự, nhiều nhất là {$longest}. Bà con viết gọn lại, ví dụ bỏ bớt chỗ kể lặp, rồi gửi lại.
    Bài vừa gửi vẫn còn ở trên, các câu đã trả lời vẫn được giữ.
wrong-too-short =
    Câu này hơi ngắn, cần ít nhất {$shortest} ký tự. Bà con viết thêm, ví dụ: làm từ gì, làm thế nào, bán ở đâu.
    Các câu đã trả lời vẫn được giữ.
wrong-date =
    Ngày này chưa đọc được. Bà con gõ ngày, tháng, năm, ví dụ: 31/7/2026, hoặc gõ: hôm nay.
    Các câu đã trả lời vẫn được giữ.
wrong-decision-number =
    Số quyết định này chưa đúng kiểu. Ví dụ: 1234/QĐ-UBND.
    Các câu đã trả lời vẫn được giữ.
wrong-number =
    Số này chưa đúng. Bà con gõ số tròn, từ {$least} đến {$most}, ví dụ: 1200 hoặc 1.200.
    Các câu đã trả lời vẫn được giữ.
