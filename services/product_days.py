"""Every day of a product that follows from the law, for calendar and first screen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from ocop import rounds, workflow
from services import deadlines
from services.deadlines import Deadlines, Lapse
from storage import dossiers, law_reminders
from storage.tables import Product


@dataclass(frozen=True, slots=True)
class Day:
    """A day and what it is: the text `calendar-KEY` with these facts; papers: codes of papers it is about."""

    day: date
    key: str
    facts: dict[str, str] = field(default_factory=dict)
    papers: tuple[str, ...] = ()


async def of_product(db: AsyncSession, product: Product, today: date) -> list[Day]:
    """The days of a product that are still to come, in order."""
    found = await deadlines.of_product(db, product, today)
    every = [*_of_round(product, found), *_of_window(product, found)]
    if found.dossier is not None:
        asked = await law_reminders.requests_of(db, found.dossier.id)
        every += [Day(request.until, "request", papers=tuple(request.papers)) for request in asked]
        for code, row in (await dossiers.newest(db, product.id)).items():
            if row.expires_on is not None and deadlines.lapse(row, found, today) == Lapse.BEFORE_ROUND:
                every.append(Day(row.expires_on, "lapses", papers=(code,)))
    return sorted((one for one in every if one.day >= today), key=lambda one: (one.day, one.key))


def _of_round(product: Product, found: Deadlines) -> Iterator[Day]:
    if found.round is None or not workflow.is_evaluated(product.step):
        return
    facts = {"round": f"{found.round.number}/{found.round.year}"}
    if found.safe_day is not None:
        yield Day(found.safe_day, "safe-day", facts)
        return
    if found.dossier is not None and found.dossier.handed_in_at is not None:
        yield Day(found.round.done_by, "done-by", facts)


def _of_window(product: Product, found: Deadlines) -> Iterator[Day]:
    """Of the certificate, until a re-evaluation is handed in; and the commune's term of one that is."""
    dossier = found.dossier
    if dossier is not None and dossier.commune_due is not None and dossier.proposed_at is None:
        yield Day(dossier.commune_due, "commune-due")
    handed_in = dossier is not None and dossier.handed_in_at is not None
    if found.window is None or not found.window.last_day >= rounds.IN_FORCE_FROM:
        return
    if not handed_in:
        yield Day(found.window.opens, "opens")
        yield Day(found.window.last_day, "last-day")
    if found.rating is not None and found.rating.extended_until is not None:
        yield Day(found.rating.extended_until, "extended")
