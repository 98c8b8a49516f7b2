"""Council scoring, for its members: each marks criterion by criterion, unseen by the others."""

from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from ocop import criteria
from services import councils as verbs

screens = Screens()


@screens.at("scoring")
async def owed(turn: Turn) -> Screen:
    """The scorecards this member still owes."""
    rows = await verbs.cards_owed(turn.db, turn.actor, limit=8)
    buttons = [Button(f"📝 {product.name}"[:60], f"score/{evaluation.id}") for evaluation, product in rows]
    return Screen(
        turn.say("scoring-text", count=len(rows)), title=turn.say("scoring-title"), buttons=buttons, back="home"
    )


@screens.at("score/{evaluation_id}")
async def progress(turn: Turn, evaluation_id: int) -> Screen:
    evaluation, card, product = await verbs.own_card(turn.db, turn.actor, evaluation_id)
    criteria_set = criteria.criteria_set(evaluation.criteria_set)
    left = verbs.marks_left(evaluation, card)
    points = verbs.points_of(evaluation, card)
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
    if verbs.markable(evaluation, card) and card.answers:
        buttons += [
            turn.button("score-part-again", f"score/{evaluation.id}/{p.criteria[0].code}", letter=p.letter)
            for p in criteria_set.parts
        ]
    buttons.append(turn.button("score-papers", f"dossier/{product.id}/0"))
    return Screen("\n".join(lines), title=product.name, buttons=buttons, back="scoring")


@screens.at("score/{evaluation_id}/send")
async def send(turn: Turn, evaluation_id: int) -> To:
    """The marks become final."""
    sent = await verbs.hand_in_scorecard(turn.db, turn.actor, evaluation_id, turn.now)
    return To(f"score/{evaluation_id}", turn.say("score-thanks") if sent else "")


@screens.at("score/{evaluation_id}/{code}")
async def criterion(turn: Turn, evaluation_id: int, code: str) -> Screen | To:
    """One criterion with its options as buttons."""
    evaluation, card, product = await verbs.own_card(turn.db, turn.actor, evaluation_id)
    if not verbs.markable(evaluation, card):
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
    following = await verbs.mark_criterion(turn.db, turn.actor, evaluation_id, code, number)
    return To(f"score/{evaluation_id}/{following}" if following else f"score/{evaluation_id}")
