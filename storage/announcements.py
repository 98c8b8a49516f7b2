"""Announcements: what an official says to many, from the draft to each person's outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage import outbox
from storage.areas import in_areas, inside
from storage.audiences import Audience
from storage.tables import Address, Announcement, File, Member, Message, Person, Place, Producer, Switch

MOST_FILES = 5
ON_THE_WAY = ("queued", "sending")
APPROVE = "approve"  # the switch by which a province wants to see its communes' announcements first


def audience_of(announcement: Announcement) -> Audience:
    return Audience(**announcement.audience)


async def draft(
    db: AsyncSession, area: str, author_id: int, now: datetime, *, text: str = "", audience: Audience | None = None
) -> Announcement:
    """A new one, not sent."""
    made = Announcement(
        area=area,
        author_id=author_id,
        text=text,
        audience=(audience or Audience(areas=[area])).kept,
        created_at=now,
    )
    db.add(made)
    await db.flush()
    return made


async def empty_draft(db: AsyncSession, area: str, author_id: int) -> Announcement | None:
    """One that was begun and has no word yet."""
    return await db.scalar(
        select(Announcement)
        .where(
            Announcement.area == area,
            Announcement.author_id == author_id,
            Announcement.state == "draft",
            Announcement.text == "",
            Announcement.follows.is_(None),
        )
        .limit(1)
    )


async def count_since(db: AsyncSession, area: str, since: datetime) -> int:
    """How many of this very area have begun, or are to begin, since then."""
    begun = select(func.count()).where(
        Announcement.area == area, Announcement.send_at > since, Announcement.state != "draft"
    )
    return await db.scalar(begun) or 0


async def announcement(db: AsyncSession, announcement_id: int, *, lock: bool = False) -> Announcement | None:
    if lock:
        await db.flush()  # what this turn changed must not be read over
    return await db.get(Announcement, announcement_id, with_for_update=lock, populate_existing=lock)


async def of_areas(
    db: AsyncSession, areas: Sequence[str], author_id: int, *, offset: int = 0, limit: int = 8
) -> list[Announcement]:
    """Those of the areas, the newest first; others' drafts are their own affair."""
    rows = await db.execute(
        select(Announcement)
        .where(
            inside(Announcement.area, areas), or_(Announcement.state != "draft", Announcement.author_id == author_id)
        )
        .order_by(Announcement.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return list(rows.scalars())


async def drop(db: AsyncSession, announcement_id: int) -> None:
    """A draft that is not wanted any more."""
    await db.execute(update(File).where(File.announcement_id == announcement_id).values(announcement_id=None))
    await db.execute(delete(Announcement).where(Announcement.id == announcement_id, Announcement.state == "draft"))


async def files(db: AsyncSession, announcement_id: int) -> list[File]:
    """What goes out with it, in the order in which it came; also what is still on its way to us."""
    rows = await db.execute(
        select(File)
        .where(File.announcement_id == announcement_id, File.state.in_(("waiting", "stored")))
        .order_by(File.id)
    )
    return list(rows.scalars())


async def copy_files(db: AsyncSession, source: int, target: int, now: datetime) -> None:
    """The same files go out with another announcement, too."""
    for file in await files(db, source):
        same = {name: getattr(file, name) for name in ("person_id", "name", "kind", "mime", "sha256", "size", "look")}
        db.add(File(**same, announcement_id=target, state=file.state, not_before=now, received_at=now, stored_at=now))


# -- the clock


async def due(db: AsyncSession, now: datetime) -> list[Announcement]:
    """Those whose time has come."""
    rows = await db.execute(
        select(Announcement)
        .where(Announcement.state == "scheduled", Announcement.send_at <= now)
        .order_by(Announcement.send_at)
        .limit(50)
        .with_for_update(skip_locked=True)
    )
    return list(rows.scalars())


async def in_state(db: AsyncSession, state: str) -> list[Announcement]:
    rows = await db.execute(select(Announcement).where(Announcement.state == state).order_by(Announcement.id).limit(50))
    return list(rows.scalars())


async def anything(db: AsyncSession, now: datetime) -> bool:
    """Whether there is anything to do for the clock: a look that disturbs nobody who writes."""
    waiting = select(Announcement.id).where(
        or_(
            Announcement.state.in_(("writing", "running")),
            (Announcement.state == "scheduled") & (Announcement.send_at <= now),
        )
    )
    return await db.scalar(waiting.limit(1)) is not None


async def write(
    db: AsyncSession, announcement: Announcement, bodies: Mapping[int, dict[str, Any]], now: datetime
) -> None:
    """One message for each person; who has one already (the process died before) gets no second."""
    await outbox.write_announcement(db, announcement.id, bodies, now)
    announcement.written = max(bodies)


async def under_way(db: AsyncSession, announcement_id: int) -> bool:
    """Whether some of its messages have no outcome yet."""
    wanted = select(Message.id).where(
        Message.announcement_id == announcement_id, Message.state.in_((*ON_THE_WAY, "paused"))
    )
    return await db.scalar(wanted.limit(1)) is not None


# -- its author's hand


async def hold(db: AsyncSession, announcement_id: int, was: Sequence[str], becomes: str) -> None:
    """Its messages in these states get another one: queued → paused, paused → queued, both → stopped."""
    await db.execute(
        update(Message)
        .where(Message.announcement_id == announcement_id, Message.state.in_(was))
        .values(state=becomes)
        .execution_options(synchronize_session=False)
    )


async def spare(db: AsyncSession, person_id: int) -> None:
    """They took back their consent: what waits for them is not sent."""
    await db.execute(
        update(Message)
        .where(
            Message.person_id == person_id,
            Message.announcement_id.is_not(None),
            Message.state.in_(("queued", "paused")),
        )
        .values(state="stopped")
        .execution_options(synchronize_session=False)
    )


async def outcomes(db: AsyncSession, announcement: Announcement) -> dict[str, int]:
    """State of a message → how many people; they add up to the audience. Whom nothing was written for when it was
    stopped counts as stopped, before as queued.
    """
    rows = await db.execute(
        select(Message.state, func.count()).where(Message.announcement_id == announcement.id).group_by(Message.state)
    )
    found = dict(rows.all())
    unwritten = announcement.size - sum(found.values())
    if unwritten > 0:
        state = "stopped" if announcement.state == "stopped" else "queued"
        found[state] = found.get(state, 0) + unwritten
    return found


async def people_by_outcome(
    db: AsyncSession, announcement_id: int, states: Sequence[str], *, after: int = 0, limit: int = 8
) -> list[tuple[Message, Person]]:
    """Each person with their message, in the order of writing, after a message's id."""
    rows = await db.execute(
        select(Message, Person)
        .join(Person, Person.id == Message.person_id)
        .where(Message.announcement_id == announcement_id, Message.state.in_(states), Message.id > after)
        .order_by(Message.id)
        .limit(limit)
    )
    return [(message, person) for message, person in rows]


async def progress_shown(db: AsyncSession, announcement: Announcement) -> tuple[Message, int] | None:
    """The message in which its author sees it running, if it stands lowest in their chat; and on which channel."""
    place = await db.get(Place, announcement.author_id)
    if place is None or place.at != f"announcement/{announcement.id}":
        return None
    row = (
        await db.execute(
            select(Message, Address.channel_id)
            .join(Address, Address.id == Message.address_id)
            .where(
                Address.person_id == announcement.author_id,
                Message.address_id == Address.id,
                Message.state == "sent",
                Message.remote_ref == Address.last_ref,
            )
            .order_by(Message.created_at.desc())
            .limit(1)
        )
    ).one_or_none()
    return (row[0], row[1]) if row is not None else None


async def received(db: AsyncSession, person_id: int, *, limit: int = 3) -> list[Message]:
    """What this person was told, the newest first."""
    rows = await db.execute(
        select(Message)
        .join(Address, Address.id == Message.address_id)
        .where(
            Address.person_id == person_id, Message.announcement_id.is_not(None), Message.state.in_(("sent", "unknown"))
        )
        .order_by(Message.created_at.desc())
        .limit(limit)
    )
    return list(rows.scalars())


async def was_for(db: AsyncSession, announcement_id: int, person_id: int) -> bool:
    """Whether this person is among those it went to."""
    return bool(
        await db.scalar(
            select(exists().where(Message.announcement_id == announcement_id, Message.person_id == person_id))
        )
    )


# -- the province's say


async def wants_approval(db: AsyncSession, province: str) -> bool:
    return await db.get(Switch, (province, APPROVE)) is not None


async def want_approval(db: AsyncSession, province: str, by: int, now: datetime, *, wanted: bool) -> None:
    if wanted:
        await db.merge(Switch(area=province, name=APPROVE, by=by, at=now))
        await db.flush()
    else:
        await db.execute(delete(Switch).where(Switch.area == province, Switch.name == APPROVE))


async def waiting_for(db: AsyncSession, province: str, *, limit: int = 8) -> list[Announcement]:
    """Announcements of the communes that wait for this province's approval, oldest first."""
    rows = await db.execute(
        select(Announcement)
        .where(Announcement.state == "waiting", inside(Announcement.area, [province]))
        .order_by(Announcement.id)
        .limit(limit)
    )
    return list(rows.scalars())


async def is_written(db: AsyncSession, announcement: Announcement) -> bool:
    """Whether there is a message for everybody of the audience."""
    return await count_written(db, announcement.id) >= announcement.size


async def count_written(db: AsyncSession, announcement_id: int) -> int:
    """For how many people there is a message."""
    return await db.scalar(select(func.count()).where(Message.announcement_id == announcement_id)) or 0


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One person's outcome, for a table."""

    name: str
    producer: str
    commune: str
    phone: str
    messenger: str
    state: str
    sent_at: datetime | None


async def outcome_rows(db: AsyncSession, announcement_id: int) -> list[OutcomeRow]:
    """Everybody's outcome, in the order of writing; of several producers of a person the first in the announcement's
    area.
    """
    about = await db.get(Announcement, announcement_id)
    areas = [about.area] if about is not None else []
    first = (
        select(Member.person_id, func.min(Member.producer_id).label("producer_id"))
        .join(Producer, Producer.id == Member.producer_id)
        .where(in_areas(Producer.province, Producer.commune, areas))
        .group_by(Member.person_id)
        .subquery()
    )
    rows = await db.execute(
        select(
            Person.name,
            func.coalesce(Producer.name, ""),
            func.coalesce(Producer.commune, ""),
            func.coalesce(Person.phone, Producer.phone, ""),
            func.coalesce(Address.messenger, ""),
            Message.state,
            Message.sent_at,
        )
        .join(Person, Person.id == Message.person_id)
        .outerjoin(Address, Address.id == Message.address_id)
        .outerjoin(first, first.c.person_id == Person.id)
        .outerjoin(Producer, Producer.id == first.c.producer_id)
        .where(Message.announcement_id == announcement_id)
        .order_by(Message.id)
    )
    return [OutcomeRow(*row) for row in rows]
