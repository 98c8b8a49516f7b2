"""What the engine and the delivery expect of a messenger, and how one says no."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


class Reach(StrEnum):
    """How a message would get to a chat now: for nothing, for money, as an approved template (for money), or not."""

    FREE = "free"
    PAID = "paid"
    TEMPLATE = "template"
    NONE = "none"


class Blocked(Exception):
    """This chat does not take our messages any more."""


class Closed(Exception):
    """This chat does not take this message now, but it may later: `window` (too long since they wrote), `quota`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(Exception):
    """The messenger will never take this message as it is."""


class Wait(Exception):
    """Too many requests: wait `seconds` before the next call to this messenger."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class NotNow(Exception):
    """The messenger takes this message only from `at` on."""

    def __init__(self, at: datetime) -> None:
        super().__init__(f"from {at:%Y-%m-%d %H:%M} on")
        self.at = at


class Unreachable(Exception):
    """The call certainly did not get through; it may be tried again."""


class Uncertain(Exception):
    """The call may or may not have got through."""


class FileGone(Exception):
    """The messenger no longer hands out this file."""


class FileTooLarge(Exception):
    """The messenger does not hand out files of this size."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send: its bytes, how it is called, and whether to show it as a picture."""

    data: bytes
    name: str
    image: bool
    file_id: int | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message, rendered by the messenger: title, text, buttons [label, address, url], attachments."""

    message_id: int
    body: dict[str, Any]
    attachments: Sequence[Attachment] = ()
    edit_ref: str = ""  # the message to change in place, when it is still the newest in the chat
    reach: Reach = Reach.FREE


class Messenger(Protocol):
    """An adapter. `send` returns the messenger's id of the (last) message, or raises one of the exceptions above."""

    name: str
    edits: bool  # a message can be changed in place after it was sent

    async def send(self, chat_id: str, message: Outgoing) -> str: ...

    def reach(self, seen_at: datetime, now: datetime, kind: str) -> Reach:
        """How a message of this kind would get to somebody who last wrote at `seen_at`. No network."""
        ...

    async def fetch(self, remote: dict[str, Any]) -> bytes:
        """The bytes of an incoming file. Raises FileGone, FileTooLarge or Unreachable."""
        ...
