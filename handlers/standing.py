"""Where a product stands, in words: used on its screen, in lists and in answers to "tới đâu rồi"."""

from datetime import date

from chat.turn import Turn
from locales import clock
from ocop import units, workflow
from ocop.certificates import IN_FORCE
from ocop.workflow import State
from storage import desks, products, referrals
from storage.certificates import state_of
from storage.tables import Product, Rating

WITH = {
    State.OPEN: "with-you",
    State.RETURNED: "with-you-returned",
    State.SCORING: "with-council",
    State.DECIDED: "with-decision",
    State.RATED: "with-nobody",
}


def stars(number: int) -> str:
    return "★" * number + "☆" * (5 - number)


def rating_line(turn: Turn, rating: Rating | None, today: date) -> str:
    """The rating and its validity today."""
    if rating is None:
        return turn.say("rating-none")
    if rating.valid_until is None:
        return turn.say("rating-low", stars=rating.stars, number=rating.decision_number)
    if rating.revoked_at is not None:
        return turn.say("rating-revoked", day=turn.day(clock.today(rating.revoked_at)))
    return turn.say(
        f"rating-{state_of(rating, today)}",
        stars=stars(rating.stars),
        number=rating.decision_number,
        date=turn.day(rating.decision_date),
        until=turn.day(rating.valid_until),
        extended=turn.day(rating.extended_until) if rating.extended_until else "",
    )


async def who_acts(turn: Turn, product: Product) -> str:
    """Who has it and since when; where a commune has no officer, its province looks. Once it is rated: whether its
    certificate still holds.
    """
    since = turn.day(clock.today(product.since))
    if workflow.is_rated(product.state):
        state = state_of(await products.latest_rating(turn.db, product.id), turn.today)
        return turn.say("with-nobody" if state in IN_FORCE else f"with-nobody-{state}", since=since)
    referral = await referrals.away(turn.db, product.id)
    if referral is not None and referral.sent_at is not None:
        return turn.say("with-ministry", since=turn.day(clock.today(referral.sent_at)))
    level = workflow.acts(product.state, product.level)
    if level in workflow.REVIEWING:
        area = product.commune if level == "commune" else product.province
        if level == "commune" and not await desks.has_officers(turn.db, product.commune):
            commune = units.full_name(product.commune)
            return turn.say(
                "with-province-instead", area=units.full_name(product.province), commune=commune, since=since
            )
        return turn.say(f"with-{level}", area=units.full_name(area), since=since)
    return turn.say(WITH[State(product.state)], since=since)


async def in_short(turn: Turn, product: Product) -> str:
    """One line: step and who acts, or the stars."""
    if workflow.is_rated(product.state):
        rating = await products.latest_rating(turn.db, product.id)
        return rating_line(turn, rating, turn.today)
    return turn.say("state-short", number=product.step, who=await who_acts(turn, product))
