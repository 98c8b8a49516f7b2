"""Reviewing a dossier: look, accept or return each paper, take a decision back, conclude."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved
from locales import clock, texts
from ocop import workflow
from ocop.roles import Role
from ocop.workflow import NotPossible
from services import deadlines, findings, jobs, permits, readings, samples
from services.notices import reviews as notices
from storage import audit, dossiers, inbox, people, products, requests
from storage.actors import Actor
from storage.tables import Document, Dossier, Person, Product, Submission

# -- looking: written down each time


async def look(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> Product:
    """A dossier, for those who may read it; the look is logged."""
    product = await permits.readable_product(db, actor, product_id)
    audit.write(db, actor, now, "dossier.seen", f"product/{product.id}", area=product.commune)
    return product


async def look_at_paper(db: AsyncSession, actor: Actor, document_id: int, now: datetime) -> tuple[Document, Product]:
    """A paper that was handed in, for those who may read its dossier; the look is logged."""
    document, product = await permits.readable_paper(db, actor, document_id)
    audit.write(db, actor, now, "paper.seen", f"paper/{document.id}", area=product.commune, detail=document.paper)
    return document, product


async def decided_by(db: AsyncSession, language: str, officer_id: int | None) -> str:
    """The name of the officer who decided."""
    officer = await people.person(db, officer_id) if officer_id else None
    return officer.name if officer and officer.name else texts.say(language, "an-officer")


# -- one paper


async def accept_paper(db: AsyncSession, actor: Actor, document_id: int, now: datetime) -> Document:
    """Accept one version of a paper. Raises Moved when it was decided before, a newer one is in, or they brought it."""
    document, product = await permits.waiting_paper(db, actor, document_id)
    if await entered(db, actor, document):
        raise Moved("own-entry", at=f"paper/{document.id}")
    if not await decide(db, product, document, actor.id, now):
        raise permits.paper_moved(document)
    _write(db, actor, now, "review.accept", product, f"{document.paper}: ")
    return document


async def return_paper(db: AsyncSession, actor: Actor, document_id: int, reason: str, now: datetime) -> Document:
    """Send a paper back to its producer, who is told when the step is concluded.

    Raises Moved when it was decided before, a newer one is in, or the rules let nobody send papers back so.
    """
    document, product = await permits.waiting_paper(db, actor, document_id)
    if permits.asks_for_papers(product):
        raise Moved("request-instead", at=f"request/{product.id}/with/{document.paper}")
    if not await decide(db, product, document, actor.id, now, reason=reason):
        raise permits.paper_moved(document)
    _write(db, actor, now, "review.return", product, f"{document.paper}: {reason}")
    return document


async def decide(
    db: AsyncSession,
    product: Product,
    document: Document,
    officer_id: int,
    now: datetime,
    *,
    reason: str | None = None,
) -> bool:
    """The move itself: accept, or return with a reason; False when another official decided first, or a newer version
    is in. What was accepted before it came to this desk (by the level below, at an earlier step) can be returned.
    """
    for name in ("accept",) if reason is None else ("send_back", "send_back_later"):
        move = workflow.the_paper_move(name)
        if await dossiers.decide_newest(
            db,
            document.id,
            start=move.start,
            end=move.end.value,
            officer_id=officer_id,
            reason=reason,
            now=now,
            decided_until=product.since if name == "send_back_later" else None,
        ):
            return True
    return False


def choices(actor: Actor, product: Product, document: Document) -> list[str]:
    """What this officer may do with the newest version of a paper now: moves of `ocop.workflow.PAPER_MOVES`."""
    if not permits.reviews_now(actor, product):
        return []
    since = document.decided_at
    asks = permits.asks_for_papers(product)
    possible = {
        "accept": True,
        "send_back": True,
        "undo": document.decided_by == actor.id and not (asks and document.state == workflow.PaperState.RETURNED),
        "send_back_later": asks or (since is not None and since <= product.since),
    }
    return [name for name, now in possible.items() if now and workflow.paper_allows(document.state, name)]


async def accept_rest(db: AsyncSession, actor: Actor, product_id: int, newest_id: int, now: datetime) -> int:
    """Mark all papers that wait as in order, those up to the one that the officer saw last; returns how many.

    What they brought themselves in the producer's stead is left to somebody else.
    """
    product, _dossier = await permits.office_dossier(db, actor, product_id)
    marked = 0
    for document in await dossiers.undecided(db, product.id):
        if document.id > newest_id or await entered(db, actor, document):
            continue
        if await decide(db, product, document, actor.id, now):
            _write(db, actor, now, "review.accept", product, f"{document.paper}: ")
            marked += 1
    return marked


async def entered(db: AsyncSession, actor: Actor, document: Document) -> bool:
    """Whether this person brought the version, or any of its files: nobody marks alone what they entered."""
    files = await inbox.files_of_document(db, document.id)
    return document.created_by == actor.id or any(file.person_id == actor.id for file in files)


async def filled_in_by(db: AsyncSession, product: Product, document: Document) -> Person | None:
    """The officer who brought the version in the producer's stead; None: its own people did."""
    if await products.speaks_for(db, document.created_by, product.producer_id):
        return None
    who = await people.person(db, document.created_by)
    roles = await people.grants(db, document.created_by)
    return who if any(grant.role == Role.OFFICER for grant in roles) else None


async def opened(db: AsyncSession, actor: Actor, product: Product) -> bool:
    """Whether this officer has opened any paper of the dossier."""
    papers = [f"paper/{row.id}" for row in (await dossiers.in_force(db, product.id)).values()]
    return await audit.any_by(db, actor, "paper.seen", papers)


async def undo_decision(db: AsyncSession, actor: Actor, document_id: int, now: datetime) -> Document:
    """Take back one's own decision while the step is not concluded. Raises Moved when it is not one's own."""
    document, product = await permits.waiting_paper(db, actor, document_id)
    if permits.asks_for_papers(product) and document.state == workflow.PaperState.RETURNED:
        raise Moved("request-take-back-instead", at=f"review/{product.id}")
    move = workflow.the_paper_move("undo")
    if not await dossiers.take_decision_back(
        db, document.id, start=move.start, end=move.end.value, officer_id=actor.id
    ):
        raise permits.paper_moved(document)
    _write(db, actor, now, "review.undo", product, document.paper)
    return document


def _write(db: AsyncSession, actor: Actor, now: datetime, action: str, product: Product, detail: str) -> None:
    audit.write(db, actor, now, action, f"product/{product.id}", area=product.commune, detail=detail)


# -- the whole step


def number_of(submission: Submission | None) -> int:
    """The number of a handing-in; 0 when nothing was handed in."""
    return submission.number if submission else 0


async def conclude(
    db: AsyncSession,
    actor: Actor,
    product_id: int,
    number: int,
    level: str,
    now: datetime,
    *,
    samples_seen: int | None = None,
) -> tuple[Product, str]:
    """Conclude one handing-in (its number) at one level, and tell everybody whom it concerns.

    samples_seen: how many samples there are, as the officer was told when there are too few. Returns the product and
    what became of it: "returned" (something must be mended), "forwarded" (the next level acts), "advanced" (the next
    step begins) or "to-council". Raises Moved when it is concluded, or something must be done first.
    """
    product = await permits.reviewed_product(db, actor, product_id)
    submission = await dossiers.latest_submission(db, product.id)
    if not permits.reviews_now(actor, product) or (number_of(submission), product.level) != (number, level):
        raise await _concluded(db, actor, product, submission)
    step = product.step
    if permits.asks_for_papers(product):
        await _ready_to_go(db, product, samples_seen)
    try:
        outcome = await move_on(db, product, actor.id, now)
    except NotPossible as why:
        raise Moved("conclude-undecided", at=f"review/{product.id}") from why
    _write(db, actor, now, f"review.{outcome}", product, f"step {step}")
    await notices.concluded(db, product, outcome, now, turn_id=actor.turn_id)
    return product, outcome


async def _ready_to_go(db: AsyncSession, product: Product, samples_seen: int | None) -> None:
    """What must be done before a dossier leaves this office. Raises Moved, to where it is done."""
    dossier = await dossiers.current(db, product.id)
    if product.level == "commune" and await findings.missing(db, product):
        raise Moved("findings-missing", at=f"findings/{product.id}")
    if product.level == "province" and (dossier is None or dossier.complete_at is None):
        raise Moved("complete-first", at=f"review/{product.id}")
    held, needed = await samples.held(db, product, product.level), samples.needed(product)
    if held < needed and samples_seen != held:
        raise Moved("samples-short-first", at=f"forward/{product.id}", held=held, needed=needed)


async def _concluded(db: AsyncSession, actor: Actor, product: Product, submission: Submission | None) -> Moved:
    """Who concluded the newest handing-in, and how, as far as it is concluded."""
    here = f"review/{product.id}"
    if submission is None or submission.decided_by is None or submission.decided_at is None:
        return Moved("conclude-done", at=here)
    say = actor.person.language
    return Moved(
        f"concluded-{submission.outcome}",
        at=here,
        name=await decided_by(db, say, submission.decided_by),
        moment=texts.moment(say, submission.decided_at),
    )


async def move_on(db: AsyncSession, product: Product, officer_id: int, now: datetime) -> str:
    """The move itself; returns its outcome.

    Raises NotPossible when the officials do not act, or a paper is undecided.
    """
    if await dossiers.undecided(db, product.id):
        raise NotPossible("decisions")
    submission = await dossiers.latest_submission(db, product.id)
    place, levels = products.place_of(product), dossiers.rules_of(product).step(product.step).reviewers
    asks = permits.asks_for_papers(product)
    returned = not asks and await _something_returned(db, product, submission)
    move = workflow.conclusion(place, levels, returned=returned)
    if asks and move.name == "forward":
        await _propose(db, product, now)
    await products.put(db, product, workflow.move(place, move.name, levels), now)
    if submission is not None and move.closes:
        submission.outcome, submission.decided_by, submission.decided_at = move.closes, officer_id, now
        await db.flush()
    return move.outcome


async def _propose(db: AsyncSession, product: Product, now: datetime) -> None:
    """The commune proposes the dossier, for the round that is open that day; a re-evaluation has its own clock."""
    dossier = await dossiers.current(db, product.id)
    if dossier is None:
        return
    dossier.proposed_at = now
    if not deadlines.is_again(dossier):
        dossier.round = readings.code_of(await readings.round_for(db, product.province, clock.today(now)))
    await db.flush()


async def mark_complete(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> Dossier:
    """The province has all it needs: a re-evaluation's days run from here. The producer is told.

    Raises Moved (marked before, papers undecided or still asked for), NotAllowed.
    """
    product, dossier = await permits.office_dossier(db, actor, product_id)
    here = f"review/{product.id}"
    if product.level != "province" or dossier.complete_at is not None:
        raise Moved("complete-already", at=here)
    if await dossiers.undecided(db, product.id) or await requests.open_of(db, dossier.id):
        raise Moved("complete-not-yet", at=here)
    dossier.complete_at = now
    await db.flush()
    _write(db, actor, now, "dossier.complete", product, "")
    due = await readings.again_clock(db, product, dossier)
    await notices.complete(db, product, due, now, turn_id=actor.turn_id)
    return dossier


async def draw_report(
    db: AsyncSession, actor: Actor, product_id: int, now: datetime, *, address_id: int | None = None
) -> Product:
    """Have Mẫu 03 made as a Word file. Raises NotFound, NotAllowed, Moved (a finding is not written yet)."""
    product, _dossier = await permits.office_dossier(db, actor, product_id)
    if await findings.missing(db, product):
        raise Moved("findings-missing", at=f"findings/{product.id}")
    await jobs.ask(db, actor, jobs.CommuneReport(product.id), now, address_id=address_id)
    _write(db, actor, now, "report.drawn", product, "")
    return product


async def _something_returned(db: AsyncSession, product: Product, submission: Submission | None) -> bool:
    """Whether a paper was returned since the handing-in; an optional one that was returned before and not sent again
    holds nothing up.
    """
    begun = submission.submitted_at if submission is not None else None
    return any(
        row.state == workflow.PaperState.RETURNED
        and (begun is None or row.decided_at is None or row.decided_at >= begun)
        for row in (await dossiers.in_force(db, product.id)).values()
    )
