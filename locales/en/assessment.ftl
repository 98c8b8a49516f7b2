# Producers assess their product themselves; what form 02 asks about the representative.

assess-button = 📊 Assess it yourself
assess-target-papers = 🎯 Aiming at { $stars } stars, get first: { $papers }.
assess-not-begun = 📊 Answer a few questions (“Assess it yourself” at the product) to see how many stars to expect and what is missing.
assess-no-product = None of your products has a criteria set to assess by.
assess-which = Which product do you want to assess?
assess-title = Your assessment: { $name }
assess-intro =
    Answer short questions, one tap each. Tap “Not known yet” where you do not know. Stop when you like and go on later.
    After a few questions there is a forecast.
assess-done = { $done } of { $count } questions answered.
assess-reading = The dossier is with the officials: you can read your answers now, not change them.
assess-closed = The dossier is with the officials, so answers cannot be changed now. Ask the officer if one must be.
assess-points = { $low } points
assess-points-range = { $low }–{ $high } points
assess-stars = { $low } stars
assess-stars-range = { $low } to { $high } stars
assess-short = 📊 So far { $points }, { $stars } by points.
assess-sum = 📊 So far: { $points } of 100.
assess-part-line = { $letter }. { $title }: { $points }/{ $most }
assess-by-points = ⭐ By points: { $stars }.
assess-by-conditions = 🔒 By the conditions that are yours: enough for { $stars } stars.
assess-by-conditions-none = 🔒 By the conditions that are yours: not yet enough for 3 stars.
assess-target-line = 🎯 Aiming at { $stars } stars: { $count } conditions or papers left.
assess-stopped = ⛔ With your answer at { $criterion } the assessment would stop there. Please look at it again.
assess-no-promise = This is an estimate from your answers, not a result. Taste, looks and character are the council's: shown as a range.
assess-begin = ▶ Begin ({ $count } questions)
assess-go-on = ▶ Go on ({ $count } left)
assess-part = { $letter }. { $title }
assess-todo = 👉 Which papers first?
assess-for = ❓ What is missing for { $stars } stars?
assess-target = 🎯 Choose a target
assess-word = 📄 Make form 02 anew with these answers
assess-word-coming = 📄 I am making form 02 anew and will send it here.
assess-officer = 👤 Ask an officer for help
assess-officer-asked = 👤 I have told { $names } that you need help. They will call or write. If it is urgent, go to the commune's office.
assess-officer-none = No officer of your commune or province uses this assistant yet. Please go to or call the commune's office.
assess-whole = the self-assessment
notice-help-wanted = 🙋 { $producer } ({ $phone }) needs help with { $product }: { $about }.

assess-part-title = Part { $letter }. { $title }
assess-part-text =
    So far { $points } of { $most }.
    ✅ answered · ☑ from your registration, to be confirmed · 🤷 not known yet · ⬜ not asked yet · ⚖ the council's. Tap any.
assess-option = { $text } – { $points } points{ $mark }
assess-least = {" "}(least for { $stars } stars)
assess-case = Who runs the service? The table has two cases.
assess-case-a = The community
assess-case-b = A firm or a person
assess-known = From your registration: “{ $option }”. If that is right, tap the line with ✅.
assess-unknown = 🤷 Not known yet
assess-other-option = Another one
assess-council-note = ⚖ The council decides this by tasting or looking. Your answer goes into the report but is not counted as certain.
assess-kept = ✅ Kept: { $option }.
assess-kept-unknown = 🤷 Kept: not known yet. Open the question again when you know.
assess-first-forecast = 🎉 Here is the first forecast. With more answers the range gets narrower.
assess-all-done = 🎉 All questions are answered.
assess-meant = Do you mean this? If so, tap it.
assess-described-tap = ✍️ I keep this sentence as the description. Now tap one of the lines below.

assess-answer = ✏️ Answer
assess-change = ✏️ Change the answer
assess-describe = 📝 Add a few sentences
assess-papers = 📎 Papers cited
assess-still-unknown = 🤷 You do not know this yet.
assess-from-registration = ☑ Taken from your registration.
assess-words = 📝 You say: { $words }
assess-words-ask =
    { $ask }
    Write a few sentences for officials and council. For example: since when, how many, where.
assess-words-none = 🗑 Take this description away
assess-words-gone = The description is gone.
assess-described = ✅ Description kept.
assess-proof = 📎 { $paper }: in.
assess-proof-missing = ⬜ { $paper }: not in, needed for these points.
assess-papers-text = Which papers prove this? A paper is sent once and serves many questions.
assess-papers-none = No paper that can prove something is in yet. Send one, then come back here.
assess-cite = ➕ { $paper }
assess-uncite = ➖ Not { $paper }
assess-cited = ✅ { $paper } is cited here.
assess-uncited = No longer cited here. The paper is kept.

assess-todo-title = Which papers first?
assess-todo-text = These papers help you most now:
assess-todo-none = By your answers no further paper is needed now. Answer the other questions and I reckon again.
assess-todo-paper = { $number }. { $paper }
assess-todo-condition = • Needed for the { $stars }-star condition at { $criteria }.
assess-todo-points = • Up to { $points } points more, at { $criteria }.
assess-todo-cost = How long it takes and what it costs: no text that I could read says so. Ask the officer.
where-unknown = • Where to get it: ask the officer.
where-labour-list = • Where to get it: you write and sign it yourself (guide in form 02).
where-technology = • Where to get it: you take photos and describe it yourself (guide in form 02).
where-story = • Where to get it: you make a leaflet, pictures, film or recording yourself (guide in form 02).
where-growth = • What it is: the cooperative's rating, or the financial reports of the last two years (guide in form 02).
where-marketing = • What it is: contracts, orders, invoices, papers of fairs (guide in form 02).

assess-missing-title = What is missing for { $stars } stars?
assess-missing-points = Points: { $least } or more, so far { $points }.
assess-missing-own = 🔒 Yours, { $count } left:
assess-missing-own-none = 🔒 Yours: all conditions hold by your answers and papers.
assess-missing-council = ⚖ The council's, nobody can promise it:
assess-wanted = • { $criterion }: at least “{ $option }”.
assess-wanted-both = • { $criterion }: at least “{ $option }”, with: { $papers }.
assess-wanted-paper = • { $criterion }: reached, still wanted: { $papers }.
assess-target-title = How many stars do you aim at?
assess-target-text = What is to be done will follow the target. You can change it at any time.
assess-target-needs = • { $stars } stars: { $count } things left to do.
assess-target-choose = ⭐ { $stars } stars
assess-aimed = 🎯 Target kept: { $stars } stars.

audit-assess-answered = answered a criterion
audit-assess-described = described a criterion
audit-assess-cited = cited a paper
audit-assess-uncited = cited a paper no longer
audit-assess-aimed = chose a target
audit-representative-told = told about the representative
audit-representative-erased = erased what was told about the representative

form-representative-title = Representative (for form 02)
ask-representative-consent =
    Form 02 asks about the legal representative: gender, ethnic group, permanent address. One criterion (3.2) gives a point to a woman, somebody of an ethnic minority or a disabled person.
    Ethnic group and disability are private. I use them only to fill in form 02 and for criterion 3.2, show them nowhere else, and you can take the consent back. I never ask for a picture of an identity card.
    Do you agree to answer? If not, those lines stay empty for you to write on.
label-representative-consent = Agrees to the private part
choice-consent-yes = ✅ I agree
choice-consent-no = No, I write it by hand
ask-representative-gender = Is the legal representative a woman or a man?
label-representative-gender = Gender
choice-gender-woman = Woman
choice-gender-man = Man
ask-representative-ethnicity = Which ethnic group? For example: Kinh, Mường, Thái. Tap “Skip” if you would rather not say.
label-representative-ethnicity = Ethnic group
ask-representative-disabled = Is the representative a disabled person? Tap “Skip” if you would rather not say.
label-representative-disabled = Disabled
ask-representative-residence = The representative's permanent address? Tap “Skip” if you would rather not say.
label-representative-residence = Permanent address
ask-representative-founded = When was the business founded or registered? For example: 15/3/2019. Tap “Skip” if you do not remember.
label-representative-founded = Registered on
ask-representative-licence = Number of the business registration? Tap “Skip” if there is none.
label-representative-licence = Registration number
representative-kept = ✅ Kept. Form 02 is made anew and sent here.
representative-kept-only = ✅ Kept.
representative-before-report = ✅ Form 02 is kept. A few questions about the representative are left that the form has lines for.
representative-title = Representative of { $name }
representative-none = Nothing was told yet.
representative-consented = Consent to the private part given on { $day }.
representative-declined = Private part (ethnic group, disability, address): left empty, you write it by hand.
representative-given = • { $label }: kept, printed on form 02 only.
representative-line = • { $label }: { $value }
representative-tell = ✏️ Tell or change
representative-erase = 🗑 Take the consent back, erase the private part
representative-erase-ask = Erase ethnic group, disability and address of the representative? Form 02 will leave these lines empty.
representative-erase-yes = 🗑 Erase
representative-erased = The private part is erased and the consent taken back.
representative-button = 👤 Representative (form 02)
