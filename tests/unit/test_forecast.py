"""What a producer is told before any council sits: ranges, stars, what is missing, which papers to get next."""

import pytest

from ocop.criteria import STOP, criteria_set, sheet
from ocop.forecast import forecast
from ocop.rules import rules
from tests.unit import numbers_2026 as reckoned
from tests.unit.numbers_2026 import NUMBERS, SETS

RULES = rules("2026-26")
FISH_SAUCE = criteria_set("26-09")
BEST = {one.code: max(one.options, key=lambda option: option.points).number for one in FISH_SAUCE.criteria}
PAPERS = {paper for one in FISH_SAUCE.criteria for option in one.options for paper in option.papers}


def told(answers, papers_in=PAPERS, cs=FISH_SAUCE):
    return forecast(cs, answers, {*papers_in}, RULES)


def lacks(done, stars):
    return {one.criterion: (one.option.number, one.papers) for one in done.missing[stars]}


def test_who_has_answered_nothing_may_get_anything():
    done = told({}, ())
    assert done.parts == {"A": (0, 40, 40), "B": (0, 25, 25), "C": (0, 35, 35)}
    assert (done.low, done.high, done.stars_low, done.stars_high, done.by_conditions) == (0, 100, 1, 5, 2)


def test_what_the_council_decides_is_a_range_whatever_the_producer_thinks_of_it():
    """Packaging (3), how the story is told (2) and what is local in it (5), tasting (15), what is special (5)."""
    done = told(BEST)
    assert done.parts == {"A": (37, 40, 40), "B": (18, 25, 25), "C": (15, 35, 35)}
    assert (done.low, done.high, done.stars_low, done.stars_high, done.by_conditions) == (70, 100, 4, 5, 5)


def test_a_criterion_that_is_answered_is_no_range_any_more():
    assert told({"A3.3": 1}).parts["A"] == (1, 38, 40)
    assert told({"A3.3": 0}).parts["A"] == (0, 37, 40)


def test_without_a_story_nobody_judges_how_it_is_told():
    assert told({"B5.1": 1}).parts["B"] == (0, 25 - 5 - 2, 25)
    assert told({"B5.1": 2}).parts["B"] == (1, 25 - 4, 25)


def test_cosmetics_without_a_declaration_are_not_assessed_any_further():
    cosmetics = criteria_set("26-19")
    assert told({"C6": 1}, cs=cosmetics).parts["C"] == (0, 0, 35)
    assert told({"C6": STOP}, cs=cosmetics).parts["C"] == (0, 0, 35)
    assert lacks(told({"C6": 1}, (), cs=cosmetics), 3)["C6"] == (2, ("quality-declaration", "product-standard"))


def test_a_missing_condition_names_the_least_option_and_its_papers():
    done = told(BEST | {"A1.4": 2, "A2.3": 1}, PAPERS - {"trace-stamp"})
    assert (done.by_conditions, done.missing[3]) == (3, [])
    assert lacks(done, 4) == {"A1.4": (3, ()), "A2.3": (3, ("trace-stamp",)), "B5.1": (5, ("trace-stamp",))}
    assert lacks(done, 5) == {"A1.4": (4, ()), "A2.3": (3, ("trace-stamp",)), "B5.1": (5, ("trace-stamp",))}


def test_what_is_claimed_still_wants_its_papers():
    done = told(BEST, PAPERS - {"intellectual-property"})
    assert done.by_conditions == 5
    assert lacks(done, 3) == {"A3.5": (1, ("intellectual-property",))}


def test_what_the_council_decides_is_missing_too_but_takes_no_stars_from_the_forecast():
    done = told({code: number for code, number in BEST.items() if code != "C7"})
    assert (done.by_conditions, lacks(done, 4), lacks(done, 5)) == (5, {"C7": (3, ())}, {"C7": (4, ())})


def test_the_next_papers_are_those_that_bring_most():
    """Everything is claimed, nothing is in. Contracts with shops would bring 4 points, too: the set's order counts."""
    assert [(one.paper, one.points, one.criteria) for one in told(BEST, ()).next_papers] == [
        ("raw-material", 5 + 3 + (2 - 1), ("A1.1", "A1.4", "A2.1")),
        ("label", 2 + 1 + 2, ("A2.3", "A2.4", "C10")),
        ("growth", (3 - 1) + 2, ("A1.3", "A3.4")),
    ]


def test_a_paper_counts_only_with_those_that_are_in():
    """The label's third option needs a label and a stamp; the story's fifth a story, a website and a stamp."""
    without = BEST | {"A2.3": 1, "B5.1": 4}
    stamp = told(without, PAPERS - {"trace-stamp"}).next_papers
    assert [(one.paper, one.points, one.criteria) for one in stamp] == [("trace-stamp", 2 + 2, ("A2.3", "B5.1"))]
    both = told(without, PAPERS - {"trace-stamp", "label"}).next_papers
    assert [(one.paper, one.points) for one in both] == [("label", 1 + 1 + 2), ("trace-stamp", 2)]


def test_no_paper_makes_more_of_a_fact_that_is_known():
    """Less than half of the raw material is local: its papers prove 1 point there and not 5."""
    advice = told(BEST | {"A1.1": 1}, PAPERS - {"raw-material"}).next_papers
    assert [(one.points, one.criteria) for one in advice] == [(1 + 1 + 3, ("A1.1", "A1.2", "A1.4"))]


def test_nothing_is_advised_where_all_is_in():
    assert told(BEST).next_papers == []


@pytest.mark.parametrize("number", SETS)
def test_doing_what_is_missing_makes_every_condition_hold(number):
    """Every condition holds by the numbers alone, every point named is earned, and every paper of it is in."""
    cs, random = criteria_set(f"26-{number:02}"), reckoned.seeded(number, "missing")
    papers = sorted({paper for one in cs.criteria for option in one.options for paper in option.papers})
    for _ in range(40):
        answers = reckoned.random_sheet(number, random)
        papers_in = set(random.sample(papers, random.randint(0, len(papers))))
        before = told(answers, papers_in, cs)
        for wanted in (3, 4, 5):
            doing, brought = dict(answers), set(papers_in)
            for one in before.missing[wanted]:
                now = NUMBERS[number][one.criterion].get(doing.get(one.criterion), (0,))[0]
                if now < one.option.points or doing[one.criterion] == STOP:
                    doing[one.criterion] = one.option.number
                brought |= {*one.papers}
            counted, stopped = reckoned.points_of(number, doing)
            assert (stopped, reckoned.lacking(number, counted, wanted)) == (None, [])
            for one in before.missing[wanted]:
                assert counted[one.criterion] >= one.option.points
                assert brought.issuperset(one.option.papers)
            after = told(doing, brought, cs)
            assert (after.missing[wanted], after.by_conditions >= wanted) == ([], True)


@pytest.mark.parametrize("number", SETS)
def test_a_result_of_the_council_lies_in_the_range(number):
    """Whatever the council makes of its own criteria, and the producer of what is open, short of a stop."""
    cs, random = criteria_set(f"26-{number:02}"), reckoned.seeded(number, "ranges")
    own = [one.code for one in cs.criteria if one.by == "producer"]
    for _ in range(40):
        answers = reckoned.random_sheet(number, random)
        done = told(answers, (), cs)
        known = {code: answer for code, answer in answers.items() if code in own}
        least, most = (
            {one.code: end(one.options, key=lambda option: option.points).number for one in cs.criteria} | known
            for end in (min, max)
        )
        if sheet(cs, known).stopped_by:
            continue
        assert done.high == sheet(cs, most).total
        if number not in reckoned.NO_POINTS:
            assert done.low == sheet(cs, least).total
        assert done.parts == {p.letter: (*done.parts[p.letter][:2], p.points) for p in cs.parts}
        assert (done.stars_low, done.stars_high) == (reckoned.stars_of(done.low), reckoned.stars_of(done.high))
