"""Taking back what a list brought: exactly what it made, and only where nobody has had to do with it since."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.tables import Base, Dossier, Import, ImportRow, Producer, Product, Rating, Reminder


def _pointing_at(table: type[Base], but: Collection[str]) -> list[ColumnElement[bool]]:
    """That some row of any table (but these) points at a row of this table."""
    target = table.__table__.c["id"]
    return [
        exists().where(column == target)
        for other in Base.metadata.sorted_tables
        if other.name not in but
        for column in other.c
        if any(key.column is target for key in column.foreign_keys)
    ]


def _touched_producer() -> ColumnElement[bool]:
    """That people have had to do with a producer since a list brought it, or changed it (joined: its row)."""
    changed = (
        (Producer.name != ImportRow.producer)
        | (Producer.phone != ImportRow.phone)
        | (Producer.representative != ImportRow.representative)
        | Producer.tax_number.is_distinct_from(ImportRow.tax_number)
        | (Producer.commune != ImportRow.commune)
        | Producer.called_at.is_not(None)
    )
    return or_(changed, *_pointing_at(Producer, {"products"}))


async def untouched(db: AsyncSession, wanted: Import, first: int, last: int) -> list[int]:
    """The products of these rows that nobody has had to do with since they came in."""
    maker = aliased(ImportRow)
    producer_touched = (
        select(Producer.id)
        .join(ImportRow, ImportRow.id == Producer.came_from)
        .where(Producer.id == Product.producer_id, _touched_producer())
        .correlate(Product)
        .exists()
    )
    changed = (
        (Product.name != maker.name)
        | (Product.state != "rated")
        | (Product.since != wanted.taken_at)
        | (Product.description != "")
        | (Product.story != "")
    )
    rating = (Rating.recorded_at != wanted.taken_at) | Rating.revoked_at.is_not(None)
    touched = or_(
        changed,
        *_pointing_at(Product, {"dossiers", "ratings"}),
        exists().where(Rating.product_id == Product.id, or_(rating, *_pointing_at(Rating, ()))),
        exists().where(Dossier.product_id == Product.id, or_(Dossier.number != 1, *_pointing_at(Dossier, {"ratings"}))),
        producer_touched,
    )
    rows = await db.execute(
        select(Product.id)
        .join(maker, maker.code == Product.code)
        .where(maker.import_id == wanted.id, maker.number.between(first, last), ~touched)
    )
    return list(rows.scalars())


async def take_back(db: AsyncSession, products: Sequence[int]) -> int:
    """Delete these products with what came in with them."""
    await db.execute(delete(Rating).where(Rating.product_id.in_(products)))
    await db.execute(delete(Dossier).where(Dossier.product_id.in_(products)))
    await db.execute(delete(Reminder).where(Reminder.product_id.in_(products), Reminder.state == "planned"))
    done = await db.execute(delete(Product).where(Product.id.in_(products)))
    return int(done.rowcount)  # type: ignore[attr-defined]


async def take_back_producers(db: AsyncSession, import_id: int, first: int, last: int) -> int:
    """Delete the producers of these rows that are left without a product and that nobody has had to do with."""
    left = (
        select(Producer.id)
        .join(ImportRow, ImportRow.id == Producer.came_from)
        .where(
            ImportRow.import_id == import_id,
            ImportRow.number.between(first, last),
            ~or_(_touched_producer(), *_pointing_at(Producer, ())),
        )
    )
    ids = list((await db.execute(left)).scalars())
    if ids:
        await db.execute(delete(Producer).where(Producer.id.in_(ids)))
    return len(ids)
