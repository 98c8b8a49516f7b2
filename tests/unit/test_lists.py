"""Twenty ugly spreadsheets, made in code and read as files: the heading, the columns, and each row's fate."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from documents import sheets
from ocop.lists import fates
from ocop.lists.columns import Header, Line, find_header
from ocop.lists.fates import Known
from ocop.lists.rows import Context, Record, read
from ocop.rules import rules_on
from tests.spreadsheets import encoded, xls, xlsx

TODAY = date(2026, 11, 24)
PROVINCE, COMMUNE = "38", "16144"  # Thanh Hóa, Xã Nga An
CODES = frozenset(sub.code for group in rules_on(TODAY).groups for sub in group.subgroups)
HEAD = ["STT", "Tên sản phẩm", "Tên chủ thể", "Xã", "Số sao", "Số quyết định", "Ngày quyết định"]
FISH = [1, "Nước mắm Ba Làng", "HTX Ba Làng", "Xã Nga An", 3, "123/QĐ-UBND", "10/8/2024"]


def header_of(data: bytes, sheet: int = 0) -> Header:
    """The heading that is found in a file."""
    one = sheets.read(data).sheets[sheet]
    found = find_header([Line(row.number, row.cells) for row in one.rows], one.merged)
    assert found is not None
    return found


def records(
    data: bytes,
    known: Known | None = None,
    *,
    area: str = PROVINCE,
    answers: Mapping[str, str] | None = None,
    sheet: int = 0,
    today: date = TODAY,
) -> list[Record]:
    """The rows of a file with their fates."""
    book = sheets.read(data)
    lines = [Line(row.number, row.cells) for row in book.sheets[sheet].rows]
    context = Context(area, PROVINCE, today, CODES, book.from_1904, answers or {})
    found = read(lines, header_of(data, sheet), book.sheets[sheet].merged, context)
    return fates.judge(found, known or Known(), context)


def list_of(*rows: Sequence[Any]) -> bytes:
    return xlsx(("Danh sách", [HEAD, *map(list, rows)]))


def fates_of(rows: list[Record]) -> list[str]:
    return [record.fate for record in rows]


def why(record: Record) -> set[str]:
    return {reason.code for reason in record.reasons}


def test_1_a_plain_list() -> None:
    (record,) = records(list_of(FISH))
    assert record.fate == "new" and why(record) == {"group-by-name"}
    assert (record.number, record.name, record.producer, record.kind) == (
        2,
        "Nước mắm Ba Làng",
        "HTX Ba Làng",
        "cooperative",
    )
    assert (record.commune, record.subgroup, record.stars, record.decision) == (
        COMMUNE,
        "liquid-seasoning",
        3,
        "123/QĐ-UBND",
    )
    assert (record.issued, record.valid_until, record.level) == (date(2024, 8, 10), date(2027, 8, 10), "province")


def test_2_titles_above_and_a_signature_below() -> None:
    data = xlsx(
        (
            "DS",
            [
                ["UBND TỈNH THANH HÓA", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                ["DANH SÁCH SẢN PHẨM OCOP ĐẠT 3 SAO TRỞ LÊN"],
                ["(Kèm theo Quyết định số 99/QĐ-UBND ngày 1/2/2024)"],
                [],
                HEAD,
                ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
                FISH,
                ["", "Tổng cộng: 1 sản phẩm"],
                ["", "", "", "", "", "Người lập biểu"],
            ],
        ),
        merged=("A2:G2",),
    )
    assert (header_of(data).first, header_of(data).last) == (5, 5)
    assert [(record.number, record.fate) for record in records(data)] == [(7, "new")]


def test_3_a_merged_heading_of_two_rows_and_ticked_stars() -> None:
    data = xlsx(
        (
            "DS",
            [
                ["TT", "Sản phẩm", "Chủ thể", "Địa chỉ", "Quyết định công nhận", "", "Hạng sao", "", ""],
                ["", "", "", "", "Số", "Ngày", "3 sao", "4 sao", "5 sao"],
                [
                    1,
                    "Chè Bát Tiên",
                    "Hộ Trần Đức",
                    "thôn 2, xã Nga Điền, huyện Nga Sơn",
                    "7/QĐ-UBND",
                    "1/9/2024",
                    "",
                    "x",
                    "",
                ],
                [
                    2,
                    "Gạo nếp",
                    "Hộ Trần Đức",
                    "thôn 2, xã Nga Điền, huyện Nga Sơn",
                    "7/QĐ-UBND",
                    "1/9/2024",
                    "x",
                    "x",
                    "",
                ],
            ],
        ),
        merged=("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:I1"),
    )
    header = header_of(data)
    assert (header.last, header.columns["decision"], header.columns["issued"], header.columns["star5"]) == (2, 4, 5, 8)
    one, two = records(data)
    assert (one.stars, one.issued, one.commune, one.fate) == (4, date(2024, 9, 1), COMMUNE, "new")
    assert two.fate == "wrong" and "stars" in why(two)


@pytest.mark.parametrize(
    ("written", "day", "doubt"),
    [
        ("10/8/2024", date(2024, 8, 10), ""),
        ("10.08.2024", date(2024, 8, 10), ""),
        ("ngày 10 tháng 8 năm 2024", date(2024, 8, 10), ""),
        ("2024-08-10", date(2024, 8, 10), ""),
        (45514, date(2024, 8, 10), ""),
        ("45514", date(2024, 8, 10), ""),
        (date(2024, 8, 10), date(2024, 8, 10), ""),
        ("08.2024", date(2024, 8, 1), "date-month"),
        (8.2024, date(2024, 8, 1), "date-month"),
        ("2024", date(2024, 1, 1), "date-year"),
        ("8/25/2024", date(2024, 8, 25), "date-swapped"),
    ],
)
def test_4_days_in_every_spelling(written: Any, day: date, doubt: str) -> None:
    (record,) = records(list_of([*FISH[:6], written]))
    assert record.issued == day
    assert record.fate == ("doubtful" if doubt else "new")
    assert not doubt or doubt in why(record)


@pytest.mark.parametrize("written", ["31/2/2024", "chưa rõ", ""])
def test_5_a_certificate_without_a_day_cannot_come_in(written: str) -> None:
    (record,) = records(list_of([*FISH[:6], written]))
    assert record.fate == "wrong" and why(record) & {"date", "no-date"}


@pytest.mark.parametrize("written", [3, 3.0, "3", "3 sao", "ba sao", "3*", "★★★", "***", "OCOP 3 sao", "Hạng 3", "III"])
def test_6_stars_in_every_spelling(written: Any) -> None:
    (record,) = records(list_of([*FISH[:4], written, *FISH[5:]]))
    assert (record.stars, record.fate) == (3, "new")


@pytest.mark.parametrize(
    ("written", "reason"), [("6", "stars"), ("đạt", "stars"), ("", "no-stars"), ("2 sao", "below-three")]
)
def test_7_what_is_no_certificate_is_wrong(written: str, reason: str) -> None:
    (record,) = records(list_of([*FISH[:4], written, *FISH[5:]]))
    assert record.fate == "wrong" and reason in why(record)


def test_8_five_stars_that_are_only_expected_are_four() -> None:
    (record,) = records(list_of([*FISH[:4], "Tiềm năng 5 sao", *FISH[5:]]))
    assert (record.stars, record.level, record.fate) == (4, "province", "doubtful")


def test_9_communes_of_before_july_2025() -> None:
    rows = [
        [1, "Mắm A", "HTX A", "Xã Nga Điền", 3, "1/QĐ-UBND", "1/8/2024"],
        [2, "Mắm B", "HTX B", "TT. Nga Sơn", 3, "1/QĐ-UBND", "1/8/2024"],
        [3, "Mắm C", "HTX C", "Quảng Phú", 3, "1/QĐ-UBND", "1/8/2024"],
        [4, "Mắm D", "HTX D", "Xã Trên Trời", 3, "1/QĐ-UBND", "1/8/2024"],
        [5, "Mắm E", "HTX E", "", 3, "1/QĐ-UBND", "1/8/2024"],
        [6, "Mắm F", "HTX F", "Phường Quảng Phú", 3, "1/QĐ-UBND", "1/8/2025"],
    ]
    found = records(list_of(*rows))
    assert fates_of(found) == ["new", "new", "doubtful", "doubtful", "doubtful", "new"]
    assert found[0].commune == COMMUNE and "commune-old" in why(found[0])
    assert "communes" in why(found[2]) and "no-commune" in why(found[4])
    (key, choices), *_ = found[2].asks.items()
    assert len(choices) > 1
    again = records(list_of(*rows), answers={key: choices[1]})
    assert (again[2].fate, again[2].commune) == ("new", choices[1])


def test_10_the_old_district_tells_communes_of_one_name_apart() -> None:
    head = [*HEAD[:3], "Xã", "Huyện cũ", *HEAD[4:]]
    data = xlsx(("DS", [head, [1, "Mắm", "HTX A", "Quảng Phú", "huyện Thọ Xuân", 3, "1/QĐ-UBND", "1/8/2024"]]))
    (record,) = records(data)
    assert record.fate == "new" and "commune-old" in why(record)


def test_11_districts_as_headings_within_the_list() -> None:
    head = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Hạng sao", "Ngày cấp"]
    data = xlsx(
        (
            "DS",
            [
                head,
                ["I", "HUYỆN THỌ XUÂN"],
                [1, "Mắm A", "HTX A", "Quảng Phú", 3, "1/8/2024"],
                ["II", "THÀNH PHỐ THANH HÓA"],
                [2, "Mắm B", "HTX B", "Quảng Phú", 3, "1/8/2024"],
            ],
        )
    )
    one, two = records(data)
    assert (one.fate, two.fate) == ("new", "new")
    assert one.commune != two.commune


def test_12_doubles_within_the_list_and_the_newer_decision_counts() -> None:
    newer = [3, "NƯỚC MẮM  BA LÀNG", "Hợp tác xã Ba Làng", "Nga An", 4, "9/QĐ-UBND", "1/9/2025"]
    found = records(list_of(FISH, ["", "Mắm tôm", *FISH[2:]], newer))
    assert fates_of(found) == ["double", "new", "new"]
    assert [reason.text for reason in found[0].reasons if reason.code == "double"] == ["4"]


def test_13_what_is_there_already_is_listed_and_nothing_else() -> None:
    known = Known(producers={("htx ba lang", COMMUNE): 5}, products=frozenset({(5, "nuoc mam ba lang")}))
    found = records(list_of(FISH, [2, "Mắm tôm", *FISH[2:]]), known)
    assert fates_of(found) == ["exists", "new"]
    elsewhere = Known(elsewhere={"htx ba lang": "16093"})
    (record,) = records(list_of(FISH), elsewhere)
    assert record.fate == "doubtful" and "twin-elsewhere" in why(record)


def test_14_a_producer_merged_downwards_or_left_empty() -> None:
    rows = [HEAD, FISH, [2, "Mắm tôm", "", "", 4, "123/QĐ-UBND", "10/8/2024"]]
    _one, two = records(xlsx(("DS", rows), merged=("C2:C3", "D2:D3")))
    assert (two.producer, two.commune, two.fate) == ("HTX Ba Làng", COMMUNE, "new")
    _, two = records(xlsx(("DS", rows)))
    assert (two.producer, two.commune, two.fate) == ("HTX Ba Làng", COMMUNE, "doubtful")
    assert "producer-above" in why(two)


def test_15_scenario_3_a_certificate_of_an_abolished_district_that_may_still_hold() -> None:
    head = [*HEAD, "Cơ quan cấp"]
    data = xlsx(("DS", [head, [*FISH[:6], "10/8/2023", "UBND huyện Nga Sơn"]]))
    (record,) = records(data)
    assert (record.valid_until, record.extended_until) == (date(2026, 8, 10), date(2027, 2, 6))
    assert record.level == "district" and {"extended", "issuer-abolished"} <= why(record)
    assert record.fate == "new"
    (record,) = records(data, today=date(2027, 2, 6))
    assert "extended" in why(record)
    (record,) = records(data, today=date(2027, 2, 7))
    assert "ended" in why(record) and "extended" not in why(record)


def test_16_an_end_that_is_given_counts_and_one_that_differs_is_doubtful() -> None:
    head = [*HEAD, "Ngày hết hạn"]
    good, odd, alone = records(
        xlsx(
            (
                "DS",
                [
                    head,
                    [*FISH, "9/8/2027"],
                    [2, "Mắm tôm", *FISH[2:], "1/1/2029"],
                    [3, "Mắm tép", *FISH[2:6], "", "10/8/2027"],
                ],
            )
        )
    )
    assert (good.fate, good.valid_until) == ("new", date(2027, 8, 9))
    assert (odd.fate, odd.valid_until) == ("doubtful", date(2029, 1, 1))
    assert (alone.fate, alone.issued) == ("doubtful", date(2024, 8, 10))


def test_17_telephones_and_tax_numbers_that_lost_their_zero() -> None:
    head = [*HEAD, "Điện thoại", "Mã số thuế", "Điểm"]
    one, two = records(
        xlsx(("DS", [head, [*FISH, 912345678, 100109106, "72,5"], [2, "Mắm tôm", *FISH[2:], "sai số", "12", "x"]]))
    )
    assert (one.phone, one.tax, one.points, one.fate) == ("+84912345678", "0100109106", "72.5", "new")
    assert (two.phone, two.tax, two.points, two.fate) == ("", None, None, "new")
    assert {"phone", "tax"} <= why(two)


def test_18_old_excel_counting_from_1904() -> None:
    rows = [HEAD, [*FISH[:6], date(2024, 8, 10)], [2, "Mắm tôm", *FISH[2:6], 45514 - 1462]]
    assert [record.issued for record in records(xls(rows, from_1904=True))] == [date(2024, 8, 10)] * 2


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1258", ",")])
def test_19_text_in_old_and_new_encodings(encoding: str, separator: str) -> None:
    text = "\n".join(separator.join(map(str, row)) for row in (["DANH SÁCH"], HEAD, FISH))
    (record,) = records(encoded(text, encoding))
    assert (record.name, record.commune, record.fate) == ("Nước mắm Ba Làng", COMMUNE, "new")


def test_20_groups_said_broadly_or_not_at_all() -> None:
    head = [*HEAD[:3], "Nhóm sản phẩm", *HEAD[3:]]
    rows = [
        [1, "Rượu nếp", "HTX A", "Đồ uống", "Nga An", 3, "1/QĐ-UBND", "1/8/2024"],
        [2, "Đặc sản quê", "HTX B", "Thực phẩm", "Nga An", 3, "1/QĐ-UBND", "1/8/2024"],
        [3, "Trà hoa vàng", "HTX C", "", "Nga An", 3, "1/QĐ-UBND", "1/8/2024"],
        [4, "Thứ lạ", "HTX D", "", "Nga An", 3, "1/QĐ-UBND", "1/8/2024"],
    ]
    found = records(xlsx(("DS", [head, *rows])))
    assert [record.subgroup for record in found] == ["white-spirit", "", "other-tea", ""]
    assert fates_of(found) == ["new", "doubtful", "new", "doubtful"]
    asked = fates.questions(found)
    assert [(one["rows"], bool(one["choices"])) for one in asked] == [(1, True), (1, False)]
    assert not any(fates.takeable(record, doubtful=True) for record in found[1::2])


def test_21_a_commune_officer_takes_in_their_commune_only() -> None:
    rows = [FISH, [2, "Mắm tôm", "HTX X", "Xã Hoằng Hóa", *FISH[4:]], [3, "Mắm tép", "HTX Y", "", *FISH[4:]]]
    found = records(list_of(*rows), area=COMMUNE)
    assert fates_of(found) == ["new", "wrong", "new"]
    assert "outside" in why(found[1]) and found[2].commune == COMMUNE


def test_22_a_heading_without_producers_says_what_is_missing() -> None:
    data = xlsx(("DS", [["STT", "Tên sản phẩm", "Cột A", "Số sao"], [1, "Mắm", "HTX A", 3]]))
    header = header_of(data)
    assert header.missing == ["producer"]
    assert header.with_column("producer", 2).missing == []
    assert find_header([Line(1, ["Danh bạ"]), Line(2, ["An", "0912"])]) is None


def test_23_nameless_rows_are_wrong_and_what_a_row_says_survives_storage() -> None:
    found = records(list_of(FISH, [2, "", *FISH[2:]], [3, "Mắm", "", "", 3, "1/QĐ-UBND", "1/8/2024"]))
    assert fates_of(found) == ["new", "wrong", "doubtful"]
    assert [Record.from_json(record.to_json()) for record in found] == found


def test_24_five_thousand_rows_are_judged_in_seconds() -> None:
    rows = "\n".join(f"{n};Nước mắm {n};HTX {n // 3};Xã Nga An;3;1/QĐ-UBND;1/8/2024" for n in range(5_000))
    found = records((";".join(HEAD) + "\n" + rows).encode())
    assert len(found) == 5_000
    assert fates.counts(found)["new"] == 5_000
