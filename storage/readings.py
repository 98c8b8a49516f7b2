"""How a province reads the unsure places of the law, and the rounds that it adds to those of the law."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Dossier, Product, Reading, Round


async def of_province(db: AsyncSession, province: str) -> dict[str, Reading]:
    """name of the place → how the province reads it; those that it left as they are do not stand here."""
    rows = await db.execute(select(Reading).where(Reading.province == province))
    return {row.name: row for row in rows.scalars()}


async def put(db: AsyncSession, province: str, name: str, value: str, person_id: int, now: datetime) -> Reading:
    row = await db.get(Reading, (province, name), with_for_update=True)
    if row is None:
        row = Reading(province=province, name=name, value=value, given_by=person_id, given_at=now)
        db.add(row)
    else:
        row.value, row.given_by, row.given_at = value, person_id, now
    await db.flush()
    return row


async def rounds_of(db: AsyncSession, province: str) -> list[Round]:
    """The rounds that the province added, the first to close first."""
    rows = await db.execute(select(Round).where(Round.province == province).order_by(Round.propose_by).limit(100))
    return list(rows.scalars())


async def add_round(
    db: AsyncSession,
    province: str,
    code: str,
    *,
    propose_by: date,
    done_by: date,
    source: str,
    person_id: int,
    now: datetime,
) -> Round:
    row = Round(
        province=province,
        code=code,
        propose_by=propose_by,
        done_by=done_by,
        source=source,
        given_by=person_id,
        given_at=now,
    )
    db.add(row)
    await db.flush()
    return row


async def proposed_for(
    db: AsyncSession, province: str, code: str, *, offset: int = 0, limit: int = 10
) -> list[tuple[Product, Dossier]]:
    """What the communes sent on for a round of the province, in the order in which it came."""
    rows = await db.execute(
        select(Product, Dossier)
        .join(Dossier, Dossier.product_id == Product.id)
        .where(Product.province == province, Dossier.round == code, Dossier.proposed_at.is_not(None))
        .order_by(Dossier.proposed_at, Dossier.id)
        .offset(offset)
        .limit(limit)
    )
    return [(product, dossier) for product, dossier in rows]
