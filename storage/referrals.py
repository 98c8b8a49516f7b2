"""What the province sent to the ministry, and what came back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Dossier, Evaluation, Referral


async def of_evaluation(db: AsyncSession, evaluation_id: int) -> Referral | None:
    """The referral of this result; None while none is being prepared."""
    return await db.scalar(
        select(Referral).where(Referral.evaluation_id == evaluation_id).order_by(Referral.id.desc()).limit(1)
    )


async def away(db: AsyncSession, product_id: int) -> Referral | None:
    """The product's referral that lies with the ministry."""
    return await db.scalar(
        select(Referral)
        .join(Dossier, Dossier.id == Referral.dossier_id)
        .where(Dossier.product_id == product_id, Referral.sent_at.is_not(None), Referral.outcome.is_(None))
        .limit(1)
    )


async def begin(db: AsyncSession, evaluation: Evaluation) -> Referral:
    """A referral that is being prepared. The evaluation has a dossier."""
    if evaluation.dossier_id is None:
        raise ValueError(f"evaluation {evaluation.id} has no dossier")
    row = Referral(dossier_id=evaluation.dossier_id, evaluation_id=evaluation.id)
    db.add(row)
    await db.flush()
    return row


async def tick(db: AsyncSession, row: Referral, paper: str, since: str | None) -> None:
    """A paper that goes with it is there since that day (ISO), or is not."""
    papers = {code: day for code, day in row.papers.items() if code != paper}
    row.papers = {**papers, paper: since} if since else papers
    await db.flush()


async def send(db: AsyncSession, row: Referral, round_code: str, by: int, now: datetime) -> None:
    """It is on its way to the ministry's round."""
    row.round, row.sent_by, row.sent_at = round_code, by, now
    await db.flush()


async def came_back(db: AsyncSession, row: Referral, outcome: str, points: str | None, by: int, now: datetime) -> None:
    """What the ministry answered: five, or lower with its points (an exact decimal)."""
    row.outcome, row.points, row.back_by, row.back_at = outcome, points, by, now
    await db.flush()
