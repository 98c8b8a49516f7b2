"""Dates as the programme counts them: Vietnamese local days, months and working days."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]
from holidays import HolidayBase, country_holidays

from locales.clock import local

DAY_BEGINS, DAY_ENDS = 8, 22  # Zalo's hours for everything that is not an answer; people like them anywhere

_DAY = timedelta(days=1)
_FILE = Path(__file__).parent / "data" / "working-days.toml"


def daytime(now: datetime) -> bool:
    """Whether people may be spoken to without having asked: from 8 to 22 o'clock in Viet Nam."""
    return DAY_BEGINS <= local(now).hour < DAY_ENDS


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later; the last day of that month where it is shorter.

    So a term of months ends: 36 months from 10/8/2023 end with the day 10/8/2026, which is the last of the term.
    Source: Bộ luật Dân sự 2015, Điều 148 khoản 3.
    """
    later: date = day + relativedelta(months=months)
    return later


def next_round(at: datetime, repeat: str) -> datetime:
    """When something weekly or monthly comes again: the same hour in Viet Nam, the same day of the week or month."""
    later: datetime = local(at) + (relativedelta(months=1) if repeat == "monthly" else relativedelta(weeks=1))
    return later


@dataclass(frozen=True, slots=True)
class SetDay:
    """A day that is off, or at work (`works`, a Saturday mostly), other than weekday and public holidays say."""

    day: date
    works: bool
    source: str
    certain: bool


def set_days(year: int) -> tuple[SetDay, ...]:
    """The days of the year that are set off or at work by data/working-days.toml, in order."""
    table = _table()
    every_year = (
        SetDay(date(year, row["month"], row["day"]), False, row["source"], row["certain"])
        for row in table["yearly"]
        if row["from"] <= year
    )
    of_year = (SetDay(**row) for row in table["years"].get(str(year), ()))
    return tuple(sorted([*every_year, *of_year], key=lambda row: row.day))


def years_without_data(years: Iterable[int]) -> list[int]:
    """Which of the years have no announced days in lieu in data/working-days.toml: what is counted there may move."""
    known = _table()["years"]
    return sorted(year for year in set(years) if str(year) not in known)


def is_holiday(day: date) -> bool:
    """Whether the day is a Vietnamese public holiday, Tết and days off in lieu included.

    Source: package `holidays` and data/working-days.toml.
    """
    return day in _holidays() or _set(day.year).get(day) is False


def is_working(day: date) -> bool:
    """Whether offices work: Monday to Friday without holidays, and the days set at work for a day in lieu."""
    return _set(day.year).get(day, day.weekday() < 5 and day not in _holidays())


def working_days_after(day: date, n: int) -> date:
    """The n-th working day after `day`; `day` itself for 0. ValueError below 0."""
    return _counted(day, n, _DAY)


def working_days_before(day: date, n: int) -> date:
    """The n-th working day before `day`; `day` itself for 0. ValueError below 0."""
    return _counted(day, n, -_DAY)


def working_days_until(day: date, last: date) -> int:
    """How many working days are left after `day` up to `last`, the last included; 0 when it is over."""
    return sum(is_working(day + _DAY * n) for n in range(1, (last - day).days + 1))


def _counted(day: date, n: int, step: timedelta) -> date:
    if n < 0:
        raise ValueError(f"cannot count {n} working days")
    while n:
        day += step
        if is_working(day):
            n -= 1
    return day


@cache
def _holidays() -> HolidayBase:
    return country_holidays("VN")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))


@cache
def _set(year: int) -> dict[date, bool]:
    return {row.day: row.works for row in set_days(year)}
