"""The clock only wakes scans: APScheduler holds no state, the database says what is due."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.delivery import Delivery
from scheduler.files import Intake
from scheduler.health import Health

log = structlog.get_logger()

TOGETHER = 0.02  # seconds: what comes within them shares one transaction; nobody who reads a chat notices


@dataclass(frozen=True, slots=True)
class Scan:
    """Something to look for every so many seconds; it finds in the database what is to be done."""

    name: str
    look: Callable[[], Awaitable[object]]
    seconds: float


class Clockwork:
    """Wakes delivery and intake: at once when told to, and every second or two in any case. `health` is told how each
    scan went.
    """

    def __init__(self, delivery: Delivery, intake: Intake, health: Health, *, more: Sequence[Scan] = ()) -> None:
        self.delivery = delivery
        self.intake = intake
        self.health = health
        self.more = more
        self._send = asyncio.Event()
        self._look = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = False
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def wake(self, *, files: bool = False) -> None:
        """There is something to send, or to fetch: do not wait for the next tick."""
        self._send.set()
        self.delivery.wake()
        if files:
            self._look.set()

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(self._forever("delivery", self._send, self.delivery.run_due)),
            asyncio.create_task(self._forever("intake", self._look, self.intake.run_due)),
        ]
        for name, event in (("delivery", self._send), ("intake", self._look)):
            self._scheduler.add_job(
                event.set, "interval", seconds=1, id=name, coalesce=True, max_instances=1, misfire_grace_time=None
            )
        for scan in self.more:
            self._scheduler.add_job(
                self._once, "interval", [scan], seconds=scan.seconds, id=scan.name, coalesce=True, max_instances=1
            )
        self._scheduler.start()
        self.wake(files=True)

    async def stop(self) -> None:
        """Stop waking; what is being sent is finished first."""
        self._stopping = True
        self._scheduler.shutdown(wait=False)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.delivery.stop(), 20)
        self.wake(files=True)
        await asyncio.wait(self._tasks, timeout=20)

    async def _once(self, scan: Scan) -> None:
        await self._attempt(scan.name, scan.look)

    async def _attempt(self, name: str, look: Callable[[], Awaitable[object]]) -> bool:
        try:
            await look()
        except Exception:
            log.exception("scan.failed", scan=name)
            self.health.scan_failed(name)
            return False
        self.health.scan_went_well(name)
        return True

    async def _forever(self, name: str, wanted: asyncio.Event, scan: Callable[[], Awaitable[int]]) -> None:
        while not self._stopping:
            await wanted.wait()
            await asyncio.sleep(TOGETHER)
            wanted.clear()
            if not await self._attempt(name, scan):
                await asyncio.sleep(1)
