"""Evaluated again (đánh giá lại) or for more stars (nâng hạng): when, what still holds, and what has changed.

Source: Decision 26/2026/QĐ-TTg, article 7.6 (from 180 to 120 days before the certificate ends) and 12.3.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved
from locales import clock, texts
from ocop import numbers, rounds, workflow
from ocop.rounds import Window, WindowState
from ocop.rules import Rules, rules_on
from services import deadlines, laws, permits, readings
from services.notices import renewals as notices
from storage import assessments, audit, dossiers, evidence, people, products
from storage.actors import Actor
from storage.tables import Dossier, Product, Rating

FIRST, UPGRADE, AGAIN = "first", "upgrade", "again"
BEGINS = timedelta(days=max(rounds.WORDS))  # before the end: papers take time, so it is prepared before it is handed in
UPGRADABLE = (3, 4)  # stars
REPORT = "form-02"  # the form that says what has changed
CHANGES = "changes"


# -- beginning


def kinds_open(product: Product, rating: Rating | None, today: date) -> list[str]:
    """For which kinds of dossier a rated product may begin now: "again", "upgrade"."""
    if rating is None or not workflow.allows(products.place_of(product), "renew"):
        return []
    revoked = rating.revoked_at is not None
    if not deadlines.by_law_of_2026(rules_on(today).code):
        return [AGAIN] if workflow.may_renew(rating.valid_until, revoked=revoked, today=today) else []
    open_now = []
    if workflow.may_renew(rating.valid_until, revoked=revoked, today=today, opens=BEGINS):
        open_now.append(AGAIN)
    if not revoked and rating.stars in UPGRADABLE and rating.valid_until is not None and rating.valid_until >= today:
        open_now.append(UPGRADE)
    return open_now


@dataclass(frozen=True, slots=True)
class Held:
    """What an earlier dossier leaves: accepted papers that still hold, those that have ended, those whose end nobody
    has noted; by their codes.
    """

    good: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.good) + len(self.ended) + len(self.undated)


async def held(db: AsyncSession, product: Product, today: date) -> Held:
    """Which accepted papers can be used again on that day."""
    expiring = {paper.code for paper in dossiers.rules_of(product).papers if paper.expires}
    found = Held()
    for code, row in (await dossiers.in_force(db, product.id)).items():
        if row.state != workflow.PaperState.ACCEPTED:
            continue
        if row.expires_on is not None and row.expires_on < today:
            found.ended.append(code)
        elif code in expiring and row.expires_on is None and not row.lasts:
            found.undated.append(code)
        else:
            found.good.append(code)
    return found


async def begin(db: AsyncSession, actor: Actor, product_id: int, kind: str, now: datetime) -> Dossier | None:
    """Open a dossier of this kind under the law of today, with what still holds; None when it is not the time.

    Accepted papers stay accepted, the stars stay until the next decision. Raises NotFound, NotAllowed.
    """
    product = await permits.own_product(db, actor, product_id, writing=True, moving=True)
    today = clock.today(now)
    rating = await products.latest_rating(db, product.id)
    if kind not in kinds_open(product, rating, today):
        return None
    known = await readings.of_province(db, product.province)
    window = deadlines.window_of(rating, known)
    if deadlines.by_law_of_2026(rules_on(today).code) and is_over(window, today):
        kind = FIRST  # nothing is left that could be evaluated again
    dossier = await follow(db, product, kind, rules_on(today), actor.id, now)
    await products.put(db, product, workflow.move(products.place_of(product), "renew"), now)
    audit.write(db, actor, now, "product.renewed", f"product/{product.id}", area=product.commune, detail=kind)
    return dossier


def is_over(window: Window | None, today: date) -> bool:
    """Whether no certificate is left: it was revoked, or has ended and is not extended any more."""
    return window is None or window.state(today) == WindowState.ENDED


async def follow(
    db: AsyncSession, product: Product, kind: str, version: Rules, person_id: int, now: datetime
) -> Dossier:
    """The next dossier of a product, beginning with the answers and citations of the one before and its forms as
    drafts.
    """
    before = await dossiers.current(db, product.id)
    dossier = await dossiers.open_dossier(db, product, kind, version.code, person_id, now)
    laws.rename_kind(product, dossier)
    if before is not None and before.rules == dossier.rules:
        dossier.criteria_set, dossier.target = before.criteria_set, before.target
        await assessments.take_over(db, before.id, dossier.id)
    if deadlines.by_law_of_2026(version.code):
        await _forms_anew(db, product, version, person_id, now)
    return dossier


async def _forms_anew(db: AsyncSession, product: Product, version: Rules, person_id: int, now: datetime) -> None:
    """Each dossier has forms of its own: they begin as drafts with the answers given before."""
    newest = await dossiers.newest(db, product.id)
    for paper in version.papers:
        earlier = newest.get(paper.code)
        if earlier is None or earlier.state == workflow.PaperState.DRAFT:
            continue
        if paper.form and paper.need == "must" and earlier.answers:
            draft = await dossiers.add_version(db, product, paper.code, "draft", person_id, now)
            draft.answers = {key: answer for key, answer in earlier.answers.items() if key != CHANGES}
    await db.flush()


# -- what has changed


async def says_changes(db: AsyncSession, product: Product) -> bool:
    """Whether a dossier that must say what has changed does so (or needs not)."""
    dossier = await dossiers.current(db, product.id)
    if dossier is None or dossier.kind == FIRST or not deadlines.by_law_of_2026(dossier.rules):
        return True
    report = (await dossiers.newest(db, product.id)).get(REPORT)
    return report is not None and bool((report.answers or {}).get(CHANGES))


async def say_changes(db: AsyncSession, actor: Actor, product_id: int, words: str, now: datetime) -> None:
    """What has changed since the decision before: part of the report (form 02).

    Raises NotFound, NotAllowed, Moved (the report is not filled in, or handed in), InvalidInput (too short or long).
    """
    product = await permits.own_product(db, actor, product_id, writing=True)
    report = (await dossiers.newest(db, product.id)).get(REPORT)
    if report is None or report.state != workflow.PaperState.DRAFT:
        raise Moved("renew-report-first", at=f"product/{product.id}/paper/{REPORT}")
    words = numbers.paragraph(words, shortest=5, longest=1500)
    report.answers = {**(report.answers or {}), CHANGES: words}
    audit.write(db, actor, now, "paper.changes", f"product/{product.id}", area=product.commune)


async def is_unchanged(db: AsyncSession, product: Product) -> bool:
    """Whether a product that fell short of three stars has nothing new since that decision."""
    rating = await products.latest_rating(db, product.id)
    if rating is None or rating.valid_until is not None or workflow.certified(rating.stars):
        return False
    return not await evidence.changed_since(db, product.id, rating.recorded_at)


# -- handing in


async def window_at(db: AsyncSession, product: Product, dossier: Dossier, today: date) -> Window | None:
    """The window that a re-evaluation handed in on that day is held to; None for other kinds."""
    if dossier.kind != AGAIN or not deadlines.by_law_of_2026(dossier.rules):
        return None
    known = await readings.of_province(db, product.province)
    return deadlines.window_of(await products.latest_rating(db, product.id), known, handed_in=today)


async def in_time(db: AsyncSession, product: Product, dossier: Dossier, now: datetime) -> None:
    """Hold a re-evaluation to its window: too early is refused, late is noted and the province told.

    Raises Moved("again-too-early") with the first day.
    """
    today = clock.today(now)
    window = await window_at(db, product, dossier, today)
    if window is None:
        return
    state = window.state(today)
    if state == WindowState.TOO_EARLY:
        raise Moved("again-too-early", at=f"product/{product.id}", day=texts.day("vi", window.opens))
    if state == WindowState.OPEN:
        return
    dossier.late = True
    if state == WindowState.ENDED:
        dossier.kind = FIRST
        return
    rating = await products.latest_rating(db, product.id)
    if rating is not None:
        rating.extended_until = window.extended_until
    await notices.handed_in_late(db, await people.officers_of(db, product.province), product, dossier, window, now)
