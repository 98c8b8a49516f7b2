"""Fixtures: a world of people to talk with, on SQLite, or on SQLite and PostgreSQL in turn."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from bot import logs
from storage.database import Database
from storage.migrate import migrate
from tests.conversation import World, new_world
from tests.servers.postgres import postgres

_numbers = itertools.count(1)
logs.configure("error")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = await new_world(tmp_path)
    yield made
    await made.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres() as host:
        yield host


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new empty database: once on SQLite, once on the real PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'ocop.db'}"
    host, name = request.getfixturevalue("postgres_server"), f"ocop{next(_numbers)}"
    asyncio.run(_create(host, name))
    return f"postgresql+asyncpg://postgres@{host}/{name}"


async def _create(host: str, name: str) -> None:
    connection = await asyncpg.connect(f"postgresql://postgres@{host}/postgres")
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()


@pytest.fixture
async def any_database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database, once on SQLite and once on PostgreSQL."""
    database = Database(database_url)
    await migrate(database)
    yield database
    await database.close()


@pytest.fixture
async def any_world(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    made = await new_world(tmp_path, database_url)
    yield made
    await made.close()
