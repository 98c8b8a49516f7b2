"""Spreadsheets as people send them: every kind, every encoding, and those that mean harm."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from documents import sheets
from documents.sheets import Unreadable
from tests.spreadsheets import encoded, xls, xlsx

ROWS = [["Tên sản phẩm", "Ngày cấp", "Điểm"], ["Nước mắm Ba Làng", date(2023, 8, 10), 72.5], ["Chè", "08.2023", 80]]


@pytest.mark.parametrize("data", [xlsx(("A", ROWS)), xls(ROWS)], ids=["xlsx", "xls"])
def test_texts_days_and_numbers_come_as_they_are(data: bytes) -> None:
    book = sheets.read(data)
    assert [row.number for row in book.sheets[0].rows] == [1, 2, 3]
    assert [row.cells for row in book.sheets[0].rows] == ROWS


def test_empty_rows_keep_their_numbers_and_a_shifted_table_its_columns() -> None:
    rows = sheets.read(xlsx(("A", [[], [], ["", "", "Tên"], [], ["", "", "Chè"]]))).sheets[0].rows
    assert [(row.number, row.cells) for row in rows] == [(3, ["", "", "Tên"]), (5, ["", "", "Chè"])]


def test_hidden_sheets_are_not_read_and_merged_cells_are_known() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        seen, hidden = book.add_worksheet("Danh sách"), book.add_worksheet("Nháp")
        seen.merge_range("B2:D3", "Tiêu đề")
        hidden.write(0, 0, "bí mật")
        hidden.hide()
    found = sheets.read(out.getvalue())
    assert [sheet.name for sheet in found.sheets] == ["Danh sách"]
    assert found.sheets[0].merged == [(1, 1, 2, 3)]


def test_a_formula_is_not_computed_what_stood_there_is_read() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write_formula(0, 0, '=HYPERLINK("http://x.example","y")', None, "đã tính")
    assert sheets.read(out.getvalue()).sheets[0].rows[0].cells == ["đã tính"]


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_workbook_that_counts_from_1904_says_so(from_1904: bool) -> None:
    new = sheets.read(xlsx(("A", ROWS), options={"date_1904": from_1904}))
    old = sheets.read(xls(ROWS, from_1904=from_1904))
    assert (new.from_1904, old.from_1904) == (from_1904, from_1904)
    assert new.sheets[0].rows[1].cells[1] == old.sheets[0].rows[1].cells[1] == date(2023, 8, 10)


TEXT = 'Tên sản phẩm{0}Chủ thể{0}Sao\nNước mắm Ba Làng{0}HTX Ba Làng{0}3\n\n"Chè {0} xanh"{0}Hộ Trần Đức{0}4\n'


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
def test_text_in_any_encoding_with_any_separator(separator: str, encoding: str) -> None:
    rows = sheets.read(encoded(TEXT.format(separator), encoding)).sheets[0].rows
    assert rows[0].cells == ["Tên sản phẩm", "Chủ thể", "Sao"]
    assert rows[1].cells == ["Nước mắm Ba Làng", "HTX Ba Làng", "3"]
    assert rows[-1].number == 4 and rows[-1].cells == [f"Chè {separator} xanh", "Hộ Trần Đức", "4"]


def test_what_excel_says_of_its_separator_is_believed() -> None:
    assert sheets.read(b"sep=;\na;b,c\n1;2,5\n").sheets[0].rows[0].cells == ["a", "b,c"]


# -- those that mean harm


def reason(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        sheets.read(data)
    return caught.value.reason


def bomb(size: int) -> bytes:
    """A workbook whose one sheet is `size` bytes of nothing, packed small."""
    small = io.BytesIO(xlsx(("A", ROWS)))
    out = io.BytesIO()
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                data = data.replace(b"<sheetData>", b"<sheetData>" + b" " * size)
            target.writestr(entry.filename, data)
    return out.getvalue()


def test_a_bomb_is_refused() -> None:
    data = bomb(210 * 1024 * 1024)
    assert len(data) < 1024 * 1024
    assert reason(data) == "too-large"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(bomb(210 * 1024 * 1024))
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert reason(bytes(data)) in ("too-large", "broken")


def test_two_cells_a_billion_apart_take_nobody_with_them() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "y")
    assert reason(out.getvalue()) == "too-large"


def test_more_rows_than_anybody_has_are_refused() -> None:
    line = b"a;b;c\n"
    assert len(sheets.read(line * sheets.MOST_ROWS).sheets[0].rows) == sheets.MOST_ROWS
    assert reason(line * (sheets.MOST_ROWS + 101)) == "too-many-rows"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (xlsx(("A", [])), "empty"),
        (b"PK\x03\x04 nothing of the kind", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "broken"),
        (b"a\x00b;c", "broken"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, why: str) -> None:
    assert reason(data) == why


def test_a_locked_workbook_says_so() -> None:
    data = bytearray(xls(ROWS))
    at = data.index(b"\x09\x08\x10\x00\x00\x06")  # the first record; a record of a password takes the place of the next
    data[at + 20 : at + 24] = b"\x2f\x00\x36\x00"
    assert reason(bytes(data)) in ("locked", "broken")
    packed = bytearray(xlsx(("A", ROWS)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = packed.find(mark)
        packed[found + offset] |= 1
    assert reason(bytes(packed)) == "locked"


def test_a_cell_longer_than_anybody_writes_is_cut() -> None:
    assert len(str(sheets.read(b"a;" + b"x" * 5000 + b"\n").sheets[0].rows[0].cells[1])) == 2000
