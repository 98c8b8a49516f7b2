"""From scorecards to stars: exact means, thresholds, hard conditions."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.criteria import Points
from ocop.rules import rules
from ocop.stars import mean, result, show, stars

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
