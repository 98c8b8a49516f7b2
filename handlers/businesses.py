"""A producer's own details and people: change of phone or representative, several people for one producer, a new phone.

The dossier belongs to the producer, not to a phone: whoever may speak for the producer finds everything as it was.
"""

from chat.errors import NotAllowed, NotFound
from chat.form import Answers, Ask, Form
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from locales import texts
from ocop import numbers, units
from ocop.roles import Grant, Role, may_see
from storage import people, products
from storage.tables import Invitation, Producer

screens = Screens()
MEMBER = "member"


async def _own(turn: Turn, producer_id: int) -> Producer:
    producer = await products.producer(turn.db, producer_id)
    if producer is None:
        raise NotFound(producer_id)
    if not await products.speaks_for(turn.db, turn.person.id, producer.id):
        raise NotAllowed(producer_id)
    return producer


@screens.at("business/{producer_id}")
async def business(turn: Turn, producer_id: int) -> Screen:
    producer = await _own(turn, producer_id)
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
    ]
    return Screen(text, title=producer.name, buttons=buttons, back="more")


# -- changing details


async def _allow(turn: Turn, subject: str) -> None:
    if not subject.isdecimal():
        raise NotFound(subject)
    await _own(turn, int(subject))


async def change(turn: Turn, subject: str, answers: Answers) -> Screen | To:
    """Change what was answered; skipped questions keep what was there. Name and commune are the officials' to
    change.
    """
    producer = await _own(turn, int(subject))
    before = f"{producer.representative} {producer.phone}"
    producer.representative = answers.get("representative") or producer.representative
    producer.phone = answers.get("phone") or producer.phone
    producer.tax_number = answers.get("tax-number") or producer.tax_number
    await turn.log("producer.changed", f"producer/{producer.id}", area=producer.commune, detail=before)
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
    producer = await _own(turn, producer_id)
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
    producer = await _own(turn, producer_id)
    return await _link(turn, producer, back=f"business/{producer.id}/people")


@screens.at("producer/{producer_id}/invite")
async def invite_for(turn: Turn, producer_id: int) -> Screen:
    """An official makes the link for a producer whose phone is lost or sold, after checking who asks; logged."""
    producer = await products.producer(turn.db, producer_id)
    if producer is None:
        raise NotFound(producer_id)
    officers = [Grant(grant.role, grant.area) for grant in turn.grants if grant.role == Role.OFFICER]
    if not may_see(officers, producer.commune):
        raise NotAllowed(producer_id)
    return await _link(turn, producer, back=f"producer/{producer.id}")


async def _link(turn: Turn, producer: Producer, *, back: str) -> Screen:
    token = await people.invite(turn.db, MEMBER, "", turn.person.id, turn.now, producer_id=producer.id)
    await turn.log("member.invited", f"producer/{producer.id}", area=producer.commune)
    text = turn.say("business-link", name=producer.name, url=f"{turn.links.chat}m-{token}", days=people.INVITATION_DAYS)
    return Screen(text, title=turn.say("business-invite"), back=back)


async def _open(turn: Turn, token: str) -> tuple[Invitation, Producer] | To:
    invitation = await people.invitation(turn.db, token)
    producer = (
        await products.producer(turn.db, invitation.producer_id) if invitation and invitation.producer_id else None
    )
    if invitation is None or producer is None or invitation.role != MEMBER:
        return To("home", turn.say("invited-unknown"))
    if invitation.used_at is not None:
        return To("home", turn.say("invited-used"))
    if invitation.expires_at <= turn.now:
        return To("home", turn.say("invited-expired"))
    return invitation, producer


@screens.at("joining/{token}")
async def joining(turn: Turn, token: str) -> Screen | To:
    found = await _open(turn, token)
    if isinstance(found, To):
        return found
    _invitation, producer = found
    text = turn.say("joining", name=producer.name, commune=units.full_name(producer.commune))
    return Screen(text, buttons=[turn.button("joining-accept", f"joining/{token}/yes")], back="home")


@screens.at("joining/{token}/yes")
async def join(turn: Turn, token: str) -> To:
    """From now on this person, too, speaks for the producer; the others are told."""
    found = await _open(turn, token)
    if isinstance(found, To):
        return found
    invitation, producer = found
    others = await products.members(turn.db, producer.id)
    if not await people.use_invitation(turn.db, invitation.id, turn.person.id, turn.now):
        return To("home", turn.say("invited-used"))
    if await products.join(turn.db, producer.id, turn.person.id, turn.now):
        turn.person.consented_at = turn.person.consented_at or turn.now
        await turn.log("member.joined", f"producer/{producer.id}", area=producer.commune)
        for other in others:
            name = turn.person.name or texts.say(other.language, "business-somebody")
            notice = Screen(
                texts.say(other.language, "notice-joined", name=name, producer=producer.name),
                buttons=[Button(texts.say(other.language, "business-people"), f"business/{producer.id}/people")],
            )
            await turn.notify(other, notice)
    return To("next", turn.say("joined", name=producer.name))


@screens.at("business/{producer_id}/out/{person_id}")
async def ask_out(turn: Turn, producer_id: int, person_id: int) -> Screen:
    producer = await _own(turn, producer_id)
    member = await people.person(turn.db, person_id)
    if member is None or not await products.speaks_for(turn.db, person_id, producer.id):
        raise NotFound(person_id)
    return Screen(
        turn.say("business-remove-ask", name=member.name or turn.say("business-somebody")),
        buttons=[turn.button("business-remove-yes", f"business/{producer.id}/out/{member.id}/yes")],
        back=f"business/{producer.id}/people",
    )


@screens.at("business/{producer_id}/out/{person_id}/yes")
async def out(turn: Turn, producer_id: int, person_id: int) -> To:
    """The person no longer sees anything of the producer; the dossier stays whole."""
    producer = await _own(turn, producer_id)
    if person_id != turn.person.id and await products.part(turn.db, producer.id, person_id):
        await turn.log("member.removed", f"producer/{producer.id}", area=producer.commune, detail=f"person {person_id}")
        member = await people.person(turn.db, person_id)
        if member is not None:
            await turn.notify(member, Screen(texts.say(member.language, "notice-parted", producer=producer.name)))
    return To(f"business/{producer.id}/people", turn.say("business-removed"))
