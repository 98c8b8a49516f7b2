"""Trying an announcement out, and sending it: now, at a time, or again and again."""

from datetime import datetime

from chat import understanding
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.announcements import moments
from handlers.announcements.audience import describe, recipient_name
from handlers.reminders import reach_line
from locales import clock
from locales.texts import InvalidInput
from ocop import calendar
from services import announcements as verbs
from services.announcements import REPEATS, address_of
from storage import announcements, audiences, reaching

screens = Screens()


@screens.at("announcement/{announcement_id}/test")
async def test(turn: Turn, announcement_id: int) -> To:
    """To myself, exactly as the first of the audience would get it."""
    example = await verbs.send_test(turn.db, turn.actor, announcement_id, turn.address.id, turn.now)
    note = turn.say("announcement-tested", name=recipient_name(turn, example))
    return To(f"announcement/{announcement_id}", note)


@screens.at("announcement/{announcement_id}/send")
async def ask_send(turn: Turn, announcement_id: int) -> Screen:
    """Before anything is sent: how many, how they are reached, what it costs; now, at a time, or again and again."""
    announcement, count = await verbs.ready(turn.db, turn.actor, announcement_id, turn.now)
    here, audience = address_of(announcement), announcements.audience_of(announcement)
    people = audiences.people(audience, turn.today)
    reached = await reaching.count_ways(turn.db, people, turn.reach_of, turn.now, "announcement")
    repeat = announcement.repeat
    lines = [
        turn.say("announcement-to", audience=describe(turn, audience), count=turn.number(count)),
        turn.say("announcement-reach", line=reach_line(turn, reached)),
    ]
    if await verbs.needs_approval(turn.db, announcement):
        lines.append(turn.say("announcement-needs-approval"))
    lines.append(turn.say(f"announcement-repeats-{repeat}" if repeat else "announcement-once"))
    buttons = [
        turn.button("announcement-send-now", f"{here}/send/now", count=turn.number(count)),
        turn.button("announcement-send-at", f"{here}/send/at"),
    ]
    buttons += [
        turn.button(f"announcement-repeat-{other}", f"{here}/repeat/{other}")
        for other in (*REPEATS, "never")
        if other != (repeat or "never")
    ]
    return Screen("\n".join(lines), title=turn.say("announcement-send"), buttons=buttons, back=here)


@screens.at("announcement/{announcement_id}/repeat/{repeat}")
async def set_repeat(turn: Turn, announcement_id: int, repeat: str) -> To:
    await verbs.set_repeat(turn.db, turn.actor, announcement_id, repeat)
    return To(f"announcement/{announcement_id}/send")


@screens.at("announcement/{announcement_id}/send/now")
async def send_now(turn: Turn, announcement_id: int) -> To:
    return await _send(turn, announcement_id, turn.now)


@screens.at("announcement/{announcement_id}/send/at")
async def ask_when(turn: Turn, announcement_id: int) -> Screen:
    announcement = await verbs.editable(turn.db, turn.actor, announcement_id)
    here = address_of(announcement)
    buttons = [Button(turn.moment(at), f"{here}/send/at/{at:%Y%m%d%H%M}") for at in moments.suggested(turn.now)]
    return Screen(
        turn.say("announcement-when-ask"), title=turn.say("announcement-send-at"), buttons=buttons, back=f"{here}/send"
    )


@screens.at("announcement/{announcement_id}/send/at/{moment}")
async def send_at(turn: Turn, announcement_id: int, moment: str) -> To:
    try:
        at = datetime.strptime(moment, "%Y%m%d%H%M").replace(tzinfo=clock.ZONE)
    except ValueError:
        raise NotFound(moment) from None
    return await _send(turn, announcement_id, at)


@screens.text("announcement/{announcement_id}/send/at")
async def take_when(turn: Turn, text: str, announcement_id: int) -> To | None:
    """ "8 giờ 25/12/2026", "8:30 mai", "14h ngày 3/12/2026"."""
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    at = moments.parse(text, turn.today)
    if at is None:
        return To(f"announcement/{announcement_id}/send/at", turn.say("announcement-when-wrong"))
    return await _send(turn, announcement_id, at)


async def _send(turn: Turn, announcement_id: int, at: datetime) -> To:
    here = f"announcement/{announcement_id}"
    try:
        announcement = await verbs.send(turn.db, turn.actor, announcement_id, at, turn.now)
    except InvalidInput as wrong:
        return To(f"{here}/send/at", turn.say(wrong.key, **wrong.details))
    if announcement.state == "waiting":
        return To(here, turn.say("announcement-is-waiting"))
    if at > turn.now:
        return To(here)
    return To(here, turn.say("announcement-is-on-its-way" if calendar.daytime(turn.now) else "announcement-at-night"))


@screens.at("announcement/{announcement_id}/back")
async def take_back(turn: Turn, announcement_id: int) -> To:
    await verbs.take_back(turn.db, turn.actor, announcement_id)
    return To(f"announcement/{announcement_id}", turn.say("announcement-taken-back"))
