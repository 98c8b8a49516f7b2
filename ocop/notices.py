"""Which notices people must be given, whatever they muted: the list is data with its sources (data/notices.toml)."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "notices.toml"


@dataclass(frozen=True, slots=True)
class Statutory:
    """A notice that must be given.

    days: at least so many days before what it is about, 0 where it follows something; margin: so many days earlier.
    """

    key: str
    source: str
    certain: bool
    days: int = 0
    margin: int = 0

    @property
    def ahead(self) -> timedelta:
        """How long before what it is about it is given."""
        return timedelta(days=self.days + self.margin)


@cache
def statutory() -> dict[str, Statutory]:
    """Every such notice, by its key."""
    rows = (Statutory(**row) for row in tomllib.loads(_FILE.read_text("utf-8"))["notices"])
    return {row.key: row for row in rows}


def is_statutory(key: str) -> bool:
    """Whether the notice with this key stands in the list."""
    return key in statutory()
