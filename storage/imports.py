"""Lists from spreadsheets: their rows, taking them in set-based, and taking them back."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.areas import inside
from storage.tables import Base, Dossier, File, Import, ImportRow, Moment, Producer, Product, Rating

CHUNK = 1000  # rows that one statement handles: a few hundredths of a second on SQLite
READ = 2000
OPEN = ("reading", "asked", "dry")  # nothing is taken in yet


async def add(db: AsyncSession, area: str, file_id: int, name: str, person_id: int, now: datetime) -> Import:
    made = Import(area=area, file_id=file_id, name=name[:200], person_id=person_id, created_at=now)
    db.add(made)
    await db.flush()
    return made


async def one(db: AsyncSession, import_id: int) -> Import | None:
    return await db.get(Import, import_id)


async def locked(db: AsyncSession, import_id: int) -> Import | None:
    """The list as it is now; nobody else moves it on before this transaction ends."""
    return await db.get(Import, import_id, with_for_update=True, populate_existing=True)


async def of_file(db: AsyncSession, file_id: int, area: str) -> Import | None:
    """The list that was begun from this file and is not dropped."""
    begun = select(Import).where(Import.file_id == file_id, Import.area == area, Import.state != "dropped")
    return await db.scalar(begun.order_by(Import.id.desc()).limit(1))


async def of_areas(db: AsyncSession, areas: Sequence[str], *, limit: int = 6) -> list[Import]:
    """The newest lists of the areas."""
    rows = await db.execute(
        select(Import)
        .where(inside(Import.area, areas), Import.state != "dropped")
        .order_by(Import.id.desc())
        .limit(limit)
    )
    return list(rows.scalars())


async def source(db: AsyncSession, wanted: Import) -> str:
    """Where the bytes of its spreadsheet are: their SHA-256."""
    return (await db.get_one(File, wanted.file_id)).sha256 or ""


async def move(db: AsyncSession, import_id: int, start: Sequence[str], end: str, **values: Any) -> bool:
    """From one of these states to another; False when somebody was first."""
    done = await db.execute(
        update(Import).where(Import.id == import_id, Import.state.in_(start)).values(state=end, **values)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


# -- what is there already


async def marks(db: AsyncSession, province: str) -> list[int]:
    """Changes when a producer or product of the province is added."""
    newest = [select(func.max(table.id)).where(table.province == province) for table in (Producer, Product)]
    return [await db.scalar(query) or 0 for query in newest]


async def producers_in(db: AsyncSession, province: str) -> AsyncIterator[tuple[int, str, str, str | None]]:
    """(id, name, commune, tax number) of every producer of the province; others have their turns in between."""
    query = select(Producer.id, Producer.name, Producer.commune, Producer.tax_number)
    async for row in _all(db, query.where(Producer.province == province), Producer.id):
        yield row[0], row[1], row[2], row[3]


async def products_in(db: AsyncSession, province: str) -> AsyncIterator[tuple[int, str]]:
    """(producer, folded name) of every product of the province."""
    query = select(Product.id, Product.producer_id, Product.folded).where(Product.province == province)
    async for row in _all(db, query, Product.id):
        yield row[1], row[2]


async def _all(db: AsyncSession, query: Any, key: Any) -> AsyncIterator[Any]:
    last = 0
    while True:
        rows = (await db.execute(query.where(key > last).order_by(key).limit(READ))).all()
        for row in rows:
            yield row
        if len(rows) < READ:
            return
        last = rows[-1][0]
        await asyncio.sleep(0)


async def taken_codes(db: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Those of the rows' codes that a product has."""
    codes = [row["code"] for row in rows if row["code"]]
    return set((await db.execute(select(Product.code).where(Product.code.in_(codes)))).scalars())


# -- the rows of the dry run


async def drop_rows(db: AsyncSession, import_id: int) -> bool:
    """Take some rows of an earlier dry run away; False when there are no more."""
    some = select(ImportRow.id).where(ImportRow.import_id == import_id).limit(CHUNK)
    done = await db.execute(delete(ImportRow).where(ImportRow.id.in_(some)))
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def add_rows(db: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    await db.execute(insert(ImportRow), list(rows))


async def rows_of(
    db: AsyncSession, import_id: int, fates: Collection[str], *, offset: int = 0, limit: int = 8
) -> list[ImportRow]:
    """Rows with one of these fates, in the order of the sheet."""
    rows = await db.execute(
        select(ImportRow)
        .where(ImportRow.import_id == import_id, ImportRow.fate.in_(fates))
        .order_by(ImportRow.number)
        .offset(offset)
        .limit(limit)
    )
    return list(rows.scalars())


async def kept(db: AsyncSession, import_id: int, *, offset: int = 0, limit: int = 8) -> list[tuple[ImportRow, Product]]:
    """Rows whose product is there, in the order of the sheet."""
    rows = await db.execute(
        select(ImportRow, Product)
        .join(Product, Product.code == ImportRow.code)
        .where(ImportRow.import_id == import_id)
        .order_by(ImportRow.number)
        .offset(offset)
        .limit(limit)
    )
    return [(row, product) for row, product in rows]


# -- taking in


async def spans(db: AsyncSession, import_id: int) -> list[tuple[int, int]]:
    """(first, last number) of the rows, a chunk each."""
    first, last = (
        await db.execute(
            select(func.min(ImportRow.number), func.max(ImportRow.number)).where(ImportRow.import_id == import_id)
        )
    ).one()
    return [] if first is None else [(start, start + CHUNK - 1) for start in range(first, last + 1, CHUNK)]


async def take_in(db: AsyncSession, wanted: Import, rules: str, now: datetime) -> dict[str, int]:
    """Make producers, products, dossiers and ratings of the rows that come in, all in this transaction.

    rules: the law under which the products go on from today. Returns how many of each were made. One statement for
    each chunk: others who only read have their turns in between; who writes on SQLite waits for the whole.
    """
    lead = ImportRow.lead_any if wanted.doubtful else ImportRow.lead_sure
    made = {"producers": 0, "products": 0, "ratings": 0}
    chunks = await spans(db, wanted.id)
    for step, name in ((_producers, "producers"), (_products, "products"), (_dossiers, ""), (_ratings, "ratings")):
        for first, last in chunks:
            here = (ImportRow.import_id == wanted.id, ImportRow.number.between(first, last), lead.is_not(None))
            done = await db.execute(step(wanted, rules, lead, here, now))
            if name:
                made[name] += done.rowcount  # type: ignore[attr-defined]
            await asyncio.sleep(0)
    return made


def _copied(table: type[Base], columns: Mapping[str, Any], source: Select[Any]) -> Any:
    """INSERT … SELECT: column → what it is given; every other column is as in a new object."""
    every = {**columns}
    for one in fields(table):
        if one.name not in every and one.default_factory is not MISSING:
            every[one.name] = literal(one.default_factory(), table.__table__.c[one.name].type)
    return insert(table).from_select(list(every), source.with_only_columns(*every.values()))


def _producers(wanted: Import, _rules: str, lead: Any, here: Any, now: datetime) -> Any:
    row = ImportRow
    columns = {
        "kind": row.kind,
        "name": row.producer,
        "folded": row.producer_folded,
        "representative": row.representative,
        "phone": row.phone,
        "tax_number": row.tax_number,
        "province": literal(wanted.facts["province"]),
        "commune": row.commune,
        "created_at": literal(now, Moment()),
        "came_from": row.id,
    }
    return _copied(Producer, columns, select(row.id).where(*here, row.producer_id.is_(None), lead == row.number))


def _products(wanted: Import, rules: str, lead: Any, here: Any, now: datetime) -> Any:
    row, leader, moment = ImportRow, aliased(ImportRow), literal(now, Moment())
    columns = {
        "code": row.code,
        "law_code": row.law_code,
        "producer_id": func.coalesce(row.producer_id, Producer.id),
        "name": row.name,
        "folded": row.folded,
        "subgroup": row.subgroup,
        "existing": literal(True),
        "description": literal(""),
        "story": literal(""),
        "rules": literal(rules),
        "province": literal(wanted.facts["province"]),
        "commune": row.commune,
        "entered_step": literal(6),
        "step": literal(6),
        "state": literal("rated"),
        "since": moment,
        "created_at": moment,
    }
    source = (
        select(row.id)
        .outerjoin(leader, (leader.import_id == row.import_id) & (leader.number == lead))
        .outerjoin(Producer, Producer.came_from == leader.id)
        .where(*here)
        .order_by(row.number)
    )
    return _copied(Product, columns, source)


def _dossiers(wanted: Import, _rules: str, _lead: Any, here: Any, now: datetime) -> Any:
    moment = literal(now, Moment())
    columns = {
        "product_id": Product.id,
        "number": literal(1),
        "kind": literal("first"),
        "rules": ImportRow.rules,
        "late": literal(False),
        "opened_by": literal(wanted.person_id),
        "opened_at": moment,
        "closed_at": moment,
        "outcome": literal("rated"),
    }
    return _copied(Dossier, columns, select(ImportRow.id).join(Product, Product.code == ImportRow.code).where(*here))


def _ratings(wanted: Import, _rules: str, _lead: Any, here: Any, now: datetime) -> Any:
    row = ImportRow
    columns = {
        "product_id": Product.id,
        "dossier_id": Dossier.id,
        "stars": row.stars,
        "points": row.points,
        "level": row.level,
        "decision_number": row.decision,
        "decision_date": row.issued,
        "valid_until": row.valid_until,
        "extended_until": row.extended_until,
        "issuer": row.issuer,
        "recorded_by": literal(wanted.person_id),
        "recorded_at": literal(now, Moment()),
    }
    source = select(row.id).join(Product, Product.code == row.code).join(Dossier, Dossier.product_id == Product.id)
    return _copied(Rating, columns, source.where(*here))


async def count_kept(db: AsyncSession, import_id: int) -> int:
    """How many products of the list are there."""
    there = select(func.count()).select_from(ImportRow).join(Product, Product.code == ImportRow.code)
    return await db.scalar(there.where(ImportRow.import_id == import_id)) or 0
