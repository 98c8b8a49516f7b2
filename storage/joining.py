"""One person on several messengers: short codes that join an address to a person, parting, and where to write."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Address, JoinCode, Member, Message, Person, Place

MINUTES = 10  # that a code is good for
WRONG_AN_HOUR = 5


async def addresses(db: AsyncSession, person_id: int) -> list[Address]:
    """Where a person can be reached, the one used last first."""
    rows = await db.execute(
        select(Address).where(Address.person_id == person_id).order_by(Address.seen_at.desc()).limit(20)
    )
    return list(rows.scalars())


async def new_code(db: AsyncSession, person_id: int, address_id: int, now: datetime) -> str:
    """A code of eight digits to be typed in another messenger; an earlier one of this person ends."""
    await db.execute(delete(JoinCode).where(JoinCode.person_id == person_id, JoinCode.used_at.is_(None)))
    code = f"{secrets.randbelow(10**8):08d}"
    db.add(
        JoinCode(
            code_hash=_hash(code),
            person_id=person_id,
            address_id=address_id,
            created_at=now,
            expires_at=now + timedelta(minutes=MINUTES),
        )
    )
    await db.flush()
    return code


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


async def code_row(db: AsyncSession, address: Address, code: str, now: datetime) -> JoinCode | None:
    """The code that was typed, if it is good; a wrong one is counted against the address."""
    row: JoinCode | None = await db.scalar(select(JoinCode).where(JoinCode.code_hash == _hash(code)).with_for_update())
    if row is not None and row.used_at is None and row.expires_at > now:
        return row
    if address.wrong_since is None or now - address.wrong_since > timedelta(hours=1):
        address.wrong_codes, address.wrong_since = 0, now
    address.wrong_codes += 1
    return None


def may_try(address: Address, now: datetime) -> bool:
    """Whether this address may type another code: not after five wrong ones within the hour."""
    recent = address.wrong_since is not None and now - address.wrong_since <= timedelta(hours=1)
    return not recent or address.wrong_codes < WRONG_AN_HOUR


async def join(db: AsyncSession, address: Address, code: JoinCode, now: datetime) -> Person:
    """The address becomes one of the code's person, and brings the producers it spoke for. Returns that person."""
    before, after = address.person_id, code.person_id
    code.used_at = now
    known = select(Member.producer_id).where(Member.person_id == after)
    await db.execute(
        update(Member)
        .where(Member.person_id == before, Member.producer_id.not_in(known))
        .values(person_id=after, came_with=address.id)
        .execution_options(synchronize_session=False)
    )
    address.joined_from, address.person_id, address.preferred = before, after, False
    old, new = await db.get_one(Person, before), await db.get_one(Person, after)
    new.phone = new.phone or old.phone
    new.name = new.name or old.name
    if new.consented_at is None:
        new.consented_at, new.consent_version = old.consented_at, old.consent_version
    await db.flush()
    return new


async def part(db: AsyncSession, address: Address) -> Person:
    """Undo a joining: the address is the person's again that it was before, with the producers it brought."""
    if address.joined_from is None:
        raise ValueError("this address was not joined")
    await db.execute(
        update(Member)
        .where(Member.came_with == address.id)
        .values(person_id=address.joined_from, came_with=None)
        .execution_options(synchronize_session=False)
    )
    address.person_id, address.joined_from, address.preferred = address.joined_from, None, False
    await db.flush()
    return await db.get_one(Person, address.person_id)


async def prefer(db: AsyncSession, address: Address) -> None:
    """What the person did not ask for (reminders, notices) comes here from now on, as long as it gets through."""
    await db.execute(
        update(Address).where(Address.person_id == address.person_id).values(preferred=Address.id == address.id)
    )


async def rebind(db: AsyncSession, person: Person, address: Address, now: datetime) -> None:
    """The address is the person's only one from now on. Every other becomes a stranger's, who may be anybody with the
    old telephone; what was to be sent there goes to the new one.
    """
    old = [row for row in await addresses(db, person.id) if row.id != address.id]
    for row in old:
        stranger = Person(language=person.language, created_at=now)
        db.add(stranger)
        await db.flush()
        db.add(Place(person_id=stranger.id))
        row.person_id, row.joined_from, row.preferred = stranger.id, None, False
    address.person_id, address.joined_from, address.preferred = person.id, None, True
    await db.execute(
        update(Message)
        .where(Message.person_id == person.id, Message.state == "queued")
        .where(Message.address_id.in_([row.id for row in old]))
        .values(address_id=address.id, channel_id=address.channel_id)
        .execution_options(synchronize_session=False)
    )
    await db.flush()
