"""The criteria sets by which a product is assessed, and what one sheet of answers comes to.

The sets are data (`ocop.criteria_files`); `ocop.criteria_check` proves that a set adds up. Answers are criterion code →
number of the option, or `STOP`. A ground of exclusion is answered under its own code: `STOP` where it was found.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from ocop.criteria_files import Table, tables

STOP = -1
"""The answer "what stops the scoring was found here", such as impurities: nothing that follows is assessed."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a criterion.

    number: unique in the criterion over both cases; 0 is ours, "none of them", where no box with 0 points is printed.
    stars: this is the least that must be reached for so many stars. case: "a" (by the community) or "b" (by a firm or
    person) where one of two cases is chosen. papers: codes of the papers that prove it.
    """

    number: int
    text: str
    points: int
    stars: int | None = None
    case: str = ""
    papers: tuple[str, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of a set; its code is unique in the set ("A1.1").

    title: for officials; ask and help: for producers. by: who decides it, "producer" (with papers) or "council" (by
    tasting and judging). stop: what ends the assessment where it is found here, "" for nothing; stops_at_zero: 0 points
    end it. depends_on: code of the criterion without whose points this one is not asked.
    """

    code: str
    title: str
    ask: str
    help: str
    options: tuple[Option, ...]
    by: str = "council"
    stop: str = ""
    stops_at_zero: bool = False
    depends_on: str | None = None
    certain: bool = True

    @property
    def most(self) -> int:
        """The most points it can earn."""
        return max((option.points for option in self.options), default=0)

    @property
    def answers(self) -> set[int]:
        """All that may be answered: the numbers of its options, and STOP where it can stop the assessment."""
        return {option.number for option in self.options} | ({STOP} if self.stop or self.stops_at_zero else set())

    def option(self, number: int) -> Option:
        """The option with this number; KeyError when there is none."""
        for option in self.options:
            if option.number == number:
                return option
        raise KeyError(number)

    def stops(self, answer: int | None) -> bool:
        """Whether nothing that follows is assessed after this answer."""
        if answer is None or answer == STOP:
            return answer == STOP
        return self.stops_at_zero and self.option(answer).points == 0


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria that stand together in a part: those whose codes begin with its code and a point ("A1")."""

    code: str
    title: str
    points: int


@dataclass(frozen=True, slots=True)
class Part:
    """Part A, B or C of a set with the most points it can earn; criteria outside its groups stand alone."""

    letter: str
    title: str
    points: int
    criteria: tuple[Criterion, ...]
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A ground on which a dossier is out before anything is scored."""

    code: str
    text: str
    source: str
    certain: bool


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A set: its number in the decision, the rules whose points per part it keeps, and where it was read."""

    code: str
    number: int
    title: str
    rules: str
    source: str
    certain: bool
    parts: tuple[Part, ...]
    exclusions: tuple[Exclusion, ...] = ()

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in order."""
        return tuple(criterion for part in self.parts for criterion in part.criteria)

    @property
    def marked(self) -> bool:
        """Whether options carry star marks: the conditions for the stars are then read from the set itself."""
        return any(option.stars for criterion in self.criteria for option in criterion.options)

    def criterion(self, code: str) -> Criterion:
        """The criterion with this code; KeyError when there is none."""
        for criterion in self.criteria:
            if criterion.code == code:
                return criterion
        raise KeyError(code)

    def after(self, code: str) -> str | None:
        """The code of the next criterion, None after the last; KeyError for an unknown code."""
        codes = [criterion.code for criterion in self.criteria]
        if code not in codes:
            raise KeyError(code)
        return dict(pairwise(codes)).get(code)


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one scorecard, by part letter and in all."""

    parts: dict[str, int]
    total: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the answers come to: points by part letter and in all, and what is still to be asked, in order.

    stopped_by: code of the criterion or ground of exclusion that ended it; then the points are those before it, and
    no total to show.
    """

    parts: dict[str, int]
    total: int
    stopped_by: str | None
    unanswered: tuple[str, ...]


def available() -> list[str]:
    """The codes of the sets that are shipped or added, sorted."""
    return sorted(tables())


@cache
def criteria_set(code: str) -> CriteriaSet:
    """The set with this code, such as "26-09"; KeyError when there is none."""
    return _built(tables()[code])


def read_set(text: str) -> CriteriaSet:
    """A set from the text of its TOML file. Not yet checked: see `ocop.criteria_check.problems`."""
    return _built(tomllib.loads(text))


def sheet(cs: CriteriaSet, answers: Mapping[str, int]) -> Sheet:
    """What the answers come to; ValueError for an answer that the set does not have.

    A criterion without an answer counts 0. One that depends on another is not asked, and counts 0, where that one
    earned nothing.
    """
    earned, stopped_by = _earned(cs, answers)
    parts = {part.letter: sum(earned.get(c.code) or 0 for c in part.criteria) for part in cs.parts}
    unanswered = tuple(code for code, points in earned.items() if points is None)
    return Sheet(parts, sum(parts.values()), stopped_by, unanswered)


def points(cs: CriteriaSet, answers: Mapping[str, int]) -> Points:
    """The points of the answers (criterion code → option number); ValueError for an answer the set does not have."""
    done = sheet(cs, answers)
    return Points(done.parts, done.total)


def unanswered(cs: CriteriaSet, answers: Mapping[str, int]) -> list[str]:
    """The codes of the criteria that are still to be asked, in order."""
    return list(sheet(cs, answers).unanswered)


def least(criterion: Criterion, stars: int) -> Option | None:
    """The least option for that many stars: the one with the highest mark up to it; None where nothing is asked.

    So a criterion that carries **** alone binds for 4 and for 5 stars.
    """
    marked = [option for option in criterion.options if option.stars is not None and option.stars <= stars]
    return max(marked, key=lambda option: option.stars or 0, default=None)


def unmet(cs: CriteriaSet, answers: Mapping[str, int], stars: int) -> list[str]:
    """The codes of the criteria whose condition for that many stars does not hold, in order.

    What is unanswered, or comes after what stopped the assessment, does not hold.
    """
    return _lacking(cs, _earned(cs, answers)[0], stars)


def holds_for(cs: CriteriaSet, answers: Mapping[str, int]) -> int:
    """The most stars (5, 4, 3; 2 needs nothing) whose conditions all hold."""
    earned, _stopped_by = _earned(cs, answers)
    return next((stars for stars in (5, 4, 3) if not _lacking(cs, earned, stars)), 2)


def weakest(cs: CriteriaSet, cards: Sequence[Mapping[str, int]], count: int = 3) -> list[str]:
    """The criteria that lost the most points over these cards, by title; at most `count`, the worst first."""
    earned = [_earned(cs, card)[0] for card in cards]
    lost = {one.title: sum(one.most - (card.get(one.code) or 0) for card in earned) for one in cs.criteria}
    return sorted((title for title in lost if lost[title]), key=lambda title: -lost[title])[:count]


def _earned(cs: CriteriaSet, answers: Mapping[str, int]) -> tuple[dict[str, int | None], str | None]:
    """Criterion code → points up to what stopped the assessment (None: to be asked), and what stopped it."""
    _refuse_strange(cs, answers)
    for exclusion in cs.exclusions:
        if answers.get(exclusion.code) == STOP:
            return {}, exclusion.code
    earned: dict[str, int | None] = {}
    for criterion in cs.criteria:
        answer = answers.get(criterion.code)
        if criterion.stops(answer):
            return earned, criterion.code
        points = None if answer is None else criterion.option(answer).points
        needs = criterion.depends_on
        if needs in earned and not earned[needs]:  # it counts nothing; while the other is open, it is still to be asked
            points = None if answer is None and earned[needs] is None else 0
        earned[criterion.code] = points
    return earned, None


def _lacking(cs: CriteriaSet, earned: Mapping[str, int | None], stars: int) -> list[str]:
    asked = ((criterion.code, least(criterion, stars)) for criterion in cs.criteria)
    return [code for code, option in asked if option is not None and (earned.get(code) or 0) < option.points]


def _refuse_strange(cs: CriteriaSet, answers: Mapping[str, int]) -> None:
    allowed = {one.code: one.answers for one in cs.criteria} | {one.code: {STOP, 0} for one in cs.exclusions}
    if strange := [(code, answer) for code, answer in answers.items() if answer not in allowed.get(code, ())]:
        raise ValueError(f"not in set {cs.code}: {sorted(strange)}")


def _built(table: Table) -> CriteriaSet:
    return CriteriaSet(
        **{
            **table,
            "parts": tuple(_part(row) for row in table["parts"]),
            "exclusions": tuple(Exclusion(**row) for row in table.get("exclusions", ())),
        }
    )


def _part(row: Table) -> Part:
    """A part; one that is given `same_as` another set takes over that set's part, but for the criteria it lists."""
    own = {given["code"]: _criterion(given) for given in row.get("criteria", ())}
    if "same_as" in row:
        taken = next(part for part in criteria_set(row["same_as"]).parts if part.letter == row["letter"])
        return replace(taken, criteria=tuple(own.get(criterion.code, criterion) for criterion in taken.criteria))
    groups = tuple(Group(**group) for group in row.get("groups", ()))
    return Part(row["letter"], row["title"], row["points"], tuple(own.values()), groups)


def _criterion(row: Table) -> Criterion:
    """A criterion from its row: `none` is the text of option 0, if any; `options` are tables, or [text, points]."""
    given = [_option(option) for option in row["options"]]
    numbered = tuple(Option(number=number, **option) for number, option in enumerate(given, start=1))
    zero = (Option(0, row["none"], 0),) if "none" in row else ()
    fields = {name: value for name, value in row.items() if name not in ("none", "options")}
    return Criterion(**{"ask": "", "help": "", **fields, "options": (*zero, *numbered)})


def _option(row: Any) -> dict[str, Any]:
    if isinstance(row, list):
        text, points = row
        return {"text": text, "points": points}
    return {**row, "papers": tuple(row.get("papers", ()))}
