"""How a file is called that people download."""

import re

from locales.text import nfc

LONGEST = 80  # characters: with three bytes each, and the ending, still within the 255 bytes that a disk takes
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def file_name(words: str, extension: str) -> str:
    """A name that every system takes, with its letters kept: "Phương án kinh doanh – Nước mắm.docx"."""
    name = " ".join(_UNSAFE.sub(" ", nfc(words)).split())[:LONGEST].strip(" .")
    return f"{name or 'ocop'}.{extension}"
