"""One turn: everything a handler is given, and the only way in which it speaks."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Event, Screen
from locales import clock, texts
from storage import audit, people
from storage.actors import Actor
from storage.reaching import ReachOf
from storage.tables import Address, Person, Place


@dataclass(frozen=True, slots=True)
class Links:
    """Where the outside of the conversation is: what comes before the rest of each address.

    page: before the code behind a QR code; chat: before the payload of a link into the chat; web: our own pages.
    """

    page: str = ""
    chat: str = ""
    web: str = ""


@dataclass
class Turn:
    """A person did something; the handler answers with a screen.

    db: the turn's one transaction; now: UTC; actor: who it is, with the roles in force; shown_at: set by the router.
    """

    db: AsyncSession
    event: Event
    actor: Actor
    address: Address
    place: Place
    now: datetime
    id: int
    links: Links
    shown_at: str = ""
    last_ref: str = ""  # our newest message in this chat, if nothing newer of theirs stands below it
    channel_province: str | None = None  # whose bot they write to, if it is one province's
    reach_of: ReachOf = lambda *_args: ("free", 0)

    @property
    def person(self) -> Person:
        return self.actor.person

    @property
    def grants(self) -> tuple[Any, ...]:
        """The roles in force."""
        return self.actor.grants

    @property
    def language(self) -> str:
        return self.person.language

    @property
    def today(self) -> date:
        """The day in Viet Nam."""
        return clock.today(self.now)

    async def refresh_actor(self, person: Person | None = None) -> None:
        """Read the roles again after they changed; `person`: whose the chat is from now on."""
        if person is not None:
            self.place = await people.place(self.db, person.id)
        person = person or self.person
        roles = tuple(await people.grants(self.db, person.id))
        self.actor = Actor(person, roles, self.actor.turn_id, self.place.acting_for)

    def page_of(self, code: str) -> str:
        """The address behind a product's QR code."""
        return f"{self.links.page}{code}"

    def say(self, key: str, **args: Any) -> str:
        return texts.say(self.language, key, **args)

    def day(self, value: date) -> str:
        return texts.day(self.language, value)

    def moment(self, value: datetime) -> str:
        return texts.moment(self.language, value)

    def number(self, value: int | float | Decimal) -> str:
        return texts.number(self.language, value)

    def button(self, key: str, to: str, **args: Any) -> Button:
        return Button(self.say(key, **args), to)

    async def log(self, action: str, subject: str, *, area: str = "", detail: str = "") -> None:
        """Write down who saw, changed or exported what."""
        audit.write(self.db, self.actor, self.now, action, subject, area=area, detail=detail)


def resumed(screen: Screen, turn: Turn) -> Screen:
    """An answer in between: the place is kept, and a button leads back to it."""
    if turn.place.at.startswith("form/"):
        buttons = [*screen.buttons, turn.button("button-resume", turn.place.at)]
        return replace(screen, buttons=buttons, stay=True)
    return screen
