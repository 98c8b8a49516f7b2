"""Rounds, safe days, windows and clocks of Decision 26/2026 against days reckoned by hand (dates-2026.tsv)."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop import calendar, rounds
from ocop.readings import READINGS, Readings
from ocop.rounds import Round, WindowState

DAY = timedelta(days=1)
COUNTED = Readings(day_of_receipt="counted")
EVERY = [
    Readings(before_a_day=before, day_of_receipt=receipt)
    for before in ("day-before", "that-day")
    for receipt in ("not-counted", "counted")
]
days = st.dates(date(2026, 5, 22), date(2030, 12, 31))
either = st.sampled_from(EVERY)


def table(kind):
    """The rows of one kind, each cell a date where it is one and None for "-"."""
    lines = (Path(__file__).parent / "dates-2026.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.startswith(f"{kind}\t")]
    assert rows, kind
    return [[_cell(cell) for cell in row[1:]] for row in rows]


def _cell(cell):
    if cell == "-":
        return None
    return date.fromisoformat(cell) if len(cell) == 10 and cell[4] == "-" else cell


OFF = {row[0] for row in table("off")}
AT_WORK = {row[0] for row in table("works")}


def works(day):
    """Whether offices work, by the table alone."""
    return day in AT_WORK or (day.weekday() < 5 and day not in OFF)


# Rounds


def test_every_round_from_2026_to_2030():
    found = [
        one for year in range(2026, 2031) for level in ("province", "ministry") for one in rounds.rounds(year, level)
    ]
    found.sort(key=lambda one: one.propose_by)
    assert [[one.level, str(one.number), one.propose_by, one.done_by] for one in found] == [
        row[:4] for row in table("round")
    ]
    assert all(one.year == one.propose_by.year and "Điều 5" in one.source and not one.certain for one in found)


def test_nothing_is_a_round_before_the_decision():
    assert rounds.rounds(2025, "province") == []
    assert [one.number for one in rounds.rounds(2026, "province")] == [2]
    assert rounds.round_for(date(2020, 1, 1)).propose_by == date(2026, 10, 29)


def test_before_30_april_may_be_read_with_that_day():
    that_day = Readings(before_a_day="that-day")
    first, second = rounds.rounds(2027, "province", readings=that_day)
    assert (first.propose_by, first.done_by) == (date(2027, 4, 30), date(2027, 6, 30))
    assert (second.propose_by, second.done_by) == (date(2027, 10, 30), date(2027, 12, 30))
    assert rounds.round_for(date(2027, 4, 30), readings=that_day) == first
    assert rounds.round_after(first, readings=that_day) == second
    # 30/4 is a holiday, so it wins no working day; on Saturday 30/10 nobody works either.
    assert rounds.last_safe_day(first, that_day) == date(2027, 4, 7)
    assert rounds.last_safe_day(second, that_day) == date(2027, 10, 8)
    # Friday 30/10/2026 does win one.
    assert rounds.last_safe_day(rounds.rounds(2026, "province", readings=that_day)[0], that_day) == date(2026, 10, 9)


def test_what_is_proposed_goes_to_the_round_that_is_not_yet_closed():
    for proposed, propose_by in [
        (date(2027, 4, 29), date(2027, 4, 29)),
        (date(2027, 4, 30), date(2027, 10, 29)),
        (date(2027, 10, 30), date(2028, 4, 29)),
    ]:
        assert rounds.round_for(proposed).propose_by == propose_by


def test_an_upgrade_sent_to_the_ministry_on_28_july_is_done_before_30_september():
    its = rounds.round_for(date(2027, 7, 28), "ministry")
    assert (its.number, its.done_by) == (2, date(2027, 9, 29))
    clock = rounds.round_clock(its, date(2027, 7, 28))
    assert (clock.kind, clock.begins, clock.due) == ("ministry-round", date(2027, 7, 28), date(2027, 9, 29))
    assert rounds.round_for(date(2027, 7, 30), "ministry").propose_by == date(2028, 1, 29)


def test_a_round_follows_a_round_over_the_years():
    one = rounds.round_for(date(2026, 5, 22))
    met = [one]
    while met[-1].year < 2031:
        met.append(rounds.round_after(met[-1]))
    assert [[it.propose_by, it.done_by] for it in met[:9]] == [
        row[2:4] for row in table("round") if row[0] == "province"
    ]


def test_a_province_adds_a_round_of_its_own():
    summer = Round("province", 2027, 3, date(2027, 7, 30), date(2027, 9, 30), "Kế hoạch 12/KH-UBND", True)
    first, second = rounds.rounds(2027, "province")
    assert rounds.rounds(2027, "province", extra=[summer]) == [first, summer, second]
    assert rounds.round_after(first, extra=iter([summer])) == summer
    assert rounds.round_after(summer, extra=[summer]) == second
    assert rounds.round_for(date(2027, 7, 31), extra=[summer]) == second
    winter = Round("province", 2028, 3, date(2028, 1, 14), date(2028, 2, 29), "Kế hoạch 12/KH-UBND", True)
    assert rounds.round_after(second, extra=iter([summer, winter])) == winter
    assert rounds.last_safe_day(summer) == date(2027, 7, 9)
    assert summer not in rounds.rounds(2028, "province", extra=[summer])
    assert summer not in rounds.rounds(2027, "ministry", extra=[summer])


def test_other_levels_hold_no_rounds():
    with pytest.raises(ValueError, match="commune"):
        rounds.rounds(2027, "commune")


# The commune's days and the last safe day


@pytest.mark.parametrize(("received", "due", "counted", "between"), table("commune"))
def test_the_commune_has_15_working_days(received, due, counted, between):
    assert rounds.commune_due(received) == due, between
    assert rounds.commune_due(received, COUNTED) == counted, between


@pytest.mark.parametrize(("propose_by", "safe"), [(row[2], row[4]) for row in table("round") if row[0] == "province"])
def test_the_last_safe_day_of_every_round(propose_by, safe):
    assert rounds.last_safe_day(rounds.round_for(propose_by)) == safe


def test_ba_lan_hands_in_on_7_april_or_one_day_later():
    in_time, late = (rounds.round_for(rounds.commune_due(date(2027, 4, day))) for day in (7, 8))
    assert (in_time.number, late.number) == (1, 2)
    assert rounds.last_safe_day(late) == date(2027, 10, 8)


def test_the_ministrys_rounds_have_no_safe_day():
    with pytest.raises(ValueError, match="ministry"):
        rounds.last_safe_day(rounds.round_for(date(2027, 1, 4), "ministry"))


@given(days, either)
def test_the_commune_is_due_on_a_working_day_with_15_of_them_behind_it(received, readings):
    due = rounds.commune_due(received, readings)
    begins = received if readings.day_of_receipt == "counted" else received + DAY
    in_between = [begins + DAY * n for n in range((due - begins).days + 1)]
    if due.year <= 2030:
        assert works(due)
        assert sum(map(works, in_between)) == 15


@given(days.filter(lambda day: day < date(2030, 10, 1)), either)
def test_the_last_safe_day_is_in_time_and_the_next_working_day_is_not(day, readings):
    its = rounds.round_for(day, readings=readings)
    safe = rounds.last_safe_day(its, readings)
    following = next(safe + DAY * n for n in range(1, 20) if works(safe + DAY * n))
    assert works(safe)
    assert rounds.commune_due(safe, readings) <= its.propose_by < rounds.commune_due(following, readings)


# Clocks


def test_a_re_evaluation_takes_45_calendar_days_with_tet_inside():
    clock = rounds.again_clock(date(2027, 1, 5))
    assert (clock.kind, clock.due, clock.working, clock.certain) == ("again", date(2027, 2, 19), False, False)
    assert rounds.again_clock(date(2027, 1, 5), COUNTED).due == date(2027, 2, 18)


def test_a_revocation_takes_15_calendar_days():
    clock = rounds.revocation_clock(date(2026, 12, 1))
    assert (clock.kind, clock.due, clock.working, clock.certain) == ("revocation", date(2026, 12, 16), False, True)
    assert "Điều 8" in clock.source


def test_the_communes_clock_says_what_it_is():
    clock = rounds.commune_clock(date(2027, 4, 7))
    assert (clock.kind, clock.begins, clock.due) == ("commune", date(2027, 4, 7), date(2027, 4, 29))
    assert clock.working
    assert not clock.certain  # whether the day of receipt counts is to be checked
    assert "Điều 7" in clock.source


# The window of a re-evaluation


@pytest.mark.parametrize(("ends", "opens", "last_day", "closes", "until"), table("window"))
def test_windows_reckoned_by_hand(ends, opens, last_day, closes, until):
    window = rounds.window(ends)
    assert (window.ends, window.opens, window.last_day) == (ends, opens, last_day)
    assert (window.closes, window.extended_until) == (closes, until)


def test_the_window_of_every_certificate_until_2030():
    ends = date(2026, 5, 22)
    while ends <= date(2030, 12, 31):
        window, closes = rounds.window(ends), ends - DAY * 120
        last_day = closes
        while not works(last_day):
            last_day -= DAY
        assert (window.opens, window.last_day, window.closes) == (ends - DAY * 180, last_day, closes), ends
        assert window.extended_until == ends + DAY * 180
        ends += DAY


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 9, 24), "too-early"),
        (date(2026, 9, 25), "open"),
        (date(2026, 11, 23), "open"),
        (date(2026, 11, 24), "open"),  # told 23/11, for 24/11 is off; yet by the words of the law it is in time
        (date(2026, 11, 25), "late"),
        (date(2027, 3, 24), "late"),
        (date(2027, 3, 25), "extended"),
        (date(2027, 9, 20), "extended"),
        (date(2027, 9, 21), "ended"),
    ],
)
def test_a_certificate_that_ends_on_24_march_2027(day, state):
    assert rounds.window(date(2027, 3, 24)).state(day) == state


def test_an_imported_certificate_of_10_august_2023():
    ends = calendar.add_months(date(2023, 8, 10), 36)
    window = rounds.window(ends)
    assert (ends, window.extended_until) == (date(2026, 8, 10), date(2027, 2, 6))
    assert window.state(date(2026, 11, 24)) == WindowState.EXTENDED
    assert window.state(date(2027, 2, 6)) == WindowState.EXTENDED
    assert window.state(date(2027, 2, 7)) == WindowState.ENDED


@pytest.mark.parametrize(
    ("ends", "reading", "last_day", "closes"),
    [
        (date(2027, 3, 24), "working-day-before", date(2026, 11, 23), date(2026, 11, 24)),
        (date(2027, 3, 24), "as-is", date(2026, 11, 24), date(2026, 11, 24)),
        (date(2027, 3, 24), "working-day-after", date(2026, 11, 25), date(2026, 11, 25)),
        (date(2027, 3, 25), "working-day-after", date(2026, 11, 25), date(2026, 11, 25)),
    ],
)
def test_where_a_last_day_goes_that_is_off(ends, reading, last_day, closes):
    window = rounds.window(ends, Readings(last_day_off=reading))
    assert (window.last_day, window.closes) == (last_day, closes)
    assert window.state(closes) == "open"
    assert window.state(closes + DAY) == "late"


def test_a_certificate_that_ended_before_the_decision_is_not_revived():
    assert rounds.window(date(2026, 5, 21)).extended_until is None
    assert rounds.window(date(2026, 5, 21)).state(date(2026, 5, 22)) == "ended"
    assert rounds.window(date(2026, 5, 22)).extended_until == date(2026, 11, 18)


def test_the_extension_may_be_read_as_transitional():
    transitional = Readings(extension="transitional")
    assert rounds.window(date(2026, 9, 18), transitional).extended_until == date(2027, 3, 17)  # 120th day: 21/5/2026
    assert rounds.window(date(2026, 9, 19), transitional).extended_until is None
    assert rounds.window(date(2026, 9, 19), transitional).state(date(2026, 9, 20)) == "ended"
    assert rounds.window(date(2026, 8, 10), transitional).extended_until == date(2027, 2, 6)


def test_the_extension_may_be_read_as_for_those_who_handed_in():
    handed, ends = Readings(extension_for="handed-in"), date(2027, 3, 24)
    assert rounds.window(ends, handed).extended_until is None
    assert rounds.window(ends, handed, handed_in=date(2026, 11, 25)).extended_until == date(2027, 9, 20)
    assert rounds.window(ends, handed, handed_in=ends).extended_until == date(2027, 9, 20)
    assert rounds.window(ends, handed, handed_in=ends + DAY).extended_until is None


@given(days, st.integers(-400, 400))
def test_a_certificate_passes_its_states_in_order(ends, offset):
    order = list(WindowState)
    window = rounds.window(ends)
    today, tomorrow = (order.index(window.state(ends + DAY * n)) for n in (offset, offset + 1))
    assert tomorrow - today in (0, 1)
    assert (today <= order.index(WindowState.LATE)) == (offset <= 0)


# Days for calendar and reminders


def test_the_days_of_a_certificate():
    assert rounds.key_days(window=rounds.window(date(2027, 3, 24))) == [
        (date(2026, 6, 27), "renew-270"),
        (date(2026, 8, 26), "renew-210"),
        (date(2026, 9, 25), "opens"),
        (date(2026, 9, 25), "renew-180"),
        (date(2026, 10, 25), "renew-150"),
        (date(2026, 11, 14), "renew-130"),
        (date(2026, 11, 23), "last-day"),
        (date(2026, 11, 23), "renew-121"),
        (date(2027, 3, 24), "ends"),
        (date(2027, 9, 20), "extended-until"),
    ]


def test_the_last_words_come_before_tet_when_the_last_day_does():
    found = {kind: day for day, kind in rounds.key_days(window=rounds.window(date(2027, 6, 6)))}
    assert found["last-day"] == found["renew-121"] == date(2027, 2, 3)
    assert found["renew-130"] == date(2027, 1, 27)


def test_without_extension_no_day_of_it():
    window = rounds.window(date(2027, 3, 24), Readings(extension="transitional"))
    assert rounds.key_days(window=window)[-1] == (date(2027, 3, 24), "ends")


def test_the_days_of_a_dossier():
    its = rounds.round_for(date(2027, 4, 1))
    clock = rounds.commune_clock(date(2027, 4, 5))
    assert rounds.key_days(rounds=[its, its], clocks=[clock, clock]) == [
        (date(2027, 4, 7), "safe-day"),
        (date(2027, 4, 27), "commune-due"),
        (date(2027, 4, 29), "propose-by"),
        (date(2027, 6, 29), "done-by"),
    ]
    assert rounds.key_days(rounds=[its], readings=COUNTED)[0] == (date(2027, 4, 8), "safe-day")
    centre = rounds.round_for(date(2027, 7, 28), "ministry")
    assert [kind for _, kind in rounds.key_days(rounds=[centre])] == ["propose-by", "done-by"]


@given(days)
def test_no_word_to_renew_comes_after_the_last_day(ends):
    window = rounds.window(ends)
    words = [(day, kind) for day, kind in rounds.key_days(window=window) if kind.startswith("renew-")]
    assert len(words) == 6
    assert all(day <= window.last_day for day, _ in words)
    assert words[0] == (ends - DAY * 270, "renew-270")


# Readings


def test_every_reading_is_listed_with_its_default_and_is_not_certain():
    assert {reading.key: reading.default for reading in READINGS} == {
        "before-a-day": "day-before",
        "day-of-receipt": "not-counted",
        "last-day-off": "working-day-before",
        "extension": "permanent",
        "extension-for": "all",
        "missed-condition": "lower-stars",
        "differing-options": "majority",
        "quorum": "75",
    }
    for reading in READINGS:
        assert reading.default in reading.options
        assert len(reading.options) > 1
        assert "26/2026" in reading.source
        assert not reading.certain


def test_the_defaults_are_those_of_the_table():
    assert Readings() == Readings.of({reading.key: reading.default for reading in READINGS}) == Readings.of({})


def test_each_option_can_be_chosen_and_nothing_else():
    for reading in READINGS:
        for option in reading.options:
            chosen = Readings.of({reading.key: option})
            assert getattr(chosen, reading.key.replace("-", "_")) == option
        with pytest.raises(ValueError, match="maybe"):
            Readings.of({reading.key: "maybe"})
    with pytest.raises(ValueError, match="weather"):
        Readings.of({"weather": "fine"})
