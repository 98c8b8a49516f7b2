"""The rules of the programme as versioned data: which decision, in force when, asks for what.

A version is a file in data/rules/. A file that `extends` another says only what is different, row by row
(`ocop.extends`). Each row says where it was read (`source`); with `certain` false it is still to be checked.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from ocop.extends import extended

_Row = TypeVar("_Row")

FOLDER = Path(__file__).parent / "data" / "rules"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least mean (points, 0–100) for five to two stars; below `two` it is one star.

    rounding: "none" compares the exact mean; "half-up" rounds it to a whole point first.
    """

    five: Decimal
    four: Decimal
    three: Decimal
    two: Decimal
    rounding: str
    source: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One of the six steps.

    reviewers: the levels that review it, in order ("commune", "province"); a step without any is help that nobody must
    wait for. returns: whether a level may send the whole step back to the producer.
    """

    number: int
    code: str
    reviewers: tuple[str, ...]
    source: str
    certain: bool
    returns: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """Something handed in at a step.

    need: "must", "if-any" (for those whose product needs it or who have it), "extra" (evidence that earns points) or
    "help" (no part of the dossier). owner: "product", or "producer", whose paper serves all its products.
    form: the form of the chat that fills it in, or None. only_for: "all", "new" or "existing" products.
    sectors: group codes it applies to, empty for all. holds: "photos" or "files". expires: has an end date to watch.
    """

    code: str
    step: int
    need: str
    form: str | None
    only_for: str
    sectors: tuple[str, ...]
    holds: str
    expires: bool
    source: str
    certain: bool
    owner: str = "product"


@dataclass(frozen=True, slots=True)
class Subgroup:
    """A kind of product; `criteria_set` is the set it is scored with, None where no set is shipped."""

    code: str
    criteria_set: str | None
    source: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One of the six product groups."""

    code: str
    subgroups: tuple[Subgroup, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """How many months a certificate is valid, and how many days before its end the owner is told in writing."""

    months: int
    notice_days: int
    source: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A hard condition for `least_stars` and more: who does not meet it gets `caps_at` stars at most."""

    code: str
    least_stars: int
    caps_at: int
    source: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of the rules.

    parts: most points of each part ("A": 35 …). awards: level → (fewest, most) stars which that level awards.
    """

    code: str
    in_force_from: date
    until: date | None
    source: str
    certain: bool
    parts: dict[str, int]
    steps: tuple[Step, ...]
    papers: tuple[Paper, ...]
    groups: tuple[Group, ...]
    thresholds: Thresholds
    certificate: Certificate
    conditions: tuple[Condition, ...]
    awards: dict[str, tuple[int, int]]

    def step(self, number: int) -> Step:
        """The step with this number, 1–6; KeyError otherwise."""
        return _first((step for step in self.steps if step.number == number), number)

    def paper(self, code: str) -> Paper:
        """The paper with this code; KeyError otherwise."""
        return _first((paper for paper in self.papers if paper.code == code), code)

    def subgroup(self, code: str) -> Subgroup:
        """The subgroup with this code; KeyError otherwise."""
        every = (subgroup for group in self.groups for subgroup in group.subgroups)
        return _first((subgroup for subgroup in every if subgroup.code == code), code)

    def group_of(self, subgroup_code: str) -> Group:
        """The group that the subgroup belongs to; KeyError otherwise."""
        holders = (group for group in self.groups if any(s.code == subgroup_code for s in group.subgroups))
        return _first(holders, subgroup_code)


@cache
def rules(code: str) -> Rules:
    """The version with this code, such as "2025-1489"; KeyError when there is none."""
    if code not in codes():
        raise KeyError(code)
    return built(code, table(code))


def all_rules() -> list[Rules]:
    """Every version, the oldest first."""
    return sorted((rules(code) for code in codes()), key=lambda version: version.in_force_from)


@cache
def with_rounds() -> tuple[str, ...]:
    """The codes of the versions with rounds, windows and clocks, under which no office sends a dossier back: Decision
    26/2026/QĐ-TTg and what follows it.
    """
    return tuple(version.code for version in all_rules() if not all(step.returns for step in version.steps))


def rules_on(day: date) -> Rules:
    """The newest version in force on that day; KeyError for a day before the first."""
    in_force = (v for v in reversed(all_rules()) if v.in_force_from <= day and (v.until is None or day <= v.until))
    return _first(in_force, day)


def _first(rows: Iterable[_Row], wanted: object) -> _Row:
    for row in rows:
        return row
    raise KeyError(wanted)


@cache
def codes(folder: Path = FOLDER) -> tuple[str, ...]:
    """The codes of the versions in the folder."""
    return tuple(sorted(file.stem for file in folder.glob("*.toml")))


def own_table(code: str, folder: Path = FOLDER) -> dict[str, Any]:
    """What the version's own file says."""
    return tomllib.loads((folder / f"{code}.toml").read_text("utf-8"), parse_float=Decimal)


def table(code: str, folder: Path = FOLDER) -> dict[str, Any]:
    """The version's file with all that it takes over."""
    own = own_table(code, folder)
    return extended(table(own["extends"], folder) if "extends" in own else {}, own)


def built(code: str, table: Mapping[str, Any]) -> Rules:
    """The version from its whole table; KeyError, TypeError or ValueError where it does not fit."""
    return Rules(
        code=code,
        in_force_from=table["in_force_from"],
        until=table.get("until"),
        source=table["source"],
        certain=table["certain"],
        parts=table["parts"],
        steps=tuple(Step(**{**row, "reviewers": tuple(row["reviewers"])}) for row in table["steps"]),
        papers=tuple(_paper(row) for row in table["papers"]),
        groups=tuple(_group(row) for row in table["groups"]),
        thresholds=_thresholds(table["thresholds"]),
        certificate=Certificate(**table["certificate"]),
        conditions=tuple(Condition(**row) for row in table["conditions"]),
        awards={level: (fewest, most) for level, (fewest, most) in table["awards"].items()},
    )


def _thresholds(row: dict[str, Any]) -> Thresholds:
    if row["rounding"] not in ("none", "half-up"):
        raise ValueError(f"rounding is {row['rounding']!r}, expected none or half-up")
    return Thresholds(**{**row, **{stars: Decimal(row[stars]) for stars in ("five", "four", "three", "two")}})


def _paper(row: dict[str, Any]) -> Paper:
    usual = {"form": None, "only_for": "all", "holds": "files", "expires": False}
    return Paper(**{**usual, **row, "sectors": tuple(row.get("sectors", ()))})


def _group(row: dict[str, Any]) -> Group:
    """A group from a row whose subgroups give only what differs from the group's own source and certainty."""
    usual = {"criteria_set": None, "source": row["source"], "certain": row["certain"]}
    return Group(row["code"], tuple(Subgroup(**{**usual, **subgroup}) for subgroup in row["subgroups"]))
