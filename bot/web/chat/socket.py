"""The socket of a browser: what the person says comes in, and every new line of their chat goes out."""

import asyncio
import contextlib
import json
import re
from typing import Any

from aiohttp import WSMsgType, web
from aiolimiter import AsyncLimiter

from bot.web.chat.browsers import chat_id as chat_id_of_browser
from bot.web.chat.bubbles import bubble_of
from bot.web.chat.messenger import WebMessenger
from chat.engine import LONGEST_TEXT, Engine
from chat.screen import Event
from locales import texts
from storage import transcript
from storage.database import Database
from storage.transcript import Line

POLL = 3.0  # seconds; another process may have delivered to this chat
CID = re.compile(r"[A-Za-z0-9-]{8,64}")


class Sockets:
    """The open sockets of all browsers."""

    def __init__(self, database: Database, engine: Engine, messenger: WebMessenger) -> None:
        self.database = database
        self.engine = engine
        self.messenger = messenger
        self._tasks: set[asyncio.Task[None]] = set()

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        chat_id = chat_id_of_browser(request)
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
        if kind not in ("say", "tap", "start") or not isinstance(cid, str) or not CID.fullmatch(cid):
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
        if after == 0 and not lines:
            self._greet(chat_id)

    def _greet(self, chat_id: str) -> None:
        """A chat in which nothing was said yet: the assistant speaks first, unless a link has spoken."""
        self._tasks = {task for task in self._tasks if not task.done()}
        self._tasks.add(asyncio.create_task(self._greet_later(chat_id)))

    async def _greet_later(self, chat_id: str) -> None:
        await asyncio.sleep(0.4)
        async with self.database.read() as db:
            address = await transcript.address_of(db, self.messenger.channel, chat_id)
            if address is not None and await transcript.newest(db, address.id):
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
