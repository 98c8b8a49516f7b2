"""The inbox of files: a row from the first moment, fetched until stored, filed under a paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Batch, File

TOGETHER = timedelta(seconds=2)  # files of one person that follow each other within this get one receipt
ATTEMPTS = 8
# Written out, not bound: only so SQLite sees that the partial index "ix_files_due" answers.
_DUE: Any = literal_column("'waiting'")


@dataclass(frozen=True, slots=True)
class Destination:
    """What files are for, as the place knew at which they came; kept with them until their receipt.

    A paper of a product; or a product (the receipt asks which paper); or an announcement; or nothing: the receipt
    asks.
    """

    product_id: int | None = None
    paper: str | None = None
    announcement_id: int | None = None


async def open_batch(
    db: AsyncSession,
    *,
    person_id: int,
    address_id: int,
    group: str,
    event_id: str,
    caption: str,
    destination: Destination,
    now: datetime,
) -> Batch:
    """The batch these files belong to: the album's, or the one still open for the same destination, or a new one."""
    batch = await _open_one(db, person_id, group, destination, now)
    if batch is None:
        batch = Batch(
            person_id=person_id,
            address_id=address_id,
            key=(group if group and not await _used(db, person_id, group) else event_id)[:100],
            grouped=bool(group),
            product_id=destination.product_id,
            paper=destination.paper,
            caption=caption[:1024],
            last_at=now,
        )
        db.add(batch)
    else:
        batch.last_at = now
        batch.caption = batch.caption or caption[:1024]
        if batch.paper is None:
            batch.product_id, batch.paper = destination.product_id, destination.paper
    await db.flush()
    return batch


async def _open_one(
    db: AsyncSession, person_id: int, group: str, destination: Destination, now: datetime
) -> Batch | None:
    open_ones = select(Batch).where(Batch.person_id == person_id, Batch.receipt_at.is_(None))
    if group:
        return await db.scalar(open_ones.where(Batch.key == group))
    same = (
        Batch.grouped.is_(False),
        Batch.last_at > now - TOGETHER,
        Batch.product_id.is_not_distinct_from(destination.product_id),
        Batch.paper.is_not_distinct_from(destination.paper),
    )
    return await db.scalar(open_ones.where(*same).order_by(Batch.id.desc()).limit(1))


async def _used(db: AsyncSession, person_id: int, key: str) -> bool:
    return await db.scalar(select(Batch.id).where(Batch.person_id == person_id, Batch.key == key)) is not None


async def anything(db: AsyncSession) -> bool:
    """Whether any file waits or any batch awaits its receipt: a look that disturbs nobody who writes."""
    waiting = select(File.id).where(File.state == _DUE).limit(1)
    open_batch = select(Batch.id).where(Batch.receipt_at.is_(None)).limit(1)
    return await db.scalar(waiting) is not None or await db.scalar(open_batch) is not None


async def due(db: AsyncSession, now: datetime, *, limit: int = 10) -> list[File]:
    """Files to fetch now, oldest first; taken for five minutes so that two processes do not do the same."""
    rows = await db.execute(
        select(File)
        .where(File.state == _DUE, File.not_before <= now)
        .order_by(File.not_before, File.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    files = list(rows.scalars())
    for file in files:
        file.not_before = now + timedelta(minutes=5)
        file.attempts += 1
    await db.flush()
    return files


async def stored(db: AsyncSession, file_id: int, now: datetime, **facts: Any) -> None:
    """The bytes are safe: kind, mime, sha256, size, look, problems, name as examined."""
    await db.execute(update(File).where(File.id == file_id).values(state="stored", stored_at=now, **facts))


async def refused(db: AsyncSession, file_id: int, problems: Sequence[str], **facts: Any) -> None:
    await db.execute(update(File).where(File.id == file_id).values(state="refused", problems=list(problems), **facts))


async def failed(db: AsyncSession, file_id: int, problem: str) -> None:
    """It could not be fetched; the person is told so in the receipt."""
    await db.execute(update(File).where(File.id == file_id).values(state="failed", problems=[problem]))


async def later(db: AsyncSession, file_id: int, at: datetime) -> None:
    await db.execute(update(File).where(File.id == file_id).values(not_before=at))


async def soon(db: AsyncSession, now: datetime) -> None:
    """After a restart nobody else works on the files that a dead process had taken."""
    await db.execute(update(File).where(File.state == _DUE, File.attempts < ATTEMPTS).values(not_before=now))


async def ready_for_receipt(db: AsyncSession, now: datetime, *, limit: int = 20) -> list[Batch]:
    """Batches that are quiet and whose files all have an outcome."""
    rows = await db.execute(
        select(Batch)
        .where(
            Batch.receipt_at.is_(None),
            Batch.last_at <= now - TOGETHER,
            ~exists().where(File.batch_id == Batch.id, File.state == "waiting"),
        )
        .order_by(Batch.last_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(rows.scalars())


async def batch(db: AsyncSession, batch_id: int) -> Batch | None:
    return await db.get(Batch, batch_id)


async def files_of_batch(db: AsyncSession, batch_id: int) -> list[File]:
    return list((await db.execute(select(File).where(File.batch_id == batch_id).order_by(File.id))).scalars())


async def files_of_document(db: AsyncSession, document_id: int) -> list[File]:
    """The stored files of one version of a paper."""
    rows = await db.execute(
        select(File).where(File.document_id == document_id, File.state == "stored").order_by(File.id)
    )
    return list(rows.scalars())


async def file(db: AsyncSession, file_id: int) -> File | None:
    return await db.get(File, file_id)


async def unfiled(db: AsyncSession, person_id: int, *, limit: int = 5) -> list[Batch]:
    """Batches whose receipt asked what they are and has no answer yet."""
    rows = await db.execute(
        select(Batch)
        .where(
            Batch.person_id == person_id,
            Batch.receipt_at.is_not(None),
            Batch.paper.is_(None),
            exists().where(File.batch_id == Batch.id, File.state == "stored", File.announcement_id.is_(None)),
        )
        .order_by(Batch.id.desc())
        .limit(limit)
    )
    return list(rows.scalars())
