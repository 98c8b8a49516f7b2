"""Connections and transactions: SQLite with one writer, or PostgreSQL."""

import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiosqlite
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool


class Database:
    """The product's one database.

    url: `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`. Raises ValueError for anything else.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.url = url
        self.is_sqlite = parsed.drivername == "sqlite+aiosqlite"
        if self.is_sqlite:
            # One writer connection: a larger pool of writers makes SQLite slower, not faster.
            self._writer = _sqlite_engine(url, size=1, begin="BEGIN IMMEDIATE")
            self._reader = _sqlite_engine(url, size=4, begin="BEGIN")
        elif parsed.drivername == "postgresql+asyncpg":
            self._writer = self._reader = create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True)
        else:
            raise ValueError("use sqlite+aiosqlite:///path or postgresql+asyncpg://user:password@host/name")

    @property
    def engine(self) -> AsyncEngine:
        """The engine that writes (for migrations and tests)."""
        return self._writer

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """One writing transaction: committed when the block ends, rolled back when it raises."""
        async with AsyncSession(self._writer, expire_on_commit=False, autoflush=False) as db, db.begin():
            yield db

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """One consistent view for reading; never waits for the writer."""
        async with AsyncSession(self._reader, expire_on_commit=False, autoflush=False) as db:
            yield db

    async def close(self) -> None:
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()


class _Connection(aiosqlite.Connection):
    """Runs statements in place: a hop to a thread costs ten times what a statement of ours costs.

    What may wait for the disk or for another process (commit, begin) still goes to the thread. Only one of the two is
    at work at a time: when whoever awaits the thread is cancelled, the roll-back that follows waits for it (SQLite's
    statements do not survive it otherwise).
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, 64)
        self._thread.daemon = True
        self._busy = threading.Lock()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        def alone() -> Any:
            with self._busy:
                return fn(*args, **kwargs)

        waits = fn.__name__ == "commit" or (args and isinstance(args[0], str) and args[0].startswith("BEGIN IMMEDIATE"))
        if waits or not self._running or self._connection is None:
            return await super()._execute(alone)
        return alone()


def _sqlite_engine(url: str, *, size: int, begin: str) -> AsyncEngine:
    path = make_url(url).database or ":memory:"

    async def connect() -> aiosqlite.Connection:
        return await _Connection(lambda: sqlite3.connect(path, check_same_thread=False))

    engine = create_async_engine(
        url,
        async_creator=connect,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=60,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, below
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")  # survives a power cut, not only a killed process
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def copy_sqlite(source: str, target: str) -> None:
    """Copy a live SQLite database to `target` as one consistent file (SQLite's online backup)."""
    with sqlite3.connect(source) as live, sqlite3.connect(target) as copy:
        live.backup(copy)
    live.close()
    copy.close()
