"""An office at work on a dossier under the law of 2026: what it lacks, what is to be done, and sending it on."""

from chat.errors import Moved, NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers import requests
from handlers.desk import time_left
from handlers.papers import SIGNS
from ocop.workflow import PaperState
from services import completeness, findings, permits, readings, samples
from services import requests as asking
from services import reviews as verbs
from storage import dossiers
from storage.tables import Document, Dossier, Product

screens = Screens()
SHOWN = 6  # papers that wait, as buttons on the dossier's own screen


def paper_button(turn: Turn, document: Document) -> Button:
    return Button(f"{SIGNS[document.state]} {turn.say(f'paper-{document.paper}')}"[:60], f"paper/{document.id}")


async def to_do(turn: Turn, product: Product) -> tuple[list[str], list[Button]]:
    """Lines and buttons of the dossier's screen, for the officer whose turn it is."""
    dossier = await dossiers.current(turn.db, product.id)
    if dossier is None:
        raise NotFound(product.id)
    papers = list((await dossiers.in_force(turn.db, product.id)).values())
    waiting = [document for document in papers if document.state == PaperState.SUBMITTED]
    fine = [document for document in papers if document.state == PaperState.ACCEPTED]
    lines = [*await clocks(turn, product, dossier), *await lacking(turn, product)]
    lines.append(turn.say("office-progress", fine=len(fine), waiting=len(waiting)))
    buttons = [paper_button(turn, document) for document in waiting[:SHOWN]]
    others = [document for document in waiting if not await verbs.entered(turn.db, turn.actor, document)]
    if others:
        newest = max(document.id for document in others)
        buttons.append(turn.button("office-rest", f"review/{product.id}/rest/{newest}", count=len(others)))
    if len(others) < len(waiting):
        lines.append(turn.say("office-own-entries", count=len(waiting) - len(others)))
    buttons += await requests.buttons_of(turn, product)
    buttons.append(turn.button("request-begin", f"request/{product.id}"))
    buttons += await _rooms(turn, product, lines)
    if product.level == "province" and dossier.complete_at is None:
        buttons.append(turn.button("office-complete", f"complete/{product.id}"))
    else:
        buttons.append(turn.button(f"office-forward-{product.level}", f"forward/{product.id}"))
    return lines, buttons


async def _rooms(turn: Turn, product: Product, lines: list[str]) -> list[Button]:
    """The ways to the samples and the findings, with how far they are."""
    buttons = []
    if needed := samples.needed(product):
        held = await samples.held(turn.db, product, product.level)
        lines.append(turn.say("samples-held", held=held, needed=needed))
        buttons.append(turn.button("office-samples", f"samples/{product.id}", held=held, needed=needed))
    if product.level == "commune":
        done = len(findings.TOPICS) - len(await findings.missing(turn.db, product))
        count = len(findings.TOPICS)
        buttons.append(turn.button("office-findings", f"findings/{product.id}", done=done, count=count))
    return buttons


async def clocks(turn: Turn, product: Product, dossier: Dossier) -> list[str]:
    """The day by which this office must be through, where the law names one; and the round."""
    lines = []
    if product.level == "commune" and dossier.commune_due is not None:
        left = time_left(turn, product, dossier)
        lines.append(turn.say("office-commune-due", day=turn.day(dossier.commune_due), left=left))
    if dossier.round is not None:
        this = await readings.round_of(turn.db, product.province, dossier.round)
        name = turn.say("round-name", number=this.number, year=str(this.year))
        lines.append(
            turn.say("office-round", round=name, day=turn.day(this.done_by), certain="yes" if this.certain else "no")
        )
    if dossier.complete_at is not None:
        lines.append(turn.say("office-completed", moment=turn.moment(dossier.complete_at)))
    due = await readings.again_clock(turn.db, product, dossier)
    if due is not None:
        lines.append(turn.say("again-due", day=turn.day(due.due)))
        lines.append(turn.say("unsure-note", source=due.source))
    return lines


async def lacking(turn: Turn, product: Product) -> list[str]:
    """What the law wants in the dossier and is not there."""
    lacks = await completeness.of_dossier(turn.db, product)
    lines = [turn.say("lacks-missing", paper=turn.say(f"paper-{code}")) for code in lacks.missing]
    if lacks.unassessed:
        lines.append(turn.say("lacks-unassessed", count=lacks.unassessed))
    lines += [turn.say("lacks-signature", paper=turn.say(f"paper-{code}")) for code in lacks.unsigned]
    lines += [
        turn.say("lacks-proof", paper=turn.say(f"paper-{code}"), criteria=", ".join(codes))
        for code, codes in lacks.unproven.items()
    ]
    for request in await asking.open_for(turn.db, product):
        if missing := await asking.still_wanted(turn.db, product, request.papers):
            lines.append(turn.say("lacks-asked", papers=requests.names(turn.language, missing)))
    return lines or [turn.say("lacks-nothing")]


@screens.at("review/{product_id}/rest/{newest_id}")
async def accept_rest(turn: Turn, product_id: int, newest_id: int) -> To:
    """All that wait are in order: those that stood on the screen, not what came since."""
    marked = await verbs.accept_rest(turn.db, turn.actor, product_id, newest_id, turn.now)
    return To(f"review/{product_id}", turn.say("office-rest-done", count=marked) if marked else "")


# -- sending it on


@screens.at("forward/{product_id}")
async def forward(turn: Turn, product_id: int) -> Screen:
    """What goes on, what is still lacking, and that it cannot be taken back."""
    product, dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    here = f"review/{product.id}"
    if await dossiers.undecided(turn.db, product.id):
        raise Moved("conclude-undecided", at=here)
    if product.level == "commune" and await findings.missing(turn.db, product):
        raise Moved("findings-missing", at=f"findings/{product.id}")
    lines = [*await clocks(turn, product, dossier), *await lacking(turn, product)]
    number = verbs.number_of(await dossiers.latest_submission(turn.db, product.id))
    key, there = f"office-forward-{product.level}", f"{here}/conclude/{number}/{product.level}"
    held, needed = await samples.held(turn.db, product, product.level), samples.needed(product)
    if needed:
        lines.append(turn.say("samples-held", held=held, needed=needed))
    button = turn.button(key, there)
    if held < needed:
        lines.append(turn.say("samples-short", missing=needed - held))
        button = turn.button(f"{key}-short", f"{there}/{held}", held=held, needed=needed)
    if await asking.open_for(turn.db, product):
        lines.append(turn.say("forward-asked"))
    if not await verbs.opened(turn.db, turn.actor, product):
        lines.append(turn.say("review-unopened"))
    lines.append(turn.say("review-final"))
    return Screen("\n".join(lines), title=turn.say("forward-title", name=product.name), buttons=[button], back=here)


@screens.at("complete/{product_id}")
async def ask_complete(turn: Turn, product_id: int) -> Screen:
    """The province looks once more: is all there? From then on a re-evaluation's days run."""
    product, dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    lines = await lacking(turn, product)
    if not await verbs.opened(turn.db, turn.actor, product):
        lines.append(turn.say("review-unopened"))
    lines.append(turn.say("complete-ask-again" if dossier.kind == "again" else "complete-ask"))
    button = turn.button("complete-yes", f"complete/{product.id}/yes")
    title = turn.say("complete-title", name=product.name)
    return Screen("\n".join(lines), title=title, buttons=[button], back=f"review/{product.id}")


@screens.at("complete/{product_id}/yes")
async def complete(turn: Turn, product_id: int) -> To:
    await verbs.mark_complete(turn.db, turn.actor, product_id, turn.now)
    return To(f"review/{product_id}", turn.say("complete-done"))
