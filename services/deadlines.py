"""The days of one product that follow from the law: its round, the last safe day, the window of a re-evaluation, and
until when its evidence should be good.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from locales import clock
from ocop import calendar, rounds, workflow
from ocop.readings import Readings
from ocop.rounds import Round, Window
from ocop.rules import with_rounds
from services import readings
from storage import dossiers, products
from storage.tables import Document, Dossier, Product, Rating

AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Days of a product.

    dossier: the one under way, None where none is; round: the one it was handed in for, else the next that is still
    safe (None for a re-evaluation, which has a clock instead, and under an older law); safe_day: the last safe day for
    that round, None once handed in; window: of the certificate in force; needed_until: how long evidence must be good
    for this evaluation; term_ends: the end of the 36 months that follow.
    """

    dossier: Dossier | None
    rating: Rating | None
    round: Round | None
    safe_day: date | None
    window: Window | None
    needed_until: date | None
    term_ends: date | None


class Lapse(StrEnum):
    """When a paper ends, as far as it matters."""

    ENDED = "ended"
    BEFORE_ROUND = "before-round"
    IN_TERM = "in-term"


def by_law_of_2026(rules: str) -> bool:
    """Whether these rules have rounds and windows (Decision 26/2026/QĐ-TTg, articles 5 and 7)."""
    return rules in with_rounds()


async def of_product(db: AsyncSession, product: Product, today: date) -> Deadlines:
    """The days of a product as they are on that day."""
    known = await readings.of_province(db, product.province)
    extra = await readings.extra_rounds(db, product.province)
    rating = await products.latest_rating(db, product.id)
    dossier = await dossiers.current(db, product.id)
    under_way = dossier if dossier is not None and dossier.outcome is None and not_rated(product) else None
    window = window_of(rating, known, handed_in=_handed_in_on(under_way))
    round_ = None
    if by_law_of_2026(product.rules) and not_rated(product) and not is_again(under_way):
        round_ = _round(under_way, today, known, extra)
    waits = round_ is not None and workflow.with_producer(product.state)
    safe = rounds.last_safe_day(round_, known) if round_ is not None and waits else None
    needed = round_.done_by if round_ is not None else window.ends if window is not None else None
    ends = calendar.add_months(round_.done_by, dossiers.rules_of(product).certificate.months) if round_ else needed
    return Deadlines(under_way, rating, round_, safe, window, needed, ends)


def not_rated(product: Product) -> bool:
    return not workflow.is_rated(product.state)


def is_again(dossier: Dossier | None) -> bool:
    """Whether it is a re-evaluation, which has the window and a clock of its own instead of a round."""
    return dossier is not None and dossier.kind == AGAIN


def _handed_in_on(dossier: Dossier | None) -> date | None:
    return clock.today(dossier.handed_in_at) if dossier is not None and dossier.handed_in_at is not None else None


def window_of(rating: Rating | None, known: Readings, *, handed_in: date | None = None) -> Window | None:
    """The window of a certificate; None where there is none (any more: revoked)."""
    if rating is None or rating.valid_until is None or rating.revoked_at is not None:
        return None
    return rounds.window(rating.valid_until, known, handed_in=handed_in)


def _round(dossier: Dossier | None, today: date, known: Readings, extra: Sequence[Round]) -> Round:
    """The round that was told when it was handed in, else the next one that handing in today would still make."""
    if dossier is not None and dossier.round:
        year = int(dossier.round.partition("-")[0])
        for one in rounds.rounds(year, rounds.PROVINCE, readings=known, extra=extra):
            if readings.code_of(one) == dossier.round:
                return one
    return made_by(today, known, extra)


def made_by(day: date, known: Readings, extra: Sequence[Round] = ()) -> Round:
    """The round that a dossier makes when both forms are in on that day and the commune takes all its days."""
    return rounds.round_for(rounds.commune_due(day, known), readings=known, extra=extra)


def lapse(document: Document, deadlines: Deadlines, today: date) -> Lapse | None:
    """Whether the paper ends too early: it has ended, ends before the evaluation is over, or within the term."""
    ends = document.expires_on
    if ends is None:
        return None
    if ends < today:
        return Lapse.ENDED
    if deadlines.needed_until is not None and deadlines.round is not None and ends < deadlines.needed_until:
        return Lapse.BEFORE_ROUND
    if deadlines.term_ends is not None and ends < deadlines.term_ends:
        return Lapse.IN_TERM
    return None
