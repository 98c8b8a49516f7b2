"""Spreadsheets made in code, as people would send them."""

import io
import unicodedata
from datetime import date
from typing import Any

import xlsxwriter
import xlwt


def xlsx(
    *tables: tuple[str, list[list[Any]]], options: dict[str, Any] | None = None, merged: tuple[str, ...] = ()
) -> bytes:
    """A workbook of sheets (name, rows); merged: places such as "A1:D1" of the first sheet, with what stands there."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **(options or {})}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, (name, rows) in enumerate(tables):
            sheet = book.add_worksheet(name)
            for place in merged if number == 0 else ():
                sheet.merge_range(place, "")
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(r, c, cell, day)
                    elif cell != "":
                        sheet.write(r, c, cell)
    return out.getvalue()


def xls(rows: list[list[Any]], *, from_1904: bool = False) -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = from_1904
    sheet = book.add_sheet("Danh sách")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell, day) if isinstance(cell, date) else sheet.write(r, c, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def encoded(text: str, encoding: str) -> bytes:
    """Windows-1258 writes most tone marks as signs of their own."""
    if encoding != "cp1258":
        return text.encode(encoding)
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = b""
    for sign in text:
        try:
            out += sign.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", sign)
            tone = "".join(part for part in parts if part in tones)
            rest = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
            out += (rest + tone).encode("cp1258")
    return out
