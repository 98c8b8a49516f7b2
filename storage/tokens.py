"""Credentials of a service that change, as the program keeps them: encrypted by whoever puts them here."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Token


async def token(db: AsyncSession, name: str, *, locked: bool = False) -> Token | None:
    query = select(Token).where(Token.name == name)
    return await db.scalar(query.with_for_update() if locked else query)


async def keep(
    db: AsyncSession,
    name: str,
    *,
    access: str,
    access_until: datetime,
    refresh: str,
    refresh_until: datetime,
    now: datetime,
) -> None:
    """Put a new pair in place of the old one."""
    await db.merge(
        Token(
            name=name,
            access=access,
            access_until=access_until,
            refresh=refresh,
            refresh_until=refresh_until,
            state="good",
            rotated_at=now,
        )
    )
