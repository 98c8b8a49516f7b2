"""Vietnamese days: the date line, month ends, holidays and working days."""

from datetime import UTC, date, datetime

import pytest

from locales import clock
from ocop import calendar


def test_half_past_midnight_in_viet_nam_is_already_the_next_day():
    assert clock.today(datetime(2026, 7, 30, 17, 30, tzinfo=UTC)) == date(2026, 7, 31)
    assert clock.local(datetime(2026, 7, 30, 17, 30, tzinfo=UTC)).hour == 0
    with pytest.raises(ValueError, match="time zone"):
        clock.today(datetime(2026, 7, 30, 17, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 7, 6), 36, date(2029, 7, 6)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_where_the_month_ends(day, months, later):
    assert calendar.add_months(day, months) == later


def test_public_holidays_are_known():
    new_year_2026 = [date(2026, 2, day) for day in range(16, 21)]
    for day in [*new_year_2026, date(2026, 4, 30), date(2026, 5, 1), date(2026, 9, 2)]:
        assert calendar.is_holiday(day)
    assert not calendar.is_holiday(date(2026, 2, 23))


def test_working_days_pass_over_weekends_and_holidays():
    assert calendar.working_days_after(date(2026, 7, 29), 0) == date(2026, 7, 29)
    assert calendar.working_days_after(date(2026, 7, 29), 2) == date(2026, 7, 31)
    assert calendar.working_days_after(date(2026, 7, 31), 1) == date(2026, 8, 3)
    assert calendar.working_days_after(date(2026, 2, 13), 1) == date(2026, 2, 23)
    with pytest.raises(ValueError, match="-1"):
        calendar.working_days_after(date(2026, 7, 29), -1)
