"""Reminders of the law's own days: the last safe day of a round, the offices' clocks, the days of requests."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from ocop import workflow
from ocop.roles import Role
from ocop.rules import with_rounds
from storage.areas import in_areas
from storage.reminder_writing import About, common, write
from storage.tables import Dossier, Member, PaperRequest, Product, Reminder, RoleRow

ROUND, CLOCK, REQUEST = KINDS = ("round", "clock", "request")
COMMUNE, AGAIN = "commune", "again"  # milestones of clocks


def _handing_in() -> ColumnElement[bool]:
    """Products at the evaluation whose dossier, no re-evaluation, is still to be handed in."""
    newer = aliased(Dossier)
    return and_(
        Product.rules.in_(with_rounds()),
        Product.step == workflow.EVALUATED,
        Product.state.in_(workflow.WITH_PRODUCER),
        Dossier.handed_in_at.is_(None),
        Dossier.kind != AGAIN,
        ~exists().where(newer.product_id == Dossier.product_id, newer.number > Dossier.number),
    )


async def provinces_handing_in(db: AsyncSession) -> list[str]:
    """The provinces with such products."""
    rows = select(Product.province).join(Dossier, Dossier.product_id == Product.id).where(_handing_in()).distinct()
    return sorted(await db.scalars(rows))


async def write_round(db: AsyncSession, province: str, about: About, now: datetime) -> None:
    """For everybody who speaks for such a product of the province; milestone: the code of the round."""
    await write(
        db,
        select(Member.person_id, literal(ROUND), Product.id, Product.id, Product.commune, *common(about, now))
        .join(Member, Member.producer_id == Product.producer_id)
        .join(Dossier, Dossier.product_id == Product.id)
        .where(Product.province == province, _handing_in()),
    )


def _with_commune() -> ColumnElement[bool]:
    """Dossiers that a commune has and has not sent on."""
    return and_(
        Dossier.outcome.is_(None),
        Dossier.handed_in_at.is_not(None),
        Dossier.proposed_at.is_(None),
        Product.state == workflow.State.SUBMITTED,
        Product.level == COMMUNE,
        Product.rules.in_(with_rounds()),
    )


def _officers_of(*areas: Any) -> ColumnElement[bool]:
    return and_(RoleRow.role == Role.OFFICER, RoleRow.withdrawn_at.is_(None), RoleRow.area.in_(areas))


async def write_commune_clocks(db: AsyncSession, about: About, now: datetime, *, to_province: bool) -> None:
    """For the commune's officers whose last day is `about.due`; to_province: for its province's officers too, who stand
    in where a commune has none.
    """
    other = aliased(RoleRow)
    none = ~exists().where(other.role == Role.OFFICER, other.withdrawn_at.is_(None), other.area == Product.commune)
    of_province = and_(_officers_of(Product.province), literal(True) if to_province else none)
    await write(
        db,
        select(RoleRow.person_id, literal(CLOCK), Dossier.id, Product.id, func.min(RoleRow.area), *common(about, now))
        .join(Product, Product.id == Dossier.product_id)
        .join(RoleRow, or_(_officers_of(Product.commune), of_province))
        .where(Dossier.commune_due == about.due, _with_commune())
        .group_by(RoleRow.person_id, Dossier.id, Product.id),
    )


async def re_evaluations(db: AsyncSession, *, limit: int = 1000) -> list[tuple[Dossier, Product]]:
    """Re-evaluations that the province has in full and has not decided; their days run."""
    rows = await db.execute(
        select(Dossier, Product)
        .join(Product, Product.id == Dossier.product_id)
        .where(Dossier.kind == AGAIN, Dossier.complete_at.is_not(None), Dossier.outcome.is_(None))
        .order_by(Dossier.complete_at)
        .limit(limit)
    )
    return [(dossier, product) for dossier, product in rows]


async def write_again_clock(db: AsyncSession, dossier: Dossier, province: str, about: About, now: datetime) -> None:
    """For the province's officers: the last day of a re-evaluation."""
    await write(
        db,
        select(
            RoleRow.person_id,
            literal(CLOCK),
            literal(dossier.id),
            literal(dossier.product_id),
            func.min(RoleRow.area),
            *common(about, now),
        )
        .where(_officers_of(province))
        .group_by(RoleRow.person_id),
    )


async def write_requests(db: AsyncSession, about: About, now: datetime, *, before: datetime) -> None:
    """For the people of products of which papers are asked by `about.due`, as far as they were asked before then."""
    await write(
        db,
        select(Member.person_id, literal(REQUEST), PaperRequest.id, Product.id, Product.commune, *common(about, now))
        .join(Dossier, Dossier.id == PaperRequest.dossier_id)
        .join(Product, Product.id == Dossier.product_id)
        .join(Member, Member.producer_id == Product.producer_id)
        .where(PaperRequest.until == about.due, PaperRequest.closed_at.is_(None), PaperRequest.at < before),
    )


async def terms(db: AsyncSession, kind: str, first: date, last: date) -> list[date]:
    """The days between these on which the term of a commune, or of a request, ends."""
    column, still = (
        (Dossier.commune_due, Dossier.proposed_at.is_(None))
        if kind == CLOCK
        else (PaperRequest.until, PaperRequest.closed_at.is_(None))
    )
    rows = await db.scalars(select(column).where(column.between(first, last), still).distinct())
    return sorted(day for day in rows if day is not None)


async def count_terms(db: AsyncSession, areas: Sequence[str], until: date) -> int:
    """How many dossiers of the areas' communes reach the end of their term by that day, or are past it."""
    query = select(func.count(Dossier.id)).join(Product, Product.id == Dossier.product_id)
    inside = in_areas(Product.province, Product.commune, areas)
    return await db.scalar(query.where(inside, Dossier.commune_due <= until, _with_commune())) or 0


async def requests_of(db: AsyncSession, dossier_id: int) -> list[PaperRequest]:
    """The dossier's requests that are not answered."""
    rows = await db.scalars(
        select(PaperRequest)
        .where(PaperRequest.dossier_id == dossier_id, PaperRequest.closed_at.is_(None))
        .order_by(PaperRequest.until)
        .limit(20)
    )
    return list(rows)


async def needed(db: AsyncSession, rows: Sequence[Reminder]) -> set[int]:
    """The ids of those of these kinds that are still to be said."""
    found: set[int] = set()
    for kind, query in (
        (ROUND, select(Product.id).join(Dossier, Dossier.product_id == Product.id).where(_handing_in())),
        (REQUEST, select(PaperRequest.id).where(PaperRequest.closed_at.is_(None))),
    ):
        of_kind = [row for row in rows if row.kind == kind]
        column = Product.id if kind == ROUND else PaperRequest.id
        still = set(await db.scalars(query.where(column.in_([row.subject for row in of_kind])))) if of_kind else set()
        found |= {row.id for row in of_kind if row.subject in still}
    clocks = [row for row in rows if row.kind == CLOCK]
    if clocks:
        ids = [row.subject for row in clocks]
        waiting = select(Dossier.id).join(Product, Product.id == Dossier.product_id).where(Dossier.id.in_(ids))
        commune = set(await db.scalars(waiting.where(_with_commune())))
        again = set(await db.scalars(waiting.where(Dossier.complete_at.is_not(None), Dossier.outcome.is_(None))))
        found |= {row.id for row in clocks if row.subject in (commune if row.milestone == COMMUNE else again)}
    return found
