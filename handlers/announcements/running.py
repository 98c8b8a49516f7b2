"""An announcement on its way: held up, gone on with, stopped; and how each person's message ended."""

from collections.abc import Sequence

from chat import pager
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Screen, To
from chat.turn import Turn
from handlers.unreached import why
from services import announcement_runs as runs
from services import announcements as verbs
from services.announcements import address_of
from services.notices.announcements import OUTCOMES, outcome_of
from storage import announcements

screens = Screens()
STATES: dict[str, Sequence[str]] = {
    "all": ("sent", "queued", "sending", "paused", "blocked", "unknown", "failed", "stopped", "dropped"),
    "queued": ("queued", "sending"),
    "stopped": ("stopped", "dropped"),
}


@screens.at("announcement/{announcement_id}/pause")
async def pause(turn: Turn, announcement_id: int) -> To:
    await runs.pause(turn.db, turn.actor, announcement_id, turn.now)
    return To(f"announcement/{announcement_id}")


@screens.at("announcement/{announcement_id}/resume")
async def resume(turn: Turn, announcement_id: int) -> To:
    await runs.resume(turn.db, turn.actor, announcement_id, turn.now)
    return To(f"announcement/{announcement_id}")


@screens.at("announcement/{announcement_id}/stop")
async def ask_stop(turn: Turn, announcement_id: int) -> Screen:
    here = address_of(await runs.stoppable(turn.db, turn.actor, announcement_id))
    return Screen(
        turn.say("announcement-stop-ask"),
        title=turn.say("announcement-stop"),
        buttons=[turn.button("announcement-stop-yes", f"{here}/stop/yes")],
        back=here,
    )


@screens.at("announcement/{announcement_id}/stop/yes")
async def stop(turn: Turn, announcement_id: int) -> To:
    await runs.stop(turn.db, turn.actor, announcement_id, turn.now)
    return To(f"announcement/{announcement_id}")


@screens.at("announcement/{announcement_id}/people/{outcome}/{after}")
async def outcomes(turn: Turn, announcement_id: int, outcome: str, after: int) -> Screen:
    """Everybody with this outcome ("all": with any), and why."""
    announcement = await verbs.visible(turn.db, turn.actor, announcement_id)
    if outcome not in (*OUTCOMES, "all"):
        raise NotFound(outcome)
    here = address_of(announcement)
    wanted = STATES.get(outcome, (outcome,))
    rows = await announcements.people_by_outcome(turn.db, announcement.id, wanted, after=after, limit=pager.SIZE + 1)
    lines = []
    for message, person in rows[: pager.SIZE]:
        name = person.name or turn.say("business-somebody")
        lines.append(f"• {name}: {turn.say(f'announcement-one-{outcome_of(message.state)}')}")
        if message.state == "blocked":
            lines.append(why(turn, message))
    buttons = []
    if len(rows) > pager.SIZE:
        buttons.append(turn.button("button-more", f"{here}/people/{outcome}/{rows[pager.SIZE - 1][0].id}"))
    if outcome == "blocked" and rows:
        buttons.append(turn.button("announcement-telephone", "unreached"))
    await turn.log("outcomes.seen", here, area=announcement.area, detail=outcome)
    text = "\n".join(lines) or turn.say("announcement-nobody")
    return Screen(text, title=turn.say("announcement-people-title"), buttons=buttons, back=here)
