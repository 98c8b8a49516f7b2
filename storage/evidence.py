"""Versions of papers and their files: what a newer version takes over, and what is taken back."""

from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.dossiers import newest
from storage.tables import CriterionAnswer, Document, Dossier, File

_KEPT = ("person_id", "name", "compressed", "state", "kind", "mime", "sha256", "size", "look", "problems")


async def handed_in_before(db: AsyncSession, document: Document) -> Document | None:
    """The newest earlier version of the same paper that was handed in."""
    owner = [Document.product_id == document.product_id]
    if document.producer_id is not None:
        owner.append(Document.producer_id == document.producer_id)
    return await db.scalar(
        select(Document)
        .where(
            or_(*owner),
            Document.paper == document.paper,
            Document.version < document.version,
            Document.state != "draft",
        )
        .order_by(Document.version.desc())
        .limit(1)
    )


async def count_sent(db: AsyncSession, document_id: int) -> int:
    """How many stored files people sent for this version; what a job made is not counted."""
    sent = (File.document_id == document_id, File.state == "stored", File.job_id.is_(None))
    return await db.scalar(select(func.count()).select_from(File).where(*sent)) or 0


async def holds(db: AsyncSession, document_id: int, sha256: str) -> bool:
    """Whether these bytes stand in this version."""
    found = select(File.id).where(File.document_id == document_id, File.sha256 == sha256, File.state == "stored")
    return await db.scalar(found.limit(1)) is not None


async def take_over(db: AsyncSession, earlier: Document, newer: Document, now: datetime) -> int:
    """The newer version holds the earlier one's files too, each once; returns how many were added."""
    have = set(await db.scalars(select(File.sha256).where(File.document_id == newer.id, File.state == "stored")))
    rows = await db.execute(
        select(File).where(File.document_id == earlier.id, File.state == "stored").order_by(File.id)
    )
    taken = [file for file in rows.scalars() if file.sha256 not in have]
    for file in taken:
        copied = {name: getattr(file, name) for name in _KEPT}
        db.add(File(document_id=newer.id, not_before=now, received_at=file.received_at, stored_at=now, **copied))
    await db.flush()
    return len(taken)


async def let_go(db: AsyncSession, earlier: Document, newer: Document) -> None:
    """The newer version holds none of the files that it took over from the earlier one."""
    theirs = select(File.sha256).where(File.document_id == earlier.id)
    taken = (File.document_id == newer.id, File.batch_id.is_(None), File.job_id.is_(None), File.sha256.in_(theirs))
    await db.execute(delete(File).where(*taken).execution_options(synchronize_session=False))


async def drop(db: AsyncSession, document: Document) -> None:
    """Take a version away; its files stay with who sent them, in no paper."""
    await db.execute(
        update(File)
        .where(File.document_id == document.id)
        .values(document_id=None)
        .execution_options(synchronize_session=False)
    )
    await db.delete(document)
    await db.flush()


async def changed_since(db: AsyncSession, product_id: int, moment: datetime) -> bool:
    """Whether a paper came, or an answer to a criterion was given, after that moment."""
    if any(row.created_at > moment for row in (await newest(db, product_id)).values()):
        return True
    answered = (
        select(CriterionAnswer.criterion)
        .join(Dossier, Dossier.id == CriterionAnswer.dossier_id)
        .where(Dossier.product_id == product_id, CriterionAnswer.at > moment)
    )
    return await db.scalar(answered.limit(1)) is not None
