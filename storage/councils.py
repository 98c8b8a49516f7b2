"""Council scoring: evaluations, scorecards, ratings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Dossier, Evaluation, Person, Product, Rating, Scorecard


async def add_evaluation(
    db: AsyncSession,
    product_id: int,
    criteria_set: str,
    member_ids: Sequence[int],
    secretary_id: int,
    now: datetime,
    *,
    dossier_id: int | None = None,
    in_writing: bool = False,
) -> Evaluation:
    """A new scoring with one empty scorecard a member."""
    row = Evaluation(
        product_id=product_id,
        dossier_id=dossier_id,
        criteria_set=criteria_set,
        opened_by=secretary_id,
        opened_at=now,
        in_writing=in_writing,
    )
    db.add(row)
    await db.flush()
    db.add_all(Scorecard(evaluation_id=row.id, person_id=member) for member in dict.fromkeys(member_ids))
    await db.flush()
    return row


async def current(db: AsyncSession, product_id: int) -> Evaluation | None:
    """The newest evaluation that no rating has ended yet, and whose dossier is not closed."""
    return await db.scalar(
        select(Evaluation)
        .where(
            Evaluation.product_id == product_id,
            ~select(Rating.id).where(Rating.evaluation_id == Evaluation.id).exists(),
            ~select(Dossier.id).where(Dossier.id == Evaluation.dossier_id, Dossier.closed_at.is_not(None)).exists(),
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


async def to_score(
    db: AsyncSession, person_id: int, *, offset: int = 0, limit: int = 20
) -> list[tuple[Scorecard, Evaluation, Product]]:
    """The scorecards a member still owes, oldest first."""
    rows = await db.execute(
        select(Scorecard, Evaluation, Product)
        .join(Evaluation, Evaluation.id == Scorecard.evaluation_id)
        .join(Product, Product.id == Evaluation.product_id)
        .where(*_owed_by(person_id))
        .order_by(Evaluation.id)
        .offset(offset)
        .limit(limit)
    )
    return [(card, row, product) for card, row, product in rows]


async def count_to_score(db: AsyncSession, person_id: int) -> int:
    """How many scorecards a member still owes."""
    owed = select(func.count()).select_from(Scorecard).join(Evaluation, Evaluation.id == Scorecard.evaluation_id)
    return await db.scalar(owed.where(*_owed_by(person_id))) or 0


def _owed_by(person_id: int) -> tuple[ColumnElement[bool], ...]:
    return Scorecard.person_id == person_id, Scorecard.submitted_at.is_(None), Evaluation.closed_at.is_(None)


async def progress(db: AsyncSession, product_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How far the open scorings of these products are: product → (cards handed in, cards in all)."""
    rows = await db.execute(
        select(Evaluation.product_id, func.count(Scorecard.submitted_at), func.count())
        .join(Scorecard, Scorecard.evaluation_id == Evaluation.id)
        .where(Evaluation.product_id.in_(product_ids), Evaluation.closed_at.is_(None))
        .group_by(Evaluation.product_id)
    )
    return {product_id: (handed_in, cards) for product_id, handed_in, cards in rows}


async def mark(db: AsyncSession, card: Scorecard, criterion: str, option: int) -> None:
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


async def exclude(db: AsyncSession, row: Evaluation, ground: str, found: bool) -> None:
    """Whether the council found a ground of exclusion."""
    row.excluded = {**row.excluded, ground: found}
    await db.flush()


async def settle(db: AsyncSession, row: Evaluation, criterion: str, option: int) -> None:
    """What the council finds on a criterion on which its members differ."""
    row.findings = {**row.findings, criterion: option}
    await db.flush()


async def go_above(db: AsyncSession, row: Evaluation, reason: str) -> None:
    """Why the council proposes more stars than the conditions allow."""
    row.above_reason = reason
    await db.flush()


async def reopen_cards(db: AsyncSession, row: Evaluation) -> None:
    """The members may change their marks again, in a meeting; what was settled on the old ones is settled anew."""
    row.in_writing, row.findings, row.above_reason = False, {}, None
    await db.flush()
    await db.execute(
        update(Scorecard)
        .where(Scorecard.evaluation_id == row.id)
        .values(submitted_at=None)
        .execution_options(synchronize_session=False)
    )
    for card, _member in await scorecards(db, row.id):
        await db.refresh(card)


async def dossier_of(db: AsyncSession, row: Evaluation) -> Dossier | None:
    """The dossier that was scored."""
    return await db.get(Dossier, row.dossier_id) if row.dossier_id else None


async def give_law_code(db: AsyncSession, product: Product, year: int) -> str:
    """The product's code by the law: province, commune, running number of the commune in the year, year.

    Source: Decision 26/2026/QĐ-TTg, Annex II, head of the scoring sheet.
    """
    start, end = f"{product.province}-{product.commune}-", f"-{year}"
    given = await db.scalars(select(Product.law_code).where(Product.law_code.like(f"{start}%{end}")))
    numbers = (code.removeprefix(start).removesuffix(end) for code in given if code)
    product.law_code = f"{start}{max((int(one) for one in numbers if one.isdecimal()), default=0) + 1}{end}"
    await db.flush()
    return product.law_code


async def keep_result(
    db: AsyncSession, row: Evaluation, result: dict[str, Any], secretary_id: int, now: datetime
) -> None:
    """The scoring is closed with this result (`ocop.stars.kept`)."""
    row.closed_by, row.closed_at, row.result = secretary_id, now, result
    await db.flush()


async def rating_of(db: AsyncSession, evaluation_id: int) -> Rating | None:
    """The newest rating that was given on this scoring."""
    return await db.scalar(
        select(Rating).where(Rating.evaluation_id == evaluation_id).order_by(Rating.id.desc()).limit(1)
    )


async def add_rating(db: AsyncSession, **columns: Any) -> Rating:
    """Keep a rating; columns: those of the table."""
    rating = Rating(**columns)
    db.add(rating)
    await db.flush()
    return rating


async def revoke(
    db: AsyncSession,
    rating_id: int,
    reason: str,
    now: datetime,
    *,
    ground: str | None = None,
    number: str | None = None,
) -> bool:
    """Revoke a certificate; False when it was. ground: of `ocop.revocation`; number: of the decision."""
    done = await db.execute(
        update(Rating)
        .where(Rating.id == rating_id, Rating.revoked_at.is_(None))
        .values(revoked_at=now, revoked_reason=reason, revoked_ground=ground, revoked_number=number)
        .execution_options(synchronize_session=False)
    )
    row = await db.get(Rating, rating_id)
    if row is not None:
        await db.refresh(row)
    return bool(done.rowcount)  # type: ignore[attr-defined]
