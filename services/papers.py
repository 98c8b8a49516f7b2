"""A producer's papers: filling in, filing what was sent, adding to a version or replacing it, taking a draft back."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotFound
from ocop import numbers, workflow
from services import jobs, permits, representatives, requests
from services.notices import papers as notices
from storage import audit, dossiers, evidence, people, products
from storage.actors import Actor
from storage.tables import Batch, Document, Person, Product


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


async def own_version(db: AsyncSession, actor: Actor, product_id: int, code: str) -> tuple[Product, Document]:
    """The same, to change it. Raises NotFound when nothing is in."""
    product, document = await own_paper(db, actor, product_id, code, writing=True)
    if document is None:
        raise NotFound(code)
    return product, document


async def own_draft(db: AsyncSession, actor: Actor, product_id: int, code: str) -> tuple[Product, Document]:
    """The same, as long as it is not handed in. Raises Moved when it is."""
    product, document = await own_version(db, actor, product_id, code)
    if document.state != workflow.PaperState.DRAFT:
        raise Moved("evidence-handed-in", at=address_of(product.id, code))
    return product, document


def address_of(product_id: int, code: str) -> str:
    """Where a producer's paper is seen."""
    return f"product/{product_id}/paper/{code}"


async def writable(db: AsyncSession, product: Product, paper: str, person_id: int, now: datetime) -> Document:
    """The version that new files or answers go into; one that was handed in or decided is never changed."""
    current = (await dossiers.newest(db, product.id)).get(paper)
    state = await _new_state(db, product, paper, replaces=current is not None)
    if current is not None and current.state == workflow.PaperState.DRAFT:
        if not current.unsettled and await requests.is_wanted(db, product, paper):
            current.state = state
        return current
    return await dossiers.add_version(db, product, paper, state, person_id, now)


async def _new_state(db: AsyncSession, product: Product, paper: str, *, replaces: bool) -> str:
    """The state in which a version begins: what an office asked for is handed in as it comes."""
    if await requests.is_wanted(db, product, paper):
        return workflow.move_paper(workflow.PaperState.DRAFT, "hand_in")
    return workflow.new_version(product.state, replaces=replaces)


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
    if code == "form-01":
        title, email = answers.get("title") or "", answers.get("email")
        await representatives.keep_contact(db, product.producer_id, title=title, email=email)
    await db.flush()
    await jobs.copy_paper(db, actor, document, now, address_id=address_id)
    await requests.came_in(db, product, code, now)
    _write(db, actor, now, "paper.filled", product, code)
    return document


async def known_answers(db: AsyncSession, actor: Actor, product_id: int, code: str) -> dict[str, Any]:
    """The answers that a form begins with: those sent before, or what the producer told with another paper."""
    product, document = await own_paper(db, actor, product_id, code)
    if document is not None and document.answers:
        return dict(document.answers)
    if code == "form-01":
        return await representatives.contact(db, product.producer_id)
    if code == "form-02":
        return await _of_producer(db, product)
    return {}


async def _of_producer(db: AsyncSession, product: Product) -> dict[str, Any]:
    """What the report of another product says of the producer itself."""
    for other in await products.products_by(db, product.producer_id):
        report = (await dossiers.newest(db, other.id)).get("form-02")
        if report is not None and report.answers:
            return {key: report.answers[key] for key in ("history", "structure") if report.answers.get(key)}
    return {}


async def copy_again(
    db: AsyncSession, actor: Actor, product_id: int, code: str, now: datetime, *, address_id: int | None = None
) -> None:
    """Have the Word file of a form made anew with what is known now. Raises NotFound when it was not filled in."""
    _product, document = await own_paper(db, actor, product_id, code, writing=True)
    if document is None or document.answers is None:
        raise NotFound(code)
    await jobs.copy_paper(db, actor, document, now, address_id=address_id)


def _write(db: AsyncSession, actor: Actor, now: datetime, action: str, product: Product, detail: str) -> None:
    audit.write(db, actor, now, action, f"product/{product.id}", area=product.commune, detail=detail)


# -- filing what was sent


async def file_batch(
    db: AsyncSession, batch: Batch, product: Product, paper: str, person_id: int, now: datetime
) -> int:
    """File a batch's stored files under a paper; returns how many. Doing it again files nothing twice.

    What comes after a version that was handed in waits as a draft until its producer says whether it adds to that
    version or replaces it (`settle`).
    """
    files = await dossiers.unfiled_files(db, batch)
    batch.product_id, batch.paper = product.id, paper
    if files:
        before = (await dossiers.newest(db, product.id)).get(paper)
        target = await writable(db, product, paper, person_id, now)
        if before is not None and target.id != before.id:
            target.answers = before.answers
            if await _is_asked(db, before):
                target.unsettled, target.state = True, workflow.PaperState.DRAFT.value
        for file in files:
            file.document_id = target.id
    await db.flush()
    if files:
        await requests.came_in(db, product, paper, now)
    return len(files)


async def _is_asked(db: AsyncSession, before: Document) -> bool:
    """Whether new files may be meant beside this version's: of one returned page, the new one takes the place."""
    least = 2 if before.state == workflow.PaperState.RETURNED else 1
    return await evidence.count_sent(db, before.id) >= least


async def is_same(db: AsyncSession, product: Product, paper: str, sha256: str) -> Document | None:
    """The newest version of the paper, when it holds these bytes already."""
    current = (await dossiers.newest(db, product.id)).get(paper)
    return current if current is not None and await evidence.holds(db, current.id, sha256) else None


async def take_back(db: AsyncSession, batch: Batch) -> bool:
    """Take a batch's files out of the paper they were filed under; False when that paper was handed in already."""
    filed = await dossiers.filed_from(db, batch)
    if any(document.state != workflow.PaperState.DRAFT for _file, document in filed):
        return False
    for file, _document in filed:
        file.document_id = None
    await db.flush()
    for document in {document.id: document for _file, document in filed}.values():
        emptied = document.answers is None or document.unsettled
        if emptied and not await dossiers.holds_files(db, document.id):
            await db.delete(document)  # an empty draft would count as handed in
    await db.flush()
    return True


# -- add or replace, send once more, take back


async def earlier_of(db: AsyncSession, document: Document) -> tuple[Document, int] | None:
    """The version before this draft that was handed in, with how many files it holds; None where there are none."""
    if document.state != workflow.PaperState.DRAFT:
        return None
    earlier = await evidence.handed_in_before(db, document)
    count = await evidence.count_sent(db, earlier.id) if earlier is not None else 0
    return (earlier, count) if earlier is not None and count else None


async def settle(
    db: AsyncSession, actor: Actor, product_id: int, code: str, now: datetime, *, adds: bool
) -> tuple[Document, int]:
    """Say whether a draft adds to the version handed in before or replaces all of it; returns it and its files' count.

    While its step is with the officials it is handed in by that. Raises NotFound, NotAllowed, Moved (handed in).
    """
    product, document = await own_draft(db, actor, product_id, code)
    earlier = await evidence.handed_in_before(db, document)
    if earlier is None:
        raise Moved("evidence-nothing-before", at=address_of(product.id, code))
    if adds:
        await evidence.take_over(db, earlier, document, now)
        _take_over_dates(earlier, document)
    else:
        await evidence.let_go(db, earlier, document)
    document.unsettled = False
    document.state = await _new_state(db, product, code, replaces=True)
    await db.flush()
    await requests.came_in(db, product, code, now)
    _write(db, actor, now, "paper.adds" if adds else "paper.replaces", product, code)
    return document, await evidence.count_sent(db, document.id)


def _take_over_dates(earlier: Document, newer: Document) -> None:
    if newer.expires_on is None and not newer.lasts:
        newer.issued_on = newer.issued_on or earlier.issued_on
        newer.expires_on, newer.lasts = earlier.expires_on, earlier.lasts


async def send_once_more(
    db: AsyncSession, actor: Actor, product_id: int, code: str, words: str, now: datetime
) -> Document:
    """Hand a returned paper in unchanged, with a word why it is right; officials read it beside the paper.

    Raises NotFound, NotAllowed, Moved (it is not returned any more), InvalidInput (no words).
    """
    product, returned = await own_version(db, actor, product_id, code)
    if returned.state != workflow.PaperState.RETURNED:
        raise Moved("evidence-not-returned", at=address_of(product.id, code))
    words = numbers.paragraph(words, shortest=5, longest=500)
    document = await writable(db, product, code, actor.id, now)
    document.answers, document.words = returned.answers, words
    await evidence.take_over(db, returned, document, now)
    _take_over_dates(returned, document)
    await db.flush()
    await requests.came_in(db, product, code, now)
    _write(db, actor, now, "paper.once-more", product, f"{code}: {words}")
    return document


async def withdraw(db: AsyncSession, actor: Actor, product_id: int, code: str, now: datetime) -> None:
    """Take a draft back; what was handed in before counts again. Raises NotFound, NotAllowed, Moved (handed in)."""
    product, document = await own_draft(db, actor, product_id, code)
    await evidence.drop(db, document)
    _write(db, actor, now, "paper.withdrawn", product, code)


async def unsettled(db: AsyncSession, product: Product) -> list[str]:
    """The papers of which it is still to be said whether they add or replace."""
    return [code for code, row in (await dossiers.newest(db, product.id)).items() if row.unsettled]


# -- between two dossiers


async def hand_in_later(db: AsyncSession, actor: Actor, product_id: int, code: str, now: datetime) -> list[Person]:
    """A rated product's producer shows the officers a newer paper; returns who was told.

    The stars stay. Raises NotFound, NotAllowed, Moved (handed in, or the product is not rated).
    """
    product, document = await own_draft(db, actor, product_id, code)
    here = address_of(product.id, code)
    if not workflow.is_rated(product.state):
        raise Moved("evidence-with-dossier", at=here)
    if document.unsettled:
        raise Moved("evidence-choose-first", at=here)
    document.state = workflow.move_paper(document.state, "hand_in")
    await db.flush()
    _write(db, actor, now, "paper.handed-in", product, code)
    officers = await people.officers_of(db, product.commune) or await people.officers_of(db, product.province)
    await notices.newer_paper(db, officers, product, document, now, turn_id=actor.turn_id)
    return officers
