"""The province's say about what its communes announce."""

from chat.router import Screens
from chat.screen import Screen, To
from chat.turn import Turn
from locales.texts import InvalidInput
from services import announcements as verbs

screens = Screens()


@screens.at("announcements/approval/{province}/{wanted}")
async def switch_approval(turn: Turn, province: str, wanted: int) -> To:
    await verbs.switch_approval(turn.db, turn.actor, province, turn.now, wanted=bool(wanted))
    return To("announcements", turn.say("approval-is-on" if wanted else "approval-is-off"))


@screens.at("announcement/{announcement_id}/approve/{mark}")
async def approve(turn: Turn, announcement_id: int, mark: str) -> To:
    await verbs.approve(turn.db, turn.actor, announcement_id, mark, turn.now)
    return To("announcements", turn.say("announcement-approved-note"))


@screens.at("announcement/{announcement_id}/refuse")
async def ask_refusal(turn: Turn, announcement_id: int) -> Screen:
    await verbs.approvable(turn.db, turn.actor, announcement_id)
    here = f"announcement/{announcement_id}"
    return Screen(turn.say("announcement-refuse-why"), title=turn.say("announcement-refuse"), back=here)


@screens.text("announcement/{announcement_id}/refuse")
async def refuse(turn: Turn, text: str, announcement_id: int) -> To:
    try:
        await verbs.refuse(turn.db, turn.actor, announcement_id, text, turn.now)
    except InvalidInput as wrong:
        return To(f"announcement/{announcement_id}/refuse", turn.say(wrong.key, **wrong.details))
    return To("announcements", turn.say("announcement-refused-note"))
