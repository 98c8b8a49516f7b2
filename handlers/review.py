"""Reviewing a dossier: each paper is seen, accepted, or returned with a reason; then the product moves on."""

from chat import texts
from chat.router import NotAllowed, NotFound, Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers import paper_forms, standing
from handlers.papers import SIGNS
from ocop import numbers, units
from ocop.roles import may_review, may_see
from storage import councils, dossiers, inbox, people, products
from storage.models import Document, Product

screens = Screens()
REASONS = 8  # ready-made ones: reason-1 … reason-8
SHOWN_FILES = 10


async def seen(turn: Turn, product_id: int) -> Product:
    """A product whose dossier this person may read: officials of its area, and council members who score it."""
    product = await products.product(turn.db, product_id)
    if product is None:
        raise NotFound(product_id)
    if may_see(turn.grants, product.commune):
        return product
    evaluation = await councils.current(turn.db, product.id)
    if (
        evaluation is None
        or await councils.scorecard(turn.db, evaluation.id, turn.person.id) is None
        or not turn.grants
    ):
        raise NotAllowed(product_id)
    return product


async def _reviewing(turn: Turn, document: Document) -> Product:
    """The product of a paper that this person may decide on now: not their own, and at their level."""
    product = await products.product(turn.db, document.product_id)
    if product is None:
        raise NotFound(document.id)
    if not may_review(turn.grants, product.commune, product.level or "province"):
        raise NotAllowed(document.id)
    if await products.speaks_for(turn.db, turn.person.id, product.producer_id):
        raise NotAllowed("own product")
    return product


async def _document(turn: Turn, document_id: int) -> Document:
    document = await dossiers.document(turn.db, document_id)
    if document is None:
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
    mine = product.state == "submitted" and may_review(turn.grants, product.commune, product.level or "")
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
            buttons.insert(0, turn.button(key, f"review/{product.id}/conclude"))
    buttons.append(turn.button("review-all", f"dossier/{product.id}/0"))
    return Screen(
        "\n".join(lines),
        title=product.name,
        buttons=buttons,
        back="desk" if may_see(turn.grants, product.commune) else "scoring",
    )


def _paper_button(turn: Turn, document: Document) -> Button:
    return Button(f"{SIGNS[document.state]} {turn.say(f'paper-{document.paper}')}"[:60], f"paper/{document.id}")


@screens.at("dossier/{product_id}/{offset}")
async def whole_dossier(turn: Turn, product_id: int, offset: int) -> Screen:
    """Every paper that is in, in the order of the steps."""
    product = await seen(turn, product_id)
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
    if document.version > 1:
        lines.append(turn.say("paper-version", number=document.version))
        for earlier in (await dossiers.versions(turn.db, product.id, document.paper))[1:3]:
            if earlier.reason:
                lines.append(turn.say("paper-earlier-reason", reason=earlier.reason))
    if document.reason:
        lines.append(turn.say("paper-reason", reason=document.reason))
    if document.answers is not None:
        for name, answer in paper_forms.rows(turn.language, document.paper, document.answers):
            lines.append(f"• {name}: {answer}")
    files = await inbox.files_of_document(turn.db, document.id)
    for file in files:
        lines += [turn.say(f"warning-{problem}", name=file.name) for problem in file.problems]
    buttons: list[Button] = []
    if document.state == "submitted" and product.state == "submitted" and await _may_decide(turn, product):
        buttons = [
            turn.button("decide-accept", f"decide/{document.id}/accept"),
            turn.button("decide-return", f"decide/{document.id}/return"),
        ]
    elif document.decided_by is not None:
        lines.append(await _decided(turn, document))
        if document.decided_by == turn.person.id and product.state == "submitted":
            buttons.append(turn.button("decide-undo", f"decide/{document.id}/undo"))
    return Screen(
        "\n".join(lines),
        title=f"{product.name} – {turn.say(f'paper-{document.paper}')}",
        buttons=buttons,
        files=[file.id for file in files if file.sha256][:SHOWN_FILES],
        back=f"review/{product.id}",
    )


async def _may_decide(turn: Turn, product: Product) -> bool:
    return may_review(turn.grants, product.commune, product.level or "") and not await products.speaks_for(
        turn.db, turn.person.id, product.producer_id
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
async def ask_reason(turn: Turn, document_id: int) -> Screen:
    """Why? A ready-made reason, or their own words."""
    document = await _document(turn, document_id)
    await _reviewing(turn, document)
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
async def return_in_words(turn: Turn, text: str, document_id: int) -> Screen | To:
    try:
        reason = numbers.paragraph(text, shortest=5, longest=500)
    except numbers.Wrong as wrong:
        return To(f"decide/{document_id}/return", turn.say(wrong.key, **wrong.details))
    return await _decide(turn, document_id, accepted=False, reason=reason)


async def _decide(turn: Turn, document_id: int, *, accepted: bool, reason: str | None) -> To:
    """Decide if nobody did before; else say who did what. Then on to the next paper."""
    document = await _document(turn, document_id)
    product = await _reviewing(turn, document)
    if product.state != "submitted" or not await dossiers.decide(
        turn.db, document.id, turn.person.id, accepted, reason, turn.now
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
    product = await _reviewing(turn, document)
    if product.state == "submitted" and await dossiers.undo_decision(turn.db, document.id, turn.person.id):
        await turn.log("review.undo", f"product/{product.id}", area=product.commune, detail=document.paper)
        return To(f"paper/{document.id}", turn.say("decide-undone"))
    return To(f"paper/{document.id}", turn.say("decide-late"))


@screens.at("review/{product_id}/conclude")
async def conclude(turn: Turn, product_id: int) -> To:
    """Move the product on and tell everybody whom it concerns; tapped again it only shows what was done."""
    product = await seen(turn, product_id)
    if product.state != "submitted":
        return To(f"review/{product.id}", turn.say("conclude-done"))
    if not await _may_decide(turn, product):
        raise NotAllowed(product_id)
    step = product.step
    outcome = await dossiers.conclude(turn.db, product, turn.person.id, turn.now)
    if outcome is None:
        return To(f"review/{product.id}", turn.say("conclude-undecided"))
    await turn.log(f"review.{outcome}", f"product/{product.id}", area=product.commune, detail=f"step {step}")
    if outcome == "forwarded":
        await _tell_province(turn, product)
    await _tell_producer(turn, product, outcome)
    return To("desk", turn.say(f"conclude-{outcome}", name=product.name))


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
        await turn.notify(member, Screen("\n".join(lines), buttons=buttons), statutory=outcome == "returned")
