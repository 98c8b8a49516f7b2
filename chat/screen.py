"""What a person sees: a screen with buttons; and what comes back: an event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storage.origins import Origin

LONGEST_ADDRESS = 60  # bytes; Telegram's callback data holds 64


@dataclass(frozen=True, slots=True)
class Button:
    """A link to another screen (`to`) or to a page outside the chat (`url`)."""

    label: str
    to: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if bool(self.to) == bool(self.url):
            raise ValueError("a button leads to exactly one place")
        if len(self.to.encode()) > LONGEST_ADDRESS:
            raise ValueError(f"address too long for a button: {self.to}")


@dataclass(frozen=True, slots=True)
class QR:
    """The QR code of a product, drawn when the message is sent."""

    code: str
    caption: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of the conversation.

    title: bold first line; text: plain text; back: address of the way back (a button is added for it);
    files: ids of stored files to show; contact: label of a button that shares the person's own phone number;
    stay: the person keeps standing where they were (an answer in between);
    menu: addresses of the person's role that a messenger may offer beside the text field, if it has a place for them;
    kind, facts: what a notice is about, in names and plain values, for messengers that at times take only templates
    approved beforehand.
    """

    text: str
    title: str = ""
    buttons: Sequence[Button] = ()
    back: str | None = None
    files: Sequence[int] = ()
    qr: QR | None = None
    contact: str = ""
    stay: bool = False
    menu: Sequence[str] = ()
    kind: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class To:
    """Go on to another screen, with a line said first."""

    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file as the messenger announces it."""

    origin: Origin
    name: str = ""
    size: int = 0
    image: bool = False  # as the messenger says, until we have looked ourselves
    compressed: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something a person did in a messenger. `id` is unique within the channel and is the key against doubles.

    Exactly one of: text, to (a button's address), start (the payload of a link, may be empty), files, phone, other.
    ref: the messenger's id of the message whose button was tapped.
    """

    channel: int
    chat_id: str
    id: str
    text: str = ""
    to: str = ""
    start: str | None = None
    files: Sequence[IncomingFile] = ()
    group: str = ""  # album id
    phone: str = ""
    phone_own: bool = False
    other: str = ""  # voice, sticker, location, group…
    name: str = ""
    language: str = ""
    label: str = ""  # of the tapped button, for the history
    ref: str = ""
    at: str = ""  # files: the address of the paper they are for, when it is not where the person stands
