"""Who may: asked by every verb before it does anything. Each returns the thing, or raises NotFound, NotAllowed or
Moved.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from ocop import workflow
from ocop.roles import Role, may_review, may_run_council, may_score, may_see
from storage import councils, dossiers, products
from storage.actors import Actor
from storage.tables import Document, Dossier, Producer, Product


def officer_areas(actor: Actor) -> list[str]:
    """The areas in which this person is an officer; NotAllowed when there are none."""
    areas = sorted({grant.area for grant in actor.grants if grant.role == Role.OFFICER})
    if not areas:
        raise NotAllowed("officer")
    return areas


async def own_product(
    db: AsyncSession, actor: Actor, product_id: int, *, writing: bool = False, moving: bool = False
) -> Product:
    """A product that this person speaks for, or whose producer they fill in for. Writing needs the consent of who
    speaks for it; moving: nobody else moves it on before this transaction ends.
    """
    product = await (products.locked if moving else products.product)(db, product_id)
    if product is None:
        raise NotFound(product_id)
    await _speaking(db, actor, product.producer_id, product.commune, writing=writing)
    return product


async def filled_producer(db: AsyncSession, actor: Actor, producer_id: int) -> Producer:
    """A producer for whom this person may add a product: they speak for it, or fill in for it."""
    producer = await products.producer(db, producer_id)
    if producer is None:
        raise NotFound(producer_id)
    await _speaking(db, actor, producer.id, producer.commune, writing=True)
    return producer


async def speaks(db: AsyncSession, actor: Actor, product: Product) -> bool:
    """Whether this person speaks for the product's producer, or fills in for it now."""
    filling_in = actor.acting_for == product.producer_id and may_fill_in(actor, product.commune)
    return filling_in or await products.speaks_for(db, actor.id, product.producer_id)


def may_fill_in(actor: Actor, commune: str) -> bool:
    """Whether this person may fill in for producers of the commune: its officers, and those of its province."""
    return may_review(actor.grants, commune, "commune")


async def _speaking(db: AsyncSession, actor: Actor, producer_id: int, commune: str, *, writing: bool) -> None:
    if await products.speaks_for(db, actor.id, producer_id):
        if writing:
            consented(actor)
    elif actor.acting_for != producer_id or not may_fill_in(actor, commune):
        raise NotAllowed(producer_id)


async def own_producer(db: AsyncSession, actor: Actor, producer_id: int, *, writing: bool = False) -> Producer:
    """A producer that this person speaks for. Writing needs their consent."""
    producer = await products.producer(db, producer_id)
    if producer is None:
        raise NotFound(producer_id)
    if not await products.speaks_for(db, actor.id, producer.id):
        raise NotAllowed(producer_id)
    if writing:
        consented(actor)
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


async def product_in_area(db: AsyncSession, actor: Actor, product_id: int) -> Product:
    """A product, for officials of its area."""
    product = await products.product(db, product_id)
    if product is None:
        raise NotFound(product_id)
    if not may_see(actor.grants, product.commune):
        raise NotAllowed(product_id)
    return product


async def producer_in_area(db: AsyncSession, actor: Actor, producer_id: int) -> Producer:
    """A producer, for officials of its area."""
    producer = await products.producer(db, producer_id)
    if producer is None:
        raise NotFound(producer_id)
    if not may_see(actor.grants, producer.commune):
        raise NotAllowed(producer_id)
    return producer


async def readable_paper(db: AsyncSession, actor: Actor, document_id: int) -> tuple[Document, Product]:
    """A paper that was handed in, with its product, for those who may read the dossier."""
    document = await _handed_in(db, document_id)
    refused: Exception = NotFound(document_id)
    for product in await dossiers.serves(db, document):
        try:
            return document, await readable_product(db, actor, product.id)
        except NotAllowed as why:
            refused = why
    raise refused


async def _handed_in(db: AsyncSession, document_id: int) -> Document:
    """A paper that was handed in; a draft is its producer's alone."""
    document = await dossiers.document(db, document_id)
    if document is None or document.state == workflow.PaperState.DRAFT:
        raise NotFound(document_id)
    return document


async def impartial(db: AsyncSession, actor: Actor, product: Product) -> None:
    """Nobody judges a product whose producer they speak for."""
    if await products.speaks_for(db, actor.id, product.producer_id):
        raise NotAllowed("own-product")


async def reviewed_product(db: AsyncSession, actor: Actor, product_id: int) -> Product:
    """A product, for an official who reviews in its area. Nobody else moves it on during this transaction."""
    product = await products.locked(db, product_id)
    if product is None:
        raise NotFound(product_id)
    if not any(may_review(actor.grants, product.commune, level) for level in workflow.REVIEWING):
        raise NotAllowed(product_id)
    await impartial(db, actor, product)
    return product


def asks_for_papers(product: Product) -> bool:
    """Whether the offices send no dossier back, but ask for chosen papers (Decision 26/2026/QĐ-TTg, article 7)."""
    return workflow.is_evaluated(product.step) and not dossiers.rules_of(product).step(product.step).returns


async def office_dossier(db: AsyncSession, actor: Actor, product_id: int) -> tuple[Product, Dossier]:
    """A product that waits for this officer, with its dossier; nobody else moves it on during this transaction.

    Raises NotFound (also where the rules know no requests, samples or findings), NotAllowed, Moved (it does not wait
    for them any more).
    """
    product = await reviewed_product(db, actor, product_id)
    dossier = await dossiers.current(db, product.id)
    if dossier is None or not asks_for_papers(product):
        raise NotFound(product_id)
    if not reviews_now(actor, product):
        raise Moved("office-moved", at=f"review/{product.id}")
    return product, dossier


def reviews_now(actor: Actor, product: Product) -> bool:
    """Whether the product waits for this officer's level."""
    level = workflow.acts(product.state, product.level)
    return level in workflow.REVIEWING and may_review(actor.grants, product.commune, level)


async def waiting_paper(db: AsyncSession, actor: Actor, document_id: int) -> tuple[Document, Product]:
    """A paper that was handed in, with its product, which waits for this officer; nobody else moves it on during this
    transaction. Raises Moved when it does not wait for them (any more).
    """
    document = await _handed_in(db, document_id)
    served = await dossiers.serves(db, document)
    here = next((product for product in served if reviews_now(actor, product)), served[0])
    product = await reviewed_product(db, actor, here.id)
    if not reviews_now(actor, product):
        raise paper_moved(document)
    return document, product


def paper_moved(document: Document) -> Moved:
    """It was decided before, or a newer version is in: the paper as it is now."""
    return Moved("decide-late", at=f"paper/{document.id}")


async def council_product(db: AsyncSession, actor: Actor, product_id: int) -> Product:
    """A product, for the secretary of its council. Nobody else moves it on during this transaction."""
    product = await products.locked(db, product_id)
    if product is None:
        raise NotFound(product_id)
    if not may_run_council(actor.grants, product.commune):
        raise NotAllowed(product_id)
    await impartial(db, actor, product)
    return product
