"""Wakes the reminders: what belongs to today is written once, said at the hour each person chose, and checked again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from locales import clock
from ocop.plan import quiet_day
from services import law_reminders
from services import reminder_ends as ends
from services import reminder_scans as scans
from storage import plans, reminder_writing
from storage.database import Database
from storage.sending import Claimed


@dataclass
class Reminders:
    """Looks at each day once, and says what is due. `written`: called when there is something to send."""

    database: Database
    now: Callable[[], datetime]
    written: Callable[[], None] = lambda: None
    _looked: tuple[date, int, tuple[int, datetime | None]] | None = None

    async def run_due(self) -> int:
        """Look at today, then say what is due; returns how many messages were written. Safe to call at any time."""
        today = clock.today(self.now())
        if not quiet_day(today):
            await self.look(today)
        count = await self.say()
        if count:
            self.written()
        return count

    async def look(self, today: date) -> None:
        """Write the reminders that belong to the days since the last look, each round in its own transaction; once an
        hour also for what came since.
        """
        async with self.database.read() as db:
            seen = (today, clock.local(self.now()).hour, await plans.stamp(db))
            if seen == self._looked:
                return
            calendar = await plans.read_calendar(db, today)
            looked = await reminder_writing.looked_until(db)
        for row, _plan in calendar.plans.values():
            if row.version > 1:
                async with self.database.begin() as db:
                    await scans.tell_moved(db, calendar, row, self.now())
            for this in scans.rounds(calendar, row, today, looked):
                async with self.database.begin() as db:
                    await scans.write_round(db, this, self.now())
            async with self.database.begin() as db:
                await scans.write_late_comers(db, calendar, row, today, looked, self.now())
        await self._look_at_the_law(today, looked)
        self._looked = seen

    async def _look_at_the_law(self, today: date, looked: Mapping[str, date]) -> None:
        """What ends, and the days that the law itself sets."""
        for kind in ("certificate", "paper"):
            async with self.database.begin() as db:
                await ends.look_at_ends(db, kind, today, looked.get(kind), self.now())
        async with self.database.begin() as db:
            since = looked.get("certificate")
            if since is not None:
                await ends.look_at_new(db, clock.begins(since), today, self.now())
            await law_reminders.look(db, today, self.now())

    async def say(self) -> int:
        """One message for each person who has something due, some people in each transaction; returns how many."""
        async with self.database.read() as db:
            calendar = await scans.due_now(db, self.now())
        count, more = 0, calendar is not None
        while calendar is not None and more:
            async with self.database.begin() as db:
                some, more = await scans.say_due(db, calendar, self.now())
            count += some
        return count

    async def recheck(self, message: Claimed) -> dict[str, Any] | None:
        """The message as it should be said at the moment of sending; None when nothing of it is needed any more."""
        async with self.database.read() as db:
            found = await scans.recheck(db, message.id, message.person_id, message.body, self.now())
        if found.rows:
            async with self.database.begin() as db:
                await scans.settle(db, found)
        return found.body
