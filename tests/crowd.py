"""Thousands of producers on Telegram, written straight into a new database."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from ocop.roles import Role
from storage.database import Database
from storage.migrate import migrate
from storage.tables import Address, Announcement, Base, Channel, Member, Person, Place, Producer, RoleRow
from tests.province import COMMUNE, PROVINCE


async def settle(
    url: str, count: int, now: datetime, *, first_chat: int = 1, others: tuple[int, ...] = (), **announcement: Any
) -> int:
    """`count` producers, each with one person, in chats from `first_chat` on; then an officer of the province and more
    people in the chats `others` (the officer in the first of them). With `announcement` columns one of the officer's
    is there too. Returns the officer's id.
    """
    database = Database(url)
    await migrate(database)
    numbers, officer = range(1, count + 1), count + 1
    chats = {n: first_chat + n - 1 for n in numbers} | {officer + i: chat for i, chat in enumerate(others)}
    async with database.begin() as db:
        person = {"phone_proven": False, "language": "vi", "consented_at": now, "created_at": now}
        person |= {"remind_hour": 8, "muted": []}
        await _fill(db, Person, [{**person, "id": n, "name": f"Bà Số {n}"} for n in sorted({*chats, officer})])
        await _fill(db, Channel, [{"id": 1, "messenger": "telegram", "account": "", "facts": {}, "created_at": now}])
        address = {
            "channel_id": 1,
            "messenger": "telegram",
            "state": "open",
            "preferred": False,
            "wrong_codes": 0,
            "seen_at": now,
        }
        await _fill(db, Address, [{**address, "person_id": n, "chat_id": str(chat)} for n, chat in chats.items()])
        await _fill(db, Place, [{"person_id": n, "at": "home"} for n in chats])
        producer = {"kind": "household", "representative": "", "phone": "+84912345678", "created_at": now}
        producer |= {"province": PROVINCE, "commune": COMMUNE}
        await _fill(db, Producer, [{**producer, "id": n, "name": f"Hộ {n}", "folded": f"ho {n}"} for n in numbers])
        await _fill(db, Member, [{"producer_id": n, "person_id": n, "part": "owner", "since": now} for n in numbers])
        await _fill(db, RoleRow, [{"person_id": officer, "role": Role.OFFICER, "area": PROVINCE, "given_at": now}])
        if announcement:
            row = {"area": PROVINCE, "author_id": officer, "audience": {"areas": [PROVINCE]}, "repeat": ""}
            await _fill(db, Announcement, [{**row, "written": 0, "size": 0, "created_at": now, **announcement}])
    await database.close()
    return officer


async def _fill(db: AsyncSession, table: type[Base], rows: list[dict[str, Any]]) -> None:
    await db.execute(insert(table.__table__), rows)  # type: ignore[arg-type]
