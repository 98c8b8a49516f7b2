"""Messages leave once each, in order, and their outcome is written down; on SQLite and on PostgreSQL."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiolimiter import AsyncLimiter
from sqlalchemy import event, select

from chat.messenger import (
    Blocked,
    Outcome,
    OutcomeUnknown,
    Outgoing,
    RateLimited,
    Reach,
    Rejected,
    SendError,
    Sent,
    Unreachable,
)
from scheduler.delivery import Delivery
from scheduler.fates import record
from storage import channels, outbox, outbox_checks, people, sending
from storage.tables import Address, Message
from tests.conversation import World


class Moody:
    """A messenger that accepts, refuses or fails as told, and remembers what it accepted."""

    name = account = "test"
    channel = 0
    rate = 0.0
    edits = False

    def __init__(self) -> None:
        self.accepted: list[tuple[str, str]] = []
        self.moods: dict[str, list[SendError]] = {}
        self.slow = 0.0

    def reach(self, seen_at: datetime, now: datetime, kind: str, sent_since: int = 0) -> Reach:
        return Reach.FREE

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        await asyncio.sleep(self.slow)
        moods = self.moods.get(chat_id)
        if moods:
            error = moods.pop(0)
            if isinstance(error, OutcomeUnknown):
                self.accepted.append((chat_id, message.body.text))
            return error
        self.accepted.append((chat_id, message.body.text))
        return Sent(str(len(self.accepted)))

    def heard(self) -> datetime | None:
        return None

    def price(self, reach: Reach, kind: str) -> int:
        return 0

    async def fetch(self, remote: dict[str, Any]) -> bytes:
        return b""


class Outside:
    """People with addresses, a moody messenger, and one or more delivering processes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.messenger = Moody()
        self.people: dict[str, int] = {}

    def process(self, name: str) -> Delivery:
        made = self.world.product.delivery
        return Delivery(
            made.database, made.files, {self.world.channel: self.messenger}, self.world.now, made.draw_qr, holder=name
        )

    async def knows(self, *chats: str) -> None:
        async with self.world.product.database.begin() as db:
            for chat in chats:
                person, _address, _place = await people.at_address(db, self.world.channel, chat, self.world.now())
                self.people[chat] = person.id

    async def writes(
        self, chat: str, text: str, *, lane: int = outbox.REPLY, key: str | None = None, statutory: bool = False
    ) -> None:
        async with self.world.product.database.begin() as db:
            await outbox.write(
                db,
                person_id=self.people[chat],
                body={"title": "", "text": text, "buttons": []},
                lane=lane,
                now=self.world.now(),
                unique_key=key,
                statutory=statutory,
            )

    async def outcomes(self) -> list[tuple[str, str]]:
        async with self.world.product.database.read() as db:
            rows = await db.execute(select(Message.body, Message.state).order_by(Message.id))
            return [(body["text"], state) for body, state in rows]


@pytest.fixture
async def outside(any_world: World) -> Outside:
    return Outside(any_world)


async def test_a_persons_messages_leave_in_order_and_replies_before_announcements(outside: Outside) -> None:
    await outside.knows("lan", "hoa")
    await outside.writes("hoa", "loa 1", lane=outbox.ANNOUNCEMENT)
    for number in range(5):
        await outside.writes("lan", f"tin {number}")
    await outside.writes("hoa", "trả lời")
    assert await outside.process("a").run_due() == 7
    assert [text for chat, text in outside.messenger.accepted if chat == "lan"] == [f"tin {n}" for n in range(5)]
    assert outside.messenger.accepted.index(("hoa", "trả lời")) < outside.messenger.accepted.index(("hoa", "loa 1"))
    assert {state for _text, state in await outside.outcomes()} == {"sent"}


async def test_the_same_key_is_said_once(outside: Outside) -> None:
    await outside.knows("lan")
    for _ in range(3):
        await outside.writes("lan", "kết quả", key="result:1")
    await outside.process("a").run_due()
    assert outside.messenger.accepted == [("lan", "kết quả")]


async def test_one_who_fails_holds_up_nobody_else_but_keeps_their_own_order(outside: Outside) -> None:
    await outside.knows("lan", "hoa")
    outside.messenger.moods["lan"] = [Unreachable("no route"), Unreachable("no route")]
    await outside.writes("lan", "một")
    await outside.writes("lan", "hai")
    await outside.writes("hoa", "chào")
    process = outside.process("a")
    await process.run_due()
    assert outside.messenger.accepted == [("hoa", "chào")]
    for _ in range(4):
        outside.world.passes(seconds=10)
        await process.run_due()
    assert [text for chat, text in outside.messenger.accepted if chat == "lan"] == ["một", "hai"]


async def test_a_wait_pauses_the_messenger_and_costs_no_attempt(outside: Outside) -> None:
    await outside.knows("lan")
    outside.messenger.moods["lan"] = [RateLimited(900)] * 3
    await outside.writes("lan", "chào")
    process = outside.process("a")
    for _ in range(3):
        await process.run_due()
        assert await outside.outcomes() == [("chào", "queued")]
        outside.world.passes(seconds=901)
    await process.run_due()
    assert outside.messenger.accepted == [("lan", "chào")]
    async with outside.world.product.database.read() as db:
        assert await db.scalar(select(Message.attempts)) == 1


async def test_a_blocked_chat_is_marked_and_the_next_address_of_the_person_is_tried(outside: Outside) -> None:
    await outside.knows("lan")
    async with outside.world.product.database.begin() as db:
        earlier = outside.world.now() - timedelta(days=1)
        known = {"channel_id": outside.world.channel, "messenger": "test", "seen_at": earlier}
        db.add(Address(person_id=outside.people["lan"], chat_id="lan-khac", **known))
    outside.messenger.moods["lan"] = [Blocked("bot was blocked by the user")]
    await outside.writes("lan", "chào")
    await outside.process("a").run_due()
    assert outside.messenger.accepted == [("lan-khac", "chào")]
    outside.messenger.moods["lan-khac"] = [Blocked("bot was blocked by the user")]
    await outside.writes("lan", "nữa")
    await outside.process("a").run_due()
    assert (await outside.outcomes())[-1] == ("nữa", "blocked")


async def test_what_the_messenger_will_never_take_fails_and_is_not_repeated(outside: Outside) -> None:
    await outside.knows("lan")
    outside.messenger.moods["lan"] = [Rejected("can't parse entities")]
    await outside.writes("lan", "xấu")
    await outside.writes("lan", "tốt")
    await outside.process("a").run_due()
    assert await outside.outcomes() == [("xấu", "failed"), ("tốt", "sent")]


async def test_an_unknown_outcome_is_never_repeated_for_ordinary_notices_and_once_for_statutory_ones(
    outside: Outside,
) -> None:
    await outside.knows("lan", "hoa")
    outside.messenger.moods["lan"] = [OutcomeUnknown("timeout")]
    outside.messenger.moods["hoa"] = [OutcomeUnknown("timeout")]
    await outside.writes("lan", "hội chợ", lane=outbox.ANNOUNCEMENT)
    await outside.writes("hoa", "bị trả lại", lane=outbox.REMINDER, statutory=True)
    process = outside.process("a")
    await process.run_due()
    outside.world.passes(days=1)
    await process.run_due()
    assert Counter(chat for chat, _text in outside.messenger.accepted) == {"lan": 1, "hoa": 2}
    assert "có thể bà con đã nhận" in outside.messenger.accepted[-1][1]
    assert [state for _text, state in await outside.outcomes()] == ["unknown", "unknown", "sent"]


async def test_two_processes_send_each_message_once_and_the_second_takes_over_when_the_first_dies(
    outside: Outside,
) -> None:
    await outside.knows(*(f"chat{n}" for n in range(30)))
    for n in range(30):
        await outside.writes(f"chat{n}", "chào")
    first, second = outside.process("first"), outside.process("second")
    await asyncio.gather(first.run_due(), second.run_due(), first.run_due(), second.run_due())
    assert Counter(outside.messenger.accepted) == {(f"chat{n}", "chào"): 1 for n in range(30)}

    await outside.writes("chat0", "sau")
    holder, standby = (first, second) if await first.run_due() else (second, first)
    assert holder is first or await second.run_due() == 1
    await outside.writes("chat1", "sau nữa")
    assert await standby.run_due() == 0
    outside.world.passes(seconds=9)  # the holder is gone: its lease ends
    assert await standby.run_due() == 1
    assert holder is not standby


async def test_a_message_that_was_with_a_dead_process_is_unknown_and_a_reply_is_said_once_more(
    outside: Outside,
) -> None:
    await outside.knows("lan")
    await outside.writes("lan", "trả lời")
    await outside.writes("lan", "loa", lane=outbox.ANNOUNCEMENT)
    dead = outside.process("dead")
    claimed = [*(await dead._turn_over({}))[0], *(await dead._turn_over({}))[0]]
    assert len(claimed) == 2  # … and the power goes
    outside.world.passes(seconds=9)
    await outside.process("next").run_due()
    assert sorted(state for _text, state in await outside.outcomes()) == ["sent", "unknown", "unknown"]
    assert [text for _chat, text in outside.messenger.accepted] == ["(Tin này có thể bà con đã nhận rồi.)\n\ntrả lời"]


async def test_many_who_are_told_to_wait_at_once_all_wait(outside: Outside) -> None:
    await outside.knows("lan", "hoa", "mai")
    for chat in ("lan", "hoa", "mai"):
        outside.messenger.moods[chat] = [RateLimited(30)]
        await outside.writes(chat, "loa", lane=outbox.ANNOUNCEMENT)
    outside.messenger.slow = 0.02  # all three are on their way when the first is told
    process = outside.process("a")
    await process.run_due()
    assert {state for _text, state in await outside.outcomes()} == {"queued"}
    await outside.process("b").stop()
    outside.world.passes(seconds=9)
    assert await outside.process("b").run_due() == 0, "another process waits, too"
    outside.world.passes(seconds=22)
    await process.run_due()
    assert len(outside.messenger.accepted) == 3


async def test_an_outcome_that_cannot_be_written_down_holds_up_nobody(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    await outside.knows("lan", "hoa", "mai")
    outside.messenger.moods["hoa"] = [Rejected("bad\x00")]
    written = sending.end

    async def fails(db: Any, message: Any, state: str, error: str) -> None:
        if state == "failed":
            raise ValueError("the database does not take this")
        await written(db, message, state, error)

    monkeypatch.setattr(sending, "end", fails)
    for chat in ("lan", "hoa", "mai"):
        await outside.writes(chat, "chào")
    process = outside.process("a")
    await process.run_due()
    await outside.writes("mai", "nữa")
    await process.run_due()
    again = ("(Tin này có thể bà con đã nhận rồi.)\n\nchào", "sent")
    assert await outside.outcomes() == [
        ("chào", "sent"),
        ("chào", "unknown"),
        ("chào", "sent"),
        again,
        ("nữa", "sent"),
    ]


async def test_the_resend_of_a_notice_stays_tied_to_the_first(outside: Outside) -> None:
    await outside.knows("lan")
    outside.messenger.moods["lan"] = [OutcomeUnknown("timeout"), Blocked("bot was blocked by the user")]
    async with outside.world.product.database.begin() as db:
        await outbox.write(
            db,
            person_id=outside.people["lan"],
            body={"title": "", "text": "bị trả lại", "buttons": []},
            lane=outbox.REPLY,
            now=outside.world.now(),
            statutory=True,
            notice=True,
        )
    await outside.process("a").run_due()
    async with outside.world.product.database.read() as db:
        first, resend = (await db.scalars(select(Message).order_by(Message.id))).all()
    assert (first.state, resend.state, resend.resend_of) == ("unknown", "blocked", first.id)
    assert (resend.notice, resend.statutory) == (True, True), "it is on the telephone list, and in the proof"


async def test_a_resend_that_is_unknown_too_is_not_said_a_third_time(outside: Outside) -> None:
    await outside.knows("lan")
    outside.messenger.moods["lan"] = [OutcomeUnknown("timeout")] * 5
    await outside.writes("lan", "trả lời")
    process = outside.process("a")
    for _ in range(4):
        await process.run_due()
        outside.world.passes(days=1)
    assert [state for _text, state in await outside.outcomes()] == ["unknown", "unknown"]


async def test_what_waits_for_the_pace_is_queued_and_no_crash_makes_it_unknown(outside: Outside) -> None:
    await outside.knows(*(f"chat{n}" for n in range(20)))
    for n in range(20):
        await outside.writes(f"chat{n}", "loa", lane=outbox.ANNOUNCEMENT)
    process = outside.process("dead")
    process.limits = {outside.world.channel: AsyncLimiter(2, 2 / 30)}
    claimed, more = await process._turn_over({})
    assert len(claimed) == 2, "only what may be called at once"
    assert 0 < more < 0.1
    states = Counter(state for _text, state in await outside.outcomes())
    assert states == {"sending": 2, "queued": 18}


async def test_a_channel_that_hangs_holds_up_no_other(outside: Outside) -> None:
    await outside.knows("lan")
    world, hanging = outside.world, Moody()
    hanging.slow = 30
    async with world.product.database.begin() as db:
        hanging.channel = (await channels.add_channel(db, "test", "second", world.now())).id
        for n in range(20):
            person, _address, _place = await people.at_address(db, hanging.channel, f"x{n}", world.now())
            body = {"title": "", "text": "loa", "buttons": []}
            await outbox.write(db, person_id=person.id, body=body, lane=outbox.ANNOUNCEMENT, now=world.now())
    process = outside.process("a")
    process.messengers = {**process.messengers, hanging.channel: hanging}
    working = asyncio.create_task(process.run_due())
    await asyncio.sleep(0.3)
    await outside.writes("lan", "chào")
    process.wake()
    async with asyncio.timeout(2):
        while outside.messenger.accepted != [("lan", "chào")]:
            await asyncio.sleep(0.02)
    assert not hanging.accepted
    working.cancel()


async def test_a_wait_of_one_channel_pauses_that_channel_only(outside: Outside) -> None:
    await outside.knows("lan")
    world, other = outside.world, Moody()
    async with world.product.database.begin() as db:
        other.channel = (await channels.add_channel(db, "test", "second", world.now())).id
        person, _address, _place = await people.at_address(db, other.channel, "lan", world.now())
    outside.people["lan on the second bot"] = person.id
    other.moods["lan"] = [RateLimited(900)]
    await outside.writes("lan on the second bot", "hai")
    process = outside.process("a")
    process.messengers = {**process.messengers, other.channel: other}
    await process.run_due()
    await outside.writes("lan", "một")
    await outside.writes("lan on the second bot", "ba")
    await process.run_due()
    assert outside.messenger.accepted == [("lan", "một")]
    assert other.accepted == []
    world.passes(seconds=901)
    await process.run_due()
    assert other.accepted == [("lan", "hai"), ("lan", "ba")]


async def test_after_a_clock_that_was_ahead_and_a_crash_people_are_answered_at_once(outside: Outside) -> None:
    await outside.knows("lan")
    world = outside.world
    world.passes(days=3)  # the clock runs ahead
    await outside.writes("lan", "một")
    await outside.process("dead").run_due()
    await outside.writes("lan", "hai")
    world.passes(days=-3)  # it is set right, and the process that held the lease is gone
    await outside.writes("lan", "ba")
    await world.product.health.look()
    await outside.process("next").run_due()
    assert [text for chat, text in outside.messenger.accepted if chat == "lan"] == ["một", "hai", "ba"]


async def test_what_another_process_settled_meanwhile_is_not_sent_once_more(outside: Outside) -> None:
    await outside.knows("lan")
    await outside.writes("lan", "trả lời")
    held_up = outside.process("held up")
    (claimed,), _more = await held_up._turn_over({})
    outside.world.passes(seconds=9)  # the machine stood still during the call; another takes over
    await outside.process("next").run_due()
    assert [state for _text, state in await outside.outcomes()] == ["unknown", "sent"]
    async with outside.world.product.database.begin() as db:
        await record(db, claimed, Unreachable("no route"), outside.world.now(), note=held_up._note)
    outside.world.passes(seconds=60)
    await outside.process("next").run_due()
    assert len(outside.messenger.accepted) == 1


async def test_what_was_put_off_by_a_clock_that_was_ahead_leaves_when_it_is_right(outside: Outside) -> None:
    await outside.knows("lan")
    world = outside.world
    await outside.writes("lan", "một")
    outside.messenger.moods["lan"] = [Unreachable("no route")]
    world.passes(days=40)  # the clock is wrong at the start, and the network is not there yet
    await outside.process("dead").run_due()
    world.passes(days=-40)
    await outside.process("next").run_due()
    assert outside.messenger.accepted == [("lan", "một")]


@pytest.mark.parametrize("question", ["the claim", "the look", "what waits"])
async def test_the_index_of_what_is_due_answers(world: World, question: str) -> None:
    asked: list[tuple[str, Any]] = []
    engine = world.product.database.engine.sync_engine

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    async with world.product.database.begin() as db:
        if question == "the claim":
            await sending.claim(db, world.now(), world.channel)
        elif question == "the look":
            await sending.due_channels(db, world.now(), sending.LANES, held=())
        else:
            await outbox_checks.unsent(db, world.now(), sending.LANES, channel_id=world.channel)
    event.remove(engine, "before_cursor_execute", note)
    async with world.product.database.engine.connect() as connection:
        for statement, parameters in asked:
            if "FROM messages" not in statement:
                continue
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [row[3] for row in plan]
            about = [step for step in steps if "messages" in step]
            assert about and all("ix_messages_due" in step or "ix_messages_open" in step for step in about), steps
            assert any("ix_messages_due (channel_id=?" in step for step in about), steps


async def test_what_waits_for_a_paused_channel_holds_up_nothing_on_another(outside: Outside) -> None:
    await outside.knows("lan")
    world, other, lan = outside.world, Moody(), outside.people["lan"]
    async with world.product.database.begin() as db:
        other.channel = (await channels.add_channel(db, "test", "second", world.now())).id
        known = {"channel_id": other.channel, "messenger": "test", "seen_at": world.now()}
        db.add(Address(person_id=lan, chat_id="lan-khac", **known))
        await db.flush()
        await channels.pause(db, other.channel, world.now() + timedelta(hours=1))
        at = dict((await db.execute(select(Address.chat_id, Address.id))).all())
        for chat, text in (("lan-khac", "chờ"), ("lan", "chào")):
            body = {"title": "", "text": text, "buttons": []}
            where = {"person_id": lan, "address_id": at[chat]}
            await outbox.write(db, **where, body=body, lane=outbox.REPLY, now=world.now())
    process = outside.process("a")
    process.messengers = {**process.messengers, other.channel: other}
    await process.run_due()
    assert (outside.messenger.accepted, other.accepted) == ([("lan", "chào")], [])


async def test_a_day_without_a_line_loses_no_message(outside: Outside) -> None:
    await outside.knows("lan")
    outside.messenger.moods["lan"] = [Unreachable("no route")] * 60
    await outside.writes("lan", "chào")
    process = outside.process("a")
    for _ in range(24 * 6):
        await process.run_due()
        outside.world.passes(seconds=600)
    assert outside.messenger.accepted == [("lan", "chào")]
