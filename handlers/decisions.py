"""The decision that makes a result official, and the one that revokes it."""

from datetime import date

from chat.errors import Moved, NotFound
from chat.form import Answers, Ask, Form
from chat.router import Screens
from chat.screen import Screen, To
from chat.turn import Turn
from handlers import standing
from locales.texts import InvalidInput
from ocop import numbers, revocation, stars
from services import checks, permits, referrals
from services import ratings as verbs
from storage import products

screens = Screens()


async def _as_it_is(turn: Turn, product_id: int) -> To:
    """Nothing is left to decide: what was decided."""
    rating = await products.latest_rating(turn.db, product_id)
    return To(f"view/{product_id}", standing.rating_line(turn, rating, turn.today))


# -- the decision


@screens.at("decision/{product_id}")
async def whose(turn: Turn, product_id: int) -> Screen | To:
    """Whose decision is it? Only from 90 points is there a question."""
    product = await permits.council_product(turn.db, turn.actor, product_id)
    levels = await verbs.levels_awaited(turn.db, product)
    if not levels and await referrals.referable(turn.db, product) is not None:
        return To(f"referral/{product.id}", turn.say("decision-ministry-first"))
    if not levels:
        return await _as_it_is(turn, product.id)
    if len(levels) == 1:
        return To(decision.address(f"{product.id}.{levels[0]}"))
    buttons = [turn.button(f"decision-{level}", decision.address(f"{product.id}.{level}")) for level in levels]
    return Screen(turn.say("decision-whose"), title=product.name, buttons=buttons, back=f"council/{product.id}")


def _subject(subject: str) -> tuple[int, str]:
    """The product and the level of the decision."""
    number, _, level = subject.partition(".")
    if not number.isdecimal() or level not in verbs.LEVELS:
        raise NotFound(subject)
    return int(number), level


async def _decidable(turn: Turn, subject: str) -> None:
    await permits.council_product(turn.db, turn.actor, _subject(subject)[0])


def _day(turn: Turn, text: str) -> str:
    return numbers.day(text, turn.today).isoformat()


async def record(turn: Turn, subject: str, answers: Answers) -> To:
    """Record the decision; a day that cannot be is asked for again."""
    product_id, level = _subject(subject)
    on = date.fromisoformat(answers["date"])
    try:
        rating = await verbs.record_decision(
            turn.db, turn.actor, product_id, level=level, number=answers["number"], on=on, now=turn.now
        )
    except InvalidInput as wrong:
        return To(f"{decision.address(subject)}/date", turn.say(wrong.key, **wrong.details))
    if rating is None:
        return await _as_it_is(turn, product_id)
    product = await permits.council_product(turn.db, turn.actor, product_id)
    return To("desk", turn.say("decision-done", name=product.name, stars=stars.signs(rating.stars)))


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
    """By the law before 2026; since then a revocation names its ground and its decision."""
    product, _rating = await checks.revocable(turn.db, turn.actor, int(subject) if subject.isdecimal() else 0)
    if checks.by_ground(turn.now):
        raise Moved("revocation-by-ground", at=f"revocation/{product.id}")


async def revoke(turn: Turn, subject: str, answers: Answers) -> To:
    if not await checks.revoke_certificate(turn.db, turn.actor, int(subject), answers["reason"], turn.now):
        return await _as_it_is(turn, int(subject))
    return To(f"view/{subject}", turn.say("revoke-done"))


revoking = screens.form(
    Form(
        "revoke",
        Ask("reason", check=lambda text: numbers.paragraph(text, shortest=10, longest=500)),
        then=revoke,
        allow=_revocable,
        cancel=lambda subject: f"view/{subject}",
    )
)


def _ground(subject: str) -> tuple[int, str]:
    """The product and the ground of the revocation."""
    number, _, ground = subject.partition(".")
    if not number.isdecimal() or not revocation.known(ground):
        raise NotFound(subject)
    return int(number), ground


async def _revocable_by_ground(turn: Turn, subject: str) -> None:
    await checks.revocable(turn.db, turn.actor, _ground(subject)[0])


async def revoke_by_ground(turn: Turn, subject: str, answers: Answers) -> To:
    product_id, ground = _ground(subject)
    done = await checks.revoke_certificate(
        turn.db, turn.actor, product_id, answers["reason"], turn.now, ground=ground, number=answers["number"]
    )
    if not done:
        return await _as_it_is(turn, product_id)
    return To(f"view/{product_id}", turn.say("revoke-done"))


revoking_by_ground = screens.form(
    Form(
        "revocation",
        Ask("number", check=numbers.decision_number),
        Ask("reason", check=lambda text: numbers.paragraph(text, shortest=10, longest=500)),
        then=revoke_by_ground,
        allow=_revocable_by_ground,
        cancel=lambda subject: f"revocation/{subject.partition('.')[0]}",
    )
)
