"""The web chat: each browser is its own person; messages come over a WebSocket, files by upload."""

import asyncio
import contextlib
import hashlib
import json
import re
import secrets
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import filetype
import structlog
from aiohttp import BodyPartReader, WSMsgType, web
from aiolimiter import AsyncLimiter

from bot.messengers import Adapter
from chat.engine import LONGEST_TEXT, Engine
from chat.messenger import FileGone, Outcome, Outgoing, Reach, Sent
from chat.screen import Event, IncomingFile
from locales import texts
from storage import access, content, inbox, origins, people, transcript
from storage.database import Database
from storage.files import FileStore
from storage.origins import Stored
from storage.tables import File
from storage.transcript import Line

log = structlog.get_logger()

NAME = ACCOUNT = "web"
COOKIE = "ocop_session"
LARGEST_FILE = 25 * 1024 * 1024  # bytes
FILES_AT_ONCE = 10
UPLOADS_A_MINUTE = 40
POLL = 3.0  # seconds; another process may have delivered to this chat
_CID = re.compile(r"[A-Za-z0-9-]{8,64}")


class WebMessenger(Adapter):
    """Delivering to a browser is waking its sockets: the message is in the database already."""

    name = NAME
    account = ACCOUNT
    channel = 0  # set at the start
    rate = 0.0
    edits = True

    def __init__(self) -> None:
        self._sockets: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        self.wake(chat_id)
        return Sent(f"m{message.message_id}")

    def heard(self) -> datetime | None:
        return None

    def price(self, reach: Reach, kind: str) -> int:
        return 0

    def reach(self, seen_at: datetime, now: datetime, kind: str, sent_since: int = 0) -> Reach:
        return Reach.FREE

    async def fetch(self, remote: dict[str, Any]) -> bytes:
        raise FileGone("uploads are stored before they are announced")

    def wake(self, chat_id: str) -> None:
        for waiting in self._sockets.get(chat_id, ()):
            waiting.set()

    @contextlib.contextmanager
    def listening(self, chat_id: str):  # type: ignore[no-untyped-def]
        """An event that is set whenever there may be something new for the chat."""
        waiting = asyncio.Event()
        self._sockets[chat_id].add(waiting)
        try:
            yield waiting
        finally:
            self._sockets[chat_id].discard(waiting)
            if not self._sockets[chat_id]:
                del self._sockets[chat_id]


class WebChat:
    """Pages and sockets of the web chat."""

    def __init__(
        self,
        database: Database,
        files: FileStore,
        engine: Engine,
        messenger: WebMessenger,
        *,
        secure: bool,
        render: Callable[..., web.Response],
    ) -> None:
        self.database = database
        self.files = files
        self.engine = engine
        self.messenger = messenger
        self.secure = secure
        self.render = render
        self._uploads = asyncio.Semaphore(4)
        self._limiters: dict[str, AsyncLimiter] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.page),
            web.get("/ws", self.socket),
            web.post("/upload", self.upload),
            web.get(r"/file/{id:\d{1,18}}", self.file),
            web.get(r"/file/{id:\d{1,18}}/small", self.small),
        ]

    # -- the page

    async def page(self, request: web.Request) -> web.Response:
        token = request.cookies.get(COOKIE, "")
        fresh = not re.fullmatch(r"[A-Za-z0-9_-]{40,60}", token)
        language = "vi"
        if not fresh:
            async with self.database.read() as db:
                address = await transcript.address_of(db, self.messenger.channel, chat_id_of(token))
                person = await people.person(db, address.person_id) if address else None
                language = person.language if person else "vi"
        start = request.query.get("start", "")
        config = {
            "start": start if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start) else None,
            "texts": page_texts(language),
            "limits": {"file_bytes": LARGEST_FILE, "files": FILES_AT_ONCE, "text": LONGEST_TEXT},
        }
        response = self.render("chat.html", language, config=config)
        if fresh:
            response.set_cookie(
                COOKIE,
                secrets.token_urlsafe(32),
                max_age=400 * 24 * 3600,
                httponly=True,
                samesite="Lax",
                secure=self.secure,
            )
        response.headers["Cache-Control"] = "no-store"
        return response

    # -- the socket

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        chat_id = self._chat_id(request)
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=64 * 1024)
        await socket.prepare(request)
        limiter = AsyncLimiter(30, 10)
        seen: dict[str, int] = {}  # id of a bubble → its place in time, which changes when it is brought up to date
        position = [0]
        with self.messenger.listening(chat_id) as waiting:
            tail = asyncio.create_task(self._tail(socket, chat_id, waiting, seen, position))
            try:
                async for message in socket:
                    if message.type is not WSMsgType.TEXT:
                        continue
                    try:
                        said = json.loads(message.data)
                    except ValueError:
                        continue
                    if isinstance(said, dict):
                        await self._hear(socket, chat_id, said, limiter, seen, position)
            finally:
                tail.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await tail
        return socket

    async def _hear(
        self,
        socket: web.WebSocketResponse,
        chat_id: str,
        said: dict[str, Any],
        limiter: AsyncLimiter,
        seen: dict[str, int],
        position: list[int],
    ) -> None:
        kind = said.get("t")
        if kind == "ping":
            return await _send(socket, {"t": "pong"})
        if kind == "hello":
            after = said.get("after")
            return await self._history(socket, chat_id, after if isinstance(after, int) else 0, seen, position)
        if kind == "older":
            before = said.get("before")
            return await self._older(socket, chat_id, before if isinstance(before, int) else 0)
        cid = said.get("cid")
        if kind not in ("say", "tap", "start") or not isinstance(cid, str) or not _CID.fullmatch(cid):
            return None
        if not limiter.has_capacity():
            return await _send(socket, {"t": "refused", "cid": cid, "text": texts.say("vi", "web-too-fast")})
        await limiter.acquire()
        event = _event(self.messenger.channel, chat_id, cid, said)
        if event is None:
            return await _send(socket, {"t": "refused", "cid": cid, "text": texts.say("vi", "web-refused")})
        await _send(socket, {"t": "typing", "on": True})
        await self.engine.handle(event)
        self.messenger.wake(chat_id)
        return await _send(socket, {"t": "ack", "cid": cid})

    async def _history(
        self, socket: web.WebSocketResponse, chat_id: str, after: int, seen: dict[str, int], position: list[int]
    ) -> None:
        async with self.database.read() as db:
            address = await transcript.address_of(db, self.messenger.channel, chat_id)
            lines: list[Line] = []
            if address is not None:
                lines = await (
                    transcript.since(db, address.id, after) if after > 0 else transcript.newest(db, address.id)
                )
        bubbles = [bubble_of(line) for line in lines]
        seen.update((bubble["id"], bubble["seq"]) for bubble in bubbles)
        position[0] = max([after, *(line.seq for line in lines)])
        await _send(socket, {"t": "history", "bubbles": bubbles, "more": after == 0 and len(lines) >= 40})
        if address is None:
            await self._greet(chat_id)

    async def _greet(self, chat_id: str) -> None:
        """A new browser: the assistant speaks first (unless it came by a link, which then speaks for it)."""
        self._tasks = {task for task in self._tasks if not task.done()}
        self._tasks.add(asyncio.create_task(self._greet_later(chat_id)))

    async def _greet_later(self, chat_id: str) -> None:
        await asyncio.sleep(0.4)
        async with self.database.read() as db:
            if await transcript.address_of(db, self.messenger.channel, chat_id) is not None:
                return
        await self.engine.handle(Event(self.messenger.channel, chat_id, f"{chat_id[:16]}:greeting", start=""))

    async def _older(self, socket: web.WebSocketResponse, chat_id: str, before: int) -> None:
        async with self.database.read() as db:
            address = await transcript.address_of(db, self.messenger.channel, chat_id)
            lines = await transcript.newest(db, address.id, before=before) if address else []
        await _send(
            socket,
            {"t": "history", "bubbles": [bubble_of(line) for line in lines], "more": len(lines) >= 40, "older": True},
        )

    async def _tail(
        self,
        socket: web.WebSocketResponse,
        chat_id: str,
        waiting: asyncio.Event,
        seen: dict[str, int],
        position: list[int],
    ) -> None:
        """Send what is new for this chat, as long as the socket lives."""
        while not socket.closed:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(waiting.wait(), POLL)
            waiting.clear()
            if not position[0] and not seen:
                async with self.database.read() as db:
                    if await transcript.address_of(db, self.messenger.channel, chat_id) is None:
                        continue
            async with self.database.read() as db:
                address = await transcript.address_of(db, self.messenger.channel, chat_id)
                lines = await transcript.since(db, address.id, position[0]) if address else []
            for line in lines:
                bubble = bubble_of(line)
                if seen.get(bubble["id"]) == bubble["seq"]:
                    continue
                seen[bubble["id"]] = bubble["seq"]
                position[0] = max(position[0], line.seq)
                await _send(socket, {"t": "bubble", "b": bubble})
                if line.ours:
                    await _send(socket, {"t": "typing", "on": False})

    # -- files

    async def upload(self, request: web.Request) -> web.Response:
        chat_id = self._chat_id(request)
        if not await self._may_upload(chat_id):
            return _error(429, "web-too-fast")
        fields: dict[str, str] = {}
        data: bytes | None = None
        name = ""
        async with self._uploads:
            reader = await request.multipart()
            while (part := await reader.next()) is not None:
                if not isinstance(part, BodyPartReader):
                    return _error(400, "web-refused")
                if part.name == "file":
                    name = (part.filename or "")[:120]
                    data = await _bounded(part.read_chunk, LARGEST_FILE)
                    if data is None:
                        return _error(413, "file-too-large")
                else:
                    value = await _bounded(part.read_chunk, 5000)
                    if value is None or len(fields) > 10:
                        return _error(400, "web-refused")
                    fields[part.name or ""] = value.decode("utf-8", "replace")
            cid, group = fields.get("cid", ""), fields.get("group", "")
            if data is None or not _CID.fullmatch(cid) or (group and not _CID.fullmatch(group)):
                return _error(400, "web-refused")
            sha256 = await self.files.put(data)
        count = fields.get("count", "1")
        event = Event(
            self.messenger.channel,
            chat_id,
            f"{chat_id[:16]}:{cid}",
            text=fields.get("caption", "")[:1000],
            files=(IncomingFile(Stored(sha256), name=name, size=len(data), image=bool(filetype.is_image(data))),),
            group=group if count.isdecimal() and int(count) > 1 else "",
        )
        await self.engine.handle(event)
        self.messenger.wake(chat_id)
        return web.json_response({"ok": True})

    async def _may_upload(self, chat_id: str) -> bool:
        """At most UPLOADS_A_MINUTE files a minute from one browser."""
        limiter = self._limiters.pop(chat_id, None) or AsyncLimiter(UPLOADS_A_MINUTE, 60)
        self._limiters[chat_id] = limiter
        while len(self._limiters) > 2000:
            self._limiters.pop(next(iter(self._limiters)))
        if not limiter.has_capacity():
            return False
        await limiter.acquire()
        return True

    async def file(self, request: web.Request) -> web.Response:
        row, data = await self._file(request)
        shown = row.kind in ("image", "pdf") and row.mime in (
            "image/jpeg",
            "image/png",
            "image/webp",
            "application/pdf",
        )
        name = re.sub(r'[^\w. -]|["\\]', "_", row.name, flags=re.ASCII) or "file"
        return web.Response(
            body=data,
            content_type=row.mime if shown else "application/octet-stream",
            headers={
                "Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{name}"',
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "Cache-Control": "private, max-age=300",
            },
        )

    async def small(self, request: web.Request) -> web.Response:
        """A picture small enough for a poor connection."""
        row, data = await self._file(request)
        if row.kind != "image":
            raise web.HTTPNotFound
        try:
            picture = await asyncio.to_thread(content.preview, data, 720)
        except Exception:  # damaged, or no picture after all: decoders raise what they like
            raise web.HTTPNotFound from None
        return web.Response(body=picture, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})

    async def _file(self, request: web.Request) -> tuple[File, bytes]:
        chat_id = self._chat_id(request)
        async with self.database.read() as db:
            address = await transcript.address_of(db, self.messenger.channel, chat_id)
            row = await inbox.file(db, int(request.match_info["id"]))
            sha256 = row and (row.sha256 or origins.stored_as(row.origin))
            allowed = (
                address is not None
                and row is not None
                and await access.may_see_file(db, address.person_id, await people.grants(db, address.person_id), row)
            )
        if not allowed or row is None or not sha256:
            raise web.HTTPNotFound
        return row, await self.files.get(str(sha256))

    def _chat_id(self, request: web.Request) -> str:
        """Which browser this is. A page of another site may not speak in its name."""
        token = request.cookies.get(COOKIE, "")
        if not re.fullmatch(r"[A-Za-z0-9_-]{40,60}", token):
            raise web.HTTPForbidden
        origin = request.headers.get("Origin")
        if origin is not None and origin.split("://", 1)[-1] != request.host:
            raise web.HTTPForbidden
        return chat_id_of(token)


def chat_id_of(token: str) -> str:
    """The database never holds a browser's token, only its hash."""
    return hashlib.sha256(token.encode()).hexdigest()[:40]


def page_texts(language: str) -> dict[str, str]:
    """The sentences that the page's script shows."""
    return {key: texts.say(language, key) for key in texts.keys("vi", "web-")}


def bubble_of(line: Line) -> dict[str, Any]:
    """A line as the browser's script takes it."""
    files = [
        {
            "id": file.id,
            "name": file.name or f"{file.id}",
            "kind": "image" if file.kind == "image" else "file",
            "size": file.size,
            "url": f"/file/{file.id}",
            "thumb": f"/file/{file.id}/small" if file.kind == "image" else None,
        }
        for file in line.files
        if file.sha256 is not None or not line.ours
    ]
    if "qr" in line.body:
        address = f"/qr/{line.body['qr']['code']}.png"
        files.append(
            {
                "id": 0,
                "name": f"qr-{line.body['qr']['code']}.png",
                "kind": "image",
                "size": 0,
                "url": address,
                "thumb": address,
            }
        )
    return {
        "id": f"{'m' if line.ours else 't'}{line.id}",
        "seq": line.seq,
        "who": "bot" if line.ours else "me",
        "at": line.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "title": line.body.get("title") or None,
        "text": line.body["text"],
        "buttons": [
            {"label": label, "to": to} if to else {"label": label, "url": url}
            for label, to, url in line.body.get("buttons", ())
        ],
        "files": files,
        "cid": line.event_id.partition(":")[2] or None,
    }


def _event(channel: int, chat_id: str, cid: str, said: dict[str, Any]) -> Event | None:
    known: dict[str, Any] = {}
    match said:
        case {"t": "say", "text": str(text)} if text.strip():
            known = {"text": text[:LONGEST_TEXT]}
        case {"t": "tap", "to": str(to)} if 0 < len(to) <= 64:
            label = said.get("label")
            known = {"to": to, "label": label[:100] if isinstance(label, str) else ""}
        case {"t": "start", "payload": str(payload)} if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload):
            known = {"start": payload}
        case _:
            return None
    return Event(channel, chat_id, f"{chat_id[:16]}:{cid}", **known)


async def _send(socket: web.WebSocketResponse, what: dict[str, Any]) -> None:
    with contextlib.suppress(ConnectionError, RuntimeError):
        await socket.send_str(json.dumps(what, ensure_ascii=False))


async def _bounded(read_chunk: Callable[[], Awaitable[bytes]], most: int) -> bytes | None:
    """All of a part, or None when it is larger than `most` bytes."""
    data = bytearray()
    while chunk := await read_chunk():
        data += chunk
        if len(data) > most:
            return None
    return bytes(data)


def _error(status: int, key: str) -> web.Response:
    return web.json_response({"error": texts.say("vi", key)}, status=status)
