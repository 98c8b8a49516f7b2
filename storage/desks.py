"""What waits at the officials' desks, with its clock."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from ocop.roles import Role
from storage.areas import in_areas
from storage.tables import Dossier, Producer, Product, RoleRow

Waiting = tuple[Product, Producer, Dossier | None]


def _without_officers() -> ColumnElement[bool]:
    """The product's commune has no officer: its province looks at what waits there."""
    officer = (RoleRow.role == Role.OFFICER, RoleRow.area == Product.commune, RoleRow.withdrawn_at.is_(None))
    return ~exists().where(*officer)


def _at(areas: Sequence[str], level: str, states: Sequence[str]) -> ColumnElement[bool]:
    """At the desk of this level; the province's is also that of its communes without officers ("held": of those that
    have some).
    """
    inside = and_(in_areas(Product.province, Product.commune, areas), Product.state.in_(states))
    if level == "held":
        return and_(inside, Product.level == "commune", ~_without_officers())
    if level == "province":
        orphaned = and_(Product.level == "commune", _without_officers())
        return and_(inside, or_(Product.level == "province", orphaned))
    return and_(inside, Product.level == level)


async def waiting(
    db: AsyncSession,
    areas: Sequence[str],
    level: str,
    *,
    states: Sequence[str] = ("submitted",),
    offset: int = 0,
    limit: int = 10,
) -> list[Waiting]:
    """What waits at a desk, with its dossier; what the commune must be through with first comes first, then the oldest.

    level: "commune", "province", or "held": at the communes of these areas that have officers.
    """
    newest = select(func.max(Dossier.id)).where(Dossier.product_id == Product.id).correlate(Product).scalar_subquery()
    rows = await db.execute(
        select(Product, Producer, Dossier)
        .join(Producer, Producer.id == Product.producer_id)
        .outerjoin(Dossier, Dossier.id == newest)
        .where(_at(areas, level, states))
        .order_by(Dossier.commune_due.is_(None), Dossier.commune_due, Product.since, Product.id)
        .offset(offset)
        .limit(limit)
    )
    return [(product, owner, dossier) for product, owner, dossier in rows]


async def count_waiting(
    db: AsyncSession, areas: Sequence[str], level: str, *, states: Sequence[str] = ("submitted",)
) -> int:
    return await db.scalar(select(func.count()).select_from(Product).where(_at(areas, level, states))) or 0


async def has_officers(db: AsyncSession, commune: str) -> bool:
    """Whether anybody is an officer of this commune."""
    officer = (RoleRow.role == Role.OFFICER, RoleRow.area == commune, RoleRow.withdrawn_at.is_(None))
    return await db.scalar(select(RoleRow.id).where(*officer).limit(1)) is not None
