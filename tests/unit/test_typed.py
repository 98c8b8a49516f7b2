"""What people type: how it is compared, checked and kept."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.text import fold, nfc
from locales.texts import InvalidInput
from ocop import numbers

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Nước mắm Đồng Tháp", "nuoc mam dong thap"),
        (unicodedata.normalize("NFD", "Nước mắm Đồng Tháp"), "nuoc mam dong thap"),
        ("  HỒ SƠ,  giấy-tờ!!! ", "ho so giay to"),
        ("TP.HCM", "tp hcm"),
        ("quay_lại 👍", "quay lai"),
        ("", ""),
    ],
)
def test_spelling_does_not_matter_when_comparing(typed, folded):
    assert fold(typed) == folded


def test_text_is_kept_composed_without_invisible_signs_but_with_its_lines():
    assert nfc(unicodedata.normalize("NFD", " Chả cá ")) == "Chả cá"
    assert nfc("một\r\nhai\x00\u200b\u202e\tba\ufeff") == "một\nhai ba"
    assert nfc("gia đình 👨\u200d👩\u200d👧\n") == "gia đình 👨\u200d👩\u200d👧"


@given(st.text())
def test_any_text_can_be_folded_and_kept(text):
    assert nfc(nfc(text)) == nfc(text)
    assert fold(text) == fold(text).strip()
    assert "\x00" not in nfc(text)
    nfc(text).encode()


@pytest.mark.parametrize(
    "typed",
    [
        "0912 345 678",
        "0912.345.678",
        "84912345678",
        "+84 912 345 678",
        "+84912345678",
        "912345678",
        "sđt: 0912-345-678",
    ],
)
def test_a_mobile_number_is_understood_however_it_is_typed(typed):
    assert numbers.mobile(typed) == "+84912345678"
    assert numbers.show_mobile(numbers.mobile(typed)) == "0912 345 678"


@pytest.mark.parametrize(
    "typed", ["", "abc", "091234567", "0168 1234567", "028 3822 1234", "+1 650 253 0000", "9" * 99]
)
def test_other_numbers_are_not_mobile_numbers(typed):
    with pytest.raises(InvalidInput) as wrong:
        numbers.mobile(typed)
    assert (wrong.value.key, wrong.value.details) == ("wrong-phone", {})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0100109106", "0100109106"),
        (" 01 00109106 ", "0100109106"),
        ("0100109106-001", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
    ],
)
def test_a_tax_number_is_kept_in_one_form(typed, kept):
    assert numbers.tax_number(typed) == kept


@pytest.mark.parametrize("typed", ["0100109107", "0100109160", "010010910", "0100109106-1", "MST", ""])
def test_a_mistyped_tax_number_is_noticed(typed):
    with pytest.raises(InvalidInput, match="wrong-tax-number"):
        numbers.tax_number(typed)


def test_a_name_is_one_line_with_letters():
    assert numbers.name(" HTX\n  Nga An ") == "HTX Nga An"
    assert numbers.name("Ý A") == "Ý A"
    for typed in ("", "A", "12345", "😀😀", "x" * 121):
        with pytest.raises(InvalidInput) as wrong:
            numbers.name(typed)
        assert (wrong.value.key, wrong.value.details) == ("wrong-name", {"longest": 120})


def test_a_paragraph_keeps_its_lines_and_has_its_bounds():
    assert numbers.paragraph(" dòng một\n\ndòng hai ") == "dòng một\n\ndòng hai"
    with pytest.raises(InvalidInput) as too_long:
        numbers.paragraph("á" * 2001)
    assert (too_long.value.key, too_long.value.details) == ("wrong-too-long", {"longest": 2000, "length": 2001})
    with pytest.raises(InvalidInput) as too_short:
        numbers.paragraph("ngắn", shortest=20)
    assert (too_short.value.key, too_short.value.details) == ("wrong-too-short", {"shortest": 20, "length": 4})
    with pytest.raises(InvalidInput, match="wrong-too-short"):
        numbers.paragraph(" \u200b\n ")


@pytest.mark.parametrize(
    "typed",
    ["31/7/2026", "31-7-26", "31.07.2026", "31 7 2026", "ngày 31 tháng 7 năm 2026", "Ngày 31/07/2026", "2026-07-31"],
)
def test_a_date_is_understood_however_it_is_typed(typed):
    assert numbers.day(typed, TODAY) == date(2026, 7, 31)


def test_today_and_yesterday_are_dates():
    assert numbers.day("Hôm nay", TODAY) == numbers.day("hom nay", TODAY) == TODAY
    assert numbers.day("hôm qua", date(2026, 3, 1)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "typed", ["31/2/2026", "7/31/2026", "31/7", "31/7/1026", "31/7/226", "mai", "", "0/0/0", "1" * 50]
)
def test_what_is_no_date_is_not_guessed(typed):
    with pytest.raises(InvalidInput, match="wrong-date"):
        numbers.day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1234/QĐ-UBND", "1234/QĐ-UBND"),
        ("số 1234 / qđ-ubnd", "1234/QĐ-UBND"),
        ("Quyết định số 56/2026/QD-UBND", "56/2026/QĐ-UBND"),
        ("27/KH-UBND", "27/KH-UBND"),
        ("1489/QĐ-TTg", "1489/QĐ-TTg"),
    ],
)
def test_a_decision_number_is_kept_in_one_form(typed, kept):
    assert numbers.decision_number(typed) == kept


@pytest.mark.parametrize(
    "typed", ["1234", "QĐ-UBND", "1234/", "1234/QĐ UBND xã <b>", "1" * 9 + "/QĐ-UBND", "1/" + "A" * 99, ""]
)
def test_other_texts_are_no_decision_numbers(typed):
    with pytest.raises(InvalidInput, match="wrong-decision-number"):
        numbers.decision_number(typed)


@pytest.mark.parametrize("typed", ["1200", "1.200", "1,200", "1 200", " 1200 "])
def test_a_whole_number_is_understood_however_it_is_grouped(typed):
    assert numbers.whole_number(typed) == 1200


@pytest.mark.parametrize("typed", ["", "12,5", "1.20", "1.200,000", "-5", "mười", "²", "9" * 5000, "1.2000"])
def test_what_is_no_whole_number_is_not_guessed(typed):
    with pytest.raises(InvalidInput, match="wrong-number"):
        numbers.whole_number(typed)


def test_a_number_outside_its_bounds_says_the_bounds():
    assert numbers.whole_number("5", least=1, most=5) == 5
    with pytest.raises(InvalidInput) as wrong:
        numbers.whole_number("6", least=1, most=5)
    assert wrong.value.details == {"least": 1, "most": 5}
