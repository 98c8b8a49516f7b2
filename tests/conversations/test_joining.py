"""One person on several messengers: joined by a code, written to where they chose, passed on when that fails."""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.compose import compose
from chat.message import body_of
from chat.messenger import Blocked, Outcome, Outgoing, Reach
from chat.screen import Event, Screen
from ocop.roles import Role
from storage import channels, outbox, people
from storage.tables import Address, AuditRow, JoinCode, Message, Person
from tests.conversation import Messages, Someone, World
from tests.province import COMMUNE, OTHER_COMMUNE, PROVINCE, official, person_id, producer, product


class Second(Messages):
    """Another messenger, that can be blocked and has a window."""

    name = "zalo-oa"
    blocked = False
    window = Reach.FREE

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        if self.blocked:
            return Blocked("blocked")
        return await super().send(chat_id, message)

    def reach(self, seen_at: datetime, now: datetime, kind: str, sent_since: int = 0) -> Reach:
        return self.window


class Elsewhere(Someone):
    """The same or another person, writing on the second messenger."""

    second: Second

    @property
    def messages(self) -> list[Outgoing]:
        return self.second.chats.get(self.chat_id, [])

    async def _does(self, **what: object) -> None:
        self._mark = len(self.messages)
        await self.world.product.engine.handle(
            Event(self.world.messenger.channel + 1, self.chat_id, self.world.new_id(), **what)  # type: ignore[arg-type]
        )
        await self.world.settle()


@pytest.fixture
async def two(world: World, tmp_path: Path) -> World:
    """The world with a second messenger."""
    second = Second()
    async with world.product.database.begin() as db:
        second.channel = (await channels.add_channel(db, second.name, "oa", world.time)).id
    world.product = compose(
        world.product.database,
        files_url=str(tmp_path / "files"),
        messengers=[world.messenger, second],
        now=world.now,
        public_url="https://ocop.example.vn",
    )
    return world


def second_of(world: World) -> Second:
    found = world.product.messengers[world.messenger.channel + 1]
    assert isinstance(found, Second)
    return found


def elsewhere(world: World, name: str) -> Elsewhere:
    someone = Elsewhere(world, name)
    someone.second = second_of(world)
    return someone


async def code_of(someone: Someone) -> str:
    await someone.goes("messengers/code")
    return someone.sees.split("Mã nối của bà con: ")[1].split("\n")[0]


async def joined(world: World, lan: Someone, name: str = "lan-zalo") -> Elsewhere:
    there = elsewhere(world, name)
    await there.says("xin chào")
    await there.taps("Tôi đã dùng ở ứng dụng khác")
    await there.says(f"mã {await code_of(lan)}")
    await there.taps("Đúng là tôi")
    return there


async def notice(world: World, someone: Someone, text: str = "Tin báo") -> None:
    """Something that somebody did not ask for."""
    async with world.product.database.begin() as db:
        await outbox.write(
            db,
            person_id=await person_id(someone),
            body=body_of(Screen(text), "vi").to_json(),
            lane=outbox.REPLY,
            now=world.now(),
            notice=True,
        )
    await world.settle()


async def test_joined_by_a_code_both_are_one_person(two: World) -> None:
    lan = await producer(two)
    await product(lan)
    there = await joined(two, lan)
    assert "Đã nối" in there.sees
    assert "Chủ thể: HTX Ba Làng" in there.sees
    await there.says("san pham cua toi")
    assert any("Nước mắm Ba Làng" in label for label in there.buttons)
    assert "Zalo vừa được nối vào tài khoản" in lan.sees
    assert await person_id(lan) == await person_id(there)
    async with two.product.database.read() as db:
        assert await db.scalar(select(AuditRow.id).where(AuditRow.action == "messenger.joined")) is not None


async def test_the_confirmation_says_whose_account_it_is(two: World) -> None:
    lan = await producer(two)
    there = elsewhere(two, "other")
    await there.says("xin chào")
    await there.goes("messengers/enter")
    await there.says(await code_of(lan))
    assert "cơ sở: HTX Ba Làng" in there.sees
    assert "đừng nối" in there.sees


async def test_a_code_expires_is_used_once_and_the_second_ends_the_first(two: World) -> None:
    lan = await producer(two)
    old = await code_of(lan)
    new = await code_of(lan)
    there = elsewhere(two, "zalo")
    await there.says("xin chào")
    await there.goes("messengers/enter")
    await there.says(old)
    assert "không đúng, đã dùng hoặc đã hết hạn" in there.sees
    two.passes(seconds=601)
    await there.says(new)
    assert "đã hết hạn" in there.sees
    await there.says(await code_of(lan))
    await there.taps("Đúng là tôi")
    thief = elsewhere(two, "thief")
    await thief.says("xin chào")
    await thief.goes("messengers/enter")
    await thief.says(new)
    assert "đã dùng" in thief.sees


async def test_codes_cannot_be_guessed(two: World) -> None:
    lan = await producer(two)
    thief, honest = elsewhere(two, "thief"), elsewhere(two, "honest")
    for one in (thief, honest):
        await one.says("xin chào")
        await one.goes("messengers/enter")
    for number in range(5):
        await thief.says(f"0000000{number}")
    good = await code_of(lan)
    await thief.says(good)
    assert "Một giờ nữa" in thief.sees
    await thief.goes(f"messengers/join/{good.replace(' ', '')}")
    assert "Một giờ nữa" in thief.sees
    await honest.says(good)
    assert "Nối ứng dụng này" in honest.sees
    async with two.product.database.read() as db:
        assert all(good.replace(" ", "") not in row.code_hash for row in await db.scalars(select(JoinCode)))


async def test_an_officials_account_is_not_given_into_anothers_hands(two: World) -> None:
    lan = await producer(two)
    hung = elsewhere(two, "hung")
    await hung.says("xin chào")
    async with two.product.database.begin() as db:
        await people.give_role(db, await person_id(hung), Role.OFFICER, COMMUNE, None, two.now())
    code = await code_of(lan)
    await hung.goes("messengers/enter")
    await hung.says(code)
    assert "đang có quyền cán bộ" in hung.sees
    await hung.goes(f"messengers/join/{code.replace(' ', '')}")
    assert "không có quyền" in hung.sees


async def test_producers_registered_on_both_are_brought_along_and_go_back_when_parted(two: World) -> None:
    lan = await producer(two)
    other = elsewhere(two, "lan-zalo")
    await other.says("xin chào")
    async with two.product.database.begin() as db:
        from storage import products

        before = await people.person(db, await person_id(other))
        assert before is not None
        await products.add_producer(
            db,
            before,
            two.now(),
            kind="farm",
            name="Trang trại Lan",
            representative="Lan",
            phone="+84912345679",
            tax_number=None,
            province=PROVINCE,
            commune=COMMUNE,
        )
    await other.goes("messengers/enter")
    await other.says(await code_of(lan))
    await other.taps("Đúng là tôi")
    assert "HTX Ba Làng, Trang trại Lan" in other.sees
    await lan.says("nối tài khoản")
    await lan.taps("Zalo")
    await lan.taps("Tách ra")
    await lan.taps("Đúng, tách ra")
    assert "Đã tách Zalo" in lan.sees
    await lan.says("menu")
    assert "Trang trại" not in lan.sees
    await other.says("menu")
    assert "Chủ thể: Trang trại Lan" in other.sees
    assert "Ba Làng" not in other.sees


async def test_parted_from_the_joined_side_too(two: World) -> None:
    lan = await producer(two)
    there = await joined(two, lan)
    await there.goes("messengers")
    await there.taps("(đang dùng)")
    await there.taps("Tách ra")
    await there.taps("Đúng, tách ra")
    assert "Đã tách Zalo." in there.sees
    assert "Bà con có đồng ý không?" in there.sees  # nobody that is known
    assert await person_id(lan) != await person_id(there)


async def test_notices_come_where_they_chose_and_go_on_when_that_is_blocked(two: World) -> None:
    lan = await producer(two)
    there = await joined(two, lan)
    await lan.says("menu")
    await there.goes("messengers")
    await there.taps("(đang dùng)")
    await there.taps("Nhắn cho tôi ở đây trước")
    await lan.says("menu")
    await notice(two, lan, "Thứ nhất")
    assert "Thứ nhất" in there.sees
    second_of(two).blocked = True
    await notice(two, lan, "Thứ hai")
    assert "Thứ hai" in lan.sees
    async with two.product.database.read() as db:
        row = (await db.scalars(select(Message).where(Message.notice).order_by(Message.id.desc()))).first()
        assert row is not None
        assert (row.state, [one[1:] for one in row.tried]) == ("sent", [["zalo-oa", "blocked"]])
        states = set(await db.scalars(select(Address.state).where(Address.messenger == "zalo-oa")))
        assert states == {"blocked"}
    second_of(two).blocked = False
    await there.says("menu")
    await notice(two, lan, "Thứ ba")
    assert "Thứ ba" in there.sees, "who writes again is reached there again"


async def test_a_closed_window_is_passed_by_and_nobody_left_is_telephoned(two: World) -> None:
    hung, far = await official(two, "Hùng", COMMUNE), await official(two, "Tâm", OTHER_COMMUNE)
    chau = await official(two, "Châu", PROVINCE)
    lan = await producer(two)
    there = await joined(two, lan)
    second_of(two).window = Reach.NONE
    await there.goes("messengers")
    async with two.product.database.begin() as db:
        for address in await db.scalars(select(Address).where(Address.messenger == "zalo-oa")):
            address.preferred = True
    await notice(two, lan, "Qua nơi khác")
    assert "Qua nơi khác" in lan.sees
    async with two.product.database.begin() as db:
        for address in await db.scalars(select(Address).where(Address.messenger == "test", Address.chat_id == "lan")):
            address.state = "blocked"
    await notice(two, lan, "Hồ sơ bị trả lại")
    async with two.product.database.read() as db:
        row = (await db.scalars(select(Message).order_by(Message.id.desc()))).first()
        assert row is not None
        assert (row.state, row.tried[0][2]) == ("blocked", "window")
    await hung.says("hồ sơ chờ")
    await hung.taps("Cần gọi điện: 1 người")
    await hung.taps("HTX Ba Làng")
    assert "0912 345 678" in hung.sees
    assert "Hồ sơ bị trả lại" in hung.sees
    assert "Zalo: lâu chưa nhắn" in hung.sees
    await far.goes("unreached")
    assert "Tin báo nào cũng đã tới" in far.sees
    await far.goes(f"unreached/{await person_id(lan)}")
    assert "không có quyền" in far.sees
    await chau.goes("unreached")
    assert any("HTX Ba Làng" in label for label in chau.buttons)
    await hung.taps("Đã gọi điện")
    assert "Tin báo nào cũng đã tới" in hung.sees
    async with two.product.database.read() as db:
        assert await db.scalar(select(AuditRow.id).where(AuditRow.action == "unreached.called")) is not None


async def test_ones_own_answers_that_do_not_arrive_are_no_list_to_telephone(two: World) -> None:
    hung = await official(two, "Hùng", COMMUNE)
    await producer(two)
    there = elsewhere(two, "x")
    second_of(two).blocked = True
    await there.says("xin chào")
    await hung.goes("unreached")
    assert "Tin báo nào cũng đã tới" in hung.sees


async def test_two_chats_with_one_code_at_once(two: World) -> None:
    lan = await producer(two)
    chats = [elsewhere(two, f"z{n}") for n in range(3)]
    for one in chats:
        await one.says("xin chào")
    digits = (await code_of(lan)).replace(" ", "")
    engine = two.product.engine
    await asyncio.gather(
        *(
            engine.handle(Event(two.messenger.channel + 1, one.chat_id, two.new_id(), to=f"messengers/join/{digits}"))
            for one in chats
        )
    )
    async with two.product.database.read() as db:
        owner = await db.get_one(Person, await person_id(lan))
        rows = (await db.scalars(select(Address).where(Address.person_id == owner.id))).all()
    assert len(rows) == 2


async def test_numbers_mean_the_lowest_message_of_that_chat(two: World) -> None:
    lan = await producer(two)
    there = await joined(two, lan)
    await there.says("ngôn ngữ")
    await lan.says("menu")
    await there.says("hai")
    assert "The language is now English" in there.sees
    await lan.says("1")
    assert "language" not in lan.sees.lower()
