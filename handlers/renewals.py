"""Evaluated again, or for more stars: when, what still holds, what has changed."""

from datetime import timedelta

from chat import pager, understanding
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.products import own
from locales import texts
from locales.texts import InvalidInput
from ocop import rounds, workflow
from ocop.rules import rules_on
from services import deadlines, permits, readings
from services import renewals as verbs
from services.notices.windows import window_lines
from storage import ends, products
from storage.tables import Product

screens = Screens()
# What a list for officers is about → the kind of what ends, and between which days from today it ends.
ENDING = {
    "ended-certificate": ("certificate", timedelta(days=-60), timedelta(days=-1)),
    "ended-paper": ("paper", timedelta(days=-60), timedelta(days=-1)),
    "window-closed": ("certificate", timedelta(days=0), rounds.CLOSES - timedelta(days=1)),
}
ENDING_WORDS = {"certificate": "ending-certificate"}
SHOWN = 6  # papers named
WAYS = {"renew": verbs.AGAIN, "upgrade": verbs.UPGRADE}  # address → kind of dossier


@screens.at("product/{product_id}/renew")
async def ask_renewal(turn: Turn, product_id: int) -> Screen | To:
    """What being evaluated again means, when it is handed in, and which papers can be used again."""
    return await _ask(turn, product_id, "renew")


@screens.at("product/{product_id}/upgrade")
async def ask_upgrade(turn: Turn, product_id: int) -> Screen | To:
    """The same for more stars."""
    return await _ask(turn, product_id, "upgrade")


async def _ask(turn: Turn, product_id: int, way: str) -> Screen | To:
    product = await own(turn, product_id)
    rating = await products.latest_rating(turn.db, product.id)
    if WAYS[way] not in verbs.kinds_open(product, rating, turn.today):
        rated = workflow.is_rated(product.state)
        return To(f"product/{product.id}", turn.say(f"{way}-not-now") if rated else "")
    held = await verbs.held(turn.db, product, turn.today)
    lines = [turn.say(f"{way}-text", good=len(held.good), count=held.count)]
    lines += [turn.say("renew-ended", paper=turn.say(f"paper-{code}")) for code in held.ended[:SHOWN]]
    lines += [turn.say("renew-undated", paper=turn.say(f"paper-{code}")) for code in held.undated[:SHOWN]]
    if way == "renew" and deadlines.by_law_of_2026(rules_on(turn.today).code):
        known = await readings.of_province(turn.db, product.province)
        lines += window_lines(turn.language, deadlines.window_of(rating, known), turn.today)
    return Screen(
        "\n".join(lines),
        title=product.name,
        buttons=[turn.button(f"{way}-yes", f"product/{product.id}/{way}/yes")],
        back=f"product/{product.id}",
    )


@screens.at("product/{product_id}/renew/yes")
async def renew(turn: Turn, product_id: int) -> To:
    return await _begin(turn, product_id, "renew")


@screens.at("product/{product_id}/upgrade/yes")
async def upgrade(turn: Turn, product_id: int) -> To:
    return await _begin(turn, product_id, "upgrade")


async def _begin(turn: Turn, product_id: int, way: str) -> To:
    begun = await verbs.begin(turn.db, turn.actor, product_id, WAYS[way], turn.now)
    if not begun:
        return To(f"product/{product_id}")
    return To(f"product/{product_id}/changes", turn.say(f"{way}-begun"))


def buttons(turn: Turn, product: Product, open_now: list[str]) -> list[Button]:
    """The ways that are open for a rated product."""
    return [
        turn.button(f"{way}-button", f"product/{product.id}/{way}") for way, kind in WAYS.items() if kind in open_now
    ]


# -- what has changed


@screens.at("product/{product_id}/changes")
async def ask_changes(turn: Turn, product_id: int) -> Screen:
    """What has changed since the decision before?"""
    product = await own(turn, product_id, writing=True)
    return Screen(
        turn.say("renew-changes-ask"),
        title=product.name,
        buttons=[turn.button("renew-changes-none", f"product/{product.id}/changes/none")],
        back=f"product/{product.id}",
    )


@screens.at("product/{product_id}/changes/none")
async def no_changes(turn: Turn, product_id: int) -> To:
    # Kept in Vietnamese, whatever the producer's language is: it stands in the official form.
    return await _say(turn, product_id, texts.say("vi", "renew-changes-nothing"))


@screens.text("product/{product_id}/changes")
async def changes(turn: Turn, text: str, product_id: int) -> To | None:
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    return await _say(turn, product_id, text)


async def _say(turn: Turn, product_id: int, words: str) -> To:
    try:
        await verbs.say_changes(turn.db, turn.actor, product_id, words, turn.now)
    except InvalidInput as wrong:
        return To(f"product/{product_id}/changes", turn.say(wrong.key, **wrong.details))
    return To(f"product/{product_id}", turn.say("renew-changes-kept"))


# -- officers: what has ended


@screens.at("ending/{what}")
async def ending(turn: Turn, what: str) -> Screen:
    return await ending_from(turn, what, 0)


@screens.at("ending/{what}/{offset}")
async def ending_from(turn: Turn, what: str, offset: int) -> Screen:
    """What a list was about: ended certificates or papers, or windows that closed, that nobody has answered."""
    areas = permits.officer_areas(turn.actor)
    if what not in ENDING:
        raise NotFound(what)
    kind, first, last = ENDING[what]
    rows = await ends.listed(
        turn.db, kind, areas, turn.today + first, turn.today + last, offset=offset, limit=pager.SIZE + 1
    )
    lines = [
        turn.say(
            "ending-line", name=product.name, what=turn.say(ENDING_WORDS.get(code, f"paper-{code}")), day=turn.day(day)
        )
        for product, code, day in rows[: pager.SIZE]
    ]
    return Screen(
        "\n".join(lines) or turn.say("ending-none"),
        title=turn.say("ending-title"),
        buttons=pager.buttons(
            turn,
            [product for product, _code, _day in rows],
            lambda product: Button(f"📦 {product.name}"[:60], f"view/{product.id}"),
            lambda after: f"ending/{what}/{after}",
            offset=offset,
        ),
        back="desk",
    )
