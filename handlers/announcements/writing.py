"""Writing an announcement: for which area, its words, its files."""

from chat import pager, understanding
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.announcements.overview import file_name
from handlers.desk import officer_areas
from locales.texts import InvalidInput
from ocop import units
from services import announcements as verbs
from services.announcements import address_of
from storage import announcements
from storage.inbox import Destination

screens = Screens()


@screens.at("announcement/new")
async def new(turn: Turn) -> Screen | To:
    """For whom this official speaks; most speak for one area."""
    areas = officer_areas(turn)
    if len(areas) == 1:
        return To(f"announcement/new/{areas[0]}")
    buttons = [Button(units.full_name(area)[:60], f"announcement/new/{area}") for area in areas[: pager.SIZE]]
    return Screen(turn.say("announcement-which-area"), buttons=buttons, back="announcements")


@screens.at("announcement/new/{area}")
async def begin(turn: Turn, area: str) -> To:
    made = await verbs.begin_draft(turn.db, turn.actor, area, turn.now)
    return To(f"{address_of(made)}/text")


@screens.at("announcement/{announcement_id}/follow")
async def follow_up(turn: Turn, announcement_id: int) -> To:
    """Something more, or a correction, for exactly the same people."""
    made = await verbs.follow_up(turn.db, turn.actor, announcement_id, turn.now)
    return To(f"{address_of(made)}/text", turn.say("announcement-follows-note"))


@screens.at("announcement/{announcement_id}/drop")
async def drop(turn: Turn, announcement_id: int) -> To:
    await verbs.drop_draft(turn.db, turn.actor, announcement_id)
    return To("announcements", turn.say("announcement-dropped"))


@screens.at("announcement/{announcement_id}/text")
async def ask_text(turn: Turn, announcement_id: int) -> Screen:
    announcement = await verbs.editable(turn.db, turn.actor, announcement_id)
    lines = [turn.say("announcement-write-ask", longest=str(verbs.LONGEST))]
    if announcement.text:
        lines += ["", turn.say("form-now", answer=announcement.text)]
    back = address_of(announcement) if announcement.text else "announcements"
    return Screen("\n".join(lines), title=turn.say("announcement-write"), back=back)


@screens.text("announcement/{announcement_id}/text")
async def take_text(turn: Turn, text: str, announcement_id: int) -> To | None:
    if understanding.intent(text, turn.language, within_form=True)[0]:
        return None
    here = f"announcement/{announcement_id}"
    try:
        await verbs.write_text(turn.db, turn.actor, announcement_id, text)
    except InvalidInput as wrong:
        return To(f"{here}/text", turn.say(wrong.key, **wrong.details))
    return To(here, turn.say("announcement-written"))


@screens.at("announcement/{announcement_id}/files")
async def files(turn: Turn, announcement_id: int) -> Screen:
    """Files sent while standing here go out with it."""
    announcement = await verbs.editable(turn.db, turn.actor, announcement_id)
    found = await announcements.files(turn.db, announcement.id)
    here = address_of(announcement)
    buttons = [
        Button(turn.say("announcement-file-drop", name=file_name(turn, file))[:60], f"{here}/files/{file.id}/drop")
        for file in found
    ]
    if announcement.text:
        buttons.append(turn.button("announcement-test", f"{here}/test"))
    text = turn.say("announcement-files-ask", count=len(found), most=announcements.MOST_FILES)
    return Screen(text, title=turn.say("announcement-files"), buttons=buttons, back=here)


@screens.files("announcement/{announcement_id}/files")
async def for_announcement(turn: Turn, announcement_id: int) -> Destination | None:
    """Files that come here go out with it, as long as there is room."""
    count = len(turn.event.files)
    takes = await verbs.takes_files(turn.db, turn.actor, announcement_id, count)
    return Destination(announcement_id=announcement_id) if takes else None


@screens.at("announcement/{announcement_id}/files/{file_id}/drop")
async def drop_file(turn: Turn, announcement_id: int, file_id: int) -> To:
    await verbs.drop_file(turn.db, turn.actor, announcement_id, file_id)
    return To(f"announcement/{announcement_id}/files")
