"""How a download is called: RFC 6266, with the name in its own letters and one in ASCII for old browsers."""

import re
import unicodedata
from urllib.parse import quote

_OTHER = re.compile(r"[^A-Za-z0-9_. -]+")


def disposition(kind: str, name: str) -> str:
    """The header Content-Disposition; kind: inline or attachment."""
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    plain = _OTHER.sub("_", "".join(sign for sign in letters if not unicodedata.combining(sign))).strip() or "file"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name or plain, safe='')}"
