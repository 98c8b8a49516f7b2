"""An officer's list of rated products: sent as a spreadsheet, tried dry, taken in with one tap, undone in a week."""

from collections.abc import Sequence

from chat import pager
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from ocop import units
from ocop.lists.fates import FATES
from services import imports as verbs
from services.notices import imports as shown
from storage import imports
from storage.inbox import Destination
from storage.tables import Import, ImportRow

screens = Screens()


@screens.files("imports")
async def for_a_list(turn: Turn) -> Destination:
    """A spreadsheet that comes here is no paper of a product; its receipt offers to read it."""
    verbs.areas_of(turn.actor)
    return Destination()


@screens.at("imports")
async def lists(turn: Turn) -> Screen:
    """How it is done, and the newest lists of my areas."""
    areas = verbs.areas_of(turn.actor)
    buttons = [
        Button(f"{turn.say(f'import-mark-{wanted.state}')} {wanted.name}"[:60], f"import/{wanted.id}")
        for wanted in await imports.of_areas(turn.db, areas)
    ]
    return Screen(turn.say("imports-how"), title=turn.say("imports-title"), buttons=buttons, back="desk")


@screens.at("import/file/{file_id}")
async def begin(turn: Turn, file_id: int) -> Screen | To:
    """Whose list it is: asked of officers of several areas only."""
    areas = verbs.areas_of(turn.actor)
    if len(areas) == 1:
        return await begin_for(turn, file_id, areas[0])
    buttons = [Button(units.full_name(area)[:60], f"import/file/{file_id}/{area}") for area in areas[:20]]
    return Screen(turn.say("import-which-area"), buttons=buttons, back="imports")


@screens.at("import/file/{file_id}/{area}")
async def begin_for(turn: Turn, file_id: int, area: str) -> To:
    wanted = await verbs.begin(turn.db, turn.actor, file_id, area, turn.now, address_id=turn.address.id)
    return To(f"import/{wanted.id}")


@screens.at("import/{import_id}")
async def one(turn: Turn, import_id: int) -> Screen:
    """How the list stands now, with what can be done."""
    return shown.list_screen(turn.language, await verbs.visible(turn.db, turn.actor, import_id))


@screens.at("import/{import_id}/choose/{value}")
async def choose(turn: Turn, import_id: int, value: int) -> To:
    """Which sheet, or which column."""
    await verbs.choose(turn.db, turn.actor, import_id, value, turn.now, address_id=turn.address.id)
    return To(f"import/{import_id}")


# -- questions about rows


@screens.at("import/{import_id}/ask")
async def ask(turn: Turn, import_id: int) -> Screen | To:
    """The next open question; when none is left the list is read again with the answers."""
    wanted = await verbs.visible(turn.db, turn.actor, import_id)
    number = verbs.open_question(wanted)
    if number is not None:
        return To(f"import/{import_id}/ask/{number}")
    if not any(one.get("answer", "-") != "-" for one in wanted.asked):
        return To(f"import/{import_id}")
    await verbs.read_again(turn.db, turn.actor, import_id, turn.now, address_id=turn.address.id)
    return To(f"import/{import_id}")


@screens.at("import/{import_id}/ask/{number}")
async def question(turn: Turn, import_id: int, number: int) -> Screen:
    wanted = await verbs.visible(turn.db, turn.actor, import_id)
    return _question(turn, wanted, number)


def _question(turn: Turn, wanted: Import, number: int, found: Sequence[str] = (), note: str = "") -> Screen:
    """One question for all rows with the same words. found: answers that were searched for instead of the likely."""
    if number >= len(wanted.asked):
        raise NotFound(number)
    asked = wanted.asked[number]
    here = f"import/{wanted.id}/ask/{number}"
    place = str(asked["key"]).startswith("commune:")
    text = turn.say(
        "import-ask-commune" if place else "import-ask-group", text=asked["text"] or "?", rows=asked["rows"]
    )
    codes = [code for code in found or asked["choices"] if not place or units.within(code, wanted.area)]
    label = units.full_name if place else (lambda code: turn.say(f"subgroup-{code}"))
    buttons = [Button(label(code)[:60], f"{here}/c/{code}") for code in codes[:14]]
    buttons += [
        turn.button("import-leave-doubtful", f"{here}/c/-"),
        turn.button("import-enough", f"import/{wanted.id}/enough"),
    ]
    hint = turn.say("import-type-commune") if place else ""
    lines = [line for line in (note, text, hint) if line]
    progress = turn.say("form-progress", number=number + 1, count=len(wanted.asked))
    return Screen("\n".join(lines), title=progress, buttons=buttons, back=f"import/{wanted.id}")


@screens.text("import/{import_id}/ask/{number}")
async def search_commune(turn: Turn, text: str, import_id: int, number: int) -> Screen | None:
    """A commune's name that was typed instead of chosen."""
    wanted = await verbs.visible(turn.db, turn.actor, import_id)
    if number >= len(wanted.asked) or not str(wanted.asked[number]["key"]).startswith("commune:"):
        return None
    province = units.province_of(wanted.area)
    found = [unit.code for unit in units.find_communes(text, province) if units.within(unit.code, wanted.area)]
    note = "" if found else turn.say("none-registration-commune", text=text[:60])
    return _question(turn, wanted, number, found, note)


@screens.at("import/{import_id}/ask/{number}/c/{code}")
async def answer(turn: Turn, import_id: int, number: int, code: str) -> To:
    await verbs.answer(turn.db, turn.actor, import_id, number, code)
    return To(f"import/{import_id}/ask")


@screens.at("import/{import_id}/enough")
async def enough(turn: Turn, import_id: int) -> To:
    """The other questions stay open; what was answered counts."""
    wanted = await verbs.visible(turn.db, turn.actor, import_id)
    if any(one.get("answer", "-") != "-" for one in wanted.asked):
        await verbs.read_again(turn.db, turn.actor, import_id, turn.now, address_id=turn.address.id)
    return To(f"import/{import_id}")


# -- rows


@screens.at("import/{import_id}/rows/{fate}/{offset}")
async def rows(turn: Turn, import_id: int, fate: str, offset: int) -> Screen:
    """The rows with one fate, and why."""
    if fate not in FATES:
        raise NotFound(fate)
    await verbs.visible(turn.db, turn.actor, import_id)
    found = await imports.rows_of(turn.db, import_id, [fate], offset=offset, limit=pager.SIZE + 1)
    lines = [_line(turn, row) for row in found[: pager.SIZE]] or [turn.say("import-no-rows")]
    buttons = pager.more(turn, found, lambda after: f"import/{import_id}/rows/{fate}/{after}", offset=offset)
    title = turn.say(f"import-fate-{fate}")
    return Screen("\n".join(lines), title=title, buttons=buttons, back=f"import/{import_id}")


def _line(turn: Turn, row: ImportRow) -> str:
    reasons = " ".join(shown.reason(turn.language, code, text) for code, _weight, text in row.reasons)
    return turn.say("import-row", number=row.number, name=row.name or "?", producer=row.producer or "?", why=reasons)


@screens.at("import/{import_id}/kept/{offset}")
async def kept(turn: Turn, import_id: int, offset: int) -> Screen:
    """The products of the list that are there: after taking back, those that people had touched."""
    await verbs.visible(turn.db, turn.actor, import_id)
    found = await imports.kept(turn.db, import_id, offset=offset, limit=pager.SIZE + 1)
    buttons = pager.buttons(
        turn,
        found,
        lambda one: Button(f"{one[1].name} – {one[0].producer}"[:60], f"view/{one[1].id}"),
        lambda after: f"import/{import_id}/kept/{after}",
        offset=offset,
    )
    text = turn.say("import-kept", count=await imports.count_kept(turn.db, import_id))
    return Screen(text, buttons=buttons, back=f"import/{import_id}")


# -- taking in and back


@screens.at("import/{import_id}/take/{which}")
async def take(turn: Turn, import_id: int, which: str) -> To:
    """Take it in: "sure" rows only, or "all" that may come in, the doubtful ones marked."""
    if which not in ("sure", "all"):
        raise NotFound(which)
    await verbs.take(turn.db, turn.actor, import_id, turn.now, doubtful=which == "all", address_id=turn.address.id)
    return To(f"import/{import_id}")


@screens.at("import/{import_id}/undo")
async def ask_undo(turn: Turn, import_id: int) -> Screen:
    wanted = await verbs.visible(turn.db, turn.actor, import_id)
    if not verbs.undoable(wanted, turn.now):
        return shown.list_screen(turn.language, wanted)
    return Screen(
        turn.say("import-undo-ask", products=wanted.counts["made"]["products"]),
        buttons=[turn.button("import-undo-yes", f"import/{import_id}/undo/yes")],
        back=f"import/{import_id}",
    )


@screens.at("import/{import_id}/undo/yes")
async def undo(turn: Turn, import_id: int) -> To:
    await verbs.undo(turn.db, turn.actor, import_id, turn.now, address_id=turn.address.id)
    return To(f"import/{import_id}")


@screens.at("import/{import_id}/drop")
async def drop(turn: Turn, import_id: int) -> To:
    await verbs.drop(turn.db, turn.actor, import_id, turn.now)
    return To("imports", turn.say("import-dropped"))
