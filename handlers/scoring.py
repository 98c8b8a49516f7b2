"""Council scoring, for its members: each marks criterion by criterion, unseen by the others."""

from chat import pager
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from ocop import criteria
from ocop.criteria import STOP, Criterion, Option
from services import councils as verbs
from services.notices.councils import titles
from storage.tables import Evaluation, Scorecard

screens = Screens()


@screens.at("scoring")
async def owed(turn: Turn) -> Screen:
    return await owed_from(turn, 0)


@screens.at("scoring/from/{offset}")
async def owed_from(turn: Turn, offset: int) -> Screen:
    """The scorecards this member still owes."""
    count, rows = await verbs.cards_owed(turn.db, turn.actor, offset=offset, limit=pager.SIZE + 1)
    buttons = pager.buttons(
        turn,
        rows,
        lambda row: Button(f"📝 {row[1].name}"[:60], f"score/{row[0].id}"),
        lambda after: f"scoring/from/{after}",
        offset=offset,
    )
    return Screen(turn.say("scoring-text", count=count), title=turn.say("scoring-title"), buttons=buttons, back="home")


@screens.at("score/{evaluation_id}")
async def progress(turn: Turn, evaluation_id: int) -> Screen:
    evaluation, card, product = await verbs.own_card(turn.db, turn.actor, evaluation_id)
    lines = _points(turn, evaluation, card)
    buttons: list[Button] = []
    left = verbs.marks_left(evaluation, card)
    if card.submitted_at is not None:
        lines.append(turn.say("score-sent"))
    elif evaluation.closed_at is not None:
        lines.append(turn.say("score-closed"))
    elif left:
        buttons.append(turn.button("score-go-on", f"score/{evaluation.id}/{left[0]}"))
    else:
        buttons.append(turn.button("score-send", f"score/{evaluation.id}/send"))
    if verbs.markable(evaluation, card) and card.answers:
        buttons += _back_to(turn, evaluation)
    buttons.append(turn.button("score-papers", f"dossier/{product.id}/0"))
    return Screen("\n".join(lines), title=product.name, buttons=buttons, back="scoring")


def _points(turn: Turn, evaluation: Evaluation, card: Scorecard) -> list[str]:
    """How far the card is, and its points; no total where something stops the assessment."""
    cs, done = criteria.criteria_set(evaluation.criteria_set), verbs.sheet_of(evaluation, card)
    if done.stopped_by is not None:
        grounds = {one.code: one.text for one in cs.exclusions}
        name = grounds.get(done.stopped_by) or titles(cs, [done.stopped_by])[0]
        return [turn.say("score-excluded" if done.stopped_by in grounds else "score-stopped", name=name)]
    lines = []
    if evaluation.in_writing:
        lines.append(turn.say("score-in-writing"))
    left = verbs.grounds_left(evaluation, card)
    if left:
        lines.append(turn.say("score-grounds", count=len(left)))
    count = len(cs.criteria)
    lines.append(turn.say("score-progress", done=count - len(done.unanswered), count=count))
    lines += [
        turn.say("score-part", letter=p.letter, title=p.title, points=done.parts[p.letter], most=p.points)
        for p in cs.parts
    ]
    return [*lines, turn.say("score-total", total=done.total)]


def _back_to(turn: Turn, evaluation: Evaluation) -> list[Button]:
    """The ways back to what was answered: each part, and the grounds of exclusion."""
    cs, here = criteria.criteria_set(evaluation.criteria_set), f"score/{evaluation.id}"
    buttons = [turn.button("score-part-again", f"{here}/{p.criteria[0].code}", letter=p.letter) for p in cs.parts]
    if cs.exclusions:
        buttons.append(turn.button("score-grounds-again", f"{here}/{cs.exclusions[0].code}"))
    return buttons


@screens.at("score/{evaluation_id}/send")
async def send(turn: Turn, evaluation_id: int) -> To:
    """The marks become final."""
    sent = await verbs.hand_in_scorecard(turn.db, turn.actor, evaluation_id, turn.now)
    return To(f"score/{evaluation_id}", turn.say("score-thanks") if sent else "")


@screens.at("score/{evaluation_id}/{code}")
async def criterion(turn: Turn, evaluation_id: int, code: str) -> Screen | To:
    """One criterion with its options as buttons; where the set prints two cases, the case first."""
    return await _criterion(turn, evaluation_id, code, "")


@screens.at("score/{evaluation_id}/{code}/case/{case}")
async def criterion_in_case(turn: Turn, evaluation_id: int, code: str, case: str) -> Screen | To:
    """The options of one of the two cases: "a" by the community, "b" by a firm or a person."""
    return await _criterion(turn, evaluation_id, code, case)


async def _criterion(turn: Turn, evaluation_id: int, code: str, case: str) -> Screen | To:
    evaluation, card, product = await verbs.own_card(turn.db, turn.actor, evaluation_id)
    here = f"score/{evaluation.id}"
    if not verbs.markable(evaluation, card):
        return To(here)
    cs = criteria.criteria_set(evaluation.criteria_set)
    grounds = {one.code: one.text for one in cs.exclusions}
    if code in grounds:
        return _ground(turn, here, code, grounds, product.name)
    codes = [one.code for one in cs.criteria]
    if code not in codes:
        raise NotFound(code)
    one, place = cs.criterion(code), codes.index(code)
    cases = sorted({option.case for option in one.options if option.case})
    if cases and case not in cases:
        buttons = [turn.button(f"score-case-{each}", f"{here}/{code}/case/{each}") for each in cases]
    else:
        buttons = _options(turn, here, one, card.answers.get(code), case)
    following = cs.after(code)
    if following is not None:
        buttons.append(turn.button("score-next", f"{here}/{following}"))
    buttons.append(turn.button("score-overview", here))
    return Screen(
        "\n\n".join([product.name, *_question(turn, cs, one)]),
        title=turn.say("score-title", code=code, number=place + 1, count=len(codes)),
        buttons=buttons,
        back=f"{here}/{codes[place - 1]}" if place else here,
    )


def _question(turn: Turn, cs: criteria.CriteriaSet, one: Criterion) -> list[str]:
    """The criterion, what stops the assessment there, and what is still to be checked in the text of the law."""
    lines = [one.title]
    if one.depends_on is not None:
        lines.append(turn.say("score-depends", name=titles(cs, [one.depends_on])[0]))
    if one.stop:
        lines.append(f"⛔ {one.stop}")
    if not one.certain or not all(option.certain for option in one.options):
        lines.append(turn.say("rule-unsure", source=cs.source))
    return lines


def _options(turn: Turn, here: str, one: Criterion, chosen: int | None, case: str) -> list[Button]:
    """The options, those of the case where there are two, with star signs; and what stops the assessment."""
    shown = [option for option in one.options if not case or option.case in ("", case)]
    buttons = [Button(_label(turn, option, chosen), f"{here}/{one.code}/{option.number}") for option in shown]
    if one.stop and not one.stops_at_zero:
        sign = "☑ " if chosen == STOP else ""
        buttons.append(turn.button("score-stop", f"{here}/{one.code}/stop", sign=sign))
    return buttons


def _label(turn: Turn, option: Option, chosen: int | None) -> str:
    sign = "☑ " if chosen == option.number else ""
    text = f"{'★' * option.stars} {option.text}" if option.stars else option.text
    return turn.say("score-option", sign=sign, text=text, points=option.points)


def _ground(turn: Turn, here: str, code: str, grounds: dict[str, str], name: str) -> Screen:
    """A ground of exclusion, looked at before anything is scored."""
    codes = list(grounds)
    place = codes.index(code)
    return Screen(
        f"{name}\n\n{grounds[code]}",
        title=turn.say("score-ground-title", number=place + 1, count=len(codes)),
        buttons=[
            turn.button("ground-no", f"{here}/{code}/0"),
            turn.button("ground-yes", f"{here}/{code}/stop"),
            turn.button("score-overview", here),
        ],
        back=f"{here}/{codes[place - 1]}" if place else here,
    )


@screens.at("score/{evaluation_id}/{code}/stop")
async def stop(turn: Turn, evaluation_id: int, code: str) -> To:
    """What ends the assessment was found here."""
    return await choose(turn, evaluation_id, code, STOP)


@screens.at("score/{evaluation_id}/{code}/{number}")
async def choose(turn: Turn, evaluation_id: int, code: str, number: int) -> To:
    """Mark, then on to the next criterion that has no mark."""
    following = await verbs.mark_criterion(turn.db, turn.actor, evaluation_id, code, number)
    return To(f"score/{evaluation_id}/{following}" if following else f"score/{evaluation_id}")
