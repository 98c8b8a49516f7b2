"""A screen as Zalo takes it, on the Official Account and on the Bot: pure, so that limits can be tested without a
network.

Limits: text 2,000 characters (docs.zaloplatforms.com, "tin tư vấn dạng văn bản"; python-zalo-bot); on the OA at most
5 buttons under a text, titles of 100 characters.
"""

from collections.abc import Sequence
from typing import Any

from bot.messengers.telegram.render import split
from chat.message import MessageBody
from locales import texts

LONGEST_TEXT = 2000
MOST_BUTTONS = 5
LONGEST_TITLE = 100
MARK = "#to:"  # what a tapped button sends as text begins so; the rest is the address


def texts_of(body: MessageBody, links: Sequence[tuple[str, str]] = ()) -> list[str]:
    """The messages: title and text, then links (name, url), then the choices with their numbers, never torn apart."""
    below = "\n".join(_below(body, links))
    above = body.all_text
    whole = f"{above}\n\n{below}".strip()
    if len(whole) <= LONGEST_TEXT:
        return [whole or "…"]
    if not below:
        return split(above, LONGEST_TEXT)
    return [*split(above, LONGEST_TEXT), *split(below, LONGEST_TEXT)]


def _below(body: MessageBody, links: Sequence[tuple[str, str]]) -> list[str]:
    language = body.language
    lines = [f"{name}: {url}" for name, url in links]
    lines += [f"{button.label}: {button.url}" for button in body.buttons if button.url]
    numbered = body.choices
    if body.words:
        # The question wants the person's own words: a bare number is an answer to it.
        lines += [
            texts.say(language, "numbered-in-words", number=str(number), label=label)
            for number, (label, _to) in enumerate(numbered, 1)
        ]
    elif numbered:
        lines += [f"{number}. {label}" for number, (label, _to) in enumerate(numbered, 1)]
        lines.append(texts.say(language, "numbered-reply", last=str(len(numbered)), count=len(numbered)))
    return lines


def buttons(body: MessageBody) -> list[dict[str, Any]]:
    """The OA's buttons: all choices when they fit, else the first ones and the way back; the list has them all."""
    shown = list(body.buttons)
    if len(shown) > MOST_BUTTONS:
        shown = [*shown[: MOST_BUTTONS - 1], shown[-1]]
    return [_button(one.label[:LONGEST_TITLE], one.to, one.url) for one in shown]


def _button(label: str, to: str, url: str) -> dict[str, Any]:
    if url:
        return {"title": label, "type": "oa.open.url", "payload": {"url": url}}
    return {"title": label, "type": "oa.query.hide", "payload": f"{MARK}{to}"}


def address_in(text: str) -> str:
    """The address that a tapped button sent; "" when somebody typed the text."""
    return text.removeprefix(MARK) if text.startswith(MARK) else ""
