"""Who was reached on no messenger: for the commune to telephone."""

from datetime import date

from chat import pager
from chat.message import MessageBody
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.desk import officer_areas
from locales import texts
from locales.texts import InvalidInput
from ocop import numbers
from services import unreached as verbs
from storage import unreached
from storage.tables import Message

screens = Screens()


@screens.at("unreached")
async def everybody(turn: Turn) -> Screen:
    return await people_from(turn, 0)


@screens.at("unreached/from/{offset}")
async def people_from(turn: Turn, offset: int) -> Screen:
    """The people of my area whom a notice did not reach, those who wait longest first."""
    areas = officer_areas(turn)
    rows = await unreached.people_of(turn.db, areas, offset=offset, limit=pager.SIZE + 1)
    buttons = pager.buttons(
        turn,
        rows,
        lambda row: Button(f"📞 {row[0].name or row[2].representative} – {row[2].name}"[:60], f"unreached/{row[0].id}"),
        lambda start: f"unreached/from/{start}",
        offset=offset,
    )
    text = turn.say("unreached-text", count=await unreached.count(turn.db, areas))
    return Screen(text, title=turn.say("unreached-title"), buttons=buttons, back="desk")


@screens.at("unreached/nobody")
async def producers_without_people(turn: Turn) -> Screen:
    return await producers_from(turn, 0)


@screens.at("unreached/nobody/{offset}")
async def producers_from(turn: Turn, offset: int) -> Screen:
    """Producers of my area of whom nobody chats; those whose certificate only may still hold come first."""
    areas = officer_areas(turn)
    rows = await unreached.without_people(turn.db, areas, turn.now, offset=offset, limit=pager.SIZE + 1)
    lines = [turn.say("nobody-text", count=await unreached.count_without_people(turn.db, areas, turn.now)), ""]
    for producer, count, end, until in rows[: pager.SIZE]:
        lines.append(turn.say("nobody-line", name=producer.name, count=count) + _end(turn, end, until))
    buttons = pager.buttons(
        turn,
        rows,
        lambda row: Button(f"📞 {row[0].name}"[:60], f"unreached/producer/{row[0].id}"),
        lambda start: f"unreached/nobody/{start}",
        offset=offset,
    )
    return Screen("\n".join(lines), title=turn.say("nobody-title"), buttons=buttons, back="desk")


def _end(turn: Turn, end: date | None, until: date | None) -> str:
    """When the certificate ends; or until when it may still hold, which is to be checked."""
    if until is not None:
        return turn.say("nobody-extended", day=turn.day(until))
    return turn.say("nobody-ends", day=turn.day(end)) if end is not None else ""


@screens.at("unreached/producer/{producer_id}")
async def silent(turn: Turn, producer_id: int) -> Screen:
    """Its number, its products and what ends when; a link with which they come in."""
    producer = await verbs.silent_producer(turn.db, turn.actor, producer_id)
    phone = numbers.show_mobile(producer.phone) if producer.phone else turn.say("nobody-no-phone")
    lines = [turn.say("unreached-phone", phone=phone)]
    if producer.representative:
        lines.append(turn.say("nobody-representative", name=producer.representative))
    for product, rating in await unreached.ratings_of(turn.db, producer.id):
        until = rating.extended_until if rating is not None else None
        holds = until if until is not None and until >= turn.today else None
        lines.append(f"• {product.name}" + _end(turn, rating.valid_until if rating else None, holds))
    buttons = [
        turn.button("nobody-invite", f"producer/{producer.id}/invite"),
        turn.button("unreached-called", f"unreached/producer/{producer.id}/called"),
    ]
    await turn.log("producer.seen", f"producer/{producer.id}", area=producer.commune)
    return Screen("\n".join(lines), title=producer.name, buttons=buttons, back="unreached/nobody")


@screens.at("unreached/producer/{producer_id}/called")
async def producer_called(turn: Turn, producer_id: int) -> To:
    await verbs.mark_producer_called(turn.db, turn.actor, producer_id, turn.now)
    return To("unreached/nobody", turn.say("unreached-done"))


@screens.at("unreached/{person_id}")
async def one(turn: Turn, person_id: int) -> Screen:
    """The telephone number, what they missed, and why it did not reach them."""
    person, theirs = await verbs.callable_person(turn.db, turn.actor, person_id)
    phone = person.phone or theirs[0].phone
    lines = [turn.say("unreached-phone", phone=numbers.show_mobile(phone) if phone else "?")]
    for message in await unreached.missed(turn.db, person.id, limit=4):
        body = MessageBody.from_json(message.body)
        first = f"{body.title} {body.text}".strip().splitlines()[0]
        lines += ["", f"• {turn.moment(message.created_at)}: {first[:160]}", why(turn, message)]
    buttons = [
        turn.button("unreached-called", f"unreached/{person.id}/called"),
        turn.button("unreached-words", f"unreached/{person.id}/words"),
    ]
    await turn.log("unreached.seen", f"person/{person.id}", area=theirs[0].commune)
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
    await verbs.mark_called(turn.db, turn.actor, person_id, turn.now)
    return To("unreached", turn.say("unreached-done"))


@screens.at("unreached/{person_id}/words")
async def ask_words(turn: Turn, person_id: int) -> Screen:
    """Who answered, and what was said: the proof of the call."""
    await verbs.callable_person(turn.db, turn.actor, person_id)
    return Screen(turn.say("unreached-words-ask"), title=turn.say("unreached-words"), back=f"unreached/{person_id}")


@screens.text("unreached/{person_id}/words")
async def words_typed(turn: Turn, text: str, person_id: int) -> To:
    try:
        words = numbers.paragraph(text, shortest=2, longest=300)
    except InvalidInput as wrong:
        return To(f"unreached/{person_id}/words", turn.say(wrong.key, **wrong.details))
    await verbs.mark_called(turn.db, turn.actor, person_id, turn.now, words)
    return To("unreached", turn.say("unreached-done"))
