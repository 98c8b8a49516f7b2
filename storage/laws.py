"""Products whose dossier is under a law that has ended."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Document, Dossier, Evaluation, Product, Rating


async def undecided_under(db: AsyncSession, ended: Sequence[str], *, limit: int) -> list[Product]:
    """Products without a result under one of these rules (codes), nobody else moving them on meanwhile."""
    rows = await db.execute(
        select(Product)
        .where(Product.rules.in_(ended), Product.state != "rated")
        .order_by(Product.id)
        .limit(limit)
        .with_for_update()
    )
    return list(rows.scalars())


async def close_without_result(db: AsyncSession, product_id: int, now: datetime) -> None:
    """Scorings that no decision has ended are closed; what has a result keeps it, and stays readable."""
    decided = select(Rating.id).where(Rating.evaluation_id == Evaluation.id).exists()
    await db.execute(
        update(Evaluation)
        .where(Evaluation.product_id == product_id, Evaluation.closed_at.is_(None), ~decided)
        .values(closed_at=now)
        .execution_options(synchronize_session=False)
    )


async def hand_back(db: AsyncSession, product_id: int) -> None:
    """What was handed in and not decided is its producer's again."""
    await db.execute(
        update(Document)
        .where(Document.product_id == product_id, Document.state == "submitted")
        .values(state="draft")
        .execution_options(synchronize_session=False)
    )


async def close_dossier(db: AsyncSession, dossier: Dossier, outcome: str, now: datetime) -> None:
    """The dossier has come to its end."""
    dossier.outcome, dossier.closed_at = outcome, now
    await db.flush()
