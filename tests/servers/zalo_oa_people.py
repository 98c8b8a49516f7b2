"""The people who chat with an Official Account, for tests."""

import asyncio
import hashlib
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tests.servers.zalo_oa_rules import (
    LINE,
    OFFER,
    QUERIES,
    VOICE,
    Json,
)
from tests.story import fits

if TYPE_CHECKING:
    from tests.servers.zalo_oa_server import ZaloOaServer


class Person:
    """One person in their chat with the account."""

    def __init__(self, server: "ZaloOaServer", id: str, name: str, phone: str) -> None:
        self.server, self.id, self.name, self.phone = server, id, name, phone
        self.log: list[Json] = []
        self.opened: list[str] = []
        self.last_interaction: datetime | None = None
        self.follower = self.blocked = self.inactive = False
        self.free_answers = 0  # since they last did something
        self._mark = 0

    # -- seeing

    @property
    def from_oa(self) -> list[Json]:
        return [message for message in self.log if not message.get("mine")]

    @property
    def sees(self) -> list[str]:
        return [message["text"] for message in self.from_oa]

    @property
    def buttons(self) -> list[str]:
        """Titles under the newest message that has buttons."""
        for message in reversed(self.from_oa):
            if message["buttons"]:
                return [button["title"] for button in message["buttons"]]
        return []

    async def gets(self, contains: str, timeout: float = 5) -> str:
        """Wait for a message, sent since this person last acted, that has these words."""

        def found() -> str | None:
            return next((text for text in reversed(self.sees[self._mark :]) if contains in text), None)

        try:
            async with asyncio.timeout(timeout), self.server.heard:
                await self.server.heard.wait_for(lambda: found() is not None)
        except TimeoutError:
            raise AssertionError(f"“{contains}” did not come to {self.name}; they see: {self.sees[-4:]}") from None
        return found() or ""

    def choice(self, label: str) -> int:
        """The number of the line "3. Label" in the newest answers; lists from before the person last spoke mean
        something else by now, unless nothing has come since.
        """
        lines: list[tuple[str, str]] = []
        for message in reversed(self.log):
            if message.get("mine"):
                if lines:
                    break
            else:
                lines += LINE.findall(message["text"])
        for number, shown in lines:
            if fits(label, shown):
                return int(number)
        raise AssertionError(f"no line “{label}” among {lines}; they see: {self.sees[-2:]}")

    # -- doing

    async def says(self, text: str) -> "Person":
        return self._sends("user_send_text", text=text)

    async def taps(self, label: str) -> "Person":
        """Tap the newest button with these words: its payload is said, or its address opened."""
        for message in reversed(self.from_oa):
            for button in message["buttons"]:
                if fits(label, button["title"]):
                    if button["type"] in QUERIES:
                        return await self.says(button["payload"])
                    self.opened.append(next(iter(button["payload"].values())))
                    return self
        raise AssertionError(f"no button “{label}” among {self.buttons}; they see: {self.sees[-2:]}")

    async def types_number(self, label: str) -> "Person":
        """Say the number of a line "3. Label"; where bare numbers are answers, the words that are offered instead."""
        for said, shown in OFFER.findall(self.sees[-1]) if self.sees else ():
            if fits(label, shown):
                return await self.says(said)
        return await self.says(str(self.choice(label)))

    async def sends_image(self, data: bytes, caption: str = "") -> "Person":
        payload = {"url": self.server.keep(data), "thumbnail": self.server.keep(b"\xff\xd8\xff too small to read")}
        more = {"text": caption} if caption else {}
        return self._sends("user_send_image", attachments=[{"type": "image", "payload": payload}], **more)

    async def sends_file(self, data: bytes, name: str) -> "Person":
        payload = {
            "url": self.server.keep(data),
            "name": name,
            "size": str(len(data)),
            "type": PurePath(name).suffix.removeprefix("."),
            "checksum": hashlib.md5(data).hexdigest(),
        }
        return self._sends("user_send_file", attachments=[{"type": "file", "payload": payload}])

    async def sends_sticker(self) -> "Person":
        payload = {"id": "bfe458bf64fa8da4d4eb", "url": self.server.keep(b"RIFF")}
        return self._sends("user_send_sticker", attachments=[{"type": "sticker", "payload": payload}])

    async def sends_voice(self) -> "Person":
        payload = {"url": self.server.keep(VOICE), "size": str(len(VOICE))}
        return self._sends("user_send_audio", attachments=[{"type": "audio", "payload": payload}])

    async def sends_location(self) -> "Person":
        payload = {"coordinates": {"latitude": "19.8", "longitude": "105.8"}}
        return self._sends("user_send_location", text="", attachments=[{"type": "location", "payload": payload}])

    async def shares_info(self, phone: str | None = None) -> "Person":
        """Fill in the form that the account asked for; the number in it may be another."""
        kinds = [message["kind"] for message in self.from_oa]
        assert "request_user_info" in kinds, f"nobody asked {self.name} for their number; they see: {self.sees[-2:]}"
        info = {
            "name": self.name,
            "phone": phone or self.phone,
            "address": "Thôn 3",
            "ward": "Xã Nga An",
            "city": "Thanh Hóa",
        }
        self._acts({"info": info})
        self.server.deliver(self._event("user_submit_info", info=info))
        return self

    async def follows(self) -> "Person":
        self.follower, self.blocked = True, False
        self._acts({"text": ""})
        self.server.deliver(self._membership("follow"))
        return self

    async def unfollows(self) -> "Person":
        self.follower = False
        self.server.deliver(self._membership("unfollow"))
        return self

    def blocks(self) -> None:
        """No event tells the account; its next message is refused."""
        self.follower, self.blocked = False, True

    def unblocks(self) -> None:
        self.blocked = False

    def goes_inactive(self) -> None:
        self.inactive = True

    def _acts(self, content: Json) -> None:
        self._mark = len(self.from_oa)
        self.last_interaction, self.free_answers = self.server.now(), 0
        self.log.append({"mine": True, **content})

    def _sends(self, name: str, **content: Any) -> "Person":
        self._acts(content)
        self.server.deliver(self._event(name, message={"msg_id": self.server.next_id(), **content}))
        return self

    def _event(self, name: str, **content: Any) -> Json:
        return {
            "app_id": self.server.app_id,
            "sender": {"id": self.id},
            "recipient": {"id": self.server.oa_id},
            "user_id_by_app": f"9{self.id[1:]}",
            "event_name": name,
            **content,
            "timestamp": self.server.timestamp(),
        }

    def _membership(self, name: str) -> Json:
        return {
            "app_id": self.server.app_id,
            "oa_id": self.server.oa_id,
            "follower": {"id": self.id},
            "user_id_by_app": f"9{self.id[1:]}",
            "event_name": name,
            "source": "oa_profile",
            "timestamp": self.server.timestamp(),
        }
