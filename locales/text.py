"""Putting typed text into one form: for keeping (`nfc`) and for comparing (`fold`)."""

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]+")
_GAPS = re.compile(r"[\W_]+")
# The joiner inside one emoji (family, flag) is the only invisible sign worth keeping.
_JOINER = "\u200d"


def nfc(text: str) -> str:
    """The text as it is stored: composed letters, no control or invisible signs but line ends, trimmed."""
    text = unicodedata.normalize("NFC", text).strip()
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\xa0", " ")
    return "".join(
        sign for sign in text if sign in ("\n", _JOINER) or unicodedata.category(sign) not in ("Cc", "Cf", "Cs")
    ).strip()


def fold(text: str) -> str:
    """The text for comparing: lower case, no diacritics, đ as d, every run of other signs as one space."""
    text = text.lower()
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFD", text)).replace("đ", "d")
    return _GAPS.sub(" ", text).strip()
