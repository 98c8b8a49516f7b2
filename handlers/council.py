"""Council scoring, for its secretary: who sits, the hard conditions, the closing, the result."""

from decimal import Decimal

from chat import pager
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from ocop import criteria, stars
from services import councils as verbs
from services import permits, ratings
from services.notices.ratings import points_lines
from storage import councils, dossiers
from storage.tables import Evaluation, Person, Product

screens = Screens()


def member_name(turn: Turn, member: Person) -> str:
    return member.name or turn.say("a-member")


@screens.at("council/{product_id}", "form/council/{product_id}")
async def council(turn: Turn, product_id: int) -> Screen | To:
    """Where the scoring of this product stands."""
    product = await permits.council_product(turn.db, turn.actor, product_id)
    evaluation = await councils.current(turn.db, product.id)
    if evaluation is None:
        if not verbs.waits_for_scoring(product):
            return To(f"review/{product.id}", turn.say("council-not-yet"))
        return await _choose_set(turn, product)
    if evaluation.result is not None:
        return await _result(turn, product, evaluation)
    cards = await councils.scorecards(turn.db, evaluation.id)
    lines = [turn.say("council-set", title=criteria.criteria_set(evaluation.criteria_set).title)]
    lines += [f"{'✅' if card.submitted_at else '⏳'} {member_name(turn, member)}" for card, member in cards]
    count, left = len(dossiers.rules_of(product).conditions), verbs.conditions_left(product, evaluation)
    lines.append(turn.say("council-conditions", done=count - len(left), count=count))
    buttons = [turn.button(f"condition-{code}", f"council/{product.id}/condition/{code}") for code in left[:1]]
    buttons.append(turn.button("council-close", f"council/{product.id}/close"))
    buttons.append(turn.button("review-all", f"dossier/{product.id}/0"))
    return Screen("\n".join(lines), title=turn.say("council-title", name=product.name), buttons=buttons, back="desk")


async def _choose_set(turn: Turn, product: Product) -> Screen:
    rules = dossiers.rules_of(product)
    default = rules.subgroup(product.subgroup).criteria_set
    codes = ([default] if default else []) + [code for code in criteria.available() if code != default]
    buttons = [
        Button(f"{criteria.criteria_set(code).title}"[:60], f"council/{product.id}/open/{code}") for code in codes[:8]
    ]
    key = "council-choose" if default else "council-choose-none"
    return Screen(turn.say(key), title=turn.say("council-title", name=product.name), buttons=buttons, back="desk")


@screens.at("council/{product_id}/open/{code}")
async def choose_members(turn: Turn, product_id: int, code: str) -> Screen | To:
    return await members_from(turn, product_id, code, 0)


@screens.at("council/{product_id}/open/{code}/{offset}")
async def members_from(turn: Turn, product_id: int, code: str, offset: int) -> Screen | To:
    """Who sits: all council members of the province but those that were left out by a tap."""
    product = await permits.council_product(turn.db, turn.actor, product_id)
    if code not in criteria.available():
        raise NotFound(code)
    here = f"council/{product.id}"
    if not await verbs.openable(turn.db, product):
        return To(here)
    out = await verbs.left_out(turn.db, turn.actor, product)
    eligible = await verbs.eligible_members(turn.db, product)

    def seat(member: Person) -> Button:
        sign, change = ("⬜", "in") if member.id in out else ("☑", "out")
        return Button(f"{sign} {member_name(turn, member)}"[:60], f"{here}/seat/{code}/{member.id}/{change}")

    rows = list(eligible.values())[offset:]
    buttons = pager.buttons(turn, rows, seat, lambda start: f"{here}/open/{code}/{start}", offset=offset)
    sitting = len(eligible.keys() - out)
    if sitting:
        buttons.append(turn.button("council-open", f"{here}/begin/{code}"))
    source = criteria.criteria_set(code)
    lines = [turn.say("council-members", count=sitting) if eligible else turn.say("council-nobody")]
    if not source.certain:
        lines.append(turn.say("rule-unsure", source=source.source))
    return Screen("\n\n".join(lines), title=source.title, buttons=buttons, back=here)


@screens.at("council/{product_id}/seat/{code}/{person_id}/{change}")
async def change_seat(turn: Turn, product_id: int, code: str, person_id: int, change: str) -> To:
    """Leave a member out, or let them in again; then the same page of the list."""
    if change not in ("in", "out"):
        raise NotFound(change)
    product = await verbs.change_seat(turn.db, turn.actor, product_id, person_id, turn.now, sits=change == "in")
    eligible = list(await verbs.eligible_members(turn.db, product))
    return To(f"council/{product.id}/open/{code}/{eligible.index(person_id) // pager.SIZE * pager.SIZE}")


@screens.at("council/{product_id}/begin/{code}")
async def begin(turn: Turn, product_id: int, code: str) -> To:
    await verbs.open_scoring(turn.db, turn.actor, product_id, code, turn.now)
    return To(f"council/{product_id}", turn.say("council-opened"))


@screens.at("council/{product_id}/condition/{code}")
async def condition(turn: Turn, product_id: int, code: str) -> Screen:
    """One hard condition, for the secretary to confirm; unsure ones say so."""
    product = await permits.council_product(turn.db, turn.actor, product_id)
    for one in dossiers.rules_of(product).conditions:
        if one.code == code:
            lines = [
                turn.say("condition-ask", name=turn.say(f"condition-{code}"), stars=one.least_stars, cap=one.caps_at)
            ]
            if not one.certain:
                lines.append(turn.say("rule-unsure", source=one.source))
            here = f"council/{product.id}/condition/{code}"
            buttons = [turn.button("button-yes", f"{here}/yes"), turn.button("button-no", f"{here}/no")]
            return Screen("\n\n".join(lines), title=product.name, buttons=buttons, back=f"council/{product.id}")
    raise NotFound(code)


@screens.at("council/{product_id}/condition/{code}/{answer}")
async def confirm(turn: Turn, product_id: int, code: str, answer: str) -> To:
    if answer not in ("yes", "no"):
        raise NotFound(answer)
    left = await verbs.set_condition(turn.db, turn.actor, product_id, code, answer == "yes", turn.now)
    return To(f"council/{product_id}/condition/{left[0]}" if left else f"council/{product_id}")


@screens.at("council/{product_id}/close")
async def ask_close(turn: Turn, product_id: int) -> Screen | To:
    product = await permits.council_product(turn.db, turn.actor, product_id)
    evaluation = await verbs.the_scoring(turn.db, product)
    if evaluation.closed_at is not None:
        return To(f"council/{product.id}")
    here = f"council/{product.id}"
    left = verbs.conditions_left(product, evaluation)
    if left:
        return To(f"{here}/condition/{left[0]}", turn.say("council-conditions-first"))
    cards = await councils.scorecards(turn.db, evaluation.id)
    owed = [card for card, _member in cards if card.submitted_at is None]
    if len(owed) == len(cards):
        return To(here, turn.say("council-no-cards"))
    key = "council-close-missing" if owed else "council-close-all"
    return Screen(
        turn.say(key, missing=len(owed), count=len(cards)),
        title=product.name,
        buttons=[turn.button("council-close-yes", f"{here}/close/{evaluation.id}")],
        back=here,
    )


@screens.at("council/{product_id}/close/{evaluation_id}")
async def close(turn: Turn, product_id: int, evaluation_id: int) -> To:
    if not await verbs.close_scoring(turn.db, turn.actor, product_id, evaluation_id, turn.now):
        return To(f"council/{product_id}/close")
    return To(f"council/{product_id}", turn.say("council-closed"))


async def _result(turn: Turn, product: Product, evaluation: Evaluation) -> Screen:
    """The result, and how it came about."""
    result = evaluation.result or {}
    rules = dossiers.rules_of(product)
    lines = [turn.say("result-mean", mean=turn.number(Decimal(result["mean"])), cards=result["cards"])]
    lines += points_lines(turn.language, result["parts"])
    if result["stars"] < result["by_points"]:
        lines.append(turn.say("result-by-points", stars=stars.signs(result["by_points"])))
        lines += [turn.say("result-capped", name=turn.say(f"condition-{code}")) for code in result["capped_by"]]
    lines.append(turn.say("result-stars", stars=stars.signs(result["stars"])))
    lines.append(turn.say(f"rounding-{rules.thresholds.rounding}"))
    if not rules.thresholds.certain:
        lines.append(turn.say("rule-unsure", source=rules.thresholds.source))
    buttons = [turn.button("decision-record", f"decision/{product.id}")] if ratings.awaits_decision(product) else []
    buttons.append(turn.button("result-cards", f"council/{product.id}/cards"))
    return Screen("\n".join(lines), title=turn.say("result-title", name=product.name), buttons=buttons, back="desk")


@screens.at("council/{product_id}/cards")
async def cards_after(turn: Turn, product_id: int) -> Screen | To:
    """All totals, only after the closing."""
    product = await permits.council_product(turn.db, turn.actor, product_id)
    evaluation = await verbs.the_scoring(turn.db, product)
    if evaluation.closed_at is None:
        return To(f"council/{product.id}")
    lines = []
    for card, member in await councils.scorecards(turn.db, evaluation.id):
        name = member_name(turn, member)
        if card.submitted_at is None:
            lines.append(turn.say("card-missing", name=name))
        else:
            lines.append(turn.say("card-total", name=name, total=verbs.points_of(evaluation, card).total))
    return Screen("\n".join(lines), title=product.name, back=f"council/{product.id}")
