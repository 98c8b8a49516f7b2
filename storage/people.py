"""Persons, their addresses, places, drafts and roles; the marks of handled turns."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from ocop.roles import Grant, Role
from storage.areas import inside
from storage.dialects import dialect, insert_new
from storage.tables import Address, Channel, Draft, Invitation, Person, Place, RoleRow, TurnRow

INVITATION_DAYS = 7


# Statements of every turn are built once: building them costs more than running them.
_WHO = (
    select(Person, Address, Place)
    .join(Address, Address.person_id == Person.id)
    .join(Place, Place.person_id == Person.id)
    .where(Address.channel_id == bindparam("channel_id"), Address.chat_id == bindparam("chat_id"))
    .with_for_update(of=Place)
)
_GRANTS = select(RoleRow.role, RoleRow.area).where(
    RoleRow.person_id == bindparam("person_id"), RoleRow.withdrawn_at.is_(None)
)


@cache
def _mark_turn(dialect_name: str) -> Any:
    return insert_new(dialect_name, TurnRow).returning(TurnRow.id)


async def begin_turn(
    db: AsyncSession, channel_id: int, event_id: str, address_id: int, said: str, now: datetime
) -> int | None:
    """Mark an event as handled; None when it was handled before."""
    row = {
        "channel_id": channel_id,
        "event_id": event_id,
        "address_id": address_id,
        "said": said[:4000],
        "files": [],
        "at": now,
    }
    return await db.scalar(_mark_turn(dialect(db)), row)


async def at_address(
    db: AsyncSession, channel_id: int, chat_id: str, now: datetime, *, name: str = "", language: str = "vi"
) -> tuple[Person, Address, Place]:
    """Who writes from this chat and where they stand; a new person on first contact. Locks the place (PostgreSQL)."""
    row = (await db.execute(_WHO, {"channel_id": channel_id, "chat_id": chat_id})).one_or_none()
    if row is not None:
        return row[0], row[1], row[2]
    messenger = await db.scalar(select(Channel.messenger).where(Channel.id == channel_id)) or ""
    person = Person(name=name[:200], language=language if language in ("vi", "en") else "vi", created_at=now)
    db.add(person)
    await db.flush()
    address = Address(person_id=person.id, channel_id=channel_id, messenger=messenger, chat_id=chat_id, seen_at=now)
    place = Place(person_id=person.id)
    db.add_all([address, place])
    await db.flush()
    return person, address, place


async def note_files(db: AsyncSession, turn_id: int, file_ids: list[int]) -> None:
    """Which files came with this turn, for the transcript."""
    await db.execute(update(TurnRow).where(TurnRow.id == turn_id).values(files=file_ids))


async def address_state(
    db: AsyncSession, channel_id: int, chat_id: str, state: str, *, unless_seen_after: datetime | None = None
) -> None:
    """Note that a chat was closed to us ("blocked") or opened again ("open"); not when the person has written since
    that moment: the news came late.
    """
    change = update(Address).where(Address.channel_id == channel_id, Address.chat_id == chat_id)
    if unless_seen_after is not None:
        change = change.where(Address.seen_at <= unless_seen_after)
    await db.execute(change.values(state=state))


async def place(db: AsyncSession, person_id: int) -> Place:
    return await db.get_one(Place, person_id)


async def person(db: AsyncSession, person_id: int) -> Person | None:
    return await db.get(Person, person_id)


async def grants(db: AsyncSession, person_id: int) -> list[Grant]:
    """The roles in force."""
    return [Grant(Role(role), area) for role, area in await db.execute(_GRANTS, {"person_id": person_id})]


async def give_role(
    db: AsyncSession, person_id: int, role: Role, area: str, given_by: int | None, now: datetime
) -> None:
    """Give a role; giving what the person has already changes nothing."""
    if Grant(role, area) not in await grants(db, person_id):
        db.add(RoleRow(person_id=person_id, role=role, area=area, given_by=given_by, given_at=now))
        await db.flush()


async def withdraw_role(db: AsyncSession, role_id: int, by: int, now: datetime) -> bool:
    """Withdraw a role at once; False when it was withdrawn already."""
    done = await db.execute(
        update(RoleRow)
        .where(RoleRow.id == role_id, RoleRow.withdrawn_at.is_(None))
        .values(withdrawn_by=by, withdrawn_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def role_row(db: AsyncSession, role_id: int) -> RoleRow | None:
    return await db.get(RoleRow, role_id)


async def role_holders(
    db: AsyncSession, areas: list[str], *, role: Role | None = None, offset: int = 0, limit: int = 20
) -> list[tuple[RoleRow, Person]]:
    """Who holds roles inside the areas (codes, "VN" is everything), by area."""
    query = (
        select(RoleRow, Person)
        .join(Person, Person.id == RoleRow.person_id)
        .where(RoleRow.withdrawn_at.is_(None), inside(RoleRow.area, areas))
        .order_by(RoleRow.area, RoleRow.id)
        .offset(offset)
        .limit(limit)
    )
    if role is not None:
        query = query.where(RoleRow.role == role)
    return [(row, holder) for row, holder in await db.execute(query)]


async def officers_of(db: AsyncSession, area: str, *, limit: int = 50) -> list[Person]:
    """The officers of exactly this area (a commune, or a province), to be told of something."""
    rows = await db.execute(
        select(Person)
        .join(RoleRow, RoleRow.person_id == Person.id)
        .where(RoleRow.area == area, RoleRow.role == Role.OFFICER, RoleRow.withdrawn_at.is_(None))
        .limit(limit)
    )
    return list(rows.scalars())


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def invite(
    db: AsyncSession,
    role: str,
    area: str,
    created_by: int | None,
    now: datetime,
    *,
    producer_id: int | None = None,
    person_id: int | None = None,
) -> str:
    """A one-time token, for seven days, that gives `role` in `area`, lets its bearer speak for a producer, or makes the
    bearer's chat that of a person whose phone is lost.
    """
    token = secrets.token_urlsafe(18)
    db.add(
        Invitation(
            token_hash=token_hash(token),
            role=role,
            area=area,
            producer_id=producer_id,
            person_id=person_id,
            created_by=created_by,
            created_at=now,
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
    )
    await db.flush()
    return token


async def invitation(db: AsyncSession, token: str) -> Invitation | None:
    return await db.scalar(select(Invitation).where(Invitation.token_hash == token_hash(token)).with_for_update())


async def use_invitation(db: AsyncSession, invitation_id: int, person_id: int, now: datetime) -> bool:
    """Use it up; False when somebody did before, or when it has expired."""
    done = await db.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.used_at.is_(None), Invitation.expires_at > now)
        .values(used_by=person_id, used_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def first_officer_wanted(db: AsyncSession) -> bool:
    """True while nobody holds a role at all."""
    return await db.scalar(select(RoleRow.id).limit(1)) is None


async def draft(db: AsyncSession, person_id: int, form: str, subject: str) -> Draft | None:
    return await db.scalar(
        select(Draft).where(Draft.person_id == person_id, Draft.form == form, Draft.subject == subject)
    )


async def keep_draft(
    db: AsyncSession, person_id: int, form: str, subject: str, answers: dict[str, Any], now: datetime
) -> None:
    row = await draft(db, person_id, form, subject)
    if row is None:
        db.add(Draft(person_id=person_id, form=form, subject=subject, answers=answers, updated_at=now))
    else:
        row.answers, row.updated_at = dict(answers), now
    await db.flush()


async def drop_draft(db: AsyncSession, person_id: int, form: str, subject: str) -> None:
    await db.execute(delete(Draft).where(Draft.person_id == person_id, Draft.form == form, Draft.subject == subject))


async def drop_drafts(db: AsyncSession, person_id: int) -> None:
    """All forms that the person began and did not finish."""
    await db.execute(delete(Draft).where(Draft.person_id == person_id))


async def drafts_of(db: AsyncSession, person_id: int, *, limit: int = 5) -> list[Draft]:
    """Forms begun and not finished, newest first."""
    rows = await db.execute(
        select(Draft).where(Draft.person_id == person_id).order_by(Draft.updated_at.desc()).limit(limit)
    )
    return list(rows.scalars())
