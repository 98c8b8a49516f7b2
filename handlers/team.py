"""Officials invite officials by one-time links; a role is withdrawn at once; and the log of who did what."""

from collections.abc import Sequence
from dataclasses import replace

from chat.errors import NotAllowed, NotFound
from chat.form import Answers, Ask, Choice, Form
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.desk import PAGE
from locales import texts
from ocop import numbers, units
from ocop.roles import Role, may_audit, may_invite, may_withdraw
from storage import audit, people
from storage.tables import Invitation, RoleRow

screens = Screens()


def _areas(turn: Turn) -> list[str]:
    """Areas in which this person may give or take roles."""
    areas = sorted({grant.area for grant in turn.grants if may_invite(turn.grants, Role.OFFICER, grant.area)})
    if not areas:
        raise NotAllowed("team")
    return areas


@screens.at("team")
async def team(turn: Turn) -> Screen:
    return await page(turn, 0)


@screens.at("team/from/{offset}")
async def page(turn: Turn, offset: int) -> Screen:
    """Who holds which role in my area."""
    areas = _areas(turn)
    rows = await people.role_holders(turn.db, areas, offset=offset, limit=PAGE + 1)
    buttons = [
        turn.button("team-invite", "team/invite"),
        turn.button("team-link", "team/link"),
    ]
    if any(may_audit(turn.grants, area) for area in areas):
        buttons.append(turn.button("team-audit", "audit"))
    buttons += [
        Button(
            f"{holder.name or '?'} – {turn.say(f'role-{row.role}')}, {units.full_name(row.area)}"[:60], f"team/{row.id}"
        )
        for row, holder in rows[:PAGE]
    ]
    if len(rows) > PAGE:
        buttons.append(turn.button("button-more", f"team/from/{offset + PAGE}"))
    return Screen(turn.say("team-text"), title=turn.say("team-title"), buttons=buttons, back="home")


# -- inviting


@screens.at("team/invite")
async def invite(turn: Turn) -> Screen:
    """Which role, where?"""
    buttons: list[Button] = []
    for area in _areas(turn):
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
    if role not in list(Role) or not units.known(area):
        raise NotFound(area)
    if not may_invite(turn.grants, Role(role), area):
        raise NotAllowed(role)
    token = await people.invite(turn.db, Role(role), area, turn.person.id, turn.now)
    await turn.log("role.invited", f"area/{area}", area=area, detail=role)
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
    areas = _areas(turn)
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
    provinces = [area for area in _areas(turn) if len(area) == 2]
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
    invitation = await _open_invitation(turn, token)
    if isinstance(invitation, To):
        return invitation
    if not invitation.area:
        return To(f"form/province/{token}")
    area = units.full_name(invitation.area)
    return Screen(
        turn.say("invited", role=turn.say(f"role-{invitation.role}"), area=area),
        buttons=[turn.button("invited-accept", f"invited/{token}/yes")],
        back="home",
    )


@screens.at("invited/{token}/yes")
async def accept(turn: Turn, token: str) -> To:
    invitation = await _open_invitation(turn, token)
    if isinstance(invitation, To):
        return invitation
    if not invitation.area:
        return To(f"form/province/{token}")
    return await _give(turn, invitation, [(Role(invitation.role), invitation.area)])


async def _open_invitation(turn: Turn, token: str) -> Invitation | To:
    invitation = await people.invitation(turn.db, token)
    if invitation is None:
        return To("home", turn.say("invited-unknown"))
    if invitation.used_at is not None:
        return To("home", turn.say("invited-used"))
    if invitation.expires_at <= turn.now:
        return To("home", turn.say("invited-expired"))
    if not invitation.area and not await people.first_officer_wanted(turn.db):
        return To("home", turn.say("invited-void"))  # printed at an earlier start; there is an officer by now
    if invitation.created_by == turn.person.id:
        return To("home", turn.say("invited-own"))
    if invitation.created_by is not None:
        inviter = await people.grants(turn.db, invitation.created_by)
        if not may_invite(inviter, Role(invitation.role), invitation.area):
            return To("home", turn.say("invited-void"))
    return invitation


async def _give(turn: Turn, invitation: Invitation, roles: Sequence[tuple[Role, str]]) -> To:
    if not await people.use_invitation(turn.db, invitation.id, turn.person.id, turn.now):
        return To("home", turn.say("invited-used"))
    for role, area in roles:
        await people.give_role(turn.db, turn.person.id, role, area, invitation.created_by, turn.now)
        await turn.log("role.given", f"person/{turn.person.id}", area=area, detail=role)
    turn.actor = replace(turn.actor, grants=tuple(await people.grants(turn.db, turn.person.id)))
    role, area = roles[0]
    if not turn.person.name:
        return To(
            "form/official/0", turn.say("invited-done", role=turn.say(f"role-{role}"), area=units.full_name(area))
        )
    return To("home", turn.say("invited-done", role=turn.say(f"role-{role}"), area=units.full_name(area)))


# -- the first officer says which province; everybody invited says their name


def _provinces(_turn: Turn, _answers: Answers, text: str) -> Sequence[Choice]:
    if text.isdecimal():
        try:
            return [Choice(text, units.province(text).name)]
        except KeyError:
            return []
    return [Choice(unit.code, unit.name) for unit in units.find_provinces(text)]


async def _first(turn: Turn, subject: str) -> None:
    invitation = await people.invitation(turn.db, subject)
    if invitation is None or invitation.area or invitation.used_at is not None or invitation.expires_at <= turn.now:
        raise NotFound(subject)
    if not await people.first_officer_wanted(turn.db):
        raise NotFound(subject)


async def first_officer(turn: Turn, subject: str, answers: Answers) -> Screen | To:
    """The bearer of the first invitation becomes provincial officer and administrator of their province."""
    invitation = await people.invitation(turn.db, subject)
    if invitation is None:
        raise NotFound(subject)
    turn.person.name = answers["name"]
    area = answers["province"]
    return await _give(turn, invitation, [(Role.OFFICER, area), (Role.ADMINISTRATOR, area)])


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


async def introduce(turn: Turn, _subject: str, answers: Answers) -> Screen | To:
    turn.person.name = answers["name"]
    return To("home", turn.say("official-thanks", name=answers["name"]))


official = screens.form(Form("official", Ask("name", check=numbers.name), then=introduce, allow=_is_official))


# -- withdrawing


async def _role(turn: Turn, role_id: int) -> RoleRow:
    row = await people.role_row(turn.db, role_id)
    if row is None:
        raise NotFound(role_id)
    if not may_withdraw(turn.grants, Role(row.role), row.area, own=row.person_id == turn.person.id):
        raise NotAllowed(role_id)
    return row


@screens.at("team/{role_id}")
async def one_role(turn: Turn, role_id: int) -> Screen:
    row = await _role(turn, role_id)
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
    row = await _role(turn, role_id)
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
    row = await _role(turn, role_id)
    if await people.withdraw_role(turn.db, row.id, turn.person.id, turn.now):
        await turn.log("role.withdrawn", f"person/{row.person_id}", area=row.area, detail=row.role)
        holder = await people.person(turn.db, row.person_id)
        if holder is not None and holder.id != turn.person.id:
            say = holder.language
            text = texts.say(
                say, "notice-withdrawn", role=texts.say(say, f"role-{row.role}"), area=units.full_name(row.area)
            )
            await turn.notify(holder, Screen(text, buttons=[Button(texts.say(say, "button-home"), "home")]))
    turn.actor = replace(turn.actor, grants=tuple(await people.grants(turn.db, turn.person.id)))
    return To("team" if turn.grants else "home", turn.say("team-withdrawn"))


# -- the log


@screens.at("audit")
async def log(turn: Turn) -> Screen:
    return await log_before(turn, 10**17)


@screens.at("audit/{before}")
async def log_before(turn: Turn, before: int) -> Screen:
    """Who saw, changed or exported what in my area, newest first."""
    areas = sorted({grant.area for grant in turn.grants if may_audit(turn.grants, grant.area)})
    if not areas:
        raise NotAllowed("audit")
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
