"""A list as it stands in its spreadsheet: which sheet, which columns, and each row with its fate."""

import asyncio
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from documents import sheets
from documents.sheets import Book, Sheet
from locales import clock
from locales.text import fold
from ocop import entities
from ocop.lists import fates
from ocop.lists.columns import Header, Line, find_header
from ocop.lists.fates import Known
from ocop.lists.rows import Context, Record, read
from ocop.rules import rules_on
from services import readings
from services.work import Work
from storage import imports
from storage.products import ALPHABET
from storage.tables import Import

BREATH, TOGETHER = 0.0005, 10  # seconds in which the chat goes on, after so many rows (a few milliseconds)


class Asked(Exception):
    """Something must be asked before the rows can be read. question: what is kept of it in `Import.facts`."""

    def __init__(self, question: dict[str, Any]) -> None:
        super().__init__(question["kind"])
        self.question = question


def find(book: Book, facts: Mapping[str, Any]) -> tuple[Sheet, Header]:
    """The sheet with the list and its heading, with what was answered before. Raises Asked; Unreadable without one."""
    found = {place: header for place, sheet in enumerate(book.sheets) if (header := _header(sheet)) is not None}
    complete = {place: header for place, header in found.items() if not header.missing}
    chosen = facts.get("sheet")
    if chosen is None or chosen not in found:
        likely = complete or found
        if not likely:
            raise sheets.Unreadable("no-heading")
        if len(likely) > 1:
            choices = [[place, book.sheets[place].name, len(book.sheets[place].rows)] for place in likely]
            raise Asked({"kind": "sheet", "choices": choices})
        chosen = next(iter(likely))
    header = found[chosen]
    for name, column in facts.get("columns", {}).items():
        header = header.with_column(name, column)
    if header.missing:
        choices = [[place, heading] for place, heading in enumerate(header.headings) if heading]
        raise Asked({"kind": "column", "field": header.missing[0], "choices": choices[:40]})
    return book.sheets[chosen], header


def _header(sheet: Sheet) -> Header | None:
    return find_header([Line(row.number, row.cells) for row in sheet.rows], sheet.merged)


async def judged(work: Work, wanted: Import) -> tuple[list[Record], Known]:
    """Every row of the list with its fate, against what is there now. Raises Asked, Unreadable."""
    async with work.database.read() as db:
        file = await imports.source(db, wanted)
        known = await _known(db, wanted.facts["province"])
        as_read = await readings.of_province(db, wanted.facts["province"])
    data = await work.files.get(file)
    book = await asyncio.to_thread(sheets.read, data)
    sheet, header = await asyncio.to_thread(find, book, wanted.facts)
    today = clock.today(work.now())
    context = Context(
        area=wanted.area,
        province=wanted.facts["province"],
        today=today,
        subgroups=frozenset(one.code for group in rules_on(today).groups for one in group.subgroups),
        from_1904=book.from_1904,
        answers=wanted.answers,
        readings=as_read,
    )
    return await asyncio.to_thread(_judge, sheet, header, known, context, work.report), known


def _judge(
    sheet: Sheet, header: Header, known: Known, context: Context, report: Callable[[int, int], None]
) -> list[Record]:
    lines = [Line(row.number, row.cells) for row in sheet.rows]

    def gently() -> Iterator[Record]:
        for number, record in enumerate(read(lines, header, sheet.merged, context)):
            yield record
            if number % TOGETHER == 0:
                time.sleep(BREATH)  # this thread gives way: the chat shares the interpreter with it

    return fates.judge(gently(), known, context, lambda done: report(done, len(lines)))


async def _known(db: Any, province: str) -> Known:
    producers: dict[tuple[str, str], int] = {}
    taxes: dict[str, int] = {}
    elsewhere: dict[str, str] = {}
    async for producer_id, name, commune, tax in imports.producers_in(db, province):
        called = entities.same_name(name)
        producers.setdefault((called, commune), producer_id)
        elsewhere.setdefault(called, commune)
        if tax:
            taxes.setdefault(tax, producer_id)
    products = frozenset([row async for row in imports.products_in(db, province)])
    return Known(producers, taxes, products, elsewhere)


# -- as rows


def staged(records: Sequence[Record], known: Known, import_id: int, today: date) -> list[dict[str, Any]]:
    """The records as rows of `import_rows`, each with the row from which its producer is made."""
    groups = _groups(records, known)
    codes: set[str] = set()
    rows = []
    for record in records:
        sure, either = groups.get(record.number, ([], []))
        row = _row(record, import_id, today)
        row["producer_id"] = known.producer(record) if record.commune else None
        row["lead_sure"] = sure[0].number if sure and record.fate == fates.NEW else None
        row["lead_any"] = either[0].number if either and fates.takeable(record, doubtful=True) else None
        row["code"] = _code(codes) if row["lead_any"] else None
        for leader in (sure[:1], either[:1]):
            if leader and leader[0].number == record.number:
                _fill(row, either)
        rows.append(row)
    return rows


def _groups(records: Sequence[Record], known: Known) -> dict[int, tuple[list[Record], list[Record]]]:
    """Row → the rows of the same producer: those that are sure, and all that may come in."""
    by_key: dict[str, tuple[list[Record], list[Record]]] = {}
    groups: dict[int, tuple[list[Record], list[Record]]] = {}
    for record in records:
        if not fates.takeable(record, doubtful=True):
            continue
        named = f"{entities.same_name(record.producer)}|{record.commune}"
        keys = [f"id:{known.producer(record)}"] if known.producer(record) else [record.tax or named, named]
        group = next((by_key[key] for key in keys if key in by_key), ([], []))
        for key in keys:
            by_key.setdefault(key, group)
        group[1].append(record)
        if record.fate == fates.NEW:
            group[0].append(record)
        groups[record.number] = group
    return groups


def _fill(row: dict[str, Any], others: Sequence[Record]) -> None:
    """What the row of a producer leaves out, another row of it may say."""
    for name, said in (("phone", "phone"), ("representative", "representative"), ("tax_number", "tax")):
        row[name] = row[name] or next((getattr(other, said) for other in others if getattr(other, said)), row[name])


def _row(record: Record, import_id: int, today: date) -> dict[str, Any]:
    return {
        "import_id": import_id,
        "number": record.number,
        "fate": record.fate,
        "reasons": [[reason.code, reason.weight, reason.text] for reason in record.reasons],
        "name": record.name,
        "folded": fold(record.name)[:200],
        "producer": record.producer,
        "producer_folded": fold(record.producer)[:200],
        "kind": record.kind or "other",
        "representative": record.representative,
        "phone": record.phone,
        "tax_number": record.tax,
        "commune": record.commune,
        "subgroup": record.subgroup,
        "law_code": record.code[:30] or None,
        "rules": _law(min(record.issued or today, today), today, record.subgroup),
        "stars": record.stars or 0,
        "points": {"total": record.points} if record.points else {},
        "level": record.level,
        "issuer": record.issuer,
        "decision": record.decision[:60],
        "issued": record.issued,
        "valid_until": record.valid_until,
        "extended_until": record.extended_until,
    }


@cache
def _law(day: date, today: date, subgroup: str) -> str:
    """The rules under which it was rated, if they have its subgroup; else those of today."""
    try:
        then = rules_on(day)
        then.subgroup(subgroup)
    except KeyError:
        return rules_on(today).code
    return then.code


def with_free_codes(rows: Sequence[dict[str, Any]], taken: set[str]) -> Sequence[dict[str, Any]]:
    """The rows, with another code where a product has the one that was drawn."""
    for row in rows:
        if row["code"] in taken:
            row["code"] = _code(taken)
    return rows


def _code(given: set[str]) -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(8))
        if code not in given:
            given.add(code)
            return code
