"""What SQLite and PostgreSQL say differently."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession


def dialect(db: AsyncSession) -> str:
    """The name of the database in use: sqlite or postgresql."""
    return db.get_bind().dialect.name


def insert_new(dialect_name: str, table: Any) -> Any:
    """INSERT … ON CONFLICT DO NOTHING."""
    return (postgresql.insert if dialect_name == "postgresql" else sqlite.insert)(table).on_conflict_do_nothing()
