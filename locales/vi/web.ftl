### Trang trò chuyện trên web, trang công khai của sản phẩm và trang báo lỗi.

## Trang trò chuyện: khung trang

web-title = Trợ lý OCOP
web-description = Trò chuyện với Trợ lý OCOP: đăng ký sản phẩm, gửi giấy tờ, xem kết quả.
web-opening = Đang mở cuộc trò chuyện…
web-noscript = Trình duyệt này đang tắt JavaScript nên chưa trò chuyện được. Bà con mở trang bằng Chrome, hoặc nhờ người nhà bật giúp.
web-log = Cuộc trò chuyện
web-older = Xem tin cũ hơn
web-latest = Xuống tin mới nhất
web-typing = Trợ lý đang trả lời
web-write = Viết tin nhắn
web-attach = Gửi ảnh hoặc giấy tờ
web-send = Gửi
web-drop = Thả tệp vào đây để gửi
web-close = Đóng
web-download = Tải về
web-lost = Mất kết nối. Tin bà con viết vẫn được giữ, có mạng sẽ tự gửi.

## Trang trò chuyện: những câu hiện ra khi đang dùng

web-connecting = Đang kết nối…
web-online = Đang hoạt động
web-offline = Mất kết nối
web-bot = Trợ lý
web-me = Bà con
web-choices = Các lựa chọn
web-new-tab = mở trang mới
web-view-photo = Xem ảnh lớn
web-waiting = Đang chờ gửi
web-sending = Đang gửi
web-sent = Đã gửi
web-upload-lost = Mạng yếu, lát nữa sẽ tự gửi lại.
web-upload-failed = Chưa gửi được. Bà con bấm nút gửi lại.
web-retry = Gửi lại
web-cancel = Hủy gửi
web-remove = Bỏ tệp này
web-file-too-large = Tệp lớn quá nên chưa gửi. Mỗi tệp lớn nhất được
web-too-many-files = Nhiều tệp quá một lần. Còn các tệp này chưa gửi, bà con gửi tiếp lần sau:
web-text-too-long = Tin dài quá nên chưa gửi. Bà con chia thành vài tin ngắn hơn. Số chữ cái nhiều nhất của mỗi tin là

## Trang báo lỗi

web-error-404-title = Không tìm thấy trang
web-error-404-text = Đường dẫn này không đúng hoặc đã cũ. Bà con quay lại cuộc trò chuyện và bấm lại từ đó.
web-error-500-title = Hệ thống đang trục trặc
web-error-500-text = Lỗi này do hệ thống, không phải do bà con. Những gì đã gửi vẫn còn. Bà con thử lại sau ít phút.
web-error-chat = Mở Trợ lý OCOP

## Trang công khai của sản phẩm

public-site = OCOP – Mỗi xã một sản phẩm
public-other-language = English
public-unknown-title = Không tìm thấy sản phẩm
public-state-valid = Chứng nhận còn hiệu lực
public-state-valid-text = Sản phẩm được công nhận { $stars } sao OCOP. Giấy chứng nhận có giá trị đến hết ngày { $until }.
public-state-expired = Chứng nhận đã hết hạn
public-state-expired-text = Giấy chứng nhận chỉ có giá trị đến hết ngày { $until }. Hiện chưa có kết quả đánh giá lại.
public-state-revoked = Chứng nhận đã bị thu hồi
public-state-revoked-text = Sản phẩm này hiện không còn được công nhận là sản phẩm OCOP.
public-state-pending = Chưa được công nhận
public-state-pending-text = Sản phẩm đang làm hồ sơ OCOP và chưa có kết quả xếp hạng sao.
public-state-unknown = Không có mã này
public-state-unknown-text = Không có sản phẩm OCOP nào mang mã { $code }. Xin kiểm tra lại mã in trên bao bì. Nếu mã đúng mà vẫn không thấy, tem có thể là giả.
public-checked = Kiểm tra ngày { $date }
public-stars = { $stars } trên 5 sao
public-stars-former = Trước đây được xếp hạng { $stars } sao
public-producer = Cơ sở sản xuất
public-commune = Địa chỉ
public-group = Nhóm sản phẩm
public-decision = Quyết định công nhận
public-decision-value = Số { $number }, ngày { $date }
public-valid-until = Giá trị đến hết ngày
public-code = Mã sản phẩm
public-description = Giới thiệu
public-story = Câu chuyện sản phẩm
public-photos = Hình ảnh
public-photo = { $name }, ảnh { $number }
public-note = Sao OCOP chia làm 5 hạng, 5 sao là cao nhất. Nếu thông tin trên bao bì khác với trang này, xin báo cho Ủy ban nhân dân xã, phường nơi sản xuất.
public-chat = Hỏi Trợ lý OCOP

web-refused = Tin này không gửi được. Bà con tải lại trang rồi thử lại.
web-too-fast = Bà con gửi nhanh quá. Chờ vài giây rồi gửi lại giúp.
