"""What takes time with a list: reading it, taking it in, taking it back. Started by services.imports, run as jobs."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from chat import faults
from chat.screen import Screen
from documents.excel import XLSX, table_xlsx
from documents.names import file_name
from documents.sheets import Unreadable
from locales import clock, texts
from ocop import units
from ocop.lists import fates
from ocop.lists.rows import Record
from ocop.rules import rules_on
from services import import_reading
from services.import_reading import Asked
from services.notices import imports as notices
from services.work import Work
from storage import audit, import_undo, imports
from storage.tables import File, Import

STAGED = 500  # rows written in one short transaction
DELETED = 500
UNDO = timedelta(days=7)
TRIES = 3  # to take in while others add producers


@dataclass(frozen=True, slots=True)
class ListReading:
    """Read the list and say each row's fate."""

    import_id: int


@dataclass(frozen=True, slots=True)
class ListTaking:
    """Take the list in, whole or not at all."""

    import_id: int


@dataclass(frozen=True, slots=True)
class ListUndoing:
    """Take back what the list brought and nobody touched."""

    import_id: int


async def _now(work: Work, import_id: int) -> Import | None:
    async with work.database.read() as db:
        return await imports.one(db, import_id)


# -- reading


async def read_list(work: Work, job: ListReading) -> Screen | None:
    """The dry run: nothing is taken in. None when nobody waits for it any more."""
    wanted = await _now(work, job.import_id)
    if wanted is None or wanted.state != "reading":
        return notices.list_screen(work.language, wanted) if wanted and wanted.state == "dry" else None
    try:
        records = await _dry_run(work, wanted)
    except Asked as asked:
        await _settle(work, wanted, "asked", facts={**wanted.facts, "question": asked.question})
    except Unreadable as refused:
        await _settle(work, wanted, "failed", facts={**wanted.facts, "reason": refused.reason})
    else:
        result = await _result(work, wanted, records)
        await _settle(work, wanted, "dry", result_id=result)
    after = await _now(work, wanted.id)
    return notices.list_screen(work.language, after) if after is not None else None


async def _settle(work: Work, wanted: Import, state: str, **values: Any) -> None:
    async with work.database.begin() as db:
        await imports.move(db, wanted.id, ("reading",), state, **values)


async def _dry_run(work: Work, wanted: Import) -> list[Record]:
    """Read and judge, and write the rows down in short transactions."""
    async with work.database.read() as db:
        marks = await imports.marks(db, wanted.facts["province"])
    records, known = await import_reading.judged(work, wanted)
    today = clock.today(work.now())
    rows = await asyncio.to_thread(import_reading.staged, records, known, wanted.id, today)
    while True:
        async with work.database.begin() as db:
            if not await imports.drop_rows(db, wanted.id):
                break
    for start in range(0, len(rows), STAGED):
        async with work.database.begin() as db:
            some = rows[start : start + STAGED]
            await imports.add_rows(db, import_reading.with_free_codes(some, await imports.taken_codes(db, some)))
    wanted.facts = {**wanted.facts, "marks": marks}
    async with work.database.begin() as db:
        kept = {"facts": wanted.facts, "counts": fates.counts(records), "asked": fates.questions(records)}
        await imports.move(db, wanted.id, (wanted.state,), wanted.state, **kept)
    return records


_COLUMNS = (
    ("row", 7),
    ("name", 34),
    ("producer", 34),
    ("commune", 26),
    ("stars", 6),
    ("issued", 12),
    ("ends", 12),
    ("fate", 18),
    ("why", 70),
)


async def _result(work: Work, wanted: Import, records: Sequence[Record]) -> int:
    """The dry run as a sheet: each row's fate and reason."""
    language = work.language
    columns = [(texts.say(language, f"import-column-{name}"), width) for name, width in _COLUMNS]
    title = texts.say(language, "import-sheet")
    draw = partial(_drawn, language, title, columns, records)
    data = await asyncio.to_thread(draw)
    now, sha256 = work.now(), await work.files.put(data)
    async with work.database.begin() as db:
        file = File(
            person_id=work.asker.id,
            job_id=work.job.id,
            name=file_name(f"chay-thu-{wanted.id}", "xlsx"),
            state="stored",
            kind="excel",
            mime=XLSX,
            sha256=sha256,
            size=len(data),
            not_before=now,
            received_at=now,
            stored_at=now,
        )
        db.add(file)
        await db.flush()
        return file.id


def _drawn(language: str, title: str, columns: list[tuple[str, int]], records: Sequence[Record]) -> bytes:
    return table_xlsx(title, columns, [_line(language, record) for record in records])


def _line(language: str, record: Record) -> tuple[str, ...]:
    days = [f"{day:%-d/%-m/%Y}" if day else "" for day in (record.issued, record.valid_until)]
    reasons = [notices.reason(language, one.code, one.text) for one in record.reasons]
    return (
        str(record.number),
        record.name,
        record.producer,
        units.full_name(record.commune) if record.commune else record.place,
        str(record.stars or ""),
        *days,
        texts.say(language, f"import-fate-{record.fate}"),
        " ".join(reasons),
    )


# -- taking in


async def take_list(work: Work, job: ListTaking) -> Screen | None:
    """Everything in one transaction; what somebody added since the dry run is looked at again first."""
    for _ in range(TRIES):
        wanted = await _now(work, job.import_id)
        if wanted is None or wanted.state not in ("taking", "taken"):
            return None
        if wanted.state == "taken" or await _taken(work, wanted, again=True):
            break
    else:
        if wanted is not None:
            await _taken(work, wanted, again=False)
    after = await _now(work, job.import_id)
    return notices.list_screen(work.language, after) if after is not None else None


async def _taken(work: Work, wanted: Import, *, again: bool) -> bool:
    """Whether it is done. again: look once more when somebody came in between; else it waits for another try."""
    async with work.database.read() as db:
        changed = await imports.marks(db, wanted.facts["province"]) != wanted.facts["marks"]
    if changed:
        await _dry_run(work, wanted)
    now = work.now()
    rules = rules_on(clock.today(now)).code
    async with work.database.begin() as db:
        current = await imports.locked(db, wanted.id)
        if current is None or current.state != "taking":
            return True
        if await imports.marks(db, current.facts["province"]) != current.facts["marks"]:
            if again:
                return False
            raise RuntimeError(f"import {wanted.id}: producers come in faster than the list is read")
        made = await imports.take_in(db, current, rules, now)
        faults.reached("import.halfway")
        current.state, current.taken_at, current.undo_until = "taken", now, now + UNDO
        current.counts = {**current.counts, "made": made}
        detail = " ".join(f"{name} {count}" for name, count in made.items())
        audit.write(db, work.actor, now, "import.taken", f"import/{wanted.id}", area=wanted.area, detail=detail)
    return True


# -- taking back


async def undo_list(work: Work, job: ListUndoing) -> Screen | None:
    """In short transactions: what nobody touched goes, the rest stays and is listed."""
    wanted = await _now(work, job.import_id)
    if wanted is None or wanted.state not in ("undoing", "undone"):
        return None
    if wanted.state == "undoing":
        gone = {"products": 0, "producers": 0}
        async with work.database.read() as db:
            chunks = await imports.spans(db, wanted.id)
        for first, last in chunks:
            async with work.database.begin() as db:
                ids = await import_undo.untouched(db, wanted, first, last)
                for start in range(0, len(ids), DELETED):
                    gone["products"] += await import_undo.take_back(db, ids[start : start + DELETED])
        for first, last in chunks:
            async with work.database.begin() as db:
                gone["producers"] += await import_undo.take_back_producers(db, wanted.id, first, last)
        await _undone(work, wanted, gone)
    after = await _now(work, wanted.id)
    return notices.list_screen(work.language, after) if after is not None else None


async def _undone(work: Work, wanted: Import, gone: dict[str, int]) -> None:
    now = work.now()
    async with work.database.begin() as db:
        stay = await imports.count_kept(db, wanted.id)
        counts = {**wanted.counts, "gone": gone, "stay": stay}
        if await imports.move(db, wanted.id, ("undoing",), "undone", undone_at=now, counts=counts):
            detail = f"products {gone['products']} producers {gone['producers']} stay {stay}"
            audit.write(db, work.actor, now, "import.undone", f"import/{wanted.id}", area=wanted.area, detail=detail)
