"""Looks once a day whether a law has ended under which something is still on its way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from locales import clock
from services import laws
from storage.database import Database


@dataclass
class Laws:
    """`written`: called when there is something to send."""

    database: Database
    now: Callable[[], datetime]
    written: Callable[[], None] = lambda: None
    _looked: date | None = None

    async def run_due(self) -> int:
        """Move what is due, some products in each transaction; returns how many. Safe to call at any time."""
        today = clock.today(self.now())
        if self._looked == today:
            return 0
        count = 0
        while True:
            async with self.database.begin() as db:
                some = await laws.move_on(db, self.now())
            count += some
            if not some:
                break
        self._looked = today
        if count:
            self.written()
        return count
