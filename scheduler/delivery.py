"""Messages leave from the outbox: claimed under the lease of their channel, sent, and their outcome written down."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiolimiter import AsyncLimiter
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from chat import faults
from chat.message import MessageBody
from chat.messenger import (
    Attachment,
    Messengers,
    OutcomeUnknown,
    Outgoing,
    RateLimited,
    Reach,
    Sent,
    Unreachable,
)
from locales import clock, texts
from ocop import calendar
from ocop.plan import quiet_day
from scheduler.fates import Fate, NotNeeded, NoWay, Paced, record
from storage import inbox, leases, outbox, sending
from storage.database import Database
from storage.files import FileStore
from storage.sending import Claimed

log = structlog.get_logger()

REPLIES_IN_HAND = 50  # of one channel
OTHERS_IN_HAND = 12  # of one channel; at 30 a second enough for a messenger that takes 0.3 s for each
LEASE_TERM = timedelta(seconds=8)  # a stand-by process takes over after this
NOTE_EVERY = timedelta(seconds=10)
Draw = Callable[[str, str], bytes]  # (public code, caption) → PNG
Recheck = Callable[[Claimed], Awaitable[dict[str, Any] | None]]  # the body as it should be now, or None


@dataclass
class Delivery:
    """Sends what is due. Of each channel only the process that holds its lease sends.

    messengers: by channel; draw_qr: called in a thread; limits: each channel's pace, as the platform publishes it;
    recheck: asked for a reminder right before it is sent.
    """

    database: Database
    files: FileStore
    messengers: Messengers
    now: Callable[[], datetime]
    draw_qr: Draw
    holder: str
    limits: Mapping[int, AsyncLimiter] = field(default_factory=dict)
    recheck: Recheck | None = None
    chat_burst: int = 5  # messages to one chat at once; they refill one a second
    _chats: dict[tuple[int, str], AsyncLimiter] = field(default_factory=dict)
    _in_hand: dict[asyncio.Task[Fate], Claimed] = field(default_factory=dict)
    _leases: dict[int, datetime] = field(default_factory=dict)  # channel → until when we hold it
    _noted: dict[int, datetime] = field(default_factory=dict)  # channel → when we last noted that something left
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _look_again: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False

    def wake(self) -> None:
        """There is something new to send: whoever is at work looks again."""
        self._look_again.set()

    async def run_due(self) -> int:
        """Send everything that is due now; returns how many messages got an outcome. Safe to call at any time: while
        it is at work, another call makes it look for what is new.
        """
        if self._lock.locked():
            self.wake()
            return 0
        async with self._lock:
            count = 0
            while True:
                self._look_again.clear()
                done = {task: message for task, message in self._in_hand.items() if task.done()}
                claimed, more = await self._turn_over(done)
                for message in claimed:
                    await self._take_its_turn(message)
                    self._in_hand[asyncio.create_task(self._send(message))] = message
                count += len(done)
                if self._in_hand or more:
                    await self._something_happens(more)
                elif not done:  # what was just requeued may be due
                    return count

    # -- one transaction: outcomes in, new messages out

    async def _turn_over(self, done: Mapping[asyncio.Task[Fate], Claimed]) -> tuple[list[Claimed], float]:
        """Write down what became of those that are done, and take the next ones; with how many seconds to wait for
        those that the pace holds back (0: there are none).
        """
        now = self.now()
        wanted: dict[int, int] = {}
        if not self._stopping:
            async with self.database.read() as db:
                due = await sending.due_channels(db, now, lanes_at(now), held=self._held(now))
            told = {message.channel_id for task, message in done.items() if isinstance(task.result(), RateLimited)}
            wanted = self._room([channel for channel in due if channel not in told], done)
        ending = {message.channel_id or 0 for message in self._in_hand.values()} & self._ending(now)
        if not done and not ending and not any(wanted.values()):
            return [], self._pause(wanted, [])
        try:
            async with self.database.begin() as db:
                await self._write_down(db, done, now)
                for channel_id in ending:
                    await self._hold(db, channel_id, now)
                claimed = await self._claim(db, wanted, now)
        except Exception:
            if not done:
                raise
            log.exception("delivery.outcomes")
            await self._write_down_each(done, now)
            return [], 0.01
        for task in done:
            del self._in_hand[task]
        if done:
            faults.reached("send.recorded")
        if claimed:
            faults.reached("send.claimed")
        return claimed, self._pause(wanted, claimed)

    def _room(self, due: Sequence[int], done: Mapping[asyncio.Task[Fate], Claimed]) -> dict[int, int]:
        """Channel → how many it may take now: only what can be called at once is taken, for what is in hand when the
        process dies is `unknown`.
        """
        in_hand = Counter(message.channel_id for task, message in self._in_hand.items() if task not in done)
        wanted: dict[int, int] = {}
        for channel_id in due:
            room = REPLIES_IN_HAND - in_hand[channel_id]
            limit = self.limits.get(channel_id)
            if room > 0:
                wanted[channel_id] = room if limit is None else min(room, _free(limit))
        return wanted

    def _pause(self, wanted: Mapping[int, int], claimed: Sequence[Claimed]) -> float:
        """Seconds until the pace of a channel of ours may let more through; 0: nothing that is due waits for that."""
        taken = Counter(message.channel_id for message in claimed)
        limits = [
            limit
            for channel_id, room in wanted.items()
            if (limit := self.limits.get(channel_id)) and channel_id in self._leases and taken[channel_id] == room
        ]
        return max((limit.time_period / 2 for limit in limits), default=0.001 if 0 in wanted else 0.0)

    def _held(self, now: datetime) -> set[int]:
        """Channels whose lease we have."""
        return {channel_id for channel_id, until in self._leases.items() if now < until <= now + LEASE_TERM}

    def _ending(self, now: datetime) -> set[int]:
        """Channels whose lease must be prolonged soon."""
        return {channel_id for channel_id, until in self._leases.items() if now >= until - LEASE_TERM / 2}

    async def _take_its_turn(self, message: Claimed) -> None:
        limit = self.limits.get(message.channel_id or 0)
        if limit is not None:
            await limit.acquire()  # there is room, or it would not have been taken: this does not wait

    async def _claim(self, db: AsyncSession, wanted: Mapping[int, int], now: datetime) -> list[Claimed]:
        """Replies first; of the others only as many as keep the messenger busy."""
        claimed: list[Claimed] = []
        if 0 in wanted:
            await sending.give_addresses(db, now)
        for channel_id, room in wanted.items():
            if not channel_id or not room or not await self._hold(db, channel_id, now):
                continue
            some = await sending.claim(db, now, channel_id, lanes=(outbox.REPLY,), limit=room)
            others = [lane for lane in lanes_at(now) if lane != outbox.REPLY]
            room = min(room - len(some), OTHERS_IN_HAND - self._others_in_hand(channel_id))
            if not some and others and room > 0:
                some = await sending.claim(db, now, channel_id, lanes=others, limit=room)
            claimed += some
        return claimed

    def _others_in_hand(self, channel_id: int) -> int:
        return sum(
            message.channel_id == channel_id and message.lane != outbox.REPLY and not task.done()
            for task, message in self._in_hand.items()
        )

    async def _hold(self, db: AsyncSession, channel_id: int, now: datetime) -> bool:
        """Hold the channel's lease; on taking it over, settle what a dead process left behind."""
        until = self._leases.get(channel_id)
        if until is not None and now < until - LEASE_TERM / 2 and until <= now + LEASE_TERM:
            return True
        if not await leases.hold(db, _lease(channel_id), self.holder, now, LEASE_TERM):
            self._leases.pop(channel_id, None)
            return False
        if until is None or until < now or until > now + LEASE_TERM:
            mine = [message.id for message in self._in_hand.values()]
            await sending.settle_abandoned(db, channel_id, now, note=self._note, but=mine)
        self._leases[channel_id] = now + LEASE_TERM
        return True

    async def _something_happens(self, more: float) -> None:
        """A message in hand has its outcome, there is something new to send, the pace allows another one, or a lease
        must be prolonged.
        """
        asked = asyncio.create_task(self._look_again.wait())
        timeout = more or LEASE_TERM.total_seconds() / 4
        try:
            await asyncio.wait([*self._in_hand, asked], timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            asked.cancel()

    async def stop(self) -> None:
        """Finish what is in hand and let another process send; this one sends no more."""
        self._stopping = True
        self.wake()
        async with self._lock, self.database.begin() as db:
            for channel_id in self._leases:
                await leases.drop(db, _lease(channel_id), self.holder, self.now())
        self._leases.clear()

    # -- one message

    async def _send(self, message: Claimed) -> Fate:
        """Make one call, unless there is a reason not to."""
        messenger = self.messengers.get(message.channel_id or 0)
        body = MessageBody.from_json(message.body)
        if body.only_edit and body.edit != message.last_ref:
            return Sent()  # they did something meanwhile, and what was to be brought up to date is out of sight
        if messenger is None or message.seen_at is None:
            return NoWay("off")
        reach = messenger.reach(message.seen_at, self.now(), body.kind, max(message.sent_since - 1, 0))
        if reach is Reach.NONE:
            return NoWay("window")
        limit = self.limits.get(message.channel_id or 0)
        if limit is not None and not await self._may_write_to(message):
            return Paced()
        try:
            if self.recheck is not None and message.lane == outbox.REMINDER:
                needed = await self.recheck(message)
                if needed is None:
                    return NotNeeded()
                body = MessageBody.from_json(needed)
            outgoing = await self._outgoing(message, body, reach)
        except Exception as error:  # the database or the file store: nothing has left
            log.exception("delivery.not-ready", message=message.id)
            return Unreachable(repr(error))
        faults.reached("send.before")
        try:
            fate = await messenger.send(message.chat_id, outgoing)
        except Exception as error:  # a defect of the adapter: whether it left, nobody knows
            log.exception("delivery.error", message=message.id)
            return OutcomeUnknown(repr(error))
        faults.reached("send.after")
        return fate

    async def _may_write_to(self, message: Claimed) -> bool:
        """A short burst to one chat passes, then one message a second; who must wait holds up nobody else."""
        key = (message.channel_id or 0, message.chat_id)
        chat = self._chats.pop(key, None) or AsyncLimiter(self.chat_burst, self.chat_burst)
        self._chats[key] = chat  # the newest at the end
        while len(self._chats) > 5000:
            self._chats.pop(next(iter(self._chats)))
        if not chat.has_capacity():
            return False
        await chat.acquire()  # there is room: this does not wait
        return True

    async def _outgoing(self, message: Claimed, body: MessageBody, reach: Reach) -> Outgoing:
        attachments: list[Attachment] = []
        for file_id in body.files:
            async with self.database.read() as db:
                row = await inbox.file(db, file_id)
            if row is not None and row.sha256 is not None:
                data = await self.files.get(row.sha256)
                attachments.append(Attachment(data, row.name, row.kind == "image", row.id))
        if body.qr is not None:
            data = await asyncio.to_thread(self.draw_qr, body.qr.code, body.qr.caption)
            attachments.append(Attachment(data, f"qr-{body.qr.code}.png", image=True))
        # When something newer stands in the chat, a change above it would not be seen.
        edit = body.edit if body.edit and body.edit == message.last_ref else ""
        return Outgoing(message.id, body, attachments, edit, reach)

    # -- what became of it, written down in one place

    async def _write_down(self, db: AsyncSession, done: Mapping[asyncio.Task[Fate], Claimed], now: datetime) -> None:
        fates = [(message, task.result()) for task, message in done.items()]
        sent = [(message, fate.ref) for message, fate in fates if isinstance(fate, Sent)]
        await sending.mark_sent(db, sent, now)
        for channel_id in {message.channel_id or 0 for message, _ref in sent}:
            noted = self._noted.get(channel_id)
            if noted is None or abs(now - noted) > NOTE_EVERY:
                await leases.mark(db, sent_mark(channel_id), now)
                self._noted[channel_id] = now
        for message, fate in fates:
            if not isinstance(fate, Sent):
                await record(db, message, fate, now, note=self._note)

    async def _write_down_each(self, done: Mapping[asyncio.Task[Fate], Claimed], now: datetime) -> None:
        """An outcome that cannot be written down must not hold up all others: it ends as `unknown`. Raises when the
        database is away; then everything stays in hand.
        """
        for task, message in done.items():
            try:
                async with self.database.begin() as db:
                    await self._write_down(db, {task: message}, now)
            except (OperationalError, InterfaceError, OSError):
                raise
            except Exception:
                log.exception("delivery.outcome", message=message.id)
                error = "its outcome could not be written down"
                async with self.database.begin() as db:
                    await sending.mark_unknown(db, message, error, now, note=self._note)
            del self._in_hand[task]

    @property
    def _note(self) -> dict[str, str]:
        return {code: texts.say(code, "may-have-arrived") for code in texts.LANGUAGES}


def _free(limit: AsyncLimiter) -> int:
    """How many may pass at once."""
    count = 0
    while count < limit.max_rate and limit.has_capacity(count + 1):
        count += 1
    return count


def _lease(channel_id: int) -> str:
    return f"delivery:{channel_id}"


def sent_mark(channel_id: int) -> str:
    """The name of the mark of when something left on this channel."""
    return f"{sending.SENT_MARK}:{channel_id}"


def lanes_at(now: datetime) -> tuple[int, ...]:
    """What may be sent now: answers at any hour; from 8 to 22 o'clock in Viet Nam reminders (not on Tết) and
    announcements.
    """
    if not calendar.daytime(now):
        return (outbox.REPLY,)
    if quiet_day(clock.today(now)):
        return (outbox.REPLY, outbox.ANNOUNCEMENT)
    return sending.LANES
