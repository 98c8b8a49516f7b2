"""What a province gives: data with source and date, and nothing invented where there is none."""

from datetime import date

from ocop import support

ROW = """
[[support]]
stars = [3, 4]
when = "first"
what = "Thưởng 8 triệu đồng"
until = 2027-12-31
source = "Nghị quyết 12/2026/NQ-HĐND ngày 1/7/2026, Điều 4"
read_on = 2026-11-24
"""


def test_none_is_shipped():
    assert list(support.FOLDER.glob("*.toml")) == []
    assert support.support("38", date(2026, 11, 24)) == []


def test_a_province_adds_its_own_and_it_ends_with_its_last_day(tmp_path):
    (tmp_path / "38.toml").write_text(ROW, "utf-8")
    [row] = support.support("38", date(2027, 12, 31), tmp_path)
    assert (row.stars, row.what, row.read_on) == ((3, 4), "Thưởng 8 triệu đồng", date(2026, 11, 24))
    assert support.support("38", date(2028, 1, 1), tmp_path) == []
    assert support.support("01", date(2027, 1, 1), tmp_path) == []
    assert support.support("../38", date(2027, 1, 1), tmp_path) == []
    assert list(support.problems(tmp_path)) == []


def test_each_mistake_is_named(tmp_path):
    (tmp_path / "99.toml").write_text(ROW, "utf-8")
    (tmp_path / "38.toml").write_text(ROW.replace("[3, 4]", "[2]").replace("first", "soon"), "utf-8")
    (tmp_path / "01.toml").write_text("[[support]]\nmoney = 8", "utf-8")
    found = "\n".join(support.problems(tmp_path))
    for words in ("no province has the code '99'", "'when' is 'soon'", "stars are [2]", "01.toml: cannot be read"):
        assert words in found
