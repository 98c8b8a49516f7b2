"""Council scoring, for its secretary: who sits, the hard conditions, how far the cards are."""

from chat import pager
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers import results
from locales import clock
from ocop import criteria, rounds
from services import closing, permits
from services import councils as verbs
from storage import councils, dossiers
from storage.tables import Evaluation, Person, Product

screens = Screens()


def member_name(turn: Turn, member: Person) -> str:
    return member.name or turn.say("a-member")


@screens.at("council/{product_id}", "form/council/{product_id}")
async def council(turn: Turn, product_id: int) -> Screen | To:
    """Where the scoring of this product stands."""
    product = await permits.council_product(turn.db, turn.actor, product_id)
    evaluation = await verbs.under_way(turn.db, product)
    if evaluation is None:
        if not verbs.waits_for_scoring(product):
            return To(f"review/{product.id}", turn.say("council-not-yet"))
        return await _choose_set(turn, product)
    if evaluation.result is not None:
        return await results.result(turn, product, evaluation)
    title = turn.say("council-title", name=product.name)
    if evaluation.closed_at is not None:
        return Screen(
            turn.say("council-ended-without", day=turn.day(clock.today(evaluation.closed_at))), title=title, back="desk"
        )
    source = criteria.criteria_set(evaluation.criteria_set)
    cards = await councils.scorecards(turn.db, evaluation.id)
    lines = [turn.say("council-set", title=source.title)]
    lines += [f"{'✅' if card.submitted_at else '⏳'} {member_name(turn, member)}" for card, member in cards]
    more, buttons = (
        await _marked(turn, product, evaluation) if source.marked else _conditions(turn, product, evaluation)
    )
    buttons.append(turn.button("council-close", f"council/{product.id}/close"))
    buttons.append(turn.button("review-all", f"dossier/{product.id}/0"))
    return Screen("\n".join([*lines, *more]), title=title, buttons=buttons, back="desk")


def _conditions(turn: Turn, product: Product, evaluation: Evaluation) -> tuple[list[str], list[Button]]:
    """The hard conditions of the law before 2026: how many are answered, the next one, and those that may change."""
    rules, left = dossiers.rules_of(product), verbs.conditions_left(product, evaluation)
    line = turn.say("council-conditions", done=len(rules.conditions) - len(left), count=len(rules.conditions))
    here = f"council/{product.id}/condition"
    buttons = [turn.button(f"condition-{code}", f"{here}/{code}") for code in left[:1]]
    for code, met in evaluation.met.items():
        sign = "✅" if met else "⛔"
        buttons.append(Button(f"{sign} {turn.say(f'condition-{code}')}"[:60], f"{here}/{code}"))
    return [line], buttons


async def _marked(turn: Turn, product: Product, evaluation: Evaluation) -> tuple[list[str], list[Button]]:
    """The grounds of exclusion, and for a re-evaluation its clock."""
    exclusions = criteria.criteria_set(evaluation.criteria_set).exclusions
    lines, buttons = [], []
    if evaluation.in_writing:
        lines.append(turn.say("council-in-writing"))
    dossier = await councils.dossier_of(turn.db, evaluation)
    if dossier is not None and dossier.kind == "again" and dossier.complete_at is not None:
        due = rounds.again_clock(clock.today(dossier.complete_at)).due
        lines.append(turn.say("council-again-due", day=turn.day(due)))
    if exclusions:
        done = [one.code for one in exclusions if one.code in evaluation.excluded]
        lines.append(turn.say("council-grounds", done=len(done), count=len(exclusions)))
        left = next((one.code for one in exclusions if one.code not in done), exclusions[0].code)
        buttons.append(turn.button("council-grounds-button", f"council/{product.id}/ground/{left}"))
    return lines, buttons


# -- opening


async def _choose_set(turn: Turn, product: Product) -> Screen | To:
    codes = await verbs.sets_offered(turn.db, product)
    title = turn.say("council-title", name=product.name)
    if not codes:
        return Screen(turn.say("council-no-set"), title=title, back="desk")
    if criteria.criteria_set(codes[0]).marked:
        return await members_from(turn, product.id, codes[0], 0)
    buttons = [
        Button(f"{criteria.criteria_set(code).title}"[:60], f"council/{product.id}/open/{code}") for code in codes[:8]
    ]
    key = "council-choose" if await verbs.own_set(turn.db, product) else "council-choose-none"
    return Screen(turn.say(key), title=title, buttons=buttons, back="desk")


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
    if not await verbs.openable(turn.db, product) or code not in await verbs.sets_offered(turn.db, product):
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
    return Screen("\n\n".join(lines), title=source.title, buttons=buttons, back="desk" if source.marked else here)


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


# -- the hard conditions of the law before 2026


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


# -- the grounds of exclusion


@screens.at("council/{product_id}/ground/{code}")
async def ground(turn: Turn, product_id: int, code: str) -> Screen | To:
    """One ground of exclusion, for the council's finding; before anything is scored."""
    product, evaluation, cs = await closing.open_session(turn.db, turn.actor, product_id)
    here = f"council/{product.id}"
    for place, one in enumerate(cs.exclusions, start=1):
        if one.code == code:
            lines = [turn.say("ground-ask", number=place, count=len(cs.exclusions)), one.text]
            if code in evaluation.excluded:
                lines.append(turn.say("ground-answered-yes" if evaluation.excluded[code] else "ground-answered-no"))
            if not one.certain:
                lines.append(turn.say("rule-unsure", source=one.source))
            buttons = [
                turn.button("ground-no", f"{here}/ground/{code}/no"),
                turn.button("ground-yes", f"{here}/ground/{code}/yes"),
            ]
            return Screen("\n\n".join(lines), title=product.name, buttons=buttons, back=here)
    raise NotFound(code)


@screens.at("council/{product_id}/ground/{code}/{answer}")
async def answer_ground(turn: Turn, product_id: int, code: str, answer: str) -> To:
    if answer not in ("yes", "no"):
        raise NotFound(answer)
    left = await closing.answer_ground(turn.db, turn.actor, product_id, code, answer == "yes", turn.now)
    if answer == "yes":
        return To(f"council/{product_id}/close")
    return To(f"council/{product_id}/ground/{left}" if left else f"council/{product_id}")
