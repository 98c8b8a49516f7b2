"""Who may: asked by every verb before it does anything. Each returns the thing, or raises NotFound or NotAllowed."""

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import NotAllowed, NotFound
from ocop.roles import may_review, may_run_council, may_score, may_see
from storage import councils, products
from storage.actors import Actor
from storage.tables import Producer, Product


async def own_product(db: AsyncSession, actor: Actor, product_id: int, *, writing: bool = False) -> Product:
    """A product that this person speaks for. Writing needs their consent."""
    product = await products.product(db, product_id)
    if product is None:
        raise NotFound(product_id)
    if not await products.speaks_for(db, actor.id, product.producer_id):
        raise NotAllowed(product_id)
    if writing:
        consented(actor)
    return product


async def own_producer(db: AsyncSession, actor: Actor, producer_id: int) -> Producer:
    """A producer that this person speaks for."""
    producer = await products.producer(db, producer_id)
    if producer is None:
        raise NotFound(producer_id)
    if not await products.speaks_for(db, actor.id, producer.id):
        raise NotAllowed(producer_id)
    return producer


def consented(actor: Actor) -> None:
    """Nothing of a person is written down before they agreed to it."""
    if actor.person.consented_at is None:
        raise NotAllowed("consent")


async def readable_product(db: AsyncSession, actor: Actor, product_id: int) -> Product:
    """A product whose dossier this person may read: officials of its area, and council members who score it."""
    product = await products.product(db, product_id)
    if product is None:
        raise NotFound(product_id)
    if may_see(actor.grants, product.commune):
        return product
    evaluation = await councils.current(db, product.id)
    seated = evaluation is not None and await councils.scorecard(db, evaluation.id, actor.id) is not None
    if not seated or not may_score(actor.grants, product.commune):
        raise NotAllowed(product_id)
    return product


async def impartial(db: AsyncSession, actor: Actor, product: Product) -> None:
    """Nobody judges a product whose producer they speak for."""
    if await products.speaks_for(db, actor.id, product.producer_id):
        raise NotAllowed("own-product")


async def reviewed_product(db: AsyncSession, actor: Actor, product_id: int) -> Product:
    """A product, for an official who reviews in its area. Nobody else moves it on during this transaction."""
    product = await products.locked(db, product_id)
    if product is None:
        raise NotFound(product_id)
    if not any(may_review(actor.grants, product.commune, level) for level in ("commune", "province")):
        raise NotAllowed(product_id)
    await impartial(db, actor, product)
    return product


async def council_product(db: AsyncSession, actor: Actor, product_id: int) -> Product:
    """A product, for the secretary of its council. Nobody else moves it on during this transaction."""
    product = await products.locked(db, product_id)
    if product is None:
        raise NotFound(product_id)
    if not may_run_council(actor.grants, product.commune):
        raise NotAllowed(product_id)
    await impartial(db, actor, product)
    return product
