"""A producer's telephone is lost: the officer calls, and gives a link for the new one."""

from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from ocop import numbers
from services import devices as verbs
from services.producers import in_officers_area
from storage import people, products

screens = Screens()


@screens.at("producer/{producer_id}/lost")
async def whose(turn: Turn, producer_id: int) -> Screen:
    """Whose telephone is it? The officer calls the number that is known before anything is given."""
    producer = await in_officers_area(turn.db, turn.actor, producer_id)
    members = await products.members(turn.db, producer.id)
    buttons = [
        Button(f"👤 {member.name or turn.say('business-somebody')}"[:60], f"producer/{producer.id}/lost/{member.id}")
        for member in members[:8]
    ]
    return Screen(
        turn.say("device-whose", producer=producer.name, phone=numbers.show_mobile(producer.phone)),
        title=turn.say("device-title"),
        buttons=buttons,
        back=f"producer/{producer.id}",
    )


@screens.at("producer/{producer_id}/lost/{person_id}")
async def give(turn: Turn, producer_id: int, person_id: int) -> Screen:
    """The link for the new telephone; each time a new one."""
    producer, member = await verbs.lost_member(turn.db, turn.actor, producer_id, person_id)
    token = await verbs.new_device_for(turn.db, turn.actor, producer.id, member.id, turn.now)
    name = member.name or producer.representative
    return Screen(
        turn.say("device-link", name=name, url=f"{turn.links.chat}d-{token}", days=people.INVITATION_DAYS),
        title=turn.say("device-title"),
        back=f"producer/{producer.id}/lost",
    )


@screens.at("device/{token}")
async def ask(turn: Turn, token: str) -> Screen:
    _invitation, member = await verbs.device_invitation(turn.db, turn.actor, token, turn.now)
    names = ", ".join(producer.name for producer in (await products.producers_of(turn.db, member))[:3])
    return Screen(
        turn.say("device-ask", name=member.name or turn.say("business-somebody"), producers=names),
        title=turn.say("device-title"),
        buttons=[turn.button("device-yes", f"device/{token}/yes")],
        back="home",
    )


@screens.at("device/{token}/yes")
async def take(turn: Turn, token: str) -> To:
    """From now on this chat is that person's."""
    member = await verbs.take_new_device(turn.db, turn.actor, turn.address, token, turn.now)
    await turn.refresh_actor(member)
    return To("next", turn.say("device-taken"))
