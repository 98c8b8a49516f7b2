"""Files on their way in over one-time upload pages: links, files, and their parts until the whole is stored."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import UploadedFile, UploadedPart, UploadLink

HOURS = 24
MOST_FILES = 20  # of one link
PARTS_KEPT = timedelta(days=1)  # after the link's end


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def open_link(
    db: AsyncSession, *, person_id: int, address_id: int, product_id: int, paper: str, now: datetime
) -> str:
    """The token of a page for exactly this paper, for a day."""
    token = secrets.token_urlsafe(18)
    db.add(
        UploadLink(
            token_hash=_hash(token),
            person_id=person_id,
            address_id=address_id,
            product_id=product_id,
            paper=paper,
            created_at=now,
            expires_at=now + timedelta(hours=HOURS),
        )
    )
    await db.flush()
    return token


async def link(db: AsyncSession, token: str) -> UploadLink | None:
    return await db.scalar(select(UploadLink).where(UploadLink.token_hash == _hash(token)))


async def claim(db: AsyncSession, link_id: int, holder: str) -> bool:
    """Make the page this browser's; False when it is another's already."""
    done = await db.execute(
        update(UploadLink)
        .where(UploadLink.id == link_id, or_(UploadLink.holder.is_(None), UploadLink.holder == _hash(holder)))
        .values(holder=_hash(holder))
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def holds(row: UploadLink, holder: str) -> bool:
    """Whether this browser began to upload here."""
    return row.holder is not None and secrets.compare_digest(row.holder, _hash(holder))


async def new_file(db: AsyncSession, link_id: int, name: str, size: int, now: datetime) -> UploadedFile | None:
    """A file that is about to come; None when the link has had its number of files."""
    count = await db.scalar(select(func.count()).select_from(UploadedFile).where(UploadedFile.link_id == link_id))
    if (count or 0) >= MOST_FILES:
        return None
    row = UploadedFile(key=secrets.token_urlsafe(18), link_id=link_id, name=name[:200], size=size, created_at=now)
    db.add(row)
    await db.flush()
    return row


async def file(db: AsyncSession, link_id: int, key: str) -> UploadedFile | None:
    return await db.scalar(select(UploadedFile).where(UploadedFile.key == key, UploadedFile.link_id == link_id))


async def add_part(db: AsyncSession, file_id: int, start: int, data: bytes) -> bool:
    """Keep the bytes from `start` on; False when others came first: then nothing is kept."""
    done = await db.execute(
        update(UploadedFile)
        .where(
            UploadedFile.id == file_id,
            UploadedFile.received == start,
            UploadedFile.size >= start + len(data),
            UploadedFile.done_at.is_(None),
        )
        .values(received=start + len(data))
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return False
    db.add(UploadedPart(file_id=file_id, start=start, data=data))
    await db.flush()
    return True


async def whole(db: AsyncSession, file_id: int) -> bytes:
    """All its bytes in order."""
    parts = await db.execute(
        select(UploadedPart.data).where(UploadedPart.file_id == file_id).order_by(UploadedPart.start)
    )
    return b"".join(parts.scalars())


async def finish(db: AsyncSession, file_id: int, now: datetime) -> None:
    """The file is stored and announced: its parts go."""
    await db.execute(delete(UploadedPart).where(UploadedPart.file_id == file_id))
    await db.execute(
        update(UploadedFile).where(UploadedFile.id == file_id, UploadedFile.done_at.is_(None)).values(done_at=now)
    )


async def close(db: AsyncSession, link_id: int, now: datetime) -> None:
    await db.execute(
        update(UploadLink).where(UploadLink.id == link_id, UploadLink.closed_at.is_(None)).values(closed_at=now)
    )


async def forgotten(db: AsyncSession, now: datetime) -> bool:
    """Whether there is anything to sweep."""
    found = await db.scalar(
        select(UploadedPart.file_id)
        .join(UploadedFile, UploadedFile.id == UploadedPart.file_id)
        .join(UploadLink, UploadLink.id == UploadedFile.link_id)
        .where(UploadLink.expires_at < now - PARTS_KEPT)
        .limit(1)
    )
    return found is not None


async def sweep(db: AsyncSession, now: datetime) -> int:
    """Drop the parts of files that were never finished, a day after their link ended; returns how many parts."""
    over = (
        select(UploadedFile.id)
        .join(UploadLink, UploadLink.id == UploadedFile.link_id)
        .where(UploadLink.expires_at < now - PARTS_KEPT)
    )
    done = await db.execute(delete(UploadedPart).where(UploadedPart.file_id.in_(over)))
    return int(done.rowcount)  # type: ignore[attr-defined]
