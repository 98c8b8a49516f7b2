"""One message to somebody: as a consultation message (v3, or v2 where only that is open) or as an approved template."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import aiohttp

from bot.messengers.partial_sends import PartialSends
from bot.messengers.zalo import render
from bot.messengers.zalo_oa.api import OaApi
from bot.messengers.zalo_oa.errors import NotForThisKind
from bot.messengers.zalo_oa.settings import Template
from bot.web.shared_files import SharedFiles, small_enough
from chat.message import MessageBody
from chat.messenger import Attachment, Outgoing
from locales import texts
from services.alarms import tell_administrators
from storage import channels

LARGEST_FILE = 5 * 1024 * 1024  # bytes, going out
FILE_KINDS = (".pdf", ".doc", ".docx", ".csv")
LARGEST_PNG = 1_000_000  # bytes
LONGEST_VALUE = 400  # characters of one field of a template
PATHS = {"v3": "/v3.0/oa/message/cs", "v2": "/v2.0/oa/message"}  # which is open to an account is learnt


class Messages:
    """Sends the messages of one account. channel: set at the start."""

    def __init__(self, api: OaApi, *, templates: Mapping[str, Template], shared: SharedFiles, public_url: str) -> None:
        self.api = api
        self.templates = templates
        self.shared = shared
        self.public_url = public_url
        self.channel = 0
        self._version = ""
        self._parts = PartialSends()

    async def consultation(self, chat_id: str, message: Outgoing) -> str:
        """Pictures, files, text with buttons, the question for a number; returns Zalo's id of the last."""
        body = message.body
        calls: list[Callable[[], Awaitable[str]]] = []
        links = []
        for file in message.attachments:
            if file.image:
                calls.append(partial(self._image, chat_id, file))
            elif len(file.data) <= LARGEST_FILE and file.name.lower().endswith(FILE_KINDS):
                calls.append(partial(self._file, chat_id, file))
            else:
                label = texts.say(body.language, "shared-file", name=file.name)
                links.append((label, self.shared.url_of(file)))
        pieces = render.texts_of(body, links)
        buttons = render.buttons(body)
        for number, piece in enumerate(pieces, 1):
            content: dict[str, Any] = {"text": piece}
            if buttons and number == len(pieces):
                content["attachment"] = {"type": "template", "payload": {"buttons": buttons}}
            calls.append(partial(self._consult, chat_id, content))
        if body.contact:
            calls.append(partial(self._consult, chat_id, self._asking_for_phone(body)))
        return await self._parts.send(message.message_id, calls)

    async def template(self, chat_id: str, message: Outgoing) -> str:
        """The template of this kind of notice, filled with its facts. A blank parameter counts as missing."""
        template = self.templates[message.body.kind]
        facts = message.body.facts
        values = {name: str(facts.get(fact, ""))[:LONGEST_VALUE] for name, fact in template.data.items()}
        data = {name: value if value.strip() else "–" for name, value in values.items()}
        sent = await self.api.call(
            "/v3.0/oa/message/template",
            json={"user_id": chat_id, "template_id": template.id, "template_data": data},
        )
        return str(sent.get("message_id", ""))

    async def _consult(self, chat_id: str, content: dict[str, Any]) -> str:
        """By the version that this account is known to take; a state body's may take only the other one."""
        known = await self._known_version()
        for version in sorted(PATHS, key=lambda one: one != known):
            given: dict[str, Any] | None = content if version == "v3" else as_v2(content)
            if given is None:
                return ""
            try:
                data = await self.api.call(PATHS[version], json={"recipient": {"user_id": chat_id}, "message": given})
            except NotForThisKind:
                continue
            if version != known:
                await self._remember(version)
            return str(data.get("message_id", ""))
        await tell_administrators(self.api.tokens.database, self.api.tokens.now(), "zalo-kind")
        raise NotForThisKind("neither v3 nor v2 is open to this account")

    async def _known_version(self) -> str:
        if not self._version:
            async with self.api.tokens.database.read() as db:
                channel = await channels.channel(db, self.channel)
            self._version = str(channel.facts.get("messages", "v3")) if channel else "v3"
        return self._version

    async def _remember(self, version: str) -> None:
        async with self.api.tokens.database.begin() as db:
            await channels.remember(db, self.channel, messages=version)
        self._version = version

    def _asking_for_phone(self, body: MessageBody) -> dict[str, Any]:
        element = {
            "title": str(body.contact)[:100],
            "subtitle": texts.say(body.language, "zalo-share-phone")[:500],
            "image_url": f"{self.public_url}/static/share-phone.png",
        }
        payload = {"template_type": "request_user_info", "elements": [element]}
        return {"attachment": {"type": "template", "payload": payload}}

    async def _image(self, chat_id: str, file: Attachment) -> str:
        whole = file.data if len(file.data) < LARGEST_PNG and file.data.startswith(b"\x89PNG\r\n") else None
        picture = whole or await small_enough(file.data)
        uploaded = await self._upload("image", picture, "anh.png" if whole else "anh.jpg")
        element = {"media_type": "image", "attachment_id": uploaded["attachment_id"]}
        payload = {"template_type": "media", "elements": [element]}
        return await self._consult(chat_id, {"attachment": {"type": "template", "payload": payload}})

    async def _file(self, chat_id: str, file: Attachment) -> str:
        uploaded = await self._upload("file", file.data, file.name)
        return await self._consult(chat_id, {"attachment": {"type": "file", "payload": {"token": uploaded["token"]}}})

    async def _upload(self, kind: str, data: bytes, name: str) -> dict[str, Any]:
        def form() -> aiohttp.FormData:
            made = aiohttp.FormData()
            made.add_field("file", data, filename=name)
            return made

        return await self.api.call(f"/v2.0/oa/upload/{kind}", form=form)


def as_v2(content: dict[str, Any]) -> dict[str, Any] | None:
    """A message as v2 takes it: text (the choices stand in it, numbered), picture or file; None: not at all."""
    if "text" in content:
        return {"text": content["text"]}
    form = content["attachment"]["payload"].get("template_type")
    return None if form == "request_user_info" else content
