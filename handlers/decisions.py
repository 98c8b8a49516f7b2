"""The decision that makes a result official, and the one that revokes it."""

from datetime import date
from decimal import Decimal

from chat import texts
from chat.form import Answers, Ask, Form
from chat.router import NotAllowed, NotFound, Screens
from chat.screen import QR, Button, Screen, To
from chat.turn import Turn
from handlers import standing
from handlers.council import points_lines
from ocop import calendar, numbers
from ocop.roles import may_run_council
from storage import councils, products
from storage.models import Evaluation, Person, Product, Rating

LEVELS = ("province", "centre")
screens = Screens()


async def _product(turn: Turn, product_id: int) -> Product:
    product = await products.product(turn.db, product_id)
    if product is None:
        raise NotFound(product_id)
    if not may_run_council(turn.grants, product.commune):
        raise NotAllowed(product_id)
    return product


async def _scored(turn: Turn, product: Product) -> tuple[Evaluation, int]:
    """The closed evaluation that awaits its decision, and its stars."""
    evaluation = await councils.current(turn.db, product.id)
    if product.state != "decided" or evaluation is None or evaluation.result is None:
        raise NotFound(product.id)
    return evaluation, int(evaluation.result["stars"])


# -- the decision


@screens.at("decision/{product_id}")
async def whose(turn: Turn, product_id: int) -> Screen | To:
    """Whose decision is it? Only from 90 points is there a question.

    Source: Decision 1489/QĐ-TTg: the province awards 3 and 4 stars and sends dossiers from 90 points to the centre.
    """
    product = await _product(turn, product_id)
    _evaluation, stars = await _scored(turn, product)
    if stars < 5:
        return To(decision.address(f"{product.id}.province"))
    buttons = [turn.button(f"decision-{level}", decision.address(f"{product.id}.{level}")) for level in LEVELS]
    return Screen(turn.say("decision-whose"), title=product.name, buttons=buttons, back=f"council/{product.id}")


async def _subject(turn: Turn, subject: str) -> tuple[Product, str]:
    number, _, level = subject.partition(".")
    if not number.isdecimal() or level not in LEVELS:
        raise NotFound(subject)
    return await _product(turn, int(number)), level


async def _decidable(turn: Turn, subject: str) -> None:
    product, level = await _subject(turn, subject)
    _evaluation, stars = await _scored(turn, product)
    if level == "centre" and stars < 5:
        raise NotFound(subject)


def _day(turn: Turn, text: str) -> str:
    return numbers.day(text, turn.today).isoformat()


async def record(turn: Turn, subject: str, answers: Answers) -> Screen | To:
    """Record the decision; the producer is told with points, term and QR code."""
    product, level = await _subject(turn, subject)
    evaluation, given = await _scored(turn, product)
    on = date.fromisoformat(answers["date"])
    closed = calendar.today(evaluation.closed_at or turn.now)
    if not closed <= on <= turn.today:
        return To(f"{decision.address(subject)}/date", turn.say("decision-date-wrong", closed=turn.day(closed)))
    if level == "province":
        given = min(given, 4)
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
        return To(f"council/{product.id}")
    detail = f"{rating.decision_number} {given}"
    await turn.log("decision.recorded", f"product/{product.id}", area=product.province, detail=detail)
    for member in await products.members(turn.db, product.producer_id):
        key = f"rated:{rating.id}:{member.id}"
        await turn.notify(member, _notice(member, product, rating), unique_key=key, statutory=True)
    return To("desk", turn.say("decision-done", name=product.name, stars=standing.stars(given)))


def _notice(member: Person, product: Product, rating: Rating) -> Screen:
    """What the producer reads: the stars, the points by part, the term, the code."""
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
    buttons = [Button(texts.say(say, "button-to-step"), f"product/{product.id}")]
    qr = QR(product.code, f"{product.name} · {product.code}") if rating.valid_until else None
    return Screen("\n".join(lines), buttons=buttons, qr=qr)


decision = Form(
    "decision",
    Ask("number", check=numbers.decision_number),
    Ask("date", read=_day, show=lambda turn, value: turn.day(date.fromisoformat(str(value)))),
    then=record,
    allow=_decidable,
    cancel=lambda subject: f"council/{subject.partition('.')[0]}",
)


# -- revoking


async def _revocable(turn: Turn, subject: str) -> None:
    product = await _product(turn, int(subject) if subject.isdecimal() else 0)
    rating = await products.latest_rating(turn.db, product.id)
    if rating is None or rating.valid_until is None or rating.revoked_at is not None:
        raise NotFound(subject)


async def revoke(turn: Turn, subject: str, answers: Answers) -> Screen | To:
    """Revoke the certificate; the public page says so at once, and the producer is told why."""
    product = await _product(turn, int(subject))
    rating = await products.latest_rating(turn.db, product.id)
    if rating is None or not await councils.revoke(turn.db, rating.id, answers["reason"], turn.now):
        raise NotFound(subject)
    await turn.log("certificate.revoked", f"product/{product.id}", area=product.province, detail=answers["reason"])
    for member in await products.members(turn.db, product.producer_id):
        notice = Screen(
            texts.say(member.language, "notice-revoked", product=product.name, reason=answers["reason"]),
            buttons=[Button(texts.say(member.language, "button-to-step"), f"product/{product.id}")],
        )
        await turn.notify(member, notice, unique_key=f"revoked:{rating.id}:{member.id}", statutory=True)
    return To(f"view/{product.id}", turn.say("revoke-done"))


revoking = Form(
    "revoke",
    Ask("reason", check=lambda text: numbers.paragraph(text, shortest=10, longest=500)),
    then=revoke,
    allow=_revocable,
    cancel=lambda subject: f"view/{subject}",
)
