"""Who may see and do what, asked at every address of the officials' screens; and how roles come and go."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from chat.router import Route, Screens
from handlers import (
    acting,
    announcements,
    checks,
    council,
    decisions,
    desk,
    findings,
    office,
    plan,
    readings,
    referrals,
    reminders,
    requests,
    results,
    review,
    samples,
    search,
    team,
    unreached,
)
from handlers import scoring as marking
from locales import clock
from ocop.roles import Role
from storage import announcements as drafts
from storage import checks as visits
from storage import people
from storage.tables import (
    Announcement,
    Check,
    CommuneDate,
    Document,
    Evaluation,
    Invitation,
    PlanDone,
    PlanRow,
    Product,
    Rating,
    RoleRow,
    Scorecard,
    Submission,
)
from tests.conversation import Someone, World
from tests.province import (
    COMMUNE,
    OTHER_COMMUNE,
    PROVINCE,
    hand_in,
    marks,
    official,
    person_id,
    producer,
    product,
    rows,
    scoring,
    waiting_for_council,
)

REFUSED = "không có quyền"  # everything asked for is there: “not found” is no refusal
# Product 1 waits for the commune (paper 1), product 2 is being scored (evaluation 1), product 3 has a certificate, role
# 1 is the commune officer's, announcement 1 is a draft, announcement 2 was sent; the province has a plan.
ADDRESSES = [
    "review/1",
    "dossier/1/0",
    "paper/1",
    "paper/1/answer/1",
    "paper/1/read/1",
    "paper/1/files/10",
    "decide/1/accept",
    "decide/1/return",
    "decide/1/return/1",
    "decide/1/undo",
    "review/1/conclude/1/commune",
    "review/1/conclude/1/commune/4",
    "review/1/rest/1",
    "forward/1",
    "complete/1",
    "complete/1/yes",
    "form/asking/1",
    "producer/1/act",
    *(f"request/1{rest}" for rest in ("", "/from/0", "/pick/idea-new", "/with/idea-new", "/until", "/by/2026-03-09")),
    *(f"request/1/{what}" for what in ("why", "why/1", "check", "send", "open/1", "back/1")),
    *(f"samples/1{rest}" for rest in ("", "/back", "/take/4/0", "/take/4/0/shelf", "/back/1/1/done")),
    *(f"findings/1{rest}" for rest in ("", "/report", "/material", "/material/says", "/material/accept")),
    "findings/1/material/add",
    *(f"readings/{PROVINCE}{rest}" for rest in ("", "/before-a-day", "/before-a-day/that-day")),
    f"rounds/{PROVINCE}",
    f"round/{PROVINCE}/2026-2/0",
    *(f"form/round/{PROVINCE}{rest}" for rest in ("", "/by", "/send")),
    "review/2",
    "dossier/2/0",
    "council/2",
    "form/council/2",
    "council/2/open/1048-10",
    "council/2/open/1048-10/0",
    "council/2/seat/1048-10/5/out",
    "council/2/begin/1048-10",
    "council/2/condition/mandatory-three",
    "council/2/condition/mandatory-three/yes",
    "council/2/close",
    "council/2/close/1",
    "council/2/cards",
    "council/2/ground/copy",
    "council/2/ground/copy/yes",
    "council/2/find/A1.1",
    "council/2/find/A1.1/1",
    "council/2/meeting",
    "council/2/meeting/yes",
    "council/result/1",
    "council/cards/1",
    "form/above/2",
    "form/above/2/reason",
    "form/above/2/send",
    "referral/2",
    "referral/2/letter",
    "referral/2/send",
    "referral/2/again",
    "form/referral-back/2",
    "form/referral-back/2/points",
    "form/referral-back/2/send",
    "checks/of/3",
    "checks/of/3/grounds",
    "check/1",
    "check/1/grounds",
    "revocation/3",
    *(
        f"form/{form}/{subject}{what}"
        for form, subject in (
            ("check-plan", "3.planned"),
            ("check-find", "3.breach"),
            ("check-conclude", "1.breach"),
            ("check-end", "1.kept"),
            ("check-gone", "3"),
            ("check-order", "3.again"),
            ("revocation", "3.breach"),
        )
        for what in ("", "/words", "/send")
    ),
    "score/1/A1.1/case/a",
    "score/1/A1.1/stop",
    "score/1",
    "score/1/send",
    "score/1/A1.1",
    "score/1/A1.1/1",
    "decision/2",
    "form/decision/2.province",
    "form/decision/2.province/number",
    "form/decision/2.province/send",
    "form/revoke/2",
    "form/revoke/2/reason",
    "form/revoke/2/send",
    "review/3",
    "dossier/3/0",
    "council/3",
    "council/3/cards",
    "decision/3",
    "form/revoke/3",
    "form/revoke/3/reason",
    "form/revoke/3/send",
    "form/decision/3.centre",
    "form/decision/3.centre/send",
    "view/1",
    "view/3",
    "view/3/told/0",
    "producer/1",
    f"counts/of/{COMMUNE}",
    f"team/invite/officer/{COMMUNE}",
    f"team/invite/council/{PROVINCE}",
    f"team/commune/{PROVINCE}",
    "team/1",
    "team/1/withdraw",
    "team/1/withdraw/yes",
    "view/1/told/0",
    f"plan/dossier/own/{COMMUNE}",
    f"plan/dossier/done/{COMMUNE}",
    f"plan/dossier/undone/{COMMUNE}",
    "unreached/4",
    "unreached/4/called",
    "unreached/4/words",
    "unreached/producer/1",
    "unreached/producer/1/called",
    f"announcements/approval/{PROVINCE}/1",
    f"announcement/new/{COMMUNE}",
    "announcement/1",
    "announcement/2",
    *(f"announcement/2/{what}" for what in ("pause", "stop/yes", "people/all/0", "follow", "export")),
    *(
        f"announcement/1/{what}"
        for what in (
            "drop",
            "text",
            "files",
            "files/1/drop",
            "to",
            "to/everybody",
            "to/step",
            "to/step/from/8",
            "to/step/2",
            f"to/area/add/{COMMUNE}",
            "names/0",
            "test",
            "send",
            "repeat/weekly",
            "send/now",
            "send/at",
            "send/at/202603030800",
            "back",
            "approve/00000000",
            "refuse",
            "pause",
            "resume",
            "stop",
            "stop/yes",
            "people/all/0",
            "follow",
            "export",
        )
    ),
]
# These show everybody their own: an official of elsewhere what is there, others nothing.
OWN = [
    "acting",
    "acting/end",
    *(f"form/enrol/0{rest}" for rest in ("", "/name", "/send")),
    "desk",
    "readings",
    "desk/commune/0",
    "desk/province/0",
    "desk/scoring/0",
    "desk/decided/0",
    "counts",
    "counts/from/0",
    "find",
    "scoring",
    "scoring/from/8",
    "checks",
    "checks/from/0",
    "team",
    "team/from/0",
    "team/invite",
    "team/link",
    "audit",
    "audit/1000",
    "invited/no-such-token",
    "invited/no-such-token/yes",
    "form/province/no-such-token",
    "form/province/no-such-token/name",
    "form/province/no-such-token/send",
    "plan",
    "plan/begin",
    "plan/begin/yes",
    "plan/dossier",
    "plan/dossier/move",
    "overdue/4",
    "overdue/4/0",
    "reminders",
    "reminders/hold/dossier/7",
    "reminders/list/0",
    "unreached",
    "unreached/from/0",
    "unreached/nobody",
    "unreached/nobody/0",
    "announcements/from/0",
    "announcement/new",
]


@pytest.fixture
async def province(world: World) -> dict[str, Someone]:
    """People at work in Nga An and at the province, and those who have no business there."""
    hung = await official(world, "Trần Văn Hùng", COMMUNE)
    chau = await official(world, "Nguyễn Minh Châu", PROVINCE)
    ly = await official(world, "Hoàng Thị Lý", PROVINCE, Role.COUNCIL)
    lan = await producer(world)
    await hand_in(await product(lan, "Nước mắm Ba Làng"), lan, "idea-new")
    await scoring(await waiting_for_council(lan, "Mắm tôm Ba Làng"), chau, ly)
    await rated(await product(lan, "Mắm tép Ba Làng", step=5, state="scoring", level="province"), chau, ly)
    async with world.product.database.begin() as db:
        day = clock.today(world.now())
        await visits.add_check(db, 3, "planned", await person_id(chau), world.now(), planned_on=day, words="Ba Làng")
        await drafts.draft(db, COMMUNE, await person_id(hung), world.now(), text="Họp ở Ba Làng")
        sent = await drafts.draft(db, COMMUNE, await person_id(hung), world.now(), text="Chợ phiên ở Ba Làng")
        sent.state, sent.audience = "done", {}
    await chau.goes("plan/begin/yes")
    everyone = {"hung": hung, "chau": chau, "ly": ly, "lan": lan}
    everyone["stranger"] = world.person("nobody")
    everyone["other producer"] = await producer(world, "mai", "HTX Hoằng Hóa", OTHER_COMMUNE)
    everyone["other commune"] = await official(world, "Phạm Thị Mai", OTHER_COMMUNE)
    everyone["other province"] = await official(world, "Võ Văn An", "48")
    await everyone["other province"].goes("plan/begin/yes")
    everyone["council without a card"] = await official(world, "Đỗ Văn Bình", PROVINCE, Role.COUNCIL)
    return everyone


async def rated(item: int, secretary: Someone, member: Someone) -> None:
    """A decision with four stars."""
    evaluation = await scoring(item, secretary, member)
    await marks(evaluation, member, 78)
    await member.goes(f"score/{evaluation}/send")
    for code in ("three", "four", "five"):
        await secretary.goes(f"council/{item}/condition/mandatory-{code}/yes")
    await secretary.goes(f"council/{item}/close")
    await secretary.taps("Đóng và tính kết quả")
    await secretary.taps("Ghi quyết định công nhận")
    for answer in ("1234/QĐ-UBND", "hôm nay"):
        await secretary.says(answer)
    await secretary.taps("Đúng rồi, gửi")
    assert "★★★★☆" in secretary.saw


OUTSIDERS = ["stranger", "other producer", "other commune", "other province", "council without a card"]
EVERYTHING = (
    *(Product, Document, Submission, Evaluation, Scorecard, Rating, RoleRow, Invitation),
    *(PlanRow, PlanDone, CommuneDate, Announcement, Check),
)


def test_every_address_of_the_officials_is_asked_below() -> None:
    asked = [*ADDRESSES, *OWN]
    screens = Screens()
    for part in (
        *(desk, review, council, results, marking, decisions, referrals, checks),
        *(search, team, plan, unreached, announcements),
    ):
        screens.include(part.screens)
    for part in (office, requests, samples, findings, readings, acting):
        screens.include(part.screens)
    of_officials = ("reminders", "view/")  # beside the producers' own in the same file
    screens.routes += [route for route in reminders.screens.routes if route.pattern.startswith(of_officials)]
    own = ("announcements", "received")  # who is no officer reads there what they were told themselves
    screens.routes = [route for route in screens.routes if route.pattern not in own]
    asks_name = team.official.address("{subject}")  # every official says their own name there
    screens.routes = [route for route in screens.routes if not route.pattern.startswith(asks_name)]

    def is_asked(route: Route) -> bool:
        return any(route.match(address) is not None for address in asked)

    generic = {"check", "change", "restart", "skip", "c"}  # of every form, behind the same `allow`
    missed = [route.pattern for route in screens.routes if not is_asked(route)]
    assert [pattern for pattern in missed if not generic & set(re.split("[/{}]+", pattern))] == []


async def rows_of_own_draft(world: World, author: Someone) -> list[tuple[Any, ...]]:
    """An official of elsewhere begins an announcement at `announcement/new`: nothing else of anybody is new."""
    async with world.product.database.read() as db:
        own = select(Announcement.__table__).where(Announcement.author_id == await person_id(author))
        return [tuple(row) for row in await db.execute(own)]


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_outsiders_see_nothing_and_change_nothing(world: World, province: dict[str, Someone], who: str) -> None:
    outsider = province[who]
    before = await rows(world, *EVERYTHING)
    for address in ADDRESSES:
        await outsider.goes(address)
        assert REFUSED in outsider.sees, f"{address}: {outsider.sees}"
        assert "Ba Làng" not in outsider.saw, address
    assert await rows(world, *EVERYTHING) == before
    for address in OWN:
        await outsider.goes(address)
        assert "Ba Làng" not in outsider.saw, address
        assert "Trần Văn Hùng" not in outsider.saw, address
    after = await rows(world, *EVERYTHING)
    assert [row for row in after if row not in before] == await rows_of_own_draft(world, outsider)
    assert [row for row in before if row not in after] == []


async def test_a_producer_sees_none_of_the_officials_screens_even_of_their_own_product(
    world: World, province: dict[str, Someone]
) -> None:
    lan = province["lan"]
    before = await rows(world, *EVERYTHING)
    for address in [*ADDRESSES, *OWN]:
        await lan.goes(address)
        expected = "không đúng" if "no-such-token" in address else REFUSED
        assert expected in lan.sees, f"{address}: {lan.sees}"
    assert await rows(world, *EVERYTHING) == before


async def test_typing_finds_nothing_outside_ones_own_area(province: dict[str, Someone]) -> None:
    for who in OUTSIDERS:
        outsider = province[who]
        for address in ("find", "view/1", "decide/1/return", f"team/commune/{PROVINCE}", "team/link"):
            await outsider.goes(address)
            await outsider.says("nước mắm ba làng")
            assert "HTX Ba Làng" not in outsider.saw
            assert "Nước mắm Ba Làng" not in outsider.saw


async def test_a_commune_officer_sees_the_dossier_but_not_the_council(
    world: World, province: dict[str, Someone]
) -> None:
    hung = province["hung"]
    await hung.goes("dossier/2/0")
    assert "Mắm tôm Ba Làng" in hung.sees
    before = await rows(world, Evaluation, Scorecard, Rating)
    for address in [*ADDRESSES, "audit", "audit/1000"]:
        # A request for papers, and that a product is no longer made, are the commune's own.
        own = address.startswith(("form/asking/", "form/check-gone/"))
        if not own and address.startswith(
            ("council/", "score/", "decision/", "form/", "audit", "team/invite/council", "readings/", "round")
        ):
            await hung.goes(address)
            assert REFUSED in hung.sees, f"{address}: {hung.sees}"
    assert await rows(world, Evaluation, Scorecard, Rating) == before


async def test_a_council_member_reads_only_what_they_score(province: dict[str, Someone]) -> None:
    ly = province["ly"]
    await ly.goes("dossier/2/0")
    assert "Mắm tôm Ba Làng" in ly.sees
    await ly.goes("score/1")
    assert "Đã chấm 0/31" in ly.sees
    for address in ("dossier/1/0", "paper/1", "view/1", "view/2", "council/2", "desk", "find", "counts"):
        await ly.goes(address)
        assert REFUSED in ly.sees, address


# -- roles come and go


def link_in(someone: Someone) -> str:
    found = re.search(r"start=(\S+)", someone.sees)
    assert found, someone.sees
    return found[1]


async def test_an_invitation_works_once_for_somebody_else_and_for_seven_days(
    world: World, province: dict[str, Someone]
) -> None:
    chau = province["chau"]
    await chau.says("mời cán bộ")
    await chau.taps("Mời thêm người")
    await chau.taps("Cán bộ một xã khác")
    await chau.says("hoang hoa")
    await chau.taps("Xã Hoằng Hóa")
    link = link_in(chau)
    assert "một lần, trong 7 ngày" in chau.sees
    await chau.starts(link)
    assert "không tự mời mình" in chau.sees
    hoa = world.person("hoa")
    await hoa.starts(link)
    assert "Cán bộ OCOP – Xã Hoằng Hóa" in hoa.sees
    await hoa.taps("Nhận")
    await hoa.says("Lê Thị Hoa")
    await hoa.taps("Đúng rồi, gửi")
    assert "Xã Hoằng Hóa" in hoa.sees
    assert "Hồ sơ chờ" in " ".join(hoa.buttons)
    thief = world.person("thief")
    await thief.starts(link)
    assert "đã được dùng" in thief.sees

    await chau.goes(f"team/invite/council/{PROVINCE}")
    link = link_in(chau)
    world.passes(days=7, seconds=1)
    await thief.starts(link)
    assert "đã hết hạn" in thief.sees
    await thief.starts("i-nonsense")
    assert "không đúng" in thief.sees


async def test_an_invitation_dies_with_the_role_of_its_giver(world: World, province: dict[str, Someone]) -> None:
    hung, chau = province["hung"], province["chau"]
    await hung.goes(f"team/invite/officer/{COMMUNE}")
    link = link_in(hung)
    await chau.goes("team/1")
    assert "Trần Văn Hùng" in chau.sees
    await chau.taps("Thu lại quyền")
    await chau.taps("Thu lại ngay")
    assert "đã được thu lại" in hung.sees
    await hung.goes("review/1")
    assert "không có quyền" in hung.sees
    friend = world.person("friend")
    await friend.starts(link)
    assert "hết hiệu lực" in friend.sees
    async with world.product.database.read() as db:
        assert await people.grants(db, await person_id(friend)) == []


async def test_nobody_raises_their_own_role_or_takes_one_from_above(province: dict[str, Someone]) -> None:
    hung = province["hung"]
    for address in (
        f"team/invite/officer/{PROVINCE}",
        f"team/invite/administrator/{COMMUNE}",
        f"team/invite/council/{PROVINCE}",
        f"team/invite/officer/{OTHER_COMMUNE}",
        "team/2/withdraw/yes",
    ):
        await hung.goes(address)
        assert "không có quyền" in hung.sees, address
    await hung.goes("team/invite/king/38")
    assert "không còn nữa" in hung.sees
    await hung.goes("team/invite/officer/99999")
    assert "không còn nữa" in hung.sees
    await hung.goes("team/1/withdraw/yes")
    assert "Đã thu lại quyền" in hung.sees


async def test_the_first_officer_chooses_the_province_and_administers_it(world: World) -> None:
    async with world.product.database.begin() as db:
        token = await people.invite(db, Role.OFFICER, "", None, world.now())
    chau = world.person("chau")
    await chau.starts(f"i-{token}")
    await chau.says("Nguyễn Minh Châu")
    await chau.says("tinh thanh hoa")
    await chau.taps("Đúng rồi, gửi")
    assert "Cán bộ OCOP – Thanh Hóa" in chau.sees
    async with world.product.database.read() as db:
        given = {(row.role, row.area) for row in await db.scalars(select(RoleRow))}
    assert given == {("officer", PROVINCE), ("administrator", PROVINCE)}
    await chau.starts(f"i-{token}")
    assert "đã được dùng" in chau.sees


async def test_a_communes_link_registers_its_producers(world: World, province: dict[str, Someone]) -> None:
    await province["chau"].goes("team/link")
    await province["chau"].says("nga an")
    assert link_in(province["chau"]) == f"c-{COMMUNE}"
    await province["hung"].goes("team/link")
    newcomer = world.person("tư")
    await newcomer.starts(link_in(province["hung"]))
    assert "Xã Nga An, Thanh Hóa" in newcomer.sees
