"""The rows of what is being made: taken by one process at a time, and given a fate by the one that holds it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import File, Job

ATTEMPTS = 5
HELD = timedelta(minutes=5)  # a process that died holds a job no longer than this
# Written out, not bound: only so SQLite sees that the partial index "ix_jobs_due" answers.
_OPEN: list[Any] = [literal_column("'waiting'"), literal_column("'working'")]


async def add(
    db: AsyncSession, kind: str, input: dict[str, Any], person_id: int, address_id: int | None, now: datetime
) -> Job:
    job = Job(kind=kind, input=input, person_id=person_id, address_id=address_id, not_before=now, created_at=now)
    db.add(job)
    await db.flush()
    return job


async def job(db: AsyncSession, job_id: int) -> Job | None:
    return await db.get(Job, job_id)


async def anything_due(db: AsyncSession, now: datetime) -> bool:
    """A look that disturbs nobody who writes."""
    due = select(Job.id).where(Job.state.in_(_OPEN), Job.not_before <= now).limit(1)
    return await db.scalar(due) is not None


async def claim(db: AsyncSession, now: datetime, *, limit: int = 4) -> list[Job]:
    """Jobs to do now, oldest first; held for a while, so that two processes do not do the same."""
    rows = await db.execute(
        select(Job)
        .where(Job.state.in_(_OPEN), Job.not_before <= now)
        .order_by(Job.not_before, Job.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    jobs = list(rows.scalars())
    for one in jobs:
        one.state, one.not_before = "working", now + HELD
        one.attempts += 1
    await db.flush()
    return jobs


async def progress(db: AsyncSession, job: Job, done: int, total: int, now: datetime) -> None:
    """So far; and it is still held."""
    await _change(db, job, done=done, total=total, not_before=now + HELD)


async def retry(db: AsyncSession, job: Job, at: datetime, error: str) -> None:
    await _change(db, job, state="waiting", not_before=at, error=error[:300])


async def finish(db: AsyncSession, job: Job, state: str, now: datetime, *, error: str | None = None) -> bool:
    """Its fate: done, failed or cancelled. False when it was cancelled meanwhile, or somebody else holds it."""
    return await _change(db, job, state=state, finished_at=now, error=error and error[:300])


async def _change(db: AsyncSession, job: Job, **values: Any) -> bool:
    held = (Job.id == job.id, Job.state == "working", Job.attempts == job.attempts)
    done = await db.execute(update(Job).where(*held).values(**values))
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def keep_result(db: AsyncSession, job: Job, file: File) -> None:
    """The file that came out of it."""
    db.add(file)
    await db.flush()
    await db.execute(update(Job).where(Job.id == job.id).values(file_id=file.id))


async def cancel(
    db: AsyncSession, kind: str, about: dict[str, int], now: datetime, *, person_id: int | None = None
) -> None:
    """Jobs of this kind that are not done and whose input says this are not wanted any more (only this person's)."""
    same: list[ColumnElement[bool]] = [Job.input[name].as_integer() == value for name, value in about.items()]
    if person_id is not None:
        same.append(Job.person_id == person_id)
    await db.execute(
        update(Job)
        .where(Job.state.in_(_OPEN), Job.kind == kind, *same)
        .values(state="cancelled", finished_at=now)
        .execution_options(synchronize_session=False)
    )


async def drop_copies(db: AsyncSession, document_id: int) -> None:
    """The Word files of earlier answers leave the paper; the signed scan stays."""
    await db.execute(
        update(File)
        .where(File.document_id == document_id, File.kind == "word", File.batch_id.is_(None))
        .values(document_id=None)
    )


async def give_up(db: AsyncSession, job: Job) -> bool:
    """A job that failed is asked for again under another row: once. False when that was done."""
    done = await db.execute(update(Job).where(Job.id == job.id, Job.state == "failed").values(state="cancelled"))
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def soon(db: AsyncSession, now: datetime) -> None:
    """After a restart nobody else works on what a dead process had taken."""
    await db.execute(update(Job).where(Job.state == "working").values(not_before=now))
