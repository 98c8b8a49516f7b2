"""The condition that a row lies inside the areas a person may see. Area codes: "VN", "79" (province), "26734"
(commune).
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, false, or_, true

from ocop.units import communes_of


def in_areas(province: Any, commune: Any, areas: Sequence[str]) -> ColumnElement[bool]:
    """For rows with a province and a commune column. No area is nothing; "VN" is everything."""
    if "VN" in areas:
        return true()
    conditions = [province == area if len(area) == 2 else commune == area for area in areas]
    return or_(*conditions) if conditions else false()


def inside(area_column: Any, areas: Sequence[str]) -> ColumnElement[bool]:
    """For rows with one area column that holds a province's or a commune's code."""
    if "VN" in areas:
        return true()
    conditions = [area_column == area for area in areas]
    conditions += [area_column.in_(communes_of(area)) for area in areas if len(area) == 2]
    return or_(*conditions) if conditions else false()
