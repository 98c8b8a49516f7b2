"""After-checks, conclusions that may lead to revocation, and the ministry's orders."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.areas import in_areas
from storage.tables import Check, Product


async def check(db: AsyncSession, check_id: int) -> Check | None:
    return await db.get(Check, check_id, with_for_update=True)


async def add_check(
    db: AsyncSession, product_id: int, kind: str, person_id: int, now: datetime, **columns: Any
) -> Check:
    """A check of a product; columns: further ones of the table."""
    row = Check(product_id=product_id, kind=kind, by=person_id, at=now, **columns)
    db.add(row)
    await db.flush()
    return row


async def of_product(db: AsyncSession, product_id: int, *, limit: int = 20) -> list[Check]:
    """A product's checks, the newest first."""
    rows = await db.execute(select(Check).where(Check.product_id == product_id).order_by(Check.id.desc()).limit(limit))
    return list(rows.scalars())


async def open_checks(
    db: AsyncSession, areas: Sequence[str], *, offset: int = 0, limit: int = 10
) -> list[tuple[Check, Product]]:
    """What is open in the areas: first what is due, the earliest day first, then the planned visits."""
    rows = await db.execute(
        select(Check, Product)
        .join(Product, Product.id == Check.product_id)
        .where(Check.closed_at.is_(None), in_areas(Product.province, Product.commune, areas))
        .order_by(Check.due.is_(None), Check.due, Check.planned_on, Check.id)
        .offset(offset)
        .limit(limit)
    )
    return [(row, product) for row, product in rows]


async def count_open(db: AsyncSession, areas: Sequence[str]) -> int:
    """How many are open in the areas."""
    counted = select(func.count()).select_from(Check).join(Product, Product.id == Check.product_id)
    where = Check.closed_at.is_(None), in_areas(Product.province, Product.commune, areas)
    return await db.scalar(counted.where(*where)) or 0


async def conclude(db: AsyncSession, row: Check, ground: str, on: date, due: date, words: str) -> None:
    """Its conclusion: a ground of revocation, which is to be decided by `due`."""
    row.ground, row.concluded_on, row.due, row.words = ground, on, due, words
    await db.flush()


async def close(db: AsyncSession, row: Check, outcome: str, now: datetime, words: str | None = None) -> None:
    """Nothing is left to do: kept, mended or revoked."""
    row.outcome, row.closed_at = outcome, now
    if words is not None:
        row.words = words
    await db.flush()


async def close_grounds(db: AsyncSession, product_id: int, outcome: str, now: datetime) -> None:
    """The same for every conclusion about a product that waits for a decision."""
    for row in await of_product(db, product_id, limit=100):
        if row.closed_at is None and row.due is not None:
            await close(db, row, outcome, now)
