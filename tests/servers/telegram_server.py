"""A Telegram Bot API server for tests that enforces the published rules, and the people who chat through it.

Run on its own it is the load of the benchmark: `python -m tests.servers.telegram_server --echo-load 2000`.
"""

import argparse
import asyncio
import contextlib
import io
import itertools
import json
import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from typing import Any

import aiohttp
from aiohttp import web
from PIL import Image

from tests.messengers.people import Group, Person
from tests.servers import telegram_rules as rules
from tests.servers.telegram_rules import Refusal, bad


def fault(
    *, status: int = 502, retry_after: int | None = None, after_accepting: bool = False, delay: float = 0
) -> dict[str, Any]:
    """What a call meets: an error, or with `after_accepting` a cut connection after it took effect."""
    return {"status": status, "retry_after": retry_after, "after": after_accepting, "delay": delay}


class TelegramServer:
    """`async with TelegramServer(token=…) as server`, then `server.url` is what a bot's client is pointed at."""

    def __init__(self, token: str, *, limits: bool = True, port: int = 0) -> None:
        self.token = token
        self.rates = rules.Rates(on=limits)
        self.port = port
        self.bot = {"id": int(token.split(":")[0]), "is_bot": True, "first_name": "OCOP", "username": "ocop_test_bot"}
        self.beside: dict[str, TelegramServer] = {}  # other bots at the same address, by their token
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.accepted: list[tuple[float, int, str, int, str]] = []
        self.calls: Counter[str] = Counter()
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.confirmed_offset = 0
        self.files: dict[str, bytes] = {}
        self.uploaded: list[str] = []  # names of the files whose bytes came, in order
        self.queries: dict[str, float] = {}
        self.webhook: dict[str, Any] = {"url": ""}
        self._ids = itertools.count(100)
        self._updates: deque[dict[str, Any]] = deque()
        self._update_ids = itertools.count(500_001)
        self._new = asyncio.Event()
        self._polling = 0
        self._failures: dict[str, list[dict[str, Any]]] = {}
        self.mood: Callable[[str, dict[str, Any]], dict[str, Any] | None] | None = None
        self.clock: Callable[[], float] = time.monotonic
        self.holds_to_waits = False  # who is told to wait and does not is refused and counted
        self.waits_until = 0.0  # by our clock: we told the bot to wait so long
        self.refused = 0  # calls answered with 429
        self.impatient = 0  # calls that came all the same
        self._downloads = asyncio.Event()
        self._downloads.set()
        self._pushing: set[asyncio.Task[None]] = set()
        self.heard = asyncio.Condition()

    def another_bot(self, token: str, username: str) -> "TelegramServer":
        """A second bot at the same address, with people, updates, files and limits of its own."""
        made = TelegramServer(token, limits=self.rates.on, port=self.port)
        made.bot["username"] = username
        self.beside[token] = made
        return made

    # -- running

    async def __aenter__(self) -> "TelegramServer":
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", r"/bot{token:[^/]+}/{method}", self._call)
        app.router.add_get(r"/file/bot{token:[^/]+}/{path:.+}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_error: object) -> None:
        for task in self._pushing:
            task.cancel()
        self._new.set()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def person(self, id: int, first_name: str, language_code: str = "vi", username: str | None = None) -> Person:
        made = Person(self, id, first_name, language_code, username)
        self.people[id] = made
        return made

    def group(self, id: int, title: str) -> Group:
        made = Group(self, -abs(id), title)
        self.groups[made.id] = made
        return made

    # -- faults

    def fail(
        self,
        method: str,
        times: int = 1,
        status: int = 502,
        retry_after: int | None = None,
        after_accepting: bool = False,
        delay: float = 0,
    ) -> None:
        """The next calls of a method fail; with `after_accepting` the call takes effect and the connection is cut."""
        one = fault(status=status, retry_after=retry_after, after_accepting=after_accepting, delay=delay)
        self._failures.setdefault(method, []).extend([one] * times)

    @contextlib.contextmanager
    def hold_downloads(self) -> Iterator[None]:
        self._downloads.clear()
        try:
            yield
        finally:
            self._downloads.set()

    def expire_files(self) -> None:
        self.files.clear()

    # -- updates to the bot

    def update(self, **what: Any) -> int:
        """Queue an update, or push it to the webhook."""
        update = {"update_id": next(self._update_ids), **what}
        if self.webhook["url"]:
            task = asyncio.get_running_loop().create_task(self._push(update))
            self._pushing.add(task)
            task.add_done_callback(self._pushing.discard)
        else:
            self._updates.append(update)
            self._new.set()
        return int(update["update_id"])

    def next_id(self) -> int:
        return next(self._ids)

    async def _push(self, update: dict[str, Any]) -> None:
        """As Telegram does: with the secret header, again and again until 2xx."""
        headers = {}
        if self.webhook.get("secret_token"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.webhook["secret_token"]
        wait = 0.1
        async with aiohttp.ClientSession() as session:
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.post(self.webhook["url"], json=update, headers=headers) as answer:
                        if 200 <= answer.status < 300:
                            return
                await asyncio.sleep(wait)
                wait = min(wait * 2, 2)

    # -- calls of the bot

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] in self.beside:
            return await self.beside[request.match_info["token"]]._call(request)
        method = request.match_info["method"]
        self.calls[method] += 1
        try:
            if request.match_info["token"] != self.token:
                raise Refusal(401, "Unauthorized")
            args, uploads = await _arguments(request)
            fault = self._failures[method].pop(0) if self._failures.get(method) else None
            if method.lower().startswith(("send", "edit")):
                self._be_patient()
                fault = fault or (self.mood(method, args) if self.mood else None)
            if fault is not None:
                if fault["retry_after"]:
                    self.waits_until = self.clock() + fault["retry_after"]
                await asyncio.sleep(fault["delay"])
                if not fault["after"]:
                    more = {"retry_after": fault["retry_after"]} if fault["retry_after"] else {}
                    words = "Too Many Requests" if fault["status"] == 429 else "Bad Gateway"
                    raise Refusal(fault["status"], words, **more)
            handler = getattr(self, f"_do_{method.lower()}", None)
            if handler is None:
                raise Refusal(404, "Not Found: method not found")
            result = await handler(args, uploads)
            if fault is not None and request.transport is not None:
                request.transport.close()
        except Refusal as refusal:
            self.refused += refusal.code == 429
            body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            if refusal.parameters:
                body["parameters"] = refusal.parameters
            return web.json_response(body, status=refusal.code)
        return web.json_response({"ok": True, "result": result})

    def _be_patient(self) -> None:
        left = self.waits_until - self.clock()
        if left > 0 and self.holds_to_waits:
            self.impatient += 1
            raise Refusal(429, "Too Many Requests", retry_after=max(1, round(left + 0.5)))

    async def _file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] in self.beside:
            return await self.beside[request.match_info["token"]]._file(request)
        await self._downloads.wait()
        data = self.files.get(request.match_info["path"].removeprefix("files/"))
        if request.match_info["token"] != self.token or data is None:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=data)

    async def _do_getme(self, args: dict[str, Any], _uploads: dict[str, Any]) -> dict[str, Any]:
        return {
            **self.bot,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    async def _do_getupdates(self, args: dict[str, Any], _uploads: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook["url"]:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        offset, timeout = int(args.get("offset") or 0), min(float(args.get("timeout") or 0), 50)
        self._polling += 1
        mine = self._polling
        self._new.set()  # who polled before is told
        await asyncio.sleep(0)
        if offset:
            self.confirmed_offset = max(self.confirmed_offset, offset)
            while self._updates and self._updates[0]["update_id"] < offset:
                self._updates.popleft()
        deadline = time.monotonic() + timeout
        while not self._updates:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            self._new.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._new.wait(), left)
            if mine != self._polling:
                raise Refusal(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
        limit = min(int(args.get("limit") or 100), 100)
        return list(itertools.islice(self._updates, limit))

    async def _do_setwebhook(self, args: dict[str, Any], _uploads: dict[str, Any]) -> bool:
        secret = args.get("secret_token") or ""
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad("secret token contains unallowed characters")
        self.webhook = {"url": args.get("url", ""), "secret_token": secret}
        while self._updates and self.webhook["url"]:
            waiting = self._updates.popleft()
            waiting.pop("update_id")
            self.update(**waiting)
        return True

    async def _do_deletewebhook(self, args: dict[str, Any], _uploads: dict[str, Any]) -> bool:
        self.webhook = {"url": ""}
        return True

    async def _do_getwebhookinfo(self, args: dict[str, Any], _uploads: dict[str, Any]) -> dict[str, Any]:
        return {"url": self.webhook["url"], "has_custom_certificate": False, "pending_update_count": len(self._updates)}

    async def _do_setmycommands(self, args: dict[str, Any], _uploads: dict[str, Any]) -> bool:
        commands = _json(args.get("commands")) or []
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        scope = _json(args.get("scope")) or {"type": "default"}
        self.commands[f"{scope['type']}:{scope.get('chat_id', '')}:{args.get('language_code') or ''}"] = commands
        return True

    async def _do_sendchataction(self, args: dict[str, Any], _uploads: dict[str, Any]) -> bool:
        self._chat(args)
        return True

    async def _do_leavechat(self, args: dict[str, Any], _uploads: dict[str, Any]) -> bool:
        group = self.groups.get(int(args["chat_id"]))
        if group is None:
            raise bad("chat not found")
        group.left = True
        return True

    async def _do_answercallbackquery(self, args: dict[str, Any], _uploads: dict[str, Any]) -> bool:
        asked = self.queries.pop(str(args.get("callback_query_id")), None)
        if asked is None or time.monotonic() - asked > 15:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        return True

    # -- messages

    def _chat(self, args: dict[str, Any]) -> Person | Group:
        try:
            chat_id = int(args.get("chat_id") or 0)
        except ValueError:
            raise bad("chat not found") from None
        if chat_id in self.groups:
            return self.groups[chat_id]
        person = self.people.get(chat_id)
        if person is None:
            raise bad("chat not found")
        if person.deactivated:
            raise Refusal(403, "Forbidden: user is deactivated")
        if person.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if not person.started:
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
        return person

    async def _post(self, chat: Person | Group, method: str, *, cost: bool = True, **content: Any) -> dict[str, Any]:
        if cost:
            self.rates.take(chat.id)
        message_id = next(self._ids)
        message = {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": chat.as_chat(),
            "from": self.bot,
            **{name: value for name, value in content.items() if value not in (None, [])},
        }
        self.messages[chat.id, message_id] = message
        text = message.get("text") or message.get("caption") or ""
        self.accepted.append((time.monotonic(), chat.id, method, message_id, text))
        chat.log.append(message)
        async with self.heard:
            self.heard.notify_all()
        markup = message.get("reply_markup") or {}
        return message if "inline_keyboard" in markup else {k: v for k, v in message.items() if k != "reply_markup"}

    async def _do_sendmessage(self, args: dict[str, Any], _uploads: dict[str, Any]) -> dict[str, Any]:
        chat = self._chat(args)
        text, entities = rules.checked_text(str(args.get("text") or ""), args.get("parse_mode"), rules.LONGEST_TEXT)
        markup = rules.checked_markup(args.get("reply_markup"))
        return await self._post(chat, "sendMessage", text=text, entities=entities, reply_markup=markup)

    async def _do_editmessagetext(self, args: dict[str, Any], _uploads: dict[str, Any]) -> dict[str, Any]:
        chat = self._chat(args)
        message = self.messages.get((chat.id, int(args.get("message_id") or 0)))
        if message is None:
            raise bad("message to edit not found")
        if message["from"] is not self.bot:
            raise bad("message can't be edited")
        if "text" not in message:
            raise bad("there is no text in the message to edit")
        text, entities = rules.checked_text(str(args.get("text") or ""), args.get("parse_mode"), rules.LONGEST_TEXT)
        markup = rules.checked_markup(args.get("reply_markup"))
        if markup is not None and "inline_keyboard" not in markup:
            raise bad("inline keyboard expected")
        if message["text"] == text and message.get("reply_markup") == markup:
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a "
                "current content and reply markup of the message"
            )
        self.rates.take(chat.id)
        message.update(text=text, entities=entities, reply_markup=markup, edit_date=int(time.time()))
        for name in ("entities", "reply_markup"):
            if not message[name]:
                message.pop(name)
        self.accepted.append((time.monotonic(), chat.id, "editMessageText", message["message_id"], text))
        chat.edited.append(message)
        async with self.heard:
            self.heard.notify_all()
        return message

    async def _do_deletemessage(self, args: dict[str, Any], _uploads: dict[str, Any]) -> bool:
        chat = self._chat(args)
        message = self.messages.pop((chat.id, int(args.get("message_id") or 0)), None)
        if message is None:
            raise bad("message to delete not found")
        chat.log.remove(message)
        return True

    async def _do_sendphoto(self, args: dict[str, Any], uploads: dict[str, Any]) -> dict[str, Any]:
        return await self._media("photo", args, uploads)

    async def _do_senddocument(self, args: dict[str, Any], uploads: dict[str, Any]) -> dict[str, Any]:
        return await self._media("document", args, uploads)

    async def _media(self, kind: str, args: dict[str, Any], uploads: dict[str, Any]) -> dict[str, Any]:
        chat = self._chat(args)
        caption, entities = rules.checked_text(
            str(args.get("caption") or ""), args.get("parse_mode"), rules.LONGEST_CAPTION, may_be_empty=True
        )
        markup = rules.checked_markup(args.get("reply_markup"))
        content = self._content(kind, args.get(kind), uploads)
        return await self._post(
            chat, f"send{kind.title()}", caption=caption, caption_entities=entities, reply_markup=markup, **content
        )

    async def _do_sendmediagroup(self, args: dict[str, Any], uploads: dict[str, Any]) -> list[dict[str, Any]]:
        chat = self._chat(args)
        media = _json(args.get("media")) or []
        if not 2 <= len(media) <= 10:
            raise bad("group send failed: an album needs 2 to 10 items")
        if len({item["type"] in ("photo", "video") for item in media}) > 1:
            raise bad("document can't be mixed with other media types")
        contents = [(item, self._content(item["type"], item["media"], uploads)) for item in media]
        for item, _content in contents:
            rules.checked_text(
                item.get("caption") or "", item.get("parse_mode"), rules.LONGEST_CAPTION, may_be_empty=True
            )
        album = str(next(self._ids))
        sent = []
        for number, (item, content) in enumerate(contents):
            text = rules.parsed(item.get("caption") or "", item.get("parse_mode"))[0]
            sent.append(
                await self._post(
                    chat, "sendMediaGroup", cost=number == 0, media_group_id=album, caption=text or None, **content
                )
            )
        return sent

    def _content(self, kind: str, value: Any, uploads: dict[str, Any]) -> dict[str, Any]:
        name, data = "", b""
        if isinstance(value, str) and value.startswith("attach://"):
            name, data = uploads[value.removeprefix("attach://")]
        elif kind in uploads:
            name, data = uploads[kind]
        elif isinstance(value, str) and value:
            if value not in self.files:
                raise bad("wrong file identifier/HTTP URL specified")
            data = self.files[value]
        else:
            raise bad(f"there is no {kind} in the request")
        if not data:
            raise bad("file must be non-empty")
        if name:
            self.uploaded.append(name)
        if len(data) > (rules.LARGEST_PHOTO if kind == "photo" else rules.LARGEST_UPLOAD):
            raise Refusal(413, "Request Entity Too Large")
        if kind == "photo":
            return {"photo": self.photo_sizes(data, error="IMAGE_PROCESS_FAILED")}
        return {"document": {**self.keep(data), "file_name": name or "file"}}

    # -- files

    def keep(self, data: bytes) -> dict[str, Any]:
        file_id = f"file{next(self._ids)}"
        self.files[file_id] = data
        return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(data)}

    def photo_sizes(self, data: bytes, *, error: str = "PHOTO_INVALID") -> list[dict[str, Any]]:
        """As Telegram does: several sizes, the largest scaled to at most 1,280 pixels and compressed again."""
        try:
            picture = Image.open(io.BytesIO(data)).convert("RGB")
        except OSError:
            raise bad(error) from None
        sizes = []
        for longest in (90, 320, 1280):
            small = picture.copy()
            small.thumbnail((longest, longest))
            out = io.BytesIO()
            small.save(out, "JPEG", quality=80)
            sizes.append({**self.keep(out.getvalue()), "width": small.width, "height": small.height})
        return sizes

    async def _do_getfile(self, args: dict[str, Any], _uploads: dict[str, Any]) -> dict[str, Any]:
        file_id = str(args.get("file_id"))
        if file_id not in self.files:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(self.files[file_id]) > rules.LARGEST_DOWNLOAD:
            raise bad("file is too big")
        known = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(self.files[file_id])}
        return {**known, "file_path": f"files/{file_id}"}


async def _arguments(request: web.Request) -> tuple[dict[str, Any], dict[str, tuple[str, bytes]]]:
    """Arguments from the query, JSON, a form or multipart; uploads by field name."""
    args: dict[str, Any] = dict(request.query)
    uploads: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        args.update(await request.json())
    elif request.content_type.startswith("multipart/"):
        async for part in await request.multipart():
            data = await part.read()  # type: ignore[union-attr]
            if part.filename:  # type: ignore[union-attr]
                uploads[part.name or ""] = (part.filename, bytes(data))  # type: ignore[union-attr]
            else:
                args[part.name or ""] = bytes(data).decode()  # type: ignore[union-attr]
    elif request.body_exists:
        args.update(await request.post())
    return args, uploads


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


async def echo_load(token: str, port: int, updates: int, chats: int, timeout: float) -> None:
    """Queue `updates` texts from `chats` people, and print how long the bot took to send as many answers."""
    async with TelegramServer(token, limits=False, port=port) as server:
        people = [server.person(1000 + n, f"P{n}") for n in range(chats)]
        for person in people:
            person.started = True
        for n in range(updates):
            people[n % chats].queue_text("menu")
        print(server.url, flush=True)
        async with asyncio.timeout(timeout):
            while not server.calls["getUpdates"]:
                await asyncio.sleep(0.01)
            started = time.monotonic()
            async with server.heard:
                await server.heard.wait_for(lambda: len(server.accepted) >= updates)
            seconds = time.monotonic() - started
        print(
            json.dumps({"updates": updates, "seconds": round(seconds, 3), "per_second": round(updates / seconds, 1)}),
            flush=True,
        )


async def sink(token: str, port: int, messages: int, chats: int, timeout: float, *, limits: bool) -> None:
    """Take `messages` messages to chats 1 to `chats`, and print how fast they came and how many were refused."""
    async with TelegramServer(token, limits=limits, port=port) as server:
        for n in range(1, chats + 1):
            server.person(n, "P").started = True
        print(server.url, flush=True)
        async with asyncio.timeout(timeout), server.heard:
            await server.heard.wait_for(lambda: len(server.accepted) >= messages)
        times = [at for at, *_rest in server.accepted]
        seconds = times[-1] - times[0]
        result = {"seconds": round(seconds, 3), "per_second": round((len(times) - 1) / seconds, 2)}
        print(json.dumps({**result, "refused": server.refused}), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default="123456789:TESTTESTTESTTESTTESTTESTTESTTEST")
    parser.add_argument("--echo-load", type=int, default=1000)
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--sink", type=int, default=0)
    parser.add_argument("--limits", action="store_true")
    parser.add_argument("--timeout", type=float, default=120)
    given = parser.parse_args()
    if given.sink:
        asyncio.run(sink(given.token, given.port, given.sink, given.chats, given.timeout, limits=given.limits))
        raise SystemExit
    asyncio.run(echo_load(given.token, given.port, given.echo_load, given.chats, given.timeout))
