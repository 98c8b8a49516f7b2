"""One receipt for all files that came together: what was received, what is wrong with which, and where it belongs."""

from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from locales.text import fold
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
    if product is None or not batch.paper or not file.sha256:
        return False
    return await inbox.same_in_product(db, product.id, batch.paper, file.sha256, file.id)


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
        await papers.file_batch(db, batch, product, batch.paper, person.id, now)
        filed = say("receipt-filed", paper=say(f"paper-{batch.paper}"), product=product.name)
        step, other = Button(say("receipt-step"), f"product/{product.id}"), f"batch/{batch.id}"
        return Screen("\n".join([received, filed, *lines]), buttons=[step, Button(say("receipt-other"), other)])
    mine = [product] if product is not None else await products.products_of(db, person, limit=8)
    text = "\n".join([received, *lines, say("receipt-which" if mine else "receipt-kept")])
    return Screen(text, buttons=_choices(person, mine, batch))


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
