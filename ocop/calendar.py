"""Dates as the programme counts them: Vietnamese local days, months and working days."""

from datetime import date, datetime, timedelta
from functools import cache

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]
from holidays import HolidayBase, country_holidays

from locales.clock import local

DAY_BEGINS, DAY_ENDS = 8, 22  # Zalo's hours for everything that is not an answer; people like them anywhere


def daytime(now: datetime) -> bool:
    """Whether people may be spoken to without having asked: from 8 to 22 o'clock in Viet Nam."""
    return DAY_BEGINS <= local(now).hour < DAY_ENDS


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later; the last day of that month where it is shorter."""
    later: date = day + relativedelta(months=months)
    return later


def next_round(at: datetime, repeat: str) -> datetime:
    """When something weekly or monthly comes again: the same hour in Viet Nam, the same day of the week or month."""
    later: datetime = local(at) + (relativedelta(months=1) if repeat == "monthly" else relativedelta(weeks=1))
    return later


@cache
def _holidays() -> HolidayBase:
    return country_holidays("VN")


def is_holiday(day: date) -> bool:
    """Whether the day is a Vietnamese public holiday, Tết and days off in lieu included (package `holidays`)."""
    return day in _holidays()


def working_days_after(day: date, n: int) -> date:
    """The n-th working day after `day` (Monday to Friday, no holidays); `day` itself for 0. ValueError below 0."""
    if n < 0:
        raise ValueError(f"cannot count {n} working days")
    while n:
        day += timedelta(days=1)
        if day.weekday() < 5 and not is_holiday(day):
            n -= 1
    return day
