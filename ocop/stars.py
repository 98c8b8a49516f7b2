"""From the council's scorecards to stars. Means are exact fractions: nothing is rounded before it is compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from ocop.criteria import Points
from ocop.rules import Rules, Thresholds


@dataclass(frozen=True, slots=True)
class Result:
    """A council's result: means (points) in all and by part, stars by points, and stars after the hard conditions.

    capped_by: codes of the conditions for those points that are not met.
    """

    mean: Fraction
    parts: dict[str, Fraction]
    by_points: int
    stars: int
    capped_by: tuple[str, ...]


def mean(totals: Sequence[int | Decimal]) -> Fraction:
    """The exact mean of the totals (points); ValueError when there are none."""
    if not totals:
        raise ValueError("no totals to take a mean of")
    return sum(map(Fraction, totals), Fraction(0)) / len(totals)


def stars(mean: Fraction | Decimal | int, thresholds: Thresholds) -> int:
    """Stars (1–5) for the mean of the council members' totals, in points; ValueError outside 0–100.

    Source: Decision 1048/QĐ-TTg: 90, 70, 50, 30; see `Thresholds.rounding` for means that are no whole points.
    """
    exact = Fraction(mean)
    if not 0 <= exact <= 100:
        raise ValueError(f"a mean of {float(exact)} points is outside 0–100")
    if thresholds.rounding == "half-up":
        exact = Fraction(floor(exact + Fraction(1, 2)))
    return 1 + sum(exact >= least for least in (thresholds.two, thresholds.three, thresholds.four, thresholds.five))


def result(cards: Sequence[Points], rules: Rules, met: Mapping[str, bool]) -> Result:
    """The result of a session; ValueError without cards.

    met: condition code → whether the secretary confirmed it; one that is not there counts as not met.
    """
    average = mean([card.total for card in cards])
    by_points = stars(average, rules.thresholds)
    unmet = [c for c in rules.conditions if c.least_stars <= by_points and not met.get(c.code, False)]
    return Result(
        mean=average,
        parts={letter: mean([card.parts[letter] for card in cards]) for letter in cards[0].parts},
        by_points=by_points,
        stars=min((by_points, *(condition.caps_at for condition in unmet))),
        capped_by=tuple(condition.code for condition in unmet),
    )


def show(points: Fraction) -> Decimal:
    """The points with two decimals, cut and not rounded, so that 89.996 never shows as 90."""
    return Decimal(floor(points * 100)).scaleb(-2)


def kept(result: Result, cards: int) -> dict[str, Any]:
    """The result of so many cards as it is kept: exact decimals as text, so that it can be recomputed and compared."""
    return {
        "parts": {letter: str(show(points)) for letter, points in result.parts.items()},
        "mean": str(show(result.mean)),
        "by_points": result.by_points,
        "stars": result.stars,
        "capped_by": list(result.capped_by),
        "cards": cards,
    }


def signs(number: int) -> str:
    """Five signs, so many of them full."""
    return "★" * number + "☆" * (5 - number)
