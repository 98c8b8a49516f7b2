"""Reminders that were written: what is due to whom, whether it is still needed, what became of it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from ocop import workflow
from storage.areas import inside
from storage.ends import certificate_ends, paper_ends
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
)

KINDS = ("plan", "office", "paper", "certificate")  # whose fate is told here

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
    product_ids = {row.product_id for row in rows if row.product_id}
    muted, members = await muted_and_members(db, rows)
    found = (await db.execute(select(Product).where(Product.id.in_(product_ids)))).scalars()
    products = {product.id: product for product in found}
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
        elif row.kind not in KINDS:
            continue  # of the law's own days: storage.law_reminders
        elif product is None or (product.producer_id, row.person_id) not in members:
            result[row.id] = "done"
        elif row.kind == "plan":
            result[row.id] = (
                ""
                if workflow.with_producer(product.state) and (step is None or product.step in workflow.up_to(step))
                else "done"
            )
        else:
            result[row.id] = "" if (row.kind, row.subject, row.due) in newest else "done"
    return result


async def muted_and_members(
    db: AsyncSession, rows: Sequence[Reminder]
) -> tuple[dict[int, list[str]], set[tuple[int, int]]]:
    """What the rows' people have muted, and for whom they speak as (producer, person)."""
    people_ids = {row.person_id for row in rows}
    asked = await db.execute(select(Person.id, Person.muted).where(Person.id.in_(people_ids)))
    members = await db.execute(select(Member.producer_id, Member.person_id).where(Member.person_id.in_(people_ids)))
    return dict(asked.all()), set(members.all())


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
    papers = [row for row in rows if row.kind == "paper"]
    for due in {row.due for row in papers}:
        subjects = [row.subject for row in papers if row.due == due]
        found = await db.scalars(select(Document.id).where(Document.id.in_(subjects), paper_ends(due)))
        result |= {("paper", document_id, due) for document_id in found}
    rated = [row for row in rows if row.kind == "certificate"]
    for due in {row.due for row in rated}:
        subjects = [row.subject for row in rated if row.due == due]
        found = await db.scalars(
            select(Rating.id)
            .join(Product, Product.id == Rating.product_id)
            .where(Rating.id.in_(subjects), certificate_ends(due))
        )
        result |= {("certificate", rating_id, due) for rating_id in found}
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


async def of_product(
    db: AsyncSession, product_id: int, *, offset: int = 0, limit: int = 8
) -> list[tuple[Reminder, Person, Message | None, str]]:
    """What was said and is to be said about a product, newest first: to whom, in which message (the one that was said
    once more, where the first one's outcome is unknown) and messenger. For the statutory notice this is the proof.
    """
    first = aliased(Message)
    resend = select(Message.id).where(Message.resend_of == first.id).correlate(first).scalar_subquery()
    rows = await db.execute(
        select(Reminder, Person, Message, func.coalesce(Address.messenger, ""))
        .join(Person, Person.id == Reminder.person_id)
        .outerjoin(first, first.id == Reminder.message_id)
        .outerjoin(Message, Message.id == func.coalesce(resend, first.id))
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
