"""A lost telephone: after a call, an officer gives a link that makes another chat the person's."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from services.notices import people as notices
from services.producers import in_officers_area
from storage import audit, joining, people, products
from storage.actors import Actor
from storage.tables import Address, Invitation, Person, Producer

DEVICE = "device"  # what an invitation to be somebody on another telephone gives, where others give a role


async def lost_member(db: AsyncSession, actor: Actor, producer_id: int, person_id: int) -> tuple[Producer, Person]:
    """Somebody who speaks for a producer of the officer's area. Raises NotFound, NotAllowed."""
    producer = await in_officers_area(db, actor, producer_id)
    member = await people.person(db, person_id)
    if member is None or not await products.speaks_for(db, person_id, producer.id):
        raise NotFound(person_id)
    if await people.grants(db, person_id):
        raise NotAllowed("join")  # an official's chat is not given into another's hands
    return producer, member


async def new_device_for(db: AsyncSession, actor: Actor, producer_id: int, person_id: int, now: datetime) -> str:
    """The token of a one-time link that makes the bearer's chat this member's, after the officer has called them.

    Raises NotFound, NotAllowed.
    """
    producer, member = await lost_member(db, actor, producer_id, person_id)
    token = await people.invite(db, DEVICE, "", actor.id, now, producer_id=producer.id, person_id=member.id)
    audit.write(db, actor, now, "device.offered", f"person/{member.id}", area=producer.commune)
    return token


async def device_invitation(db: AsyncSession, actor: Actor, token: str, now: datetime) -> tuple[Invitation, Person]:
    """Whose chat the link makes the bearer's. Raises Moved when it is unknown, used, expired or their own, or this chat
    belongs to somebody who has a business or an office.
    """
    invitation = await people.invitation(db, token)
    member = await people.person(db, invitation.person_id) if invitation and invitation.person_id else None
    if invitation is None or invitation.role != DEVICE or member is None:
        raise Moved("invited-unknown", at="home")
    if invitation.used_at is not None:
        raise Moved("invited-used", at="home")
    if invitation.expires_at <= now:
        raise Moved("invited-expired", at="home")
    if invitation.created_by == actor.id:
        raise Moved("invited-own", at="home")
    if await people.grants(db, member.id):
        raise Moved("invited-void", at="home")  # they hold an office by now
    if actor.id != member.id and (actor.grants or await products.producers_of(db, actor.person)):
        raise Moved("device-taken-elsewhere", at="home")
    return invitation, member


async def take_new_device(db: AsyncSession, actor: Actor, address: Address, token: str, now: datetime) -> Person:
    """From now on this chat is that person's, with all they had begun, and their old one is nobody's. Raises Moved."""
    invitation, member = await device_invitation(db, actor, token, now)
    if not await people.use_invitation(db, invitation.id, member.id, now):
        raise Moved("invited-used", at="home")
    await joining.rebind(db, member, address, now)
    producer = await products.producer(db, invitation.producer_id or 0)
    area = producer.commune if producer else ""
    audit.write(db, Actor(member, turn_id=actor.turn_id), now, "device.taken", f"person/{member.id}", area=area)
    officer = await people.person(db, invitation.created_by) if invitation.created_by else None
    if officer is not None and producer is not None:
        await notices.device_taken(db, officer, member, producer, invitation, now)
    return member
