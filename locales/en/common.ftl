# What every conversation uses.
button-back = ⬅ Back
button-home = 🏠 Main screen
button-again = 🔁 Try again
button-resume = ▶ Go on where I was
button-skip = Skip
button-send = ✅ All right, send
button-change = ✏️ Change an answer
button-share-phone = 📱 Share my phone number
button-more = Show more ⬇
button-yes = Yes
button-no = No

# Where a messenger shows no buttons: the choices with their numbers.
numbered-reply =
    { $count ->
        [1] 👉 Reply 1 to choose.
        [2] 👉 Reply 1 or 2 to choose.
       *[other] 👉 Reply with a number from 1 to { $last } to choose.
    }
numbered-in-words = 👉 Type “number { $number }” { $label }
shared-file = 📎 Open the file { $name }

form-progress = Question { $number }/{ $count }
form-now = (Now: { $answer })
form-pick = Please tap one of these:
form-tap-one = Please tap one of the buttons below (or type its number).
form-choice-gone = That choice is no longer there. Please choose again.
form-skipped = (none yet)
form-check = Please check. If all is right, tap “All right, send”. To correct something, tap “Change an answer”.
form-change = Which answer would you like to change?
form-sent-already = You have sent this already; there is no need to send it again.

not-allowed = You may not see or do this (or your role was withdrawn).
not-allowed-consent = You have not agreed to the use of your data (or have withdrawn it), so this cannot be done yet. Tap “I agree” to go on.
not-found = This is no longer here, or the link is wrong.
not-understood = I did not understand. Tap a button below, or type “what next”, “what is missing” or “help”.
something-failed = Something went wrong and this was not done. Everything you sent before is safe. Tap “Try again”; if it fails again, tell an officer the number { $turn }.
phone-kept = Your phone number is noted.
phone-not-asked = Thank you. I do not need a phone number now.
may-have-arrived = (You may have received this already.)

unexpected-other = I cannot read this kind of message. Please type, tap a button, or send a photo or a PDF, Word or Excel file.
unexpected-sticker = Thank you! I do not understand stickers; please type or tap a button.
unexpected-voice = I cannot listen to voice messages yet. Please type or tap a button.
unexpected-video = Dossiers do not take videos. Please send photos.
unexpected-location = I cannot use a location. Please type the commune and province.
unexpected-edited = You edited an old message; I read only new ones. Please send the right answer as a new message.
unexpected-contact = That is somebody else's number. Please share your own, or type it.

group-refused = OCOP dossiers hold personal papers, so I do not work in groups. Please write to me directly:
command-menu = Main screen
command-next = What do I do next?
command-status = Where is my dossier?
command-products = My products
command-qr = QR code
command-desk = Waiting dossiers
command-scoring = My scorecards
command-find = Find a product or producer
command-counts = Figures
command-help = Guide
command-language = English / Tiếng Việt

job-failed = ⚠️ I could not make { $what }. Please tap “Make it again”.
job-paper-copy = the Word file with your answers
job-announcement-outcomes = the Excel table
job-something = this file
job-asked-again = 🔁 I am making it again; it comes into this chat.
button-job-again = 🔁 Make it again
