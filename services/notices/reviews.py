"""What a producer and the province are told when officials conclude a step."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import clock, texts
from ocop import units
from ocop.notices import is_statutory
from ocop.rounds import Clock
from ocop.workflow import PaperState
from services import readings
from services.notices import tell
from storage import dossiers, people, products
from storage.tables import Document, Product

SHOWN = 6  # returned papers that get a button


async def concluded(db: AsyncSession, product: Product, outcome: str, now: datetime, *, turn_id: int | None) -> None:
    """The producer reads what became of the step; the province, that a dossier has come to it."""
    if outcome == "forwarded":
        await _tell_province(db, product, now, turn_id)
        if await _proposed(db, product, now, turn_id):
            return
    papers = await dossiers.in_force(db, product.id)
    returned = [document for document in papers.values() if document.state == PaperState.RETURNED]
    for member in await products.members(db, product.producer_id):
        notice = _conclusion(member.language, product, outcome, returned, now)
        await tell(db, member, notice, now, turn_id=turn_id, statutory=is_statutory(outcome))


async def _proposed(db: AsyncSession, product: Product, now: datetime, turn_id: int | None) -> bool:
    """The producer reads when the commune proposed the dossier, and for which round (a re-evaluation has none); False
    under rules that know no proposal.
    """
    dossier = await dossiers.current(db, product.id)
    if dossier is None or dossier.proposed_at is None:
        return False
    this = await readings.round_of(db, product.province, dossier.round) if dossier.round else None
    for member in await products.members(db, product.producer_id):
        say = member.language
        facts = {
            "product": product.name,
            "day": texts.day(say, clock.today(dossier.proposed_at)),
            "round": texts.say(say, "round-name", number=this.number, year=str(this.year)) if this else "",
            "done": texts.day(say, this.done_by) if this else "",
        }
        button = Button(texts.say(say, "button-to-step"), f"product/{product.id}")
        text = texts.say(say, "notice-proposed" if this else "notice-proposed-again", **facts)
        await tell(db, member, Screen(text, buttons=[button], kind="forwarded", facts=facts), now, turn_id=turn_id)
    return True


async def complete(
    db: AsyncSession, product: Product, due: Clock | None, now: datetime, *, turn_id: int | None
) -> None:
    """The producer reads that the province has all it needs; for a re-evaluation, by when its result is due."""
    for member in await products.members(db, product.producer_id):
        say = member.language
        lines = [texts.say(say, "notice-complete", product=product.name)]
        if due is not None:
            lines.append(texts.say(say, "again-due", day=texts.day(say, due.due)))
        button = Button(texts.say(say, "button-to-step"), f"product/{product.id}")
        await tell(db, member, Screen("\n".join(lines), buttons=[button]), now, turn_id=turn_id)


async def _tell_province(db: AsyncSession, product: Product, now: datetime, turn_id: int | None) -> None:
    for officer in await people.officers_of(db, product.province):
        say = officer.language
        notice = Screen(
            texts.say(say, "notice-to-province", product=product.name, commune=units.full_name(product.commune)),
            buttons=[Button(texts.say(say, "button-review"), f"review/{product.id}")],
        )
        await tell(db, officer, notice, now, turn_id=turn_id)


def _conclusion(language: str, product: Product, outcome: str, returned: Sequence[Document], now: datetime) -> Screen:
    """The decision, with each returned paper and its reason, and buttons straight to those papers."""
    lines = [texts.say(language, f"notice-{outcome}", product=product.name, number=product.step)]
    buttons = [Button(texts.say(language, "button-to-step"), f"product/{product.id}")]
    if outcome == "returned":
        titles = [texts.say(language, f"paper-{document.paper}") for document in returned]
        lines += [f"❗ {title}: {row.reason or ''}" for title, row in zip(titles, returned, strict=True)]
        buttons = [
            Button(texts.say(language, "paper-again", paper=title)[:60], f"product/{product.id}/paper/{document.paper}")
            for title, document in zip(titles[:SHOWN], returned[:SHOWN], strict=True)
        ]
    facts = {
        "product": product.name,
        "step": str(product.step),
        "reason": "; ".join(document.reason or "" for document in returned),
        "day": texts.day(language, clock.today(now)),
    }
    return Screen("\n".join(lines), buttons=buttons, kind=outcome, facts=facts)
