"""Wakes announcements whose time has come, that are being written, or that run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from chat import faults
from services import announcement_runs as runs
from storage import announcements
from storage.database import Database


@dataclass
class Announcing:
    """Looks for announcements that are due, being written or running. Truth is in rows: a restart goes on where the
    last process stopped, and a second process changes nothing.

    written: called when messages were written; edits: whether a channel can change a message in place.
    """

    database: Database
    now: Callable[[], datetime]
    written: Callable[[], None]
    edits: Callable[[int], bool]
    _shown: runs.Shown = field(default_factory=dict)

    async def run_due(self) -> None:
        async with self.database.read() as db:
            if not await announcements.anything(db, self.now()):
                return
        async with self.database.begin() as db:
            await runs.begin_due(db, self.now())
        for announcement_id in await self._in_state("writing"):
            while await self.write_batch(announcement_id):
                self.written()
        for announcement_id in await self._in_state("running"):
            async with self.database.begin() as db:
                await runs.look_after(db, announcement_id, self.now(), self.edits, self._shown)
            self.written()

    async def write_batch(self, announcement_id: int) -> bool:
        """The next batch, in one transaction; False when there is nothing more to write."""
        async with self.database.begin() as db:
            wrote = await runs.write_batch(db, announcement_id, self.now())
        if wrote:
            faults.reached("announcement.batch")
        return wrote

    async def _in_state(self, state: str) -> list[int]:
        async with self.database.read() as db:
            return [announcement.id for announcement in await announcements.in_state(db, state)]
