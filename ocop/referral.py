"""What goes to the ministry with a dossier from 90 points."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A paper that goes with it; must: without it nothing is sent."""

    code: str
    must: bool = True


# Source: Decision 26/2026/QĐ-TTg, article 7.4 (first time) and 7.6 (a 5-star product rated again).
_FIRST = (
    Enclosed("letter"),
    Enclosed("helpers-report"),
    Enclosed("council-report"),
    Enclosed("result-decision"),
    Enclosed("dossier"),
    Enclosed("extra-tests", must=False),
)
_AGAIN = (Enclosed("letter"), Enclosed("body-report"), Enclosed("dossier"), Enclosed("extra-tests"))
_SAMPLES = Enclosed("samples")


def enclosed(*, again: bool, samples: bool) -> tuple[Enclosed, ...]:
    """The papers in order. again: a 5-star product is rated again; samples: five go with it (not with tourism)."""
    return (_AGAIN if again else _FIRST) + ((_SAMPLES,) if samples else ())
