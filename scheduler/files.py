"""Files people sent: fetched until stored, looked at, filed, and answered with one receipt for all that came
together.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from chat import faults
from chat.limits import LARGEST_FILE
from chat.messenger import FileGone, FileTooLarge, Messengers, Unreachable
from scheduler import receipts
from scheduler.retries import backoff
from storage import content, inbox, origins
from storage.database import Database
from storage.files import FileStore
from storage.origins import Stored
from storage.tables import File

log = structlog.get_logger()

LONGEST_WAIT = 900.0  # seconds between two tries
TRIES_IN_SILENCE = 3  # after so many, or after so long, the person is told that it takes longer
SILENCE = timedelta(minutes=2)


@dataclass
class Intake:
    """Works off the inbox of files."""

    database: Database
    files: FileStore
    messengers: Messengers
    now: Callable[[], datetime]
    written: Callable[[], None] = lambda: None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run_due(self) -> int:
        """Fetch what is due, then write the receipts; returns how many files got an outcome."""
        if self._lock.locked():
            return 0
        async with self._lock:
            async with self.database.read() as db:
                if not await inbox.anything(db):
                    return 0
            count = 0
            while True:
                async with self.database.begin() as db:
                    due = await inbox.due(db, self.now())
                if not due:
                    break
                await asyncio.gather(*(self._work(file) for file in due))
                count += len(due)
            if await self.write_receipts():
                self.written()
            return count

    async def _work(self, file: File) -> None:
        try:
            await self._fetch(file)
        except Exception:
            log.exception("intake.error", file=file.id)
            await self._retry_or_give_up(file, "not-fetched")

    # -- fetching

    async def _fetch(self, file: File) -> None:
        faults.reached("file.before-download")
        try:
            data = await self._bytes(file)
        except FileTooLarge:
            return await self._give_up(file, "too-large")
        except FileGone:
            return await self._give_up(file, "gone")
        except (Unreachable, OSError) as error:
            log.warning("intake.unreachable", file=file.id, error=repr(error))
            return await self._retry_or_give_up(file, "not-fetched")
        if len(data) > LARGEST_FILE:
            return await self._give_up(file, "too-large")
        return await self._keep(file, data)

    async def _keep(self, file: File, data: bytes) -> None:
        """Look at the bytes, and store them unless they are refused."""
        facts = await asyncio.to_thread(content.examine, data, file.name)
        known = {"kind": facts.kind, "mime": facts.mime, "size": facts.size, "look": facts.look}
        if facts.refused:
            async with self.database.begin() as db:
                await inbox.refused(db, file.id, facts.problems, **known)
            return
        sha256 = await self.files.put(data)
        faults.reached("file.after-download")
        name = file.name or f"{'anh' if facts.kind == 'image' else 'tep'}-{file.id}.{facts.extension}"
        problems = list(facts.problems)
        async with self.database.begin() as db:
            await inbox.stored(db, file.id, self.now(), sha256=sha256, name=name, problems=problems, **known)

    async def _bytes(self, file: File) -> bytes:
        origin = origins.from_json(file.origin)
        if isinstance(origin, Stored):
            return await self.files.get(origin.sha256)
        messenger = self.messengers.get(file.channel_id or 0)
        if messenger is None:
            raise Unreachable(f"channel {file.channel_id} is off")
        return await messenger.fetch(dict(origin.file))

    async def _give_up(self, file: File, problem: str) -> None:
        async with self.database.begin() as db:
            await inbox.failed(db, file.id, problem)

    async def _retry_or_give_up(self, file: File, problem: str) -> None:
        if file.attempts >= inbox.ATTEMPTS:
            return await self._give_up(file, problem)
        now = self.now()
        async with self.database.begin() as db:
            await inbox.later(db, file.id, now + backoff(file.attempts, base=3, longest=LONGEST_WAIT))
            if file.attempts >= TRIES_IN_SILENCE or now - file.received_at >= SILENCE:
                await receipts.still_coming(db, file, now)
        self.written()
        return None

    # -- receipts

    async def write_receipts(self) -> int:
        """One receipt for each batch that is quiet and settled; returns how many were written."""
        now = self.now()
        async with self.database.begin() as db:
            batches = await inbox.ready_for_receipt(db, now)
            for batch in batches:
                await receipts.write_receipt(db, batch, now)
        return len(batches)
