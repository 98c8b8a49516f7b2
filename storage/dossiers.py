"""Dossiers: papers with versions and files, submissions, and what officials decided."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from ocop import dossier, workflow
from ocop.rules import Paper, Rules, rules
from storage.tables import Batch, Document, Dossier, File, Product, Submission


def rules_of(product: Product) -> Rules:
    """The rule version the dossier is pinned to."""
    return rules(product.rules)


def papers_at(product: Product, step: int) -> list[Paper]:
    """The papers of a step; an existing product that entered later also owes the musts of the steps it skipped."""
    version = rules_of(product)
    subject = dossier.Subject(existing=product.existing, sector=version.group_of(product.subgroup).code)
    return dossier.papers_at(version, subject, step, product.entered_step)


def all_papers(product: Product) -> list[Paper]:
    """Every paper that this product may hand in, in the order of the steps."""
    seen: dict[str, Paper] = {}
    for step in workflow.PAPER_STEPS:
        for paper in papers_at(product, step):
            seen.setdefault(paper.code, paper)
    return list(seen.values())


def _of_product(product_id: int) -> Select[Document]:
    """Every version of every paper that serves the product, its producer's among them; the newest last."""
    return (
        select(Document)
        .join(Product, Product.id == product_id)
        .where(
            or_(
                and_(Document.product_id == product_id, Document.producer_id.is_(None)),
                Document.producer_id == Product.producer_id,
            )
        )
        .order_by(Document.created_at, Document.version, Document.id)
    )


async def newest(db: AsyncSession, product_id: int) -> dict[str, Document]:
    """The newest version of each paper, as its producer sees them: paper code → document."""
    return {document.paper: document for document in (await db.execute(_of_product(product_id))).scalars()}


async def in_force(db: AsyncSession, product_id: int) -> dict[str, Document]:
    """The newest version of each paper that was handed in, as officials see them: paper code → document."""
    rows = await db.execute(_of_product(product_id).where(Document.state != "draft"))
    return {document.paper: document for document in rows.scalars()}


async def serves(db: AsyncSession, document: Document) -> list[Product]:
    """The products that a version of a paper serves: its own, or all of its producer's; at most 100."""
    if document.producer_id is None:
        own = await db.get(Product, document.product_id)
        return [own] if own is not None else []
    of_producer = select(Product).where(Product.producer_id == document.producer_id).order_by(Product.id).limit(100)
    return list((await db.execute(of_producer)).scalars())


async def standing(db: AsyncSession, product: Product, step: int | None = None) -> dossier.Standing:
    """What is in, accepted, returned and missing at a step (the product's own by default)."""
    documents = await newest(db, product.id)
    states = {code: workflow.PaperState(document.state) for code, document in documents.items()}
    return dossier.standing(papers_at(product, product.step if step is None else step), states)


async def current(db: AsyncSession, product_id: int) -> Dossier | None:
    """The product's newest dossier: the one under way, or the last that ended."""
    return await db.scalar(
        select(Dossier).where(Dossier.product_id == product_id).order_by(Dossier.number.desc()).limit(1)
    )


async def earlier(db: AsyncSession, dossier: Dossier) -> Dossier | None:
    """The dossier before this one of the same product."""
    return await db.scalar(
        select(Dossier).where(Dossier.product_id == dossier.product_id, Dossier.number == dossier.number - 1)
    )


async def open_dossier(
    db: AsyncSession, product: Product, kind: str, rules: str, person_id: int | None, now: datetime
) -> Dossier:
    """Begin a dossier of the product under this law; it is the current one from now on."""
    before = await current(db, product.id)
    dossier = Dossier(
        product_id=product.id,
        number=before.number + 1 if before else 1,
        kind=kind,
        rules=rules,
        opened_by=person_id,
        opened_at=now,
    )
    product.rules = rules
    db.add(dossier)
    await db.flush()
    return dossier


async def document(db: AsyncSession, document_id: int) -> Document | None:
    return await db.get(Document, document_id)


async def versions(db: AsyncSession, product_id: int, paper: str) -> list[Document]:
    """All versions of a paper, newest first."""
    rows = await db.execute(_of_product(product_id).where(Document.paper == paper))
    return list(rows.scalars())[:-21:-1]


async def add_version(
    db: AsyncSession, product: Product, paper: str, state: str, person_id: int, now: datetime
) -> Document:
    """A new version of a paper, still empty: of the producer, where the rules say that it serves all its products."""
    rule = next((one for one in rules_of(product).papers if one.code == paper), None)
    owner = product.producer_id if rule is not None and rule.owner == "producer" else None
    brought = select(func.max(Document.version)).where(
        or_(Document.product_id == product.id, Document.producer_id == product.producer_id), Document.paper == paper
    )
    fresh = Document(
        product_id=product.id,
        producer_id=owner,
        paper=paper,
        version=(await db.scalar(brought) or 0) + 1,
        state=state,
        created_by=person_id,
        created_at=now,
    )
    db.add(fresh)
    await db.flush()
    return fresh


async def filed_from(db: AsyncSession, batch: Batch) -> list[tuple[File, Document]]:
    """The files of a batch that are in a paper, with that paper."""
    rows = await db.execute(
        select(File, Document).join(Document, Document.id == File.document_id).where(File.batch_id == batch.id)
    )
    return [(file, document) for file, document in rows]


async def unfiled_files(db: AsyncSession, batch: Batch) -> list[File]:
    """The batch's stored files that are in no paper."""
    rows = await db.execute(
        select(File).where(File.batch_id == batch.id, File.state == "stored", File.document_id.is_(None))
    )
    return list(rows.scalars())


async def holds_files(db: AsyncSession, document_id: int) -> bool:
    """Whether any file is in this version of a paper, also one that is not fetched yet."""
    return await db.scalar(select(File.id).where(File.document_id == document_id).limit(1)) is not None


async def latest_submission(db: AsyncSession, product_id: int) -> Submission | None:
    return await db.scalar(
        select(Submission).where(Submission.product_id == product_id).order_by(Submission.number.desc()).limit(1)
    )


async def add_submission(db: AsyncSession, product: Product, person_id: int, now: datetime) -> Submission:
    """The next handing-in of the step at which the product stands, with the versions that are in it."""
    number = await db.scalar(select(func.count()).where(Submission.product_id == product.id)) or 0
    dossier = await current(db, product.id)
    submission = Submission(
        product_id=product.id,
        dossier_id=dossier.id if dossier else None,
        number=number + 1,
        step=product.step,
        papers={code: row.id for code, row in (await in_force(db, product.id)).items()},
        submitted_by=person_id,
        submitted_at=now,
    )
    db.add(submission)
    await db.flush()
    return submission


async def still_returned(db: AsyncSession, product: Product) -> list[str]:
    """Papers whose newest version was returned: what the producer has to mend, and nothing else."""
    return [code for code, row in (await newest(db, product.id)).items() if row.state == "returned"]


async def decide_newest(
    db: AsyncSession,
    document_id: int,
    *,
    start: Sequence[str],
    end: str,
    officer_id: int,
    reason: str | None,
    now: datetime,
    decided_until: datetime | None = None,
) -> bool:
    """Decide one version of a paper that stands in one of the states `start`; False when it does not (any more), or a
    newer version is in.

    decided_until: only if it was decided before, at the latest then.
    """
    where: list[ColumnElement[bool]] = [Document.state.in_(start), _is_newest()]
    if decided_until is not None:
        where.append(Document.decided_at <= decided_until)
    values = {"state": end, "reason": reason, "decided_by": officer_id, "decided_at": now}
    return await _change(db, document_id, where, values)


async def take_decision_back(
    db: AsyncSession, document_id: int, *, start: Sequence[str], end: str, officer_id: int
) -> bool:
    """Open a paper again that this officer decided; False when they did not, it is open, or a newer version is in."""
    where: list[ColumnElement[bool]] = [Document.decided_by == officer_id, Document.state.in_(start), _is_newest()]
    return await _change(db, document_id, where, {"state": end, "reason": None, "decided_by": None, "decided_at": None})


def _is_newest() -> ColumnElement[bool]:
    """No newer version of the paper was handed in."""
    newer = aliased(Document)
    return ~exists().where(newer.state != "draft", succeeds(newer, Document))


def succeeds(newer: type[Document], document: type[Document]) -> ColumnElement[bool]:
    """Whether a row of `newer` is a later version of the same paper of the same product or producer."""
    owner = or_(newer.product_id == document.product_id, newer.producer_id == document.producer_id)
    return and_(owner, newer.paper == document.paper, newer.version > document.version)


async def _change(
    db: AsyncSession, document_id: int, where: Sequence[ColumnElement[bool]], values: dict[str, Any]
) -> bool:
    """Change the version in one statement, so that of two at once only one does; False when it is not as asked."""
    done = await db.execute(
        update(Document)
        .where(Document.id == document_id, *where)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    row = await db.get(Document, document_id)
    if row is not None:
        await db.refresh(row)
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def undecided(db: AsyncSession, product_id: int) -> list[Document]:
    """Papers handed in and not yet decided."""
    return [row for row in (await in_force(db, product_id)).values() if row.state == "submitted"]


async def public_photos(db: AsyncSession, product_id: int, papers: Sequence[str] = ("product-photos",)) -> list[File]:
    """The accepted photos of the product itself: the only files that anyone may see."""
    rows = await db.execute(
        select(File)
        .join(Document, Document.id == File.document_id)
        .where(
            Document.product_id == product_id,
            Document.paper.in_(papers),
            Document.state == "accepted",
            File.kind == "image",
            File.state == "stored",
        )
        .order_by(Document.version.desc(), File.id)
        .limit(8)
    )
    return list(rows.scalars())
