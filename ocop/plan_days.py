"""Days as plans word them, moved from days off, and the days on which a reminder belongs."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from locales.text import fold
from locales.texts import InvalidInput
from ocop.calendar import add_months, is_holiday, is_working, working_days_after, working_days_before

HOLIDAY_RULES = ("after", "before", "as-is")

_DAY = timedelta(days=1)
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


class PlanError(InvalidInput):
    """A plan cannot be taken. `details` has the `line` and `field` of what is wrong, where there is one."""


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
    if rule == "as-is" or is_working(day):
        return day
    return working_days_after(day, 1) if rule == "after" else working_days_before(day, 1)


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


def day_in_words(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year:04}"
