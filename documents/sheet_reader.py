"""A program of its own: a spreadsheet on standard input, its cells as lines of JSON on standard output.

It runs as a helper process with bounds on memory and time, so that a hostile file takes nobody with it. Values only:
formulas are not computed (what was computed last is read), macros and links are never touched. Started by `sheets`.

First line: {"sheets": [{"name", "rows", "merged"}], "1904": bool}; then for each row with anything in it [sheet, number
of the row from 1, cells]; a cell is a text, a number or ["d", "2023-08-10"]. Exit code: one of EXITS, or 0.
"""

import csv
import datetime
import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

EXITS = {3: "too-large", 4: "too-many-rows", 5: "broken", 6: "empty", 7: "locked"}
TOO_LARGE, TOO_MANY_ROWS, BROKEN, EMPTY, LOCKED = EXITS
MEMORY = 1536 * 1024 * 1024  # bytes
SECONDS = 60  # of computing
MOST_ROWS = 50_000  # with anything in them, in one sheet
MOST_COLUMNS = 80  # those further right are not read
LONGEST_CELL = 2000  # characters; the rest is cut off
MOST_CHARACTERS = 80_000_000  # in all cells
MOST_SHEETS = 30
MOST_UNPACKED = 200 * 1024 * 1024  # bytes of a packed workbook
_SEPARATORS = ";\t,|"


class Refused(Exception):
    """The exit code says why."""


def limit() -> None:
    """From here on this process cannot take more."""
    try:
        import resource
    except ImportError:  # no such bounds here: the time is still bounded by whoever started it
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    limit()
    data = sys.stdin.buffer.read()
    try:
        for line in read(data):
            sys.stdout.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    except Refused as refused:
        return int(refused.args[0])
    except MemoryError:
        return TOO_LARGE
    except Exception as error:  # whatever a hostile file makes the readers raise
        sys.stderr.write(repr(error)[:300])
        return BROKEN
    return 0


def read(data: bytes) -> Iterator[Any]:
    """The lines described above."""
    if not data:
        raise Refused(EMPTY)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        yield from _workbook(data)
    else:
        yield from _text(data)


# -- workbooks


def _workbook(data: bytes) -> Iterator[Any]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    packed = data.startswith(b"PK")
    if packed:
        _check_size(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise Refused(LOCKED) from None
    seen = [
        place
        for place, sheet in enumerate(book.sheets_metadata)
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ][:MOST_SHEETS]
    heads, bodies = [], []
    for number, place in enumerate(seen):
        sheet = book.get_sheet_by_index(place)
        rows = list(_rows(number, sheet.to_python(skip_empty_area=False)))
        merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()][:100_000]
        heads.append({"name": sheet.name, "rows": len(rows), "merged": merged})
        bodies.append(rows)
    if not any(bodies):
        raise Refused(EMPTY)
    _check_characters(bodies)
    yield {"sheets": heads, "1904": _counts_from_1904(data, packed)}
    for rows in bodies:
        yield from rows


def _check_size(data: bytes) -> None:
    """Unpack to nowhere, and stop when it is too much: what the directory says of itself may be a lie."""
    from zipfile import ZipFile

    total = 0
    with ZipFile(io.BytesIO(data)) as packed:
        entries = packed.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused(LOCKED)
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise Refused(TOO_LARGE)
        for entry in entries:
            with packed.open(entry) as part:
                while chunk := part.read(1 << 20):
                    total += len(chunk)
                    if total > MOST_UNPACKED:
                        raise Refused(TOO_LARGE)


def _counts_from_1904(data: bytes, packed: bool) -> bool:
    """Whether numbers of days in this workbook count from 1904 (old Excel for Mac)."""
    if not packed:
        return b"\x22\x00\x02\x00\x01\x00" in data[:16_384]  # [MS-XLS], Date1904
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(data)) as book:
        if "xl/workbook.xml" not in book.namelist():
            return False
        return re.search(rb'date1904="(1|true)"', book.read("xl/workbook.xml")[:100_000]) is not None


def _check_characters(bodies: list[list[Any]]) -> None:
    characters = 0
    for rows in bodies:
        for _sheet, _number, cells in rows:
            characters += sum(len(cell) if isinstance(cell, str) else 8 for cell in cells)
            if characters > MOST_CHARACTERS:
                raise Refused(TOO_LARGE)


def _rows(sheet: int, rows: Iterable[list[Any]]) -> Iterator[Any]:
    count = 0
    for number, row in enumerate(rows, 1):
        cells = [_cell(value) for value in row[:MOST_COLUMNS]]
        while cells and cells[-1] == "":
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > MOST_ROWS + 100:  # a hundred for what stands above and below the table
            raise Refused(TOO_MANY_ROWS)
        yield [sheet, number, cells]


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return _tidy(value)
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, int):
        return value
    if isinstance(value, (datetime.datetime, datetime.date)):
        return ["d", value.strftime("%Y-%m-%d")]
    return str(value)[:LONGEST_CELL]


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text[:LONGEST_CELL]).replace("\xa0", " ").replace("\x00", "").strip()


# -- text with separators


def _text(data: bytes) -> Iterator[Any]:
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    said = re.fullmatch(r"sep=(.)\r?", first.strip("\ufeff"))
    separator = said[1] if said else _separator(text)
    csv.field_size_limit(LONGEST_CELL * 10)
    lines = csv.reader(io.StringIO(rest if said else text, newline=""), delimiter=separator)
    rows = list(_rows(0, lines))
    if not rows:
        raise Refused(EMPTY)
    _check_characters([rows])
    yield {"sheets": [{"name": "", "rows": len(rows), "merged": []}], "1904": False}
    yield from rows


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 with or without a mark; else the Vietnamese Windows of old."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    nulls = data[:400].count(0)
    if nulls > len(data[:400]) // 8:
        little = data[1:400:2].count(0) >= data[0:400:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be")
    if nulls:
        raise Refused(BROKEN)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))


def _separator(text: str) -> str:
    """The sign that splits the first lines into the most columns."""
    head = text[:20_000].splitlines()[:30]

    def columns(separator: str) -> int:
        counts = sorted(len(row) for row in csv.reader(head, delimiter=separator) if row)
        return counts[len(counts) * 2 // 3] if counts else 0

    return max(_SEPARATORS, key=columns)


if __name__ == "__main__":
    sys.exit(main())
