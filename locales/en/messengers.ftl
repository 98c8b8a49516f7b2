# One person on several messengers.
messenger-web = Web page
messenger-telegram = Telegram
messenger-zalo-oa = Zalo
messenger-zalo-bot = Zalo (bot)
welcome-elsewhere = 🔗 I already use it in another app
messengers-title = 🔔 Where should I write to you?
messengers-text =
    You can use several apps for one dossier. The one with 🔔 is where I write first; if that does not get through I use another.
messengers-here = (this one)
messengers-code = ➕ Join another app
messengers-code-text =
    Your code: { $code }

    Open the other app, write to the OCOP assistant, tap “I already use it in another app” and type this code. It works for { $minutes } minutes, once. Give it to nobody: who has it can see your dossiers.
messengers-enter = 🔗 I have a code
messengers-enter-text =
    Type the code of 8 digits. You get it in the app that you already use: “More”, “Where should I write to you?”, “Join another app”.
messengers-wrong = This code is wrong, used or expired. Get a new one and type it again.
messengers-too-often = Too many wrong codes. Please try again in an hour.
messengers-same = This app is yours already.
messengers-official = This account has an official's role. Get the code here and type it in the other app.
messengers-join-ask =
    Join this app to the account of { $name } (producer: { $producers })?
    From then on both are one person with the same dossiers. Do not join if that account is not yours.
messengers-join-yes = ✅ Yes, that is me
messengers-joined = ✅ Joined. You see the same dossiers in either app.
messengers-joined-notice = { $name } was just joined to your account. If that was not you, tap below to part it at once.
messengers-state-open = Last used: { $seen }.
messengers-state-preferred = 🔔 I write to you here first. Last used: { $seen }.
messengers-state-blocked = 📵 The assistant is blocked there, so I cannot write to you. Write anything there to open it again.
messengers-prefer = 🔔 Write to me here first
messengers-preferred = From now on I write to you on { $name } first.
messengers-part = ✂️ Part (joined by mistake)
messengers-part-ask = Part { $name } from this account? It will no longer see the dossiers here.
messengers-part-yes = Yes, part
messengers-parted = { $name } is parted.
