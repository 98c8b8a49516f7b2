"""Notices that reached their person on no messenger: a list for the commune to telephone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Select

from locales.clock import today as local_today
from storage.areas import in_areas
from storage.tables import Member, Message, Person, Producer, Product, Rating

CALLED_AGAIN = timedelta(days=30)  # after a call to a producer of whom nobody chats


def _of(areas: Sequence[str]) -> Select[int]:
    return (
        select(func.min(Message.id))
        .join(Member, Member.person_id == Message.person_id)
        .join(Producer, Producer.id == Member.producer_id)
        .where(
            Message.state == "blocked",
            Message.called_at.is_(None),
            Message.notice.is_(True),
            in_areas(Producer.province, Producer.commune, areas),
        )
        .group_by(Message.person_id)
    )


async def count(db: AsyncSession, areas: Sequence[str]) -> int:
    """How many people inside the areas are to be telephoned."""
    return await db.scalar(select(func.count()).select_from(_of(areas).subquery())) or 0


async def people_of(
    db: AsyncSession, areas: Sequence[str], *, offset: int = 0, limit: int = 8
) -> list[tuple[Person, Message, Producer]]:
    """Each person once, with the oldest notice they missed and one producer of theirs, oldest first."""
    rows = await db.execute(
        select(Person, Message, Producer)
        .join(Message, Message.person_id == Person.id)
        .join(Member, Member.person_id == Person.id)
        .join(Producer, Producer.id == Member.producer_id)
        .where(Message.id.in_(_of(areas)), in_areas(Producer.province, Producer.commune, areas))
        .order_by(Message.id, Producer.id)
        .offset(offset)
        .limit(limit * 2)
    )
    once = {person.id: (person, message, producer) for person, message, producer in reversed(rows.all())}
    return list(reversed(once.values()))[:limit]


async def missed(db: AsyncSession, person_id: int, *, limit: int = 10) -> list[Message]:
    """The notices this person missed, oldest first."""
    rows = await db.execute(
        select(Message)
        .where(
            Message.person_id == person_id,
            Message.state == "blocked",
            Message.called_at.is_(None),
            Message.notice.is_(True),
        )
        .order_by(Message.id)
        .limit(limit)
    )
    return list(rows.scalars())


async def mark_called(db: AsyncSession, person_id: int, by: int, now: datetime, words: str | None = None) -> int:
    """They were telephoned: off the list. words: who answered. Returns how many notices that settles."""
    done = await db.execute(
        update(Message)
        .where(
            Message.person_id == person_id,
            Message.state == "blocked",
            Message.called_at.is_(None),
            Message.notice.is_(True),
        )
        .values(called_by=by, called_at=now, called_words=words)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


# -- producers of whom nobody chats: lists brought them


def _without_people(areas: Sequence[str], now: datetime) -> Select[int]:
    return (
        select(Producer.id)
        .outerjoin(Member, Member.producer_id == Producer.id)
        .where(
            Member.person_id.is_(None),
            (Producer.called_at.is_(None) | (Producer.called_at < now - CALLED_AGAIN)),
            in_areas(Producer.province, Producer.commune, areas),
        )
    )


async def count_without_people(db: AsyncSession, areas: Sequence[str], now: datetime) -> int:
    """How many producers inside the areas nobody speaks for, and are to be telephoned."""
    return await db.scalar(select(func.count()).select_from(_without_people(areas, now).subquery())) or 0


async def without_people(
    db: AsyncSession, areas: Sequence[str], now: datetime, *, offset: int = 0, limit: int = 8
) -> list[tuple[Producer, int, date | None, date | None]]:
    """Each such producer with the number of its products, the first end of a certificate that has not passed for good,
    and until when one that passed may still hold; those may be first, then who ends soonest.
    """
    newest = select(func.max(Rating.id)).where(Rating.product_id == Product.id).correlate(Product).scalar_subquery()
    today = local_today(now)
    ends = func.min(Rating.valid_until).filter(func.coalesce(Rating.extended_until, Rating.valid_until) >= today)
    holds = func.min(Rating.extended_until).filter(Rating.extended_until >= today)
    rows = await db.execute(
        select(Producer, func.count(Product.id), ends, holds)
        .outerjoin(Product, Product.producer_id == Producer.id)
        .outerjoin(Rating, Rating.id == newest)
        .where(Producer.id.in_(_without_people(areas, now)))
        .group_by(Producer.id)
        .order_by(holds.is_(None), holds, ends.is_(None), ends, Producer.id)
        .offset(offset)
        .limit(limit)
    )
    return [(producer, count, end, until) for producer, count, end, until in rows]


async def ratings_of(db: AsyncSession, producer_id: int, *, limit: int = 8) -> list[tuple[Product, Rating | None]]:
    """The producer's products with the newest rating of each."""
    newest = select(func.max(Rating.id)).where(Rating.product_id == Product.id).correlate(Product).scalar_subquery()
    rows = await db.execute(
        select(Product, Rating)
        .outerjoin(Rating, Rating.id == newest)
        .where(Product.producer_id == producer_id)
        .order_by(Rating.valid_until, Product.id)
        .limit(limit)
    )
    return [(product, rating) for product, rating in rows]
