"""The engine: one event, one transaction, one answer. Nothing is lost, nothing is handled twice."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chat import faults, filing, understanding
from chat.errors import Moved, NotAllowed, NotFound
from chat.message import MessageBody, body_of
from chat.router import Screens, with_note
from chat.screen import Button, Event, Screen
from chat.turn import Links, Turn, resumed
from locales import texts
from locales.clock import utc_now
from locales.text import fold, nfc
from storage import outbox, people
from storage.actors import Actor
from storage.database import Database
from storage.reaching import ReachOf

log = structlog.get_logger()

LONGEST_TEXT = 4000
SHORT = 4  # what is longer, and came too late to count, is given back so that it need not be typed again
# A link into the chat that was pasted instead of opened: not every messenger has links that open it.
LINK = re.compile(r"[?&]start=([A-Za-z0-9_-]{3,64})$")
SEEN_EVERY = timedelta(minutes=1)  # how exactly we remember when somebody last wrote from where
NO_LINKS = Links()
NO_CHANNELS: Mapping[int, str] = MappingProxyType({})


class Engine:
    """Takes the events of every messenger.

    screens: the product's screens; intents: what people ask for → address;
    now: the clock; committed: called after each commit with whether files came,
    to send and fetch at once; chat_urls, provinces: by channel, of those whose links lead into their own chat, and of
    those that are one province's.
    """

    def __init__(
        self,
        database: Database,
        screens: Screens,
        *,
        intents: dict[str, str],
        now: Callable[[], datetime] = utc_now,
        committed: Callable[[bool], None] = lambda _files: None,
        links: Links = NO_LINKS,
        chat_urls: Mapping[int, str] = NO_CHANNELS,
        provinces: Mapping[int, str] = NO_CHANNELS,
        reach_of: ReachOf = lambda *_args: ("free", 0),
    ) -> None:
        self.database = database
        self.screens = screens
        self.intents = intents
        self.now = now
        self.committed = committed
        self.links = links
        self.channel_links = {channel: replace(links, chat=url) for channel, url in chat_urls.items()}
        self.provinces = provinces
        self.reach_of = reach_of

    async def handle(self, event: Event) -> bool:
        """Handle one event; False when it was handled before. After this returns the answer is committed.

        Never raises for what a handler did wrong: the person is told, the operator finds the turn in the log, and
        the next event is free.
        Raises when the database itself cannot be used: then the event must not be confirmed to the messenger.
        """
        try:
            try:
                done = await self._turn(event)
            except IntegrityError:  # two first messages of one chat at once: the second finds the person there
                done = await self._turn(event)
        except DBAPIError as error:
            if error.connection_invalidated or isinstance(error.orig, OSError):
                raise
            done = await self._apologise(event)
        except Exception:
            log.exception("turn.failed", channel=event.channel, event_id=event.id)
            done = await self._apologise(event)
        if done:
            self.committed(bool(event.files))
        return done

    async def _turn(self, event: Event) -> bool:
        now = self.now()
        async with self.database.begin() as db:
            turn = await self._begin(db, event, now)
            if turn is None:
                return False
            screen = await self._answer(turn)
            if screen is not None:
                await self._write_answer(turn, screen)
            await db.flush()
            faults.reached("turn.before-commit")
        faults.reached("turn.after-commit")
        return True

    async def _begin(self, db: AsyncSession, event: Event, now: datetime) -> Turn | None:
        person, address, place = await people.at_address(
            db, event.channel, event.chat_id, now, name=event.name, language=event.language or "vi"
        )
        said = nfc(event.text) or event.label or event.phone or ""
        turn_id = await people.begin_turn(db, event.channel, event.id, address.id, said, now)
        if turn_id is None:
            return None
        # What came over an upload page was not said in the chat: to the messenger the person is still silent.
        if not event.at and (now - address.seen_at > SEEN_EVERY or address.state != "open"):
            address.seen_at, address.state = now, "open"
        last_ref = address.last_ref
        if not event.ref or event.ref != last_ref:
            address.last_ref = None  # the newest thing in the chat is theirs: an edit would be out of sight
        return Turn(
            db=db,
            event=event,
            actor=Actor(person, tuple(await people.grants(db, person.id)), turn_id, place.acting_for),
            address=address,
            place=place,
            now=now,
            id=turn_id,
            last_ref=last_ref or "",
            links=self.channel_links.get(event.channel, self.links),
            channel_province=self.provinces.get(event.channel),
            reach_of=self.reach_of,
        )

    async def _write_answer(self, turn: Turn, screen: Screen) -> None:
        edit = turn.event.ref if turn.event.ref and turn.event.ref == turn.last_ref else ""
        words = any(form.wants_words(turn.shown_at) for form in self.screens.forms)
        body = body_of(screen, turn.language, edit=edit, words=words).to_json()
        await outbox.write(
            turn.db,
            person_id=turn.person.id,
            address_id=turn.address.id,
            channel_id=turn.address.channel_id,
            body=body,
            lane=outbox.REPLY,
            now=turn.now,
            turn_id=turn.id,
        )
        if not screen.stay and turn.shown_at:
            turn.place.at = turn.shown_at

    # -- what the event asks for

    async def _answer(self, turn: Turn) -> Screen | None:
        event = turn.event
        if event.start is not None:
            return await self._show(turn, f"start/{event.start}" if event.start else "start")
        if event.to:
            return await self._show(turn, event.to)
        if event.files:
            await filing.keep(turn, self.screens)
            return None
        if event.phone:
            return await self._phone(turn)
        if event.text.strip():
            pasted = LINK.search(event.text.strip())
            if pasted:
                return await self._show(turn, f"start/{pasted[1]}")
            return await self._text(turn, nfc(event.text)[:LONGEST_TEXT])
        if event.other == "document":
            return await self._show(turn, self.intents["upload"])
        key = f"unexpected-{event.other}" if event.other else "unexpected-other"
        return await self._ask_again(turn, turn.say(key))

    async def _show(self, turn: Turn, address: str) -> Screen:
        try:
            return await self.screens.show(turn, address)
        except NotAllowed as refusal:
            reason = f"not-allowed-{refusal}"
            return await self._home_saying(turn, reason if texts.has("vi", reason) else "not-allowed")
        except NotFound:
            return await self._home_saying(turn, "not-found")
        except Moved as moved:
            return await self._show_moved(turn, moved, address)

    async def _show_moved(self, turn: Turn, moved: Moved, address: str) -> Screen:
        there = moved.at if moved.at != address else ""
        screen = await self._show(turn, there or "home")
        return with_note(screen, turn.say(moved.key, **moved.details))

    async def _home_saying(self, turn: Turn, key: str) -> Screen:
        home = await self.screens.show(turn, "home")
        return replace(home, text=f"{turn.say(key)}\n\n{home.text}")

    async def _phone(self, turn: Turn) -> Screen:
        if turn.event.phone_own:
            turn.person.phone, turn.person.phone_proven = turn.event.phone, True
        answered = await self._take_text(turn, turn.event.phone)
        if answered is None:
            return await self._ask_again(turn, turn.say("phone-kept" if turn.event.phone_own else "phone-not-asked"))
        return answered

    async def _text(self, turn: Turn, text: str) -> Screen:
        chosen = await self._choice(turn, text)
        if chosen:
            return await self._show(turn, chosen)
        if turn.place.at.startswith("form/"):
            intent, _sure = understanding.intent(text, turn.language, within_form=True)
            if intent:
                return resumed(await self._show(turn, self.intents[intent]), turn)
        answered = await self._take_text(turn, text)
        if answered is not None:
            return answered
        intent, _sure = understanding.intent(text, turn.language)
        if intent:
            return await self._show(turn, self.intents[intent])
        return await self._ask_again(turn, turn.say("not-understood"))

    async def _take_text(self, turn: Turn, text: str) -> Screen | None:
        """What the place where the person stands answers to this; None when it takes no text (from them, any more)."""
        try:
            answered = await self.screens.take_text(turn, turn.place.at, text)
        except (NotAllowed, NotFound):
            return None
        except Moved as moved:
            screen = await self._show_moved(turn, moved, turn.place.at)
            return with_note(screen, turn.say("typed-kept", text=text)) if len(text) > SHORT else screen
        if answered is None:
            return None
        if isinstance(answered, Screen):
            turn.shown_at = turn.place.at
            return answered
        screen = await self._show(turn, answered.address)
        return replace(screen, text=f"{answered.note}\n\n{screen.text}") if answered.note else screen

    async def _ask_again(self, turn: Turn, note: str) -> Screen:
        """Say something, and show once more where the person stands."""
        screen = await self._show(turn, turn.place.at)
        return replace(screen, text=f"{note}\n\n{screen.text}")

    @staticmethod
    async def _choice(turn: Turn, text: str) -> str:
        """The address of the choice that was typed: its number, or its label with or without diacritics, in the
        message that stands lowest in their chat.
        """
        row = await outbox.last_shown(turn.db, turn.address.id)
        shown = MessageBody.from_json(row) if row else MessageBody("")
        choices = [(fold(label), to) for label, to in shown.choices]
        asked = fold(text)
        for label, to in choices:
            if asked and asked == label:
                return str(to)
        number = understanding.number(text, turn.language)
        if number is not None and 1 <= number[0] <= len(choices) and (number[1] or not shown.words):
            return str(choices[number[0] - 1][1])
        return ""

    async def _apologise(self, event: Event) -> bool:
        """A handler failed and everything of its turn was undone: mark the event, and tell the person that nothing
        is lost.
        """
        now = self.now()
        async with self.database.begin() as db:
            turn = await self._begin(db, event, now)
            if turn is None:
                return False
            log.error("turn.apologised", turn=turn.id)
            screen = Screen(
                turn.say("something-failed", turn=str(turn.id)),
                buttons=[Button(turn.say("button-again"), turn.place.at), turn.button("button-home", "home")],
                stay=True,
            )
            await self._write_answer(turn, screen)
        return True
