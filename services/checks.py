"""After a rating: checks, conclusions, the ministry's orders, and the revocation with its 15 days."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from locales import clock
from ocop import revocation, rounds, workflow
from ocop.roles import may_review, may_run_council
from ocop.rules import rules_on
from services import permits, renewals
from services.notices import ratings as notices
from storage import audit, checks, councils, products
from storage.actors import Actor
from storage.tables import Check, Product, Rating


async def revocable(db: AsyncSession, actor: Actor, product_id: int) -> tuple[Product, Rating]:
    """A product with a certificate, for the secretary. Raises NotFound, NotAllowed."""
    product = await permits.council_product(db, actor, product_id)
    return product, await _certified(db, product)


async def _certified(db: AsyncSession, product: Product) -> Rating:
    rating = await products.latest_rating(db, product.id)
    if rating is None or rating.valid_until is None:
        raise NotFound(product.id)
    return rating


def by_ground(now: datetime) -> bool:
    """Whether a revocation names one of the six grounds and its decision: since the law of 2026."""
    return clock.today(now) >= rounds.IN_FORCE_FROM


# -- checks


async def plan_visit(
    db: AsyncSession, actor: Actor, product_id: int, kind: str, on: date, words: str, now: datetime
) -> Check:
    """Plan an after-check. kind: planned or sudden. Raises NotFound, NotAllowed."""
    product, _rating = await revocable(db, actor, product_id)
    if kind not in revocation.VISITS:
        raise NotFound(kind)
    row = await checks.add_check(db, product.id, kind, actor.id, now, planned_on=on, words=words)
    _write(db, actor, now, "check.planned", product, f"{kind} {on.isoformat()}")
    return row


async def own_check(db: AsyncSession, actor: Actor, check_id: int) -> tuple[Check, Product]:
    """A check, for the secretary of its province. Raises NotFound, NotAllowed."""
    row = await checks.check(db, check_id)
    if row is None:
        raise NotFound(check_id)
    return row, await permits.council_product(db, actor, row.product_id)


async def end_check(db: AsyncSession, actor: Actor, check_id: int, outcome: str, words: str, now: datetime) -> None:
    """The check found all in order, or it was mended. Raises NotFound, NotAllowed; Moved when it is closed."""
    row, product = await own_check(db, actor, check_id)
    if outcome not in (revocation.KEPT, revocation.MENDED):
        raise NotFound(outcome)
    _still_open(row)
    await checks.close(db, row, outcome, now, words)
    _write(db, actor, now, "check.ended", product, outcome)


async def find_ground(db: AsyncSession, actor: Actor, check_id: int, ground: str, words: str, now: datetime) -> Check:
    """The check concludes with a ground of revocation: its 15 days begin. Raises NotFound, NotAllowed, Moved."""
    row, product = await own_check(db, actor, check_id)
    if not revocation.known(ground):
        raise NotFound(ground)
    _still_open(row)
    today = clock.today(now)
    await checks.conclude(db, row, ground, today, rounds.revocation_clock(today).due, words)
    _write(db, actor, now, "check.concluded", product, ground)
    return row


def _still_open(row: Check) -> None:
    if row.closed_at is not None:
        raise Moved("check-closed", at=f"check/{row.id}")


async def conclude_without_visit(
    db: AsyncSession, actor: Actor, product_id: int, ground: str, words: str, now: datetime
) -> Check:
    """A conclusion of another authority, or of the province's own, without a visit. Raises NotFound, NotAllowed."""
    product, _rating = await revocable(db, actor, product_id)
    if not revocation.known(ground):
        raise NotFound(ground)
    return await _conclusion(db, actor, product, revocation.FINDING, ground, words, now)


async def confirm_gone(db: AsyncSession, actor: Actor, product_id: int, words: str, now: datetime) -> Check:
    """The commune confirms that the product is no longer made: the province's 15 days begin.

    Raises NotFound, NotAllowed; Moved when that was confirmed.
    """
    product = await gone_product(db, actor, product_id)
    for row in await checks.of_product(db, product.id):
        if row.kind == revocation.GONE and row.closed_at is None:
            raise Moved("check-gone-already", at=f"checks/of/{product.id}")
    return await _conclusion(db, actor, product, revocation.GONE, revocation.GONE, words, now)


async def gone_product(db: AsyncSession, actor: Actor, product_id: int) -> Product:
    """A product with a certificate, for an officer of its commune or its province. Raises NotFound, NotAllowed."""
    product = await permits.product_in_area(db, actor, product_id)
    if not any(may_review(actor.grants, product.commune, level) for level in workflow.REVIEWING):
        raise NotAllowed(product_id)
    await permits.impartial(db, actor, product)
    await _certified(db, product)
    return product


async def _conclusion(
    db: AsyncSession, actor: Actor, product: Product, kind: str, ground: str, words: str, now: datetime
) -> Check:
    today = clock.today(now)
    due = rounds.revocation_clock(today).due
    row = await checks.add_check(
        db, product.id, kind, actor.id, now, concluded_on=today, due=due, ground=ground, words=words
    )
    _write(db, actor, now, "check.concluded", product, ground)
    return row


async def take_order(db: AsyncSession, actor: Actor, product_id: int, order: str, words: str, now: datetime) -> Check:
    """The ministry orders a withdrawal (its 15 days begin) or a re-evaluation (it begins at once; the certificate holds
    until its result). Raises NotFound, NotAllowed; Moved when a re-evaluation is under way.
    """
    product, rating = await revocable(db, actor, product_id)
    if order == revocation.WITHDRAW:
        return await _conclusion(db, actor, product, revocation.ORDER, "other", words, now)
    if order != revocation.AGAIN:
        raise NotFound(order)
    place = products.place_of(product)
    if not workflow.allows(place, "order_again"):
        raise Moved("check-again-already", at=f"checks/of/{product.id}")
    await renewals.follow(db, product, "again", rules_on(clock.today(now)), actor.id, now)
    await products.put(db, product, workflow.move(place, "order_again"), now)
    row = await checks.add_check(db, product.id, revocation.ORDER, actor.id, now, words=words)
    await checks.close(db, row, revocation.KEPT, now)
    _write(db, actor, now, "check.order-again", product, words)
    await notices.ordered_again(db, actor, product, rating, words, now)
    return row


async def open_checks(
    db: AsyncSession, actor: Actor, *, offset: int = 0, limit: int = 10
) -> tuple[int, list[tuple[Check, Product]]]:
    """How many checks are open in this officer's areas, and some of them. Raises NotAllowed for who is no officer."""
    areas = permits.officer_areas(actor)
    return await checks.count_open(db, areas), await checks.open_checks(db, areas, offset=offset, limit=limit)


def may_conclude(actor: Actor, product: Product) -> bool:
    """Whether this officer concludes checks of the product, and revokes."""
    return may_run_council(actor.grants, product.commune)


# -- revoking


async def revoke_certificate(
    db: AsyncSession,
    actor: Actor,
    product_id: int,
    reason: str,
    now: datetime,
    *,
    ground: str | None = None,
    number: str | None = None,
) -> bool:
    """Revoke the certificate; the public page says so at once, and the producer is told why. False when it was.

    ground, number: of the six of `ocop.revocation`, and of the decision; None by the law before 2026.
    Raises NotFound, NotAllowed.
    """
    product, rating = await revocable(db, actor, product_id)
    if ground is not None and not revocation.known(ground):
        raise NotFound(ground)
    if not await councils.revoke(db, rating.id, reason, now, ground=ground, number=number):
        return False
    await checks.close_grounds(db, product.id, revocation.REVOKED, now)
    detail = " ".join(word for word in (ground, number, reason) if word)
    _write(db, actor, now, "certificate.revoked", product, detail)
    await notices.certificate_revoked(db, actor, product, rating, reason, now)
    return True


def _write(db: AsyncSession, actor: Actor, now: datetime, action: str, product: Product, detail: str) -> None:
    audit.write(db, actor, now, action, f"product/{product.id}", area=product.province, detail=detail)
