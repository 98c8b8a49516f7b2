"""Announcements on their way: begun when their time has come, written in batches, held up, counted, closed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved
from locales import clock
from ocop import calendar
from ocop.roles import may_announce
from services import jobs
from services.announcements import address_of, in_state, locked, visible
from services.notices import announcements as notices
from storage import announcements, audiences, audit, outbox, people
from storage.actors import Actor
from storage.tables import Announcement

BATCH = 500  # messages written in one transaction
USEFUL = timedelta(hours=24)  # later than this after its time an announcement is not sent but reported
LATE = timedelta(hours=1)  # later than this it is sent and says so
SHOW_EVERY = timedelta(seconds=5)
WATCHED = timedelta(minutes=1)  # for so long its author is taken to look on; later the end is worth a message
RUNNING = ("writing", "running")

Shown = dict[int, tuple[datetime, str]]  # announcement → when its author last saw it move on, and what they saw


# -- an official's hand: any officer who may speak for its area may hold it up, so that a mistake goes no further


async def stoppable(db: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """One under way, locked. Raises NotFound, NotAllowed, Moved."""
    announcement = await locked(db, actor, announcement_id)
    in_state(announcement, *RUNNING, "paused")
    return announcement


async def pause(db: AsyncSession, actor: Actor, announcement_id: int, now: datetime) -> None:
    announcement = await locked(db, actor, announcement_id)
    in_state(announcement, *RUNNING)
    announcement.state = "paused"
    await announcements.hold(db, announcement.id, ("queued",), "paused")
    audit.write(db, actor, now, "announcement.paused", address_of(announcement), area=announcement.area)


async def resume(db: AsyncSession, actor: Actor, announcement_id: int, now: datetime) -> None:
    announcement = await locked(db, actor, announcement_id)
    in_state(announcement, "paused")
    announcement.state = "running" if await announcements.is_written(db, announcement) else "writing"
    await announcements.hold(db, announcement.id, ("paused",), "queued")
    audit.write(db, actor, now, "announcement.resumed", address_of(announcement), area=announcement.area)


async def stop(db: AsyncSession, actor: Actor, announcement_id: int, now: datetime) -> None:
    """Who has it has it; nobody else gets it."""
    announcement = await stoppable(db, actor, announcement_id)
    announcement.state, announcement.finished_at = "stopped", now
    await announcements.hold(db, announcement.id, ("queued", "paused"), "stopped")
    audit.write(db, actor, now, "announcement.stopped", address_of(announcement), area=announcement.area)


async def ask_for_export(
    db: AsyncSession, actor: Actor, announcement_id: int, now: datetime, *, address_id: int | None = None
) -> None:
    """Every person's outcome as an Excel file; a job makes it, and it comes into this chat."""
    announcement = await visible(db, actor, announcement_id)
    here = address_of(announcement)
    if announcement.state not in ("done", "stopped"):
        raise Moved("announcement-moved-on", at=here)
    await jobs.ask(db, actor, jobs.AnnouncementOutcomes(announcement.id), now, address_id=address_id)
    audit.write(db, actor, now, "announcement.exported", here, area=announcement.area)


# -- the clock


async def begin_due(db: AsyncSession, now: datetime) -> None:
    """Begin every announcement whose time has come."""
    for announcement in await announcements.due(db, now):
        await _begin(db, announcement, now)


async def _begin(db: AsyncSession, announcement: Announcement, now: datetime) -> None:
    wanted = announcement.send_at or now
    audience = announcements.audience_of(announcement)
    grants = await people.grants(db, announcement.author_id)
    if not may_announce(grants, audience.areas or [announcement.area]):
        announcement.state = "stopped"
        await notices.not_sent(db, announcement, "not-allowed", now)
        return
    if announcement.repeat:
        await _schedule_next_round(db, announcement, wanted, now)
    if now - wanted > USEFUL:
        announcement.state = "missed"
        await notices.not_sent(db, announcement, "missed", now)
    else:
        announcement.state, announcement.started_at = "writing", now
        announcement.size = await audiences.count(db, audience, clock.today(now))


async def _schedule_next_round(db: AsyncSession, announcement: Announcement, wanted: datetime, now: datetime) -> None:
    at = calendar.next_round(wanted, announcement.repeat)
    while at <= now:
        at = calendar.next_round(at, announcement.repeat)
    following = await announcements.draft(
        db,
        announcement.area,
        announcement.author_id,
        now,
        text=announcement.text,
        audience=announcements.audience_of(announcement),
    )
    following.state, following.send_at, following.repeat = "scheduled", at, announcement.repeat
    following.approved_by = announcement.approved_by
    announcement.repeat = ""  # the series goes on with the next one
    await announcements.copy_files(db, announcement.id, following.id, now)


async def write_batch(db: AsyncSession, announcement_id: int, now: datetime) -> bool:
    """Write the next messages; False when there is nothing more to write."""
    announcement = await announcements.announcement(db, announcement_id, lock=True)
    if announcement is None or announcement.state != "writing":
        return False
    audience = announcements.audience_of(announcement)
    today = clock.today(now)
    some = await audiences.recipients_from(db, audience, today, after=announcement.written, limit=BATCH)
    if not some:
        announcement.state = "running"
        announcement.size = await announcements.count_written(db, announcement.id)
        return False
    late = bool(announcement.send_at and (announcement.started_at or now) - announcement.send_at > LATE)
    files = [file.id for file in await announcements.files(db, announcement.id)]
    bodies = {one.person.id: notices.announcement_body(announcement, one, files, late=late).to_json() for one in some}
    await announcements.write(db, announcement, bodies, now)
    return True


async def look_after(
    db: AsyncSession, announcement_id: int, now: datetime, edits: Callable[[int], bool], shown: Shown
) -> None:
    """Close it when everybody has an outcome; until then its author sees it move on.

    edits: whether a channel can change a message in place; shown: what authors have seen, kept up to date here.
    """
    announcement = await announcements.announcement(db, announcement_id, lock=True)
    if announcement is None or announcement.state != "running":
        return
    if await announcements.under_way(db, announcement_id):
        await _show_progress(db, announcement, now, edits, shown)
        return
    announcement.state, announcement.finished_at = "done", now
    shown.pop(announcement_id, None)
    watching = now - (announcement.started_at or now) < WATCHED
    if not (watching and await _show_progress(db, announcement, now, edits, shown)):
        await notices.done(db, announcement, now)


async def _show_progress(
    db: AsyncSession, announcement: Announcement, now: datetime, edits: Callable[[int], bool], shown: Shown
) -> bool:
    """Change in place what its author looks at; False when they look at something else."""
    at, text = shown.get(announcement.id, (None, ""))
    if at is not None and now - at < SHOW_EVERY:
        return True
    author = await people.person(db, announcement.author_id)
    found = await announcements.progress_shown(db, announcement)
    if author is None or found is None or not edits(found[1]) or found[0].body.get("kind") != notices.PROGRESS:
        return False
    message = found[0]
    body = await notices.progress_body(db, announcement, author.language, now, edit=message.remote_ref or "")
    shown[announcement.id] = (now, body.text)
    if body.text != text:
        return await outbox.bring_up_to_date(db, message.id, body.to_json(), now)
    return True
