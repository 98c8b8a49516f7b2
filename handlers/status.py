"""Answers at any time: what do I do next, where is it, what is missing; and how to send."""

from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers import standing
from handlers.assessment.words import in_next
from handlers.products import PAGE, product_button
from handlers.steps import to_do
from ocop import workflow
from ocop.workflow import State
from storage import dossiers, inbox, people, products
from storage.tables import Product

screens = Screens()
# The producer's own turn first, what is over last.
URGENT = {
    State.RETURNED: 0,
    State.OPEN: 1,
    State.SUBMITTED: 2,
    State.SCORING: 3,
    State.DECIDED: 3,
    State.RATED: 4,
}


async def _mine(turn: Turn) -> list[Product]:
    """The person's products, those that wait for the person first."""
    mine = await products.products_of(turn.db, turn.person)
    return sorted(mine, key=lambda product: (URGENT[State(product.state)], product.since))


@screens.at("next")
async def what_next(turn: Turn) -> Screen | To:
    """The most urgent thing, with the button that does it."""
    if not await products.producers_of(turn.db, turn.person):
        return To("home" if turn.grants else "welcome")
    unfiled = await inbox.unfiled(turn.db, turn.person.id, limit=1)
    drafts = await people.drafts_of(turn.db, turn.person.id, limit=1)
    mine = await _mine(turn)
    buttons: list[Button] = []
    lines: list[str] = []
    if drafts:
        title = turn.say(f"form-{drafts[0].form}-title")
        lines.append(turn.say("next-draft", form=title))
        buttons.append(turn.button("home-resume", f"form/{drafts[0].form}/{drafts[0].subject}", form=title))
    if unfiled:
        lines.append(turn.say("next-unfiled"))
        buttons.append(turn.button("receipt-choose", f"batch/{unfiled[0].id}"))
    if not mine:
        lines.append(turn.say("next-no-product"))
        buttons.append(turn.button("home-add", "products/new"))
    for product in mine[:3]:
        lines.append(await _next_line(turn, product))
        lines += await in_next(turn, product)
        buttons.append(Button(f"👉 {product.name}"[:60], f"product/{product.id}"))
    return Screen("\n".join(lines), title=turn.say("next-title"), buttons=buttons, back="home")


async def _next_line(turn: Turn, product: Product) -> str:
    name, number = product.name, product.step
    if workflow.with_producer(product.state):
        if workflow.is_guide(product.step):
            return turn.say("next-guide", name=name)
        returned = await dossiers.still_returned(turn.db, product)
        where = await dossiers.standing(turn.db, product)
        wanted = returned or where.missing
        if wanted:
            papers = ", ".join(turn.say(f"paper-{code}") for code in wanted[:4])
            return turn.say("next-mend" if returned else "next-missing", name=name, number=number, papers=papers)
        return turn.say("next-submit", name=name, number=number)
    return turn.say("next-wait", name=name, state=await standing.in_short(turn, product))


@screens.at("status")
async def status(turn: Turn) -> Screen | To:
    """Each product: step, who has it and since when, what is missing, rating and its validity."""
    if not await products.producers_of(turn.db, turn.person):
        return To("desk" if turn.grants else "welcome")
    mine = await _mine(turn)
    lines: list[str] = []
    for product in mine[:5]:
        lines.append(f"📦 {product.name}")
        lines.append(turn.say("step-n", number=product.step, name=turn.say(f"step-{product.step}-name")))
        lines.append(await standing.who_acts(turn, product))
        rating = await products.latest_rating(turn.db, product.id)
        if rating is not None:
            lines.append(standing.rating_line(turn, rating, turn.today))
        missing = await _missing(turn, product)
        if missing:
            lines.append(turn.say("status-missing", papers=", ".join(missing)))
        lines.append("")
    if not mine:
        lines.append(turn.say("next-no-product"))
    buttons = [product_button(product) for product in mine[:5]]
    if len(mine) > 5:
        buttons.append(turn.button("home-products", "products"))
    return Screen("\n".join(lines).strip(), title=turn.say("status-title"), buttons=buttons, back="home")


async def _missing(turn: Turn, product: Product) -> list[str]:
    if not workflow.has_papers(product.step) or not workflow.with_producer(product.state):
        return []
    where = await dossiers.standing(turn.db, product)
    return [turn.say(f"paper-{code}") for code in dict.fromkeys([*where.returned, *where.missing])]


@screens.at("missing")
async def missing(turn: Turn) -> Screen | To:
    """What is still owed, product by product, as buttons that go straight there."""
    if not await products.producers_of(turn.db, turn.person):
        return To("next")
    lines: list[str] = []
    advice: list[str] = []
    buttons: list[Button] = []
    for product in await _mine(turn):
        names = await _missing(turn, product)
        if names:
            lines.append(turn.say("missing-line", name=product.name, papers=", ".join(names)))
            buttons += await to_do(turn, product, await dossiers.standing(turn.db, product))
        advice += await in_next(turn, product)
    if not lines:
        lines.append(turn.say("missing-nothing"))
    return Screen("\n".join([*lines, *advice]), title=turn.say("missing-title"), buttons=buttons[:PAGE], back="home")


@screens.at("send")
async def how_to_send(turn: Turn) -> Screen | To:
    mine = await _mine(turn)
    if not mine:
        return To("next")
    buttons = [Button(f"📦 {product.name}"[:60], f"product/{product.id}/papers") for product in mine[:PAGE]]
    return Screen(turn.say("send-how"), title=turn.say("send-title"), buttons=buttons, back="home")
