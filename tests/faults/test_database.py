"""What the one SQLite writer bears."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database


async def test_who_gives_up_waiting_for_the_writer_leaves_it_usable(tmp_path: Path) -> None:
    path = tmp_path / "ocop.db"
    database = Database(f"sqlite+aiosqlite:///{path}")
    async with database.begin() as db:
        await db.execute(text("CREATE TABLE said (n INTEGER)"))

    async def write(number: int) -> None:
        async with database.begin() as db:
            await db.execute(text("INSERT INTO said VALUES (:n)"), {"n": number})

    for number in range(20):
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(write(1000 + number))
        await asyncio.sleep(0.005)  # it stands before the locked door, in another thread
        threading.Timer(0.01, lambda other=other: (other.execute("ROLLBACK"), other.close())).start()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await write(number)
    async with database.read() as db:
        said = list(await db.scalars(text("SELECT n FROM said ORDER BY n")))
    await database.close()
    assert said == list(range(20))
