"""The year's plan: its dates and targets, moving a date, a commune's own date, what is done, and who is overdue."""

from datetime import date

from chat import understanding
from chat.errors import NotAllowed, NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.desk import PAGE, officer_areas
from locales.texts import InvalidInput
from ocop import numbers, units
from ocop import plan as rules
from ocop.plan import Milestone, Plan, PlanError
from services.notices.plans import moved_screen, title_of
from storage import plans, products, reminders

screens = Screens()
MODEL = "2020-ke-hoach-27"


def _province(turn: Turn) -> str:
    """The province whose plan this official works with."""
    area = officer_areas(turn)[0]
    return area if len(area) == 2 else units.commune(area).province


def _provincial(turn: Turn, province: str) -> bool:
    return province in officer_areas(turn)


def _communes(turn: Turn) -> list[str]:
    return [area for area in officer_areas(turn) if len(area) == 5]


async def _plan(turn: Turn) -> tuple[str, int, Plan]:
    """(province, year, plan) in force; NotFound when there is none."""
    province = _province(turn)
    for year in (turn.today.year, turn.today.year + 1):
        found = await plans.in_force(turn.db, province, year)
        if found is not None:
            return province, year, found
    raise NotFound("plan")


async def _milestone(turn: Turn, key: str) -> tuple[str, int, Plan, Milestone]:
    province, year, plan = await _plan(turn)
    for milestone in plan.milestones:
        if milestone.key == key:
            return province, year, plan, milestone
    raise NotFound(key)


@screens.at("plan")
async def the_plan(turn: Turn) -> Screen:
    """The milestones with their days, and how far the year's targets are reached."""
    province = _province(turn)
    try:
        _area, year, plan = await _plan(turn)
    except NotFound:
        buttons = [turn.button("plan-begin", "plan/begin")] if _provincial(turn, province) else []
        return Screen(turn.say("plan-none"), title=turn.say("plan-title"), buttons=buttons, back="home")
    mine = officer_areas(turn)
    done = await plans.done(turn.db, [province, *mine], year)
    own = await plans.commune_dates(turn.db, _communes(turn), year)
    lines = [turn.say("plan-of", area=units.full_name(province), year=str(year)), ""]
    lines += await _targets(turn, province, plan)
    buttons = []
    for milestone in sorted(plan.milestones, key=lambda one: one.due)[:10]:
        dates = [dates[milestone.key] for dates in own.values() if milestone.key in dates]
        last = rules.on_working_day(min(dates), plan.holiday_rule) if dates else plan.last_day(milestone)
        over = any((area, milestone.key) in done for area in (province, *mine))
        sign = "✅" if over else "❗" if last < turn.today else "🗓"
        label = f"{sign} {turn.day(last)} {title_of(milestone, turn.language)}"
        buttons.append(Button(label if len(label) <= 60 else f"{label[:59].rstrip()}…", f"plan/{milestone.key}"))
    return Screen("\n".join(lines), title=turn.say("plan-title"), buttons=buttons, back="home")


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
    if not _provincial(turn, _province(turn)):
        raise NotAllowed("plan")
    return Screen(
        turn.say("plan-begin-text"),
        title=turn.say("plan-title"),
        buttons=[turn.button("plan-begin-yes", "plan/begin/yes")],
        back="plan",
    )


@screens.at("plan/begin/yes")
async def begun(turn: Turn) -> To:
    province = _province(turn)
    if not _provincial(turn, province):
        raise NotAllowed("plan")
    year = turn.today.year
    if await plans.in_force(turn.db, province, year) is None:
        text = rules.for_year(rules.shipped_text(MODEL), year, province)
        await plans.keep(turn.db, province, year, text, turn.person.id, turn.now)
        await turn.log("plan.begun", f"plan/{year}", area=province)
    return To("plan", turn.say("plan-begun"))


@screens.at("plan/{key}")
async def milestone(turn: Turn, key: str) -> Screen:
    """One milestone: the words of the plan, its day, who, and what this official may do with it."""
    province, year, plan, one = await _milestone(turn, key)
    last = plan.last_day(one)
    lines = [
        turn.say("plan-due", day=turn.day(last)) + (f" {turn.say('plan-moved-for-rest')}" if last != one.due else ""),
        turn.say(f"plan-who-{one.who}"),
        turn.say("plan-said", said=one.said),
        turn.say("plan-source", source=one.source),
    ]
    if not one.sure:
        lines.append(turn.say("rule-unsure", source=one.source))
    buttons = []
    done = await plans.done(turn.db, [province, *officer_areas(turn)], year)
    for area in officer_areas(turn):
        if (len(area) == 2) == (one.who == "province") and one.who != "producer":
            key_of = "plan-undone" if (area, one.key) in done else "plan-done"
            buttons.append(
                turn.button(key_of, f"plan/{one.key}/{'undone' if (area, one.key) in done else 'done'}/{area}")
            )
    own = await plans.commune_dates(turn.db, _communes(turn), year)
    for commune, dates in own.items():
        if one.key in dates:
            lines.append(turn.say("plan-own", commune=units.full_name(commune), day=turn.day(dates[one.key])))
    if one.step is not None and one.who == "producer":
        buttons.append(turn.button("remind-overdue-open", f"overdue/{one.step}"))
    if _provincial(turn, province):
        buttons.append(turn.button("plan-move", f"plan/{one.key}/move"))
    buttons += [
        turn.button("plan-own-date", f"plan/{one.key}/own/{commune}", commune=units.full_name(commune))
        for commune in _communes(turn)[:3]
    ]
    return Screen("\n".join(lines), title=title_of(one, turn.language), buttons=buttons, back="plan")


@screens.at("plan/{key}/done/{area}")
async def done(turn: Turn, key: str, area: str) -> To:
    _, year, _, one = await _milestone(turn, key)
    if area not in officer_areas(turn) or one.who == "producer":
        raise NotAllowed(area)
    await plans.mark_done(turn.db, area, year, one.key, turn.person.id, turn.now)
    await turn.log("plan.done", f"plan/{one.key}", area=area)
    return To(f"plan/{one.key}", turn.say("plan-done-note"))


@screens.at("plan/{key}/undone/{area}")
async def undone(turn: Turn, key: str, area: str) -> To:
    _, year, _, one = await _milestone(turn, key)
    if area not in officer_areas(turn):
        raise NotAllowed(area)
    await plans.unmark(turn.db, area, year, one.key)
    await turn.log("plan.undone", f"plan/{one.key}", area=area)
    return To(f"plan/{one.key}")


# -- moving dates


@screens.at("plan/{key}/move")
async def move(turn: Turn, key: str) -> Screen:
    province, _year, plan, one = await _milestone(turn, key)
    if not _provincial(turn, province):
        raise NotAllowed("plan")
    text = turn.say("plan-move-ask", day=turn.day(plan.last_day(one)))
    return Screen(text, title=title_of(one, turn.language), back=f"plan/{one.key}")


@screens.text("plan/{key}/move")
async def moved(turn: Turn, text: str, key: str) -> Screen | To | None:
    """A new day for everybody: a new version of the plan; the job re-plans and tells those it touches."""
    province, year, plan, one = await _milestone(turn, key)
    if not _provincial(turn, province):
        raise NotAllowed("plan")
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    try:
        due = _day(turn, text, year)
        row = await plans.row(turn.db, province, year)
        changed = rules.with_due(row.text if row else "", one.key, due)
        await plans.keep(turn.db, province, year, changed, turn.person.id, turn.now)
    except (PlanError, InvalidInput) as wrong:
        return To(f"plan/{one.key}/move", turn.say(_key(wrong), **_details(turn, wrong)))
    await turn.log("plan.moved", f"plan/{one.key}", area=province, detail=f"{one.due} → {due}")
    note = turn.say("plan-moved", was=turn.day(plan.last_day(one)), becomes=turn.day(due))
    return To(f"plan/{one.key}", note)


@screens.at("plan/{key}/own/{commune}")
async def own_date(turn: Turn, key: str, commune: str) -> Screen:
    _area, _year, plan, one = await _milestone(turn, key)
    if commune not in _communes(turn):
        raise NotAllowed(commune)
    text = turn.say("plan-own-ask", commune=units.full_name(commune), day=turn.day(plan.last_day(one)))
    return Screen(text, title=title_of(one, turn.language), back=f"plan/{one.key}")


@screens.text("plan/{key}/own/{commune}")
async def set_own_date(turn: Turn, text: str, key: str, commune: str) -> Screen | To | None:
    """A commune's own earlier day; its producers are told at once."""
    _area, year, plan, one = await _milestone(turn, key)
    if commune not in _communes(turn):
        raise NotAllowed(commune)
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    here = f"plan/{one.key}/own/{commune}"
    try:
        due = _day(turn, text, year)
        rules.with_commune_dates(plan, {one.key: due})
    except (PlanError, InvalidInput) as wrong:
        return To(here, turn.say(_key(wrong), **_details(turn, wrong)))
    old = await plans.set_commune_date(turn.db, commune, year, one.key, due, turn.person.id, turn.now)
    await turn.log("plan.own-date", f"plan/{one.key}", area=commune, detail=f"{old or one.due} → {due}")
    was = rules.on_working_day(old or one.due, plan.holiday_rule)
    becomes = rules.on_working_day(due, plan.holiday_rule)
    if one.who == "producer" and one.step is not None and was != becomes:
        for person, product in await reminders.touched(turn.db, units.commune(commune).province, one.step, [commune]):
            notice = moved_screen(person.language, one, was, becomes, product.id)
            await turn.notify(person, notice, unique_key=f"moved:{commune}:{one.key}:{becomes}:{person.id}:{turn.id}")
    return To(f"plan/{one.key}", turn.say("plan-moved", was=turn.day(was), becomes=turn.day(becomes)))


def _day(turn: Turn, text: str, year: int) -> date:
    """The day as typed, or as a plan words it ("trước tháng 8")."""
    try:
        return rules.when(text, year)
    except PlanError:
        return numbers.day(text, turn.today)


def _key(wrong: InvalidInput) -> str:
    return wrong.key if wrong.key in ("plan-commune-later", "plan-date-outside") else "plan-bad-date"


def _details(turn: Turn, wrong: InvalidInput) -> dict[str, object]:
    return {name: turn.day(value) if isinstance(value, date) else value for name, value in wrong.details.items()}


# -- who is overdue, what was said


@screens.at("overdue/{step}")
async def overdue(turn: Turn, step: int) -> Screen:
    return await page_of_overdue(turn, step, 0)


@screens.at("overdue/{step}/{offset}")
async def page_of_overdue(turn: Turn, step: int, offset: int) -> Screen:
    """The products of my area that have not come past a step and wait for their producer, longest first."""
    areas = officer_areas(turn)
    rows = await reminders.open_products(turn.db, areas, step, offset=offset, limit=PAGE + 1)
    buttons = [
        Button(f"📦 {product.name[:40]} – {turn.day(product.since.date())}"[:60], f"view/{product.id}")
        for product in rows[:PAGE]
    ]
    if len(rows) > PAGE:
        buttons.append(turn.button("button-more", f"overdue/{step}/{offset + PAGE}"))
    text = turn.say("overdue-text" if rows else "overdue-none", step=str(step))
    return Screen(text, title=turn.say("overdue-title"), buttons=buttons, back="plan")
