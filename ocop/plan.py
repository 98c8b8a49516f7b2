"""The yearly plan of a province as data: what must be done by when, and the days on which a reminder belongs.

A plan is a TOML text: one in data/plans/ or one that a province hands in. Each row says where it was read (`source`)
and how it is worded there (`said`); with `sure` false something in the row is inferred and still to be checked.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from ocop import units
from ocop.plan_days import (
    HOLIDAY_RULES,
    PlanError,
    day_in_words,
    on_working_day,
    quiet_day,
    reminder_days,
    when,
)
from ocop.plan_rows import MOST_ROWS, Row, lines_of, read_rows

__all__ = [
    "HOLIDAY_RULES",
    "MOST_ROWS",
    "Milestone",
    "Plan",
    "PlanError",
    "Target",
    "added",
    "dropped",
    "due_offsets",
    "for_year",
    "moved",
    "on_working_day",
    "parse",
    "quiet_day",
    "reminder_days",
    "shipped",
    "shipped_names",
    "shipped_text",
    "when",
    "with_commune_dates",
    "with_due",
]

LONGEST = 100_000  # bytes of a plan
OFFSETS = (30, 14, 7, 3, 1, 0)
OVERDUE_EVERY = 7
LEVELS = ("commune", "province", "central")
WHO = ("producer", "commune", "province")

_FOLDER = Path(__file__).parent / "data" / "plans"
_DAY = timedelta(days=1)
_TOML_LINE = re.compile(r"at line (\d+)")


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
        milestones.append(replace(milestone, due=day, said=day_in_words(day)) if earlier else milestone)
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
    lines = lines_of(text)
    try:
        head = Row(tomllib.loads(text), lines.get(("", 0), {}))
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
        milestones=tuple(_milestone(row, year) for row in read_rows(head, lines, "milestones", least=1)),
        targets=tuple(_target(row) for row in read_rows(head, lines, "targets", least=0)),
        offsets=tuple(sorted(set(head.numbers("offsets", 0, 365, usual=OFFSETS)), reverse=True)),
        overdue_every=head.number("overdue_every", 0, 365, usual=OVERDUE_EVERY),
        holiday_rule=head.choice("holiday_rule", HOLIDAY_RULES, usual="after"),
    )


def _milestone(row: Row, year: int) -> Milestone:
    row.only(set(Milestone.__dataclass_fields__))
    due = row.get("due")
    # A TOML date-time is a date to Python too, but has no place here.
    worded = row.text("due") if type(due) is not date else day_in_words(due)
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


def _target(row: Row) -> Target:
    row.only(set(Target.__dataclass_fields__))
    return Target(
        key=row.key("key"),
        number=row.number("number", 1, 1_000_000),
        title_vi=row.text("title_vi"),
        title_en=row.text("title_en"),
        stars=tuple(sorted(set(row.numbers("stars", 1, 5, usual=())))),
        source=row.text("source"),
    )


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
