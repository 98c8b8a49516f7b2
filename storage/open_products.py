"""Products that wait for their producer at a step or before it: whom a date of the plan is about."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from ocop import workflow
from storage.areas import in_areas
from storage.tables import Member, Person, Product


def unfinished(province: str, step: int) -> ColumnElement[bool]:
    """Products of the province that have not come past `step` and wait for their producer."""
    return and_(Product.province == province, _waiting_at(step))


def _in(areas: Sequence[str], step: int) -> ColumnElement[bool]:
    return and_(in_areas(Product.province, Product.commune, areas), _waiting_at(step))


def _waiting_at(step: int) -> ColumnElement[bool]:
    return and_(Product.state.in_(workflow.WITH_PRODUCER), Product.step.in_(workflow.up_to(step)))


async def count_by_commune(
    db: AsyncSession, province: str, step: int, *, communes: Sequence[str] | None = None, but: Sequence[str] = ()
) -> dict[str, int]:
    """commune → products that have not come past `step` and wait for their producer."""
    query = select(Product.commune, func.count()).where(unfinished(province, step)).group_by(Product.commune)
    if communes is not None:
        query = query.where(Product.commune.in_(communes))
    if but:
        query = query.where(Product.commune.not_in(but))
    return dict((await db.execute(query)).all())


async def of_areas(
    db: AsyncSession, areas: Sequence[str], step: int, *, offset: int = 0, limit: int = 8
) -> list[Product]:
    """Products in the areas that have not come past `step` and wait for their producer, longest first."""
    rows = await db.execute(
        select(Product).where(_in(areas, step)).order_by(Product.since, Product.id).offset(offset).limit(limit)
    )
    return list(rows.scalars())


async def touched(
    db: AsyncSession, province: str, step: int, communes: Sequence[str] | None = None
) -> list[tuple[Person, Product]]:
    """Whom a moved date touches: (person, one product of theirs that waits)."""
    query = (
        select(Person, Product)
        .join(Member, Member.person_id == Person.id)
        .join(Product, Product.producer_id == Member.producer_id)
        .where(unfinished(province, step))
        .order_by(Person.id, Product.id)
    )
    if communes is not None:
        query = query.where(Product.commune.in_(communes))
    once: dict[int, tuple[Person, Product]] = {}
    for person, product in await db.execute(query):
        once.setdefault(person.id, (person, product))
    return list(once.values())


async def any_since(db: AsyncSession, province: str, since: datetime) -> bool:
    """Whether a product of the province came to its producer at that moment or later (an index tells)."""
    found = select(Product.id).where(
        Product.province == province, Product.state.in_(workflow.WITH_PRODUCER), Product.since >= since
    )
    return await db.scalar(found.limit(1)) is not None


async def count(db: AsyncSession, areas: Sequence[str], step: int) -> int:
    """How many products in the areas have not come past `step` and wait for their producer."""
    return await db.scalar(select(func.count()).select_from(Product).where(_in(areas, step))) or 0


def people_of(areas: Sequence[str], step: int) -> Select[int]:
    """Those who speak for such products, each once."""
    return (
        select(Member.person_id)
        .join(Product, Product.producer_id == Member.producer_id)
        .where(_in(areas, step))
        .distinct()
    )
