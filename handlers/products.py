"""A producer's products: the list, adding one, its screen, its words, its QR code."""

from collections.abc import Sequence
from typing import Any

from chat import pager
from chat.errors import NotFound
from chat.form import Answers, Ask, Choice, Form
from chat.router import Screens
from chat.screen import QR, Button, Screen, To
from chat.turn import Turn
from handlers import standing
from locales import clock
from ocop import kinds, numbers, units, workflow
from ocop.certificates import CertificateState
from ocop.rules import Rules, rules_on
from services import permits
from services import products as verbs
from storage import products
from storage.certificates import state_of
from storage.tables import Product

screens = Screens()
PAGE = pager.SIZE


async def own(turn: Turn, product_id: int, *, writing: bool = False) -> Product:
    """A product that this person speaks for; it becomes the one they are working on. Writing needs their consent."""
    product = await permits.own_product(turn.db, turn.actor, product_id, writing=writing)
    turn.place.product_id = product.id
    return product


def product_button(product: Product) -> Button:
    return Button(f"📦 {product.name}"[:60], f"product/{product.id}")


def step_name(turn: Turn, product: Product) -> str:
    return turn.say("step-n", number=product.step, name=turn.say(f"step-{product.step}-name"))


@screens.at("products")
async def all_products(turn: Turn) -> Screen | To:
    return await products_from(turn, 0)


@screens.at("products/from/{offset}")
async def products_from(turn: Turn, offset: int) -> Screen | To:
    if not await products.producers_of(turn.db, turn.person):
        return To("acting" if turn.actor.acting_for else "welcome")
    mine = await products.products_of(turn.db, turn.person, offset=offset, limit=PAGE + 1)
    if not mine and not offset:
        return Screen(turn.say("products-none"), buttons=[turn.button("home-add", "products/new")], back="home")
    lines = [turn.say("products-line", name=p.name, state=await standing.in_short(turn, p)) for p in mine[:PAGE]]
    buttons = pager.buttons(turn, mine, product_button, lambda after: f"products/from/{after}", offset=offset)
    buttons.append(turn.button("home-add", "products/new"))
    return Screen("\n".join(lines), title=turn.say("products-title"), buttons=buttons, back="home")


# -- adding


@screens.at("products/new")
async def new(turn: Turn) -> Screen | To:
    """Which producer is it for? With one there is no question."""
    producers = await products.producers_of(turn.db, turn.person)
    if not producers:
        return To("welcome")
    if len(producers) == 1:
        return To(adding.address(producers[0].id))
    return Screen(
        turn.say("products-whose"),
        buttons=[Button(producer.name[:60], adding.address(producer.id)) for producer in producers],
        back="home",
    )


def _rules(turn: Turn) -> Rules:
    return rules_on(turn.today)


KIND = "kind-"  # an answer to the question for the group that names the kind itself


def _groups(turn: Turn, answers: Answers) -> Sequence[Choice]:
    """What the product's name speaks of, and then all groups."""
    groups = [Choice(group.code, turn.say(f"group-{group.code}")) for group in _rules(turn).groups]
    return [*_kinds(turn, answers, answers.get("name", "")), *groups]


def _kinds(turn: Turn, _answers: Answers, text: str) -> Sequence[Choice]:
    """The kinds that what was typed speaks of, or the one that is meant by the answer."""
    known = {one.code for group in _rules(turn).groups for one in group.subgroups}
    codes = [text.removeprefix(KIND)] if text.startswith(KIND) else kinds.find(text)
    return [Choice(f"{KIND}{code}", turn.say(f"subgroup-{code}")) for code in codes if code in known]


def _subgroups(turn: Turn, answers: Answers) -> Sequence[Choice]:
    said = answers.get("group", "")
    groups = [group for group in _rules(turn).groups if said.startswith(KIND) or group.code == (said or group.code)]
    every = [one.code for group in groups for one in group.subgroups if said in ("", group.code, f"{KIND}{one.code}")]
    return [Choice(code, turn.say(f"subgroup-{code}")) for code in every]


def _group_shown(turn: Turn, value: Any) -> str:
    """The group, also where the kind itself was chosen."""
    code = str(value)
    known = _rules(turn)
    return turn.say(f"group-{known.group_of(code.removeprefix(KIND)).code if code.startswith(KIND) else code}")


def _only_subgroup(turn: Turn, answers: Answers) -> str | None:
    choices = _subgroups(turn, answers) if "group" in answers else ()
    return choices[0].value if len(choices) == 1 else None


def _new_or_existing(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice("new", turn.say("product-new")), Choice("existing", turn.say("product-existing"))]


def _completeness(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(key, turn.say(f"complete-{key}")) for key in workflow.COMPLETENESS]


async def _for_own_producer(turn: Turn, subject: str) -> None:
    if not subject.isdecimal():
        raise NotFound(subject)
    await permits.filled_producer(turn.db, turn.actor, int(subject))


async def add(turn: Turn, subject: str, answers: Answers) -> To:
    """Add the product; one that exists already sees first what it could improve."""
    product = await verbs.add_product(
        turn.db,
        turn.actor,
        int(subject),
        turn.now,
        name=answers["name"],
        subgroup=answers["subgroup"],
        completeness=answers["completeness"] if answers["kind"] == "existing" else None,
        description=answers.get("description") or "",
        story=answers.get("story") or "",
    )
    improves = workflow.improves_first(product.step, existing=product.existing)
    there = f"product/{product.id}/improve" if improves else f"product/{product.id}"
    return To(there, turn.say("product-added", name=product.name))


adding = screens.form(
    Form(
        "product",
        Ask("name", check=numbers.name),
        Ask("kind", choices=_new_or_existing),
        Ask("completeness", choices=_completeness, when=lambda answers: answers.get("kind") == "existing"),
        Ask("group", choices=_groups, search=_kinds, show=_group_shown),
        Ask("subgroup", choices=_subgroups, prefill=_only_subgroup),
        Ask("description", check=lambda text: numbers.paragraph(text, shortest=10, longest=500)),
        Ask("story", check=lambda text: numbers.paragraph(text, shortest=10, longest=3000), optional=True),
        then=add,
        allow=_for_own_producer,
        cancel=lambda _subject: "products",
    )
)


# -- changing its words


async def _own_subject(turn: Turn, subject: str) -> None:
    if not subject.isdecimal():
        raise NotFound(subject)
    await own(turn, int(subject), writing=True)


async def change(turn: Turn, subject: str, answers: Answers) -> To:
    product = await verbs.change_product(
        turn.db,
        turn.actor,
        int(subject),
        turn.now,
        name=answers.get("name") or "",
        description=answers.get("description") or "",
        story=answers.get("story") or "",
    )
    return To(f"product/{product.id}", turn.say("product-changed"))


changing = screens.form(
    Form(
        "details",
        Ask("name", check=numbers.name, optional=True),
        Ask("description", check=lambda text: numbers.paragraph(text, shortest=10, longest=500), optional=True),
        Ask("story", check=lambda text: numbers.paragraph(text, shortest=10, longest=3000), optional=True),
        then=change,
        allow=_own_subject,
        cancel=lambda subject: f"product/{subject}",
    )
)


@screens.at("product/{product_id}/edit")
async def edit(turn: Turn, product_id: int) -> Screen:
    product = await own(turn, product_id)
    lines = [
        turn.say("details-name", value=product.name),
        turn.say("details-description", value=product.description or turn.say("form-skipped")),
        turn.say("details-story", value=(product.story or turn.say("form-skipped"))[:300]),
    ]
    return Screen(
        "\n".join(lines),
        title=turn.say("details-title"),
        buttons=[turn.button("details-change", changing.address(product.id))],
        back=f"product/{product.id}",
    )


# -- QR code


@screens.at("qr")
async def qr(turn: Turn) -> Screen | To:
    mine = await products.products_of(turn.db, turn.person, limit=PAGE)
    if not mine:
        return To("next")
    if len(mine) == 1:
        return To(f"product/{mine[0].id}/qr")
    return Screen(
        turn.say("qr-which"),
        buttons=[Button(product.name[:60], f"product/{product.id}/qr") for product in mine],
        back="home",
    )


@screens.at("product/{product_id}/qr")
async def qr_of(turn: Turn, product_id: int) -> Screen:
    """The code, good for ever: it survives a change of name, stars and commune."""
    product = await own(turn, product_id)
    rating = await products.latest_rating(turn.db, product.id)
    certified = rating is not None and rating.valid_until is not None
    lines = [turn.say("qr-certified" if certified else "qr-pending", url=turn.page_of(product.code))]
    if certified and state_of(rating, turn.today) != CertificateState.VALID:
        lines.append(standing.rating_line(turn, rating, turn.today))
    return Screen(
        "\n\n".join(lines),
        title=product.name,
        qr=QR(product.code, f"{product.name} · {product.code}"),
        back=f"product/{product.id}",
    )


@screens.at("card/{code}")
async def card(turn: Turn, code: str) -> Screen:
    """What anybody may know of a product, in the chat."""
    product = await products.by_code(turn.db, code)
    if product is None:
        return Screen(turn.say("card-unknown", code=code[:20]), back="home")
    producer = await products.producer(turn.db, product.producer_id)
    rating = await products.latest_rating(turn.db, product.id)
    lines = [
        turn.say("card-made", producer=producer.name if producer else "", commune=units.full_name(product.commune))
    ]
    lines.append(standing.rating_line(turn, rating, clock.today(turn.now)))
    return Screen("\n".join(lines), title=product.name, back="home")
