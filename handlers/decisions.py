"""The decision that makes a result official, and the one that revokes it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from chat.errors import NotFound
from chat.form import Answers, Ask, Form
from chat.router import Screens
from chat.screen import QR, Button, Screen, To
from chat.turn import Turn
from handlers import standing
from handlers.council import points_lines, secretary
from locales import clock, texts
from ocop import criteria, numbers
from storage import councils, dossiers, products
from storage.tables import Evaluation, Person, Product, Rating

LEVELS = ("province", "centre")
WEAKEST = 3  # criteria named to a producer who has to improve
screens = Screens()


def most_of_province(product: Product) -> int:
    """The most stars that the province awards; beyond them the centre decides."""
    return dossiers.rules_of(product).awards["province"][1]


async def awaiting(turn: Turn, product: Product) -> tuple[Evaluation, int] | None:
    """The closed evaluation that awaits a decision, and its stars; None when none is awaited.

    From 90 points the centre's decision is still awaited after the province has awarded its four stars.
    """
    evaluation = await councils.current(turn.db, product.id)
    rating = await products.latest_rating(turn.db, product.id)
    if product.state != "decided" and rating is not None and rating.level == "province" and not rating.revoked_at:
        evaluation = await councils.evaluation(turn.db, rating.evaluation_id or 0)
        if evaluation is None or evaluation.result is None or evaluation.result["stars"] <= most_of_province(product):
            return None
    if evaluation is None or evaluation.result is None:
        return None
    return evaluation, int(evaluation.result["stars"])


async def _as_it_is(turn: Turn, product: Product) -> To:
    """Nothing is left to decide: what was decided."""
    rating = await products.latest_rating(turn.db, product.id)
    return To(f"view/{product.id}", standing.rating_line(turn, rating, turn.today))


# -- the decision


@screens.at("decision/{product_id}")
async def whose(turn: Turn, product_id: int) -> Screen | To:
    """Whose decision is it? Only from 90 points is there a question.

    Source: Decision 1489/QĐ-TTg: the province awards 3 and 4 stars and sends dossiers from 90 points to the centre.
    """
    product = await secretary(turn, product_id)
    found = await awaiting(turn, product)
    if found is None:
        return await _as_it_is(turn, product)
    if found[1] <= most_of_province(product):
        return To(decision.address(f"{product.id}.province"))
    if product.state != "decided":
        return To(decision.address(f"{product.id}.centre"))
    buttons = [turn.button(f"decision-{level}", decision.address(f"{product.id}.{level}")) for level in LEVELS]
    return Screen(turn.say("decision-whose"), title=product.name, buttons=buttons, back=f"council/{product.id}")


async def _subject(turn: Turn, subject: str) -> tuple[Product, str]:
    number, _, level = subject.partition(".")
    if not number.isdecimal() or level not in LEVELS:
        raise NotFound(subject)
    return await secretary(turn, int(number)), level


async def _decidable(turn: Turn, subject: str) -> None:
    await _subject(turn, subject)


def _day(turn: Turn, text: str) -> str:
    return numbers.day(text, turn.today).isoformat()


async def record(turn: Turn, subject: str, answers: Answers) -> Screen | To:
    """Record the decision; the producer is told with points, term and QR code."""
    product, level = await _subject(turn, subject)
    found = await awaiting(turn, product)
    if found is None or (level == "centre" and found[1] <= most_of_province(product)):
        return await _as_it_is(turn, product)
    evaluation, computed = found
    given = min(computed, most_of_province(product)) if level == "province" else computed
    on = date.fromisoformat(answers["date"])
    closed = clock.today(evaluation.closed_at or turn.now)
    if not closed <= on <= turn.today:
        return To(f"{decision.address(subject)}/date", turn.say("decision-date-wrong", closed=turn.day(closed)))
    rating = await councils.record_decision(
        turn.db,
        evaluation,
        product,
        level=level,
        given=given,
        number=answers["number"],
        on=on,
        officer_id=turn.person.id,
        now=turn.now,
    )
    if rating is None:
        return await _as_it_is(turn, product)
    detail = f"{rating.decision_number} {given}"
    await turn.log("decision.recorded", f"product/{product.id}", area=product.province, detail=detail)
    advice = [] if rating.valid_until else await _weakest(turn, evaluation)
    for member in await products.members(turn.db, product.producer_id):
        key = f"rated:{rating.id}:{member.id}"
        notice = _notice(member, product, rating, evaluation, advice)
        await turn.notify(member, notice, unique_key=key, statutory=True)
    return To("desk", turn.say("decision-done", name=product.name, stars=standing.stars(given)))


async def _weakest(turn: Turn, evaluation: Evaluation) -> list[str]:
    """The criteria that lost the most points in the council's mean, by title."""
    criteria_set = criteria.criteria_set(evaluation.criteria_set)
    cards = [card.answers for card, _member in await councils.scorecards(turn.db, evaluation.id) if card.submitted_at]
    lost = {
        one.title: sum(
            one.most - option.points for card in cards for option in one.options if option.number == card[one.code]
        )
        for one in criteria_set.criteria
    }
    return sorted((title for title in lost if lost[title]), key=lambda title: -lost[title])[:WEAKEST]


def _notice(member: Person, product: Product, rating: Rating, evaluation: Evaluation, advice: Sequence[str]) -> Screen:
    """What the producer reads: the stars, the points by part, the term, the code; or what to improve."""
    say = member.language
    lines = [
        texts.say(
            say,
            "notice-rated" if rating.valid_until else "notice-rated-low",
            product=product.name,
            stars=standing.stars(rating.stars),
            number=rating.decision_number,
            date=texts.day(say, rating.decision_date),
            until=texts.day(say, rating.valid_until) if rating.valid_until else "",
        ),
        *points_lines(say, rating.points),
        texts.say(say, "notice-rated-total", total=texts.number(say, Decimal(rating.points["total"]))),
    ]
    result = evaluation.result or {}
    if not rating.valid_until:
        unmet = result["capped_by"] if result["stars"] < result["by_points"] else []
        lines += [texts.say(say, "notice-unmet", name=texts.say(say, f"condition-{code}")) for code in unmet]
        lines += [texts.say(say, "notice-improve"), *(f"• {title}" for title in advice)]
    elif rating.stars < result["stars"]:
        lines.append(texts.say(say, "notice-to-centre"))
    buttons = [Button(texts.say(say, "button-to-step"), f"product/{product.id}")]
    qr = QR(product.code, f"{product.name} · {product.code}") if rating.valid_until else None
    facts = {
        "product": product.name,
        "stars": str(rating.stars),
        "decision": rating.decision_number,
        "day": texts.day(say, rating.decision_date),
        "until": texts.day(say, rating.valid_until) if rating.valid_until else "–",
    }
    return Screen("\n".join(lines), buttons=buttons, qr=qr, kind="rated", facts=facts)


decision = screens.form(
    Form(
        "decision",
        Ask("number", check=numbers.decision_number),
        Ask("date", read=_day, show=lambda turn, value: turn.day(date.fromisoformat(str(value)))),
        then=record,
        allow=_decidable,
        cancel=lambda subject: f"decision/{subject.partition('.')[0]}",
    )
)


# -- revoking


async def _revocable(turn: Turn, subject: str) -> None:
    product = await secretary(turn, int(subject) if subject.isdecimal() else 0)
    rating = await products.latest_rating(turn.db, product.id)
    if rating is None or rating.valid_until is None:
        raise NotFound(subject)


async def revoke(turn: Turn, subject: str, answers: Answers) -> Screen | To:
    """Revoke the certificate; the public page says so at once, and the producer is told why."""
    product = await secretary(turn, int(subject))
    rating = await products.latest_rating(turn.db, product.id)
    if rating is None or not await councils.revoke(turn.db, rating.id, answers["reason"], turn.now):
        return await _as_it_is(turn, product)
    await turn.log("certificate.revoked", f"product/{product.id}", area=product.province, detail=answers["reason"])
    for member in await products.members(turn.db, product.producer_id):
        notice = Screen(
            texts.say(member.language, "notice-revoked", product=product.name, reason=answers["reason"]),
            buttons=[Button(texts.say(member.language, "button-to-step"), f"product/{product.id}")],
            kind="revoked",
            facts={"product": product.name, "reason": answers["reason"], "day": turn.day(turn.today)},
        )
        await turn.notify(member, notice, unique_key=f"revoked:{rating.id}:{member.id}", statutory=True)
    return To(f"view/{product.id}", turn.say("revoke-done"))


revoking = screens.form(
    Form(
        "revoke",
        Ask("reason", check=lambda text: numbers.paragraph(text, shortest=10, longest=500)),
        then=revoke,
        allow=_revocable,
        cancel=lambda subject: f"view/{subject}",
    )
)
