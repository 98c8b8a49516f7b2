"""The year's plan: its dates and targets, moving a date, a commune's own date, what is done, and who is overdue."""

from datetime import date

from chat import pager, understanding
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.desk import officer_areas
from locales.texts import InvalidInput
from ocop import numbers, units, workflow
from ocop import plan as rules
from ocop.plan import Milestone, Plan, PlanError
from services import plans as verbs
from services.notices.plans import title_of
from services.plans import InForce
from storage import open_products, plans, products

screens = Screens()
MOST = 10  # milestones on the overview


@screens.at("plan")
async def the_plan(turn: Turn) -> Screen:
    """The milestones with their days, and how far the year's targets are reached."""
    try:
        current = await verbs.in_force(turn.db, turn.actor, turn.now)
    except NotFound:
        buttons = [turn.button("plan-begin", "plan/begin")] if verbs.is_provincial(turn.actor) else []
        return Screen(turn.say("plan-none"), title=turn.say("plan-title"), buttons=buttons, back="home")
    lines = [turn.say("plan-of", area=units.full_name(current.province), year=str(current.year)), ""]
    lines += await _targets(turn, current.province, current.plan)
    buttons = await _milestones(turn, current)
    return Screen("\n".join(lines), title=turn.say("plan-title"), buttons=buttons, back="home")


async def _milestones(turn: Turn, current: InForce) -> list[Button]:
    plan, areas = current.plan, [current.province, *officer_areas(turn)]
    done = await plans.done(turn.db, areas, current.year)
    own = await plans.commune_dates(turn.db, verbs.communes_of(turn.actor), current.year)
    buttons = []
    for milestone in sorted(plan.milestones, key=lambda one: one.due)[:MOST]:
        dates = [dates[milestone.key] for dates in own.values() if milestone.key in dates]
        last = rules.on_working_day(min(dates), plan.holiday_rule) if dates else plan.last_day(milestone)
        over = any((area, milestone.key) in done for area in areas)
        sign = "✅" if over else "❗" if last < turn.today else "🗓"
        label = f"{sign} {turn.day(last)} {title_of(milestone, turn.language)}"
        buttons.append(Button(label if len(label) <= 60 else f"{label[:59].rstrip()}…", f"plan/{milestone.key}"))
    return buttons


async def _targets(turn: Turn, province: str, plan: Plan) -> list[str]:
    """Each target beside what is reached: products in force at its stars, or producers on the way."""
    counts = await products.counts(turn.db, [province], turn.today)
    lines = []
    for target in plan.targets:
        reached = sum(counts["by_stars"].get(stars, 0) for stars in target.stars)
        have = reached if target.stars else counts["producers"]
        title = target.title_en if turn.language == "en" else target.title_vi
        lines.append(turn.say("plan-target", title=title, have=turn.number(have), number=turn.number(target.number)))
    return lines


@screens.at("plan/begin")
async def begin(turn: Turn) -> Screen:
    """No plan yet: begin with the model, then move each date."""
    verbs.changeable(turn.actor)
    return Screen(
        turn.say("plan-begin-text"),
        title=turn.say("plan-title"),
        buttons=[turn.button("plan-begin-yes", "plan/begin/yes")],
        back="plan",
    )


@screens.at("plan/begin/yes")
async def begin_from_model(turn: Turn) -> To:
    await verbs.begin_from_model(turn.db, turn.actor, turn.now)
    return To("plan", turn.say("plan-begun"))


@screens.at("plan/{key}")
async def milestone(turn: Turn, key: str) -> Screen:
    """One milestone: the words of the plan, its day, who, and what this official may do with it."""
    current = await verbs.in_force(turn.db, turn.actor, turn.now)
    one = current.milestone(key)
    own = await plans.commune_dates(turn.db, verbs.communes_of(turn.actor), current.year)
    lines = _describe(turn, current.plan, one)
    lines += [
        turn.say("plan-own", commune=units.full_name(commune), day=turn.day(dates[one.key]))
        for commune, dates in own.items()
        if one.key in dates
    ]
    buttons = await _ways_on(turn, current, one)
    return Screen("\n".join(lines), title=title_of(one, turn.language), buttons=buttons, back="plan")


def _describe(turn: Turn, plan: Plan, one: Milestone) -> list[str]:
    last = plan.last_day(one)
    lines = [
        turn.say("plan-due", day=turn.day(last)) + (f" {turn.say('plan-moved-for-rest')}" if last != one.due else ""),
        turn.say(f"plan-who-{one.who}"),
        turn.say("plan-said", said=one.said),
        turn.say("plan-source", source=one.source),
    ]
    if not one.sure:
        lines.append(turn.say("rule-unsure", source=one.source))
    return lines


async def _ways_on(turn: Turn, current: InForce, one: Milestone) -> list[Button]:
    buttons, here = [], f"plan/{one.key}"
    areas = officer_areas(turn)
    done = await plans.done(turn.db, [current.province, *areas], current.year)
    for area in areas:
        if (len(area) == 2) == (one.who == "province") and one.who != "producer":
            what = "undone" if (area, one.key) in done else "done"
            buttons.append(turn.button(f"plan-{what}", f"{here}/{what}/{area}"))
    if one.step is not None and one.who == "producer":
        buttons.append(turn.button("remind-overdue-open", f"overdue/{one.step}"))
    if verbs.is_provincial(turn.actor):
        buttons.append(turn.button("plan-move", f"{here}/move"))
    buttons += [
        turn.button("plan-own-date", f"{here}/own/{commune}", commune=units.full_name(commune))
        for commune in verbs.communes_of(turn.actor)[:3]
    ]
    return buttons


@screens.at("plan/{key}/done/{area}")
async def done(turn: Turn, key: str, area: str) -> To:
    await verbs.mark_done(turn.db, turn.actor, key, area, turn.now)
    return To(f"plan/{key}", turn.say("plan-done-note"))


@screens.at("plan/{key}/undone/{area}")
async def undone(turn: Turn, key: str, area: str) -> To:
    await verbs.mark_undone(turn.db, turn.actor, key, area, turn.now)
    return To(f"plan/{key}")


# -- moving dates


@screens.at("plan/{key}/move")
async def ask_date(turn: Turn, key: str) -> Screen:
    current, one = await verbs.movable(turn.db, turn.actor, key, turn.now)
    text = turn.say("plan-move-ask", day=turn.day(current.plan.last_day(one)))
    return Screen(text, title=title_of(one, turn.language), back=f"plan/{one.key}")


@screens.text("plan/{key}/move")
async def move_date(turn: Turn, text: str, key: str) -> To | None:
    current, _one = await verbs.movable(turn.db, turn.actor, key, turn.now)
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    try:
        due = _day(turn, text, current.year)
        was = await verbs.move_date(turn.db, turn.actor, key, due, turn.now)
    except (PlanError, InvalidInput) as wrong:
        return To(f"plan/{key}/move", _explain(turn, wrong))
    return To(f"plan/{key}", turn.say("plan-moved", was=turn.day(was), becomes=turn.day(due)))


@screens.at("plan/{key}/own/{commune}")
async def ask_own_date(turn: Turn, key: str, commune: str) -> Screen:
    current, one = await verbs.own_datable(turn.db, turn.actor, key, commune, turn.now)
    text = turn.say("plan-own-ask", commune=units.full_name(commune), day=turn.day(current.plan.last_day(one)))
    return Screen(text, title=title_of(one, turn.language), back=f"plan/{one.key}")


@screens.text("plan/{key}/own/{commune}")
async def set_own_date(turn: Turn, text: str, key: str, commune: str) -> To | None:
    current, _one = await verbs.own_datable(turn.db, turn.actor, key, commune, turn.now)
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    try:
        due = _day(turn, text, current.year)
        was, becomes = await verbs.set_own_date(turn.db, turn.actor, key, commune, due, turn.now)
    except (PlanError, InvalidInput) as wrong:
        return To(f"plan/{key}/own/{commune}", _explain(turn, wrong))
    return To(f"plan/{key}", turn.say("plan-moved", was=turn.day(was), becomes=turn.day(becomes)))


def _day(turn: Turn, text: str, year: int) -> date:
    """The day as typed, or as a plan words it ("trước tháng 8")."""
    try:
        return rules.when(text, year)
    except PlanError:
        return numbers.day(text, turn.today)


def _explain(turn: Turn, wrong: InvalidInput) -> str:
    key = wrong.key if wrong.key in ("plan-commune-later", "plan-date-outside") else "plan-bad-date"
    details = {name: turn.day(value) if isinstance(value, date) else value for name, value in wrong.details.items()}
    return turn.say(key, **details)


# -- who is overdue


@screens.at("overdue/{step}")
async def overdue(turn: Turn, step: int) -> Screen:
    return await overdue_from(turn, step, 0)


@screens.at("overdue/{step}/{offset}")
async def overdue_from(turn: Turn, step: int, offset: int) -> Screen:
    """The products of my area that have not come past a step and wait for their producer, longest first."""
    if step not in workflow.STEPS:
        raise NotFound(step)
    rows = await open_products.of_areas(turn.db, officer_areas(turn), step, offset=offset, limit=pager.SIZE + 1)
    buttons = pager.buttons(
        turn,
        rows,
        lambda one: Button(f"📦 {one.name[:40]} – {turn.day(one.since.date())}"[:60], f"view/{one.id}"),
        lambda start: f"overdue/{step}/{start}",
        offset=offset,
    )
    text = turn.say("overdue-text" if rows else "overdue-none", step=str(step))
    return Screen(text, title=turn.say("overdue-title"), buttons=buttons, back="plan")
