"""Producers and products: who they belong to, where they stand, and finding them."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from locales.text import fold
from ocop.workflow import Place
from storage.areas import in_areas
from storage.certificates import in_force
from storage.tables import Member, Person, Producer, Product, Rating

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without letters and digits that are mistaken for each other


async def add_producer(
    db: AsyncSession,
    person: Person | None,
    now: datetime,
    *,
    kind: str,
    name: str,
    representative: str,
    phone: str,
    tax_number: str | None,
    province: str,
    commune: str,
) -> Producer:
    """Register a producer and make the person its owner; None: an officer registers it, nobody speaks for it yet."""
    producer = Producer(
        kind=kind,
        name=name,
        folded=fold(name),
        representative=representative,
        phone=phone,
        tax_number=tax_number,
        province=province,
        commune=commune,
        created_at=now,
    )
    db.add(producer)
    await db.flush()
    if person is not None:
        db.add(Member(producer_id=producer.id, person_id=person.id, since=now))
        await db.flush()
    return producer


async def twin(db: AsyncSession, *, name: str, commune: str, tax_number: str | None) -> Producer | None:
    """A producer registered before with the same tax number, or the same name in the same commune."""
    same: list[ColumnElement[bool]] = [(Producer.folded == fold(name)) & (Producer.commune == commune)]
    if tax_number:
        same.append(Producer.tax_number == tax_number)
    return await db.scalar(select(Producer).where(or_(*same)).limit(1))


async def producers_of(db: AsyncSession, person: Person) -> list[Producer]:
    """The producers this person speaks for."""
    rows = await db.execute(
        select(Producer)
        .join(Member, Member.producer_id == Producer.id)
        .where(Member.person_id == person.id)
        .order_by(Producer.id)
        .limit(50)
    )
    return list(rows.scalars())


async def producer(db: AsyncSession, producer_id: int) -> Producer | None:
    return await db.get(Producer, producer_id)


async def members(db: AsyncSession, producer_id: int) -> list[Person]:
    """The people who speak for a producer."""
    rows = await db.execute(
        select(Person).join(Member, Member.person_id == Person.id).where(Member.producer_id == producer_id).limit(50)
    )
    return list(rows.scalars())


async def join(db: AsyncSession, producer_id: int, person_id: int, now: datetime) -> bool:
    """Let a person speak for a producer; False when they do already."""
    if await speaks_for(db, person_id, producer_id):
        return False
    part = "helper" if await members(db, producer_id) else "owner"  # the first: a list brought the producer
    db.add(Member(producer_id=producer_id, person_id=person_id, part=part, since=now))
    await db.flush()
    return True


async def part(db: AsyncSession, producer_id: int, person_id: int) -> bool:
    """A person no longer speaks for a producer; False when they did not, or are the last one."""
    row = await db.get(Member, (producer_id, person_id))
    if row is None or len(await members(db, producer_id)) < 2:
        return False
    await db.delete(row)
    await db.flush()
    return True


async def speaks_for(db: AsyncSession, person_id: int, producer_id: int) -> bool:
    return await db.get(Member, (producer_id, person_id)) is not None


async def add_product(
    db: AsyncSession,
    producer: Producer,
    now: datetime,
    *,
    name: str,
    subgroup: str,
    existing: bool,
    rules: str,
    description: str = "",
    story: str = "",
    step: int = 1,
) -> Product:
    """Add a product; its public code is drawn here and never changes."""
    product = Product(
        code="".join(secrets.choice(ALPHABET) for _ in range(8)),
        producer_id=producer.id,
        name=name,
        folded=fold(name),
        subgroup=subgroup,
        existing=existing,
        rules=rules,
        description=description,
        story=story,
        province=producer.province,
        commune=producer.commune,
        entered_step=step,
        step=step,
        since=now,
        created_at=now,
    )
    db.add(product)
    await db.flush()
    return product


async def product(db: AsyncSession, product_id: int) -> Product | None:
    return await db.get(Product, product_id)


async def locked(db: AsyncSession, product_id: int) -> Product | None:
    """The product as it is now; nobody else moves it on before this transaction ends."""
    return await db.get(Product, product_id, with_for_update=True, populate_existing=True)


def place_of(product: Product) -> Place:
    """Where the product stands, for `ocop.workflow`."""
    return Place(product.step, product.state, product.level)


async def put(db: AsyncSession, product: Product, place: Place, now: datetime) -> None:
    """The product stands there from now on."""
    product.step, product.state, product.level, product.since = place.step, place.state, place.level, now
    await db.flush()


async def products_of(db: AsyncSession, person: Person, *, offset: int = 0, limit: int = 50) -> list[Product]:
    """The products of all producers this person speaks for, oldest first."""
    rows = await db.execute(
        select(Product)
        .join(Member, Member.producer_id == Product.producer_id)
        .where(Member.person_id == person.id)
        .order_by(Product.id)
        .offset(offset)
        .limit(limit)
    )
    return list(rows.scalars())


async def products_by(db: AsyncSession, producer_id: int, *, limit: int = 20) -> list[Product]:
    """A producer's products, oldest first."""
    rows = await db.execute(select(Product).where(Product.producer_id == producer_id).order_by(Product.id).limit(limit))
    return list(rows.scalars())


async def by_code(db: AsyncSession, code: str) -> Product | None:
    return await db.scalar(select(Product).where(Product.code == code.upper()))


async def named(db: AsyncSession, producer_id: int, name: str) -> Product | None:
    """The producer's product of this name, as far as letters and digits go."""
    return await db.scalar(
        select(Product).where(Product.producer_id == producer_id, Product.folded == fold(name)).limit(1)
    )


async def rename(db: AsyncSession, product: Product, name: str) -> None:
    product.name, product.folded = name, fold(name)
    await db.flush()


async def find(db: AsyncSession, text: str, areas: Sequence[str], *, limit: int = 10) -> list[tuple[Product, Producer]]:
    """Products in the areas whose name, or whose producer's name, holds the words of `text` (without diacritics)."""
    query = select(Product, Producer).join(Producer, Producer.id == Product.producer_id)
    query = query.where(in_areas(Product.province, Product.commune, areas))
    for word in fold(text).split()[:6]:
        like = f"%{word}%"  # folded text holds only letters, digits and spaces: nothing to escape
        query = query.where(or_(Product.folded.like(like), Producer.folded.like(like)))
    return [
        (product, owner) for product, owner in await db.execute(query.order_by(Product.folded, Product.id).limit(limit))
    ]


async def find_producers(db: AsyncSession, text: str, areas: Sequence[str], *, limit: int = 10) -> list[Producer]:
    """Producers in the areas whose name holds the words of `text` (without diacritics)."""
    query = select(Producer).where(in_areas(Producer.province, Producer.commune, areas))
    for word in fold(text).split()[:6]:
        query = query.where(Producer.folded.like(f"%{word}%"))
    return list((await db.execute(query.order_by(Producer.folded).limit(limit))).scalars())


async def counts(db: AsyncSession, areas: Sequence[str], today: date) -> dict[str, Any]:
    """Counts in the areas: {"products", "producers", "by_step": {step: n}, "by_state": {…}, "by_stars": {stars: n in
    force today}, "by_commune": [(code, n)…]}.
    """
    inside = in_areas(Product.province, Product.commune, areas)
    by_step = await db.execute(select(Product.step, func.count()).where(inside).group_by(Product.step))
    by_state = await db.execute(select(Product.state, func.count()).where(inside).group_by(Product.state))
    by_commune = await db.execute(
        select(Product.commune, func.count())
        .where(inside)
        .group_by(Product.commune)
        .order_by(func.count().desc(), Product.commune)
    )
    by_stars = await db.execute(
        select(Rating.stars, func.count())
        .join(Product, Product.id == Rating.product_id)
        .where(inside, in_force(today))
        .group_by(Rating.stars)
    )
    producers = await db.scalar(
        select(func.count()).select_from(Producer).where(in_areas(Producer.province, Producer.commune, areas))
    )
    steps = dict(by_step.all())
    return {
        "products": sum(steps.values()),
        "producers": producers or 0,
        "by_step": steps,
        "by_state": dict(by_state.all()),
        "by_stars": dict(by_stars.all()),
        "by_commune": list(by_commune.all()),
    }


async def latest_rating(db: AsyncSession, product_id: int) -> Rating | None:
    """The rating that counts now: the newest one."""
    return await db.scalar(select(Rating).where(Rating.product_id == product_id).order_by(Rating.id.desc()).limit(1))
