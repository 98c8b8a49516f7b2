"""A database of an older program keeps what is in it."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.migrate import _config, migrate, pending
from storage.tables import Base

PERSON = (
    "INSERT INTO persons (id, name, phone_proven, language, created_at) VALUES (1, 'Lan', false, 'vi', '2026-01-01')"
)
ADDRESS = (
    "INSERT INTO addresses (id, person_id, messenger, chat_id, state, seen_at) "
    "VALUES (1, 1, 'telegram', '42', 'open', '2026-01-01')"
)
PLACE = "INSERT INTO places (person_id, at, choices) VALUES (1, 'home', '[]')"
MESSAGE = (
    "INSERT INTO messages (id, person_id, lane, body, statutory, state, attempts, not_before, created_at) "
    "VALUES (1, 1, 1, '{}', false, 'queued', 0, '2026-01-01', '2026-01-01')"
)


async def test_the_first_shape_becomes_the_newest_with_everything_in_it(database_url: str) -> None:
    database = Database(database_url)
    async with database.engine.connect() as connection:
        await connection.run_sync(lambda sync: command.upgrade(_config(sync), "0001"))
        for statement in (PERSON, ADDRESS, PLACE, MESSAGE):
            await connection.execute(text(statement))
        await connection.commit()
    assert await pending(database)
    await migrate(database)
    assert not await pending(database)
    async with database.engine.connect() as connection:
        person = (await connection.execute(text("SELECT name, remind_hour FROM persons"))).one()
        address = (await connection.execute(text("SELECT chat_id, preferred, wrong_codes FROM addresses"))).one()
        message = (await connection.execute(text("SELECT state, notice FROM messages"))).one()
        place = (await connection.execute(text("SELECT at FROM places"))).one()
    assert tuple(person) == ("Lan", 8)
    assert (address.chat_id, bool(address.preferred), address.wrong_codes) == ("42", False, 0)
    assert (message.state, bool(message.notice)) == ("queued", False)
    assert place.at == "home"
    await database.close()


# A database of the version before channels (0004), with rows in every table that the next migration changes.
BEFORE_CHANNELS = (
    PERSON,
    "INSERT INTO addresses (id, person_id, messenger, chat_id, state, preferred, wrong_codes, seen_at) VALUES "
    "(1, 1, 'telegram', '42', 'open', false, 0, '2026-01-01'), (2, 1, 'zalo', '42', 'open', true, 0, '2026-01-01')",
    "INSERT INTO turns (id, messenger, event_id, address_id, said, files, at) VALUES "
    "(1, 'telegram', 'u1', 1, 'chào', '[]', '2026-01-01'), (2, 'zalo', 'u1', 2, 'chào', '[]', '2026-01-01')",
    "INSERT INTO files (id, person_id, messenger, remote, name, kind, mime, compressed, size, state, attempts, "
    "problems, not_before, received_at) VALUES "
    "(1, 1, 'telegram', '{\"id\": \"f1\"}', 'a.pdf', 'other', '', false, 5, 'waiting', 1, '[]', '2026-01-01', "
    "'2026-01-01'), "
    "(2, 1, 'form', '{\"outcomes_of\": 7}', 'b.xlsx', 'other', '', false, 0, 'drawing', 0, '[]', '2026-01-01', "
    "'2026-01-01')",
    "INSERT INTO messages (id, person_id, address_id, lane, body, unique_key, statutory, notice, state, attempts, "
    "tried, not_before, created_at) VALUES "
    "(1, 1, 1, 1, '{}', NULL, false, false, 'unknown', 1, '[]', '2026-01-01', '2026-01-01'), "
    "(2, 1, 2, 1, '{}', 'again:1', false, false, 'queued', 0, '[]', '2026-01-01', '2026-01-01'), "
    "(3, 1, NULL, 2, '{}', NULL, false, true, 'sending', 1, '[]', '2026-01-01', '2026-01-01')",
    "INSERT INTO leases (name, holder, until) VALUES ('pause:zalo', '', '2026-01-02'), ('delivery', 'a', '2026-01-01')",
)


async def upgraded(database: Database, statements: tuple[str, ...], revision: str) -> None:
    """Rows of an older version, and then everything up to the newest."""
    async with database.engine.connect() as connection:
        await connection.run_sync(lambda sync: command.upgrade(_config(sync), revision))
        for statement in statements:
            await connection.execute(text(statement))
        await connection.commit()
    await migrate(database)


async def test_every_row_of_before_there_were_channels_belongs_to_one(database_url: str) -> None:
    database = Database(database_url)
    await upgraded(database, BEFORE_CHANNELS, "0004")
    async with database.engine.connect() as connection:

        async def rows(query: str) -> list[tuple[object, ...]]:
            return [tuple(row) for row in await connection.execute(text(query))]

        known = dict(await rows("SELECT messenger, id FROM channels"))
        assert sorted(known) == ["telegram", "zalo"]
        telegram, zalo = known["telegram"], known["zalo"]
        assert await rows("SELECT id, channel_id FROM addresses ORDER BY id") == [(1, telegram), (2, zalo)]
        assert await rows("SELECT id, channel_id FROM turns ORDER BY id") == [(1, telegram), (2, zalo)]
        assert await rows("SELECT id, channel_id, state FROM files") == [(1, telegram, "waiting")]
        assert await rows("SELECT kind, state FROM jobs") == [("announcement-outcomes", "waiting")]
        assert await rows("SELECT id, channel_id, resend_of, state FROM messages ORDER BY id") == [
            (1, telegram, None, "unknown"),
            (2, zalo, 1, "queued"),
            (3, None, None, "queued"),  # it has no address: it had never left, and would have held up all after it
        ]
        assert await rows("SELECT name FROM leases") == []
        paused = await rows("SELECT messenger FROM channels WHERE paused_until IS NOT NULL")
        assert paused == [("zalo",)]
    await database.close()


@pytest.mark.parametrize(("table", "key"), [("addresses", "chat_id"), ("turns", "event_id")])
async def test_what_was_unique_in_a_messenger_is_unique_in_a_channel(database_url: str, table: str, key: str) -> None:
    database = Database(database_url)
    await upgraded(database, BEFORE_CHANNELS, "0004")
    async with database.engine.connect() as connection:
        found = await connection.run_sync(lambda sync: inspect(sync).get_unique_constraints(table))
        assert [one["column_names"] for one in found] == [["channel_id", key]]
        with pytest.raises(IntegrityError):
            await connection.execute(text(f"UPDATE {table} SET channel_id = 1, {key} = 'x'"))
    await database.close()


async def test_a_migrated_database_is_what_the_tables_say(database_url: str) -> None:
    """Tables, columns, indexes, unique keys and references; an index's condition is compared by the next test."""
    database = Database(database_url)
    await upgraded(database, BEFORE_CHANNELS, "0004")

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_a_migrated_database_has_the_indexes_of_a_new_one(database_url: str) -> None:
    """With their conditions: the claim is answered by a partial index."""

    def indexes(connection: Connection) -> set[tuple[object, ...]]:
        found = inspect(connection)
        kind = connection.dialect.name
        return {
            (table, one["name"], *one["column_names"], _plain(one["dialect_options"].get(f"{kind}_where")))
            for table in found.get_table_names()
            for one in found.get_indexes(table)
            if not one.get("duplicates_constraint")
        }

    database = Database(database_url)
    await upgraded(database, BEFORE_CHANNELS, "0004")
    async with database.engine.connect() as connection:
        migrated = await connection.run_sync(indexes)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)
        assert migrated == await connection.run_sync(indexes)
    await database.close()


def _plain(condition: object) -> str:
    return "" if condition is None else str(condition)
