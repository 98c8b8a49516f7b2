"""The plans of the provinces, the communes' own dates, and what offices say is done."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from sqlalchemy import String, cast, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from ocop import plan as plans
from ocop import units
from ocop.plan import Milestone, Plan, on_working_day
from storage.tables import CommuneDate, PlanDone, PlanRow, ScanDay


@lru_cache(maxsize=200)
def _parsed(_row_id: int, text: str) -> Plan:
    return plans.parse(text)


async def row(db: AsyncSession, area: str, year: int) -> PlanRow | None:
    """The newest version of a province's plan for a year."""
    return await db.scalar(
        select(PlanRow).where(PlanRow.area == area, PlanRow.year == year).order_by(PlanRow.version.desc()).limit(1)
    )


def plan_of(found: PlanRow) -> Plan:
    return _parsed(found.id, found.text)


async def in_force(db: AsyncSession, area: str, year: int) -> Plan | None:
    found = await row(db, area, year)
    return plan_of(found) if found else None


async def said_before(db: AsyncSession, found: PlanRow) -> Plan | None:
    """The version that people were told last, before this one: an earlier one that was announced, or the first."""
    announced = exists().where(ScanDay.name == literal("moved:") + cast(PlanRow.id, String))
    old = await db.scalar(
        select(PlanRow)
        .where(PlanRow.area == found.area, PlanRow.year == found.year, PlanRow.version < found.version)
        .where(or_(PlanRow.version == 1, announced))
        .order_by(PlanRow.version.desc())
        .limit(1)
    )
    return plan_of(old) if old else None


async def newest_of_all(db: AsyncSession, years: tuple[int, ...]) -> list[PlanRow]:
    """The plan in force of each province in these years."""
    newest = (
        select(PlanRow.area, PlanRow.year, func.max(PlanRow.version).label("version"))
        .where(PlanRow.year.in_(years))
        .group_by(PlanRow.area, PlanRow.year)
        .subquery()
    )
    rows = await db.execute(
        select(PlanRow).join(
            newest,
            (PlanRow.area == newest.c.area) & (PlanRow.year == newest.c.year) & (PlanRow.version == newest.c.version),
        )
    )
    return list(rows.scalars())


async def stamp(db: AsyncSession) -> tuple[int, datetime | None]:
    """Changes whenever a plan or a commune's date does."""
    return (
        await db.scalar(select(func.max(PlanRow.id))) or 0,
        await db.scalar(select(CommuneDate.given_at).order_by(CommuneDate.given_at.desc()).limit(1)),
    )


async def keep(db: AsyncSession, area: str, year: int, text: str, by: int | None, now: datetime) -> PlanRow:
    """A new version. Raises ocop.plan.PlanError when the text is no plan."""
    plans.parse(text)
    last = await db.scalar(select(func.max(PlanRow.version)).where(PlanRow.area == area, PlanRow.year == year))
    made = PlanRow(area=area, year=year, version=(last or 0) + 1, text=text, given_by=by, given_at=now)
    db.add(made)
    await db.flush()
    return made


async def commune_dates(db: AsyncSession, communes: list[str], year: int) -> dict[str, dict[str, date]]:
    """commune → milestone → its own earlier day."""
    rows = await db.execute(select(CommuneDate).where(CommuneDate.year == year, CommuneDate.commune.in_(communes)))
    dates: dict[str, dict[str, date]] = {}
    for one in rows.scalars():
        dates.setdefault(one.commune, {})[one.milestone] = one.due
    return dates


async def set_commune_date(
    db: AsyncSession, commune: str, year: int, milestone: str, due: date, by: int, now: datetime
) -> date | None:
    """The commune's own day for a milestone; returns the one before, if there was one."""
    found = await db.get(CommuneDate, (commune, year, milestone))
    old = found.due if found else None
    await db.merge(CommuneDate(commune=commune, year=year, milestone=milestone, due=due, given_by=by, given_at=now))
    await db.flush()
    return old


async def done(db: AsyncSession, areas: list[str], year: int) -> set[tuple[str, str]]:
    """(area, milestone) that an office has reported as done."""
    rows = await db.execute(
        select(PlanDone.area, PlanDone.milestone).where(PlanDone.year == year, PlanDone.area.in_(areas))
    )
    return {(area, milestone) for area, milestone in rows}


async def mark_done(db: AsyncSession, area: str, year: int, milestone: str, by: int, now: datetime) -> None:
    await db.merge(PlanDone(area=area, year=year, milestone=milestone, by=by, at=now))
    await db.flush()


async def unmark(db: AsyncSession, area: str, year: int, milestone: str) -> None:
    found = await db.get(PlanDone, (area, year, milestone))
    if found is not None:
        await db.delete(found)
        await db.flush()


@dataclass
class Calendar:
    """The plans in force and the communes' own dates, as one look found them."""

    plans: dict[tuple[str, int], tuple[PlanRow, Plan]]  # (province, year)
    own: dict[tuple[str, int], dict[str, dict[str, date]]]  # (province, year) → commune → milestone → day

    def known(self, area: str, milestone: str, due: date) -> int | Literal[False] | None:
        """The step that settles what is due on this day, None when no step does; False: no such day any more."""
        found = self.milestone(area, milestone, due)
        return found.step if found else False

    def milestone(self, area: str, key: str, due: date) -> Milestone | None:
        """The milestone of this key that is due on this day in this area."""
        province = units.province_of(area)
        for (owner, year), (_row, plan) in self.plans.items():
            if owner != province:
                continue
            for one in plan.milestones:
                if one.key == key and self.last_day(plan, one, area, year) == due:
                    return one
        return None

    def last_day(self, plan: Plan, milestone: Milestone, area: str, year: int) -> date:
        """The day in this area: the commune's own, as long as it is the earlier one."""
        own = self.own_day(plan, milestone, area, year)
        last = plan.last_day(milestone)
        return min(own, last) if own else last

    def own_day(self, plan: Plan, milestone: Milestone, area: str, year: int) -> date | None:
        own = self.own.get((units.province_of(area), year), {}).get(area, {}).get(milestone.key)
        return on_working_day(own, plan.holiday_rule) if own else None


async def read_calendar(db: AsyncSession, today: date) -> Calendar:
    """This year's plans and, as long as something of it may be overdue, last year's."""
    rows = await newest_of_all(db, (today.year - 1, today.year, today.year + 1))
    found = Calendar({}, {})
    for row in rows:
        found.plans[row.area, row.year] = (row, plan_of(row))
        found.own[row.area, row.year] = await commune_dates(db, list(units.communes_of(row.area)), row.year)
    return found
