"""Who is told what: one module for each subject, all through `tell`."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.message import body_of
from chat.screen import Button, Screen
from locales import texts
from storage import outbox
from storage.tables import Person


async def tell(
    db: AsyncSession,
    person: Person,
    screen: Screen,
    now: datetime,
    *,
    turn_id: int | None = None,
    unique_key: str | None = None,
    statutory: bool = False,
    address_id: int | None = None,
    lane: int = outbox.REPLY,
    notice: bool = True,
) -> None:
    """Send a screen to somebody on whichever channel reaches them (`address_id`: first there). notice: they did not ask
    for it.

    With a unique key it is said only once. A screen without buttons gets the way home.
    """
    if not screen.buttons:
        screen = replace(screen, buttons=[Button(texts.say(person.language, "button-home"), "home")])
    await outbox.write(
        db,
        person_id=person.id,
        address_id=address_id,
        notice=notice,
        body=body_of(screen, person.language).to_json(),
        lane=lane,
        now=now,
        turn_id=turn_id,
        unique_key=unique_key,
        statutory=statutory,
    )
