"""The versions of the rules: when each holds, and that their data hang together."""

from datetime import date, timedelta

import pytest

from ocop import criteria
from ocop.rules import all_rules, rules, rules_on

VERSIONS = [version.code for version in all_rules()]


def test_four_versions_follow_one_another_without_a_gap():
    assert VERSIONS == ["2019-1048", "2023-148", "2025-1489", "2026-26"]
    for earlier, later in zip(all_rules(), all_rules()[1:], strict=False):
        assert earlier.until is not None
        assert earlier.until + timedelta(days=1) >= later.in_force_from
    assert all_rules()[-1].until is None


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2019, 8, 21), "2019-1048"),
        (date(2023, 2, 23), "2019-1048"),
        (date(2023, 2, 24), "2023-148"),
        (date(2025, 7, 5), "2023-148"),
        (date(2025, 7, 6), "2025-1489"),
        (date(2026, 5, 21), "2025-1489"),
        (date(2026, 5, 22), "2026-26"),
        (date(2026, 11, 23), "2026-26"),
    ],
)
def test_a_day_has_the_version_in_force(day, code):
    assert rules_on(day) is rules(code)


def test_what_does_not_exist_is_a_key_error():
    for ask in (
        lambda: rules("2018-490"),
        lambda: rules("../units"),
        lambda: rules_on(date(2019, 8, 20)),
        lambda: rules("2025-1489").step(7),
        lambda: rules("2025-1489").paper("licence"),
        lambda: rules("2025-1489").subgroup("processed-fish"),
        lambda: rules("2025-1489").group_of("processed-fish"),
    ):
        with pytest.raises(KeyError):
            ask()


@pytest.mark.parametrize("code", VERSIONS)
def test_the_six_steps_and_who_reviews_them(code):
    steps = rules(code).steps
    assert [(step.number, step.code) for step in steps] == [
        (1, "inform"),
        (2, "idea"),
        (3, "plan"),
        (4, "carry-out"),
        (5, "evaluate"),
        (6, "promote"),
    ]
    before = () if code == "2026-26" else ("commune",)  # since 2026 idea, plan and carrying out are help, not gates
    assert [step.reviewers for step in steps] == [(), *[before] * 3, ("commune", "province"), ()]
    assert rules(code).step(5) is steps[4]


def test_each_level_awards_its_stars():
    assert rules("2019-1048").awards == {"province": (3, 4), "centre": (5, 5)}
    assert rules("2023-148").awards == {"district": (3, 3), "province": (4, 4), "centre": (5, 5)}
    assert rules("2025-1489").awards == {"province": (3, 4), "centre": (5, 5)}


def test_points_per_part_changed_in_2023():
    assert rules("2019-1048").parts == {"A": 35, "B": 25, "C": 40}
    assert rules("2023-148").parts == rules("2025-1489").parts == {"A": 40, "B": 25, "C": 35}


@pytest.mark.parametrize("code", VERSIONS)
def test_codes_are_unique_and_values_are_ones_the_product_knows(code):
    version = rules(code)
    papers = [paper.code for paper in version.papers]
    subgroups = [subgroup.code for group in version.groups for subgroup in group.subgroups]
    assert len(papers) == len(set(papers))
    assert len(subgroups) == len(set(subgroups))
    assert len({group.code for group in version.groups}) == 6
    every_group = {group.code for each in all_rules() for group in each.groups}
    for paper in version.papers:
        assert paper.need in ("must", "if-any", "extra", "help")
        assert paper.owner in ("product", "producer")
        assert paper.only_for in ("all", "new", "existing")
        assert paper.holds in ("photos", "files")
        assert paper.form in (None, paper.code)
        assert version.step(paper.step)
        assert every_group.issuperset(paper.sectors)
    for subgroup in subgroups:
        assert subgroup in [s.code for s in version.group_of(subgroup).subgroups]


@pytest.mark.parametrize("code", VERSIONS)
def test_every_row_has_a_source_and_says_when_it_is_uncertain(code):
    version = rules(code)
    rows = [version, version.thresholds, version.certificate, *version.steps, *version.papers, *version.conditions]
    rows += [subgroup for group in version.groups for subgroup in group.subgroups]
    for row in rows:
        assert len(row.source) > 10
        assert isinstance(row.certain, bool)
        assert "cần kiểm tra lại" not in row.source or not row.certain


def test_a_borrowed_criteria_set_says_that_it_is_borrowed():
    borrowed = {
        subgroup.code: subgroup.criteria_set
        for group in rules("2025-1489").groups
        for subgroup in group.subgroups
        if subgroup.criteria_set
    }
    assert borrowed == {"fresh-produce": "1048-01", "liquid-seasoning": "1048-10", "decorative-crafts": "1048-23"}
    for subgroup, set_code in borrowed.items():
        assert not rules("2025-1489").subgroup(subgroup).certain
        assert "2019 dùng tạm" in rules("2025-1489").subgroup(subgroup).source
        assert set_code in criteria.available()


@pytest.mark.parametrize("code", VERSIONS)
def test_certificates_last_36_months_with_30_days_notice(code):
    assert (rules(code).certificate.months, rules(code).certificate.notice_days) == (36, 30)
