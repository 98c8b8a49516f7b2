"""The reminder scan with a fixed number due, while what exists grows: its cost must stay flat."""

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, text

from locales.clock import ZONE
from storage import plans
from storage.tables import Address, Member, Person, Place, Producer, Product
from tests.conversation import World, new_world

SIZES = (1_000, 10_000, 100_000)
DUE = 100  # products that wait for their producer
ROUNDS = 5
PROVINCE, COMMUNE = "38", "16144"
PLAN = """
name = "do"
year = 2026
province = "38"
title = "Kế hoạch"
decision = "Số 1"
[[milestones]]
key = "dossier"
title_vi = "Hoàn thiện hồ sơ"
title_en = "Finish the dossier"
step = 4
level = "commune"
who = "producer"
due = "31/7"
said = "xong"
source = "bench"
"""


def _moment(day: int, month: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE).astimezone(UTC)


async def _fill(world: World, size: int) -> None:
    start = _moment(1, 1, 0)
    async with world.product.database.begin() as db:
        for first in range(1, size + 1, 5000):
            numbers = range(first, min(first + 5000, size + 1))
            same = {"created_at": start}
            await db.execute(
                insert(Person.__table__),
                [
                    {"id": n, "name": "", "language": "vi", "phone_proven": False, "remind_hour": 8, "muted": []} | same
                    for n in numbers
                ],
            )
            await db.execute(
                insert(Address.__table__),
                [
                    {
                        "id": n,
                        "person_id": n,
                        "channel_id": world.channel,
                        "messenger": "test",
                        "chat_id": str(n),
                        "seen_at": start,
                    }
                    | {"state": "open", "preferred": False, "wrong_codes": 0}
                    for n in numbers
                ],
            )
            await db.execute(insert(Place.__table__), [{"person_id": n, "at": "home"} for n in numbers])
            await db.execute(
                insert(Producer.__table__),
                [
                    {"id": n, "kind": "farm", "name": f"HTX {n}", "folded": f"htx {n}", "representative": "Lan"}
                    | {"phone": "+84912345678", "province": PROVINCE, "commune": COMMUNE}
                    | same
                    for n in numbers
                ],
            )
            await db.execute(
                insert(Member.__table__),
                [{"producer_id": n, "person_id": n, "part": "owner", "since": start} for n in numbers],
            )
            await db.execute(
                insert(Product.__table__),
                [
                    {"id": n, "code": f"B{n:07d}", "producer_id": n, "name": f"SP {n}", "folded": f"sp {n}"}
                    | {"subgroup": "liquid-seasoning", "existing": False, "description": "", "story": ""}
                    | {"rules": "2025-1489", "province": PROVINCE, "commune": COMMUNE, "entered_step": 1}
                    | {"step": 1 if n <= DUE else 6, "state": "open" if n <= DUE else "rated", "since": start}
                    | same
                    for n in numbers
                ],
            )
        await plans.keep(db, PROVINCE, 2026, PLAN, None, start)
        await db.execute(text("ANALYZE"))


async def measure(size: int) -> tuple[float, float]:
    """(milliseconds of a look on a day on which DUE are due, milliseconds of one with nothing due), medians."""
    with tempfile.TemporaryDirectory() as folder:
        world = await new_world(Path(folder))
        await _fill(world, size)
        due, idle = [], []
        for day in (1, 17, 24, 28, 30)[:ROUNDS]:
            world.time = _moment(day, 7, 7)  # before the hour: looking, not yet saying
            due.append(await _timed(world))
            world.time += timedelta(days=1)
            if day + 1 not in (17, 24, 28, 30, 31):
                idle.append(await _timed(world))
        await world.close()
    return statistics.median(due), statistics.median(idle)


async def _timed(world: World) -> float:
    began = time.perf_counter()
    await world.product.reminders.run_due()
    return 1000 * (time.perf_counter() - began)


def run() -> None:
    """Figures beside the smallest size of the same run."""
    print(f"the reminder scan, {DUE} products due (milliseconds, median of {ROUNDS} days)")
    base: tuple[float, float] | None = None
    for size in SIZES:
        found = asyncio.run(measure(size))
        base = base or found
        print(
            f"  {size:>7} products: {found[0]:6.1f} when due (× {found[0] / base[0]:.2f}), "
            f"{found[1]:5.1f} when not (× {found[1] / base[1]:.2f})"
        )
