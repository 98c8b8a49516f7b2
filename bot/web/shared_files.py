"""Signed short-lived addresses of files, for messengers that take a picture or a paper only as an address."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from itsdangerous import BadSignature, URLSafeTimedSerializer

from chat.messenger import Attachment
from documents.qr import qr_png
from storage import content, inbox
from storage.database import Database
from storage.files import FileStore

HOURS = 24
LARGEST_PICTURE = 1024 * 1024  # bytes; the Official Account takes no larger ones


@dataclass
class SharedFiles:
    """Makes the addresses and answers them. Whoever holds an address sees the file until it ends."""

    database: Database
    files: FileStore
    url: str
    secret: str
    page_url: str  # what comes before the code behind a QR code

    def routes(self) -> list[web.RouteDef]:
        return [web.get(r"/s/{signed:[A-Za-z0-9_.-]{10,300}}", self.file)]

    def url_of(self, attachment: Attachment) -> str:
        """The address of what is attached: a stored file, or a product's QR code (by its name)."""
        what = attachment.file_id if attachment.file_id is not None else attachment.name
        return f"{self.url}/s/{self._signer().dumps(what)}"

    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="shared-file")

    async def file(self, request: web.Request) -> web.Response:
        try:
            what = self._signer().loads(request.match_info["signed"], max_age=HOURS * 3600)
        except BadSignature:  # ended, or made by somebody else
            raise web.HTTPNotFound from None
        if isinstance(what, str):
            code = what.removeprefix("qr-").removesuffix(".png")
            picture = await asyncio.to_thread(qr_png, f"{self.page_url}{code}", caption=code)
            return web.Response(body=picture, content_type="image/png")
        async with self.database.read() as db:
            row = await inbox.file(db, int(what))
        if row is None or row.sha256 is None:
            raise web.HTTPNotFound
        try:
            data = await self.files.get(row.sha256)
        except FileNotFoundError:
            raise web.HTTPNotFound from None
        if row.kind == "image":
            return web.Response(body=await small_enough(data), content_type="image/jpeg")
        shown = row.mime == "application/pdf"
        suffix = re.sub(r"[^.A-Za-z0-9]", "", Path(row.name).suffix)[:6]
        return web.Response(
            body=data,
            content_type=row.mime if shown else "application/octet-stream",
            headers={
                "Content-Disposition": f'{"inline" if shown else "attachment"}; filename="ocop-{row.id}{suffix}"',
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "Cache-Control": "private, no-store",
            },
        )


async def small_enough(picture: bytes, largest: int = LARGEST_PICTURE) -> bytes:
    """The picture as a JPEG of at most `largest` bytes."""
    for width in (1600, 1200, 900, 600):
        small = await asyncio.to_thread(content.preview, picture, width)
        if len(small) <= largest:
            return small
    return small
