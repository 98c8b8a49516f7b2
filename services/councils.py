"""A council's scoring: the secretary opens and closes it, each member marks, unseen by the others."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from ocop import criteria, workflow
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


async def under_way(db: AsyncSession, product: Product) -> Evaluation | None:
    """The scoring of this product that no decision has ended yet; a closed one whose product is to be scored again is
    none.
    """
    evaluation = await councils.current(db, product.id)
    if evaluation is not None and evaluation.closed_at is not None and waits_for_scoring(product):
        return None
    return evaluation


async def the_scoring(db: AsyncSession, product: Product) -> Evaluation:
    """The same. Raises NotFound."""
    evaluation = await under_way(db, product)
    if evaluation is None:
        raise NotFound(product.id)
    return evaluation


# -- the secretary


async def openable(db: AsyncSession, product: Product) -> bool:
    """Whether a scoring may be opened now."""
    return waits_for_scoring(product) and await under_way(db, product) is None


async def sets_offered(db: AsyncSession, product: Product) -> list[str]:
    """The codes of the sets on which the product may be scored: its own alone where its law has sets, else its own
    (`own_set`) first, and what there is of earlier law.
    """
    own = await own_set(db, product)
    laws = {code: criteria.criteria_set(code).rules for code in criteria.available()}
    if product.rules in laws.values():
        return [own] if own is not None and laws.get(own) == product.rules else []
    others = [code for code in laws if code != own and not criteria.criteria_set(code).marked]
    return ([own] if own else []) + others


async def own_set(db: AsyncSession, product: Product) -> str | None:
    """The code of the product's set: of its dossier, or of its kind of product; None where there is none."""
    dossier = await dossiers.current(db, product.id)
    if dossier is not None and dossier.candidates and dossier.closed_at is None:
        return None  # the law of today divides this kind of product: its producer is asked
    if dossier is not None and dossier.criteria_set and dossier.closed_at is None:
        return dossier.criteria_set
    try:
        return dossiers.rules_of(product).subgroup(product.subgroup).criteria_set
    except KeyError:  # a kind of product that this law does not know
        return None


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
    if criteria_set not in await sets_offered(db, product):
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
    """What opening changes: one scorecard for each member (ids). Raises Moved.

    A re-evaluation begins with written opinions: Decision 26/2026/QĐ-TTg, article 7.6.
    """
    if not members or not await openable(db, product):
        raise Moved("council-open-already", at=f"council/{product.id}")
    dossier = await dossiers.current(db, product.id)
    if criteria.criteria_set(criteria_set).marked and (dossier is None or dossier.closed_at is not None):
        dossier = await dossiers.open_dossier(db, product, "first", product.rules, secretary_id, now)
    return await councils.add_evaluation(
        db,
        product.id,
        criteria_set,
        members,
        secretary_id,
        now,
        dossier_id=dossier.id if dossier else None,
        in_writing=dossier is not None and dossier.kind == "again" and criteria.criteria_set(criteria_set).marked,
    )


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


async def cards_owed(
    db: AsyncSession, actor: Actor, *, offset: int, limit: int
) -> tuple[int, list[tuple[Evaluation, Product]]]:
    """How many cards this member still owes, and some of those scorings. Raises NotAllowed for who has no seat."""
    if not any(grant.role == Role.COUNCIL for grant in actor.grants):
        raise NotAllowed("scoring")
    rows = await councils.to_score(db, actor.id, offset=offset, limit=limit)
    return await councils.count_to_score(db, actor.id), [(row, product) for _card, row, product in rows]


def markable(evaluation: Evaluation, card: Scorecard) -> bool:
    """Whether marks may still change."""
    return card.submitted_at is None and evaluation.closed_at is None


def points_of(evaluation: Evaluation, card: Scorecard) -> criteria.Points:
    """The points of one (perhaps unfinished) card."""
    return criteria.points(criteria.criteria_set(evaluation.criteria_set), card.answers)


def sheet_of(evaluation: Evaluation, card: Scorecard) -> criteria.Sheet:
    """What one (perhaps unfinished) card comes to."""
    return criteria.sheet(criteria.criteria_set(evaluation.criteria_set), card.answers)


def grounds_left(evaluation: Evaluation, card: Scorecard) -> list[str]:
    """The codes of the grounds of exclusion that neither this member nor the council has answered."""
    exclusions = criteria.criteria_set(evaluation.criteria_set).exclusions
    return [one.code for one in exclusions if one.code not in card.answers and one.code not in evaluation.excluded]


def marks_left(evaluation: Evaluation, card: Scorecard) -> list[str]:
    """The codes of what has no answer yet, in order: grounds of exclusion first, then the criteria that are asked."""
    done = sheet_of(evaluation, card)
    return [] if done.stopped_by else [*grounds_left(evaluation, card), *done.unanswered]


async def mark_criterion(db: AsyncSession, actor: Actor, evaluation_id: int, code: str, option: int) -> str | None:
    """Mark one criterion (an option, or `criteria.STOP`), or answer a ground of exclusion (`STOP`: found, 0: not); a
    card that is handed in or closed stays as it is. Returns what to go on with: the next one without an answer, None
    when there is none or nothing may change any more.

    Raises NotFound (no such criterion or answer), NotAllowed.
    """
    evaluation, card, _product = await own_card(db, actor, evaluation_id)
    if not markable(evaluation, card):
        return None
    criteria_set = criteria.criteria_set(evaluation.criteria_set)
    allowed = {one.code: {criteria.STOP, 0} for one in criteria_set.exclusions}
    allowed |= {one.code: one.answers for one in criteria_set.criteria}
    if option not in allowed.get(code, ()):
        raise NotFound(code)
    await councils.mark(db, card, code, option)
    codes, left = list(allowed), marks_left(evaluation, card)
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


async def open_card(db: AsyncSession, actor: Actor, product: Product) -> str | None:
    """The address of the card that this member still owes for the product, to go back to; None without one."""
    evaluation = await under_way(db, product)
    card = await councils.scorecard(db, evaluation.id, actor.id) if evaluation is not None else None
    if evaluation is None or card is None or not markable(evaluation, card):
        return None
    return f"score/{evaluation.id}"
