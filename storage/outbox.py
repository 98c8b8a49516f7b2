"""The outbox: messages written in the transaction that caused them, delivered afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, func, insert, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.tables import Address, Announcement, Channel, Lease, Message, Person

REPLY, REMINDER, ANNOUNCEMENT = 1, 2, 3


async def write(
    db: AsyncSession,
    *,
    person_id: int,
    body: dict[str, Any],
    lane: int,
    now: datetime,
    address_id: int | None = None,
    turn_id: int | None = None,
    unique_key: str | None = None,
    statutory: bool = False,
    notice: bool = False,
) -> None:
    """Write one message. A second one under the same unique key is not written."""
    row: dict[str, Any] = {
        "person_id": person_id,
        "address_id": address_id,
        "turn_id": turn_id,
        "lane": lane,
        "body": body,
        "unique_key": unique_key,
        "statutory": statutory,
        "notice": notice,
        "state": "queued",
        "attempts": 0,
        "tried": [],
        "not_before": now,
        "created_at": now,
    }
    await db.execute(_WRITE if unique_key is None else _write_once(dialect(db)), row)


_MESSAGES: Any = Message.__table__  # the table itself: no bookkeeping of objects
_ADDRESSES: Any = Address.__table__
_WRITE = insert(_MESSAGES)


@cache
def _write_once(dialect_name: str) -> Any:
    return insert_new(dialect_name, _MESSAGES)


def dialect(db: AsyncSession) -> str:
    """The name of the database in use: sqlite or postgresql."""
    return db.get_bind().dialect.name


def insert_new(dialect_name: str, table: Any) -> Any:
    """INSERT … ON CONFLICT DO NOTHING."""
    return (postgresql.insert if dialect_name == "postgresql" else sqlite.insert)(table).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message this process may now send, and where to."""

    id: int
    person_id: int
    lane: int
    attempts: int
    statutory: bool
    body: dict[str, Any]
    address_id: int | None
    channel_id: int
    messenger: str
    chat_id: str
    last_ref: str | None
    seen_at: datetime | None
    tried: list[Any]
    language: str


_ANY_DUE = (
    select(Message.id)
    .where(
        Message.state == "queued",
        Message.lane.in_(bindparam("lanes", expanding=True)),
        Message.not_before <= bindparam("now"),
    )
    .limit(1)
)


async def any_due(db: AsyncSession, now: datetime, lanes: Sequence[int]) -> bool:
    """Whether there may be something to claim: a look that disturbs nobody who writes."""
    return await db.scalar(_ANY_DUE, {"now": now, "lanes": list(lanes)}) is not None


# Written out, not bound: only so SQLite sees that the partial index "ix_messages_open" answers.
_OPEN: list[Any] = [literal_column("'queued'"), literal_column("'sending'")]


async def claim(
    db: AsyncSession,
    now: datetime,
    *,
    lanes: Sequence[int] = (REPLY, REMINDER, ANNOUNCEMENT),
    paused: Sequence[int] = (),
    limit: int = 50,
) -> list[Claimed]:
    """Take the next messages that are due, replies first, at most one for each person and lane.

    lanes: those that may be sent now; paused: messengers that asked us to wait. Rows are marked `sending`; whoever
    calls this holds the lease "delivery" and commits before sending.
    """
    earlier = aliased(Message)
    due = (
        select(Message.id, Message.person_id, Message.address_id)
        .where(
            Message.state == "queued",
            Message.lane.in_(lanes),
            Message.not_before <= now,
            ~exists().where(
                earlier.person_id == Message.person_id,
                earlier.lane == Message.lane,
                earlier.id < Message.id,
                earlier.state.in_(_OPEN),
            ),
        )
        .order_by(Message.lane, Message.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if paused:
        held = aliased(Address)
        due = due.where(
            ~exists().where(
                held.person_id == Message.person_id,
                func.coalesce(held.channel_id, 0).in_(paused),  # found by the person, not by the channel
                or_(Message.address_id == held.id, Message.address_id.is_(None)),
            )
        )
    rows = (await db.execute(due)).all()
    if not rows:
        return []
    best = await _best_addresses(db, [row.person_id for row in rows if row.address_id is None])
    claimed_ids = [row.id for row in rows]
    await db.execute(
        update(Message).where(Message.id.in_(claimed_ids)).values(state="sending", attempts=Message.attempts + 1)
    )
    for row in rows:
        if row.address_id is None and row.person_id in best:
            await db.execute(update(Message).where(Message.id == row.id).values(address_id=best[row.person_id]))
    taken = await db.execute(
        select(
            Message.id,
            Message.person_id,
            Message.lane,
            Message.attempts,
            Message.statutory,
            Message.body,
            Message.address_id,
            func.coalesce(Address.channel_id, 0),
            func.coalesce(Address.messenger, ""),
            func.coalesce(Address.chat_id, ""),
            Address.last_ref,
            Address.seen_at,
            Message.tried,
            Person.language,
        )
        .join(Person, Person.id == Message.person_id)
        .outerjoin(Address, Address.id == Message.address_id)
        .where(Message.id.in_(claimed_ids))
        .order_by(Message.lane, Message.id)
    )
    return [Claimed(*row) for row in taken]


async def _best_addresses(db: AsyncSession, person_ids: Sequence[int], *, but: Sequence[int] = ()) -> dict[int, int]:
    """For each person the open address they chose, or else the one they used last; none of `but`."""
    if not person_ids:
        return {}
    rows = await db.execute(
        select(Address.person_id, Address.id)
        .where(Address.person_id.in_(person_ids), Address.state == "open", Address.id.not_in(but))
        .order_by(Address.preferred, Address.seen_at)
    )
    return dict(rows.all())


_SENT = (
    update(_MESSAGES)
    .where(_MESSAGES.c.id == bindparam("message_id"))
    .values(state="sent", sent_at=bindparam("at"), remote_ref=bindparam("ref"), error=None)
)
_LAST_REF = update(_ADDRESSES).where(_ADDRESSES.c.id == bindparam("at_address")).values(last_ref=bindparam("ref"))


async def sent(db: AsyncSession, messages: Sequence[tuple[Claimed, str]], now: datetime) -> None:
    """The messenger took these messages; with each the messenger's own id of it ("" if it has none)."""
    if messages:
        await db.execute(_SENT, [{"message_id": m.id, "at": now, "ref": ref or None} for m, ref in messages])
    known = [{"at_address": m.address_id, "ref": ref} for m, ref in messages if ref]
    if known:
        await db.execute(_LAST_REF, known)


def _short(error: str) -> str:
    return error.replace("\x00", "")[:300]


async def again(db: AsyncSession, message: Claimed, at: datetime, error: str, *, costs: bool = True) -> None:
    """Back into the queue, for `at`; a messenger's own "wait" costs no attempt."""
    await db.execute(
        update(Message)
        .where(Message.id == message.id)
        .values(
            state="queued",
            not_before=at,
            error=_short(error),
            attempts=Message.attempts if costs else Message.attempts - 1,
        )
    )
    await _as_its_author_wants(db, message)


async def _as_its_author_wants(db: AsyncSession, message: Claimed) -> None:
    """An announcement may have been stopped or paused while this message of it was in hand."""
    if message.lane != ANNOUNCEMENT:
        return
    for state in ("stopped", "paused"):
        such = select(Announcement.id).where(Announcement.state == state)
        await db.execute(
            update(Message)
            .where(Message.id == message.id, Message.state == "queued", Message.announcement_id.in_(such))
            .values(state=state)
            .execution_options(synchronize_session=False)
        )


async def ended(db: AsyncSession, message: Claimed, state: str, error: str) -> None:
    """The message ends as `failed`, `blocked` or `unknown`."""
    await db.execute(update(Message).where(Message.id == message.id).values(state=state, error=_short(error)))


async def elsewhere(db: AsyncSession, message: Claimed, reason: str, now: datetime, *, blocked: bool = False) -> None:
    """It cannot be delivered at this address (`reason`: blocked, window, quota, off, none): on to the person's next
    one, each only once; without one it ends as `blocked`, and the person is to be telephoned.

    blocked: the chat refuses us for good, so the address is marked.
    """
    if blocked:
        await db.execute(update(Address).where(Address.id == message.address_id).values(state="blocked"))
    tried = [*message.tried, [message.address_id, message.messenger, reason]]
    best = await _best_addresses(db, [message.person_id], but=[one[0] for one in tried if one[0]])
    values: dict[str, Any] = {"tried": tried, "error": reason}
    if best:
        values |= {"state": "queued", "address_id": best[message.person_id], "not_before": now}
    else:
        values |= {"state": "blocked"}
    await db.execute(update(Message).where(Message.id == message.id).values(**values))
    await _as_its_author_wants(db, message)


async def bring_up_to_date(db: AsyncSession, message_id: int, body: dict[str, Any], now: datetime) -> bool:
    """Change in place a message that stands lowest in its chat (its messenger must be one that can); False when it no
    longer does. In the chat's history it is one message.
    """
    newest = exists().where(Address.id == Message.address_id, Address.last_ref == Message.remote_ref)
    changed = await db.execute(
        update(Message)
        .where(Message.id == message_id, Message.state == "sent", newest)
        .values(body=body, state="queued", not_before=now, created_at=now, attempts=0)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]


async def last_shown(db: AsyncSession, address_id: int) -> dict[str, Any] | None:
    """The body of the message that stands lowest in a chat: its choices are those that a typed number means."""
    found: dict[str, Any] | None = await db.scalar(_LAST_SHOWN, {"at_address": address_id})
    return found


_LAST_SHOWN = (
    select(_MESSAGES.c.body)
    .where(_MESSAGES.c.address_id == bindparam("at_address"), _MESSAGES.c.state.in_(("sending", "sent", "unknown")))
    .order_by(_MESSAGES.c.created_at.desc(), _MESSAGES.c.id.desc())
    .limit(1)
)


async def settle_abandoned(db: AsyncSession, now: datetime, *, note: dict[str, str], but: Sequence[int] = ()) -> int:
    """For the process that has just taken over sending: messages whose sender died during the call become `unknown`
    (not those of `but`, which it has in hand itself); returns how many.

    Replies and statutory messages are written once more, with `note` (language → sentence) saying that they may have
    arrived
    already; ordinary notices never.
    """
    rows = (
        await db.execute(
            update(Message)
            .where(Message.state == "sending", Message.id.not_in(but))
            .values(state="unknown", error="the process ended during the call")
            .returning(Message.id, Message.person_id, Message.lane, Message.body, Message.statutory)
        )
    ).all()
    for row in rows:
        if row.body.get("only_edit"):  # it had been sent long before
            await db.execute(update(Message).where(Message.id == row.id).values(state="sent"))
        elif row.statutory or row.lane == REPLY:
            await _once_more(db, row.id, row.person_id, row.lane, row.body, now, note)
    return len(rows)


async def unknown(db: AsyncSession, message: Claimed, error: str, now: datetime, *, note: dict[str, str]) -> None:
    """The call ended without an answer: it may have arrived. Replies and statutory messages are written once more."""
    await ended(db, message, "sent" if message.body.get("only_edit") else "unknown", error)
    if message.body.get("only_edit"):
        return
    if message.statutory or message.lane == REPLY:
        await _once_more(db, message.id, message.person_id, message.lane, message.body, now, note)


async def _once_more(
    db: AsyncSession,
    message_id: int,
    person_id: int,
    lane: int,
    body: dict[str, Any],
    now: datetime,
    note: dict[str, str],
) -> None:
    language = await db.scalar(select(Person.language).where(Person.id == person_id)) or "vi"
    said = note.get(language) or note["vi"]
    await write(
        db,
        person_id=person_id,
        body={**body, "text": f"{said}\n\n{body['text']}"},
        lane=lane,
        now=now,
        unique_key=f"again:{message_id}",
    )


async def hold_lease(db: AsyncSession, name: str, holder: str, now: datetime, term: timedelta) -> bool:
    """Take or prolong the lease `name`; False while another holder has it."""
    await db.execute(insert_new(dialect(db), Lease).values(name=name, holder=holder, until=now + term))
    taken = await db.execute(
        update(Lease)
        .where(Lease.name == name, or_(Lease.holder == holder, Lease.until < now))
        .values(holder=holder, until=now + term)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


async def pause(db: AsyncSession, channel_id: int, until: datetime) -> None:
    """A messenger asked us to wait; a restart does not make it forget."""
    await db.execute(update(Channel).where(Channel.id == channel_id).values(paused_until=until))


async def pauses(db: AsyncSession, now: datetime) -> dict[int, datetime]:
    """The messengers that asked us to wait, with the moment until when."""
    rows = await db.execute(select(Channel.id, Channel.paused_until).where(Channel.paused_until > now))
    return {channel_id: until for channel_id, until in rows if until is not None}


async def drop_lease(db: AsyncSession, name: str, holder: str, now: datetime) -> None:
    """Give the lease back, so that the next process need not wait."""
    await db.execute(
        update(Lease).where(Lease.name == name, Lease.holder == holder).values(until=now - timedelta(seconds=1))
    )


async def waiting(
    db: AsyncSession, now: datetime, lanes: Sequence[int] = (REPLY, REMINDER, ANNOUNCEMENT)
) -> tuple[int, datetime | None]:
    """How many messages of these lanes are due and unsent, and since when the oldest waits."""
    row = (
        await db.execute(
            select(func.count(), func.min(Message.not_before)).where(
                Message.state == "queued", Message.lane.in_(lanes), Message.not_before <= now
            )
        )
    ).one()
    return row[0], row[1]


async def note_sent(db: AsyncSession, now: datetime) -> None:
    """Something has just left."""
    await _keep(db, "last-sent", "", now)


async def _keep(db: AsyncSession, name: str, holder: str, until: datetime) -> None:
    await db.execute(insert_new(dialect(db), Lease).values(name=name, holder=holder, until=until))
    await db.execute(update(Lease).where(Lease.name == name).values(holder=holder, until=until))


async def last_sent(db: AsyncSession) -> datetime | None:
    """When something left last, to within seconds."""
    return await db.scalar(select(Lease.until).where(Lease.name == "last-sent"))
