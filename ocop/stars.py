"""From the council's scorecards to stars. Means are exact fractions: nothing is rounded before it is compared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from ocop.criteria import STOP, CriteriaSet, Points, holds_for, sheet, unmet
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


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the cards of a council come to, on a set whose options carry star marks.

    mean, parts: exact means of the cards' points. by_points: stars of the mean. by_conditions: the most stars whose
    conditions hold for what the council found. stars: the fewer of the two, which is what the machine proposes.
    missing: 3, 4, 5 stars → codes of the criteria whose condition does not hold. open: codes on which the members
    differ without a majority, where it matters for the stars: to be settled before the closing, until then not met.
    stopped_by: the criterion or ground of exclusion that ended it: then no total is to be shown, by_points and stars
    are 0.
    """

    mean: Fraction
    parts: dict[str, Fraction]
    by_points: int
    by_conditions: int
    stars: int
    missing: dict[int, list[str]]
    open: list[str]
    stopped_by: str | None


def propose(
    cs: CriteriaSet, cards: Sequence[Mapping[str, int]], rules: Rules, findings: Mapping[str, int] | None = None
) -> Proposal:
    """The stars that the cards (criterion code → option number) come to; ValueError without cards or for odd answers.

    findings: what the council settled, criterion or exclusion code → option number or STOP; else the majority counts.
    What stops the assessment for the council counts on every card; a ground of exclusion that it did not find, on none.

    Source: Decision 26/2026/QĐ-TTg, article 3 and Annex II. What the finding is where members differ, and that without
    a condition the next lower stars whose conditions hold are proposed, is our reading.
    """
    for card in (*cards, findings or {}):
        sheet(cs, card)  # refuses odd answers
    found, open_codes = settle(cs, cards, findings or {})
    stopped_by = sheet(cs, found).stopped_by
    sheets = [sheet(cs, _counted(cs, card, stopped_by)) for card in cards]
    average = mean([one.total for one in sheets])
    by_points = 0 if stopped_by else stars(average, rules.thresholds)
    by_conditions = holds_for(cs, found)
    return Proposal(
        mean=average,
        parts={part.letter: mean([one.parts[part.letter] for one in sheets]) for part in cs.parts},
        by_points=by_points,
        by_conditions=by_conditions,
        stars=min(by_points, by_conditions),
        missing={number: unmet(cs, found, number) for number in (3, 4, 5)},
        open=[] if stopped_by else open_codes,
        stopped_by=stopped_by,
    )


def settle(
    cs: CriteriaSet, cards: Sequence[Mapping[str, int]], findings: Mapping[str, int]
) -> tuple[dict[str, int], list[str]]:
    """What the council found, code → option number or STOP, and the codes that are open: see `Proposal`.

    A majority is more than half of the cards. Without one, members who differ only in what makes no difference for the
    stars have found the least of what they chose.
    """
    found, open_codes = dict(findings), []
    silence = {exclusion.code: 0 for exclusion in cs.exclusions}  # who names no ground saw none
    for code, meaning in _meanings(cs).items():
        votes = [card.get(code, silence.get(code)) for card in cards]
        answer, count = Counter(votes).most_common(1)[0] if votes else (None, 0)
        given = [vote for vote in votes if vote is not None]
        if code in findings or not given:
            continue
        if 2 * count > len(votes):
            found |= {} if answer is None else {code: answer}
        elif len({(False, 0) if vote is None else meaning[vote][:2] for vote in votes}) > 1:
            open_codes.append(code)
        else:
            found[code] = min(given, key=lambda vote: meaning[vote])
    return found, open_codes


def _counted(cs: CriteriaSet, card: Mapping[str, int], stopped_by: str | None) -> dict[str, int]:
    grounds = {exclusion.code for exclusion in cs.exclusions}
    marks = {code: answer for code, answer in card.items() if code not in grounds}
    return marks | ({stopped_by: STOP} if stopped_by else {})


def _meanings(cs: CriteriaSet) -> dict[str, dict[int, tuple[bool, int, int]]]:
    """Code → answer → (whether it stops the assessment, for how many stars it is enough, its points)."""
    table = {exclusion.code: {STOP: (True, 0, 0), 0: (False, 0, 0)} for exclusion in cs.exclusions}
    for one in cs.criteria:
        table[one.code] = {STOP: (True, 0, 0)}
        for option in one.options:
            held = [other.stars for other in one.options if other.stars and other.points <= option.points]
            table[one.code][option.number] = (one.stops(option.number), max(held, default=0), option.points)
    return table


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
