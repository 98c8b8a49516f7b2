"""Reviewing a dossier: each paper is seen, accepted, or returned with a reason; then the product moves on."""

from collections.abc import Sequence

from chat import pager, understanding
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers import office, standing
from handlers.office import paper_button
from locales import texts
from locales.texts import InvalidInput
from ocop import forms, numbers, units, workflow
from ocop.roles import may_see
from ocop.workflow import PaperState
from services import councils, permits
from services import reviews as verbs
from storage import dossiers, inbox, products
from storage.tables import Document, File, Product

screens = Screens()
REASONS = 8  # ready-made ones: reason-1 … reason-8
SHOWN_FILES = 10
WORDS = {"accept": "accept", "send_back": "return", "send_back_later": "return", "undo": "undo"}  # move → address
LONG, PAGE = 500, 1500  # characters of a form's answers that are shown beside the decision; and when they are read


@screens.at("review/{product_id}")
async def review(turn: Turn, product_id: int) -> Screen:
    """The dossier: each paper of this submission, and the conclusion when all are decided."""
    product = await verbs.look(turn.db, turn.actor, product_id, turn.now)
    owner = await products.producer(turn.db, product.producer_id)
    lines = [
        turn.say(
            "review-whose",
            owner=owner.name if owner else "",
            commune=units.full_name(product.commune),
            number=product.step,
            step=turn.say(f"step-{product.step}-name"),
        ),
        await standing.who_acts(turn, product),
    ]
    buttons: list[Button] = []
    if await products.speaks_for(turn.db, turn.person.id, product.producer_id):
        lines.append(turn.say("review-own"))
    elif permits.reviews_now(turn.actor, product):
        decide = office.to_do if permits.asks_for_papers(product) else _to_decide
        more, buttons = await decide(turn, product)
        lines += more
    buttons.append(turn.button("review-all", f"dossier/{product.id}/0"))
    card = await councils.open_card(turn.db, turn.actor, product)
    if card is not None:
        buttons.append(turn.button("score-back", card))
    back = card or ("desk" if may_see(turn.grants, product.commune) else "scoring")
    return Screen("\n".join(lines), title=product.name, buttons=buttons, back=back)


async def _to_decide(turn: Turn, product: Product) -> tuple[list[str], list[Button]]:
    """How far the papers are, and what is to be decided: each that waits, or else the whole."""
    papers = list((await dossiers.in_force(turn.db, product.id)).values())
    waiting = [document for document in papers if document.state == PaperState.SUBMITTED]
    decided = [document for document in papers if workflow.paper_allows(document.state, "undo")]
    returned = [document for document in decided if document.state == PaperState.RETURNED]
    lines = [turn.say("review-progress", decided=len(decided), waiting=len(waiting), returned=len(returned))]
    if waiting:
        return lines, [paper_button(turn, document) for document in waiting[: pager.SIZE]]
    if product.level == "province" and not await verbs.opened(turn.db, turn.actor, product):
        lines.append(turn.say("review-unopened"))
    lines.append(turn.say("review-final"))
    key = "review-return" if returned else "review-pass"
    number = verbs.number_of(await dossiers.latest_submission(turn.db, product.id))
    # Bound to this handing-in and level: a second tap must not conclude what comes next.
    return lines, [turn.button(key, f"review/{product.id}/conclude/{number}/{product.level}")]


@screens.at("dossier/{product_id}/{offset}")
async def whole_dossier(turn: Turn, product_id: int, offset: int) -> Screen:
    """Every paper that is in, in the order of the steps."""
    product = await verbs.look(turn.db, turn.actor, product_id, turn.now)
    have = await dossiers.in_force(turn.db, product.id)
    every = [have[paper.code] for paper in dossiers.all_papers(product) if paper.code in have]
    every = [document for document in every if document.state != PaperState.DRAFT]
    buttons = pager.buttons(
        turn,
        every[offset:],
        lambda document: paper_button(turn, document),
        lambda after: f"dossier/{product.id}/{after}",
        offset=offset,
    )
    text = turn.say("dossier-text" if every else "dossier-empty")
    card = await councils.open_card(turn.db, turn.actor, product)
    if card is not None:
        buttons.append(turn.button("score-back", card))
    return Screen(text, title=product.name, buttons=buttons, back=f"review/{product.id}")


@screens.at("paper/{document_id}")
async def paper(turn: Turn, document_id: int) -> Screen:
    """One paper with its files in the chat, its history, and the decision."""
    document, product = await verbs.look_at_paper(turn.db, turn.actor, document_id, turn.now)
    every = await dossiers.versions(turn.db, product.id, document.paper)
    versions = [version for version in every if version.state != PaperState.DRAFT]
    files = await _files(turn, document)
    answers, long = _answers(turn, document)
    lines = [*_history(turn, document, versions), *_dates(turn, document), *answers]
    for file in files:
        lines += [turn.say(f"warning-{problem}", name=file.name) for problem in file.problems]
    rule = next((one for one in dossiers.all_papers(product) if one.code == document.paper), None)
    officer = await verbs.filled_in_by(turn.db, product, document)
    if officer is not None:
        lines.insert(0, turn.say("paper-filled-in-by", name=officer.name or turn.say("an-officer")))
    if rule is not None and not rule.certain:
        lines.append(turn.say("rule-unsure", source=rule.source))
    if document.decided_by is not None:
        lines.append(await _decided(turn, document))
    buttons = await _decisions(turn, product, document, versions[0])
    here = f"paper/{document.id}"
    if rule is not None and rule.expires and may_see(turn.grants, product.commune):
        buttons.append(turn.button("evidence-officer", f"{here}/dates"))
    if long:
        buttons.append(turn.button("paper-answers", f"{here}/read/1"))
    buttons += pager.more(turn, files, lambda after: f"{here}/files/{after}", size=SHOWN_FILES, key="paper-more-files")
    return Screen(
        "\n".join(lines),
        title=f"{product.name} – {turn.say(f'paper-{document.paper}')}",
        buttons=buttons,
        files=[file.id for file in files[:SHOWN_FILES]],
        back=f"review/{product.id}",
    )


def _history(turn: Turn, document: Document, versions: Sequence[Document]) -> list[str]:
    """Where this version stands, and why it or an earlier one was returned."""
    lines = [turn.say(f"paper-state-{document.state}")]
    if document.version > 1:
        lines.append(turn.say("paper-version", number=document.version))
        earlier = [one.reason for one in versions if one.version < document.version and one.reason]
        lines += [turn.say("paper-earlier-reason", reason=reason) for reason in earlier]
    if document.reason:
        lines.append(turn.say("paper-reason", reason=document.reason))
    return lines


def _dates(turn: Turn, document: Document) -> list[str]:
    """From when until when it is good, as its producer or an officer read it; and what its producer says with it."""
    lines = []
    if document.issued_on is not None:
        lines.append(turn.say("evidence-issued-on", day=turn.day(document.issued_on)))
    if document.expires_on is not None:
        key = "evidence-ended-line" if document.expires_on < turn.today else "paper-until"
        lines.append(turn.say(key, day=turn.day(document.expires_on)))
    if document.lasts:
        lines.append(turn.say("evidence-lasting"))
    if document.words:
        lines.append(turn.say("evidence-words", words=document.words))
    return lines


def _answers(turn: Turn, document: Document) -> tuple[list[str], bool]:
    """A form's answers, each cut when all together are long; and whether they were."""
    rows = forms.rows(turn.language, document.paper, document.answers) if document.answers else []
    long = sum(len(answer) for _name, answer in rows) > LONG
    return [f"• {name}: {_cut(answer, LONG // len(rows)) if long else answer}" for name, answer in rows], long


async def _files(turn: Turn, document: Document) -> list[File]:
    return [file for file in await inbox.files_of_document(turn.db, document.id) if file.sha256]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


async def _decisions(turn: Turn, product: Product, document: Document, newest: Document) -> list[Button]:
    """What this official may do with this version now."""
    if newest.version > document.version and newest.state != PaperState.DRAFT:
        return [turn.button("paper-newer", f"paper/{newest.id}")]
    if await products.speaks_for(turn.db, turn.person.id, product.producer_id):
        return []
    words = [WORDS[move] for move in verbs.choices(turn.actor, product, document)]
    if not permits.asks_for_papers(product):
        return [turn.button(f"decide-{word}", f"decide/{document.id}/{word}") for word in words]
    addresses = {"return": f"request/{product.id}/with/{document.paper}"}
    return [
        turn.button(f"office-{word}", addresses.get(word, f"decide/{document.id}/{word}"))
        for word in dict.fromkeys(words)
    ]


@screens.at("paper/{document_id}/read/{number}")
async def read(turn: Turn, document_id: int, number: int) -> Screen:
    """All answers of a form in full, as many on a page as it holds."""
    document, _product = await permits.readable_paper(turn.db, turn.actor, document_id)
    pages = _pages(forms.rows(turn.language, document.paper, document.answers or {}))
    if not 1 <= number <= len(pages):
        raise NotFound(number)
    title = turn.say(f"paper-{document.paper}")
    buttons = [turn.button("paper-next-page", f"paper/{document.id}/read/{number + 1}")]
    return Screen(
        pages[number - 1],
        title=f"{title} ({number}/{len(pages)})" if len(pages) > 1 else title,
        buttons=buttons if number < len(pages) else (),
        back=f"paper/{document.id}",
    )


def _pages(answers: Sequence[tuple[str, str]]) -> list[str]:
    """The answers, in pages of about PAGE characters; a longer answer goes on on the next page."""
    pages: list[str] = []
    for name, answer in answers:
        text = f"• {name}:\n{answer}"
        pieces = [text[start : start + PAGE] for start in range(0, len(text), PAGE)]
        if pages and len(pages[-1]) + len(pieces[0]) + 2 <= PAGE:
            pages[-1] += f"\n\n{pieces.pop(0)}"
        pages += pieces
    return pages


@screens.at("paper/{document_id}/answer/{number}")
async def answer(turn: Turn, document_id: int, number: int) -> Screen:
    """One answer of a form, in full."""
    document, _product = await permits.readable_paper(turn.db, turn.actor, document_id)
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
    document, _product = await permits.readable_paper(turn.db, turn.actor, document_id)
    files = await _files(turn, document)
    shown = files[offset : offset + SHOWN_FILES]
    if not shown:
        raise NotFound(offset)
    return Screen(
        turn.say("paper-files-from", first=offset + 1, last=offset + len(shown), count=len(files)),
        buttons=pager.more(
            turn,
            files[offset:],
            lambda after: f"paper/{document.id}/files/{after}",
            offset=offset,
            size=SHOWN_FILES,
            key="paper-more-files",
        ),
        files=[file.id for file in shown],
        back=f"paper/{document.id}",
    )


async def _decided(turn: Turn, document: Document) -> str:
    """Who decided what, and when."""
    return turn.say(
        f"decided-{document.state}" if workflow.paper_allows(document.state, "undo") else "decided-newer",
        name=await verbs.decided_by(turn.db, turn.language, document.decided_by),
        moment=turn.moment(document.decided_at) if document.decided_at else "",
    )


# -- deciding


@screens.at("decide/{document_id}/accept")
async def accept(turn: Turn, document_id: int) -> To:
    document = await verbs.accept_paper(turn.db, turn.actor, document_id, turn.now)
    return await _next_paper(turn, document, "decide-accepted")


@screens.at("decide/{document_id}/return")
async def ask_reason(turn: Turn, document_id: int) -> Screen:
    """Why? A ready-made reason, or their own words."""
    document, _product = await permits.waiting_paper(turn.db, turn.actor, document_id)
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
    # Kept in Vietnamese, whatever the official's language is: the producer reads this very sentence.
    return await _return(turn, document_id, texts.say("vi", f"reason-{number}"))


@screens.text("decide/{document_id}/return")
async def return_in_words(turn: Turn, text: str, document_id: int) -> Screen | To | None:
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None  # "trợ giúp" is no reason
    try:
        reason = numbers.paragraph(text, shortest=5, longest=500)
    except InvalidInput as wrong:
        return To(f"decide/{document_id}/return", turn.say(f"reason-{wrong.key}", **wrong.details))
    return await _return(turn, document_id, reason)


async def _return(turn: Turn, document_id: int, reason: str) -> To:
    document = await verbs.return_paper(turn.db, turn.actor, document_id, reason, turn.now)
    return await _next_paper(turn, document, "decide-returned")


async def _next_paper(turn: Turn, document: Document, key: str) -> To:
    """What was decided; then on to the next paper that waits."""
    waiting = await dossiers.undecided(turn.db, document.product_id)
    return To(
        f"paper/{waiting[0].id}" if waiting else f"review/{document.product_id}",
        turn.say(key, paper=turn.say(f"paper-{document.paper}")),
    )


@screens.at("decide/{document_id}/undo")
async def undo(turn: Turn, document_id: int) -> To:
    await verbs.undo_decision(turn.db, turn.actor, document_id, turn.now)
    return To(f"paper/{document_id}", turn.say("decide-undone"))


@screens.at("review/{product_id}/conclude/{number}/{level}")
async def conclude(turn: Turn, product_id: int, number: int, level: str) -> To:
    """Conclude one handing-in at one level; tapped again, or by a second official, it says what was done."""
    return await _conclude(turn, product_id, number, level, None)


@screens.at("review/{product_id}/conclude/{number}/{level}/{held}")
async def conclude_short(turn: Turn, product_id: int, number: int, level: str, held: int) -> To:
    """The same, with fewer samples than the law wants: so many, as was said before."""
    return await _conclude(turn, product_id, number, level, held)


async def _conclude(turn: Turn, product_id: int, number: int, level: str, held: int | None) -> To:
    product, outcome = await verbs.conclude(turn.db, turn.actor, product_id, number, level, turn.now, samples_seen=held)
    return To("desk", turn.say(f"conclude-{outcome}", name=product.name))
