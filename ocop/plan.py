"""The yearly plan of a province as data: what must be done by when, and the days on which a reminder belongs.

A plan is a TOML text: one in data/plans/ or one that a province hands in. Each row says where it was read (`source`)
and how it is worded there (`said`); with `sure` false something in the row is inferred and still to be checked.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from locales.text import fold, nfc
from locales.texts import InvalidInput
from ocop import units
from ocop.calendar import add_months, is_holiday, working_days_after

LONGEST = 100_000  # bytes of a plan
MOST_ROWS = 60  # milestones, and targets
OFFSETS = (30, 14, 7, 3, 1, 0)
OVERDUE_EVERY = 7
LEVELS = ("commune", "province", "central")
WHO = ("producer", "commune", "province")
HOLIDAY_RULES = ("after", "before", "as-is")

_FOLDER = Path(__file__).parent / "data" / "plans"
_DAY = timedelta(days=1)
_LONGEST_TEXT = 500
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_LONGEST_KEY = 40
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTH = r"thang (?P<month>\d{1,2})"
_WORDED = re.compile(
    rf"(?:(?P<before>truoc)|trong|den|(?:den )?het|(?:den )?cuoi)? ?(?:{_MONTH}|quy (?P<quarter>[1-4]|i{{1,3}}|iv)|nam)"
    r"(?:(?: nam)? (?P<year>\d{4}))?",
    re.ASCII,
)
_DATED = re.compile(
    r"(?:(?P<before>truoc)|den|den het|het|cham nhat|vao)? ?(?:ngay )?"
    r"(?P<day>\d{1,2}) (?:thang )?(?P<month>\d{1,2})(?:(?: nam)? (?P<year>\d{4}))?",
    re.ASCII,
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4}) (?P<month>\d{1,2}) (?P<day>\d{1,2})", re.ASCII)
_HEADER = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]")
_FIELD = re.compile(r"\s*([\w-]+)\s*=")
_TOML_LINE = re.compile(r"at line (\d+)")


class PlanError(InvalidInput):
    """A plan cannot be taken. `details` has the `line` and `field` of what is wrong, where there is one."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that must be done by the end of the day `due`.

    step: the official step (1–6) that must be done by then, or None. level: "commune", "province", "central" or None.
    who: who must do it, "producer", "commune" or "province". due: the day as the plan words it, not moved for holidays.
    """

    key: str
    title_vi: str
    title_en: str
    step: int | None
    level: str | None
    who: str
    due: date
    source: str
    said: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Target:
    """What the year must bring: at least `number` of something; with `stars`, products with one of these stars."""

    key: str
    number: int
    title_vi: str
    title_en: str
    stars: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a province for a year.

    province: its code ("37"), or "VN" for a plan that is a model for all. decision: number and date of the plan.
    offsets: days before a due day on which a reminder belongs, the most first. overdue_every: days between reminders
    afterwards, 0 for none. holiday_rule: see `on_working_day`.
    """

    name: str
    year: int
    province: str
    title: str
    decision: str
    milestones: tuple[Milestone, ...]
    targets: tuple[Target, ...]
    offsets: tuple[int, ...] = OFFSETS
    overdue_every: int = OVERDUE_EVERY
    holiday_rule: str = "after"

    def last_day(self, milestone: Milestone) -> date:
        """The day by whose end the milestone must be done, moved from a day off as the plan's rule says."""
        return on_working_day(milestone.due, self.holiday_rule)


# --- days -------------------------------------------------------------------------------------------------------------


def when(said: str, year: int) -> date:
    """The last day that such wording leaves, in `year` unless it names one. PlanError("plan-bad-date") otherwise.

    "trong tháng 4", "tháng 4", "hết quý III": the last day of it. "trước tháng 8", "trước ngày 1/8": the day before it
    begins. "31/7", "ngày 31/7/2020", "2020-07-31": that day. Marks and capitals do not matter.
    """
    typed = fold(said)
    match = _WORDED.fullmatch(typed) or _DATED.fullmatch(typed) or _YEAR_FIRST.fullmatch(typed)
    if not match:
        raise PlanError("plan-bad-date", said=said)
    part = match.groupdict()
    try:
        first, months = date(int(part["year"] or year), 1, 1), 12
        if part.get("quarter"):
            first, months = first.replace(month=3 * _QUARTERS[part["quarter"]] - 2), 3
        elif part["month"]:
            first, months = first.replace(month=int(part["month"])), 1
        if part.get("day"):
            first, months = first.replace(day=int(part["day"])), 0
        if part.get("before"):
            return first - _DAY
        return add_months(first, months) - _DAY if months else first
    except (ValueError, OverflowError):
        raise PlanError("plan-bad-date", said=said) from None


def on_working_day(day: date, rule: str) -> date:
    """The day itself if it is a working day or the rule is "as-is"; otherwise the working day next to it.

    "after": the next one. Source: Bộ luật Dân sự 2015, Điều 148 khoản 5: "Khi ngày cuối cùng của thời hạn là ngày nghỉ
    cuối tuần hoặc ngày nghỉ lễ thì thời hạn kết thúc tại thời điểm kết thúc ngày làm việc tiếp theo ngày nghỉ đó".
    "before": the one before, so never later than the plan says; our own careful choice, no text asks for it.
    """
    if rule not in HOLIDAY_RULES:
        raise ValueError(f"rule is {rule!r}, expected one of {HOLIDAY_RULES}")
    if rule == "as-is" or _works(day):
        return day
    if rule == "after":
        return working_days_after(day, 1)
    while not _works(day):
        day -= _DAY
    return day


def quiet_day(day: date) -> bool:
    """Whether the day is a public holiday of Tết Nguyên đán, on which no reminder is sent (package `holidays`)."""
    # Mùng một falls between 21/1 and 20/2, and no other public holiday lies near: no need to compare names.
    return (1, 15) <= (day.month, day.day) <= (3, 5) and is_holiday(day)


def reminder_days(due: date, offsets: Iterable[int], overdue_every: int, until: date) -> list[tuple[date, int]]:
    """The days up to `until` on which a reminder belongs, in order, each with its offset.

    The offset is positive before the due day, 0 on it and negative after it: -7, -14 … with overdue_every 7.
    """
    late = range(overdue_every, (until - due).days + 1, overdue_every) if overdue_every else ()
    every = [*sorted(set(offsets), reverse=True), *(-days for days in late)]
    return [(due - offset * _DAY, offset) for offset in every if due - offset * _DAY <= until]


def due_offsets(due: date, today: date, plan: Plan) -> int | None:
    """The newest offset that has come by `today`, None before the first: what was missed is caught up only once."""
    come = reminder_days(due, plan.offsets, plan.overdue_every, until=today)
    return come[-1][1] if come else None


# --- two plans --------------------------------------------------------------------------------------------------------


def moved(old: Plan, new: Plan) -> list[tuple[Milestone, Milestone]]:
    """The milestones of both plans, old and new, whose due day is not the same."""
    before = {milestone.key: milestone for milestone in old.milestones}
    pairs = ((before[milestone.key], milestone) for milestone in new.milestones if milestone.key in before)
    return [(was, now) for was, now in pairs if was.due != now.due]


def added(old: Plan, new: Plan) -> list[Milestone]:
    """The milestones that only the new plan has."""
    before = {milestone.key for milestone in old.milestones}
    return [milestone for milestone in new.milestones if milestone.key not in before]


def dropped(old: Plan, new: Plan) -> list[Milestone]:
    """The milestones that only the old plan has."""
    return added(new, old)


def with_commune_dates(plan: Plan, dates: dict[str, date]) -> Plan:
    """The plan with a commune's own earlier days, by key of the milestone.

    PlanError "plan-commune-later" for a day after the province's, "plan-no-milestone" for a key the plan does not have,
    "plan-date-outside" for a day before the year before the plan's.
    """
    if unknown := dates.keys() - {milestone.key for milestone in plan.milestones}:
        raise PlanError("plan-no-milestone", milestone=min(unknown))
    milestones = []
    for milestone in plan.milestones:
        day = dates.get(milestone.key, milestone.due)
        if day > milestone.due:
            raise PlanError("plan-commune-later", milestone=milestone.key, day=day, due=milestone.due)
        if day.year < plan.year - 1:
            raise PlanError("plan-date-outside", day=day, first=plan.year - 1, last=plan.year + 1)
        earlier = day < milestone.due
        milestones.append(replace(milestone, due=day, said=_written(day)) if earlier else milestone)
    return replace(plan, milestones=tuple(milestones))


# --- reading ----------------------------------------------------------------------------------------------------------


def shipped_names() -> tuple[str, ...]:
    """The names of the plans that come with the program."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


@cache
def shipped(name: str) -> Plan:
    """The plan with this name that comes with the program; KeyError when there is none."""
    if name not in shipped_names():
        raise KeyError(name)
    return parse((_FOLDER / f"{name}.toml").read_text("utf-8"))


def parse(text: str) -> Plan:
    """The plan in a TOML text, as in data/plans/. PlanError with the line and field for anything wrong."""
    text = text.removeprefix("\ufeff")
    size = len(text.encode("utf-8", "replace"))
    if size > LONGEST:
        raise PlanError("plan-too-long", longest=LONGEST, length=size)
    lines = _lines(text)
    try:
        head = _Row(tomllib.loads(text), lines.get(("", 0), {}))
    except (ValueError, RecursionError) as error:
        # A ValueError that is no TOMLDecodeError: a number of thousands of digits.
        found = _TOML_LINE.search(str(error))
        raise PlanError("plan-not-toml", line=int(found[1]) if found else text.count("\n") + 1) from None
    head.only(set(Plan.__dataclass_fields__))
    year = head.number("year", 2000, 2100)
    province = head.text("province")
    if province != "VN" and not (len(province) == 2 and units.known(province)):
        head.wrong("plan-bad-province", "province", said=province)
    return Plan(
        name=head.key("name"),
        year=year,
        province=province,
        title=head.text("title"),
        decision=head.text("decision"),
        milestones=tuple(_milestone(row, year) for row in _rows(head, lines, "milestones", least=1)),
        targets=tuple(_target(row) for row in _rows(head, lines, "targets", least=0)),
        offsets=tuple(sorted(set(head.numbers("offsets", 0, 365, usual=OFFSETS)), reverse=True)),
        overdue_every=head.number("overdue_every", 0, 365, usual=OVERDUE_EVERY),
        holiday_rule=head.choice("holiday_rule", HOLIDAY_RULES, usual="after"),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A TOML table being read; `lines` has the line of each field, and under "" that of the table itself."""

    fields: dict[str, Any]
    lines: dict[str, int]

    def wrong(self, key: str, field: str, **details: object) -> NoReturn:
        line = self.lines.get(field) or self.lines.get("", 1)
        raise PlanError(key, line=line, field=field, **details)

    def only(self, allowed: set[str]) -> None:
        for field in self.fields:
            if field not in allowed:
                self.wrong("plan-unknown-field", nfc(field)[:_LONGEST_KEY])

    def get(self, field: str, usual: Any = None) -> Any:
        value = self.fields.get(field, usual)
        if value is None:
            self.wrong("plan-missing-field", field)
        return value

    def text(self, field: str, usual: str | None = None) -> str:
        value = self.get(field, usual)
        value = " ".join(nfc(value).split()) if isinstance(value, str) else ""
        if not 1 <= len(value) <= _LONGEST_TEXT:
            self.wrong("plan-bad-text", field, longest=_LONGEST_TEXT)
        return value

    def key(self, field: str) -> str:
        value = self.text(field)
        if not _KEY.fullmatch(value) or len(value) > _LONGEST_KEY:
            self.wrong("plan-bad-key", field, said=value, longest=_LONGEST_KEY)
        return value

    def number(self, field: str, least: int, most: int, usual: int | None = None) -> int:
        return self._number(field, self.get(field, usual), least, most)

    def numbers(self, field: str, least: int, most: int, usual: tuple[int, ...]) -> tuple[int, ...]:
        value = self.get(field, usual)
        if not isinstance(value, (list, tuple)):
            self.wrong("plan-bad-number", field, least=least, most=most)
        return tuple(self._number(field, item, least, most) for item in value)

    def choice(self, field: str, choices: tuple[str, ...], usual: str | None = None) -> str:
        value = self.get(field, usual)
        if value not in choices:
            self.wrong("plan-bad-choice", field, choices=", ".join(choices))
        return str(value)

    def yes(self, field: str, usual: bool) -> bool:
        value = self.get(field, usual)
        if not isinstance(value, bool):
            self.wrong("plan-bad-choice", field, choices="true, false")
        return value

    def optional(self, read: Callable[..., Any], field: str, *limits: Any) -> Any:
        return read(field, *limits) if field in self.fields else None

    def _number(self, field: str, value: object, least: int, most: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.wrong("plan-bad-number", field, least=least, most=most)
        return value


def _milestone(row: _Row, year: int) -> Milestone:
    row.only(set(Milestone.__dataclass_fields__))
    due = row.get("due")
    # A TOML date-time is a date to Python too, but has no place here.
    worded = row.text("due") if type(due) is not date else _written(due)
    try:
        due = when(worded, year)
    except PlanError as error:
        row.wrong(error.key, "due", **error.details)
    if abs(due.year - year) > 1:
        row.wrong("plan-date-outside", "due", day=due, first=year - 1, last=year + 1)
    return Milestone(
        key=row.key("key"),
        title_vi=row.text("title_vi"),
        title_en=row.text("title_en"),
        step=row.optional(row.number, "step", 1, 6),
        level=row.optional(row.choice, "level", LEVELS),
        who=row.choice("who", WHO),
        due=due,
        source=row.text("source"),
        said=row.text("said", usual=worded),
        sure=row.yes("sure", usual=True),
    )


def _target(row: _Row) -> Target:
    row.only(set(Target.__dataclass_fields__))
    return Target(
        key=row.key("key"),
        number=row.number("number", 1, 1_000_000),
        title_vi=row.text("title_vi"),
        title_en=row.text("title_en"),
        stars=tuple(sorted(set(row.numbers("stars", 1, 5, usual=())))),
        source=row.text("source"),
    )


def _rows(head: _Row, lines: dict[tuple[str, int], dict[str, int]], field: str, least: int) -> list[_Row]:
    """The rows of [[milestones]] or [[targets]], with every key once."""
    tables = head.fields.get(field, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        head.wrong("plan-bad-rows", field)
    if len(tables) < least:
        head.wrong("plan-missing-field", field)
    if len(tables) > MOST_ROWS:
        head.wrong("plan-too-many", field, most=MOST_ROWS)
    inline = {"": head.lines.get(field, 1)}
    rows = [_Row(table, lines.get((field, place), inline)) for place, table in enumerate(tables)]
    seen: set[str] = set()
    for row in rows:
        key = row.key("key")
        if key in seen:
            row.wrong("plan-duplicate-key", "key", said=key)
        seen.add(key)
    return rows


def _lines(text: str) -> dict[tuple[str, int], dict[str, int]]:
    """Where the fields stand, by table and its place: tomllib does not tell. Good enough to point somebody there."""
    found: dict[tuple[str, int], dict[str, int]] = {("", 0): {}}
    here, counts = found["", 0], dict[str, int]()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            place = counts.get(header[1], 0)
            counts[header[1]] = place + 1
            here = found[header[1], place] = {"": number}
            found["", 0].setdefault(header[1], number)
        elif field := _FIELD.match(line):
            here.setdefault(field[1], number)
    return found


def _works(day: date) -> bool:
    return day.weekday() < 5 and not is_holiday(day)


def _written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year:04}"


# --- changing ---------------------------------------------------------------------------------------------------------


def with_due(text: str, key: str, due: date) -> str:
    """The plan's text with another day for one milestone; everything else stays as it was written.

    Raises PlanError("plan-no-milestone") when there is none of this key.
    """
    blocks = re.split(r"(?m)^(?=\[\[)", text)
    for number, block in enumerate(blocks):
        if block.startswith("[[milestones]]") and re.search(rf'(?m)^key\s*=\s*"{re.escape(key)}"', block):
            day = f'due = "{due.day}/{due.month}/{due.year}"'
            blocks[number] = re.sub(r"(?m)^due\s*=.*$", day, block, count=1)
            changed = "".join(blocks)
            parse(changed)
            return changed
    raise PlanError("plan-no-milestone", milestone=key)


def for_year(text: str, year: int, province: str) -> str:
    """A model plan's text as the plan of a province for another year; wording such as "trước tháng 8" moves along."""
    changed = re.sub(r"(?m)^year\s*=.*$", f"year = {year}", text, count=1)
    changed = re.sub(r"(?m)^province\s*=.*$", f'province = "{province}"', changed, count=1)
    parse(changed)
    return changed


def shipped_text(name: str) -> str:
    """The text of a plan that ships with the program. KeyError for an unknown name."""
    if name not in shipped_names():
        raise KeyError(name)
    return (_FOLDER / f"{name}.toml").read_text("utf-8")
