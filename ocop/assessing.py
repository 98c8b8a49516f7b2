"""A producer's own assessment: what is asked first, what is known beforehand, what typed words may mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from locales.text import fold
from ocop.criteria import CriteriaSet, Criterion, Option, least, sheet
from ocop.forecast import Forecast

FIRST = 9  # questions until the first forecast: with opening, beginning and one choice of case that is 12 taps
_NEAR = 82.0
_KINH = "kinh"
_KIND = {"household": 1, "farm": 1, "cooperative-group": 1, "cooperative": 3}
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]\d+)? ?(?:%|phan tram|percent)")
_FROM_TO = re.compile(r"từ (\d{1,3})%? đến (dưới )?(\d{1,3})%")
_BELOW = re.compile(r"^(?:.*\b)?dưới (\d{1,3})%")
_ABOVE = re.compile(r"\b(?:trên|hơn) (\d{1,3})%")
_AT_LEAST = re.compile(r"từ (\d{1,3})% trở lên")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a producer: its kind, and of its legal representative what was told with consent."""

    kind: str
    gender: str | None = None
    ethnicity: str | None = None
    disabled: bool | None = None


def known(cs: CriteriaSet, facts: Facts) -> dict[str, int]:
    """Criterion code → option that follows from the facts: 3.1 the kind of organisation, 3.2 the representative.

    A firm's option depends on the share of local people, so it does not follow from its kind.
    """
    codes = {criterion.code for criterion in cs.criteria}
    found = {"A3.1": _KIND.get(facts.kind), "A3.2": _representative(facts)}
    return {code: number for code, number in found.items() if number is not None and code in codes}


def _representative(facts: Facts) -> int | None:
    minority = None if not facts.ethnicity else fold(facts.ethnicity).removeprefix("dan toc ").strip() != _KINH
    answers = (facts.gender == "woman" if facts.gender else None, minority, facts.disabled)
    if any(answers):
        return 2
    return 1 if all(answer is False for answer in answers) else None


def by_weight(cs: CriteriaSet) -> list[Criterion]:
    """What the producer decides, in the order that tells most soonest: conditions for 3, 4, 5 stars, then points."""

    def weight(criterion: Criterion) -> tuple[int, int]:
        condition = next((stars for stars in (3, 4, 5) if least(criterion, stars) is not None), 6)
        return condition, -criterion.most

    return sorted((criterion for criterion in cs.criteria if criterion.by == "producer"), key=weight)


def still_asked(cs: CriteriaSet, answers: Mapping[str, int], seen: set[str]) -> list[Criterion]:
    """The producer's questions that are still to be asked, the weightiest first; what is known already is only to be
    confirmed, and comes last. seen: codes that were answered, also with "not known yet".
    """
    counted = {**answers}
    for code in answers.keys() - seen:
        del counted[code]
    waiting = set(sheet(cs, counted).unanswered) - seen
    asked = [criterion for criterion in by_weight(cs) if criterion.code in waiting]
    return sorted(asked, key=lambda criterion: criterion.code in answers)


def following(cs: CriteriaSet, codes: Sequence[str], code: str) -> str | None:
    """The next of these codes in the part of `code`, in the order of the set, and from its beginning after the end."""
    part = [one.code for one in cs.criteria if one.code[0] == code[0]]
    place = part.index(code)
    return next((one for one in part[place + 1 :] + part[:place] if one in codes), None)


def cases(criterion: Criterion) -> list[str]:
    """The cases ("a", "b") between which the table lets choose; empty for none."""
    return sorted({option.case for option in criterion.options if option.case})


def case_of(cs: CriteriaSet, answers: Mapping[str, int]) -> str:
    """The case that the producer chose before at another criterion; "" when none was chosen."""
    chosen = [cs.criterion(code).option(number).case for code, number in answers.items() if number >= 0]
    return next((case for case in chosen if case), "")


def options_of(criterion: Criterion, case: str) -> list[Option]:
    """The options that are offered in this case."""
    return [option for option in criterion.options if option.case in ("", case)]


def meant(options: Sequence[Option], typed: str) -> list[Option]:
    """The options that typed words may mean, by a share in percent or by likeness; to be confirmed, never taken."""
    share = _PERCENT.search(fold_percent(typed))
    if share is not None:
        return [option for option in options if _takes(option.text, int(share[1]))]
    asked = fold(typed)
    if len(asked) < 4:
        return []
    scored = [(fuzz.token_set_ratio(asked, fold(option.text)), option) for option in options]
    near = sorted((row for row in scored if row[0] >= _NEAR), key=lambda row: -row[0])
    return [option for _score, option in near[:2]]


def fold_percent(text: str) -> str:
    """The text for comparing, with its "%" kept."""
    return fold(text.replace("%", " phan tram "))


def _takes(text: str, share: int) -> bool:
    text = text.lower()
    if found := _FROM_TO.search(text):
        below = int(found[3]) - (1 if found[2] else 0)
        return int(found[1]) <= share <= below
    if found := _AT_LEAST.search(text):
        return share >= int(found[1])
    if found := _ABOVE.search(text):
        return share > int(found[1])
    found = _BELOW.search(text)
    return found is not None and share < int(found[1])


@dataclass(frozen=True, slots=True)
class NextPaper:
    """A paper (code) to get next: the most points it can bring (0: not reckoned), the criteria (codes) it proves, and
    those among them that are conditions for the stars aimed at.
    """

    paper: str
    points: int
    criteria: tuple[str, ...]
    conditions: tuple[str, ...]


def next_papers(cs: CriteriaSet, forecast: Forecast, target: int | None, most: int = 3) -> list[NextPaper]:
    """The papers to get next: with a target those that its conditions want, the most wanted first; then those that
    bring most points. At most `most`.
    """
    gains = {advice.paper: advice for advice in forecast.next_papers}
    wanted: dict[str, list[str]] = {}
    for missing in forecast.missing.get(target or 0, ()):
        if cs.criterion(missing.criterion).by == "producer":
            for paper in missing.papers:
                wanted.setdefault(paper, []).append(missing.criterion)
    order = sorted(wanted, key=lambda paper: (-len(wanted[paper]), -_points(gains.get(paper))))
    order += [paper for paper in gains if paper not in wanted]
    return [
        NextPaper(
            paper,
            _points(gains.get(paper)),
            gains[paper].criteria if paper in gains else tuple(wanted[paper]),
            tuple(wanted.get(paper, ())),
        )
        for paper in order[:most]
    ]


def _points(advice: object) -> int:
    return int(getattr(advice, "points", 0))
