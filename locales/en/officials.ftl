# What officials read: desk, review, council, decisions, search, team. And what their decisions tell producers.
age =
    { $days ->
        [one] waiting 1 day
       *[other] waiting { $days } days
    }
desk-title = Dossiers waiting
desk-none = No dossier is waiting.
desk-waiting =
    { $count ->
        [one] 1 dossier is waiting for you:
       *[other] { $count } dossiers are waiting for you, the oldest first:
    }
desk-item = { $name } ({ $age })
desk-line = • { $name } – { $owner }, { $commune } ({ $age })
desk-scoring = 🧮 Scoring: { $count }
desk-decided = 📜 Awaiting a decision: { $count }
desk-communes = 🏘 With the communes: { $count }
desk-commune-title = Dossiers with the communes
desk-province-title = Dossiers waiting for the province
desk-line-scoring = • { $name } – { $owner }: { $got }/{ $count } scorecards in ({ $age })
desk-scoring-title = Dossiers being scored
desk-decided-title = Dossiers awaiting a decision

counts-title = Figures: { $area }
counts-total = { $products } products, { $producers } producers.
counts-step = Step { $number } ({ $name }): { $count }
counts-stars = In force: 5 stars { $five }, 4 stars { $four }, 3 stars { $three }.
counts-commune = { $commune }: { $count }

an-officer = an officer
not-allowed-own-product = This product belongs to your own producer, so you may not review it, score it or record its result.
review-whose = { $owner }, { $commune }. Step { $number }: { $step }.
review-own = This product belongs to your own producer, so you may not review it.
review-progress = { $decided } papers decided ({ $returned } returned), { $waiting } still waiting.
review-pass = ✅ Conclude: passed, send on
review-return = ↩ Conclude: return to be completed
review-all = 📁 All papers
dossier-text = The papers handed in, in the order of the steps:
dossier-empty = No paper has been handed in yet.
paper-version = This is version { $number }.
paper-earlier-reason = Returned before because: { $reason }
paper-answers = 📖 Read the answers in full
paper-next-answer = Next answer ➡
paper-more-files = 📎 More files
paper-files-from = Files { $first }–{ $last } of { $count }.
paper-newer = ➡ Show the newer version
warning-small = ⚠️ { $name }: a small picture, perhaps hard to read.
warning-blurred = ⚠️ { $name }: the picture seems blurred.
decide-accept = ✅ Accept
decide-return = ↩ Return
decide-why = Why is it returned? Tap a reason, or type your own. The producer will read exactly these words.
reason-1 = The paper has expired. Please send one that is valid.
reason-2 = Blurred, or a corner is missing: it cannot be read. Please take the photo again in daylight, with all four corners.
reason-3 = A signature or seal is missing. Please sign, seal and photograph it again.
reason-4 = Not the right form. Please fill in the form in the chat.
reason-5 = The name or address differs from the registration. Please check.
reason-6 = Pages are missing. Please send all pages.
reason-7 = This is a different kind of paper. Please send the right one.
reason-8 = The figures are unclear. Please state them clearly.
reason-wrong-too-short = This reason is too short to tell the producer what to mend. Please write at least { $shortest } characters.
reason-wrong-too-long = This reason has { $length } characters, at most { $longest } fit. Please shorten it.
decide-accepted = ✅ Accepted: { $paper }.
decide-returned = ↩ Noted as returned: { $paper }. The producer is told when you conclude.
decide-late = This paper was decided before, or the producer has just sent a newer version. As it stands:
decide-undo = ↺ Decide this paper again
decide-undone = Open to be decided again.
decided-accepted = { $name } accepted it at { $moment }.
decided-returned = { $name } returned it at { $moment }.
decided-newer = { $name } decided this version at { $moment }; the producer has sent a newer one.
conclude-done = This step was concluded already. As it stands:
concluded-accepted = { $name } concluded “passed” at { $moment }. As it stands:
concluded-returned = { $name } returned it at { $moment }. As it stands:
conclude-undecided = Some papers are undecided; it cannot be concluded yet.
conclude-returned = ↩ { $name } is returned. The producer was told each paper and its reason.
conclude-forwarded = ➡ { $name } went on to the province.
conclude-advanced = ✅ { $name } has passed this step.
conclude-to-council = 🧮 { $name } is ready to be scored. Please open the scoring.
notice-to-province = 📥 { $commune } sends on a dossier for evaluation: { $product }.
notice-forwarded = ➡ { $product }: the commune has approved it; the dossier of step { $number } is now with the province. There is nothing for you to do.
notice-returned = ↩ { $product }, step { $number }: the officer returned it to be completed. Please send only these papers again:
notice-advanced = 🎉 { $product } has passed the step before and is now at step { $number }. Tap to see what to do.
notice-to-council = 🎉 The dossier of { $product } is complete and waits for the provincial council. There is nothing for you to do.

a-member = Council member
rule-unsure = ⚠️ To be checked against the text: { $source }
council-title = Scoring: { $name }
council-not-yet = This dossier has not reached the scoring yet.
council-choose = Choose the criteria set (the first is the one of this product's group):
council-choose-none = No criteria set is here for this product's group. Choose the nearest, or add the province's set and come back:
council-members = Who scores? { $count } chosen. Tap to leave somebody out or let them in. Nobody with a share in this producer may score.
form-council-title = Preparing a scoring
council-nobody = The province has no council members yet. Invite them under “Officers, invite”.
council-open = ▶ Open the scoring
council-open-already = The scoring is open already.
council-opened = ▶ The scoring is open and the members are told.
council-set = Criteria set: { $title }
council-conditions = Mandatory criteria: { $done }/{ $count } confirmed.
council-conditions-first = Before closing, please confirm the mandatory criteria:
council-no-cards = No scorecard has been handed in yet.
council-close = ⏹ Close the scoring
council-close-all = All { $count } scorecards are in. Close and compute the result?
council-close-missing = { $missing } of { $count } scorecards are not in; they will not count. Close all the same?
council-close-yes = ⏹ Close and compute the result
council-closed = ⏹ The scoring is closed.
condition-ask = { $name }. Does the product meet it? If not, it gets { $cap } stars at most whatever its points (a condition for { $stars } stars and more).
result-title = Result: { $name }
result-mean = Mean of { $cards } scorecards: { $mean }
result-part = Part { $letter }: { $points } points
result-by-points = By points: { $stars }
result-stars = Rating: { $stars }
result-capped = Limited, because not met: { $name }
rounding-none = How it is computed: the mean of the scorecards, not rounded (89.99 is below 90).
rounding-half-up = How it is computed: the mean of the scorecards, rounded to the nearest whole point.
result-cards = Points of each scorecard
card-total = { $name }: { $total } points
card-missing = { $name }: not handed in
decision-record = 📜 Record the decision
notice-score = 📝 Please score the product { $product }.
notice-all-scored = 🧮 All members have scored { $product }. Please close the scoring.
button-score = 📝 Score
button-council = 🧮 The scoring

scoring-title = My scorecards
scoring-text =
    { $count ->
        [0] You owe no scorecard.
        [one] You owe 1 scorecard:
       *[other] You owe { $count } scorecards:
    }
score-progress = { $done }/{ $count } criteria scored.
score-part = Part { $letter } ({ $title }): { $points }/{ $most }
score-total = Total: { $total } points
score-sent = ✅ The scorecard is handed in and can no longer be changed.
score-closed = The scoring is closed; this scorecard does not count.
score-go-on = ▶ Go on
score-send = ✅ Hand in the scorecard
score-part-again = Part { $letter } again
score-papers = 📁 Read the dossier
score-option = { $sign }{ $text } ({ $points } p)
score-next = Later, next criterion ➡
score-overview = 🧾 Overview
score-title = { $code } – criterion { $number }/{ $count }
score-thanks = ✅ The scorecard is handed in. Thank you!

decision-whose = The product has 90 points or more. Whose decision do you record?
decision-province = Province: 4 stars, on to the centre
decision-centre = Centre: 5 stars
form-decision-title = Decision of recognition
ask-decision-number = Number of the decision? For example: 1234/QĐ-UBND.
label-decision-number = Number of the decision
ask-decision-date = When was it signed? For example: 31/7/2026.
label-decision-date = Signed on
decision-open = 📜 Record the centre's decision
decision-date-wrong = The date must lie between the closing of the scoring ({ $closed }) and today. Please enter it again.
decision-done = 📜 The decision for { $name } is recorded: { $stars }. The producer is told.
notice-rated =
    🎉 { $product } is recognised with { $stars }!
    Decision { $number } of { $date }. The certificate is valid until the end of { $until }.
notice-rated-low =
    { $product }: the result is { $stars }, not yet the 3 stars that a certificate needs (decision { $number } of { $date }).
    You can improve it and hand in again; the commune officer will guide you.
notice-to-centre = From 90 points the province sends the dossier on for 5 stars. I shall tell you when there is news.
notice-improve = What to improve first (where most points were lost):
notice-unmet = Not met: { $name }
notice-rated-total = Total: { $total } points
form-revoke-title = Revoking a certificate
ask-revoke-reason = Why is it revoked? Please give the number of the decision, too. The producer will read exactly these words.
label-revoke-reason = Reason
revoke-done = The revocation is recorded. The page behind the QR code says so from now on.
notice-revoked = ⚠️ The OCOP certificate of { $product } is revoked. Reason: { $reason } If anything is unclear, please ask the commune officer.

find-title = Search
find-ask = Type the name of a product or a producer (diacritics are not needed). For example: nuoc mam.
find-found = { $count } products found:
find-line = • { $name } – { $owner }, { $commune }
find-nothing = Nothing called “{ $text }” in your area.
find-again = Type another name to search again.
view-owner = { $owner }, { $commune }
view-code = Code { $code } – { $url }
view-producer = 🏠 The producer
view-revoke = ⚠️ Revoke the certificate
producer-about =
    { $kind }, { $commune }
    Representative: { $representative }
    Phone: { $phone }
    Tax number: { $tax }

team-title = Officers
team-text = Who holds a role in your area. Tap somebody to look, or to withdraw the role.
team-invite = ➕ Invite somebody
team-link = 🔗 A commune's registration link
team-audit = 🕘 Log
team-role = { $name }: { $role }, { $area }. Given at { $day }.
team-withdraw = ⛔ Withdraw the role
team-withdraw-ask = Withdraw the role of { $name } now?
team-withdraw-own = Give up this role yourself? You would have to be invited again.
team-withdraw-yes = ⛔ Withdraw now
team-withdrawn = The role is withdrawn, at once.
notice-withdrawn = Your role { $role } – { $area } was withdrawn.
invite-who = Whom do you invite?
invite-role = { $role } – { $area }
invite-commune = Officer of another commune
invite-commune-ask = Which commune (ward)? Type its name; diacritics are not needed.
invite-no-commune = There is no commune called “{ $text }”. Please type it again.
invite-link =
    Link that makes somebody { $role }, { $area }:
    { $url }
    It works once, within { $days } days. Send it to the right person only.
link-of =
    { $commune }: producers tap here to register, with the commune filled in:
    { $url }
link-ask = Type the name of a commune to get its registration link.
invited = You are invited to be { $role } – { $area }.
invited-accept = ✅ Accept
invited-done = ✅ You are now { $role } – { $area }.
invited-used = This invitation has been used. Please ask for a new one.
invited-expired = This invitation has expired. Please ask for a new one.
invited-unknown = This invitation is not right. Please check the link or ask for a new one.
invited-void = Who invited you no longer holds the role, so the invitation is void. Please ask for a new one.
invited-own = You cannot invite yourself. Send this link to somebody else.
form-province-title = The first provincial officer
ask-province-name =
    You are the first OCOP officer of this system. What is your name?
    For example: Nguyễn Minh Châu.
label-province-name = Name
ask-province-province =
    Which province or city is yours (names since 1/7/2025)?
    For example: thanh hoa.
label-province-province = Province
none-province-province = There is no province called “{ $text }”. Please type it again, for example: thanh hoa.
form-official-title = Your name
ask-official-name = Your name, so that producers and colleagues know you? For example: Trần Văn Hùng.
label-official-name = Name
official-thanks = Welcome, { $name }!

audit-empty = The log is empty.
audit-line = { $moment } – { $name }: { $action } ({ $subject })
audit-consent-given = consented to the use of data
audit-consent-withdrawn = withdrew the consent
audit-law-moved = dossier moved to the new law
audit-product-kind = chose the kind of product
audit-device-offered = offered a new telephone
audit-device-taken = came in on a new telephone
audit-producer-registered = registered a producer
audit-producer-seen = looked at a producer
audit-product-added = added a product
audit-product-changed = changed a product
audit-product-seen = looked at a product
audit-paper-filled = filled in a paper
audit-paper-seen = looked at a paper
audit-file-seen = looked at a file
audit-dossier-seen = looked at a dossier
audit-step-submitted = handed in a step
audit-review-accept = accepted a paper
audit-review-return = returned a paper
audit-review-undo = opened a paper again
audit-review-returned = concluded: returned
audit-review-forwarded = sent on to the province
audit-review-advanced = let it pass the step
audit-review-to-council = let it be scored
audit-council-opened = opened a scoring
audit-council-condition = confirmed a mandatory criterion
audit-council-closed = closed a scoring
audit-score-sent = handed in a scorecard
audit-decision-recorded = recorded a decision
audit-certificate-revoked = revoked a certificate
audit-role-invited = invited somebody
audit-role-given = took a role
audit-role-withdrawn = withdrew a role
view-new-phone = 📱 New phone or person for them
audit-producer-changed = changed a producer's details
audit-member-invited = made a link for one more person
audit-member-joined = joined a producer
audit-member-removed = removed a person from a producer

desk-unreached = 📞 To be telephoned: { $count }
unreached-title = 📞 Not reached
unreached-text =
    { $count ->
        [0] Every notice has reached its person.
       *[other] { $count } people were reached in no app. Please telephone them.
    }
unreached-phone = Telephone: { $phone }
unreached-called = ✅ Telephoned
unreached-words = ✍️ Telephoned, with a note
unreached-words-ask = Who answered, and what was said? A few words as proof.
unreached-done = Noted: telephoned.
unreached-blocked = { $messenger }: blocked or unfollowed
unreached-window = { $messenger }: silent for too long, so it could not be sent
unreached-quota = { $messenger }: quota used up
unreached-off = { $messenger }: switched off
unreached-none = no app reaches them

alarm-title = ⚠️ The assistant needs an administrator
alarm-zalo-broken = The assistant cannot send on Zalo: the authorisation of the Official Account is lost. Messages are kept. An administrator runs “ocop-bot zalo-login” to authorise again.
alarm-zalo-ends = The authorisation of the Zalo Official Account ends in { $days } days and could not be renewed. An administrator runs “ocop-bot doctor”, then “ocop-bot zalo-login”.
alarm-zalo-quota = Zalo says that the quota or the money is used up: { $said }. An administrator looks at the account's package.
alarm-zalo-settings = Zalo refuses the Official Account: { $said }. Messages are waiting. An administrator looks at the app's settings on Zalo.
alarm-zalo-kind = Zalo does not let this Official Account write to people one by one (error −235, met with state bodies' accounts). Messages go to people's other messengers where there are any. An administrator asks Zalo to open it.
alarm-zalo-bot-quota = The Zalo Bot's quota of this month is nearly used up: { $messages } of { $most_messages } messages, { $people } of { $most_people } people. Over it Zalo takes no more. An administrator thinks of an Official Account.
alarm-zalo-bot-spent = The Zalo Bot's quota of this month is used up: { $messages } of { $most_messages } messages, { $people } of { $most_people } people. Messages go to people's other messengers where there are any; whom they do not reach is on the list to telephone.
zalo-callback = This step is done. Copy the whole address of this page and paste it into the window in which “ocop-bot zalo-login” runs.
