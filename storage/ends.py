"""What ends, papers and certificates, and has not been answered by something newer."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from ocop import workflow
from ocop.rules import with_rounds
from storage.areas import in_areas
from storage.dossiers import succeeds
from storage.tables import Document, Dossier, Product, Rating


def paper_ends(due: date) -> ColumnElement[bool]:
    """Versions of papers that are good until that day, as far as nothing newer is known to hold longer."""
    return and_(Document.expires_on == due, _paper_waits())


def _paper_waits() -> ColumnElement[bool]:
    newer = aliased(Document)
    better = or_(newer.expires_on > Document.expires_on, newer.lasts, newer.state.in_(("submitted", "accepted")))
    return ~exists().where(succeeds(newer, Document), better)


def certificate_ends(due: date) -> ColumnElement[bool]:
    """Certificates that end on that day, as far as they are not revoked and no re-evaluation is handed in."""
    return and_(Rating.valid_until == due, _certificate_waits())


def _certificate_waits() -> ColumnElement[bool]:
    newer = aliased(Rating)
    return and_(
        Rating.revoked_at.is_(None),
        to_be_renewed(),
        ~exists().where(newer.product_id == Rating.product_id, newer.id > Rating.id),
    )


def to_be_renewed() -> ColumnElement[bool]:
    """Whether a product's re-evaluation is still to be handed in; under the laws before, whether it has not begun."""
    preparing = exists().where(
        Dossier.product_id == Product.id,
        Dossier.outcome.is_(None),
        Dossier.handed_in_at.is_(None),
        Dossier.kind != "first",
        Dossier.rules.in_(with_rounds()),
    )
    return or_(Product.state == "rated", and_(Product.state.in_(workflow.WITH_PRODUCER), preparing))


async def count_ended(db: AsyncSession, kind: str, due: date) -> dict[str, int]:
    """commune → papers or certificates that ended on that day and that nobody has done anything about."""
    if kind == "paper":
        of_kind = select(Product.commune, func.count()).join(Document, Document.product_id == Product.id)
        of_kind = of_kind.where(paper_ends(due))
    else:
        of_kind = select(Product.commune, func.count()).join(Rating, Rating.product_id == Product.id)
        of_kind = of_kind.where(certificate_ends(due))
    return dict((await db.execute(of_kind.group_by(Product.commune))).all())


async def ends_of_new(db: AsyncSession, since: datetime) -> set[date]:
    """The last days of certificates that were recorded at that moment or later."""
    rows = await db.scalars(
        select(Rating.valid_until).where(Rating.recorded_at >= since, Rating.valid_until.is_not(None)).distinct()
    )
    return {day for day in rows if day is not None}


async def ending(db: AsyncSession, kind: str, days: Iterable[date]) -> set[date]:
    """Those of the days on which some paper or certificate ends (an index tells)."""
    column = Rating.valid_until if kind == "certificate" else Document.expires_on
    found: set[date] = set()
    wanted = sorted(days)
    for start in range(0, len(wanted), 500):
        rows = await db.scalars(select(column).where(column.in_(wanted[start : start + 500])).distinct())
        found |= {day for day in rows if day is not None}
    return found


async def listed(
    db: AsyncSession, kind: str, areas: Sequence[str], first: date, last: date, *, offset: int = 0, limit: int = 8
) -> list[tuple[Product, str, date]]:
    """Products of the areas with what ended in these days: (product, paper or "certificate", day), the oldest first."""
    inside = in_areas(Product.province, Product.commune, areas)
    if kind == "paper":
        query = (
            select(Product, Document.paper, Document.expires_on)
            .join(Document, Document.product_id == Product.id)
            .where(inside, Document.expires_on.between(first, last), _paper_waits())
            .order_by(Document.expires_on, Document.id)
        )
    else:
        query = (
            select(Product, func.coalesce(Rating.level, ""), Rating.valid_until)
            .join(Rating, Rating.product_id == Product.id)
            .where(inside, Rating.valid_until.between(first, last), _certificate_waits())
            .order_by(Rating.valid_until, Rating.id)
        )
    rows = await db.execute(query.offset(offset).limit(limit))
    return [(product, what if kind == "paper" else "certificate", day) for product, what, day in rows if day]
