"""Picking whom an announcement is for: filters that must all fit, and who exactly they mean."""

from datetime import date, timedelta

from chat import pager, understanding
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from locales.text import fold
from locales.texts import InvalidInput
from ocop import entities, numbers, units, workflow
from ocop.rules import rules_on
from services import announcements as verbs
from services.announcements import address_of
from storage import announcements, audiences
from storage.audiences import Audience, Recipient
from storage.tables import Announcement

screens = Screens()
NAMES = 2 * pager.SIZE  # on one screen
FILTERS = ("area", "kind", "group", "step", "stars", "missing", "ends")


def describe(turn: Turn, audience: Audience) -> str:
    """The audience in words."""
    if audience.follows:
        return turn.say("audience-follows")
    words = [", ".join(units.full_name(area) for area in audience.areas[:3])]
    if len(audience.areas) > 3:
        words[0] += turn.say("audience-more-areas", count=len(audience.areas) - 3)
    if audience.kind:
        words.append(turn.say(f"entity-{audience.kind}"))
    if audience.group:
        words.append(turn.say(f"group-{audience.group}"))
    if audience.step:
        words.append(turn.say("audience-step", number=str(audience.step), name=turn.say(f"step-{audience.step}-name")))
    if audience.stars:
        words.append(turn.say("audience-stars", stars="★" * audience.stars))
    if audience.missing:
        words.append(turn.say("audience-missing", paper=turn.say(f"paper-{audience.missing}")))
    if audience.ends_before:
        words.append(turn.say("audience-ends", day=turn.day(date.fromisoformat(audience.ends_before))))
    return "; ".join(words)


@screens.at("announcement/{announcement_id}/to")
async def filters(turn: Turn, announcement_id: int) -> Screen:
    """Every filter with what is chosen; together they must all fit."""
    announcement = await verbs.aimable(turn.db, turn.actor, announcement_id)
    audience, here = announcements.audience_of(announcement), address_of(announcement)
    count = await verbs.count_audience(turn.db, announcement, turn.now)
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
    text = turn.say("announcement-to", audience=describe(turn, audience), count=turn.number(count))
    return Screen(
        f"{text}\n\n{turn.say('audience-ask')}", title=turn.say("announcement-audience"), buttons=buttons, back=here
    )


@screens.at("announcement/{announcement_id}/to/everybody")
async def clear(turn: Turn, announcement_id: int) -> To:
    await verbs.clear_audience(turn.db, turn.actor, announcement_id)
    return To(f"announcement/{announcement_id}/to")


@screens.at("announcement/{announcement_id}/to/{name}")
async def choices(turn: Turn, announcement_id: int, name: str) -> Screen:
    return await choices_from(turn, announcement_id, name, 0)


@screens.at("announcement/{announcement_id}/to/{name}/from/{offset}")
async def choices_from(turn: Turn, announcement_id: int, name: str, offset: int) -> Screen:
    """What one filter can be."""
    announcement = await verbs.aimable(turn.db, turn.actor, announcement_id)
    if name not in FILTERS:
        raise NotFound(name)
    here = f"{address_of(announcement)}/to/{name}"
    found = _choices(turn, announcement, name)
    buttons = pager.buttons(
        turn,
        found[offset:],
        lambda choice: Button(choice[0][:60], f"{here}/{choice[1]}"),
        lambda start: f"{here}/from/{start}",
        offset=offset,
    )
    buttons.append(turn.button("audience-any", f"{here}/any"))
    return Screen(
        turn.say(f"audience-ask-{name}"),
        title=turn.say(f"audience-by-{name}"),
        buttons=buttons,
        back=f"{address_of(announcement)}/to",
    )


def _choices(turn: Turn, announcement: Announcement, name: str) -> list[tuple[str, str]]:
    """(label, value) for one filter."""
    match name:
        case "area":
            chosen = [area for area in announcement.audience.get("areas", ()) if area != announcement.area]
            return [(f"☑ {units.full_name(area)}", area) for area in chosen]
        case "kind":
            return [(turn.say(f"entity-{kind}"), kind) for kind in entities.KINDS]
        case "group":
            return [(turn.say(f"group-{group.code}"), group.code) for group in rules_on(turn.today).groups]
        case "step":
            return [(f"{number}. {turn.say(f'step-{number}-name')}", str(number)) for number in workflow.STEPS]
        case "stars":
            return [("★" * stars, str(stars)) for stars in (5, 4, 3)]
        case "missing":
            return [(turn.say(f"paper-{code}"), code) for code in audiences.must_papers()]
    return [
        (turn.say("audience-within", days=days), (turn.today + timedelta(days=days)).isoformat())
        for days in (30, 60, 90, 180)
    ]


@screens.at("announcement/{announcement_id}/to/{name}/{value}")
async def choose(turn: Turn, announcement_id: int, name: str, value: str) -> To:
    announcement = await verbs.aimable(turn.db, turn.actor, announcement_id)
    if value == "any":
        value = ""
    elif name not in FILTERS or value not in {one for _label, one in _choices(turn, announcement, name)}:
        raise NotFound(value)
    await verbs.set_audience(turn.db, turn.actor, announcement_id, name, value)
    return To(f"{address_of(announcement)}/to")


@screens.text("announcement/{announcement_id}/to/{name}")
async def take_text(turn: Turn, text: str, announcement_id: int, name: str) -> Screen | To | None:
    """The name of a commune, the date before which certificates end, or a choice by its words."""
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    announcement = await verbs.aimable(turn.db, turn.actor, announcement_id)
    here = f"{address_of(announcement)}/to"
    if name == "area":
        return _find_commune(turn, announcement, text)
    if name == "ends":
        try:
            day = numbers.day(text, turn.today)
        except InvalidInput as wrong:
            return To(f"{here}/ends", turn.say(wrong.key, **wrong.details))
        await verbs.set_audience(turn.db, turn.actor, announcement_id, "ends", day.isoformat())
        return To(here)
    for label, value in _choices(turn, announcement, name):
        if fold(text) and fold(text) in fold(label):
            return To(f"{here}/{name}/{value}")
    return To(f"{here}/{name}", turn.say("form-tap-one"))


def _find_commune(turn: Turn, announcement: Announcement, text: str) -> Screen | To:
    here = f"{address_of(announcement)}/to/area"
    found = units.find_communes(text, announcement.area, limit=6) if len(announcement.area) == 2 else []
    if not found:
        return To(here, turn.say("invite-no-commune", text=text[:60]))
    buttons = [Button(units.full_name(unit.code)[:60], f"{here}/add/{unit.code}") for unit in found]
    return Screen(turn.say("form-pick"), title=turn.say("audience-by-area"), buttons=buttons, back=here)


@screens.at("announcement/{announcement_id}/to/area/add/{commune}")
async def add_commune(turn: Turn, announcement_id: int, commune: str) -> To:
    await verbs.add_commune(turn.db, turn.actor, announcement_id, commune)
    return To(f"announcement/{announcement_id}/to/area")


@screens.at("announcement/{announcement_id}/names/{offset}")
async def names(turn: Turn, announcement_id: int, offset: int) -> Screen:
    """Who exactly it goes to."""
    announcement = await verbs.visible(turn.db, turn.actor, announcement_id)
    audience = announcements.audience_of(announcement)
    count = await verbs.count_audience(turn.db, announcement, turn.now)
    some = await audiences.recipients_from(turn.db, audience, turn.today, offset=offset, limit=NAMES)
    lines = [turn.say("announcement-to", audience=describe(turn, audience), count=turn.number(count)), ""]
    lines += [f"{offset + number}. {recipient_name(turn, one)}" for number, one in enumerate(some, 1)]
    here = address_of(announcement)
    buttons = []
    if offset + NAMES < count:
        buttons.append(turn.button("button-more", f"{here}/names/{offset + NAMES}"))
    await turn.log("audience.seen", here, area=announcement.area, detail=str(offset))
    return Screen("\n".join(lines), title=turn.say("announcement-names-title"), buttons=buttons, back=here)


def recipient_name(turn: Turn, one: Recipient) -> str:
    name = one.person.name or turn.say("business-somebody")
    return f"{name} – {one.producer}" if one.producer else name
