"""Kinds of Official Accounts, several of them side by side, and what each is let do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import Running, running
from bot.settings import load
from chat.messenger import Reach
from storage import channels, reaching
from storage.tables import Address, Channel, File, Message, Person, Token
from tests.messengers.zalo_offices import CS, WELCOME, OfficialAccount, until
from tests.messengers.zalo_stages import oa_settings
from tests.servers.process import free_port
from tests.servers.zalo_oa_server import V2, ZaloOaServer
from tests.story import photo


async def facts(oa: OfficialAccount) -> dict[str, Any]:
    async with oa.database.read() as db:
        channel = await channels.channel(db, oa.adapter.channel)
    assert channel is not None
    return channel.facts


async def test_a_state_body_that_v3_refuses_is_served_by_v2_and_that_is_remembered(oa: OfficialAccount) -> None:
    oa.server.oa_type, oa.server.not_open = 4, {CS}
    lan = await oa.greeted()

    async def remembered() -> bool:
        return (await facts(oa)).get("messages") == "v2"

    await until(remembered)
    number = await oa.file(lan, "anh.jpg", photo(1), "image", "image/jpeg")
    paper = await oa.file(lan, "Phiếu.docx", b"PK\x03\x04 a paper", "word", "application/msword")
    await oa.sent(await oa.writes(lan, "Ảnh và phiếu", files=[number, paper], contact="Số điện thoại?"))
    assert [message["kind"] for message in lan.from_oa] == ["text", "image", "file", "text"]
    assert oa.server.calls[f"POST {CS}"] == 1, "asked once, and not again"
    oa.server.not_open = {V2}
    await oa.sent(await oa.writes(lan, "Zalo mở lại"))
    assert (await facts(oa))["messages"] == "v3"


async def test_where_neither_call_is_open_the_message_goes_elsewhere_and_the_administrator_knows(
    oa: OfficialAccount,
) -> None:
    await oa.administrator()
    lan = await oa.greeted()
    oa.server.not_open = {CS, V2}
    for words in ("một", "hai"):
        ended = await oa.tried(await oa.writes(lan, words))
        assert (ended.state, ended.error) == ("blocked", "window")
    assert "−235" in (await oa.alarmed("zalo-kind")).body["text"]
    assert (await oa.address(lan.id)).state == "open"
    oa.server.not_open = set()
    await oa.sent(await oa.writes(lan, "lại được"))


async def test_doctor_says_what_kind_of_account_it_is(oa: OfficialAccount) -> None:
    lines = [line async for line in oa.adapter.examine()]
    assert "a business" in lines[-1][1]
    oa.server.oa_type = 4
    lines = [line async for line in oa.adapter.examine()]
    assert "a state body" in lines[-1][1]
    assert all(sound for sound, _words in lines)


async def test_eight_messages_since_they_wrote_are_free_and_the_plan_knows_it(oa: OfficialAccount) -> None:
    now = oa.clock()
    for hours, sent, reach in ((1, 0, "free"), (1, 7, "free"), (1, 8, "paid"), (49, 0, "paid"), (169, 0, "none")):
        assert oa.adapter.reach(now - timedelta(hours=hours), now, "", sent) == Reach(reach), (hours, sent)
    lan = await oa.greeted()

    async def plan() -> reaching.Reached:
        async with oa.database.read() as db:
            reach_of = oa.program.product.engine.reach_of
            return await reaching.count_ways(db, select(Person.id), reach_of, oa.clock(), "reminder")

    assert await plan() == reaching.Reached(free=1)
    for number in range(2, 9):
        await oa.sent(await oa.writes(lan, f"tin {number}"))
    assert oa.server.paid == 0
    assert await plan() == reaching.Reached(paid=1, cost=55)
    await oa.sent(await oa.writes(lan, "tin 9"))
    assert oa.server.paid == 1


async def test_a_voice_message_is_fetched_and_answered_as_a_file(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    await lan.sends_voice()
    await until(lambda: len(lan.from_oa) == 2, timeout=15)
    async with oa.database.read() as db:
        file = (await db.scalars(select(File))).one()
    assert (file.kind, file.compressed, file.problems) == ("other", False, ["wrong-kind"]), "fetched and looked at"


async def test_calls_stop_before_the_minute_is_used_up(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    oa.server.rate = len(oa.server._called) + 2
    await oa.sent(await oa.writes(lan, "còn một"))
    calls = oa.server.calls[f"POST {CS}"]
    waiting = await oa.tried(number := await oa.writes(lan, "chờ"))
    assert (waiting.state, waiting.attempts) == ("queued", 0)
    assert oa.server.calls[f"POST {CS}"] == calls, "not even asked"
    oa.server._called.clear()
    oa.clock.passes(seconds=11)
    await oa.sent(number)


@asynccontextmanager
async def two_accounts(folder: Path) -> AsyncIterator[tuple[ZaloOaServer, ZaloOaServer, Running]]:
    """Two Official Accounts at one Zalo, each with its app, on one program."""
    async with (
        ZaloOaServer(limits=False) as one,
        ZaloOaServer(app_id="1112223334445556667", secret="another", oa_id="99", limits=False) as two,
    ):
        port = free_port()
        settings = oa_settings(one, folder, port) | {
            "zalo_oa_app_id": f"{one.app_id} {two.app_id}",
            "zalo_oa_secret": f"{one.secret} {two.secret}",
            "zalo_media_hosts": f"{one.url} {two.url}",
        }
        async with running(load(_env_file=None, **settings)) as made:
            for server in (one, two):
                adapter: Any = next(a for a in made.product.messengers.values() if a.account == server.app_id)
                adapter.api.url = adapter.tokens.oauth = server.url
                await adapter.tokens._keep(server.first_tokens())
                server.set_webhook(f"http://127.0.0.1:{port}/zalo/webhook")
            yield one, two, made


@pytest.mark.timeout(60)
async def test_two_accounts_share_the_webhook_and_nothing_else(tmp_path: Path) -> None:
    async with two_accounts(tmp_path) as (one, two, made):
        lan, mai = one.person("1001", "Lan"), two.person("1001", "Mai")  # ids are each account's own
        await lan.says("xin chào")
        await lan.gets(WELCOME)
        await mai.says("xin chào")
        await mai.gets(WELCOME)
        forged = mai._event("user_send_text", message={"msg_id": "m9", "text": "x"})
        forged["app_id"] = one.app_id  # signed by the other account's secret
        assert await two.push(forged) == 403
        async with made.product.database.read() as db:
            assert set(await db.scalars(select(Token.name))) == {"zalo-oa", f"zalo-oa:{two.app_id}"}
            rows = await db.execute(
                select(Channel.account, Address.chat_id, Person.id)
                .join(Address, Address.channel_id == Channel.id)
                .join(Person, Person.id == Address.person_id)
            )
            reached = {(account, chat_id) for account, chat_id, _person in rows}
            assert reached == {(one.app_id, "1001"), (two.app_id, "1001")}

        async def all_sent() -> bool:
            async with made.product.database.read() as db:
                return set(await db.scalars(select(Message.state))) == {"sent"}

        await until(all_sent)
