"""Events of the Official Account: whether Zalo signed them, and what they are in the words of the conversation."""

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any

from bot.messengers.zalo import render
from bot.messengers.zalo.inbound import clean_text
from chat.screen import Event, IncomingFile
from storage.origins import FromMessenger

OTHER = {"sticker": "sticker", "gif": "sticker", "audio": "voice", "video": "video", "location": "location"}
FILES = ("image", "file", "audio")  # a voice message is a file as well


def signed(app_id: str, secret: str, event: dict[str, Any], body: bytes, signature: str) -> bool:
    """Whether Zalo signed it: sha256(app id + raw body + timestamp + OA secret key), with or without "mac="."""
    if not isinstance(event.get("timestamp"), str):
        return False
    mac = hashlib.sha256(app_id.encode() + body + clean_text(event["timestamp"]).encode() + secret.encode())
    given = signature.removeprefix("mac=").strip().encode("utf-8", "ignore")
    return hmac.compare_digest(mac.hexdigest().encode(), given)


def unfollowed(event: dict[str, Any]) -> tuple[str, datetime | None] | None:
    """Who does not want to be written to any more, and since when; None for any other event."""
    if event.get("event_name") != "unfollow":
        return None
    stamp = clean_text(event.get("timestamp"))
    sane = stamp.isdecimal() and len(stamp) <= 14
    return id_of(event.get("follower")), datetime.fromtimestamp(int(stamp) / 1000, UTC) if sane else None


def event_of(channel: int, event: dict[str, Any]) -> Event | None:
    """An event in the words of the conversation; None when it is nothing that a person said to us."""
    name, moment = clean_text(event.get("event_name")), clean_text(event.get("timestamp"))
    if name == "follow":
        chat_id = id_of(event.get("follower"))
        return Event(channel, chat_id, f"follow:{chat_id}:{moment}", start="") if chat_id else None
    chat_id = id_of(event.get("sender"))
    if not chat_id:
        return None
    if name == "user_submit_info":
        # The form lets people write another number into it, as far as we know: it is given, not proven.
        return Event(channel, chat_id, f"info:{chat_id}:{moment}", phone=_phone(event.get("info")))
    message = event.get("message")
    if not name.startswith("user_send_") or name.startswith("user_send_group") or not isinstance(message, dict):
        return None  # a group is no place for dossiers: Zalo forbids asking for identity papers there, too
    return _message(channel, chat_id, name.removeprefix("user_send_"), message)


def _message(channel: int, chat_id: str, kind: str, message: dict[str, Any]) -> Event | None:
    event_id, text = clean_text(message.get("msg_id"))[:100], clean_text(message.get("text"))
    if not event_id:
        return None
    files = _files(message.get("attachments"))
    if files:
        return Event(channel, chat_id, event_id, files=files, text=text)
    tapped = render.address_in(text)
    if tapped:
        return Event(channel, chat_id, event_id, to=tapped)
    if kind in ("text", "link") and text.strip():
        return Event(channel, chat_id, event_id, text=text)
    return Event(channel, chat_id, event_id, other=OTHER.get(kind, "other"))


def _files(attachments: Any) -> tuple[IncomingFile, ...]:
    found = []
    for one in attachments if isinstance(attachments, list) else ():
        payload = one.get("payload") if isinstance(one, dict) else None
        if not isinstance(payload, dict) or one.get("type") not in FILES or not payload.get("url"):
            continue
        size, image = str(payload.get("size") or "0"), one["type"] == "image"
        found.append(
            IncomingFile(
                FromMessenger({"url": clean_text(payload["url"])[:2000]}),
                name=clean_text(payload.get("name")),
                size=int(size) if size.isdecimal() else 0,
                image=image,
                compressed=image,
            )
        )
    return tuple(found)


def _phone(info: Any) -> str:
    phone = clean_text(info.get("phone"))[:20] if isinstance(info, dict) else ""
    return f"+{phone}" if phone.startswith("84") else phone


def id_of(who: Any) -> str:
    return clean_text(who.get("id"))[:100] if isinstance(who, dict) else ""
