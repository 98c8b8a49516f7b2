"""A council's session under Decision 26/2026/QĐ-TTg: when it may close, and its result as it is kept.

The decision leaves quorum and differing totals to each province's rules; ours are what provinces print in theirs.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ocop.criteria import STOP, CriteriaSet, sheet
from ocop.readings import Readings
from ocop.rules import Rules
from ocop.stars import Proposal, propose, show

APART = 10  # points: totals further apart are talked over before the closing (Tây Ninh, Đồng Tháp)


def needed(seated: int, readings: Readings) -> int:
    """How many cards must be in before a session of so many members may close: at least one."""
    return max(1, -(-seated * int(readings.quorum) // 100))


def apart(cs: CriteriaSet, cards: Sequence[Mapping[str, int]]) -> int:
    """How many points lie between the highest and the lowest total; 0 below two cards that have a total."""
    totals = [done.total for done in (sheet(cs, card) for card in cards) if done.stopped_by is None]
    return max(totals) - min(totals) if totals else 0


def opinions(
    cs: CriteriaSet, cards: Sequence[Mapping[str, int]], rules: Rules, findings: Mapping[str, int]
) -> set[int]:
    """The stars to which the members' written opinions lead, each taken alone; 0: something stops the assessment."""
    return {propose(cs, [card], rules, findings).stars for card in cards}


def stops(cs: CriteriaSet, cards: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Criterion or ground of exclusion → on how many cards it stopped the assessment."""
    found: dict[str, int] = {}
    for card in cards:
        code = sheet(cs, card).stopped_by
        if code is not None:
            found[code] = found.get(code, 0) + 1
    return found


def findings_of(excluded: Mapping[str, bool], findings: Mapping[str, int]) -> dict[str, int]:
    """What the council settled, as `ocop.stars.propose` wants it: grounds of exclusion and criteria together."""
    return {**findings, **{code: STOP if found else 0 for code, found in excluded.items()}}


def final_stars(proposal: Proposal, readings: Readings, *, reason: str | None) -> int:
    """The stars of the session: those proposed; those by points with a written reason, or where the province reads
    that a missed condition lowers nothing.
    """
    above = bool(reason) or readings.missed_condition == "stars-by-points"
    return proposal.by_points if above else proposal.stars


def kept(proposal: Proposal, cards: int, stars: int) -> dict[str, Any]:
    """The result as it is kept: exact decimals as text; without points where something stopped the assessment."""
    stopped = proposal.stopped_by is not None
    return {
        "parts": {} if stopped else {letter: str(show(points)) for letter, points in proposal.parts.items()},
        "mean": None if stopped else str(show(proposal.mean)),
        "by_points": proposal.by_points,
        "by_conditions": proposal.by_conditions,
        "stars": stars,
        "missing": {str(number): codes for number, codes in proposal.missing.items()},
        "stopped_by": proposal.stopped_by,
        "capped_by": [],
        "cards": cards,
    }


def excluded(cs: CriteriaSet, result: Mapping[str, Any]) -> bool:
    """Whether a kept result says that a ground of exclusion was found."""
    return result.get("stopped_by") in {one.code for one in cs.exclusions}


def missing_for(result: Mapping[str, Any], stars: int) -> list[str]:
    """The criteria whose condition for that many stars does not hold, in a kept result."""
    return list(result.get("missing", {}).get(str(stars), ()))


def differing(cs: CriteriaSet, cards: Sequence[Mapping[str, int]], findings: Mapping[str, int]) -> list[str]:
    """The codes of what the members answered differently and the council has not settled, in order."""
    codes = [one.code for one in cs.exclusions] + [one.code for one in cs.criteria]
    return [code for code in codes if code not in findings and len({card.get(code) for card in cards}) > 1]
