"""How people would be reached now: for the officials' plan before anything is said to many."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Select

from storage.tables import Address

# (channel, when they last wrote, now, kind of message) → ("free", "paid", "template" or "none", price in đồng)
ReachOf = Callable[[int, datetime, datetime, str], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Reached:
    """How many people a message would reach in which way, and what that costs in đồng."""

    free: int = 0
    paid: int = 0
    template: int = 0
    none: int = 0
    cost: int = 0


async def plan(db: AsyncSession, people: Select[int], reach_of: ReachOf, now: datetime, kind: str) -> Reached:
    """Count the people of the query (of their ids) by the first of their addresses that takes such a message now,
    in the order in which the delivery tries them.
    """
    chosen = people.subquery()
    rows = await db.execute(
        select(chosen.c[0], Address.channel_id, Address.seen_at)
        .outerjoin(Address, (Address.person_id == chosen.c[0]) & (Address.state == "open"))
        .order_by(chosen.c[0], Address.preferred.desc(), Address.seen_at.desc())
    )
    ways: dict[int, tuple[str, int]] = {}
    for person_id, channel_id, seen_at in rows:
        if ways.get(person_id, ("none", 0))[0] == "none":
            ways[person_id] = reach_of(channel_id, seen_at, now, kind) if channel_id else ("none", 0)
    counts = Counter(way for way, _price in ways.values())
    return Reached(
        counts["free"], counts["paid"], counts["template"], counts["none"], sum(price for _way, price in ways.values())
    )
