"""Every person's outcome as an Excel file."""

from chat.router import Screens
from chat.screen import To
from chat.turn import Turn
from services import announcement_runs as runs

screens = Screens()


@screens.at("announcement/{announcement_id}/export")
async def export(turn: Turn, announcement_id: int) -> To:
    await runs.ask_for_export(turn.db, turn.actor, announcement_id, turn.now, address_id=turn.address.id)
    return To(f"announcement/{announcement_id}", turn.say("announcement-export-coming"))
