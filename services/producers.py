"""Producers and the people who speak for them. The dossier belongs to the producer, not to a phone."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from ocop import units
from ocop.roles import Role, may_see
from services import permits
from services.notices import people as notices
from storage import audit, people, products
from storage.actors import Actor
from storage.tables import Invitation, Person, Producer

MEMBER = "member"  # what an invitation to speak for a producer gives, where others give a role


async def register_producer(
    db: AsyncSession,
    actor: Actor,
    now: datetime,
    *,
    kind: str,
    name: str,
    phone: str,
    commune: str,
    representative: str | None = None,
    tax_number: str | None = None,
) -> Producer:
    """Keep the producer, with this person to speak for it.

    A twin in the same commune, or with the same tax number, is told to the officers, not refused.
    Raises NotAllowed without consent; KeyError for a commune that is none.
    """
    permits.consented(actor)
    unit = units.commune(commune)
    twin = await products.twin(db, name=name, commune=unit.code, tax_number=tax_number)
    producer = await products.add_producer(
        db,
        actor.person,
        now,
        kind=kind,
        name=name,
        representative=representative or name,
        phone=phone,
        tax_number=tax_number,
        province=unit.province,
        commune=unit.code,
    )
    actor.person.phone = actor.person.phone or phone
    actor.person.name = actor.person.name or producer.representative
    audit.write(db, actor, now, "producer.registered", f"producer/{producer.id}", area=unit.code)
    if twin is not None and not await products.speaks_for(db, actor.id, twin.id):
        await notices.twin_registered(db, actor, producer, twin, now)
    return producer


async def change_producer(
    db: AsyncSession,
    actor: Actor,
    producer_id: int,
    now: datetime,
    *,
    representative: str | None = None,
    phone: str | None = None,
    tax_number: str | None = None,
) -> Producer:
    """Change what is given and keep the rest. Name and commune are the officials' to change.

    Raises NotFound, NotAllowed.
    """
    producer = await permits.own_producer(db, actor, producer_id)
    before = f"{producer.representative} {producer.phone}"
    producer.representative = representative or producer.representative
    producer.phone = phone or producer.phone
    producer.tax_number = tax_number or producer.tax_number
    audit.write(db, actor, now, "producer.changed", f"producer/{producer.id}", area=producer.commune, detail=before)
    return producer


# -- people


async def invite_member(db: AsyncSession, actor: Actor, producer_id: int, now: datetime) -> tuple[Producer, str]:
    """The token of a one-time link for a colleague, or for one's own new phone. Raises NotFound, NotAllowed."""
    producer = await permits.own_producer(db, actor, producer_id)
    return producer, await _invite(db, actor, producer, now)


async def invite_member_for(db: AsyncSession, actor: Actor, producer_id: int, now: datetime) -> tuple[Producer, str]:
    """The same by an officer, for a producer whose phone is lost or sold, after checking who asks.

    Raises NotFound, NotAllowed (no officer of the producer's area).
    """
    producer = await in_officers_area(db, actor, producer_id)
    return producer, await _invite(db, actor, producer, now)


async def in_officers_area(db: AsyncSession, actor: Actor, producer_id: int) -> Producer:
    """A producer of the area in which this person is an officer. Raises NotFound, NotAllowed."""
    producer = await products.producer(db, producer_id)
    if producer is None:
        raise NotFound(producer_id)
    if not may_see([grant for grant in actor.grants if grant.role == Role.OFFICER], producer.commune):
        raise NotAllowed(producer_id)
    return producer


async def _invite(db: AsyncSession, actor: Actor, producer: Producer, now: datetime) -> str:
    token = await people.invite(db, MEMBER, "", actor.id, now, producer_id=producer.id)
    audit.write(db, actor, now, "member.invited", f"producer/{producer.id}", area=producer.commune)
    return token


async def member_invitation(db: AsyncSession, token: str, now: datetime) -> tuple[Invitation, Producer]:
    """What a link offers, and of which producer. Raises Moved when it is unknown, used or expired."""
    invitation = await people.invitation(db, token)
    if invitation is None or invitation.role != MEMBER or invitation.producer_id is None:
        raise Moved("invited-unknown", at="home")
    if invitation.used_at is not None:
        raise Moved("invited-used", at="home")
    if invitation.expires_at <= now:
        raise Moved("invited-expired", at="home")
    producer = await products.producer(db, invitation.producer_id)
    if producer is None:
        raise Moved("invited-unknown", at="home")
    return invitation, producer


async def accept_member_invitation(db: AsyncSession, actor: Actor, token: str, now: datetime) -> Producer:
    """From now on this person, too, speaks for the producer; the others are told. Raises Moved."""
    invitation, producer = await member_invitation(db, token, now)
    others = await products.members(db, producer.id)
    if not await people.use_invitation(db, invitation.id, actor.id, now):
        raise Moved("invited-used", at="home")
    if await products.join(db, producer.id, actor.id, now):
        actor.person.consented_at = actor.person.consented_at or now
        audit.write(db, actor, now, "member.joined", f"producer/{producer.id}", area=producer.commune)
        await notices.member_joined(db, actor, producer, others, now)
    return producer


async def other_member(db: AsyncSession, actor: Actor, producer_id: int, person_id: int) -> Person:
    """Somebody who speaks for the producer, for one who does too. Raises NotFound, NotAllowed."""
    producer = await permits.own_producer(db, actor, producer_id)
    member = await people.person(db, person_id)
    if member is None or not await products.speaks_for(db, person_id, producer.id):
        raise NotFound(person_id)
    return member


async def remove_member(db: AsyncSession, actor: Actor, producer_id: int, person_id: int, now: datetime) -> Producer:
    """The person no longer sees anything of the producer; the dossier stays whole. Nobody removes themselves, and
    removing who is gone changes nothing. Raises NotFound, NotAllowed.
    """
    producer = await permits.own_producer(db, actor, producer_id)
    if person_id == actor.id or not await products.part(db, producer.id, person_id):
        return producer
    detail = f"person {person_id}"
    audit.write(db, actor, now, "member.removed", f"producer/{producer.id}", area=producer.commune, detail=detail)
    member = await people.person(db, person_id)
    if member is not None:
        await notices.member_removed(db, actor, producer, member, now)
    return producer
