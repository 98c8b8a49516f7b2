"""The criteria sets against the numbers of the decision, the checker, and the points of a scorecard."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from ocop.criteria import Exclusion, Group, Option, available, criteria_set, points, read_set, unanswered
from ocop.criteria_check import problems

FISH_SAUCE = criteria_set("1048-10")


def reference(number):
    """Criterion code → {option number: points} as in the decision."""
    lines = (Path(__file__).parent / "reference-1048.tsv").read_text("utf-8").splitlines()
    found = {}
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
        if int(row["set"]) == number:
            options = found.setdefault(row["part"] + row["criterion"], {})
            options[int(row["option"])] = int(row["points"])
    return found


def best(cs):
    return {c.code: max(c.options, key=lambda option: option.points).number for c in cs.criteria}


def broken(change):
    """Set 10 with its first criterion changed."""
    first, *others = FISH_SAUCE.parts[0].criteria
    return replace(
        FISH_SAUCE,
        parts=(replace(FISH_SAUCE.parts[0], criteria=(change(first), *others)), *FISH_SAUCE.parts[1:]),
    )


def marked(criterion, *stars):
    pairs = zip(criterion.options, stars, strict=True)
    return replace(criterion, options=tuple(replace(option, stars=mark) for option, mark in pairs))


def papers(criterion, *codes):
    return replace(criterion, options=tuple(replace(option, papers=codes) for option in criterion.options))


def test_three_sets_are_shipped():
    assert {"1048-01", "1048-10", "1048-23"}.issubset(available())
    with pytest.raises(KeyError):
        criteria_set("1048-99")


@pytest.mark.parametrize("code", available())
def test_a_shipped_set_adds_up_and_fits_the_screens(code):
    assert problems(criteria_set(code)) == []


@pytest.mark.parametrize("code", ["1048-01", "1048-10", "1048-23"])
def test_criteria_options_and_points_are_those_of_the_decision(code):
    cs = criteria_set(code)
    ours = {c.code: {o.number: o.points for o in c.options if o.number} for c in cs.criteria}
    assert ours == reference(cs.number)
    assert list(ours) == list(reference(cs.number))


@pytest.mark.parametrize("code", ["1048-01", "1048-10", "1048-23"])
def test_only_what_may_not_apply_at_all_has_an_option_zero(code):
    with_zero = {c.title: c.options[0] for c in criteria_set(code).criteria if c.options[0].number == 0}
    assert set(with_zero) == {"Bố cục câu chuyện", "Khả năng xuất khẩu"}
    assert {option.points for option in with_zero.values()} == {0}


@pytest.mark.parametrize("code", available())
def test_options_of_a_criterion_can_be_told_apart(code):
    for criterion in criteria_set(code).criteria:
        assert len({option.text for option in criterion.options}) == len(criterion.options)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: replace(c, options=c.options[:1]), "A1.1 has fewer than two options"),
        (lambda c: replace(c, options=c.options[:2]), "part A says 35, its criteria add up to 34, expected 35"),
        (lambda c: replace(c, options=c.options[::-1]), "A1.1 has options numbered [3, 2, 1]"),
        (lambda c: replace(c, options=(c.options[0], *c.options)), "A1.1 has options numbered [1, 1, 2, 3]"),
        (lambda c: replace(c, code="A1.2"), "A1.2 stands there more than once"),
        (lambda c: replace(c, title="t" * 81), "A1.1 has a title of 81 characters, at most 80"),
        (lambda c: replace(c, title=""), "A1.1 has a title of 0 characters, at most 80"),
        (
            lambda c: replace(c, options=(Option(0, "x" * 61, 0), *c.options)),
            "A1.1 option 0 has 61 characters, at most 60",
        ),
        (lambda c: replace(c, options=(Option(0, "trừ điểm", -1), *c.options)), "A1.1 option 0 has -1 points"),
        (lambda c: replace(c, options=()), "A1.1 has fewer than two options"),
        (lambda c: replace(c, by="jury"), "A1.1 is decided by 'jury', expected producer or council"),
        (lambda c: replace(c, ask="?" * 121), "A1.1 has a question of 121 characters, at most 120"),
        (lambda c: replace(c, help="?" * 301), "A1.1 has a help of 301 characters, at most 300"),
        (lambda c: replace(c, stop="!" * 151), "A1.1 has a stop of 151 characters, at most 150"),
        (lambda c: replace(c, depends_on="A1.2"), "A1.1 depends on A1.2, which does not come before it"),
        (lambda c: marked(c, 4, 3, 5), "A1.1 has marks for [4, 3, 5] stars at [1, 2, 3] points"),
        (lambda c: marked(c, 3, 3, None), "A1.1 has marks for [3, 3] stars at [1, 2] points"),
        (lambda c: marked(c, 2, None, None), "A1.1 has marks for [2] stars at [1] points"),
        (
            lambda c: replace(c, options=(Option(0, "chưa", 0, 3), *c.options)),
            "A1.1 has marks for [3] stars at [0] points",
        ),
        (lambda c: papers(c, "label", "nhãn"), "A1.1 names the unknown paper 'nhãn'"),
    ],
)
def test_the_checker_finds_what_is_wrong_with_a_set(change, said):
    assert said in problems(broken(change))


def test_the_checker_holds_a_set_to_the_points_of_its_rules():
    assert "part A says 35, its criteria add up to 35, expected 40" in problems(replace(FISH_SAUCE, rules="2023-148"))
    assert "parts are ['B', 'C'], expected ['A', 'B', 'C']" in problems(replace(FISH_SAUCE, parts=FISH_SAUCE.parts[1:]))


def test_the_checker_wants_rules_that_are_there():
    assert problems(replace(FISH_SAUCE, rules="2031-1")) == [
        "rules '2031-1' do not exist; there are 2019-1048, 2023-148, 2025-1489, 2026-26"
    ]


def test_the_checker_counts_the_groups_of_a_part():
    first, *others = FISH_SAUCE.parts
    group = Group("A1", "Tổ chức sản xuất", 99)
    with_group = replace(FISH_SAUCE, parts=(replace(first, groups=(group,)), *others))
    most = sum(one.most for one in first.criteria if one.code.startswith("A1."))
    assert problems(with_group) == [f"group A1 says 99, its criteria add up to {most}"]
    right = replace(group, points=most)
    assert problems(replace(FISH_SAUCE, parts=(replace(first, groups=(right,)), *others))) == []


def test_the_checker_knows_no_code_that_is_criterion_and_ground_of_exclusion_at_once():
    ground = Exclusion("A1.1", "Hồ sơ giả", "Phụ lục II", True)
    assert problems(replace(FISH_SAUCE, exclusions=(ground,))) == ["A1.1 stands there more than once"]


def test_a_province_adds_a_set_as_one_file():
    text = """
        code = "148-01"
        number = 1
        title = "Rau, củ, quả, hạt tươi"
        rules = "2025-1489"
        source = "Quyết định 148/QĐ-TTg, Phụ lục"
        certain = true
    """
    for letter, most in (("A", 40), ("B", 25), ("C", 35)):
        text += f"""
        [[parts]]
        letter = "{letter}"
        title = "Phần {letter}"
        points = {most}
        [[parts.criteria]]
        code = "{letter}1.1"
        title = "Tiêu chí"
        options = [["Chưa đạt", 0], ["Đạt", {most}]]
        """
    added = read_set(text)
    assert problems(added) == []
    assert points(added, {"A1.1": 2, "B1.1": 1, "C1.1": 2}).parts == {"A": 40, "B": 0, "C": 35}


def test_a_member_goes_through_the_criteria_one_by_one():
    code, seen = FISH_SAUCE.criteria[0].code, []
    while code is not None:
        seen.append(code)
        assert unanswered(FISH_SAUCE, dict.fromkeys(seen, 1)) == [
            c.code for c in FISH_SAUCE.criteria if c.code not in seen
        ]
        code = FISH_SAUCE.after(code)
    assert seen == list(best(FISH_SAUCE))
    assert FISH_SAUCE.criterion("C6.5").most == 6
    for ask in (FISH_SAUCE.criterion, FISH_SAUCE.after):
        with pytest.raises(KeyError):
            ask("Z9.9")


@pytest.mark.parametrize("code", available())
def test_the_best_answers_earn_all_points_and_none_earns_none(code):
    cs = criteria_set(code)
    assert points(cs, best(cs)).total == 100
    assert points(cs, best(cs)).parts == {part.letter: part.points for part in cs.parts}
    assert points(cs, {}).total == 0


def test_options_need_not_rise_with_their_number():
    assert points(FISH_SAUCE, {"A3.2": 2}).total == 2
    assert points(FISH_SAUCE, {"A3.2": 3}).total == 0
    assert points(FISH_SAUCE, {"A3.2": 4}).total == 1


def test_what_does_not_apply_earns_nothing():
    assert points(FISH_SAUCE, {"B5.3": 0, "C10.1": 0, "C6.5": 4}).parts == {"A": 0, "B": 0, "C": 6}


@pytest.mark.parametrize("answers", [{"Z9.9": 1}, {"A1.1": 9}, {"A1.1": 0}, {"C11.1": 1}])
def test_an_answer_that_the_set_does_not_have_is_an_error(answers):
    with pytest.raises(ValueError, match="not in set 1048-10"):
        points(FISH_SAUCE, answers)
