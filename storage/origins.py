"""Where the bytes of a file come from: written into `File.origin` and read from it here only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FromMessenger:
    """The messenger keeps it. file: what the adapter of the file's channel needs to fetch it."""

    file: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        return {"v": 1, "from": "messenger", "file": dict(self.file)}


@dataclass(frozen=True, slots=True)
class Stored:
    """It is in the file store already: it came over one of our own pages."""

    sha256: str

    def to_json(self) -> dict[str, Any]:
        return {"v": 1, "from": "store", "sha256": self.sha256}


Origin = FromMessenger | Stored


def from_json(row: Mapping[str, Any]) -> Origin:
    """The origin in a row; rows without "v" were written before origins had versions. Raises ValueError for one that
    nobody can read.
    """
    match row:
        case {"v": 1, "from": "messenger", "file": dict(file)}:
            return FromMessenger(file)
        case {"v": 1, "from": "store", "sha256": str(sha256)}:
            return Stored(sha256)
        case {"v": _}:
            raise ValueError(f"a file's origin that nobody can read: {sorted(row)}")
        case {"sha256": str(sha256)}:
            return Stored(sha256)
        case _:
            return FromMessenger(dict(row))


def stored_as(row: Mapping[str, Any]) -> str | None:
    """The SHA-256 of what is in the file store before anybody looked at it."""
    origin = from_json(row)
    return origin.sha256 if isinstance(origin, Stored) else None
