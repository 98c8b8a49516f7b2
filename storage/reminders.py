"""Reminders as rows: written set-based on the day they belong to, checked again before they are said.

A row is unique by (person, kind, subject, milestone, due day, offset): a restart, two processes or a moved clock
write nothing twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Select, and_, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from ocop import workflow
from ocop.roles import Role
from storage import people
from storage.areas import in_areas, inside
from storage.dialects import dialect, insert_new
from storage.tables import (
    Address,
    Document,
    Member,
    Message,
    Person,
    PlanDone,
    Product,
    Rating,
    Reminder,
    RoleRow,
    ScanDay,
)

OPEN = workflow.WITH_PRODUCER
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


async def through(db: AsyncSession, beginning: str) -> dict[str, date]:
    """The days of the scans whose names begin so."""
    rows = await db.execute(
        select(ScanDay.name, ScanDay.through).where(ScanDay.name >= beginning, ScanDay.name < f"{beginning}~")
    )
    return dict(rows.all())


async def looked(db: AsyncSession, name: str, day: date) -> None:
    await db.merge(ScanDay(name=name, through=day))


# -- writing


async def _write(db: AsyncSession, source: Select[Any]) -> None:
    await db.execute(insert_new(dialect(db), Reminder).from_select(_COLUMNS, source))


def _said(about: About, now: datetime) -> list[Any]:
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
) -> None:
    """For everybody who speaks for a product of the province that has not come past `step`; only: communes."""
    query = (
        select(
            Member.person_id,
            literal("plan"),
            Product.id,
            Product.id,
            Product.commune,
            *_said(about, now),
        )
        .join(Member, Member.producer_id == Product.producer_id)
        .where(_unfinished(province, step))
    )
    if only is not None:
        query = query.where(Product.commune.in_(only))
    if but:
        query = query.where(Product.commune.not_in(but))
    await _write(db, query)


def _unfinished(province: str, step: int) -> Any:
    return and_(Product.province == province, Product.state.in_(OPEN), Product.step.in_(workflow.up_to(step)))


async def write_papers(db: AsyncSession, about: About, now: datetime) -> None:
    """For papers that are good until `about.due`, as far as no newer version was sent."""
    newer = aliased(Document)
    await _write(
        db,
        select(
            Member.person_id,
            literal("paper"),
            Document.id,
            Product.id,
            Product.commune,
            Document.paper,  # each names itself
            *_said(about, now)[1:],
        )
        .join(Product, Product.id == Document.product_id)
        .join(Member, Member.producer_id == Product.producer_id)
        .where(
            Document.expires_on == about.due,
            ~exists().where(
                newer.product_id == Document.product_id,
                newer.paper == Document.paper,
                newer.version > Document.version,
            ),
        ),
    )


async def write_certificates(db: AsyncSession, about: About, now: datetime) -> None:
    """For certificates that end on `about.due`, as far as they are in force and no re-evaluation has begun."""
    newer = aliased(Rating)
    await _write(
        db,
        select(
            Member.person_id,
            literal("certificate"),
            Rating.id,
            Product.id,
            Product.commune,
            *_said(about, now),
        )
        .join(Product, Product.id == Rating.product_id)
        .join(Member, Member.producer_id == Product.producer_id)
        .where(
            Rating.valid_until == about.due,
            Rating.revoked_at.is_(None),
            Product.state == "rated",
            ~exists().where(newer.product_id == Rating.product_id, newer.id > Rating.id),
        ),
    )


async def ending(db: AsyncSession, kind: str, days: Iterable[date]) -> set[date]:
    """Those of the days on which some paper or certificate ends (an index tells)."""
    column = Rating.valid_until if kind == "certificate" else Document.expires_on
    found: set[date] = set()
    wanted = sorted(days)
    for start in range(0, len(wanted), 500):
        rows = await db.scalars(select(column).where(column.in_(wanted[start : start + 500])).distinct())
        found |= {day for day in rows if day is not None}
    return found


async def write_office(db: AsyncSession, province: str, year: int, level: str, about: About, now: datetime) -> None:
    """For the officers of the province, or of its communes, whose office has not reported the milestone as done."""
    where = RoleRow.area == province if level == "province" else inside(RoleRow.area, [province])
    await _write(
        db,
        select(
            RoleRow.person_id,
            literal("office"),
            literal(0),
            literal(None),
            func.min(RoleRow.area),
            *_said(about, now),
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


# -- saying


async def people_due(db: AsyncSession, day: date, hour: int, *, limit: int = 200) -> list[Person]:
    """People who have something to be reminded of by `day`, at or after the hour they chose."""
    waiting = select(Reminder.person_id).where(Reminder.state == "planned", Reminder.day <= day).distinct()
    rows = await db.execute(
        select(Person).where(Person.id.in_(waiting), Person.remind_hour <= hour).order_by(Person.id).limit(limit)
    )
    return list(rows.scalars())


async def planned(db: AsyncSession, person_ids: Iterable[int], day: date) -> list[Reminder]:
    """Their reminders that wait, the most urgent first. Locked (PostgreSQL) against another process."""
    rows = await db.execute(
        select(Reminder)
        .where(Reminder.state == "planned", Reminder.day <= day, Reminder.person_id.in_(list(person_ids)))
        .order_by(Reminder.person_id, Reminder.due, Reminder.id)
        .with_for_update(skip_locked=True)
    )
    return list(rows.scalars())


async def of_message(db: AsyncSession, message_id: int) -> list[Reminder]:
    rows = await db.execute(
        select(Reminder).where(Reminder.message_id == message_id).order_by(Reminder.due, Reminder.id)
    )
    return list(rows.scalars())


# (area, milestone, due day) of a plan → the step that settles it (None: no step does), or False: no such day any more.
Known = Callable[[str, str, date], "int | Literal[False] | None"]


async def fate(db: AsyncSession, rows: Sequence[Reminder], known: Known) -> dict[int, str]:
    """What becomes of each: "" (still to be said), "done" (no longer needed), "moved" (its date was), or "muted"."""
    people_ids = {row.person_id for row in rows}
    product_ids = {row.product_id for row in rows if row.product_id}
    members = set(
        (await db.execute(select(Member.producer_id, Member.person_id).where(Member.person_id.in_(people_ids)))).all()
    )
    found = (await db.execute(select(Product).where(Product.id.in_(product_ids)))).scalars()
    products = {product.id: product for product in found}
    asked = await db.execute(select(Person.id, Person.muted).where(Person.id.in_(people_ids)))
    muted: dict[int, list[str]] = dict(asked.all())
    finished = await _finished(db, [row for row in rows if row.kind == "office"])
    newest = await _newest(db, rows)
    result: dict[int, str] = {}
    for row in rows:
        product = products.get(row.product_id or 0)
        step = known(row.area, row.milestone, row.due) if row.kind in ("plan", "office") else None
        if row.kind in muted.get(row.person_id, ()) and not row.statutory:
            result[row.id] = "muted"
        elif step is False:
            result[row.id] = "moved"
        elif row.kind == "office":
            result[row.id] = "done" if (row.area, row.milestone) in finished else ""
        elif product is None or (product.producer_id, row.person_id) not in members:
            result[row.id] = "done"
        elif row.kind == "plan":
            result[row.id] = (
                "" if product.state in OPEN and (step is None or product.step in workflow.up_to(step)) else "done"
            )
        else:
            result[row.id] = "" if (row.kind, row.subject, row.due) in newest else "done"
    return result


async def _finished(db: AsyncSession, rows: Sequence[Reminder]) -> set[tuple[str, str]]:
    if not rows:
        return set()
    found = await db.execute(
        select(PlanDone.area, PlanDone.milestone).where(PlanDone.area.in_({row.area for row in rows}))
    )
    return set(found.all())


async def _newest(db: AsyncSession, rows: Sequence[Reminder]) -> set[tuple[str, int, date]]:
    """("paper", document, end day) and ("certificate", rating, end day) that are in force and still asked for."""
    result: set[tuple[str, int, date]] = set()
    papers = {row.product_id for row in rows if row.kind == "paper"}
    if papers:
        newest = (
            select(Document.product_id, Document.paper, func.max(Document.version).label("version"))
            .where(Document.product_id.in_(papers))
            .group_by(Document.product_id, Document.paper)
            .subquery()
        )
        documents = await db.execute(
            select(Document.id, Document.expires_on).join(
                newest,
                and_(
                    Document.product_id == newest.c.product_id,
                    Document.paper == newest.c.paper,
                    Document.version == newest.c.version,
                ),
            )
        )
        result |= {("paper", document_id, day) for document_id, day in documents if day is not None}
    rated = {row.product_id for row in rows if row.kind == "certificate"}
    if rated:
        last = select(func.max(Rating.id)).where(Rating.product_id.in_(rated)).group_by(Rating.product_id)
        ratings = await db.execute(
            select(Rating.id, Rating.valid_until)
            .join(Product, Product.id == Rating.product_id)
            .where(Rating.id.in_(last), Rating.revoked_at.is_(None), Product.state == "rated")
        )
        result |= {("certificate", rating_id, day) for rating_id, day in ratings if day is not None}
    return result


async def settle(db: AsyncSession, ids: Sequence[int], state: str, message_id: int | None = None) -> None:
    if ids:
        values: dict[str, Any] = {"state": state}
        if message_id is not None:
            values["message_id"] = message_id
        await db.execute(
            update(Reminder).where(Reminder.id.in_(ids)).values(**values).execution_options(synchronize_session=False)
        )


async def message_by_key(db: AsyncSession, unique_key: str) -> int | None:
    return await db.scalar(select(Message.id).where(Message.unique_key == unique_key))


# -- looking


async def reminder(db: AsyncSession, reminder_id: int) -> Reminder | None:
    return await db.get(Reminder, reminder_id)


async def told(
    db: AsyncSession, product_id: int, *, offset: int = 0, limit: int = 8
) -> list[tuple[Reminder, Person, Message | None, str]]:
    """What was said and is to be said about a product, newest first: to whom, in which message and messenger. For the
    statutory notice this is the proof of its delivery.
    """
    rows = await db.execute(
        select(Reminder, Person, Message, func.coalesce(Address.messenger, ""))
        .join(Person, Person.id == Reminder.person_id)
        .outerjoin(Message, Message.id == Reminder.message_id)
        .outerjoin(Address, Address.id == Message.address_id)
        .where(Reminder.product_id == product_id)
        .order_by(Reminder.day.desc(), Reminder.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [(reminder, person, message, messenger) for reminder, person, message, messenger in rows]


async def outcomes(
    db: AsyncSession, areas: Sequence[str], first: date, last: date, *, offset: int = 0, limit: int = 10
) -> list[tuple[Reminder, Person, str | None]]:
    """The reminders of an area in these days, with the state of their message, the newest first."""
    rows = await db.execute(
        select(Reminder, Person, Message.state)
        .join(Person, Person.id == Reminder.person_id)
        .outerjoin(Message, Message.id == Reminder.message_id)
        .where(inside(Reminder.area, areas), Reminder.day.between(first, last))
        .order_by(Reminder.day.desc(), Reminder.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [(row, person, state) for row, person, state in rows]


async def tally(db: AsyncSession, areas: Sequence[str], first: date, last: date) -> dict[tuple[str, str | None], int]:
    """(state of the reminder, state of its message) → how many, in these days."""
    rows = await db.execute(
        select(Reminder.state, Message.state, func.count())
        .outerjoin(Message, Message.id == Reminder.message_id)
        .where(inside(Reminder.area, areas), Reminder.day.between(first, last))
        .group_by(Reminder.state, Message.state)
    )
    return {(state, message): count for state, message, count in rows}


async def open_by_commune(
    db: AsyncSession, province: str, step: int, *, communes: Sequence[str] | None = None, but: Sequence[str] = ()
) -> dict[str, int]:
    """commune → products that have not come past `step` and wait for their producer."""
    query = select(Product.commune, func.count()).where(_unfinished(province, step)).group_by(Product.commune)
    if communes is not None:
        query = query.where(Product.commune.in_(communes))
    if but:
        query = query.where(Product.commune.not_in(but))
    return dict((await db.execute(query)).all())


async def open_products(
    db: AsyncSession, areas: Sequence[str], step: int, *, offset: int = 0, limit: int = 8
) -> list[Product]:
    """Products in the areas that have not come past `step` and wait for their producer, longest first."""
    rows = await db.execute(
        select(Product)
        .where(
            in_areas(Product.province, Product.commune, areas),
            Product.state.in_(OPEN),
            Product.step.in_(workflow.up_to(step)),
        )
        .order_by(Product.since, Product.id)
        .offset(offset)
        .limit(limit)
    )
    return list(rows.scalars())


async def touched(
    db: AsyncSession, province: str, step: int, communes: Sequence[str] | None = None
) -> list[tuple[Person, Product]]:
    """Whom a moved date touches: (person, one product of theirs that waits)."""
    query = (
        select(Person, Product)
        .join(Member, Member.person_id == Person.id)
        .join(Product, Product.producer_id == Member.producer_id)
        .where(_unfinished(province, step))
        .order_by(Person.id, Product.id)
    )
    if communes is not None:
        query = query.where(Product.commune.in_(communes))
    once: dict[int, tuple[Person, Product]] = {}
    for person, product in await db.execute(query):
        once.setdefault(person.id, (person, product))
    return list(once.values())


async def helpers(db: AsyncSession, commune: str, province: str) -> list[Person]:
    """Who is asked to help a producer: the commune's officers, or the province's where it has none."""
    return await people.officers_of(db, commune) or await people.officers_of(db, province)


async def count_open(db: AsyncSession, areas: Sequence[str], step: int) -> int:
    """How many products in the areas have not come past `step` and wait for their producer."""
    return (
        await db.scalar(
            select(func.count())
            .select_from(Product)
            .where(
                in_areas(Product.province, Product.commune, areas),
                Product.state.in_(OPEN),
                Product.step.in_(workflow.up_to(step)),
            )
        )
        or 0
    )


async def is_held(db: AsyncSession, areas: Sequence[str], milestone: str, due: date, offset: int) -> bool:
    """Whether an official has held this round in one of the areas."""
    found = await db.scalar(
        select(Reminder.id)
        .where(
            inside(Reminder.area, areas),
            Reminder.milestone == milestone,
            Reminder.due == due,
            Reminder.offset == offset,
            Reminder.state == "held",
        )
        .limit(1)
    )
    return found is not None


def people_open(areas: Sequence[str], step: int) -> Select[int]:
    """Those who speak for such products, each once."""
    return (
        select(Member.person_id)
        .join(Product, Product.producer_id == Member.producer_id)
        .where(
            in_areas(Product.province, Product.commune, areas),
            Product.state.in_(OPEN),
            Product.step.in_(workflow.up_to(step)),
        )
        .distinct()
    )
