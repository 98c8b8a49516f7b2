"""Reading spreadsheets that people send: .xlsx, .xls and .csv, by their content, safely.

Who reads is a helper process with bounds (`sheet_reader`): a bomb, a lie about sizes or a table of a billion empty
cells ends the helper, not the program. No formula is computed and no macro run.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from documents.sheet_reader import EXITS, MOST_ROWS, SECONDS

__all__ = ["MOST_ROWS", "Book", "Cell", "Row", "Sheet", "Unreadable", "read"]

Cell = str | int | float | date
LONGEST_WAIT = SECONDS * 2  # seconds


class Unreadable(ValueError):
    """Nothing can be read. reason: locked, too-large, too-many-rows, broken or empty."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """number: as the spreadsheet counts, from 1; cells: from the first column on, "" where nothing stands."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows: only those in which something stands; merged: (first row, column, last row, column) from 0."""

    name: str
    rows: list[Row] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Book:
    """sheets: those to be seen; from_1904: numbers that are days count from 1904 here."""

    sheets: list[Sheet]
    from_1904: bool = False


def read(data: bytes) -> Book:
    """What stands in a spreadsheet, up to `MOST_ROWS` rows a sheet. Takes seconds: for a thread. Raises Unreadable."""
    helper = Path(__file__).with_name("sheet_reader.py")
    try:
        done = subprocess.run(  # noqa: S603 - our own program, our own file, no shell
            [sys.executable, "-I", str(helper)], input=data, capture_output=True, timeout=LONGEST_WAIT, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("too-large") from None
    if done.returncode:  # a negative one: it was stopped at a bound
        raise Unreadable(EXITS.get(done.returncode, "too-large"))
    return _book(done.stdout)


def _book(out: bytes) -> Book:
    lines = iter(out.splitlines())
    head = json.loads(next(lines))
    sheets = [Sheet(one["name"], merged=[tuple(place) for place in one["merged"]]) for one in head["sheets"]]
    for line in lines:
        sheet, number, cells = json.loads(line)
        sheets[sheet].rows.append(Row(number, [_cell(cell) for cell in cells]))
    return Book(sheets, head["1904"])


def _cell(cell: Any) -> Cell:
    return date.fromisoformat(cell[1]) if isinstance(cell, list) else cell
