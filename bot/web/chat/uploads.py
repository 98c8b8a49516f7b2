"""Files that a browser sends into its chat: stored first, then announced like a messenger's."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import filetype
from aiohttp import BodyPartReader, web

from bot.web.chat.browsers import chat_id as chat_id_of_browser
from bot.web.chat.messenger import WebMessenger
from bot.web.chat.socket import CID
from chat.engine import Engine
from chat.limits import LARGEST_FILE, Limiters
from chat.screen import Event, IncomingFile
from locales import texts
from storage.files import FileStore
from storage.origins import Stored

UPLOADS_A_MINUTE = 40  # files from one browser
LONGEST_FIELD = 5000  # bytes


class Uploads:
    """POST /upload."""

    def __init__(self, files: FileStore, engine: Engine, messenger: WebMessenger) -> None:
        self.files = files
        self.engine = engine
        self.messenger = messenger
        self._at_once = asyncio.Semaphore(4)
        self._limiters = Limiters(UPLOADS_A_MINUTE, 60)

    async def upload(self, request: web.Request) -> web.Response:
        chat_id = chat_id_of_browser(request)
        if not await self._limiters.allows(chat_id):
            return _error(429, "web-too-fast")
        async with self._at_once:
            try:
                sent = await _read(request)
            except _Refused as refused:
                return _error(refused.status, refused.key)
            sha256 = await self.files.put(sent.data)
        await self.engine.handle(
            Event(
                self.messenger.channel,
                chat_id,
                f"{chat_id[:16]}:{sent.cid}",
                text=sent.caption,
                files=(
                    IncomingFile(
                        Stored(sha256),
                        name=sent.name,
                        size=len(sent.data),
                        image=bool(filetype.is_image(sent.data)),
                    ),
                ),
                group=sent.group,
            )
        )
        self.messenger.wake(chat_id)
        return web.json_response({"ok": True})


@dataclass(frozen=True, slots=True)
class _Sent:
    """One file with what was said about it. group: of those that were picked together."""

    data: bytes
    name: str
    cid: str
    caption: str
    group: str


class _Refused(Exception):
    """The form is not as our own page sends it, or holds too much."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status, self.key = status, key


async def _read(request: web.Request) -> _Sent:
    """The form of one file. Raises _Refused."""
    fields: dict[str, str] = {}
    data: bytes | None = None
    name = ""
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            raise _Refused(400, "web-refused")
        if part.name == "file":
            name = (part.filename or "")[:120]
            data = await _bounded(part.read_chunk, LARGEST_FILE)
            if data is None:
                raise _Refused(413, "file-too-large")
        else:
            value = await _bounded(part.read_chunk, LONGEST_FIELD)
            if value is None or len(fields) > 10:
                raise _Refused(400, "web-refused")
            fields[part.name or ""] = value.decode("utf-8", "replace")
    cid, group, count = fields.get("cid", ""), fields.get("group", ""), fields.get("count", "1")
    if data is None or not CID.fullmatch(cid) or (group and not CID.fullmatch(group)):
        raise _Refused(400, "web-refused")
    together = count.isdecimal() and int(count) > 1
    return _Sent(data, name, cid, fields.get("caption", "")[:1000], group if together else "")


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
