"""The 26 sets of Decision 26/2026/QĐ-TTg against a table of numbers, and a thousand random sheets of each."""

import pytest

from ocop import stars
from ocop.criteria import STOP, available, criteria_set, holds_for, least, sheet, unmet
from ocop.criteria_check import problems
from ocop.rules import rules
from tests.unit import numbers_2026 as reckoned
from tests.unit.numbers_2026 import NUMBERS, SETS

BANDS = rules("2026-26").thresholds
PARTS = {"A": 40, "B": 25, "C": 35}


def the_set(number):
    return criteria_set(f"26-{number:02}")


def best(cs):
    return {one.code: max(one.options, key=lambda option: option.points).number for one in cs.criteria}


def test_all_26_sets_are_shipped():
    assert [f"26-{number:02}" for number in SETS] == [code for code in available() if code.startswith("26-")]
    assert len(reckoned.rows()) == 2557


@pytest.mark.parametrize("number", SETS)
def test_every_option_has_the_points_and_stars_of_the_decision(number):
    """In the decision's order; an option 0 stands only where no option without points is printed."""
    cs = the_set(number)
    ours = {
        one.code: {o.number: (o.points, o.stars or 0, not o.certain) for o in one.options if o.number}
        for one in cs.criteria
    }
    assert ours == NUMBERS[number]
    assert list(ours) == sorted(ours, key=lambda code: (code[0], [int(piece) for piece in code[1:].split(".")]))
    for one in cs.criteria:
        added = [] if 0 in {points for points, *_ in NUMBERS[number][one.code].values()} else [(0, None, ())]
        assert [(o.points, o.stars, o.papers) for o in one.options if o.number == 0] == added


@pytest.mark.parametrize("number", SETS)
def test_a_set_adds_up_and_can_be_obeyed(number):
    cs = the_set(number)
    assert problems(cs) == []
    assert {part.letter: sum(one.most for one in part.criteria) for part in cs.parts} == PARTS
    assert sheet(cs, best(cs)).parts == PARTS
    assert unmet(cs, best(cs), 5) == []
    assert (cs.rules, cs.number, len(cs.title) <= 60, "26/2026" in cs.source) == ("2026-26", number, True, True)


@pytest.mark.parametrize("number", SETS)
def test_the_questions_speak_to_the_producer(number):
    for one in the_set(number).criteria:
        assert one.ask.endswith("?")
        assert one.help
        assert one.by in ("producer", "council")
        assert len({option.text for option in one.options}) == len(one.options)


def test_only_set_26_has_two_cases():
    cased = {
        (number, one.code): [option.case for option in one.options]
        for number in SETS
        for one in the_set(number).criteria
        if any(option.case for option in one.options)
    }
    assert cased == {(26, code): ["", "a", "a", "b", "b"] for code in ("C8", "C9", "C15")}


def test_what_stops_and_what_depends_is_what_the_decision_prints():
    for number in SETS:
        cs = the_set(number)
        stops = [one.code for one in cs.criteria if one.stop]
        at_zero = tuple(one.code for one in cs.criteria if one.stops_at_zero)
        depends = {one.code: one.depends_on for one in cs.criteria if one.depends_on}
        assert at_zero == reckoned.NO_POINTS.get(number, ())
        assert stops == [code for code in (reckoned.IMPURITIES.get(number), *at_zero) if code]
        assert depends == ({} if number == 26 else {reckoned.STORY_TOLD: reckoned.STORY})


def test_grounds_of_exclusion_are_those_of_each_set():
    grounds = {}
    for number in SETS:
        for exclusion in the_set(number).exclusions:
            grounds.setdefault(exclusion.code, []).append(number)
            assert (exclusion.certain, "Phụ lục II" in exclusion.source) == (
                number != 19 or exclusion.code == "foreign-material",
                True,
            ) or (number, exclusion.code) == (17, "production-licence")
    assert grounds == {
        "false-papers": list(range(1, 26)),
        "food-safety": list(range(1, 18)),
        "registration": list(range(1, 26)),
        "outside-province": [1, 2, 3, 4, 23, 24, 25],
        "nothing-special": [1, 2, 3, 4],
        "copy": list(range(5, 15)),
        "foreign-material": [*range(7, 16), 18, 19, 20],
        "production-licence": [15, 17],
        "good-practice": [18],
        "declaration": [18, 20],
        "must-conditions": [20],
        "infringes": [21, 22],
    }


@pytest.mark.parametrize("number", SETS)
def test_a_thousand_random_sheets_come_to_what_the_numbers_say(number):
    cs, random = the_set(number), reckoned.seeded(number, "sheets")
    seen = set()
    for _ in range(1000):
        answers = reckoned.random_sheet(number, random)
        counted, stopped = reckoned.points_of(number, answers)
        done = sheet(cs, answers)
        assert (done.parts, done.total) == (reckoned.parts_of(counted), sum(counted.values())), answers
        assert done.stopped_by == stopped, answers
        asked = [code for code in counted if code not in answers]
        if number != 26 and answers.get(reckoned.STORY) in (0, 1) and counted.get(reckoned.STORY) == 0:
            asked = [code for code in asked if code != reckoned.STORY_TOLD]
        assert list(done.unanswered) == asked, answers
        for wanted in (3, 4, 5):
            assert unmet(cs, answers, wanted) == reckoned.lacking(number, counted, wanted), answers
        held = holds_for(cs, answers)
        assert held == reckoned.conditions(number, counted), answers
        assert stars.stars(done.total, BANDS) == reckoned.stars_of(done.total)
        seen.add((held, reckoned.stars_of(done.total)))
    assert {held for held, _points in seen} == ({2, 3, 5} if number == 26 else {2, 3, 4, 5})  # 26 has no *****
    assert {points for _held, points in seen} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("number", range(1, 26))
def test_a_dossier_with_a_ground_of_exclusion_is_not_scored(number):
    cs = the_set(number)
    for exclusion in cs.exclusions:
        done = sheet(cs, {**best(cs), exclusion.code: STOP})
        assert (done.total, done.parts, done.stopped_by, done.unanswered) == (
            0,
            {"A": 0, "B": 0, "C": 0},
            exclusion.code,
            (),
        )
        assert unmet(cs, {**best(cs), exclusion.code: STOP}, 3) == unmet(cs, {}, 3)
        assert sheet(cs, {**best(cs), exclusion.code: 0}).total == 100


@pytest.mark.parametrize("number", [*reckoned.IMPURITIES, *reckoned.NO_POINTS])
def test_what_is_stopped_never_has_the_conditions_of_three_stars(number):
    cs = the_set(number)
    for one in cs.criteria:
        if one.stop:
            assert holds_for(cs, {**best(cs), one.code: STOP}) == 2


def test_a_single_mark_of_four_stars_binds_for_four_and_five():
    only_four = [
        (number, one.code)
        for number in SETS
        for one in the_set(number).criteria
        if {option.stars for option in one.options} - {None} == {4}
    ]
    assert len(only_four) == 128
    for number, code in only_four:
        one = the_set(number).criterion(code)
        assert least(one, 3) is None
        assert least(one, 4) == least(one, 5)


def test_a_story_that_nobody_has_is_not_asked_how_it_is_told():
    fish_sauce = the_set(9)
    none = next(option.number for option in fish_sauce.criterion("B5.1").options if option.points == 0)
    without = {**best(fish_sauce), "B5.1": none}
    assert sheet(fish_sauce, without).total == 100 - 5 - 2
    assert "B5.2" not in sheet(fish_sauce, {"B5.1": none}).unanswered
    assert {"B5.1", "B5.2"} <= {*sheet(fish_sauce, {}).unanswered}
    assert sheet(fish_sauce, {"B5.2": 3}).total == 0  # the story itself is not known yet


def test_tourism_is_scored_in_one_of_its_two_cases():
    tourism = the_set(26)
    assert [sheet(tourism, {"C8": number}).total for number in range(5)] == [0, 1, 3, 1, 3]


STRANGE = [{"Z9.9": 1}, {"A1.1": 9}, {"A1.1": STOP}, {"false-papers": 1}, {"good-practice": STOP}]


@pytest.mark.parametrize("answers", STRANGE)
def test_an_answer_that_the_set_does_not_have_is_an_error(answers):
    with pytest.raises(ValueError, match="not in set 26-09"):
        sheet(the_set(9), answers)
