"""Telegram: updates in, messages out. aiogram is the client; our own loop holds the offset until the commit.

Limits and errors: core.telegram.org/bots/api (20 MB a download, 50 MB a document, 10 MB a photo; 429 carries
retry_after).
"""

import asyncio
import contextlib
import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendDocument, SendMediaGroup, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    Update,
)
from aiohttp import ClientConnectorError, web

from bot.messengers.partial_sends import Parts
from bot.messengers.telegram import render
from chat.engine import Engine
from chat.message import MessageBody
from chat.messenger import (
    Attachment,
    Blocked,
    FileGone,
    FileTooLarge,
    Outcome,
    OutcomeUnknown,
    Outgoing,
    RateLimited,
    Reach,
    Rejected,
    SendError,
    Sent,
    Unreachable,
)
from chat.screen import Event, IncomingFile
from locales import texts
from storage import people

log = structlog.get_logger()

NAME = "telegram"
UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
LARGEST_DOWNLOAD = 20 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
MOST_UPLOADED = 500
WEBHOOK = "/telegram/webhook"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Commands are addresses with a short name; their descriptions are `command-NAME` in locales.
COMMANDS = {
    "menu": "home",
    "next": "next",
    "status": "status",
    "products": "products",
    "qr": "qr",
    "desk": "desk",
    "scoring": "scoring",
    "find": "find",
    "counts": "counts",
    "help": "help",
    "language": "language",
}
FOR_EVERYBODY = ("menu", "next", "status", "products", "qr", "help", "language")
UNREADABLE = ("sticker", "voice", "video", "location")
ALSO = {"video_note": "video", "animation": "video", "audio": "voice", "venue": "location"}


class Telegram:
    """The adapter. `open` before use; `listen` begins to take updates, by webhook when there is a public address."""

    name = NAME
    channel = 0  # set at the start
    edits = True

    def __init__(self, token: str, *, api: str, public_url: str = "", secret: str = "", rate: float = 30) -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(api))
        self.bot = Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
        self.account = token.partition(":")[0]  # the bot's id
        self.rate = rate
        self.public_url = public_url
        # Without a secret of the operator's choice one that only we and Telegram can know.
        self.secret = secret or hashlib.sha256(f"webhook:{token}".encode()).hexdigest()
        self.link = ""
        self._polling: asyncio.Task[None] | None = None
        self._stopping = False
        self._tasks: set[asyncio.Task[Any]] = set()
        self._parts = Parts()
        self._menus: dict[str, tuple[str, ...]] = {}
        self._uploaded: dict[int, str] = {}  # our id of a file → Telegram's: its bytes travel once

    async def open(self) -> None:
        """Ask Telegram who we are, patiently: the assistant starts without it too."""
        with contextlib.suppress(TelegramAPIError, asyncio.TimeoutError):
            me = await self.bot.get_me(request_timeout=10)
            self.link = f"https://t.me/{me.username}?start="

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self.bot.session.close()

    # -- updates in

    async def listen(self, engine: Engine) -> None:
        self._spawn(self._introduce())
        if self.public_url:
            self._spawn(self._set_webhook())
        else:
            self._polling = asyncio.create_task(self._poll(engine))

    async def stop_listening(self) -> None:
        self._stopping = True
        if self._polling is not None:
            self._polling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._polling

    async def _introduce(self) -> None:
        for language in texts.LANGUAGES:
            commands = [
                BotCommand(command=name, description=texts.say(language, f"command-{name}")) for name in FOR_EVERYBODY
            ]
            with contextlib.suppress(TelegramAPIError):
                await self.bot.set_my_commands(commands, language_code=None if language == "vi" else language)

    async def _set_webhook(self) -> None:
        wait = 1.0
        while True:
            try:
                await self.bot.set_webhook(
                    f"{self.public_url}{WEBHOOK}", secret_token=self.secret, allowed_updates=UPDATES, max_connections=20
                )
                return
            except TelegramAPIError as error:
                log.error("telegram.webhook", error=str(error))
                await asyncio.sleep(wait)
                wait = min(wait * 2, 300)

    async def _poll(self, engine: Engine) -> None:
        """Long polling. The offset moves on only after the commit, so a crash loses no update."""
        offset: int | None = None
        wait = 1.0
        with contextlib.suppress(TelegramAPIError):
            await self.bot.delete_webhook()
        while not self._stopping:
            try:
                updates = await self.bot.get_updates(
                    offset=offset, timeout=25, allowed_updates=UPDATES, request_timeout=40
                )
                for update in updates:
                    await self.take(engine, update)
                    offset = update.update_id + 1
                wait = 1.0
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
            except Exception as error:
                # Telegram or the database is away. What was not confirmed comes again.
                log.warning("telegram.polling", error=repr(error))
                await asyncio.sleep(wait)
                wait = min(wait * 2, 30)

    def webhook_routes(self, engine: Engine) -> list[web.RouteDef]:
        async def receive(request: web.Request) -> web.Response:
            given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
            if not hmac.compare_digest(given.encode(), self.secret.encode()):
                return web.Response(status=403)
            if (request.content_length or 0) > 1024 * 1024:
                return web.Response(status=413)
            try:
                update = Update.model_validate_json(await request.read(), context={"bot": self.bot})
            except ValueError:
                return web.Response()  # an update we cannot read will not become readable: do not ask for it again
            await self.take(engine, update)
            return web.Response()

        return [web.post(WEBHOOK, receive)]

    async def take(self, engine: Engine, update: Update) -> None:
        """Handle one update; when this returns its effects are committed."""
        if update.callback_query is not None:
            self._spawn(self._answer_tap(update.callback_query.id))
        if update.my_chat_member is not None:
            await self._membership(engine, update.my_chat_member)
            return
        message = update.message or update.edited_message
        if message is not None and message.chat.type != "private":
            if message.text and message.text.startswith("/"):
                self._spawn(
                    self._refuse_group(message.chat.id, message.from_user.language_code if message.from_user else None)
                )
            return
        event = event_of(self.channel, update)
        if event is not None:
            await engine.handle(event)

    async def _answer_tap(self, query_id: str) -> None:
        with contextlib.suppress(TelegramAPIError):  # too old: the person no longer waits for it
            await self.bot.answer_callback_query(query_id)

    async def _membership(self, engine: Engine, change: ChatMemberUpdated) -> None:
        status = change.new_chat_member.status
        if change.chat.type == "private":
            async with engine.database.begin() as db:
                await people.address_state(
                    db, self.channel, str(change.chat.id), "blocked" if status in ("kicked", "left") else "open"
                )
        elif status in ("member", "administrator"):
            await self._refuse_group(change.chat.id, change.from_user.language_code)

    async def _refuse_group(self, chat_id: int, language: str | None) -> None:
        """Dossiers hold personal papers: a group is no place for them."""
        with contextlib.suppress(TelegramAPIError):
            say = texts.say("en" if (language or "").startswith("en") else "vi", "group-refused")
            await self.bot.send_message(chat_id, f"{say} {self.link.removesuffix('?start=')}".strip())
            await self.bot.leave_chat(chat_id)

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- files in

    def reach(self, seen_at: datetime, now: datetime, kind: str) -> Reach:
        return Reach.FREE

    def heard(self) -> datetime | None:
        return None

    def price(self, reach: Reach, kind: str) -> int:
        return 0

    async def fetch(self, remote: dict[str, Any]) -> bytes:
        if int(remote.get("size") or 0) > LARGEST_DOWNLOAD:
            raise FileTooLarge
        try:
            file = await self.bot.get_file(str(remote["file_id"]))
            if file.file_path is None:
                raise FileGone
            target = BytesIO()
            await self.bot.download_file(file.file_path, target, timeout=120)
        except TelegramBadRequest as error:
            raise (FileTooLarge if "too big" in str(error) else FileGone)(str(error)) from None
        except (TimeoutError, TelegramAPIError, OSError) as error:
            if getattr(error, "status", None) == 404:
                raise FileGone from None
            raise Unreachable(repr(error)) from None
        return target.getvalue()

    # -- messages out

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        try:
            return Sent(await self._deliver(chat_id, message))
        except SendError as error:
            return error

    async def _deliver(self, chat_id: str, message: Outgoing) -> str:
        try:
            ref = await self._send(int(chat_id), message)
        except TelegramRetryAfter as error:
            raise RateLimited(error.retry_after) from None
        except TelegramForbiddenError as error:
            raise Blocked(str(error)) from None
        except TelegramBadRequest as error:
            if "chat not found" in str(error):
                raise Blocked(str(error)) from None
            if "file identifier" in str(error):
                self._uploaded.clear()
                raise Unreachable(str(error)) from None
            raise Rejected(str(error)) from None
        except (TelegramServerError, TelegramUnauthorizedError) as error:
            raise Unreachable(str(error)) from None
        except TelegramNetworkError as error:
            cause = error.__cause__ or error.__context__
            raise (Unreachable if isinstance(cause, ClientConnectorError) else OutcomeUnknown)(str(error)) from None
        except TelegramAPIError as error:
            raise Rejected(str(error)) from None
        return ref

    async def _send(self, chat_id: int, message: Outgoing) -> str:
        body = message.body
        markup = _markup(body)
        await self._menu(chat_id, body)
        if message.edit_ref and not message.attachments and not body.contact:
            pieces = render.parts(body)
            if len(pieces) == 1:
                edited = await self._edit(chat_id, message.edit_ref, pieces[0], markup)
                if edited or body.only_edit:
                    return edited
        calls: list[tuple[TelegramMethod[Any], list[Attachment]]] = []
        shown = list(message.attachments)
        one = len(shown) == 1 and render.visible_length(body) <= render.LONGEST_CAPTION
        if one:
            caption = render.parts(body, render.LONGEST_CAPTION)[0]
            calls.append((self._file_call(chat_id, shown[0], caption=caption, markup=markup), shown))
        else:
            calls += self._album_calls(chat_id, shown)
            pieces = render.parts(body)
            calls += [(self._text_call(chat_id, piece, None), []) for piece in pieces[:-1]]
            calls.append((self._text_call(chat_id, pieces[-1], markup), []))
        return await self._parts.send(message.message_id, [partial(self._call, *call) for call in calls])

    async def _call(self, call: TelegramMethod[Any], files: Sequence[Attachment]) -> str:
        answer = await self.bot(call)
        messages: list[Message] = answer if isinstance(answer, list) else [answer]
        for file, message in zip(files, messages, strict=False):
            known = message.photo[-1] if message.photo else message.document
            if file.file_id is not None and known is not None:
                self._uploaded[file.file_id] = known.file_id
        while len(self._uploaded) > MOST_UPLOADED:
            self._uploaded.pop(next(iter(self._uploaded)))
        return str(messages[-1].message_id)

    def _media(self, file: Attachment) -> str | BufferedInputFile:
        known = self._uploaded.get(file.file_id) if file.file_id is not None else None
        return known or BufferedInputFile(file.data, filename=file.name)

    def _file_call(
        self, chat_id: int, file: Attachment, *, caption: str | None = None, markup: Any = None
    ) -> TelegramMethod[Any]:
        common: dict[str, Any] = {"chat_id": chat_id, "caption": caption, "parse_mode": "HTML", "reply_markup": markup}
        if _as_photo(file):
            return SendPhoto(photo=self._media(file), **common)
        return SendDocument(document=self._media(file), **common)

    def _album_calls(self, chat_id: int, files: list[Attachment]) -> list[tuple[TelegramMethod[Any], list[Attachment]]]:
        """Albums of two to ten of one kind; a single one on its own."""
        calls: list[tuple[TelegramMethod[Any], list[Attachment]]] = []
        for photos in (True, False):
            same = [file for file in files if _as_photo(file) is photos]
            for start in range(0, len(same), 10):
                some = same[start : start + 10]
                if len(some) == 1:
                    calls.append((self._file_call(chat_id, some[0]), some))
                    continue
                kind = InputMediaPhoto if photos else InputMediaDocument
                media: list[Any] = [kind(media=self._media(file)) for file in some]
                calls.append((SendMediaGroup(chat_id=chat_id, media=media), some))
        return calls

    def _text_call(self, chat_id: int, text: str, markup: Any) -> TelegramMethod[Any]:
        return SendMessage(
            chat_id=chat_id,
            text=text,
            parse_mode="HTML",
            reply_markup=markup,
            link_preview_options=NO_PREVIEW,
        )

    async def _edit(self, chat_id: int, ref: str, text: str, markup: Any) -> str:
        try:
            await self.bot.edit_message_text(
                text,
                chat_id=chat_id,
                message_id=int(ref),
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
            )
        except TelegramBadRequest as error:
            return ref if "not modified" in str(error) else ""  # gone, too old, or a picture: sent anew
        return ref

    async def _menu(self, chat_id: int, body: MessageBody) -> None:
        """The commands beside the text field, when a screen says which this person may use."""
        wanted = tuple(name for name in COMMANDS if name in FOR_EVERYBODY or COMMANDS[name] in (body.menu or ()))
        if body.menu is None or self._menus.get(str(chat_id)) == wanted:
            return
        language = body.language
        commands = [BotCommand(command=name, description=texts.say(language, f"command-{name}")) for name in wanted]
        with contextlib.suppress(TelegramAPIError):
            await self.bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=chat_id))
            self._menus[str(chat_id)] = wanted


def event_of(channel: int, update: Update) -> Event | None:
    """An update in the words of the conversation; None when it is nobody's message."""
    if update.callback_query is not None:
        query = update.callback_query
        return Event(
            channel,
            str(query.from_user.id),
            str(update.update_id),
            to=query.data or "home",
            label=_label(query.message, query.data),
            name=query.from_user.full_name,
            language=_language(query.from_user.language_code),
            ref=str(query.message.message_id) if query.message is not None else "",
        )
    message = update.message or update.edited_message
    if message is None or message.from_user is None:
        return None
    known: dict[str, Any] = {
        "name": message.from_user.full_name,
        "language": _language(message.from_user.language_code),
    }
    what = {"other": "edited"} if update.edited_message is not None else _content(message)
    return Event(channel, str(message.chat.id), str(update.update_id), **known, **what)


def _content(message: Message) -> dict[str, Any]:
    files = _files(message)
    if files:
        return {"files": files, "group": message.media_group_id or "", "text": message.caption or ""}
    if message.contact is not None:
        if message.from_user is None or message.contact.user_id != message.from_user.id:
            return {"other": "contact"}
        return {"phone": message.contact.phone_number, "phone_own": True}
    if message.text:
        return _words(message.text)
    for kind in UNREADABLE:
        if getattr(message, kind) is not None:
            return {"other": kind}
    return {"other": next((known for kind, known in ALSO.items() if getattr(message, kind, None) is not None), "other")}


def _words(text: str) -> dict[str, Any]:
    command = re.fullmatch(r"/(\w+)(?:@\w+)?(?:\s+(.*))?", text, re.DOTALL)
    if command is None:
        return {"text": text}
    name, rest = command[1].lower(), (command[2] or "").strip()
    if name == "start":
        return {"start": rest if re.fullmatch(r"[A-Za-z0-9_-]{0,64}", rest) else ""}
    if name in COMMANDS:
        return {"to": COMMANDS[name], "label": text[:100]}
    return {"text": text.removeprefix("/")}


def _files(message: Message) -> tuple[IncomingFile, ...]:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return (
            IncomingFile(
                {"file_id": largest.file_id, "size": largest.file_size or 0},
                size=largest.file_size or 0,
                image=True,
                compressed=True,
            ),
        )
    if message.document is not None and message.animation is None:
        document = message.document
        remote = {"file_id": document.file_id, "size": document.file_size or 0}
        return (IncomingFile(remote, name=document.file_name or "", size=document.file_size or 0),)
    return ()


def _label(message: Any, data: str | None) -> str:
    markup = getattr(message, "reply_markup", None)
    for row in markup.inline_keyboard if markup is not None else ():
        for button in row:
            if button.callback_data == data:
                return str(button.text)
    return ""


def _language(code: str | None) -> str:
    return "en" if (code or "").startswith("en") else "vi"


def _markup(body: MessageBody) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    if body.contact:
        rows = [[KeyboardButton(text=body.contact, request_contact=True)]]
        rows += [[KeyboardButton(text=label)] for label in render.reply_rows(body)]
        return ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, one_time_keyboard=True)
    rows_of_buttons = [[InlineKeyboardButton.model_validate(button) for button in row] for row in render.keyboard(body)]
    return InlineKeyboardMarkup(inline_keyboard=rows_of_buttons) if rows_of_buttons else None


def _as_photo(file: Attachment) -> bool:
    # A QR code or a large original would be spoilt by Telegram's compression: it goes as a file.
    return file.image and file.file_id is not None and len(file.data) <= LARGEST_PHOTO


async def who_am_i(token: str, api: str) -> str:
    """The bot's user name, asked of Telegram now."""
    telegram = Telegram(token, api=api)
    try:
        return str((await telegram.bot.get_me(request_timeout=10)).username)
    finally:
        await telegram.close()
