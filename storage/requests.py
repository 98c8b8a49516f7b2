"""Requests of the offices for chosen papers, and the days by which they are wanted."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Dossier, PaperRequest, Product


async def add(
    db: AsyncSession,
    dossier_id: int,
    *,
    level: str,
    papers: Sequence[str],
    words: str,
    until: date,
    person_id: int,
    now: datetime,
) -> PaperRequest:
    request = PaperRequest(
        dossier_id=dossier_id, level=level, papers=list(papers), words=words, until=until, by=person_id, at=now
    )
    db.add(request)
    await db.flush()
    return request


async def request(db: AsyncSession, request_id: int) -> tuple[PaperRequest, Dossier] | None:
    """A request with its dossier."""
    rows = await db.execute(
        select(PaperRequest, Dossier)
        .join(Dossier, Dossier.id == PaperRequest.dossier_id)
        .where(PaperRequest.id == request_id)
    )
    row = rows.first()
    return (row[0], row[1]) if row else None


async def open_of(db: AsyncSession, dossier_id: int) -> list[PaperRequest]:
    """The dossier's requests that are not answered, oldest first."""
    rows = await db.execute(
        select(PaperRequest)
        .where(PaperRequest.dossier_id == dossier_id, PaperRequest.closed_at.is_(None))
        .order_by(PaperRequest.id)
        .limit(50)
    )
    return list(rows.scalars())


async def wanting(db: AsyncSession, product: Product, paper: str) -> list[tuple[PaperRequest, Product]]:
    """The open requests for this paper of the product, or of its producer's other products, with their products."""
    rows = await db.execute(
        select(PaperRequest, Product)
        .join(Dossier, Dossier.id == PaperRequest.dossier_id)
        .join(Product, Product.id == Dossier.product_id)
        .where(
            or_(Product.id == product.id, Product.producer_id == product.producer_id), PaperRequest.closed_at.is_(None)
        )
        .order_by(PaperRequest.id)
        .limit(200)
    )
    return [(request, owner) for request, owner in rows if paper in request.papers]


async def close(db: AsyncSession, request_id: int, now: datetime) -> bool:
    """It is answered, or taken back; False when it was before."""
    done = await db.execute(
        update(PaperRequest)
        .where(PaperRequest.id == request_id, PaperRequest.closed_at.is_(None))
        .values(closed_at=now)
        .execution_options(synchronize_session="fetch")
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]
