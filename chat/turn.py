"""One turn: everything a handler is given, and the only way in which it speaks."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from storage.tables import Address, Person, Place

from chat.screen import Button, Event, Screen
from locales import clock, texts
from ocop.roles import Grant
from storage import audit, outbox
from storage.reaching import ReachOf


@dataclass
class Turn:
    """A person did something; the handler answers with a screen.

    db: the turn's one transaction; now: UTC; grants: the roles in force; shown_at: set by the router.
    """

    db: AsyncSession
    event: Event
    person: Person
    address: Address
    place: Place
    grants: list[Grant]
    now: datetime
    id: int
    shown_at: str = ""
    last_ref: str = ""  # our newest message in this chat, if nothing newer of theirs stands below it
    page_url: str = ""  # what comes before the code in the address behind a QR code
    web_url: str = ""  # where our own pages are
    reach_of: ReachOf = lambda *_args: ("free", 0)
    invite_url: str = ""  # what comes before the payload of a link into the chat
    notified: list[int] = field(default_factory=list)

    @property
    def language(self) -> str:
        return self.person.language

    @property
    def today(self) -> date:
        """The day in Viet Nam."""
        return clock.today(self.now)

    def page_of(self, code: str) -> str:
        """The address behind a product's QR code."""
        return f"{self.page_url}{code}"

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
        audit.write(self.db, self.now, self.person.id, action, subject, area=area, detail=detail, turn_id=self.id)

    async def notify(
        self,
        person: Person,
        screen: Screen,
        *,
        unique_key: str | None = None,
        statutory: bool = False,
        address_id: int | None = None,
    ) -> None:
        """Send a screen to somebody else, on whichever messenger reaches them (`address_id`: first at this address).
        With a unique key it is said only once.
        """
        if not screen.buttons:
            screen = replace(screen, buttons=[Button(texts.say(person.language, "button-home"), "home")])
        await outbox.write(
            self.db,
            person_id=person.id,
            address_id=address_id,
            notice=True,
            body=body_of(screen, person.language),
            lane=outbox.REPLY,
            now=self.now,
            turn_id=self.id,
            unique_key=unique_key,
            statutory=statutory,
        )


def body_of(screen: Screen, language: str, *, edit: str = "", words: bool = False) -> dict[str, Any]:
    """A screen as the outbox keeps it (JSON); adapters render it for their messenger.

    words: it asks for the person's own words, so a bare number is an answer and no choice.
    """
    buttons = [[button.label, button.to, button.url] for button in screen.buttons]
    if screen.back is not None:
        buttons.append([texts.say(language, "button-back"), screen.back, ""])
    body: dict[str, Any] = {"title": screen.title, "text": screen.text, "buttons": buttons, "language": language}
    if screen.files:
        body["files"] = list(screen.files)
    if screen.qr:
        body["qr"] = {"code": screen.qr.code, "caption": screen.qr.caption}
    if screen.contact:
        body["contact"] = screen.contact
    if screen.menu:
        body["menu"] = list(screen.menu)
    if screen.kind:
        body["kind"], body["facts"] = screen.kind, dict(screen.facts)
    if words:
        body["words"] = True
    if edit:
        body["edit"] = edit
    return body


def resumed(screen: Screen, turn: Turn) -> Screen:
    """An answer in between: the place is kept, and a button leads back to it."""
    if turn.place.at.startswith("form/"):
        buttons = [*screen.buttons, turn.button("button-resume", turn.place.at)]
        return replace(screen, buttons=buttons, stay=True)
    return screen
