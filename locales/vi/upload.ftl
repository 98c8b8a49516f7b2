### Trang gửi tệp mở từ cuộc trò chuyện.

upload-title = Gửi tệp cho hồ sơ OCOP
upload-how = Bà con chụp ảnh hoặc chọn tệp. Gửi được nhiều tệp một lần. Mất mạng thì cứ để yên trang này, có mạng sẽ tự gửi tiếp.
upload-camera = Chụp ảnh
upload-choose = Chọn ảnh, tệp trong máy
upload-finished = Xong, quay lại chat
upload-unknown = Đường dẫn này không đúng. Bà con quay lại cuộc trò chuyện lấy đường dẫn mới.
upload-used = Đường dẫn này đã dùng xong. Muốn gửi thêm, bà con quay lại cuộc trò chuyện lấy đường dẫn mới.
upload-expired = Đường dẫn này đã hết hạn. Bà con quay lại cuộc trò chuyện lấy đường dẫn mới.
upload-foreign = Đường dẫn này đang được dùng trên máy khác. Bà con quay lại cuộc trò chuyện lấy đường dẫn mới cho máy này.
upload-not-allowed = Đường dẫn này không còn dùng được, vì bà con không còn phụ trách sản phẩm này.
upload-too-fast = Bà con bấm nhanh quá. Chờ một phút rồi thử lại giúp.
upload-empty = Tệp này trống, không gửi được.
upload-too-large = Tệp này lớn quá (mỗi tệp nhiều nhất 25 MB). Bà con chụp lại nhỏ hơn hoặc chia ra.
upload-too-many = Đã đủ 20 tệp cho một đường dẫn. Bà con quay lại cuộc trò chuyện lấy đường dẫn mới.
upload-offset = Đang gửi dở, trang sẽ tự gửi tiếp.

upload-js-waiting = Đang chờ
upload-js-preparing = Đang thu nhỏ ảnh
upload-js-count = Đã gửi %sent%/%all%
upload-js-percent = Đang gửi: %percent%%
upload-js-lost = Mất mạng, đang thử lại. Phần đã gửi vẫn còn.
upload-js-received = Đã nhận
upload-js-failed = Chưa gửi được. Bà con thử lại giúp.
upload-js-too-large = Tệp “%name%” lớn quá, mỗi tệp nhiều nhất 25 MB.
upload-js-empty = Tệp “%name%” trống, không gửi được.
upload-js-finished = Xong rồi! Bà con quay lại cuộc trò chuyện, tôi sẽ báo đã nhận những gì.
