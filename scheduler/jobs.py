"""Jobs: what takes time to make is made here, one process at a time, and told to whoever asked."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import structlog

from chat import faults
from scheduler.retries import backoff
from services import jobs as service
from services.jobs import Drawing
from services.work import Work
from storage import jobs, people
from storage.database import Database
from storage.files import FileStore
from storage.tables import Job

log = structlog.get_logger()
Made = TypeVar("Made")

REPORT_EVERY = 2.0  # seconds between two notes of how far a long one is
LONGEST_WAIT = 900.0  # seconds between two tries


@dataclass
class Progress:
    """How far a drawing is; written by the thread that draws."""

    done: int = 0
    total: int = 0

    def report(self, done: int, total: int) -> None:
        self.done, self.total = done, total


@dataclass
class Jobs:
    """Works off the jobs that are due. written: called when there is something to send."""

    database: Database
    files: FileStore
    now: Callable[[], datetime]
    written: Callable[[], None] = lambda: None
    report_every: float = REPORT_EVERY
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run_due(self) -> int:
        """Do what is due; returns how many jobs were taken. Safe to run twice, late, or in two processes."""
        if self._lock.locked():
            return 0
        count = 0
        async with self._lock:
            while True:
                async with self.database.read() as db:
                    if not await jobs.anything_due(db, self.now()):
                        return count
                async with self.database.begin() as db:
                    due = await jobs.claim(db, self.now())
                await asyncio.gather(*(self._work(job) for job in due))
                count += len(due)
                if not due:
                    return count

    async def _work(self, job: Job) -> None:
        if job.attempts > jobs.ATTEMPTS:  # each try took the process with it
            return await self._fail(job, job.error or "never came to an end")
        try:
            if service.works(job):
                return await self._run(job)
            async with self.database.read() as db:
                asker = await people.person(db, job.person_id)
                drawing = await service.gather(db, job, asker, self.now()) if asker is not None else None
            if drawing is None:
                async with self.database.begin() as db:
                    await jobs.finish(db, job, "cancelled", self.now())
                return None
            data = await self._draw(job, drawing)
            sha256 = await self.files.put(data)
            faults.reached("job.stored")
            await self._finish(job, drawing, sha256, len(data))
        except Exception as error:
            log.exception("job.error", job=job.id, kind=job.kind, attempt=job.attempts)
            await self._retry(job, repr(error))
        return None

    async def _draw(self, job: Job, drawing: Drawing) -> bytes:
        """The bytes; how far it is, is noted for those who look."""
        progress = Progress()
        data = await self._watched(job, asyncio.create_task(asyncio.to_thread(drawing.draw, progress.report)), progress)
        if progress.total:
            async with self.database.begin() as db:
                await jobs.progress(db, job, progress.total, progress.total, self.now())
        return data

    async def _watched(self, job: Job, making: asyncio.Task[Made], progress: Progress) -> Made:
        """What is made; the job is held, and how far it is is noted, as long as that takes."""
        while not (await asyncio.wait({making}, timeout=self.report_every))[0]:
            async with self.database.begin() as db:
                await jobs.progress(db, job, progress.done, progress.total, self.now())
        return await making

    async def _run(self, job: Job) -> None:
        """A job that changes rows by itself; what came of it is said."""
        async with self.database.read() as db:
            asker = await people.person(db, job.person_id)
        progress = Progress()
        screen = None
        if asker is not None:
            work = Work(self.database, self.files, job, asker, self.now, progress.report)
            screen = await self._watched(job, asyncio.create_task(service.run(work)), progress)
        faults.reached("job.worked")
        async with self.database.begin() as db:
            finished = await jobs.finish(db, job, "done" if screen is not None else "cancelled", self.now())
            if finished and screen is not None and asker is not None:
                await service.tell_result(db, job, asker, screen, self.now())
        self.written()

    async def _finish(self, job: Job, drawing: Drawing, sha256: str, size: int) -> None:
        now = self.now()
        async with self.database.begin() as db:
            asker = await people.person(db, job.person_id)
            if asker is None or not await jobs.finish(db, job, "done", now):
                return  # newer answers are on their way, or another process was first
            file = drawing.file(job, sha256, size, now)
            await jobs.keep_result(db, job, file)
            await service.tell_done(db, job, asker, drawing, file, now)
        self.written()

    async def _retry(self, job: Job, error: str) -> None:
        if job.attempts >= jobs.ATTEMPTS:
            return await self._fail(job, error)
        async with self.database.begin() as db:
            await jobs.retry(db, job, self.now() + backoff(job.attempts, base=3, longest=LONGEST_WAIT), error)
        return None

    async def _fail(self, job: Job, error: str) -> None:
        log.error("job.failed", job=job.id, kind=job.kind, error=error)
        async with self.database.begin() as db:
            asker = await people.person(db, job.person_id)
            if await jobs.finish(db, job, "failed", self.now(), error=error) and asker is not None:
                await service.tell_failed(db, job, asker, self.now())
        self.written()
