"""A producer's products: adding one, changing its words; and an official's look at a product or its producer."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved
from locales import clock
from ocop import workflow
from ocop.rules import rules_on
from services import permits
from storage import audit, dossiers, products
from storage.actors import Actor
from storage.tables import Producer, Product


async def add_product(
    db: AsyncSession,
    actor: Actor,
    producer_id: int,
    now: datetime,
    *,
    name: str,
    subgroup: str,
    completeness: str | None,
    description: str = "",
    story: str = "",
) -> Product:
    """Add a product under the rules that are in force today.

    completeness: how far an existing product has come (`ocop.workflow.COMPLETENESS`); None: a new one.
    Raises Moved, to the product, when this producer has one of the same name.
    """
    producer = await permits.filled_producer(db, actor, producer_id)
    twin = await products.named(db, producer.id, name)
    if twin is not None:
        raise Moved("product-twin", at=f"product/{twin.id}", name=twin.name)
    product = await products.add_product(
        db,
        producer,
        now,
        name=name,
        subgroup=subgroup,
        existing=completeness is not None,
        rules=rules_on(clock.today(now)).code,
        description=description,
        story=story,
        step=workflow.entering(completeness),
    )
    await dossiers.open_dossier(db, product, "first", product.rules, actor.id, now)
    audit.write(db, actor, now, "product.added", f"product/{product.id}", area=product.commune)
    return product


async def change_product(
    db: AsyncSession, actor: Actor, product_id: int, now: datetime, *, name: str, description: str, story: str
) -> Product:
    """Change name, description and story (empty: as it was); the public code stays, the log keeps the name before."""
    product = await permits.own_product(db, actor, product_id, writing=True)
    before = product.name
    if name:
        await products.rename(db, product, name)
    product.description = description or product.description
    product.story = story or product.story
    audit.write(db, actor, now, "product.changed", f"product/{product.id}", area=product.commune, detail=before)
    return product


async def look(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> Product:
    """A product as an official of its area sees it; the look is logged."""
    product = await permits.product_in_area(db, actor, product_id)
    audit.write(db, actor, now, "product.seen", f"product/{product.id}", area=product.commune)
    return product


async def look_at_producer(db: AsyncSession, actor: Actor, producer_id: int, now: datetime) -> Producer:
    """A producer with the phone number, for officials of the area; the look is logged."""
    producer = await permits.producer_in_area(db, actor, producer_id)
    audit.write(db, actor, now, "producer.seen", f"producer/{producer.id}", area=producer.commune)
    return producer
