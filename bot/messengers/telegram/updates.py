"""What Telegram tells us, in the words of the conversation."""

import re
from typing import Any

import structlog
from aiogram import Bot
from aiogram.types import Message, Update
from pydantic import ValidationError

from bot.messengers.telegram.menus import COMMANDS
from chat.screen import Event, IncomingFile
from storage.origins import FromMessenger

log = structlog.get_logger()

WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
UNREADABLE = ("sticker", "voice", "video", "location")
ALSO = {"video_note": "video", "animation": "video", "audio": "voice", "venue": "location"}


def readable(bot: Bot, raw: Any) -> Update | None:
    """One update, decoded on its own; None, and its id in the log, when it is none that we know how to read."""
    try:
        return Update.model_validate(_storable(raw), context={"bot": bot})
    except (ValidationError, RecursionError):
        update_id = raw.get("update_id") if isinstance(raw, dict) else None
        log.error("telegram.unreadable", update_id=update_id if isinstance(update_id, int) else None)
        return None


def _storable(value: Any) -> Any:
    """The same without halves of signs and zero bytes, which no database takes."""
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
    if isinstance(value, dict):
        return {key: _storable(one) for key, one in value.items()}
    return [_storable(one) for one in value] if isinstance(value, list) else value


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
                FromMessenger({"file_id": largest.file_id, "size": largest.file_size or 0}),
                size=largest.file_size or 0,
                image=True,
                compressed=True,
            ),
        )
    if message.document is not None and message.animation is None:
        document = message.document
        remote = {"file_id": document.file_id, "size": document.file_size or 0}
        return (IncomingFile(FromMessenger(remote), name=document.file_name or "", size=document.file_size or 0),)
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
