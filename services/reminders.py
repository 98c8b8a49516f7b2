"""What people do about reminders: later, help, done, at which hour, not these; and officials: not this round."""

from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import NotAllowed, NotFound
from locales import clock
from ocop import units
from ocop.plan import quiet_day
from ocop.roles import Role
from services import law_reminders
from services import plans as plan_verbs
from services.notices import reminders as notices
from services.notices import tell
from services.permits import officer_areas, own_product
from storage import audit, people, plans, products, reminder_writing, reminders
from storage.actors import Actor
from storage.reminder_writing import About
from storage.tables import Reminder

KINDS = ("plan", "paper", "certificate", "round")  # what can be muted
HOURS = (8, 11, 14, 18, 20)


async def own_reminders(db: AsyncSession, actor: Actor, reminder_id: int) -> list[Reminder]:
    """The reminders of one message, the person's own. Raises NotFound, NotAllowed."""
    one = await reminders.reminder(db, reminder_id)
    if one is None:
        raise NotFound(reminder_id)
    if one.person_id != actor.id:
        raise NotAllowed(reminder_id)
    return await reminders.of_message(db, one.message_id) if one.message_id else [one]


async def snooze(db: AsyncSession, actor: Actor, reminder_id: int, now: datetime) -> date:
    """Say it again on the next day that is not quiet; returns that day."""
    day = clock.today(now) + timedelta(days=1)
    while quiet_day(day):
        day += timedelta(days=1)
    for row in await own_reminders(db, actor, reminder_id):
        if row.state == "sent":
            row.state, row.day, row.message_id = "planned", day, None
    return day


async def ask_help(db: AsyncSession, actor: Actor, reminder_id: int, now: datetime) -> int:
    """The commune's officers, or the province's where it has none, are asked to call, once a day; returns how many."""
    rows = await own_reminders(db, actor, reminder_id)
    told = 0
    for product_id in dict.fromkeys(row.product_id for row in rows if row.product_id):
        product = await own_product(db, actor, product_id)
        producer = await products.producer(db, product.producer_id)
        officers = await people.officers_of(db, product.commune) or await people.officers_of(db, product.province)
        for officer in officers:
            key = f"help:{product.id}:{clock.today(now)}:{officer.id}"
            screen = notices.help_wanted(officer.language, product, producer)
            await tell(db, officer, screen, now, turn_id=actor.turn_id, unique_key=key)
            told += 1
    return told


async def report_done(db: AsyncSession, actor: Actor, reminder_id: int, now: datetime) -> list[Reminder]:
    """They say it is done: what is done indeed is settled; returns what is still missing.

    An officer's word is enough for what their own office has to do.
    """
    rows = await own_reminders(db, actor, reminder_id)
    offices = {grant.area for grant in actor.grants if grant.role == Role.OFFICER}
    for row in rows:
        if row.kind == "office" and row.area in offices:
            await plan_verbs.report_done(db, actor, row.area, row.due.year, row.milestone, now)
    calendar = await plans.read_calendar(db, clock.today(now))
    fates = await law_reminders.fates(db, rows, calendar, clock.today(now))
    await reminders.settle(db, [row.id for row in rows if fates[row.id] == "done"], "done")
    return [row for row in rows if not fates[row.id]]


def set_hour(actor: Actor, hour: int) -> None:
    """From which hour on reminders may come."""
    if hour not in HOURS:
        raise NotFound(hour)
    actor.person.remind_hour = hour


def toggle_mute(actor: Actor, kind: str) -> bool:
    """Mute a kind, or hear it again; returns whether it is muted now. What the law asks us to say is said all the
    same.
    """
    if kind not in KINDS:
        raise NotFound(kind)
    muted = set(actor.person.muted) ^ {kind}
    actor.person.muted = sorted(muted)
    return kind in muted


async def hold_round(db: AsyncSession, actor: Actor, milestone: str, offset: int, now: datetime) -> None:
    """This round of reminders (days before the due day) is not said in the official's areas."""
    areas = officer_areas(actor)
    today = clock.today(now)
    calendar = await plans.read_calendar(db, today)
    for (province, _year), (_row, plan) in calendar.plans.items():
        inside = [area for area in areas if units.within(area, province)]
        for one in plan.milestones:
            if one.key == milestone and one.step is not None and inside:
                about = About(milestone, plan.last_day(one), offset, today, "held")
                only = None if province in inside else inside
                await reminder_writing.write_plan(db, province, one.step, about, now, only=only)
    audit.write(db, actor, now, "reminders.held", f"plan/{milestone}", area=areas[0], detail=str(offset))
