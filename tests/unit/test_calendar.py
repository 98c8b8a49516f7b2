"""Vietnamese days: the date line, month ends, holidays and working days."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import clock
from ocop import calendar

DAY = timedelta(days=1)


def days_by_hand(kind):
    """The days of one kind in dates-2026.tsv."""
    lines = (Path(__file__).parent / "dates-2026.tsv").read_text("utf-8").splitlines()
    return {date.fromisoformat(line.split("\t")[1]) for line in lines if line.startswith(f"{kind}\t")}


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
        (date(2023, 8, 10), 36, date(2026, 8, 10)),
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


def test_each_day_from_2026_to_2030_is_at_work_or_off_as_reckoned_by_hand():
    off, at_work = days_by_hand("off"), days_by_hand("works")
    assert len(off) > 50
    assert len(at_work) == 2
    every = [date(2026, 1, 1) + DAY * n for n in range((date(2030, 12, 31) - date(2026, 1, 1)).days + 1)]
    expected = [day for day in every if day in at_work or (day.weekday() < 5 and day not in off)]
    assert [day for day in every if calendar.is_working(day)] == expected


def test_a_day_in_lieu_is_a_holiday_and_its_saturday_is_none():
    assert calendar.is_holiday(date(2026, 1, 2))
    assert not calendar.is_working(date(2026, 1, 2))
    assert not calendar.is_holiday(date(2026, 1, 10))
    assert calendar.is_working(date(2026, 1, 10))
    assert calendar.working_days_after(date(2026, 8, 21), 1) == date(2026, 8, 22)


def test_working_days_are_counted_backwards_too():
    assert calendar.working_days_before(date(2026, 11, 25), 0) == date(2026, 11, 25)
    assert calendar.working_days_before(date(2026, 11, 25), 1) == date(2026, 11, 23)
    assert calendar.working_days_before(date(2026, 2, 23), 1) == date(2026, 2, 13)
    assert calendar.working_days_before(date(2026, 8, 24), 1) == date(2026, 8, 22)
    with pytest.raises(ValueError, match="-1"):
        calendar.working_days_before(date(2026, 7, 29), -1)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)).filter(calendar.is_working), st.integers(0, 40))
def test_as_many_working_days_back_as_forth(day, n):
    assert calendar.working_days_before(calendar.working_days_after(day, n), n) == day


def test_24_november_is_off_from_2026_on_and_to_be_checked():
    for year in (2026, 2027, 2035):
        (culture,) = [row for row in calendar.set_days(year) if row.day == date(year, 11, 24)]
        assert not culture.works
        assert not culture.certain
        assert not calendar.is_working(culture.day)
    assert calendar.set_days(2025) == ()
    assert calendar.is_working(date(2025, 11, 24))


def test_each_set_day_has_a_source_and_lies_in_its_year():
    for year in range(2026, 2031):
        for row in calendar.set_days(year):
            assert row.day.year == year
            assert row.source
        assert [row.day for row in calendar.set_days(year)] == sorted({row.day for row in calendar.set_days(year)})


def test_years_whose_days_in_lieu_are_not_announced_are_named():
    assert calendar.years_without_data([2026]) == []
    assert calendar.years_without_data([2028, 2026, 2027, 2027]) == [2027, 2028]
