"""One person on several messengers: joining another one by a short code, choosing where notices come, parting."""

import re

from chat.errors import NotAllowed
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from locales.text import fold
from locales.texts import InvalidInput
from services import joining as verbs
from services.notices.people import messenger_name
from storage import joining, products

screens = Screens()


@screens.at("messengers")
async def messengers(turn: Turn) -> Screen:
    """Where this person can be reached, and where notices come."""
    mine = await joining.addresses(turn.db, turn.person.id)
    chosen = next((address for address in mine if address.preferred), mine[0])
    lines = [turn.say("messengers-text")]
    buttons = []
    for address in mine:
        here = turn.say("messengers-here") if address.id == turn.address.id else ""
        sign = "📵" if address.state == "blocked" else "🔔" if address is chosen else "💬"
        label = f"{sign} {messenger_name(turn.language, address)} {here}".strip()
        buttons.append(Button(label, f"messengers/{address.id}"))
    buttons += [
        turn.button("messengers-code", "messengers/code"),
        turn.button("messengers-enter", "messengers/enter"),
    ]
    return Screen("\n".join(lines), title=turn.say("messengers-title"), buttons=buttons, back="more")


@screens.at("messengers/{address_id}")
async def messenger(turn: Turn, address_id: int) -> Screen:
    address = await verbs.own_address(turn.db, turn.actor, address_id)
    buttons = []
    if not address.preferred and address.state == "open":
        buttons.append(turn.button("messengers-prefer", f"messengers/{address.id}/prefer"))
    if address.joined_from is not None:
        buttons.append(turn.button("messengers-part", f"messengers/{address.id}/part"))
    state = "blocked" if address.state == "blocked" else "preferred" if address.preferred else "open"
    return Screen(
        turn.say(f"messengers-state-{state}", seen=turn.moment(address.seen_at)),
        title=messenger_name(turn.language, address),
        buttons=buttons,
        back="messengers",
    )


@screens.at("messengers/{address_id}/prefer")
async def prefer(turn: Turn, address_id: int) -> To:
    address = await verbs.prefer_address(turn.db, turn.actor, address_id)
    return To("messengers", turn.say("messengers-preferred", name=messenger_name(turn.language, address)))


# -- joining


@screens.at("messengers/code")
async def code(turn: Turn) -> Screen:
    """A code to type in the other messenger; a new one each time."""
    made = await verbs.new_join_code(turn.db, turn.actor, turn.address, turn.now)
    text = turn.say("messengers-code-text", code=f"{made[:4]} {made[4:]}", minutes=joining.MINUTES)
    return Screen(text, title=turn.say("messengers-code"), back="messengers")


@screens.at("messengers/enter")
async def enter(turn: Turn) -> Screen:
    return Screen(turn.say("messengers-enter-text"), title=turn.say("messengers-enter"), back="home")


@screens.text("messengers/enter")
async def entered(turn: Turn, text: str) -> Screen | To | None:
    """The code as it was typed; wrong ones are counted."""
    digits = re.sub(r"\D", "", fold(text))
    if not digits:
        return None
    try:
        other = await verbs.person_behind(turn.db, turn.actor, turn.address, digits, turn.now)
    except InvalidInput as wrong:
        return To("messengers/enter", turn.say(wrong.key))
    except NotAllowed:
        return To("messengers", turn.say("messengers-official"))
    names = [producer.name for producer in await products.producers_of(turn.db, other)]
    who = other.name or turn.say("business-somebody")
    return Screen(
        turn.say("messengers-join-ask", name=who, producers=", ".join(names[:3]) or turn.say("form-skipped")),
        buttons=[turn.button("messengers-join-yes", f"messengers/join/{digits}")],
        back="home",
    )


@screens.at("messengers/join/{digits}")
async def join(turn: Turn, digits: str) -> To:
    """From now on this chat is that person's."""
    try:
        person = await verbs.join_by_code(turn.db, turn.actor, turn.address, digits, turn.now)
    except InvalidInput as wrong:
        return To("messengers/enter", turn.say(wrong.key))
    await turn.refresh_actor(person)
    return To("home", turn.say("messengers-joined"))


@screens.at("messengers/{address_id}/part")
async def ask_part(turn: Turn, address_id: int) -> Screen:
    address = await verbs.joined_address(turn.db, turn.actor, address_id)
    return Screen(
        turn.say("messengers-part-ask", name=messenger_name(turn.language, address)),
        buttons=[turn.button("messengers-part-yes", f"messengers/{address.id}/part/yes")],
        back=f"messengers/{address.id}",
    )


@screens.at("messengers/{address_id}/part/yes")
async def part(turn: Turn, address_id: int) -> To:
    """Joined by mistake: the address is its own person's again."""
    address = await verbs.joined_address(turn.db, turn.actor, address_id)
    note = turn.say("messengers-parted", name=messenger_name(turn.language, address))
    person = await verbs.part_messenger(turn.db, turn.actor, address.id, turn.now)
    if address.id != turn.address.id:
        return To("messengers", note)
    await turn.refresh_actor(person)
    return To("home", note)
