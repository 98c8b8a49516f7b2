"""Finding a commune or province as people type it, and what lies inside what."""

import pytest

from ocop import units

NGA_AN = "16144"
SAI_GON = "26740"


def names(found):
    return [units.full_name(unit.code) for unit in found]


def test_all_units_in_force_since_july_2025_are_there():
    assert len(units._index().provinces) == 34
    assert len(units._index().communes) == 3321
    assert all(unit.name == " ".join(unit.name.split()) for unit in units._index().communes.values())


def test_units_have_names_and_codes():
    assert units.commune(NGA_AN) == units.unit(NGA_AN) == units.Unit(NGA_AN, "Xã Nga An", "38")
    assert units.province("38") == units.unit("38") == units.Unit("38", "Thanh Hóa", "38")
    assert [units.full_name(code) for code in (NGA_AN, "38", "79", "VN")] == [
        "Xã Nga An, Thanh Hóa",
        "Thanh Hóa",
        "TP. Hồ Chí Minh",
        "Việt Nam",
    ]


@pytest.mark.parametrize("code", ["", "99", "99999", "1", "xx"])
def test_unknown_codes_are_key_errors(code):
    with pytest.raises(KeyError):
        units.unit(code)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Thanh Hóa", "38"),
        ("tỉnh thanh hoá", "38"),
        ("thanhhoa", "38"),
        ("Thanh Hao", "38"),
        ("tp hcm", "79"),
        ("TP.HCM", "79"),
        ("Sài Gòn", "79"),
        ("ha noi", "01"),
        ("Hà", "01"),
        ("đắc lắc", "66"),
        ("Bến Tre", "86"),
        ("nam định", "37"),
        ("thừa thiên huế", "46"),
    ],
)
def test_a_province_is_found_by_any_of_its_names(typed, first):
    assert first in [unit.code for unit in units.find_provinces(typed)][: 1 if typed != "Hà" else 2]


def test_every_unit_is_found_by_its_own_name():
    for unit in units._index().provinces.values():
        assert units.find_provinces(unit.name) == [unit]
    for unit in list(units._index().communes.values())[::97]:
        assert units.find_communes(unit.name)[0].name == unit.name
        assert unit in units.find_communes(unit.name, province=unit.province)


@pytest.mark.parametrize(
    "typed",
    ["xa nga an", "Xã Nga An", "nga an", "NGA AN thanh hoa", "Nga An, Nga Sơn, tỉnh Thanh Hóa", "ngaan", "nga  ann"],
)
def test_a_commune_is_found_however_it_is_typed(typed):
    assert names(units.find_communes(typed))[0] == "Xã Nga An, Thanh Hóa"


def test_the_kind_and_the_province_choose_among_communes_of_one_name():
    assert names(units.find_communes("p. ba dinh"))[0] == "Phường Ba Đình, TP. Hà Nội"
    assert names(units.find_communes("ba dinh ha noi")) == ["Phường Ba Đình, TP. Hà Nội"]
    assert names(units.find_communes("ba đình", province="38")) == ["Xã Ba Đình, Thanh Hóa"]
    assert names(units.find_communes("phuong liet")) == ["Phường Phương Liệt, TP. Hà Nội"]
    assert names(units.find_communes("đặc khu phú quốc")) == ["Đặc khu Phú Quốc, An Giang"]


def test_a_list_is_as_long_as_asked_and_empty_for_nonsense():
    assert len(units.find_communes("tân", limit=4)) == 4
    for typed in ("", "x", "!!!", "xyzzy", "x" * 4000):
        assert units.find_communes(typed) == []
        assert units.find_provinces(typed) == []


def test_a_province_has_its_communes():
    assert len(units.communes_of("38")) == 166
    assert NGA_AN in units.communes_of("38")
    assert SAI_GON not in units.communes_of("38")
    assert sum(len(units.communes_of(code)) for code in units._index().provinces) == 3321
    assert units.known_commune(NGA_AN)
    assert not units.known_commune("99999")


def test_what_lies_inside_what():
    assert units.within(SAI_GON, "79")
    assert units.within(SAI_GON, SAI_GON)
    assert units.within("79", "79")
    assert units.within(SAI_GON, "VN")
    assert units.within("VN", "VN")
    assert not units.within(SAI_GON, "38")
    assert not units.within("79", SAI_GON)
    assert not units.within("VN", "79")
    assert not units.within(NGA_AN, SAI_GON)
