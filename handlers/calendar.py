"""A producer's own dates, when reminders may come and which."""

from datetime import date

from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from ocop import workflow
from services import product_days
from services import reminders as verbs
from services.notices.plans import title_of
from storage import dossiers, plans, products
from storage.tables import Product

screens = Screens()


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
        if province != product.province or not workflow.with_producer(product.state):
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
    lawful = await product_days.of_product(turn.db, product, turn.today)
    lapsing = {code for one in lawful if one.key == "lapses" for code in one.papers}
    for code, document in (await dossiers.newest(turn.db, product.id)).items():
        if document.expires_on is not None and code not in lapsing:
            what = turn.say("calendar-paper", product=product.name, paper=turn.say(f"paper-{code}"))
            dates.append((document.expires_on, what))
    rating = await products.latest_rating(turn.db, product.id)
    if rating is not None and rating.valid_until is not None and rating.revoked_at is None:
        dates.append((rating.valid_until, turn.say("calendar-certificate", product=product.name)))
    return [*dates, *((one.day, in_words(turn, product, one)) for one in lawful)]


def in_words(turn: Turn, product: Product, one: product_days.Day) -> str:
    """What a day of the law is for this product."""
    papers = ", ".join(turn.say(f"paper-{code}") for code in one.papers)
    return turn.say(f"calendar-{one.key}", product=product.name, papers=papers, paper=papers, **one.facts)


@screens.at("calendar/settings")
async def settings(turn: Turn) -> Screen:
    """From which hour reminders may come, and which kinds."""
    hour = turn.person.remind_hour
    buttons = [
        Button(f"{'🔘' if one == hour else '⚪'} {turn.say('calendar-hour', hour=str(one))}", f"calendar/hour/{one}")
        for one in verbs.HOURS
    ]
    buttons += [
        turn.button(f"calendar-{'unmute' if kind in turn.person.muted else 'mute'}-{kind}", f"calendar/mute/{kind}")
        for kind in verbs.KINDS
    ]
    return Screen(
        turn.say("calendar-settings-text"), title=turn.say("calendar-settings"), buttons=buttons, back="calendar"
    )


@screens.at("calendar/hour/{hour}")
async def set_hour(turn: Turn, hour: int) -> To:
    verbs.set_hour(turn.actor, hour)
    return To("calendar/settings", turn.say("calendar-hour-set", hour=str(hour)))


@screens.at("calendar/mute/{kind}")
async def mute(turn: Turn, kind: str) -> To:
    """Mute a kind, or hear it again. What the law asks us to say is said all the same."""
    muted = verbs.toggle_mute(turn.actor, kind)
    return To("calendar/settings", turn.say("calendar-muted" if muted else "calendar-unmuted"))
