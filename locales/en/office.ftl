# Commune and province at work on dossiers under Decision 26/2026/QĐ-TTg; settings of a province.

typed-kept = What you typed was not kept. Copy it if you still need it: “{ $text }”
unsure-note = ⚠️ To be checked (the text can be read differently): { $source }
with-province-instead = { $commune } has no officer here yet, so the province { $area } looks at it (since { $since }).
due-left =
    { $days ->
        [0] today is the last day
        [one] { $days } working day left
       *[other] { $days } working days left
    }
due-late =
    { $days ->
        [one] { $days } day late
       *[other] { $days } days late
    }
office-moved = This dossier is no longer with you. How things stand:
office-commune = the commune office of { $area }
office-province = the province { $area }

office-commune-due = ⏱ To be proposed to the province by { $day } ({ $left }; how the day of receipt counts: to be checked).
office-round =
    🗓 { $round }, result by { $day }{ $certain ->
        [yes] .
       *[no] { " " }(to be checked).
    }
office-completed = The province marked the dossier complete at { $moment }.
again-due = Re-evaluation: result by { $day } (45 days from the complete dossier).
office-progress = { $fine } papers marked as in order, { $waiting } not looked at yet.
lacks-missing = ▫ { $paper } is not in (the law wants it).
lacks-signature = ▫ { $paper }: no signed copy yet.
lacks-proof = ▫ { $paper } is not in (evidence for criterion { $criteria }).
lacks-asked = ▫ Asked for, not sent yet: { $papers }.
lacks-unassessed = ▫ Form 02: { $count } criteria are not self-assessed yet.
lacks-nothing = Parts of the dossier: complete by law.
office-rest = ✅ Mark the other { $count } papers as in order
office-rest-done = ✅ { $count } papers marked as in order.
office-accept = ✅ In order
office-return = 📨 Ask for this paper again
office-undo = ↺ Take the mark back
office-samples = 🧪 Samples ({ $held }/{ $needed })
office-findings = 📝 The commune's four findings ({ $done }/{ $count })
office-complete = 📋 Mark the dossier complete
office-forward-commune = 📤 Propose to the province
office-forward-province = 🧮 Send to the council
office-forward-commune-short = 📤 Send with { $held }/{ $needed } samples all the same
office-forward-province-short = 🧮 Send to the council with { $held }/{ $needed } samples all the same
forward-title = Sending on: { $name }
forward-asked = What was asked for stays asked for.
review-unopened = ⚠️ You have not opened any paper of this dossier.
review-final = Once concluded, it cannot be taken back.
complete-title = Complete dossier: { $name }
complete-ask = Has the province all of this dossier? This cannot be taken back.
complete-ask-again = Has the province all of this dossier? The 45 days of the re-evaluation run from today. This cannot be taken back.
complete-yes = 📋 Complete
complete-done = 📋 Marked as complete; the producer is told.
complete-already = It was marked as complete before, or is no longer with the province. How things stand:
complete-not-yet = Papers are not looked at yet, or still asked for: it cannot be marked as complete.
complete-first = Mark the dossier complete first; then it goes to the council.
paper-next-page = Next page ➡

form-asking-title = Asking for papers
request-begin = 📨 Ask for papers
request-title = Asking for papers: { $name }
request-choose = Which papers must the producer send (again)? Tap to choose, tap again to leave out.
request-chosen = ➡ Next: by when ({ $count } papers)
request-chosen-papers = Chosen: { $papers }
request-until = By which day must { $papers } be in? Tap a day, or type another. The commune's own time goes on running.
request-day = { $days } working days: { $day }
request-day-wrong = The day must lie between tomorrow and { $last }. Choose again.
request-why = Why? Tap a reason, or type your own. The producer reads this very sentence.
request-check =
    Papers: { $papers }
    By: { $day }
    Why: { $words }
    The producer is told at once.
request-send = 📨 Send the request
request-other-papers = ✏️ Choose other papers
request-sent = 📨 Asked for, by { $day }. The dossier stays with you.
request-asked-already = This paper was asked for already. How things stand:
request-instead = Decision 26/2026/QĐ-TTg sends no dossier back: ask for the papers that are needed, by a day.
request-take-back-instead = The producer was asked for this paper. Take the request back if it is not wanted.
request-button =
    📨 Waiting for { $count } papers, { $late ->
        [yes] overdue since
       *[no] by
    } { $day }
request-open =
    Asked for: { $papers }
    By: { $day }{ $late ->
        [yes] { " " }(overdue)
       *[no] { "" }
    }
    Why: { $words }
request-still = Not in yet: { $papers }
request-take-back = ↺ Take the request back
request-taken-back = ↺ Taken back; the producer is told.
request-closed-already = This request is answered or was taken back. How things stand:
asked-for =
    📨 The officers need: { $papers }
    By: { $day }{ $late ->
        [yes] { " " }(overdue, please send now)
       *[no] { "" }
    }. Why: { $words }
notice-request =
    📨 { $product }: { $office } needs { $papers } by { $day }.
    Why: { $reason }
    The dossier stays with the officers. Send only these papers; what you send is handed in at once.
notice-request-taken-back = ↺ { $product }: you need not send { $papers } any more.
notice-request-answered = 📥 { $product }: all papers that were asked for are in ({ $papers }).

samples-title = Samples: { $name }
samples-held = 🧪 { $held }/{ $needed } samples
samples-row-in = • { $count } taken in at { $moment }: { $words }
samples-row-back = • { $count } given back at { $moment }: { $words }
samples-take = 📥 Take in { $count }
samples-give-back = ↩ Give back { $count }
samples-give-some-back = ↩ Give some back
samples-how-many-back = How many are given back?
samples-kept-ask = { $count } samples taken in. How are they kept? Tap a line, or type.
samples-kept-shelf = Dry and cool, at room temperature
samples-kept-fridge = In the fridge
samples-kept-freezer = In the freezer
samples-kept-taken = Sealed, in their packaging
samples-back-ask = { $count } samples given back. Why? Tap a line, or type.
samples-back-done = Assessed
samples-back-spoilt = Spoilt, others are needed
samples-back-asked = The producer wants them back
samples-counted = 🧪 Noted: { $held }/{ $needed } samples are here. The producer is told.
samples-counted-already = The count has changed, or this was noted before. How things stand:
samples-short = ⚠️ { $missing } samples are missing by law. Better take them in before sending it on.
samples-short-first = Only { $held }/{ $needed } samples are here. Look again, then confirm below.
notice-samples-taken = 🧪 { $product }: { $count } samples taken in, { $held }/{ $needed } are here. { $words }.
notice-samples-back = ↩ { $product }: { $count } samples given back, { $held }/{ $needed } are still here. Why: { $words }.

findings-title = The commune's findings: { $name }
findings-text = { $done }/{ $count } written. The commune gives no points: it says what it knows on its ground.
findings-missing = Write the four findings first; then it can be sent on, or printed as Mẫu 03.
findings-report = 📄 Get Mẫu 03 (Word)
findings-report-coming = Mẫu 03 is being made; it comes by itself.
finding-material = Local raw material
finding-labour = Local labour
finding-idea = Origin of the idea
finding-identity = Local identity and knowledge
finding-draft = A draft of the producer's words, not kept yet:
finding-written = The commune wrote:
finding-type = Type your own words to replace all of this.
finding-accept = ✅ Use this draft
finding-add = ➕ Add to it
finding-add-ask = Type what is to be added, such as what you saw on site. It comes after what stands there.
finding-says = 👁 The producer's words
finding-says-nothing = The producer has said nothing about this.
finding-kept = 📝 Kept: { $topic }.
finding-wrong-too-short = Too short (at least { $shortest } characters). Please write more.
finding-wrong-too-long = { $length } characters are too many; at most { $longest }.
finding-draft-says = The producer reports: { $words }
finding-draft-nothing = The dossier does not speak of this clearly.
finding-draft-papers = Evidence in the dossier: { $papers }.
finding-draft-no-papers = No evidence is enclosed.
job-commune-report = Mẫu 03
report-file = Mẫu 03 - { $product }
report-drawn = 📄 Mẫu 03 of { $product }. Print it, check it, sign and seal it.
report-receiver = Ủy ban nhân dân { $province }

round-name = round { $number } of { $year }
notice-proposed = ➡ { $product }: proposed to the province on { $day }, for { $round }. The result is due by { $done }. Nothing to do for you now.
notice-proposed-again = ➡ { $product }: the re-evaluation was sent on to the province on { $day }. When the province has all of it, you are told by when the result is due.
notice-complete = 📋 { $product }: the province has the whole dossier. Nothing to do for you now.
dossier-first = first rating
dossier-upgrade = upgrade
dossier-again = re-evaluation

readings-title = ⚙ Readings of the law, rounds
readings-title-of = Readings of the law: { $area }
readings-whose = Which province's settings?
readings-text = Places of the law that can be read in several ways, all to be checked. Tap one to see or change it.
readings-one = { $name }: { $value }
readings-now = Read as: { $value }
readings-chosen = Chosen by the province at { $moment }.
readings-from-now = A change holds from now on; days that were told before stay.
readings-changed = The province's reading is kept.
reading-before-a-day = “Before the day”
reading-before-a-day-day-before = without that day
reading-before-a-day-that-day = that day included
reading-day-of-receipt = Day of receipt
reading-day-of-receipt-not-counted = not counted
reading-day-of-receipt-counted = counted as the first day
reading-last-day-off = The last day is a day off
reading-last-day-off-working-day-before = back to the working day before
reading-last-day-off-as-is = as it is
reading-last-day-off-working-day-after = on to the working day after
reading-extension = Extended certificates
reading-extension-permanent = from now on
reading-extension-transitional = in the transition only
reading-extension-for = Extended for whom
reading-extension-for-all = all certificates
reading-extension-for-handed-in = only who handed in before the end
reading-missed-condition = A condition for the stars is missed
reading-missed-condition-lower-stars = propose fewer stars
reading-missed-condition-stars-by-points = propose by points
reading-differing-options = Members choose different options
reading-differing-options-majority = the majority's option
reading-differing-options-always-open = the council always settles it
reading-quorum = Cards needed to close a session
reading-quorum-75 = 75 % of the members
reading-quorum-67 = two thirds of the members
reading-quorum-51 = more than half of the members
reading-quorum-100 = all members
rounds-title = 🗓 Rounds
rounds-line = • { $round }: proposals by { $by }, done by { $done } ({ $source })
rounds-unsure = ⚠️ To be checked: the last days of the law's rounds follow the province's reading of “before the day”.
rounds-came = 📥 Came for { $round }
rounds-add = ➕ Add a round of the province
rounds-added = 🗓 Round added, proposals by { $day }.
round-line = • { $name } – { $commune }: { $kind }, came at { $moment }{ $complete ->
        [yes] , complete
       *[no] , not marked complete
    }
round-nothing = Nothing was sent on for this round yet.
round-days-wrong = The day for proposals must not be over, and must come before the day of the result.
round-there = There is a round with this day.
form-round-title = Add a round
ask-round-by = Proposals of the communes by which day? Example: 15/8/2027.
label-round-by = Proposals by
ask-round-done = Results by which day? Example: 15/10/2027.
label-round-done = Done by
ask-round-source = By which text? The law allows more rounds only if the council's rules and a plan of the province say so.
label-round-source = Source

audit-request-asked = asked for papers
audit-request-taken-back = took a request for papers back
audit-request-answered = the papers asked for are in
audit-samples-taken = took samples in
audit-samples-given-back = gave samples back
audit-finding-written = wrote a finding of the commune
audit-report-drawn = had Mẫu 03 made
audit-dossier-complete = marked a dossier complete
audit-reading-chosen = changed a reading of the law
audit-round-added = added a round

acting-begin = 🤝 Fill in for the producer
acting-enrol = 🤝 Register a producer
acting-title = Filling in for a producer
acting-text =
    You fill in for { $name }: answers, papers and handing in, as they would. All of it carries your name, and they are told.
    Somebody else marks the papers that you send. When you are done, tap “Stop filling in”.
acting-end = ⏹ Stop filling in
acting-ended = You no longer fill in for them.
acting-enrolled = 🤝 { $name } is registered. Send them the link, so that they can look for themselves.
acting-twin = { $name } is registered already. How things stand:
notice-acting-begun = 🤝 The officer { $officer } fills in for { $producer }. All of it carries the officer's name. If you did not ask for it, tell the commune office.
notice-acting-handed-in = 📥 The officer { $officer } handed in for you: { $product }, step { $number }. Look at it, and tell the officer if it is not right.
paper-filled-in-by = 🤝 Filled in by the officer { $name }.
own-entry = You sent this paper in the producer's stead, so another officer of the commune or the province marks it.
office-own-entries = 🤝 { $count } papers were sent by you in the producer's stead: another officer of the commune or the province marks them.
form-enrol-title = Registering a producer
ask-enrol-name = What is the producer called?
label-enrol-name = Name
ask-enrol-kind = Of what kind is it?
label-enrol-kind = Kind
ask-enrol-representative = Who represents it? Type the full name.
label-enrol-representative = Representative
ask-enrol-phone = The producer's mobile number (not your own)?
label-enrol-phone = Phone
ask-enrol-tax-number = Tax number? Tap “Skip” if there is none.
label-enrol-tax-number = Tax number
ask-enrol-commune = In which commune? Type its name.
label-enrol-commune = Commune, province
none-enrol-commune = No commune called “{ $text }” was found. Type it again.
audit-acting-begun = began to fill in for a producer
audit-acting-ended = stopped filling in for a producer
audit-producer-enrolled = registered a producer in their stead
