"""What the health of the delivery is known by: what waits, and since when; what a wrong clock left behind."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.sending import LANES, LONGEST_PAUSE, OPEN, QUEUED, SENT_MARK, due_now
from storage.tables import Channel, Lease, Message


async def clock_was_ahead(db: AsyncSession, now: datetime) -> bool:
    """Whether something was sent, or one of the newest messages written, at a moment that has not come yet."""
    ahead = now + timedelta(minutes=1)
    newest = select(Message.created_at).order_by(Message.id.desc()).limit(200).subquery()
    if (await db.scalar(select(func.max(newest.c.created_at))) or now) > ahead:
        return True
    marks = select(Lease.name).where(Lease.name.startswith(f"{SENT_MARK}:"), Lease.until > ahead)
    return await db.scalar(marks.limit(1)) is not None


async def set_right(db: AsyncSession, now: datetime) -> None:
    """After a clock that was ahead: what is marked for a moment that has not come counts as of now."""
    ahead = now + timedelta(minutes=1)
    await db.execute(
        update(Message)
        .where(Message.created_at > ahead)
        .values(created_at=now, not_before=now)
        .execution_options(synchronize_session=False)
    )
    await db.execute(
        update(Lease)
        .where(Lease.name.startswith(f"{SENT_MARK}:"), Lease.until > ahead)
        .values(until=now)
        .execution_options(synchronize_session=False)
    )
    await db.execute(
        update(Channel)
        .where(Channel.paused_until > now + LONGEST_PAUSE)
        .values(paused_until=None)
        .execution_options(synchronize_session=False)
    )


async def waiting(db: AsyncSession, now: datetime, lanes: Sequence[int] = LANES) -> tuple[int, datetime | None]:
    """How many messages of these lanes are due and unsent, and since when the oldest waits."""
    query = select(func.count(), func.min(Message.not_before)).where(*due_now(now, lanes))
    row = (await db.execute(query)).one()
    return row[0], row[1]


async def unsent(
    db: AsyncSession, now: datetime, lanes: Sequence[int], *, channel_id: int
) -> tuple[int, datetime | None]:
    """How many messages of a channel (0: those without an address) are due or were tried in vain, and since when the
    oldest of them is unsent: each attempt puts a message off, so of those what counts is when they were written.
    """
    since = case((Message.attempts > 0, Message.created_at), else_=Message.not_before)
    query = select(func.count(), func.min(since)).where(
        Message.state.in_(OPEN),
        Message.state == QUEUED,
        Message.lane.in_(lanes),
        or_(Message.not_before <= now, Message.attempts > 0),
        Message.channel_id == (channel_id or None),
    )
    row = (await db.execute(query)).one()
    return row[0], row[1]
