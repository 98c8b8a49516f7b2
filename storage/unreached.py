"""Notices that reached their person on no messenger: a list for the commune to telephone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Select

from storage.areas import in_areas
from storage.tables import Member, Message, Person, Producer


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
