"""A list of rated products from a spreadsheet: begun, asked about, taken in whole or not at all, taken back in a week.

Officers only, each for an area of their own. What takes time is done by services.import_jobs.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from ocop import kinds, units
from ocop.roles import Role, may_announce
from services import jobs
from services.import_jobs import ListReading, ListTaking, ListUndoing
from storage import audit, imports, inbox
from storage.actors import Actor
from storage.tables import Import


def areas_of(actor: Actor) -> list[str]:
    """The areas for which this person may take lists in: those they are an officer of, wider ones instead of narrower.

    Raises NotAllowed for everybody else.
    """
    areas = sorted({grant.area for grant in actor.grants if grant.role == Role.OFFICER and grant.area != "VN"})
    if not areas:
        raise NotAllowed("import")
    return [one for one in areas if not any(one != wider and units.within(one, wider) for wider in areas)]


async def begin(
    db: AsyncSession, actor: Actor, file_id: int, area: str, now: datetime, *, address_id: int | None = None
) -> Import:
    """Have the list in this file read for an area; the same list again is the one that was begun.

    Raises NotFound (no spreadsheet of theirs), NotAllowed.
    """
    if area not in areas_of(actor):
        raise NotAllowed("import")
    file = await inbox.file(db, file_id)
    if file is None or file.person_id != actor.id or file.sha256 is None or file.kind != "excel":
        raise NotFound(file_id)
    begun = await imports.of_file(db, file_id, area)
    if begun is not None and begun.state != "failed":
        return begun
    made = await imports.add(db, area, file_id, file.name, actor.id, now)
    made.facts = {"province": units.province_of(area)}
    audit.write(db, actor, now, "import.begun", f"import/{made.id}", area=area, detail=file.name)
    await jobs.ask(db, actor, ListReading(made.id), now, address_id=address_id)
    return made


async def visible(db: AsyncSession, actor: Actor, import_id: int, *, moving: bool = False) -> Import:
    """A list of an area of this officer's. moving: nobody else moves it on during this transaction.

    Raises NotFound, NotAllowed.
    """
    found = await (imports.locked if moving else imports.one)(db, import_id)
    if found is None or found.state == "dropped":
        raise NotFound(import_id)
    if not may_announce(actor.grants, [found.area]):
        raise NotAllowed("import")
    return found


async def choose(
    db: AsyncSession, actor: Actor, import_id: int, value: int, now: datetime, *, address_id: int | None = None
) -> Import:
    """Answer which sheet, or which column; then the list is read on. Raises Moved when it was answered."""
    wanted = await visible(db, actor, import_id, moving=True)
    question = wanted.facts.get("question") or {}
    if wanted.state != "asked" or value not in [choice[0] for choice in question.get("choices", ())]:
        raise Moved("import-moved-on", at=f"import/{import_id}")
    facts = {key: known for key, known in wanted.facts.items() if key != "question"}
    if question["kind"] == "sheet":
        facts = {**facts, "sheet": value, "columns": {}}
    else:
        facts["columns"] = {**facts.get("columns", {}), question["field"]: value}
    wanted.facts, wanted.state = facts, "reading"
    await jobs.ask(db, actor, ListReading(wanted.id), now, address_id=address_id)
    return wanted


async def answer(db: AsyncSession, actor: Actor, import_id: int, number: int, code: str) -> Import:
    """Answer an open question about rows: a commune's or a subgroup's code; "-" leaves them doubtful.

    number: of the question, from 0. Raises Moved when the list has moved on.
    """
    wanted = await visible(db, actor, import_id, moving=True)
    if wanted.state != "dry" or number >= len(wanted.asked):
        raise Moved("import-moved-on", at=f"import/{import_id}")
    question = {**wanted.asked[number], "answer": code}
    key = str(question["key"])
    if code != "-":
        if key.startswith("commune:") and not (units.known_commune(code) and units.within(code, wanted.area)):
            raise NotFound(code)
        if not key.startswith("commune:") and code not in kinds.examples():
            raise NotFound(code)
        wanted.answers = {**wanted.answers, key: code}
    wanted.asked = [*wanted.asked[:number], question, *wanted.asked[number + 1 :]]
    return wanted


def open_question(wanted: Import) -> int | None:
    """The number of the first question without an answer."""
    return next((number for number, one in enumerate(wanted.asked) if "answer" not in one), None)


async def read_again(
    db: AsyncSession, actor: Actor, import_id: int, now: datetime, *, address_id: int | None = None
) -> None:
    """A new dry run with the answers that were given."""
    await visible(db, actor, import_id)
    if not await imports.move(db, import_id, ("dry",), "reading"):
        raise Moved("import-moved-on", at=f"import/{import_id}")
    await jobs.ask(db, actor, ListReading(import_id), now, address_id=address_id)


async def take(
    db: AsyncSession, actor: Actor, import_id: int, now: datetime, *, doubtful: bool, address_id: int | None = None
) -> None:
    """Take the list in: the sure rows, or doubtful ones (marked) as well. Raises Moved when it is on its way."""
    await visible(db, actor, import_id)
    if not await imports.move(db, import_id, ("dry",), "taking", doubtful=doubtful):
        raise Moved("import-moved-on", at=f"import/{import_id}")
    await jobs.ask(db, actor, ListTaking(import_id), now, address_id=address_id)


async def drop(db: AsyncSession, actor: Actor, import_id: int, now: datetime) -> None:
    """Nothing comes in; the list is forgotten."""
    wanted = await visible(db, actor, import_id)
    if not await imports.move(db, import_id, (*imports.OPEN, "failed"), "dropped"):
        raise Moved("import-moved-on", at=f"import/{import_id}")
    audit.write(db, actor, now, "import.dropped", f"import/{import_id}", area=wanted.area)


def undoable(wanted: Import, now: datetime) -> bool:
    """Whether what came in may still be taken back."""
    return wanted.state == "taken" and wanted.undo_until is not None and now <= wanted.undo_until


async def undo(db: AsyncSession, actor: Actor, import_id: int, now: datetime, *, address_id: int | None = None) -> None:
    """Take back what came in and nobody touched. Raises Moved after a week, or when it is on its way."""
    wanted = await visible(db, actor, import_id)
    if wanted.state == "taken" and not undoable(wanted, now):
        raise Moved("import-undo-late", at=f"import/{import_id}")
    if not await imports.move(db, import_id, ("taken",), "undoing"):
        raise Moved("import-moved-on", at=f"import/{import_id}")
    await jobs.ask(db, actor, ListUndoing(import_id), now, address_id=address_id)
