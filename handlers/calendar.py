"""A producer's own dates, the buttons beneath a reminder, what may be muted; and what officials see of it all."""

from datetime import date, timedelta

from chat import understanding
from chat.errors import NotAllowed, NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.desk import PAGE, officer_areas
from handlers.papers import paper_of
from handlers.products import own
from locales import texts
from locales.texts import InvalidInput
from ocop import numbers, units, workflow
from ocop.plan import Milestone, due_offsets, quiet_day, reminder_days
from ocop.roles import may_see
from services import dossiers as renewals
from services.notices.plans import title_of
from services.papers import set_paper_expiry
from storage import dossiers, plans, products, reaching, reminders
from storage.tables import Product, Reminder

screens = Screens()
KINDS = ("plan", "paper", "certificate")
HOURS = (8, 11, 14, 18, 20)
AHEAD = 7  # days of sends that an official sees beforehand


# -- a producer's dates


@screens.at("calendar")
async def calendar(turn: Turn) -> Screen:
    """Every day that matters for my products: of the plan, of papers, of certificates; the nearest first."""
    mine = await products.products_of(turn.db, turn.person, limit=10)
    found = await plans.read_calendar(turn.db, turn.today)
    dates: list[tuple[date, str]] = []
    for product in mine:
        dates += await _dates(turn, product, found)
    lines = [turn.say("calendar-line", day=turn.day(day), what=what) for day, what in sorted(dates)[:12]]
    buttons = [Button(f"📦 {product.name}"[:60], f"product/{product.id}") for product in mine[:5]]
    buttons.append(turn.button("calendar-settings", "calendar/settings"))
    text = "\n".join(lines) if lines else turn.say("calendar-none")
    return Screen(text, title=turn.say("calendar-title"), buttons=buttons, back="home")


async def _dates(turn: Turn, product: Product, found: plans.Calendar) -> list[tuple[date, str]]:
    dates: list[tuple[date, str]] = []
    for (province, year), (_row, plan) in found.plans.items():
        if province != product.province or product.state not in reminders.OPEN:
            continue
        for milestone in plan.milestones:
            if (
                milestone.who == "producer"
                and milestone.step is not None
                and product.step in workflow.up_to(milestone.step)
            ):
                day = found.last_day(plan, milestone, product.commune, year)
                dates.append(
                    (day, turn.say("calendar-plan", product=product.name, title=title_of(milestone, turn.language)))
                )
    for code, document in (await dossiers.newest(turn.db, product.id)).items():
        if document.expires_on is not None:
            what = turn.say("calendar-paper", product=product.name, paper=turn.say(f"paper-{code}"))
            dates.append((document.expires_on, what))
    rating = await products.latest_rating(turn.db, product.id)
    if rating is not None and rating.valid_until is not None and rating.revoked_at is None:
        dates.append((rating.valid_until, turn.say("calendar-certificate", product=product.name)))
    return dates


@screens.at("calendar/settings")
async def settings(turn: Turn) -> Screen:
    """From which hour reminders may come, and which kinds."""
    hour = turn.person.remind_hour
    buttons = [
        Button(f"{'🔘' if one == hour else '⚪'} {turn.say('calendar-hour', hour=str(one))}", f"calendar/hour/{one}")
        for one in HOURS
    ]
    buttons += [
        turn.button(f"calendar-{'unmute' if kind in turn.person.muted else 'mute'}-{kind}", f"calendar/mute/{kind}")
        for kind in KINDS
    ]
    return Screen(
        turn.say("calendar-settings-text"), title=turn.say("calendar-settings"), buttons=buttons, back="calendar"
    )


@screens.at("calendar/hour/{hour}")
async def set_hour(turn: Turn, hour: int) -> To:
    if hour not in HOURS:
        raise NotFound(hour)
    turn.person.remind_hour = hour
    return To("calendar/settings", turn.say("calendar-hour-set", hour=str(hour)))


@screens.at("calendar/mute/{kind}")
async def mute(turn: Turn, kind: str) -> To:
    """Mute a kind, or hear it again. What the law asks us to say is said all the same."""
    if kind not in KINDS:
        raise NotFound(kind)
    muted = set(turn.person.muted)
    turn.person.muted = sorted(muted ^ {kind})
    return To("calendar/settings", turn.say("calendar-unmuted" if kind in muted else "calendar-muted"))


# -- beneath a reminder


async def _reminder(turn: Turn, reminder_id: int) -> list[Reminder]:
    """The reminders of one message, the person's own."""
    one = await reminders.reminder(turn.db, reminder_id)
    if one is None:
        raise NotFound(reminder_id)
    if one.person_id != turn.person.id:
        raise NotAllowed(reminder_id)
    return await reminders.of_message(turn.db, one.message_id) if one.message_id else [one]


@screens.at("remind/{reminder_id}/tomorrow")
async def tomorrow(turn: Turn, reminder_id: int) -> To:
    """Say it again on the next day that is not quiet."""
    day = turn.today + timedelta(days=1)
    while quiet_day(day):
        day += timedelta(days=1)
    for row in await _reminder(turn, reminder_id):
        if row.state == "sent":
            row.state, row.day, row.message_id = "planned", day, None
    return To("calendar", turn.say("remind-again-on", day=turn.day(day)))


@screens.at("remind/{reminder_id}/help")
async def help_wanted(turn: Turn, reminder_id: int) -> To:
    """The commune's officers are asked to call; once a day."""
    rows = await _reminder(turn, reminder_id)
    told = 0
    for product_id in dict.fromkeys(row.product_id for row in rows if row.product_id):
        product = await own(turn, product_id)
        producer = await products.producer(turn.db, product.producer_id)
        for officer in await reminders.helpers(turn.db, product.commune, product.province):
            say = officer.language
            notice = Screen(
                texts.say(
                    say,
                    "remind-help-notice",
                    product=product.name,
                    producer=producer.name if producer else "",
                    phone=numbers.show_mobile(producer.phone) if producer else "",
                ),
                buttons=[Button(texts.say(say, "button-review-view"), f"view/{product.id}")],
                kind="help",
                facts={"product": product.name},
            )
            await turn.notify(officer, notice, unique_key=f"help:{product.id}:{turn.today}:{officer.id}")
            told += 1
    return To("calendar", turn.say("remind-help-told" if told else "remind-help-nobody"))


@screens.at("remind/{reminder_id}/done")
async def said_done(turn: Turn, reminder_id: int) -> To:
    """They say it is done: if it is, good; if something is still missing, say what."""
    rows = await _reminder(turn, reminder_id)
    offices = [row for row in rows if row.kind == "office"]
    for row in offices:
        if row.area in {grant.area for grant in turn.grants}:
            await plans.mark_done(turn.db, row.area, row.due.year, row.milestone, turn.person.id, turn.now)
            await turn.log("plan.done", f"plan/{row.milestone}", area=row.area)
    found = await plans.read_calendar(turn.db, turn.today)
    fates = await reminders.fate(turn.db, rows, found.known)
    left = [row for row in rows if not fates[row.id]]
    await reminders.settle(turn.db, [row.id for row in rows if fates[row.id] == "done"], "done")
    if not left:
        return To("calendar", turn.say("remind-all-done"))
    return To("missing" if left[0].kind == "plan" else "calendar", turn.say("remind-not-yet"))


# -- the end of a paper


@screens.at("product/{product_id}/paper/{code}/until")
async def ask_until(turn: Turn, product_id: int, code: str) -> Screen:
    """Until which day is this paper good? Reminders follow from it."""
    product = await own(turn, product_id, writing=True)
    paper_of(product, code)
    if code not in await dossiers.newest(turn.db, product.id):
        raise NotFound(code)
    text = turn.say("paper-until-ask", paper=turn.say(f"paper-{code}"))
    return Screen(text, title=turn.say(f"paper-{code}"), back=f"product/{product.id}/paper/{code}")


@screens.text("product/{product_id}/paper/{code}/until")
async def set_until(turn: Turn, text: str, product_id: int, code: str) -> Screen | To | None:
    product = await own(turn, product_id, writing=True)
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    here = f"product/{product.id}/paper/{code}"
    try:
        until = numbers.day(text, turn.today)
    except InvalidInput as wrong:
        return To(f"{here}/until", turn.say(wrong.key, **wrong.details))
    await set_paper_expiry(turn.db, turn.actor, product.id, code, until, turn.now)
    return To(here, turn.say("paper-until-kept", day=turn.day(until)))


# -- evaluated again


@screens.at("product/{product_id}/renew")
async def ask_renewal(turn: Turn, product_id: int) -> Screen | To:
    """What being evaluated again means, and which papers can be used again."""
    product = await own(turn, product_id)
    rating = await products.latest_rating(turn.db, product.id)
    if not renewals.may_renew(product, rating, turn.today):
        rated = workflow.is_rated(product.state)
        return To(f"product/{product.id}", turn.say("renew-not-now") if rated else "")
    good, ended = await dossiers.evidence(turn.db, product, turn.today)
    lines = [turn.say("renew-text", good=len(good), count=len(good) + len(ended))]
    lines += [turn.say("renew-ended", paper=turn.say(f"paper-{code}")) for code in ended[:6]]
    return Screen(
        "\n".join(lines),
        title=product.name,
        buttons=[turn.button("renew-yes", f"product/{product.id}/renew/yes")],
        back=f"product/{product.id}",
    )


@screens.at("product/{product_id}/renew/yes")
async def renew(turn: Turn, product_id: int) -> To:
    begun = await renewals.renew(turn.db, turn.actor, product_id, turn.now)
    return To(f"product/{product_id}", turn.say("renew-begun") if begun else "")


# -- what officials see


@screens.at("reminders")
async def what_is_said(turn: Turn) -> Screen:
    """The next seven days of reminders in my area, and what became of those of the last thirty."""
    areas = officer_areas(turn)
    found = await plans.read_calendar(turn.db, turn.today)
    lines = [turn.say("reminders-ahead")]
    buttons: list[Button] = []
    for day, milestone, offset, count, held in await _coming(turn, areas, found):
        sign, title = "⏸" if held else "•", title_of(milestone, turn.language)
        lines.append(f"{sign} " + turn.say("reminders-line", day=turn.day(day), what=title, count=count))
        if not held and len(buttons) < 4:
            people = reminders.people_open(areas, milestone.step or 0)
            lines.append(
                "  " + reach_line(turn, await reaching.plan(turn.db, people, turn.reach_of, turn.now, "reminder"))
            )
            buttons.append(turn.button("reminders-hold", f"reminders/hold/{milestone.key}/{offset}", what=title[:30]))
    if len(lines) == 1:
        lines.append(turn.say("reminders-none"))
    lines += ["", turn.say("reminders-past")]
    lines += await _past(turn, areas)
    buttons.append(turn.button("reminders-list", "reminders/list/0"))
    return Screen("\n".join(lines), title=turn.say("reminders-title"), buttons=buttons, back="desk")


async def _coming(turn: Turn, areas: list[str], found: plans.Calendar) -> list[tuple[date, Milestone, int, int, bool]]:
    """(day, milestone, offset, products it goes to as things are now, held) of the next days."""
    coming: list[tuple[date, Milestone, int, int, bool]] = []
    for (province, _year), (_row, plan) in found.plans.items():
        inside = [area for area in areas if area == province or units.within(area, province)]
        if not inside:
            continue
        for milestone in plan.milestones:
            if milestone.who != "producer" or milestone.step is None:
                continue
            last = plan.last_day(milestone)
            until = turn.today + timedelta(days=AHEAD)
            for day, offset in reminder_days(last, plan.offsets, plan.overdue_every, until):
                if not turn.today <= day <= until or due_offsets(last, day, plan) != offset:
                    continue
                count = await reminders.count_open(turn.db, inside, milestone.step)
                held = await reminders.is_held(turn.db, inside, milestone.key, last, offset)
                coming.append((day, milestone, offset, count, held))
    return sorted(coming, key=lambda one: (one[0], one[1].key))


def reach_line(turn: Turn, reached: reaching.Reached) -> str:
    """How a message to these people would get there, and what it costs."""
    line = turn.say("reach-free", count=turn.number(reached.free))
    for way in ("paid", "template", "none"):
        count = getattr(reached, way)
        if count:
            line += ", " + turn.say(f"reach-{way}", count=turn.number(count))
    return line + (turn.say("reach-cost", cost=turn.number(reached.cost)) if reached.cost else "")


async def _past(turn: Turn, areas: list[str]) -> list[str]:
    """How the reminders of the last thirty days ended, in plain words, adding up to all of them."""
    tally = await reminders.tally(turn.db, areas, turn.today - timedelta(days=30), turn.today)
    sums: dict[str, int] = {}
    for (state, message), count in tally.items():
        outcome = message if state == "sent" and message else state
        sums[outcome] = sums.get(outcome, 0) + count
    return [turn.say(f"reminder-{outcome}", count=count) for outcome, count in sorted(sums.items())]


@screens.at("reminders/hold/{key}/{offset}")
async def hold(turn: Turn, key: str, offset: int) -> To:
    """This round of reminders is not said in my area."""
    areas = officer_areas(turn)
    found = await plans.read_calendar(turn.db, turn.today)
    for (province, _year), (_row, plan) in found.plans.items():
        for milestone in plan.milestones:
            if milestone.key == key and milestone.step is not None:
                about = reminders.About(key, plan.last_day(milestone), offset, turn.today, "held")
                for area in areas:
                    if area == province:
                        await reminders.write_plan(turn.db, province, milestone.step, about, turn.now)
                    elif units.within(area, province):
                        await reminders.write_plan(turn.db, province, milestone.step, about, turn.now, only=[area])
    await turn.log("reminders.held", f"plan/{key}", area=areas[0], detail=str(offset))
    return To("reminders", turn.say("reminders-held"))


@screens.at("view/{product_id}/told/{offset}")
async def told(turn: Turn, product_id: int, offset: int) -> Screen:
    """What the producer was told about the product, when and in which messenger; the proof of the statutory notice."""
    product = await products.product(turn.db, product_id)
    if product is None:
        raise NotFound(product_id)
    if not may_see(turn.grants, product.commune):
        raise NotAllowed(product_id)
    rows = await reminders.told(turn.db, product.id, offset=offset, limit=PAGE + 1)
    lines = []
    for row, person, message, messenger in rows[:PAGE]:
        outcome = turn.say(f"outcome-{message.state if row.state == 'sent' and message else row.state}")
        if message is not None and message.sent_at is not None:
            where = turn.say(f"messenger-{messenger}") if texts.has("vi", f"messenger-{messenger}") else messenger
            outcome = turn.say("told-sent", at=turn.moment(message.sent_at), where=where, number=str(message.id))
        what = turn.say("told-notice" if row.statutory else f"told-{row.kind}", day=turn.day(row.due))
        name = person.name or turn.say("business-somebody")
        lines.append(turn.say("told-line", day=turn.day(row.day), name=name, what=what, outcome=outcome))
    buttons = [turn.button("button-more", f"view/{product.id}/told/{offset + PAGE}")] if len(rows) > PAGE else []
    await turn.log("told.seen", f"product/{product.id}", area=product.commune)
    text = "\n".join(lines) or turn.say("told-nothing")
    return Screen(text, title=turn.say("told-title", product=product.name), buttons=buttons, back=f"view/{product.id}")


@screens.at("reminders/list/{offset}")
async def page(turn: Turn, offset: int) -> Screen:
    """Each reminder of my area, newest first, with what became of it."""
    areas = officer_areas(turn)
    first = turn.today - timedelta(days=365)
    rows = await reminders.outcomes(turn.db, areas, first, turn.today, offset=offset, limit=PAGE + 1)
    lines = []
    for row, person, state in rows[:PAGE]:
        product = await products.product(turn.db, row.product_id) if row.product_id else None
        lines.append(
            turn.say(
                "reminders-item",
                day=turn.day(row.day),
                name=person.name or turn.say("business-somebody"),
                what=product.name if product else row.milestone,
                outcome=turn.say(f"outcome-{state if row.state == 'sent' and state else row.state}"),
            )
        )
    buttons = [turn.button("button-more", f"reminders/list/{offset + PAGE}")] if len(rows) > PAGE else []
    text = "\n".join(lines) or turn.say("reminders-none")
    return Screen(text, title=turn.say("reminders-title"), buttons=buttons, back="reminders")
