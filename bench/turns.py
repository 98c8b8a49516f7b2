"""How long a turn takes with 100 products and with 100,000: it must depend on what is asked, not on what exists."""

import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from chat.screen import Event
from locales.text import fold
from ocop import units
from ocop.roles import Role
from storage import people
from storage.tables import Member, Producer, Product
from tests.conversation import START, World, new_world

TURNS = {
    "menu": ("lan", "home"),
    "a product": ("lan", "product/{product}"),
    "what next": ("lan", "next"),
    "where is it": ("lan", "status"),
    "the desk": ("hung", "desk"),
    "a dossier": ("hung", "view/{product}"),
}
SEARCHES = {"find a name": ("hung", "text", "nuoc mam"), "counts": ("hung", "to", "counts")}
ROUNDS = 60


async def _province(folder: Path, count: int) -> tuple[World, int]:
    """A province of `count` products; Lan has two of them, Hùng is an officer of her commune (of about 1 in 166)."""
    world = await new_world(folder)
    communes = units.communes_of("38")
    async with world.product.database.begin() as db:
        lan, *_ = await people.at_address(db, world.channel, "lan", START)
        hung, *_ = await people.at_address(db, world.channel, "hung", START)
        lan.consented_at = START
        await people.give_role(db, hung.id, Role.OFFICER, communes[0], None, START)
        rows = list(_products(count, communes))
        for start in range(0, len(rows), 5000):
            some = rows[start : start + 5000]
            await db.execute(insert(Producer.__table__), [producer for producer, _product in some])  # type: ignore[arg-type]
            await db.execute(insert(Product.__table__), [product for _producer, product in some])  # type: ignore[arg-type]
        for producer_id in (1, 2):
            db.add(Member(producer_id=producer_id, person_id=lan.id, since=START))
    return world, 1


def _products(count: int, communes: tuple[str, ...]) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    for number in range(1, count + 1):
        commune = communes[0] if number <= 20 else communes[number % len(communes)]
        name = f"Nước mắm {number}" if number <= 20 else f"Sản phẩm {number}"
        common = {"province": "38", "commune": commune, "name": name, "folded": fold(name), "created_at": START}
        yield (
            {**common, "id": number, "kind": "household", "representative": "A", "phone": "+84912345678"},
            {
                **common,
                "id": number,
                "code": f"{number:08d}",
                "producer_id": number,
                "subgroup": "liquid-seasoning",
                "existing": False,
                "description": "",
                "story": "",
                "rules": "2025-1489",
                "entered_step": 1,
                "step": 2 + number % 3,
                "state": "submitted" if number % 5 == 0 else "open",
                "level": "commune" if number % 5 == 0 else None,
                "since": START - timedelta(minutes=number),
            },
        )


async def _times(world: World, product: int) -> dict[str, list[float]]:
    ids = itertools.count()
    found: dict[str, list[float]] = {name: [] for name in [*TURNS, *SEARCHES]}
    for number in range(ROUNDS + 5):
        for name, (who, address) in TURNS.items():
            seconds = await _turn(world, Event(world.channel, who, f"b{next(ids)}", to=address.format(product=product)))
            if number >= 5:
                found[name].append(seconds)
    for _ in range(15):
        for name, (who, kind, what) in SEARCHES.items():
            await world.product.engine.handle(Event(world.channel, who, f"b{next(ids)}", to="find"))
            event = Event(world.channel, who, f"b{next(ids)}", **{kind: what})  # type: ignore[arg-type]
            found[name].append(await _turn(world, event))
    return found


async def _turn(world: World, event: Event) -> float:
    started = time.perf_counter()
    await world.product.engine.handle(event)
    return time.perf_counter() - started


async def _run() -> None:
    measured = {}
    for count in (100, 100_000):
        with tempfile.TemporaryDirectory() as folder:
            world, product = await _province(Path(folder), count)
            measured[count] = await _times(world, product)
            await world.close()
    print("a turn on SQLite, in milliseconds: p50 / p99 with 100 products, with 100,000, and the ratio of the medians")
    for name in [*TURNS, *SEARCHES]:
        small, large = (sorted(value * 1000 for value in measured[count][name]) for count in (100, 100_000))
        ratio = statistics.median(large) / statistics.median(small)
        print(f"  {name:<12} {_show(small)}   {_show(large)}   × {ratio:.2f}")
    print("  (goal: × 1 for the turns; a search and the counts of an area look at all products of that area)")


def _show(values: list[float]) -> str:
    return f"{statistics.median(values):6.1f} / {values[int(len(values) * 0.99)]:6.1f}"


def run() -> None:
    asyncio.run(_run())


if __name__ == "__main__":
    print(datetime.now(UTC))
    run()
