"""A province to talk in: people who say, tap and send, through the real engine, database, outbox and file store."""

import asyncio
import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.compose import Product, compose
from chat.message import MessageBody
from chat.messenger import Outcome, Outgoing, Reach, Sent, Unreachable
from chat.screen import Event, IncomingFile
from storage import channels
from storage.database import Database
from storage.origins import FromMessenger
from storage.tables import Base
from tests.story import fits

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # a Monday morning, 9:00 in Viet Nam


def links(body: MessageBody) -> list[tuple[str, str, str]]:
    """(label, address, url) of each button."""
    return [(button.label, button.to, button.url) for button in body.buttons]


def channel_of(product: Product, messenger: str) -> int:
    """The channel of a messenger that the product runs once."""
    return next(channel for channel, one in product.messengers.items() if one.name == messenger)


class Messages:
    """A messenger that keeps what it is given, as a phone would."""

    name = account = "test"
    channel = 0
    rate = 0.0
    edits = False

    def __init__(self) -> None:
        self.chats: dict[str, list[Outgoing]] = {}
        self.sent: dict[str, bytes] = {}
        self.outcomes: dict[str, list[Outcome]] = {}  # what becomes of the next messages to a chat
        self.away = False  # files cannot be fetched
        self._ids = itertools.count(1)

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        if self.outcomes.get(chat_id):
            return self.outcomes[chat_id].pop(0)
        self.chats.setdefault(chat_id, []).append(message)
        return Sent(str(next(self._ids)))

    def reach(self, seen_at: datetime, now: datetime, kind: str, sent_since: int = 0) -> Reach:
        return Reach.FREE

    def heard(self) -> datetime | None:
        return None

    def price(self, reach: Reach, kind: str) -> int:
        return 0

    async def fetch(self, remote: dict[str, Any]) -> bytes:
        if self.away:
            raise Unreachable("no route")
        return self.sent[remote["id"]]


@dataclass
class Someone:
    """One person with one chat."""

    world: "World"
    chat_id: str

    @property
    def messages(self) -> list[Outgoing]:
        return self.world.messenger.chats.get(self.chat_id, [])

    @property
    def last(self) -> Outgoing:
        return self.messages[-1]

    @property
    def sees(self) -> str:
        """The newest message as text."""
        return self.last.body.all_text

    @property
    def saw(self) -> str:
        """Everything since this person last did something."""
        return "\n\n".join(m.body.all_text for m in self.messages[self._mark :])

    _mark: int = 0

    @property
    def buttons(self) -> list[str]:
        """Labels of the newest message's buttons."""
        return [button.label for button in self.last.body.buttons]

    async def sees_now(self) -> str:
        return self.sees

    async def reads(self, words: str) -> str:
        """The message with these words, among those since this person (or somebody else) last did something."""
        recent = self.messages[-6:]
        for message in reversed(recent):
            text = f"{message.body.title}\n{message.body.text}"
            if words in text:
                return text
        raise AssertionError(f"“{words}” is not in: {[m.body.title + '|' + m.body.text for m in recent]}")

    async def _does(self, **what: Any) -> None:
        self._mark = len(self.messages)
        event = Event(self.world.channel, self.chat_id, self.world.new_id(), **what)
        await self.world.product.engine.handle(event)
        await self.world.settle()

    async def says(self, text: str) -> "Someone":
        await self._does(text=text)
        return self

    async def starts(self, payload: str = "") -> "Someone":
        await self._does(start=payload)
        return self

    async def taps(self, label: str) -> "Someone":
        """Tap the newest button whose label contains `label` (without diacritics or case)."""
        for message in reversed(self.messages):
            for shown, to in message.body.choices:
                if fits(label, shown):
                    await self._does(to=to, label=shown)
                    return self
        raise AssertionError(f"no button “{label}” among {self.buttons}; the screen says: {self.sees}")

    async def goes(self, address: str) -> "Someone":
        """Tap a button that led to this address, whenever it was shown."""
        await self._does(to=address)
        return self

    async def shares_phone(self, phone: str) -> "Someone":
        await self._does(phone=phone, phone_own=True)
        return self

    async def sends(
        self, *files: bytes, names: tuple[str, ...] = (), caption: str = "", album: bool = False
    ) -> "Someone":
        """Send files: one event each, as messengers do; then the receipt comes."""
        self._mark = len(self.messages)
        group = self.world.new_id() if album else ""
        for number, data in enumerate(files):
            remote = self.world.new_id()
            self.world.messenger.sent[remote] = data
            file = IncomingFile(FromMessenger({"id": remote}), name=names[number] if number < len(names) else "")
            await self.world.product.engine.handle(
                Event(
                    self.world.channel,
                    self.chat_id,
                    self.world.new_id(),
                    files=(file,),
                    group=group,
                    text=caption if number == 0 else "",
                )
            )
        await self.world.settle()
        self.world.passes(seconds=3)
        await self.world.settle()
        return self


@dataclass
class World:
    """The running product with an injected clock."""

    product: Product
    messenger: Messages
    time: datetime = START
    _events: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def channel(self) -> int:
        return self.messenger.channel

    def new_id(self) -> str:
        return f"e{next(self._events)}"

    def now(self) -> datetime:
        return self.time

    def passes(self, *, days: float = 0, seconds: float = 0) -> None:
        self.time += timedelta(days=days, seconds=seconds)

    def person(self, name: str) -> Someone:
        return Someone(self, name)

    async def settle(self) -> None:
        """Let everything that is due happen: files, receipts, deliveries."""
        for _ in range(3):
            await self.product.intake.run_due()
            await self.product.jobs.run_due()
            await self.product.delivery.run_due()

    async def close(self) -> None:
        await self.product.database.close()


async def new_world(folder: Path, url: str = "") -> World:
    """A world on a fresh SQLite database in `folder`, or on the (empty) database at `url`."""
    messenger = Messages()
    database = Database(url or f"sqlite+aiosqlite:///{folder / 'ocop.db'}")
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with database.begin() as db:
        messenger.channel = (await channels.add_channel(db, "test", "test", START)).id
    holder: list[World] = []
    product = compose(
        database,
        files_url=str(folder / "files"),
        messengers=[messenger],
        now=lambda: holder[0].time,
        public_url="https://ocop.example.vn",
    )
    holder.append(World(product, messenger))
    await asyncio.sleep(0)
    return holder[0]
