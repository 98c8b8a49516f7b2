"""The files of the criteria sets, as plain tables: one file a set, or one folder for sets that share what they ask.

How a shared folder is written: see data/criteria/2026-26/sets.toml.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data" / "criteria"

Table = Mapping[str, Any]


@cache
def tables(folder: Path = FOLDER) -> Mapping[str, Table]:
    """Code → table of every set in the folder, as `ocop.criteria.read_set` wants it."""
    found = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.toml"))}
    for shared in sorted(folder.glob("*/sets.toml")):
        found |= {table["code"]: table for table in shared_tables(shared.parent)}
    return found


def shared_tables(folder: Path) -> Iterator[Table]:
    """The tables of the sets of one shared folder, in order."""
    head = tomllib.loads((folder / "sets.toml").read_text("utf-8"))
    others = (file for file in sorted(folder.glob("*.toml")) if file.name != "sets.toml")
    entries = [entry for file in others for entry in tomllib.loads(file.read_text("utf-8"))["criteria"]]
    for row in head["sets"]:
        number = row["number"]
        asked = sorted(_asked(entries, number, head["none"]), key=_place)
        yield {
            "code": f"{head['code']}-{number:02}",
            "rules": head["rules"],
            "source": head["source"].format(number=number),
            "certain": True,
            **row,
            "parts": [_part(part, number, asked) for part in head["parts"]],
            "exclusions": [_without(one, "sets") for one in head["exclusions"] if number in numbers(one["sets"])],
        }


def numbers(text: str) -> set[int]:
    """The numbers that a text such as "1,3,6-8" names; ValueError for any other text."""
    found: set[int] = set()
    for piece in text.split(","):
        first, _, last = piece.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found


def _asked(entries: list[dict[str, Any]], number: int, none: str) -> Iterator[Table]:
    """The rows of the criteria that this set asks: what the question says, and the scale that is this set's."""
    for entry in entries:
        for scale in entry["scales"]:
            for code, sets in scale["sets"].items():
                if number in numbers(sets):
                    row = {"none": none, **_without(entry, "scales"), **_without(scale, "sets"), "code": code}
                    yield _without(row, "none") if any(not option["points"] for option in row["options"]) else row


def _part(part: dict[str, Any], number: int, asked: list[Table]) -> Table:
    groups = [
        {"code": f"{part['letter']}{group['number']}", "title": group["title"], "points": int(points)}
        for group in part["groups"]
        for points, sets in group["points"].items()
        if number in numbers(sets)
    ]
    return {**part, "groups": groups, "criteria": [row for row in asked if row["code"][0] == part["letter"]]}


def _place(row: Table) -> tuple[str, list[int]]:
    """Where a criterion stands: A2.4 before A10, C6.1.2 before C6.2."""
    return row["code"][0], [int(piece) for piece in row["code"][1:].split(".")]


def _without(row: Table, key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}
