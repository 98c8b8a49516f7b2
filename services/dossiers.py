"""A producer's dossier, step by step: read the guide, hand in, have the product evaluated again."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved
from locales import clock, texts
from ocop import calendar, workflow
from ocop.rules import rules_on
from ocop.workflow import NotPossible
from services import papers, permits
from services.notices import dossiers as notices
from storage import audit, dossiers, people, products
from storage.actors import Actor
from storage.tables import Person, Product, Rating, Submission

COMMUNE_DAYS = 15  # working days, Decision 26/2026/QĐ-TTg, article 7.2


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
    try:
        submission = await hand_in(db, product, actor.id, now)
    except NotPossible as why:
        handed_in = product.state == workflow.State.SUBMITTED
        raise Moved("submit-already" if handed_in else "submit-missing", at=here) from why
    audit.write(db, actor, now, "step.submitted", here, area=product.commune, detail=f"step {product.step}")
    await notices.submitted(db, await reviewers(db, product), product, submission, now, turn_id=actor.turn_id)
    return submission


async def hand_in(db: AsyncSession, product: Product, person_id: int, now: datetime) -> Submission:
    """The move itself: drafts are handed in, and the first level of the step acts.

    Raises NotPossible when the producer does not act, or a must-paper is missing.
    """
    levels = dossiers.rules_of(product).step(product.step).reviewers
    place = workflow.move(products.place_of(product), "hand_in", levels)
    if not (await dossiers.standing(db, product)).ready:
        raise NotPossible("papers")
    for current in (await dossiers.newest(db, product.id)).values():
        if current.state == workflow.PaperState.DRAFT:
            current.state = workflow.move_paper(current.state, "hand_in")
    await db.flush()
    submission = await dossiers.add_submission(db, product, person_id, now)
    await _begin_clock(db, product, now)
    await products.put(db, product, place, now)
    return submission


async def _begin_clock(db: AsyncSession, product: Product, now: datetime) -> None:
    """The commune's clock runs from the day on which both forms are in."""
    dossier = await dossiers.current(db, product.id)
    if dossier is not None and workflow.is_evaluated(product.step):
        dossier.handed_in_at = now
        dossier.commune_due = calendar.working_days_after(clock.today(now), COMMUNE_DAYS)


async def reviewers(db: AsyncSession, product: Product) -> list[Person]:
    """The officers whose turn it is; the province's where a commune has none."""
    area = product.commune if product.level == "commune" else product.province
    return await people.officers_of(db, area) or await people.officers_of(db, product.province)


# -- evaluated again


def may_renew(product: Product, rating: Rating | None, today: date) -> bool:
    """Whether the product may be evaluated again now."""
    if rating is None or not workflow.allows(products.place_of(product), "renew"):
        return False
    return workflow.may_renew(rating.valid_until, revoked=rating.revoked_at is not None, today=today)


async def renew(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> bool:
    """Begin the evaluation again: papers that are still good count, those that have ended are asked for anew. The
    rating stays until the next decision. False when it is not the time.
    """
    product = await permits.own_product(db, actor, product_id, writing=True, moving=True)
    today = clock.today(now)
    if not may_renew(product, await products.latest_rating(db, product.id), today):
        return False
    _good, ended = await dossiers.evidence(db, product, today)
    await dossiers.open_dossier(db, product, "again", rules_on(today).code, actor.id, now)
    for code, row in (await dossiers.in_force(db, product.id)).items():
        if code in ended:
            row.state = workflow.move_paper(row.state, "expire")
            row.reason, row.decided_at = texts.say(actor.person.language, "renew-reason"), now
    await products.put(db, product, workflow.move(products.place_of(product), "renew"), now)
    audit.write(db, actor, now, "product.renewed", f"product/{product.id}", area=product.commune)
    return True
