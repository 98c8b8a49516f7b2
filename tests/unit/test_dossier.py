"""What a product's step asks for, and when it may be handed in."""

from ocop.dossier import PaperState, Subject, required, standing
from ocop.rules import rules

RULES = rules("2025-1489")
NEW_FISH_SAUCE = Subject(existing=False, sector="food")
OLD_FISH_SAUCE = Subject(existing=True, sector="food")
HOMESTAY = Subject(existing=True, sector="tourism")
EVALUATION = required(RULES, NEW_FISH_SAUCE, 5)


def codes(subject, step, rules=RULES):
    return [paper.code for paper in required(rules, subject, step)]


def test_a_new_product_has_its_own_idea_form():
    assert codes(NEW_FISH_SAUCE, 2) == ["idea-new"]
    assert codes(OLD_FISH_SAUCE, 2) == ["idea-existing"]
    assert codes(NEW_FISH_SAUCE, 3) == ["plan"]
    assert codes(NEW_FISH_SAUCE, 1) == codes(NEW_FISH_SAUCE, 6) == []


def test_musts_come_first_and_extra_evidence_last():
    for step in (4, 5):
        needs = [paper.need for paper in required(RULES, NEW_FISH_SAUCE, step)]
        assert needs == sorted(needs, key=["must", "if-any", "extra"].index)
        assert needs[0] == "must"


def test_a_homestay_hands_over_no_samples_and_no_food_test():
    assert "samples" in codes(OLD_FISH_SAUCE, 5)
    assert "samples" not in codes(HOMESTAY, 5)
    assert "safety-test" in codes(OLD_FISH_SAUCE, 4)
    assert "safety-test" not in codes(HOMESTAY, 4)
    assert "samples" not in codes(Subject(existing=True, sector="tourism-2019"), 5, rules("2019-1048"))


def test_every_group_with_goods_hands_over_samples():
    for version in ("2019-1048", "2025-1489"):
        for group in rules(version).groups:
            asked = "samples" in codes(Subject(existing=True, sector=group.code), 5, rules(version))
            assert asked == (not group.code.startswith("tourism"))


def test_a_step_is_ready_when_every_must_is_in():
    start = standing(EVALUATION, {})
    assert start.missing == ["organisation", "samples"]
    assert not start.ready
    half = standing(EVALUATION, {"organisation": PaperState.DRAFT})
    assert (half.provided, half.missing, half.ready) == (["organisation"], ["samples"], False)
    whole = standing(EVALUATION, {"samples": PaperState.DRAFT, "organisation": PaperState.ACCEPTED})
    assert whole.ready
    assert (whole.provided, whole.accepted) == (["organisation", "samples"], ["organisation"])


def test_a_returned_paper_is_missing_again_and_alone():
    states = {"organisation": PaperState.RETURNED, "samples": PaperState.ACCEPTED, "story": PaperState.RETURNED}
    returned = standing(EVALUATION, states)
    assert returned.returned == ["organisation", "story"]
    assert returned.missing == ["organisation"]
    assert returned.provided == returned.accepted == ["samples"]
    assert not returned.ready


def test_papers_of_other_steps_do_not_count():
    other = standing(required(RULES, HOMESTAY, 5), {"plan": PaperState.ACCEPTED, "samples": PaperState.SUBMITTED})
    assert (other.provided, other.missing) == ([], ["organisation"])


def test_a_step_that_asks_for_nothing_is_ready():
    assert standing(required(RULES, HOMESTAY, 1), {}).ready
