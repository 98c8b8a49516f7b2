"""The buttons beneath a reminder; and what officials see of all reminders: what is coming, what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chat import pager
from chat.errors import NotAllowed, NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.desk import officer_areas
from locales import texts
from ocop import units
from ocop.plan import Milestone, Plan, due_offsets, reminder_days
from ocop.roles import may_see
from services import reminders as verbs
from services.notices.plans import title_of
from storage import open_products, plans, products, reaching, reminders
from storage.reaching import Reached
from storage.tables import Message, Person, Reminder

screens = Screens()
AHEAD = timedelta(days=7)  # of sends that an official sees beforehand
BACK = timedelta(days=30)  # whose outcomes are counted
LISTED = timedelta(days=365)  # that are listed one by one
MOST_HOLDS = 4  # rounds that can be held with one tap


# -- beneath a reminder


@screens.at("remind/{reminder_id}/tomorrow")
async def snooze(turn: Turn, reminder_id: int) -> To:
    day = await verbs.snooze(turn.db, turn.actor, reminder_id, turn.now)
    return To("calendar", turn.say("remind-again-on", day=turn.day(day)))


@screens.at("remind/{reminder_id}/help")
async def ask_help(turn: Turn, reminder_id: int) -> To:
    told = await verbs.ask_help(turn.db, turn.actor, reminder_id, turn.now)
    return To("calendar", turn.say("remind-help-told" if told else "remind-help-nobody"))


@screens.at("remind/{reminder_id}/done")
async def report_done(turn: Turn, reminder_id: int) -> To:
    """They say it is done: if it is, good; if something is still missing, say what."""
    left = await verbs.report_done(turn.db, turn.actor, reminder_id, turn.now)
    if not left:
        return To("calendar", turn.say("remind-all-done"))
    return To("missing" if left[0].kind == "plan" else "calendar", turn.say("remind-not-yet"))


# -- what officials see


@dataclass(frozen=True, slots=True)
class Coming:
    """A round of reminders in the next days: its day, milestone and offset, the products it goes to as things are
    now, and whether an official holds it.
    """

    day: date
    milestone: Milestone
    offset: int
    count: int
    held: bool


@screens.at("reminders")
async def overview(turn: Turn) -> Screen:
    """The next seven days of reminders in my area, and what became of those of the last thirty."""
    areas = officer_areas(turn)
    lines = [turn.say("reminders-ahead")]
    buttons: list[Button] = []
    for one in await _coming(turn, areas):
        title = title_of(one.milestone, turn.language)
        line = turn.say("reminders-line", day=turn.day(one.day), what=title, count=one.count)
        lines.append(f"{'⏸' if one.held else '•'} {line}")
        if not one.held and len(buttons) < MOST_HOLDS:
            people = open_products.people_of(areas, one.milestone.step or 0)
            reached = await reaching.count_ways(turn.db, people, turn.reach_of, turn.now, "reminder")
            lines.append(f"  {reach_line(turn, reached)}")
            hold = f"reminders/hold/{one.milestone.key}/{one.offset}"
            buttons.append(turn.button("reminders-hold", hold, what=title[:30]))
    if len(lines) == 1:
        lines.append(turn.say("reminders-none"))
    lines += ["", turn.say("reminders-past"), *await _past(turn, areas)]
    buttons.append(turn.button("reminders-list", "reminders/list/0"))
    return Screen("\n".join(lines), title=turn.say("reminders-title"), buttons=buttons, back="desk")


async def _coming(turn: Turn, areas: Sequence[str]) -> list[Coming]:
    calendar = await plans.read_calendar(turn.db, turn.today)
    coming: list[Coming] = []
    for (province, _year), (_row, plan) in calendar.plans.items():
        inside = [area for area in areas if units.within(area, province)]
        for milestone in plan.milestones if inside else ():
            if milestone.who == "producer" and milestone.step is not None:
                coming += await _coming_of(turn, inside, plan, milestone, milestone.step)
    return sorted(coming, key=lambda one: (one.day, one.milestone.key))


async def _coming_of(turn: Turn, areas: list[str], plan: Plan, milestone: Milestone, step: int) -> list[Coming]:
    last, until = plan.last_day(milestone), turn.today + AHEAD
    found = []
    for day, offset in reminder_days(last, plan.offsets, plan.overdue_every, until):
        if turn.today <= day and due_offsets(last, day, plan) == offset:
            count = await open_products.count(turn.db, areas, step)
            held = await reminders.is_held(turn.db, areas, milestone.key, last, offset)
            found.append(Coming(day, milestone, offset, count, held))
    return found


def reach_line(turn: Turn, reached: Reached) -> str:
    """How a message to these people would get there, and what it costs."""
    line = turn.say("reach-free", count=turn.number(reached.free))
    for way in ("paid", "template", "none"):
        count = getattr(reached, way)
        if count:
            line += ", " + turn.say(f"reach-{way}", count=turn.number(count))
    return line + (turn.say("reach-cost", cost=turn.number(reached.cost)) if reached.cost else "")


async def _past(turn: Turn, areas: Sequence[str]) -> list[str]:
    """How the reminders of the last thirty days ended, in plain words, adding up to all of them."""
    tally = await reminders.tally(turn.db, areas, turn.today - BACK, turn.today)
    sums: dict[str, int] = {}
    for (state, message), count in tally.items():
        outcome = message if state == "sent" and message else state
        sums[outcome] = sums.get(outcome, 0) + count
    return [turn.say(f"reminder-{outcome}", count=count) for outcome, count in sorted(sums.items())]


@screens.at("reminders/hold/{key}/{offset}")
async def hold(turn: Turn, key: str, offset: int) -> To:
    await verbs.hold_round(turn.db, turn.actor, key, offset, turn.now)
    return To("reminders", turn.say("reminders-held"))


@screens.at("reminders/list/{offset}")
async def listed_from(turn: Turn, offset: int) -> Screen:
    """Each reminder of my area, newest first, with what became of it."""
    first = turn.today - LISTED
    rows = await reminders.outcomes(
        turn.db, officer_areas(turn), first, turn.today, offset=offset, limit=pager.SIZE + 1
    )
    lines = []
    for row, person, state in rows[: pager.SIZE]:
        product = await products.product(turn.db, row.product_id) if row.product_id else None
        outcome = turn.say(f"outcome-{state if row.state == 'sent' and state else row.state}")
        what = product.name if product else row.milestone
        name = person.name or turn.say("business-somebody")
        lines.append(turn.say("reminders-item", day=turn.day(row.day), name=name, what=what, outcome=outcome))
    return Screen(
        "\n".join(lines) or turn.say("reminders-none"),
        title=turn.say("reminders-title"),
        buttons=pager.more(turn, rows, lambda start: f"reminders/list/{start}", offset=offset),
        back="reminders",
    )


@screens.at("view/{product_id}/told/{offset}")
async def told_from(turn: Turn, product_id: int, offset: int) -> Screen:
    """What the producer was told about the product, when and in which messenger; the proof of the statutory notice."""
    product = await products.product(turn.db, product_id)
    if product is None:
        raise NotFound(product_id)
    if not may_see(turn.grants, product.commune):
        raise NotAllowed(product_id)
    rows = await reminders.of_product(turn.db, product.id, offset=offset, limit=pager.SIZE + 1)
    lines = [_told_line(turn, *row) for row in rows[: pager.SIZE]]
    here = f"view/{product_id}"
    await turn.log("told.seen", f"product/{product.id}", area=product.commune)
    return Screen(
        "\n".join(lines) or turn.say("told-nothing"),
        title=turn.say("told-title", product=product.name),
        buttons=pager.more(turn, rows, lambda start: f"{here}/told/{start}", offset=offset),
        back=here,
    )


def _told_line(turn: Turn, row: Reminder, person: Person, message: Message | None, messenger: str) -> str:
    outcome = turn.say(f"outcome-{message.state if row.state == 'sent' and message else row.state}")
    if message is not None and message.called_at is not None:
        outcome = turn.say("told-called", at=turn.moment(message.called_at), number=str(message.id))
        if message.called_words:
            outcome += turn.say("told-words", words=message.called_words)
    elif message is not None and message.sent_at is not None:
        where = turn.say(f"messenger-{messenger}") if texts.has("vi", f"messenger-{messenger}") else messenger
        outcome = turn.say("told-sent", at=turn.moment(message.sent_at), where=where, number=str(message.id))
    what = turn.say("told-notice" if row.statutory else f"told-{row.kind}", day=turn.day(row.due))
    name = person.name or turn.say("business-somebody")
    return turn.say("told-line", day=turn.day(row.day), name=name, what=what, outcome=outcome)
