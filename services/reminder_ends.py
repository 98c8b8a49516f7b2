"""Reminders of what ends, papers and certificates: the window of the re-evaluation, the statutory notice with a margin,
and lists for the officers of what ended and nobody has answered.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy.ext.asyncio import AsyncSession

from ocop import notices, rounds, units
from ocop.plan import quiet_day
from services.notices import reminders as words
from services.notices import tell
from storage import ends, outbox, people, reminder_writing
from storage.reminder_writing import About

PAPER_OFFSETS = (60, 30, 14, 7, 3, 1, 0, -7, -14, -21, -28)  # days before a paper's own end
NOTICE_OFFSET = notices.statutory()["certificate-end"].ahead.days  # the statutory one: the notice's days and a margin
LAST_WORD = min(rounds.WORDS)  # the day before the window closes; earlier where its last day is moved before it
CERTIFICATE_OFFSETS = (*rounds.WORDS, 90, 60, NOTICE_OFFSET, 30, 7, 0, -7, -14, -21, -28)
LISTED = (7, 14, 21, 28)  # days after an end on which officers get the list
TO_PROVINCE = 21  # from so many days after it on, the province too
LOOK_BACK = 95  # days: at the very first look
LONGEST_REST = 20  # days that the last day of a window can lie before day 121: a Tết with its weekends, and more
LISTED_BACK = 7  # days that a list catches up at most
DAY = timedelta(days=1)

_window = lru_cache(maxsize=2000)(rounds.window)


async def look_at_ends(db: AsyncSession, kind: str, today: date, since: date | None, now: datetime) -> None:
    """Papers or certificates ("paper", "certificate") that end: each day's offsets, by the day of the end (an index),
    in one go. The statutory notice that would fall on a quiet day comes before it. since: looked until this day.
    """
    first = since + DAY if since is not None else today - LOOK_BACK * DAY
    if first > today:
        return
    abouts = list(_ends(kind, first, today, caught_up=since is not None))
    write = reminder_writing.write_certificates if kind == "certificate" else reminder_writing.write_papers
    ending = await ends.ending(db, kind, {about.due for about in abouts})
    for about in abouts:
        if about.due in ending:
            await write(db, about, now)
    await reminder_writing.drop_overtaken(db, kind)
    await _list_ended(db, kind, first, today, now)
    await reminder_writing.mark_looked(db, kind, today)


def _ends(kind: str, first: date, today: date, *, caught_up: bool) -> Iterator[About]:
    ahead = today
    while quiet_day(ahead + DAY):
        ahead += DAY
    for day in (first + n * DAY for n in range((ahead - first).days + 1)):
        belongs = min(day, today) if caught_up else today
        for offset in CERTIFICATE_OFFSETS if kind == "certificate" else PAPER_OFFSETS:
            statutory = kind == "certificate" and offset == NOTICE_OFFSET
            if day > today and not statutory:
                continue
            for due in _last_words(day) if kind == "certificate" and offset == LAST_WORD else (day + offset * DAY,):
                yield About(kind, due, offset, belongs, statutory=statutory)


def _last_words(day: date) -> Iterator[date]:
    """The ends of the certificates whose owners hear the last word on this day, before the window closes."""
    for late in range(LONGEST_REST):
        due = day + (LAST_WORD + late) * DAY
        if min(due - LAST_WORD * DAY, _window(due).last_day) == day:
            yield due


async def look_at_new(db: AsyncSession, since: datetime, today: date, now: datetime) -> None:
    """Certificates that were recorded since then, imported ones among them: the newest word that has come already."""
    for due in await ends.ends_of_new(db, since):
        come = [offset for offset in CERTIFICATE_OFFSETS if due - offset * DAY <= today]
        if come and (due - today).days >= min(CERTIFICATE_OFFSETS):
            statutory = come[-1] <= NOTICE_OFFSET <= come[0] and due >= today
            offset = NOTICE_OFFSET if statutory else come[-1]
            about = About("certificate", due, offset, today, statutory=statutory)
            await reminder_writing.write_certificates(db, about, now, since=since)


# -- lists for the officers


async def _list_ended(db: AsyncSession, kind: str, first: date, today: date, now: datetime) -> None:
    """What ended some weeks ago and nobody has answered, one list for each office; and the windows that closed."""
    first = max(first, today - LISTED_BACK * DAY)
    looked = [first + n * DAY for n in range((today - first).days + 1)]
    communes: dict[str, int] = {}
    provinces: dict[str, int] = {}
    over = {day - days * DAY: days for day in looked for days in LISTED}
    for due in await ends.ending(db, kind, over):
        for commune, count in (await ends.count_ended(db, kind, due)).items():
            _add(communes, commune, count)
            if over[due] >= TO_PROVINCE:
                _add(provinces, units.province_of(commune), count)
    await _tell(db, {**communes, **provinces}, f"ended-{kind}", today, now)
    if kind != "certificate":
        return
    missed: dict[str, int] = {}
    for due in await ends.ending(db, kind, {due for day in looked for due in _closed(day)}):
        for commune, count in (await ends.count_ended(db, kind, due)).items():
            _add(missed, commune, count)
            _add(missed, units.province_of(commune), count)
    await _tell(db, missed, "window-closed", today, now)


def _closed(day: date) -> Iterator[date]:
    """The ends of the certificates whose window closed the day before."""
    middle = day - DAY + rounds.CLOSES
    for due in (middle + n * DAY for n in range(-LONGEST_REST, LONGEST_REST)):
        if _window(due).closes == day - DAY:
            yield due


def _add(counts: dict[str, int], area: str, count: int) -> None:
    counts[area] = counts.get(area, 0) + count


async def _tell(db: AsyncSession, counts: dict[str, int], what: str, today: date, now: datetime) -> None:
    for area, count in sorted(counts.items()):
        for officer in await people.officers_of(db, area):
            screen = words.ended_list(officer.language, what, area, count)
            key = f"{what}:{area}:{today}:{officer.id}"
            await tell(db, officer, screen, now, unique_key=key, lane=outbox.REMINDER)
