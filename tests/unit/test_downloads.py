"""Names of downloads: in their own letters, and safe."""

from urllib.parse import unquote

import pytest

from bot.web.downloads import disposition
from documents.names import LONGEST, file_name


def test_a_vietnamese_name_arrives_as_it_is() -> None:
    header = disposition("attachment", "Phiếu đăng ký – Nước mắm.docx")
    assert header.startswith('attachment; filename="Phieu dang ky _ Nuoc mam.docx"; ')
    assert header.isascii()
    assert unquote(header.rpartition("UTF-8''")[2]) == "Phiếu đăng ký – Nước mắm.docx"


@pytest.mark.parametrize("name", ['a"; x=y.exe', "a\r\nSet-Cookie: x", "", "日本", "a;b'c"])
def test_no_name_ends_the_header(name: str) -> None:
    header = disposition("inline", name)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert header.count(";") == 2


def test_a_name_is_bounded_and_safe_on_every_system() -> None:
    assert file_name("Phương án kinh doanh – Nước mắm", "docx") == "Phương án kinh doanh – Nước mắm.docx"
    assert file_name('a/b\\c:*?"<>|d\n', "xlsx") == "a b c d.xlsx"
    assert file_name("...", "docx") == "ocop.docx"
    long = file_name("ẫ" * 500, "docx")
    assert len(long) <= LONGEST + 5
    assert len(long.encode()) <= 255
