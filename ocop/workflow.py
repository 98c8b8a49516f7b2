"""How a product, a paper and a handing-in move: the states, and who moves what from where to where.

Nowhere else is a step or a state compared with another. Source: the OCOP cycle of six steps, Decision 490/QĐ-TTg of
7/5/2018; who reviews which step is data of the rules (`ocop/data/rules`, `reviewers`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a product is within its step."""

    OPEN = "open"  # the producer acts
    SUBMITTED = "submitted"  # the officials of its level act
    RETURNED = "returned"  # the producer mends
    SCORING = "scoring"  # the council acts
    DECIDED = "decided"  # scored; the decision is awaited
    RATED = "rated"


class PaperState(StrEnum):
    """Where one paper is: being gathered, handed in, accepted, or returned with a reason."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class By(StrEnum):
    """Who makes a move."""

    PRODUCER = "producer"
    REVIEWER = "reviewer"  # an officer of the level that acts
    SECRETARY = "secretary"
    CLOCK = "clock"


STEPS = range(1, 7)
GUIDE, PLANNED, EVALUATED, PROMOTED = 1, 3, 5, 6
PAPER_STEPS = range(2, 6)  # the steps at which papers are handed in
REVIEWING = ("commune", "province")  # the levels of officers, in their order
WITH_PRODUCER = (State.OPEN, State.RETURNED)
LEAST_STARS = 3  # from here a certificate is issued
RENEWED_FROM = timedelta(days=180)  # before the certificate ends
# How complete an existing product is → the step at which it enters (source article, 1/4/2020: existing products are
# supported according to how complete they are; which step answers to which state is ours, so officials may send it
# back).
COMPLETENESS = {"idea": 2, "plan": 3, "papers": 4, "rated": 5}


class NotPossible(Exception):
    """This move does not begin where the product or paper stands: somebody moved it on, or it was never there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a product stands: its step (1–6), its state, and the level that acts ("commune", "province", None)."""

    step: int
    state: str
    level: str | None = None


SAME, NEXT = 0, -1  # steps that a move leads to, beside a number
FIRST, FOLLOWING = "first", "following"  # levels that a move leads to, beside a name: those of the step's reviewers


@dataclass(frozen=True, slots=True)
class Move:
    """A move of a product.

    start, steps: states and steps where it begins; end, step, level: where it leads; needs: what must be there first
    ("papers": all that the step must have; "help": nobody reviews the step;
    "decisions": no paper is left undecided; "cards": a scorecard is in);
    outcome: what the product's people are told became of it; closes: what becomes of the handing-in.
    """

    name: str
    start: Sequence[State]
    end: State
    by: By
    steps: Sequence[int] = STEPS
    step: int = SAME
    level: str | None = None
    needs: str = ""
    outcome: str = ""
    closes: str = ""


MOVES = (
    Move("pass_guide", (State.OPEN,), State.OPEN, By.PRODUCER, steps=(GUIDE,), step=NEXT),
    # Under rules that let nobody review a step, it is help on the way to the evaluation.
    Move("pass_help", (State.OPEN,), State.OPEN, By.PRODUCER, steps=range(2, EVALUATED), step=NEXT, needs="help"),
    Move("hand_in", WITH_PRODUCER, State.SUBMITTED, By.PRODUCER, steps=PAPER_STEPS, level=FIRST, needs="papers"),
    Move(
        "send_back",
        (State.SUBMITTED,),
        State.RETURNED,
        By.REVIEWER,
        steps=PAPER_STEPS,
        needs="decisions",
        outcome="returned",
        closes="returned",
    ),
    Move(
        "forward",
        (State.SUBMITTED,),
        State.SUBMITTED,
        By.REVIEWER,
        steps=PAPER_STEPS,
        level=FOLLOWING,
        needs="decisions",
        outcome="forwarded",
    ),
    Move(
        "advance",
        (State.SUBMITTED,),
        State.OPEN,
        By.REVIEWER,
        steps=range(2, EVALUATED),
        step=NEXT,
        needs="decisions",
        outcome="advanced",
        closes="accepted",
    ),
    Move(
        "to_council",
        (State.SUBMITTED,),
        State.SCORING,
        By.REVIEWER,
        steps=(EVALUATED,),
        level="province",
        needs="decisions",
        outcome="to-council",
        closes="accepted",
    ),
    Move("close_scoring", (State.SCORING,), State.DECIDED, By.SECRETARY, level="province", needs="cards"),
    # What came back from the ministry below 90 points may be scored again.
    Move("score_again", (State.DECIDED,), State.SCORING, By.SECRETARY, level="province"),
    Move("award", (State.DECIDED,), State.RATED, By.SECRETARY, step=PROMOTED),
    Move("fall_short", (State.DECIDED,), State.RETURNED, By.SECRETARY, step=EVALUATED),
    # The centre's decision may follow that of the province, wherever the product stands by then.
    Move("award_later", tuple(State), State.RATED, By.SECRETARY, step=PROMOTED),
    # The law under which it stands has ended before there was a result.
    Move("move_law", tuple(state for state in State if state != State.RATED), State.OPEN, By.CLOCK),
    Move("renew", (State.RATED,), State.OPEN, By.PRODUCER, step=EVALUATED),
    # The ministry orders a re-evaluation.
    Move("order_again", (State.RATED,), State.OPEN, By.SECRETARY, step=EVALUATED),
)
_MOVES = {one.name: one for one in MOVES}


@dataclass(frozen=True, slots=True)
class PaperMove:
    """A move of one version of a paper."""

    name: str
    start: Sequence[PaperState]
    end: PaperState
    by: By


PAPER_MOVES = (
    PaperMove("hand_in", (PaperState.DRAFT,), PaperState.SUBMITTED, By.PRODUCER),
    PaperMove("accept", (PaperState.SUBMITTED,), PaperState.ACCEPTED, By.REVIEWER),
    PaperMove("send_back", (PaperState.SUBMITTED,), PaperState.RETURNED, By.REVIEWER),
    # What a level below, or an earlier step, accepted can still be returned.
    PaperMove("send_back_later", (PaperState.ACCEPTED,), PaperState.RETURNED, By.REVIEWER),
    PaperMove("undo", (PaperState.ACCEPTED, PaperState.RETURNED), PaperState.SUBMITTED, By.REVIEWER),
    PaperMove("hand_back", (PaperState.SUBMITTED,), PaperState.DRAFT, By.CLOCK),  # the law has ended meanwhile
    PaperMove("expire", (PaperState.ACCEPTED,), PaperState.RETURNED, By.CLOCK),
)
_PAPER_MOVES = {one.name: one for one in PAPER_MOVES}


# -- moving


def the_paper_move(name: str) -> PaperMove:
    """The move of a paper with this name; KeyError otherwise."""
    return _PAPER_MOVES[name]


def move(place: Place, name: str, reviewers: Sequence[str] = ()) -> Place:
    """Where the product stands after the move.

    reviewers: the levels that review the step it stands at, in order. Raises NotPossible.
    """
    this = _MOVES[name]
    if place.state not in this.start or place.step not in this.steps:
        raise NotPossible(name)
    if this.needs == "help" and reviewers:
        raise NotPossible(name)
    level = this.level
    if level in (FIRST, FOLLOWING):
        levels = list(reviewers) if level == FIRST else _following(place.level, reviewers)
        if not levels:
            raise NotPossible(name)
        level = levels[0]
    step = place.step + 1 if this.step == NEXT else this.step or place.step
    return replace(place, step=step, state=this.end.value, level=level)


def allows(place: Place, name: str, reviewers: Sequence[str] = ()) -> bool:
    """Whether the move begins where the product stands."""
    try:
        move(place, name, reviewers)
    except NotPossible:
        return False
    return True


def move_paper(state: str, name: str) -> str:
    """The paper's state after the move. Raises NotPossible."""
    if not paper_allows(state, name):
        raise NotPossible(name)
    return _PAPER_MOVES[name].end.value


def paper_allows(state: str, name: str) -> bool:
    """Whether the move begins where the paper stands."""
    return state in _PAPER_MOVES[name].start


def _following(level: str | None, reviewers: Sequence[str]) -> list[str]:
    """The levels that review after this one; none after a level that the rules do not know."""
    levels = list(reviewers)
    return levels[levels.index(level) + 1 :] if level in levels else []


def conclusion(place: Place, reviewers: Sequence[str], *, returned: bool) -> Move:
    """The move with which a level concludes: back, to the next level, to the council, or to the next step."""
    if returned:
        return _MOVES["send_back"]
    for name in ("forward", "to_council", "advance"):
        if allows(place, name, reviewers):
            return _MOVES[name]
    raise NotPossible("conclude")


def after_decision(stars: int, place: Place) -> Move:
    """The move that a recorded decision makes: from 3 stars step 6 begins; below, the producer mends.

    Raises NotPossible when it awaits no decision and would get no certificate.
    """
    given = "award" if place.state == State.DECIDED else "award_later"
    name = given if certified(stars) else "fall_short"
    if not allows(place, name):
        raise NotPossible(name)
    return _MOVES[name]


def certified(stars: int) -> bool:
    """Whether a certificate is issued for so many stars."""
    return stars >= LEAST_STARS


# -- where something stands


def acts(state: str, level: str | None) -> str:
    """Who acts: "producer", "commune", "province", "council", "secretary" or "nobody"."""
    if state == State.SUBMITTED:
        return level or "nobody"
    return {
        State.OPEN: "producer",
        State.RETURNED: "producer",
        State.SCORING: "council",
        State.DECIDED: "secretary",
        State.RATED: "nobody",
    }[State(state)]


def with_producer(state: str) -> bool:
    """Whether the producer acts."""
    return state in WITH_PRODUCER


def is_rated(state: str) -> bool:
    """Whether the product's stars are decided and nobody has anything to do."""
    return state == State.RATED


def is_guide(step: int) -> bool:
    """Whether the step is only read (step 1)."""
    return step == GUIDE


def is_evaluated(step: int) -> bool:
    """Whether the dossier for the evaluation is handed in at the step."""
    return step == EVALUATED


def has_papers(step: int) -> bool:
    """Whether papers are handed in at the step."""
    return step in PAPER_STEPS


def is_done(number: int, step: int, state: str) -> bool:
    """Whether a product at `step` is through with the step `number`."""
    return number < step or (number == EVALUATED and state == State.RATED)


def where_is(number: int, step: int) -> str:
    """Where the step `number` is for a product at `step`: "passed", "here" or "later"."""
    return "later" if is_ahead(number, step) else "here" if number == step else "passed"


def is_ahead(number: int, step: int) -> bool:
    """Whether the step `number` is still to come for a product at `step`."""
    return number > step


def up_to(step: int) -> Sequence[int]:
    """The steps of products that have not come past `step`."""
    return range(GUIDE, step + 1)


def beyond(step: int) -> Sequence[int]:
    """The steps that come after `step`."""
    return range(step + 1, PROMOTED + 1)


def skipped(step: int, entered: int) -> Sequence[int]:
    """The steps whose musts are owed at `step` because the product entered the programme there."""
    return range(PAPER_STEPS.start, step) if step == entered else ()


def entering(completeness: str | None) -> int:
    """The step at which a product begins; completeness: how far an existing one has come, None for a new one."""
    return COMPLETENESS[completeness] if completeness else GUIDE


def new_version(state: str, *, replaces: bool) -> str:
    """The state in which a version of a paper begins: what replaces a paper while its step is with the officials is
    handed in at once.
    """
    at_once = replaces and state == State.SUBMITTED
    return (PaperState.SUBMITTED if at_once else PaperState.DRAFT).value


def may_renew(valid_until: date | None, *, revoked: bool, today: date, opens: timedelta = RENEWED_FROM) -> bool:
    """Whether a product may be evaluated again: its certificate ends soon, has ended, or was revoked.

    valid_until: the last day of the certificate, None: there is none; opens: how long before it, usually half a year.
    """
    return valid_until is not None and (revoked or valid_until - today <= opens)


def improves_first(step: int, *, existing: bool) -> bool:
    """Whether a product that enters here first sees what would still make points or is owed."""
    return existing and step > PLANNED
