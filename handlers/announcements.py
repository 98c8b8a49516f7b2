"""Announcements: an official writes, picks who it is for, sees how many and who, tries it out, sends, watches, follows
up.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from chat import understanding
from chat.errors import NotAllowed, NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.calendar import reach_line
from handlers.desk import PAGE, officer_areas
from handlers.registration import KINDS
from handlers.unreached import why
from locales import clock, texts
from locales.text import fold
from locales.texts import InvalidInput
from ocop import calendar, merge, numbers, units
from ocop.roles import Role, may_announce, may_approve
from ocop.rules import rules_on
from services.notices.announcements import OUTCOMES, PROGRESS, announcement_body, first_words, progress_screen, tally_of
from storage import announcements, audiences, outbox, people, reaching
from storage.audiences import Audience, Recipient
from storage.tables import Announcement, File, Person

screens = Screens()
LONGEST = 1500
AHEAD = timedelta(days=366)
MOST_A_DAY = 20  # announcements of one area
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
REPEATS = ("weekly", "monthly")
FILTERS = ("area", "kind", "group", "step", "stars", "missing", "ends")
_HOUR = re.compile(r"\b(\d{1,2}) ?(?:h|:|gi[ờo]|g) ?([0-5]\d)?(?![\d/.-])(?: ?ph[úu]t)?", re.IGNORECASE)
_AROUND = {"luc", "ngay", "vao", "at", "on", "sang"}  # words around an hour and a day that say nothing more
_AFTERNOON = {"chieu", "toi", "pm"}


# -- all of them


@screens.at("announcements")
async def everything(turn: Turn) -> Screen | To:
    """An official's; who is none sees what they were told."""
    if not any(grant.role == Role.OFFICER for grant in turn.grants):
        return To("received")
    return await page(turn, 0)


@screens.at("received")
async def received(turn: Turn) -> Screen:
    """The newest announcements that came to this person, to read again."""
    lines = [
        f"📣 {turn.moment(message.sent_at or message.created_at)}\n{message.body['text']}"
        for message in await announcements.received(turn.db, turn.person.id, limit=3)
    ]
    text = "\n\n".join(lines) or turn.say("received-none")
    return Screen(text, title=turn.say("received-title"), back="home")


@screens.at("announcements/from/{offset}")
async def page(turn: Turn, offset: int) -> Screen:
    """The newest first; what waits for my approval on top."""
    areas = officer_areas(turn)
    rows = await announcements.of_areas(turn.db, areas, turn.person.id, offset=offset, limit=PAGE + 1)
    buttons = [turn.button("announcement-new", "announcement/new")]
    lines = [turn.say("announcements-text" if rows else "announcements-none")]
    for province in (area for area in areas if len(area) == 2):
        wanted = await announcements.wants_approval(turn.db, province)
        buttons.append(
            turn.button(f"approval-{'off' if wanted else 'on'}", f"announcements/approval/{province}/{int(not wanted)}")
        )
        buttons += [
            turn.button("announcement-approve-this", _at(one), area=units.full_name(one.area))
            for one in await announcements.waiting_for(turn.db, province)
        ]
    buttons += [Button(f"{SIGNS[one.state]} {first_words(one.text) or '…'}"[:60], _at(one)) for one in rows[:PAGE]]
    if len(rows) > PAGE:
        buttons.append(turn.button("button-more", f"announcements/from/{offset + PAGE}"))
    return Screen("\n".join(lines), title=turn.say("announcements-title"), buttons=buttons, back="home")


@screens.at("announcements/approval/{province}/{wanted}")
async def switch_approval(turn: Turn, province: str, wanted: int) -> To:
    """The province wants to see its communes' announcements first, or no longer."""
    if province not in officer_areas(turn) or len(province) != 2:
        raise NotAllowed(province)
    await announcements.want_approval(turn.db, province, turn.person.id, turn.now, wanted=bool(wanted))
    await turn.log("approval.switched", f"area/{province}", area=province, detail="on" if wanted else "off")
    return To("announcements", turn.say("approval-is-on" if wanted else "approval-is-off"))


def _at(announcement: Announcement) -> str:
    return f"announcement/{announcement.id}"


async def _seen(turn: Turn, announcement_id: int) -> Announcement:
    """One that this official may look at: of their area, or of a commune of their province."""
    found = await announcements.announcement(turn.db, announcement_id)
    if found is None:
        raise NotFound(announcement_id)
    inside = any(units.within(found.area, area) for area in officer_areas(turn))
    if not inside or (found.state == "draft" and found.author_id != turn.person.id):
        raise NotAllowed(announcement_id)
    return found


async def _mine(turn: Turn, announcement_id: int, *states: str) -> Announcement | None:
    """One that this official wrote and that is in one of the states; None when it has moved on meanwhile."""
    await _seen(turn, announcement_id)
    found = await announcements.announcement(turn.db, announcement_id, lock=True)
    if found is None:
        raise NotFound(announcement_id)
    if found.author_id != turn.person.id or not may_announce(turn.grants, [found.area]):
        raise NotAllowed(announcement_id)
    return found if found.state in states else None


async def _going(turn: Turn, announcement_id: int, *states: str) -> Announcement | None:
    """One under way: any officer who may speak for its area may hold it up, so that a mistake goes no further."""
    await _seen(turn, announcement_id)
    found = await announcements.announcement(turn.db, announcement_id, lock=True)
    if found is None:
        raise NotFound(announcement_id)
    return found if found.state in states else None


# -- a new one


@screens.at("announcement/new")
async def new(turn: Turn) -> Screen | To:
    """For whom this official speaks; most speak for one area."""
    areas = officer_areas(turn)
    if len(areas) == 1:
        return To(f"announcement/new/{areas[0]}")
    buttons = [Button(units.full_name(area)[:60], f"announcement/new/{area}") for area in areas[:PAGE]]
    return Screen(turn.say("announcement-which-area"), buttons=buttons, back="announcements")


@screens.at("announcement/new/{area}")
async def begin(turn: Turn, area: str) -> To:
    if area not in officer_areas(turn):
        raise NotAllowed(area)
    begun = await announcements.empty_draft(turn.db, area, turn.person.id)
    made = begun or await announcements.draft(turn.db, area, turn.person.id, turn.now)
    return To(f"{_at(made)}/text")


@screens.at("announcement/{announcement_id}")
async def one(turn: Turn, announcement_id: int) -> Screen:
    """What it says, to whom, and what can be done with it now."""
    announcement = await _seen(turn, announcement_id)
    if announcement.state in ("writing", "running", "paused", "done", "stopped"):
        return progress_screen(
            turn.language, announcement, await announcements.outcomes(turn.db, announcement), turn.now
        )
    here = _at(announcement)
    audience = announcements.audience_of(announcement)
    count = await audiences.count(turn.db, audience, turn.today)
    files = await announcements.files(turn.db, announcement.id)
    shown = announcement.text if announcement.state == "waiting" else first_words(announcement.text, 300)
    lines = [
        shown or turn.say("announcement-empty"),
        "",
        turn.say("announcement-to", audience=said(turn, audience), count=turn.number(count)),
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
    buttons: list[Button] = []
    if announcement.state == "waiting" and may_approve(turn.grants, announcement.area):
        buttons += [
            turn.button("announcement-approve", f"{here}/approve/{_mark(announcement, files)}"),
            turn.button("announcement-refuse", f"{here}/refuse"),
        ]
    if announcement.state != "draft":
        buttons += [Button(f"👁 {_named(turn, file)}"[:50], f"file/{file.id}") for file in files if file.sha256]
    if announcement.author_id == turn.person.id:
        buttons += _ways_on(turn, announcement, count)
    buttons.append(turn.button("announcement-names", f"{here}/names/0", count=turn.number(count)))
    return Screen(
        "\n".join(lines),
        title=turn.say("announcements-title"),
        buttons=buttons,
        back="announcements",
        kind=PROGRESS if announcement.state == "scheduled" else "",
    )


def _mark(announcement: Announcement, files: Sequence[File]) -> str:
    """A few letters that change with every word, file and recipient: what is approved is what was read."""
    said = (announcement.text, sorted(announcement.audience.items()), [file.id for file in files])
    return hashlib.sha256(repr(said).encode()).hexdigest()[:8]


def _ways_on(turn: Turn, announcement: Announcement, count: int) -> list[Button]:
    here = _at(announcement)
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


@screens.at("announcement/{announcement_id}/drop")
async def drop(turn: Turn, announcement_id: int) -> To:
    announcement = await _mine(turn, announcement_id, "draft", "missed")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    announcement.state = "draft"
    await turn.db.flush()
    await announcements.drop(turn.db, announcement.id)
    return To("announcements", turn.say("announcement-dropped"))


# -- what it says


@screens.at("announcement/{announcement_id}/text")
async def write(turn: Turn, announcement_id: int) -> Screen | To:
    announcement = await _mine(turn, announcement_id, "draft", "missed")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    lines = [turn.say("announcement-write-ask", longest=str(LONGEST))]
    if announcement.text:
        lines += ["", turn.say("form-now", answer=announcement.text)]
    back = _at(announcement) if announcement.text else "announcements"
    return Screen("\n".join(lines), title=turn.say("announcement-write"), back=back)


@screens.text("announcement/{announcement_id}/text")
async def written(turn: Turn, text: str, announcement_id: int) -> To | None:
    announcement = await _mine(turn, announcement_id, "draft", "missed")
    if announcement is None or understanding.intent(text, turn.language, within_form=True)[0]:
        return None
    try:
        announcement.text = merge.check(numbers.paragraph(text, shortest=5, longest=LONGEST))
    except InvalidInput as wrong:
        return To(f"{_at(announcement)}/text", turn.say(wrong.key, **wrong.details))
    return To(_at(announcement), turn.say("announcement-written"))


@screens.at("announcement/{announcement_id}/files")
async def files(turn: Turn, announcement_id: int) -> Screen | To:
    """Files sent while standing here go out with it (see handlers.files.receive)."""
    announcement = await _mine(turn, announcement_id, "draft", "missed")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    found = await announcements.files(turn.db, announcement.id)
    here = _at(announcement)
    buttons = [
        Button(turn.say("announcement-file-drop", name=_named(turn, file))[:60], f"{here}/files/{file.id}/drop")
        for file in found
    ]
    if announcement.text:
        buttons.append(turn.button("announcement-test", f"{here}/test"))
    text = turn.say("announcement-files-ask", count=len(found), most=announcements.MOST_FILES)
    return Screen(text, title=turn.say("announcement-files"), buttons=buttons, back=here)


def _named(turn: Turn, file: File) -> str:
    return file.name or turn.say("file-unnamed")


@screens.at("announcement/{announcement_id}/files/{file_id}/drop")
async def drop_file(turn: Turn, announcement_id: int, file_id: int) -> To:
    announcement = await _mine(turn, announcement_id, "draft", "missed")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    for file in await announcements.files(turn.db, announcement.id):
        if file.id == file_id:
            file.announcement_id = None
    await turn.db.flush()
    return To(f"{_at(announcement)}/files")


# -- to whom


def said(turn: Turn, audience: Audience) -> str:
    """The audience in words."""
    if audience.follows:
        return turn.say("audience-follows")
    parts = [", ".join(units.full_name(area) for area in audience.areas[:3])]
    if len(audience.areas) > 3:
        parts[0] += turn.say("audience-more-areas", count=len(audience.areas) - 3)
    if audience.kind:
        parts.append(turn.say(f"entity-{audience.kind}"))
    if audience.group:
        parts.append(turn.say(f"group-{audience.group}"))
    if audience.step:
        parts.append(turn.say("audience-step", number=str(audience.step), name=turn.say(f"step-{audience.step}-name")))
    if audience.stars:
        parts.append(turn.say("audience-stars", stars="★" * audience.stars))
    if audience.missing:
        parts.append(turn.say("audience-missing", paper=turn.say(f"paper-{audience.missing}")))
    if audience.ends_before:
        parts.append(turn.say("audience-ends", day=turn.day(date.fromisoformat(audience.ends_before))))
    return "; ".join(parts)


async def _picking(turn: Turn, announcement_id: int) -> Announcement:
    announcement = await _mine(turn, announcement_id, "draft", "missed")
    if announcement is None or announcement.audience.get("follows"):
        raise NotFound(announcement_id)
    return announcement


@screens.at("announcement/{announcement_id}/to")
async def to_whom(turn: Turn, announcement_id: int) -> Screen:
    """Every filter with what is chosen; together they must all fit."""
    announcement = await _picking(turn, announcement_id)
    audience, here = announcements.audience_of(announcement), _at(announcement)
    count = await audiences.count(turn.db, audience, turn.today)
    chosen = {
        "area": audience.areas != [announcement.area],
        "kind": audience.kind,
        "group": audience.group,
        "step": audience.step,
        "stars": audience.stars,
        "missing": audience.missing,
        "ends": audience.ends_before,
    }
    buttons = [
        Button(f"{'☑' if chosen[name] else '⬜'} {turn.say(f'audience-by-{name}')}", f"{here}/to/{name}")
        for name in FILTERS
        if name != "area" or len(announcement.area) == 2
    ]
    if any(chosen.values()):
        buttons.append(turn.button("audience-clear", f"{here}/to/everybody"))
    buttons.append(turn.button("announcement-names", f"{here}/names/0", count=turn.number(count)))
    text = turn.say("announcement-to", audience=said(turn, audience), count=turn.number(count))
    return Screen(
        f"{text}\n\n{turn.say('audience-ask')}", title=turn.say("announcement-audience"), buttons=buttons, back=here
    )


@screens.at("announcement/{announcement_id}/to/everybody")
async def to_everybody(turn: Turn, announcement_id: int) -> To:
    announcement = await _picking(turn, announcement_id)
    announcement.audience = Audience(areas=[announcement.area]).kept
    return To(f"{_at(announcement)}/to")


@screens.at("announcement/{announcement_id}/to/{name}")
async def choose(turn: Turn, announcement_id: int, name: str) -> Screen:
    return await page_of_choices(turn, announcement_id, name, 0)


@screens.at("announcement/{announcement_id}/to/{name}/from/{offset}")
async def page_of_choices(turn: Turn, announcement_id: int, name: str, offset: int) -> Screen:
    """What one filter can be."""
    announcement = await _picking(turn, announcement_id)
    if name not in FILTERS:
        raise NotFound(name)
    here = f"{_at(announcement)}/to/{name}"
    choices = _choices(turn, announcement, name)
    buttons = [Button(label[:60], f"{here}/{value}") for label, value in choices[offset : offset + PAGE]]
    if len(choices) > offset + PAGE:
        buttons.append(turn.button("button-more", f"{here}/from/{offset + PAGE}"))
    buttons.append(turn.button("audience-any", f"{here}/any"))
    return Screen(
        turn.say(f"audience-ask-{name}"),
        title=turn.say(f"audience-by-{name}"),
        buttons=buttons,
        back=f"{_at(announcement)}/to",
    )


def _choices(turn: Turn, announcement: Announcement, name: str) -> list[tuple[str, str]]:
    """(label, value) for one filter."""
    if name == "area":
        chosen = [area for area in announcement.audience.get("areas", ()) if area != announcement.area]
        return [(f"☑ {units.full_name(area)}", area) for area in chosen]
    if name == "kind":
        return [(turn.say(f"entity-{kind}"), kind) for kind in KINDS]
    if name == "group":
        return [(turn.say(f"group-{group.code}"), group.code) for group in rules_on(turn.today).groups]
    if name == "step":
        return [(f"{number}. {turn.say(f'step-{number}-name')}", str(number)) for number in range(1, 7)]
    if name == "stars":
        return [("★" * stars, str(stars)) for stars in (5, 4, 3)]
    if name == "missing":
        return [(turn.say(f"paper-{code}"), code) for code in audiences.must_papers()]
    return [
        (turn.say("audience-within", days=days), (turn.today + timedelta(days=days)).isoformat())
        for days in (30, 60, 90, 180)
    ]


@screens.at("announcement/{announcement_id}/to/{name}/{value}")
async def chosen(turn: Turn, announcement_id: int, name: str, value: str) -> To:
    announcement = await _picking(turn, announcement_id)
    audience = announcements.audience_of(announcement)
    if value == "any":
        value = ""
    elif name not in FILTERS or value not in {one for _label, one in _choices(turn, announcement, name)}:
        raise NotFound(value)
    match name:
        case "area":
            kept = [area for area in audience.areas if value and area != value]
            audience = replace(audience, areas=kept or [announcement.area])
        case "kind":
            audience = replace(audience, kind=value)
        case "group":
            audience = replace(audience, group=value)
        case "step":
            audience = replace(audience, step=int(value or 0))
        case "stars":
            audience = replace(audience, stars=int(value or 0))
        case "missing":
            audience = replace(audience, missing=value)
        case "ends":
            audience = replace(audience, ends_before=value)
    announcement.audience = audience.kept
    return To(f"{_at(announcement)}/to")


@screens.text("announcement/{announcement_id}/to/{name}")
async def typed(turn: Turn, text: str, announcement_id: int, name: str) -> Screen | To | None:
    """The name of a commune, the date before which certificates end, or a choice by its words."""
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    announcement = await _picking(turn, announcement_id)
    here = f"{_at(announcement)}/to"
    if name == "area":
        return _typed_commune(turn, announcement, text)
    if name == "ends":
        try:
            day = numbers.day(text, turn.today)
        except InvalidInput as wrong:
            return To(f"{here}/ends", turn.say(wrong.key, **wrong.details))
        announcement.audience = replace(announcements.audience_of(announcement), ends_before=day.isoformat()).kept
        return To(here)
    for label, value in _choices(turn, announcement, name):
        if fold(text) and fold(text) in fold(label):
            return To(f"{here}/{name}/{value}")
    return To(f"{here}/{name}", turn.say("form-tap-one"))


def _typed_commune(turn: Turn, announcement: Announcement, text: str) -> Screen | To:
    here = f"{_at(announcement)}/to/area"
    found = units.find_communes(text, announcement.area, limit=6) if len(announcement.area) == 2 else []
    if not found:
        return To(here, turn.say("invite-no-commune", text=text[:60]))
    buttons = [Button(units.full_name(unit.code)[:60], f"{here}/add/{unit.code}") for unit in found]
    return Screen(turn.say("form-pick"), title=turn.say("audience-by-area"), buttons=buttons, back=here)


@screens.at("announcement/{announcement_id}/to/area/add/{commune}")
async def add_commune(turn: Turn, announcement_id: int, commune: str) -> To:
    announcement = await _picking(turn, announcement_id)
    if not units.known_commune(commune) or not units.within(commune, announcement.area):
        raise NotFound(commune)
    audience = announcements.audience_of(announcement)
    chosen = [area for area in audience.areas if area not in (announcement.area, commune)]
    announcement.audience = replace(audience, areas=[*chosen, commune][-60:]).kept
    return To(f"{_at(announcement)}/to/area")


@screens.at("announcement/{announcement_id}/names/{offset}")
async def names(turn: Turn, announcement_id: int, offset: int) -> Screen:
    """Who exactly it goes to."""
    announcement = await _seen(turn, announcement_id)
    audience = announcements.audience_of(announcement)
    count = await audiences.count(turn.db, audience, turn.today)
    some = await audiences.page(turn.db, audience, turn.today, offset=offset, limit=PAGE * 2)
    lines = [turn.say("announcement-to", audience=said(turn, audience), count=turn.number(count)), ""]
    lines += [f"{offset + number}. {_who(turn, one)}" for number, one in enumerate(some, 1)]
    here = _at(announcement)
    buttons = []
    if offset + PAGE * 2 < count:
        buttons.append(turn.button("button-more", f"{here}/names/{offset + PAGE * 2}"))
    await turn.log("audience.seen", here, area=announcement.area, detail=str(offset))
    return Screen("\n".join(lines), title=turn.say("announcement-names-title"), buttons=buttons, back=here)


def _who(turn: Turn, one: Recipient) -> str:
    name = one.person.name or turn.say("business-somebody")
    return f"{name} – {one.producer}" if one.producer else name


# -- trying it out


@screens.at("announcement/{announcement_id}/test")
async def test(turn: Turn, announcement_id: int) -> Screen | To:
    """To myself, exactly as the first of the audience would get it."""
    announcement = await _mine(turn, announcement_id, "draft", "missed")
    if announcement is None or not announcement.text:
        return To(f"announcement/{announcement_id}")
    some = await audiences.page(turn.db, announcements.audience_of(announcement), turn.today, limit=1)
    example = some[0] if some else Recipient(turn.person, "", "", announcement.area, (), 1)
    stored = [file.id for file in await announcements.files(turn.db, announcement.id) if file.state == "stored"]
    body = announcement_body(announcement, example, stored)
    body["buttons"] = [[turn.say("button-back"), _at(announcement), ""]]
    await outbox.write(
        turn.db, person_id=turn.person.id, address_id=turn.address.id, body=body, lane=outbox.REPLY, now=turn.now
    )
    back = await one(turn, announcement_id)
    note = turn.say("announcement-tested", name=_who(turn, example))
    turn.shown_at = _at(announcement)
    return replace(back, text=f"{note}\n\n{back.text}")


# -- sending


@screens.at("announcement/{announcement_id}/send")
async def ask_send(turn: Turn, announcement_id: int) -> Screen | To:
    """Before anything is sent: how many, how they are reached, what it costs; now, at a time, or again and again."""
    announcement = await _mine(turn, announcement_id, "draft", "missed")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    here, audience = _at(announcement), announcements.audience_of(announcement)
    count = await audiences.count(turn.db, audience, turn.today)
    if not announcement.text or not count:
        return To(here, turn.say("announcement-not-ready"))
    reached = await reaching.plan(
        turn.db, audiences.people(audience, turn.today), turn.reach_of, turn.now, "announcement"
    )
    lines = [
        turn.say("announcement-to", audience=said(turn, audience), count=turn.number(count)),
        turn.say("announcement-reach", line=reach_line(turn, reached)),
    ]
    if any(file.state != "stored" for file in await announcements.files(turn.db, announcement.id)):
        return To(here, turn.say("announcement-files-coming"))
    if await _must_wait(turn, announcement):
        lines.append(turn.say("announcement-needs-approval"))
    lines.append(
        turn.say(f"announcement-repeats-{announcement.repeat}" if announcement.repeat else "announcement-once")
    )
    buttons = [
        turn.button("announcement-send-now", f"{here}/send/now", count=turn.number(count)),
        turn.button("announcement-send-at", f"{here}/send/at"),
    ]
    buttons += [
        turn.button(f"announcement-repeat-{repeat}", f"{here}/repeat/{repeat}")
        for repeat in (*REPEATS, "never")
        if repeat != (announcement.repeat or "never")
    ]
    return Screen("\n".join(lines), title=turn.say("announcement-send"), buttons=buttons, back=here)


async def _must_wait(turn: Turn, announcement: Announcement) -> bool:
    """A commune's announcement, in a province that wants to see them first."""
    return len(announcement.area) == 5 and await announcements.wants_approval(
        turn.db, units.commune(announcement.area).province
    )


@screens.at("announcement/{announcement_id}/repeat/{repeat}")
async def set_repeat(turn: Turn, announcement_id: int, repeat: str) -> To:
    announcement = await _mine(turn, announcement_id, "draft", "missed")
    if repeat not in (*REPEATS, "never"):
        raise NotFound(repeat)
    if announcement is not None:
        announcement.repeat = "" if repeat == "never" else repeat
    return To(f"announcement/{announcement_id}/send")


@screens.at("announcement/{announcement_id}/send/now")
async def send_now(turn: Turn, announcement_id: int) -> To:
    return await _schedule(turn, announcement_id, turn.now)


@screens.at("announcement/{announcement_id}/send/at")
async def ask_when(turn: Turn, announcement_id: int) -> Screen | To:
    announcement = await _mine(turn, announcement_id, "draft", "missed")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    here = _at(announcement)
    buttons = [Button(turn.moment(at), f"{here}/send/at/{at:%Y%m%d%H%M}") for at in _suggested(turn.now)]
    return Screen(
        turn.say("announcement-when-ask"), title=turn.say("announcement-send-at"), buttons=buttons, back=f"{here}/send"
    )


def _suggested(now: datetime) -> list[datetime]:
    """The next mornings and afternoons, in Vietnamese time."""
    local = clock.local(now).replace(minute=0, second=0, microsecond=0)
    moments = [local.replace(hour=hour) + timedelta(days=days) for days in (0, 1, 2) for hour in (8, 14)]
    return [at for at in moments if at > now][:4]


@screens.at("announcement/{announcement_id}/send/at/{moment}")
async def send_at(turn: Turn, announcement_id: int, moment: str) -> To:
    try:
        at = datetime.strptime(moment, "%Y%m%d%H%M").replace(tzinfo=clock.ZONE)
    except ValueError:
        raise NotFound(moment) from None
    return await _schedule(turn, announcement_id, at)


@screens.text("announcement/{announcement_id}/send/at")
async def typed_when(turn: Turn, text: str, announcement_id: int) -> To | None:
    """ "8 giờ 25/12/2026", "8:30 mai", "14h ngày 3/12/2026"."""
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    at = _moment(turn, text)
    if at is None:
        return To(f"announcement/{announcement_id}/send/at", turn.say("announcement-when-wrong"))
    return await _schedule(turn, announcement_id, at)


def _moment(turn: Turn, text: str) -> datetime | None:
    """Hour and day in either order; without a day today."""
    found = _HOUR.search(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    words = f"{text[: found.start()]} {text[found.end() :]}".replace(",", " ").split()
    if hour < 12 and any(fold(word) in _AFTERNOON for word in words):
        hour += 12
    day = " ".join(word for word in words if fold(word) not in _AROUND | _AFTERNOON)
    try:
        if fold(day) in ("mai", "tomorrow"):
            on = turn.today + timedelta(days=1)
        else:
            on = turn.today if fold(day) in ("", "nay", "hom nay") else numbers.day(day, turn.today)
        return datetime(on.year, on.month, on.day, hour, minute, tzinfo=clock.ZONE)
    except (ValueError, InvalidInput):
        return None


async def _schedule(turn: Turn, announcement_id: int, at: datetime) -> To:
    announcement = await _mine(turn, announcement_id, "draft", "missed")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-sent-already"))
    here = _at(announcement)
    if not turn.now - timedelta(minutes=1) <= at <= turn.now + AHEAD:
        return To(f"{here}/send/at", turn.say("announcement-when-wrong"))
    if not announcement.text or not await audiences.count(turn.db, announcements.audience_of(announcement), turn.today):
        return To(here, turn.say("announcement-not-ready"))
    if any(file.state != "stored" for file in await announcements.files(turn.db, announcement.id)):
        return To(here, turn.say("announcement-files-coming"))
    if await announcements.count_since(turn.db, announcement.area, turn.now - timedelta(days=1)) >= MOST_A_DAY:
        return To(here, turn.say("announcement-too-many", most=MOST_A_DAY))
    announcement.send_at = at
    if await _must_wait(turn, announcement):
        announcement.state = "waiting"
        await _ask_province(turn, announcement)
    else:
        announcement.state = "scheduled"
    await turn.log("announcement.sent", here, area=announcement.area, detail=f"{at:%Y-%m-%d %H:%M}")
    if announcement.state == "waiting":
        return To(here, turn.say("announcement-is-waiting"))
    if at > turn.now:
        return To(here)
    return To(here, turn.say("announcement-is-on-its-way" if calendar.daytime(turn.now) else "announcement-at-night"))


async def _ask_province(turn: Turn, announcement: Announcement) -> None:
    for officer in await people.officers_of(turn.db, units.commune(announcement.area).province):
        say = officer.language
        notice = Screen(
            texts.say(
                say,
                "announcement-approval-wanted",
                area=units.full_name(announcement.area),
                text=first_words(announcement.text, 200),
            ),
            title=texts.say(say, "announcements-title"),
            buttons=[Button(texts.say(say, "announcement-open"), _at(announcement))],
            kind="approval",
            facts={"area": units.full_name(announcement.area)},
        )
        await turn.notify(officer, notice)


@screens.at("announcement/{announcement_id}/back")
async def take_back(turn: Turn, announcement_id: int) -> To:
    """Before its time: a draft again."""
    announcement = await _mine(turn, announcement_id, "scheduled", "waiting")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    announcement.state, announcement.send_at = "draft", None
    return To(_at(announcement), turn.say("announcement-taken-back"))


# -- the province's say


async def _to_approve(turn: Turn, announcement_id: int) -> Announcement | None:
    await _seen(turn, announcement_id)
    found = await announcements.announcement(turn.db, announcement_id, lock=True)
    if found is None or not may_approve(turn.grants, found.area):
        raise NotAllowed(announcement_id)
    return found if found.state == "waiting" else None


@screens.at("announcement/{announcement_id}/approve/{mark}")
async def approve(turn: Turn, announcement_id: int, mark: str) -> To:
    """What the official has read, and nothing that was put in its place since."""
    announcement = await _to_approve(turn, announcement_id)
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    if mark != _mark(announcement, await announcements.files(turn.db, announcement.id)):
        return To(_at(announcement), turn.say("announcement-changed"))
    announcement.state, announcement.approved_by = "scheduled", turn.person.id
    announcement.send_at = max(announcement.send_at or turn.now, turn.now)
    await turn.db.flush()
    await turn.log("announcement.approved", _at(announcement), area=announcement.area)
    await _tell_author(turn, announcement, "announcement-approved")
    return To("announcements", turn.say("announcement-approved-note"))


@screens.at("announcement/{announcement_id}/refuse")
async def ask_refusal(turn: Turn, announcement_id: int) -> Screen | To:
    announcement = await _to_approve(turn, announcement_id)
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    return Screen(turn.say("announcement-refuse-why"), title=turn.say("announcement-refuse"), back=_at(announcement))


@screens.text("announcement/{announcement_id}/refuse")
async def refuse(turn: Turn, text: str, announcement_id: int) -> To | None:
    announcement = await _to_approve(turn, announcement_id)
    if announcement is None:
        return None
    try:
        reason = numbers.paragraph(text, shortest=3, longest=300)
    except InvalidInput as wrong:
        return To(f"{_at(announcement)}/refuse", turn.say(wrong.key, **wrong.details))
    announcement.state = "draft"
    await turn.db.flush()
    await turn.log("announcement.refused", _at(announcement), area=announcement.area, detail=reason[:200])
    await _tell_author(turn, announcement, "announcement-refused", reason=reason)
    return To("announcements", turn.say("announcement-refused-note"))


async def _tell_author(turn: Turn, announcement: Announcement, key: str, **details: str) -> None:
    author = await people.person(turn.db, announcement.author_id)
    if author is not None:
        notice = Screen(
            texts.say(author.language, key, text=first_words(announcement.text), **details),
            title=texts.say(author.language, "announcements-title"),
            buttons=[Button(texts.say(author.language, "announcement-open"), _at(announcement))],
            kind="approval",
        )
        await turn.notify(author, notice)


# -- while it runs


@screens.at("announcement/{announcement_id}/pause")
async def pause(turn: Turn, announcement_id: int) -> To:
    announcement = await _going(turn, announcement_id, "writing", "running")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    announcement.state = "paused"
    await announcements.hold(turn.db, announcement.id, ("queued",), "paused")
    await turn.log("announcement.paused", _at(announcement), area=announcement.area)
    return To(_at(announcement))


@screens.at("announcement/{announcement_id}/resume")
async def resume(turn: Turn, announcement_id: int) -> To:
    announcement = await _going(turn, announcement_id, "paused")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    announcement.state = "running" if await announcements.is_written(turn.db, announcement) else "writing"
    await announcements.hold(turn.db, announcement.id, ("paused",), "queued")
    await turn.log("announcement.resumed", _at(announcement), area=announcement.area)
    return To(_at(announcement))


@screens.at("announcement/{announcement_id}/stop")
async def ask_stop(turn: Turn, announcement_id: int) -> Screen | To:
    announcement = await _going(turn, announcement_id, "writing", "running", "paused")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    return Screen(
        turn.say("announcement-stop-ask"),
        title=turn.say("announcement-stop"),
        buttons=[turn.button("announcement-stop-yes", f"{_at(announcement)}/stop/yes")],
        back=_at(announcement),
    )


@screens.at("announcement/{announcement_id}/stop/yes")
async def stop(turn: Turn, announcement_id: int) -> To:
    """Who has it has it; nobody else gets it."""
    announcement = await _going(turn, announcement_id, "writing", "running", "paused")
    if announcement is None:
        return To(f"announcement/{announcement_id}", turn.say("announcement-moved-on"))
    announcement.state, announcement.finished_at = "stopped", turn.now
    await announcements.hold(turn.db, announcement.id, ("queued", "paused"), "stopped")
    await turn.log("announcement.stopped", _at(announcement), area=announcement.area)
    return To(_at(announcement))


# -- afterwards


@screens.at("announcement/{announcement_id}/people/{outcome}/{after}")
async def outcomes(turn: Turn, announcement_id: int, outcome: str, after: int) -> Screen:
    """Everybody with this outcome ("all": with any), and why."""
    announcement = await _seen(turn, announcement_id)
    if outcome not in (*OUTCOMES, "all"):
        raise NotFound(outcome)
    here = _at(announcement)
    wanted = STATES.get(outcome, (outcome,))
    rows = await announcements.people_by_outcome(turn.db, announcement.id, wanted, after=after, limit=PAGE + 1)
    lines = []
    for message, person in rows[:PAGE]:
        lines.append(f"• {_name(turn, person)}: {turn.say(f'announcement-one-{outcome_of(message.state)}')}")
        if message.state == "blocked":
            lines.append(why(turn, message))
    buttons = []
    if len(rows) > PAGE:
        buttons.append(turn.button("button-more", f"{here}/people/{outcome}/{rows[PAGE - 1][0].id}"))
    if outcome == "blocked" and rows:
        buttons.append(turn.button("announcement-telephone", "unreached"))
    await turn.log("outcomes.seen", here, area=announcement.area, detail=outcome)
    text = "\n".join(lines) or turn.say("announcement-nobody")
    return Screen(text, title=turn.say("announcement-people-title"), buttons=buttons, back=here)


STATES: dict[str, Sequence[str]] = {
    "all": ("sent", "queued", "sending", "paused", "blocked", "unknown", "failed", "stopped", "dropped"),
    "queued": ("queued", "sending"),
    "stopped": ("stopped", "dropped"),
}


def outcome_of(state: str) -> str:
    """One of the outcomes that have words."""
    return next(iter(tally_of({state: 1})))


def _name(turn: Turn, person: Person) -> str:
    return person.name or turn.say("business-somebody")


@screens.at("announcement/{announcement_id}/follow")
async def follow_up(turn: Turn, announcement_id: int) -> To:
    """Something more, or a correction, for exactly the same people."""
    first = await _seen(turn, announcement_id)
    if not may_announce(turn.grants, [first.area]):
        raise NotAllowed(announcement_id)
    if first.state not in ("done", "stopped"):
        return To(_at(first))
    audience = Audience(areas=announcements.audience_of(first).areas, follows=first.id)
    made = await announcements.draft(turn.db, first.area, turn.person.id, turn.now, audience=audience)
    made.follows = first.id
    return To(f"{_at(made)}/text", turn.say("announcement-follows-note"))


@screens.at("announcement/{announcement_id}/export")
async def export(turn: Turn, announcement_id: int) -> To:
    """Every person's outcome as an Excel file; it is drawn by a job and comes into this chat."""
    announcement = await _seen(turn, announcement_id)
    if announcement.state not in ("done", "stopped"):
        return To(_at(announcement))
    name = f"thong-bao-{announcement.id}.xlsx"
    turn.db.add(
        File(
            person_id=turn.person.id,
            state="drawing",
            kind="excel",
            name=name,
            origin={"outcomes_of": announcement.id},
            not_before=turn.now,
            received_at=turn.now,
        )
    )
    await turn.log("announcement.exported", _at(announcement), area=announcement.area)
    return To(_at(announcement), turn.say("announcement-export-coming"))
