"""Reminders of the law's own days: last safe days, the offices' clocks, the days by which papers are asked for."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from locales import clock
from ocop import rounds
from ocop.rounds import Round
from services import readings
from storage import law_reminders as rows_of
from storage import plans, reminder_writing, reminders
from storage.law_reminders import AGAIN, CLOCK, COMMUNE, REQUEST, ROUND
from storage.reminder_writing import About
from storage.tables import Product, Reminder

ROUND_OFFSETS = (30, 14, 7, 3, 1, 0)
CLOCK_OFFSETS = (7, 3, 1, 0, -1, -7, -14, -21, -28)
REQUEST_OFFSETS = (7, 3, 1, 0, -1, -7, -14)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


async def look(db: AsyncSession, today: date, now: datetime) -> None:
    """Write what counts today; safe to run again at any time, for what began meanwhile."""
    written = {
        ROUND for province in await rows_of.provinces_handing_in(db) if await _safe_days(db, province, today, now)
    }
    for kind, offsets in ((CLOCK, CLOCK_OFFSETS), (REQUEST, REQUEST_OFFSETS)):
        written |= {kind} if await _terms(db, kind, offsets, today, now) else set()
    for dossier, product in await rows_of.re_evaluations(db):
        known = await readings.of_province(db, product.province)
        due = rounds.again_clock(clock.today(dossier.complete_at or now), known).due
        offset = newest(due, CLOCK_OFFSETS, today)
        if offset is not None:
            about = About(AGAIN, due, offset, today)
            await rows_of.write_again_clock(db, dossier, product.province, about, now)
            written.add(CLOCK)
    for kind in written:
        await reminder_writing.drop_overtaken(db, kind)


def newest(due: date, offsets: Sequence[int], today: date) -> int | None:
    """The offset that counts today, None before the first and after all of them."""
    come = [offset for offset in offsets if due - offset * DAY <= today]
    return come[-1] if come and due - min(offsets) * DAY + WEEK > today else None


async def _safe_days(db: AsyncSession, province: str, today: date, now: datetime) -> bool:
    """Whoever can still make a round hears of its last safe day, also who came to it since yesterday; whether any is
    near.
    """
    near = False
    for one, safe in await safe_days(db, province, today):
        offset = newest(safe, ROUND_OFFSETS, today)
        if offset is not None and safe >= today:
            about = About(readings.code_of(one), safe, offset, today)
            await rows_of.write_round(db, province, about, now)
            near = True
    return near


async def safe_days(db: AsyncSession, province: str, today: date) -> list[tuple[Round, date]]:
    """The rounds of this year and the next with their last safe days."""
    known = await readings.of_province(db, province)
    extra = await readings.extra_rounds(db, province)
    found = [
        one
        for year in (today.year, today.year + 1)
        for one in rounds.rounds(year, rounds.PROVINCE, readings=known, extra=extra)
    ]
    return [(one, rounds.last_safe_day(one, known)) for one in found]


async def _terms(db: AsyncSession, kind: str, offsets: Sequence[int], today: date, now: datetime) -> bool:
    """The newest word of each term that is about to end or has ended lately: missed days are caught up only once.
    Returns whether there are any.
    """
    found = await rows_of.terms(db, kind, today + min(offsets) * DAY, today + max(offsets) * DAY)
    for due in found:
        offset = newest(due, offsets, today)
        if offset is None:
            continue
        about = About(COMMUNE, due, offset, today)
        if kind == CLOCK:
            await rows_of.write_commune_clocks(db, about, now, to_province=offset < 0)
        else:
            await rows_of.write_requests(db, about, now, before=clock.begins(due - offset * DAY))
    return bool(found)


# -- what becomes of each


async def fates(db: AsyncSession, rows: Sequence[Reminder], calendar: plans.Calendar, today: date) -> dict[int, str]:
    """What becomes of each reminder, of the plan and of the law: "" (still to be said), "done", "moved", "muted"."""
    found = await reminders.fate(db, rows, calendar.known)
    lawful = [row for row in rows if row.kind in rows_of.KINDS]
    if not lawful:
        return found
    muted, members = await reminders.muted_and_members(db, lawful)
    needed = await rows_of.needed(db, lawful)
    safe: dict[str, set[date]] = {}
    for row in lawful:
        product = await db.get(Product, row.product_id)
        if row.kind in muted.get(row.person_id, ()):
            found[row.id] = "muted"
        elif (
            row.id not in needed
            or product is None
            or (row.kind != CLOCK and (product.producer_id, row.person_id) not in members)
        ):
            found[row.id] = "done"
        elif row.kind == ROUND:
            if product.province not in safe:
                safe[product.province] = {day for _round, day in await safe_days(db, product.province, row.due)}
            found[row.id] = "" if row.due in safe[product.province] else "moved"
        else:
            found[row.id] = ""
    return found
