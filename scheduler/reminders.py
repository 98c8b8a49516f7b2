"""Reminders: what belongs to today is written once, said at the hour each person chose, and checked again first.

Days are counted, never seconds: each scan looks at the days since it looked last, so a late start, two processes or a
moved clock change nothing. What fell due while the program was off is said once, late and saying so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from chat.message import body_of
from chat.screen import Button, Screen
from locales import clock, texts
from ocop import units, workflow
from ocop.plan import Milestone, Plan, due_offsets, moved, on_working_day, quiet_day, reminder_days
from ocop.roles import Role
from services.notices.plans import moved_screen, title_of
from storage import dossiers, outbox, people, plans, products, reminders
from storage.database import Database
from storage.reminders import About
from storage.sending import Claimed
from storage.tables import Person, PlanRow, Rating, Reminder

log = structlog.get_logger()

PAPER_OFFSETS = (60, 30, 14, 7, 3, 1, 0, -7, -14, -21, -28)  # days before a paper's own end
CERTIFICATE_OFFSETS = (90, 60, 30, 7, 0, -7, -14, -21, -28)
NOTICE_OFFSET = 30  # the statutory one: at least this many days before (rules: certificate.notice_days)
LOOK_BACK = 95  # days: at the very first look
FORGOTTEN = 60  # days after a due day on which a plan that is given late begins no reminders any more
TO_PROVINCE = 21  # days overdue, from which on the province is told too
MOST_LINES = 5
MOST_BUTTONS = 3
HOURS = range(8, 22)
DAY = timedelta(days=1)


@dataclass
class Reminders:
    """Looks at each day once, and says what is due. `written`: called when there is something to send."""

    database: Database
    now: Callable[[], datetime]
    written: Callable[[], None] = lambda: None
    _looked: tuple[date, tuple[int, datetime | None]] | None = None

    async def run_due(self) -> int:
        """Look at today, then say what is due; returns how many messages were written. Safe to call at any time."""
        today = clock.today(self.now())
        if not quiet_day(today):
            await self.look(today)
        count = await self.say(today)
        if count:
            self.written()
        return count

    # -- looking: what belongs to today

    async def look(self, today: date) -> None:
        """Write the reminders that belong to the days since the last look; set-based, and only what is due."""
        async with self.database.read() as db:
            seen = (today, await plans.stamp(db))
            if seen == self._looked:
                return
            found = await plans.read_calendar(db, today)
            done = await reminders.through(db, "")
        for row, plan in found.plans.values():
            await self._tell_moved(row)
            for milestone in plan.milestones:
                await self._look_at(found, row, plan, milestone, today, done)
        await self._look_at_ends("certificate", CERTIFICATE_OFFSETS, today, done.get("certificate"))
        await self._look_at_ends("paper", PAPER_OFFSETS, today, done.get("paper"))
        self._looked = seen

    async def _look_at(
        self, found: plans.Calendar, row: PlanRow, plan: Plan, milestone: Milestone, today: date, done: dict[str, date]
    ) -> None:
        """One milestone: for the province, and for the communes that have an earlier day of their own."""
        own: dict[date, list[str]] = {}
        for commune, dates in found.own[row.area, row.year].items():
            if milestone.key in dates:
                own.setdefault(on_working_day(dates[milestone.key], plan.holiday_rule), []).append(commune)
        others = [commune for communes in own.values() for commune in communes]
        for due, communes in [(plan.last_day(milestone), None), *own.items()]:
            name = f"plan:{row.area}:{row.year}:{milestone.key}:{due}"
            since = done.get(name)
            said = [day for day in reminder_days(due, plan.offsets, plan.overdue_every, today) if day[0] <= today]
            fresh = [(day, offset) for day, offset in said if since is None or day > since]
            newest = due_offsets(due, today, plan)
            if not fresh or newest is None or (since is None and today - due > timedelta(days=FORGOTTEN)):
                continue
            async with self.database.begin() as db:
                for day, offset in fresh if since is not None else fresh[-1:]:
                    state = "planned" if offset == newest else "dropped"
                    about = About(milestone.key, due, offset, today if since is None else day, state)
                    await self._write(db, row, milestone, about, communes, others)
                if newest < 0:
                    await self._escalate(db, row, milestone, due, newest, communes, others)
                await reminders.looked(db, name, today)

    async def _write(
        self,
        db: AsyncSession,
        row: PlanRow,
        milestone: Milestone,
        about: About,
        communes: list[str] | None,
        others: list[str],
    ) -> None:
        if milestone.who == "producer" and milestone.step is not None:
            await reminders.write_plan(
                db,
                row.area,
                milestone.step,
                about,
                self.now(),
                only=communes,
                but=others if communes is None else (),
            )
        elif milestone.who in ("commune", "province") and communes is None:
            await reminders.write_office(db, row.area, row.year, milestone.who, about, self.now())

    async def _escalate(
        self,
        db: AsyncSession,
        row: PlanRow,
        milestone: Milestone,
        due: date,
        offset: int,
        communes: list[str] | None,
        others: list[str],
    ) -> None:
        """Overdue and unanswered: the commune's officers get the list, after three weeks the province's too."""
        if milestone.who != "producer" or milestone.step is None:
            return
        late = await reminders.open_by_commune(
            db, row.area, milestone.step, communes=communes, but=others if communes is None else ()
        )
        for commune, count in late.items():
            for officer in await people.officers_of(db, commune):
                await self._list(db, officer, milestone, due, offset, commune, count)
        if late and -offset >= TO_PROVINCE:
            for officer in await people.officers_of(db, row.area):
                await self._list(db, officer, milestone, due, offset, row.area, sum(late.values()))

    async def _list(
        self, db: AsyncSession, officer: Person, milestone: Milestone, due: date, offset: int, area: str, count: int
    ) -> None:
        say = officer.language
        screen = Screen(
            texts.say(
                say,
                "remind-overdue-list",
                title=title_of(milestone, say),
                day=texts.day(say, due),
                count=count,
                area=units.full_name(area),
            ),
            title=texts.say(say, "remind-title"),
            buttons=[Button(texts.say(say, "remind-overdue-open"), f"overdue/{milestone.step}")],
            kind="overdue",
            facts={"day": texts.day(say, due), "count": str(count)},
        )
        await outbox.write(
            db,
            person_id=officer.id,
            body=body_of(screen, say).to_json(),
            lane=outbox.REMINDER,
            now=self.now(),
            notice=True,
            unique_key=f"overdue:{area}:{milestone.key}:{due}:{offset}:{officer.id}",
        )

    async def _look_at_ends(self, kind: str, offsets: tuple[int, ...], today: date, since: date | None) -> None:
        """Papers and certificates that end: each day's offsets, by the day of the end (an index), in one go.

        The statutory notice that would fall on a quiet day comes before it.
        """
        first = since + DAY if since is not None else today - LOOK_BACK * DAY
        if first > today:
            return
        ahead = today
        while quiet_day(ahead + DAY):
            ahead += DAY
        write = reminders.write_certificates if kind == "certificate" else reminders.write_papers
        said: list[About] = []
        for day in (first + n * DAY for n in range((ahead - first).days + 1)):
            for offset in offsets:
                statutory = kind == "certificate" and offset == NOTICE_OFFSET
                if day <= today or statutory:
                    said_on = min(day, today) if since is not None else today
                    said.append(About(kind, day + offset * DAY, offset, said_on, statutory=statutory))
        async with self.database.begin() as db:
            ending = await reminders.ending(db, kind, {about.due for about in said})
            for about in said:
                if about.due in ending:
                    await write(db, about, self.now())
            await reminders.drop_overtaken(db, kind)
            await reminders.looked(db, kind, today)

    async def _tell_moved(self, row: PlanRow) -> None:
        """A newer plan moved dates: those whom it touches are told, with the old and the new day."""
        if row.version == 1:
            return
        async with self.database.begin() as db:
            name = f"moved:{row.id}"
            if name in await reminders.through(db, name):
                return
            old = await plans.before(db, row)
            plan = plans.plan_of(row)
            for was, becomes in moved(old, plan) if old is not None else []:
                before, after = (old or plan).last_day(was), plan.last_day(becomes)
                if becomes.who == "producer" and becomes.step is not None:
                    for person, product in await reminders.touched(db, row.area, becomes.step):
                        await self.say_moved(db, person, becomes, before, after, row.id, product.id)
                else:
                    areas = [row.area] if becomes.who == "province" else list(units.communes_of(row.area))
                    for _role, person in await people.role_holders(db, areas, role=Role.OFFICER, limit=1000):
                        await self.say_moved(db, person, becomes, before, after, row.id, None)
            await reminders.looked(db, name, clock.today(self.now()))

    async def say_moved(
        self,
        db: AsyncSession,
        person: Person,
        milestone: Milestone,
        was: date,
        becomes: date,
        version: int,
        product_id: int | None,
    ) -> None:
        await outbox.write(
            db,
            person_id=person.id,
            body=body_of(moved_screen(person.language, milestone, was, becomes, product_id), person.language).to_json(),
            lane=outbox.REMINDER,
            now=self.now(),
            notice=True,
            unique_key=f"moved:{version}:{milestone.key}:{person.id}",
        )

    # -- saying

    async def say(self, today: date) -> int:
        """One message for each person who has something due, at or after their hour; none at night, none on Tết."""
        hour = clock.local(self.now()).hour
        if hour not in HOURS or quiet_day(today):
            return 0
        async with self.database.read() as db:
            if not await reminders.people_due(db, today, hour, limit=1):
                return 0
            found = await plans.read_calendar(db, today)
        count = 0
        while True:
            async with self.database.begin() as db:
                somebody = await reminders.people_due(db, today, hour)
                if not somebody:
                    return count
                rows = await reminders.planned(db, [person.id for person in somebody], today)
                if not rows:
                    return count  # another process has them in hand
                fates = await reminders.fate(db, rows, found.known)
                for state in ("done", "moved", "muted"):
                    await reminders.settle(db, [row.id for row in rows if fates[row.id] == state], state)
                for person in somebody:
                    mine = [row for row in rows if row.person_id == person.id and not fates[row.id]]
                    if mine:
                        await self._say(db, person, mine, found, today)
                        count += 1

    async def _say(
        self, db: AsyncSession, person: Person, rows: list[Reminder], found: plans.Calendar, today: date
    ) -> None:
        key = f"remind:{rows[0].id}:{today:%Y%m%d}"
        body = await self.body(db, person, rows, found, today)
        await outbox.write(
            db,
            person_id=person.id,
            body=body,
            lane=outbox.REMINDER,
            now=self.now(),
            notice=True,
            unique_key=key,
            statutory=any(row.statutory for row in rows),
        )
        await reminders.settle(db, [row.id for row in rows], "sent", await reminders.message_by_key(db, key))

    async def body(
        self, db: AsyncSession, person: Person, rows: list[Reminder], found: plans.Calendar, today: date
    ) -> dict[str, Any]:
        """Several reminders as one message, with buttons that go straight there."""
        say = person.language
        lines: list[str] = []
        buttons: list[Button] = []
        facts: dict[str, str] = {}
        # The statutory notice of a thing speaks for its ordinary reminder too.
        once = {(row.kind, row.subject, row.milestone): row for row in sorted(rows, key=lambda row: row.statutory)}
        shown = sorted(once.values(), key=lambda row: (row.due, row.id))
        for row in shown[:MOST_LINES]:
            line, button, about = await self._line(db, say, row, found, today)
            lines.append(line)
            facts = facts or about
            if len(buttons) < MOST_BUTTONS and button.to not in {one.to for one in buttons}:
                buttons.append(button)
        if len(shown) > MOST_LINES:
            lines.append(texts.say(say, "remind-more", count=len(shown) - MOST_LINES))
        if any(row.day < today for row in rows):
            lines.append(texts.say(say, "remind-late"))
        first = rows[0].id
        buttons.append(Button(texts.say(say, "remind-tomorrow"), f"remind/{first}/tomorrow"))
        if any(row.kind != "office" for row in rows):
            buttons.append(Button(texts.say(say, "remind-help"), f"remind/{first}/help"))
        buttons.append(Button(texts.say(say, "remind-done"), f"remind/{first}/done"))
        buttons.append(Button(texts.say(say, "calendar-title"), "calendar"))
        screen = Screen(
            "\n\n".join(lines), title=texts.say(say, "remind-title"), buttons=buttons, kind="reminder", facts=facts
        )
        return body_of(screen, say).to_json()

    async def _line(
        self, db: AsyncSession, say: str, row: Reminder, found: plans.Calendar, today: date
    ) -> tuple[str, Button, dict[str, str]]:
        """What is due and what is missing; the button that goes there; the facts for a template."""
        day, days = texts.day(say, row.due), (row.due - today).days
        left = texts.say(say, f"remind-left{'-over' if days < 0 else '' if days else '-today'}", days=abs(days))
        product = await products.product(db, row.product_id) if row.product_id else None
        name = product.name if product else ""
        facts = {"product": name or "–", "day": day, "left": left}
        milestone = found.milestone(row.area, row.milestone, row.due) if row.kind in ("plan", "office") else None
        if product is None:
            title = title_of(milestone, say) if milestone else row.milestone
            line = texts.say(say, "remind-office", title=title, day=day, left=left)
            return line, Button(texts.say(say, "remind-open-plan"), "plan"), {**facts, "product": title}
        go = Button(texts.say(say, "remind-now", name=name)[:60], f"product/{product.id}")
        if row.kind == "paper":
            paper = texts.say(say, f"paper-{row.milestone}")
            line = texts.say(say, "remind-paper", paper=paper, product=name, day=day, left=left)
            return line, Button(go.label, f"product/{product.id}/paper/{row.milestone}"), {**facts, "what": paper}
        if row.kind == "certificate":
            key = "remind-certificate-notice" if row.statutory else "remind-certificate"
            rating = await db.get(Rating, row.subject)
            stars = "★" * (rating.stars if rating else 0)
            line = texts.say(say, key, product=name, stars=stars, day=day, left=left)
            return line, Button(go.label, f"product/{product.id}/renew"), {**facts, "what": stars}
        title = title_of(milestone, say) if milestone else row.milestone
        line = texts.say(say, "remind-plan", product=name, title=title, day=day, left=left)
        missing = await self._missing(db, say, product)
        return f"{line}\n{missing}".strip(), go, {**facts, "what": title}

    @staticmethod
    async def _missing(db: AsyncSession, say: str, product: Any) -> str:
        if not workflow.has_papers(product.step):
            return ""
        where = await dossiers.standing(db, product)
        wanted = list(dict.fromkeys([*where.returned, *where.missing]))
        if not wanted:
            return texts.say(say, "remind-submit", number=product.step)
        return texts.say(
            say, "remind-missing", papers=", ".join(texts.say(say, f"paper-{code}") for code in wanted[:4])
        )

    # -- at the moment of sending

    async def recheck(self, message: Claimed) -> dict[str, Any] | None:
        """The message as it should be said now; None when nothing of it is needed any more."""
        today = clock.today(self.now())
        async with self.database.read() as db:
            rows = await reminders.of_message(db, message.id)
            if not rows:
                return message.body  # a list, a moved date: said as it was written
            found = await plans.read_calendar(db, today)
            fates = await reminders.fate(db, rows, found.known)
            needed = [row for row in rows if not fates[row.id]]
            person = await people.person(db, message.person_id)
            if len(needed) == len(rows) or person is None:
                return message.body
            body = await self.body(db, person, needed, found, today) if needed else None
        async with self.database.begin() as db:
            for state in ("done", "moved", "muted"):
                await reminders.settle(db, [row.id for row in rows if fates[row.id] == state], state)
        return body
