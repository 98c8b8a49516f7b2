# The words of the demonstration province.
demo-description = { $name } làm tại { $commune }, theo cách truyền thống, nguyên liệu tại chỗ.
demo-story = { $name } gắn với quê hương từ nhiều đời. { $producer } giữ nghề, dạy nghề cho lớp trẻ và bán trong cả nước.
demo-paper = Giấy tờ minh họa, do chương trình tự vẽ.
demo-revoked = Không còn sản xuất tại địa phương.
