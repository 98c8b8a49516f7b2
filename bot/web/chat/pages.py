"""The web chat: each browser is its own person; messages come over a WebSocket, files by upload."""

import re
from collections.abc import Callable

from aiohttp import web

from bot.web.chat import browsers
from bot.web.chat.files import Files
from bot.web.chat.messenger import WebMessenger
from bot.web.chat.socket import Sockets
from bot.web.chat.uploads import Uploads
from chat.engine import LONGEST_TEXT, Engine
from chat.filing import AT_ONCE
from chat.limits import LARGEST_FILE
from locales import texts
from storage import people, transcript
from storage.database import Database
from storage.files import FileStore


class WebChat:
    """The page of the web chat, and what it calls."""

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
        self.messenger = messenger
        self.secure = secure
        self.render = render
        self.sockets = Sockets(database, engine, messenger)
        self.uploads = Uploads(files, engine, messenger)
        self.files = Files(database, files, messenger, engine.now)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.page),
            web.get("/ws", self.sockets.socket),
            web.post("/upload", self.uploads.upload),
            web.get(r"/file/{id:\d{1,18}}", self.files.file),
            web.get(r"/file/{id:\d{1,18}}/small", self.files.small),
        ]

    async def page(self, request: web.Request) -> web.Response:
        token = browsers.token_of(request)
        language = await self._language(token) if token else "vi"
        start = request.query.get("start", "")
        config = {
            "start": start if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start) else None,
            "texts": page_texts(language),
            "limits": {"file_bytes": LARGEST_FILE, "files": AT_ONCE, "text": LONGEST_TEXT},
        }
        response = self.render("chat.html", language, config=config)
        if not token:
            browsers.remember(response, secure=self.secure)
        response.headers["Cache-Control"] = "no-store"
        return response

    async def _language(self, token: str) -> str:
        async with self.database.read() as db:
            address = await transcript.address_of(db, self.messenger.channel, browsers.chat_id_of(token))
            person = await people.person(db, address.person_id) if address else None
        return person.language if person else "vi"


def page_texts(language: str) -> dict[str, str]:
    """The sentences that the page's script shows."""
    return {key: texts.say(language, key) for key in texts.keys("vi", "web-")}
