"""Who saw, changed or exported what."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.actors import Actor
from storage.areas import inside
from storage.tables import AuditRow, Person


def write(
    db: AsyncSession,
    actor: Actor | None,
    now: datetime,
    action: str,
    subject: str,
    *,
    area: str = "",
    detail: str = "",
) -> None:
    """Add one line: action such as "review.return", subject such as "product/17"; no actor: the program itself."""
    db.add(
        AuditRow(
            at=now,
            person_id=actor.id if actor else None,
            action=action,
            subject=subject,
            area=area,
            detail=detail[:500],
            turn_id=actor.turn_id if actor else None,
        )
    )


async def latest(
    db: AsyncSession, areas: list[str], *, before: int | None = None, limit: int = 15
) -> list[tuple[AuditRow, Person | None]]:
    """The newest lines of the given areas (codes; "VN" is everything), newest first."""
    query = select(AuditRow, Person).outerjoin(Person, Person.id == AuditRow.person_id)
    query = query.where(inside(AuditRow.area, areas))
    if before is not None:
        query = query.where(AuditRow.id < before)
    return [(row, person) for row, person in await db.execute(query.order_by(AuditRow.id.desc()).limit(limit))]


async def written_since(db: AsyncSession, actor: Actor, action: str, subject: str, since: datetime) -> bool:
    """Whether this person's doing this is in the log since then."""
    same = (AuditRow.person_id == actor.id, AuditRow.action == action, AuditRow.subject == subject)
    return await db.scalar(select(AuditRow.id).where(*same, AuditRow.at >= since).limit(1)) is not None


async def any_by(db: AsyncSession, actor: Actor, action: str, subjects: Sequence[str]) -> bool:
    """Whether this person did this to any of the subjects."""
    same = (AuditRow.person_id == actor.id, AuditRow.action == action, AuditRow.subject.in_(subjects))
    return await db.scalar(select(AuditRow.id).where(*same).limit(1)) is not None
