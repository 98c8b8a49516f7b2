"""Officials invite officials by one-time links; a role is withdrawn at once; and the log of who did what."""

from collections.abc import Sequence

from chat import pager
from chat.errors import NotAllowed
from chat.form import Answers, Ask, Choice, Form
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from locales import texts
from ocop import numbers, units
from ocop.roles import Role, may_audit, may_invite
from services import roles
from storage import audit, people
from storage.tables import Person, RoleRow

screens = Screens()


@screens.at("team")
async def team(turn: Turn) -> Screen:
    return await team_from(turn, 0)


@screens.at("team/from/{offset}")
async def team_from(turn: Turn, offset: int) -> Screen:
    """Who holds which role in my area."""
    areas = roles.areas_led(turn.actor)
    rows = await people.role_holders(turn.db, areas, offset=offset, limit=pager.SIZE + 1)
    buttons = [
        turn.button("team-invite", "team/invite"),
        turn.button("team-link", "team/link"),
    ]
    if any(may_audit(turn.grants, area) for area in areas):
        buttons.append(turn.button("team-audit", "audit"))

    def one(found: tuple[RoleRow, Person]) -> Button:
        row, holder = found
        label = f"{holder.name or '?'} – {turn.say(f'role-{row.role}')}, {units.full_name(row.area)}"
        return Button(label[:60], f"team/{row.id}")

    buttons += pager.buttons(turn, rows, one, lambda start: f"team/from/{start}", offset=offset)
    return Screen(turn.say("team-text"), title=turn.say("team-title"), buttons=buttons, back="home")


# -- inviting


@screens.at("team/invite")
async def invite(turn: Turn) -> Screen:
    """Which role, where?"""
    buttons: list[Button] = []
    for area in roles.areas_led(turn.actor):
        name = units.full_name(area)
        for role in Role:
            if may_invite(turn.grants, role, area):
                label = turn.say("invite-role", role=turn.say(f"role-{role}"), area=name)
                buttons.append(Button(label[:60], f"team/invite/{role}/{area}"))
        if len(area) == 2:
            buttons.append(turn.button("invite-commune", f"team/commune/{area}"))
    return Screen(turn.say("invite-who"), title=turn.say("team-invite"), buttons=buttons, back="team")


@screens.at("team/invite/{role}/{area}")
async def link(turn: Turn, role: str, area: str) -> Screen:
    """A one-time link; only its hash is kept."""
    token = await roles.invite_official(turn.db, turn.actor, role, area, turn.now)
    text = turn.say(
        "invite-link",
        role=turn.say(f"role-{role}"),
        area=units.full_name(area),
        url=f"{turn.links.chat}i-{token}",
        days=people.INVITATION_DAYS,
    )
    return Screen(text, title=turn.say("team-invite"), back="team")


@screens.at("team/commune/{province}")
async def which_commune(turn: Turn, province: str) -> Screen:
    if not units.known(province) or not may_invite(turn.grants, Role.OFFICER, province):
        raise NotAllowed(province)
    return Screen(turn.say("invite-commune-ask"), title=turn.say("invite-commune"), back="team/invite")


@screens.text("team/commune/{province}")
async def find_commune(turn: Turn, text: str, province: str) -> Screen | To:
    found = units.find_communes(text, province, limit=6)
    if not found:
        return To(f"team/commune/{province}", turn.say("invite-no-commune", text=text[:60]))
    buttons = [Button(units.full_name(unit.code), f"team/invite/{Role.OFFICER}/{unit.code}") for unit in found]
    return Screen(turn.say("form-pick"), title=turn.say("invite-commune"), buttons=buttons, back="team/invite")


@screens.at("team/link")
async def commune_links(turn: Turn) -> Screen:
    """The registration link of a commune, to put into a group or on a poster."""
    areas = roles.areas_led(turn.actor)
    lines = [
        turn.say("link-of", commune=units.full_name(area), url=f"{turn.links.chat}c-{area}")
        for area in areas
        if len(area) == 5
    ]
    if any(len(area) == 2 for area in areas):
        lines.append(turn.say("link-ask"))
    return Screen("\n\n".join(lines), title=turn.say("team-link"), back="team")


@screens.text("team/link")
async def commune_link(turn: Turn, text: str) -> Screen | To:
    provinces = [area for area in roles.areas_led(turn.actor) if len(area) == 2]
    found = [unit for province in provinces for unit in units.find_communes(text, province, limit=3)]
    if not found:
        return To("team/link", turn.say("invite-no-commune", text=text[:60]))
    lines = [
        turn.say("link-of", commune=units.full_name(one.code), url=f"{turn.links.chat}c-{one.code}")
        for one in found[:3]
    ]
    return Screen("\n\n".join(lines), title=turn.say("team-link"), back="team")


# -- accepting


@screens.at("invited/{token}")
async def invited(turn: Turn, token: str) -> Screen | To:
    """What the link offers; used, expired and unknown links say so."""
    invitation = await roles.official_invitation(turn.db, turn.actor, token, turn.now)
    if not invitation.area:
        return To(province.address(token))
    area = units.full_name(invitation.area)
    return Screen(
        turn.say("invited", role=turn.say(f"role-{invitation.role}"), area=area),
        buttons=[turn.button("invited-accept", f"invited/{token}/yes")],
        back="home",
    )


@screens.at("invited/{token}/yes")
async def accept(turn: Turn, token: str) -> To:
    invitation = await roles.official_invitation(turn.db, turn.actor, token, turn.now)
    if not invitation.area:
        return To(province.address(token))
    return await _welcome(turn, *await roles.accept_official_invitation(turn.db, turn.actor, token, turn.now))


async def _welcome(turn: Turn, role: Role, area: str) -> To:
    """On to the new desk; who has no name yet says it first."""
    await turn.refresh_actor()
    done = turn.say("invited-done", role=turn.say(f"role-{role}"), area=units.full_name(area))
    return To("home" if turn.person.name else official.address(), done)


# -- the first officer says which province; everybody invited says their name


def _provinces(_turn: Turn, _answers: Answers, text: str) -> Sequence[Choice]:
    if text.isdecimal():
        try:
            return [Choice(text, units.province(text).name)]
        except KeyError:
            return []
    return [Choice(unit.code, unit.name) for unit in units.find_provinces(text)]


async def _first(turn: Turn, subject: str) -> None:
    await roles.first_invitation(turn.db, subject, turn.now)


async def first_officer(turn: Turn, subject: str, answers: Answers) -> To:
    """The bearer of the first invitation becomes provincial officer and administrator of their province."""
    given = await roles.become_first_officer(
        turn.db, turn.actor, subject, answers["name"], answers["province"], turn.now
    )
    return await _welcome(turn, *given)


province = screens.form(
    Form(
        "province",
        Ask("name", check=numbers.name),
        Ask("province", search=_provinces, show=lambda _turn, value: units.full_name(str(value))),
        then=first_officer,
        allow=_first,
    )
)


async def _is_official(turn: Turn, _subject: str) -> None:
    if not turn.grants:
        raise NotAllowed("official")


async def introduce(turn: Turn, _subject: str, answers: Answers) -> To:
    roles.introduce(turn.actor, answers["name"])
    return To("home", turn.say("official-thanks", name=answers["name"]))


official = screens.form(Form("official", Ask("name", check=numbers.name), then=introduce, allow=_is_official))


# -- withdrawing


@screens.at("team/{role_id}")
async def one_role(turn: Turn, role_id: int) -> Screen:
    row = await roles.withdrawable(turn.db, turn.actor, role_id)
    holder = await people.person(turn.db, row.person_id)
    text = turn.say(
        "team-role",
        name=(holder.name if holder else "") or "?",
        role=turn.say(f"role-{row.role}"),
        area=units.full_name(row.area),
        day=turn.moment(row.given_at),
    )
    buttons = [turn.button("team-withdraw", f"team/{row.id}/withdraw")] if row.withdrawn_at is None else []
    return Screen(text, buttons=buttons, back="team")


@screens.at("team/{role_id}/withdraw")
async def ask_withdraw(turn: Turn, role_id: int) -> Screen:
    row = await roles.withdrawable(turn.db, turn.actor, role_id)
    holder = await people.person(turn.db, row.person_id)
    key = "team-withdraw-own" if row.person_id == turn.person.id else "team-withdraw-ask"
    return Screen(
        turn.say(key, name=(holder.name if holder else "") or "?"),
        buttons=[turn.button("team-withdraw-yes", f"team/{row.id}/withdraw/yes")],
        back=f"team/{row.id}",
    )


@screens.at("team/{role_id}/withdraw/yes")
async def withdraw(turn: Turn, role_id: int) -> To:
    """From this moment the role opens nothing."""
    await roles.withdraw_role(turn.db, turn.actor, role_id, turn.now)
    await turn.refresh_actor()
    return To("team" if turn.grants else "home", turn.say("team-withdrawn"))


# -- the log


@screens.at("audit")
async def log(turn: Turn) -> Screen:
    return await log_before(turn, 10**17)


@screens.at("audit/{before}")
async def log_before(turn: Turn, before: int) -> Screen:
    """Who saw, changed or exported what in my area, newest first."""
    areas = roles.areas_audited(turn.actor)
    rows = await audit.latest(turn.db, areas, before=before, limit=11)
    lines = []
    for row, person in rows[:10]:
        key = f"audit-{row.action.replace('.', '-')}"
        action = turn.say(key) if texts.has("vi", key) else row.action
        name = (person.name if person else "") or "?"
        lines.append(turn.say("audit-line", moment=turn.moment(row.at), name=name, action=action, subject=row.subject))
    buttons = [turn.button("button-more", f"audit/{rows[9][0].id}")] if len(rows) > 10 else []
    return Screen(
        "\n".join(lines) or turn.say("audit-empty"), title=turn.say("team-audit"), buttons=buttons, back="team"
    )
