"""Updates of the Zalo Bot Platform in the words of the conversation."""

from typing import Any

from bot.messengers.zalo.inbound import clean_text
from chat.screen import Event, IncomingFile
from storage.origins import FromMessenger


def update_in(body: dict[str, Any]) -> dict[str, Any]:
    """The update of a webhook's body: wrapped (`{ok, result: {…}}`), or bare as older clients have it."""
    wrapped = body.get("result")
    return wrapped if isinstance(wrapped, dict) else body


def event_of(channel: int, update: Any) -> Event | None:
    """An update in the words of the conversation; None when it is nobody's message, or a group's."""
    message = update.get("message") if isinstance(update, dict) else None
    if not isinstance(message, dict) or not isinstance(message.get("chat"), dict):
        return None
    chat, sender = message["chat"], message.get("from")
    sender = sender if isinstance(sender, dict) else {}
    chat_id, event_id = clean_text(chat.get("id"))[:100], clean_text(message.get("message_id"))[:100]
    if chat.get("chat_type") == "GROUP" or sender.get("is_bot") or not chat_id or not event_id:
        return None  # dossiers hold personal papers: a group is no place for them
    name = clean_text(sender.get("display_name"))
    file = _file(message)
    if file is not None:
        return Event(channel, chat_id, event_id, name=name, files=(file,), text=clean_text(message.get("caption")))
    text = clean_text(message.get("text"))
    if text:
        return Event(channel, chat_id, event_id, name=name, text=text)
    # What the platform does not hand on (`message.unsupported.received`) is answered, once, like any other event.
    kind = "sticker" if "sticker" in str(update.get("event_name") or "") else "document"
    return Event(channel, chat_id, event_id, name=name, other=kind)


def _file(message: dict[str, Any]) -> IncomingFile | None:
    """The photo or the voice message; its address ends soon."""
    for name in ("photo", "photo_url", "voice_url"):
        url = clean_text(message.get(name))[:2000]
        if url:
            photo = name != "voice_url"
            return IncomingFile(FromMessenger({"url": url}), image=photo, compressed=photo)
    return None
