"""What is wrong is seen in both directions, and said by a way that does not depend on what is stuck."""

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.app import _clockwork as clockwork_of
from chat.messenger import Outcome, Outgoing, Unreachable
from ocop.roles import Role
from scheduler.clockwork import Clockwork, Scan
from storage import channels, outbox, people
from storage.tables import Message
from tests.conversation import Messages, Someone, World
from tests.province import PROVINCE, official


class Line(Messages):
    """A messenger whose line may be down, in either direction."""

    name = "telegram"

    def __init__(self) -> None:
        super().__init__()
        self.down = False
        self.last_heard: datetime | None = None

    def heard(self) -> datetime | None:
        return self.last_heard

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        return Unreachable("no route") if self.down else await super().send(chat_id, message)


@pytest.fixture
async def admin(world: World) -> Someone:
    """An administrator in the chat."""
    return await official(world, "quan-tri", PROVINCE, Role.ADMINISTRATOR)


@pytest.fixture
def told_outside(world: World) -> list[str]:
    """What was said by the way of the settings."""
    said: list[str] = []

    async def outside(key: str, details: dict[str, object]) -> None:
        said.append(key)

    world.product.health.outside = outside
    return said


async def second_line(world: World, person_id: int) -> Line:
    """Another channel, on which this person is reached, too."""
    line = Line()
    async with world.product.database.begin() as db:
        line.channel = (await channels.add_channel(db, "telegram", "7", world.now())).id
    world.product.messengers[line.channel] = line  # type: ignore[index]
    return line


async def stuck_message(world: World, line: Line, *, lane: int = outbox.REPLY) -> None:
    async with world.product.database.begin() as db:
        person, _address, _place = await people.at_address(db, line.channel, "ba con", world.now())
        body = {"title": "", "text": "chào", "buttons": []}
        await outbox.write(db, person_id=person.id, body=body, lane=lane, now=world.now())


async def test_all_is_well_while_nothing_is_wrong(world: World, admin: Someone, told_outside: list[str]) -> None:
    await admin.says("menu")
    await world.product.health.look()
    assert await world.product.health.findings() == []
    assert not told_outside
    assert "người quản trị" not in admin.sees


async def test_an_outbox_that_is_stuck_is_said_past_the_outbox(
    world: World, admin: Someone, told_outside: list[str]
) -> None:
    line = await second_line(world, 1)
    line.down = True
    await stuck_message(world, line)
    world.passes(seconds=14 * 60)
    await world.product.health.look()
    assert not told_outside, "a quarter of an hour may pass"
    world.passes(seconds=2 * 60)
    await world.product.health.look()  # nobody runs the delivery: the outbox does not move at all
    assert told_outside == ["stuck"]
    assert "telegram: 1 tin đến giờ mà 16 phút" in admin.sees
    await world.product.health.look()
    await world.settle()
    assert sum("telegram: 1 tin" in message.body.text for message in admin.messages) == 1, "once a day, and once only"


async def test_a_channel_that_hears_nothing_any_more_is_said(
    world: World, admin: Someone, told_outside: list[str]
) -> None:
    line = await second_line(world, 1)
    line.last_heard = world.now()
    world.passes(seconds=9 * 60)
    await world.product.health.look()
    assert not told_outside
    world.passes(seconds=2 * 60)
    await world.product.health.look()
    assert told_outside == ["deaf"]
    assert "telegram: đã 11 phút không nhận được gì" in admin.sees


async def test_a_scan_that_fails_every_time_is_said(world: World, admin: Someone, told_outside: list[str]) -> None:
    async def fails() -> None:
        raise RuntimeError("broken")

    product = world.product
    clockwork = Clockwork(product.delivery, product.intake, product.health)
    for _ in range(2):
        await clockwork._once(Scan("reminders", fails, 30))
    await product.health.look()
    assert not told_outside
    await clockwork._once(Scan("reminders", fails, 30))
    await product.health.look()
    assert told_outside == ["scan"]
    assert "“reminders” hỏng mấy lần liền" in admin.sees
    await clockwork._once(Scan("reminders", product.reminders.run_due, 30))
    assert await product.health.findings() == []


async def test_a_clock_that_was_ahead_is_said_and_set_right(
    world: World, admin: Someone, told_outside: list[str]
) -> None:
    world.passes(days=2)
    lan = await world.person("lan").says("xin chào")
    world.passes(days=-2)
    await world.product.health.look()
    assert told_outside == ["clock"]
    async with world.product.database.read() as db:
        assert not (await db.scalars(select(Message).where(Message.created_at > world.now()))).all()
    await lan.says("menu")
    await world.settle()
    assert len(lan.messages) == 2


async def test_a_database_that_does_not_answer_is_said_outside(
    world: World, told_outside: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_args: object) -> bool:
        raise OSError("no database")

    monkeypatch.setattr("storage.outbox_checks.clock_was_ahead", away)
    await world.product.health.look()
    assert told_outside == ["database"]


async def test_a_line_that_is_down_while_the_delivery_tries_is_said(
    world: World, admin: Someone, told_outside: list[str]
) -> None:
    line = await second_line(world, 1)
    line.down = True
    await stuck_message(world, line)
    for _ in range(17):  # each attempt puts the message off once more
        await world.product.delivery.run_due()
        await world.product.health.look()
        world.passes(seconds=60)
    assert told_outside == ["stuck"]
    assert "telegram: 1 tin" in admin.sees


async def test_in_the_morning_what_waited_for_the_day_raises_no_alarm(
    world: World, admin: Someone, told_outside: list[str]
) -> None:
    line = await second_line(world, 1)
    world.passes(seconds=14 * 3600)  # 23 o'clock
    await stuck_message(world, line, lane=outbox.ANNOUNCEMENT)
    world.passes(seconds=9 * 3600 + 1)  # one second past 8 o'clock: nothing had the time to leave yet
    await world.product.health.look()
    assert not told_outside
    world.passes(seconds=15 * 60)
    await world.product.health.look()
    assert told_outside == ["stuck"]


async def test_what_is_wrong_is_said_outside_even_if_there_is_nobody_to_tell_here(
    world: World, told_outside: list[str]
) -> None:
    line = await second_line(world, 1)
    await stuck_message(world, line)
    world.passes(seconds=16 * 60)
    for _ in range(3):
        await world.product.health.look()
    assert told_outside == ["stuck"], "once a day"


async def test_what_cannot_be_written_down_is_said_outside_all_the_same(
    world: World, told_outside: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_args: object, **_more: object) -> bool:
        raise OSError("no space left on device")

    line = await second_line(world, 1)
    await official(world, "quan-tri", PROVINCE, Role.ADMINISTRATOR)
    await stuck_message(world, line)
    world.passes(seconds=16 * 60)
    monkeypatch.setattr("storage.outbox.write", full)
    with pytest.raises(OSError):
        await world.product.health.look()
    assert told_outside == ["stuck"]


async def test_an_alarm_that_was_said_directly_does_not_leave_from_the_outbox_as_well(
    world: World, admin: Someone
) -> None:
    line = await second_line(world, 1)
    await stuck_message(world, line)
    world.passes(seconds=16 * 60)
    taken = world.messenger.send

    async def slowly(chat_id: str, message: Outgoing) -> Outcome:
        world.messenger.send = taken  # type: ignore[method-assign]
        await world.product.delivery.run_due()  # it is at work at this very moment
        return await taken(chat_id, message)

    world.messenger.send = slowly  # type: ignore[method-assign]
    await world.product.health.look()
    await world.settle()
    assert sum("telegram: 1 tin" in message.body.text for message in admin.messages) == 1


def test_what_happens_by_itself_is_woken_by_the_clock(world: World) -> None:
    clockwork = clockwork_of(world.product, [])
    assert {scan.name: (scan.look, scan.seconds) for scan in clockwork.more} == {
        "jobs": (world.product.jobs.run_due, 1),
        "reminders": (world.product.reminders.run_due, 30),
        "laws": (world.product.laws.run_due, 60),
        "announcements": (world.product.announcing.run_due, 1),
        "health": (world.product.health.look, 60),
    }
