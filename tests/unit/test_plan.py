"""The yearly plan: what its words mean, the days of reminders, days off, and every way to write it wrong."""

import string
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ocop import calendar, plan
from ocop.plan import PlanError

DAY = timedelta(days=1)
HEAD = """
name = "thu"
year = 2026
province = "37"
title = "Kế hoạch thử"
decision = "1/KH-UBND"
"""
ROW = """
[[milestones]]
key = "a"
title_vi = "Việc"
title_en = "Thing"
who = "province"
due = "trước tháng 8"
source = "mục 1"
"""
TARGET = """
[[targets]]
key = "products"
number = 5
title_vi = "Sản phẩm"
title_en = "Products"
stars = [4, 3, 3]
source = "mục 2"
"""
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
AT_WORK = {date(2026, 1, 10), date(2026, 8, 22)}  # Saturdays
offsets = st.lists(st.integers(0, 365), min_size=1, max_size=12).map(tuple)


def the_plan(**changes):
    return replace(plan.parse(HEAD + ROW), **changes)


def wrong(text):
    with pytest.raises(PlanError) as caught:
        plan.parse(text)
    return caught.value.key, caught.value.details


# --- the plan of 2020 -------------------------------------------------------------------------------------------------


def test_the_plan_of_2020_says_what_the_article_says():
    year_2020 = plan.shipped("2020-ke-hoach-27")
    assert (year_2020.name, year_2020.year, year_2020.holiday_rule) == ("2020-ke-hoach-27", 2020, "after")
    due = {milestone.key: milestone.due for milestone in year_2020.milestones}
    assert due["conference"] == due["council"] == due["support-rules"] == date(2020, 4, 30)
    assert due["commune-evaluation"] == date(2020, 7, 31)
    assert due["province-evaluation"] == date(2020, 8, 31)
    assert due["central-dossiers"] == date(2020, 9, 30)
    assert [(target.number, target.stars) for target in year_2020.targets] == [(100, (3, 4)), (30, ())]


def test_what_is_inferred_is_marked_and_says_so():
    year_2020 = plan.shipped("2020-ke-hoach-27")
    unsure = [milestone for milestone in year_2020.milestones if not milestone.sure]
    assert {milestone.key for milestone in unsure} == {"dossier", "commune-evaluation"}
    assert all("uy ra" in milestone.source for milestone in unsure)
    assert all(milestone.said and milestone.source for milestone in year_2020.milestones)


def test_the_end_of_april_2020_was_a_holiday_so_the_last_day_is_the_monday_after():
    year_2020 = plan.shipped("2020-ke-hoach-27")
    conference = year_2020.milestones[0]
    assert year_2020.last_day(conference) == date(2020, 5, 4)
    assert replace(year_2020, holiday_rule="before").last_day(conference) == date(2020, 4, 29)


def test_every_shipped_plan_is_found_by_its_name():
    assert "2020-ke-hoach-27" in plan.shipped_names()
    assert all(plan.shipped(name).name == name for name in plan.shipped_names())
    with pytest.raises(KeyError):
        plan.shipped("../units")


# --- wording ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("trước tháng 8", date(2026, 7, 31)),
        ("Trước tháng 8/2027", date(2027, 7, 31)),
        ("truoc thang 3", date(2026, 2, 28)),
        ("trước tháng 3 năm 2024", date(2024, 2, 29)),
        ("trước tháng 1", date(2025, 12, 31)),
        ("trong tháng 4", date(2026, 4, 30)),
        ("tháng 4", date(2026, 4, 30)),
        ("THÁNG 04", date(2026, 4, 30)),
        ("tháng 12", date(2026, 12, 31)),
        ("đến hết tháng 2", date(2026, 2, 28)),
        ("cuối tháng 2/2028", date(2028, 2, 29)),
        ("quý I", date(2026, 3, 31)),
        ("trong quý II", date(2026, 6, 30)),
        ("quý III", date(2026, 9, 30)),
        ("quy iii", date(2026, 9, 30)),
        ("hết quý 4 năm 2025", date(2025, 12, 31)),
        ("trước quý IV", date(2026, 9, 30)),
        ("hết năm", date(2026, 12, 31)),
        ("trong năm 2025", date(2025, 12, 31)),
        ("31/7", date(2026, 7, 31)),
        ("31/7/2020", date(2020, 7, 31)),
        ("ngày 31 tháng 7 năm 2020", date(2020, 7, 31)),
        ("đến hết ngày 15-6", date(2026, 6, 15)),
        ("trước ngày 1/8", date(2026, 7, 31)),
        ("2026-07-31", date(2026, 7, 31)),
    ],
)
def test_the_wording_of_plans_means_a_day(said, day):
    assert plan.when(said, 2026) == day


@pytest.mark.parametrize(
    "said",
    ["", "sớm", "tháng 13", "tháng 0", "quý V", "quý 0", "30/2", "31/4/2026", "29/2/2026", "0000-01-01", "hôm nay"]
    + ["giữa tháng 8", "trước", "tháng", "tháng 4 tháng 5", "trước năm 0001", "trước tháng ٨", "31/7/26", "7 " * 9999],
)
def test_wording_that_means_no_day_is_refused(said):
    with pytest.raises(PlanError) as caught:
        plan.when(said, 2026)
    assert (caught.value.key, caught.value.details) == ("plan-bad-date", {"said": said})


@given(st.integers(2000, 2090), st.integers(1, 12))
def test_a_month_ends_the_day_before_the_next_begins(year, month):
    last = plan.when(f"trong tháng {month}", year)
    assert last.month == month
    assert (last + DAY).day == 1
    assert plan.when(f"trước tháng {month}", year) == date(year, month, 1) - DAY


@given(days)
def test_a_day_written_out_is_that_day(day):
    assert plan.when(f"{day.day}/{day.month}/{day.year}", 2026) == plan.when(day.isoformat(), 2026) == day


@given(st.text())
def test_any_wording_is_a_day_or_refused(said):
    try:
        assert isinstance(plan.when(said, 2026), date)
    except PlanError as error:
        assert error.key == "plan-bad-date"


# --- days off ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 7, 31), date(2026, 7, 31), date(2026, 7, 31)),  # a Friday
        (date(2026, 2, 28), date(2026, 2, 27), date(2026, 3, 2)),  # a Saturday
        (date(2022, 4, 30), date(2022, 4, 29), date(2022, 5, 4)),  # 30/4 on a Saturday, days off in lieu follow
        (date(2023, 4, 30), date(2023, 4, 28), date(2023, 5, 4)),  # 30/4 on a Sunday
        (date(2023, 9, 2), date(2023, 8, 31), date(2023, 9, 5)),  # 2/9 on a Saturday
        (date(2018, 9, 2), date(2018, 8, 31), date(2018, 9, 4)),  # 2/9 on a Sunday
        (date(2020, 1, 28), date(2020, 1, 22), date(2020, 1, 30)),  # the fourth of Tết 2020
    ],
)
def test_a_last_day_on_a_day_off_moves_as_the_rule_says(day, before, after):
    assert plan.on_working_day(day, "before") == before
    assert plan.on_working_day(day, "after") == after
    assert plan.on_working_day(day, "as-is") == day


def test_a_rule_that_does_not_exist_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="sideways"):
        plan.on_working_day(date(2026, 7, 31), "sideways")


@given(days)
@example(date(2026, 8, 23))
@example(date(2026, 1, 10))
def test_a_moved_day_is_the_nearest_working_day(day):
    before, after = plan.on_working_day(day, "before"), plan.on_working_day(day, "after")
    assert before <= day <= after
    for moved in (before, after):
        assert moved.weekday() < 5 or moved in AT_WORK
        assert not calendar.is_holiday(moved)
    between = [before + DAY * n for n in range(1, (after - before).days)]
    assert all((off.weekday() >= 5 and off not in AT_WORK) or calendar.is_holiday(off) for off in between)


@pytest.mark.parametrize(
    ("first", "new_year", "last"),
    [
        (date(2020, 1, 23), date(2020, 1, 25), date(2020, 1, 29)),
        (date(2023, 1, 20), date(2023, 1, 22), date(2023, 1, 26)),
        (date(2024, 2, 8), date(2024, 2, 10), date(2024, 2, 14)),
        (date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 20)),
        (date(2027, 2, 4), date(2027, 2, 6), date(2027, 2, 10)),
    ],
)
def test_tet_is_quiet_from_its_first_day_off_to_its_last(first, new_year, last):
    assert first <= new_year <= last
    assert all(plan.quiet_day(first + DAY * n) for n in range((last - first).days + 1))
    assert not plan.quiet_day(first - DAY)
    assert not plan.quiet_day(last + DAY)


def test_the_fourth_of_tet_2020_is_quiet_other_holidays_are_not():
    assert plan.quiet_day(date(2020, 1, 28))
    for day in (date(2020, 1, 1), date(2022, 1, 3), date(2020, 4, 30), date(2020, 9, 2), date(2020, 4, 2)):
        assert calendar.is_holiday(day)
        assert not plan.quiet_day(day)


@given(st.integers(2013, 2090))
def test_every_year_has_five_to_ten_quiet_days(year):
    first = date(year, 1, 1)
    assert 5 <= sum(plan.quiet_day(first + DAY * n) for n in range(365)) <= 10


# --- reminders --------------------------------------------------------------------------------------------------------


def test_reminders_come_at_the_offsets_and_every_week_afterwards():
    due = date(2026, 7, 31)
    assert plan.reminder_days(due, (30, 7, 0), 7, until=date(2026, 8, 14)) == [
        (date(2026, 7, 1), 30),
        (date(2026, 7, 24), 7),
        (due, 0),
        (date(2026, 8, 7), -7),
        (date(2026, 8, 14), -14),
    ]
    assert plan.reminder_days(due, (30, 7), 7, until=date(2026, 7, 23)) == [(date(2026, 7, 1), 30)]
    assert plan.reminder_days(due, (30,), 7, until=date(2026, 6, 30)) == []


def test_without_overdue_reminders_the_last_is_on_the_day():
    due = date(2026, 7, 31)
    assert plan.reminder_days(due, (1, 0, 1), 0, until=date(2027, 1, 1)) == [(due - DAY, 1), (due, 0)]
    assert plan.due_offsets(due, date(2027, 1, 1), the_plan(overdue_every=0)) == 0


@pytest.mark.parametrize(
    ("days_left", "newest"),
    [(400, None), (31, None), (30, 30), (20, 30), (15, 30), (14, 14), (12, 14), (7, 7), (4, 7), (3, 3), (2, 3), (1, 1)]
    + [(0, 0), (-3, 0), (-6, 0), (-7, -7), (-8, -7), (-14, -14), (-40, -35)],
)
def test_only_the_newest_offset_that_has_come_is_due(days_left, newest):
    today = date(2026, 7, 31)
    assert plan.due_offsets(today + DAY * days_left, today, the_plan()) == newest


@given(days, days, days, offsets, st.integers(1, 60))
def test_the_due_offset_never_goes_back(due, one, other, before, every):
    own = the_plan(offsets=before, overdue_every=every)
    early, late = (plan.due_offsets(due, today, own) for today in sorted((one, other)))
    assert early is None or (late is not None and late <= early)


@given(days, offsets, st.integers(0, 60))
def test_over_a_year_of_days_each_offset_comes_once_and_on_its_day(due, before, every):
    own = the_plan(offsets=before, overdue_every=every)
    last = due + DAY * 180
    came, newest = [], None
    for n in range(-366, 181):
        today = due + DAY * n
        now = plan.due_offsets(due, today, own)
        if now != newest:
            came.append((today, now))
            newest = now
    assert came == plan.reminder_days(due, before, every, until=last)
    assert [offset for _, offset in came if offset >= 0] == sorted(set(before), reverse=True)
    assert len({offset for _, offset in came}) == len(came)


# --- two plans --------------------------------------------------------------------------------------------------------


def test_a_new_plan_tells_what_moved_what_came_and_what_went():
    old = plan.parse(HEAD + ROW + ROW.replace('"a"', '"b"') + ROW.replace('"a"', '"c"'))
    new = plan.parse(HEAD + ROW + ROW.replace('"a"', '"c"').replace("tháng 8", "tháng 9") + ROW.replace('"a"', '"d"'))
    assert [(was.key, was.due, now.due) for was, now in plan.moved(old, new)] == [
        ("c", date(2026, 7, 31), date(2026, 8, 31))
    ]
    assert [milestone.key for milestone in plan.added(old, new)] == ["d"]
    assert [milestone.key for milestone in plan.dropped(old, new)] == ["b"]
    assert plan.moved(new, new) == []


def test_a_commune_may_set_an_earlier_day_but_no_later_one():
    own = plan.with_commune_dates(the_plan(), {"a": date(2026, 7, 15)})
    assert (own.milestones[0].due, own.milestones[0].said) == (date(2026, 7, 15), "15/7/2026")
    assert plan.with_commune_dates(the_plan(), {"a": date(2026, 7, 31)}) == the_plan()
    with pytest.raises(PlanError) as caught:
        plan.with_commune_dates(the_plan(), {"a": date(2026, 8, 1)})
    assert caught.value.key == "plan-commune-later"
    assert caught.value.details == {"milestone": "a", "day": date(2026, 8, 1), "due": date(2026, 7, 31)}


def test_a_commune_can_only_date_what_the_plan_has_and_near_its_year():
    with pytest.raises(PlanError) as caught:
        plan.with_commune_dates(the_plan(), {"z": date(2026, 7, 1), "y": date(2026, 7, 1)})
    assert (caught.value.key, caught.value.details) == ("plan-no-milestone", {"milestone": "y"})
    with pytest.raises(PlanError) as caught:
        plan.with_commune_dates(the_plan(), {"a": date(2024, 12, 31)})
    assert caught.value.key == "plan-date-outside"


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_short_plan_takes_the_usual_values():
    own = plan.parse(HEAD + ROW + TARGET)
    assert (own.offsets, own.overdue_every, own.holiday_rule) == ((30, 14, 7, 3, 1, 0), 7, "after")
    assert own.milestones[0] == plan.Milestone(
        "a", "Việc", "Thing", None, None, "province", date(2026, 7, 31), "mục 1", "trước tháng 8", True
    )
    assert own.targets[0].stars == (3, 4)


def test_a_plan_may_set_everything_itself():
    head = HEAD + 'offsets = [1, 10, 1]\noverdue_every = 0\nholiday_rule = "before"\n'
    row = ROW.replace('"trước tháng 8"', "2026-05-04") + 'step = 5\nlevel = "central"\nsure = false\n'
    own = plan.parse(head + row)
    assert (own.offsets, own.overdue_every, own.holiday_rule) == ((10, 1), 0, "before")
    milestone = own.milestones[0]
    assert (milestone.due, milestone.said, milestone.step, milestone.level, milestone.sure) == (
        *(date(2026, 5, 4), "4/5/2026", 5, "central"),
        False,
    )


def test_the_file_of_a_windows_editor_is_read_too():
    assert plan.parse("\ufeff" + (HEAD + ROW).replace("\n", "\r\n")) == plan.parse(HEAD + ROW)


@pytest.mark.parametrize(
    ("old", "new", "key", "line", "field"),
    [
        ("year = 2026", "year = ", "plan-not-toml", 3, None),
        ("year = 2026", "year = 2026-02-30", "plan-not-toml", 3, None),
        ("year = 2026", "", "plan-missing-field", 1, "year"),
        ("year = 2026", "year = 1999", "plan-bad-number", 3, "year"),
        ("year = 2026", "year = true", "plan-bad-number", 3, "year"),
        ("year = 2026", "year = 2026\ncolour = 1", "plan-unknown-field", 4, "colour"),
        ('name = "thu"', 'name = "Thử"', "plan-bad-key", 2, "name"),
        ('province = "37"', 'province = "99"', "plan-bad-province", 4, "province"),
        ('province = "37"', 'province = "26740"', "plan-bad-province", 4, "province"),
        ("Kế hoạch thử", " \u200b ", "plan-bad-text", 5, "title"),
        ("Kế hoạch thử", "x" * 501, "plan-bad-text", 5, "title"),
        ('"1/KH-UBND"', "27", "plan-bad-text", 6, "decision"),
        ('"1/KH-UBND"', '"1"\noffsets = [366]', "plan-bad-number", 7, "offsets"),
        ('"1/KH-UBND"', '"1"\noffsets = [-1]', "plan-bad-number", 7, "offsets"),
        ('"1/KH-UBND"', '"1"\noffsets = 7', "plan-bad-number", 7, "offsets"),
        ('"1/KH-UBND"', '"1"\noverdue_every = -7', "plan-bad-number", 7, "overdue_every"),
        ('"1/KH-UBND"', '"1"\nholiday_rule = "never"', "plan-bad-choice", 7, "holiday_rule"),
        ("[[milestones]]", "[milestones]", "plan-bad-rows", 1, "milestones"),
        (ROW, "", "plan-missing-field", 1, "milestones"),
        (ROW, 'milestones = [{key = "a"}]', "plan-missing-field", 7, "due"),
        (ROW, "targets = 1" + ROW, "plan-bad-rows", 7, "targets"),
        (ROW, ROW + ROW, "plan-duplicate-key", 17, "key"),
        (ROW, ROW * 61, "plan-too-many", 8, "milestones"),
        ('key = "a"', 'key = "a b"', "plan-bad-key", 9, "key"),
        ('key = "a"', f'key = "{"a" * 41}"', "plan-bad-key", 9, "key"),
        ('title_en = "Thing"\n', "", "plan-missing-field", 8, "title_en"),
        ('who = "province"', 'who = "district"', "plan-bad-choice", 12, "who"),
        ('who = "province"', 'who = ["province"]', "plan-bad-choice", 12, "who"),
        ('"trước tháng 8"', '"sớm"', "plan-bad-date", 13, "due"),
        ('"trước tháng 8"', '"31/6"', "plan-bad-date", 13, "due"),
        ('"trước tháng 8"', "2026-07-31T10:00:00", "plan-bad-text", 13, "due"),
        ('"trước tháng 8"', "2024-12-31", "plan-date-outside", 13, "due"),
        ('"trước tháng 8"', '"tháng 1/2028"', "plan-date-outside", 13, "due"),
        ('source = "mục 1"', "", "plan-missing-field", 8, "source"),
        ('source = "mục 1"', 'source = "m"\nstep = 0', "plan-bad-number", 15, "step"),
        ('source = "mục 1"', 'source = "m"\nstep = 7', "plan-bad-number", 15, "step"),
        ('source = "mục 1"', 'source = "m"\nstep = "5"', "plan-bad-number", 15, "step"),
        ('source = "mục 1"', 'source = "m"\nlevel = "district"', "plan-bad-choice", 15, "level"),
        ('source = "mục 1"', 'source = "m"\nsure = "no"', "plan-bad-choice", 15, "sure"),
        ('source = "mục 1"', 'source = "m"\nwhere = "x"', "plan-unknown-field", 15, "where"),
        ('source = "mục 1"', 'source = "m"' + TARGET.replace("5", "0"), "plan-bad-number", 17, "number"),
        ('source = "mục 1"', 'source = "m"' + TARGET.replace("4", "6"), "plan-bad-number", 20, "stars"),
        ('source = "mục 1"', 'source = "m"' + TARGET + TARGET, "plan-duplicate-key", 24, "key"),
    ],
)
def test_every_mistake_is_told_with_its_line_and_field(old, new, key, line, field):
    assert old in HEAD + ROW
    told, details = wrong((HEAD + ROW).replace(old, new, 1))
    assert (told, details["line"], details.get("field")) == (key, line, field)


def test_a_mistake_tells_what_would_be_right():
    assert wrong(HEAD + ROW.replace("trước", "sau"))[1]["said"] == "sau tháng 8"
    assert wrong(HEAD + ROW + "step = 7")[1] == {"line": 15, "field": "step", "least": 1, "most": 6}
    outside = wrong(HEAD + ROW.replace('"trước tháng 8"', "2030-01-01"))[1]
    assert (outside["first"], outside["last"], outside["day"]) == (2025, 2027, date(2030, 1, 1))


def test_a_text_that_is_too_long_or_made_to_break_the_reader_is_refused():
    assert wrong("#" * 100_001) == ("plan-too-long", {"longest": 100_000, "length": 100_001})
    assert wrong("ế" * 50_000)[0] == "plan-too-long"
    assert wrong("a = " + "[" * 90_000)[0] == "plan-not-toml"
    assert wrong("year = " + "9" * 9_000)[0] == "plan-not-toml"
    assert wrong("\ud800")[0] == "plan-not-toml"
    assert wrong("")[0] == "plan-missing-field"


def test_the_longest_plan_allowed_is_read():
    keys = [a + b for a in string.ascii_lowercase[:6] for b in string.ascii_lowercase[:10]]
    assert len(plan.parse(HEAD + "".join(ROW.replace('"a"', f'"{key}"') for key in keys)).milestones) == 60


@given(st.data())
def test_a_plan_with_anything_cut_or_put_in_is_read_or_refused(data):
    text = HEAD + ROW + TARGET
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    try:
        plan.parse(text[:start] + data.draw(st.text(max_size=10)) + text[end:])
    except PlanError as error:
        assert error.details["line"] >= 1
