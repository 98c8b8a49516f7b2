"""Personal fields in a text that goes to many: "Chào {tên}" becomes "Chào Nguyễn Thị Lan"."""

import re
from collections.abc import Mapping

from locales.text import fold
from locales.texts import InvalidInput

FIELDS = ("ten", "san pham", "xa", "buoc")  # name, product, commune, step; typed with or without diacritics
_FIELD = re.compile(r"\{([^{}\n]{0,40})\}")


def check(text: str) -> str:
    """The text, if every {…} in it is a known field. Raises InvalidInput("wrong-field") with the field."""
    for found in _FIELD.finditer(text):
        if fold(found[1]) not in FIELDS:
            raise InvalidInput("wrong-field", field=found[0])
    return text


def merge(text: str, values: Mapping[str, str]) -> str:
    """The text with each field's value; values: by the names in FIELDS."""
    return _FIELD.sub(lambda found: values.get(fold(found[1]), found[0]), text)
