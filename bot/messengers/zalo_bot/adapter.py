"""The Zalo Bot Platform: free and simple; numbered lists instead of buttons, no documents (an upload page instead).

Text of 1 to 2,000 characters; a photo goes out as an address that the platform fetches. A polled update cannot be
asked for again, so long polling is for a trial.
"""

import asyncio
import contextlib
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from aiohttp import web

from bot.messengers import Adapter
from bot.messengers.partial_sends import PartialSends
from bot.messengers.zalo import media, render
from bot.messengers.zalo.inbound import answer_in_time, json_object
from bot.messengers.zalo_bot.api import BotApi, NoUpdate, Untold
from bot.messengers.zalo_bot.events import event_of, update_in
from bot.messengers.zalo_bot.quota import MESSAGES, PEOPLE, Quota
from bot.retry import until_done
from bot.web.bodies import bounded_body
from bot.web.shared_files import SharedFiles
from chat.engine import Engine
from chat.messenger import Outcome, Outgoing, QuotaSpent, RateLimited, Reach, Rejected, SendError, Sent
from locales import texts
from scheduler.clockwork import Scan
from storage.database import Database

log = structlog.get_logger()

NAME = "zalo-bot"
WEBHOOK = "/zalo-bot/webhook"
LARGEST_BODY = 256 * 1024


class ZaloBot(Adapter):
    """The adapter. `open` before use; `listen` begins to take updates, by webhook when there is a public address."""

    name = NAME
    setting = "ZALO_BOT_TOKEN"
    channel = 0  # set at the start
    edits = False

    def __init__(
        self,
        token: str,
        *,
        api: str,
        public_url: str,
        media_hosts: Sequence[str],
        shared: SharedFiles,
        database: Database,
        now: Callable[[], datetime],
        rate: float = 10,
        province: str | None = None,
        first: bool = True,
    ) -> None:
        self.api = BotApi(api, token)
        self.account = token.partition(":")[0]  # the bot's id
        self.rate = rate
        self.province = province
        self.path = WEBHOOK if first else f"{WEBHOOK}/{self.account}"
        self.public_url = public_url
        self.media_hosts = media_hosts
        self.shared = shared
        self.quota = Quota(database, now)
        self.scans = [Scan(f"zalo-bot-quota-{self.account}", self.care, 60)]
        # 64 characters; the platform wants 8 to 256 and refuses a webhook without.
        self.secret = hashlib.sha256(f"zalo-bot webhook:{token}".encode()).hexdigest()
        self._parts = PartialSends()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopping = False
        self._taking: asyncio.Task[None] | None = None

    async def open(self) -> None:
        await self.api.open()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self.api.close()

    # -- updates in

    async def listen(self, engine: Engine) -> None:
        await self.care()
        self._spawn(self._set_webhook() if self.public_url else self._poll(engine))

    async def stop_listening(self) -> None:
        self._stopping = True
        for task in list(self._tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task
        if self._taking is not None:  # what was handed out is gone: it is committed before we end
            await self._taking
        await self.care()

    async def care(self) -> None:
        """Keep the count of what was sent."""
        await self.quota.care(self.channel)

    def _spawn(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _set_webhook(self) -> None:
        """Over https only; updates come either so or by getUpdates, never both."""
        await until_done(
            lambda: self.api.call("setWebhook", url=f"{self.public_url}{self.path}", secret_token=self.secret),
            lambda error: log.error("zalo-bot.webhook", error=repr(error)),
            longest=300,
        )

    async def _poll(self, engine: Engine) -> None:
        """One update at a time; what was handed out is gone, so nothing may stand between it and the commit."""
        log.warning("zalo-bot.polling", note="for a trial; set PUBLIC_URL for a webhook")
        with contextlib.suppress(Exception):
            await self.api.call("deleteWebhook")
        while not self._stopping:
            await until_done(
                lambda: self._poll_once(engine),
                lambda error: log.warning("zalo-bot.polling", error=repr(error)),
                longest=30,
            )

    async def _poll_once(self, engine: Engine) -> None:
        with contextlib.suppress(NoUpdate):
            update = await self.api.call("getUpdates", timeout=30, within=45)
            self._taking = asyncio.create_task(self._take_surely(engine, update))
            await asyncio.shield(self._taking)

    async def _take_surely(self, engine: Engine, update: Any) -> None:
        """Until it is committed: the platform will not hand it out again."""
        for attempt in range(60):
            try:
                await self.take(engine, update)
                return
            except Exception as error:
                log.error("zalo-bot.commit", attempt=attempt, error=repr(error))
                await asyncio.sleep(1)

    def routes(self, engine: Engine) -> list[web.RouteDef]:
        async def receive(request: web.Request) -> web.Response:
            given = request.headers.get("X-Bot-Api-Secret-Token", "")
            if not hmac.compare_digest(given.encode(), self.secret.encode()):
                return web.Response(status=403)
            body = await bounded_body(request, LARGEST_BODY)
            if body is None:
                return web.Response(status=413)
            update = json_object(body)
            if update is None:
                return web.Response()  # it will not become readable: do not ask for it again
            return await answer_in_time(self._spawn(self.take(engine, update_in(update))))

        return [web.post(path, receive) for path in {self.path, f"{WEBHOOK}/{self.account}"}]

    async def take(self, engine: Engine, update: Any) -> None:
        """Handle one update; when this returns its effects are committed."""
        event = event_of(self.channel, update)
        if event is not None:
            await engine.handle(event)

    async def fetch(self, remote: dict[str, Any]) -> bytes:
        return await media.fetch(self.api.session, str(remote["url"]), self.media_hosts)

    def heard(self) -> datetime | None:
        return None

    async def examine(self) -> AsyncIterator[tuple[bool, str]]:
        who = f"zalo bot {self.account}"
        try:
            yield True, f"{who}: the bot is {await self.api.name()}"
        except Exception as error:
            yield False, f"{who}: {self.setting} was refused or the service cannot be reached ({error})"
        if self.public_url.startswith("http://"):
            yield False, f"{who}: PUBLIC_URL must begin with https://, or no update will come"
        used, percent = await self.quota.used(self.account)
        yield (
            percent < 100,
            f"{who}: {used.messages} of {MESSAGES} messages this month, {used.people} of {PEOPLE} people",
        )

    # -- messages out

    def reach(self, seen_at: datetime, now: datetime, kind: str, sent_since: int = 0) -> Reach:
        return Reach.FREE

    def price(self, reach: Reach, kind: str) -> int:
        return 0

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        try:
            return Sent(await self._deliver(chat_id, message))
        except QuotaSpent as error:
            await self.quota.refused()
            return error
        except SendError as error:
            return error

    async def _deliver(self, chat_id: str, message: Outgoing) -> str:
        language = message.body.language
        calls = []
        links = []
        for file in message.attachments:
            url = self.shared.url_of(file)
            # The platform fetches a photo itself: from this machine only it could not.
            if file.image and self.public_url:
                calls.append(partial(self._photo, chat_id, file.name, url, language))
            else:
                links.append((texts.say(language, "shared-file", name=file.name), url))
        pieces = render.texts_of(message.body, links)
        calls += [partial(self._message, "sendMessage", chat_id=chat_id, text=piece) for piece in pieces]
        return await self._parts.send(message.message_id, calls)

    async def _photo(self, chat_id: str, name: str, url: str, language: str) -> str:
        """A picture; where the platform cannot fetch it, its address."""
        try:
            return await self._message("sendPhoto", chat_id=chat_id, photo=url)
        except Rejected as error:
            log.warning("zalo-bot.photo", error=str(error))
            link = f"{texts.say(language, 'shared-file', name=name)}: {url}"
            return await self._message("sendMessage", chat_id=chat_id, text=link)

    async def _message(self, method: str, **args: Any) -> str:
        """Send it and count it. Over quota the platform answers as if it were only too fast."""
        try:
            result = await self.api.call(method, **args)
        except RateLimited as error:
            if self.quota.spent(told=not isinstance(error, Untold)):
                raise QuotaSpent(str(error)) from None
            raise
        self.quota.sent()
        return str(result.get("message_id", "")) if isinstance(result, dict) else ""
