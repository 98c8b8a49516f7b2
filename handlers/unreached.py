"""Who was reached on no messenger: for the commune to telephone."""

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
