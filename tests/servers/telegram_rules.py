"""The published rules of the Telegram Bot API that our test server enforces, with the errors it answers.

Source: core.telegram.org/bots/api and core.telegram.org/bots/faq (limits, rates).
"""

import html.parser
import json
import re
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

LONGEST_TEXT, LONGEST_CAPTION, MOST_DATA = 4096, 1024, 64
LARGEST_DOWNLOAD, LARGEST_UPLOAD, LARGEST_PHOTO = 20 * 2**20, 50 * 2**20, 10 * 2**20
TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "tg-spoiler", "blockquote"}


class Refusal(Exception):
    """What the Bot API answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


class _Markup(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[tuple[str, int]] = []
        self.entities: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {len(self.text.encode())}')
        self.open.append((tag, units(self.text)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise bad(f"can't parse entities: Unexpected end tag at byte offset {len(self.text.encode())}")
        _tag, start = self.open.pop()
        kind = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "code": "code", "pre": "pre"}.get(tag)
        if kind and units(self.text) > start:
            self.entities.append({"type": kind, "offset": start, "length": units(self.text) - start})

    def handle_data(self, data: str) -> None:
        self.text += data


def units(text: str) -> int:
    """Telegram counts UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def parsed(text: str, mode: str | None) -> tuple[str, list[dict[str, Any]]]:
    """Visible text and entities; refuses unknown or unclosed tags."""
    if not mode or mode.lower() != "html":
        return text.strip(), []
    markup = _Markup()
    markup.feed(text)
    markup.close()
    if markup.open:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{markup.open[-1][0]}\"")
    return markup.text.strip(), markup.entities


def checked_text(text: str, mode: str | None, longest: int, *, may_be_empty: bool = False) -> tuple[str, list[Any]]:
    visible, entities = parsed(text, mode)
    if not visible and not may_be_empty:
        raise bad("message text is empty")
    if units(visible) > longest:
        raise bad("message is too long" if longest == LONGEST_TEXT else "message caption is too long")
    return visible, entities


def checked_markup(markup: Any) -> dict[str, Any] | None:
    """A reply markup as Telegram would take it."""
    if markup in (None, "", {}):
        return None
    if isinstance(markup, str):
        try:
            markup = json.loads(markup)
        except ValueError:
            raise bad("can't parse reply keyboard markup JSON object") from None
    if "inline_keyboard" in markup:
        buttons = [button for row in markup["inline_keyboard"] for button in row]
        if len(buttons) > 100:
            raise bad("reply markup is too long")
        for button in buttons:
            if not str(button.get("text", "")).strip():
                raise bad("text buttons are unallowed in the inline keyboard")
            actions = [name for name in ("callback_data", "url", "web_app") if button.get(name) is not None]
            if len(actions) != 1:
                raise bad("BUTTON_TYPE_INVALID")
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= MOST_DATA:
                raise bad("BUTTON_DATA_INVALID")
            if button.get("url") is not None and not re.match(r"(https?|tg)://\S+$", button["url"]):
                raise bad("BUTTON_URL_INVALID")
    elif "keyboard" in markup:
        rows = [
            [button if isinstance(button, dict) else {"text": button} for button in row] for row in markup["keyboard"]
        ]
        if any(not button.get("text", "").strip() for row in rows for button in row):
            raise bad("keyboard button text must be non-empty")
        markup = {**markup, "keyboard": rows}
    return dict(markup)


@dataclass
class Rates:
    """About 30 messages a second in all, one a second to one chat (short bursts pass), 20 a minute to one group."""

    on: bool = True
    most: int = 33  # in a second, in all: "about" 30, so a little more passes
    all_in_all: deque[float] = field(default_factory=deque)
    tokens: dict[int, tuple[float, float]] = field(default_factory=dict)
    groups: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    paused_until: float = 0.0

    BURST = 8.0
    REFILL = 1.0

    def take(self, chat_id: int) -> None:
        """Count one message; refuses with 429 and retry_after."""
        if not self.on:
            return
        now = time.monotonic()
        if now < self.paused_until:
            raise self._wait(self.paused_until - now)
        while self.all_in_all and self.all_in_all[0] < now - 1:
            self.all_in_all.popleft()
        if len(self.all_in_all) >= self.most:
            self.paused_until = now + 1
            raise self._wait(1)
        tokens, at = self.tokens.get(chat_id, (self.BURST, now))
        tokens = min(self.BURST, tokens + (now - at) * self.REFILL)
        if tokens < 1:
            raise self._wait((1 - tokens) / self.REFILL)
        if chat_id < 0:
            minute = self.groups[chat_id]
            while minute and minute[0] < now - 60:
                minute.popleft()
            if len(minute) >= 20:
                raise self._wait(60 - (now - minute[0]))
            minute.append(now)
        self.tokens[chat_id] = (tokens - 1, now)
        self.all_in_all.append(now)

    @staticmethod
    def _wait(seconds: float) -> Refusal:
        whole = max(1, round(seconds + 0.5))
        return Refusal(429, f"Too Many Requests: retry after {whole}", retry_after=whole)
