"""Who may do what where. An area is "VN", a province code or a commune code (see `ocop.units`).

A commune officer is an OFFICER whose area is a commune, a provincial officer one whose area is a province. Source:
Decision 1489/QĐ-TTg: the commune checks and proposes, the province evaluates and awards; the rest is the product's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ocop.units import within


class Role(StrEnum):
    """What an official does in the programme."""

    OFFICER = "officer"
    COUNCIL = "council"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody holds for an area."""

    role: Role
    area: str


def may_see(grants: Iterable[Grant], area: str) -> bool:
    """See producers, products and files of the area: its officers and administrators; a council seat is not enough."""
    return any(grant.role != Role.COUNCIL and within(area, grant.area) for grant in grants)


def may_review(grants: Iterable[Grant], area: str, level: str) -> bool:
    """Review a step at the level "commune" (the commune's officer, or the province's for it) or "province"."""
    officers = [grant for grant in grants if grant.role == Role.OFFICER and within(area, grant.area)]
    if level == "commune":
        return any(_communal(grant) or _provincial(grant) for grant in officers)
    return level == "province" and any(_provincial(grant) for grant in officers)


def may_score(grants: Iterable[Grant], area: str) -> bool:
    """Score products of the area: the council members of its province."""
    return any(grant.role == Role.COUNCIL and _provincial(grant) and within(area, grant.area) for grant in grants)


def may_run_council(grants: Iterable[Grant], area: str) -> bool:
    """Open, close and record council sessions (the secretary): the provincial officers."""
    return any(grant.role == Role.OFFICER and _provincial(grant) and within(area, grant.area) for grant in grants)


def may_announce(grants: Iterable[Grant], areas: Iterable[str]) -> bool:
    """Speak to the producers of all these areas: their officers."""
    officers = [grant for grant in grants if grant.role == Role.OFFICER]
    return all(any(within(area, grant.area) for grant in officers) for area in areas)


def may_approve(grants: Iterable[Grant], area: str) -> bool:
    """Approve what a commune wants to say to its producers: the officers of its province."""
    return any(grant.role == Role.OFFICER and _provincial(grant) and within(area, grant.area) for grant in grants)


def may_invite(grants: Iterable[Grant], role: Role, area: str) -> bool:
    """Give somebody this role for this area; a council member always sits for a province."""
    if role == Role.COUNCIL and not _provincial(Grant(role, area)):
        return False
    return any(_may_give(grant, role) and within(area, grant.area) for grant in grants)


def may_withdraw(grants: Iterable[Grant], role: Role, area: str, *, own: bool) -> bool:
    """Take this role for this area away: from others as for inviting; one's own (`own`) is only stepped down from."""
    return Grant(role, area) in grants if own else may_invite(grants, role, area)


def may_audit(grants: Iterable[Grant], area: str) -> bool:
    """Read the log of who did what in the area: provincial officers and administrators."""
    return any(
        (grant.role == Role.ADMINISTRATOR or (grant.role == Role.OFFICER and _provincial(grant)))
        and within(area, grant.area)
        for grant in grants
    )


def areas_seen(grants: Iterable[Grant]) -> list[str]:
    """The areas whose data these grants let a person list, none inside another, sorted."""
    areas = {grant.area for grant in grants if grant.role != Role.COUNCIL}
    return sorted(area for area in areas if not any(within(area, wider) for wider in areas - {area}))


def _provincial(grant: Grant) -> bool:
    return len(grant.area) == 2 and grant.area.isdigit()


def _communal(grant: Grant) -> bool:
    return len(grant.area) == 5


def _may_give(giver: Grant, role: Role) -> bool:
    if giver.role == Role.ADMINISTRATOR:
        return True
    if giver.role == Role.OFFICER and _provincial(giver):
        return role != Role.ADMINISTRATOR
    return giver.role == Role.OFFICER and _communal(giver) and role == Role.OFFICER
