"""How the unsure sentences of Decision 26/2026/QĐ-TTg are read: a default each, and what a province may choose instead.

None of them is certain: officials see them as to be checked. The table is in data/dates.toml.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "dates.toml"


@dataclass(frozen=True, slots=True)
class Reading:
    """One unsure sentence: its key, the options (the default is the first of them), and where it stands."""

    key: str
    default: str
    options: tuple[str, ...]
    source: str
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of one province; each field is the key of a row of READINGS, "_" for "-".

    before_a_day: "trước ngày 30/4" is 29/4 at the latest, or 30/4 too. day_of_receipt: whether it is the first of the
    days. last_day_off: where the last day of a window goes when it is a day off. extension: whether a certificate may
    hold past its end from now on, or only those too late for a window when the decision came. extension_for: all such
    certificates, or those whose producers have handed in by the end. missed_condition: what the machine proposes then.
    differing_options: whether the majority's option is the council's finding, or the council always settles it. quorum:
    how many of a hundred seated members must have handed in their cards before a session is closed.
    ValueError for what is no option.
    """

    before_a_day: str = "day-before"
    day_of_receipt: str = "not-counted"
    last_day_off: str = "working-day-before"
    extension: str = "permanent"
    extension_for: str = "all"
    missed_condition: str = "lower-stars"
    differing_options: str = "majority"
    quorum: str = "75"

    def __post_init__(self) -> None:
        options = {reading.key.replace("-", "_"): reading.options for reading in READINGS}
        for field in fields(self):
            chosen = getattr(self, field.name)
            if chosen not in options[field.name]:
                raise ValueError(f"{field.name} is {chosen!r}, expected one of {options[field.name]}")

    @classmethod
    def of(cls, chosen: Mapping[str, str]) -> "Readings":
        """Those of a province that chose these options by key; the default for the rest. ValueError for another key."""
        known = {reading.key for reading in READINGS}
        if unknown := sorted(set(chosen) - known):
            raise ValueError(f"there is no reading {unknown[0]!r}, expected one of {sorted(known)}")
        return cls(**{key.replace("-", "_"): option for key, option in chosen.items()})


@cache
def dates_table() -> dict[str, Any]:
    """What data/dates.toml says."""
    return tomllib.loads(_FILE.read_text("utf-8"))


READINGS = tuple(
    Reading(row["key"], row["options"][0], tuple(row["options"]), row["source"]) for row in dates_table()["readings"]
)
