"""The decision that makes a result official."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from locales import clock, texts
from locales.texts import InvalidInput
from ocop import calendar, criteria, stars, workflow
from services import permits
from services.closing import weakest
from services.notices import ratings as notices
from storage import audit, councils, dossiers, laws, products, referrals
from storage.actors import Actor
from storage.tables import Evaluation, Product, Rating, Referral

PROVINCE, CENTRE = LEVELS = ("province", "centre")


def awaits_decision(product: Product) -> bool:
    """Whether the product is scored and the first decision is awaited."""
    return workflow.allows(products.place_of(product), "award")


def most_of_province(product: Product) -> int:
    """The most stars that the province awards; beyond them the centre decides."""
    return dossiers.rules_of(product).awards[PROVINCE][1]


async def awaited(db: AsyncSession, product: Product) -> Evaluation | None:
    """The closed scoring that awaits a decision; None when none is awaited.

    From 90 points the centre's decision is still awaited after the province has awarded its four stars.
    """
    evaluation = await councils.current(db, product.id)
    rating = await products.latest_rating(db, product.id)
    if evaluation is not None and _marked(evaluation) and not awaits_decision(product):
        return None
    if not awaits_decision(product) and rating is not None and rating.level == PROVINCE and not rating.revoked_at:
        evaluation = await councils.evaluation(db, rating.evaluation_id or 0)
        if evaluation is None or evaluation.result is None or _marked(evaluation):
            return None
        if evaluation.result["stars"] <= most_of_province(product):
            return None
    return evaluation if evaluation is not None and evaluation.result is not None else None


async def levels_awaited(db: AsyncSession, product: Product) -> tuple[str, ...]:
    """Whose decision is awaited: none, the province's, the centre's, or either's.

    Source: Decision 1489/QĐ-TTg: the province awards 3 and 4 stars and sends dossiers from 90 points to the centre.
    Decision 26/2026/QĐ-TTg, article 7.4: from 90 points only the ministry decides; what comes back below 90 is the
    province's.
    """
    evaluation = await awaited(db, product)
    if evaluation is None or evaluation.result is None:
        return ()
    if evaluation.result["stars"] <= most_of_province(product):
        return (PROVINCE,)
    if _marked(evaluation):
        referral = await referrals.of_evaluation(db, evaluation.id)
        if referral is None or referral.sent_at is None:
            return ()
        return (PROVINCE,) if referral.outcome == "lower" else (CENTRE,)
    return LEVELS if awaits_decision(product) else (CENTRE,)


async def record_decision(
    db: AsyncSession, actor: Actor, product_id: int, *, level: str, number: str, on: date, now: datetime
) -> Rating | None:
    """Make the result official; the producer is told. None when no decision of this level is awaited (any more).

    Raises NotFound, NotAllowed; InvalidInput when the day is before the closing or ahead.
    """
    product = await permits.council_product(db, actor, product_id)
    evaluation = await awaited(db, product)
    if evaluation is None or level not in await levels_awaited(db, product):
        return None
    closed = clock.today(evaluation.closed_at or now)
    if not closed <= on <= clock.today(now):
        raise InvalidInput("decision-date-wrong", closed=texts.day(actor.person.language, closed))
    rating = await decide(db, product, evaluation, level=level, number=number, on=on, officer_id=actor.id, now=now)
    if rating is None:
        return None
    detail = f"{rating.decision_number} {rating.stars}"
    audit.write(db, actor, now, "decision.recorded", f"product/{product.id}", area=product.province, detail=detail)
    advice = [] if rating.valid_until else await weakest(db, evaluation)
    await notices.decision_recorded(db, actor, product, rating, evaluation, advice, now)
    return rating


async def decide(
    db: AsyncSession,
    product: Product,
    evaluation: Evaluation,
    *,
    level: str,
    number: str,
    on: date,
    officer_id: int,
    now: datetime,
) -> Rating | None:
    """What a decision changes: stars, and from 3 on a certificate for the term of the rules and step 6; below, the
    producer mends and hands in again. None when this result was decided before or cannot be.
    """
    referral = await referrals.of_evaluation(db, evaluation.id)
    result = evaluation.result
    if result is None or not await _decidable(db, product, evaluation, level, referral):
        return None
    given, points = _given(product, result, level, referral)
    move = workflow.after_decision(given, products.place_of(product))
    months = dossiers.rules_of(product).certificate.months
    rating = await councils.add_rating(
        db,
        product_id=product.id,
        evaluation_id=evaluation.id,
        dossier_id=evaluation.dossier_id,
        stars=given,
        points=points,
        level=level,
        decision_number=number,
        decision_date=on,
        valid_until=calendar.add_months(on, months) if workflow.certified(given) else None,
        recorded_by=officer_id,
        recorded_at=now,
    )
    await products.put(db, product, workflow.move(products.place_of(product), move.name), now)
    await _end_dossier(db, product, evaluation, rating, referral, now)
    return rating


async def _decidable(
    db: AsyncSession, product: Product, evaluation: Evaluation, level: str, referral: Referral | None
) -> bool:
    """Whether this level can decide on a result: once each, the centre after the province by the law before 2026."""
    if not (awaits_decision(product) or level == CENTRE):
        return False
    earlier = await councils.rating_of(db, evaluation.id)
    if earlier is not None:
        return level == CENTRE and earlier.level != CENTRE and earlier.revoked_at is None
    ministrys = _marked(evaluation) and (evaluation.result or {})["stars"] > most_of_province(product)
    back = referral is not None and referral.outcome == "lower"
    return back or not (ministrys and level == PROVINCE)  # from 90 points it is the ministry's


def _given(
    product: Product, result: Mapping[str, Any], level: str, referral: Referral | None
) -> tuple[int, dict[str, str]]:
    """The stars that a decision of this level gives, and their points as they are kept.

    What came back from the ministry below 90 points is recognised on its points, without scoring again.
    """
    most = most_of_province(product)
    if level == PROVINCE and referral is not None and referral.points is not None:
        back = stars.stars(Decimal(referral.points), dossiers.rules_of(product).thresholds)
        return min(back, most), {"total": referral.points}
    points = {**result["parts"], "total": result["mean"]}
    return (min(result["stars"], most) if level == PROVINCE else result["stars"]), points


async def _end_dossier(
    db: AsyncSession, product: Product, evaluation: Evaluation, rating: Rating, referral: Referral | None, now: datetime
) -> None:
    """A certificate ends the dossier that was scored, and gives the product its code by the law of 2026."""
    dossier = await councils.dossier_of(db, evaluation)
    if referral is not None and rating.level == CENTRE:
        await referrals.came_back(db, referral, "five", None, rating.recorded_by, now)
    if dossier is None or rating.valid_until is None:
        return
    if dossier.closed_at is None:
        await laws.close_dossier(db, dossier, "rated", now)
    if _marked(evaluation):
        await councils.give_law_code(db, product, rating.decision_date.year)


def _marked(evaluation: Evaluation) -> bool:
    return criteria.criteria_set(evaluation.criteria_set).marked
