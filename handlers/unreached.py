"""Who was reached on no messenger: for the commune to telephone."""

from chat.errors import NotAllowed, NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.desk import PAGE, officer_areas
from locales import texts
from ocop import numbers, units
from storage import people, products, unreached
from storage.tables import Message, Person

screens = Screens()


@screens.at("unreached")
async def everybody(turn: Turn) -> Screen:
    return await page(turn, 0)


@screens.at("unreached/from/{offset}")
async def page(turn: Turn, offset: int) -> Screen:
    """The people of my area whom a notice did not reach, those who wait longest first."""
    areas = officer_areas(turn)
    count = await unreached.count(turn.db, areas)
    rows = await unreached.people_of(turn.db, areas, offset=offset, limit=PAGE)
    buttons = [
        Button(f"📞 {person.name or producer.representative} – {producer.name}"[:60], f"unreached/{person.id}")
        for person, _message, producer in rows
    ]
    if count > offset + PAGE:
        buttons.append(turn.button("button-more", f"unreached/from/{offset + PAGE}"))
    return Screen(
        turn.say("unreached-text", count=count), title=turn.say("unreached-title"), buttons=buttons, back="desk"
    )


async def _in_my_area(turn: Turn, person_id: int) -> Person:
    areas = officer_areas(turn)
    person = await people.person(turn.db, person_id)
    if person is None:
        raise NotFound(person_id)
    theirs = await products.producers_of(turn.db, person)
    if not any(units.within(producer.commune, area) for producer in theirs for area in areas):
        raise NotAllowed(person_id)
    return person


@screens.at("unreached/{person_id}")
async def one(turn: Turn, person_id: int) -> Screen:
    """The telephone number, what they missed, and why it did not reach them."""
    person = await _in_my_area(turn, person_id)
    theirs = await products.producers_of(turn.db, person)
    phone = person.phone or (theirs[0].phone if theirs else "")
    lines = [turn.say("unreached-phone", phone=numbers.show_mobile(phone) if phone else "?")]
    for message in await unreached.missed(turn.db, person.id, limit=4):
        first = f"{message.body.get('title', '')} {message.body.get('text', '')}".strip().splitlines()[0]
        lines += ["", f"• {turn.moment(message.created_at)}: {first[:160]}", why(turn, message)]
    buttons = [turn.button("unreached-called", f"unreached/{person.id}/called")]
    await turn.log("unreached.seen", f"person/{person.id}", area=theirs[0].commune if theirs else "")
    return Screen("\n".join(lines), title=person.name or theirs[0].representative, buttons=buttons, back="unreached")


def why(turn: Turn, message: Message) -> str:
    """In which messenger it failed, and for what reason, in plain words."""
    tried = [turn.say(f"unreached-{reason}", messenger=_messenger(turn, name)) for _id, name, reason in message.tried]
    return "  " + ("; ".join(tried) or turn.say("unreached-none", messenger=""))


def _messenger(turn: Turn, name: str) -> str:
    key = f"messenger-{name}"
    return turn.say(key) if texts.has("vi", key) else name


@screens.at("unreached/{person_id}/called")
async def called(turn: Turn, person_id: int) -> To:
    person = await _in_my_area(turn, person_id)
    if await unreached.called(turn.db, person.id, turn.person.id, turn.now):
        theirs = await products.producers_of(turn.db, person)
        await turn.log("unreached.called", f"person/{person.id}", area=theirs[0].commune if theirs else "")
    return To("unreached", turn.say("unreached-done"))
