"""One event, one transaction, one answer, on SQLite and on PostgreSQL."""

import asyncio

import pytest
from sqlalchemy import func, select

from chat.errors import Moved, NotAllowed, NotFound
from chat.screen import Event, Screen
from chat.turn import Turn
from storage.tables import File, Message, Person, TurnRow
from tests.conversation import World
from tests.story import photo


async def test_a_greeting_is_answered_once_however_often_it_is_delivered(any_world: World) -> None:
    event = Event(any_world.channel, "lan", "update-1", text="xin chào")
    assert await any_world.product.engine.handle(event)
    assert not await any_world.product.engine.handle(event)
    await any_world.settle()
    assert len(any_world.person("lan").messages) == 1


async def test_the_same_update_in_two_processes_at_once_is_handled_once(any_world: World) -> None:
    event = Event(any_world.channel, "lan", "update-1", text="xin chào")
    handled = await asyncio.gather(*(any_world.product.engine.handle(event) for _ in range(8)))
    assert sum(handled) == 1
    await any_world.settle()
    assert len(any_world.person("lan").messages) == 1


async def test_eight_first_messages_of_one_chat_at_once_make_one_person(any_world: World) -> None:
    events = [Event(any_world.channel, "lan", f"update-{n}", text="xin chào") for n in range(8)]
    assert all(await asyncio.gather(*(any_world.product.engine.handle(event) for event in events)))
    async with any_world.product.database.read() as db:
        assert await db.scalar(select(func.count()).select_from(Person)) == 1
        assert await db.scalar(select(func.count()).select_from(TurnRow)) == 8
        assert await db.scalar(select(func.count()).select_from(Message)) == 8


async def test_forty_people_at_once_each_get_their_own_answer(any_world: World) -> None:
    events = [Event(any_world.channel, f"chat{n}", f"update-{n}", text="xin chào") for n in range(40)]
    await asyncio.gather(*(any_world.product.engine.handle(event) for event in events))
    await any_world.settle()
    assert sorted(any_world.messenger.chats) == sorted(f"chat{n}" for n in range(40))
    assert all(len(messages) == 1 for messages in any_world.messenger.chats.values())


async def test_a_handler_that_fails_is_undone_and_the_person_is_told_that_nothing_is_lost(world: World) -> None:
    lan = world.person("lan")
    await lan.says("xin chào")

    async def broken(turn):  # type: ignore[no-untyped-def]
        turn.person.name = "half done"
        await turn.db.flush()
        raise RuntimeError("a bug")

    world.product.engine.screens.at("broken")(broken)
    await lan.goes("broken")
    assert "vẫn còn nguyên" in lan.sees
    assert "Thử lại" in " ".join(lan.buttons)
    async with world.product.database.read() as db:
        assert await db.scalar(select(Person.name)) == ""
    await lan.says("xin chào")
    assert "Trợ lý OCOP" in lan.sees


async def test_a_link_that_leads_nowhere_says_so_and_shows_the_way_home(world: World) -> None:
    lan = world.person("lan")
    await lan.goes("product/999999")
    assert "không còn nữa" in lan.sees
    await lan.goes("no/such/place")
    assert "không còn nữa" in lan.sees
    assert lan.buttons


async def test_typing_a_number_or_a_label_is_as_good_as_tapping(world: World) -> None:
    lan = world.person("lan")
    await lan.says("xin chào")
    number = 1 + next(n for n, label in enumerate(lan.buttons) if "OCOP là gì" in label)
    await lan.says(str(number))
    assert "6 bước" in lan.sees
    await lan.says("quay lai")
    assert "Bà con có đồng ý không?" in lan.sees
    await lan.says("toi dong y, bat dau dang ky")
    assert "Tên cơ sở" in lan.sees


async def test_what_is_not_understood_is_said_kindly_and_the_place_is_kept(world: World) -> None:
    lan = world.person("lan")
    await lan.says("xin chào")
    await lan.says("qwertyuiop asdfgh")
    assert "chưa hiểu" in lan.sees
    assert "Bà con có đồng ý không?" in lan.sees


async def test_files_at_a_place_that_refuses_them_are_kept_and_asked_about(world: World) -> None:
    lan = world.person("lan")
    await lan.says("xin chào")

    async def refuses(turn):  # type: ignore[no-untyped-def]
        raise NotAllowed("not theirs any more")

    world.product.engine.screens.files("welcome")(refuses)
    await lan.goes("welcome")
    await lan.sends(photo(1))
    assert "Đã nhận 1/1 ảnh" in lan.sees


@pytest.mark.parametrize("refusal", [NotFound(), NotAllowed(), Moved("decide-late", at="home")])
async def test_a_place_that_is_gone_takes_neither_text_nor_number_nor_file_and_nothing_is_lost(
    world: World, refusal: Exception
) -> None:
    async def shows(turn: Turn) -> Screen:
        return Screen("đang ở đây")

    async def refuses(turn: Turn, text: str = "") -> None:
        raise refusal

    screens = world.product.engine.screens
    screens.at("gone")(shows)
    screens.text("gone")(refuses)
    screens.files("gone")(refuses)
    lan = world.person("lan")
    await lan.goes("gone")
    await lan.says("qwertyuiop asdfgh")
    await lan.goes("gone")
    await lan.shares_phone("0912345678")
    await lan.goes("gone")
    await lan.sends(b"%PDF-1.4 giay to", names=("giay.pdf",))
    assert not any("vẫn còn nguyên" in message.body.text for message in lan.messages), "nobody hears of a failure"
    async with world.product.database.read() as db:
        assert await db.scalar(select(func.count()).select_from(File)) == 1
