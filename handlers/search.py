"""Finding a product or a producer in one's area, and looking at it."""

from chat import understanding
from chat.errors import NotAllowed
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers import standing
from handlers.desk import PAGE
from ocop import numbers, units, workflow
from ocop.roles import areas_seen, may_run_council
from services import checks, permits, ratings
from services import products as verbs
from storage import products
from storage.tables import Product

screens = Screens()


@screens.at("find")
async def find(turn: Turn) -> Screen:
    if not areas_seen(turn.grants):
        raise NotAllowed("find")
    return Screen(turn.say("find-ask"), title=turn.say("find-title"), back="home")


@screens.text("find", "view/{product_id}", "producer/{producer_id}")
async def search(turn: Turn, text: str, product_id: int = 0, producer_id: int = 0) -> Screen | To | None:
    """Products and producers whose names hold the words, within the areas this person may see."""
    areas = areas_seen(turn.grants)
    if not areas or understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    if not any(letter.isalnum() for letter in text):
        return To("find")
    found = await products.find(turn.db, text, areas, limit=PAGE)
    owners = await products.find_producers(turn.db, text, areas, limit=4)
    if not found and not owners:
        return To("find", turn.say("find-nothing", text=text[:60]))
    lines = [
        turn.say("find-line", name=product.name, owner=owner.name, commune=units.commune(product.commune).name)
        for product, owner in found
    ]
    buttons = [Button(f"📦 {product.name}"[:60], f"view/{product.id}") for product, _owner in found]
    buttons += [Button(f"🏠 {owner.name}"[:60], f"producer/{owner.id}") for owner in owners]
    turn.place.at = "find"  # the next words typed are searched for, too
    text = "\n".join([turn.say("find-found", count=len(found)), *lines, "", turn.say("find-again")])
    return Screen(text, title=turn.say("find-title"), buttons=buttons, back="home")


@screens.at("view/{product_id}")
async def view(turn: Turn, product_id: int) -> Screen:
    """A product as an official of its area sees it; the look is logged."""
    product = await verbs.look(turn.db, turn.actor, product_id, turn.now)
    owner = await products.producer(turn.db, product.producer_id)
    rating = await products.latest_rating(turn.db, product.id)
    lines = [
        turn.say("view-owner", owner=owner.name if owner else "", commune=units.full_name(product.commune)),
        turn.say("step-n", number=product.step, name=turn.say(f"step-{product.step}-name")),
        await standing.who_acts(turn, product),
        standing.rating_line(turn, rating, turn.today),
        turn.say("view-code", code=product.code, url=turn.page_of(product.code)),
    ]
    buttons = await _doors(turn, product)
    if owner is not None:
        buttons.append(turn.button("view-producer", f"producer/{owner.id}"))
    buttons.append(turn.button("view-told", f"view/{product.id}/told/0"))
    if (
        rating is not None
        and rating.valid_until
        and not rating.revoked_at
        and may_run_council(turn.grants, product.commune)
    ):
        target = f"revocation/{product.id}" if checks.by_ground(turn.now) else f"form/revoke/{product.id}"
        buttons.append(turn.button("view-revoke", target))
    if rating is not None and rating.valid_until and checks.by_ground(turn.now):
        buttons.append(turn.button("view-checks", f"checks/of/{product.id}"))
    return Screen("\n".join(lines), title=product.name, buttons=buttons, back="find")


async def _doors(turn: Turn, product: Product) -> list[Button]:
    """What this official can do with it now."""
    buttons = []
    if permits.reviews_now(turn.actor, product):
        buttons.append(turn.button("button-review", f"review/{product.id}"))
    if workflow.acts(product.state, product.level) in ("council", "secretary") and may_run_council(
        turn.grants, product.commune
    ):
        buttons.append(turn.button("button-council", f"council/{product.id}"))
    elif may_run_council(turn.grants, product.commune) and await ratings.awaited(turn.db, product) is not None:
        buttons.append(turn.button("decision-open", f"decision/{product.id}"))
    return [*buttons, turn.button("review-all", f"dossier/{product.id}/0")]


@screens.at("producer/{producer_id}")
async def producer(turn: Turn, producer_id: int) -> Screen:
    """A producer with the phone number, for officials of the area; the look is logged."""
    owner = await verbs.look_at_producer(turn.db, turn.actor, producer_id, turn.now)
    lines = [
        turn.say(
            "producer-about",
            kind=turn.say(f"entity-{owner.kind}"),
            representative=owner.representative,
            phone=numbers.show_mobile(owner.phone),
            commune=units.full_name(owner.commune),
            tax=owner.tax_number or turn.say("form-skipped"),
        )
    ]
    made = await products.products_by(turn.db, owner.id, limit=PAGE)
    buttons = [Button(f"📦 {product.name}"[:60], f"view/{product.id}") for product in made]
    if permits.may_fill_in(turn.actor, owner.commune):
        buttons.append(turn.button("acting-begin", f"producer/{owner.id}/act"))
    buttons.append(turn.button("view-lost-phone", f"producer/{owner.id}/lost"))
    buttons.append(turn.button("view-new-phone", f"producer/{owner.id}/invite"))
    return Screen("\n".join(lines), title=owner.name, buttons=buttons, back="find")
