"""Closing a session: what is still to be settled, what the cards come to, the result and how it came about."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from chat.errors import NotFound
from chat.form import Answers, Ask, Form
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from ocop import council as law
from ocop import criteria, numbers, stars
from ocop.criteria import STOP
from services import closing, permits, ratings, referrals
from services import councils as verbs
from services.closing import Session
from services.notices.councils import titles, what_stopped
from services.notices.ratings import points_lines
from storage import councils, dossiers
from storage.tables import Evaluation, Product

screens = Screens()


@screens.at("council/{product_id}/close")
async def ask_close(turn: Turn, product_id: int) -> Screen | To:
    product = await permits.council_product(turn.db, turn.actor, product_id)
    evaluation = await verbs.the_scoring(turn.db, product)
    if evaluation.closed_at is not None:
        return To(f"council/{product.id}")
    if criteria.criteria_set(evaluation.criteria_set).marked:
        return await _session(turn, product, evaluation)
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


async def _session(turn: Turn, product: Product, evaluation: Evaluation) -> Screen:
    """What is to be settled before the closing, and what the machine proposes."""
    stands = await closing.session(turn.db, product, evaluation)
    here, cs, holds_up = f"council/{product.id}", stands.criteria_set, stands.holds_up
    lines, buttons = [], []
    if not stands.excluded:
        lines.append(turn.say("close-cards", got=len(stands.cards), count=stands.seated, needed=stands.needed))
    if holds_up == "cards":
        lines.append(turn.say("rule-unsure", source=turn.say("quorum-source")))
    if holds_up == "grounds":
        lines.append(turn.say("close-grounds", count=len(stands.grounds)))
        buttons.append(turn.button("council-grounds-button", f"{here}/ground/{stands.grounds[0]}"))
    if stands.proposal is not None:
        lines += _differences(turn, stands)
        lines += _proposed(turn, stands, evaluation)
        if stands.open:
            name = _name(turn, cs, stands.open[0])
            buttons.append(turn.button("close-settle", f"{here}/find/{stands.open[0]}", name=name))
        elif not stands.excluded and stands.proposal.by_points > stands.proposal.by_conditions:
            buttons.append(turn.button("close-above", above.address(product.id)))
        if holds_up == "opinions" or stands.apart > law.APART:
            buttons.append(turn.button("close-meeting", f"{here}/meeting"))
    if not holds_up:
        key = "council-close-excluded" if stands.excluded else "council-close-yes"
        buttons.append(turn.button(key, f"{here}/close/{evaluation.id}"))
    return Screen("\n".join(lines), title=turn.say("close-title", name=product.name), buttons=buttons, back=here)


def _differences(turn: Turn, stands: Session) -> list[str]:
    """How far the members differ, without who."""
    lines = []
    if stands.apart > law.APART:
        lines.append(turn.say("close-apart", points=stands.apart, most=law.APART))
    if stands.in_writing:
        same = len(stands.opinions) < 2
        lines.append(turn.say("close-opinions-same" if same else "close-opinions-differ"))
    if stands.proposal is not None and stands.proposal.stopped_by is None:
        for code, count in stands.stops.items():
            lines.append(turn.say("close-stopped-some", name=_name(turn, stands.criteria_set, code), count=count))
    lines += [turn.say("close-open", name=_name(turn, stands.criteria_set, code)) for code in stands.open]
    return lines


def _proposed(turn: Turn, stands: Session, evaluation: Evaluation) -> list[str]:
    """What the machine proposes, as it would be kept."""
    if stands.proposal is None or stands.open:
        return []
    result = law.kept(stands.proposal, len(stands.cards), stands.stars)
    return _result_lines(turn, stands.criteria_set, result, evaluation.above_reason, proposed=True)


def _name(turn: Turn, cs: criteria.CriteriaSet, code: str) -> str:
    """A criterion as printed ("1.4. …"), or a ground of exclusion."""
    for one in cs.exclusions:
        if one.code == code:
            return one.text
    return titles(cs, [code])[0]


def _result_lines(
    turn: Turn, cs: criteria.CriteriaSet, result: Mapping[str, Any], reason: str | None, *, proposed: bool = False
) -> list[str]:
    """Points, stars by points, what is missing for the conditions, and the stars; or what ended the assessment."""
    if result["stopped_by"]:
        key = "result-excluded" if law.excluded(cs, result) else "result-stopped"
        return [turn.say(key, why=_name(turn, cs, result["stopped_by"]))]
    lines = [turn.say("result-mean", mean=turn.number(Decimal(result["mean"])), cards=result["cards"])]
    lines += points_lines(turn.language, result["parts"])
    lines.append(turn.say("result-by-points", stars=stars.signs(result["by_points"])))
    for number in range(max(3, result["by_conditions"] + 1), result["by_points"] + 1):
        codes = law.missing_for(result, number)
        if codes:
            lines.append(turn.say("result-missing", stars=number, codes=", ".join(code[1:] for code in codes)))
    if result["stars"] > result["by_conditions"] and reason:
        lines.append(turn.say("result-above", reason=reason))
    lines.append(turn.say("result-proposed" if proposed else "result-stars", stars=stars.signs(result["stars"])))
    if result["by_points"] > result["by_conditions"]:
        lines.append(turn.say("rule-unsure", source=turn.say("conditions-source")))
    lines.append(turn.say("rounding-none"))
    return lines


# -- settling


@screens.at("council/{product_id}/find/{code}")
async def find(turn: Turn, product_id: int, code: str) -> Screen:
    """A criterion on which the members differ: what was chosen, how often, and the council's finding."""
    product, evaluation, cs = await closing.open_session(turn.db, turn.actor, product_id)
    stands = await closing.session(turn.db, product, evaluation)
    if code not in [*stands.open, *evaluation.findings]:
        raise NotFound(code)
    words = closing.answers_shown(cs, code)
    votes = [card[code] for card in stands.cards if code in card]
    buttons = []
    for number in sorted(set(votes)):
        sign = "stop" if number == STOP else str(number)
        text = words[number] or turn.say("ground-yes" if number == STOP else "ground-no")
        label = turn.say("find-option", text=text, count=votes.count(number))
        buttons.append(Button(label, f"council/{product.id}/find/{code}/{sign}"))
    text = turn.say("find-text", name=_name(turn, cs, code))
    return Screen(text, title=product.name, buttons=buttons, back=f"council/{product.id}/close")


@screens.at("council/{product_id}/find/{code}/{answer}")
async def settle(turn: Turn, product_id: int, code: str, answer: str) -> To:
    if answer != "stop" and not answer.isdecimal():
        raise NotFound(answer)
    option = STOP if answer == "stop" else int(answer)
    left = await closing.settle_criterion(turn.db, turn.actor, product_id, code, option, turn.now)
    return To(f"council/{product_id}/find/{left}" if left else f"council/{product_id}/close")


@screens.at("council/{product_id}/meeting")
async def meeting(turn: Turn, product_id: int) -> Screen:
    """Is a meeting called? The cards are opened again."""
    product, _evaluation, _cs = await closing.open_session(turn.db, turn.actor, product_id)
    here = f"council/{product.id}"
    buttons = [turn.button("meeting-yes", f"{here}/meeting/yes")]
    return Screen(turn.say("meeting-ask"), title=product.name, buttons=buttons, back=f"{here}/close")


@screens.at("council/{product_id}/meeting/yes")
async def call_meeting(turn: Turn, product_id: int) -> To:
    await closing.call_meeting(turn.db, turn.actor, product_id, turn.now)
    return To(f"council/{product_id}", turn.say("meeting-called"))


async def _openable(turn: Turn, subject: str) -> None:
    await closing.open_session(turn.db, turn.actor, int(subject) if subject.isdecimal() else 0)


async def _go_above(turn: Turn, subject: str, answers: Answers) -> To:
    await closing.go_above(turn.db, turn.actor, int(subject), answers["reason"], turn.now)
    return To(f"council/{subject}/close", turn.say("above-done"))


above = screens.form(
    Form(
        "above",
        Ask("reason", check=lambda text: numbers.paragraph(text, shortest=closing.LEAST_REASON, longest=1000)),
        then=_go_above,
        allow=_openable,
        cancel=lambda subject: f"council/{subject}/close",
    )
)


# -- the closing and the result


@screens.at("council/{product_id}/close/{evaluation_id}")
async def close(turn: Turn, product_id: int, evaluation_id: int) -> To:
    if not await closing.close_scoring(turn.db, turn.actor, product_id, evaluation_id, turn.now):
        return To(f"council/{product_id}/close")
    evaluation = await councils.evaluation(turn.db, evaluation_id)
    if evaluation is not None and closing.fell_short(evaluation):
        return To(f"council/result/{evaluation.id}", turn.say("council-closed-short"))
    return To(f"council/{product_id}", turn.say("council-closed"))


@screens.at("council/result/{evaluation_id}")
async def ended(turn: Turn, evaluation_id: int) -> Screen:
    """The result of a session, also after its dossier is closed."""
    evaluation = await councils.evaluation(turn.db, evaluation_id)
    if evaluation is None:
        raise NotFound(evaluation_id)
    product = await permits.council_product(turn.db, turn.actor, evaluation.product_id)
    if evaluation.result is None:
        raise NotFound(evaluation_id)
    return await result(turn, product, evaluation)


async def result(turn: Turn, product: Product, evaluation: Evaluation) -> Screen:
    """The result, how it came about, and what is to be done with it."""
    cs = criteria.criteria_set(evaluation.criteria_set)
    kept = evaluation.result or {}
    lines = _result_lines(turn, cs, kept, evaluation.above_reason) if cs.marked else _before_2026(turn, product, kept)
    if kept.get("stopped_by"):
        lines.append(what_stopped(evaluation))
    buttons = await _next(turn, product, evaluation)
    buttons.append(turn.button("result-cards", f"council/cards/{evaluation.id}"))
    return Screen("\n".join(lines), title=turn.say("result-title", name=product.name), buttons=buttons, back="desk")


async def _next(turn: Turn, product: Product, evaluation: Evaluation) -> list[Button]:
    """The ministry from 90 points, the province's decision below."""
    referred = await referrals.referable(turn.db, product)
    if referred is not None and referred.id == evaluation.id:
        return [turn.button("referral-open", f"referral/{product.id}")]
    awaited = ratings.awaits_decision(product) and not closing.fell_short(evaluation)
    return [turn.button("decision-record", f"decision/{product.id}")] if awaited else []


def _before_2026(turn: Turn, product: Product, kept: Mapping[str, Any]) -> list[str]:
    rules = dossiers.rules_of(product)
    lines = [turn.say("result-mean", mean=turn.number(Decimal(kept["mean"])), cards=kept["cards"])]
    lines += points_lines(turn.language, kept["parts"])
    if kept["stars"] < kept["by_points"]:
        lines.append(turn.say("result-by-points", stars=stars.signs(kept["by_points"])))
        lines += [turn.say("result-capped", name=turn.say(f"condition-{code}")) for code in kept["capped_by"]]
    lines.append(turn.say("result-stars", stars=stars.signs(kept["stars"])))
    lines.append(turn.say(f"rounding-{rules.thresholds.rounding}"))
    if not rules.thresholds.certain:
        lines.append(turn.say("rule-unsure", source=rules.thresholds.source))
    return lines


@screens.at("council/{product_id}/cards")
async def cards_after(turn: Turn, product_id: int) -> Screen | To:
    """All totals of the scoring under way, only after the closing."""
    product = await permits.council_product(turn.db, turn.actor, product_id)
    evaluation = await verbs.the_scoring(turn.db, product)
    return await cards_of(turn, evaluation.id)


@screens.at("council/cards/{evaluation_id}")
async def cards_of(turn: Turn, evaluation_id: int) -> Screen | To:
    """All totals of one scoring, only after the closing."""
    evaluation = await councils.evaluation(turn.db, evaluation_id)
    if evaluation is None:
        raise NotFound(evaluation_id)
    product = await permits.council_product(turn.db, turn.actor, evaluation.product_id)
    if evaluation.closed_at is None:
        return To(f"council/{product.id}")
    lines = []
    for card, member in await councils.scorecards(turn.db, evaluation.id):
        name = member.name or turn.say("a-member")
        done = verbs.sheet_of(evaluation, card)
        if card.submitted_at is None:
            lines.append(turn.say("card-missing", name=name))
        elif done.stopped_by:
            lines.append(turn.say("card-stopped", name=name))
        else:
            lines.append(turn.say("card-total", name=name, total=done.total))
    return Screen("\n".join(lines), title=product.name, back=f"council/result/{evaluation.id}")
