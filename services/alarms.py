"""What needs an administrator is said to them in the chat, once a day, in whichever messenger still works."""

from datetime import datetime
from typing import Any

import structlog

from chat.message import body_of
from chat.screen import Button, Screen
from locales import clock, texts
from ocop.roles import Role
from storage import outbox, people
from storage.database import Database

log = structlog.get_logger()
MOST = 20  # people told


async def tell_administrators(database: Database, now: datetime, key: str, **details: Any) -> None:
    """Say the sentence `alarm-KEY` to the administrators, or to the provinces' officers where there are none."""
    log.error("alarm", alarm=key, **details)
    async with database.begin() as db:
        holders = await people.role_holders(db, ["VN"], role=Role.ADMINISTRATOR, limit=MOST)
        if not holders:
            officers = await people.role_holders(db, ["VN"], role=Role.OFFICER, limit=200)
            holders = [(row, person) for row, person in officers if len(row.area) == 2][:MOST]
        for person in {person.id: person for _row, person in holders}.values():
            say = person.language
            screen = Screen(
                texts.say(say, f"alarm-{key}", **details),
                title=texts.say(say, "alarm-title"),
                buttons=[Button(texts.say(say, "button-home"), "home")],
            )
            await outbox.write(
                db,
                person_id=person.id,
                body=body_of(screen, say).to_json(),
                lane=outbox.REPLY,
                now=now,
                unique_key=f"alarm:{key}:{person.id}:{clock.today(now):%Y%m%d}",
            )
