"""The sentences: Fluent messages from locales/, numbers and dates by Babel."""

import tomllib
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast

from locales.clock import ZONE

LANGUAGES = ("vi", "en")
_HERE = Path(__file__).parent
log = structlog.get_logger()


class InvalidInput(ValueError):
    """What was typed cannot be taken. `key` is a message in locales/, `details` are its variables."""

    def __init__(self, key: str, **details: object) -> None:
        super().__init__(key)
        self.key = key
        self.details = details


class MissingText(KeyError):
    """A key that no locale file has; tests fail on it, production shows the key."""


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((_HERE / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle


@cache
def phrases(language: str) -> dict[str, Any]:
    """What people type: intents with their usual phrasings, and short forms."""
    with (_HERE / language / "phrases.toml").open("rb") as file:
        return tomllib.load(file)


def has(language: str, key: str) -> bool:
    return _bundle(language).has_message(key)


def say(language: str, key: str, **args: Any) -> str:
    """The sentence `key` in `language`, in Vietnamese where that language lacks it. Raises MissingText."""
    for candidate in (language, "vi"):
        bundle = _bundle(candidate if candidate in LANGUAGES else "vi")
        if not bundle.has_message(key):
            continue
        pattern = bundle.get_message(key).value
        if pattern is None:
            continue
        text, errors = bundle.format_pattern(pattern, args)
        if errors:
            log.error("text.errors", key=key, errors=[repr(error) for error in errors])
        return str(text)
    raise MissingText(key)


def day(language: str, value: date) -> str:
    """31/7/2026."""
    return format_date(value, "d/M/y", locale=language)


def moment(language: str, value: datetime) -> str:
    """14:05 31/7/2026, in Vietnamese time."""
    return format_datetime(value, "HH:mm d/M/y", tzinfo=ZONE, locale=language)


def number(language: str, value: int | float | Decimal) -> str:
    return format_decimal(value, locale=language)


@cache
def keys(language: str, beginning: str) -> tuple[str, ...]:
    """The keys that begin so, for a page whose script shows them."""
    found = []
    for path in sorted((_HERE / language).glob("*.ftl")):
        found += [
            entry.id.name
            for entry in FluentParser().parse(path.read_text("utf-8")).body
            if isinstance(entry, ast.Message)
        ]
    return tuple(key for key in found if key.startswith(beginning))
