"""What is wrong with the files of the rules, one line each: for `ocop-bot doctor`, and for whoever writes a row."""

import tomllib
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from locales import texts
from ocop import criteria, workflow
from ocop.extends import KEYS
from ocop.forms import FORMS
from ocop.rules import FOLDER, Rules, built, codes, own_table, table

_SOURCE = ("source", "certain")
# Kind of row → (the keys that it must have, those that it may have); "version" is the file itself.
_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "version": (
        (
            *("in_force_from", *_SOURCE, "parts", "awards", "conditions"),
            *("steps", "papers", "groups", "thresholds", "certificate"),
        ),
        ("extends", "until"),
    ),
    "step": (("number", "code", "reviewers", *_SOURCE), ("returns",)),
    "paper": (("code", "step", "need", *_SOURCE), ("form", "only_for", "sectors", "holds", "expires", "owner")),
    "group": (("code", "subgroups", *_SOURCE), ()),
    "subgroup": (("code",), ("criteria_set", *_SOURCE)),
    "condition": (("code", "least_stars", "caps_at", *_SOURCE), ()),
    "thresholds": (("five", "four", "three", "two", "rounding", *_SOURCE), ()),
    "certificate": (("months", "notice_days", *_SOURCE), ()),
}
_VALUES: Mapping[str, tuple[object, ...]] = {
    "need": ("must", "if-any", "extra", "help"),
    "owner": ("product", "producer"),
    "returns": (True, False),
    "only_for": ("all", "new", "existing"),
    "holds": ("photos", "files"),
    "step": tuple(workflow.STEPS),
    "number": tuple(workflow.STEPS),
    "rounding": ("none", "half-up"),
    "certain": (True, False),
    "expires": (True, False),
}
_LEVELS = ("commune", "district", "province", "centre")
# Kind of row → the texts that people are shown for it.
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "step": ("step-{number}-name", "step-{number}-purpose"),
    "paper": ("paper-{code}", "paper-{code}-help"),
    "group": ("group-{code}",),
    "subgroup": ("subgroup-{code}",),
    "condition": ("condition-{code}",),
}

Table = Mapping[str, Any]


def summary(version: Rules) -> str:
    """The numbers by which a row that came in or got lost is seen: "2025-1489: …, 23 papers, …"."""
    subgroups = sum(len(group.subgroups) for group in version.groups)
    return (
        f"{version.code}: from {version.in_force_from}, {len(version.steps)} steps, {len(version.papers)} papers, "
        f"{len(version.groups)} groups, {subgroups} subgroups, {len(version.conditions)} conditions"
    )


def examine(folder: Path = FOLDER) -> Iterator[tuple[bool, str]]:
    """Yield (in order, line): one line for each version that is in order, and one for each mistake."""
    found: dict[str, list[str]] = {}
    versions: list[Rules] = []
    for code in codes(folder):
        try:
            found[code] = _problems(code, folder, [earlier for earlier in found if found[earlier]])
            if not found[code]:
                versions.append(built(code, table(code, folder)))
        except (AttributeError, ArithmeticError, KeyError, TypeError, ValueError) as error:
            found[code] = [f"cannot be read: {error if isinstance(error, ValueError) else repr(error)}"]
        if found[code]:
            yield from ((False, f"rules {code}: {line}") for line in found[code])
        else:
            yield True, f"rules {summary(versions[-1])}"
    if not any(found.values()):
        yield from ((False, f"rules {line}") for line in _gaps(versions))


def _problems(code: str, folder: Path, broken: Sequence[str]) -> list[str]:
    """What is wrong with a version: first in its own file, then, if that is in order, in what comes out of it.

    broken: versions whose mistakes were named already; what extends one of them is not looked into.
    """
    chain = [code]
    while (following := own_table(chain[-1], folder).get("extends")) is not None:
        if following not in codes(folder) or following in chain or following in broken:
            why = "does not exist" if following not in codes(folder) else "extends it"
            return [f"extends {following!r}, which {'is not in order' if following in broken else why}"]
        chain.append(following)
    earlier = table(chain[1], folder) if len(chain) > 1 else {}
    own = own_table(code, folder)
    if found := [*_shape(own)] or [*_twice(own), *_dropped(own, earlier)]:
        return found
    whole = table(code, folder)
    if found := [*_missing(whole), *_twice(whole)]:
        return found
    return [*_values(whole), *_references(whole, _all_groups(folder)), *_names(whole), *_sense(whole)]


def _all_groups(folder: Path) -> set[str]:
    """The groups of every version that can be read: a paper is said to be for groups that come later, too."""
    found: set[str] = set()
    for code in codes(folder):
        with suppress(tomllib.TOMLDecodeError):
            found |= {group.get("code", "") for group in own_table(code, folder).get("groups", ())}
    return found


def _rows(table: Table) -> Iterator[tuple[str, str, Table]]:
    """Every row of a table: (its kind, how it is called in a complaint, the row)."""
    yield "version", "", table
    for kind in ("step", "paper", "group", "condition"):
        for row in table.get(f"{kind}s", ()):
            yield kind, f"{kind} {row.get(KEYS[f'{kind}s'])!r}: ", row
            for subgroup in row.get("subgroups", ()):
                yield "subgroup", f"subgroup {subgroup.get('code')!r}: ", subgroup
    for kind in ("thresholds", "certificate"):
        if kind in table:
            yield kind, f"{kind}: ", table[kind]


def _shape(own: Table) -> Iterator[str]:
    """Keys that nobody knows, and rows that nobody can name."""
    for key in ("parts", "awards", "thresholds", "certificate"):
        if not isinstance(own.get(key, {}), Mapping):
            yield f"{key!r} is {own[key]!r}, expected a table"
            return
    for kind, called, row in _rows(own):
        known_by = KEYS.get(f"{kind}s")
        must, may = _KEYS[kind]
        for key in row:
            if key not in (*must, *may, "drop" if known_by else ""):
                yield f"{called}unknown key {key!r}"
        if known_by and known_by not in row:
            yield f"a {kind} without {known_by!r}"


def _twice(table: Table) -> Iterator[str]:
    for called, count in Counter(called for _kind, called, row in _rows(table) if not row.get("drop")).items():
        if count > 1:
            yield f"{called}stands there {count} times"


def _dropped(own: Table, earlier: Table) -> Iterator[str]:
    there = {called for _kind, called, _row in _rows(earlier)}
    for _kind, called, row in _rows(own):
        if row.get("drop") and called not in there:
            yield f"{called}is dropped, but was never there"


def _missing(whole: Table) -> Iterator[str]:
    for kind, called, row in _rows(whole):
        for key in _KEYS[kind][0]:
            if row.get(key, "") == "":
                yield f"{called}{key!r} is missing"


def _values(whole: Table) -> Iterator[str]:
    for _kind, called, row in _rows(whole):
        for key, allowed in _VALUES.items():
            if key in row and row[key] not in allowed:
                yield f"{called}{key!r} is {row[key]!r}, expected one of {', '.join(map(str, allowed))}"


def _references(whole: Table, groups: Container[str]) -> Iterator[str]:
    """What a row points at, and is not there. groups: those of all versions."""
    sets = criteria.available()
    for _kind, called, row in _rows(whole):
        if row.get("form") is not None and row["form"] not in FORMS:
            yield f"{called}form {row['form']!r} does not exist; there are {', '.join(FORMS)}"
        if row.get("criteria_set") is not None and row["criteria_set"] not in sets:
            yield f"{called}criteria set {row['criteria_set']!r} does not exist; there are {', '.join(sets)}"
        for sector in row.get("sectors", ()):
            if sector not in groups:
                yield f"{called}sector {sector!r} is the code of no group"
        for level in (*row.get("reviewers", ()), *row.get("awards", ())):
            if level not in _LEVELS:
                yield f"{called}level {level!r} does not exist; there are {', '.join(_LEVELS)}"


def _names(whole: Table) -> Iterator[str]:
    for kind, called, row in _rows(whole):
        for pattern in _TEXTS.get(kind, ()):
            key = pattern.format(**row)
            absent = [language for language in texts.LANGUAGES if not texts.has(language, key)]
            if absent:
                yield f"{called}no text {key} in locales/{' and locales/'.join(absent)}"


def _sense(whole: Table) -> Iterator[str]:
    """Numbers and days that contradict one another."""
    if [step["number"] for step in whole["steps"]] != list(_VALUES["number"]):
        yield f"the steps are {[step['number'] for step in whole['steps']]}, expected 1 to 6"
    stars = [whole["thresholds"][key] for key in ("five", "four", "three", "two")]
    if stars != sorted(set(stars), reverse=True) or not 0 < stars[-1] <= stars[0] <= 100:
        yield f"thresholds: {', '.join(map(str, stars))} points do not fall from five to two stars"
    for row in whole["conditions"]:
        if not 1 <= row["caps_at"] < row["least_stars"] <= 5:
            yield f"condition {row['code']!r}: caps at {row['caps_at']} stars what is for {row['least_stars']}"
    if whole.get("until", date.max) < whole["in_force_from"]:
        yield f"ends on {whole['until']}, before it begins on {whole['in_force_from']}"


def _gaps(versions: list[Rules]) -> Iterator[str]:
    """Days on which no version is in force. Two may be, for dossiers that began under the earlier one."""
    ordered = sorted(versions, key=lambda version: version.in_force_from)
    for earlier, later in pairwise(ordered):
        if earlier.until is None or earlier.until + timedelta(days=1) < later.in_force_from:
            yield f"{later.code}: begins on {later.in_force_from}, but {earlier.code} ends on {earlier.until}"
