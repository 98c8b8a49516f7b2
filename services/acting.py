"""Làm thay bà con: an officer fills in for a producer, on the record, and the producer is told."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed
from locales import clock
from ocop import units
from services import permits
from services.notices import acting as notices
from storage import audit, people, products
from storage.actors import Actor
from storage.tables import Producer, Submission


async def begin(db: AsyncSession, actor: Actor, producer_id: int, now: datetime) -> Producer:
    """From now on the officer may do for this producer what its own people may; they are told, once a day.

    Raises NotFound, NotAllowed (another commune's officer).
    """
    producer = await permits.producer_in_area(db, actor, producer_id)
    if not permits.may_fill_in(actor, producer.commune):
        raise NotAllowed(producer_id)
    place = await people.place(db, actor.id)
    if place.acting_for != producer.id:
        place.acting_for = producer.id
        audit.write(db, actor, now, "acting.begun", f"producer/{producer.id}", area=producer.commune)
        await notices.begun(db, actor, producer, clock.today(now), now)
    return producer


async def current(db: AsyncSession, actor: Actor) -> Producer:
    """The producer for whom this officer fills in now. Raises NotAllowed."""
    producer = await products.producer(db, actor.acting_for) if actor.acting_for is not None else None
    if producer is None or not permits.may_fill_in(actor, producer.commune):
        raise NotAllowed("acting")
    return producer


async def end(db: AsyncSession, actor: Actor, now: datetime) -> None:
    """The officer fills in no longer. Ended twice, it is ended. Raises NotAllowed for who is no officer."""
    permits.officer_areas(actor)
    place = await people.place(db, actor.id)
    if place.acting_for is not None:
        producer = await products.producer(db, place.acting_for)
        area = producer.commune if producer is not None else ""
        audit.write(db, actor, now, "acting.ended", f"producer/{place.acting_for}", area=area)
        place.acting_for = None


async def enrol(
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
    """Register a producer who did not come themselves; nobody speaks for it until they join by a link.

    Raises NotAllowed, Moved (it is registered), KeyError for a commune that is none.
    """
    unit = units.commune(commune)
    if not permits.may_fill_in(actor, unit.code):
        raise NotAllowed(commune)
    twin = await products.twin(db, name=name, commune=unit.code, tax_number=tax_number)
    if twin is not None:
        raise Moved("acting-twin", at=f"producer/{twin.id}", name=twin.name)
    producer = await products.add_producer(
        db,
        None,
        now,
        kind=kind,
        name=name,
        representative=representative or name,
        phone=phone,
        tax_number=tax_number,
        province=unit.province,
        commune=unit.code,
    )
    audit.write(db, actor, now, "producer.enrolled", f"producer/{producer.id}", area=unit.code)
    await begin(db, actor, producer.id, now)
    return producer


async def handed_in(db: AsyncSession, actor: Actor, producer_id: int, submission: Submission, now: datetime) -> None:
    """The producer's people hear that an officer handed a step in for them."""
    if not await products.speaks_for(db, actor.id, producer_id):
        await notices.handed_in(db, actor, producer_id, submission, now)
