"""What the commune found on its four topics, and what of the producer's self-assessment it is made of."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Citation, CriterionAnswer, Finding


async def of_dossier(db: AsyncSession, dossier_id: int) -> dict[str, Finding]:
    """topic → what was found."""
    rows = await db.execute(select(Finding).where(Finding.dossier_id == dossier_id))
    return {row.topic: row for row in rows.scalars()}


async def put(db: AsyncSession, dossier_id: int, topic: str, words: str, person_id: int, now: datetime) -> Finding:
    """Keep what was found on a topic instead of what stood there before."""
    row = await db.get(Finding, (dossier_id, topic), with_for_update=True)
    if row is None:
        row = Finding(dossier_id=dossier_id, topic=topic, words=words, by=person_id, at=now)
        db.add(row)
    else:
        row.words, row.by, row.at = words, person_id, now
    await db.flush()
    return row


async def claims(db: AsyncSession, dossier_id: int) -> dict[str, CriterionAnswer]:
    """criterion → what its producer says of it."""
    rows = await db.execute(select(CriterionAnswer).where(CriterionAnswer.dossier_id == dossier_id))
    return {row.criterion: row for row in rows.scalars()}


async def cited(db: AsyncSession, dossier_id: int) -> dict[str, list[str]]:
    """criterion → the codes of the papers that are cited for it."""
    found: dict[str, list[str]] = {}
    rows = await db.execute(
        select(Citation).where(Citation.dossier_id == dossier_id).order_by(Citation.criterion, Citation.paper)
    )
    for row in rows.scalars():
        found.setdefault(row.criterion, []).append(row.paper)
    return found
