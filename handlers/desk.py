"""An official's desk: what waits, oldest first; the numbers of their area."""

from chat import pager
from chat.errors import NotAllowed, NotFound
from chat.router import Screens
from chat.screen import Button, Screen
from chat.turn import Turn
from locales import clock
from ocop import units, workflow
from ocop.calendar import working_days_until
from ocop.roles import areas_seen
from ocop.units import within
from services import permits
from storage import checks, councils, desks, products, unreached
from storage.desks import Waiting
from storage.tables import Dossier, Product

screens = Screens()
PAGE = pager.SIZE


def officer_areas(turn: Turn) -> list[str]:
    """The areas in which this person is an officer; NotAllowed when there are none."""
    return permits.officer_areas(turn.actor)


def age(turn: Turn, product: Product) -> str:
    days = (turn.today - clock.today(product.since)).days
    return turn.say("age", days=days)


def time_left(turn: Turn, product: Product, dossier: Dossier | None) -> str:
    """How long the commune has got by law, or by how much it is late; else for how long it waits."""
    if dossier is None or dossier.commune_due is None or product.level != "commune":
        return age(turn, product)
    late = (turn.today - dossier.commune_due).days
    if late > 0:
        return turn.say("due-late", days=late)
    return turn.say("due-left", days=working_days_until(turn.today, dossier.commune_due))


@screens.at("desk")
async def desk(turn: Turn) -> Screen:
    """What waits at each desk this official sits at."""
    areas = officer_areas(turn)
    provinces = [area for area in areas if len(area) == 2]
    communes = [area for area in areas if len(area) == 5]
    lines: list[str] = []
    buttons: list[Button] = []
    if communes:
        lines += await _queue(turn, communes, "commune", buttons)
        buttons.append(turn.button("acting-enrol", "form/enrol/0"))
    if provinces:
        lines += await _queue(turn, provinces, "province", buttons)
        for state, key in (("scoring", "desk-scoring"), ("decided", "desk-decided")):
            count = await desks.count_waiting(turn.db, provinces, "province", states=(state,))
            if count:
                buttons.append(turn.button(key, f"desk/{state}/0", count=count))
        held = await desks.count_waiting(turn.db, provinces, "held")
        if held:
            buttons.append(turn.button("desk-communes", "desk/commune/0", count=held))
        buttons.append(turn.button("readings-title", "readings"))
    open_checks = await checks.count_open(turn.db, areas)
    if open_checks:
        buttons.append(turn.button("desk-checks", "checks", count=open_checks))
    missed = await unreached.count(turn.db, areas)
    if missed:
        buttons.append(turn.button("desk-unreached", "unreached", count=missed))
    silent = await unreached.count_without_people(turn.db, areas, turn.now)
    if silent:
        buttons.append(turn.button("desk-nobody", "unreached/nobody", count=silent))
    buttons.append(turn.button("imports-title", "imports"))
    return Screen("\n".join(lines), title=turn.say("desk-title"), buttons=buttons, back="home")


async def _queue(turn: Turn, areas: list[str], level: str, buttons: list[Button]) -> list[str]:
    count = await desks.count_waiting(turn.db, areas, level)
    if not count:
        return [turn.say("desk-none")]
    rows = await desks.waiting(turn.db, areas, level, limit=PAGE + 1)
    buttons += pager.buttons(
        turn,
        rows,
        lambda row: turn.button(
            "desk-item", f"review/{row[0].id}", name=row[0].name[:40], age=time_left(turn, row[0], row[2])
        ),
        lambda after: f"desk/{level}/{after}",
    )
    return [turn.say("desk-waiting", count=count)]


@screens.at("desk/{kind}/{offset}")
async def queue(turn: Turn, kind: str, offset: int) -> Screen:
    """One queue, paged: commune, province, scoring or decided."""
    areas = officer_areas(turn)
    if kind not in ("commune", "province", "scoring", "decided"):
        raise NotAllowed(kind)
    if kind != "commune":
        areas = [area for area in areas if len(area) == 2]
    level = "commune" if kind == "commune" else "province"
    if kind == "commune" and any(len(area) == 2 for area in areas):
        level = "held"
    states = ("submitted",) if kind in ("commune", "province") else (kind,)
    rows = await desks.waiting(turn.db, areas, level, states=states, offset=offset, limit=PAGE + 1)
    target = "review" if kind in ("commune", "province") else "council"
    scorings = await councils.progress(turn.db, [product.id for product, _owner, _dossier in rows])
    lines = [_line(turn, row, scorings.get(row[0].id)) for row in rows[:PAGE]]
    buttons = pager.buttons(
        turn,
        rows,
        lambda row: Button(row[0].name[:60], f"{target}/{row[0].id}"),
        lambda after: f"desk/{kind}/{after}",
        offset=offset,
    )
    text = "\n".join(lines) or turn.say("desk-none")
    return Screen(text, title=turn.say(f"desk-{kind}-title"), buttons=buttons, back="desk")


def _line(turn: Turn, row: Waiting, scoring: tuple[int, int] | None) -> str:
    """What waits, whose, and how long; for an open scoring how many cards are in."""
    product, owner, dossier = row
    facts = {"name": product.name, "owner": owner.name, "age": time_left(turn, product, dossier)}
    if scoring is not None:
        return turn.say("desk-line-scoring", got=scoring[0], count=scoring[1], **facts)
    return turn.say("desk-line", commune=units.commune(product.commune).name, **facts)


# -- the numbers


@screens.at("counts")
async def counts(turn: Turn) -> Screen:
    return await _counts(turn, _seen(turn), 0, "counts")


@screens.at("counts/from/{offset}")
async def more_communes(turn: Turn, offset: int) -> Screen:
    return await _counts(turn, _seen(turn), offset, "counts")


@screens.at("counts/of/{area}")
async def counts_of(turn: Turn, area: str) -> Screen:
    """One commune of the official's area."""
    if not units.known(area):
        raise NotFound(area)
    if not any(within(area, seen) for seen in _seen(turn)):
        raise NotAllowed(area)
    return await _counts(turn, [area], 0, "counts")


def _seen(turn: Turn) -> list[str]:
    areas = areas_seen(turn.grants)
    if not areas:
        raise NotAllowed("counts")
    return areas


async def _counts(turn: Turn, areas: list[str], offset: int, back: str) -> Screen:
    """Products by step, stars and commune."""
    found = await products.counts(turn.db, areas, turn.today)
    lines = [turn.say("counts-total", products=found["products"], producers=found["producers"])]
    lines += [
        turn.say(
            "counts-step", number=number, name=turn.say(f"step-{number}-name"), count=found["by_step"].get(number, 0)
        )
        for number in workflow.STEPS
    ]
    lines.append(
        turn.say(
            "counts-stars",
            five=found["by_stars"].get(5, 0),
            four=found["by_stars"].get(4, 0),
            three=found["by_stars"].get(3, 0),
        )
    )
    communes = found["by_commune"]
    buttons: list[Button] = []
    if len(areas) > 1 or len(areas[0]) < 5:
        buttons = pager.buttons(
            turn,
            communes[offset:],
            lambda row: turn.button(
                "counts-commune", f"counts/of/{row[0]}", commune=units.commune(row[0]).name, count=row[1]
            ),
            lambda after: f"counts/from/{after}",
            offset=offset,
        )
    title = turn.say("counts-title", area=", ".join(units.full_name(area) for area in areas[:3]))
    return Screen(
        "\n".join(lines),
        title=title,
        buttons=buttons,
        back="home" if back == "counts" and len(areas[0]) < 5 else "counts",
    )
