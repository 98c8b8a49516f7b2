"""What a province gives to recognised products: each row from its own resolution, with source and date."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ocop import units

FOLDER = Path(__file__).parent / "data" / "support"
_WHEN = ("first", "kept", "upgrade", "any")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Support:
    """One thing that is given: for which stars (empty: for all), at which rating, until when, and where it was read."""

    stars: tuple[int, ...]
    when: str
    what: str
    source: str
    read_on: date
    until: date | None = None


def support(province: str, today: date, folder: Path = FOLDER) -> list[Support]:
    """What the province (two-digit code) gives today, as its file says; empty where there is none."""
    if not units.known(province) or not (file := folder / f"{province}.toml").is_file():
        return []
    rows = (_row(row) for row in tomllib.loads(file.read_text("utf-8"))["support"])
    return [row for row in rows if row.until is None or today <= row.until]


def _row(row: dict[str, Any]) -> Support:
    return Support(**{**row, "stars": tuple(row.get("stars", ()))})


def problems(folder: Path = FOLDER) -> Iterator[str]:
    """What is wrong with the files, one line each."""
    for file in sorted(folder.glob("*.toml")):
        if not units.known(file.stem) or len(file.stem) != 2:
            yield f"{file.name}: no province has the code {file.stem!r}"
        try:
            rows = [_row(row) for row in tomllib.loads(file.read_text("utf-8"))["support"]]
        except (KeyError, TypeError, ValueError) as error:
            yield f"{file.name}: cannot be read: {error!r}"
            continue
        for number, row in enumerate(rows, start=1):
            if row.when not in _WHEN:
                yield f"{file.name}, row {number}: 'when' is {row.when!r}, expected one of {', '.join(_WHEN)}"
            if not set(row.stars) <= {3, 4, 5}:
                yield f"{file.name}, row {number}: stars are {list(row.stars)}, expected 3 to 5"
            if not 0 < len(row.what) <= _LONGEST or len(row.source) <= 10:
                yield f"{file.name}, row {number}: 'what' and 'source' must be said, 'what' in {_LONGEST} characters"
