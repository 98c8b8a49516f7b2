"""The Zalo Bot Platform: free and simple; numbered lists instead of buttons, no documents (an upload page instead).

Methods, updates and answers as python-zalo-bot 0.1.9 speaks them; text of at most 2,000 characters; a photo goes out
as an address that the platform fetches. A polled update cannot be asked for again: long polling is for a trial.
"""

import asyncio
import contextlib
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import aiohttp
import structlog
from aiohttp import web

from bot.messengers import Adapter, zalo_media
from bot.messengers import zalo_render as render
from bot.messengers.partial_sends import Parts
from bot.retry import until_done
from bot.web.bodies import bounded_body
from bot.web.shared_files import SharedFiles
from chat.engine import Engine
from chat.messenger import (
    Blocked,
    Outcome,
    OutcomeUnknown,
    Outgoing,
    RateLimited,
    Reach,
    Rejected,
    SendError,
    Sent,
    Unreachable,
)
from chat.screen import Event, IncomingFile
from locales import texts

log = structlog.get_logger()

NAME = "zalo-bot"
WEBHOOK = "/zalo-bot/webhook"
LARGEST_BODY = 256 * 1024
ANSWER_WITHIN = 1.8  # seconds; then the platform is told to come again, while the work goes on
CALL = aiohttp.ClientTimeout(total=30, connect=10)


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
        rate: float = 10,
        province: str | None = None,
        first: bool = True,
    ) -> None:
        self.base = f"{api}/bot{token}"
        self.account = token.partition(":")[0]  # the bot's id
        self.rate = rate
        self.province = province
        self.path = WEBHOOK if first else f"{WEBHOOK}/{self.account}"
        self.public_url = public_url
        self.media_hosts = media_hosts
        self.shared = shared
        self.secret = hashlib.sha256(f"zalo-bot webhook:{token}".encode()).hexdigest()
        self._parts = Parts()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopping = False
        self._taking: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._session = aiohttp.ClientSession(timeout=CALL)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self._session.close()

    # -- updates in

    async def listen(self, engine: Engine) -> None:
        self._spawn(self._set_webhook() if self.public_url else self._poll(engine))

    async def stop_listening(self) -> None:
        self._stopping = True
        for task in list(self._tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task
        if self._taking is not None:  # what was handed out is gone: it is committed before we end
            await self._taking

    def _spawn(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _set_webhook(self) -> None:
        await until_done(
            lambda: self._call("setWebhook", url=f"{self.public_url}{self.path}", secret_token=self.secret),
            lambda error: log.error("zalo-bot.webhook", error=repr(error)),
            longest=300,
        )

    async def _poll(self, engine: Engine) -> None:
        """One update at a time; what was handed out is gone, so nothing may stand between it and the commit."""
        log.warning("zalo-bot.polling", note="for a trial; set PUBLIC_URL for a webhook")
        with contextlib.suppress(Exception):
            await self._call("deleteWebhook")
        while not self._stopping:
            await until_done(
                lambda: self._poll_once(engine),
                lambda error: log.warning("zalo-bot.polling", error=repr(error)),
                longest=30,
            )

    async def _poll_once(self, engine: Engine) -> None:
        with contextlib.suppress(_Nothing):
            update = await self._call("getUpdates", timeout=25, within=40)
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
            update = readable(body)
            if update is None:
                return web.Response()  # it will not become readable: do not ask for it again
            if isinstance(update.get("result"), dict):
                update = update["result"]
            return await answer_in_time(self._spawn(self.take(engine, update)))

        return [web.post(path, receive) for path in {self.path, f"{WEBHOOK}/{self.account}"}]

    async def take(self, engine: Engine, update: Any) -> None:
        """Handle one update; when this returns its effects are committed."""
        event = event_of(self.channel, update)
        if event is not None:
            await engine.handle(event)

    # -- files in

    def heard(self) -> datetime | None:
        return None

    def price(self, reach: Reach, kind: str) -> int:
        return 0

    async def fetch(self, remote: dict[str, Any]) -> bytes:
        return await zalo_media.fetch(self._session, str(remote["url"]), self.media_hosts)

    # -- messages out

    def reach(self, seen_at: datetime, now: datetime, kind: str) -> Reach:
        return Reach.FREE

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        try:
            return Sent(await self._deliver(chat_id, message))
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
        pieces = render.parts(message.body, links)
        calls += [partial(self._message, "sendMessage", chat_id=chat_id, text=piece) for piece in pieces]
        return await self._parts.send(message.message_id, calls)

    async def _photo(self, chat_id: str, name: str, url: str, language: str) -> str:
        """A picture; where the platform cannot fetch it, its address."""
        try:
            return await self._message("sendPhoto", chat_id=chat_id, photo=url, caption="")
        except Rejected as error:
            log.warning("zalo-bot.photo", error=str(error))
            said = f"{texts.say(language, 'shared-file', name=name)}: {url}"
            return await self._message("sendMessage", chat_id=chat_id, text=said)

    async def _message(self, method: str, **args: Any) -> str:
        result = await self._call(method, **args)
        return str(result.get("message_id", "")) if isinstance(result, dict) else ""

    async def _call(self, method: str, *, within: float = 30, **args: Any) -> Any:
        """One call; its result, or one of the exceptions of chat.messenger.

        401 and 404: the token; 403: blocked; 400: refused for good; 408: nothing new; 429: wait as told.
        """
        try:
            async with self._session.post(
                f"{self.base}/{method}", json=args, timeout=aiohttp.ClientTimeout(total=within, connect=10)
            ) as answer:
                status = answer.status
                said = readable(await answer.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreachable(repr(error)) from None
        except (aiohttp.ClientError, TimeoutError) as error:
            raise OutcomeUnknown(repr(error)) from None
        if said is None:
            raise (Unreachable if status >= 400 else OutcomeUnknown)(f"status {status}")
        if said.get("ok"):
            return said.get("result")
        code, what = int(said.get("error_code") or status), str(said.get("description", ""))
        if code == 408:
            raise _Nothing
        if code == 429:
            raise RateLimited(float((said.get("parameters") or {}).get("retry_after") or 5))
        if code == 403 or "chat not found" in what.lower():
            raise Blocked(what)
        if code == 400:
            raise Rejected(what)
        raise Unreachable(f"{code} {what}")

    async def examine(self) -> AsyncIterator[tuple[bool, str]]:
        try:
            me = await self._call("getMe")
            yield True, f"zalo bot {self.account}: the bot is {me.get('display_name') or me.get('account_name')}"
        except Exception as error:
            yield (
                False,
                f"zalo bot {self.account}: {self.setting} was refused or the service cannot be reached ({error})",
            )


class _Nothing(Exception):
    """No update within the time."""


def readable(body: bytes) -> dict[str, Any] | None:
    """The JSON object that a platform sent; None for anything else."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def words(value: Any) -> str:
    """Text from outside, without halves of signs and zero bytes, which no database takes."""
    return value.encode("utf-8", "ignore").decode("utf-8").replace("\0", "") if isinstance(value, str) else ""


async def answer_in_time(work: asyncio.Task[Any]) -> web.Response:
    """200 once the work is committed; 503 when that takes too long: it goes on, and the repeat finds it done."""
    try:
        await asyncio.wait_for(asyncio.shield(work), ANSWER_WITHIN)
    except TimeoutError:
        return web.Response(status=503)
    return web.Response()


def event_of(channel: int, update: Any) -> Event | None:
    """An update in the words of the conversation; None when it is nobody's message, or a group's."""
    message = update.get("message") if isinstance(update, dict) else None
    if not isinstance(message, dict) or not isinstance(message.get("chat"), dict):
        return None
    chat, sender = message["chat"], message.get("from")
    sender = sender if isinstance(sender, dict) else {}
    chat_id, event_id = words(chat.get("id"))[:100], words(message.get("message_id"))[:100]
    if chat.get("chat_type") == "GROUP" or sender.get("is_bot") or not chat_id or not event_id:
        return None  # dossiers hold personal papers: a group is no place for them
    known: dict[str, Any] = {"name": words(sender.get("display_name"))}
    photo = message.get("photo") or message.get("photo_url")
    if isinstance(photo, str) and photo:
        what: dict[str, Any] = {
            "files": (IncomingFile({"url": photo}, image=True, compressed=True),),
            "text": words(message.get("caption")),
        }
    elif words(message.get("text")):
        what = {"text": words(message["text"])}
    else:
        name = str(update.get("event_name") or "")
        what = {"other": "sticker" if "sticker" in name else "document"}
    return Event(channel, chat_id, event_id, **known, **what)
