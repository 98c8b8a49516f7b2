"""The grounds of revocation, and how after-checks end. The clock is `ocop.rounds.revocation_clock`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "revocation.toml"

PLANNED, SUDDEN = VISITS = ("planned", "sudden")  # article 9: checks after the rating
ORDER, FINDING = "order", "finding"
GONE = "gone"  # kind and ground: it is no longer made, as the commune confirms
KEPT, MENDED, REVOKED = "kept", "mended", "revoked"
AGAIN, WITHDRAW = ORDERS = ("again", "withdraw")  # what the ministry may order: articles 9.4b and 10.1b


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of revocation; its words are `ground-CODE` in locales/."""

    code: str
    source: str
    certain: bool


@cache
def grounds() -> tuple[Ground, ...]:
    """The six grounds, in the order of the decision."""
    table = tomllib.loads(_FILE.read_text("utf-8"))
    return tuple(Ground(row["code"], table["source"], row["certain"]) for row in table["grounds"])


def known(code: str) -> bool:
    """Whether the decision names this ground."""
    return any(ground.code == code for ground in grounds())
