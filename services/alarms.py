"""What needs an administrator is said to them, once a day: through the outbox, and past it when that may be stuck."""

from datetime import datetime, timedelta
from typing import Any

import structlog

from chat.message import MessageBody, body_of
from chat.messenger import Messengers, Outgoing, Sent
from chat.screen import Button, Screen
from locales import clock, texts
from ocop.roles import Role
from storage import joining, outbox, people, sending
from storage.database import Database
from storage.tables import Person

log = structlog.get_logger()
MOST = 20  # people told
HEAD_START = timedelta(minutes=1)  # of `tell_directly` before the outbox, or both would say it


async def tell_administrators(
    database: Database, now: datetime, key: str, *, about: str = "", directly: bool = False, **details: Any
) -> list[Person]:
    """Say the sentence `alarm-KEY` to the administrators, or to the provinces' officers where there are none; returns
    those who had not been told it today (of the same `about`: which channel, which scan).

    directly: `tell_directly` follows; the outbox waits for that.
    """
    log.error("alarm.said", alarm=key)
    told = []
    async with database.begin() as db:
        holders = await people.role_holders(db, ["VN"], role=Role.ADMINISTRATOR, limit=MOST)
        if not holders:
            officers = await people.role_holders(db, ["VN"], role=Role.OFFICER, limit=200)
            holders = [(row, person) for row, person in officers if len(row.area) == 2][:MOST]
        for person in {person.id: person for _row, person in holders}.values():
            written = await outbox.write(
                db,
                person_id=person.id,
                body=_body(person, key, details).to_json(),
                lane=outbox.REPLY,
                now=now,
                unique_key=_key(person, key, about, now),
                not_before=now + HEAD_START if directly else now,
            )
            if written:
                told.append(person)
    return told


async def tell_directly(
    database: Database,
    messengers: Messengers,
    person: Person,
    now: datetime,
    key: str,
    *,
    about: str = "",
    **details: Any,
) -> None:
    """The same, without waiting for the delivery: on the first of their channels that takes it now. Then what waits in
    the outbox counts as said.
    """
    async with database.read() as db:
        addresses = await joining.addresses(db, person.id)
    body = _body(person, key, details)
    for address in addresses:
        messenger = messengers.get(address.channel_id)
        if messenger is None or address.state != "open":
            continue
        try:
            outcome = await messenger.send(address.chat_id, Outgoing(0, body))
        except Exception as error:
            log.error("alarm.not-sent", channel=address.channel_id, error=type(error).__name__)
            continue
        if isinstance(outcome, Sent):
            async with database.begin() as db:
                await sending.said_directly(db, _key(person, key, about, now), address, outcome.ref, now)
            return


def _key(person: Person, key: str, about: str, now: datetime) -> str:
    return f"alarm:{key}{about and f'.{about}'}:{person.id}:{clock.today(now):%Y%m%d}"


def _body(person: Person, key: str, details: dict[str, Any]) -> MessageBody:
    say = person.language
    screen = Screen(
        texts.say(say, f"alarm-{key}", **details),
        title=texts.say(say, "alarm-title"),
        buttons=[Button(texts.say(say, "button-home"), "home")],
    )
    return body_of(screen, say)
