"""Reviewing a dossier: each paper is seen, accepted, or returned with a reason; then the product moves on."""

from chat import understanding
from chat.errors import NotAllowed, NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers import standing
from handlers.papers import SIGNS
from locales import texts
from locales.texts import InvalidInput
from ocop import forms, numbers, units
from ocop.roles import may_review, may_score, may_see
from storage import councils, dossiers, inbox, people, products
from storage.tables import Document, File, Product, Submission

screens = Screens()
REASONS = 8  # ready-made ones: reason-1 … reason-8
SHOWN_FILES = 10
LONG = 500  # characters of a form's answers that are shown at once


async def seen(turn: Turn, product_id: int) -> Product:
    """A product whose dossier this person may read: officials of its area, and council members who score it."""
    product = await products.product(turn.db, product_id)
    if product is None:
        raise NotFound(product_id)
    if may_see(turn.grants, product.commune):
        return product
    evaluation = await councils.current(turn.db, product.id)
    seated = evaluation is not None and await councils.scorecard(turn.db, evaluation.id, turn.person.id) is not None
    if not seated or not may_score(turn.grants, product.commune):
        raise NotAllowed(product_id)
    return product


async def impartial(turn: Turn, product: Product) -> None:
    """Raises NotAllowed for an official who speaks for the producer: nobody judges their own product."""
    if await products.speaks_for(turn.db, turn.person.id, product.producer_id):
        raise NotAllowed("own-product")


async def _reviewer(turn: Turn, product_id: int) -> tuple[Product, bool]:
    """A product, for an official who reviews in its area, and whether it waits for them now; a late tap finds that
    it does not. Nobody else moves it on during this turn.
    """
    product = await products.locked(turn.db, product_id)
    if product is None:
        raise NotFound(product_id)
    if not any(may_review(turn.grants, product.commune, level) for level in ("commune", "province")):
        raise NotAllowed(product_id)
    await impartial(turn, product)
    return product, _waits(turn, product)


def _waits(turn: Turn, product: Product) -> bool:
    return product.state == "submitted" and may_review(turn.grants, product.commune, product.level or "")


async def _document(turn: Turn, document_id: int) -> Document:
    """A paper that was handed in; a draft is its producer's alone."""
    document = await dossiers.document(turn.db, document_id)
    if document is None or document.state == "draft":
        raise NotFound(document_id)
    return document


@screens.at("review/{product_id}")
async def review(turn: Turn, product_id: int) -> Screen:
    """The dossier: each paper of this submission, and the conclusion when all are decided."""
    product = await seen(turn, product_id)
    owner = await products.producer(turn.db, product.producer_id)
    await turn.log("dossier.seen", f"product/{product.id}", area=product.commune)
    lines = [
        turn.say(
            "review-whose",
            owner=owner.name if owner else "",
            commune=units.full_name(product.commune),
            number=product.step,
            step=turn.say(f"step-{product.step}-name"),
        ),
        standing.who_acts(turn, product),
    ]
    mine = _waits(turn, product)
    own = await products.speaks_for(turn.db, turn.person.id, product.producer_id)
    buttons: list[Button] = []
    papers = await dossiers.newest(turn.db, product.id)
    waiting = [document for document in papers.values() if document.state == "submitted"]
    if own:
        lines.append(turn.say("review-own"))
    elif mine:
        buttons += [_paper_button(turn, document) for document in waiting[:8]]
        decided = [document for document in papers.values() if document.state in ("accepted", "returned")]
        returned = [document for document in decided if document.state == "returned"]
        lines.append(turn.say("review-progress", decided=len(decided), waiting=len(waiting), returned=len(returned)))
        if not waiting:
            key = "review-return" if returned else "review-pass"
            number = _number(await dossiers.latest_submission(turn.db, product.id))
            # Bound to this handing-in and level: a second tap must not conclude what comes next.
            buttons.insert(0, turn.button(key, f"review/{product.id}/conclude/{number}/{product.level}"))
    buttons.append(turn.button("review-all", f"dossier/{product.id}/0"))
    return Screen(
        "\n".join(lines),
        title=product.name,
        buttons=buttons,
        back="desk" if may_see(turn.grants, product.commune) else "scoring",
    )


def _number(submission: Submission | None) -> int:
    return submission.number if submission else 0


def _paper_button(turn: Turn, document: Document) -> Button:
    return Button(f"{SIGNS[document.state]} {turn.say(f'paper-{document.paper}')}"[:60], f"paper/{document.id}")


@screens.at("dossier/{product_id}/{offset}")
async def whole_dossier(turn: Turn, product_id: int, offset: int) -> Screen:
    """Every paper that is in, in the order of the steps."""
    product = await seen(turn, product_id)
    await turn.log("dossier.seen", f"product/{product.id}", area=product.commune)
    have = await dossiers.newest(turn.db, product.id)
    every = [have[paper.code] for paper in dossiers.all_papers(product) if paper.code in have]
    every = [document for document in every if document.state != "draft"]
    buttons = [_paper_button(turn, document) for document in every[offset : offset + 8]]
    if len(every) > offset + 8:
        buttons.append(turn.button("button-more", f"dossier/{product.id}/{offset + 8}"))
    text = turn.say("dossier-text" if every else "dossier-empty")
    return Screen(text, title=product.name, buttons=buttons, back=f"review/{product.id}")


@screens.at("paper/{document_id}")
async def paper(turn: Turn, document_id: int) -> Screen:
    """One paper with its files in the chat, its history, and the decision."""
    document = await _document(turn, document_id)
    product = await seen(turn, document.product_id)
    await turn.log("paper.seen", f"paper/{document.id}", area=product.commune, detail=document.paper)
    lines = [turn.say(f"paper-state-{document.state}")]
    versions = await dossiers.versions(turn.db, product.id, document.paper)
    if document.version > 1:
        lines.append(turn.say("paper-version", number=document.version))
        earlier = [one.reason for one in versions if one.version < document.version and one.reason]
        lines += [turn.say("paper-earlier-reason", reason=reason) for reason in earlier]
    if document.reason:
        lines.append(turn.say("paper-reason", reason=document.reason))
    answers = forms.rows(turn.language, document.paper, document.answers) if document.answers else []
    long = sum(len(answer) for _name, answer in answers) > LONG
    lines += [f"• {name}: {_cut(answer, LONG // len(answers)) if long else answer}" for name, answer in answers]
    files = await _files(turn, document)
    for file in files:
        lines += [turn.say(f"warning-{problem}", name=file.name) for problem in file.problems]
    rule = next((one for one in dossiers.all_papers(product) if one.code == document.paper), None)
    if rule is not None and not rule.certain:
        lines.append(turn.say("rule-unsure", source=rule.source))
    if document.decided_by is not None:
        lines.append(await _decided(turn, document))
    buttons = await _decisions(turn, product, document, versions[0])
    if long:
        buttons.append(turn.button("paper-answers", f"paper/{document.id}/answer/1"))
    if len(files) > SHOWN_FILES:
        buttons.append(turn.button("paper-more-files", f"paper/{document.id}/files/{SHOWN_FILES}"))
    return Screen(
        "\n".join(lines),
        title=f"{product.name} – {turn.say(f'paper-{document.paper}')}",
        buttons=buttons,
        files=[file.id for file in files[:SHOWN_FILES]],
        back=f"review/{product.id}",
    )


async def _files(turn: Turn, document: Document) -> list[File]:
    return [file for file in await inbox.files_of_document(turn.db, document.id) if file.sha256]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


async def _decisions(turn: Turn, product: Product, document: Document, newest: Document) -> list[Button]:
    """What this official may do with this version now."""
    if newest.version > document.version and newest.state != "draft":
        return [turn.button("paper-newer", f"paper/{newest.id}")]
    if not _waits(turn, product) or await products.speaks_for(turn.db, turn.person.id, product.producer_id):
        return []
    here = f"decide/{document.id}"
    if document.state == "submitted":
        return [turn.button("decide-accept", f"{here}/accept"), turn.button("decide-return", f"{here}/return")]
    buttons = [turn.button("decide-undo", f"{here}/undo")] if document.decided_by == turn.person.id else []
    # What was accepted before it came to this desk (by the commune, at an earlier step) can still be returned.
    if document.state == "accepted" and document.decided_at is not None and document.decided_at <= product.since:
        buttons.append(turn.button("decide-return", f"{here}/return"))
    return buttons


@screens.at("paper/{document_id}/answer/{number}")
async def answer(turn: Turn, document_id: int, number: int) -> Screen:
    """One answer of a form, in full."""
    document = await _document(turn, document_id)
    await seen(turn, document.product_id)
    answers = forms.rows(turn.language, document.paper, document.answers or {})
    if not 1 <= number <= len(answers):
        raise NotFound(number)
    buttons = [turn.button("paper-next-answer", f"paper/{document.id}/answer/{number + 1}")]
    return Screen(
        f"{number}/{len(answers)}. {answers[number - 1][0]}\n\n{answers[number - 1][1]}",
        title=turn.say(f"paper-{document.paper}"),
        buttons=buttons if number < len(answers) else (),
        back=f"paper/{document.id}",
    )


@screens.at("paper/{document_id}/files/{offset}")
async def more_files(turn: Turn, document_id: int, offset: int) -> Screen:
    """The files beyond those that one message holds."""
    document = await _document(turn, document_id)
    await seen(turn, document.product_id)
    files = await _files(turn, document)
    shown = files[offset : offset + SHOWN_FILES]
    if not shown:
        raise NotFound(offset)
    after = [turn.button("paper-more-files", f"paper/{document.id}/files/{offset + SHOWN_FILES}")]
    return Screen(
        turn.say("paper-files-from", first=offset + 1, last=offset + len(shown), count=len(files)),
        buttons=after if len(files) > offset + SHOWN_FILES else (),
        files=[file.id for file in shown],
        back=f"paper/{document.id}",
    )


async def _decided(turn: Turn, document: Document) -> str:
    """Who decided what, and when."""
    officer = await people.person(turn.db, document.decided_by) if document.decided_by else None
    return turn.say(
        f"decided-{document.state}" if document.state in ("accepted", "returned") else "decided-newer",
        name=officer.name if officer and officer.name else turn.say("an-officer"),
        moment=turn.moment(document.decided_at) if document.decided_at else "",
    )


# -- deciding


@screens.at("decide/{document_id}/accept")
async def accept(turn: Turn, document_id: int) -> To:
    return await _decide(turn, document_id, accepted=True, reason=None)


@screens.at("decide/{document_id}/return")
async def ask_reason(turn: Turn, document_id: int) -> Screen | To:
    """Why? A ready-made reason, or their own words."""
    document = await _document(turn, document_id)
    _product, mine = await _reviewer(turn, document.product_id)
    if not mine:
        return To(f"paper/{document.id}", turn.say("decide-late"))
    buttons = [
        turn.button(f"reason-{number}", f"decide/{document.id}/return/{number}") for number in range(1, REASONS + 1)
    ]
    return Screen(
        turn.say("decide-why"), title=turn.say(f"paper-{document.paper}"), buttons=buttons, back=f"paper/{document.id}"
    )


@screens.at("decide/{document_id}/return/{number}")
async def return_for(turn: Turn, document_id: int, number: int) -> To:
    if not 1 <= number <= REASONS:
        raise NotFound(number)
    return await _decide(turn, document_id, accepted=False, reason=texts.say("vi", f"reason-{number}"))


@screens.text("decide/{document_id}/return")
async def return_in_words(turn: Turn, text: str, document_id: int) -> Screen | To | None:
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None  # "trợ giúp" is no reason
    try:
        reason = numbers.paragraph(text, shortest=5, longest=500)
    except InvalidInput as wrong:
        return To(f"decide/{document_id}/return", turn.say(f"reason-{wrong.key}", **wrong.details))
    return await _decide(turn, document_id, accepted=False, reason=reason)


async def _decide(turn: Turn, document_id: int, *, accepted: bool, reason: str | None) -> To:
    """Decide if nobody did before; else say who did what. Then on to the next paper."""
    document = await _document(turn, document_id)
    product, mine = await _reviewer(turn, document.product_id)
    if not mine or not await dossiers.decide(
        turn.db, document.id, turn.person.id, accepted, reason, turn.now, accepted_before=product.since
    ):
        return To(f"paper/{document.id}", turn.say("decide-late"))
    await turn.log(
        "review.accept" if accepted else "review.return",
        f"product/{product.id}",
        area=product.commune,
        detail=f"{document.paper}: {reason or ''}",
    )
    note = turn.say("decide-accepted" if accepted else "decide-returned", paper=turn.say(f"paper-{document.paper}"))
    waiting = await dossiers.undecided(turn.db, product)
    return To(f"paper/{waiting[0].id}" if waiting else f"review/{product.id}", note)


@screens.at("decide/{document_id}/undo")
async def undo(turn: Turn, document_id: int) -> To:
    document = await _document(turn, document_id)
    product, mine = await _reviewer(turn, document.product_id)
    if mine and await dossiers.undo_decision(turn.db, document.id, turn.person.id):
        await turn.log("review.undo", f"product/{product.id}", area=product.commune, detail=document.paper)
        return To(f"paper/{document.id}", turn.say("decide-undone"))
    return To(f"paper/{document.id}", turn.say("decide-late"))


@screens.at("review/{product_id}/conclude/{number}/{level}")
async def conclude(turn: Turn, product_id: int, number: int, level: str) -> To:
    """Conclude one handing-in at one level and tell everybody whom it concerns; tapped again, or by a second
    official, it says what was done.
    """
    product, mine = await _reviewer(turn, product_id)
    submission = await dossiers.latest_submission(turn.db, product.id)
    if not mine or (_number(submission), product.level) != (number, level):
        return To(f"review/{product.id}", await _concluded(turn, submission))
    step = product.step
    outcome = await dossiers.conclude(turn.db, product, turn.person.id, turn.now)
    if outcome is None:
        return To(f"review/{product.id}", turn.say("conclude-undecided"))
    await turn.log(f"review.{outcome}", f"product/{product.id}", area=product.commune, detail=f"step {step}")
    if outcome == "forwarded":
        await _tell_province(turn, product)
    await _tell_producer(turn, product, outcome)
    return To("desk", turn.say(f"conclude-{outcome}", name=product.name))


async def _concluded(turn: Turn, submission: Submission | None) -> str:
    """Who concluded the newest handing-in, and how, as far as it is concluded."""
    if submission is None or submission.decided_by is None or submission.decided_at is None:
        return turn.say("conclude-done")
    officer = await people.person(turn.db, submission.decided_by)
    return turn.say(
        f"concluded-{submission.outcome}",
        name=officer.name if officer and officer.name else turn.say("an-officer"),
        moment=turn.moment(submission.decided_at),
    )


async def _tell_province(turn: Turn, product: Product) -> None:
    for officer in await people.officers_of(turn.db, product.province):
        say = officer.language
        notice = Screen(
            texts.say(say, "notice-to-province", product=product.name, commune=units.full_name(product.commune)),
            buttons=[Button(texts.say(say, "button-review"), f"review/{product.id}")],
        )
        await turn.notify(officer, notice)


async def _tell_producer(turn: Turn, product: Product, outcome: str) -> None:
    """The decision, with each returned paper and its reason, and buttons straight to those papers."""
    papers = await dossiers.newest(turn.db, product.id)
    returned = [document for document in papers.values() if document.state == "returned"]
    for member in await products.members(turn.db, product.producer_id):
        say = member.language
        lines = [texts.say(say, f"notice-{outcome}", product=product.name, number=product.step)]
        buttons = [Button(texts.say(say, "button-to-step"), f"product/{product.id}")]
        if outcome == "returned":
            lines += [
                f"❗ {texts.say(say, f'paper-{document.paper}')}: {document.reason or ''}" for document in returned
            ]
            buttons = [
                Button(
                    texts.say(say, "paper-again", paper=texts.say(say, f"paper-{document.paper}"))[:60],
                    f"product/{product.id}/paper/{document.paper}",
                )
                for document in returned[:6]
            ]
        facts = {
            "product": product.name,
            "step": str(product.step),
            "reason": "; ".join(document.reason or "" for document in returned),
            "day": texts.day(say, turn.today),
        }
        notice = Screen("\n".join(lines), buttons=buttons, kind=outcome, facts=facts)
        await turn.notify(member, notice, statutory=outcome == "returned")
