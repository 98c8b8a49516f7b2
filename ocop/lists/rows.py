"""One row of a list as a record, with what is doubtful or wrong in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from locales.text import fold
from ocop import entities
from ocop.lists import cells, groups, places
from ocop.lists.columns import Cell, Header, Line, Merged, body
from ocop.readings import Readings

NOTE, DOUBT, OPEN, WRONG = "note", "doubt", "open", "wrong"
LONGEST_NAME = 200
_SECTION = re.compile(r"^(?:[ivxlcdm]+|[a-z]|\d{1,3})\b\s*(?=\w)")
_WITH_DAY = re.compile(r"\d\s*[/.-]\s*\d+\s*[/.-]\s*\d{2}|ngày")  # a decision written with its day
_FOOT = ("tong", "cong", "nguoi lap", "tm ", "noi nhan", "ghi chu", "chu tich", "kt ", "luu")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row has its fate. weight: note (only said), doubt (may be taken in with the doubt marked), open (must be
    answered before), wrong (cannot be taken in); text: what it is about, as written.
    """

    code: str
    weight: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A row: a product with its producer and certificate. Empty or None: the list does not say.

    ask: key of the question that would settle it ("commune:…", "group:…"); choices: its likely answers.
    """

    number: int
    name: str = ""
    producer: str = ""
    kind: str = ""
    representative: str = ""
    phone: str = ""
    tax: str | None = None
    commune: str = ""
    place: str = ""
    subgroup: str = ""
    stars: int | None = None
    decision: str = ""
    issued: date | None = None
    issuer: str = ""
    level: str = ""
    valid_until: date | None = None
    extended_until: date | None = None
    points: str | None = None
    code: str = ""
    reasons: tuple[Reason, ...] = ()
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fate: str = ""

    def because(self, code: str, weight: str, text: str = "") -> "Record":
        """The same with one reason more."""
        return replace(self, reasons=(*self.reasons, Reason(code, weight, text[:100])))

    def to_json(self) -> dict[str, Any]:
        """As plain data; days as ISO texts."""
        row = asdict(self)
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Record":
        """From `to_json`; fields that are not known are left out."""
        known = {one.name: row[one.name] for one in fields(cls) if one.name in row}
        for name in ("issued", "valid_until", "extended_until"):
            known[name] = date.fromisoformat(known[name]) if known.get(name) else None
        known["reasons"] = tuple(Reason(**reason) for reason in known.get("reasons", ()))
        known["asks"] = {key: tuple(choices) for key, choices in known.get("asks", {}).items()}
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the sheet. area: whose list it is, a province's or a commune's code; subgroups: those of
    the rules in force; answers: to questions asked before (key → code).
    """

    area: str
    province: str
    today: date
    subgroups: frozenset[str]
    from_1904: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    readings: Readings = field(default_factory=Readings)


def read(lines: Sequence[Line], header: Header, merged: Merged, context: Context) -> Iterator[Record]:
    """The records below the heading, in order; rows that only name a district or add up are left out."""
    above: Record | None = None
    section = {"district": "", "commune": "", "group": ""}
    for line in body(lines, header, merged):
        row = {name: line.at(column) for name, column in header.columns.items() if name != "ignored"}
        title = _title(line, row)
        if title is not None:
            section = _inside(section, title, context)
            continue
        above = _record(line.number, row, context, section, above)
        yield above


def _title(line: Line, row: Mapping[str, Cell]) -> str | None:
    """The text of a row that is no product: a heading within the list, a sum, what stands below it; else None."""
    said = [cells.text(cell) for cell in line.cells if cell != ""]
    if not said:
        return ""
    longest = max(said, key=len)
    alone = len({fold(one) for one in said if len(fold(one)) > 4}) <= 1
    if fold(said[0]).startswith(_FOOT) and not row.get("producer"):
        return ""
    if not row.get("name") and not row.get("producer"):
        return longest if alone else ""
    others = [name for name in ("producer", "stars", "decision", "issued", "phone") if row.get(name, "") != ""]
    if alone and (not others or all(fold(cells.text(row[name])) == fold(longest) for name in others)):
        plain = _SECTION.sub("", fold(longest))
        if places.bare_district(plain) != plain or places.parts(plain)[0] == plain or plain.startswith("nhom"):
            return longest
    return None


def _inside(section: dict[str, str], title: str, context: Context) -> dict[str, str]:
    """The district, commune or group that the rows below a title belong to."""
    plain = _SECTION.sub("", fold(title))
    if not plain:
        return section
    if groups.by_text(title, context.subgroups) or groups.by_text(plain, context.subgroups):
        return {**section, "group": plain}
    if places.bare_district(plain) != plain:
        return {**section, "district": plain, "commune": ""}
    if places.parts(plain)[0] == plain and plain.split()[0] in ("xa", "phuong", "thi"):
        return {**section, "commune": plain}
    return section


def _record(
    number: int, row: Mapping[str, Cell], context: Context, section: Mapping[str, str], above: Record | None
) -> Record:
    said = {name: cells.text(cell) for name, cell in row.items()}
    record = Record(
        number,
        name=said.get("name", "")[:LONGEST_NAME],
        producer=said.get("producer", "")[:LONGEST_NAME],
        representative=said.get("representative", "")[:LONGEST_NAME],
        code=said.get("code", "")[:40],
    )
    if not record.name:
        record = record.because("no-name", WRONG)
    record = _whose(record, said, above)
    record = _reached(record, row)
    record = _where(record, said, context, section, above)
    record = _grouped(record, said, context, section)
    record = _rated(record, row, context)
    return _issued_by(record, said)


def _whose(record: Record, said: Mapping[str, str], above: Record | None) -> Record:
    """A producer that is left out is the one above: a list merges its cells by leaving them empty."""
    if not record.producer and record.name and above is not None and above.producer:
        return replace(
            record,
            producer=above.producer,
            kind=above.kind,
            representative=record.representative or above.representative,
            phone=above.phone,
            tax=above.tax,
        ).because("producer-above", DOUBT, above.producer)
    if not record.producer:
        return record.because("no-producer", WRONG)
    kind = entities.kind_by_word(said.get("kind", "")) or entities.kind_by_name(record.producer) or "other"
    return replace(record, kind=kind)


def _reached(record: Record, row: Mapping[str, Cell]) -> Record:
    phone, good = cells.phone(row.get("phone", ""))
    if phone or not good:
        record = replace(record, phone=phone) if good else record.because("phone", NOTE, cells.text(row["phone"]))
    tax, good = cells.tax(row.get("tax", ""))
    if tax or not good:
        record = replace(record, tax=tax) if good else record.because("tax", NOTE, cells.text(row["tax"]))
    return record


def _where(
    record: Record, said: Mapping[str, str], context: Context, section: Mapping[str, str], above: Record | None
) -> Record:
    district = said.get("district", "") or section["district"]
    written = said.get("commune") or said.get("old_commune") or section["commune"] or said.get("address", "")
    if not written:
        if len(context.area) == 5:
            return replace(record, commune=context.area)
        if above is not None and any(reason.code == "producer-above" for reason in record.reasons):
            return replace(record, commune=above.commune, place=above.place, asks=above.asks)
        return record.because("no-commune", OPEN)
    key = f"commune:{fold(written)}|{fold(district)}"[:120]
    place = ", ".join(text for text in (written, district) if text)[:LONGEST_NAME]
    record = replace(record, place=place)
    if answer := context.answers.get(key):
        return replace(record, commune=answer)
    after = (cells.day(said.get("issued", ""))[0] or date.min) >= places.MERGED_ON
    found = places.commune(written, district, context.province, after)
    if not found.sure:
        codes = found.codes
        return replace(record, asks={**record.asks, key: codes}).because(
            "communes" if codes else "commune-unknown", OPEN, place
        )
    record = replace(record, commune=found.codes[0])
    return record.because("commune-old", NOTE, place) if found.old else record


def _grouped(record: Record, said: Mapping[str, str], context: Context, section: Mapping[str, str]) -> Record:
    written = said.get("subgroup") or said.get("group") or section["group"]
    key = f"group:{fold(written)}|{fold(record.name)}"[:120]
    if answer := context.answers.get(key):
        return replace(record, subgroup=answer)
    guess = groups.guess(written, record.name, context.subgroups)
    if guess.sure:
        record = replace(record, subgroup=guess.codes[0])
        return record.because("group-by-name", NOTE, record.name) if guess.by_name else record
    reason = "groups" if guess.codes else "group-unknown"
    return replace(record, asks={**record.asks, key: guess.codes}).because(reason, OPEN, written or record.name)


def _rated(record: Record, row: Mapping[str, Cell], context: Context) -> Record:
    stars, how = _stars(row)
    written = row.get("decision", "")
    record = replace(record, decision=cells.decision(written), points=cells.points(row.get("points", "")), stars=stars)
    if how == "wrong":
        return record.because("stars", WRONG, cells.text(row.get("stars", "")))
    if stars is None:
        return record.because("no-stars", WRONG)
    if how == "potential":
        record = replace(record, stars=stars - 1).because("potential", DOUBT)
    issued, exact = _first_day(row, ("issued", "decision", "year"), context)
    expires, ends = _first_day(row, ("expires",), context)
    if exact == "wrong" or ends == "wrong":
        text = cells.text(row.get("issued" if exact == "wrong" else "expires", ""))
        record = record.because("date", WRONG if issued is None and expires is None else DOUBT, text)
    elif issued is None and expires is None:
        record = record.because("no-date", WRONG)
    if exact in ("month", "year", "swapped"):
        record = record.because(f"date-{exact}", DOUBT, f"{issued:%-d/%-m/%Y}")
    if not record.decision:
        record = record.because("no-decision", NOTE)
    return replace(record, issued=issued, valid_until=expires)


def _stars(row: Mapping[str, Cell]) -> tuple[int | None, str]:
    ticked = [number for number in (3, 4, 5) if cells.ticked(row.get(f"star{number}", ""))]
    if len(ticked) == 1 and not row.get("stars"):
        return ticked[0], ""
    return (None, "wrong") if len(ticked) > 1 else cells.stars(row.get("stars", ""))


def _first_day(row: Mapping[str, Cell], names: Sequence[str], context: Context) -> tuple[date | None, str]:
    """The first of these cells that says a day; else how it failed."""
    failed = ""
    for name in names:
        if name == "decision" and not re.search(
            r"\d\s*[/.-]\s*\d+\s*[/.-]\s*\d{2}|ngày", cells.text(row.get(name, ""))
        ):
            continue
        found, exact = cells.day(row.get(name, ""), from_1904=context.from_1904)
        if found is not None:
            return found, exact
        failed = failed or exact
    return None, failed


def _issued_by(record: Record, said: Mapping[str, str]) -> Record:
    """The level that issued it; a body that is no more is named."""
    text = said.get("issuer", "") or re.sub(r".*?\b(?:của)\b", "", said.get("decision", ""))
    issuer = places.issuer(text)
    level = issuer.level or ("centre" if record.stars == 5 else "province")
    record = replace(record, level=level, issuer=said.get("issuer", "")[:LONGEST_NAME])
    return record.because("issuer-abolished", NOTE, text) if issuer.abolished else record
