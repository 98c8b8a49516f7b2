"""Council scoring: evaluations, scorecards, the computed result and the decision."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from ocop import calendar, criteria, stars
from ocop.rules import rules
from storage.tables import Evaluation, Person, Product, Rating, Scorecard


async def open_evaluation(
    db: AsyncSession, product: Product, criteria_set: str, member_ids: list[int], secretary_id: int, now: datetime
) -> Evaluation | None:
    """Begin the scoring with one scorecard a member; None when the product is not waiting for it, or it has begun."""
    if product.state != "scoring" or await current(db, product.id) is not None or not member_ids:
        return None
    evaluation = Evaluation(product_id=product.id, criteria_set=criteria_set, opened_by=secretary_id, opened_at=now)
    db.add(evaluation)
    await db.flush()
    db.add_all(Scorecard(evaluation_id=evaluation.id, person_id=member) for member in dict.fromkeys(member_ids))
    await db.flush()
    return evaluation


async def current(db: AsyncSession, product_id: int) -> Evaluation | None:
    """The newest evaluation that no rating has ended yet."""
    return await db.scalar(
        select(Evaluation)
        .where(
            Evaluation.product_id == product_id,
            ~select(Rating.id).where(Rating.evaluation_id == Evaluation.id).exists(),
        )
        .order_by(Evaluation.id.desc())
        .limit(1)
    )


async def evaluation(db: AsyncSession, evaluation_id: int) -> Evaluation | None:
    return await db.get(Evaluation, evaluation_id)


async def scorecards(db: AsyncSession, evaluation_id: int) -> list[tuple[Scorecard, Person]]:
    rows = await db.execute(
        select(Scorecard, Person)
        .join(Person, Person.id == Scorecard.person_id)
        .where(Scorecard.evaluation_id == evaluation_id)
        .order_by(Scorecard.id)
    )
    return [(card, member) for card, member in rows]


async def scorecard(db: AsyncSession, evaluation_id: int, person_id: int) -> Scorecard | None:
    return await db.scalar(
        select(Scorecard).where(Scorecard.evaluation_id == evaluation_id, Scorecard.person_id == person_id)
    )


async def to_score(db: AsyncSession, person_id: int, *, limit: int = 20) -> list[tuple[Scorecard, Evaluation, Product]]:
    """The scorecards a member still owes, oldest first."""
    rows = await db.execute(
        select(Scorecard, Evaluation, Product)
        .join(Evaluation, Evaluation.id == Scorecard.evaluation_id)
        .join(Product, Product.id == Evaluation.product_id)
        .where(Scorecard.person_id == person_id, Scorecard.submitted_at.is_(None), Evaluation.closed_at.is_(None))
        .order_by(Evaluation.id)
        .limit(limit)
    )
    return [(card, row, product) for card, row, product in rows]


async def progress(db: AsyncSession, product_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How far the open scorings of these products are: product → (cards handed in, cards in all)."""
    rows = await db.execute(
        select(Evaluation.product_id, func.count(Scorecard.submitted_at), func.count())
        .join(Scorecard, Scorecard.evaluation_id == Evaluation.id)
        .where(Evaluation.product_id.in_(product_ids), Evaluation.closed_at.is_(None))
        .group_by(Evaluation.product_id)
    )
    return {product_id: (handed_in, cards) for product_id, handed_in, cards in rows}


async def mark(db: AsyncSession, card: Scorecard, criterion: str, option: int, now: datetime) -> None:
    """Choose an option for one criterion. The caller has checked that the card is open."""
    card.answers = {**card.answers, criterion: option}
    await db.flush()


async def hand_in(db: AsyncSession, card: Scorecard, now: datetime) -> bool:
    """A member's marks become final; False when they were."""
    done = await db.execute(
        update(Scorecard)
        .where(Scorecard.id == card.id, Scorecard.submitted_at.is_(None))
        .values(submitted_at=now)
        .execution_options(synchronize_session=False)
    )
    await db.refresh(card)
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def confirm_condition(db: AsyncSession, row: Evaluation, condition: str, met: bool) -> None:
    row.met = {**row.met, condition: met}
    await db.flush()


async def close(
    db: AsyncSession, row: Evaluation, product: Product, secretary_id: int, now: datetime
) -> stars.Result | None:
    """Close the scoring and compute the result; None when it is closed already or no scorecard is in.

    The result is kept as text of exact decimals, so that it can be recomputed and compared.
    """
    if row.closed_at is not None:
        return None
    criteria_set = criteria.criteria_set(row.criteria_set)
    cards = [
        criteria.points(criteria_set, card.answers)
        for card, _member in await scorecards(db, row.id)
        if card.submitted_at is not None
    ]
    if not cards:
        return None
    result = stars.result(cards, rules(product.rules), {str(key): bool(value) for key, value in row.met.items()})
    row.closed_by, row.closed_at = secretary_id, now
    row.result = {
        "parts": {letter: str(stars.show(points)) for letter, points in result.parts.items()},
        "mean": str(stars.show(result.mean)),
        "by_points": result.by_points,
        "stars": result.stars,
        "capped_by": list(result.capped_by),
        "cards": len(cards),
    }
    product.state, product.since = "decided", now
    await db.flush()
    return result


async def record_decision(
    db: AsyncSession,
    row: Evaluation,
    product: Product,
    *,
    level: str,
    given: int,
    number: str,
    on: date,
    officer_id: int,
    now: datetime,
) -> Rating | None:
    """Make the result official; None when a decision was recorded before or the scoring is not closed.

    From 3 stars a certificate runs for the term of the rules and step 6 begins; below, the producer mends and hands
    in again. The centre's decision may follow that of the province on the same result.
    """
    if row.result is None or not (product.state == "decided" or level == "centre"):
        return None
    earlier = await db.scalar(select(Rating).where(Rating.evaluation_id == row.id).order_by(Rating.id.desc()).limit(1))
    if earlier is not None and not (level == "centre" and earlier.level != "centre" and earlier.revoked_at is None):
        return None
    certified = given >= 3
    rating = Rating(
        product_id=product.id,
        evaluation_id=row.id,
        stars=given,
        points={**row.result["parts"], "total": row.result["mean"]},
        level=level,
        decision_number=number,
        decision_date=on,
        valid_until=calendar.add_months(on, rules(product.rules).certificate.months) if certified else None,
        recorded_by=officer_id,
        recorded_at=now,
    )
    db.add(rating)
    product.level, product.since = None, now
    product.step, product.state = (6, "rated") if certified else (5, "returned")
    await db.flush()
    return rating


async def revoke(db: AsyncSession, rating_id: int, reason: str, now: datetime) -> bool:
    """Revoke a certificate; False when it was."""
    done = await db.execute(
        update(Rating)
        .where(Rating.id == rating_id, Rating.revoked_at.is_(None))
        .values(revoked_at=now, revoked_reason=reason)
        .execution_options(synchronize_session=False)
    )
    row = await db.get(Rating, rating_id)
    if row is not None:
        await db.refresh(row)
    return bool(done.rowcount)  # type: ignore[attr-defined]


def total(row: Evaluation, answers: dict[str, Any]) -> criteria.Points:
    """The points of one (perhaps unfinished) scorecard."""
    return criteria.points(criteria.criteria_set(row.criteria_set), answers)


def mean_of(row: Evaluation) -> Decimal:
    """The mean as it is shown: two decimals, never rounded up."""
    return Decimal(row.result["mean"]) if row.result else Decimal(0)
