"""Is anything wrong? In both directions, and said by a way that does not depend on what is stuck."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from chat.messenger import Messengers
from locales import clock
from scheduler.delivery import lanes_at, sent_mark
from services import alarms
from storage import channels, leases, outbox_checks, uploads
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

    outside: tells somebody by a way of their own (a web address in the settings).
    """

    database: Database
    messengers: Messengers
    now: Callable[[], datetime]
    outside: Outside | None = None
    _failing: dict[str, int] = field(default_factory=dict)  # scan → how often in a row
    _said_outside: dict[tuple[str, str], date] = field(default_factory=dict)  # (key, about) → the day

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
            if await outbox_checks.clock_was_ahead(db, now):
                found.append(Finding("clock"))
            known = {channel.id: channel for channel in await channels.channels(db)}
            for channel_id in (0, *known):
                name = known[channel_id].messenger if channel_id else ""
                found += await self._stuck(db, channel_id, name, now)
        return found

    async def _stuck(self, db: AsyncSession, channel_id: int, messenger: str, now: datetime) -> list[Finding]:
        """Something waits for long, and nothing leaves. What may be sent since a moment ago waits since then."""
        lanes = [lane for lane in lanes_at(now) if lane in lanes_at(now - STUCK)]
        count, oldest = await outbox_checks.unsent(db, now, lanes, channel_id=channel_id)
        if oldest is None or now - oldest <= STUCK:
            return []
        last = await leases.marked(db, sent_mark(channel_id))
        if last is not None and timedelta(0) <= now - last <= STUCK:
            return []
        minutes = int((now - oldest).total_seconds() // 60)
        return [Finding("stuck", channel_id, {"messenger": messenger, "count": count, "minutes": minutes})]

    async def look(self) -> None:
        """Say what is wrong, set right what a wrong clock left, and tidy up what nobody fetches any more."""
        now = self.now()
        try:
            found = await self.findings()
        except Exception as error:
            log.exception("health.database")
            await self._tell_outside(Finding("database", details={"error": type(error).__name__}), "", now)
            return
        for finding in found:
            await self._tell(finding, now)
        async with self.database.begin() as db:
            if any(finding.key == "clock" for finding in found):
                await outbox_checks.set_right(db, now)
            if await uploads.forgotten(db, now):
                await uploads.sweep(db, now)

    async def _tell(self, finding: Finding, now: datetime) -> None:
        """By every way, and by none of them more than once a day."""
        log.error("alarm", alarm=finding.key, channel=finding.channel, **finding.details)
        about = str(finding.details.get("scan") or finding.channel or "")
        await self._tell_outside(finding, about, now)
        people = await alarms.tell_administrators(
            self.database, now, finding.key, about=about, directly=True, **finding.details
        )
        # What waits in the outbox may be what is stuck: the same is said past it.
        for person in people:
            await alarms.tell_directly(
                self.database, self.messengers, person, now, finding.key, about=about, **finding.details
            )

    async def _tell_outside(self, finding: Finding, about: str, now: datetime) -> None:
        said, day = (finding.key, about), clock.today(now)
        if self.outside is None or self._said_outside.get(said) == day:
            return
        try:
            await self.outside(finding.key, finding.details)
            self._said_outside[said] = day
        except Exception as error:
            log.error("health.outside", error=type(error).__name__)
