"""Where the heading of a list is, and which column says what."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from locales.text import fold

Cell = str | int | float | date
Merged = Sequence[tuple[int, int, int, int]]
LOOKED_AT = 60  # rows from the top, among which the heading is looked for
DEEPEST = 3  # rows of one heading
NEEDED = ("name", "producer")
_STARS = re.compile(r"(?:.*\b)?([345]) sao|(?:.*\b)?sao ([345])")
_SHORT = 2  # words that mean something only at the beginning of a heading are at most so many


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its number there, from 1, and its cells from the first column on."""

    number: int
    cells: Sequence[Cell]

    def at(self, column: int | None) -> Cell:
        """What stands in a column; "" beside the row's end."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Header:
    """A heading: its rows in the sheet, what each column is called, and which column says what (field → column).

    Fields are those of data/lists.toml, and star3, star4, star5 where each has a column to be ticked.
    """

    first: int
    last: int
    headings: Sequence[str]
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        """Fields that must be there and are not found."""
        return [needed for needed in NEEDED if needed not in self.columns]

    def with_column(self, name: str, column: int) -> "Header":
        """The same with one column named by a person."""
        others = {known: place for known, place in self.columns.items() if place != column}
        return replace(self, columns={**others, name: column})


@cache
def data() -> dict[str, Any]:
    """The words of data/lists.toml."""
    return tomllib.loads((Path(__file__).parent.parent / "data" / "lists.toml").read_text("utf-8"))


@cache
def _field_of(parents: tuple[str, ...], own: str) -> tuple[str, int]:
    """What a heading says (folded; parents: those that span over it), and how surely (0: nothing)."""
    above = " ".join(parents)
    if parents and re.search(r"\b(quyet dinh|qd|cong nhan|chung nhan)\b", above):
        if re.match(r"so\b", own):
            return "decision", 300
        if own.startswith("ngay") and "het" not in own:
            return "issued", 300
    whole = f"{above} {own}".strip()
    if (stars := _STARS.fullmatch(whole)) and (parents or len(own.split()) < 4):
        return f"star{stars[1] or stars[2]}", 300
    best = max(_scores(own), default=("", 0), key=lambda one: one[1])
    if parents and best[1] < 300:
        best = max([best, *_scores(whole)], key=lambda one: one[1])
    if best[0] == "commune" and re.search(r"\b(cu|truoc)\b", whole):
        return "old_commune", best[1]
    return best


def _scores(heading: str) -> Iterable[tuple[str, int]]:
    """How well each field's words fit: equal, at the beginning, within; longer words before shorter ones."""
    padded = f" {heading} "
    for name, phrases in data()["columns"].items():
        for phrase in phrases:
            if heading == phrase:
                yield name, 300 + len(phrase)
            elif heading.startswith(f"{phrase} "):
                yield name, 200 + len(phrase)
            elif f" {phrase} " in padded and len(phrase.split()) >= _SHORT:
                yield name, 100 + len(phrase)


def find_header(lines: Sequence[Line], merged: Merged = ()) -> Header | None:
    """The heading of a list; None when the sheet has none (fewer than two columns that anybody knows).

    lines: the sheet's rows in which something stands; merged: (first row, column, last row, column) from 0.
    """
    top = [_spread(line, merged) for line in lines[:LOOKED_AT]]
    best: tuple[tuple[int, int, int], Header] | None = None
    for place in range(len(top)):
        for depth in range(1, DEEPEST + 1):
            rows = top[place : place + depth]
            if len(rows) < depth or not _belong_together(rows, lines[place : place + depth]):
                break
            header = _header(rows)
            known = [name for name in header.columns if name != "ignored"]
            worth = (len(known) + 2 * ("name" in known) + ("producer" in known), -depth, -place)
            if len(known) >= 2 and (best is None or worth > best[0]):
                best = (worth, header)
    return best[1] if best else None


def _spread(line: Line, merged: Merged) -> Line:
    """The row with the text of merged cells in each cell that they span sideways."""
    cells = list(line.cells)
    for top, left, bottom, right in merged:
        if top <= line.number - 1 <= bottom and right > left and left < len(cells) and cells[left] != "":
            cells += [""] * (right + 1 - len(cells))
            cells[left : right + 1] = [cells[left]] * (right + 1 - left)
    return Line(line.number, cells)


def _belong_together(rows: Sequence[Line], bare: Sequence[Line]) -> bool:
    """Whether the rows below the first are headings, too, and not yet the list."""
    for above, below, own in zip(rows, rows[1:], bare[1:], strict=False):
        if below.number != above.number + 1:
            return False
        said = [(column, cell) for column, cell in enumerate(own.cells) if cell != ""]
        names = [_field_of((fold(str(above.at(column))),), fold(str(cell)))[1] >= 200 for column, cell in said]
        if not said or sum(names) * 2 < len(said) or any(isinstance(cell, date) for _column, cell in said):
            return False
    return True


def _header(rows: Sequence[Line]) -> Header:
    width = max(len(row.cells) for row in rows)
    headings: list[str] = []
    found: dict[str, tuple[int, int]] = {}
    for column in range(width):
        texts: list[str] = []
        for row in rows:
            text = " ".join(str(row.at(column)).split())
            if text and (not texts or text != texts[-1]):
                texts.append(text)
        headings.append(" – ".join(texts))
        if not texts or len(headings[-1]) > 120:
            continue
        *parents, own = (fold(text) for text in texts)
        name, score = _field_of(tuple(parents), own)
        if score and score > found.get(name, (0, 0))[0]:
            found[name] = (score, column)
    columns = {name: column for name, (_score, column) in found.items()}
    return Header(rows[0].number, rows[-1].number, headings, columns)


# -- below the heading


def body(lines: Sequence[Line], header: Header, merged: Merged = ()) -> list[Line]:
    """The rows of the list: without the heading and the row that numbers the columns; what is merged downwards stands
    in each row that it spans.
    """
    spans: dict[int, list[tuple[int, int]]] = {}  # row → (column, first row)
    for top, left, bottom, _right in merged:
        for row in range(max(top + 1, header.last), bottom + 1):
            spans.setdefault(row, []).append((left, top))
    first = {line.number - 1: line for line in lines}
    rows = []
    for line in lines:
        if line.number <= header.last or _numbers_columns(line):
            continue
        cells = list(line.cells)
        for column, top in spans.get(line.number - 1, ()):
            cells += [""] * (column + 1 - len(cells))
            if cells[column] == "" and top in first and top >= header.last:
                cells[column] = first[top].at(column)
        rows.append(Line(line.number, cells))
    return rows


def _numbers_columns(line: Line) -> bool:
    """Whether the row only numbers the columns: (1) (2) (3) …"""
    said = [re.sub(r"[()\s]", "", str(cell)) for cell in line.cells if cell != ""]
    numbers = [int(text) for text in said if text.isdecimal() and len(text) < 3]
    return len(numbers) > 2 and len(numbers) >= len(said) - 1 and numbers == sorted(set(numbers)) and numbers[0] <= 2
