"""Council scoring: the secretary opens and closes it; each member marks criterion by criterion, unseen by the
others.
"""

from decimal import Decimal

from chat.errors import NotAllowed, NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers import standing
from handlers.desk import PAGE
from locales import texts
from ocop import criteria
from ocop.roles import Role, may_run_council, may_score
from services import permits
from storage import councils, dossiers, people, products
from storage.tables import Evaluation, Product, Scorecard

screens = Screens()


async def secretary(turn: Turn, product_id: int) -> Product:
    """A product, for the secretary of its council, who has no share in it. Nobody else moves it on during this turn."""
    product = await products.locked(turn.db, product_id)
    if product is None:
        raise NotFound(product_id)
    if not may_run_council(turn.grants, product.commune):
        raise NotAllowed(product_id)
    await permits.impartial(turn.db, turn.actor, product)
    return product


# -- the secretary


@screens.at("council/{product_id}", "form/council/{product_id}")
async def council(turn: Turn, product_id: int) -> Screen | To:
    """Where the scoring of this product stands."""
    product = await secretary(turn, product_id)
    evaluation = await councils.current(turn.db, product.id)
    if evaluation is None:
        if product.state != "scoring":
            return To(f"review/{product.id}", turn.say("council-not-yet"))
        return await _choose_set(turn, product)
    if evaluation.result is not None:
        return await _result(turn, product, evaluation)
    cards = await councils.scorecards(turn.db, evaluation.id)
    lines = [turn.say("council-set", title=criteria.criteria_set(evaluation.criteria_set).title)]
    lines += [f"{'✅' if card.submitted_at else '⏳'} {member.name or turn.say('a-member')}" for card, member in cards]
    conditions = dossiers.rules_of(product).conditions
    open_ones = [condition for condition in conditions if condition.code not in evaluation.met]
    lines.append(turn.say("council-conditions", done=len(conditions) - len(open_ones), count=len(conditions)))
    buttons = [
        turn.button(f"condition-{condition.code}", f"council/{product.id}/condition/{condition.code}")
        for condition in open_ones[:1]
    ]
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
    return await page_of_members(turn, product_id, code, 0)


@screens.at("council/{product_id}/open/{code}/{offset}")
async def page_of_members(turn: Turn, product_id: int, code: str, offset: int) -> Screen | To:
    """Who sits: all council members of the province but those that were left out by a tap."""
    product = await secretary(turn, product_id)
    if code not in criteria.available():
        raise NotFound(code)
    if await councils.current(turn.db, product.id) is not None or product.state != "scoring":
        return To(f"council/{product.id}")
    left_out = await _left_out(turn, product)
    eligible = await _eligible(turn, product)
    seat = f"council/{product.id}/seat/{code}"
    buttons = [
        Button(f"⬜ {name}"[:60], f"{seat}/{person_id}/in")
        if person_id in left_out
        else Button(f"☑ {name}"[:60], f"{seat}/{person_id}/out")
        for person_id, name in list(eligible.items())[offset : offset + PAGE]
    ]
    if len(eligible) > offset + PAGE:
        buttons.append(turn.button("button-more", f"council/{product.id}/open/{code}/{offset + PAGE}"))
    chosen = [person_id for person_id in eligible if person_id not in left_out]
    if chosen:
        buttons.append(turn.button("council-open", f"council/{product.id}/begin/{code}"))
    source = criteria.criteria_set(code)
    lines = [turn.say("council-members", count=len(chosen)) if eligible else turn.say("council-nobody")]
    if not source.certain:
        lines.append(turn.say("rule-unsure", source=source.source))
    return Screen("\n\n".join(lines), title=source.title, buttons=buttons, back=f"council/{product.id}")


@screens.at("council/{product_id}/seat/{code}/{person_id}/{change}")
async def change_seat(turn: Turn, product_id: int, code: str, person_id: int, change: str) -> To:
    """Leave a member out, or let them in again; kept until the scoring opens."""
    product = await secretary(turn, product_id)
    eligible = list(await _eligible(turn, product))
    left_out = await _left_out(turn, product)
    if person_id not in eligible or change not in ("in", "out"):
        raise NotFound(person_id)
    if product.state == "scoring" and await councils.current(turn.db, product.id) is None:
        left_out = left_out - {person_id} if change == "in" else left_out | {person_id}
        answers = {"out": sorted(left_out)}
        await people.keep_draft(turn.db, turn.person.id, "council", str(product.id), answers, turn.now)
    return To(f"council/{product.id}/open/{code}/{eligible.index(person_id) // PAGE * PAGE}")


async def _left_out(turn: Turn, product: Product) -> set[int]:
    draft = await people.draft(turn.db, turn.person.id, "council", str(product.id))
    return set(draft.answers["out"]) if draft else set()


async def _eligible(turn: Turn, product: Product) -> dict[int, str]:
    """The province's council members who have no share in the product: id → name."""
    holders = await people.role_holders(turn.db, [product.province], role=Role.COUNCIL, limit=100)
    own = {member.id for member in await products.members(turn.db, product.producer_id)}
    return {member.id: member.name or turn.say("a-member") for _row, member in holders if member.id not in own}


@screens.at("council/{product_id}/begin/{code}")
async def begin(turn: Turn, product_id: int, code: str) -> To:
    """Open the scoring and tell the members."""
    product = await secretary(turn, product_id)
    if code not in criteria.available():
        raise NotFound(code)
    left_out = await _left_out(turn, product)
    chosen = [person_id for person_id in await _eligible(turn, product) if person_id not in left_out]
    evaluation = await councils.open_evaluation(turn.db, product, code, chosen, turn.person.id, turn.now)
    if evaluation is None:
        return To(f"council/{product.id}", turn.say("council-open-already"))
    await people.drop_draft(turn.db, turn.person.id, "council", str(product.id))
    await turn.log("council.opened", f"product/{product.id}", area=product.province, detail=code)
    for _card, member in await councils.scorecards(turn.db, evaluation.id):
        notice = Screen(
            texts.say(member.language, "notice-score", product=product.name),
            buttons=[Button(texts.say(member.language, "button-score"), f"score/{evaluation.id}")],
        )
        await turn.notify(member, notice, unique_key=f"score:{evaluation.id}:{member.id}")
    return To(f"council/{product.id}", turn.say("council-opened"))


async def _open_evaluation(turn: Turn, product: Product) -> Evaluation:
    evaluation = await councils.current(turn.db, product.id)
    if evaluation is None:
        raise NotFound(product.id)
    return evaluation


@screens.at("council/{product_id}/condition/{code}")
async def condition(turn: Turn, product_id: int, code: str) -> Screen:
    """One hard condition, for the secretary to confirm; unsure ones say so."""
    product = await secretary(turn, product_id)
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
    product = await secretary(turn, product_id)
    evaluation = await _open_evaluation(turn, product)
    codes = [one.code for one in dossiers.rules_of(product).conditions]
    if code not in codes or answer not in ("yes", "no"):
        raise NotFound(code)
    if evaluation.closed_at is None:
        await councils.confirm_condition(turn.db, evaluation, code, answer == "yes")
        await turn.log("council.condition", f"product/{product.id}", area=product.province, detail=f"{code} {answer}")
    left = [one for one in codes if one not in evaluation.met]
    return To(f"council/{product.id}/condition/{left[0]}" if left else f"council/{product.id}")


@screens.at("council/{product_id}/close")
async def ask_close(turn: Turn, product_id: int) -> Screen | To:
    product = await secretary(turn, product_id)
    evaluation = await _open_evaluation(turn, product)
    if evaluation.closed_at is not None:
        return To(f"council/{product.id}")
    here = f"council/{product.id}"
    unanswered = [one.code for one in dossiers.rules_of(product).conditions if one.code not in evaluation.met]
    if unanswered:
        return To(f"{here}/condition/{unanswered[0]}", turn.say("council-conditions-first"))
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
    """Close this scoring; the result is computed by the one stated rule."""
    product = await secretary(turn, product_id)
    evaluation = await _open_evaluation(turn, product)
    if evaluation.id != evaluation_id:
        return To(f"council/{product.id}")
    if any(one.code not in evaluation.met for one in dossiers.rules_of(product).conditions):
        return To(f"council/{product.id}/close")
    if await councils.close(turn.db, evaluation, product, turn.person.id, turn.now) is None:
        return To(f"council/{product.id}")
    await turn.log("council.closed", f"product/{product.id}", area=product.province)
    return To(f"council/{product.id}", turn.say("council-closed"))


async def _result(turn: Turn, product: Product, evaluation: Evaluation) -> Screen:
    """The result, and how it came about."""
    result = evaluation.result or {}
    rules = dossiers.rules_of(product)
    lines = [turn.say("result-mean", mean=turn.number(councils.mean_of(evaluation)), cards=result["cards"])]
    lines += points_lines(turn.language, result["parts"])
    if result["stars"] < result["by_points"]:
        lines.append(turn.say("result-by-points", stars=standing.stars(result["by_points"])))
        lines += [turn.say("result-capped", name=turn.say(f"condition-{code}")) for code in result["capped_by"]]
    lines.append(turn.say("result-stars", stars=standing.stars(result["stars"])))
    lines.append(turn.say(f"rounding-{rules.thresholds.rounding}"))
    if not rules.thresholds.certain:
        lines.append(turn.say("rule-unsure", source=rules.thresholds.source))
    buttons = [turn.button("decision-record", f"decision/{product.id}")] if product.state == "decided" else []
    buttons.append(turn.button("result-cards", f"council/{product.id}/cards"))
    return Screen("\n".join(lines), title=turn.say("result-title", name=product.name), buttons=buttons, back="desk")


def points_lines(language: str, parts: dict[str, str]) -> list[str]:
    """The points of the parts A, B and C, as they are kept (exact decimals as text)."""
    return [
        texts.say(language, "result-part", letter=letter, points=texts.number(language, Decimal(points)))
        for letter, points in sorted(parts.items())
        if letter != "total"
    ]


@screens.at("council/{product_id}/cards")
async def cards_after(turn: Turn, product_id: int) -> Screen | To:
    """All totals, only after the closing."""
    product = await secretary(turn, product_id)
    evaluation = await _open_evaluation(turn, product)
    if evaluation.closed_at is None:
        return To(f"council/{product.id}")
    lines = []
    for card, member in await councils.scorecards(turn.db, evaluation.id):
        name = member.name or turn.say("a-member")
        if card.submitted_at is None:
            lines.append(turn.say("card-missing", name=name))
        else:
            lines.append(turn.say("card-total", name=name, total=councils.total(evaluation, card.answers).total))
    return Screen("\n".join(lines), title=product.name, back=f"council/{product.id}")


# -- a member


async def _card(turn: Turn, evaluation_id: int) -> tuple[Evaluation, Scorecard, Product]:
    evaluation = await councils.evaluation(turn.db, evaluation_id)
    if evaluation is None:
        raise NotFound(evaluation_id)
    product = await products.product(turn.db, evaluation.product_id)
    card = await councils.scorecard(turn.db, evaluation.id, turn.person.id)
    if product is None or card is None or not may_score(turn.grants, product.commune):
        raise NotAllowed(evaluation_id)
    await permits.impartial(turn.db, turn.actor, product)
    return evaluation, card, product


@screens.at("scoring")
async def owed(turn: Turn) -> Screen:
    """The scorecards this member still owes."""
    if not any(grant.role == Role.COUNCIL for grant in turn.grants):
        raise NotAllowed("scoring")
    rows = await councils.to_score(turn.db, turn.person.id, limit=8)
    buttons = [Button(f"📝 {product.name}"[:60], f"score/{evaluation.id}") for _card, evaluation, product in rows]
    return Screen(
        turn.say("scoring-text", count=len(rows)), title=turn.say("scoring-title"), buttons=buttons, back="home"
    )


@screens.at("score/{evaluation_id}")
async def progress(turn: Turn, evaluation_id: int) -> Screen:
    evaluation, card, product = await _card(turn, evaluation_id)
    criteria_set = criteria.criteria_set(evaluation.criteria_set)
    left = criteria.unanswered(criteria_set, card.answers)
    points = councils.total(evaluation, card.answers)
    lines = [turn.say("score-progress", done=len(criteria_set.criteria) - len(left), count=len(criteria_set.criteria))]
    lines += [
        turn.say("score-part", letter=p.letter, title=p.title, points=points.parts[p.letter], most=p.points)
        for p in criteria_set.parts
    ]
    lines.append(turn.say("score-total", total=points.total))
    buttons: list[Button] = []
    if card.submitted_at is not None:
        lines.append(turn.say("score-sent"))
    elif evaluation.closed_at is not None:
        lines.append(turn.say("score-closed"))
    elif left:
        buttons.append(turn.button("score-go-on", f"score/{evaluation.id}/{left[0]}"))
    else:
        buttons.append(turn.button("score-send", f"score/{evaluation.id}/send"))
    if card.submitted_at is None and evaluation.closed_at is None and card.answers:
        buttons += [
            turn.button("score-part-again", f"score/{evaluation.id}/{p.criteria[0].code}", letter=p.letter)
            for p in criteria_set.parts
        ]
    buttons.append(turn.button("score-papers", f"dossier/{product.id}/0"))
    return Screen("\n".join(lines), title=product.name, buttons=buttons, back="scoring")


@screens.at("score/{evaluation_id}/send")
async def send(turn: Turn, evaluation_id: int) -> To:
    """The marks become final."""
    evaluation, card, product = await _card(turn, evaluation_id)
    await products.locked(turn.db, product.id)  # a scoring that is being closed at this moment is closed first
    await turn.db.refresh(evaluation)
    here = f"score/{evaluation.id}"
    if evaluation.closed_at is not None or criteria.unanswered(
        criteria.criteria_set(evaluation.criteria_set), card.answers
    ):
        return To(here)
    if not await councils.hand_in(turn.db, card, turn.now):
        return To(here)
    await turn.log("score.sent", f"product/{product.id}", area=product.province)
    secretary = await people.person(turn.db, evaluation.opened_by)
    others = await councils.scorecards(turn.db, evaluation.id)
    if secretary is not None and all(other.submitted_at for other, _member in others):
        notice = Screen(
            texts.say(secretary.language, "notice-all-scored", product=product.name),
            buttons=[Button(texts.say(secretary.language, "button-council"), f"council/{product.id}")],
        )
        await turn.notify(secretary, notice, unique_key=f"scored:{evaluation.id}")
    return To(here, turn.say("score-thanks"))


@screens.at("score/{evaluation_id}/{code}")
async def criterion(turn: Turn, evaluation_id: int, code: str) -> Screen | To:
    """One criterion with its options as buttons."""
    evaluation, card, product = await _card(turn, evaluation_id)
    if card.submitted_at is not None or evaluation.closed_at is not None:
        return To(f"score/{evaluation.id}")
    criteria_set = criteria.criteria_set(evaluation.criteria_set)
    codes = [one.code for one in criteria_set.criteria]
    if code not in codes:
        raise NotFound(code)
    one = criteria_set.criterion(code)
    here = f"score/{evaluation.id}"
    chosen = card.answers.get(code)
    buttons = [
        Button(
            turn.say(
                "score-option", sign="☑ " if chosen == option.number else "", text=option.text, points=option.points
            ),
            f"{here}/{code}/{option.number}",
        )
        for option in one.options
    ]
    place = codes.index(code)
    if place + 1 < len(codes):
        buttons.append(turn.button("score-next", f"{here}/{codes[place + 1]}"))
    buttons.append(turn.button("score-overview", here))
    title = turn.say("score-title", code=code, number=place + 1, count=len(codes))
    return Screen(
        f"{product.name}\n\n{one.title}",
        title=title,
        buttons=buttons,
        back=f"{here}/{codes[place - 1]}" if place else here,
    )


@screens.at("score/{evaluation_id}/{code}/{number}")
async def choose(turn: Turn, evaluation_id: int, code: str, number: int) -> To:
    """Mark, then on to the next criterion that has no mark."""
    evaluation, card, _product = await _card(turn, evaluation_id)
    here = f"score/{evaluation.id}"
    if card.submitted_at is not None or evaluation.closed_at is not None:
        return To(here)
    criteria_set = criteria.criteria_set(evaluation.criteria_set)
    codes = [one.code for one in criteria_set.criteria]
    if code not in codes:
        raise NotFound(code)
    if number not in {option.number for option in criteria_set.criterion(code).options}:
        raise NotFound(number)
    await councils.mark(turn.db, card, code, number, turn.now)
    left = criteria.unanswered(criteria_set, card.answers)
    behind = [one for one in left if codes.index(one) > codes.index(code)] or left
    return To(f"{here}/{behind[0]}" if behind else here)
