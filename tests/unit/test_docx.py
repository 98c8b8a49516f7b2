"""The Word files made from a form's answers, read back as Word would."""

import io
from collections.abc import Sequence

import docx

from documents.word import DOTTED, form_docx


def drawn(rows: Sequence[tuple[str, str]] = (), *, signer_name: str = "Nguyễn Thị Lan", note: str = "") -> bytes:
    return form_docx(
        heading="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        motto="Độc lập - Tự do - Hạnh phúc",
        title="PHIẾU ĐĂNG KÝ Ý TƯỞNG SẢN PHẨM",
        subtitle="Chương trình Mỗi xã một sản phẩm",
        rows=rows,
        place_date="Xã Tam Mỹ, ngày 31 tháng 7 năm 2026",
        signer_title="ĐẠI DIỆN CHỦ THỂ",
        signer_name=signer_name,
        note=note,
    )


def table(data: bytes) -> list[tuple[str, str]]:
    """The questions and answers that stand in the file."""
    rows = docx.Document(io.BytesIO(data)).tables[0].rows
    return [(row.cells[0].text, row.cells[1].text) for row in rows]


def words(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_every_word_around_the_answers_is_there() -> None:
    read = words(drawn(note="Bản này do trợ lý lập."))
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "PHIẾU ĐĂNG KÝ Ý TƯỞNG SẢN PHẨM",
        "Chương trình Mỗi xã một sản phẩm",
        "Xã Tam Mỹ, ngày 31 tháng 7 năm 2026",
        "ĐẠI DIỆN CHỦ THỂ",
        "Nguyễn Thị Lan",
        "Bản này do trợ lý lập.",
    ):
        assert read.count(part) == 1, part


def test_nothing_of_the_template_is_left() -> None:
    read = words(drawn([("Tên", "Mật ong")]))
    assert "{" not in read
    assert "%" not in read


def test_every_row_is_there_in_its_order() -> None:
    rows = [(f"{number}. Câu hỏi", f"Trả lời {number}") for number in range(1, 41)]
    assert table(drawn(rows)) == rows


def test_a_form_without_rows() -> None:
    assert table(drawn([])) == []


def test_signs_that_mean_something_to_word_survive_everywhere() -> None:
    name = "Trần & Sons <b> \"Hậu\" 'Giang' {{ title }} {% if %} ]]> 100 %"
    data = drawn([(name, name)], signer_name=name, note=name)
    assert table(data) == [(name, name)]
    assert words(data).count(name) == 4


def test_line_breaks_are_kept() -> None:
    story = "Nghề có từ đời ông.\nNay con cháu nối nghiệp.\n\nBà con tin dùng."
    assert table(drawn([("Câu chuyện", story)])) == [("Câu chuyện", story)]


def test_lines_parted_in_any_way_and_signs_nobody_sees() -> None:
    pasted = "Một\r\nHai\x0bBa\fBốn\a\x00\x1b \ud800Năm\tSáu"
    data = drawn([(pasted, pasted)], signer_name="Lan\ud800\f", note=pasted)
    read = "Một\nHai\nBa\nBốn Năm\tSáu"
    assert table(data) == [(read, read)]
    assert read in words(data)


def test_an_unanswered_question_is_a_dotted_line_to_write_on() -> None:
    assert table(drawn([("Mã số thuế", ""), ("Tên", "Trà")])) == [("Mã số thuế", DOTTED), ("Tên", "Trà")]
    assert len(DOTTED) >= 20


def test_a_long_answer_and_rare_signs() -> None:
    long = "Mật ong hoa cà phê 🍯 — 50 % · ½ lít ".strip() + " ấ" * 3000
    assert table(drawn([("Mô tả", long)])) == [("Mô tả", long)]


def test_two_files_at_once_do_not_mix() -> None:
    """The template is read anew for every file."""
    first, second = drawn([("Tên", "Một")]), drawn([("Tên", "Hai")])
    assert (table(first), table(second)) == ([("Tên", "Một")], [("Tên", "Hai")])


def test_rows_and_the_signature_stand_whole_on_a_page_unless_a_row_is_long() -> None:
    document = docx.Document(io.BytesIO(drawn([("Tên", "Trà"), ("Mô tả", "ấ " * 1000), ("Giá", "")])))
    answers, signature = document.tables
    assert [bool(row._tr.xpath("w:trPr/w:cantSplit")) for row in answers.rows] == [True, False, True]
    assert signature.rows[0]._tr.xpath("w:trPr/w:cantSplit")
    between = signature._tbl.getprevious()
    assert between.xpath("w:pPr/w:keepNext")
    assert between.getprevious() is answers._tbl
