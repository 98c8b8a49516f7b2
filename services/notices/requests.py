"""Who is told when papers are asked for, are not wanted after all, or are all in."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from ocop import units
from services.notices import tell
from storage import people, products
from storage.tables import PaperRequest, Person, Product

SHOWN = 6  # papers that get a button


def names(language: str, papers: list[str]) -> str:
    """The papers, by their names."""
    return ", ".join(texts.say(language, f"paper-{code}") for code in papers)


def office(language: str, product: Product, level: str) -> str:
    """The office, as people call it."""
    area = product.commune if level == "commune" else product.province
    return texts.say(language, f"office-{level}", area=units.full_name(area))


async def asked(
    db: AsyncSession, product: Product, request: PaperRequest, now: datetime, *, turn_id: int | None
) -> None:
    """The producer reads which papers are wanted, why, and by when; a button leads to each."""
    for member in await products.members(db, product.producer_id):
        say = member.language
        buttons = [
            Button(
                texts.say(say, "paper-again", paper=texts.say(say, f"paper-{code}"))[:60],
                f"product/{product.id}/paper/{code}",
            )
            for code in request.papers[:SHOWN]
        ]
        facts = {
            "product": product.name,
            "office": office(say, product, request.level),
            "papers": names(say, request.papers),
            "reason": request.words,
            "day": texts.day(say, request.until),
        }
        screen = Screen(texts.say(say, "notice-request", **facts), buttons=buttons, kind="request", facts=facts)
        await tell(db, member, screen, now, turn_id=turn_id, unique_key=f"request:{request.id}:{member.id}")


async def taken_back(
    db: AsyncSession, product: Product, request: PaperRequest, now: datetime, *, turn_id: int | None
) -> None:
    """The producer need not send them."""
    for member in await products.members(db, product.producer_id):
        say = member.language
        text = texts.say(say, "notice-request-taken-back", product=product.name, papers=names(say, request.papers))
        button = Button(texts.say(say, "button-to-step"), f"product/{product.id}")
        await tell(db, member, Screen(text, buttons=[button]), now, turn_id=turn_id)


async def answered(db: AsyncSession, product: Product, request: PaperRequest, now: datetime) -> None:
    """All that was asked for is in: for whoever asked, and for the province if the dossier is there by now."""
    for officer in await _askers(db, product, request):
        say = officer.language
        text = texts.say(say, "notice-request-answered", product=product.name, papers=names(say, request.papers))
        screen = Screen(text, buttons=[Button(texts.say(say, "button-review"), f"review/{product.id}")])
        await tell(db, officer, screen, now, unique_key=f"request-answered:{request.id}:{officer.id}")


async def _askers(db: AsyncSession, product: Product, request: PaperRequest) -> list[Person]:
    found = {}
    asker = await people.person(db, request.by)
    if asker is not None:
        found[asker.id] = asker
    if product.level == "province" != request.level:
        found |= {officer.id: officer for officer in await people.officers_of(db, product.province)}
    return list(found.values())
