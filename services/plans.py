"""The year's plan: begun, loaded, its dates moved, its milestones reported as done."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import NotAllowed, NotFound
from locales import clock
from ocop import plan as rules
from ocop import units
from ocop.plan import Milestone, Plan
from services.notices import plans as notices
from services.notices import tell
from services.permits import officer_areas
from storage import audit, open_products, plans
from storage.actors import Actor
from storage.tables import PlanRow

MODEL = "2020-ke-hoach-27"


@dataclass(frozen=True, slots=True)
class InForce:
    """The plan that holds in a province."""

    province: str
    year: int
    plan: Plan

    def milestone(self, key: str) -> Milestone:
        """Raises NotFound for a key that the plan does not have."""
        for one in self.plan.milestones:
            if one.key == key:
                return one
        raise NotFound(key)


# -- who may


def province_of(actor: Actor) -> str:
    """The province whose plan this official works with. NotAllowed for who is no officer."""
    return units.province_of(officer_areas(actor)[0])


def is_provincial(actor: Actor) -> bool:
    """Whether this official speaks for the whole province: then its dates are theirs to move."""
    return province_of(actor) in officer_areas(actor)


def communes_of(actor: Actor) -> list[str]:
    return [area for area in officer_areas(actor) if len(area) == 5]


async def in_force(db: AsyncSession, actor: Actor, now: datetime) -> InForce:
    """This year's plan, or next year's; NotFound when there is none."""
    province = province_of(actor)
    today = clock.today(now)
    for year in (today.year, today.year + 1):
        found = await plans.in_force(db, province, year)
        if found is not None:
            return InForce(province, year, found)
    raise NotFound("plan")


async def movable(db: AsyncSession, actor: Actor, key: str, now: datetime) -> tuple[InForce, Milestone]:
    """A milestone whose date this official may move for the whole province."""
    current = await in_force(db, actor, now)
    milestone = current.milestone(key)
    changeable(actor)
    return current, milestone


async def own_datable(
    db: AsyncSession, actor: Actor, key: str, commune: str, now: datetime
) -> tuple[InForce, Milestone]:
    """A milestone for which this official may give their commune an earlier date."""
    current = await in_force(db, actor, now)
    milestone = current.milestone(key)
    if commune not in communes_of(actor):
        raise NotAllowed(commune)
    return current, milestone


# -- the plan itself


def changeable(actor: Actor) -> None:
    """Raises NotAllowed for who may not begin or change the province's plan."""
    if not is_provincial(actor):
        raise NotAllowed("plan")


async def begin_from_model(db: AsyncSession, actor: Actor, now: datetime) -> None:
    """No plan yet: this year's, with the model's dates, to be moved one by one."""
    changeable(actor)
    province, year = province_of(actor), clock.today(now).year
    if await plans.in_force(db, province, year) is None:
        text = rules.for_year(rules.shipped_text(MODEL), year, province)
        await plans.keep(db, province, year, text, actor.id, now)
        audit.write(db, actor, now, "plan.begun", f"plan/{year}", area=province)


async def load(db: AsyncSession, actor: Actor | None, province: str, text: str, now: datetime) -> PlanRow:
    """A new version from a TOML text, for the year that it names; the clock re-plans and tells whom it touches.

    actor: None on the command line. Raises PlanError for what is no plan.
    """
    year = rules.parse(text).year
    given = rules.for_year(text, year, province)
    return await plans.keep(db, province, year, given, actor.id if actor else None, now)


async def move_date(db: AsyncSession, actor: Actor, key: str, due: date, now: datetime) -> date:
    """A new day for everybody: a new version of the plan; the clock re-plans and tells those it touches.

    Returns the last day as it was. Raises PlanError for a day outside the plan's year.
    """
    current, milestone = await movable(db, actor, key, now)
    row = await plans.row(db, current.province, current.year)
    changed = rules.with_due(row.text if row else "", milestone.key, due)
    await plans.keep(db, current.province, current.year, changed, actor.id, now)
    detail = f"{milestone.due} → {due}"
    audit.write(db, actor, now, "plan.moved", f"plan/{milestone.key}", area=current.province, detail=detail)
    return current.plan.last_day(milestone)


async def set_own_date(
    db: AsyncSession, actor: Actor, key: str, commune: str, due: date, now: datetime
) -> tuple[date, date]:
    """A commune's own earlier day; its producers are told at once. Returns the last day as it was and as it is.

    Raises PlanError for a day that is not earlier.
    """
    current, milestone = await own_datable(db, actor, key, commune, now)
    rules.with_commune_dates(current.plan, {milestone.key: due})
    old = await plans.set_commune_date(db, commune, current.year, milestone.key, due, actor.id, now) or milestone.due
    detail = f"{old} → {due}"
    audit.write(db, actor, now, "plan.own-date", f"plan/{milestone.key}", area=commune, detail=detail)
    was = rules.on_working_day(old, current.plan.holiday_rule)
    becomes = rules.on_working_day(due, current.plan.holiday_rule)
    if milestone.who == "producer" and milestone.step is not None and was != becomes:
        touched = await open_products.touched(db, current.province, milestone.step, [commune])
        for person, product in touched:
            key = f"moved:{commune}:{milestone.key}:{becomes}:{person.id}:{actor.turn_id}"
            screen = notices.date_moved(person.language, milestone, was, becomes, product.id)
            await tell(db, person, screen, now, turn_id=actor.turn_id, unique_key=key)
    return was, becomes


# -- what is done


async def mark_done(db: AsyncSession, actor: Actor, key: str, area: str, now: datetime) -> None:
    """An office reports its own milestone as done: nobody there is reminded of it any more."""
    current = await in_force(db, actor, now)
    milestone = current.milestone(key)
    if milestone.who == "producer":
        raise NotAllowed(area)
    await report_done(db, actor, area, current.year, milestone.key, now)


async def report_done(db: AsyncSession, actor: Actor, area: str, year: int, key: str, now: datetime) -> None:
    """The same, of a milestone as a reminder names it. Raises NotAllowed for another's area."""
    if area not in officer_areas(actor):
        raise NotAllowed(area)
    await plans.mark_done(db, area, year, key, actor.id, now)
    audit.write(db, actor, now, "plan.done", f"plan/{key}", area=area)


async def mark_undone(db: AsyncSession, actor: Actor, key: str, area: str, now: datetime) -> None:
    """It is not done after all."""
    current = await in_force(db, actor, now)
    milestone = current.milestone(key)
    if area not in officer_areas(actor):
        raise NotAllowed(area)
    await plans.unmark(db, area, current.year, milestone.key)
    audit.write(db, actor, now, "plan.undone", f"plan/{milestone.key}", area=area)
