"""A council's scoring: the secretary opens and closes it, each member marks, unseen by the others."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from ocop import criteria, stars, workflow
from ocop.roles import Role, may_score
from services import permits
from services.notices import councils as notices
from storage import audit, councils, dossiers, people, products
from storage.actors import Actor
from storage.tables import Evaluation, Person, Product, Scorecard

SEATS = "council"  # the draft in which a secretary keeps who is left out, until the scoring opens


def waits_for_scoring(product: Product) -> bool:
    """Whether the council acts."""
    return workflow.allows(products.place_of(product), "close_scoring")


async def the_scoring(db: AsyncSession, product: Product) -> Evaluation:
    """The scoring of this product that no decision has ended yet. Raises NotFound."""
    evaluation = await councils.current(db, product.id)
    if evaluation is None:
        raise NotFound(product.id)
    return evaluation


# -- the secretary


async def openable(db: AsyncSession, product: Product) -> bool:
    """Whether a scoring may be opened now."""
    return waits_for_scoring(product) and await councils.current(db, product.id) is None


async def eligible_members(db: AsyncSession, product: Product) -> dict[int, Person]:
    """The province's council members who have no share in the product, by id."""
    holders = await people.role_holders(db, [product.province], role=Role.COUNCIL, limit=100)
    own = {member.id for member in await products.members(db, product.producer_id)}
    return {member.id: member for _row, member in holders if member.id not in own}


async def left_out(db: AsyncSession, actor: Actor, product: Product) -> set[int]:
    """Whom the secretary has left out so far."""
    draft = await people.draft(db, actor.id, SEATS, str(product.id))
    return set(draft.answers["out"]) if draft else set()


async def change_seat(
    db: AsyncSession, actor: Actor, product_id: int, person_id: int, now: datetime, *, sits: bool
) -> Product:
    """Leave a member out, or let them in again; kept until the scoring opens. Raises NotFound, NotAllowed."""
    product = await permits.council_product(db, actor, product_id)
    if person_id not in await eligible_members(db, product):
        raise NotFound(person_id)
    if await openable(db, product):
        out = await left_out(db, actor, product)
        answers = {"out": sorted(out - {person_id} if sits else out | {person_id})}
        await people.keep_draft(db, actor.id, SEATS, str(product.id), answers, now)
    return product


async def open_scoring(db: AsyncSession, actor: Actor, product_id: int, criteria_set: str, now: datetime) -> Evaluation:
    """Open the scoring with those who were not left out, and ask them for their marks.

    Raises NotFound (no such product or set), NotAllowed, Moved (opened before, or nobody sits).
    """
    product = await permits.council_product(db, actor, product_id)
    if criteria_set not in criteria.available():
        raise NotFound(criteria_set)
    out = await left_out(db, actor, product)
    chosen = [person_id for person_id in await eligible_members(db, product) if person_id not in out]
    evaluation = await begin(db, product, criteria_set, chosen, actor.id, now)
    await people.drop_draft(db, actor.id, SEATS, str(product.id))
    audit.write(db, actor, now, "council.opened", f"product/{product.id}", area=product.province, detail=criteria_set)
    await notices.scoring_opened(db, actor, product, evaluation, now)
    return evaluation


async def begin(
    db: AsyncSession, product: Product, criteria_set: str, members: Sequence[int], secretary_id: int, now: datetime
) -> Evaluation:
    """What opening changes: one scorecard for each member (ids). Raises Moved."""
    if not members or not await openable(db, product):
        raise Moved("council-open-already", at=f"council/{product.id}")
    return await councils.add_evaluation(db, product.id, criteria_set, members, secretary_id, now)


def conditions_left(product: Product, evaluation: Evaluation) -> list[str]:
    """The codes of the hard conditions that the secretary has not answered yet."""
    return [one.code for one in dossiers.rules_of(product).conditions if one.code not in evaluation.met]


async def set_condition(
    db: AsyncSession, actor: Actor, product_id: int, condition: str, met: bool, now: datetime
) -> list[str]:
    """Say whether a hard condition is met; after the closing nothing changes any more. Returns those still left.

    Raises NotFound (no scoring, no such condition), NotAllowed.
    """
    product = await permits.council_product(db, actor, product_id)
    evaluation = await the_scoring(db, product)
    if condition not in [one.code for one in dossiers.rules_of(product).conditions]:
        raise NotFound(condition)
    if evaluation.closed_at is None:
        await councils.confirm_condition(db, evaluation, condition, met)
        detail = f"{condition} {'yes' if met else 'no'}"
        audit.write(db, actor, now, "council.condition", f"product/{product.id}", area=product.province, detail=detail)
    return conditions_left(product, evaluation)


async def close_scoring(db: AsyncSession, actor: Actor, product_id: int, evaluation_id: int, now: datetime) -> bool:
    """Close this scoring; the result is computed by the one stated rule.

    False when there is nothing to close: another scoring, closed before, a condition is unanswered, no card is in.
    Raises NotFound, NotAllowed.
    """
    product = await permits.council_product(db, actor, product_id)
    evaluation = await the_scoring(db, product)
    if evaluation.id != evaluation_id or conditions_left(product, evaluation):
        return False
    if not await conclude(db, product, evaluation, actor.id, now):
        return False
    audit.write(db, actor, now, "council.closed", f"product/{product.id}", area=product.province)
    return True


async def conclude(
    db: AsyncSession, product: Product, evaluation: Evaluation, secretary_id: int, now: datetime
) -> bool:
    """What closing changes: the result of the cards that are in, and the product awaits a decision. False when it is
    closed already, or no card is in.
    """
    cards = [
        points_of(evaluation, card)
        for card, _member in await councils.scorecards(db, evaluation.id)
        if card.submitted_at is not None
    ]
    if evaluation.closed_at is not None or not cards:
        return False
    met = {code: bool(value) for code, value in evaluation.met.items()}
    result = stars.result(cards, dossiers.rules_of(product), met)
    await councils.keep_result(db, evaluation, stars.kept(result, len(cards)), secretary_id, now)
    await products.put(db, product, workflow.move(products.place_of(product), "close_scoring"), now)
    return True


# -- a member


async def own_card(db: AsyncSession, actor: Actor, evaluation_id: int) -> tuple[Evaluation, Scorecard, Product]:
    """A member's card. Raises NotFound; NotAllowed (no card of theirs, no seat any more, a share in the product)."""
    evaluation = await councils.evaluation(db, evaluation_id)
    if evaluation is None:
        raise NotFound(evaluation_id)
    product = await products.product(db, evaluation.product_id)
    card = await councils.scorecard(db, evaluation.id, actor.id)
    if product is None or card is None or not may_score(actor.grants, product.commune):
        raise NotAllowed(evaluation_id)
    await permits.impartial(db, actor, product)
    return evaluation, card, product


async def cards_owed(db: AsyncSession, actor: Actor, *, limit: int) -> list[tuple[Evaluation, Product]]:
    """The scorings in which this member still owes a card. Raises NotAllowed for who has no seat."""
    if not any(grant.role == Role.COUNCIL for grant in actor.grants):
        raise NotAllowed("scoring")
    return [(row, product) for _card, row, product in await councils.to_score(db, actor.id, limit=limit)]


def markable(evaluation: Evaluation, card: Scorecard) -> bool:
    """Whether marks may still change."""
    return card.submitted_at is None and evaluation.closed_at is None


def points_of(evaluation: Evaluation, card: Scorecard) -> criteria.Points:
    """The points of one (perhaps unfinished) card."""
    return criteria.points(criteria.criteria_set(evaluation.criteria_set), card.answers)


def marks_left(evaluation: Evaluation, card: Scorecard) -> list[str]:
    """The codes of the criteria that have no mark yet, in order."""
    return criteria.unanswered(criteria.criteria_set(evaluation.criteria_set), card.answers)


async def mark_criterion(db: AsyncSession, actor: Actor, evaluation_id: int, code: str, option: int) -> str | None:
    """Mark one criterion; a card that is handed in or closed stays as it is. Returns the criterion to go on with: the
    next one without a mark, None when there is none or nothing may change any more.

    Raises NotFound (no such criterion or option), NotAllowed.
    """
    evaluation, card, _product = await own_card(db, actor, evaluation_id)
    if not markable(evaluation, card):
        return None
    criteria_set = criteria.criteria_set(evaluation.criteria_set)
    codes = [one.code for one in criteria_set.criteria]
    if code not in codes:
        raise NotFound(code)
    if option not in {one.number for one in criteria_set.criterion(code).options}:
        raise NotFound(option)
    await councils.mark(db, card, code, option)
    left = criteria.unanswered(criteria_set, card.answers)
    return next((one for one in left if codes.index(one) > codes.index(code)), left[0] if left else None)


async def hand_in_scorecard(db: AsyncSession, actor: Actor, evaluation_id: int, now: datetime) -> bool:
    """The marks become final; the secretary is told when all are in. False when marks are missing, the card is in, or
    the scoring is closed. Raises NotFound, NotAllowed.
    """
    evaluation, card, product = await own_card(db, actor, evaluation_id)
    await products.locked(db, product.id)  # a scoring that is being closed at this moment is closed first
    await db.refresh(evaluation)
    if evaluation.closed_at is not None or marks_left(evaluation, card):
        return False
    if not await councils.hand_in(db, card, now):
        return False
    audit.write(db, actor, now, "score.sent", f"product/{product.id}", area=product.province)
    if all(other.submitted_at for other, _member in await councils.scorecards(db, evaluation.id)):
        await notices.all_scored(db, actor, product, evaluation, now)
    return True
