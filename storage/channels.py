"""Channels: the accounts on messengers through which people are reached."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Address, Channel


class OtherAccount(Exception):
    """A messenger is now configured with another account than the one whose people this database holds.

    known: the accounts that are known; people: how many are reached through them.
    """

    def __init__(self, known: list[str], people: int) -> None:
        super().__init__(", ".join(known))
        self.known = known
        self.people = people


async def channels(db: AsyncSession) -> list[Channel]:
    """All of them, the oldest first."""
    return list((await db.execute(select(Channel).order_by(Channel.id))).scalars())


async def channel(db: AsyncSession, channel_id: int) -> Channel | None:
    return await db.get(Channel, channel_id)


async def open_channel(
    db: AsyncSession, messenger: str, account: str, now: datetime, *, configured: set[str], province: str | None = None
) -> Channel:
    """The channel of this account, made or bound at its first start.

    One of before there were channels (without an account) is bound to the first account that opens it. configured: all
    accounts of this messenger in the settings. Raises OtherAccount when a known one is no longer configured and
    this one is new: whether it replaces or joins it is for a person to say (`add_channel`).
    """
    rows = [row for row in await channels(db) if row.messenger == messenger]
    found = next((row for row in rows if row.account == account), None)
    if found is None:
        found = next((row for row in rows if not row.account), None)
        gone = [row.account for row in rows if row.account and row.account not in configured]
        if found is None and gone:
            raise OtherAccount(gone, await _people(db, [row.id for row in rows if row.account in gone]))
    if found is None:
        return await add_channel(db, messenger, account, now, province=province)
    found.account, found.province = account, province
    await db.flush()
    return found


async def add_channel(
    db: AsyncSession, messenger: str, account: str, now: datetime, *, province: str | None = None
) -> Channel:
    """A new channel beside those that are there."""
    made = Channel(messenger=messenger, account=account, province=province, created_at=now)
    db.add(made)
    await db.flush()
    return made


async def _people(db: AsyncSession, channel_ids: list[int]) -> int:
    wanted = select(func.count()).select_from(Address).where(Address.channel_id.in_(channel_ids))
    return await db.scalar(wanted) or 0


async def reached_through(db: AsyncSession) -> dict[int, int]:
    """How many addresses each channel has."""
    rows = await db.execute(select(Address.channel_id, func.count()).group_by(Address.channel_id))
    return {row[0]: row[1] for row in rows}


async def pause(db: AsyncSession, channel_id: int, until: datetime) -> None:
    """The messenger asked this channel to wait; a restart does not make it forget."""
    await db.execute(update(Channel).where(Channel.id == channel_id).values(paused_until=until))


async def remember(db: AsyncSession, channel_id: int, **facts: object) -> None:
    """Keep what was learnt about the account."""
    row = await db.get_one(Channel, channel_id, with_for_update=True, populate_existing=True)
    row.facts = {**row.facts, **facts}
    await db.flush()
