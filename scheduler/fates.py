"""What became of a message, and what each of that means: written down in one place."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from chat.messenger import Blocked, OutcomeUnknown, QuotaSpent, RateLimited, SendError, Sent, TooEarly, WindowClosed
from scheduler.retries import backoff
from storage import channels, sending
from storage.sending import Claimed

log = structlog.get_logger()

ATTEMPTS = 150  # with waits of up to LONGEST_BACKOFF: a day without a line loses nobody's message
LONGEST_BACKOFF = 600  # seconds

# What becomes of a message before a messenger is asked: values beside those of chat.messenger.


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """What it asks for was done meanwhile."""


@dataclass(frozen=True, slots=True)
class NoWay:
    """It cannot be delivered at this address: the channel is `off`, or its `window` is closed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Paced:
    """Its chat takes one message a second: it goes back into the queue."""


Fate = Sent | SendError | NotNeeded | NoWay | Paced


async def record(db: AsyncSession, message: Claimed, fate: Fate, now: datetime, *, note: dict[str, str]) -> None:
    """The one table of what each fate means; `Sent` is written down for many at once (`sending.mark_sent`).

    note: language → what a resend begins with.
    """
    match fate:
        case RateLimited(seconds=seconds):
            log.warning("delivery.paused", channel=message.channel_id, seconds=seconds)
            until = now + min(timedelta(seconds=seconds), sending.LONGEST_PAUSE)
            await channels.pause(db, message.channel_id or 0, until)
            await sending.requeue(db, message, until, "429", costs=False)
        case TooEarly(at=at):
            await sending.requeue(db, message, at, "not at this hour", costs=False)
        case Paced():
            soon = now + timedelta(seconds=1)
            await sending.requeue(db, message, soon, "one chat takes one message a second", costs=False)
        case Blocked():
            await _reroute(db, message, "blocked", now)
        case WindowClosed():
            await _reroute(db, message, "window", now)
        case QuotaSpent():
            await _reroute(db, message, "quota", now)
        case NoWay(reason=reason):
            await _reroute(db, message, reason, now)
        case NotNeeded():
            await sending.end(db, message, "dropped", "done meanwhile")
        case OutcomeUnknown():
            await sending.mark_unknown(db, message, repr(fate), now, note=note)
        case SendError(retryable=True) if message.attempts < ATTEMPTS:
            await sending.requeue(db, message, now + backoff(message.attempts, longest=LONGEST_BACKOFF), repr(fate))
        case SendError():
            log.error("delivery.failed", message=message.id, error=str(fate))
            await sending.end(db, message, "failed", str(fate))


async def _reroute(db: AsyncSession, message: Claimed, reason: str, now: datetime) -> None:
    log.info("delivery.reroute", message=message.id, channel=message.channel_id, reason=reason)
    await sending.reroute(db, message, reason, now, blocked=reason == "blocked")
