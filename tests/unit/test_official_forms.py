"""The three official forms of Decision 26/2026, read back as Word would: what stands where, and how it looks."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from documents.forms_2026 import (
    CHANGES,
    Change,
    CommuneReport,
    Conditions,
    Criterion,
    Evidence,
    Finding,
    Part,
    Person,
    Plans,
    Receipt,
    Recognised,
    Registration,
    Results,
    SelfReport,
    Signed,
    cited,
    commune_report_docx,
    registration_docx,
    self_report_docx,
)
from documents.official import day, place_and_day

LAN = Person("Nguyễn Thị Lan", "Giám đốc", "female", "", "Thôn Đông, xã Nga An")
LICENCE = Evidence("1", "Giấy đăng ký kinh doanh", "26A8000123", "Phòng Tài chính", date(2023, 1, 5), files=2)
CONTRACT = Evidence("2", "Hợp đồng thu mua cá cơm", files=12)
TEST = Evidence("3", "Phiếu kiểm nghiệm", "118", "", date(2026, 8, 12), date(2027, 8, 12), 3)
AWARD = Evidence("4", "Bằng khen")

REGISTRATION = Registration(
    province="tỉnh Thanh Hóa",
    year=2026,
    producer="Hợp tác xã Lan Bình",
    representative=LAN,
    address="Thôn Đông, xã Nga An, tỉnh Thanh Hóa",
    phone="0912 345 678",
    email="lan@example.vn",
    product="Nước mắm Lan Bình",
    sector="Thực phẩm",
    group="Gia vị",
    subgroup="Gia vị dạng lỏng",
    kind="first",
    samples=5,
    signed=Signed("Xã Nga An", date(2026, 1, 5), "Nguyễn Thị Lan"),
    province_code="38",
    commune_code="14794",
    at_commune=Receipt("05-012", date(2026, 4, 7), "Lê Văn Hùng"),
)
REPORT = SelfReport(
    producer="Hợp tác xã Lan Bình",
    organisation="Hợp tác xã",
    address="Thôn Đông, xã Nga An",
    representative=LAN,
    registered_on=date(2019, 2, 5),
    registration_number="26A8000123",
    product="Nước mắm Lan Bình",
    packing="Chai 500 ml",
    standard="TCCS 01:2025",
    conditions=Conditions(business_registration=True, food_safety=True, trademark=True, other_property="Mã vạch"),
    history="Lập năm 2019.",
    structure="Ba người quản trị.",
    results=Results("Mười hai tàu.", "Nhãn mới.", "Ba tỉnh.", "3,2 tỷ đồng."),
    parts=(
        Part(
            "A",
            "Sức mạnh cộng đồng",
            40,
            (
                Criterion("A1.1", "Nguồn gốc", 3, 3, "1. TỔ CHỨC", "Trên 75 %", "Cá trong xã.", (CONTRACT, LICENCE)),
                Criterion("A1.2", "Liên kết", 3, 2, "1. TỔ CHỨC", "", "Mười hai hợp đồng.", (LICENCE, TEST, CONTRACT)),
                Criterion("A3.1", "Loại hình", 3, 0, "3. CỘNG ĐỒNG"),
            ),
        ),
        Part("B", "Tiếp thị", 25, (Criterion("B4.1", "Khu vực phân phối", 5, 4, "4. TIẾP THỊ", "", "Ba tỉnh."),)),
        Part("C", "Chất lượng", 35, (Criterion("C8", "Kiểm nghiệm", 5, None, "", "", "Đạt.", (TEST,)),)),
    ),
    plans=Plans("Chai 250 ml.", "Thêm nhà ủ.", "Vào siêu thị."),
    papers=(AWARD, LICENCE),
    signed=Signed("Xã Nga An", date(2026, 4, 7), "Nguyễn Thị Lan"),
)
COMMUNE_REPORT = CommuneReport(
    commune="xã Nga An",
    province="tỉnh Thanh Hóa",
    number=5,
    on=date(2026, 2, 9),
    producer="Hợp tác xã Lan Bình",
    organisation="Hợp tác xã",
    address="Thôn Đông",
    representative=LAN,
    product="Nước mắm Lan Bình",
    material=Finding("Cá trong xã.", "Đúng, mười hai chủ tàu xác nhận."),
    labour=Finding("Chín người.", "Đúng theo danh sách."),
    idea_is="traditional",
    idea=Finding("Nghề có từ 1920.", "Đúng, còn ba nhà làm."),
    identity=Finding("Ủ chum sành.", "Khác nơi khác."),
    signer="Trần Văn Minh",
    receivers=("UBND tỉnh Thanh Hóa", "Văn phòng điều phối;"),
)
EVERY = {
    "01": registration_docx(REGISTRATION),
    "01 empty": registration_docx(Registration()),
    "02": self_report_docx(REPORT),
    "02 empty": self_report_docx(SelfReport()),
    "02 again, empty": self_report_docx(SelfReport(kind="again")),
    "03": commune_report_docx(COMMUNE_REPORT),
    "03 empty": commune_report_docx(CommuneReport()),
}


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def blocks(data: bytes) -> Iterator[Paragraph | _Row]:
    """Paragraphs and the tables' rows, from top to bottom."""
    for block in opened(data).iter_inner_content():
        yield from block.rows if isinstance(block, Table) else [block]


def lines(data: bytes) -> list[str]:
    """What is read, line by line; the cells of a row are parted by " | "."""
    found = []
    for block in blocks(data):
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            cells = {id(cell._tc): cell.text for cell in block.cells}
            found.append(" | ".join(cells.values()))
    return [line for line in found if line.strip()]


def read(data: bytes) -> str:
    return "\n".join(lines(data))


def in_order(text: str, *parts: str) -> bool:
    place = 0
    for part in parts:
        place = text.find(part, place) + len(part)
        if place < len(part):
            return False
    return True


def row_with(data: bytes, words: str) -> _Row:
    [row] = [b for b in blocks(data) if isinstance(b, _Row) and words in "\n".join(cell.text for cell in b.cells)]
    return row


def is_whole(row: _Row) -> bool:
    return bool(row._tr.xpath("w:trPr/w:cantSplit"))


# -- the look of all of them


@pytest.mark.parametrize("name", EVERY)
def test_the_page_is_as_decree_30_wants_it(name: str) -> None:
    for section in opened(EVERY[name]).sections:
        assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
        assert 2.0 <= round(section.top_margin.cm, 2) <= 2.5
        assert 2.0 <= round(section.bottom_margin.cm, 2) <= 2.5
        assert 3.0 <= round(section.left_margin.cm, 2) <= 3.5
        assert 1.5 <= round(section.right_margin.cm, 2) <= 2.0
        assert section.different_first_page_header_footer
        assert [field.get(qn("w:instr")) for field in section.header._element.iter(qn("w:fldSimple"))] == ["PAGE"]
        assert section.header.paragraphs[0].alignment == 1
        assert not list(section.first_page_header._element.iter(qn("w:fldSimple")))


@pytest.mark.parametrize("name", EVERY)
def test_every_letter_is_times_new_roman_black_and_of_a_lawful_size(name: str) -> None:
    document = opened(EVERY[name])
    style = document.styles["Normal"]
    fonts = style.element.rPr.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert style.font.size == Pt(13)
    for run in document.element.body.iter(qn("w:r")):
        other = run.findall(f".//{qn('w:rFonts')}")
        text = "".join(node.text or "" for node in run.iter(qn("w:t")))
        assert bool(other) == (text in {"☐", "☑"}), text
        sizes = [int(size.get(qn("w:val"))) / 2 for size in run.iter(qn("w:sz"))]
        assert all(11 <= size <= 14 for size in sizes)
        assert not list(run.iter(qn("w:color")))


@pytest.mark.parametrize("name", EVERY)
def test_what_is_not_known_is_dots_never_a_word_of_the_machine(name: str) -> None:
    text = read(EVERY[name])
    for word in ("None", "True", "False", "{", "()", "[]"):
        assert word not in text
    assert ("……" in text) or "empty" not in name


@pytest.mark.parametrize("name", EVERY)
def test_national_head_and_signature_stand_whole(name: str) -> None:
    data = EVERY[name]
    assert in_order(read(data), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    everything = list(blocks(data))
    signatures = [
        number
        for number, block in enumerate(everything)
        if isinstance(block, _Row) and any("ĐẠI DIỆN" in c.text or "TM. ỦY BAN" in c.text for c in block.cells[1:])
    ]
    assert len(signatures) == 1
    row, before = everything[signatures[0]], everything[signatures[0] - 1]
    assert isinstance(row, _Row)
    assert isinstance(before, Paragraph)
    assert is_whole(row)
    assert before.paragraph_format.keep_with_next
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in row.cells[1].paragraphs[:-1])


@pytest.mark.parametrize("name", EVERY)
def test_the_library_leaves_no_trace(name: str) -> None:
    core = opened(EVERY[name]).core_properties
    assert "python" not in f"{core.author}{core.comments}{core.last_modified_by}"
    assert core.created is None
    assert core.title


@pytest.mark.parametrize("name", EVERY)
def test_tables_do_not_touch_and_a_paragraph_ends_the_file(name: str) -> None:
    kinds = [element.tag for element in opened(EVERY[name]).element.body]
    assert kinds[-2:] == [qn("w:p"), qn("w:sectPr")]
    assert (qn("w:tbl"), qn("w:tbl")) not in list(pairwise(kinds))


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2027, 11, 10), "ngày 10 tháng 11 năm 2027"),
        (None, "ngày …… tháng …… năm 20……"),
    ],
)
def test_a_day_in_the_words_of_decree_30(on: date | None, words: str) -> None:
    assert day(on) == words
    assert place_and_day("Xã Nga An", on) == f"Xã Nga An, {words}"


def test_signs_that_mean_something_to_word_or_to_nobody() -> None:
    name = 'Trần & Sons <b> "Hậu" {{ x }} ]]> 100 %'
    data = registration_docx(replace(REGISTRATION, producer=f"{name}\x00\x1b\ud800", email="a\x0bb"))
    assert f"1. Tên đơn vị: {name}" in lines(data)
    self_report_docx(replace(REPORT, history="\x00\x1b\ud800", producer=name))


# -- Mẫu số 01


def test_the_registration_says_everything_in_the_forms_order() -> None:
    assert in_order(
        read(EVERY["01"]),
        "Mẫu số 01",
        "PHIẾU ĐĂNG KÝ",
        "Tham gia đánh giá, phân hạng sản phẩm OCOP",
        "của tỉnh Thanh Hóa năm 2026",
        "1. Tên đơn vị: Hợp tác xã Lan Bình",
        "Họ tên người đại diện pháp lý: Nguyễn Thị Lan",
        "Chức vụ: Giám đốc",
        "Địa chỉ liên hệ: Thôn Đông, xã Nga An, tỉnh Thanh Hóa",
        "Điện thoại: 0912 345 678\tEmail: lan@example.vn",
        "2. Tên sản phẩm: Nước mắm Lan Bình",
        "- Ngành: Thực phẩm",
        "- Nhóm: Gia vị",
        "- Phân nhóm: Gia vị dạng lỏng",
        "4. Lần đăng ký đánh giá:",
        "01 bản gốc; 01 bản điện tử",
        "05 đơn vị sản phẩm",
        "Chúng tôi cam kết",
        "Xã Nga An, ngày 05 tháng 01 năm 2026",
        "ĐẠI DIỆN",
        "Nguyễn Thị Lan",
        "PHẦN DÀNH CHO CƠ QUAN TIẾP NHẬN",
    )


@pytest.mark.parametrize(
    ("kind", "boxes"),
    [
        ("first", "☑ Lần đầu     ☐ Nâng hạng     ☐ Đánh giá lại"),
        ("upgrade", "☐ Lần đầu     ☑ Nâng hạng     ☐ Đánh giá lại"),
        ("again", "☐ Lần đầu     ☐ Nâng hạng     ☑ Đánh giá lại"),
        (None, "☐ Lần đầu     ☐ Nâng hạng     ☐ Đánh giá lại"),
    ],
)
def test_one_box_is_ticked(kind: Any, boxes: str) -> None:
    assert boxes in lines(registration_docx(replace(REGISTRATION, kind=kind)))


def test_samples_are_counted_but_not_for_tourism() -> None:
    assert "- Sản phẩm mẫu: …… đơn vị sản phẩm." in lines(registration_docx(replace(REGISTRATION, samples=None)))
    tour = read(registration_docx(replace(REGISTRATION, samples=None, needs_samples=False)))
    assert "- Sản phẩm mẫu: không áp dụng" in tour
    assert "đơn vị sản phẩm" not in tour


def test_each_authority_has_its_receipt_on_the_second_page() -> None:
    everything = lines(EVERY["01"])
    assert [line for line in everything if line.startswith("Phiếu số")] == [
        "Phiếu số: 05-012/PĐK-38-14794-2026",
        "Phiếu số: ……-……/PĐK-38-14794-2026",
    ]
    assert "Phiếu số: ……-……/PĐK-(Mã tỉnh)-(Mã xã)-(Năm)" in lines(EVERY["01 empty"])
    second = read(EVERY["01"]).partition("PHẦN DÀNH CHO")[2]
    assert in_order(
        second,
        "I. ỦY BAN NHÂN DÂN CẤP XÃ",
        "Ngày nhận: ngày 07 tháng 4 năm 2026",
        "Người tiếp nhận: Lê Văn Hùng",
        "Chữ ký",
        "CƠ QUAN TIẾP NHẬN",
        "II. CƠ QUAN QUẢN LÝ OCOP CẤP TỈNH",
        "Ngày nhận: ngày …… tháng",
        "CƠ QUAN TIẾP NHẬN",
    )
    breaks = [b for b in blocks(EVERY["01"]) if isinstance(b, Paragraph) and b.paragraph_format.page_break_before]
    assert len(breaks) == 1


def test_an_empty_field_is_dotted_up_to_the_margin() -> None:
    empty = {b.text: b for b in blocks(EVERY["01 empty"]) if isinstance(b, Paragraph)}
    for label in ("1. Tên đơn vị: \t", "Chức vụ: \t", "- Phân nhóm: \t", "Điện thoại: \t\tEmail: \t"):
        last = list(empty[label].paragraph_format.tab_stops)[-1]
        assert (last.leader, round(last.position.cm, 2)) == (1, 16.5)
    filled = {b.text: b for b in blocks(EVERY["01"]) if isinstance(b, Paragraph)}
    assert not list(filled["Chức vụ: Giám đốc"].paragraph_format.tab_stops)


# -- Mẫu số 02


def test_the_report_says_parts_one_two_and_four_in_order() -> None:
    assert in_order(
        read(EVERY["02"]),
        "BÁO CÁO",
        "Tự đánh giá về sản phẩm",
        "Phần I\n",
        "1. Tên chủ thể: Hợp tác xã Lan Bình",
        "2. Loại hình tổ chức: Hợp tác xã",
        "3. Địa chỉ: Thôn Đông, xã Nga An",
        "5. Người đại diện pháp luật:",
        "- Họ tên: Nguyễn Thị Lan",
        "- Giới tính: ☐ Nam   ☑ Nữ",
        "- Địa chỉ thường trú: Thôn Đông",
        "6. Ngày thành lập/đăng ký kinh doanh: ngày 05 tháng 02 năm 2019",
        "Số giấy đăng ký (nếu có): 26A8000123",
        "- Quy cách: Chai 500 ml",
        "- Tiêu chuẩn: TCCS 01:2025",
        "8. Lịch sử hình thành của chủ thể:\nLập năm 2019.",
        "9. Cơ cấu tổ chức:\nBa người quản trị.",
        "Phần II\n",
        "đóng gói\nMười hai tàu.",
        "nhãn sản phẩm\nNhãn mới.",
        "3. Thị trường tiêu thụ\nBa tỉnh.",
        "4. Doanh thu, lợi nhuận\n3,2 tỷ đồng.",
        "Phần III\n",
        "Phần IV\n",
        "1. Về sản phẩm\nChai 250 ml.",
        "2. Về sản xuất\nThêm nhà ủ.",
        "3. Về thị trường\nVào siêu thị.",
        "Xã Nga An, ngày 07 tháng 4 năm 2026",
        "ĐẠI DIỆN THEO PHÁP LUẬT CỦA CƠ SỞ",
        "Nguyễn Thị Lan",
        "Phụ lục",
    )


def test_the_boxes_of_what_the_producer_has() -> None:
    ticked = [line.strip() for line in lines(EVERY["02"]) if "☑" in line]
    assert ticked == [
        "- Giới tính: ☐ Nam   ☑ Nữ",
        "a) ☑ Giấy đăng ký kinh doanh",
        "☑ Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm",
        "☑ Giấy chứng nhận nhãn hiệu",
        "☑ Khác (ghi rõ): Mã vạch",
    ]
    everything = Conditions(True, True, True, "GCN hữu cơ", True, True, True, True, True, "Mã vạch")
    filled = read(self_report_docx(replace(REPORT, conditions=everything)))
    assert (filled.count("☑"), filled.count("☐")) == (11, 1)
    assert "☑ Giấy chứng nhận đủ điều kiện bắt buộc khác: GCN hữu cơ" in filled
    assert "☑" not in read(EVERY["02 empty"])


def test_ethnic_origin_is_printed_only_when_it_was_given() -> None:
    given = replace(LAN, ethnicity="Thái")
    assert "Dân tộc" not in read(EVERY["02"]) + read(EVERY["02 empty"]) + read(EVERY["03"]) + read(EVERY["03 empty"])
    assert "- Dân tộc: Thái" in lines(self_report_docx(replace(REPORT, representative=given)))
    assert "- Dân tộc: Thái" in lines(commune_report_docx(replace(COMMUNE_REPORT, representative=given)))


def test_points_by_part_and_what_is_not_scored_yet() -> None:
    everything = lines(EVERY["02"])
    assert "Phần A. Sức mạnh cộng đồng | 40 | 5" in everything
    assert "Phần B. Tiếp thị | 25 | 4" in everything
    assert "Phần C. Chất lượng | 35 | ……" in everything
    assert "Tổng cộng | 100 | 9" in everything
    assert "Còn 1 tiêu chí chưa tự chấm điểm." in everything
    scored = replace(REPORT, parts=REPORT.parts[:2])
    assert "chưa tự chấm" not in read(self_report_docx(scored))


def test_every_criterion_with_points_words_and_proof_in_the_sets_order() -> None:
    third = lines(EVERY["02"])
    start = third.index("Tiêu chí | Điểm tối đa | Tự chấm")
    assert third[start + 1 : start + 17] == [
        "PHẦN A. SỨC MẠNH CỘNG ĐỒNG",
        "1. TỔ CHỨC",
        "1.1. Nguồn gốc | 3 | 3",
        "Mức tự chọn: Trên 75 %\nMô tả: Cá trong xã.\nMinh chứng: \n"
        "- Hợp đồng thu mua cá cơm (MC 1.1.1)\n- Giấy đăng ký kinh doanh (MC 1.1.2)",
        "1.2. Liên kết | 3 | 2",
        "Mô tả: Mười hai hợp đồng.\nMinh chứng: \n- Giấy đăng ký kinh doanh (viện dẫn MC 1.1.2)\n"
        "- Phiếu kiểm nghiệm (MC 1.2.1)\n- Hợp đồng thu mua cá cơm (viện dẫn MC 1.1.1)",
        "3. CỘNG ĐỒNG",
        "3.1. Loại hình | 3 | 0",
        f"Mô tả: {'…' * 20}\nMinh chứng: {'…' * 20}",
        "PHẦN B. TIẾP THỊ",
        "4. TIẾP THỊ",
        "4.1. Khu vực phân phối | 5 | 4",
        f"Mô tả: Ba tỉnh.\nMinh chứng: {'…' * 20}",
        "PHẦN C. CHẤT LƯỢNG",
        "8. Kiểm nghiệm | 5 | ……",
        "Mô tả: Đạt.\nMinh chứng: \n- Phiếu kiểm nghiệm (viện dẫn MC 1.2.1)",
    ]


def test_the_annex_lists_the_evidence_in_the_order_of_the_criteria() -> None:
    data = EVERY["02"]
    annex = lines(data)[lines(data).index("Phụ lục") + 1 :]
    licence = "Giấy đăng ký kinh doanh (số 26A8000123, Phòng Tài chính, ngày 05/01/2023)"
    test = "Phiếu kiểm nghiệm (số 118, ngày 12/08/2026, có giá trị đến 12/08/2027)"
    assert annex == [
        "DANH MỤC MINH CHỨNG THEO BỘ TIÊU CHÍ",
        "Tiêu chí | Ký hiệu | Tên giấy tờ, tài liệu | Ghi chú",
        "1.1 | MC 1.1.1 | Hợp đồng thu mua cá cơm | 12 tệp",
        f"1.1 | MC 1.1.2 | {licence} | 2 tệp",
        f"1.2 | MC 1.1.2 | {licence} | Viện dẫn",
        f"1.2 | MC 1.2.1 | {test} | 3 tệp",
        "1.2 | MC 1.1.1 | Hợp đồng thu mua cá cơm | Viện dẫn",
        f"8 | MC 1.2.1 | {test} | Viện dẫn",
        "Khác | MC K.1 | Bằng khen | –",
        f"Khác | MC 1.1.2 | {licence} | Viện dẫn",
    ]
    first, second = opened(data).sections
    assert not first._sectPr.xpath("w:pgNumType")
    assert [start.get(qn("w:start")) for start in second._sectPr.xpath("w:pgNumType")] == ["1"]


def test_a_paper_named_twice_at_one_criterion_is_one_proof() -> None:
    twice = Criterion("A1.1", "Nguồn gốc", 3, evidence=(CONTRACT, CONTRACT, LICENCE))
    report = SelfReport(parts=(Part("A", "A", 40, (twice,)),))
    assert [(citation.sign, citation.before) for citation in cited(report)] == [("1.1.1", False), ("1.1.2", False)]


def test_an_upgrade_shows_what_is_new_since_the_recognition() -> None:
    film = Evidence("9", "Phim về sản phẩm")
    upgrade = replace(
        REPORT,
        kind="upgrade",
        recognised=Recognised(3, "1234/QĐ-UBND", date(2024, 3, 10), date(2027, 3, 10)),
        changes=(
            Change("turnover", "2,1 tỷ", "3,2 tỷ"),
            Change("packaging", "Chai nhựa", "Chai thủy tinh", (TEST, film)),
        ),
    )
    text = lines(self_report_docx(upgrade))
    start = text.index("Những thay đổi so với sản phẩm đã được công nhận")
    assert text[start + 1 : start + 6] == [
        "Sản phẩm được công nhận 3 sao theo Quyết định số 1234/QĐ-UBND ngày 10 tháng 3 năm 2024; "
        "giấy chứng nhận có hiệu lực đến ngày 10 tháng 3 năm 2027.",
        "Nội dung | Khi được công nhận | Hiện nay | Minh chứng",
        "Bao bì | Chai nhựa | Chai thủy tinh | Phiếu kiểm nghiệm (MC 1.2.1)\nPhim về sản phẩm (MC TĐ.1)",
        f"Doanh thu | 2,1 tỷ | 3,2 tỷ | {'…' * 8}",
        "Phần IV",
    ]
    assert text.index("Phần III") < start < text.index("Phần IV")
    assert "Thay đổi | MC TĐ.1 | Phim về sản phẩm | –" in text


def test_a_re_evaluation_tells_of_every_topic_of_the_three_years() -> None:
    again = replace(REPORT, kind="again", changes=(Change("tests", "", "Mỗi năm hai lần", (TEST,)),))
    text = lines(self_report_docx(again))
    start = text.index("Những thay đổi trong ba năm qua")
    rows = text[start + 3 : start + 3 + len(CHANGES)]
    assert [row.partition(" | ")[0] for row in rows] == list(CHANGES.values())
    assert "Mỗi năm hai lần | Phiếu kiểm nghiệm (MC 1.2.1)" in rows[5]
    assert all("……" in row for row in rows)
    assert "Những thay đổi" not in read(EVERY["02"])


def test_short_rows_stand_whole_and_the_rows_head_is_repeated() -> None:
    data = EVERY["02"]
    assert all(is_whole(block) for block in blocks(data) if isinstance(block, _Row))
    heads = [b for b in blocks(data) if isinstance(b, _Row) and b._tr.xpath("w:trPr/w:tblHeader")]
    assert [row.cells[0].text for row in heads] == ["Nội dung", "Tiêu chí", "Tiêu chí"]
    for words in ("1.1. Nguồn gốc", "PHẦN B. TIẾP THỊ", "3. CỘNG ĐỒNG"):
        row = row_with(data, words)
        assert all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs), words


def test_a_description_of_pages_breaks_over_them_in_paragraphs() -> None:
    story = "\n".join(["Từ năm 1985 gia đình đã làm nước mắm. " * 20] * 10)
    told = replace(REPORT.parts[0].criteria[0], description=story)
    report = replace(REPORT, history=story, parts=(replace(REPORT.parts[0], criteria=(told,)),))
    data = self_report_docx(report)
    row = row_with(data, "Từ năm 1985")
    assert not is_whole(row)
    assert len([p for p in row.cells[0].paragraphs if "Từ năm 1985" in p.text]) == 10
    told_twice = [b for b in blocks(data) if isinstance(b, Paragraph) and "Từ năm 1985" in b.text]
    assert len(told_twice) == 10
    assert {paragraph.alignment for paragraph in told_twice} == {3}
    assert all("\n" not in paragraph.text for paragraph in told_twice)


def test_an_unanswered_question_of_the_report_has_lines_to_write_on() -> None:
    everything = [block.text for block in blocks(EVERY["02 empty"]) if isinstance(block, Paragraph)]
    place = everything.index("8. Lịch sử hình thành của chủ thể:")
    assert everything[place + 1 : place + 4] == ["\t", "\t", "\t"]


# -- Mẫu số 03


def test_the_communes_report_says_everything_in_order() -> None:
    assert in_order(
        read(EVERY["03"]),
        "ỦY BAN NHÂN DÂN\nXÃ NGA AN",
        "Số: 05/BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Xã Nga An, ngày 09 tháng 02 năm 2026",
        "BÁO CÁO",
        "Đánh giá một số nội dung của hồ sơ",
        "I. THÔNG TIN CHUNG",
        "1. Tên chủ thể: Hợp tác xã Lan Bình",
        "2. Loại hình tổ chức: Hợp tác xã",
        "- Họ tên: Nguyễn Thị Lan",
        "5. Sản phẩm đăng ký: Nước mắm Lan Bình",
        "II. ĐÁNH GIÁ",
        "1. Về sử dụng nguyên liệu địa phương\na) Nội dung chủ thể báo cáo:\nCá trong xã.\nb) ",
        "Đúng, mười hai chủ tàu xác nhận.",
        "2. Về sử dụng lao động địa phương",
        "Chín người.",
        "Đúng theo danh sách.",
        "3. Nguồn gốc ý tưởng sản phẩm\n☑ Sản phẩm truyền thống     ☐ Sản phẩm mới",
        "Nghề có từ 1920.",
        "Đúng, còn ba nhà làm.",
        "4. Bản sắc/trí tuệ địa phương",
        "Ủ chum sành.",
        "Khác nơi khác.",
        "đề nghị Ủy ban nhân dân tỉnh Thanh Hóa đánh giá, phân hạng sản phẩm Nước mắm Lan Bình "
        "của Hợp tác xã Lan Bình./.",
        "Nơi nhận:\n- UBND tỉnh Thanh Hóa;\n- Văn phòng điều phối;\n- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Minh",
    )


def test_a_vice_chairman_signs_for_the_chairman() -> None:
    text = read(commune_report_docx(replace(COMMUNE_REPORT, deputy=True)))
    assert "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Minh" in text


def test_an_empty_report_of_the_commune_leaves_its_blanks() -> None:
    text = read(EVERY["03 empty"])
    assert "Số: ……/BC-UBND" in text
    assert "ngày …… tháng …… năm 20……" in text
    assert "☐ Sản phẩm truyền thống     ☐ Sản phẩm mới" in text
    dotted = [block.text for block in blocks(EVERY["03 empty"]) if isinstance(block, Paragraph) and "\t" in block.text]
    assert [line for line in dotted if line != "\t"] == [
        "1. Tên chủ thể: \t",
        "2. Loại hình tổ chức: \t",
        "3. Địa chỉ: \t",
        "- Họ tên: \t",
        "- Địa chỉ thường trú: \t",
        "5. Sản phẩm đăng ký: \t",
    ]
    assert dotted.count("\t") == 4 * (2 + 3)
    assert "XÃ …" in text
