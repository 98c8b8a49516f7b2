"""A producer's own details and people: change of phone or representative, several people for one producer, a new phone.

The dossier belongs to the producer, not to a phone: whoever may speak for the producer finds everything as it was.
"""

from chat.errors import NotFound
from chat.form import Answers, Ask, Form
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from ocop import numbers, units
from services import permits, producers
from storage import people, products
from storage.tables import Producer

screens = Screens()


@screens.at("business/{producer_id}")
async def business(turn: Turn, producer_id: int) -> Screen:
    producer = await permits.own_producer(turn.db, turn.actor, producer_id)
    text = turn.say(
        "producer-about",
        kind=turn.say(f"entity-{producer.kind}"),
        representative=producer.representative,
        phone=numbers.show_mobile(producer.phone),
        commune=units.full_name(producer.commune),
        tax=producer.tax_number or turn.say("form-skipped"),
    )
    buttons = [
        turn.button("business-change", changing.address(producer.id)),
        turn.button("business-people", f"business/{producer.id}/people"),
        turn.button("representative-button", f"representative/{producer.id}"),
    ]
    return Screen(text, title=producer.name, buttons=buttons, back="more")


# -- changing details


async def _allow(turn: Turn, subject: str) -> None:
    if not subject.isdecimal():
        raise NotFound(subject)
    await permits.own_producer(turn.db, turn.actor, int(subject))


async def change(turn: Turn, subject: str, answers: Answers) -> To:
    """Change what was answered; skipped questions keep what was there."""
    producer = await producers.change_producer(
        turn.db,
        turn.actor,
        int(subject),
        turn.now,
        representative=answers.get("representative"),
        phone=answers.get("phone"),
        tax_number=answers.get("tax-number"),
    )
    return To(f"business/{producer.id}", turn.say("business-changed"))


changing = screens.form(
    Form(
        "business",
        Ask("representative", check=numbers.name, optional=True),
        Ask("phone", check=numbers.mobile, optional=True, show=lambda _turn, value: numbers.show_mobile(str(value))),
        Ask("tax-number", check=numbers.tax_number, optional=True),
        then=change,
        allow=_allow,
        cancel=lambda subject: f"business/{subject}",
    )
)


# -- several people


@screens.at("business/{producer_id}/people")
async def members(turn: Turn, producer_id: int) -> Screen:
    producer = await permits.own_producer(turn.db, turn.actor, producer_id)
    everybody = await products.members(turn.db, producer.id)
    lines = [f"• {member.name or turn.say('business-somebody')}" for member in everybody]
    buttons = [turn.button("business-invite", f"business/{producer.id}/invite")]
    buttons += [
        Button(
            turn.say("business-remove", name=member.name or turn.say("business-somebody"))[:60],
            f"business/{producer.id}/out/{member.id}",
        )
        for member in everybody[:6]
        if member.id != turn.person.id
    ]
    text = "\n".join([turn.say("business-people-text"), *lines])
    return Screen(text, title=producer.name, buttons=buttons, back=f"business/{producer.id}")


@screens.at("business/{producer_id}/invite")
async def invite(turn: Turn, producer_id: int) -> Screen:
    """A one-time link for a colleague, or for one's own new phone."""
    producer, token = await producers.invite_member(turn.db, turn.actor, producer_id, turn.now)
    return _link(turn, producer, token, back=f"business/{producer.id}/people")


@screens.at("producer/{producer_id}/invite")
async def invite_for(turn: Turn, producer_id: int) -> Screen:
    """An official makes the link for a producer whose phone is lost or sold."""
    producer, token = await producers.invite_member_for(turn.db, turn.actor, producer_id, turn.now)
    return _link(turn, producer, token, back=f"producer/{producer.id}")


def _link(turn: Turn, producer: Producer, token: str, *, back: str) -> Screen:
    text = turn.say("business-link", name=producer.name, url=f"{turn.links.chat}m-{token}", days=people.INVITATION_DAYS)
    return Screen(text, title=turn.say("business-invite"), back=back)


@screens.at("joining/{token}")
async def joining(turn: Turn, token: str) -> Screen:
    _invitation, producer = await producers.member_invitation(turn.db, token, turn.now)
    text = turn.say("joining", name=producer.name, commune=units.full_name(producer.commune))
    return Screen(text, buttons=[turn.button("joining-accept", f"joining/{token}/yes")], back="home")


@screens.at("joining/{token}/yes")
async def join(turn: Turn, token: str) -> To:
    producer = await producers.accept_member_invitation(turn.db, turn.actor, token, turn.now)
    return To("next", turn.say("joined", name=producer.name))


@screens.at("business/{producer_id}/out/{person_id}")
async def ask_out(turn: Turn, producer_id: int, person_id: int) -> Screen:
    member = await producers.other_member(turn.db, turn.actor, producer_id, person_id)
    return Screen(
        turn.say("business-remove-ask", name=member.name or turn.say("business-somebody")),
        buttons=[turn.button("business-remove-yes", f"business/{producer_id}/out/{member.id}/yes")],
        back=f"business/{producer_id}/people",
    )


@screens.at("business/{producer_id}/out/{person_id}/yes")
async def out(turn: Turn, producer_id: int, person_id: int) -> To:
    await producers.remove_member(turn.db, turn.actor, producer_id, person_id, turn.now)
    return To(f"business/{producer_id}/people", turn.say("business-removed"))
