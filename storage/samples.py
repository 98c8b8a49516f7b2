"""Samples that the offices took in and gave back."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import SampleCount


async def add(
    db: AsyncSession, dossier_id: int, *, count: int, level: str, words: str, person_id: int, now: datetime
) -> SampleCount:
    row = SampleCount(dossier_id=dossier_id, count=count, level=level, words=words, by=person_id, at=now)
    db.add(row)
    await db.flush()
    return row


async def of_dossier(db: AsyncSession, dossier_id: int, level: str) -> list[SampleCount]:
    """What an office took in and gave back, oldest first."""
    rows = await db.execute(
        select(SampleCount)
        .where(SampleCount.dossier_id == dossier_id, SampleCount.level == level)
        .order_by(SampleCount.id)
        .limit(100)
    )
    return list(rows.scalars())


async def held(db: AsyncSession, dossier_id: int, level: str) -> int:
    """How many samples of the dossier an office holds."""
    counted = select(func.sum(SampleCount.count)).where(
        SampleCount.dossier_id == dossier_id, SampleCount.level == level
    )
    return await db.scalar(counted) or 0
