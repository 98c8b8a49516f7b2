"""A year of a province: 1,000 producers, 2,000 products, the plan of 2020; then the same with everything going wrong.

What should be said is worked out here a second time, product by product and day by day, and compared.
"""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from bot.compose import Product as Program
from bot.compose import compose
from locales.clock import ZONE
from ocop import plan as rules
from storage import plans
from storage.tables import Address, Member, Message, Person, Place, Producer, Product, Reminder
from tests.conversation import World, new_world
from tests.province import PROVINCE, RULES

PRODUCERS = int(os.environ.get("OCOP_YEAR", "1000"))
DUE = date(2020, 7, 31)
COMMUNES = ("16144", "15865", "16138")


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def days_of_2020() -> Iterator[date]:
    day = date(2020, 1, 1)
    while day.year == 2020:
        yield day
        day += timedelta(days=1)


async def populate(world: World, producers: int, chance: random.Random) -> dict[int, date | None]:
    """Producers with two products each; returns the day on which each product is done, None for never."""
    start = moment(date(2020, 1, 1), 0)
    people, addresses, places, owners, members, products = [], [], [], [], [], []
    for n in range(1, producers + 1):
        hour = chance.choice((8, 8, 8, 11, 14, 18, 20))
        people.append({"id": n, "name": f"Người {n}", "remind_hour": hour, "muted": [], "created_at": start} | _PERSON)
        addresses.append(
            {"id": n, "person_id": n, "channel_id": world.channel, "chat_id": f"c{n}", "seen_at": start} | _ADDRESS
        )
        places.append({"person_id": n, "at": "home"})
        commune = COMMUNES[n % 3]
        owners.append(
            {"id": n, "name": f"HTX {n}", "folded": f"htx {n}", "commune": commune, "created_at": start} | _OWNER
        )
        members.append({"producer_id": n, "person_id": n, "part": "owner", "since": start})
        for half in (0, 1):
            number = 2 * n - half
            products.append(
                {"id": number, "code": f"P{number:07d}", "producer_id": n, "name": f"Sản phẩm {number}"}
                | {"folded": f"san pham {number}", "commune": commune, "since": start, "created_at": start}
                | _PRODUCT
            )
    async with world.product.database.begin() as db:
        for table, rows in (
            (Person, people),
            (Address, addresses),
            (Place, places),
            (Producer, owners),
            (Member, members),
            (Product, products),
        ):
            await db.execute(insert(table.__table__), rows)
        text = rules.for_year(rules.shipped_text("2020-ke-hoach-27"), 2020, PROVINCE)
        await plans.keep(db, PROVINCE, 2020, text, None, start)
    finished: dict[int, date | None] = {}
    for one in products:
        late = chance.random() < 0.1
        finished[one["id"]] = (
            None
            if late and chance.random() < 0.3
            else date(2020, 5, 1) + timedelta(days=chance.randrange(100, 200) if late else chance.randrange(92))
        )
    return finished


_PERSON = {"language": "vi", "phone_proven": False}
_ADDRESS = {"messenger": "test", "state": "open", "preferred": False, "wrong_codes": 0}
_OWNER = {"kind": "cooperative", "representative": "Bà Lan", "phone": "+84912345678", "province": PROVINCE}
_PRODUCT = {
    "subgroup": "liquid-seasoning",
    "existing": False,
    "description": "",
    "story": "",
    "rules": RULES,
    "province": PROVINCE,
    "entered_step": 1,
    "step": 1,  # nothing handed in yet: the message need not list papers
    "state": "open",
}


def expected(finished: dict[int, date | None]) -> set[tuple[int, int]]:
    """(product, offset) that must be said: worked out day by day from the plan's words alone."""
    wanted = set()
    for product, done in finished.items():
        for offset in (30, 14, 7, 3, 1, 0, *range(-7, -160, -7)):
            day = DUE - timedelta(days=offset)
            if day.year == 2020 and (done is None or done > day):
                wanted.add((product, offset))
    return wanted


async def finish(world: World, finished: dict[int, date | None], day: date) -> None:
    """At the end of the day before, what is done by then has left its producer's hands."""
    done = [product for product, when in finished.items() if when == day]
    if done:
        async with world.product.database.begin() as db:
            await db.execute(update(Product).where(Product.id.in_(done)).values(state="submitted", level="commune"))


async def said(world: World) -> Counter[tuple[int, int]]:
    """(product, offset) in messages that the messenger took, by how often."""
    async with world.product.database.read() as db:
        rows = await db.execute(
            select(Reminder.product_id, Reminder.offset)
            .join(Message, Message.id == Reminder.message_id)
            .where(Reminder.state == "sent", Message.state.in_(("sent", "unknown")))
        )
        return Counter((product or 0, offset) for product, offset in rows)


async def none_at_night(world: World) -> None:
    async with world.product.database.read() as db:
        hours = {sent.astimezone(ZONE).hour for sent in await db.scalars(select(Message.sent_at)) if sent}
        days = {sent.astimezone(ZONE).date() for sent in await db.scalars(select(Message.sent_at)) if sent}
    assert hours <= set(range(8, 22))
    assert not any(rules.quiet_day(day) for day in days)


@pytest.mark.timeout(400)
async def test_a_year_of_a_province(world: World) -> None:
    chance = random.Random(27)
    finished = await populate(world, PRODUCERS, chance)
    for day in days_of_2020():
        await finish(world, finished, day)
        for hour in (3, 8, 11, 14, 18, 20, 23):
            world.time = moment(day, hour, chance.randrange(60))
            await world.product.reminders.run_due()
            await world.product.delivery.run_due()
    told = await said(world)
    assert set(told) == expected(finished)
    assert set(told.values()) == {1}
    await none_at_night(world)
    each = Counter(person for person, _text in messages_of(world))
    assert sum(each.values()) >= PRODUCERS
    assert max(each.values()) <= len({offset for _product, offset in told}), "one message a day and person"


def messages_of(world: World) -> list[tuple[str, str]]:
    return [
        (chat_id, message.body.text)
        for chat_id, shown in world.messenger.chats.items()
        for message in shown
        if message.body.kind == "reminder"
    ]


def another(world: World, folder: Path) -> Program:
    """A second process on the same database."""
    return compose(
        world.product.database,
        files_url=str(folder / "files"),
        messengers=[world.messenger],
        now=lambda: world.time,
        public_url="https://ocop.example.vn",
    )


@pytest.mark.timeout(300)
async def test_the_same_killed_two_hundred_times_with_two_processes_and_a_moving_clock(tmp_path: Path) -> None:
    world = await new_world(tmp_path)
    chance = random.Random(41)
    finished = await populate(world, 60, chance)
    programs = [world.product, another(world, tmp_path)]
    killed = 0
    for day in days_of_2020():
        await finish(world, finished, day)
        if day < date(2020, 6, 15):
            continue
        for hour in (3, 8, 11, 14, 18, 20, 21, 23):
            world.time = moment(day, hour, chance.randrange(60)) + timedelta(hours=chance.choice((0, 0, 0, 2, -2)))
            if not 8 <= world.time.astimezone(ZONE).hour < 22 and hour not in (3, 23):
                continue
            works = [asyncio.create_task(_works(program)) for program in programs]
            if killed < 200 and chance.random() < 0.5:
                await asyncio.sleep(chance.random() * 0.02)
                for work in works:
                    killed += work.cancel()
                programs[chance.randrange(2)] = another(world, tmp_path)
            await asyncio.gather(*works, return_exceptions=True)
    for _ in range(3):
        world.time += timedelta(seconds=30)
        await _works(programs[0])
    assert killed >= 200
    told = await said(world)
    assert set(told.values()) == {1}, "none doubled"
    assert set(told) <= expected(finished), "none after it was done"
    missed = expected(finished) - set(told)
    async with world.product.database.read() as db:
        kept = {
            (product, offset)
            for product, offset in await db.execute(
                select(Reminder.product_id, Reminder.offset).where(Reminder.state != "sent")
            )
        }
    assert missed <= kept, "what was not said is on the list, with its reason"
    assert len(missed) <= len(expected(finished)) // 20
    taken = Counter((chat_id, text.splitlines()[0]) for chat_id, text in messages_of(world))
    assert max(taken.values()) == 1
    await world.close()


async def _works(program: Program) -> None:
    await program.reminders.run_due()
    await program.delivery.run_due()
