"""Asking a producer for chosen papers by a day. It stops no clock, and the dossier stays with the office."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotFound
from locales import clock, texts
from ocop import numbers, workflow
from services import completeness, permits
from services.notices import requests as notices
from storage import audit, dossiers, requests
from storage.actors import Actor
from storage.tables import Document, PaperRequest, Product

LONGEST = timedelta(days=90)  # ours: no text limits it
_IN = (workflow.PaperState.SUBMITTED, workflow.PaperState.ACCEPTED)
_START = tuple(
    state for name in ("send_back", "send_back_later") for state in workflow.the_paper_move(name).start
)  # also one that was marked as in order before


# -- the office


async def open_for(db: AsyncSession, product: Product) -> list[PaperRequest]:
    """What the producer was asked for and has not sent yet, oldest first."""
    dossier = await dossiers.current(db, product.id)
    return await requests.open_of(db, dossier.id) if dossier is not None else []


async def askable(db: AsyncSession, product: Product) -> list[str]:
    """The papers that may be asked for: those that are in, what is missing, and then the rest of the dossier."""
    asked = {code for request in await open_for(db, product) for code in request.papers}
    have = await dossiers.in_force(db, product.id)
    lacking = (await completeness.of_dossier(db, product)).papers
    rest = [paper.code for paper in dossiers.all_papers(product) if paper.need != "help"]
    every = [*lacking, *(code for code in rest if code in have), *rest]
    return [code for code in dict.fromkeys(every) if code not in asked]


def by_when(typed: date, today: date) -> date:
    """A day by which papers can be asked for: after today, not too far. Raises InvalidInput."""
    if not today < typed <= today + LONGEST:
        raise texts.InvalidInput("request-day-wrong", last=texts.day("vi", today + LONGEST))
    return typed


async def ask(
    db: AsyncSession, actor: Actor, product_id: int, papers: Sequence[str], words: str, until: date, now: datetime
) -> PaperRequest:
    """Ask for these papers by that day; the producer is told at once, with the words as the reason.

    Raises Moved (asked for before, or it does not wait for this officer), InvalidInput (words, day), NotAllowed.
    """
    product, dossier = await permits.office_dossier(db, actor, product_id)
    words = numbers.paragraph(words, shortest=5, longest=500)
    by_when(until, clock.today(now))
    if not papers or not set(papers) <= set(await askable(db, product)):
        raise Moved("request-asked-already", at=f"review/{product.id}")
    have = await dossiers.in_force(db, product.id)
    for code in papers:
        if code in have:
            await _send_back(db, have[code], actor, words, now)
    request = await requests.add(
        db, dossier.id, level=product.level or "", papers=papers, words=words, until=until, person_id=actor.id, now=now
    )
    _write(db, actor, now, "request.asked", product, f"{', '.join(papers)} until {until}: {words}")
    await notices.asked(db, product, request, now, turn_id=actor.turn_id)
    return request


async def _send_back(db: AsyncSession, document: Document, actor: Actor, words: str, now: datetime) -> None:
    end = workflow.the_paper_move("send_back").end.value
    await dossiers.decide_newest(db, document.id, start=_START, end=end, officer_id=actor.id, reason=words, now=now)


async def take_back(db: AsyncSession, actor: Actor, request_id: int, now: datetime) -> Product:
    """The papers are not wanted after all: what was sent back and not sent anew waits for the office again.

    Raises NotFound, NotAllowed, Moved (answered or taken back before).
    """
    found = await requests.request(db, request_id)
    if found is None:
        raise NotFound(request_id)
    request, dossier = found
    product, _dossier = await permits.office_dossier(db, actor, dossier.product_id)
    if not await requests.close(db, request.id, now):
        raise Moved("request-closed-already", at=f"review/{product.id}")
    move = workflow.the_paper_move("undo")
    for code, document in (await dossiers.in_force(db, product.id)).items():
        if code in request.papers and document.decided_at == request.at and document.reason is not None:
            await dossiers.take_decision_back(
                db, document.id, start=move.start, end=move.end.value, officer_id=request.by
            )
    _write(db, actor, now, "request.taken-back", product, ", ".join(request.papers))
    await notices.taken_back(db, product, request, now, turn_id=actor.turn_id)
    return product


def _write(db: AsyncSession, actor: Actor | None, now: datetime, action: str, product: Product, detail: str) -> None:
    audit.write(db, actor, now, action, f"product/{product.id}", area=product.commune, detail=detail)


# -- the producer


async def is_wanted(db: AsyncSession, product: Product, paper: str) -> bool:
    """Whether an office waits for this paper: what comes is then handed in at once."""
    return any(_serves(product, owner, paper) for _request, owner in await requests.wanting(db, product, paper))


async def came_in(db: AsyncSession, product: Product, paper: str, now: datetime) -> None:
    """A paper came: each request that has all it asked for is answered, and whoever asked is told."""
    for request, owner in await requests.wanting(db, product, paper):
        missing = await still_wanted(db, owner, request.papers)
        if not missing and await requests.close(db, request.id, now):
            _write(db, None, now, "request.answered", owner, ", ".join(request.papers))
            await notices.answered(db, owner, request, now)


async def still_wanted(db: AsyncSession, product: Product, papers: Iterable[str]) -> list[str]:
    """Which of the papers are not in (or came back and were not sent anew)."""
    have = await dossiers.in_force(db, product.id)
    return [code for code in papers if code not in have or have[code].state not in _IN]


def _serves(product: Product, owner: Product, paper: str) -> bool:
    """Whether a paper brought with `product` is in the dossier of `owner`, too."""
    rule = next((one for one in dossiers.rules_of(product).papers if one.code == paper), None)
    return product.id == owner.id or (rule is not None and rule.owner == "producer")
