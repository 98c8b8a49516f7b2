"""Rounds, the last safe day, the window of a re-evaluation and the clocks of Decision 26/2026/QĐ-TTg (pure dates).

All days are local days in Viet Nam; "by", "until", "due" and "last day" include the day itself. Facts and sources are
in data/dates.toml, what is unsure in `ocop.readings`. Source: articles 5, 7, 8 and 12.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ocop.calendar import is_working, working_days_after, working_days_before
from ocop.readings import Readings, dates_table

PROVINCE, MINISTRY = "province", "ministry"
COMMUNE, AGAIN, REVOCATION = "commune", "again", "revocation"  # the kinds of clocks

_DAY = timedelta(days=1)
_USUAL = Readings()
_DATES = dates_table()
_WINDOW = _DATES["window"]
IN_FORCE_FROM: date = _DATES["in_force_from"]
OPENS, CLOSES, EXTENDED = (timedelta(days=_WINDOW[key]) for key in ("opens", "closes", "extended"))
WORDS: tuple[int, ...] = tuple(_WINDOW["words"])  # days before the end of a certificate on which its owner is told


@dataclass(frozen=True, slots=True)
class Round:
    """A round of the province or of the ministry.

    propose_by: the last day for what the level below proposes. done_by: the last day for the result. year, number: the
    year of propose_by and, where the law gives the round, its order in that year.
    """

    level: str
    year: int
    number: int
    propose_by: date
    done_by: date
    source: str
    certain: bool


def rounds(year: int, level: str, *, readings: Readings = _USUAL, extra: Iterable[Round] = ()) -> list[Round]:
    """The rounds of the level whose propose_by lies in the year, in order, with the province's `extra` ones.

    None of before the decision was in force. ValueError for another level than province and ministry.
    """
    if level not in (PROVINCE, MINISTRY):
        raise ValueError(f"level is {level!r}, expected {PROVINCE!r} or {MINISTRY!r}")
    by_law = (
        Round(
            level=level,
            year=year,
            number=row["number"],
            propose_by=_before(date(year, *row["before"]), readings),
            done_by=_before(date(year, *row["done_before"]), readings),
            source=row["source"],
            certain=False,
        )
        for row in _DATES["rounds"]
        if row["level"] == level
    )
    added = (one for one in extra if (one.level, one.propose_by.year) == (level, year))
    return sorted(
        (one for one in [*by_law, *added] if one.propose_by >= IN_FORCE_FROM),
        key=lambda one: (one.propose_by, one.number),
    )


def round_for(
    proposed_on: date, level: str = PROVINCE, *, readings: Readings = _USUAL, extra: Iterable[Round] = ()
) -> Round:
    """The round that takes what is proposed on that day: the first that is not yet closed."""
    extra = tuple(extra)
    year = max(proposed_on, IN_FORCE_FROM).year
    soon = [one for y in (year, year + 1) for one in rounds(y, level, readings=readings, extra=extra)]
    return next(one for one in soon if one.propose_by >= proposed_on)


def round_after(this: Round, *, readings: Readings = _USUAL, extra: Iterable[Round] = ()) -> Round:
    """The round of the same level that follows."""
    return round_for(this.propose_by + _DAY, this.level, readings=readings, extra=extra)


def commune_due(received: date, readings: Readings = _USUAL) -> date:
    """The last day for the commune's proposal on a dossier of which it has both forms since `received`."""
    return commune_clock(received, readings).due


def last_safe_day(of: Round, readings: Readings = _USUAL) -> date:
    """The last working day to hand in both forms so that the commune, taking all its days, is in time for the round.

    ValueError for a round of the ministry: the province has no clock of its own before it.
    """
    if of.level != PROVINCE:
        raise ValueError(f"no last safe day for a round of the {of.level}")
    last = working_days_before(of.propose_by + _DAY, 1)
    days: int = _DATES["clocks"][COMMUNE]["days"]
    return working_days_before(last, days - _first_counts(readings))


@dataclass(frozen=True, slots=True)
class Clock:
    """A term that runs: its kind, the day it begins with (received, complete, concluded, proposed), the last day."""

    kind: str
    begins: date
    due: date
    working: bool
    source: str
    certain: bool


def commune_clock(received: date, readings: Readings = _USUAL) -> Clock:
    """The commune's 15 working days; asking for papers does not stop them (no text says so)."""
    return _clock(COMMUNE, received, readings)


def again_clock(complete: date, readings: Readings = _USUAL) -> Clock:
    """The province's 45 calendar days for a re-evaluation, from the day its dossier is complete."""
    return _clock(AGAIN, complete, readings)


def revocation_clock(concluded: date) -> Clock:
    """15 calendar days from the conclusion, or from the commune's word that it is no longer made."""
    return _clock(REVOCATION, concluded, _USUAL)


def round_clock(of: Round, proposed: date) -> Clock:
    """The only clock of a first rating or an upgrade at province and ministry: its round. kind: "province-round" …"""
    return Clock(f"{of.level}-round", proposed, of.done_by, False, of.source, of.certain)


class WindowState(StrEnum):
    """What a re-evaluation handed in that day is, and whether the certificate still holds."""

    TOO_EARLY = "too-early"
    OPEN = "open"
    LATE = "late"  # the certificate holds; the window is closed
    EXTENDED = "extended"  # past its end, and holds until the result
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Window:
    """When a certificate's re-evaluation is handed in.

    opens: the first day. last_day: the one people are told, moved from a day off. closes: the last that is in time, the
    120th day itself where last_day was moved before it: who hands in on a day off is not late. ends: the last day of
    the certificate. extended_until: the last day it can hold past that, always to be checked; None: it cannot.
    """

    opens: date
    last_day: date
    closes: date
    ends: date
    extended_until: date | None

    def state(self, day: date) -> WindowState:
        """The state on that day, as long as no new result came."""
        if day < self.opens:
            return WindowState.TOO_EARLY
        if day <= self.closes:
            return WindowState.OPEN
        if day <= self.ends:
            return WindowState.LATE
        extended = self.extended_until is not None and day <= self.extended_until
        return WindowState.EXTENDED if extended else WindowState.ENDED


def window(ends: date, readings: Readings = _USUAL, *, handed_in: date | None = None) -> Window:
    """The window of a certificate whose last day is `ends`: 36 months from its issue by `calendar.add_months`.

    handed_in: when its re-evaluation was handed in; it matters for the reading "extension-for".
    """
    closes = ends - CLOSES
    last_day = _moved(closes, readings.last_day_off)
    extended = ends + EXTENDED if _may_be_extended(ends, readings, handed_in) else None
    return Window(ends - OPENS, last_day, max(closes, last_day), ends, extended)


def key_days(
    *,
    window: Window | None = None,
    rounds: Sequence[Round] = (),
    clocks: Sequence[Clock] = (),
    readings: Readings = _USUAL,
) -> list[tuple[date, str]]:
    """The days that calendar and reminders need, in order, each with its kind; no (day, kind) twice.

    Of a window: "renew-270" … "renew-121" (never after the last day), "opens", "last-day", "ends", "extended-until".
    Of a round: "safe-day" (province), "propose-by", "done-by". Of a clock: "commune-due", "again-due" …
    """
    found = set(_window_days(window) if window else ())
    for one in rounds:
        found |= {(one.propose_by, "propose-by"), (one.done_by, "done-by")}
        if one.level == PROVINCE:
            found.add((last_safe_day(one, readings), "safe-day"))
    return sorted(found | {(clock.due, f"{clock.kind}-due") for clock in clocks})


def _window_days(window: Window) -> Iterator[tuple[date, str]]:
    for days in WORDS:
        # Over Tết the last day moves before day 121: the last words come on it, not after it.
        yield min(window.ends - timedelta(days=days), window.last_day), f"renew-{days}"
    yield window.opens, "opens"
    yield window.last_day, "last-day"
    yield window.ends, "ends"
    if window.extended_until:
        yield window.extended_until, "extended-until"


def _clock(kind: str, begins: date, readings: Readings) -> Clock:
    row = _DATES["clocks"][kind]
    start = begins - _DAY * _first_counts(readings)
    due = working_days_after(start, row["days"]) if row["working"] else start + timedelta(days=row["days"])
    return Clock(kind, begins, due, row["working"], row["source"], certain=not row["receipt"])


def _first_counts(readings: Readings) -> int:
    return int(readings.day_of_receipt == "counted")


def _before(day: date, readings: Readings) -> date:
    return day if readings.before_a_day == "that-day" else day - _DAY


def _moved(day: date, reading: str) -> date:
    if reading == "as-is" or is_working(day):
        return day
    return working_days_before(day, 1) if reading == "working-day-before" else working_days_after(day, 1)


def _may_be_extended(ends: date, readings: Readings, handed_in: date | None) -> bool:
    """Whether article 12.3 is read to reach this certificate; one that ended before the decision is not revived.

    "transitional": only where the last day of the window had passed when the decision came into force.
    """
    if ends < IN_FORCE_FROM or (readings.extension == "transitional" and ends - CLOSES >= IN_FORCE_FROM):
        return False
    return readings.extension_for == "all" or (handed_in is not None and handed_in <= ends)
