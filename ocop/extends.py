"""How a version of the rules takes over what it does not say itself.

Rows (papers, steps, groups and their subgroups, conditions) are known by their code or number: a row with a known one
changes the fields that it gives, or takes the row away with `drop = true`; a new one is added behind the row that
stands before it in its own file, the first at the end. Tables (points of the parts, awards, thresholds, certificate)
are merged by key. `"drop"` as a value takes its key away. So a row that is added in an older file reaches every version
that extends it, and no other.
"""

from collections.abc import Mapping, Sequence
from typing import Any

KEYS = {"steps": "number", "papers": "code", "groups": "code", "subgroups": "code", "conditions": "code"}
OWN = ("extends", "until")  # belong to the version that says them, alone

Row = Mapping[str, Any]


def extended(earlier: Row, own: Row) -> dict[str, Any]:
    """The whole table of a version: what the earlier one says, changed by its own file."""
    taken = {key: value for key, value in earlier.items() if key not in OWN}
    merged = {**taken, **{key: _value(key, taken.get(key), value) for key, value in own.items()}}
    return {key: value for key, value in merged.items() if value != "drop"}


def _value(key: str, earlier: Any, own: Any) -> Any:
    if key in KEYS:
        return _rows(earlier or (), own, KEYS[key])
    return extended(earlier or {}, own) if isinstance(own, Mapping) else own


def _rows(earlier: Sequence[Row], own: Sequence[Row], known_by: str) -> list[dict[str, Any]]:
    merged = [dict(row) for row in earlier]
    codes = [row[known_by] for row in merged]
    before = len(codes) - 1  # the place behind which a new row comes
    for row in own:
        if row[known_by] in codes:
            before = codes.index(row[known_by])
            merged[before] = extended(merged[before], row)
        else:
            before += 1
            codes.insert(before, row[known_by])
            merged.insert(before, extended({}, row))
    return [row for row in merged if not row.get("drop")]
