"""All announcements of an official's areas, and one of them: what it says, to whom, and what can be done with it."""

from collections.abc import Sequence

from chat import pager
from chat.message import MessageBody
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.announcements.audience import describe
from handlers.desk import officer_areas
from ocop import units
from ocop.roles import Role, may_approve
from services import announcements as verbs
from services.announcements import address_of
from services.notices.announcements import PROGRESS, first_words, progress_screen
from storage import announcements
from storage.tables import Announcement, File

screens = Screens()
SIGNS = {
    "draft": "✏",
    "waiting": "🕗",
    "scheduled": "⏰",
    "writing": "📤",
    "running": "📤",
    "paused": "⏸",
    "stopped": "⏹",
    "done": "✅",
    "missed": "⌛",
}


@screens.at("announcements")
async def everything(turn: Turn) -> Screen | To:
    """An official's; who is none sees what they were told."""
    if not any(grant.role == Role.OFFICER for grant in turn.grants):
        return To("received")
    return await announcements_from(turn, 0)


@screens.at("received")
async def received(turn: Turn) -> Screen:
    """The newest announcements that came to this person, to read again."""
    lines = [
        f"📣 {turn.moment(message.sent_at or message.created_at)}\n{MessageBody.from_json(message.body).text}"
        for message in await announcements.received(turn.db, turn.person.id, limit=3)
    ]
    text = "\n\n".join(lines) or turn.say("received-none")
    return Screen(text, title=turn.say("received-title"), back="home")


@screens.at("announcements/from/{offset}")
async def announcements_from(turn: Turn, offset: int) -> Screen:
    """The newest first; what waits for my approval on top."""
    areas = officer_areas(turn)
    rows = await announcements.of_areas(turn.db, areas, turn.person.id, offset=offset, limit=pager.SIZE + 1)
    buttons = [turn.button("announcement-new", "announcement/new")]
    for province in (area for area in areas if len(area) == 2):
        wanted = await announcements.wants_approval(turn.db, province)
        buttons.append(
            turn.button(f"approval-{'off' if wanted else 'on'}", f"announcements/approval/{province}/{int(not wanted)}")
        )
        buttons += [
            turn.button("announcement-approve-this", address_of(one), area=units.full_name(one.area))
            for one in await announcements.waiting_for(turn.db, province)
        ]
    buttons += pager.buttons(
        turn,
        rows,
        lambda one: Button(f"{SIGNS[one.state]} {first_words(one.text) or '…'}"[:60], address_of(one)),
        lambda start: f"announcements/from/{start}",
        offset=offset,
    )
    text = turn.say("announcements-text" if rows else "announcements-none")
    return Screen(text, title=turn.say("announcements-title"), buttons=buttons, back="home")


@screens.at("announcement/{announcement_id}")
async def one(turn: Turn, announcement_id: int) -> Screen:
    announcement = await verbs.visible(turn.db, turn.actor, announcement_id)
    if announcement.state in ("writing", "running", "paused", "done", "stopped"):
        outcomes = await announcements.outcomes(turn.db, announcement)
        return progress_screen(turn.language, announcement, outcomes, turn.now)
    return await _before_sending(turn, announcement)


async def _before_sending(turn: Turn, announcement: Announcement) -> Screen:
    """What it says, to whom, and what can be done with it now."""
    count = await verbs.count_audience(turn.db, announcement, turn.now)
    files = await announcements.files(turn.db, announcement.id)
    buttons: list[Button] = []
    here = address_of(announcement)
    if announcement.state == "waiting" and may_approve(turn.grants, announcement.area):
        buttons += [
            turn.button("announcement-approve", f"{here}/approve/{verbs.mark_of(announcement, files)}"),
            turn.button("announcement-refuse", f"{here}/refuse"),
        ]
    if announcement.state != "draft":
        buttons += [Button(f"👁 {file_name(turn, file)}"[:50], f"file/{file.id}") for file in files if file.sha256]
    if announcement.author_id == turn.person.id:
        buttons += _ways_on(turn, announcement, count)
    buttons.append(turn.button("announcement-names", f"{here}/names/0", count=turn.number(count)))
    return Screen(
        "\n".join(_lines(turn, announcement, count, files)),
        title=turn.say("announcements-title"),
        buttons=buttons,
        back="announcements",
        kind=PROGRESS if announcement.state == "scheduled" else "",
    )


def _lines(turn: Turn, announcement: Announcement, count: int, files: Sequence[File]) -> list[str]:
    text = announcement.text if announcement.state == "waiting" else first_words(announcement.text, 300)
    audience = describe(turn, announcements.audience_of(announcement))
    lines = [
        text or turn.say("announcement-empty"),
        "",
        turn.say("announcement-to", audience=audience, count=turn.number(count)),
    ]
    if files:
        lines.append(turn.say("announcement-has-files", count=len(files)))
    if announcement.state in ("scheduled", "waiting") and announcement.send_at is not None:
        lines.append(turn.say(f"announcement-{announcement.state}-at", at=turn.moment(announcement.send_at)))
    if announcement.repeat:
        lines.append(turn.say(f"announcement-repeats-{announcement.repeat}"))
    if announcement.state == "missed":
        at = turn.moment(announcement.send_at or announcement.created_at)
        lines.append(turn.say("announcement-missed", at=at))
    return lines


def _ways_on(turn: Turn, announcement: Announcement, count: int) -> list[Button]:
    here = address_of(announcement)
    if announcement.state in ("scheduled", "waiting"):
        return [turn.button("announcement-take-back", f"{here}/back")]
    buttons = [turn.button("announcement-send", f"{here}/send")] if announcement.text and count else []
    buttons += [
        turn.button("announcement-write", f"{here}/text"),
        turn.button("announcement-files", f"{here}/files"),
    ]
    if not announcement.audience.get("follows"):
        buttons.append(turn.button("announcement-audience", f"{here}/to"))
    if announcement.text:
        buttons.append(turn.button("announcement-test", f"{here}/test"))
    return [*buttons, turn.button("announcement-drop", f"{here}/drop")]


def file_name(turn: Turn, file: File) -> str:
    return file.name or turn.say("file-unnamed")
