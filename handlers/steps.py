"""The six steps of one product: what a step is for, what is in, what is missing, who acts next; handing in."""

from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers import deadlines, renewals, standing
from handlers.assessment.words import on_step
from handlers.products import own, step_name
from handlers.requests import asked_for
from ocop import workflow
from ocop.dossier import Standing
from services import assessments
from services import dossiers as verbs
from services import renewals as renewing
from storage import dossiers, products
from storage.tables import Dossier, Product

screens = Screens()
SHOWN = 6  # papers offered as buttons on the step's own screen


@screens.at("product/{product_id}")
async def current(turn: Turn, product_id: int) -> Screen:
    """The product's step, as one screen."""
    product = await own(turn, product_id)
    if workflow.is_guide(product.step):
        return Screen(
            turn.say("step-1-guide", purpose=turn.say("step-1-purpose")),
            title=f"{product.name} – {step_name(turn, product)}",
            buttons=[turn.button("guide-done", f"product/{product.id}/guide/done"), *_always(turn, product)],
            back="products",
        )
    dossier = await dossiers.current(turn.db, product.id)
    if dossier is not None and dossier.candidates and workflow.with_producer(product.state):
        return _which_kind(turn, product, dossier)
    where = await dossiers.standing(turn.db, product)
    if verbs.is_help(product):
        return _help(turn, product, where)
    lines = [turn.say(f"step-{product.step}-purpose"), "", await standing.who_acts(turn, product)]
    buttons: list[Button] = []
    if workflow.is_rated(product.state):
        rating = await products.latest_rating(turn.db, product.id)
        lines.append(standing.rating_line(turn, rating, turn.today))
        buttons.append(turn.button("button-qr", f"product/{product.id}/qr"))
        buttons += renewals.buttons(turn, product, renewing.kinds_open(product, rating, turn.today))
    else:
        lines.append(_counts(turn, where))
        lines += await deadlines.lines(turn, product)
        if assessments.assessed(product):
            found = await assessments.of_product(turn.db, turn.actor, product.id, turn.now)
            lines += on_step(turn, found)
        if workflow.with_producer(product.state):
            buttons += await to_do(turn, product, where)
        asked, more = await asked_for(turn, product)
        lines += asked
        buttons += more
    return Screen(
        "\n".join(lines),
        title=f"{product.name} – {step_name(turn, product)}",
        buttons=[*buttons, *_always(turn, product)],
        back="products",
    )


def _which_kind(turn: Turn, product: Product, dossier: Dossier) -> Screen:
    """The law in force splits the product's kind: which of them is it?"""
    return Screen(
        turn.say("kind-which", product=product.name),
        title=product.name,
        buttons=[
            Button(turn.say(f"subgroup-{code}"), f"product/{product.id}/kind/{code}") for code in dossier.candidates
        ],
        back="products",
    )


@screens.at("product/{product_id}/kind/{code}")
async def choose_kind(turn: Turn, product_id: int, code: str) -> To:
    await verbs.choose_kind(turn.db, turn.actor, product_id, code, turn.now)
    return To(f"product/{product_id}")


def _help(turn: Turn, product: Product, where: Standing) -> Screen:
    """A step that nobody reviews: what it offers, and the way on."""
    offered = [paper for paper in where.papers if paper.code not in where.provided]
    buttons = [
        Button(
            turn.say("paper-missing", paper=turn.say(f"paper-{paper.code}")), f"product/{product.id}/paper/{paper.code}"
        )
        for paper in offered[:SHOWN]
    ]
    return Screen(
        turn.say(f"help-step-{product.step}"),
        title=f"{product.name} – {step_name(turn, product)}",
        buttons=[turn.button("help-go-on", f"product/{product.id}/help/done"), *buttons, *_always(turn, product)],
        back="products",
    )


@screens.at("product/{product_id}/help/done")
async def help_done(turn: Turn, product_id: int) -> To:
    await verbs.pass_help(turn.db, turn.actor, product_id, turn.now)
    return To(f"product/{product_id}")


def _counts(turn: Turn, where: Standing) -> str:
    musts = [paper.code for paper in where.papers if paper.need == "must"]
    done = [code for code in musts if code in where.provided]
    return turn.say("step-counts", done=len(done), count=len(musts), accepted=len(where.accepted))


def _always(turn: Turn, product: Product) -> list[Button]:
    buttons = []
    if not workflow.is_guide(product.step):
        if assessments.assessed(product):
            buttons.append(turn.button("assess-button", f"product/{product.id}/assess"))
        buttons.append(turn.button("button-papers", f"product/{product.id}/papers"))
    return [
        *buttons,
        turn.button("button-steps", f"product/{product.id}/steps"),
        turn.button("button-details", f"product/{product.id}/edit"),
    ]


async def to_do(turn: Turn, product: Product, where: Standing) -> list[Button]:
    """What the producer can do now at this step: mend, bring what is missing, hand in."""
    returned = await dossiers.still_returned(turn.db, product)
    if returned:
        return [
            Button(turn.say("paper-again", paper=turn.say(f"paper-{code}")), f"product/{product.id}/paper/{code}")
            for code in returned[:SHOWN]
        ]
    missing = [
        Button(turn.say("paper-missing", paper=turn.say(f"paper-{code}")), f"product/{product.id}/paper/{code}")
        for code in where.missing[:SHOWN]
    ]
    ended = [
        Button(turn.say("evidence-ended-button", paper=turn.say(f"paper-{code}")), f"product/{product.id}/paper/{code}")
        for code in (await deadlines.ended(turn, product))[:SHOWN]
    ]
    if missing:
        return [*missing, *ended]
    key = "step-submit-again" if product.state == workflow.State.RETURNED else "step-submit"
    return [*ended, turn.button(key, f"product/{product.id}/submit", number=product.step)]


@screens.at("product/{product_id}/guide/done")
async def guide_done(turn: Turn, product_id: int) -> To:
    passed = await verbs.pass_guide(turn.db, turn.actor, product_id, turn.now)
    return To(f"product/{product_id}", turn.say("guide-thanks") if passed else "")


@screens.at("product/{product_id}/steps")
async def steps(turn: Turn, product_id: int) -> Screen:
    product = await own(turn, product_id)
    lines = []
    for number in workflow.STEPS:
        done = workflow.is_done(number, product.step, product.state)
        sign = "✅" if done else "▶" if workflow.where_is(number, product.step) == "here" else "▫"
        lines.append(f"{sign} {number}. {turn.say(f'step-{number}-name')}")
    buttons = [
        turn.button("step-look", f"product/{product.id}/step/{number}", number=number) for number in workflow.STEPS
    ]
    return Screen("\n".join(lines), title=product.name, buttons=buttons, back=f"product/{product.id}")


@screens.at("product/{product_id}/step/{number}")
async def step(turn: Turn, product_id: int, number: int) -> Screen | To:
    product = await own(turn, product_id)
    if number not in workflow.STEPS:
        raise NotFound(number)
    where = workflow.where_is(number, product.step)
    if where == "here":
        return To(f"product/{product.id}")
    lines = [turn.say(f"step-{number}-purpose"), ""]
    lines.append(turn.say(f"step-{where}"))
    names = [turn.say(f"paper-{paper.code}") for paper in dossiers.papers_at(product, number) if paper.need == "must"]
    if names:
        lines += ["", turn.say("step-needs", papers=", ".join(names))]
    title = turn.say("step-n", number=number, name=turn.say(f"step-{number}-name"))
    return Screen("\n".join(lines), title=title, back=f"product/{product.id}/steps")


@screens.at("product/{product_id}/submit")
async def submit(turn: Turn, product_id: int) -> To:
    """Hand the step in; tapped again it only says where things are."""
    await verbs.submit_step(turn.db, turn.actor, product_id, turn.now)
    product = await own(turn, product_id)
    ended = await deadlines.ended_papers(turn, product)
    return To(f"product/{product_id}", "\n".join([turn.say("submitted"), *ended]))


@screens.at("product/{product_id}/improve")
async def improve(turn: Turn, product_id: int) -> Screen:
    """For an existing product: what would still make points or is owed, before the evaluation."""
    product = await own(turn, product_id)
    have = await dossiers.newest(turn.db, product.id)
    wanted = [paper for paper in dossiers.all_papers(product) if paper.code not in have]
    lines = [turn.say("improve-text"), ""]
    lines += [f"{'❗' if paper.need == 'must' else '➕'} {turn.say(f'paper-{paper.code}')}" for paper in wanted]
    return Screen(
        "\n".join(lines),
        title=turn.say("improve-title", name=product.name),
        buttons=[turn.button("button-to-step", f"product/{product.id}")],
        back="products",
    )
