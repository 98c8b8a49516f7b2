"""The files of the rules: a version says only what is different, and each mistake is named in one line."""

import shutil

import pytest

from ocop import criteria, rules_check
from ocop.extends import extended
from ocop.rules import FOLDER, built, codes, rules, table

NEWEST = "2025-1489"  # of the versions that are changed here: nothing extends it in the copy

# code, step, need, only_for, holds, expires; the same in all three versions.
PAPERS = """
idea-new              2 must   new      files  -
idea-existing         2 must   existing files  -
plan                  3 must   all      files  -
product-photos        4 must   all      photos -
production-licence    4 if-any all      files  ends
quality-declaration   4 if-any all      files  -
safety-test           4 if-any all      files  ends
product-standard      4 extra  all      files  -
label                 4 extra  all      photos -
barcode               4 extra  all      files  -
trace-stamp           4 extra  all      files  -
intellectual-property 4 extra  all      files  -
raw-material          4 extra  all      files  -
environment           4 extra  all      files  -
quality-system        4 extra  all      files  ends
quality-control       4 extra  all      files  -
organisation          5 must   all      files  -
samples               5 must   all      photos -
business-licence      5 if-any all      files  -
accounting            5 extra  all      files  -
marketing             5 extra  all      files  -
story                 5 extra  all      files  -
awards                5 extra  all      files  -
"""
FOOD = ("food", "drinks", "herbal", "herbal-2019")
SECTORS = {"safety-test": FOOD, "samples": (*FOOD, "crafts", "crafts-2019", "textiles", "ornamental")}
FORMS = ("idea-new", "idea-existing", "plan", "organisation")
UNCERTAIN_PAPERS = ["product-photos", "safety-test", "label"]
# "?" behind a code: not certain. "=1048-10": its criteria set.
GROUPS_2019 = {
    "food": "fresh-produce=1048-01 fresh-meat-2019 rice-cereals-2019 honey-2019 fast-food processed-cereals"
    " processed-produce processed-meat-2019 processed-fish liquid-seasoning=1048-10 other-seasoning tea other-tea"
    " coffee-cocoa",
    "drinks": "white-spirit other-alcohol water soft-drinks",
    "herbal-2019": "herbal-medicine cosmetics medical-devices other-herbal",
    "crafts-2019": "decorative-crafts=1048-23 household-crafts",
    "textiles": "textiles",
    "tourism-2019": "rural-tourism",
}
GROUPS_2023 = {
    "food": "fresh-produce=1048-01? fresh-meat rice-cereals honey fast-food processed-cereals processed-produce"
    " processed-meat liquid-seasoning=1048-10? other-seasoning? tea? other-tea? coffee-cocoa?",
    "drinks": "white-spirit? other-alcohol? water? soft-drinks?",
    "herbal": "herbal-medicine? cosmetics? other-herbal?",
    "crafts": "decorative-crafts=1048-23? household-crafts? textiles?",
    "ornamental": "ornamental?",
    "tourism": "tourism?",
}
CONDITIONS_2023 = [("mandatory-three", 3, 2), ("mandatory-four", 4, 3), ("mandatory-five", 5, 4)]
GROUPS = {"2019-1048": GROUPS_2019, "2023-148": GROUPS_2023, "2025-1489": GROUPS_2023}
CONDITIONS = {"2019-1048": [], "2023-148": CONDITIONS_2023, "2025-1489": CONDITIONS_2023}
VERSIONS = tuple(GROUPS)
ADDED = {"2019-1048": "", "2023-148": "", "2025-1489": ""}  # papers that a version adds to PAPERS, a line each


def in_words(subgroup):
    with_set = f"={subgroup.criteria_set}" if subgroup.criteria_set else ""
    return f"{subgroup.code}{with_set}{'' if subgroup.certain else '?'}"


def reference(code):
    """The papers of a version, a line each."""
    return [" ".join(line.split()) for line in (PAPERS + ADDED[code]).strip().splitlines()]


@pytest.mark.parametrize("code", VERSIONS)
def test_the_shipped_papers_come_out_as_they_were_written(code):
    papers = rules(code).papers
    lines = [f"{p.code} {p.step} {p.need} {p.only_for} {p.holds} {'ends' if p.expires else '-'}" for p in papers]
    assert lines == reference(code)
    assert {p.code: p.sectors for p in papers if p.sectors} == SECTORS
    assert [(p.code, p.form) for p in papers if p.form] == [(form, form) for form in FORMS]
    assert [p.code for p in papers if not p.certain] == UNCERTAIN_PAPERS


@pytest.mark.parametrize("code", VERSIONS)
def test_the_shipped_groups_and_the_rest_come_out_as_they_were_written(code):
    version = rules(code)
    assert {g.code: " ".join(map(in_words, g.subgroups)) for g in version.groups} == GROUPS[code]
    assert list(GROUPS[code]) == [group.code for group in version.groups]
    assert [(c.code, c.least_stars, c.caps_at) for c in version.conditions] == CONDITIONS[code]
    stars = version.thresholds
    assert (stars.five, stars.four, stars.three, stars.two, stars.rounding) == (90, 70, 50, 30, "none")
    assert [step.certain for step in version.steps] == [True, False, False, False, True, True]
    decision = code.partition("-")[2]
    assert f"Quyết định {decision}/QĐ-TTg" in version.source
    read_in = "1048" if code == "2019-1048" else "148"
    for group in version.groups:
        for subgroup in group.subgroups:
            borrowed = "năm 2019" in subgroup.source and not subgroup.certain
            assert borrowed or f"Quyết định {read_in}/QĐ-TTg" in subgroup.source


# -- what a row does to a version


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped files up to NEWEST, to be written in."""
    later = [f"{code}.toml" for code in codes() if code > NEWEST]
    return shutil.copytree(FOLDER, tmp_path / "rules", ignore=lambda _folder, _names: later)


def add(folder, text, code=NEWEST):
    path = folder / f"{code}.toml"
    path.write_text(path.read_text("utf-8") + "\n" + text, "utf-8")


def change(folder, before, after, code=NEWEST):
    path = folder / f"{code}.toml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def read(folder, code=NEWEST):
    return built(code, table(code, folder))


ONE_MORE = '[[papers]]\ncode = "{code}"\nstep = 4\nneed = "extra"\nsource = "Điều 9 của một văn bản"\ncertain = false\n'


def test_a_paper_more_is_one_row_in_the_newest_file(folder):
    add(folder, ONE_MORE.format(code="organic"))
    assert [paper.code for paper in read(folder).papers] == [p.code for p in rules(NEWEST).papers] + ["organic"]
    assert len(read(folder).papers) == len(reference(NEWEST)) + 1
    for earlier in ("2019-1048", "2023-148"):
        assert read(folder, earlier) == rules(earlier)


def test_a_row_in_an_older_file_reaches_the_versions_that_extend_it_and_no_other(folder):
    add(folder, ONE_MORE.format(code="organic"), "2023-148")
    first, second, third = (len(reference(code)) for code in VERSIONS)
    assert [len(read(folder, code).papers) for code in VERSIONS] == [first, second + 1, third + 1]
    change(folder, 'extends = "2023-148"', 'extends = "2019-1048"')
    assert [len(read(folder, code).papers) for code in VERSIONS] == [first, second + 1, third]


def test_a_known_code_changes_only_the_fields_that_it_gives(folder):
    add(folder, '[[papers]]\ncode = "label"\nneed = "must"\nsource = "Điều 9 của một văn bản"')
    before, after = rules(NEWEST).paper("label"), read(folder).paper("label")
    assert (after.need, after.source) == ("must", "Điều 9 của một văn bản")
    assert (after.step, after.holds, after.certain) == (before.step, before.holds, before.certain)
    assert [paper.code for paper in read(folder).papers] == [paper.code for paper in rules(NEWEST).papers]


def test_a_row_is_dropped_and_a_key_is_dropped(folder):
    add(folder, '[[papers]]\ncode = "barcode"\ndrop = true\n[[papers]]\ncode = "plan"\nform = "drop"')
    assert len(read(folder).papers) == len(reference(NEWEST)) - 1
    assert read(folder).paper("plan").form is None
    with pytest.raises(KeyError):
        read(folder).paper("barcode")
    assert rules("2023-148").awards["district"] == (3, 3)
    assert "district" not in rules(NEWEST).awards


def test_a_subgroup_is_changed_and_added_where_it_stands(folder):
    more = '{ code = "honey", criteria_set = "1048-01" }, { code = "processed-fish" }'
    add(folder, f'[[groups]]\ncode = "food"\nsubgroups = [{more}]')
    before, after = rules(NEWEST).group_of("honey"), read(folder).group_of("honey")
    codes = [subgroup.code for subgroup in before.subgroups]
    codes.insert(codes.index("honey") + 1, "processed-fish")
    assert [subgroup.code for subgroup in after.subgroups] == codes
    assert read(folder).subgroup("honey").criteria_set == "1048-01"
    assert read(folder).groups[1:] == rules(NEWEST).groups[1:]


def test_tables_are_merged_by_key(folder):
    add(folder, "[thresholds]\nfour = 75\n[certificate]\nmonths = 60")
    assert (read(folder).thresholds.four, read(folder).thresholds.five) == (75, 90)
    assert (read(folder).certificate.months, read(folder).certificate.notice_days) == (60, 30)
    assert extended({"parts": {"A": 35, "B": 25}}, {"parts": {"A": 40}}) == {"parts": {"A": 40, "B": 25}}


def test_a_condition_and_a_step_are_known_by_code_and_number(folder):
    add(folder, '[[conditions]]\ncode = "mandatory-four"\ncaps_at = 2\n[[steps]]\nnumber = 2\nreviewers = ["province"]')
    assert [(c.code, c.caps_at) for c in read(folder).conditions] == [
        ("mandatory-three", 2),
        ("mandatory-four", 2),
        ("mandatory-five", 4),
    ]
    assert [step.reviewers for step in read(folder).steps][1:3] == [("province",), ("commune",)]


# -- what the doctor says


def test_the_doctor_says_how_much_each_version_holds():
    first, second, third = (len(reference(code)) for code in VERSIONS)
    assert list(rules_check.examine()) == [
        (True, f"rules 2019-1048: from 2019-08-21, 6 steps, {first} papers, 6 groups, 26 subgroups, 0 conditions"),
        (True, f"rules 2023-148: from 2023-02-24, 6 steps, {second} papers, 6 groups, 25 subgroups, 3 conditions"),
        (True, f"rules 2025-1489: from 2025-07-06, 6 steps, {third} papers, 6 groups, 25 subgroups, 3 conditions"),
        (True, "rules 2026-26: from 2026-05-22, 6 steps, 28 papers, 6 groups, 26 subgroups, 0 conditions"),
    ]


def wrong(folder):
    """The lines that are not in order, for the newest version."""
    lines = [line for good, line in rules_check.examine(folder) if not good]
    assert all(line.startswith("rules ") and "\n" not in line for line in lines)
    return [line.removeprefix(f"rules {NEWEST}: ") for line in lines]


ROW = ONE_MORE.format(code="label")


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (ROW + "expire = true", "paper 'label': unknown key 'expire'"),
        ("[certificates]\nmonths = 60", "unknown key 'certificates'"),
        ("[certificate]\nmonth = 60", "certificate: unknown key 'month'"),
        (ROW + ROW, "paper 'label': stands there 2 times"),
        ('[[papers]]\nstep = 4\nneed = "must"', "a paper without 'code'"),
        ('[[papers]]\ncode = "label"\nstep = 7', "paper 'label': 'step' is 7, expected one of 1, 2, 3, 4, 5, 6"),
        (
            '[[papers]]\ncode = "label"\nneed = "maybe"',
            "paper 'label': 'need' is 'maybe', expected one of must, if-any, extra, help",
        ),
        ('[[papers]]\ncode = "label"\nholds = "x"', "paper 'label': 'holds' is 'x', expected one of photos, files"),
        (
            '[[papers]]\ncode = "plan"\nform = "plans"',
            "paper 'plan': form 'plans' does not exist; there are "
            "idea-new, idea-existing, plan, organisation, form-01, form-02",
        ),
        ('[[papers]]\ncode = "label"\nsectors = ["foods"]', "paper 'label': sector 'foods' is the code of no group"),
        ('[[papers]]\ncode = "label"\nsource = ""', "paper 'label': 'source' is missing"),
        ('[[papers]]\ncode = "labels"\ndrop = true', "paper 'labels': is dropped, but was never there"),
        (
            '[[groups]]\ncode = "food"\nsubgroups = [{ code = "tea", criteria_set = "1048-12" }]',
            "subgroup 'tea': criteria set '1048-12' does not exist; there are " + ", ".join(criteria.available()),
        ),
        (
            '[[groups]]\ncode = "drinks"\nsubgroups = [{ code = "tea" }]',
            "subgroup 'tea': stands there 2 times",
        ),
        (
            '[[steps]]\nnumber = 2\nreviewers = ["village"]',
            "step 2: level 'village' does not exist; there are commune, district, province, centre",
        ),
        ("[[steps]]\nnumber = 6\ndrop = true", "the steps are [1, 2, 3, 4, 5], expected 1 to 6"),
        (
            '[[conditions]]\ncode = "mandatory-five"\ncaps_at = 5',
            "condition 'mandatory-five': caps at 5 stars what is for 5",
        ),
        ("[thresholds]\nfour = 95", "thresholds: 90, 95, 50, 30 points do not fall from five to two stars"),
    ],
)
def test_a_mistake_in_a_row_is_named_in_one_line(folder, row, line):
    add(folder, row)
    assert wrong(folder) == [line]


def test_a_paper_without_its_names_is_named(folder):
    add(folder, ONE_MORE.format(code="organic"))
    assert wrong(folder) == [
        "paper 'organic': no text paper-organic in locales/vi and locales/en",
        "paper 'organic': no text paper-organic-help in locales/vi and locales/en",
    ]


def test_each_thing_that_a_new_row_lacks_is_named(folder):
    add(folder, '[[papers]]\ncode = "organic"\nform = "plan"')
    assert wrong(folder) == [f"paper 'organic': '{key}' is missing" for key in ("step", "need", "source", "certain")]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ('extends = "2023-148"', 'extends = "2023-184"', "extends '2023-184', which does not exist"),
        ('extends = "2023-148"', 'extends = "2025-1489"', "extends '2025-1489', which extends it"),
        (
            "in_force_from = 2025-07-06",
            "in_force_from = 2025-08-06",
            "rules 2025-1489: begins on 2025-08-06, but 2023-148 ends on 2025-07-05",
        ),
        (
            "until = 2026-07-21",
            "until = 2024-01-01",
            "ends on 2024-01-01, before",
        ),
        ("awards = {", "awards = 3 #", "'awards' is 3, expected a table"),
        ("awards = {", "awards = ", "cannot be read: Invalid value (at line 9"),
    ],
)
def test_a_mistake_at_the_head_of_a_file_is_named_in_one_line(folder, before, after, line):
    change(folder, before, after)
    [found] = wrong(folder)
    assert found.startswith(line.removeprefix(f"rules {NEWEST}: "))


def test_a_mistake_in_an_older_file_is_named_once(folder):
    change(folder, "months = 36", "months = 36\nyears = 3", "2019-1048")
    assert [line for _good, line in rules_check.examine(folder)] == [
        "rules 2019-1048: certificate: unknown key 'years'",
        "rules 2023-148: extends '2019-1048', which is not in order",
        "rules 2025-1489: extends '2023-148', which is not in order",
    ]
