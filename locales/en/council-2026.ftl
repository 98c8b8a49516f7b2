# Council, results, the ministry, after-checks and revocation under Decision 26/2026/QĐ-TTg.

## What a certificate is worth

rating-extended = { $stars } – The certificate ended on { $until } and holds until the result of the re-evaluation, at the latest { $extended } (to be checked).
with-nobody-pending = Done, without a certificate so far (since { $since }).
with-nobody-expired = The certificate has ended: it needs a new evaluation.
with-nobody-revoked = The certificate was revoked: only a new evaluation can bring it back.
with-ministry = With the ministry, waiting for 5 stars (sent on { $since }). Until then the earlier result stays.
public-state-extended = Certificate extended
public-state-extended-text = The { $stars }-star certificate ended on { $until } and holds until the result of the re-evaluation, at the latest { $extended } (to be checked with the authority).
public-extended-until = Extended, at the latest

## The session

council-no-set = It is not clear to which of the 26 sets of 2026 this product belongs. Its producer has to choose the kind of product again before a session can be opened.
council-ended-without = This session was closed on { $day } without a result: the old law ended before it was scored. The dossier goes on under the law of 2026.
council-in-writing = ✍ Re-evaluation: the council gives its opinions in writing. It meets only when they lead to different stars.
council-again-due = ⏱ The 45 days of the re-evaluation end on { $day }.
council-grounds = Grounds of exclusion: { $done }/{ $count } looked at.
council-grounds-button = ⛔ Look at the grounds of exclusion
council-closed-already = The session is closed, nothing can change any more.
council-closed-short = ⏹ The session is closed. The producer has been told the result and what to mend. There is no decision to record.
council-close-excluded = ⛔ Close: the dossier is excluded
ground-ask = Ground of exclusion { $number }/{ $count }: does this hold for the dossier?
ground-no = No
ground-yes = ⛔ Yes, it is excluded
ground-answered-yes = Recorded: yes.
ground-answered-no = Recorded: no.
close-title = Before closing: { $name }
close-cards = Cards handed in: { $got }/{ $count } (at least { $needed } are needed to close).
quorum-source = 26/2026/QĐ-TTg leaves it to the province's rules; the program uses 75 % of the members
conditions-source = 26/2026/QĐ-TTg, Annex II: a missed condition leads to the next lower stars – the program's reading
close-grounds = Grounds of exclusion not yet looked at: { $count }.
close-apart = ⚠️ The totals of the cards lie { $points } points apart (more than { $most }): the council should talk before closing.
close-opinions-same = The written opinions lead to the same stars: no meeting is needed.
close-opinions-differ = ⚠️ The written opinions lead to different stars: a meeting is needed.
close-stopped-some = ⚠️ Cards that stop at “{ $name }”: { $count }; the others do not.
close-open = ❓ The members differ, without a majority: { $name }
close-settle = ❓ Settle: { $name }
close-above = ✍ Propose more than the conditions allow (with a reason)
close-meeting = 👥 Meet, open the cards again
find-text = What does the council find on “{ $name }”? How many cards chose it stands in brackets.
find-option = { $text } (cards: { $count })
meeting-ask = Call the members to a meeting and open all cards again? Their marks stay on the cards and may be changed.
meeting-yes = 👥 Call the meeting, open the cards
meeting-called = 👥 The cards are open again and the members were told.
form-above-title = More stars than the conditions allow
ask-above-reason = Why does the council propose the stars of the points although a condition is missed? The reason stands in the result. At least 20 letters.
label-above-reason = Reason
above-done = ✍ The reason is recorded. The result will show it.
above-nothing = No condition is missed for the stars of the points; no reason is needed.
result-proposed = Proposed: { $stars }
result-missing = The condition for { $stars } stars is missed at criteria { $codes }
result-above = The council proposes more than the conditions allow. Reason: { $reason }
result-excluded = ⛔ The dossier is excluded, nothing is scored: { $why }
result-stopped = ⛔ The assessment stopped at “{ $why }”. Nothing that follows is assessed; there is no total.
card-stopped = { $name }: stopped, no total
notice-meeting = 👥 The council meets again on { $product }: your card is open again; look at it and hand it in after the talk.
notice-short =
    { $product }: result { $stars } stars ({ $mean } points), not enough for a certificate (3 stars).
notice-excluded = ⛔ { $product }: the dossier is excluded and was not scored. Why: { $why }.
notice-stopped = ⛔ { $product }: the council stopped the assessment. { $why } There is no total.
notice-short-next = A certificate you have (if any) holds until its end. Mend it and hand in again; papers that are still good are kept, and the commune officer will guide you.
notice-missing = What is missing for { $stars } stars:

## The card

score-in-writing = ✍ Re-evaluation: this card is your written opinion.
score-grounds = Grounds of exclusion to look at first: { $count }.
score-grounds-again = Back to the grounds of exclusion
score-ground-title = Ground of exclusion { $number }/{ $count }
score-excluded = ⛔ Ground of exclusion recorded: { $name }. Nothing is scored.
score-stopped = ⛔ Stopped at “{ $name }”: nothing that follows is assessed, and there is no total.
score-stop = { $sign }⛔ Found, stop here
score-depends = Scored only when points were given at: { $name }
score-case-a = Run by the community
score-case-b = Run by a firm or a person
score-back = 📝 Back to the card

## The ministry

referral-open = 🏛 Send to the ministry for 5 stars
referral-title = To the ministry: { $name }
referral-points = The province's result: { $points } points. From 90 points the ministry decides on 5 stars; the province does not.
referral-round = The ministry's round: the province proposes by { $propose }, the result comes before the end of { $done }.
referral-papers = What goes with it (tap when it is there):
enclosed-there = ☑ { $name }: there since { $day }
enclosed-missing = ⬜ { $name }: not yet
enclosed-letter = Letter of the provincial People's Committee
enclosed-helpers-report = Report of the helper group
enclosed-council-report = Report of the council
enclosed-body-report = Report of the advising body
enclosed-result-decision = Decision approving the result
enclosed-dossier = The product's dossier (paper and electronic)
enclosed-extra-tests = Extra checks and tests
enclosed-samples = 5 samples
referral-send = 🏛 Sent to the ministry
referral-done = 🏛 Recorded: sent to the ministry. The producer has been told.
referral-sent-already = The dossier has already gone to the ministry.
referral-missing = Something that must go with it is not there yet.
referral-not-away = The dossier is no longer with the ministry.
referral-sent = Sent on { $day }; the ministry's result comes before the end of { $done }.
referral-waiting = Waiting for the ministry. The QR page shows the earlier result.
referral-five = 📜 The ministry gives 5 stars: record the decision
referral-lower = ↩ It came back below 90 points
referral-back = It came back with { $points } points. The province recognises this result, or scores again.
referral-recognise = 📜 Recognise these points: record the decision
referral-again = 🔁 The province's council scores again
referral-again-done = 🔁 Open a new session.
referral-back-done = ↩ The ministry's answer is recorded. The producer has been told.
form-referral-back-title = The ministry's answer
ask-referral-back-points = How many points did the ministry give (below 90)? For example: 87 or 86.5.
label-referral-back-points = The ministry's points
wrong-points = Points are a number from 0 to below 90, such as 86.5. Please try again.
decision-ministry-first = From 90 points the dossier goes to the ministry before a decision is recorded.
notice-ministry = 🏛 { $product } reached { $mean } points. The province has sent it to the ministry for 5 stars; the result comes before the end of { $day }. Until then the earlier result stays.
notice-ministry-back = 🏛 { $product } came back from the ministry with { $points } points, not enough for 5 stars. The province will recognise this result or score again; I will tell you.

## After-checks, revocation

view-checks = 🔎 After-checks
desk-checks = 🔎 After-checks, revocations: { $count }
checks-title = 🔎 After-checks, revocations
checks-text =
    { $count ->
        [0] No after-check or revocation is open.
       *[other] Open: { $count }; what is due stands first:
    }
check-planned = Planned check
check-sudden = Sudden check
check-order = Order of the ministry
check-gone = The commune confirms: no longer made
check-finding = Conclusion
check-kept = still fulfilled
check-mended = mended
check-revoked = revoked
check-line-planned = { $kind }, on { $day }
check-line-due = { $kind }: { $ground }. To be revoked by { $day }
check-line-overdue = ⚠️ { $kind }: { $ground }. The revocation was due on { $day }
check-line-ended = { $kind }: { $outcome }
check-plan-planned = 📅 Plan a check
check-plan-sudden = ⚡ Plan a sudden check
check-find = ⚠️ Conclude with a ground of revocation
check-end-kept = ✅ Checked: still fulfilled
check-end-mended = 🔧 Mended
check-confirm-gone = 🏚 Confirm: no longer made
check-order-again = 🏛 The ministry orders a re-evaluation
check-order-withdraw = 🏛 The ministry orders a withdrawal
check-planned-done = 📅 The check is planned.
check-ended-done = ✅ The result of the check is recorded.
check-order-again-done = 🏛 The re-evaluation has begun and the producer was told. The certificate holds until its result.
check-due = ⏱ To be revoked by { $day } (15 days; article 8.4).
check-closed = This check is over.
check-gone-already = The commune has already confirmed that it is no longer made.
check-again-already = The product is already being evaluated again.
grounds-ask = Which of the six grounds of revocation? ({ $source })
ground-false-papers = False papers
ground-criteria = The criteria are no longer met
ground-breach = A breach of law (quality, safety, environment…)
ground-misuse = Misuse of the OCOP mark
ground-gone = No longer made
ground-other = Another conclusion of an authority
revocation-none-found = No conclusion is recorded for this product yet.
revocation-by-ground = Under the law of 2026 a revocation names one of the six grounds.
form-revocation-title = Revoke the certificate
ask-revocation-number = Number of the decision? For example: 1234/QĐ-UBND.
label-revocation-number = Decision number
ask-revocation-reason = Why is it revoked? The producer will read this sentence.
label-revocation-reason = Reason
form-check-plan-title = Plan a check
ask-check-plan-date = On which day? For example: 15/9/2026.
label-check-plan-date = Day
ask-check-plan-words = What is to be checked?
label-check-plan-words = Subject
form-check-find-title = A conclusion with a ground of revocation
ask-check-find-words = What was concluded, by whom, when?
label-check-find-words = Conclusion
form-check-conclude-title = Conclusion of the check
ask-check-conclude-words = What did the check conclude?
label-check-conclude-words = Conclusion
form-check-end-title = Result of the check
ask-check-end-words = The result of the check, in short.
label-check-end-words = Result
form-check-gone-title = No longer made
ask-check-gone-words = Since when is it no longer made, and why?
label-check-gone-words = Confirmation
form-check-order-title = Order of the ministry
ask-check-order-words = What does the ministry order, in which letter?
label-check-order-words = Order
notice-revoked-2026 = ⚠️ The OCOP certificate of { $product } was revoked by decision { $number }. Ground: { $ground }. Reason: { $reason } If anything is unclear, ask the commune officer.
notice-ordered-again = 🏛 The ministry orders a re-evaluation of { $product }: { $words } The certificate holds until { $until } or until the new result. Tap to see what to do.

## The log

audit-council-ground = looked at a ground of exclusion
audit-council-found = settled a criterion
audit-council-above = proposed more than the conditions
audit-council-meeting = opened the cards for a meeting
audit-council-again = had it scored again
audit-referral-sent = sent to the ministry
audit-referral-back = recorded the ministry's answer
audit-check-planned = planned a check
audit-check-ended = recorded the result of a check
audit-check-concluded = concluded with a ground of revocation
audit-check-order-again = recorded an order of the ministry
