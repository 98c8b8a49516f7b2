"""What a producer's own answers promise and what they do not: points, stars, what is missing, which papers to get next.

Grounds of exclusion are the council's and are not looked at here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ocop.criteria import STOP, CriteriaSet, Criterion, Option, least, sheet, unmet
from ocop.rules import Rules
from ocop.stars import stars

_ADVICE = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """What one criterion (code) still lacks for some stars: the least option that is enough, and which of its papers
    are not in. Where the producer has claimed enough, only the papers are missing.
    """

    criterion: str
    option: Option
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """A paper (code) that is not in, the most points it can bring, and the criteria (codes) that it brings them at."""

    paper: str
    points: int
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the answers come to before any council has sat.

    parts: letter → (low, high, most) points. low, high: their sums. What the council decides, and what is unanswered,
    is a range from its least to its most. stars_low, stars_high: stars by these points. by_conditions: the most stars
    whose conditions hold at the criteria that the producer decides; what the council decides is left to it.
    missing: 3, 4, 5 stars → what is missing, the council's part included unless the producer's own estimate is enough.
    next_papers: at most three, what brings most first.
    """

    parts: dict[str, tuple[int, int, int]]
    low: int
    high: int
    stars_low: int
    stars_high: int
    by_conditions: int
    missing: dict[int, list[Missing]]
    next_papers: list[Advice]


def forecast(cs: CriteriaSet, answers: Mapping[str, int], papers_in: set[str], rules: Rules) -> Forecast:
    """The forecast for a producer's answers (criterion code → option number) and the papers (codes) that are in.

    ValueError for an answer that the set does not have.
    """
    sheet(cs, answers)  # refuses strange answers
    answers = {one.code: answers[one.code] for one in cs.criteria if one.code in answers}
    ranges = _ranges(cs, answers)
    parts = {
        part.letter: (
            sum(ranges[one.code][0] for one in part.criteria),
            sum(ranges[one.code][1] for one in part.criteria),
            part.points,
        )
        for part in cs.parts
    }
    low, high = (sum(part[end] for part in parts.values()) for end in (0, 1))
    missing = {number: _missing(cs, answers, papers_in, number) for number in (3, 4, 5)}
    return Forecast(
        parts=parts,
        low=low,
        high=high,
        stars_low=stars(low, rules.thresholds),
        stars_high=stars(high, rules.thresholds),
        by_conditions=_by_conditions(cs, answers),
        missing=missing,
        next_papers=_next_papers(cs, answers, papers_in),
    )


def _ranges(cs: CriteriaSet, answers: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Criterion code → (least, most) points that it may earn yet."""
    found: dict[str, tuple[int, int]] = {}
    stopped = False
    for one in cs.criteria:
        answer = answers.get(one.code) if one.by == "producer" else None
        stopped = stopped or one.stops(answer)
        if answer is None:
            low, high = min(option.points for option in one.options), one.most
        else:
            low = high = 0 if stopped else one.option(answer).points
        needed = found.get(one.depends_on, (1, 1)) if one.depends_on else (1, 1)
        found[one.code] = (0, 0) if stopped else (low if needed[0] else 0, high if needed[1] else 0)
    return found


def _by_conditions(cs: CriteriaSet, answers: Mapping[str, int]) -> int:
    own = {one.code for one in cs.criteria if one.by == "producer"}
    given = {code: answer for code, answer in answers.items() if code in own}
    return next((number for number in (5, 4, 3) if not own.intersection(unmet(cs, given, number))), 2)


def _missing(cs: CriteriaSet, answers: Mapping[str, int], papers_in: set[str], number: int) -> list[Missing]:
    """What is missing for so many stars, in the order of the set. Doing all of it makes every condition hold."""
    wanted: dict[str, Option] = {}
    done = dict(answers)
    while (code := sheet(cs, done).stopped_by) is not None:
        wanted[code] = _way_on(cs.criterion(code))
        done[code] = wanted[code].number
    short = set(unmet(cs, done, number))
    found = []
    for one in cs.criteria:
        option = least(one, number)
        if one.code not in short and one.code in wanted:
            option = wanted[one.code]
        if option is None:
            continue
        papers = tuple(paper for paper in option.papers if paper not in papers_in)
        if papers or one.code in short or one.code in wanted:
            found.append(Missing(one.code, option, papers))
    return found


def _way_on(criterion: Criterion) -> Option:
    """The least option with which the assessment goes on."""
    return min((o for o in criterion.options if not criterion.stops(o.number)), key=lambda option: option.points)


def _next_papers(cs: CriteriaSet, answers: Mapping[str, int], papers_in: set[str]) -> list[Advice]:
    """The papers that bring most, the first named of equals first."""
    gains: dict[str, dict[str, int]] = {}
    for one in cs.criteria:
        if one.by == "producer":
            for paper, points in _gains(one, answers.get(one.code), papers_in):
                gains.setdefault(paper, {})[one.code] = points
    advice = [Advice(paper, sum(at.values()), tuple(at)) for paper, at in gains.items()]
    return sorted(advice, key=lambda one: -one.points)[:_ADVICE]


def _gains(criterion: Criterion, answer: int | None, papers_in: set[str]) -> Iterator[tuple[str, int]]:
    """(paper, points) for each paper that is not in and that, with those that are, proves more than they do.

    A claim can be proven; what is above it only where it rests on a paper that the claim does not need.
    """
    claim = None if answer is None or answer == STOP else criterion.option(answer)
    below = [o for o in criterion.options if claim is None or (o.case == claim.case and o.points <= claim.points)]
    above = [o for o in criterion.options if claim and o.case == claim.case and not {*o.papers} <= {*claim.papers}]
    proven = _best(below, papers_in)
    for paper in dict.fromkeys(paper for o in criterion.options for paper in o.papers if paper not in papers_in):
        more = _best([o for o in (*below, *above) if paper in o.papers], {*papers_in, paper}) - proven
        if more > 0:
            yield paper, more


def _best(options: Iterable[Option], papers: set[str]) -> int:
    """The most points that these papers prove; what names no paper needs none."""
    return max((option.points for option in options if papers.issuperset(option.papers)), default=0)
