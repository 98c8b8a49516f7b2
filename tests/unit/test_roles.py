"""Who may do what where."""

import pytest

from ocop.roles import (
    Grant,
    Role,
    areas_seen,
    may_audit,
    may_invite,
    may_review,
    may_run_council,
    may_score,
    may_see,
    may_withdraw,
)

NGA_AN, BA_DINH, THANH_HOA = "16144", "16093", "38"
HANOI_COMMUNE, HANOI = "00004", "01"

COMMUNE = [Grant(Role.OFFICER, NGA_AN)]
PROVINCE = [Grant(Role.OFFICER, THANH_HOA)]
COUNCIL = [Grant(Role.COUNCIL, THANH_HOA)]
ADMINISTRATOR = [Grant(Role.ADMINISTRATOR, "VN")]
NOBODY: list[Grant] = []


@pytest.mark.parametrize(
    ("grants", "seen"),
    [
        (COMMUNE, {NGA_AN}),
        (PROVINCE, {NGA_AN, BA_DINH, THANH_HOA}),
        (ADMINISTRATOR, {NGA_AN, BA_DINH, THANH_HOA, HANOI_COMMUNE, HANOI}),
        (COUNCIL, set()),
        (NOBODY, set()),
    ],
)
def test_officials_see_their_own_area_and_nothing_else(grants, seen):
    assert {area for area in (NGA_AN, BA_DINH, THANH_HOA, HANOI_COMMUNE, HANOI) if may_see(grants, area)} == seen


def test_the_commune_reviews_its_own_and_the_province_may_act_for_it():
    assert may_review(COMMUNE, NGA_AN, "commune")
    assert may_review(PROVINCE, NGA_AN, "commune")
    assert not may_review(COMMUNE, BA_DINH, "commune")
    assert not may_review(PROVINCE, HANOI_COMMUNE, "commune")
    assert may_review(PROVINCE, NGA_AN, "province")
    assert not may_review(COMMUNE, NGA_AN, "province")
    for grants in (COUNCIL, ADMINISTRATOR, NOBODY, [Grant(Role.OFFICER, "VN")]):
        assert not may_review(grants, NGA_AN, "commune")
        assert not may_review(grants, NGA_AN, "province")
    assert not may_review(PROVINCE, NGA_AN, "district")


def test_council_members_score_in_their_province_only():
    assert may_score(COUNCIL, NGA_AN)
    assert not may_score(COUNCIL, HANOI_COMMUNE)
    for grants in (COMMUNE, PROVINCE, ADMINISTRATOR, [Grant(Role.COUNCIL, NGA_AN)]):
        assert not may_score(grants, NGA_AN)


def test_the_provincial_officer_runs_the_council():
    assert may_run_council(PROVINCE, NGA_AN)
    assert not may_run_council(PROVINCE, HANOI)
    for grants in (COMMUNE, COUNCIL, ADMINISTRATOR):
        assert not may_run_council(grants, NGA_AN)


@pytest.mark.parametrize(
    ("grants", "role", "area", "allowed"),
    [
        (PROVINCE, Role.OFFICER, NGA_AN, True),
        (PROVINCE, Role.OFFICER, THANH_HOA, True),
        (PROVINCE, Role.COUNCIL, THANH_HOA, True),
        (PROVINCE, Role.COUNCIL, NGA_AN, False),
        (PROVINCE, Role.OFFICER, HANOI, False),
        (PROVINCE, Role.ADMINISTRATOR, THANH_HOA, False),
        (COMMUNE, Role.OFFICER, NGA_AN, True),
        (COMMUNE, Role.OFFICER, BA_DINH, False),
        (COMMUNE, Role.OFFICER, THANH_HOA, False),
        (COMMUNE, Role.COUNCIL, THANH_HOA, False),
        (COUNCIL, Role.COUNCIL, THANH_HOA, False),
        (ADMINISTRATOR, Role.ADMINISTRATOR, "VN", True),
        (ADMINISTRATOR, Role.OFFICER, HANOI_COMMUNE, True),
        (ADMINISTRATOR, Role.COUNCIL, HANOI, True),
        ([Grant(Role.ADMINISTRATOR, HANOI)], Role.ADMINISTRATOR, "VN", False),
        ([Grant(Role.OFFICER, "VN")], Role.OFFICER, NGA_AN, False),
        (NOBODY, Role.OFFICER, NGA_AN, False),
    ],
)
def test_nobody_gives_or_takes_a_role_above_or_outside_their_own(grants, role, area, allowed):
    assert may_invite(grants, role, area) == allowed
    assert may_withdraw(grants, role, area, own=False) == allowed


def test_everybody_may_step_down_and_no_further():
    for grants in (COMMUNE, PROVINCE, COUNCIL, ADMINISTRATOR):
        assert may_withdraw(grants, grants[0].role, grants[0].area, own=True)
        assert not may_withdraw(grants, Role.ADMINISTRATOR, THANH_HOA, own=True)
    assert not may_withdraw(COMMUNE, Role.OFFICER, THANH_HOA, own=True)


def test_the_log_is_read_by_the_province_and_the_administrator():
    assert may_audit(PROVINCE, NGA_AN)
    assert may_audit(ADMINISTRATOR, HANOI)
    assert not may_audit(PROVINCE, HANOI)
    assert not may_audit(COMMUNE, NGA_AN)
    assert not may_audit(COUNCIL, NGA_AN)


def test_areas_are_listed_without_those_inside_another():
    assert areas_seen([*COMMUNE, *PROVINCE, *COUNCIL, Grant(Role.OFFICER, HANOI_COMMUNE)]) == [HANOI_COMMUNE, THANH_HOA]
    assert areas_seen([*PROVINCE, *ADMINISTRATOR]) == ["VN"]
    assert areas_seen(COUNCIL) == []
