"""What a cell says: days, stars, points, numbers of telephones and taxes, as people write them in spreadsheets."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from locales.text import fold, nfc
from locales.texts import InvalidInput
from ocop import numbers
from ocop.lists.columns import Cell

# Excel counts days from 1900 as if that year were a leap year: from 1/3/1900 on, 30/12/1899 is day 0.
EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
FIRST, LAST = date(2018, 5, 7), date(2099, 12, 31)  # no OCOP product is older than Decision 490/QĐ-TTg
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[/.-]|thang)\s*(\d{1,2})\s*(?:[/.,-]|nam)\s*(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_MONTH = re.compile(r"(?<![\d/.-])(\d{1,2})\s*(?:[/.-]|nam)\s*(\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")
_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_DECISION = re.compile(r"\d{1,6}[A-Za-z]?\s*/\s*(?:\d{4}\s*/\s*)?(?:QĐ|QD|qđ|qd)[\w&.-]*(?:\s*-\s*[\w&.-]+)*")


def text(cell: Cell) -> str:
    """The cell on one line."""
    if isinstance(cell, date):
        return f"{cell.day}/{cell.month}/{cell.year}"
    return " ".join(nfc(str(cell)).split())


@lru_cache(maxsize=5000)
def day(cell: Cell, *, from_1904: bool = False) -> tuple[date | None, str]:
    """(the day, how exact it is): "day", "month" (its first day is given), "year" (its first day) or "swapped" (month
    before day); (None, "") when nothing was written; (None, "wrong") when it is no day.
    """
    if isinstance(cell, date):
        return cell, "day"
    if isinstance(cell, (int, float)):
        return _day_of_number(float(cell), from_1904)
    written = text(cell)
    if not written or not any(map(str.isdigit, written)):
        return None, "wrong" if len(written) > 1 else ""
    if re.fullmatch(r"\d{5}(\.\d+)?", written):
        return _day_of_number(float(written), from_1904)
    plain = re.sub(r"\s*([/.,-])\s*", r"\1", fold_keeping_marks(written))
    if found := _YEAR_FIRST.search(plain):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY.search(plain):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return _made(year, int(found[2]), int(found[1]))
    if found := _MONTH.search(plain):
        return (date(int(found[2]), int(found[1]), 1), "month") if 1 <= int(found[1]) <= 12 else (None, "wrong")
    if found := _YEAR.search(plain):
        return date(int(found[1]), 1, 1), "year"
    return None, "wrong"


def fold_keeping_marks(written: str) -> str:
    """Folded letters, with the signs between numbers as they were."""
    return "".join(fold(sign) or sign for sign in written)


def _day_of_number(number: float, from_1904: bool) -> tuple[date | None, str]:
    if 2018 <= number <= 2099:
        return date(int(number), 1, 1), "year"
    found = re.fullmatch(r"(\d{1,2})\.(20\d{2})", f"{number:.4f}")  # 08.2023 that a spreadsheet took for a number
    if found and 1 <= int(found[1]) <= 12:
        return date(int(found[2]), int(found[1]), 1), "month"
    if 20_000 < number < 80_000:
        return EPOCHS[from_1904] + timedelta(days=int(number)), "day"
    return None, "wrong"


def _made(year: int, month: int, number: int) -> tuple[date | None, str]:
    try:
        return date(year, month, number), "day"
    except ValueError:
        pass
    try:
        return date(year, number, month), "swapped"
    except ValueError:
        return None, "wrong"


@lru_cache(maxsize=5000)
def stars(cell: Cell) -> tuple[int | None, str]:
    """(1–5, ""), (None, "") when nothing was written, (None, "wrong"), or (n, "potential") for "tiềm năng 5 sao": the
    centre has not decided.
    """
    written = text(cell)
    folded = fold(written)
    potential = "potential" if "tiem nang" in folded else ""
    drawn = sum(written.count(sign) for sign in "★⭐*☆✩✭")
    if not folded and not drawn:
        return None, ""
    found = re.search(r"(?<![\d.,/])([0-9]+)(?:[.,]0+)?(?![\d/])", written)
    if found:
        number = int(found[1])
        return (number, potential) if 1 <= number <= 5 else (None, "wrong")
    if drawn:
        return (drawn, potential) if drawn <= 5 else (None, "wrong")
    words = [_WORDS[word] for word in folded.split() if word in _WORDS]
    return (words[0], potential) if words else (None, "wrong")


@lru_cache(maxsize=5000)
def points(cell: Cell) -> str | None:
    """Points from 0 to 100, such as "72.5"; None when nothing or something else was written."""
    written = text(cell).replace(",", ".")
    found = re.search(r"\d{1,3}(?:\.\d+)?", written)
    try:
        value = Decimal(found[0]) if found else None
    except InvalidOperation:
        return None
    return format(value.normalize(), "f") if value is not None and 0 < value <= 100 else None


@lru_cache(maxsize=5000)
def decision(cell: Cell) -> str:
    """The number of a decision as it is kept, or what was written when it has not that form."""
    written = text(cell)
    found = _DECISION.search(written)
    typed = re.sub(r"\s+", "", found[0]) if found else written
    try:
        return numbers.decision_number(typed)
    except InvalidInput:
        return typed[:60]


@lru_cache(maxsize=5000)
def phone(cell: Cell) -> tuple[str, bool]:
    """(the first mobile number written, True), ("", True) when nothing was written, ("", False) for something else.

    A spreadsheet that takes a telephone number for a number loses its leading zero: it is put back.
    """
    written = text(cell)
    if not written:
        return "", True
    for part in re.split(r"[;/,\n]|\s-\s|\bhoặc\b", written):
        digits = re.sub(r"\D", "", part)
        for typed in (digits, f"0{digits}"):
            try:
                return numbers.mobile(typed), True
            except InvalidInput:
                continue
    return "", False


@lru_cache(maxsize=5000)
def tax(cell: Cell) -> tuple[str | None, bool]:
    """(the tax number, True), (None, True) when nothing was written, (None, False) when it is none."""
    written = re.sub(r"[\s.]", "", text(cell))
    if not written:
        return None, True
    for typed in (written, written.zfill(10)):
        try:
            return numbers.tax_number(typed), True
        except InvalidInput:
            continue
    return None, False


def ticked(cell: Cell) -> bool:
    """Whether a column for one number of stars is ticked in this row."""
    return fold(text(cell)) not in ("", "0", "khong") or any(sign in text(cell) for sign in "✓✔★*")
