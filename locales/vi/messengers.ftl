# Một người dùng nhiều ứng dụng nhắn tin.
messenger-web = Trang web
messenger-telegram = Telegram
messenger-zalo-oa = Zalo
messenger-zalo-bot = Zalo (bot)
welcome-elsewhere = 🔗 Tôi đã dùng ở ứng dụng khác
messengers-title = 🔔 Nhắn tin cho tôi ở đâu?
messengers-text =
    Bà con dùng được nhiều ứng dụng cho một hồ sơ. Chỗ có 🔔 là nơi tôi nhắn trước; không tới được thì tôi nhắn chỗ khác.
messengers-here = (đang dùng)
messengers-code = ➕ Nối thêm ứng dụng khác
messengers-code-text =
    Mã nối của bà con: { $code }

    Mở ứng dụng kia, nhắn cho trợ lý OCOP, bấm “Tôi đã dùng ở ứng dụng khác”, rồi gõ mã này. Mã dùng được { $minutes } phút, một lần. Đừng đưa mã cho người khác: ai có mã sẽ xem được hồ sơ của bà con.
messengers-enter = 🔗 Tôi có mã nối
messengers-enter-text =
    Bà con gõ mã nối gồm 8 số. Lấy mã ở ứng dụng đang dùng: bấm “Thêm”, “Nhắn tin cho tôi ở đâu?”, “Nối thêm ứng dụng khác”.
messengers-wrong = Mã này không đúng, đã dùng hoặc đã hết hạn. Bà con lấy mã mới rồi gõ lại.
messengers-too-often = Bà con gõ sai nhiều lần quá. Một giờ nữa thử lại giúp.
messengers-same = Ứng dụng này đã là của bà con rồi.
messengers-official = Tài khoản này đang có quyền cán bộ. Anh chị lấy mã ở đây rồi gõ ở ứng dụng kia.
messengers-join-ask =
    Nối ứng dụng này vào tài khoản của { $name } (cơ sở: { $producers })?
    Từ đó hai nơi là một người, xem chung hồ sơ. Nếu không phải tài khoản của bà con thì đừng nối.
messengers-join-yes = ✅ Đúng là tôi, nối lại
messengers-joined = ✅ Đã nối. Bà con dùng ứng dụng nào cũng thấy cùng hồ sơ.
messengers-joined-notice = { $name } vừa được nối vào tài khoản của bà con. Nếu không phải bà con làm, bấm nút dưới để tách ra ngay.
messengers-state-open = Nhắn lần cuối: { $seen }.
messengers-state-preferred = 🔔 Tôi nhắn cho bà con ở đây trước. Nhắn lần cuối: { $seen }.
messengers-state-blocked = 📵 Nơi này đang chặn trợ lý nên tôi không nhắn tới được. Bà con nhắn một câu bất kỳ ở đó là mở lại.
messengers-prefer = 🔔 Nhắn cho tôi ở đây trước
messengers-preferred = Từ nay tôi nhắn cho bà con ở { $name } trước.
messengers-part = ✂️ Tách ra (nối nhầm)
messengers-part-ask = Tách { $name } khỏi tài khoản này? Nơi đó sẽ không còn thấy hồ sơ ở đây nữa.
messengers-part-yes = Đúng, tách ra
messengers-parted = Đã tách { $name }.
