"""A producer's dossier, step by step: read the guide, hand in."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved
from locales import clock
from ocop import rounds, workflow
from ocop.rules import rules_on
from ocop.workflow import NotPossible
from services import acting, deadlines, papers, permits, readings, renewals
from services.notices import dossiers as notices
from storage import audit, dossiers, people, products
from storage.actors import Actor
from storage.tables import Dossier, Person, Product, Submission


async def pass_guide(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> bool:
    """Step 1 ends when the producer has read the guide; False when it had ended."""
    product = await permits.own_product(db, actor, product_id, moving=True)
    return await end_guide(db, product, now)


async def end_guide(db: AsyncSession, product: Product, now: datetime) -> bool:
    """The move itself; False when the product is past the guide."""
    place = products.place_of(product)
    if not workflow.allows(place, "pass_guide"):
        return False
    await products.put(db, product, workflow.move(place, "pass_guide"), now)
    return True


def is_help(product: Product) -> bool:
    """Whether the product stands at a step that is only help under its rules."""
    levels = dossiers.rules_of(product).step(product.step).reviewers
    return workflow.allows(products.place_of(product), "pass_help", levels)


async def pass_help(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> bool:
    """Go on from a step that is only help under the product's rules; False when it is none (any more)."""
    product = await permits.own_product(db, actor, product_id, moving=True)
    place = products.place_of(product)
    if not is_help(product):
        return False
    await products.put(db, product, workflow.move(place, "pass_help"), now)
    return True


async def choose_kind(db: AsyncSession, actor: Actor, product_id: int, code: str, now: datetime) -> bool:
    """Say which kind the product is, where a newer law splits the one it was; False when that is not asked."""
    product = await permits.own_product(db, actor, product_id, writing=True)
    dossier = await dossiers.current(db, product.id)
    if dossier is None or code not in dossier.candidates:
        return False
    product.subgroup, dossier.candidates, dossier.criteria_set = code, [], None
    audit.write(db, actor, now, "product.kind", f"product/{product.id}", area=product.commune, detail=code)
    return True


async def submit_step(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> Submission:
    """Hand the step in, and tell the officials whose turn it is.

    Raises Moved when it is handed in already, or something is missing or still to be mended.
    """
    product = await permits.own_product(db, actor, product_id, writing=True, moving=True)
    here = f"product/{product.id}"
    if waiting := await papers.unsettled(db, product):
        raise Moved("evidence-choose-first", at=papers.address_of(product.id, waiting[0]))
    if workflow.with_producer(product.state) and await dossiers.still_returned(db, product):
        raise Moved("submit-returned", at=here)
    if workflow.with_producer(product.state) and await renewals.is_unchanged(db, product):
        raise Moved("short-unchanged", at=here)
    if workflow.with_producer(product.state) and not await renewals.says_changes(db, product):
        raise Moved("renew-say-changes", at=f"{here}/changes")
    try:
        submission = await hand_in(db, product, actor.id, now)
    except NotPossible as why:
        handed_in = product.state == workflow.State.SUBMITTED
        raise Moved("submit-already" if handed_in else "submit-missing", at=here) from why
    audit.write(db, actor, now, "step.submitted", here, area=product.commune, detail=f"step {product.step}")
    await notices.submitted(db, await reviewers(db, product), product, submission, now, turn_id=actor.turn_id)
    await acting.handed_in(db, actor, product.producer_id, submission, now)
    return submission


async def hand_in(db: AsyncSession, product: Product, person_id: int, now: datetime) -> Submission:
    """The move itself: drafts are handed in, and the first level of the step acts.

    Raises NotPossible when the producer does not act, or a must-paper is missing.
    """
    levels = dossiers.rules_of(product).step(product.step).reviewers
    place = workflow.move(products.place_of(product), "hand_in", levels)
    if not (await dossiers.standing(db, product)).ready:
        raise NotPossible("papers")
    dossier = await _under_way(db, product, person_id, now) if workflow.is_evaluated(product.step) else None
    if dossier is not None:
        await renewals.in_time(db, product, dossier, now)
    for current in (await dossiers.newest(db, product.id)).values():
        if current.state == workflow.PaperState.DRAFT:
            current.state = workflow.move_paper(current.state, "hand_in")
    await db.flush()
    if dossier is not None:
        await _begin_clock(db, product, dossier, now)
    submission = await dossiers.add_submission(db, product, person_id, now)
    await products.put(db, product, place, now)
    return submission


async def _begin_clock(db: AsyncSession, product: Product, dossier: Dossier, now: datetime) -> None:
    """The commune's clock runs from the day on which both forms are in; by its last day the round is known."""
    dossier.handed_in_at = now
    today = clock.today(now)
    known = await readings.of_province(db, product.province)
    dossier.commune_due = rounds.commune_due(today, known)
    if deadlines.by_law_of_2026(dossier.rules) and not deadlines.is_again(dossier):
        extra = await readings.extra_rounds(db, product.province)
        dossier.round = readings.code_of(deadlines.made_by(today, known, extra))


async def _under_way(db: AsyncSession, product: Product, person_id: int, now: datetime) -> Dossier | None:
    """The dossier that is handed in: a new one after one that fell short of three stars."""
    dossier = await dossiers.current(db, product.id)
    if dossier is None or dossier.outcome is None:
        return dossier
    return await renewals.follow(db, product, dossier.kind, rules_on(clock.today(now)), person_id, now)


async def reviewers(db: AsyncSession, product: Product) -> list[Person]:
    """The officers whose turn it is; the province's where a commune has none."""
    area = product.commune if product.level == "commune" else product.province
    return await people.officers_of(db, area) or await people.officers_of(db, product.province)
