"""A database of an older program keeps what is in it."""

from alembic import command
from sqlalchemy import text

from storage.database import Database
from storage.migrate import _config, migrate, pending

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
