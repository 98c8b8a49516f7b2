"""Files of the chat over HTTP: for whoever may see them now; a look at somebody else's is logged."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.web.chat.browsers import chat_id as chat_id_of_browser
from bot.web.chat.messenger import WebMessenger
from bot.web.downloads import disposition
from chat.errors import NotAllowed, NotFound
from services import files as service
from storage import content, origins, people, transcript
from storage.actors import Actor
from storage.database import Database
from storage.files import FileStore
from storage.tables import File

SHOWN = ("image/jpeg", "image/png", "image/webp", "application/pdf")  # by the browser itself; others are kept


class Files:
    """GET /file/ID, whole or small."""

    def __init__(
        self, database: Database, files: FileStore, messenger: WebMessenger, now: Callable[[], datetime]
    ) -> None:
        self.database = database
        self.files = files
        self.messenger = messenger
        self.now = now

    async def file(self, request: web.Request) -> web.Response:
        row, data = await self._file(request)
        shown = row.kind in ("image", "pdf") and row.mime in SHOWN
        return web.Response(
            body=data,
            content_type=row.mime if shown else "application/octet-stream",
            headers={
                "Content-Disposition": disposition("inline" if shown else "attachment", row.name),
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
        chat_id = chat_id_of_browser(request)
        async with self.database.read() as db:
            address = await transcript.address_of(db, self.messenger.channel, chat_id)
            person = await people.person(db, address.person_id) if address else None
            if person is None:
                raise web.HTTPNotFound
            actor = Actor(person, tuple(await people.grants(db, person.id)))
            try:
                look = await service.visible(db, actor, int(request.match_info["id"]))
            except (NotFound, NotAllowed):
                raise web.HTTPNotFound from None
            logged = await service.looked_lately(db, actor, look, self.now())
        if not logged:
            async with self.database.begin() as db:
                service.log_look(db, actor, look, self.now())
        sha256 = look.file.sha256 or origins.stored_as(look.file.origin)
        if not sha256:
            raise web.HTTPNotFound
        return look.file, await self.files.get(sha256)
