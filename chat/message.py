"""What one message says: a screen as the outbox keeps it, typed and versioned, for every messenger to render."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from chat.screen import QR, Button, Screen
from locales import texts

VERSION = 2  # 1: rows without "v", written before bodies had a type


@dataclass(frozen=True, slots=True)
class MessageBody:
    """Title, text and buttons in the person's language.

    words: it asks for the person's own words, so a bare number is an answer and no choice; edit: the messenger's id of
    the message to change in place; only_edit: when that one is out of sight, nothing is said at all; menu: see Screen,
    None when the screen does not say.
    """

    text: str
    title: str = ""
    buttons: tuple[Button, ...] = ()
    language: str = "vi"
    files: tuple[int, ...] = ()
    qr: QR | None = None
    contact: str = ""
    menu: tuple[str, ...] | None = None
    kind: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    words: bool = False
    edit: str = ""
    only_edit: bool = False

    def to_json(self) -> dict[str, Any]:
        """As the outbox keeps it; what is empty is left out."""
        row: dict[str, Any] = {
            "v": VERSION,
            "title": self.title,
            "text": self.text,
            "buttons": [[button.label, button.to, button.url] for button in self.buttons],
            "language": self.language,
        }
        more: dict[str, Any] = {
            "files": list(self.files),
            "qr": {"code": self.qr.code, "caption": self.qr.caption} if self.qr else None,
            "contact": self.contact,
            "menu": list(self.menu or ()),
            "kind": self.kind,
            "facts": dict(self.facts),
            "words": self.words,
            "edit": self.edit,
            "only_edit": self.only_edit,
        }
        return row | {name: value for name, value in more.items() if value}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """A row of any version. What a later version adds is passed over, so that a roll-back still reads it."""
        menu = row.get("menu")
        qr = row.get("qr")
        return cls(
            text=str(row["text"]),
            title=str(row.get("title", "")),
            buttons=tuple(Button(label, to, url) for label, to, url in row.get("buttons", ())),
            language=row.get("language", "vi"),
            files=tuple(row.get("files", ())),
            qr=QR(qr["code"], qr["caption"]) if qr else None,
            contact=row.get("contact", ""),
            menu=tuple(menu) if menu is not None else None,
            kind=row.get("kind", ""),
            facts=dict(row.get("facts", {})),
            words=bool(row.get("words")),
            edit=row.get("edit", ""),
            only_edit=bool(row.get("only_edit")),
        )

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(label, address) of the buttons that lead to a screen, in the order of the numbers that people type."""
        return [(button.label, button.to) for button in self.buttons if button.to]

    @property
    def all_text(self) -> str:
        """Title and text, one below the other."""
        return f"{self.title}\n{self.text}".strip()


def body_of(
    screen: Screen, language: str, *, edit: str = "", words: bool = False, only_edit: bool = False
) -> MessageBody:
    """A screen as a message; its way back becomes the last button."""
    buttons: Sequence[Button] = screen.buttons
    if screen.back is not None:
        buttons = [*buttons, Button(texts.say(language, "button-back"), screen.back)]
    return MessageBody(
        text=screen.text,
        title=screen.title,
        buttons=tuple(buttons),
        language=language,
        files=tuple(screen.files),
        qr=screen.qr,
        contact=screen.contact,
        menu=tuple(screen.menu) or None,
        kind=screen.kind,
        facts=screen.facts if screen.kind else {},
        words=words,
        edit=edit,
        only_edit=only_edit,
    )
