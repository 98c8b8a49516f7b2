"""Messages leave from the outbox: claimed under a lease, sent, and their outcome written down."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
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
    Blocked,
    Messengers,
    OutcomeUnknown,
    Outgoing,
    QuotaSpent,
    RateLimited,
    Reach,
    Rejected,
    SendError,
    TooEarly,
    Unreachable,
    WindowClosed,
)
from locales import clock, texts
from ocop import calendar
from ocop.plan import quiet_day
from storage import inbox, outbox
from storage.database import Database
from storage.files import FileStore
from storage.outbox import Claimed

log = structlog.get_logger()

ATTEMPTS = 10
REPLIES_IN_HAND = 50
OTHERS_IN_HAND = 12  # at 30 a second enough for a messenger that takes 0.3 s for each
LEASE_TERM = timedelta(seconds=8)  # a stand-by process takes over after this
NOTE_EVERY = timedelta(seconds=10)
Draw = Callable[[str, str], bytes]  # (public code, caption) → PNG
Record = Callable[[AsyncSession], Awaitable[None]]  # writes an outcome down
Recheck = Callable[[Claimed], Awaitable[dict[str, Any] | None]]  # the body as it should be now, or None


@dataclass
class Delivery:
    """Sends what is due. Only the process that holds the lease "delivery" sends.

    messengers: by name; draw_qr: called in a thread; limits: messages a second, by messenger, as the platform
    publishes them.
    """

    database: Database
    files: FileStore
    messengers: Messengers
    now: Callable[[], datetime]
    draw_qr: Draw
    holder: str
    limits: Mapping[int, AsyncLimiter] = field(default_factory=dict)
    recheck: Recheck | None = None  # asked for a reminder right before it is sent
    chat_burst: int = 5  # messages to one chat at once; they refill one a second
    _paused: dict[int, datetime] = field(default_factory=dict)
    _chats: dict[tuple[int, str], AsyncLimiter] = field(default_factory=dict)
    _gates: defaultdict[int, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    _in_hand: dict[asyncio.Task[Record | str], Claimed] = field(default_factory=dict)
    _lease_until: datetime | None = None
    _noted: datetime | None = None  # when we last wrote down that something left
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _look_again: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False

    async def run_due(self) -> int:
        """Send everything that is due now; returns how many messages got an outcome. Safe to call at any time: while
        it is at work, another call makes it look for what is new.
        """
        if self._lock.locked():
            self._look_again.set()
            return 0
        if self._stopping:
            return 0
        async with self._lock:
            count = 0
            while True:
                self._look_again.clear()
                may_take = await self._may_send() and not self._stopping
                done = {task: message for task, message in self._in_hand.items() if task.done()}
                for message in await self._turn_over(done, may_take):
                    self._in_hand[asyncio.create_task(self._send(message))] = message
                count += len(done)
                if not self._in_hand:
                    return count
                await self._something_happens()

    async def _turn_over(self, done: Mapping[asyncio.Task[Record | str], Claimed], may_take: bool) -> list[Claimed]:
        """In one transaction write down what became of those that are done, and take the next ones."""
        now = self.now()
        if may_take and not done:
            async with self.database.read() as db:
                may_take = await outbox.any_due(db, now, lanes_at(now))
        if not done and not may_take:
            return []
        self._paused = {name: until for name, until in self._paused.items() if until > now}
        try:
            async with self.database.begin() as db:
                await self._write_down(db, done, now)
                claimed = await self._claim(db, now, len(done)) if may_take else []
        except Exception:
            if not done:
                raise
            log.exception("delivery.outcomes")
            await self._write_down_each(done, now)
            return []
        for task in done:
            del self._in_hand[task]
        if done:
            faults.reached("send.recorded")
        if claimed:
            faults.reached("send.claimed")
        return claimed

    async def _write_down(
        self, db: AsyncSession, done: Mapping[asyncio.Task[Record | str], Claimed], now: datetime
    ) -> None:
        outcomes = [(message, task.result()) for task, message in done.items()]
        sent = [(message, ref) for message, ref in outcomes if isinstance(ref, str)]
        await outbox.sent(db, sent, now)
        if sent and (self._noted is None or abs(now - self._noted) > NOTE_EVERY):
            await outbox.note_sent(db, now)
            self._noted = now
        for _message, record in outcomes:
            if not isinstance(record, str):
                await record(db)

    async def _write_down_each(self, done: Mapping[asyncio.Task[Record | str], Claimed], now: datetime) -> None:
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
                    await outbox.unknown(db, message, error, now, note=self._note)
            del self._in_hand[task]

    async def _claim(self, db: AsyncSession, now: datetime, done: int) -> list[Claimed]:
        """Replies at once; of the others only as many as keep the messengers busy, for what is in hand when the
        process dies is `unknown`.
        """
        room = REPLIES_IN_HAND - len(self._in_hand) + done
        paused = list(self._paused)
        replies = await outbox.claim(db, now, lanes=(outbox.REPLY,), paused=paused, limit=room) if room > 0 else []
        others = [lane for lane in lanes_at(now) if lane != outbox.REPLY]
        room = OTHERS_IN_HAND - sum(
            message.lane != outbox.REPLY for task, message in self._in_hand.items() if not task.done()
        )
        if replies or not others or room < OTHERS_IN_HAND / 2:
            return replies
        return await outbox.claim(db, now, lanes=others, paused=paused, limit=room)

    async def _something_happens(self) -> None:
        """A message in hand has its outcome, there is something new to send, or the lease must be prolonged."""
        asked = asyncio.create_task(self._look_again.wait())
        try:
            await asyncio.wait(
                [*self._in_hand, asked], timeout=LEASE_TERM.total_seconds() / 4, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            asked.cancel()

    async def _may_send(self) -> bool:
        """Hold the lease; on taking it over, settle what a dead process left behind."""
        now = self.now()
        if self._lease_until is not None and now < self._lease_until - LEASE_TERM / 2:
            return True
        async with self.database.begin() as db:
            if not await outbox.hold_lease(db, "delivery", self.holder, now, LEASE_TERM):
                self._lease_until = None
                return False
            if self._lease_until is None or self._lease_until < now:
                mine = [message.id for message in self._in_hand.values()]
                await outbox.settle_abandoned(db, now, note=self._note, but=mine)
                self._paused = await outbox.pauses(db, now)
        self._lease_until = now + LEASE_TERM
        return True

    async def stop(self) -> None:
        """Finish what is in hand and let another process send; this one sends no more."""
        self._stopping = True
        self._look_again.set()
        async with self._lock, self.database.begin() as db:
            await outbox.drop_lease(db, "delivery", self.holder, self.now())
        self._lease_until = None

    async def _send(self, message: Claimed) -> Record | str:
        """Make one call; returns the messenger's id of the message, or what to write down instead."""
        messenger = self.messengers.get(message.channel_id or 0)
        if message.body.get("only_edit") and message.body["edit"] != message.last_ref:
            return ""  # they did something meanwhile, and what was to be brought up to date is out of sight
        if messenger is None or message.seen_at is None:
            return self._elsewhere(message, "off" if message.address_id else "none")
        reach = messenger.reach(message.seen_at, self.now(), message.body.get("kind", ""))
        if reach is Reach.NONE:
            return self._elsewhere(message, "window")
        limit = self.limits.get(message.channel_id)
        if limit is not None and not await self._may_write_to(message):
            soon = self.now() + timedelta(seconds=1)
            return lambda db: outbox.again(db, message, soon, "one chat takes one message a second", costs=False)
        try:
            if self.recheck is not None and message.lane == outbox.REMINDER:
                body = await self.recheck(message)
                if body is None:
                    return lambda db: outbox.ended(db, message, "dropped", "done meanwhile")
                message = replace(message, body=body)
            outgoing = await self._outgoing(message, reach)
        except Exception as error:  # the database or the file store: nothing has left
            log.exception("delivery.not-ready", message=message.id)
            return self._later(message, repr(error))
        try:
            if limit is not None:
                await self._wait_for(limit, message)
            if self._paused.get(message.channel_id, self.now()) > self.now():
                return lambda db: outbox.again(db, message, self.now(), "waiting", costs=False)
            faults.reached("send.before")
            outcome = await messenger.send(message.chat_id, outgoing)
            faults.reached("send.after")
            if isinstance(outcome, SendError):
                raise outcome
            ref = outcome.ref
        except Blocked:
            return lambda db: outbox.elsewhere(db, message, "blocked", self.now(), blocked=True)
        except WindowClosed:
            return self._elsewhere(message, "window")
        except QuotaSpent:
            return self._elsewhere(message, "quota")
        except TooEarly as later:
            at = later.at
            return lambda db: outbox.again(db, message, at, "not at this hour", costs=False)
        except RateLimited as wait:
            until = self.now() + timedelta(seconds=wait.seconds)
            log.warning("delivery.paused", channel=message.channel_id, seconds=wait.seconds)
            return self._pause(message, until)
        except OutcomeUnknown as error:
            return self._unknown(message, repr(error))
        except (Unreachable, FileNotFoundError, OSError) as error:
            return self._later(message, repr(error))
        except Rejected as error:
            log.error("delivery.refused", message=message.id, error=str(error))
            reason = str(error)
            return lambda db: outbox.ended(db, message, "failed", reason)
        except Exception as error:
            log.exception("delivery.error", message=message.id)
            reason = repr(error)
            return lambda db: outbox.ended(db, message, "failed", reason)
        return ref

    async def _wait_for(self, limit: AsyncLimiter, message: Claimed) -> None:
        """The messenger's pace. Of reminders and announcements only one at a time stands in line: replies pass them."""
        if message.lane == outbox.REPLY:
            await limit.acquire()
            return
        async with self._gates[message.channel_id]:
            await limit.acquire()

    async def _may_write_to(self, message: Claimed) -> bool:
        """A short burst to one chat passes, then one message a second; who must wait holds up nobody else."""
        key = (message.channel_id, message.chat_id)
        chat = self._chats.pop(key, None) or AsyncLimiter(self.chat_burst, self.chat_burst)
        self._chats[key] = chat  # the newest at the end
        while len(self._chats) > 5000:
            self._chats.pop(next(iter(self._chats)))
        if not chat.has_capacity():
            return False
        await chat.acquire()  # there is room: this does not wait
        return True

    def _elsewhere(self, message: Claimed, reason: str) -> Record:
        log.info("delivery.elsewhere", message=message.id, channel=message.channel_id, reason=reason)
        return lambda db: outbox.elsewhere(db, message, reason, self.now())

    def _pause(self, message: Claimed, until: datetime) -> Record:
        """Nothing more goes to this messenger until then, not even by another process."""
        until = max(until, self._paused.get(message.channel_id, until))
        self._paused[message.channel_id] = until

        async def record(db: AsyncSession) -> None:
            await outbox.pause(db, message.channel_id, until)
            await outbox.again(db, message, until, "429", costs=False)

        return record

    def _later(self, message: Claimed, error: str) -> Record:
        if message.attempts >= ATTEMPTS:
            return lambda db: outbox.ended(db, message, "failed", error)
        at = self.now() + timedelta(seconds=min(2**message.attempts, 600))
        return lambda db: outbox.again(db, message, at, error)

    def _unknown(self, message: Claimed, error: str) -> Record:
        return lambda db: outbox.unknown(db, message, error, self.now(), note=self._note)

    @property
    def _note(self) -> dict[str, str]:
        return {code: texts.say(code, "may-have-arrived") for code in texts.LANGUAGES}

    async def _outgoing(self, message: Claimed, reach: Reach) -> Outgoing:
        attachments: list[Attachment] = []
        for file_id in message.body.get("files", ()):
            async with self.database.read() as db:
                row = await inbox.file(db, file_id)
            if row is not None and row.sha256 is not None:
                data = await self.files.get(row.sha256)
                attachments.append(Attachment(data, row.name, row.kind == "image", row.id))
        if "qr" in message.body:
            qr = message.body["qr"]
            data = await asyncio.to_thread(self.draw_qr, qr["code"], qr["caption"])
            attachments.append(Attachment(data, f"qr-{qr['code']}.png", image=True))
        edit = message.body.get("edit", "")
        if edit and edit != message.last_ref:
            edit = ""  # something newer stands in the chat: a change above it would not be seen
        return Outgoing(message.id, MessageBody.from_json(message.body), attachments, edit, reach)


def lanes_at(now: datetime) -> tuple[int, ...]:
    """What may be sent now: answers at any hour; from 8 to 22 o'clock in Viet Nam reminders (not on Tết) and
    announcements.
    """
    if not calendar.daytime(now):
        return (outbox.REPLY,)
    if quiet_day(clock.today(now)):
        return (outbox.REPLY, outbox.ANNOUNCEMENT)
    return (outbox.REPLY, outbox.REMINDER, outbox.ANNOUNCEMENT)
