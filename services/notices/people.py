"""Who is told when people and their roles come and go."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from ocop import units
from services.notices import tell
from storage import people, products
from storage.actors import Actor
from storage.tables import Address, Invitation, Person, Producer, RoleRow


def messenger_name(language: str, address: Address) -> str:
    """The messenger of an address, as people call it."""
    key = f"messenger-{address.messenger}"
    return texts.say(language, key) if texts.has("vi", key) else address.messenger


async def twin_registered(db: AsyncSession, actor: Actor, producer: Producer, twin: Producer, now: datetime) -> None:
    """The commune's officers look whether these two are one."""
    for officer in await people.officers_of(db, producer.commune):
        text = texts.say(officer.language, "registered-twin", name=producer.name, other=twin.name)
        await tell(db, officer, Screen(text), now, turn_id=actor.turn_id)


async def member_joined(
    db: AsyncSession, actor: Actor, producer: Producer, others: Sequence[Person], now: datetime
) -> None:
    """Those who spoke for the producer before are told who does so now, too."""
    for other in others:
        say = other.language
        name = actor.person.name or texts.say(say, "business-somebody")
        notice = Screen(
            texts.say(say, "notice-joined", name=name, producer=producer.name),
            buttons=[Button(texts.say(say, "business-people"), f"business/{producer.id}/people")],
        )
        await tell(db, other, notice, now, turn_id=actor.turn_id)


async def device_taken(
    db: AsyncSession, officer: Person, member: Person, producer: Producer, invitation: Invitation, now: datetime
) -> None:
    """The officer who gave the link reads that it was used."""
    name = member.name or producer.representative
    text = texts.say(officer.language, "device-taken-notice", name=name, producer=producer.name)
    await tell(db, officer, Screen(text), now, unique_key=f"device:{invitation.id}")


async def member_removed(db: AsyncSession, actor: Actor, producer: Producer, member: Person, now: datetime) -> None:
    text = texts.say(member.language, "notice-parted", producer=producer.name)
    await tell(db, member, Screen(text), now, turn_id=actor.turn_id)


async def consent_withdrawn(db: AsyncSession, actor: Actor, now: datetime) -> None:
    """The officers of each producer that the person speaks for."""
    for producer in await products.producers_of(db, actor.person):
        for officer in await people.officers_of(db, producer.commune):
            text = texts.say(officer.language, "privacy-withdrawn-notice", producer=producer.name)
            await tell(db, officer, Screen(text), now, turn_id=actor.turn_id)


async def role_withdrawn(db: AsyncSession, actor: Actor, row: RoleRow, now: datetime) -> None:
    """Who held the role, unless they stepped down themselves."""
    holder = await people.person(db, row.person_id)
    if holder is None or holder.id == actor.id:
        return
    say = holder.language
    text = texts.say(say, "notice-withdrawn", role=texts.say(say, f"role-{row.role}"), area=units.full_name(row.area))
    await tell(db, holder, Screen(text), now, turn_id=actor.turn_id)


async def messenger_joined(
    db: AsyncSession, actor: Actor, person: Person, address: Address, shown_at: int, now: datetime
) -> None:
    """The person reads, where the code was shown (`shown_at`, an address), that it was used; there is a way back."""
    say = person.language
    notice = Screen(
        texts.say(say, "messengers-joined-notice", name=messenger_name(say, address)),
        buttons=[Button(texts.say(say, "messengers-part"), f"messengers/{address.id}")],
    )
    await tell(db, person, notice, now, turn_id=actor.turn_id, address_id=shown_at)
