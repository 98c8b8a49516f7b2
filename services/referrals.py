"""Chuyển Bộ: from 90 points the ministry decides. What goes there, when it went, and what came back."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotFound
from locales import clock, texts
from locales.texts import InvalidInput
from ocop import referral as law
from ocop import rounds, stars, workflow
from services import closing, permits, ratings, readings
from services.notices import ratings as notices
from storage import audit, councils, dossiers, products, referrals
from storage.actors import Actor
from storage.tables import Evaluation, Product, Referral

FIVE = Decimal(90)


async def referable(db: AsyncSession, product: Product) -> Evaluation | None:
    """The result that is the ministry's to decide, whether it was sent or not; None for any other."""
    evaluation = await ratings.awaited(db, product)
    if evaluation is None or evaluation.result is None or evaluation.dossier_id is None:
        return None
    marked = evaluation.result.get("missing") is not None
    return evaluation if marked and evaluation.result["stars"] > ratings.most_of_province(product) else None


async def the_referral(db: AsyncSession, actor: Actor, product_id: int) -> tuple[Product, Evaluation, Referral | None]:
    """A product whose result goes to the ministry, for the secretary. Raises NotFound, NotAllowed."""
    product = await permits.council_product(db, actor, product_id)
    evaluation = await referable(db, product)
    if evaluation is None:
        raise NotFound(product_id)
    return product, evaluation, await referrals.of_evaluation(db, evaluation.id)


async def enclosed(db: AsyncSession, product: Product, evaluation: Evaluation) -> tuple[law.Enclosed, ...]:
    """What goes with it."""
    dossier = await councils.dossier_of(db, evaluation)
    rating = await products.latest_rating(db, product.id)
    again = dossier is not None and dossier.kind == "again" and rating is not None and rating.stars > 4
    sector = dossiers.rules_of(product).group_of(product.subgroup).code
    return law.enclosed(again=again, samples=sector != "tourism")


async def tick(db: AsyncSession, actor: Actor, product_id: int, paper: str, now: datetime) -> None:
    """A paper that goes with it is there since today; a second tap takes that back.

    Raises NotFound, NotAllowed; Moved when it was sent.
    """
    product, evaluation, referral = await the_referral(db, actor, product_id)
    if paper not in {one.code for one in await enclosed(db, product, evaluation)}:
        raise NotFound(paper)
    if referral is not None and referral.sent_at is not None:
        raise Moved("referral-sent-already", at=f"referral/{product.id}")
    row = referral or await referrals.begin(db, evaluation)
    await referrals.tick(db, row, paper, None if paper in row.papers else clock.today(now).isoformat())


async def send(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> Referral:
    """The dossier goes to the ministry's round; the producer is told. Until the answer the rating stays as it is.

    Raises NotFound, NotAllowed; Moved when it was sent, or something that must go with it is missing.
    """
    product, evaluation, referral = await the_referral(db, actor, product_id)
    here = f"referral/{product.id}"
    if referral is not None and referral.sent_at is not None:
        raise Moved("referral-sent-already", at=here)
    there = referral.papers if referral is not None else {}
    if referral is None or any(one.must and one.code not in there for one in await enclosed(db, product, evaluation)):
        raise Moved("referral-missing", at=here)
    this = await round_on(db, product, now)
    await referrals.send(db, referral, f"{this.year}-{this.number}", actor.id, now)
    _write(db, actor, now, "referral.sent", product, referral.round)
    await notices.sent_to_ministry(db, actor, product, evaluation, referral, this.done_by, now)
    return referral


async def round_on(db: AsyncSession, product: Product, at: datetime) -> rounds.Round:
    """The ministry's round that takes what the province sends at that moment."""
    read = await readings.of_province(db, product.province)
    return rounds.round_for(clock.today(at), rounds.MINISTRY, readings=read)


def points_below(text: str) -> str:
    """The points with which a dossier came back, 0 to below 90, as an exact decimal. InvalidInput otherwise."""
    try:
        points = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise InvalidInput("wrong-points") from None
    if not (points.is_finite() and 0 <= points < FIVE) or len(str(points)) > 10:
        raise InvalidInput("wrong-points")
    return str(points)


async def came_back(db: AsyncSession, actor: Actor, product_id: int, points: str, now: datetime) -> Product:
    """It came back below 90 points: the province recognises it on these points, or rates it again.

    Raises NotFound, NotAllowed; Moved when it is not away.
    """
    product, evaluation, referral = await the_referral(db, actor, product_id)
    if referral is None or referral.sent_at is None or referral.outcome is not None:
        raise Moved("referral-not-away", at=f"referral/{product.id}")
    await referrals.came_back(db, referral, "lower", points, actor.id, now)
    _write(db, actor, now, "referral.back", product, points)
    if stars.stars(Decimal(points), dossiers.rules_of(product).thresholds) < workflow.LEAST_STARS:
        await closing.fall_short(db, product, evaluation, now)
    await notices.back_from_ministry(db, actor, product, referral, now)
    return product


async def rate_again(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> Product:
    """The province's council scores again what came back. Raises NotFound, NotAllowed; Moved when nothing did."""
    product, _evaluation, referral = await the_referral(db, actor, product_id)
    if referral is None or referral.outcome != "lower":
        raise Moved("referral-not-away", at=f"referral/{product.id}")
    await products.put(db, product, workflow.move(products.place_of(product), "score_again"), now)
    _write(db, actor, now, "council.again", product, "")
    return product


def _write(db: AsyncSession, actor: Actor, now: datetime, action: str, product: Product, detail: str) -> None:
    audit.write(db, actor, now, action, f"product/{product.id}", area=product.province, detail=detail)


def shown(language: str, points: str) -> str:
    """Points as people read them."""
    return texts.number(language, Decimal(points))
