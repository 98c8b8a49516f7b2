"""Làm thay bà con: an officer registers a producer, or fills in for one, and says so."""

from chat import pager
from chat.errors import NotAllowed
from chat.form import Answers, Ask, Form
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.products import adding
from handlers.registration import communes, kind_by_name, kinds, shown_phone
from ocop import numbers, units
from services import acting as verbs
from services import permits
from storage import products

screens = Screens()


@screens.at("producer/{producer_id}/act")
async def begin(turn: Turn, producer_id: int) -> To:
    await verbs.begin(turn.db, turn.actor, producer_id, turn.now)
    await turn.refresh_actor()
    return To("acting")


@screens.at("acting")
async def overview(turn: Turn) -> Screen:
    """For whom the officer fills in, and their products; what they do is on the record."""
    producer = await verbs.current(turn.db, turn.actor)
    made = await products.products_by(turn.db, producer.id, limit=pager.SIZE)
    buttons = [Button(f"📦 {product.name}"[:60], f"product/{product.id}") for product in made]
    buttons.append(turn.button("home-add", adding.address(producer.id)))
    if not await products.members(turn.db, producer.id):
        buttons.append(turn.button("view-new-phone", f"producer/{producer.id}/invite"))
    buttons.append(turn.button("acting-end", "acting/end"))
    text = turn.say("acting-text", name=producer.name)
    return Screen(text, title=turn.say("acting-title"), buttons=buttons, back=f"producer/{producer.id}")


@screens.at("acting/end")
async def end(turn: Turn) -> To:
    await verbs.end(turn.db, turn.actor, turn.now)
    await turn.refresh_actor()
    return To("home", turn.say("acting-ended"))


async def _allow(turn: Turn, _subject: str) -> None:
    if not any(permits.may_fill_in(turn.actor, area) for area in permits.officer_areas(turn.actor)):
        raise NotAllowed("acting")


def _own_commune(turn: Turn, _answers: Answers) -> str | None:
    """The officer's commune, where there is only one."""
    mine = [area for area in permits.officer_areas(turn.actor) if len(area) == 5]
    return mine[0] if len(mine) == 1 else None


async def _enrol(turn: Turn, _subject: str, answers: Answers) -> To:
    producer = await verbs.enrol(
        turn.db,
        turn.actor,
        turn.now,
        kind=answers["kind"],
        name=answers["name"],
        phone=answers["phone"],
        commune=answers["commune"],
        representative=answers.get("representative"),
        tax_number=answers.get("tax-number"),
    )
    await turn.refresh_actor()
    return To("acting", turn.say("acting-enrolled", name=producer.name))


enrolling = screens.form(
    Form(
        "enrol",
        Ask("name", check=numbers.name),
        Ask("kind", choices=kinds, prefill=kind_by_name),
        Ask("representative", check=numbers.name, when=lambda answers: answers.get("kind") != "household"),
        Ask("phone", check=numbers.mobile, show=shown_phone),
        Ask("tax-number", check=numbers.tax_number, optional=True),
        Ask("commune", search=communes, prefill=_own_commune, show=lambda _turn, value: units.full_name(str(value))),
        then=_enrol,
        allow=_allow,
        cancel=lambda _subject: "desk",
    )
)
