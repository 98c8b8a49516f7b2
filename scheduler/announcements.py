"""Announcements whose time has come: written for everybody in batches, counted while they run, closed when done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from chat import faults
from chat.message import body_of
from chat.screen import Button, Screen
from locales import clock, texts
from ocop import calendar
from ocop.roles import may_announce
from services.notices.announcements import PROGRESS, announcement_body, progress_screen
from storage import announcements, audiences, outbox, people
from storage.database import Database
from storage.tables import Announcement

log = structlog.get_logger()

USEFUL = timedelta(hours=24)  # later than this after its time an announcement is not sent but reported
LATE = timedelta(hours=1)  # later than this it is sent and says so
SHOW_EVERY = timedelta(seconds=5)
WATCHED = timedelta(minutes=1)  # for so long its author is taken to look on; later the end is worth a message


@dataclass
class Announcing:
    """Looks for announcements that are due, being written or running. Truth is in rows: a restart goes on where the
    last process stopped, and a second process changes nothing.

    written: called when messages were written; edits: whether a channel can change a message in place.
    """

    database: Database
    now: Callable[[], datetime]
    written: Callable[[], None]
    edits: Callable[[int], bool]
    _shown: dict[int, tuple[datetime, str]] = field(default_factory=dict)

    async def run_due(self) -> None:
        async with self.database.read() as db:
            if not await announcements.anything(db, self.now()):
                return
        async with self.database.begin() as db:
            for announcement in await announcements.due(db, self.now()):
                await self._begin(db, announcement)
        async with self.database.read() as db:
            waiting = [announcement.id for announcement in await announcements.in_state(db, "writing")]
        for announcement_id in waiting:
            while await self._write_some(announcement_id):
                self.written()
        async with self.database.read() as db:
            running = [announcement.id for announcement in await announcements.in_state(db, "running")]
        for announcement_id in running:
            await self._look_after(announcement_id)

    # -- beginning

    async def _begin(self, db: AsyncSession, announcement: Announcement) -> None:
        now = self.now()
        wanted = announcement.send_at or now
        audience = announcements.audience_of(announcement)
        grants = await people.grants(db, announcement.author_id)
        if not may_announce(grants, audience.areas or [announcement.area]):
            announcement.state = "stopped"
            await self._tell_author(db, announcement, "not-allowed")
            return
        if announcement.repeat:
            await self._next_round(db, announcement, wanted)
        if now - wanted > USEFUL:
            announcement.state = "missed"
            await self._tell_author(db, announcement, "missed")
        else:
            announcement.state, announcement.started_at = "writing", now
            announcement.size = await audiences.count(db, audience, clock.today(now))

    async def _next_round(self, db: AsyncSession, announcement: Announcement, wanted: datetime) -> None:
        at = calendar.next_round(wanted, announcement.repeat)
        while at <= self.now():
            at = calendar.next_round(at, announcement.repeat)
        following = await announcements.draft(
            db,
            announcement.area,
            announcement.author_id,
            self.now(),
            text=announcement.text,
            audience=announcements.audience_of(announcement),
        )
        following.state, following.send_at, following.repeat = "scheduled", at, announcement.repeat
        following.approved_by = announcement.approved_by
        announcement.repeat = ""  # the series goes on with the next one
        await announcements.copy_files(db, announcement.id, following.id, self.now())

    # -- writing

    async def _write_some(self, announcement_id: int) -> bool:
        """The next batch, in one transaction; False when there is nothing more to write."""
        now = self.now()
        today = clock.today(now)
        async with self.database.begin() as db:
            announcement = await announcements.announcement(db, announcement_id, lock=True)
            if announcement is None or announcement.state != "writing":
                return False
            audience = announcements.audience_of(announcement)
            some = await audiences.page(db, audience, today, after=announcement.written, limit=announcements.BATCH)
            if not some:
                announcement.state = "running"
                announcement.size = await announcements.count_written(db, announcement.id)
                return False
            late = bool(announcement.send_at and (announcement.started_at or now) - announcement.send_at > LATE)
            files = [file.id for file in await announcements.files(db, announcement.id)]
            bodies = {one.person.id: announcement_body(announcement, one, files, late=late) for one in some}
            await announcements.write(db, announcement, bodies, now)
        faults.reached("announcement.batch")
        return True

    # -- running

    async def _look_after(self, announcement_id: int) -> None:
        """Close it when everybody has an outcome; until then its author sees it move on."""
        async with self.database.read() as db:
            going_on = await announcements.under_way(db, announcement_id)
        async with self.database.begin() as db:
            announcement = await announcements.announcement(db, announcement_id, lock=True)
            if announcement is None or announcement.state != "running":
                return
            if not going_on:
                announcement.state, announcement.finished_at = "done", self.now()
                self._shown.pop(announcement_id, None)
                watching = self.now() - (announcement.started_at or self.now()) < WATCHED
                if not (watching and await self._show_progress(db, announcement)):
                    await self._tell_author(db, announcement, "done")
            else:
                await self._show_progress(db, announcement)
        self.written()

    async def _show_progress(self, db: AsyncSession, announcement: Announcement) -> bool:
        """Change in place what its author looks at; False when they look at something else."""
        at, text = self._shown.get(announcement.id, (None, ""))
        if at is not None and self.now() - at < SHOW_EVERY:
            return True
        author = await people.person(db, announcement.author_id)
        shown = await announcements.progress_shown(db, announcement)
        if author is None or shown is None or not self.edits(shown[1]) or shown[0].body.get("kind") != PROGRESS:
            return False
        message = shown[0]
        screen = progress_screen(
            author.language, announcement, await announcements.outcomes(db, announcement), self.now()
        )
        self._shown[announcement.id] = (self.now(), screen.text)
        if screen.text != text:
            body = body_of(screen, author.language, edit=message.remote_ref or "", only_edit=True).to_json()
            return await outbox.bring_up_to_date(db, message.id, body, self.now())
        return True

    async def _tell_author(self, db: AsyncSession, announcement: Announcement, what: str) -> None:
        author = await people.person(db, announcement.author_id)
        if author is None:
            return
        if what == "done":
            screen = progress_screen(
                author.language, announcement, await announcements.outcomes(db, announcement), self.now()
            )
        else:
            at = texts.moment(author.language, announcement.send_at or self.now())
            screen = Screen(
                texts.say(author.language, f"announcement-{what}", at=at),
                title=texts.say(author.language, "announcements-title"),
                buttons=[
                    Button(texts.say(author.language, "announcement-open"), f"announcement/{announcement.id}"),
                    Button(texts.say(author.language, "button-home"), "home"),
                ],
            )
        await outbox.write(
            db,
            person_id=author.id,
            body=body_of(screen, author.language).to_json(),
            lane=outbox.REPLY,
            now=self.now(),
            notice=True,
            unique_key=f"announcement:{announcement.id}:{what}:{announcement.send_at or self.now():%Y%m%d%H%M}",
        )
