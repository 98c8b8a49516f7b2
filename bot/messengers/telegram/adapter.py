"""Telegram: one bot, its updates in and its messages out. aiogram is the client; our own loop holds the offset until
the commit.
"""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiogram.types import ChatMemberUpdated
from aiohttp import web

from bot.messengers import Adapter
from bot.messengers.telegram import files
from bot.messengers.telegram.polling import Polling
from bot.messengers.telegram.sending import Sender
from bot.messengers.telegram.updates import event_of, readable
from bot.messengers.telegram.webhook import LOOK_EVERY, PATH, Webhook
from chat.engine import Engine
from chat.messenger import Outcome, Outgoing, Reach, SendError, Sent
from locales import texts
from locales.clock import utc_now
from scheduler.clockwork import Scan
from storage import people


class Telegram(Adapter):
    """`open` before use; `listen` begins to take updates, by webhook when there is a public address."""

    name = "telegram"
    setting = "TELEGRAM_TOKEN"
    channel = 0  # set at the start
    edits = True

    def __init__(
        self,
        token: str,
        *,
        api: str,
        public_url: str = "",
        secret: str = "",
        rate: float = 30,
        province: str | None = None,
        first: bool = True,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """secret: the operator's choice for the webhook; first: among the bots of the settings."""
        session = AiohttpSession(api=TelegramAPIServer.from_base(api))
        self.bot = Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
        self.account = token.partition(":")[0]  # the bot's id
        self.rate = rate
        self.province = province
        self.now = now
        self.link = ""
        self.sender = Sender(self.bot)
        self._webhook: Webhook | None = None
        self._polling: Polling | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        if public_url:
            own = f"{PATH}/{self.account}"
            self._webhook = Webhook(
                self.bot,
                public_url=public_url,
                paths=[PATH, own] if first else [own],
                # Without a secret of the operator's choice one that only we and Telegram can know.
                secret=secret or hashlib.sha256(f"webhook:{token}".encode()).hexdigest(),
                now=now,
            )
            self.scans: Sequence[Scan] = [Scan(f"telegram-webhook-{self.account}", self._webhook.look, LOOK_EVERY)]

    async def open(self) -> None:
        """Ask Telegram who we are, patiently: the assistant starts without it too."""
        with contextlib.suppress(TelegramAPIError, asyncio.TimeoutError):
            me = await self.bot.get_me(request_timeout=10)
            self.link = f"https://t.me/{me.username}?start="

    async def close(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.bot.session.close()

    async def examine(self) -> AsyncIterator[tuple[bool, str]]:
        try:
            me = await self.bot.get_me(request_timeout=10)
            yield True, f"telegram {self.account}: the bot is @{me.username}"
        except Exception as error:
            said = f"{self.setting} was refused or the service cannot be reached ({error})"
            yield False, f"telegram {self.account}: {said}"

    # -- updates in

    def routes(self, engine: Engine) -> list[web.RouteDef]:
        return self._webhook.routes(partial(self.take, engine)) if self._webhook is not None else []

    async def listen(self, engine: Engine) -> None:
        self._spawn(self.sender.menus.introduce())
        if self._webhook is not None:
            self._spawn(self._webhook.register())
        else:
            self._polling = Polling(self.bot, partial(self.take, engine), self.now)

    async def stop_listening(self) -> None:
        if self._polling is not None:
            await self._polling.stop()

    def heard(self) -> datetime | None:
        source = self._webhook or self._polling
        return source.heard if source is not None else None

    async def take(self, engine: Engine, raw: Any) -> None:
        """Handle one update as it came; when this returns its effects are committed, or it is one that nobody can
        read.
        """
        update = readable(self.bot, raw)
        if update is None:
            return
        if update.callback_query is not None:
            self._spawn(self._answer_tap(update.callback_query.id))
        if update.my_chat_member is not None:
            await self._membership(engine, update.my_chat_member)
            return
        message = update.message or update.edited_message
        if message is not None and message.chat.type != "private":
            if message.text and message.text.startswith("/"):
                language = message.from_user.language_code if message.from_user else None
                self._spawn(self._refuse_group(message.chat.id, language))
            return
        event = event_of(self.channel, update)
        if event is not None:
            await engine.handle(event)

    async def _answer_tap(self, query_id: str) -> None:
        with contextlib.suppress(TelegramAPIError):  # too old: the person no longer waits for it
            await self.bot.answer_callback_query(query_id)

    async def _membership(self, engine: Engine, change: ChatMemberUpdated) -> None:
        status = change.new_chat_member.status
        if change.chat.type == "private":
            state = "blocked" if status in ("kicked", "left") else "open"
            async with engine.database.begin() as db:
                await people.address_state(db, self.channel, str(change.chat.id), state)
        elif status in ("member", "administrator"):
            await self._refuse_group(change.chat.id, change.from_user.language_code)

    async def _refuse_group(self, chat_id: int, language: str | None) -> None:
        """Dossiers hold personal papers: a group is no place for them."""
        with contextlib.suppress(TelegramAPIError):
            say = texts.say("en" if (language or "").startswith("en") else "vi", "group-refused")
            await self.bot.send_message(chat_id, f"{say} {self.link.removesuffix('?start=')}".strip())
            await self.bot.leave_chat(chat_id)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- files in, messages out

    async def fetch(self, file: dict[str, Any]) -> bytes:
        return await files.fetch(self.bot, file)

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        try:
            return Sent(await self.sender.send(int(chat_id), message))
        except SendError as error:
            return error

    def reach(self, seen_at: datetime, now: datetime, kind: str, sent_since: int = 0) -> Reach:
        return Reach.FREE

    def price(self, reach: Reach, kind: str) -> int:
        return 0
