"""People with Telegram: what they do becomes updates, what the bot sends is what they see."""

import asyncio
import io
import time
from typing import TYPE_CHECKING, Any

from PIL import Image

from tests.story import fits

if TYPE_CHECKING:
    from tests.servers.telegram_server import TelegramServer


class Person:
    """One person in their private chat with the bot."""

    def __init__(
        self, server: "TelegramServer", id: int, first_name: str, language_code: str, username: str | None
    ) -> None:
        self.server, self.id, self.first_name = server, id, first_name
        self.language_code, self.username = language_code, username
        self.started = self.blocked = self.deactivated = False
        self.log: list[dict[str, Any]] = []
        self.edited: list[dict[str, Any]] = []
        self._mark = (0, 0)

    def as_user(self) -> dict[str, Any]:
        user = {"id": self.id, "is_bot": False, "first_name": self.first_name, "language_code": self.language_code}
        return {**user, "username": self.username} if self.username else user

    def as_chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "private", "first_name": self.first_name}

    # -- seeing

    @property
    def from_bot(self) -> list[dict[str, Any]]:
        return [message for message in self.log if message["from"]["is_bot"]]

    @property
    def sees(self) -> list[str]:
        """Texts of the chat as the person sees it now."""
        return [message.get("text") or message.get("caption") or "" for message in self.from_bot]

    @property
    def last(self) -> dict[str, Any]:
        return self.edited[-1] if self.edited and self._newest_is_edit else self.from_bot[-1]

    @property
    def _newest_is_edit(self) -> bool:
        return bool(self.edited) and len(self.edited) > self._mark[1] and self.from_bot[-1] is self.edited[-1]

    @property
    def buttons(self) -> list[str]:
        """Labels of the newest keyboard."""
        for message in reversed(self.from_bot):
            labels = [label for label, _kind, _data in _buttons(message)]
            if labels:
                return labels
        return []

    async def gets(self, contains: str, timeout: float = 5) -> str:
        """Wait for a message, sent or edited since this person last acted, that has these words."""

        def found() -> str | None:
            fresh = [*self.from_bot[self._mark[0] :], *self.edited[self._mark[1] :]]
            texts = [message.get("text") or message.get("caption") or "" for message in fresh]
            return next((text for text in reversed(texts) if contains in text), None)

        try:
            async with asyncio.timeout(timeout), self.server.heard:
                await self.server.heard.wait_for(lambda: found() is not None)
        except TimeoutError:
            raise AssertionError(
                f"“{contains}” did not come to {self.first_name}; they see: {self.sees[-4:]}"
            ) from None
        return found() or ""

    # -- doing

    def _act(self) -> None:
        self._mark = (len(self.from_bot), len(self.edited))

    def _message(self, **content: Any) -> dict[str, Any]:
        message = {
            "message_id": self.server.next_id(),
            "date": int(time.time()),
            "chat": self.as_chat(),
            "from": self.as_user(),
            **content,
        }
        self.server.messages[self.id, message["message_id"]] = message
        self.log.append(message)
        return message

    def queue_text(self, text: str) -> int:
        entities = []
        if text.startswith("/"):
            entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
            self.started = True
        return self.server.update(message=self._message(text=text, **({"entities": entities} if entities else {})))

    async def says(self, text: str) -> "Person":
        self._act()
        self.started = True
        self.queue_text(text)
        return self

    async def starts(self, payload: str = "") -> "Person":
        assert len(payload) <= 64, "a deep link holds 64 characters"
        return await self.says(f"/start {payload}".strip())

    async def taps(self, label: str, *, stale: int | None = None) -> "Person":
        """Tap the newest button whose label (or data) has these words; `stale` names an older message of an old
        screen.
        """
        for message in reversed(self.from_bot):
            if stale is not None and message["message_id"] != stale:
                continue
            for text, kind, data in _buttons(message):
                if fits(label, text) or label == data:
                    self._act()
                    if kind == "text":  # a reply keyboard types its label
                        self.queue_text(text)
                        return self
                    query = str(self.server.next_id())
                    self.server.queries[query] = time.monotonic()
                    self.server.update(
                        callback_query={
                            "id": query,
                            "from": self.as_user(),
                            "message": message,
                            "chat_instance": str(self.id),
                            "data": data,
                        }
                    )
                    return self
        raise AssertionError(f"no button “{label}” among {self.buttons}; they see: {self.sees[-2:]}")

    async def taps_data(self, data: str) -> "Person":
        """A button of a screen that was edited away since: its data still arrives."""
        self._act()
        query = str(self.server.next_id())
        self.server.queries[query] = time.monotonic()
        self.server.update(
            callback_query={
                "id": query,
                "from": self.as_user(),
                "message": self.from_bot[0],
                "chat_instance": str(self.id),
                "data": data,
            }
        )
        return self

    async def sends_photo(self, data: bytes, caption: str | None = None) -> "Person":
        self._act()
        self.started = True
        more = {"caption": caption} if caption else {}
        self.server.update(message=self._message(photo=self.server.photo_sizes(data), **more))
        return self

    async def sends_document(
        self, data: bytes, name: str, mime: str = "application/octet-stream", caption: str | None = None
    ) -> "Person":
        self._act()
        self.started = True
        more = {"caption": caption} if caption else {}
        document = {**self.server.keep(data), "file_name": name, "mime_type": mime}
        self.server.update(message=self._message(document=document, **more))
        return self

    async def sends_album(
        self, files: list[bytes], caption: str | None = None, kind: str = "photo", order: list[int] | None = None
    ) -> "Person":
        """Separate updates with one media_group_id, in any order, the caption on one of them."""
        self._act()
        self.started = True
        album = str(self.server.next_id())
        messages = []
        for number, data in enumerate(files):
            content: dict[str, Any] = {"media_group_id": album}
            if kind == "photo":
                content["photo"] = self.server.photo_sizes(data)
            else:
                content["document"] = {
                    **self.server.keep(data),
                    "file_name": f"{number}.jpg",
                    "mime_type": "image/jpeg",
                }
            if caption and number == 0:
                content["caption"] = caption
            messages.append(self._message(**content))
        for number in order or range(len(files)):
            self.server.update(message=messages[number])
        return self

    async def shares_contact(self, phone: str, own: bool = True) -> "Person":
        self._act()
        contact = {"phone_number": phone, "first_name": self.first_name, "user_id": self.id if own else self.id + 1}
        self.server.update(message=self._message(contact=contact))
        return self

    async def sends_sticker(self) -> "Person":
        out = io.BytesIO()
        Image.new("RGB", (8, 8)).save(out, "WEBP")
        size = {"width": 512, "height": 512, "type": "regular", "is_animated": False, "is_video": False}
        return await self._sends(sticker={**self.server.keep(out.getvalue()), **size})

    async def sends_voice(self) -> "Person":
        return await self._sends(voice={**self.server.keep(b"OggS"), "duration": 3, "mime_type": "audio/ogg"})

    async def sends_location(self) -> "Person":
        return await self._sends(location={"latitude": 19.8, "longitude": 105.8})

    async def _sends(self, **content: Any) -> "Person":
        self._act()
        self.started = True
        self.server.update(message=self._message(**content))
        return self

    async def edits(self, text: str) -> "Person":
        """Edit the newest own message."""
        self._act()
        mine = [message for message in self.log if not message["from"]["is_bot"] and "text" in message][-1]
        mine.update(text=text, edit_date=int(time.time()))
        self.server.update(edited_message=mine)
        return self

    def blocks(self) -> None:
        self.blocked = True
        self._membership("kicked")

    def unblocks(self) -> None:
        self.blocked = False
        self._membership("member")

    def deactivates(self) -> None:
        self.deactivated = True

    def _membership(self, status: str) -> None:
        self.server.update(my_chat_member=_membership(self.server.bot, self.as_chat(), self.as_user(), status))


class Group:
    """A group chat that somebody put the bot into."""

    def __init__(self, server: "TelegramServer", id: int, title: str) -> None:
        self.server, self.id, self.title = server, id, title
        self.log: list[dict[str, Any]] = []
        self.edited: list[dict[str, Any]] = []
        self.left = False

    def as_chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "group", "title": self.title}

    def adds_bot(self, by: Person) -> None:
        self.server.update(my_chat_member=_membership(self.server.bot, self.as_chat(), by.as_user(), "member"))

    def hears(self, person: Person, text: str) -> None:
        message = {
            "message_id": self.server.next_id(),
            "date": int(time.time()),
            "chat": self.as_chat(),
            "from": person.as_user(),
            "text": text,
        }
        self.log.append(message)
        self.server.update(message=message)


def _membership(bot: dict[str, Any], chat: dict[str, Any], by: dict[str, Any], status: str) -> dict[str, Any]:
    old = {"user": bot, "status": "left" if status == "member" else "member"}
    new: dict[str, Any] = {"user": bot, "status": status}
    if status == "kicked":
        new["until_date"] = 0
    return {"chat": chat, "from": by, "date": int(time.time()), "old_chat_member": old, "new_chat_member": new}


def _buttons(message: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(label, kind, data) of a message's keyboard."""
    markup = message.get("reply_markup") or {}
    found = [
        (
            button["text"],
            "data" if "callback_data" in button else "url",
            button.get("callback_data") or button.get("url", ""),
        )
        for row in markup.get("inline_keyboard", ())
        for button in row
    ]
    found += [(button["text"], "text", "") for row in markup.get("keyboard", ()) for button in row]
    return [one for one in found if one[1] != "url"]
