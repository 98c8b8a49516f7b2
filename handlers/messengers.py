"""One person on several messengers: joining another one by a short code, choosing where notices come, parting."""

import re
from dataclasses import replace

from chat.errors import NotAllowed, NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from locales import texts
from locales.text import fold
from storage import joining, people, products
from storage.tables import Address

screens = Screens()


def _name(language: str, address: Address) -> str:
    key = f"messenger-{address.messenger}"
    return texts.say(language, key) if texts.has("vi", key) else address.messenger


async def _own(turn: Turn, address_id: int) -> Address:
    for address in await joining.addresses(turn.db, turn.person.id):
        if address.id == address_id:
            return address
    raise NotFound(address_id)


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
        label = f"{sign} {_name(turn.language, address)} {here}".strip()
        buttons.append(Button(label, f"messengers/{address.id}"))
    buttons += [
        turn.button("messengers-code", "messengers/code"),
        turn.button("messengers-enter", "messengers/enter"),
    ]
    return Screen("\n".join(lines), title=turn.say("messengers-title"), buttons=buttons, back="more")


@screens.at("messengers/{address_id}")
async def messenger(turn: Turn, address_id: int) -> Screen:
    address = await _own(turn, address_id)
    buttons = []
    if not address.preferred and address.state == "open":
        buttons.append(turn.button("messengers-prefer", f"messengers/{address.id}/prefer"))
    if address.joined_from is not None:
        buttons.append(turn.button("messengers-part", f"messengers/{address.id}/part"))
    state = "blocked" if address.state == "blocked" else "preferred" if address.preferred else "open"
    return Screen(
        turn.say(f"messengers-state-{state}", seen=turn.moment(address.seen_at)),
        title=_name(turn.language, address),
        buttons=buttons,
        back="messengers",
    )


@screens.at("messengers/{address_id}/prefer")
async def prefer(turn: Turn, address_id: int) -> To:
    address = await _own(turn, address_id)
    await joining.prefer(turn.db, address)
    return To("messengers", turn.say("messengers-preferred", name=_name(turn.language, address)))


# -- joining


@screens.at("messengers/code")
async def code(turn: Turn) -> Screen:
    """A code to type in the other messenger; a new one each time."""
    made = await joining.new_code(turn.db, turn.person.id, turn.address.id, turn.now)
    await turn.log("messenger.code", f"person/{turn.person.id}")
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
    if not joining.may_try(turn.address, turn.now):
        return To("messengers/enter", turn.say("messengers-too-often"))
    row = await joining.code_row(turn.db, turn.address, digits, turn.now)
    if row is None:
        return To("messengers/enter", turn.say("messengers-wrong"))
    if row.person_id == turn.person.id:
        return To("messengers", turn.say("messengers-same"))
    if await joining.has_roles(turn.db, turn.person.id):
        return To("messengers", turn.say("messengers-official"))
    other = await people.person(turn.db, row.person_id)
    if other is None:
        raise NotFound(row.person_id)
    names = [producer.name for producer in await products.producers_of(turn.db, other)]
    who = other.name or turn.say("business-somebody")
    return Screen(
        turn.say("messengers-join-ask", name=who, producers=", ".join(names[:3]) or turn.say("form-skipped")),
        buttons=[turn.button("messengers-join-yes", f"messengers/join/{digits}")],
        back="home",
    )


@screens.at("messengers/join/{digits}")
async def join(turn: Turn, digits: str) -> To:
    """From now on this chat is that person's: one history, one set of reminders. They are told where the code was
    shown.
    """
    if not joining.may_try(turn.address, turn.now):
        return To("messengers/enter", turn.say("messengers-too-often"))
    row = await joining.code_row(turn.db, turn.address, digits, turn.now)
    if row is None:
        return To("messengers/enter", turn.say("messengers-wrong"))
    if row.person_id == turn.person.id:
        return To("messengers", turn.say("messengers-same"))
    if await joining.has_roles(turn.db, turn.person.id):
        raise NotAllowed("join")
    person = await joining.join(turn.db, turn.address, row, turn.now)
    notice = Screen(
        texts.say(person.language, "messengers-joined-notice", name=_name(person.language, turn.address)),
        buttons=[Button(texts.say(person.language, "messengers-part"), f"messengers/{turn.address.id}")],
    )
    await turn.notify(person, notice, address_id=row.address_id)
    await _become(turn, person.id)
    await turn.log("messenger.joined", f"person/{person.id}", detail=turn.address.messenger)
    return To("home", turn.say("messengers-joined"))


async def _become(turn: Turn, person_id: int) -> None:
    """The rest of this turn is the other person's."""
    person = await people.person(turn.db, person_id)
    if person is None:
        raise NotFound(person_id)
    turn.actor, turn.place = replace(turn.actor, person=person), await joining.place(turn.db, person.id)
    turn.actor = replace(turn.actor, grants=tuple(await people.grants(turn.db, person.id)))


@screens.at("messengers/{address_id}/part")
async def ask_part(turn: Turn, address_id: int) -> Screen:
    address = await _own(turn, address_id)
    if address.joined_from is None:
        raise NotFound(address_id)
    return Screen(
        turn.say("messengers-part-ask", name=_name(turn.language, address)),
        buttons=[turn.button("messengers-part-yes", f"messengers/{address.id}/part/yes")],
        back=f"messengers/{address.id}",
    )


@screens.at("messengers/{address_id}/part/yes")
async def part(turn: Turn, address_id: int) -> To:
    """Joined by mistake: the address is its own person's again."""
    address = await _own(turn, address_id)
    if address.joined_from is None:
        raise NotFound(address_id)
    name = _name(turn.language, address)
    await turn.log("messenger.parted", f"person/{turn.person.id}", detail=address.messenger)
    person = await joining.part(turn.db, address)
    if address.id == turn.address.id:
        await _become(turn, person.id)
        return To("home", turn.say("messengers-parted", name=name))
    return To("messengers", turn.say("messengers-parted", name=name))
