"""What was said in one chat, both ways, for a messenger that shows the history itself (the web chat)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Address, File, Message, Place, TurnRow

SHOWN = ("sending", "sent", "unknown")  # claimed for this chat, so its person may see it
LATE = timedelta(minutes=10)  # a message may be written well before it is claimed


@dataclass(frozen=True, slots=True)
class Line:
    """One bubble: ours (`message`) or theirs (`turn`)."""

    at: datetime
    id: int
    ours: bool
    event_id: str
    body: dict[str, Any]
    files: list[File]

    @property
    def seq(self) -> int:
        """Its place in time: microseconds since 1970."""
        return int(self.at.timestamp() * 1_000_000)


async def address_of(db: AsyncSession, channel_id: int, chat_id: str) -> Address | None:
    return await db.scalar(select(Address).where(Address.channel_id == channel_id, Address.chat_id == chat_id))


async def since(db: AsyncSession, address_id: int, after: int, *, limit: int = 200) -> list[Line]:
    """The lines from `after` (a seq) on, with some before it again for messages that were delivered late."""
    start = datetime.fromtimestamp(after / 1_000_000, UTC) - LATE
    messages = await db.execute(
        select(Message)
        .where(Message.address_id == address_id, Message.created_at >= start, Message.state.in_(SHOWN))
        .order_by(Message.created_at, Message.id)
        .limit(limit)
    )
    turns = await db.execute(
        select(TurnRow).where(TurnRow.address_id == address_id, TurnRow.at >= start).order_by(TurnRow.at).limit(limit)
    )
    return await _lines(db, list(messages.scalars()), list(turns.scalars()))


async def newest(db: AsyncSession, address_id: int, *, before: int | None = None, limit: int = 40) -> list[Line]:
    """The last `limit` lines, or those before a seq; oldest first."""
    messages = select(Message).where(Message.address_id == address_id, Message.state.in_(SHOWN))
    turns = select(TurnRow).where(TurnRow.address_id == address_id)
    if before is not None:
        moment = datetime.fromtimestamp(before / 1_000_000, UTC)
        messages, turns = messages.where(Message.created_at < moment), turns.where(TurnRow.at < moment)
    found = await db.execute(messages.order_by(Message.created_at.desc(), Message.id.desc()).limit(limit))
    said = await db.execute(turns.order_by(TurnRow.at.desc(), TurnRow.id.desc()).limit(limit))
    return (await _lines(db, list(found.scalars()), list(said.scalars())))[-limit:]


async def _lines(db: AsyncSession, messages: list[Message], turns: list[TurnRow]) -> list[Line]:
    wanted = {file_id for message in messages for file_id in message.body.get("files", ())}
    wanted |= {file_id for turn in turns for file_id in turn.files}
    files: dict[int, File] = {}
    if wanted:
        files = {file.id: file for file in (await db.execute(select(File).where(File.id.in_(wanted)))).scalars()}
    lines = [
        Line(m.created_at, m.id, True, "", m.body, [files[f] for f in m.body.get("files", ()) if f in files])
        for m in messages
    ]
    lines += [
        Line(t.at, t.id, False, t.event_id, {"text": t.said}, [files[f] for f in t.files if f in files])
        for t in turns
        if t.said or t.files
    ]
    return sorted(lines, key=lambda line: (line.at, line.ours, line.id))


async def place_of(db: AsyncSession, person_id: int) -> Place | None:
    return await db.get(Place, person_id)
