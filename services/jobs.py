"""What takes time to make: asked for here, made by scheduler/jobs, told to whoever asked.

A new kind is one function in documents/, one input and one gatherer here, its line in KINDS, and its text `job-KIND`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from chat.screen import Button, Screen
from documents.excel import XLSX, table_xlsx
from documents.forms_2026 import commune_report_docx
from documents.names import file_name
from documents.word import DOCX, form_docx
from locales import clock, texts
from ocop import forms, numbers, units
from services import commune_reports, import_jobs, notices, official_forms
from services.import_jobs import ListReading, ListTaking, ListUndoing
from services.notices.announcements import tally_of
from services.work import Work
from storage import announcements, dossiers, jobs, products
from storage.actors import Actor
from storage.announcements import OutcomeRow
from storage.tables import Document, File, Job, Person, Producer, Product

# -- what is asked for


@dataclass(frozen=True, slots=True)
class PaperCopy:
    """The Word file of a form's answers, ready to be signed."""

    document_id: int


@dataclass(frozen=True, slots=True)
class AnnouncementOutcomes:
    """The table of everybody's outcome of an announcement."""

    announcement_id: int


@dataclass(frozen=True, slots=True)
class CommuneReport:
    """Mẫu 03, the commune's report on a product's dossier, to be signed."""

    product_id: int


Input = PaperCopy | AnnouncementOutcomes | CommuneReport | ListReading | ListTaking | ListUndoing
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that making it needs, as plain data, and what becomes of it.

    draw: bytes out, in a thread, and a report of how far it is (done, total); screen: what the asker reads, to which
    the file is added; document_id: the version of a paper that the file belongs to.
    """

    draw: Callable[[Report], bytes]
    name: str
    kind: str
    mime: str
    screen: Screen
    document_id: int | None = None

    def file(self, job: Job, sha256: str, size: int, now: datetime) -> File:
        """The row of the file that came out."""
        return File(
            person_id=job.person_id,
            document_id=self.document_id,
            job_id=job.id,
            name=self.name,
            state="stored",
            kind=self.kind,
            mime=self.mime,
            sha256=sha256,
            size=size,
            not_before=now,
            received_at=now,
            stored_at=now,
        )


async def ask(db: AsyncSession, actor: Actor, wanted: Input, now: datetime, *, address_id: int | None = None) -> Job:
    """Have it made; the person is told at this address. What they asked for before and is not made yet is replaced."""
    kind = _kind_of(wanted)
    await jobs.cancel(db, kind, asdict(wanted), now, person_id=actor.id)
    return await jobs.add(db, kind, {"v": 1, **asdict(wanted)}, actor.id, address_id, now)


async def copy_paper(
    db: AsyncSession, actor: Actor, document: Document, now: datetime, *, address_id: int | None = None
) -> Job:
    """Have the Word file of a paper's newest answers made, instead of any of earlier answers, whoever asked for it."""
    wanted = PaperCopy(document.id)
    await jobs.cancel(db, _kind_of(wanted), asdict(wanted), now)
    await jobs.drop_copies(db, document.id)
    return await ask(db, actor, wanted, now, address_id=address_id)


async def ask_again(db: AsyncSession, actor: Actor, job_id: int, now: datetime) -> Job:
    """Have made once more what could not be made. Raises NotFound, NotAllowed, Moved (asked again before)."""
    failed = await jobs.job(db, job_id)
    if failed is None:
        raise NotFound(job_id)
    if failed.person_id != actor.id:
        raise NotAllowed(job_id)
    if not await jobs.give_up(db, failed):
        raise Moved("job-asked-again")
    return await jobs.add(db, failed.kind, failed.input, actor.id, failed.address_id, now)


# -- gathering


async def gather(db: AsyncSession, job: Job, asker: Person, now: datetime) -> Drawing | None:
    """The plain data of a job; None: what it is about is gone. Raises ValueError for an input that nobody can read."""
    kind, wanted = _known(job)
    return await kind.gather(db, wanted, asker.language, now) if kind.gather is not None else None


def works(job: Job) -> bool:
    """Whether it changes rows by itself (`run`) instead of drawing a file. Raises ValueError as `gather` does."""
    return _known(job)[0].run is not None


async def run(work: Work) -> Screen | None:
    """Do such a job: what the asker reads; None: nobody waits for it any more."""
    kind, wanted = _known(work.job)
    return await kind.run(work, wanted) if kind.run is not None else None


def _known(job: Job) -> tuple["Kind", Any]:
    """Its kind, and its input as it was asked for."""
    kind = KINDS.get(job.kind)
    if kind is None or job.input.get("v") != 1:
        raise ValueError(f"job {job.id}: {job.kind} {job.input}")
    return kind, kind.input(**{name: value for name, value in job.input.items() if name != "v"})


async def _paper_copy(db: AsyncSession, wanted: PaperCopy, language: str, now: datetime) -> Drawing | None:
    document = await dossiers.document(db, wanted.document_id)
    product = await products.product(db, document.product_id) if document else None
    producer = await products.producer(db, product.producer_id) if product else None
    if document is None or product is None or producer is None:
        return None
    official = await official_forms.drawer(db, document, product, producer, now)
    draw = official or partial(form_docx, **_form_facts(document, product, producer, now))
    return Drawing(
        draw=lambda _report: draw(),
        name=file_name(texts.say("vi", "docx-file", paper=_paper("vi", document), product=product.name), "docx"),
        kind="word",
        mime=DOCX,
        screen=Screen(
            texts.say(language, "form-drawn", paper=_paper(language, document)),
            buttons=[
                Button(texts.say(language, "button-to-step"), f"product/{product.id}"),
                *await official_forms.still_to_tell(db, document, producer, language),
            ],
        ),
        document_id=document.id,
    )


def _paper(language: str, document: Document) -> str:
    return texts.say(language, f"paper-{document.paper}")


def _form_facts(document: Document, product: Product, producer: Producer, now: datetime) -> dict[str, Any]:
    """What stands in the Word file, in Vietnamese: official papers are."""
    say = partial(texts.say, "vi")
    today = clock.today(now)
    return {
        "heading": say("docx-heading"),
        "motto": say("docx-motto"),
        "title": say(f"docx-{document.paper}"),
        "subtitle": say("docx-subtitle", product=product.name),
        "rows": [
            (say("docx-producer"), producer.name),
            (say("docx-representative"), producer.representative),
            (say("docx-commune"), units.full_name(producer.commune)),
            *forms.rows("vi", document.paper, document.answers or {}),
        ],
        "place_date": say(
            "docx-place-date",
            commune=units.commune(producer.commune).name,
            day=str(today.day),
            month=str(today.month),
            year=str(today.year),
        ),
        "signer_title": say("docx-signer"),
        "signer_name": producer.representative,
        "note": say("docx-note", code=product.code),
    }


_COLUMNS = (
    ("person", 26),
    ("producer", 34),
    ("commune", 22),
    ("phone", 14),
    ("messenger", 14),
    ("outcome", 30),
    ("when", 18),
)


async def _outcomes(db: AsyncSession, wanted: AnnouncementOutcomes, language: str, now: datetime) -> Drawing | None:
    if await announcements.announcement(db, wanted.announcement_id) is None:
        return None
    lines = [_outcome_line(language, row) for row in await announcements.outcome_rows(db, wanted.announcement_id)]
    columns = [(texts.say(language, f"sheet-{name}"), width) for name, width in _COLUMNS]
    return Drawing(
        draw=partial(table_xlsx, texts.say(language, "sheet-name"), columns, lines),
        name=file_name(f"thong-bao-{wanted.announcement_id}", "xlsx"),
        kind="excel",
        mime=XLSX,
        screen=Screen(
            texts.say(language, "announcement-exported"),
            buttons=[Button(texts.say(language, "announcement-open"), f"announcement/{wanted.announcement_id}")],
        ),
    )


def _outcome_line(language: str, row: OutcomeRow) -> tuple[str | datetime | None, ...]:
    messenger = f"messenger-{row.messenger}"
    return (
        row.name,
        row.producer,
        units.full_name(row.commune) if row.commune else "",
        numbers.show_mobile(row.phone) if row.phone else "",
        texts.say(language, messenger) if texts.has("vi", messenger) else row.messenger,
        texts.say(language, f"announcement-one-{next(iter(tally_of({row.state: 1})))}"),
        clock.local(row.sent_at).replace(tzinfo=None) if row.sent_at is not None else None,
    )


async def _commune_report(db: AsyncSession, wanted: CommuneReport, language: str, now: datetime) -> Drawing | None:
    form = await commune_reports.report(db, wanted.product_id, clock.today(now))
    if form is None:
        return None
    return Drawing(
        draw=lambda _report: commune_report_docx(form),
        name=file_name(texts.say("vi", "report-file", product=form.product), "docx"),
        kind="word",
        mime=DOCX,
        screen=Screen(
            texts.say(language, "report-drawn", product=form.product),
            buttons=[Button(texts.say(language, "button-review"), f"review/{wanted.product_id}")],
        ),
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: its input, and what gathers the data of its drawing (database session, input, language, now), or
    what does it whole (see services.work).
    """

    input: type[Any]
    gather: Callable[[AsyncSession, Any, str, datetime], Awaitable[Drawing | None]] | None = None
    run: Callable[[Work, Any], Awaitable[Screen | None]] | None = None


KINDS: Mapping[str, Kind] = {
    "paper-copy": Kind(PaperCopy, _paper_copy),
    "announcement-outcomes": Kind(AnnouncementOutcomes, _outcomes),
    "commune-report": Kind(CommuneReport, _commune_report),
    "list-reading": Kind(ListReading, run=import_jobs.read_list),
    "list-taking": Kind(ListTaking, run=import_jobs.take_list),
    "list-undoing": Kind(ListUndoing, run=import_jobs.undo_list),
}


def _kind_of(wanted: Input) -> str:
    return next(name for name, kind in KINDS.items() if kind.input is type(wanted))


# -- telling


async def tell_done(db: AsyncSession, job: Job, asker: Person, drawing: Drawing, file: File, now: datetime) -> None:
    """Here it is. Said once, however often it was made."""
    await tell_result(db, job, asker, replace(drawing.screen, files=[file.id]), now)


async def tell_result(db: AsyncSession, job: Job, asker: Person, screen: Screen, now: datetime) -> None:
    """What came of it. Said once, however often it was done."""
    await notices.tell(
        db, asker, screen, now, address_id=job.address_id, notice=False, unique_key=f"drawn:job-{job.id}"
    )


async def tell_failed(db: AsyncSession, job: Job, asker: Person, now: datetime) -> None:
    """It could not be made; a button asks for it again."""
    say = partial(texts.say, asker.language)
    what = f"job-{job.kind}"
    screen = Screen(
        say("job-failed", what=say(what if texts.has("vi", what) else "job-something")),
        buttons=[Button(say("button-job-again"), f"job/{job.id}/again"), Button(say("button-home"), "home")],
    )
    await notices.tell(
        db, asker, screen, now, address_id=job.address_id, notice=False, unique_key=f"job-failed:{job.id}"
    )
