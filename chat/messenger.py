"""What the engine and the delivery expect of a messenger, and what can become of a message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from chat.message import MessageBody


class Reach(StrEnum):
    """How a message would get to a chat now: for nothing, for money, as an approved template (for money), or not."""

    FREE = "free"
    PAID = "paid"
    TEMPLATE = "template"
    NONE = "none"


# -- what became of a message: a value that says all


@dataclass(frozen=True, slots=True)
class Sent:
    """The messenger took it. ref: the messenger's own id of the (last) message, "" if it has none."""

    ref: str = ""


class SendError(Exception):
    """The messenger did not (certainly) take it. retryable: the very same call may be made again later."""

    retryable = False


class RateLimited(SendError):
    """Too many requests: nothing more on this channel for `seconds`."""

    retryable = True

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class TooEarly(SendError):
    """The messenger takes this message only from `at` on."""

    retryable = True

    def __init__(self, at: datetime) -> None:
        super().__init__(f"from {at:%Y-%m-%d %H:%M} on")
        self.at = at


class Unreachable(SendError):
    """The call certainly did not get through; it may be tried again."""

    retryable = True


class Blocked(SendError):
    """This chat does not take our messages any more."""


class WindowClosed(SendError):
    """This chat does not take this message now: too long since they wrote."""


class QuotaSpent(SendError):
    """The account has used up what its package allows; waiting for a moment does not help."""


class Rejected(SendError):
    """The messenger will never take this message as it is."""


class OutcomeUnknown(SendError):
    """The call may or may not have got through."""


Outcome = Sent | SendError


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
    """One message, to be rendered by the messenger. edit_ref: the message to change in place, when it is still the
    newest in the chat.
    """

    message_id: int
    body: MessageBody
    attachments: Sequence[Attachment] = ()
    edit_ref: str = ""
    reach: Reach = Reach.FREE


class Messenger(Protocol):
    """A messenger as the delivery sees it; its folder in bot/messengers/ has everything else (see `Adapter` there)."""

    name: str
    account: str  # the messenger's own id of the account
    channel: int  # the id of its channel; given at the start, before anything is sent
    rate: float  # messages a second that the platform takes; 0: no limit
    edits: bool  # a message can be changed in place after it was sent

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        """Send it, and say what became of it; raises only what is a defect of ours."""
        ...

    def reach(self, seen_at: datetime, now: datetime, kind: str, sent_since: int = 0) -> Reach:
        """How a message of this kind would get to somebody who last wrote at `seen_at` and was sent so many messages
        since. No network.
        """
        ...

    def heard(self) -> datetime | None:
        """When we last knew that what people write gets through to us; None: this messenger cannot tell."""
        ...

    def price(self, reach: Reach, kind: str) -> int:
        """What one message costs that gets through in this way, in đồng."""
        ...

    async def fetch(self, file: dict[str, Any]) -> bytes:
        """The bytes of an incoming file. Raises FileGone, FileTooLarge or Unreachable."""
        ...


Messengers = Mapping[int, Messenger]  # by the id of their channel
