"""What a producer is asked first, what is known beforehand, and what typed words may mean."""

import pytest

from ocop import assessing, criteria
from ocop.assessing import Facts, by_weight, known, meant, next_papers, still_asked
from ocop.criteria import least
from ocop.forecast import forecast
from ocop.rules import rules

SETS = [f"26-{number:02}" for number in range(1, 27)]
FISH = criteria.criteria_set("26-09")


@pytest.mark.parametrize("code", SETS)
def test_the_conditions_for_three_stars_are_among_the_first_questions(code: str) -> None:
    order = by_weight(criteria.criteria_set(code))
    assert {one.by for one in order} == {"producer"}
    conditions = [one.code for one in order if least(one, 3) is not None]
    assert conditions == [one.code for one in order][: len(conditions)]
    assert len(conditions) <= assessing.FIRST


@pytest.mark.parametrize("code", SETS)
def test_answering_one_by_one_comes_to_an_end(code: str) -> None:
    cs = criteria.criteria_set(code)
    answers: dict[str, int] = {}
    for _question in range(len(cs.criteria)):
        waiting = still_asked(cs, answers, set(answers))
        if not waiting:
            break
        answers[waiting[0].code] = max(waiting[0].options, key=lambda option: option.points).number
    assert still_asked(cs, answers, set(answers)) == []
    assert set(answers) == {one.code for one in by_weight(cs)}


@pytest.mark.parametrize("code", SETS)
def test_addresses_and_labels_fit_a_button(code: str) -> None:
    for one in criteria.criteria_set(code).criteria:
        assert len(f"product/999999/assess/ask/part/{one.code}/option/10".encode()) <= 60
        assert len(f"product/999999/uncite/{one.code}/intellectual-property".encode()) <= 60
        assert all(len(option.text) <= 58 for option in one.options)


def test_what_was_not_known_is_not_asked_again_and_what_is_known_comes_last() -> None:
    waiting = [one.code for one in still_asked(FISH, {"A3.1": 3}, {"A1.1"})]
    assert "A1.1" not in waiting
    assert waiting[-1] == "A3.1"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts("cooperative"), {"A3.1": 3}),
        (Facts("household"), {"A3.1": 1}),
        (Facts("company"), {}),  # depends on the share of local people
        (Facts("company", gender="woman"), {"A3.2": 2}),
        (Facts("company", gender="man"), {}),
        (Facts("company", "man", "dân tộc Kinh", disabled=False), {"A3.2": 1}),
        (Facts("company", "man", "kinh"), {}),
        (Facts("company", "man", "Mường", disabled=False), {"A3.2": 2}),
        (Facts("company", "man", "Kinh", disabled=True), {"A3.2": 2}),
    ],
)
def test_what_follows_from_the_registration(facts: Facts, expected: dict[str, int]) -> None:
    assert known(FISH, facts) == expected


@pytest.mark.parametrize(
    ("code", "typed", "texts"),
    [
        ("A1.1", "49%", ["Có nguyên liệu trong tỉnh, nhưng dưới 50%"]),
        ("A1.1", "50 %", ["Từ 50% đến dưới 75% nguyên liệu trong tỉnh"]),
        ("A1.1", "khoảng 75 phần trăm", ["Từ 75% đến 100% nguyên liệu trong tỉnh"]),
        ("A1.4", "80%", ["Hợp đồng cho trên 75% sản lượng", "Hợp đồng trên 75% sản lượng, đã ổn định từ 12 tháng"]),
        ("A1.4", "75%", []),  # the decision says nothing about exactly 75 %
        ("B4.1", "60%", []),
        ("B4.1", "chi ban trong xa thoi", ["Bán trong xã"]),
        ("B4.1", "abc", []),
    ],
)
def test_what_typed_words_may_mean(code: str, typed: str, texts: list[str]) -> None:
    assert [option.text for option in meant(FISH.criterion(code).options, typed)] == texts


def test_a_target_brings_the_papers_of_its_conditions_first() -> None:
    law = rules("2026-26")
    found = forecast(FISH, {}, set(), law)
    free, aimed = next_papers(FISH, found, None), next_papers(FISH, found, 4)
    assert len(free) == len(aimed) == 3
    assert all(not one.conditions and one.points for one in free)
    assert all(one.conditions for one in aimed)
    most = [len(one.conditions) for one in aimed]
    assert most == sorted(most, reverse=True)
    everything = {paper.code for paper in law.papers}
    assert next_papers(FISH, forecast(FISH, {}, everything, law), 4) == []
