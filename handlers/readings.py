"""Settings of a province: how it reads the unsure places of the law, and its rounds with what came for each."""

from chat import pager
from chat.errors import NotAllowed, NotFound
from chat.form import Answers, Ask, Form
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from locales import texts
from locales.texts import InvalidInput
from ocop import numbers, units
from ocop.readings import READINGS, Readings
from services import permits
from services import readings as verbs
from storage import readings

screens = Screens()


def _provinces(turn: Turn) -> list[str]:
    return [area for area in permits.officer_areas(turn.actor) if len(area) == 2]


@screens.at("readings")
async def which(turn: Turn) -> Screen | To:
    """Whose settings? With one province there is no question."""
    mine = _provinces(turn)
    if not mine:
        raise NotAllowed("readings")
    if len(mine) == 1:
        return To(f"readings/{mine[0]}")
    buttons = [Button(units.full_name(area), f"readings/{area}") for area in mine]
    return Screen(turn.say("readings-whose"), title=turn.say("readings-title"), buttons=buttons, back="desk")


@screens.at("readings/{province}")
async def overview(turn: Turn, province: str) -> Screen:
    """Each unsure place, and how it is read here."""
    verbs.province_of(turn.actor, province)
    chosen = await verbs.of_province(turn.db, province)
    buttons = [
        turn.button(
            "readings-one",
            f"readings/{province}/{reading.key}",
            name=_name(turn, reading.key),
            value=_option(turn, reading.key, _value(chosen, reading.key)),
        )
        for reading in READINGS
    ]
    buttons.append(turn.button("rounds-title", f"rounds/{province}"))
    title = turn.say("readings-title-of", area=units.full_name(province))
    return Screen(turn.say("readings-text"), title=title, buttons=buttons, back="desk")


@screens.at("readings/{province}/{key}")
async def one(turn: Turn, province: str, key: str) -> Screen:
    """One place: where it stands, what may be chosen, and what holds."""
    verbs.province_of(turn.actor, province)
    reading = next((one for one in READINGS if one.key == key), None)
    if reading is None:
        raise NotFound(key)
    now = _value(await verbs.of_province(turn.db, province), key)
    lines = [turn.say("unsure-note", source=reading.source), ""]
    lines.append(turn.say("readings-now", value=_option(turn, key, now)))
    row = (await readings.of_province(turn.db, province)).get(key)
    if row is not None:
        lines.append(turn.say("readings-chosen", moment=turn.moment(row.given_at)))
    lines.append(turn.say("readings-from-now"))
    buttons = [
        Button(
            f"{'🔘' if option == now else '⚪'} {_option(turn, key, option)}"[:60],
            f"readings/{province}/{key}/{option}",
        )
        for option in reading.options
    ]
    return Screen("\n".join(lines), title=_name(turn, key), buttons=buttons, back=f"readings/{province}")


@screens.at("readings/{province}/{key}/{option}")
async def choose(turn: Turn, province: str, key: str, option: str) -> To:
    await verbs.choose(turn.db, turn.actor, province, key, option, turn.now)
    return To(f"readings/{province}/{key}", turn.say("readings-changed"))


def _value(chosen: Readings, key: str) -> str:
    return str(getattr(chosen, key.replace("-", "_")))


def _name(turn: Turn, key: str) -> str:
    return turn.say(f"reading-{key}")


def _option(turn: Turn, key: str, option: str) -> str:
    return turn.say(f"reading-{key}-{option}")


# -- rounds


@screens.at("rounds/{province}")
async def rounds(turn: Turn, province: str) -> Screen:
    """The rounds of this year and the next, those of the law and the province's own."""
    verbs.province_of(turn.actor, province)
    lines: list[str] = []
    buttons: list[Button] = []
    for year in (turn.today.year, turn.today.year + 1):
        for this in await verbs.rounds_of(turn.db, province, year):
            name = turn.say("round-name", number=this.number, year=str(this.year))
            days = {"by": turn.day(this.propose_by), "done": turn.day(this.done_by)}
            lines.append(turn.say("rounds-line", round=name, source=this.source, **days))
            buttons.append(turn.button("rounds-came", f"round/{province}/{verbs.code_of(this)}/0", round=name))
    buttons.append(turn.button("rounds-add", adding.address(province)))
    text = "\n".join([*lines, turn.say("rounds-unsure")])
    return Screen(text, title=turn.say("rounds-title"), buttons=buttons, back=f"readings/{province}")


@screens.at("round/{province}/{code}/{offset}")
async def came(turn: Turn, province: str, code: str, offset: int) -> Screen:
    """What the communes sent on for a round, in the order in which it came."""
    verbs.province_of(turn.actor, province)
    this = await verbs.round_of(turn.db, province, code)
    rows = await readings.proposed_for(turn.db, province, code, offset=offset, limit=pager.SIZE + 1)
    lines = [
        turn.say(
            "round-line",
            name=product.name,
            commune=units.commune(product.commune).name if units.known_commune(product.commune) else "",
            moment=turn.moment(dossier.proposed_at) if dossier.proposed_at else "",
            kind=turn.say(f"dossier-{dossier.kind}"),
            complete="yes" if dossier.complete_at else "no",
        )
        for product, dossier in rows[: pager.SIZE]
    ]
    buttons = pager.buttons(
        turn,
        rows,
        lambda row: Button(f"📦 {row[0].name}"[:60], f"view/{row[0].id}"),
        lambda after: f"round/{province}/{code}/{after}",
        offset=offset,
    )
    title = turn.say("round-name", number=this.number, year=str(this.year))
    text = "\n".join(lines) or turn.say("round-nothing")
    return Screen(text, title=title, buttons=buttons, back=f"rounds/{province}")


async def _allow(turn: Turn, province: str) -> None:
    verbs.province_of(turn.actor, province)


async def _add(turn: Turn, province: str, answers: Answers) -> To:
    propose_by, done_by = (numbers.day(answers[key], turn.today) for key in ("by", "done"))
    try:
        row = await verbs.add_round(turn.db, turn.actor, province, propose_by, done_by, answers["source"], turn.now)
    except InvalidInput as wrong:
        return To(f"{adding.address(province)}/by", turn.say(wrong.key, **wrong.details))
    return To(f"rounds/{province}", turn.say("rounds-added", day=turn.day(row.propose_by)))


def _day(turn: Turn, text: str) -> str:
    return texts.day("vi", numbers.day(text, turn.today))


adding = screens.form(
    Form(
        "round",
        Ask("by", read=_day),
        Ask("done", read=_day),
        Ask("source", check=lambda text: numbers.paragraph(text, shortest=10, longest=300)),
        then=_add,
        allow=_allow,
        cancel=lambda province: f"rounds/{province}",
    )
)
