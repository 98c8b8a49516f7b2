"""Notices that both a conversation and a job write."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from chat.message import body_of
from chat.screen import Button, Screen
from locales import texts
from ocop import calendar, merge, units
from ocop.plan import Milestone
from storage.audiences import Recipient
from storage.tables import Announcement

PROGRESS = "progress"  # kind of the screens that are brought up to date while an announcement runs
OUTCOMES = ("sent", "queued", "paused", "blocked", "unknown", "failed", "stopped")


def title_of(milestone: Milestone, language: str) -> str:
    return milestone.title_en if language == "en" else milestone.title_vi


def moved_screen(language: str, milestone: Milestone, was: date, becomes: date, product_id: int | None) -> Screen:
    """A date was moved: the old and the new one."""
    to = f"product/{product_id}" if product_id else "plan"
    title = title_of(milestone, language)
    day = texts.day(language, becomes)
    return Screen(
        texts.say(language, "remind-moved", title=title, was=texts.day(language, was), becomes=day),
        title=texts.say(language, "remind-moved-title"),
        buttons=[Button(texts.say(language, "remind-see"), to), Button(texts.say(language, "button-home"), "home")],
        kind="moved",
        facts={"day": day, "what": title},
    )


def announcement_body(
    announcement: Announcement, recipient: Recipient, files: Sequence[int], *, late: bool = False
) -> dict[str, Any]:
    """The announcement as this person gets it."""
    say = recipient.person.language
    named = ", ".join(recipient.products[:3])
    values = {
        "ten": recipient.person.name or texts.say(say, "announcement-you"),
        "san pham": named or texts.say(say, "announcement-your-product"),
        "xa": _in_a_sentence(units.unit(recipient.commune).name) if recipient.commune else "",
        "buoc": str(recipient.step or 1),
    }
    text = merge.merge(announcement.text, values)
    if late:
        text = f"{text}\n\n{texts.say(say, 'remind-late')}"
    screen = Screen(
        text,
        title=texts.say(say, "announcement-from", area=units.full_name(announcement.area)),
        buttons=[Button(texts.say(say, "button-home"), "home")],
        files=files,
        kind="announcement",
        facts={"text": text, "area": units.full_name(announcement.area)},
    )
    return body_of(screen, say).to_json()


def _in_a_sentence(name: str) -> str:
    """ "xã Nga An": the kind of place is small inside a sentence."""
    return f"{name[:1].lower()}{name[1:]}" if " " in name else name


def tally_of(outcomes: Mapping[str, int]) -> dict[str, int]:
    """Outcomes in the few words that people need: what is being sent is on its way; the dropped were not reached."""
    same = {"sending": "queued", "dropped": "stopped"}
    result: dict[str, int] = {}
    for state, count in outcomes.items():
        result[same.get(state, state)] = result.get(same.get(state, state), 0) + count
    return {state: result[state] for state in OUTCOMES if state in result}


def progress_screen(language: str, announcement: Announcement, outcomes: Mapping[str, int], now: datetime) -> Screen:
    """How far it is: while it runs, and when it is over, with every person's outcome counted."""
    tally = tally_of(outcomes)
    total = sum(tally.values())
    over = total - tally.get("queued", 0) - tally.get("paused", 0)
    here = f"announcement/{announcement.id}"
    lines = [
        texts.say(language, f"announcement-is-{announcement.state}"),
        texts.say(
            language,
            "announcement-progress",
            bar="▓" * (over * 10 // (total or 1)) + "░" * (10 - over * 10 // (total or 1)),
            done=texts.number(language, over),
            count=texts.number(language, total),
        ),
        *(
            texts.say(language, f"announcement-count-{state}", count=texts.number(language, count))
            for state, count in tally.items()
        ),
    ]
    if announcement.state in ("writing", "running") and not calendar.daytime(now):
        lines.append(texts.say(language, "announcement-at-night"))
    buttons: list[Button] = []
    if announcement.state in ("writing", "running"):
        buttons.append(Button(texts.say(language, "announcement-pause"), f"{here}/pause"))
    if announcement.state == "paused":
        buttons.append(Button(texts.say(language, "announcement-resume"), f"{here}/resume"))
    if announcement.state in ("writing", "running", "paused"):
        buttons.append(Button(texts.say(language, "announcement-stop"), f"{here}/stop"))
        buttons.append(Button(texts.say(language, "announcement-refresh"), here))
    buttons += [
        Button(
            texts.say(language, f"announcement-who-{state}", count=texts.number(language, tally[state])),
            f"{here}/people/{state}/0",
        )
        for state in ("blocked", "unknown", "failed")
        if state in tally
    ]
    if announcement.state in ("done", "stopped"):
        buttons.append(Button(texts.say(language, "announcement-everybody"), f"{here}/people/all/0"))
        buttons.append(Button(texts.say(language, "announcement-follow"), f"{here}/follow"))
        buttons.append(Button(texts.say(language, "announcement-export"), f"{here}/export"))
    return Screen(
        "\n".join(lines),
        title=texts.say(language, "announcement-title", text=first_words(announcement.text)),
        buttons=buttons,
        back="announcements",
        kind=PROGRESS,
    )


def first_words(text: str, longest: int = 40) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
