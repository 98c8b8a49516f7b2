"""Writing reminders: set-based, on the day they belong to; and up to which day each scan has looked.

A row is unique by (person, kind, subject, milestone, due day, offset): a restart, two processes or a moved clock
write nothing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from ocop.roles import Role
from storage.areas import inside
from storage.dialects import dialect, insert_new
from storage.ends import certificate_ends, paper_ends
from storage.open_products import unfinished
from storage.tables import Document, Member, PlanDone, Product, Rating, Reminder, RoleRow, ScanDay

_COLUMNS = (
    "person_id",
    "kind",
    "subject",
    "product_id",
    "area",
    "milestone",
    "due",
    "offset",
    "day",
    "statutory",
    "state",
    "created_at",
)


@dataclass(frozen=True, slots=True)
class About:
    """What a set of reminders says: milestone (a plan's key, a paper's code or "certificate"), due day, offset in
    days before it, the day it belongs to, and the state in which the rows begin.
    """

    milestone: str
    due: date
    offset: int
    day: date
    state: str = "planned"
    statutory: bool = False


# -- up to which day a scan has looked


async def looked_until(db: AsyncSession, beginning: str = "") -> dict[str, date]:
    """The days of the scans whose names begin so."""
    rows = await db.execute(
        select(ScanDay.name, ScanDay.through).where(ScanDay.name >= beginning, ScanDay.name < f"{beginning}~")
    )
    return dict(rows.all())


async def mark_looked(db: AsyncSession, name: str, day: date) -> None:
    await db.merge(ScanDay(name=name, through=day))


# -- writing


async def write(db: AsyncSession, source: Select[Any]) -> None:
    await db.execute(insert_new(dialect(db), Reminder).from_select(_COLUMNS, source))


def common(about: About, now: datetime) -> list[Any]:
    return [
        literal(about.milestone),
        literal(about.due),
        literal(about.offset),
        literal(about.day),
        literal(about.statutory),
        literal(about.state),
        literal(now),
    ]


async def write_plan(
    db: AsyncSession,
    province: str,
    step: int,
    about: About,
    now: datetime,
    *,
    only: Sequence[str] | None = None,
    but: Sequence[str] = (),
    since: datetime | None = None,
) -> None:
    """For everybody who speaks for a product of the province that has not come past `step`; only: communes; since:
    products that came to where they are at that moment or later.
    """
    query = (
        select(
            Member.person_id,
            literal("plan"),
            Product.id,
            Product.id,
            Product.commune,
            *common(about, now),
        )
        .join(Member, Member.producer_id == Product.producer_id)
        .where(unfinished(province, step))
    )
    if only is not None:
        query = query.where(Product.commune.in_(only))
    if but:
        query = query.where(Product.commune.not_in(but))
    if since is not None:
        query = query.where(Product.since >= since)
    await write(db, query)


async def write_papers(db: AsyncSession, about: About, now: datetime) -> None:
    """For papers that are good until `about.due`."""
    await write(
        db,
        select(
            Member.person_id,
            literal("paper"),
            Document.id,
            Product.id,
            Product.commune,
            Document.paper,  # each names itself
            *common(about, now)[1:],
        )
        .join(Product, Product.id == Document.product_id)
        .join(Member, Member.producer_id == Product.producer_id)
        .where(paper_ends(about.due)),
    )


async def write_certificates(db: AsyncSession, about: About, now: datetime, *, since: datetime | None = None) -> None:
    """For certificates that end on `about.due`; since: of ratings that were recorded at that moment or later."""
    query = (
        select(
            Member.person_id,
            literal("certificate"),
            Rating.id,
            Product.id,
            Product.commune,
            *common(about, now),
        )
        .join(Product, Product.id == Rating.product_id)
        .join(Member, Member.producer_id == Product.producer_id)
        .where(certificate_ends(about.due))
    )
    if since is not None:
        query = query.where(Rating.recorded_at >= since)
    await write(db, query)


async def write_office(db: AsyncSession, province: str, year: int, level: str, about: About, now: datetime) -> None:
    """For the officers of the province, or of its communes, whose office has not reported the milestone as done."""
    where = RoleRow.area == province if level == "province" else inside(RoleRow.area, [province])
    await write(
        db,
        select(
            RoleRow.person_id,
            literal("office"),
            literal(0),
            literal(None),
            func.min(RoleRow.area),
            *common(about, now),
        )
        .where(
            RoleRow.role == Role.OFFICER,
            RoleRow.withdrawn_at.is_(None),
            where,
            func.length(RoleRow.area) == (2 if level == "province" else 5),
            ~exists().where(
                PlanDone.area == RoleRow.area, PlanDone.year == year, PlanDone.milestone == about.milestone
            ),
        )
        .group_by(RoleRow.person_id),
    )


async def drop_overtaken(db: AsyncSession, kind: str) -> None:
    """Of several reminders of one thing that wait, only the newest is still of use; the statutory one always is."""
    newer = aliased(Reminder)
    await db.execute(
        update(Reminder)
        .where(
            Reminder.state == "planned",
            Reminder.kind == kind,
            Reminder.statutory.is_(False),
            exists().where(
                newer.person_id == Reminder.person_id,
                newer.kind == Reminder.kind,
                newer.subject == Reminder.subject,
                newer.milestone == Reminder.milestone,
                newer.due == Reminder.due,
                newer.offset < Reminder.offset,
                newer.state == "planned",
            ),
        )
        .values(state="dropped")
        .execution_options(synchronize_session=False)
    )
