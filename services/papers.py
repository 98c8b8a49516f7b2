"""A producer's papers: filling in, filing what was sent, saying until when one is good."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import NotFound
from ocop import workflow
from services import jobs, permits
from storage import audit, dossiers
from storage.actors import Actor
from storage.tables import Batch, Document, Product


async def own_paper(
    db: AsyncSession, actor: Actor, product_id: int, code: str, *, writing: bool = False
) -> tuple[Product, Document | None]:
    """A product of this person's with the newest version of one of its papers (None: nothing is in).

    Raises NotFound for a paper that this product does not hand in.
    """
    product = await permits.own_product(db, actor, product_id, writing=writing)
    if code not in {paper.code for paper in dossiers.all_papers(product)}:
        raise NotFound(code)
    return product, (await dossiers.newest(db, product.id)).get(code)


async def writable(db: AsyncSession, product: Product, paper: str, person_id: int, now: datetime) -> Document:
    """The version that new files or answers go into; one that was handed in or decided is never changed."""
    current = (await dossiers.newest(db, product.id)).get(paper)
    if current is not None and current.state == workflow.PaperState.DRAFT:
        return current
    state = workflow.new_version(product.state, replaces=current is not None)
    return await dossiers.add_version(db, product, paper, state, person_id, now)


async def fill_in_form_paper(
    db: AsyncSession,
    actor: Actor,
    product_id: int,
    code: str,
    answers: dict[str, Any],
    now: datetime,
    *,
    address_id: int | None = None,
) -> Document:
    """Keep a form's answers as the paper; the DOCX ready to sign is made by a job, and sent to `address_id` first."""
    product, _current = await own_paper(db, actor, product_id, code, writing=True)
    document = await writable(db, product, code, actor.id, now)
    document.answers = answers
    await db.flush()
    await jobs.copy_paper(db, actor, document, now, address_id=address_id)
    audit.write(db, actor, now, "paper.filled", f"product/{product.id}", area=product.commune, detail=code)
    return document


async def set_paper_expiry(
    db: AsyncSession, actor: Actor, product_id: int, code: str, until: date, now: datetime
) -> Document:
    """Note the last day on which a paper is good; reminders follow from it. Raises NotFound when nothing is in."""
    product, document = await own_paper(db, actor, product_id, code, writing=True)
    if document is None:
        raise NotFound(code)
    document.expires_on = until
    audit.write(db, actor, now, "paper.until", f"product/{product.id}", area=product.commune, detail=f"{code} {until}")
    return document


async def file_batch(
    db: AsyncSession, batch: Batch, product: Product, paper: str, person_id: int, now: datetime
) -> int:
    """File a batch's stored files under a paper; returns how many. Doing it again files nothing twice."""
    files = await dossiers.unfiled_files(db, batch)
    batch.product_id, batch.paper = product.id, paper
    if files:
        target = await writable(db, product, paper, person_id, now)
        for file in files:
            file.document_id = target.id
    await db.flush()
    return len(files)


async def take_back(db: AsyncSession, batch: Batch) -> bool:
    """Take a batch's files out of the paper they were filed under; False when that paper was handed in already."""
    filed = await dossiers.filed_from(db, batch)
    if any(document.state != workflow.PaperState.DRAFT for _file, document in filed):
        return False
    for file, _document in filed:
        file.document_id = None
    await db.flush()
    for document in {document.id: document for _file, document in filed}.values():
        if document.answers is None and not await dossiers.holds_files(db, document.id):
            await db.delete(document)  # an empty draft would count as handed in
    await db.flush()
    return True
