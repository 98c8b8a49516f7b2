"""What a producer and the province are told when officials conclude a step."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import clock, texts
from ocop import units
from ocop.workflow import PaperState
from services.notices import tell
from storage import dossiers, people, products
from storage.tables import Document, Product

SHOWN = 6  # returned papers that get a button


async def concluded(db: AsyncSession, product: Product, outcome: str, now: datetime, *, turn_id: int | None) -> None:
    """The producer reads what became of the step; the province, that a dossier has come to it."""
    if outcome == "forwarded":
        await _tell_province(db, product, now, turn_id)
    papers = await dossiers.in_force(db, product.id)
    returned = [document for document in papers.values() if document.state == PaperState.RETURNED]
    for member in await products.members(db, product.producer_id):
        notice = _conclusion(member.language, product, outcome, returned, now)
        await tell(db, member, notice, now, turn_id=turn_id, statutory=outcome == "returned")


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
