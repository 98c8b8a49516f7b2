"""What becomes of each row: new, there already, doubtful, a double within the list, or wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from locales.text import fold
from ocop import calendar, entities, rounds, units
from ocop.lists.rows import DOUBT, NOTE, OPEN, WRONG, Context, Record

NEW, EXISTS, DOUBTFUL, DOUBLE, BAD = FATES = ("new", "exists", "doubtful", "double", "wrong")
MONTHS = 36  # a certificate's term from the day of issue; Decisions 148/QĐ-TTg and 26/2026/QĐ-TTg, article 4
MONTH = timedelta(days=31)
Report = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already. producers: (name for comparing, commune) → id; taxes: tax number → id; products:
    (producer, folded name); elsewhere: names for comparing → a commune.
    """

    producers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    taxes: Mapping[str, int] = field(default_factory=dict)
    products: frozenset[tuple[int, str]] = frozenset()
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def producer(self, record: Record) -> int | None:
        """The producer that a record means."""
        by_tax = self.taxes.get(record.tax) if record.tax else None
        return by_tax or self.producers.get((entities.same_name(record.producer), record.commune))


def judge(
    records: Iterable[Record], known: Known, context: Context, report: Report = lambda _done: None
) -> list[Record]:
    """Each record with its certificate's end and its fate. report: told how many are done."""
    judged = []
    for done, record in enumerate(records, 1):
        judged.append(_judged(_ending(record, context), known, context))
        if done % 500 == 0:
            report(done)
    return _without_doubles(judged)


def _ending(record: Record, context: Context) -> Record:
    """The certificate's end: as given, or 36 months after its issue; and the day until which it may hold past it,
    always to be checked (Decision 26/2026/QĐ-TTg, article 12.3, see `ocop.rounds`).
    """
    issued, until = record.issued, record.valid_until
    if issued is not None and not date(2018, 5, 7) <= issued <= context.today:
        record = record.because("issued-when", DOUBT if issued > date(2018, 5, 7) else WRONG, f"{issued:%-d/%-m/%Y}")
    reckoned = calendar.add_months(issued, MONTHS) if issued is not None else None
    if until is not None and reckoned is not None and abs(until - reckoned) > MONTH:
        record = record.because("end-differs", DOUBT, f"{reckoned:%-d/%-m/%Y}")
    if until is None and reckoned is not None:
        until = reckoned
    if until is None:
        return record
    if issued is None:
        record = record.because("issued-reckoned", DOUBT)
        record = replace(record, issued=calendar.add_months(until, -MONTHS))
    later = rounds.window(until, context.readings).extended_until if until < context.today else None
    record = replace(record, valid_until=until, extended_until=later)
    if later is not None:
        holds = later >= context.today
        return record.because("extended" if holds else "ended", NOTE, f"{(later if holds else until):%-d/%-m/%Y}")
    return record.because("ended", NOTE, f"{until:%-d/%-m/%Y}") if until < context.today else record


def _judged(record: Record, known: Known, context: Context) -> Record:
    if record.commune and not units.within(record.commune, context.area):
        record = record.because("outside", WRONG, units.full_name(record.commune))
    if record.stars is not None and record.stars < 3:
        record = record.because("below-three", WRONG, str(record.stars))
    there = known.producer(record) if record.commune else None
    if there is not None and (there, fold(record.name)) in known.products:
        return replace(record.because("exists", NOTE), fate=EXISTS)
    elsewhere = known.elsewhere.get(entities.same_name(record.producer)) if there is None and record.commune else None
    if elsewhere is not None and elsewhere != record.commune:
        record = record.because("twin-elsewhere", DOUBT, units.full_name(elsewhere))
    weights = {reason.weight for reason in record.reasons}
    fate = BAD if WRONG in weights else DOUBTFUL if weights & {DOUBT, OPEN} else NEW
    return replace(record, fate=fate)


def _without_doubles(records: Sequence[Record]) -> list[Record]:
    """Of the rows of one product the one issued last counts; the others say which it is."""
    first: dict[tuple[str, str, str], int] = {}
    out = list(records)
    for place, record in enumerate(records):
        if record.fate in (BAD, EXISTS) or not record.name:
            continue
        key = (entities.same_name(record.producer), record.commune or fold(record.place), fold(record.name))
        other = first.setdefault(key, place)
        if other == place:
            continue
        newer = (record.issued or date.min) > (records[other].issued or date.min)
        kept, left = (place, other) if newer else (other, place)
        first[key] = kept
        out[left] = replace(records[left].because("double", NOTE, str(records[kept].number)), fate=DOUBLE)
    return out


def takeable(record: Record, *, doubtful: bool) -> bool:
    """Whether a row comes in when only the sure ones are taken, or the doubtful ones as well. What must be answered
    first stays out.
    """
    if record.fate == NEW:
        return True
    return doubtful and record.fate == DOUBTFUL and all(reason.weight != OPEN for reason in record.reasons)


def counts(records: Iterable[Record]) -> dict[str, int]:
    """How many rows have each fate; takeable: doubtful ones that may come in; extended: those that may still hold."""
    found: dict[str, int] = dict.fromkeys((*FATES, "takeable", "extended", "rows"), 0)
    for record in records:
        found["rows"] += 1
        found[record.fate] += 1
        found["takeable"] += record.fate == DOUBTFUL and takeable(record, doubtful=True)
        found["extended"] += record.fate in (NEW, DOUBTFUL) and any(one.code == "extended" for one in record.reasons)
    return found


def questions(records: Iterable[Record], *, most: int = 20) -> list[dict[str, Any]]:
    """What would settle doubtful rows, asked once for all rows with the same words, most rows first: [{"key", "text",
    "rows", "choices"}]; `most` of them.
    """
    asked = sorted(
        (key, record.place if key.startswith("commune:") else _named(key, record), choices)
        for record in records
        if record.fate == DOUBTFUL
        for key, choices in record.asks.items()
    )
    rows = [
        {"key": key, "text": one[0][1], "rows": len(one), "choices": list(one[0][2])}
        for key, one in ((key, list(rows)) for key, rows in groupby(asked, key=lambda row: row[0]))
    ]
    return sorted(rows, key=lambda row: -row["rows"])[:most]


def _named(key: str, record: Record) -> str:
    said = key.removeprefix("group:").split("|")[0]
    return f"{record.name} ({said})" if said else record.name
