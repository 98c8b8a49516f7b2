"""One receipt for all files that came together: what was received, what is wrong with which, and where it belongs."""

from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from locales.text import fold
from ocop import workflow
from ocop.roles import Role
from services import notices, papers
from storage import dossiers, inbox, people, products
from storage.tables import Batch, File, Person, Place, Product


async def write_receipt(db: AsyncSession, batch: Batch, now: datetime) -> None:
    """The receipt of a batch that is quiet and whose files all have an outcome."""
    person = await people.person(db, batch.person_id)
    files = await inbox.files_of_batch(db, batch.id)
    batch.receipt_at = now
    if person is None or not files:
        return
    product = await products.product(db, batch.product_id) if batch.product_id else None
    if product is not None and batch.paper is None:
        batch.paper = paper_by_caption(product, batch.caption, person.language)
    good, lines = await _sorted_out(db, batch, product, person, files)
    screen = await _screen(db, batch, product, person, (good, files), lines, now)
    place = await db.get(Place, batch.person_id)
    buttons = list(screen.buttons)
    if place is not None and place.at.startswith("form/"):
        buttons.append(Button(texts.say(person.language, "button-resume"), place.at))
    await notices.tell(
        db,
        person,
        Screen(screen.text, buttons=buttons),
        now,
        address_id=batch.address_id,
        notice=False,
        unique_key=f"receipt:{batch.id}",
    )


async def still_coming(db: AsyncSession, file: File, now: datetime) -> None:
    """A file that cannot be fetched yet: said once for all that came together."""
    batch = await inbox.batch(db, file.batch_id) if file.batch_id else None
    person = await people.person(db, file.person_id)
    if batch is None or person is None:
        return
    screen = Screen(texts.say(person.language, "file-still-coming"))
    await notices.tell(
        db,
        person,
        screen,
        now,
        address_id=batch.address_id,
        notice=False,
        unique_key=f"still-coming:{batch.id}",
    )


async def _sorted_out(
    db: AsyncSession, batch: Batch, product: Product | None, person: Person, files: list[File]
) -> tuple[list[File], list[str]]:
    """(files that are good, a line about each with a problem); what the paper holds already is refused."""
    good: list[File] = []
    lines: list[str] = []
    for number, file in enumerate(files, 1):
        problems = [str(problem) for problem in file.problems[:1]]
        if file.state != "stored":
            problems = problems or ["not-fetched"]
        elif await _stands_already(db, batch, product, file):
            await inbox.refused(db, file.id, ["same"])
            problems = ["same"]
        else:
            good.append(file)
        lines += [_problem(person, number, len(files), file, problem) for problem in problems]
    await db.flush()
    for file in files:
        await db.refresh(file)
    return good, lines


async def _stands_already(db: AsyncSession, batch: Batch, product: Product | None, file: File) -> bool:
    """Whether the paper holds these bytes already; what was returned may be sent once more."""
    if product is None or not batch.paper or not file.sha256:
        return False
    current = await papers.is_same(db, product, batch.paper, file.sha256)
    return current is not None and current.state != workflow.PaperState.RETURNED


def _problem(person: Person, number: int, count: int, file: File, problem: str) -> str:
    what = texts.say(person.language, f"file-{problem}")
    if count == 1:
        return what
    return texts.say(person.language, "receipt-line", number=str(number), name=file.name or "", what=what)


async def _screen(
    db: AsyncSession,
    batch: Batch,
    product: Product | None,
    person: Person,
    files: tuple[list[File], list[File]],
    lines: list[str],
    now: datetime,
) -> Screen:
    """What the destination answers; files: (the good ones, all)."""
    good, every = files
    say = partial(texts.say, person.language)
    if not good:
        text = "\n".join([say("receipt-none"), *lines])
        again = f"product/{product.id}/paper/{batch.paper}" if product is not None and batch.paper else ""
        return Screen(text, buttons=[Button(say("receipt-again"), again)] if again else [])
    key = "receipt-photos" if all(file.kind == "image" for file in good) else "receipt-files"
    received = say(key, got=len(good), count=len(every))
    if good[0].announcement_id is not None:
        text = "\n".join([received, *lines, say("receipt-announcement")])
        button = Button(say("receipt-to-announcement"), f"announcement/{good[0].announcement_id}")
        return Screen(text, buttons=[button])
    if product is not None and batch.paper:
        if await _all_returned(db, product, batch.paper, good):
            return _once_more(person, product, batch, [received, *lines])
        await papers.file_batch(db, batch, product, batch.paper, person.id, now)
        filed = say("receipt-filed", paper=say(f"paper-{batch.paper}"), product=product.name)
        asked, buttons = await _asked(db, product, batch.paper, person)
        buttons.append(Button(say("receipt-step"), f"product/{product.id}"))
        buttons.append(Button(say("receipt-other"), f"batch/{batch.id}"))
        return Screen("\n".join([received, filed, *lines, *asked]), buttons=buttons)
    listed = await _list_of_officer(db, person, good)
    if listed is not None and product is None:
        button = Button(say("receipt-import"), f"import/file/{listed.id}")
        text = "\n".join([received, *lines, say("receipt-list")])
        mine = await products.products_of(db, person, limit=8)
        return Screen(text, buttons=[button, *(_choices(person, mine, batch) if mine else [])])
    mine = [product] if product is not None else await products.products_of(db, person, limit=8)
    text = "\n".join([received, *lines, say("receipt-which" if mine else "receipt-kept")])
    return Screen(text, buttons=_choices(person, mine, batch))


async def _all_returned(db: AsyncSession, product: Product, paper: str, files: list[File]) -> bool:
    """Whether these are just the files that were returned."""
    return all([file.sha256 and await papers.is_same(db, product, paper, file.sha256) for file in files])


def _once_more(person: Person, product: Product, batch: Batch, lines: list[str]) -> Screen:
    """The very files that were returned: they may be right all the same."""
    say, there = partial(texts.say, person.language), papers.address_of(product.id, batch.paper or "")
    return Screen(
        "\n".join([*lines, say("evidence-same-returned")]),
        buttons=[
            Button(say("evidence-once-more"), f"{there}/once-more"),
            Button(say("evidence-look"), there),
            Button(say("receipt-other"), f"batch/{batch.id}"),
        ],
    )


async def _asked(db: AsyncSession, product: Product, code: str, person: Person) -> tuple[list[str], list[Button]]:
    """What the newest version still needs to be told: add or replace, its days; and what becomes of it."""
    say, there = partial(texts.say, person.language), papers.address_of(product.id, code)
    document = (await dossiers.newest(db, product.id))[code]
    lines: list[str] = []
    buttons: list[Button] = []
    earlier = await papers.earlier_of(db, document)
    if earlier is not None and document.unsettled:
        lines.append(say("evidence-unsettled", count=earlier[1]))
    if earlier is not None:
        buttons.append(Button(say("evidence-add"), f"{there}/add"))
        buttons.append(Button(say("evidence-replace"), f"{there}/replace"))
    rule = next(paper for paper in dossiers.all_papers(product) if paper.code == code)
    if rule.expires and document.expires_on is None and not document.lasts:
        lines.append(say("evidence-dates-ask"))
        buttons.append(Button(say("paper-until-button"), f"{there}/issued"))
    if document.state == workflow.PaperState.DRAFT and workflow.is_rated(product.state):
        lines.append(say("evidence-rated"))
    return lines, buttons


async def _list_of_officer(db: AsyncSession, person: Person, good: list[File]) -> File | None:
    """The spreadsheet that an officer sent: it may be a list of products."""
    if not any(grant.role == Role.OFFICER for grant in await people.grants(db, person.id)):
        return None
    return next((file for file in good if file.kind == "excel"), None)


def _choices(person: Person, mine: list[Product], batch: Batch) -> list[Button]:
    """Where the files may belong: papers of the one product, or first which product."""
    if not mine:
        return [Button(texts.say(person.language, "receipt-register"), "home")]
    if len(mine) > 1:
        return [Button(one.name[:60], f"batch/{batch.id}/product/{one.id}") for one in mine]
    return [Button(texts.say(person.language, "receipt-choose"), f"batch/{batch.id}/product/{mine[0].id}")]


def paper_by_caption(product: Product, caption: str, language: str) -> str | None:
    """The paper that a caption names ("giay phep kinh doanh"), when exactly one fits best."""
    words = fold(caption)
    if not words:
        return None
    from rapidfuzz import fuzz

    scores = sorted(
        (
            (fuzz.token_set_ratio(words, fold(texts.say(language, f"paper-{paper.code}"))), paper.code)
            for paper in dossiers.all_papers(product)
        ),
        reverse=True,
    )
    if not scores or scores[0][0] < 80 or (len(scores) > 1 and scores[0][0] - scores[1][0] < 3):
        return None
    return scores[0][1]
