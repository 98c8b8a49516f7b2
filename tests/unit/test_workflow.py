"""The law as a table: every move that is allowed leads where it should, and every other is refused."""

from datetime import date, timedelta
from itertools import product

import pytest

from ocop import workflow
from ocop.workflow import NotPossible, PaperState, Place, State

COMMUNE, BOTH = ("commune",), ("commune", "province")
LEVELS = (None, "commune", "province")


def reviewers(step: int) -> tuple[str, ...]:
    return {5: BOTH}.get(step, COMMUNE if step in (2, 3, 4) else ())


def expected() -> dict[tuple[str, Place], Place]:
    """Every move of the programme, written out beside the table."""
    found: dict[tuple[str, Place], Place] = {}
    for level in LEVELS:
        found["pass_guide", Place(1, "open", level)] = Place(2, "open")
        for step, state in product((2, 3, 4, 5), ("open", "returned")):
            found["hand_in", Place(step, state, level)] = Place(step, "submitted", "commune")
        for step in (2, 3, 4, 5):
            found["send_back", Place(step, "submitted", level)] = Place(step, "returned")
        for step in (2, 3, 4):
            found["advance", Place(step, "submitted", level)] = Place(step + 1, "open")
        found["to_council", Place(5, "submitted", level)] = Place(5, "scoring", "province")
        for step in range(1, 7):
            found["close_scoring", Place(step, "scoring", level)] = Place(step, "decided", "province")
            found["award", Place(step, "decided", level)] = Place(6, "rated")
            found["fall_short", Place(step, "decided", level)] = Place(5, "returned")
            found["score_again", Place(step, "decided", level)] = Place(step, "scoring", "province")
            found["renew", Place(step, "rated", level)] = Place(5, "open")
            found["order_again", Place(step, "rated", level)] = Place(5, "open")
            for state in State:
                if state != State.RATED:
                    found["move_law", Place(step, state.value, level)] = Place(step, "open")
                found["award_later", Place(step, state.value, level)] = Place(6, "rated")
    found["forward", Place(5, "submitted", "commune")] = Place(5, "submitted", "province")
    return found


def test_every_move_leads_where_it_should_and_every_other_is_refused() -> None:
    allowed = expected()
    for name in (move.name for move in workflow.MOVES):
        for step, state, level in product(range(1, 7), State, LEVELS):
            place = Place(step, state.value, level)
            if (name, place) in allowed:
                assert workflow.move(place, name, reviewers(step)) == allowed[name, place], (name, place)
                assert workflow.allows(place, name, reviewers(step))
            else:
                with pytest.raises(NotPossible):
                    workflow.move(place, name, reviewers(step))
                assert not workflow.allows(place, name, reviewers(step)), (name, place)


def test_a_step_that_nobody_reviews_is_only_help() -> None:
    for step in (2, 3, 4):
        assert workflow.move(Place(step, "open"), "pass_help", ()) == Place(step + 1, "open")
    for place in (Place(1, "open"), Place(5, "open"), Place(3, "submitted"), Place(3, "returned"), Place(3, "rated")):
        with pytest.raises(NotPossible):
            workflow.move(place, "pass_help", ())


def test_nothing_is_handed_in_where_nobody_reviews() -> None:
    with pytest.raises(NotPossible):
        workflow.move(Place(3, "open"), "hand_in", ())


def test_every_move_of_a_paper() -> None:
    allowed = {
        ("hand_in", "draft"): "submitted",
        ("accept", "submitted"): "accepted",
        ("send_back", "submitted"): "returned",
        ("send_back_later", "accepted"): "returned",
        ("undo", "accepted"): "submitted",
        ("undo", "returned"): "submitted",
        ("expire", "accepted"): "returned",
        ("hand_back", "submitted"): "draft",
    }
    for move, state in product(workflow.PAPER_MOVES, PaperState):
        if (move.name, state.value) in allowed:
            assert workflow.move_paper(state, move.name) == allowed[move.name, state.value]
        else:
            with pytest.raises(NotPossible):
                workflow.move_paper(state, move.name)


@pytest.mark.parametrize(
    ("place", "returned", "outcome", "closes"),
    [
        (Place(2, "submitted", "commune"), True, "returned", "returned"),
        (Place(2, "submitted", "commune"), False, "advanced", "accepted"),
        (Place(4, "submitted", "commune"), False, "advanced", "accepted"),
        (Place(5, "submitted", "commune"), False, "forwarded", ""),
        (Place(5, "submitted", "province"), False, "to-council", "accepted"),
        (Place(5, "submitted", "province"), True, "returned", "returned"),
        (Place(5, "submitted", "district"), False, "to-council", "accepted"),  # a level that the rules no longer know
    ],
)
def test_how_a_level_concludes(place: Place, returned: bool, outcome: str, closes: str) -> None:
    move = workflow.conclusion(place, reviewers(place.step), returned=returned)
    assert (move.outcome, move.closes) == (outcome, closes)


@pytest.mark.parametrize("state", [state for state in State if state != State.SUBMITTED])
def test_nothing_is_concluded_that_was_not_handed_in(state: State) -> None:
    with pytest.raises(NotPossible):
        workflow.conclusion(Place(5, state.value, "province"), BOTH, returned=False)


def test_what_a_decision_makes_of_a_product() -> None:
    decided = Place(5, "decided", "province")
    assert [workflow.after_decision(stars, decided).name for stars in (1, 2, 3, 4, 5)] == [
        "fall_short",
        "fall_short",
        "award",
        "award",
        "award",
    ]
    assert workflow.after_decision(5, Place(6, "rated")).name == "award_later"
    with pytest.raises(NotPossible):
        workflow.after_decision(2, Place(6, "rated"))


def test_who_acts() -> None:
    assert workflow.acts("open", None) == workflow.acts("returned", None) == "producer"
    assert workflow.acts("submitted", "commune") == "commune"
    assert workflow.acts("submitted", "province") == "province"
    assert workflow.acts("scoring", "province") == "council"
    assert workflow.acts("decided", "province") == "secretary"
    assert workflow.acts("rated", None) == "nobody"
    assert [state.value for state in State if workflow.with_producer(state)] == ["open", "returned"]


def test_the_steps() -> None:
    assert [step for step in workflow.STEPS if workflow.has_papers(step)] == [2, 3, 4, 5]
    assert [step for step in workflow.STEPS if workflow.is_guide(step)] == [1]
    assert [step for step in workflow.STEPS if workflow.is_done(step, 5, "open")] == [1, 2, 3, 4]
    assert [step for step in workflow.STEPS if workflow.is_done(step, 5, "rated")] == [1, 2, 3, 4, 5]
    assert [step for step in workflow.STEPS if workflow.is_ahead(step, 4)] == [5, 6] == list(workflow.beyond(4))
    assert list(workflow.up_to(3)) == [1, 2, 3]
    assert [workflow.where_is(step, 3) for step in workflow.STEPS] == ["passed"] * 2 + ["here"] + ["later"] * 3


def test_where_a_product_enters_and_what_it_owes_for_it() -> None:
    assert workflow.entering(None) == 1
    assert [workflow.entering(one) for one in ("idea", "plan", "papers", "rated")] == [2, 3, 4, 5]
    assert list(workflow.skipped(4, 4)) == [2, 3]
    assert list(workflow.skipped(4, 1)) == list(workflow.skipped(1, 1)) == list(workflow.skipped(2, 2)) == []
    assert [workflow.improves_first(step, existing=True) for step in (2, 3, 4, 5)] == [False, False, True, True]
    assert not workflow.improves_first(4, existing=False)


def test_a_replaced_paper_is_handed_in_at_once_while_the_officials_look() -> None:
    assert workflow.new_version("submitted", replaces=True) == "submitted"
    assert workflow.new_version("submitted", replaces=False) == "draft"
    assert workflow.new_version("returned", replaces=True) == "draft"
    assert workflow.new_version("open", replaces=False) == "draft"


def test_when_a_product_may_be_evaluated_again() -> None:
    today = date(2026, 3, 2)
    assert workflow.may_renew(today + timedelta(days=180), revoked=False, today=today)
    assert not workflow.may_renew(today + timedelta(days=181), revoked=False, today=today)
    assert workflow.may_renew(today - timedelta(days=400), revoked=False, today=today)
    assert workflow.may_renew(today + timedelta(days=900), revoked=True, today=today)
    assert not workflow.may_renew(None, revoked=True, today=today)
