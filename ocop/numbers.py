"""Checks of what people type: each returns the value as it is stored, or says which message tells what is wrong."""

import re
from datetime import date, timedelta

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType
from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from locales.text import fold, nfc
from locales.texts import InvalidInput

_DAY_FIRST = re.compile(r"(?:ngay )?(\d{1,2})(?: thang)? (\d{1,2})(?: nam)? (\d{4}|\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})", re.ASCII)
_DATED = re.compile(r"(?<!\d)\d{1,2}(?: thang)? \d{1,2}(?: nam)? \d{4}(?!\d)", re.ASCII)
_DECISION = re.compile(r"\d{1,6}[A-Z]?/(?:\d{4}/)?[A-ZĐ][A-ZĐ0-9&.-]{1,29}", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*", re.ASCII)
_LONGEST_NUMBER = 30


def mobile(text: str) -> str:
    """A Vietnamese mobile number as "+84912345678", typed with or without spaces, 0, 84 or +84; else
    InvalidInput.
    """
    try:
        number = phonenumbers.parse(nfc(text), "VN")
    except NumberParseException:
        raise InvalidInput("wrong-phone") from None
    vietnamese = number.country_code == 84 and phonenumbers.is_valid_number(number)
    if not vietnamese or phonenumbers.number_type(number) != PhoneNumberType.MOBILE:
        raise InvalidInput("wrong-phone")
    number.extension = None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def show_mobile(e164: str) -> str:
    """A number such as "+84912345678" as people write it: "0912 345 678"; what is no number as it is."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(e164, "VN"), PhoneNumberFormat.NATIONAL)
    except NumberParseException:
        return e164


def tax_number(text: str) -> str:
    """A tax number with its check digit right: 10 digits, or 13 as "0100109106-001". InvalidInput otherwise."""
    try:
        return str(mst.format(mst.validate(nfc(text))))
    except ValidationError:
        raise InvalidInput("wrong-tax-number") from None


def name(text: str, *, longest: int = 120) -> str:
    """A name on one line, 2 to `longest` characters, with at least one letter. InvalidInput otherwise."""
    text = " ".join(nfc(text).split())
    if not 2 <= len(text) <= longest or not any(map(str.isalpha, text)):
        raise InvalidInput("wrong-name", longest=longest)
    return text


def paragraph(text: str, *, shortest: int = 1, longest: int = 2000) -> str:
    """Free text that keeps its lines, `shortest` to `longest` characters. InvalidInput otherwise."""
    text = nfc(text)
    if len(text) > longest:
        raise InvalidInput("wrong-too-long", longest=longest, length=len(text))
    if len(text) < shortest:
        raise InvalidInput("wrong-too-short", shortest=shortest, length=len(text))
    return text


def day(text: str, today: date) -> date:
    """A date from "31/7/2026", "31-7-26", "31.07.2026", "hôm nay" or "hôm qua", from 1900 to 2099; else
    InvalidInput.
    """
    typed = fold(text)
    if typed in ("hom nay", "today"):
        return today
    if typed in ("hom qua", "yesterday"):
        return today - timedelta(days=1)
    if match := _DAY_FIRST.fullmatch(typed):
        number, month, year = map(int, match.groups())
    elif match := _YEAR_FIRST.fullmatch(typed):
        year, month, number = map(int, match.groups())
    else:
        raise InvalidInput("wrong-date")
    year += 2000 if year < 100 else 0
    if not 1900 <= year <= 2099:
        raise InvalidInput("wrong-date")
    try:
        return date(year, month, number)
    except ValueError:
        raise InvalidInput("wrong-date") from None


def days(text: str) -> list[date]:
    """The dates in a text, in its order, each with its four-digit year: "cấp 1/2/2026, hạn 1/2/2029"."""
    found = []
    for part in _DATED.findall(fold(text)):
        try:
            found.append(day(part, date.min))
        except InvalidInput:
            continue
    return found


def decision_number(text: str) -> str:
    """The number of a decision, such as "1234/QĐ-UBND", in capitals; "QD" is read as "QĐ". InvalidInput otherwise."""
    typed = re.sub(r"\s*([/-])\s*", r"\1", nfc(text)).upper()
    typed = re.sub(r"^(?:QUYẾT ĐỊNH )?(?:SỐ:? *)?", "", typed)
    typed = typed.replace("/QD-", "/QĐ-")
    if not _DECISION.fullmatch(typed):
        raise InvalidInput("wrong-decision-number")
    return typed.replace("-TTG", "-TTg")


def whole_number(text: str, *, least: int = 0, most: int = 10**12) -> int:
    """A whole number from `least` to `most`, typed "1200", "1.200", "1,200" or "1 200". InvalidInput otherwise."""
    typed = nfc(text)
    plain = typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER
    if not plain and not (len(typed) <= _LONGEST_NUMBER and _GROUPED.fullmatch(typed)):
        raise InvalidInput("wrong-number", least=least, most=most)
    value = int(re.sub(r"\D", "", typed))
    if not least <= value <= most:
        raise InvalidInput("wrong-number", least=least, most=most)
    return value
