"""How people would be reached now: for the officials' plan before anything is said to many."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Select

from storage.tables import Address, Channel, Message

# (channel, when they last wrote, now, kind of message, messages since they wrote) → ("free", "paid", "template" or
# "none", price in đồng)
ReachOf = Callable[[int, datetime, datetime, str, int], tuple[str, int]]

# How many messages an address was sent since its person last wrote, beside a select from Address.
SENT_SINCE_SEEN: ScalarSelect[int] = (
    select(func.count())
    .select_from(Message)
    .where(
        Message.address_id == Address.id,
        Message.created_at >= Address.seen_at,  # not sent_at: the index has this one
        Message.state.in_(("sending", "sent", "unknown")),
    )
    .correlate(Address)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Reached:
    """How many people a message would reach in which way, and what that costs in đồng."""

    free: int = 0
    paid: int = 0
    template: int = 0
    none: int = 0
    cost: int = 0


async def count_ways(db: AsyncSession, people: Select[int], reach_of: ReachOf, now: datetime, kind: str) -> Reached:
    """Count the people of the query (of their ids) by the first of their addresses that takes such a message now,
    in the order in which the delivery tries them.
    """
    chosen = people.subquery()
    rows = await db.execute(
        select(chosen.c[0], Address.channel_id, Address.seen_at, SENT_SINCE_SEEN)
        .outerjoin(Address, (Address.person_id == chosen.c[0]) & (Address.state == "open"))
        .order_by(chosen.c[0], Address.preferred.desc(), Address.seen_at.desc())
    )
    ways: dict[int, tuple[str, int]] = {}
    for person_id, channel_id, seen_at, sent in rows:
        if ways.get(person_id, ("none", 0))[0] == "none":
            ways[person_id] = reach_of(channel_id, seen_at, now, kind, sent) if channel_id else ("none", 0)
    counts = Counter(way for way, _price in ways.values())
    return Reached(
        counts["free"], counts["paid"], counts["template"], counts["none"], sum(price for _way, price in ways.values())
    )


@dataclass(frozen=True, slots=True)
class Used:
    """What a channel has used of its quota. warned: the highest percentage of it that was said this month."""

    messages: int = 0
    people: int = 0
    warned: int = 0


async def used(db: AsyncSession, channel_id: int, month: str, *, more: int = 0) -> Used:
    """What was sent through the channel in this month ("2026-11"), and how many people have ever written there.

    more: messages to add to the count first. One that has several parts counts several times on some messengers, so
    it is the adapter that counts.
    """
    row = await db.get_one(Channel, channel_id, with_for_update=bool(more), populate_existing=True)
    messages = _in_month(row.facts.get("sent"), month) + more
    if more:
        row.facts = {**row.facts, "sent": [month, messages]}
        await db.flush()
    people = select(func.count(Address.person_id.distinct())).where(Address.channel_id == channel_id)
    return Used(messages, await db.scalar(people) or 0, _in_month(row.facts.get("warned"), month))


def _in_month(fact: Any, month: str) -> int:
    of, number = fact or ("", 0)
    return int(number) if of == month else 0
