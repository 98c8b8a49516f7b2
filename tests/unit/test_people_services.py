"""The verbs about people and the council, called as any door calls them."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotAllowed, NotFound
from locales import clock
from locales.texts import InvalidInput
from ocop.roles import Role
from services import checks, closing, councils, joining, producers, ratings, roles
from services import people as persons
from storage import people
from storage.actors import Actor
from storage.tables import Address, AuditRow, Member, Message, Product, RoleRow
from tests.conversation import Someone, World
from tests.province import (
    COMMUNE,
    OTHER_COMMUNE,
    PROVINCE,
    marks,
    official,
    person_id,
    producer,
    product,
    scoring,
    state_of,
    waiting_for_council,
)


async def actor(db: AsyncSession, someone: Someone) -> Actor:
    """Who acts, by no messenger at all."""
    person = await people.person(db, await person_id(someone))
    assert person is not None
    return Actor(person, tuple(await people.grants(db, person.id)))


async def told(db: AsyncSession, someone: Someone) -> list[str]:
    """Notices written for somebody."""
    found = await db.scalars(
        select(Message.body).where(Message.person_id == await person_id(someone), Message.notice).order_by(Message.id)
    )
    return [body["text"] for body in found]


async def logged(db: AsyncSession) -> list[tuple[str, str]]:
    await db.flush()
    return [(row.action, row.subject) for row in await db.scalars(select(AuditRow).order_by(AuditRow.id))]


# -- people of a producer


async def test_a_twin_is_registered_and_told_to_the_communes_officers_only(world: World) -> None:
    hung, far = await official(world, "Hùng", COMMUNE), await official(world, "Mai", OTHER_COMMUNE)
    await producer(world)
    tu = await producer(world, "tư", "HTX Khác")
    details = {"kind": "cooperative", "phone": "+84912345679", "commune": COMMUNE}
    async with world.product.database.begin() as db:
        who = await actor(db, tu)
        made = await producers.register_producer(db, who, world.now(), name="HTX ba lang", **details)
        assert made.representative == "HTX ba lang"
        assert len(await told(db, hung)) == 1
        assert await told(db, far) == []
        who.person.consented_at = None
        with pytest.raises(NotAllowed):
            await producers.register_producer(db, who, world.now(), name="HTX Mới", **details)


async def test_who_may_invite_to_a_producer(world: World) -> None:
    lan = await producer(world)
    far, binh = await official(world, "Mai", OTHER_COMMUNE), await official(world, "Bình", PROVINCE, Role.COUNCIL)
    hung = await official(world, "Hùng", COMMUNE)
    async with world.product.database.begin() as db:
        for someone in (far, binh, lan):
            with pytest.raises(NotAllowed):
                await producers.invite_member_for(db, await actor(db, someone), 1, world.now())
        for someone in (far, binh, hung):
            with pytest.raises(NotAllowed):
                await producers.invite_member(db, await actor(db, someone), 1, world.now())
        with pytest.raises(NotFound):
            await producers.invite_member(db, await actor(db, lan), 99, world.now())
        await producers.invite_member_for(db, await actor(db, hung), 1, world.now())
        assert await logged(db) == [("member.invited", "producer/1")]


async def test_an_invitation_is_accepted_once_and_the_last_member_stays(world: World) -> None:
    lan, hoa, tu = await producer(world), world.person("hoa"), world.person("tư")
    for someone in (hoa, tu):
        await someone.says("xin chào")
    async with world.product.database.begin() as db:
        _producer, token = await producers.invite_member(db, await actor(db, lan), 1, world.now())
        await producers.accept_member_invitation(db, await actor(db, hoa), token, world.now())
        with pytest.raises(Moved, match="invited-used"):
            await producers.accept_member_invitation(db, await actor(db, tu), token, world.now())
        _producer, late = await producers.invite_member(db, await actor(db, lan), 1, world.now())
        with pytest.raises(Moved, match="invited-expired"):
            await producers.accept_member_invitation(db, await actor(db, tu), late, world.now() + timedelta(days=8))
        assert len(await told(db, lan)) == 1
        with pytest.raises(NotAllowed):
            await producers.remove_member(db, await actor(db, tu), 1, await person_id(lan), world.now())
        await producers.remove_member(db, await actor(db, lan), 1, await person_id(hoa), world.now())
        await producers.remove_member(db, await actor(db, lan), 1, await person_id(hoa), world.now())
        await producers.remove_member(db, await actor(db, lan), 1, await person_id(lan), world.now())
        assert list(await db.scalars(select(Member.person_id))) == [await person_id(lan)]
        assert len(await told(db, hoa)) == 1


async def test_withdrawing_consent_drops_drafts_and_tells_the_officers_once(world: World) -> None:
    lan, hung = await producer(world), await official(world, "Hùng", COMMUNE)
    async with world.product.database.begin() as db:
        who = await actor(db, lan)
        for number in range(60):
            await people.keep_draft(db, who.id, "product", str(number), {}, world.now())
        await persons.withdraw_consent(db, who, world.now())
        await persons.withdraw_consent(db, who, world.now())
        assert who.person.consented_at is None
        assert await people.drafts_of(db, who.id) == []
        assert len(await told(db, hung)) == 1
        persons.give_consent(db, who, world.now())
        persons.give_consent(db, who, world.now())
        assert [action for action, _subject in await logged(db)] == ["consent.withdrawn", "consent.given"]


# -- roles and messengers


async def test_a_role_is_given_only_where_it_may_be_and_withdrawn_once(world: World) -> None:
    hung, chau = await official(world, "Hùng", COMMUNE), await official(world, "Châu", PROVINCE)
    async with world.product.database.begin() as db:
        with pytest.raises(NotAllowed):
            await roles.invite_official(db, await actor(db, hung), Role.COUNCIL, PROVINCE, world.now())
        with pytest.raises(NotFound):
            await roles.invite_official(db, await actor(db, chau), "king", PROVINCE, world.now())
        token = await roles.invite_official(db, await actor(db, chau), Role.OFFICER, OTHER_COMMUNE, world.now())
        with pytest.raises(Moved, match="invited-own"):
            await roles.accept_official_invitation(db, await actor(db, chau), token, world.now())
        given = await roles.accept_official_invitation(db, await actor(db, hung), token, world.now())
        assert given == (Role.OFFICER, OTHER_COMMUNE)
        seat = await db.scalar(select(RoleRow.id).where(RoleRow.area == OTHER_COMMUNE))
        assert seat is not None
        for _twice in range(2):
            await roles.withdraw_role(db, await actor(db, chau), seat, world.now())
        assert len(await told(db, hung)) == 1
        own = await db.scalar(select(RoleRow.id).where(RoleRow.area == COMMUNE))
        assert own is not None
        await roles.withdraw_role(db, await actor(db, hung), own, world.now())
        assert (await actor(db, hung)).grants == ()
        assert len(await told(db, hung)) == 1, "who steps down knows it"


async def test_wrong_codes_are_counted_and_an_officials_chat_is_not_joined(world: World) -> None:
    lan, thief, hung = await producer(world), world.person("thief"), await official(world, "Hùng", COMMUNE)
    await thief.says("xin chào")
    async with world.product.database.begin() as db:
        here = {
            someone.chat_id: await db.scalar(select(Address).where(Address.chat_id == someone.chat_id))
            for someone in (lan, thief, hung)
        }
        code = await joining.new_join_code(db, await actor(db, lan), here["lan"], world.now())
        with pytest.raises(Moved, match="messengers-same"):
            await joining.join_by_code(db, await actor(db, lan), here["lan"], code, world.now())
        with pytest.raises(NotAllowed):
            await joining.join_by_code(db, await actor(db, hung), here["Hùng"], code, world.now())
        for _try in range(5):
            with pytest.raises(InvalidInput, match="messengers-wrong"):
                await joining.join_by_code(db, await actor(db, thief), here["thief"], "x", world.now())
        with pytest.raises(InvalidInput, match="messengers-too-often"):
            await joining.join_by_code(db, await actor(db, thief), here["thief"], code, world.now())


# -- the council


async def test_a_result_is_decided_once_by_whom_it_awaits(world: World) -> None:
    lan, chau = await producer(world), await official(world, "Châu", PROVINCE)
    binh = await official(world, "Bình", PROVINCE, Role.COUNCIL)
    item = await waiting_for_council(lan)
    evaluation = await scoring(item, chau, binh)
    await marks(evaluation, binh, 78)
    today = clock.today(world.now())
    async with world.product.database.begin() as db:
        secretary, member = await actor(db, chau), await actor(db, binh)
        with pytest.raises(NotAllowed):
            await closing.close_scoring(db, member, item, evaluation, world.now())
        with pytest.raises(Moved, match="council-open-already"):
            await councils.open_scoring(db, secretary, item, "1048-10", world.now())
        assert not await closing.close_scoring(db, secretary, item, evaluation, world.now()), "conditions are open"
        for code in ("three", "four", "five"):
            await councils.set_condition(db, secretary, item, f"mandatory-{code}", True, world.now())
        assert not await closing.close_scoring(db, secretary, item, evaluation, world.now()), "no card is in"
        assert await councils.hand_in_scorecard(db, member, evaluation, world.now())
        assert not await councils.hand_in_scorecard(db, member, evaluation, world.now())
        assert await councils.mark_criterion(db, member, evaluation, "A1.1", 1) is None, "what is in stays"
        assert await closing.close_scoring(db, secretary, item, evaluation, world.now())
        assert not await closing.close_scoring(db, secretary, item, evaluation, world.now())

        async def decides(level: str, ahead: int = 0) -> bool:
            on = today + timedelta(days=ahead)
            rating = await ratings.record_decision(
                db, secretary, item, level=level, number="1/QĐ-UBND", on=on, now=world.now()
            )
            return rating is not None

        assert not await decides("centre"), "78 points are the province's"
        for wrong in (-1, 1):
            with pytest.raises(InvalidInput, match="decision-date-wrong"):
                await decides("province", ahead=wrong)
        assert await decides("province")
        assert not await decides("province")
        assert len(await told(db, lan)) == 1
        assert await checks.revoke_certificate(db, secretary, item, "vi phạm", world.now())
        assert not await checks.revoke_certificate(db, secretary, item, "vi phạm", world.now())
        assert len(await told(db, lan)) == 2
        actions = [action for action, _subject in await logged(db)]
        assert actions == [
            *["council.condition"] * 3,
            "score.sent",
            "council.closed",
            "decision.recorded",
            "certificate.revoked",
        ]
    made = await state_of(world, item)
    assert (made.step, made.state, made.level) == (6, "rated", None)


async def test_a_product_that_waits_for_no_council_is_not_opened(world: World) -> None:
    lan, chau = await producer(world), await official(world, "Châu", PROVINCE)
    await official(world, "Bình", PROVINCE, Role.COUNCIL)
    item = await product(lan, step=4)
    async with world.product.database.begin() as db:
        with pytest.raises(Moved):
            await councils.open_scoring(db, await actor(db, chau), item, "1048-10", world.now())
        await db.execute(Product.__table__.update().values(step=5, state="scoring", level="province"))
        db.expire_all()
        opened = await councils.open_scoring(db, await actor(db, chau), item, "1048-10", world.now())
        assert opened.product_id == item
