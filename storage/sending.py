"""Messages on their way out of the outbox: claimed for a channel, and what became of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.outbox import ANNOUNCEMENT, REMINDER, REPLY, best_addresses, write
from storage.reaching import SENT_SINCE_SEEN
from storage.tables import Address, Announcement, Channel, Message, Person

SENT_MARK = "last-sent"  # the mark of when something left: last-sent:CHANNEL
LANES = (REPLY, REMINDER, ANNOUNCEMENT)
LONGEST_PAUSE = timedelta(days=1)  # one that lies further ahead was written by a clock that was wrong
_MESSAGES: Any = Message.__table__
_ADDRESSES: Any = Address.__table__
# Written out, not bound: only so SQLite sees that the partial indexes of `messages` answer.
QUEUED: Any = literal_column("'queued'")
_SENDING: Any = literal_column("'sending'")
OPEN: list[Any] = [QUEUED, _SENDING]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message this process may now send, and where to."""

    id: int
    person_id: int
    lane: int
    attempts: int
    statutory: bool
    notice: bool
    body: dict[str, Any]
    address_id: int | None
    channel_id: int | None
    messenger: str
    chat_id: str
    last_ref: str | None
    seen_at: datetime | None
    tried: list[Any]
    language: str
    sent_since: int  # messages at that address since its person last wrote, this one included


_CLAIMED = (  # in the order of the fields of Claimed
    select(
        Message.id,
        Message.person_id,
        Message.lane,
        Message.attempts,
        Message.statutory,
        Message.notice,
        Message.body,
        Message.address_id,
        Message.channel_id,
        func.coalesce(Address.messenger, ""),
        func.coalesce(Address.chat_id, ""),
        Address.last_ref,
        Address.seen_at,
        Message.tried,
        Person.language,
        SENT_SINCE_SEEN,
    )
    .join(Person, Person.id == Message.person_id)
    .outerjoin(Address, Address.id == Message.address_id)
)


def due_now(now: datetime, lanes: Sequence[int]) -> list[Any]:
    # Nothing is put off for longer: what lies further ahead was put off by a clock that was wrong.
    due = or_(Message.not_before <= now, Message.not_before > now + LONGEST_PAUSE)
    return [Message.state.in_(OPEN), Message.state == QUEUED, Message.lane.in_(lanes), due]


async def due_channels(db: AsyncSession, now: datetime, lanes: Sequence[int], *, held: Collection[int]) -> list[int]:
    """The channels that may have something to claim, or something that a dead process was sending (not those of `held`,
    whose lease we have), and 0 when there is something without an address: a look that disturbs nobody who writes.
    """
    due = due_now(now, lanes)
    abandoned = [Message.state.in_(OPEN), Message.state == _SENDING]
    rows = await db.execute(
        select(Channel.id).where(
            (Channel.paused_until.is_(None))
            | (Channel.paused_until <= now)
            | (Channel.paused_until > now + LONGEST_PAUSE),
            or_(
                exists().where(Message.channel_id == Channel.id, *due),
                and_(Channel.id.not_in(held), exists().where(Message.channel_id == Channel.id, *abandoned)),
            ),
        )
    )
    found = list(rows.scalars())
    if await db.scalar(select(Message.id).where(Message.channel_id.is_(None), *due).limit(1)) is not None:
        found.append(0)
    return found


async def give_addresses(db: AsyncSession, now: datetime, *, limit: int = 500) -> None:
    """What is due and has no address yet gets the one that reaches its person best; without one it is `blocked`."""
    rows = (
        await db.execute(
            select(Message.id, Message.person_id)
            .where(Message.channel_id.is_(None), *due_now(now, LANES))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    ).all()
    best = await best_addresses(db, list({row.person_id for row in rows}))
    for row in rows:
        if row.person_id in best:
            address_id, channel_id = best[row.person_id]
            values: dict[str, Any] = {"address_id": address_id, "channel_id": channel_id}
        else:
            values = {"state": "blocked", "error": "none", "tried": [[None, "", "none"]]}
        await db.execute(update(Message).where(Message.id == row.id).values(**values))


async def claim(
    db: AsyncSession, now: datetime, channel_id: int, *, lanes: Sequence[int] = LANES, limit: int = 50
) -> list[Claimed]:
    """Take the next messages of a channel that are due, replies first, at most one for each person and lane.

    Rows are marked `sending`; whoever calls this holds the channel's lease, commits, and calls at once: what waits for
    its turn stays `queued`.
    """
    earlier = aliased(Message)
    due = (
        select(Message.id)
        .where(
            Message.channel_id == channel_id,
            *due_now(now, lanes),
            ~exists().where(
                earlier.person_id == Message.person_id,
                earlier.channel_id == channel_id,  # what waits for another channel holds nothing up here
                earlier.lane == Message.lane,
                earlier.id < Message.id,
                earlier.state.in_(OPEN),
            ),
        )
        .order_by(Message.lane, Message.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = list((await db.execute(due)).scalars())
    if not claimed:
        return []
    await db.execute(
        update(Message).where(Message.id.in_(claimed)).values(state="sending", attempts=Message.attempts + 1)
    )
    taken = await db.execute(_CLAIMED.where(Message.id.in_(claimed)).order_by(Message.lane, Message.id))
    return [Claimed(*row) for row in taken]


# -- what became of them


_SENT = (
    update(_MESSAGES)
    .where(_MESSAGES.c.id == bindparam("message_id"))
    .values(state="sent", sent_at=bindparam("at"), remote_ref=bindparam("ref"), error=None)
)
_LAST_REF = update(_ADDRESSES).where(_ADDRESSES.c.id == bindparam("at_address")).values(last_ref=bindparam("ref"))


async def mark_sent(db: AsyncSession, messages: Sequence[tuple[Claimed, str]], now: datetime) -> None:
    """The messenger took these messages; with each the messenger's own id of it ("" if it has none)."""
    if messages:
        await db.execute(_SENT, [{"message_id": m.id, "at": now, "ref": ref or None} for m, ref in messages])
    known = [{"at_address": m.address_id, "ref": ref} for m, ref in messages if ref]
    if known:
        await db.execute(_LAST_REF, known)


async def requeue(db: AsyncSession, message: Claimed, at: datetime, error: str, *, costs: bool = True) -> None:
    """Back into the queue, for `at`; what is not the message's fault costs no attempt."""
    attempts = Message.attempts if costs else Message.attempts - 1
    await _set(db, message, state="queued", not_before=at, error=_short(error), attempts=attempts)
    await _as_its_author_wants(db, message)


async def end(db: AsyncSession, message: Claimed, state: str, error: str) -> None:
    """The message ends as `failed`, `dropped` (no longer needed) or `unknown`."""
    await _set(db, message, state=state, error=_short(error))


async def mark_unknown(db: AsyncSession, message: Claimed, error: str, now: datetime, *, note: dict[str, str]) -> None:
    """The call ended without an answer: it may have arrived. Replies and statutory messages are written once more, with
    `note` (language → sentence) saying that they may have arrived already; ordinary notices never.
    """
    if message.body.get("only_edit"):  # it had been sent long before
        return await end(db, message, "sent", error)
    await end(db, message, "unknown", error)
    await _resend(db, message.id, now, note)
    return None


async def reroute(db: AsyncSession, message: Claimed, reason: str, now: datetime, *, blocked: bool = False) -> None:
    """It cannot be delivered at this address (`reason`: blocked, window, quota, off): on to the person's next one, each
    only once; without one it ends as `blocked`, and the person is to be telephoned.

    blocked: the chat refuses us for good, so the address is marked.
    """
    if blocked:
        await db.execute(update(Address).where(Address.id == message.address_id).values(state="blocked"))
    tried = [*message.tried, [message.address_id, message.messenger, reason]]
    best = await best_addresses(db, [message.person_id], but=[one[0] for one in tried if one[0]])
    values: dict[str, Any] = {"tried": tried, "error": reason}
    if best:
        address_id, channel_id = best[message.person_id]
        values |= {"state": "queued", "address_id": address_id, "channel_id": channel_id, "not_before": now}
    else:
        values |= {"state": "blocked"}
    await _set(db, message, **values)
    await _as_its_author_wants(db, message)


async def _set(db: AsyncSession, message: Claimed, **values: Any) -> None:
    """Unless another process took over the channel meanwhile and has settled it."""
    ours = (Message.id == message.id, Message.state == "sending")
    await db.execute(update(Message).where(*ours).values(**values).execution_options(synchronize_session=False))


def _short(error: str) -> str:
    return error.replace("\x00", "")[:300]


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


async def settle_abandoned(
    db: AsyncSession, channel_id: int, now: datetime, *, note: dict[str, str], but: Sequence[int] = ()
) -> int:
    """For the process that has just taken over a channel: messages whose sender died during the call become `unknown`
    (not those of `but`, which it has in hand itself), and are written once more as in `mark_unknown`; returns how many.
    """
    rows = (
        await db.execute(
            update(Message)
            .where(
                Message.state.in_(OPEN),
                Message.state == _SENDING,
                Message.channel_id == channel_id,
                Message.id.not_in(but),
            )
            .values(state="unknown", error="the process ended during the call")
            .returning(Message.id, Message.body)
        )
    ).all()
    for row in rows:
        if row.body.get("only_edit"):
            await db.execute(update(Message).where(Message.id == row.id).values(state="sent"))
        else:
            await _resend(db, row.id, now, note)
    return len(rows)


async def _resend(db: AsyncSession, message_id: int, now: datetime, note: dict[str, str]) -> None:
    """A reply or a statutory message once more, tied to the first and of its kind; never a third time."""
    row, language = (
        await db.execute(
            select(Message, Person.language)
            .join(Person, Person.id == Message.person_id)
            .where(Message.id == message_id)
            .execution_options(populate_existing=True)
        )
    ).one()
    if row.resend_of is not None or not (row.statutory or row.lane == REPLY):
        return
    said = note.get(language) or note["vi"]
    await write(
        db,
        person_id=row.person_id,
        body={**row.body, "text": f"{said}\n\n{row.body['text']}"},
        lane=row.lane,
        now=now,
        turn_id=row.turn_id,
        unique_key=f"again:{message_id}",
        statutory=row.statutory,
        notice=row.notice,
        resend_of=message_id,
    )


async def said_directly(db: AsyncSession, unique_key: str, address: Address, ref: str, now: datetime) -> None:
    """The message under this key reached the person past the outbox: it does not leave from there any more."""
    await db.execute(
        update(Message)
        .where(Message.unique_key == unique_key, Message.state == "queued")
        .values(state="sent", sent_at=now, remote_ref=ref or None, address_id=address.id, channel_id=address.channel_id)
        .execution_options(synchronize_session=False)
    )
