"""Leases and marks: who may do what only one process may do at a time, and when something was last done."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.dialects import dialect, insert_new
from storage.tables import Lease


async def hold(db: AsyncSession, name: str, holder: str, now: datetime, term: timedelta) -> bool:
    """Take or prolong the lease `name`; False while another holder has it.

    One that ends later than two terms from now was written by a clock that was wrong: it does not count.
    """
    await db.execute(insert_new(dialect(db), Lease).values(name=name, holder=holder, until=now + term))
    taken = await db.execute(
        update(Lease)
        .where(Lease.name == name, or_(Lease.holder == holder, Lease.until < now, Lease.until > now + 2 * term))
        .values(holder=holder, until=now + term)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


async def drop(db: AsyncSession, name: str, holder: str, now: datetime) -> None:
    """Give the lease back, so that the next process need not wait."""
    await db.execute(
        update(Lease).where(Lease.name == name, Lease.holder == holder).values(until=now - timedelta(seconds=1))
    )


async def mark(db: AsyncSession, name: str, now: datetime) -> None:
    """Note that something has just been done."""
    await db.execute(insert_new(dialect(db), Lease).values(name=name, holder="", until=now))
    await db.execute(update(Lease).where(Lease.name == name).values(holder="", until=now))


async def marked(db: AsyncSession, name: str) -> datetime | None:
    """When it was done last."""
    return await db.scalar(select(Lease.until).where(Lease.name == name))


async def once(db: AsyncSession, name: str, now: datetime) -> bool:
    """True for the first who asks with this name, in whichever process."""
    made = await db.execute(insert_new(dialect(db), Lease).values(name=name, holder="", until=now))
    return bool(made.rowcount)  # type: ignore[attr-defined]
