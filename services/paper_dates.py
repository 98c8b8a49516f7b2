"""From when until when a paper is good: said by its producer on receipt, or noted by an officer."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import NotAllowed
from locales import clock, texts
from locales.texts import InvalidInput
from ocop.roles import may_review
from services import permits
from services.papers import own_version
from storage import audit
from storage.actors import Actor
from storage.tables import Document, Product


def checked(document: Document, today: date, *, issued: date | None = None, until: date | None = None) -> None:
    """Raises InvalidInput for an issue day ahead, or an end before the issue."""
    issued, until = issued or document.issued_on, until or document.expires_on
    if issued is not None and issued > today:
        raise InvalidInput("evidence-issued-ahead", day=texts.day("vi", issued))
    if issued is not None and until is not None and until < issued:
        raise InvalidInput("evidence-ends-before", issued=texts.day("vi", issued), until=texts.day("vi", until))


def _put(
    db: AsyncSession,
    actor: Actor,
    product: Product,
    document: Document,
    now: datetime,
    issued: date | None,
    until: date | None,
) -> None:
    checked(document, clock.today(now), issued=issued, until=until)
    if issued is not None:
        document.issued_on = issued
    if until is not None:
        document.expires_on, document.lasts = until, False
    detail = f"{document.paper} {document.issued_on or ''} {document.expires_on or ''}".strip()
    audit.write(db, actor, now, "paper.until", f"product/{product.id}", area=product.commune, detail=detail)


async def set_dates(
    db: AsyncSession,
    actor: Actor,
    product_id: int,
    code: str,
    now: datetime,
    *,
    issued: date | None = None,
    until: date | None = None,
) -> Document:
    """Note issue day and last day of the newest version; reminders follow. Raises NotFound when nothing is in,
    InvalidInput.
    """
    product, document = await own_version(db, actor, product_id, code)
    _put(db, actor, product, document, now, issued, until)
    return document


async def set_lasting(db: AsyncSession, actor: Actor, product_id: int, code: str, now: datetime) -> Document:
    """Its producer says that it has no end. Raises NotFound when nothing is in."""
    product, document = await own_version(db, actor, product_id, code)
    document.lasts, document.expires_on = True, None
    audit.write(db, actor, now, "paper.lasts", f"product/{product.id}", area=product.commune, detail=code)
    return document


async def set_by_officer(
    db: AsyncSession,
    actor: Actor,
    document_id: int,
    now: datetime,
    *,
    issued: date | None = None,
    until: date | None = None,
) -> Document:
    """What an officer reads on the paper. Raises NotFound, NotAllowed, InvalidInput."""
    document, product = await dated_by_officer(db, actor, document_id)
    _put(db, actor, product, document, now, issued, until)
    return document


async def dated_by_officer(db: AsyncSession, actor: Actor, document_id: int) -> tuple[Document, Product]:
    """A paper that was handed in, for an officer of its area. Raises NotFound, NotAllowed."""
    document, product = await permits.readable_paper(db, actor, document_id)
    if not any(may_review(actor.grants, product.commune, level) for level in ("commune", "province")):
        raise NotAllowed(document_id)
    await permits.impartial(db, actor, product)
    return document, product
