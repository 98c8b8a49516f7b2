"""Officials invite officials by one-time links; a role is withdrawn at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from ocop import units
from ocop.roles import Role, may_audit, may_invite, may_withdraw
from services.notices import people as notices
from storage import audit, people
from storage.actors import Actor
from storage.tables import Invitation, RoleRow


def areas_led(actor: Actor) -> list[str]:
    """The areas in which this person may give or take roles; NotAllowed when there are none."""
    areas = sorted({grant.area for grant in actor.grants if may_invite(actor.grants, Role.OFFICER, grant.area)})
    if not areas:
        raise NotAllowed("team")
    return areas


def areas_audited(actor: Actor) -> list[str]:
    """The areas whose log this person may read; NotAllowed when there are none."""
    areas = sorted({grant.area for grant in actor.grants if may_audit(actor.grants, grant.area)})
    if not areas:
        raise NotAllowed("audit")
    return areas


async def invite_official(db: AsyncSession, actor: Actor, role: str, area: str, now: datetime) -> str:
    """The token of a one-time link that gives the role in the area; only its hash is kept.

    Raises NotFound (no such role or area), NotAllowed (not theirs to give).
    """
    if role not in list(Role) or not units.known(area):
        raise NotFound(area)
    if not may_invite(actor.grants, Role(role), area):
        raise NotAllowed(role)
    token = await people.invite(db, Role(role), area, actor.id, now)
    audit.write(db, actor, now, "role.invited", f"area/{area}", area=area, detail=role)
    return token


async def official_invitation(db: AsyncSession, actor: Actor, token: str, now: datetime) -> Invitation:
    """What the link offers to this person: a role, or (without an area) the first officer's.

    Raises Moved when it is unknown, used, expired, their own, or void because who gave it may do so no more.
    """
    invitation = await people.invitation(db, token)
    if invitation is None:
        raise Moved("invited-unknown", at="home")
    if invitation.used_at is not None:
        raise Moved("invited-used", at="home")
    if invitation.expires_at <= now:
        raise Moved("invited-expired", at="home")
    if not invitation.area and not await people.first_officer_wanted(db):
        raise Moved("invited-void", at="home")  # printed at an earlier start; there is an officer by now
    if invitation.created_by == actor.id:
        raise Moved("invited-own", at="home")
    if invitation.created_by is not None:
        inviter = await people.grants(db, invitation.created_by)
        if not may_invite(inviter, Role(invitation.role), invitation.area):
            raise Moved("invited-void", at="home")
    return invitation


async def accept_official_invitation(db: AsyncSession, actor: Actor, token: str, now: datetime) -> tuple[Role, str]:
    """The bearer holds the role from now on; returns it with its area. Raises Moved; NotFound for the first
    officer's, who says the province (`become_first_officer`).
    """
    invitation = await official_invitation(db, actor, token, now)
    if not invitation.area:
        raise NotFound(token)
    role = Role(invitation.role)
    await _give(db, actor, invitation, [(role, invitation.area)], now)
    return role, invitation.area


async def first_invitation(db: AsyncSession, token: str, now: datetime) -> Invitation:
    """The invitation printed at the first start, while nobody holds a role. Raises NotFound."""
    invitation = await people.invitation(db, token)
    if invitation is None or invitation.area or invitation.used_at is not None or invitation.expires_at <= now:
        raise NotFound(token)
    if not await people.first_officer_wanted(db):
        raise NotFound(token)
    return invitation


async def become_first_officer(
    db: AsyncSession, actor: Actor, token: str, name: str, province: str, now: datetime
) -> tuple[Role, str]:
    """The bearer of the first invitation becomes officer and administrator of their province.

    Raises NotFound, Moved.
    """
    invitation = await first_invitation(db, token, now)
    actor.person.name = name
    await _give(db, actor, invitation, [(Role.OFFICER, province), (Role.ADMINISTRATOR, province)], now)
    return Role.OFFICER, province


async def _give(
    db: AsyncSession, actor: Actor, invitation: Invitation, roles: Sequence[tuple[Role, str]], now: datetime
) -> None:
    if not await people.use_invitation(db, invitation.id, actor.id, now):
        raise Moved("invited-used", at="home")
    for role, area in roles:
        await people.give_role(db, actor.id, role, area, invitation.created_by, now)
        audit.write(db, actor, now, "role.given", f"person/{actor.id}", area=area, detail=role)


async def withdrawable(db: AsyncSession, actor: Actor, role_id: int) -> RoleRow:
    """Somebody's role that this person may take away, or their own. Raises NotFound, NotAllowed."""
    row = await people.role_row(db, role_id)
    if row is None:
        raise NotFound(role_id)
    if not may_withdraw(actor.grants, Role(row.role), row.area, own=row.person_id == actor.id):
        raise NotAllowed(role_id)
    return row


async def withdraw_role(db: AsyncSession, actor: Actor, role_id: int, now: datetime) -> None:
    """From this moment the role opens nothing; one's own is stepped down from. Withdrawing twice changes nothing.

    Raises NotFound, NotAllowed.
    """
    row = await withdrawable(db, actor, role_id)
    if await people.withdraw_role(db, row.id, actor.id, now):
        audit.write(db, actor, now, "role.withdrawn", f"person/{row.person_id}", area=row.area, detail=row.role)
        await notices.role_withdrawn(db, actor, row, now)


def introduce(actor: Actor, name: str) -> None:
    """An official says their name. Raises NotAllowed for who holds no role."""
    if not actor.grants:
        raise NotAllowed("official")
    actor.person.name = name
