"""A product's group is found by what people say that they make."""

import pytest

from ocop import criteria, kinds
from ocop.rules import all_rules, rules

NOW = rules("2026-26")


def test_each_of_the_26_kinds_has_examples_and_each_example_finds_it():
    codes = [subgroup.code for group in NOW.groups for subgroup in group.subgroups]
    assert sorted(kinds.examples()) == sorted(codes)
    for code, words in kinds.examples().items():
        assert len(words) >= 5
        for word in words:
            assert code in kinds.find(word), word
            assert code in kinds.find(f"Làm {word.upper()} ở quê"), word


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Nước mắm Ba Làng", ["liquid-seasoning"]),
        ("nuoc mam", ["liquid-seasoning"]),
        ("vải thiều sấy", ["processed-produce"]),
        ("Vải thổ cẩm", ["textiles"]),
        ("trà gừng", ["other-tea"]),
        ("tỏi đen Lý Sơn", ["other-seasoning"]),  # and no lipstick
        ("giò bê", ["processed-meat"]),  # and no basket
        ("Homestay A Páo", ["tourism"]),
        ("mứt gừng", ["other-seasoning", "processed-produce"]),  # asked back
        ("", []),
        ("…", []),
        ("món gì đó", []),
    ],
)
def test_what_people_say(said, found):
    assert kinds.find(said) == found


def test_never_more_than_fit_a_screen():
    everything = " ".join(word for words in kinds.examples().values() for word in words)
    assert len(kinds.find(everything)) == kinds.MOST


def test_every_kind_of_the_laws_before_has_one_or_several_today():
    known = {subgroup.code for group in NOW.groups for subgroup in group.subgroups}
    for version in all_rules():
        for group in version.groups:
            for subgroup in group.subgroups:
                assert set(kinds.today(subgroup.code)) <= known, subgroup.code
    assert kinds.today("ornamental") == ("flowers", "trees", "pets")
    assert kinds.today("tea") == ("tea",)


def test_each_kind_has_the_set_of_its_number():
    sets = [subgroup.criteria_set for group in NOW.groups for subgroup in group.subgroups]
    assert sorted(sets) == [f"26-{number:02}" for number in range(1, 27)]
    assert set(sets) <= set(criteria.available())
