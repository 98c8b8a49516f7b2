"""What the clock does about reminders: looks at each day once, says what is due, and asks again before it is sent.

Days are counted, never seconds: each scan looks at the days since it looked last, so a late start, two processes or a
moved clock change nothing. What fell due while the program was off is said once, late and saying so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chat.message import body_of
from locales import clock
from ocop import units
from ocop.plan import Milestone, Plan, due_offsets, moved, quiet_day, reminder_days
from ocop.roles import Role
from services import law_reminders
from services.notices import plans as plan_notices
from services.notices import tell
from services.notices.reminders import reminder_screen
from storage import open_products, outbox, people, plans, reminder_writing, reminders
from storage.plans import Calendar
from storage.reminder_writing import About
from storage.tables import Person, PlanRow, Product, Reminder

FORGOTTEN = timedelta(days=60)  # after a due day: a plan that is given later begins no reminders any more
TO_PROVINCE = 21  # days overdue, from which on the province is told too
HOURS = range(8, 22)
SETTLED = ("done", "moved", "muted")  # fates of what is not said any more
DAY = timedelta(days=1)


# -- looking: what belongs to today


@dataclass(frozen=True, slots=True)
class Round:
    """The reminders of one milestone and due day that belong to the days since the last look.

    communes: those with this earlier day of their own, None for the province; others: all that have one; days: (day,
    offset) not looked at yet; newest: the offset that counts today; first: whether nobody has looked before.
    """

    row: PlanRow
    milestone: Milestone
    due: date
    communes: list[str] | None
    others: list[str]
    days: list[tuple[date, int]]
    newest: int
    first: bool

    @property
    def name(self) -> str:
        """Of the scan."""
        return _scan_name(self.row, self.milestone, self.due)

    @property
    def but(self) -> list[str]:
        """The communes that the province's day is not for."""
        return self.others if self.communes is None else []


def _scan_name(row: PlanRow, milestone: Milestone, due: date) -> str:
    return f"plan:{row.area}:{row.year}:{milestone.key}:{due}"


def rounds(calendar: Calendar, row: PlanRow, today: date, looked: Mapping[str, date]) -> Iterator[Round]:
    """What is to be written today for a province's plan: for the province, and for the communes that have an earlier
    day of their own. looked: scan → the day until which it has looked.
    """
    plan = plans.plan_of(row)
    for milestone in plan.milestones:
        own = _own_days(calendar, row, plan, milestone)
        others = [commune for communes in own.values() for commune in communes]
        for due, communes in [(plan.last_day(milestone), None), *own.items()]:
            since = looked.get(_scan_name(row, milestone, due))
            come = reminder_days(due, plan.offsets, plan.overdue_every, today)
            fresh = [(day, offset) for day, offset in come if since is None or day > since]
            newest = due_offsets(due, today, plan)
            if not fresh or newest is None or (since is None and today - due > FORGOTTEN):
                continue
            days = fresh if since is not None else [(today, fresh[-1][1])]
            yield Round(row, milestone, due, communes, others, days, newest, since is None)


def _own_days(calendar: Calendar, row: PlanRow, plan: Plan, milestone: Milestone) -> dict[date, list[str]]:
    """The communes' own days for a milestone that are earlier than the province's."""
    own: dict[date, list[str]] = {}
    for commune in calendar.own[row.area, row.year]:
        day = calendar.last_day(plan, milestone, commune, row.year)
        if day < plan.last_day(milestone):
            own.setdefault(day, []).append(commune)
    return own


async def write_late_comers(
    db: AsyncSession, calendar: Calendar, row: PlanRow, today: date, looked: Mapping[str, date], now: datetime
) -> None:
    """What came to a step after the day on which others were reminded of it hears the newest word too; nothing is
    written twice.
    """
    plan = plans.plan_of(row)
    days = [day for name, day in looked.items() if name.startswith(f"plan:{row.area}:{row.year}:")]
    if not days or not await open_products.any_since(db, row.area, clock.begins(min(days))):
        return
    for milestone in plan.milestones:
        own = _own_days(calendar, row, plan, milestone)
        others = [commune for communes in own.values() for commune in communes]
        for due, communes in [(plan.last_day(milestone), None), *own.items()]:
            since, newest = looked.get(_scan_name(row, milestone, due)), due_offsets(due, today, plan)
            if milestone.who != "producer" or milestone.step is None or since is None or newest is None:
                continue
            if today - due <= FORGOTTEN:
                about, but = About(milestone.key, due, newest, today), others if communes is None else []
                await reminder_writing.write_plan(
                    db, row.area, milestone.step, about, now, only=communes, but=but, since=clock.begins(since)
                )


async def write_round(db: AsyncSession, this: Round, now: datetime) -> None:
    """Write the round's reminders, set-based; of several only the newest is said."""
    for day, offset in this.days:
        state = "planned" if offset == this.newest else "dropped"
        await _write(db, this, About(this.milestone.key, this.due, offset, day, state), now)
    if this.newest < 0:
        await _escalate(db, this, now)
    await reminder_writing.mark_looked(db, this.name, clock.today(now))


async def _write(db: AsyncSession, this: Round, about: About, now: datetime) -> None:
    row, milestone = this.row, this.milestone
    if milestone.who == "producer" and milestone.step is not None:
        await reminder_writing.write_plan(db, row.area, milestone.step, about, now, only=this.communes, but=this.but)
    elif milestone.who in ("commune", "province") and this.communes is None:
        await reminder_writing.write_office(db, row.area, row.year, milestone.who, about, now)


async def _escalate(db: AsyncSession, this: Round, now: datetime) -> None:
    """Overdue and unanswered: the commune's officers get the list, after three weeks the province's too."""
    milestone, province = this.milestone, this.row.area
    if milestone.who != "producer" or milestone.step is None:
        return
    late = await open_products.count_by_commune(db, province, milestone.step, communes=this.communes, but=this.but)
    counts = dict(late)
    if late and -this.newest >= TO_PROVINCE:
        counts[province] = sum(late.values())
    for area, count in counts.items():
        for officer in await people.officers_of(db, area):
            screen = plan_notices.overdue_list(officer.language, milestone, this.due, area, count)
            key = f"overdue:{area}:{milestone.key}:{this.due}:{this.newest}:{officer.id}"
            await tell(db, officer, screen, now, unique_key=key, lane=outbox.REMINDER)


async def tell_moved(db: AsyncSession, calendar: Calendar, row: PlanRow, now: datetime) -> None:
    """A newer plan moved dates: those whom it touches are told once, with the day they knew and the new one."""
    name = f"moved:{row.id}"
    if name in await reminder_writing.looked_until(db, name):
        return
    old = await plans.said_before(db, row)
    plan = plans.plan_of(row)
    for was, becomes in moved(old, plan) if old is not None else []:
        for person, product in await _touched(db, row.area, becomes):
            area = product.commune if product is not None else row.area
            days = (
                calendar.last_day(old or plan, was, area, row.year),
                calendar.last_day(plan, becomes, area, row.year),
            )
            if days[0] == days[1]:
                continue  # their commune has an earlier day of its own
            screen = plan_notices.date_moved(person.language, becomes, *days, product.id if product else None)
            key = f"moved:{row.id}:{becomes.key}:{person.id}"
            await tell(db, person, screen, now, unique_key=key, lane=outbox.REMINDER)
    await reminder_writing.mark_looked(db, name, clock.today(now))


async def _touched(db: AsyncSession, province: str, milestone: Milestone) -> list[tuple[Person, Product | None]]:
    """Whom a milestone is about, each with a product of theirs (officers: None)."""
    if milestone.who == "producer" and milestone.step is not None:
        return list(await open_products.touched(db, province, milestone.step))
    areas = [province] if milestone.who == "province" else list(units.communes_of(province))
    holders = await people.role_holders(db, areas, role=Role.OFFICER, limit=1000)
    return [(person, None) for _role, person in holders]


# -- saying


async def due_now(db: AsyncSession, now: datetime) -> Calendar | None:
    """The plans, when somebody has something due at or after their hour; None at night, on Tết, or when nobody has."""
    today, hour = clock.today(now), clock.local(now).hour
    if hour not in HOURS or quiet_day(today) or not await reminders.people_due(db, today, hour, limit=1):
        return None
    return await plans.read_calendar(db, today)


async def say_due(db: AsyncSession, calendar: Calendar, now: datetime) -> tuple[int, bool]:
    """One message for each of the next people who have something due; returns how many messages were written, and
    whether there may be more people.
    """
    today = clock.today(now)
    somebody = await reminders.people_due(db, today, clock.local(now).hour)
    rows = await reminders.planned(db, [person.id for person in somebody], today)
    if not rows:
        return 0, False  # nobody, or another process has them in hand
    fates = await law_reminders.fates(db, rows, calendar, today)
    await _settle(db, rows, fates)
    count = 0
    for person in somebody:
        theirs = [row for row in rows if row.person_id == person.id and not fates[row.id]]
        if theirs:
            await _say(db, person, theirs, calendar, now)
            count += 1
    return count, True


async def _say(db: AsyncSession, person: Person, rows: list[Reminder], calendar: Calendar, now: datetime) -> None:
    today = clock.today(now)
    key = f"remind:{rows[0].id}:{today:%Y%m%d}"
    screen = await reminder_screen(db, person, rows, calendar, today)
    statutory = any(row.statutory for row in rows)
    await tell(db, person, screen, now, unique_key=key, statutory=statutory, lane=outbox.REMINDER)
    await reminders.settle(db, [row.id for row in rows], "sent", await reminders.message_by_key(db, key))


async def _settle(db: AsyncSession, rows: list[Reminder], fates: Mapping[int, str]) -> None:
    for state in SETTLED:
        await reminders.settle(db, [row.id for row in rows if fates[row.id] == state], state)


# -- at the moment of sending


@dataclass(frozen=True, slots=True)
class Recheck:
    """What a reminder says now (None: nothing of it is needed any more), and the rows that are settled by that."""

    body: dict[str, Any] | None
    rows: list[Reminder]
    fates: Mapping[int, str]


async def recheck(db: AsyncSession, message_id: int, person_id: int, body: dict[str, Any], now: datetime) -> Recheck:
    """The message as it should be said now."""
    today = clock.today(now)
    rows = await reminders.of_message(db, message_id)
    if not rows:
        return Recheck(body, [], {})  # a list, a moved date: said as it was written
    calendar = await plans.read_calendar(db, today)
    fates = await law_reminders.fates(db, rows, calendar, today)
    needed = [row for row in rows if not fates[row.id]]
    person = await people.person(db, person_id)
    if len(needed) == len(rows) or person is None:
        return Recheck(body, [], {})
    if not needed:
        return Recheck(None, rows, fates)
    screen = await reminder_screen(db, person, needed, calendar, today)
    return Recheck(body_of(screen, person.language).to_json(), rows, fates)


async def settle(db: AsyncSession, found: Recheck) -> None:
    """Write down what is not said any more."""
    await _settle(db, found.rows, found.fates)
