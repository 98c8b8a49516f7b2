"""One person on several messengers: joined by a short code, written to where they chose, parted again."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from locales.texts import InvalidInput
from services.notices import people as notices
from storage import audit, joining, people
from storage.actors import Actor
from storage.tables import Address, JoinCode, Person


async def own_address(db: AsyncSession, actor: Actor, address_id: int) -> Address:
    """An address of this person. Raises NotFound."""
    for address in await joining.addresses(db, actor.id):
        if address.id == address_id:
            return address
    raise NotFound(address_id)


async def joined_address(db: AsyncSession, actor: Actor, address_id: int) -> Address:
    """An address of this person that was joined to them. Raises NotFound."""
    address = await own_address(db, actor, address_id)
    if address.joined_from is None:
        raise NotFound(address_id)
    return address


async def prefer_address(db: AsyncSession, actor: Actor, address_id: int) -> Address:
    """What the person did not ask for comes here from now on, as long as it gets through. Raises NotFound."""
    address = await own_address(db, actor, address_id)
    await joining.prefer(db, address)
    return address


async def new_join_code(db: AsyncSession, actor: Actor, address: Address, now: datetime) -> str:
    """A code of eight digits to type in another messenger; an earlier one ends. address: where it is shown."""
    code = await joining.new_code(db, actor.id, address.id, now)
    audit.write(db, actor, now, "messenger.code", f"person/{actor.id}")
    return code


async def person_behind(db: AsyncSession, actor: Actor, address: Address, code: str, now: datetime) -> Person:
    """Whose code was typed at this address, to ask before joining. Raises as `join_by_code`."""
    row = await _good_code(db, actor, address, code, now)
    person = await people.person(db, row.person_id)
    if person is None:
        raise NotFound(row.person_id)
    return person


async def join_by_code(db: AsyncSession, actor: Actor, address: Address, code: str, now: datetime) -> Person:
    """From now on this address is the code's person's: one history, one set of reminders. They are told where the
    code was shown. Returns that person.

    Raises InvalidInput (wrong code, which is counted; too many of them), Moved (already theirs), NotAllowed (an
    official's account is not given into another's hands).
    """
    row = await _good_code(db, actor, address, code, now)
    person = await joining.join(db, address, row, now)
    await notices.messenger_joined(db, actor, person, address, row.address_id, now)
    joined = Actor(person, turn_id=actor.turn_id)
    audit.write(db, joined, now, "messenger.joined", f"person/{person.id}", detail=address.messenger)
    return person


async def _good_code(db: AsyncSession, actor: Actor, address: Address, code: str, now: datetime) -> JoinCode:
    if not joining.may_try(address, now):
        raise InvalidInput("messengers-too-often")
    row = await joining.code_row(db, address, code, now)
    if row is None:
        raise InvalidInput("messengers-wrong")
    if row.person_id == actor.id:
        raise Moved("messengers-same", at="messengers")
    if actor.grants:
        raise NotAllowed("join")
    return row


async def part_messenger(db: AsyncSession, actor: Actor, address_id: int, now: datetime) -> Person:
    """Joined by mistake: the address is its own person's again, who is returned. Raises NotFound."""
    address = await joined_address(db, actor, address_id)
    audit.write(db, actor, now, "messenger.parted", f"person/{actor.id}", detail=address.messenger)
    return await joining.part(db, address)
