"""Who was reached on no messenger is telephoned by the officers of their area."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import NotAllowed, NotFound
from ocop import units
from services.permits import officer_areas
from storage import audit, people, products, unreached
from storage.actors import Actor
from storage.tables import Person, Producer


async def callable_person(db: AsyncSession, actor: Actor, person_id: int) -> tuple[Person, list[Producer]]:
    """Somebody who speaks for a producer of the official's areas, with all their producers."""
    areas = officer_areas(actor)
    person = await people.person(db, person_id)
    if person is None:
        raise NotFound(person_id)
    theirs = await products.producers_of(db, person)
    if not any(units.within(producer.commune, area) for producer in theirs for area in areas):
        raise NotAllowed(person_id)
    return person, theirs


async def mark_called(db: AsyncSession, actor: Actor, person_id: int, now: datetime, words: str | None = None) -> None:
    """They were telephoned: off the list. words: who answered and what was said, kept as the notice's proof."""
    person, theirs = await callable_person(db, actor, person_id)
    if await unreached.mark_called(db, person.id, actor.id, now, words):
        audit.write(db, actor, now, "unreached.called", f"person/{person.id}", area=theirs[0].commune)


async def silent_producer(db: AsyncSession, actor: Actor, producer_id: int) -> Producer:
    """A producer of the officer's areas for whom nobody chats yet. Raises NotFound, NotAllowed."""
    areas = officer_areas(actor)
    producer = await products.producer(db, producer_id)
    if producer is None:
        raise NotFound(producer_id)
    if not any(units.within(producer.commune, area) for area in areas):
        raise NotAllowed(producer_id)
    return producer


async def mark_producer_called(db: AsyncSession, actor: Actor, producer_id: int, now: datetime) -> None:
    """They were telephoned: off the list for a while."""
    producer = await silent_producer(db, actor, producer_id)
    producer.called_at = now
    await db.flush()
    audit.write(db, actor, now, "producer.called", f"producer/{producer.id}", area=producer.commune)
