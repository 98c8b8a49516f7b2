"""What an announcement says to those it is for, and what its author and its province are told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chat.message import MessageBody, body_of
from chat.screen import Button, Screen
from locales import texts
from ocop import calendar, merge, units
from services.notices import tell
from storage import announcements, people
from storage.actors import Actor
from storage.audiences import Recipient
from storage.tables import Announcement, Person

PROGRESS = "progress"  # kind of the screens that are brought up to date while an announcement runs
OUTCOMES = ("sent", "queued", "paused", "blocked", "unknown", "failed", "stopped")


def announcement_body(
    announcement: Announcement, recipient: Recipient, files: Sequence[int], *, late: bool = False
) -> MessageBody:
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
    return body_of(screen, say)


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


def outcome_of(state: str) -> str:
    """The state of a message as one of the outcomes that have words."""
    return next(iter(tally_of({state: 1})))


def progress_screen(language: str, announcement: Announcement, outcomes: Mapping[str, int], now: datetime) -> Screen:
    """How far it is: while it runs, and when it is over, with every person's outcome counted."""
    tally = tally_of(outcomes)
    total = sum(tally.values())
    over = total - tally.get("queued", 0) - tally.get("paused", 0)
    full = over * 10 // (total or 1)
    lines = [
        texts.say(language, f"announcement-is-{announcement.state}"),
        texts.say(
            language,
            "announcement-progress",
            bar="▓" * full + "░" * (10 - full),
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
    return Screen(
        "\n".join(lines),
        title=texts.say(language, "announcement-title", text=first_words(announcement.text)),
        buttons=_progress_buttons(language, announcement, tally),
        back="announcements",
        kind=PROGRESS,
    )


def _progress_buttons(language: str, announcement: Announcement, tally: Mapping[str, int]) -> list[Button]:
    here, state = f"announcement/{announcement.id}", announcement.state

    def button(key: str, to: str, **details: Any) -> Button:
        return Button(texts.say(language, f"announcement-{key}", **details), to)

    buttons: list[Button] = []
    if state in ("writing", "running"):
        buttons.append(button("pause", f"{here}/pause"))
    if state == "paused":
        buttons.append(button("resume", f"{here}/resume"))
    if state in ("writing", "running", "paused"):
        buttons += [button("stop", f"{here}/stop"), button("refresh", here)]
    buttons += [
        button(f"who-{outcome}", f"{here}/people/{outcome}/0", count=texts.number(language, tally[outcome]))
        for outcome in ("blocked", "unknown", "failed")
        if outcome in tally
    ]
    if state in ("done", "stopped"):
        buttons += [
            button("everybody", f"{here}/people/all/0"),
            button("follow", f"{here}/follow"),
            button("export", f"{here}/export"),
        ]
    return buttons


async def progress_body(
    db: AsyncSession, announcement: Announcement, language: str, now: datetime, *, edit: str = ""
) -> MessageBody:
    """Progress as a message that changes the one its author looks at (`edit`), and is nothing without it."""
    screen = progress_screen(language, announcement, await announcements.outcomes(db, announcement), now)
    return body_of(screen, language, edit=edit, only_edit=True)


def first_words(text: str, longest: int = 40) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


# -- to its author and its province


async def approval_wanted(db: AsyncSession, actor: Actor, announcement: Announcement, now: datetime) -> None:
    """The province's officers are asked whether a commune may say this."""
    for officer in await people.officers_of(db, units.commune(announcement.area).province):
        area = units.full_name(announcement.area)
        words = first_words(announcement.text, 200)
        screen = _about(officer, announcement, "announcement-approval-wanted", area=area, text=words)
        await tell(db, officer, replace(screen, kind="approval", facts={"area": area}), now, turn_id=actor.turn_id)


async def approved(db: AsyncSession, actor: Actor, announcement: Announcement, now: datetime) -> None:
    await _tell_author_of_approval(db, actor, announcement, now, "announcement-approved")


async def refused(db: AsyncSession, actor: Actor, announcement: Announcement, reason: str, now: datetime) -> None:
    await _tell_author_of_approval(db, actor, announcement, now, "announcement-refused", reason=reason)


async def _tell_author_of_approval(
    db: AsyncSession, actor: Actor, announcement: Announcement, now: datetime, key: str, **details: str
) -> None:
    author = await people.person(db, announcement.author_id)
    if author is not None:
        screen = _about(author, announcement, key, text=first_words(announcement.text), **details)
        await tell(db, author, replace(screen, kind="approval"), now, turn_id=actor.turn_id)


async def not_sent(db: AsyncSession, announcement: Announcement, why: str, now: datetime) -> None:
    """Its time came and it did not go out: "not-allowed" (the role is gone) or "missed" (the program was off)."""
    author = await people.person(db, announcement.author_id)
    if author is not None:
        at = texts.moment(author.language, announcement.send_at or now)
        screen = _about(author, announcement, f"announcement-{why}", at=at)
        home = Button(texts.say(author.language, "button-home"), "home")
        screen = replace(screen, buttons=[*screen.buttons, home])
        await tell(db, author, screen, now, unique_key=_key(announcement, why, now))


async def done(db: AsyncSession, announcement: Announcement, now: datetime) -> None:
    """It is over: everybody's outcome, counted."""
    author = await people.person(db, announcement.author_id)
    if author is not None:
        outcomes = await announcements.outcomes(db, announcement)
        screen = progress_screen(author.language, announcement, outcomes, now)
        await tell(db, author, screen, now, unique_key=_key(announcement, "done", now))


def _about(person: Person, announcement: Announcement, key: str, **details: str) -> Screen:
    """A sentence about an announcement, with the way to it."""
    language = person.language
    return Screen(
        texts.say(language, key, **details),
        title=texts.say(language, "announcements-title"),
        buttons=[Button(texts.say(language, "announcement-open"), f"announcement/{announcement.id}")],
    )


def _key(announcement: Announcement, what: str, now: datetime) -> str:
    return f"announcement:{announcement.id}:{what}:{announcement.send_at or now:%Y%m%d%H%M}"
