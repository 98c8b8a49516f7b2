"""A Zalo Bot Platform server for tests that enforces the published rules, and the people who chat through it.

The methods and the shapes of updates and answers are those the source of python-zalo-bot 0.1.9 speaks.
"""

import asyncio
import contextlib
import io
import ipaddress
import itertools
import math
import re
import time
from collections import Counter, deque
from typing import Any

import aiohttp
import filetype
from aiohttp import web
from PIL import Image

from tests.story import fits

LONGEST_TEXT, MOST_A_SECOND, LONGEST_POLL = 2000, 20, 30
MESSAGES_A_MONTH, MOST_PEOPLE = 3000, 50  # of the Basic plan
LINE = re.compile(r"^\s*(\d+)\.\s+(.+)$", re.MULTILINE)
OFFER = re.compile(r"“(số \d+)”\s*([^“\n]+)")


VOICE = b"\xff\xf1" + b"\0" * 60  # AAC


class Refusal(Exception):
    """What the Bot API answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


class Chat:
    """What the bot has sent to one chat."""

    kind = "PRIVATE"

    def __init__(self, server: "ZaloBotServer", id: str) -> None:
        self.server, self.id = server, id
        self.log: list[dict[str, Any]] = []
        self.blocked = False

    @property
    def from_bot(self) -> list[dict[str, Any]]:
        return [message for message in self.log if "from" not in message]

    @property
    def sees(self) -> list[str]:
        return [_words(message) for message in self.from_bot]

    def _receives(self, sender: "Person", kind: str, **content: Any) -> dict[str, Any]:
        """The update of a message that somebody puts into this chat."""
        message = {
            "message_id": self.server.next_id(),
            "from": sender.as_user(),
            "chat": {"id": self.id, "chat_type": self.kind},
            "date": _now(),
            **content,
        }
        self.log.append(message)
        return {"event_name": f"message.{kind}.received", "message": message}


class Person(Chat):
    """One person in their private chat with the bot."""

    def __init__(self, server: "ZaloBotServer", id: str, name: str) -> None:
        super().__init__(server, id)
        self.name = name
        self._mark = 0

    def as_user(self) -> dict[str, Any]:
        return {"id": self.id, "display_name": self.name, "is_bot": False}

    # -- seeing

    async def gets(self, contains: str, timeout: float = 5) -> str:
        """Wait for a message, sent since this person last acted, that has these words."""

        def found() -> str | None:
            return next((text for text in reversed(self.sees[self._mark :]) if contains in text), None)

        try:
            async with asyncio.timeout(timeout), self.server.heard:
                await self.server.heard.wait_for(lambda: found() is not None)
        except TimeoutError:
            raise AssertionError(f"“{contains}” did not come to {self.name}; they see: {self.sees[-4:]}") from None
        return found() or ""

    def choice(self, label: str) -> int:
        """The number of the line "3. Label". Of several answers in a row the newest that fits counts, but never a list
        from before the newest list: its numbers mean something else by now.
        """
        lines: list[tuple[str, str]] = []
        for message in reversed(self.log):
            if "from" in message:  # what the person said parts one answer from the one before
                if lines:
                    break
            else:
                lines += LINE.findall(_words(message))
        for number, shown in lines:
            if fits(label, shown):
                return int(number)
        raise AssertionError(f"no line “{label}” among {lines}; they see: {self.sees[-2:]}")

    # -- doing

    async def says(self, text: str) -> "Person":
        return self._sends("text", text=text)

    async def taps(self, label: str) -> "Person":
        """There are no buttons: say the number of the line."""
        for said, shown in OFFER.findall(self.sees[-1]) if self.sees else ():
            if fits(label, shown):
                return await self.says(said)
        return await self.says(str(self.choice(label)))

    async def sends_image(self, data: bytes, caption: str = "") -> "Person":
        url = self.server.keep(data)
        return self._sends("image", photo=url, photo_url=url, **({"caption": caption} if caption else {}))

    async def sends_voice(self) -> "Person":
        return self._sends("voice", voice_url=self.server.keep(VOICE))

    async def sends_document(self) -> "Person":
        """The bot learns only that there was something: the platform hands on no documents."""
        return self._sends("unsupported")

    async def sends_sticker(self) -> "Person":
        return self._sends("sticker", sticker="bfe458bf64fa8da4d4eb")

    def blocks(self) -> None:
        self.blocked = True

    def unblocks(self) -> None:
        self.blocked = False

    def _sends(self, kind: str, **content: Any) -> "Person":
        self._mark = len(self.from_bot)
        self.server.deliver(self._receives(self, kind, **content))
        return self


class Group(Chat):
    """A group chat that the bot is in."""

    kind = "GROUP"

    def hears(self, person: Person, text: str) -> None:
        self.server.deliver(self._receives(person, "text", text=text))


class ZaloBotServer:
    """`async with ZaloBotServer(token=…) as server`, then `server.url` is what a bot's client is pointed at."""

    def __init__(self, token: str, *, limits: bool = True, port: int = 0) -> None:
        self.token, self.limits, self.port = token, limits, port
        self.chats: dict[str, Chat] = {}
        self.calls: Counter[str] = Counter()
        self.accepted: list[tuple[float, str, str, str]] = []
        self.updates: list[dict[str, Any]] = []
        self.media: dict[str, bytes] = {}
        self.messages_left, self.most_people = MESSAGES_A_MONTH, MOST_PEOPLE
        self.wrapped = True  # older clients knew the bare form of a webhook's body
        self.local = True  # a webhook on this machine is taken, as long as tests run here
        self.webhook: dict[str, Any] = {"url": "", "updated_at": _now()}
        self._people: set[str] = set()  # whom the bot has written to
        self.heard = asyncio.Condition()
        self._secret = ""
        self._ids = itertools.count(100)
        self._waiting: deque[dict[str, Any]] = deque()
        self._new = asyncio.Event()
        self._failures: dict[str, list[dict[str, Any]]] = {}
        self._pushing: set[asyncio.Task[None]] = set()

    # -- running

    async def __aenter__(self) -> "ZaloBotServer":
        app = web.Application()
        app.router.add_post(r"/bot{token:[^/]+}/{method}", self._call)
        app.router.add_get("/media/{name}", self._media)
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_error: object) -> None:
        for task in self._pushing:
            task.cancel()
        await asyncio.gather(*self._pushing, return_exceptions=True)
        await self._client.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def person(self, id: str, name: str) -> Person:
        made = Person(self, id, name)
        self.chats[id] = made
        return made

    def group(self, id: str) -> Group:
        made = Group(self, id)
        self.chats[id] = made
        return made

    def next_id(self) -> str:
        return f"{next(self._ids):020x}"

    # -- faults

    def fail(
        self,
        method: str,
        times: int = 1,
        status: int = 502,
        retry_after: int | None = None,
        after_accepting: bool = False,
        delay: float = 0.0,
    ) -> None:
        """The next calls of a method fail; with `after_accepting` the call takes effect and the connection is cut."""
        fault = {"status": status, "retry_after": retry_after, "after": after_accepting, "delay": delay}
        self._failures.setdefault(method, []).extend([fault] * times)

    def expire_media(self) -> None:
        """The photos that people have sent so far answer 404."""
        self.media.clear()

    # -- updates to the bot

    def keep(self, data: bytes) -> str:
        name = f"{self.next_id()}.{filetype.guess_extension(data) or 'bin'}"
        self.media[name] = data
        return f"{self.url}/media/{name}"

    def deliver(self, update: dict[str, Any]) -> None:
        """Queue an update, or push it to the webhook until it answers 2xx."""
        self.updates.append(update)
        self._hand_over(update)

    def _hand_over(self, update: dict[str, Any]) -> None:
        if self.webhook["url"]:
            task = asyncio.get_running_loop().create_task(self._push_until_taken(update))
            self._pushing.add(task)
            task.add_done_callback(self._pushing.discard)
        else:
            self._waiting.append(update)
            self._new.set()

    async def push(self, update: dict[str, Any], secret: str | None = None) -> int:
        """Push exactly once, with the webhook's own secret or another ("" for none); the webhook's answer."""
        secret = self._secret if secret is None else secret
        headers = {"X-Bot-Api-Secret-Token": secret} if secret else {}
        body = {"ok": True, "result": update} if self.wrapped else update
        async with self._client.post(self.webhook["url"], json=body, headers=headers) as answer:
            return answer.status

    async def _push_until_taken(self, update: dict[str, Any]) -> None:
        wait = 0.1
        while True:
            if not self.webhook["url"]:  # deleted meanwhile
                return self._hand_over(update)
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                if 200 <= await self.push(update) < 300:
                    return None
            await asyncio.sleep(wait)
            wait = min(wait * 2, 2)

    # -- calls of the bot

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls[method] += 1
        try:
            if request.match_info["token"] != self.token:
                raise Refusal(401, "Unauthorized")
            args = await _arguments(request)
            fault = self._failures[method].pop(0) if self._failures.get(method) else None
            if fault is not None:
                await asyncio.sleep(fault["delay"])
                if not fault["after"]:
                    more = {"retry_after": fault["retry_after"]} if fault["retry_after"] else {}
                    words = {429: "Too Many Requests", 502: "Bad Gateway"}.get(fault["status"], "Server error")
                    raise Refusal(fault["status"], words, **more)
            if method == "getUpdates":
                result = await self._next_update(request, args)
            else:
                handler = getattr(self, f"_do_{method.lower()}", None)
                if handler is None:
                    raise Refusal(404, "Not Found")
                result = await handler(args)
            if fault is not None and request.transport is not None:
                request.transport.close()
        except Refusal as refusal:
            body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            if refusal.parameters:
                body["parameters"] = refusal.parameters
            return web.json_response(body, status=refusal.code)
        return web.json_response({"ok": True, "result": result})

    async def _media(self, request: web.Request) -> web.Response:
        data = self.media.get(request.match_info["name"])
        if data is None:
            return web.Response(status=404)
        return web.Response(body=data, content_type=filetype.guess_mime(data) or "application/octet-stream")

    async def _do_getme(self, _args: dict[str, str]) -> dict[str, Any]:
        return {
            "id": self.token.partition(":")[0],
            "account_name": "bot.ocop",
            "account_type": "BASIC",
            "can_join_groups": False,
            "display_name": "Bot OCOP",
            "is_bot": True,
        }

    async def _next_update(self, request: web.Request, args: dict[str, str]) -> dict[str, Any]:
        """One update. It is gone with the answer, whether or not the answer arrives."""
        try:
            timeout = min(max(float(args.get("timeout") or 0), 0), LONGEST_POLL)
        except ValueError:
            raise Refusal(400, "timeout is invalid") from None
        deadline = time.monotonic() + timeout
        while True:
            if self.webhook["url"]:
                raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
            # a poller that hung up while it waited takes nothing
            if self._waiting and request.transport is not None:
                return self._waiting.popleft()
            left = deadline - time.monotonic()
            if left <= 0 or request.transport is None:
                raise Refusal(408, "Request timeout")
            self._new.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._new.wait(), left)

    async def _do_setwebhook(self, args: dict[str, str]) -> dict[str, Any]:
        url, secret = args.get("url", ""), args.get("secret_token", "")
        if not (_is_public(url) or (self.local and url.startswith("http://127.0.0.1:"))):
            raise Refusal(400, "url is invalid")
        if not 8 <= len(secret) <= 256:
            raise Refusal(400, "secret_token is invalid")
        self.webhook, self._secret = {"url": url, "updated_at": _now()}, secret
        self._new.set()  # who polls is told
        waiting = list(self._waiting)
        self._waiting.clear()
        for update in waiting:
            self._hand_over(update)
        return self.webhook

    async def _do_deletewebhook(self, _args: dict[str, str]) -> dict[str, Any]:
        self.webhook, self._secret = {"url": "", "updated_at": _now()}, ""
        return self.webhook

    async def _do_getwebhookinfo(self, _args: dict[str, str]) -> dict[str, Any]:
        return self.webhook

    # -- messages

    async def _do_sendmessage(self, args: dict[str, str]) -> dict[str, Any]:
        chat = self._chat(args)
        return await self._post(chat, "sendMessage", text=_checked(args, "text", shortest=1))

    async def _do_sendphoto(self, args: dict[str, str]) -> dict[str, Any]:
        chat = self._chat(args)
        caption = _checked(args, "caption", shortest=1) if "caption" in args else ""
        url = args.get("photo", "")
        data = await self._fetch(url)
        return await self._post(chat, "sendPhoto", photo=url, caption=caption, data=data)

    async def _do_sendsticker(self, args: dict[str, str]) -> dict[str, Any]:
        chat = self._chat(args)
        if not args.get("sticker"):
            raise Refusal(400, "sticker is invalid")
        return await self._post(chat, "sendSticker", sticker=args["sticker"])

    async def _do_sendchataction(self, args: dict[str, str]) -> dict[str, Any]:
        self._chat(args)
        if not args.get("action"):
            raise Refusal(400, "action is invalid")
        return {"message_id": self.next_id(), "date": _now()}

    def _chat(self, args: dict[str, str]) -> Chat:
        chat = self.chats.get(args.get("chat_id", ""))
        if chat is None:
            raise Refusal(400, "chat not found")
        if chat.blocked:
            raise Refusal(403, "bot was blocked by the user")
        return chat

    async def _fetch(self, url: str) -> bytes:
        """The platform takes no uploads: it gets the picture from where it is said to be."""
        try:
            if not re.match(r"https?://", url):
                raise ValueError
            async with self._client.get(url) as answer:
                data = await answer.read()
                if answer.status != 200:
                    raise ValueError
            Image.open(io.BytesIO(data)).verify()
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, SyntaxError):
            raise Refusal(400, "photo url is invalid") from None
        return data

    async def _post(self, chat: Chat, method: str, **content: Any) -> dict[str, Any]:
        now = time.monotonic()
        if self.limits and len(self.accepted) >= MOST_A_SECOND and now - self.accepted[-MOST_A_SECOND][0] < 1:
            wait = self.accepted[-MOST_A_SECOND][0] + 1 - now
            raise Refusal(429, "Too Many Requests", retry_after=math.ceil(wait))
        if self.messages_left <= 0 or (chat.id not in self._people and len(self._people) >= self.most_people):
            raise Refusal(429, "Too Many Requests")  # it does not say that waiting will not help
        self.messages_left -= 1
        self._people.add(chat.id)
        sent = {"message_id": self.next_id(), "date": _now()}
        message = {**sent, **{name: value for name, value in content.items() if value}}
        chat.log.append(message)
        self.accepted.append((now, chat.id, method, _words(message)))
        async with self.heard:
            self.heard.notify_all()
        return sent


async def _arguments(request: web.Request) -> dict[str, str]:
    """Arguments from JSON or a form, all as strings."""
    if request.content_type == "application/json":
        try:
            given = await request.json()
        except ValueError:
            raise Refusal(400, "body is not JSON") from None
    else:
        given = await request.post()
    return {name: str(value) for name, value in given.items() if value is not None}


def _checked(args: dict[str, str], name: str, shortest: int = 0) -> str:
    text = args.get(name, "")
    if len(text.strip()) < shortest:
        raise Refusal(400, f"{name} is empty")
    if len(text) > LONGEST_TEXT:
        raise Refusal(400, f"{name} is too long")
    return text


def _words(message: dict[str, Any]) -> str:
    return message.get("text") or message.get("caption") or ""


def _now() -> int:
    return int(time.time() * 1000)


def _is_public(url: str) -> bool:
    """https, and not an address of this machine or of somebody's own network."""
    host = re.match(r"https://([^/:]+)", url)
    if host is None or host[1] == "localhost":
        return False
    try:
        return ipaddress.ip_address(host[1]).is_global
    except ValueError:
        return "." in host[1]
