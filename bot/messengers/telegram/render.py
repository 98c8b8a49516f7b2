"""A screen as Telegram takes it: pure, so that limits can be tested without a network.

Limits (core.telegram.org/bots/api): text 4,096 characters after entities, caption 1,024, callback data 64 bytes.
"""

import html

from chat.message import MessageBody

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
SHORT_LABEL = 17  # two of these fit side by side on a phone

Keyboard = list[list[dict[str, str]]]


def parts(body: MessageBody, longest: int = LONGEST_TEXT) -> list[str]:
    """Title and text as HTML messages of at most `longest` visible characters, broken between lines or words."""
    title, text = body.title, body.text
    pieces = split(f"{title}\n{text}".strip() if title else text, longest)
    if title and pieces[0].startswith(title):
        first = f"<b>{html.escape(title)}</b>{html.escape(pieces[0][len(title) :])}"
        return [first, *map(html.escape, pieces[1:])]
    return [html.escape(piece) for piece in pieces]


def visible_length(body: MessageBody) -> int:
    return _length(body.all_text)


def _length(text: str) -> int:
    """Telegram counts UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, longest: int) -> list[str]:
    """The text in pieces of at most `longest` UTF-16 units, broken between lines or words."""
    pieces: list[str] = []
    rest = text or "…"
    while _length(rest) > longest:
        end = longest
        while (over := _length(rest[:end]) - longest) > 0:
            end -= (over + 1) // 2  # a character is one unit or two
        cut = max(rest.rfind("\n", 1, end), 0) or max(rest.rfind(" ", 1, end), 0) or end
        pieces.append(rest[:cut].rstrip() or rest[:cut])
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def keyboard(body: MessageBody) -> Keyboard:
    """Rows of inline buttons: short labels side by side, long ones alone; the way back always alone and last."""
    rows: Keyboard = []
    for one in body.buttons:
        label = one.label
        button = {"text": label, "callback_data": one.to} if one.to else {"text": label, "url": one.url}
        beside = rows and len(rows[-1]) == 1 and len(label) <= SHORT_LABEL and len(rows[-1][0]["text"]) <= SHORT_LABEL
        if beside and not label.startswith("⬅"):
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def reply_rows(body: MessageBody) -> list[str]:
    """Labels for a reply keyboard, when the screen also offers to share the phone number: typed labels lead where
    buttons lead.
    """
    return [label for label, _to in body.choices]
