"""Dossiers: papers with versions and files, submissions, and what officials decided."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from ocop import dossier, workflow
from ocop.rules import Paper, Rules, rules
from storage.tables import Batch, Document, File, Product, Rating, Submission


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


async def newest(db: AsyncSession, product_id: int) -> dict[str, Document]:
    """The newest version of each paper: paper code → document."""
    rows = await db.execute(select(Document).where(Document.product_id == product_id).order_by(Document.version))
    return {document.paper: document for document in rows.scalars()}


async def standing(db: AsyncSession, product: Product, step: int | None = None) -> dossier.Standing:
    """What is in, accepted, returned and missing at a step (the product's own by default)."""
    documents = await newest(db, product.id)
    states = {code: workflow.PaperState(document.state) for code, document in documents.items()}
    return dossier.standing(papers_at(product, product.step if step is None else step), states)


async def document(db: AsyncSession, document_id: int) -> Document | None:
    return await db.get(Document, document_id)


async def versions(db: AsyncSession, product_id: int, paper: str) -> list[Document]:
    """All versions of a paper, newest first."""
    rows = await db.execute(
        select(Document)
        .where(Document.product_id == product_id, Document.paper == paper)
        .order_by(Document.version.desc())
        .limit(20)
    )
    return list(rows.scalars())


async def writable(db: AsyncSession, product: Product, paper: str, person_id: int, now: datetime) -> Document:
    """The draft that new files or answers go into; a version that was handed in or decided is never changed.

    A paper replaced while its step is with the officials is handed in at once.
    """
    current = (await newest(db, product.id)).get(paper)
    if current is not None and current.state == "draft":
        return current
    handed_in = product.state == "submitted" and current is not None
    fresh = Document(
        product_id=product.id,
        paper=paper,
        version=1 if current is None else current.version + 1,
        state="submitted" if handed_in else "draft",
        created_by=person_id,
        created_at=now,
    )
    db.add(fresh)
    await db.flush()
    return fresh


async def file_batch(
    db: AsyncSession, batch: Batch, product: Product, paper: str, person_id: int, now: datetime
) -> int:
    """File a batch's stored files under a paper; returns how many. Doing it again files nothing twice."""
    files = await unfiled_files(db, batch)
    batch.product_id, batch.paper = product.id, paper
    if files:
        target = await writable(db, product, paper, person_id, now)
        for file in files:
            file.document_id = target.id
    await db.flush()
    return len(files)


async def unfiled_files(db: AsyncSession, batch: Batch) -> list[File]:
    """The batch's stored files that are in no paper."""
    rows = await db.execute(
        select(File).where(File.batch_id == batch.id, File.state == "stored", File.document_id.is_(None))
    )
    return list(rows.scalars())


async def take_back(db: AsyncSession, batch: Batch) -> bool:
    """Take a batch's files out of the paper they were filed under; False when that paper was handed in already."""
    rows = await db.execute(
        select(File, Document).join(Document, Document.id == File.document_id).where(File.batch_id == batch.id)
    )
    filed = [(file, document) for file, document in rows]
    if any(document.state != "draft" for _file, document in filed):
        return False
    for file, _document in filed:
        file.document_id = None
    await db.flush()
    for document in {document.id: document for _file, document in filed}.values():
        left = await db.scalar(select(File.id).where(File.document_id == document.id).limit(1))
        if left is None and document.answers is None:
            await db.delete(document)  # an empty draft would count as handed in
    await db.flush()
    return True


async def fill_in(
    db: AsyncSession, product: Product, paper: str, answers: dict[str, Any], person_id: int, now: datetime
) -> Document:
    """Keep a form's answers as the paper."""
    target = await writable(db, product, paper, person_id, now)
    target.answers = answers
    await db.flush()
    return target


async def latest_submission(db: AsyncSession, product_id: int) -> Submission | None:
    return await db.scalar(
        select(Submission).where(Submission.product_id == product_id).order_by(Submission.number.desc()).limit(1)
    )


async def submit(db: AsyncSession, product: Product, person_id: int, now: datetime) -> Submission | None:
    """Hand in the step; None when it is not the producer's turn (tapped twice) or something is missing."""
    if product.state not in ("open", "returned") or not (await standing(db, product)).ready:
        return None
    reviewers = rules_of(product).step(product.step).reviewers
    if not reviewers:
        return None
    number = await db.scalar(select(func.count()).where(Submission.product_id == product.id)) or 0
    for current in (await newest(db, product.id)).values():
        if current.state == "draft":
            current.state = "submitted"
    submission = Submission(
        product_id=product.id, number=number + 1, step=product.step, submitted_by=person_id, submitted_at=now
    )
    db.add(submission)
    product.state, product.level, product.since = "submitted", reviewers[0], now
    await db.flush()
    return submission


async def still_returned(db: AsyncSession, product: Product) -> list[str]:
    """Papers whose newest version was returned: what the producer has to mend, and nothing else."""
    return [code for code, row in (await newest(db, product.id)).items() if row.state == "returned"]


async def decide(
    db: AsyncSession,
    document_id: int,
    officer_id: int,
    accepted: bool,
    reason: str | None,
    now: datetime,
    *,
    accepted_before: datetime | None = None,
) -> bool:
    """Accept or return one version of a paper; False when another official decided first, or a newer version is in.

    accepted_before: a paper accepted until then (by the level below, at an earlier step) may be returned as well.
    """
    open_ones: ColumnElement[bool] = Document.state == "submitted"
    if accepted_before is not None and not accepted:
        open_ones |= (Document.state == "accepted") & (Document.decided_at <= accepted_before)
    newer = (
        select(func.max(Document.version))
        .where(Document.product_id == select(Document.product_id).where(Document.id == document_id).scalar_subquery())
        .where(Document.paper == select(Document.paper).where(Document.id == document_id).scalar_subquery())
        .scalar_subquery()
    )
    done = await db.execute(
        update(Document)
        .where(Document.id == document_id, open_ones, Document.version == newer)
        .values(state="accepted" if accepted else "returned", reason=reason, decided_by=officer_id, decided_at=now)
        .execution_options(synchronize_session=False)
    )
    row = await db.get(Document, document_id)
    if row is not None:
        await db.refresh(row)
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def undo_decision(db: AsyncSession, document_id: int, officer_id: int) -> bool:
    """Take back one's own decision on a paper while the step is not concluded."""
    done = await db.execute(
        update(Document)
        .where(
            Document.id == document_id, Document.decided_by == officer_id, Document.state.in_(("accepted", "returned"))
        )
        .values(state="submitted", reason=None, decided_by=None, decided_at=None)
        .execution_options(synchronize_session=False)
    )
    row = await db.get(Document, document_id)
    if row is not None:
        await db.refresh(row)
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def undecided(db: AsyncSession, product: Product) -> list[Document]:
    """Papers handed in and not yet decided."""
    return [row for row in (await newest(db, product.id)).values() if row.state == "submitted"]


async def conclude(db: AsyncSession, product: Product, officer_id: int, now: datetime) -> str | None:
    """Move a product on when every paper is decided.

    Returns "returned" (something must be mended), "forwarded" (the next level acts), "advanced" (the next step begins),
    "to-council" (step 5 passed the last level), or None when it is not with the officials or a paper is undecided.
    """
    if product.state != "submitted" or await undecided(db, product):
        return None
    documents = await newest(db, product.id)
    reviewers = list(rules_of(product).step(product.step).reviewers)
    submission = await latest_submission(db, product.id)
    product.since = now
    # An optional paper that was returned before and not sent again holds nothing up.
    begun = submission.submitted_at if submission is not None else None
    if any(
        row.state == "returned" and (begun is None or row.decided_at is None or row.decided_at >= begun)
        for row in documents.values()
    ):
        product.state, outcome = "returned", "returned"
        product.level = None
    else:
        later = reviewers[reviewers.index(product.level) + 1 :] if product.level in reviewers else []
        if later:
            product.level = later[0]
            await db.flush()
            return "forwarded"
        if product.step == 5:
            product.state, product.level, outcome = "scoring", "province", "to-council"
        else:
            product.step, product.state, product.level, outcome = product.step + 1, "open", None, "advanced"
    if submission is not None:
        submission.outcome = "returned" if outcome == "returned" else "accepted"
        submission.decided_by, submission.decided_at = officer_id, now
    await db.flush()
    return outcome


async def pass_guide(db: AsyncSession, product: Product, now: datetime) -> bool:
    """Step 1 ends when the producer has read the guide; False when it had ended."""
    if product.step != 1:
        return False
    product.step, product.since = 2, now
    await db.flush()
    return True


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


# -- evaluated again

RENEWED_FROM = timedelta(days=180)  # before the certificate ends


def may_renew(rating: Rating | None, today: date) -> bool:
    """Whether a product may be evaluated again: its certificate ends within half a year, has ended, or was revoked."""
    if rating is None or rating.valid_until is None:
        return False
    return rating.revoked_at is not None or rating.valid_until - today <= RENEWED_FROM


async def evidence(db: AsyncSession, product: Product, today: date) -> tuple[list[str], list[str]]:
    """(papers that can be used again, papers that have ended), by their codes."""
    good: list[str] = []
    ended: list[str] = []
    for code, row in (await newest(db, product.id)).items():
        if row.state == "accepted":
            (ended if row.expires_on is not None and row.expires_on < today else good).append(code)
    return good, ended


async def renew(db: AsyncSession, product: Product, today: date, now: datetime, reason: str) -> bool:
    """Begin the evaluation again at step 5: papers that are still good count, those that have ended are asked for
    anew. The rating stays until the next decision. False when it is not the time.
    """
    rating = await db.scalar(select(Rating).where(Rating.product_id == product.id).order_by(Rating.id.desc()).limit(1))
    if product.state != "rated" or not may_renew(rating, today):
        return False
    _good, ended = await evidence(db, product, today)
    for code, row in (await newest(db, product.id)).items():
        if code in ended:
            row.state, row.reason, row.decided_at = "returned", reason, now
    product.step, product.state, product.level, product.since = 5, "open", None, now
    await db.flush()
    return True
