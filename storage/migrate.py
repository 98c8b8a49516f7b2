"""Bring the database to the newest shape (Alembic), at every start and by `ocop-bot migrate`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


async def migrate(database: Database) -> None:
    """Apply the migrations that this database has not seen; on a new one, all of them. Safe to run again."""
    async with database.engine.connect() as connection:
        # SQLite changes a table by copying it: what refers to the old one must not object meanwhile.
        await _foreign_keys(connection, database, "OFF")
        await connection.run_sync(lambda sync: command.upgrade(_config(sync), "head"))
        if database.is_sqlite and (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first() is not None:
            raise RuntimeError("the migration left a row that refers to nothing")
        await connection.commit()
        await _foreign_keys(connection, database, "ON")


async def _foreign_keys(connection: AsyncConnection, database: Database, wanted: str) -> None:
    """Only outside a transaction does SQLite listen to this."""
    if database.is_sqlite:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.execute(f"PRAGMA foreign_keys={wanted}")  # type: ignore[union-attr]


async def pending(database: Database) -> bool:
    """True when the database is older than this program."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    async with database.engine.connect() as connection:
        current = await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())
        await connection.rollback()
    return current != head
