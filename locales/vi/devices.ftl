# Mất máy, đổi máy: cán bộ gọi điện rồi gửi đường link cho máy mới.

view-lost-phone = 📵 Bà con mất máy
device-title = Mất máy, đổi máy
device-whose =
    Anh/chị gọi lại số { $phone } (hoặc gặp mặt) để chắc đúng là người của { $producer }.
    Ai mất máy?
device-link =
    Đường link cho máy mới của { $name }, dùng một lần, trong { $days } ngày:
    { $url }
    Bà con mở bằng máy mới. Mọi việc đang làm dở còn nguyên; máy cũ sẽ không vào được nữa.
device-ask =
    Đây là máy mới của { $name } ({ $producers })?
    Bấm “Đúng” thì mọi việc đang làm dở sẽ hiện ở đây, và máy cũ không vào được nữa.
device-yes = ✅ Đúng, tôi đổi sang máy này
device-taken = Xong rồi. Từ nay bà con dùng máy này; mọi việc đang làm dở còn nguyên.
device-taken-notice = { $name } ({ $producer }) đã vào bằng máy mới. Máy cũ không vào được nữa.
device-taken-elsewhere = Máy này đang dùng cho một cơ sở khác.
