"""What the commune found on its four topics."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Finding


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
