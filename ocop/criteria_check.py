"""What is wrong with a criteria set, one line each: for `ocop-bot doctor`, and for whoever writes one."""

from collections import Counter
from collections.abc import Iterator

from ocop import rules
from ocop.criteria import CriteriaSet, Criterion, Part

_LONGEST_TITLE = 80
_LONGEST_OPTION = 60  # leaves room on a button for the number and the points
_LONGEST_ASK = 120
_LONGEST_HELP = 300
_LONGEST_STOP = 150


def summary(cs: CriteriaSet) -> str:
    """What a set adds up to: "26-09: 31 criteria, A 40 + B 25 + C 35 adds up"."""
    sums = " + ".join(f"{part.letter} {sum(one.most for one in part.criteria)}" for part in cs.parts)
    return f"{cs.code}: {len(cs.criteria)} criteria, {sums} adds up"


def problems(cs: CriteriaSet) -> list[str]:
    """What is wrong with a set; empty when it adds up, can be obeyed, and fits the screens."""
    if cs.rules not in rules.codes():
        return [f"rules {cs.rules!r} do not exist; there are {', '.join(rules.codes())}"]
    version = rules.rules(cs.rules)
    found = []
    if [part.letter for part in cs.parts] != list(version.parts):
        found.append(f"parts are {[part.letter for part in cs.parts]}, expected {list(version.parts)}")
    for part in cs.parts:
        found += _sums(part, version.parts.get(part.letter))
    codes = Counter([*(one.code for one in cs.criteria), *(one.code for one in cs.exclusions)])
    found += [f"{code} stands there more than once" for code in sorted(codes) if codes[code] > 1]
    papers = {paper.code for paper in version.papers}
    earlier: set[str] = set()
    for criterion in cs.criteria:
        found += [*_shape(criterion), *_marks(criterion), *_lengths(criterion)]
        named = {paper for option in criterion.options for paper in option.papers}
        found += [f"{criterion.code} names the unknown paper {code!r}" for code in sorted(named - papers)]
        if criterion.depends_on is not None and criterion.depends_on not in earlier:
            found.append(f"{criterion.code} depends on {criterion.depends_on}, which does not come before it")
        earlier.add(criterion.code)
    return found


def _sums(part: Part, expected: int | None) -> Iterator[str]:
    """Where a part does not add up to what it says and its rules want, or a group to what it says."""
    total = sum(criterion.most for criterion in part.criteria)
    if not part.points == total == expected:
        yield f"part {part.letter} says {part.points}, its criteria add up to {total}, expected {expected}"
    for group in part.groups:
        total = sum(criterion.most for criterion in part.criteria if criterion.code.startswith(f"{group.code}."))
        if group.points != total:
            yield f"group {group.code} says {group.points}, its criteria add up to {total}"


def _shape(criterion: Criterion) -> Iterator[str]:
    numbers = [option.number for option in criterion.options]
    if len(numbers) < 2:
        yield f"{criterion.code} has fewer than two options"
    if numbers != sorted(set(numbers)):
        yield f"{criterion.code} has options numbered {numbers}"
    if criterion.by not in ("producer", "council"):
        yield f"{criterion.code} is decided by {criterion.by!r}, expected producer or council"
    for option in criterion.options:
        if option.points < 0:
            yield f"{criterion.code} option {option.number} has {option.points} points"


def _marks(criterion: Criterion) -> Iterator[str]:
    """Star marks that contradict the points: more stars never ask for fewer points, and none for no points."""
    for case in sorted({option.case for option in criterion.options}):
        marked = sorted(
            (option.points, option.stars)
            for option in criterion.options
            if option.stars is not None and option.case == case
        )
        stars = [stars for _points, stars in marked]
        if stars != sorted(set(stars)) or not {3, 4, 5}.issuperset(stars) or any(not points for points, _ in marked):
            yield f"{criterion.code} has marks for {stars} stars at {[points for points, _ in marked]} points"


def _lengths(criterion: Criterion) -> Iterator[str]:
    if not 0 < len(criterion.title) <= _LONGEST_TITLE:
        yield f"{criterion.code} has a title of {len(criterion.title)} characters, at most {_LONGEST_TITLE}"
    for name, text, most in (
        ("question", criterion.ask, _LONGEST_ASK),
        ("help", criterion.help, _LONGEST_HELP),
        ("stop", criterion.stop, _LONGEST_STOP),
    ):
        if len(text) > most:
            yield f"{criterion.code} has a {name} of {len(text)} characters, at most {most}"
    for option in criterion.options:
        if not 0 < (long := len(option.text)) <= _LONGEST_OPTION:
            yield f"{criterion.code} option {option.number} has {long} characters, at most {_LONGEST_OPTION}"
