# The dossier of Decision 26/2026/QĐ-TTg: the two forms, and the steps that only help.

form-form-01-title = Registration (form 01)
ask-form-01-title = What is the representative's position? For example: Chủ hộ, Giám đốc.
label-form-01-title = Position
ask-form-01-email = E-mail of the business? If there is none, tap “Skip”.
label-form-01-email = E-mail

form-form-02-title = Self-assessment report (form 02)
ask-form-02-specification =
    How is the product packed, to which standard?
    For example: Chai thủy tinh 500 ml, tiêu chuẩn cơ sở TCCS 01:2026.
label-form-02-specification = Packing and standard
ask-form-02-history =
    Since when is there the business, and what has it been through?
    For example: Gia đình ủ mắm từ năm 1975, năm 2019 lập hợp tác xã.
label-form-02-history = History
ask-form-02-structure =
    Who works in the business, and what does each one do?
    For example: Giám đốc lo chung; 1 kế toán; tổ ủ mắm 6 người.
label-form-02-structure = Organisation
ask-form-02-production =
    What has been done about raw material, machines, processing and packing?
    For example: Mua cá của 12 tàu trong xã; thêm 20 chum, 1 máy chiết chai.
label-form-02-production = Raw material, technology, processing, packing
ask-form-02-quality =
    How have quality, standard, packaging and label changed?
    For example: Độ đạm từ 25 lên 30; nhãn mới có tem truy xuất.
label-form-02-quality = Quality, packaging, label
ask-form-02-markets =
    Where and to whom do you sell?
    For example: 3 đại lý trong tỉnh, 2 đại lý ở Hà Nội, bán trên mạng.
label-form-02-markets = Markets
ask-form-02-money =
    Turnover and profit of the last years?
    For example: Năm 2025 thu 900 triệu, lãi 120 triệu; năm 2026 thu 1,1 tỷ, lãi 150 triệu.
label-form-02-money = Turnover, profit
ask-form-02-future =
    What do you plan for product, production and sales?
    For example: Thêm 30 chum, làm HACCP, vào siêu thị trong tỉnh.
label-form-02-future = Plans
ask-form-02-changes =
    What has changed since the product was recognised? The first time: tap “Skip”.
    For example: Đổi nhãn, có thêm HACCP, sản lượng gấp đôi.
label-form-02-changes = Changes since last time

help-go-on = ✅ On to the next step
help-step-2 =
    Put the idea in words: what you make, for whom, what is different about it.
    This is help for you and is not handed in. Do it or leave it out.
help-step-3 =
    Write down how you produce and sell, and the money you need. It goes into form 02 later.
    This is help for you and is not handed in. Do it or leave it out.
help-step-4 =
    Carry it out and gather evidence bit by bit: each paper once, for every criterion it proves.
    You may go on to the dossier before all is there.

law-moved-title = The new law
law-moved =
    The dossier of { $product } is now under Decision 26/2026/QĐ-TTg, because the earlier rules have ended.
    All papers you sent are still there; you need not send them again.
    From now on the dossier is two forms, evidence and five samples. Tap below to see what is missing.
kind-which =
    The new list splits the kind of { $product }.
    Which one is it?

## Support by the province

support-title = Support for OCOP products: { $province }
support-for = • { $stars } stars: { $what }
support-source = { "  " }(by { $source }, read on { $day })
support-none = I do not have your province's resolution on support, so I name no sum.
support-ask = Sums change from year to year: ask the commune officer before you count on them.
