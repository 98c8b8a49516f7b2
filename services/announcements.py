"""What an official says to many: written, aimed, tried out, sent, approved. Then: services.announcement_runs."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from chat.screen import Button
from locales import clock, texts
from locales.texts import InvalidInput
from ocop import merge, numbers, units
from ocop.roles import Grant, Role, may_announce, may_approve
from services.notices import announcements as notices
from storage import announcements, audiences, audit, outbox
from storage.actors import Actor
from storage.audiences import Audience, Recipient
from storage.tables import Announcement, File

LONGEST = 1500
AHEAD = timedelta(days=366)
MOST_A_DAY = 20  # announcements of one area
MOST_COMMUNES = 60  # of one audience
REPEATS = ("weekly", "monthly")
DRAFTS = ("draft", "missed")  # states in which its author works on it


def address_of(announcement: Announcement) -> str:
    return f"announcement/{announcement.id}"


# -- who may


async def visible(db: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """One that this official may look at: of their area, or of a commune of their province."""
    found = await announcements.announcement(db, announcement_id)
    if found is None:
        raise NotFound(announcement_id)
    if not may_announce(actor.grants, [found.area]) or (found.state == "draft" and found.author_id != actor.id):
        raise NotAllowed(announcement_id)
    return found


async def locked(db: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """One that this official may look at; nobody else changes it during this transaction."""
    await visible(db, actor, announcement_id)
    found = await announcements.announcement(db, announcement_id, lock=True)
    if found is None:
        raise NotFound(announcement_id)
    return found


def in_state(announcement: Announcement, *states: str, key: str = "announcement-moved-on") -> None:
    """Raises Moved when it stands elsewhere meanwhile."""
    if announcement.state not in states:
        raise Moved(key, at=address_of(announcement))


async def own(
    db: AsyncSession, actor: Actor, announcement_id: int, *states: str, key: str = "announcement-moved-on"
) -> Announcement:
    """One that this official wrote, locked, in one of the states. Raises NotFound, NotAllowed, Moved."""
    found = await locked(db, actor, announcement_id)
    if found.author_id != actor.id:
        raise NotAllowed(announcement_id)
    in_state(found, *states, key=key)
    return found


async def editable(db: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """One that this official is writing."""
    return await own(db, actor, announcement_id, *DRAFTS)


async def aimable(db: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """One whose audience its author can still choose: not a follow-up, which goes to the same people."""
    found = await own(db, actor, announcement_id, *DRAFTS)
    if found.audience.get("follows"):
        raise NotFound(announcement_id)
    return found


async def approvable(db: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """One of a commune that waits for the word of this official's province."""
    found = await locked(db, actor, announcement_id)
    if not may_approve(actor.grants, found.area):
        raise NotAllowed(announcement_id)
    in_state(found, "waiting")
    return found


# -- writing


async def begin_draft(db: AsyncSession, actor: Actor, area: str, now: datetime) -> Announcement:
    """A new one for the area; what its author began there without a word is taken up again."""
    if Grant(Role.OFFICER, area) not in actor.grants:
        raise NotAllowed(area)
    begun = await announcements.empty_draft(db, area, actor.id)
    return begun or await announcements.draft(db, area, actor.id, now)


async def follow_up(db: AsyncSession, actor: Actor, announcement_id: int, now: datetime) -> Announcement:
    """Something more, or a correction, for exactly those who have the first."""
    first = await visible(db, actor, announcement_id)
    if first.state not in ("done", "stopped"):
        raise Moved("announcement-moved-on", at=address_of(first))
    audience = Audience(areas=announcements.audience_of(first).areas, follows=first.id)
    made = await announcements.draft(db, first.area, actor.id, now, audience=audience)
    made.follows = first.id
    return made


async def write_text(db: AsyncSession, actor: Actor, announcement_id: int, text: str) -> Announcement:
    """Raises InvalidInput for what is too short or long, or has a personal field that nobody knows."""
    announcement = await editable(db, actor, announcement_id)
    announcement.text = merge.check(numbers.paragraph(text, shortest=5, longest=LONGEST))
    return announcement


async def drop_draft(db: AsyncSession, actor: Actor, announcement_id: int) -> None:
    """It is not wanted any more."""
    announcement = await editable(db, actor, announcement_id)
    announcement.state = "draft"
    await db.flush()
    await announcements.drop(db, announcement.id)


async def takes_files(db: AsyncSession, actor: Actor, announcement_id: int, count: int) -> bool:
    """Whether so many more files can go out with it: asked when files come in while its author writes it."""
    found = await announcements.announcement(db, announcement_id)
    if found is None or found.author_id != actor.id or found.state not in DRAFTS:
        return False
    return len(await announcements.files(db, found.id)) + count <= announcements.MOST_FILES


async def drop_file(db: AsyncSession, actor: Actor, announcement_id: int, file_id: int) -> None:
    """A file does not go out with it after all."""
    announcement = await editable(db, actor, announcement_id)
    for file in await announcements.files(db, announcement.id):
        if file.id == file_id:
            file.announcement_id = None
    await db.flush()


async def send_test(db: AsyncSession, actor: Actor, announcement_id: int, address_id: int, now: datetime) -> Recipient:
    """Send it to its author alone, at this address, as the first of the audience would get it; returns that one."""
    announcement = await own(db, actor, announcement_id, *DRAFTS)
    if not announcement.text:
        raise Moved("announcement-not-ready", at=address_of(announcement))
    some = await audiences.recipients_from(db, announcements.audience_of(announcement), clock.today(now), limit=1)
    example = some[0] if some else Recipient(actor.person, "", "", announcement.area, (), 1)
    stored = [file.id for file in await announcements.files(db, announcement.id) if file.state == "stored"]
    body = notices.announcement_body(announcement, example, stored)
    back = Button(texts.say(actor.person.language, "button-back"), address_of(announcement))
    await outbox.write(
        db,
        person_id=actor.id,
        address_id=address_id,
        body=replace(body, buttons=(back,)).to_json(),
        lane=outbox.REPLY,
        now=now,
    )
    return example


# -- to whom


async def set_audience(db: AsyncSession, actor: Actor, announcement_id: int, name: str, value: str) -> Announcement:
    """Choose one filter ("kind", "group", "step", "stars", "missing", "ends"); an empty value takes it away.

    Of "area" the value is a commune that is taken out again. The caller has checked that the value is offered.
    """
    announcement = await aimable(db, actor, announcement_id)
    audience = announcements.audience_of(announcement)
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
        case _:
            raise NotFound(name)
    announcement.audience = audience.kept
    return announcement


async def add_commune(db: AsyncSession, actor: Actor, announcement_id: int, commune: str) -> Announcement:
    """One more commune of the author's area, instead of the whole of it."""
    announcement = await aimable(db, actor, announcement_id)
    if not units.known_commune(commune) or not units.within(commune, announcement.area):
        raise NotFound(commune)
    audience = announcements.audience_of(announcement)
    chosen = [area for area in audience.areas if area not in (announcement.area, commune)]
    announcement.audience = replace(audience, areas=[*chosen, commune][-MOST_COMMUNES:]).kept
    return announcement


async def clear_audience(db: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """Everybody of the area."""
    announcement = await aimable(db, actor, announcement_id)
    announcement.audience = Audience(areas=[announcement.area]).kept
    return announcement


async def count_audience(db: AsyncSession, announcement: Announcement, now: datetime) -> int:
    return await audiences.count(db, announcements.audience_of(announcement), clock.today(now))


# -- sending


async def ready(
    db: AsyncSession, actor: Actor, announcement_id: int, now: datetime, *, key: str = "announcement-moved-on"
) -> tuple[Announcement, int]:
    """One that can be sent now, and to how many. Raises Moved for what is missing."""
    announcement = await own(db, actor, announcement_id, *DRAFTS, key=key)
    here = address_of(announcement)
    count = await count_audience(db, announcement, now)
    if not announcement.text or not count:
        raise Moved("announcement-not-ready", at=here)
    if any(file.state != "stored" for file in await announcements.files(db, announcement.id)):
        raise Moved("announcement-files-coming", at=here)
    return announcement, count


async def needs_approval(db: AsyncSession, announcement: Announcement) -> bool:
    """A commune's announcement, in a province that wants to see them first."""
    if len(announcement.area) != 5:
        return False
    return await announcements.wants_approval(db, units.commune(announcement.area).province)


async def set_repeat(db: AsyncSession, actor: Actor, announcement_id: int, repeat: str) -> Announcement:
    """Send it again every week or month ("weekly", "monthly"), or once ("never")."""
    announcement = await editable(db, actor, announcement_id)
    if repeat not in (*REPEATS, "never"):
        raise NotFound(repeat)
    announcement.repeat = "" if repeat == "never" else repeat
    return announcement


async def send(db: AsyncSession, actor: Actor, announcement_id: int, at: datetime, now: datetime) -> Announcement:
    """Send it at this moment, or ask the province first where it wants to see it.

    Raises Moved (sent already, not ready, too many of the area within a day), InvalidInput (no time to send).
    """
    announcement = await own(db, actor, announcement_id, *DRAFTS, key="announcement-sent-already")
    if not now - timedelta(minutes=1) <= at <= now + AHEAD:
        raise InvalidInput("announcement-when-wrong")
    await ready(db, actor, announcement_id, now)
    here = address_of(announcement)
    if await announcements.count_since(db, announcement.area, now - timedelta(days=1)) >= MOST_A_DAY:
        raise Moved("announcement-too-many", at=here, most=MOST_A_DAY)
    announcement.send_at = at
    if await needs_approval(db, announcement):
        announcement.state = "waiting"
        await notices.approval_wanted(db, actor, announcement, now)
    else:
        announcement.state = "scheduled"
    audit.write(db, actor, now, "announcement.sent", here, area=announcement.area, detail=f"{at:%Y-%m-%d %H:%M}")
    return announcement


async def take_back(db: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
    """Before its time: a draft again."""
    announcement = await own(db, actor, announcement_id, "scheduled", "waiting")
    announcement.state, announcement.send_at = "draft", None
    return announcement


# -- the province's say


async def switch_approval(db: AsyncSession, actor: Actor, province: str, now: datetime, *, wanted: bool) -> None:
    """The province wants to see its communes' announcements first, or no longer."""
    if len(province) != 2 or Grant(Role.OFFICER, province) not in actor.grants:
        raise NotAllowed(province)
    await announcements.want_approval(db, province, actor.id, now, wanted=wanted)
    detail = "on" if wanted else "off"
    audit.write(db, actor, now, "approval.switched", f"area/{province}", area=province, detail=detail)


def mark_of(announcement: Announcement, files: Sequence[File]) -> str:
    """A few letters that change with every word, file and recipient: what is approved is what was read."""
    content = (announcement.text, sorted(announcement.audience.items()), [file.id for file in files])
    return hashlib.sha256(repr(content).encode()).hexdigest()[:8]


async def approve(db: AsyncSession, actor: Actor, announcement_id: int, mark: str, now: datetime) -> Announcement:
    """What the official has read (its mark), and nothing that was put in its place since."""
    announcement = await approvable(db, actor, announcement_id)
    here = address_of(announcement)
    if mark != mark_of(announcement, await announcements.files(db, announcement.id)):
        raise Moved("announcement-changed", at=here)
    announcement.state, announcement.approved_by = "scheduled", actor.id
    announcement.send_at = max(announcement.send_at or now, now)
    await db.flush()
    audit.write(db, actor, now, "announcement.approved", here, area=announcement.area)
    await notices.approved(db, actor, announcement, now)
    return announcement


async def refuse(db: AsyncSession, actor: Actor, announcement_id: int, reason: str, now: datetime) -> Announcement:
    """Back to its author, with a reason. Raises InvalidInput without one."""
    announcement = await approvable(db, actor, announcement_id)
    reason = numbers.paragraph(reason, shortest=3, longest=300)
    announcement.state = "draft"
    await db.flush()
    here = address_of(announcement)
    audit.write(db, actor, now, "announcement.refused", here, area=announcement.area, detail=reason[:200])
    await notices.refused(db, actor, announcement, reason, now)
    return announcement
