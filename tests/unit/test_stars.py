"""From scorecards to stars: exact means, thresholds, conditions of the rules, conditions of a set's star marks."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.criteria import STOP, Points, criteria_set, sheet
from ocop.rules import rules
from ocop.stars import mean, propose, result, show, stars
from tests.unit import numbers_2026 as reckoned

RULES = rules("2025-1489")
ALL_MET = {condition.code: True for condition in RULES.conditions}


def card(total):
    return Points({"A": total - 60, "B": 25, "C": 35}, total)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (0, 1),
        (Decimal("29.99"), 1),
        (30, 2),
        (Decimal("49.99"), 2),
        (50, 3),
        (Decimal("69.99"), 3),
        (70, 4),
        (Decimal("89.6"), 4),
        (Fraction(90) - Fraction(1, 10**9), 4),
        (90, 5),
        (100, 5),
    ],
)
def test_thresholds_are_90_70_50_30(points, expected):
    assert stars(points, RULES.thresholds) == expected


def test_a_province_can_have_means_rounded_to_whole_points():
    rounded = replace(RULES.thresholds, rounding="half-up")
    assert stars(Decimal("89.5"), rounded) == 5
    assert stars(Decimal("89.49"), rounded) == 4


@pytest.mark.parametrize("points", [-1, Decimal("100.01"), Fraction(-1, 10**9)])
def test_a_mean_outside_0_to_100_is_an_error(points):
    with pytest.raises(ValueError, match="outside 0–100"):
        stars(points, RULES.thresholds)


@given(st.fractions(0, 100), st.fractions(0, 100))
def test_more_points_never_mean_fewer_stars(one, other):
    less, more = sorted((one, other))
    assert stars(less, RULES.thresholds) <= stars(more, RULES.thresholds)


@given(st.fractions(0, 100))
def test_points_shown_are_never_more_than_points_earned(points):
    assert 0 <= points - Fraction(show(points)) < Fraction(1, 100)


def test_points_are_shown_with_two_decimals_cut():
    assert [str(show(f)) for f in (Fraction(89996, 1000), Fraction(269, 3), Fraction(90))] == [
        "89.99",
        "89.66",
        "90.00",
    ]


def test_the_mean_is_exact():
    assert mean([89, 90, 90]) == Fraction(269, 3)
    assert mean([Decimal("0.1")] * 3) == Fraction(1, 10)
    with pytest.raises(ValueError, match="no totals"):
        mean([])


def test_five_members_give_a_product_its_stars():
    done = result([card(total) for total in (88, 91, 92, 90, 89)], RULES, ALL_MET)
    assert (done.mean, done.by_points, done.stars, done.capped_by) == (Fraction(90), 5, 5, ())
    assert done.parts == {"A": Fraction(30), "B": Fraction(25), "C": Fraction(35)}


def test_a_hard_condition_that_is_not_met_caps_the_stars_whatever_the_total():
    done = result([card(95), card(97)], RULES, {**ALL_MET, "mandatory-five": False})
    assert (done.by_points, done.stars, done.capped_by) == (5, 4, ("mandatory-five",))
    done = result([card(95), card(97)], RULES, {**ALL_MET, "mandatory-three": False})
    assert (done.by_points, done.stars, done.capped_by) == (5, 2, ("mandatory-three",))


def test_a_condition_that_nobody_confirmed_is_not_met():
    done = result([card(75)], RULES, {})
    assert (done.by_points, done.stars, done.capped_by) == (4, 2, ("mandatory-three", "mandatory-four"))


def test_a_condition_for_more_stars_does_not_matter_below_them():
    done = result([Points({"A": 20, "B": 10, "C": 10}, 40)], RULES, {})
    assert (done.stars, done.capped_by) == (2, ())


def test_a_session_without_scorecards_has_no_result():
    with pytest.raises(ValueError, match="no totals"):
        result([], RULES, ALL_MET)


# -- sets whose options carry star marks

FISH_SAUCE = criteria_set("26-09")
NEWEST = rules("2026-26")
BEST = {one.code: max(one.options, key=lambda option: option.points).number for one in FISH_SAUCE.criteria}


def worth(total, **chosen):
    """A full card of set 9 with exactly this total, and with these options chosen: see `marks`."""
    answers = marks(**chosen)
    left = sheet(FISH_SAUCE, answers).total - total
    for one in FISH_SAUCE.criteria:
        if one.code not in ("B5.1", "B5.2") and answers[one.code] == BEST[one.code]:
            lost, number = max((one.most - o.points, o.number) for o in one.options if one.most - o.points <= left)
            answers[one.code], left = number, left - lost
    assert sheet(FISH_SAUCE, answers).total == total
    return answers


def marks(**chosen):
    """The best card but for these criteria (with "_" for ".")."""
    return BEST | {code.replace("_", "."): number for code, number in chosen.items()}


@pytest.mark.parametrize(
    ("totals", "points", "expected"),
    [
        ([50] * 99 + [49], "49.99", 2),
        ([50], "50.00", 3),
        ([70] * 99 + [69], "69.99", 3),
        ([70, 69, 71], "70.00", 4),
        ([90] * 97 + [89] * 3, "89.97", 4),
        ([90] * 99 + [89], "89.99", 4),
        ([90, 90, 89], "89.66", 4),
        ([90, 91, 89], "90.00", 5),
    ],
)
def test_bands_are_half_open_and_nothing_is_rounded_up(totals, points, expected):
    done = propose(FISH_SAUCE, [worth(total) for total in totals], NEWEST, BEST)
    assert (str(show(done.mean)), done.by_points, done.by_conditions, done.stars) == (points, expected, 5, expected)
    assert done.missing == {3: [], 4: [], 5: []}


def test_contracts_for_60_percent_are_not_enough_for_four_stars():
    """Scenario: 72,4 points, but criterion 1.4 stands at 60 % where **** wants more."""
    cards = [worth(total, A1_4=2) for total in (72, 73, 72, 73, 72)]
    done = propose(FISH_SAUCE, cards, NEWEST, marks(A1_4=2))
    assert (str(show(done.mean)), done.by_points, done.by_conditions, done.stars) == ("72.40", 4, 3, 3)
    assert done.missing == {3: [], 4: ["A1.4"], 5: ["A1.4"]}


def test_one_missing_condition_costs_the_stars_that_it_is_for():
    assert propose(FISH_SAUCE, [marks(A1_4=3)], NEWEST).stars == 4  # not yet for 12 months
    assert propose(FISH_SAUCE, [marks(A1_4=2)], NEWEST).stars == 3
    assert propose(FISH_SAUCE, [marks(A3_5=0)], NEWEST).stars == 2  # no trademark application
    assert propose(FISH_SAUCE, [BEST], NEWEST).stars == 5


def test_what_most_members_chose_is_what_the_council_found():
    low, high = marks(A1_4=2), marks(A1_4=3)
    assert propose(FISH_SAUCE, [low, high, high], NEWEST).missing[4] == []
    assert propose(FISH_SAUCE, [low, low, high], NEWEST).missing[4] == ["A1.4"]


def test_without_a_majority_it_is_open_until_the_council_says_so():
    cards = [marks(A1_4=2), marks(A1_4=3), marks(A1_4=2), marks(A1_4=3)]
    undecided = propose(FISH_SAUCE, cards, NEWEST)
    assert (undecided.open, undecided.missing[4], undecided.stars) == (["A1.4"], ["A1.4"], 3)
    settled = propose(FISH_SAUCE, cards, NEWEST, {"A1.4": 3})
    assert (settled.open, settled.missing[4], settled.stars) == ([], [], 4)


def test_members_may_differ_in_what_makes_no_difference():
    """A3.1 carries no stars; at A3.5 options 2 and 3 are both enough for 4 and for 5 stars."""
    cards = [marks(A3_1=1, A3_5=2), marks(A3_1=2, A3_5=3)]
    done = propose(FISH_SAUCE, cards, NEWEST)
    assert (done.open, done.stars) == ([], 5)


def test_a_criterion_that_most_left_empty_is_not_met():
    without = {code: number for code, number in BEST.items() if code != "A3.5"}
    done = propose(FISH_SAUCE, [without, without, BEST], NEWEST)
    assert (done.open, done.missing[3], done.stars) == ([], ["A3.5"], 2)


def test_impurities_end_it_and_no_total_is_made_up():
    stopped = {code: number for code, number in BEST.items() if code[0] != "C"} | {"C6.1": STOP}
    done = propose(FISH_SAUCE, [stopped, stopped, BEST], NEWEST)
    assert (done.stopped_by, done.by_points, done.stars, done.open) == ("C6.1", 0, 0, [])
    assert done.parts == {"A": 40, "B": 25, "C": 0}
    assert propose(FISH_SAUCE, [stopped, BEST, BEST], NEWEST).stopped_by is None
    assert propose(FISH_SAUCE, [stopped, BEST], NEWEST).open[0] == "C6.1"
    assert propose(FISH_SAUCE, [BEST, BEST], NEWEST, {"C6.1": STOP}).stopped_by == "C6.1"


def test_a_ground_of_exclusion_is_found_before_anything_is_scored():
    done = propose(FISH_SAUCE, [BEST, BEST, BEST], NEWEST, {"foreign-material": STOP})
    assert (done.stopped_by, done.stars, done.mean, done.by_conditions) == ("foreign-material", 0, 0, 2)
    assert propose(FISH_SAUCE, [BEST | {"copy": STOP}, BEST], NEWEST).open == ["copy"]
    assert propose(FISH_SAUCE, [BEST | {"copy": STOP}, BEST | {"copy": 0}, BEST], NEWEST).stars == 5


@pytest.mark.parametrize("strange", [{"A1.1": 9}, {"Z9.9": 1}, {"A1.1": STOP}, {"copy": 3}])
def test_an_answer_that_the_set_does_not_have_is_refused(strange):
    for cards, findings in (([BEST, BEST | strange], {}), ([BEST], strange)):
        with pytest.raises(ValueError, match="not in set 26-09"):
            propose(FISH_SAUCE, cards, NEWEST, findings)


def test_a_council_without_cards_has_no_proposal():
    with pytest.raises(ValueError, match="no totals"):
        propose(FISH_SAUCE, [], NEWEST)


@pytest.mark.parametrize("number", reckoned.SETS)
def test_random_councils_come_to_what_the_numbers_say(number):
    cs, random = criteria_set(f"26-{number:02}"), reckoned.seeded(number, "councils")
    for _ in range(40):
        cards = reckoned.random_cards(number, random)
        found, open_codes = reckoned.found_by(number, cards)
        counted, stopped = reckoned.points_of(number, found)
        each = [reckoned.points_of(number, card | ({stopped: STOP} if stopped else {}))[0] for card in cards]
        average = reckoned.mean([sum(one.values()) for one in each])
        by_points = 0 if stopped else reckoned.stars_of(average)
        held = reckoned.conditions(number, counted)
        done = propose(cs, cards, NEWEST)
        assert done.mean == average
        assert done.parts == {p: reckoned.mean([reckoned.parts_of(one)[p] for one in each]) for p in "ABC"}
        assert (done.by_points, done.by_conditions, done.stars) == (by_points, held, min(by_points, held))
        assert done.missing == {wanted: reckoned.lacking(number, counted, wanted) for wanted in (3, 4, 5)}
        assert (done.open, done.stopped_by) == ([] if stopped else open_codes, stopped)
