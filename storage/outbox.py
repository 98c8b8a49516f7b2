"""The outbox: messages written in the transaction that caused them, delivered afterwards (storage.sending)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.dialects import dialect, insert_new
from storage.tables import Address, Message

REPLY, REMINDER, ANNOUNCEMENT = 1, 2, 3
SEEN = ("sending", "sent", "unknown")  # the person may have it before them

_MESSAGES: Any = Message.__table__  # the table itself: no bookkeeping of objects
_WRITE = insert(_MESSAGES)


async def write(
    db: AsyncSession,
    *,
    person_id: int,
    body: dict[str, Any],
    lane: int,
    now: datetime,
    address_id: int | None = None,
    channel_id: int | None = None,
    turn_id: int | None = None,
    unique_key: str | None = None,
    statutory: bool = False,
    notice: bool = False,
    resend_of: int | None = None,
    not_before: datetime | None = None,
) -> bool:
    """Write one message to this address (`channel_id`: its channel, where it is known), or else to the one that reaches
    the person best now; it leaves at once, or at `not_before`. A second one under the same unique key is not written:
    then False.
    """
    if address_id is None:
        address_id, channel_id = (await best_addresses(db, [person_id])).get(person_id, (None, None))
    elif channel_id is None:
        channel_id = await db.scalar(select(Address.channel_id).where(Address.id == address_id))
    row = _row(person_id, (address_id, channel_id), lane, body, now) | {
        "turn_id": turn_id,
        "unique_key": unique_key,
        "statutory": statutory,
        "notice": notice,
        "resend_of": resend_of,
        "not_before": not_before or now,
    }
    done = await db.execute(_WRITE if unique_key is None else _write_once(dialect(db)), row)
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def write_announcement(
    db: AsyncSession, announcement_id: int, bodies: Mapping[int, dict[str, Any]], now: datetime
) -> None:
    """One message for each person (by id); who has one already (the process died before) gets no second."""
    best = await best_addresses(db, list(bodies))
    rows = [
        _row(person_id, best.get(person_id, (None, None)), ANNOUNCEMENT, body, now)
        | {
            "announcement_id": announcement_id,
            "unique_key": f"announce:{announcement_id}:{person_id}",
            "statutory": False,
            "notice": True,
        }
        for person_id, body in bodies.items()
    ]
    await db.execute(_write_once(dialect(db)), rows)


def _row(
    person_id: int, where: tuple[int | None, int | None], lane: int, body: dict[str, Any], now: datetime
) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "address_id": where[0],
        "channel_id": where[1],
        "lane": lane,
        "body": body,
        "state": "queued",
        "attempts": 0,
        "tried": [],
        "not_before": now,
        "created_at": now,
    }


@cache
def _write_once(dialect_name: str) -> Any:
    return insert_new(dialect_name, _MESSAGES)


async def best_addresses(
    db: AsyncSession, person_ids: Sequence[int], *, but: Sequence[int] = ()
) -> dict[int, tuple[int, int]]:
    """For each person the open address they chose, or else the one used last, none of `but`: (address, channel)."""
    if not person_ids:
        return {}
    rows = await db.execute(
        select(Address.person_id, Address.id, Address.channel_id)
        .where(Address.person_id.in_(person_ids), Address.state == "open", Address.id.not_in(but))
        .order_by(Address.preferred, Address.seen_at)
    )
    return {person_id: (address_id, channel_id) for person_id, address_id, channel_id in rows}


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
    .where(_MESSAGES.c.address_id == bindparam("at_address"), _MESSAGES.c.state.in_(SEEN))
    .order_by(_MESSAGES.c.created_at.desc(), _MESSAGES.c.id.desc())
    .limit(1)
)
