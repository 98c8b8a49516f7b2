"""The web chat as a messenger: delivering is waking the browser's sockets."""

import asyncio
import contextlib
from collections import defaultdict
from datetime import datetime
from typing import Any

from bot.messengers import Adapter
from chat.messenger import FileGone, Outcome, Outgoing, Reach, Sent

NAME = ACCOUNT = "web"


class WebMessenger(Adapter):
    """Delivering to a browser is waking its sockets: the message is in the database already."""

    name = NAME
    account = ACCOUNT
    channel = 0  # set at the start
    rate = 0.0
    edits = True

    def __init__(self) -> None:
        self._sockets: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        self.wake(chat_id)
        return Sent(f"m{message.message_id}")

    def heard(self) -> datetime | None:
        return None

    def price(self, reach: Reach, kind: str) -> int:
        return 0

    def reach(self, seen_at: datetime, now: datetime, kind: str, sent_since: int = 0) -> Reach:
        return Reach.FREE

    async def fetch(self, remote: dict[str, Any]) -> bytes:
        raise FileGone("uploads are stored before they are announced")

    def wake(self, chat_id: str) -> None:
        for waiting in self._sockets.get(chat_id, ()):
            waiting.set()

    @contextlib.contextmanager
    def listening(self, chat_id: str):  # type: ignore[no-untyped-def]
        """An event that is set whenever there may be something new for the chat."""
        waiting = asyncio.Event()
        self._sockets[chat_id].add(waiting)
        try:
            yield waiting
        finally:
            self._sockets[chat_id].discard(waiting)
            if not self._sockets[chat_id]:
                del self._sockets[chat_id]
