"""Closing a council's session: what must be settled first, and what the result brings about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotFound
from locales import clock
from ocop import council, criteria, stars, workflow
from ocop.criteria import STOP, CriteriaSet
from ocop.readings import Readings
from ocop.rules import rules_on
from ocop.stars import Proposal
from services import councils as verbs
from services import permits, readings
from services.notices import councils as notices
from storage import audit, councils, dossiers, laws, products
from storage.actors import Actor
from storage.tables import Dossier, Evaluation, Product

LEAST_REASON = 20  # characters of the reason for more stars than the conditions allow


@dataclass(frozen=True, slots=True)
class Session:
    """How an open session stands.

    seated: how many sit; cards: the answers that are in; needed: how many must be; apart: points between the highest
    and the lowest total; opinions: stars of each card alone; stops: what stopped the assessment → on how many cards;
    grounds: grounds of exclusion that are still to be answered; proposal, stars: None and 0 below the quorum.
    """

    criteria_set: CriteriaSet
    seated: int
    cards: Sequence[Mapping[str, int]]
    needed: int
    apart: int
    opinions: set[int]
    stops: dict[str, int]
    grounds: list[str]
    proposal: Proposal | None = None
    open: list[str] = field(default_factory=list)
    stars: int = 0
    in_writing: bool = False
    excluded: bool = False

    @property
    def holds_up(self) -> str:
        """Why it may not be closed yet: "grounds", "cards", "open", "opinions", or "" when it may."""
        if self.excluded:
            return ""
        reasons = {
            "grounds": bool(self.grounds),
            "cards": self.proposal is None,
            "open": bool(self.open),
            "opinions": self.in_writing and len(self.opinions) > 1,
        }
        return next((name for name, holds in reasons.items() if holds), "")


async def session(db: AsyncSession, product: Product, evaluation: Evaluation) -> Session:
    """How an open session on a set with star marks stands."""
    cs, rules = criteria.criteria_set(evaluation.criteria_set), dossiers.rules_of(product)
    read = await readings.of_province(db, product.province)
    every = await councils.scorecards(db, evaluation.id)
    cards = [card.answers for card, _member in every if card.submitted_at is not None]
    findings = council.findings_of(evaluation.excluded, evaluation.findings)
    settled, _open = stars.settle(cs, cards, findings)
    stands = Session(
        cs,
        seated=len(every),
        cards=cards,
        needed=council.needed(len(every), read),
        apart=council.apart(cs, cards),
        opinions=council.opinions(cs, cards, rules, findings),
        stops=council.stops(cs, cards),
        grounds=[one.code for one in cs.exclusions if one.code not in settled],
        in_writing=evaluation.in_writing,
        excluded=any(evaluation.excluded.values()),
    )
    if len(cards) < stands.needed and not stands.excluded:
        return stands
    return _proposed(stands, evaluation, stars.propose(cs, cards or [{}], rules, findings), read, findings)


def _proposed(
    stands: Session, evaluation: Evaluation, proposal: Proposal, read: Readings, findings: Mapping[str, int]
) -> Session:
    """The session with what its cards come to."""
    cs = stands.criteria_set
    always = read.differing_options == "always-open" and proposal.stopped_by is None
    open_codes = council.differing(cs, stands.cards, findings) if always else proposal.open
    grounds = {one.code for one in cs.exclusions}
    return replace(
        stands,
        grounds=[] if proposal.stopped_by else [code for code in stands.grounds if code not in open_codes],
        proposal=proposal,
        open=sorted(open_codes, key=lambda code: code not in grounds),
        stars=council.final_stars(proposal, read, reason=evaluation.above_reason),
    )


# -- what the council settles before the closing


async def open_session(db: AsyncSession, actor: Actor, product_id: int) -> tuple[Product, Evaluation, CriteriaSet]:
    """An open session on a set with star marks, for its secretary.

    Raises NotFound, NotAllowed; Moved when it is closed.
    """
    product = await permits.council_product(db, actor, product_id)
    evaluation = await verbs.the_scoring(db, product)
    cs = criteria.criteria_set(evaluation.criteria_set)
    if not cs.marked:
        raise NotFound(product_id)
    if evaluation.closed_at is not None:
        raise Moved("council-closed-already", at=f"council/{product.id}")
    return product, evaluation, cs


async def answer_ground(
    db: AsyncSession, actor: Actor, product_id: int, ground: str, found: bool, now: datetime
) -> str | None:
    """Say whether a ground of exclusion was found. Returns the next that has no answer.

    Raises NotFound (no such ground), NotAllowed, Moved.
    """
    product, evaluation, cs = await open_session(db, actor, product_id)
    if ground not in {one.code for one in cs.exclusions}:
        raise NotFound(ground)
    await councils.exclude(db, evaluation, ground, found)
    _write(db, actor, now, "council.ground", product, f"{ground} {'yes' if found else 'no'}")
    return next((one.code for one in cs.exclusions if one.code not in evaluation.excluded), None)


async def settle_criterion(
    db: AsyncSession, actor: Actor, product_id: int, code: str, option: int, now: datetime
) -> str | None:
    """What the council finds on a criterion, or a ground of exclusion, on which its members differ. Returns the next
    that is open. Raises NotFound (nothing to settle, no such answer), NotAllowed, Moved.
    """
    product, evaluation, _cs = await open_session(db, actor, product_id)
    stands = await session(db, product, evaluation)
    answered = {card.get(code) for card in stands.cards} - {None}
    if code not in [*stands.open, *evaluation.findings] or option not in answered:
        raise NotFound(code)
    await councils.settle(db, evaluation, code, option)
    _write(db, actor, now, "council.found", product, f"{code} {option}")
    return next(iter((await session(db, product, evaluation)).open), None)


async def go_above(db: AsyncSession, actor: Actor, product_id: int, reason: str, now: datetime) -> None:
    """Propose the stars of the points although a condition is missed; the reason stands in the result.

    Raises NotFound, NotAllowed; Moved when it is closed, or no condition is missed.
    """
    product, evaluation, _cs = await open_session(db, actor, product_id)
    stands = await session(db, product, evaluation)
    if stands.proposal is None or stands.proposal.by_points <= stands.proposal.by_conditions:
        raise Moved("above-nothing", at=f"council/{product.id}/close")
    await councils.go_above(db, evaluation, reason)
    _write(db, actor, now, "council.above", product, reason)


async def call_meeting(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> Product:
    """The members talk and may change their marks: opinions in writing differ, or totals lie far apart.

    Raises NotFound, NotAllowed, Moved.
    """
    product, evaluation, _cs = await open_session(db, actor, product_id)
    await councils.reopen_cards(db, evaluation)
    _write(db, actor, now, "council.meeting", product, "")
    await notices.meeting_called(db, actor, product, evaluation, now)
    return product


# -- the closing


async def close_scoring(db: AsyncSession, actor: Actor, product_id: int, evaluation_id: int, now: datetime) -> bool:
    """Close this scoring; the result is computed by the one stated rule, and below 3 stars the producer is told it.

    False when there is nothing to close: another scoring, closed before, or something must be settled first.
    Raises NotFound, NotAllowed.
    """
    product = await permits.council_product(db, actor, product_id)
    evaluation = await verbs.the_scoring(db, product)
    if evaluation.id != evaluation_id or verbs.conditions_left(product, evaluation):
        return False
    if not await conclude(db, product, evaluation, actor.id, now):
        return False
    _write(db, actor, now, "council.closed", product, "")
    if fell_short(evaluation):
        await notices.fell_short(db, actor, product, evaluation, await weakest(db, evaluation), now)
    return True


async def conclude(
    db: AsyncSession, product: Product, evaluation: Evaluation, secretary_id: int, now: datetime
) -> bool:
    """What closing changes: the result of the cards that are in, and the product awaits a decision; below 3 stars on a
    set with star marks there is none to await. False when it is closed already, or something must be settled first.
    """
    if evaluation.closed_at is not None:
        return False
    if not criteria.criteria_set(evaluation.criteria_set).marked:
        return await _conclude_as_before(db, product, evaluation, secretary_id, now)
    stands = await session(db, product, evaluation)
    if stands.holds_up or stands.proposal is None:
        return False
    result = council.kept(stands.proposal, len(stands.cards), stands.stars)
    await councils.keep_result(db, evaluation, result, secretary_id, now)
    await products.put(db, product, workflow.move(products.place_of(product), "close_scoring"), now)
    if fell_short(evaluation):
        await fall_short(db, product, evaluation, now)
    return True


async def _conclude_as_before(
    db: AsyncSession, product: Product, evaluation: Evaluation, secretary_id: int, now: datetime
) -> bool:
    """By the law before 2026: hard conditions that the secretary confirms, no quorum."""
    cards = [
        verbs.points_of(evaluation, card)
        for card, _member in await councils.scorecards(db, evaluation.id)
        if card.submitted_at is not None
    ]
    if not cards:
        return False
    met = {code: bool(value) for code, value in evaluation.met.items()}
    result = stars.result(cards, dossiers.rules_of(product), met)
    await councils.keep_result(db, evaluation, stars.kept(result, len(cards)), secretary_id, now)
    await products.put(db, product, workflow.move(products.place_of(product), "close_scoring"), now)
    return True


def fell_short(evaluation: Evaluation) -> bool:
    """Whether a result of 1 or 2 stars, an exclusion or a stop stands without any decision (article 4)."""
    result = evaluation.result
    marked = criteria.criteria_set(evaluation.criteria_set).marked
    return marked and result is not None and not workflow.certified(result["stars"])


async def fall_short(db: AsyncSession, product: Product, evaluation: Evaluation, now: datetime) -> None:
    """The dossier ends without a certificate, and the next begins with what the producer has: they mend, and hand in
    again. A certificate that is in force stays.
    """
    dossier = await councils.dossier_of(db, evaluation)
    await products.put(db, product, workflow.move(products.place_of(product), "fall_short"), now)
    if dossier is not None:
        await laws.close_dossier(db, dossier, "short", now)
        await _begin_again(db, product, dossier, now)


async def _begin_again(db: AsyncSession, product: Product, earlier: Dossier, now: datetime) -> None:
    fresh = await dossiers.open_dossier(db, product, earlier.kind, rules_on(clock.today(now)).code, None, now)
    fresh.target = earlier.target


async def weakest(db: AsyncSession, evaluation: Evaluation) -> list[str]:
    """The criteria that lost the most points, by title; none where something stopped the assessment."""
    if (evaluation.result or {}).get("stopped_by"):
        return []
    cards = [card.answers for card, _member in await councils.scorecards(db, evaluation.id) if card.submitted_at]
    return criteria.weakest(criteria.criteria_set(evaluation.criteria_set), cards)


def answers_shown(cs: CriteriaSet, code: str) -> dict[int, str]:
    """What can be answered to a criterion or a ground of exclusion, in words; "" for yes and no of a ground."""
    if code in {one.code for one in cs.exclusions}:
        return {STOP: "", 0: ""}
    one = cs.criterion(code)
    return {option.number: option.text for option in one.options} | ({STOP: one.stop} if STOP in one.answers else {})


def _write(db: AsyncSession, actor: Actor, now: datetime, action: str, product: Product, detail: str) -> None:
    audit.write(db, actor, now, action, f"product/{product.id}", area=product.province, detail=detail)
