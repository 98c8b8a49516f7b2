"""How a province reads the unsure places of the law, its rounds, and the days that follow from both."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from locales import clock, texts
from ocop import rounds
from ocop.readings import READINGS, Readings
from ocop.roles import may_run_council
from storage import audit, readings
from storage.actors import Actor
from storage.tables import Dossier, Product, Round


def province_of(actor: Actor, province: str) -> str:
    """The province, for its officers. Raises NotAllowed."""
    if len(province) != 2 or not may_run_council(actor.grants, province):
        raise NotAllowed(province)
    return province


async def of_province(db: AsyncSession, province: str) -> Readings:
    """The readings in force in a province: what it chose, else the first of each."""
    chosen = await readings.of_province(db, province)
    known = {reading.key: reading.options for reading in READINGS}
    return Readings.of({name: row.value for name, row in chosen.items() if row.value in known.get(name, ())})


async def choose(db: AsyncSession, actor: Actor, province: str, name: str, value: str, now: datetime) -> None:
    """Read one place differently from now on; days that were told before stay. Raises NotAllowed, NotFound."""
    province_of(actor, province)
    if not any(reading.key == name and value in reading.options for reading in READINGS):
        raise NotFound(name)
    await readings.put(db, province, name, value, actor.id, now)
    audit.write(db, actor, now, "reading.chosen", f"reading/{name}", area=province, detail=value)


# -- rounds


def code_of(this: rounds.Round) -> str:
    """The code under which dossiers note a round: its year and its order in it."""
    return f"{this.year}-{this.number}"


async def extra_rounds(db: AsyncSession, province: str) -> list[rounds.Round]:
    """The rounds that the province added to those of the law."""
    return [_round(row) for row in await readings.rounds_of(db, province)]


def _round(row: Round) -> rounds.Round:
    number = int(row.code.rpartition("-")[2])
    return rounds.Round(
        rounds.PROVINCE, row.propose_by.year, number, row.propose_by, row.done_by, row.source, certain=True
    )


async def rounds_of(db: AsyncSession, province: str, year: int) -> list[rounds.Round]:
    """All rounds of a province whose last day for proposals lies in the year."""
    extra = await extra_rounds(db, province)
    return rounds.rounds(year, rounds.PROVINCE, readings=await of_province(db, province), extra=extra)


async def round_for(db: AsyncSession, province: str, day: date) -> rounds.Round:
    """The round of the province that takes what a commune proposes on that day."""
    extra = await extra_rounds(db, province)
    return rounds.round_for(day, readings=await of_province(db, province), extra=extra)


async def round_of(db: AsyncSession, province: str, code: str) -> rounds.Round:
    """The province's round with this code. Raises NotFound."""
    year = code.partition("-")[0]
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise NotFound(code)
    for one in await rounds_of(db, province, int(year)):
        if code_of(one) == code:
            return one
    raise NotFound(code)


async def again_clock(db: AsyncSession, product: Product, dossier: Dossier) -> rounds.Clock | None:
    """The days of a re-evaluation, from the day its dossier is complete; None for other kinds, or before."""
    if dossier.kind != "again" or dossier.complete_at is None:
        return None
    return rounds.again_clock(clock.today(dossier.complete_at), await of_province(db, product.province))


async def add_round(
    db: AsyncSession, actor: Actor, province: str, propose_by: date, done_by: date, source: str, now: datetime
) -> Round:
    """One more round than the law names, as the council's Quy chế and a plan of the province say (article 5).

    source: which. Raises NotAllowed, InvalidInput (days that are over or in the wrong order), Moved (it is there).
    """
    province_of(actor, province)
    if not clock.today(now) <= propose_by < done_by:
        raise texts.InvalidInput("round-days-wrong")
    others = await rounds_of(db, province, propose_by.year)
    if any(one.propose_by == propose_by for one in others):
        raise Moved("round-there", at=f"rounds/{province}")
    number = max([2, *(one.number for one in others)]) + 1
    code = f"{propose_by.year}-{number}"
    row = await readings.add_round(
        db, province, code, propose_by=propose_by, done_by=done_by, source=source, person_id=actor.id, now=now
    )
    audit.write(db, actor, now, "round.added", f"round/{code}", area=province, detail=f"{propose_by} {source}")
    return row
