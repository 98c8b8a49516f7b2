"""The criteria sets by which a council member scores a product, and the points of one scorecard.

A set is a file in data/criteria/. A part given `same_as` another set takes over that set's part; criteria listed
beside it replace those with the same code. `problems` proves that a set adds up.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ocop.rules import rules

_FOLDER = Path(__file__).parent / "data" / "criteria"
_LONGEST_TITLE = 80
_LONGEST_OPTION = 60  # leaves room on a button for the number and the points


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a criterion. Number 0 is ours: "does not apply", where a paper form leaves all boxes empty."""

    number: int
    text: str
    points: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of a set; its code is unique in the set ("A1.1")."""

    code: str
    title: str
    options: tuple[Option, ...]

    @property
    def most(self) -> int:
        """The most points it can earn."""
        return max((option.points for option in self.options), default=0)


@dataclass(frozen=True, slots=True)
class Part:
    """Part A, B or C of a set with the most points it can earn."""

    letter: str
    title: str
    points: int
    criteria: tuple[Criterion, ...]


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

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in order."""
        return tuple(criterion for part in self.parts for criterion in part.criteria)

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


def available() -> list[str]:
    """The codes of the sets that are shipped or added, sorted."""
    return sorted(file.stem for file in _FOLDER.glob("*.toml"))


@cache
def criteria_set(code: str) -> CriteriaSet:
    """The set with this code, such as "1048-10"; KeyError when there is none."""
    if code not in available():
        raise KeyError(code)
    return read_set((_FOLDER / f"{code}.toml").read_text("utf-8"))


def read_set(text: str) -> CriteriaSet:
    """A set from the text of its TOML file. Not yet checked: see `problems`."""
    table = tomllib.loads(text)
    return CriteriaSet(**{**table, "parts": tuple(_part(row) for row in table["parts"])})


def problems(cs: CriteriaSet) -> list[str]:
    """What is wrong with a set, one line each; empty when it adds up and fits the screens."""
    found = []
    most = rules(cs.rules).parts
    if [part.letter for part in cs.parts] != list(most):
        found.append(f"parts are {[part.letter for part in cs.parts]}, expected {list(most)}")
    for part in cs.parts:
        total = sum(criterion.most for criterion in part.criteria)
        if not part.points == total == most.get(part.letter):
            expected = most.get(part.letter)
            found.append(f"part {part.letter} says {part.points}, its criteria add up to {total}, expected {expected}")
    codes = [criterion.code for criterion in cs.criteria]
    found += [f"{code} stands there more than once" for code in sorted({c for c in codes if codes.count(c) > 1})]
    for criterion in cs.criteria:
        found += _criterion_problems(criterion)
    return found


def points(cs: CriteriaSet, answers: Mapping[str, int]) -> Points:
    """The points of the answers (criterion code → option number); ValueError for an answer the set does not have."""
    known = {(criterion.code, option.number) for criterion in cs.criteria for option in criterion.options}
    if strange := set(answers.items()) - known:
        raise ValueError(f"not in set {cs.code}: {sorted(strange)}")
    parts = {
        part.letter: sum(
            option.points
            for criterion in part.criteria
            for option in criterion.options
            if answers.get(criterion.code) == option.number
        )
        for part in cs.parts
    }
    return Points(parts, sum(parts.values()))


def unanswered(cs: CriteriaSet, answers: Mapping[str, int]) -> list[str]:
    """The codes of the criteria without an answer, in order."""
    return [criterion.code for criterion in cs.criteria if criterion.code not in answers]


def weakest(cs: CriteriaSet, cards: Sequence[Mapping[str, int]], count: int = 3) -> list[str]:
    """The criteria that lost the most points over these full cards, by title; at most `count`, the worst first."""
    lost = {
        one.title: sum(
            one.most - option.points for card in cards for option in one.options if option.number == card[one.code]
        )
        for one in cs.criteria
    }
    return sorted((title for title in lost if lost[title]), key=lambda title: -lost[title])[:count]


def _part(row: dict[str, Any]) -> Part:
    own = {given["code"]: _criterion(given) for given in row.get("criteria", ())}
    if "same_as" not in row:
        return Part(row["letter"], row["title"], row["points"], tuple(own.values()))
    taken = next(part for part in criteria_set(row["same_as"]).parts if part.letter == row["letter"])
    return replace(taken, criteria=tuple(own.get(criterion.code, criterion) for criterion in taken.criteria))


def _criterion(row: dict[str, Any]) -> Criterion:
    """A criterion from its row: `options` are pairs of text and points, `none` is the text of option 0, if any."""
    zero = (Option(0, row["none"], 0),) if "none" in row else ()
    numbered = (Option(number, text, points) for number, (text, points) in enumerate(row["options"], start=1))
    return Criterion(row["code"], row["title"], (*zero, *numbered))


def _criterion_problems(criterion: Criterion) -> list[str]:
    found = []
    numbers = [option.number for option in criterion.options]
    if len(numbers) < 2:
        found.append(f"{criterion.code} has fewer than two options")
    if numbers != sorted(set(numbers)):
        found.append(f"{criterion.code} has options numbered {numbers}")
    if not 0 < len(criterion.title) <= _LONGEST_TITLE:
        found.append(f"{criterion.code} has a title of {len(criterion.title)} characters, at most {_LONGEST_TITLE}")
    for option in criterion.options:
        if not 0 < len(option.text) <= _LONGEST_OPTION:
            found.append(
                f"{criterion.code} option {option.number} has {len(option.text)} characters, at most {_LONGEST_OPTION}"
            )
        if option.points < 0:
            found.append(f"{criterion.code} option {option.number} has {option.points} points")
    return found
