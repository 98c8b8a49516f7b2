"""Is anything wrong? In both directions, and said by a way that does not depend on what is stuck."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from chat.messenger import Messengers
from scheduler.delivery import lanes_at, sent_mark
from services import alarms
from storage import channels, leases, sending, uploads
from storage.database import Database

log = structlog.get_logger()

STUCK = timedelta(minutes=15)  # something is due as long and nothing has been sent
SILENT = timedelta(minutes=10)  # for so long we cannot know whether what people write gets through
FAILURES = 3  # of a scan, one after the other
Outside = Callable[[str, dict[str, object]], Awaitable[None]]  # (key, details): somewhere that is not ours


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong. key: `alarm-KEY` in locales/ says it; channel: where, 0 for everywhere."""

    key: str
    channel: int = 0
    details: dict[str, object] = field(default_factory=dict)


@dataclass
class Health:
    """Looks every minute; the health page asks it too.

    outside: tells somebody by a way of their own (a web address in the settings); wake: there is something to send.
    """

    database: Database
    messengers: Messengers
    now: Callable[[], datetime]
    outside: Outside | None = None
    wake: Callable[[], None] = lambda: None
    _failing: dict[str, int] = field(default_factory=dict)  # scan → how often in a row

    def scan_failed(self, name: str) -> None:
        self._failing[name] = self._failing.get(name, 0) + 1

    def scan_went_well(self, name: str) -> None:
        self._failing.pop(name, None)

    async def findings(self) -> list[Finding]:
        """Everything that is wrong now; raises when the database itself cannot be asked."""
        now = self.now()
        found = [Finding("scan", details={"scan": name}) for name, count in self._failing.items() if count >= FAILURES]
        found += [
            Finding("deaf", channel, {"messenger": one.name, "minutes": int((now - heard).total_seconds() // 60)})
            for channel, one in self.messengers.items()
            if (heard := one.heard()) is not None and now - heard > SILENT
        ]
        async with self.database.read() as db:
            if await sending.clock_was_ahead(db, now):
                found.append(Finding("clock"))
            known = {channel.id: channel for channel in await channels.channels(db)}
            for channel_id in (0, *known):
                count, oldest = await sending.waiting(db, now, lanes_at(now), channel_id=channel_id)
                last = await leases.marked(db, sent_mark(channel_id))
                moving = last is not None and timedelta(0) <= now - last <= STUCK
                if oldest is not None and now - oldest > STUCK and not moving:
                    name = known[channel_id].messenger if channel_id else ""
                    minutes = int((now - oldest).total_seconds() // 60)
                    details = {"messenger": name, "count": count, "minutes": minutes}
                    found.append(Finding("stuck", channel_id, details))
        return found

    async def look(self) -> None:
        """Say what is wrong, set right what a wrong clock left, and tidy up what nobody fetches any more."""
        now = self.now()
        try:
            found = await self.findings()
        except Exception as error:
            log.exception("health.database")
            await self._tell_outside(Finding("database", details={"error": type(error).__name__}))
            return
        for finding in found:
            await self._tell(finding, now)
        async with self.database.begin() as db:
            if any(finding.key == "clock" for finding in found):
                await sending.set_right(db, now)
            if await uploads.forgotten(db, now):
                await uploads.sweep(db, now)

    async def _tell(self, finding: Finding, now: datetime) -> None:
        log.error("alarm", alarm=finding.key, channel=finding.channel, **finding.details)
        about = str(finding.details.get("scan") or finding.channel or "")
        people = await alarms.tell_administrators(self.database, now, finding.key, about=about, **finding.details)
        if not people:
            return  # said today already
        self.wake()
        await self._tell_outside(finding)
        # What waits in the outbox may be what is stuck: the same is said past it, on every channel but that one.
        for person in people:
            await alarms.tell_directly(
                self.database, self.messengers, person, now, finding.key, about=about, **finding.details
            )

    async def _tell_outside(self, finding: Finding) -> None:
        if self.outside is None:
            return
        try:
            await self.outside(finding.key, finding.details)
        except Exception as error:
            log.error("health.outside", error=type(error).__name__)
