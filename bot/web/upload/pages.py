"""The one-time page on which a person sends files for one paper: resumable, by the tus 1.0.0 protocol.

Core, creation, expiration and checksum of tus.io/protocols/resumable-upload; the page's own script and any public
tus client speak it.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

import filetype
import structlog
from aiohttp import ClientPayloadError, web

from chat import faults
from chat.engine import Engine
from chat.limits import LARGEST_FILE, Limiters
from chat.screen import Event, IncomingFile
from locales import texts
from locales.text import nfc
from services import permits
from storage import people, products, uploads
from storage.actors import Actor
from storage.database import Database
from storage.files import FileStore
from storage.origins import Stored
from storage.tables import Address, UploadedFile, UploadLink

log = structlog.get_logger()

COOKIE = "ocop_upload"
TOKEN = r"{token:[A-Za-z0-9_-]{24}}"  # noqa: S105  a pattern, not a secret
KEY = r"{key:[A-Za-z0-9_-]{24}}"
LARGEST_CHUNK = 1024 * 1024  # bytes
WORTH_KEEPING = 32 * 1024  # bytes of a chunk whose connection broke
TUS = {
    "Tus-Resumable": "1.0.0",
    "Tus-Version": "1.0.0",
    "Tus-Extension": "creation,expiration,checksum",
    "Tus-Checksum-Algorithm": "sha256",
    "Tus-Max-Size": str(LARGEST_FILE),
}
LOOKS_A_MINUTE = 120  # by one address, so that tokens cannot be guessed


class _Not(Exception):
    """The page, or what was sent to it, is refused; the sentence is `upload-KEY`."""

    def __init__(self, status: int, key: str, language: str = "vi", **headers: str) -> None:
        super().__init__(key)
        self.status, self.key, self.language, self.headers = status, key, language, headers


@dataclass
class UploadPages:
    """Pages at /u/TOKEN and the uploads beneath them."""

    database: Database
    files: FileStore
    engine: Engine
    now: Callable[[], datetime]
    render: Callable[..., web.Response]
    secure: bool
    _limiters: Limiters = field(default_factory=lambda: Limiters(LOOKS_A_MINUTE, 60))

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(f"/u/{TOKEN}", self.page),
            web.get(r"/u/{token:[^/]{1,100}}", self.unknown),
            web.options(f"/u/{TOKEN}/files", self.options),
            web.post(f"/u/{TOKEN}/files", self.create),
            web.head(f"/u/{TOKEN}/files/{KEY}", self.offset),
            web.patch(f"/u/{TOKEN}/files/{KEY}", self.append),
            web.post(f"/u/{TOKEN}/done", self.done),
        ]

    # -- the page

    async def page(self, request: web.Request) -> web.Response:
        """Looking claims nothing: messengers fetch links for a preview."""
        try:
            link, language = await self._link(request)
        except _Not as refused:
            return self._sentence(refused)
        async with self.database.read() as db:
            product = await products.product(db, link.product_id)
        config = {
            "texts": {key: texts.say(language, key) for key in texts.keys(language, "upload-js-")},
            "largest": LARGEST_FILE,
            "chunk": LARGEST_CHUNK,
        }
        paper = texts.say(language, f"paper-{link.paper}")
        response = self.render("upload.html", language, config=config, paper=paper, product=product)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    async def unknown(self, request: web.Request) -> web.Response:
        return self._sentence(_Not(404, "unknown"))

    def _sentence(self, refused: _Not) -> web.Response:
        title = texts.say(refused.language, "upload-title")
        text = texts.say(refused.language, f"upload-{refused.key}")
        response = self.render("error.html", refused.language, status=refused.status, title=title, text=text)
        response.headers["Cache-Control"] = "no-store"
        return response

    async def _link(self, request: web.Request, *, claiming: bool = False) -> tuple[UploadLink, str]:
        """The link and its person's language, if this browser may use it now. Raises _Not."""
        await self._slowly(request)
        now, mine = self.now(), request.cookies.get(COOKIE, "")
        async with self.database.read() as db:
            link = await uploads.link(db, request.match_info["token"])
            person = await people.person(db, link.person_id) if link else None
            product = await products.product(db, link.product_id) if link else None
            allowed = product is not None and person is not None and link is not None
            if person is not None and link is not None and product is not None:
                place = await people.place(db, link.person_id)
                roles = tuple(await people.grants(db, link.person_id))
                allowed = await permits.speaks(db, Actor(person, roles, acting_for=place.acting_for), product)
        if link is None or person is None:
            raise _Not(404, "unknown")
        language = person.language
        if link.closed_at is not None:
            raise _Not(410, "used", language)
        if link.expires_at <= now:
            raise _Not(410, "expired", language)
        if not allowed:
            raise _Not(403, "not-allowed", language)
        if link.holder is not None and not uploads.holds(link, mine):
            raise _Not(403, "foreign", language)
        return link, language

    async def _slowly(self, request: web.Request) -> None:
        # Chunks of one file are many: only what names no file of ours yet is counted.
        if "key" not in request.match_info and not await self._limiters.allows(request.remote or ""):
            raise _Not(429, "too-fast")

    # -- tus

    async def options(self, _request: web.Request) -> web.Response:
        return web.Response(status=204, headers=TUS)

    async def create(self, request: web.Request) -> web.Response:
        """A file is announced; the first announcement makes the page this browser's."""
        try:
            link, language = await self._link(request, claiming=True)
            self._version(request)
            size = _number(request.headers.get("Upload-Length"))
            if size is None or size == 0:
                raise _Not(400, "empty", language)
            if size > LARGEST_FILE:
                raise _Not(413, "too-large", language)
            mine = request.cookies.get(COOKIE, "")
            holder = mine if re.fullmatch(r"[A-Za-z0-9_-]{20,60}", mine) else secrets.token_urlsafe(24)
            name = _file_name(request.headers.get("Upload-Metadata", ""))
            async with self.database.begin() as db:
                if not await uploads.claim(db, link.id, holder):
                    raise _Not(403, "foreign", language)
                made = await uploads.new_file(db, link.id, name, size, self.now())
            if made is None:
                raise _Not(409, "too-many", language)
        except _Not as refused:
            return _refusal(refused)
        response = web.Response(status=201, headers={**TUS, "Location": f"{request.path}/{made.key}"})
        response.headers["Upload-Expires"] = format_datetime(link.expires_at, usegmt=False)
        response.set_cookie(
            COOKIE, holder, path="/u/", max_age=uploads.HOURS * 3600, httponly=True, samesite="Lax", secure=self.secure
        )
        return response

    async def _file(self, request: web.Request) -> tuple[UploadLink, UploadedFile, str]:
        link, language = await self._link(request)
        self._version(request)
        async with self.database.read() as db:
            row = await uploads.file(db, link.id, request.match_info["key"])
        if row is None or not uploads.holds(link, request.cookies.get(COOKIE, "")):
            raise _Not(404, "unknown", language)
        return link, row, language

    def _version(self, request: web.Request) -> None:
        if request.headers.get("Tus-Resumable") != "1.0.0":
            raise _Not(412, "unknown")

    async def offset(self, request: web.Request) -> web.Response:
        """How much is here; what was whole when the program died is finished now."""
        try:
            link, row, _language = await self._file(request)
            await self._finish(link, row)
        except _Not as refused:
            return _refusal(refused)
        headers = {"Upload-Offset": str(row.received), "Upload-Length": str(row.size), "Cache-Control": "no-store"}
        return web.Response(headers={**TUS, **headers})

    async def append(self, request: web.Request) -> web.Response:
        """The next bytes. Of two that come at once one is kept; a broken connection keeps what is worth it."""
        try:
            link, row, language = await self._file(request)
            if request.content_type != "application/offset+octet-stream":
                raise _Not(415, "unknown", language)
            start = _number(request.headers.get("Upload-Offset"))
            if start != row.received or row.done_at is not None:
                raise _Not(409, "offset", language, **{"Upload-Offset": str(row.received)})
            data, whole = await _chunk(request, min(LARGEST_CHUNK, row.size - start))
            if data is None:
                raise _Not(413, "too-large", language)
            if whole and not _right_sum(request.headers.get("Upload-Checksum"), data):
                raise _Not(460, "offset", language)
            if data and (whole or len(data) >= WORTH_KEEPING):
                async with self.database.begin() as db:
                    kept = await uploads.add_part(db, row.id, start, data)
                if not kept:
                    async with self.database.read() as db:
                        now_there = await uploads.file(db, link.id, row.key)
                    received = str(now_there.received if now_there else 0)
                    raise _Not(409, "offset", language, **{"Upload-Offset": received})
                row.received = start + len(data)
            await self._finish(link, row)
        except _Not as refused:
            return _refusal(refused)
        return web.Response(status=204, headers={**TUS, "Upload-Offset": str(row.received)})

    async def _finish(self, link: UploadLink, row: UploadedFile) -> None:
        """The whole is here: stored, said to the conversation, and its parts dropped. Safe to repeat at any point."""
        if row.received != row.size or row.done_at is not None:
            return
        async with self.database.read() as db:
            data = await uploads.whole(db, row.id)
            address = await db.get(Address, link.address_id)
        if len(data) != row.size or address is None:
            return  # somebody else has just finished it
        sha256 = await self.files.put(data)
        faults.reached("upload.stored")
        await self.engine.handle(
            Event(
                address.channel_id,
                address.chat_id,
                f"upload-{row.key}",
                files=(
                    IncomingFile(Stored(sha256), name=row.name, size=row.size, image=bool(filetype.is_image(data))),
                ),
                group=f"upload-{link.id}",
                at=f"product/{link.product_id}/paper/{link.paper}",
            )
        )
        faults.reached("upload.handled")
        async with self.database.begin() as db:
            await uploads.finish(db, row.id, self.now())

    async def done(self, request: web.Request) -> web.Response:
        """The person has sent everything: the link is used up."""
        try:
            link, _language = await self._link(request)
            if not uploads.holds(link, request.cookies.get(COOKIE, "")):
                raise _Not(403, "foreign", _language)
        except _Not as refused:
            return _refusal(refused)
        async with self.database.begin() as db:
            await uploads.close(db, link.id, self.now())
        return web.json_response({"ok": True})


def _refusal(refused: _Not) -> web.Response:
    words = texts.say(refused.language, f"upload-{refused.key}")
    return web.json_response({"error": words}, status=refused.status, headers={**TUS, **refused.headers})


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,12}", text) else None


def _file_name(metadata: str) -> str:
    """The name in tus metadata ("filename BASE64, …"), without folders and signs that name nothing."""
    for one in metadata[:2000].split(","):
        key, _, value = one.strip().partition(" ")
        if key in ("filename", "name"):
            try:
                name = nfc(base64.b64decode(value, validate=True).decode("utf-8"))
            except (binascii.Error, UnicodeDecodeError):
                return ""
            return re.sub(r"[\x00-\x1f]", "", re.split(r"[/\\]", name)[-1])[-120:]
    return ""


async def _chunk(request: web.Request, most: int) -> tuple[bytes | None, bool]:
    """(the bytes, whether all of them came); None when there are more than `most`."""
    if (request.content_length or 0) > most:
        return None, False
    data = bytearray()
    try:
        async for piece in request.content.iter_chunked(64 * 1024):
            data += piece
            if len(data) > most:
                return None, False
    except (ClientPayloadError, ConnectionError):
        return bytes(data), False
    return bytes(data), request.content_length is None or len(data) == request.content_length


def _right_sum(header: str | None, data: bytes) -> bool:
    """tus checksum extension: "sha256 BASE64"; nothing said is right."""
    if header is None:
        return True
    kind, _, given = header.partition(" ")
    right = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return kind == "sha256" and hmac.compare_digest(given.encode(), right.encode())
