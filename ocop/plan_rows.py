"""A TOML text being read field by field, so that whatever is wrong in it is named with its line."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from locales.text import nfc
from ocop.plan_days import PlanError

MOST_ROWS = 60  # of one kind
_LONGEST_TEXT = 500
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_LONGEST_KEY = 40
_HEADER = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]")
_FIELD = re.compile(r"\s*([\w-]+)\s*=")


@dataclass(frozen=True, slots=True)
class Row:
    """A TOML table being read; `lines` has the line of each field, and under "" that of the table itself."""

    fields: dict[str, Any]
    lines: dict[str, int]

    def wrong(self, key: str, field: str, **details: object) -> NoReturn:
        line = self.lines.get(field) or self.lines.get("", 1)
        raise PlanError(key, line=line, field=field, **details)

    def only(self, allowed: set[str]) -> None:
        for field in self.fields:
            if field not in allowed:
                self.wrong("plan-unknown-field", nfc(field)[:_LONGEST_KEY])

    def get(self, field: str, usual: Any = None) -> Any:
        value = self.fields.get(field, usual)
        if value is None:
            self.wrong("plan-missing-field", field)
        return value

    def text(self, field: str, usual: str | None = None) -> str:
        value = self.get(field, usual)
        value = " ".join(nfc(value).split()) if isinstance(value, str) else ""
        if not 1 <= len(value) <= _LONGEST_TEXT:
            self.wrong("plan-bad-text", field, longest=_LONGEST_TEXT)
        return value

    def key(self, field: str) -> str:
        value = self.text(field)
        if not _KEY.fullmatch(value) or len(value) > _LONGEST_KEY:
            self.wrong("plan-bad-key", field, said=value, longest=_LONGEST_KEY)
        return value

    def number(self, field: str, least: int, most: int, usual: int | None = None) -> int:
        return self._number(field, self.get(field, usual), least, most)

    def numbers(self, field: str, least: int, most: int, usual: tuple[int, ...]) -> tuple[int, ...]:
        value = self.get(field, usual)
        if not isinstance(value, (list, tuple)):
            self.wrong("plan-bad-number", field, least=least, most=most)
        return tuple(self._number(field, item, least, most) for item in value)

    def choice(self, field: str, choices: tuple[str, ...], usual: str | None = None) -> str:
        value = self.get(field, usual)
        if value not in choices:
            self.wrong("plan-bad-choice", field, choices=", ".join(choices))
        return str(value)

    def yes(self, field: str, usual: bool) -> bool:
        value = self.get(field, usual)
        if not isinstance(value, bool):
            self.wrong("plan-bad-choice", field, choices="true, false")
        return value

    def optional(self, read: Callable[..., Any], field: str, *limits: Any) -> Any:
        return read(field, *limits) if field in self.fields else None

    def _number(self, field: str, value: object, least: int, most: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.wrong("plan-bad-number", field, least=least, most=most)
        return value


def read_rows(head: Row, lines: dict[tuple[str, int], dict[str, int]], field: str, least: int) -> list[Row]:
    """The rows of [[milestones]] or [[targets]], with every key once."""
    tables = head.fields.get(field, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        head.wrong("plan-bad-rows", field)
    if len(tables) < least:
        head.wrong("plan-missing-field", field)
    if len(tables) > MOST_ROWS:
        head.wrong("plan-too-many", field, most=MOST_ROWS)
    inline = {"": head.lines.get(field, 1)}
    rows = [Row(table, lines.get((field, place), inline)) for place, table in enumerate(tables)]
    seen: set[str] = set()
    for row in rows:
        key = row.key("key")
        if key in seen:
            row.wrong("plan-duplicate-key", "key", said=key)
        seen.add(key)
    return rows


def lines_of(text: str) -> dict[tuple[str, int], dict[str, int]]:
    """Where the fields stand, by table and its place: tomllib does not tell. Good enough to point somebody there."""
    found: dict[tuple[str, int], dict[str, int]] = {("", 0): {}}
    here, counts = found["", 0], dict[str, int]()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            place = counts.get(header[1], 0)
            counts[header[1]] = place + 1
            here = found[header[1], place] = {"": number}
            found["", 0].setdefault(header[1], number)
        elif field := _FIELD.match(line):
            here.setdefault(field[1], number)
    return found
