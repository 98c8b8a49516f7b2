"""Several Telegram bots in one process and one database; and what a single bad update, file or body may not do."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog
from sqlalchemy import select

from bot.app import Running, running
from bot.messengers import Adapter
from bot.messengers.telegram.adapter import Telegram
from bot.messengers.telegram.polling import Polling
from bot.settings import load
from chat.messenger import FileGone, Unreachable
from storage import channels
from storage.tables import Address, Channel, Person
from tests.messengers.people import Person as Actor
from tests.servers.process import HERE, free_port
from tests.servers.telegram_server import TelegramServer
from tests.story import photo

NORTH = "123456789:TESTTESTTESTTESTTESTTESTTESTTEST"
SOUTH = "987654321:SOUTHSOUTHSOUTHSOUTHSOUTHSOUTH"


@pytest.fixture
async def north() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(NORTH, limits=False) as made:
        yield made


@pytest.fixture
def south(north: TelegramServer) -> TelegramServer:
    return north.another_bot(SOUTH, "ocop_south_bot")


def settings_of(server: TelegramServer, folder: Path, tokens: str, **more: Any) -> dict[str, Any]:
    return {
        "_env_file": None,
        "database_url": f"sqlite+aiosqlite:///{folder}/ocop.db",
        "files_url": str(folder / "files"),
        "port": free_port(),
        "telegram_token": tokens,
        "telegram_api": server.url,
        "telegram_messages_per_second": 1000,
        **more,
    }


@contextlib.asynccontextmanager
async def both(server: TelegramServer, folder: Path, **more: Any) -> AsyncIterator[Running]:
    tokens = f"{NORTH}@38 {SOUTH}@40"
    async with running(load(**settings_of(server, folder, tokens, **more))) as made:
        made.product.delivery.chat_burst = 10_000
        yield made


async def until(found: Callable[[], bool], what: str) -> None:
    for _ in range(200):
        if found():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(what)


async def arrives(server: TelegramServer, id: int = 1, name: str = "Lan") -> Actor:
    lan = server.person(id, name)
    await lan.says("/start")
    await lan.gets("Bà con có đồng ý không?", timeout=15)
    return lan


async def test_one_chat_id_with_two_bots_is_two_addresses_and_each_bot_answers_its_own(
    north: TelegramServer, south: TelegramServer, tmp_path: Path
) -> None:
    async with both(north, tmp_path) as program:
        here, there = await arrives(north), await arrives(south)
        await here.says("/help")
        await here.gets("6 bước")
        assert len(there.from_bot) == 1
        async with program.product.database.read() as db:
            rows = list(await db.scalars(select(Address)))
            assert {row.chat_id for row in rows} == {"1"}
            assert len({row.channel_id for row in rows}) == len(set(await db.scalars(select(Person.id)))) == 2
            known = {(row.account, row.province) for row in await channels.channels(db) if row.messenger == "telegram"}
        assert known == {("123456789", "38"), ("987654321", "40")}


async def test_a_wait_of_one_bot_does_not_hold_up_the_other(
    north: TelegramServer, south: TelegramServer, tmp_path: Path
) -> None:
    async with both(north, tmp_path) as program:
        here, there = await arrives(north), await arrives(south)
        north.fail("sendMessage", status=429, retry_after=60)
        await here.says("/help")
        await until(lambda: north.refused == 1, "the first bot was not told to wait")
        await there.says("/help")
        await there.gets("6 bước")
        async with program.product.database.read() as db:
            paused = {row.account: row.paused_until for row in await db.scalars(select(Channel))}
        assert paused["123456789"] is not None
        assert paused["987654321"] is None
        assert north.refused == 1
        assert len(here.from_bot) == 1


async def test_each_bot_fetches_its_own_files(north: TelegramServer, south: TelegramServer, tmp_path: Path) -> None:
    async with both(north, tmp_path):
        here, there = await arrives(north), await arrives(south)
        await there.sends_photo(photo(1))
        await there.gets("1/1 ảnh", timeout=15)
        await here.sends_photo(photo(2))
        await here.gets("1/1 ảnh", timeout=15)
        assert (north.calls["getFile"], south.calls["getFile"]) == (1, 1)


async def test_a_province_s_bot_finds_its_own_communes_first(
    north: TelegramServer, south: TelegramServer, tmp_path: Path
) -> None:
    async with both(north, tmp_path):
        for server, first in ((north, "Thanh Hóa"), (south, "Nghệ An")):
            lan = await arrives(server)
            await lan.taps("Tôi đồng ý")
            await lan.gets("Tên cơ sở")
            await lan.says("Hộ kinh doanh Lan")
            await lan.gets("Số điện thoại")
            await lan.says("0912345678")
            await lan.gets("Mã số thuế")
            await lan.taps("Bỏ qua")
            await lan.gets("xã")
            await lan.says("Đông Thành")  # one in each of the two provinces
            await until(lambda lan=lan: any("Đông Thành" in label for label in lan.buttons), lan.sees[-1])
            assert first in next(label for label in lan.buttons if "Đông Thành" in label)
            await lan.says("nga an")  # Thanh Hóa's alone: found from everywhere
            await lan.gets("Nga An, Thanh Hóa")


async def test_each_bot_has_its_own_webhook(north: TelegramServer, south: TelegramServer, tmp_path: Path) -> None:
    port = free_port()
    async with both(north, tmp_path, port=port, public_url=f"http://127.0.0.1:{port}"):
        await until(lambda: bool(north.webhook["url"] and south.webhook["url"]), "no webhook")
        assert north.webhook["url"].endswith("/telegram/webhook")
        assert south.webhook["url"].endswith("/telegram/webhook/987654321")
        assert north.webhook["secret_token"] != south.webhook["secret_token"]
        here, there = await arrives(north), await arrives(south)
        assert (len(here.from_bot), len(there.from_bot)) == (1, 1)
        async with aiohttp.ClientSession() as session:
            update = {"update_id": 1, "message": here.log[0] | {"message_id": 1}}
            foreign = {"X-Telegram-Bot-Api-Secret-Token": north.webhook["secret_token"]}
            async with session.post(south.webhook["url"], json=update, headers=foreign) as answer:
                assert answer.status == 403
            own = f"http://127.0.0.1:{port}/telegram/webhook/123456789"
            async with session.post(own, json=update, headers=foreign) as answer:
                assert answer.status == 200


# -- what one bad thing may not do


@contextlib.asynccontextmanager
async def one(server: TelegramServer, folder: Path, **more: Any) -> AsyncIterator[Running]:
    async with running(load(**settings_of(server, folder, NORTH, **more))) as made:
        made.product.delivery.chat_burst = 10_000
        yield made


async def test_an_update_that_nobody_can_read_is_passed_over(north: TelegramServer, tmp_path: Path) -> None:
    lan = north.person(1, "Lan")
    bad = [
        north.update(message={"message_id": "bí mật", "chat": 7}),
        north.update(callback_query="chuỗi"),
        north.update(message=lan._message(text="nửa chữ \ud83c và \0 số không")),
    ]
    with structlog.testing.capture_logs() as said:
        async with one(north, tmp_path):
            await lan.says("/help")
            await lan.gets("6 bước", timeout=15)
            await until(lambda: north.confirmed_offset > bad[-1], "the offset has not moved past them")
    unreadable = [line for line in said if line["event"] == "telegram.unreadable"]
    assert unreadable == [
        {"event": "telegram.unreadable", "log_level": "error", "update_id": update_id} for update_id in bad[:2]
    ]


async def test_a_chunked_body_is_no_way_past_the_limit(north: TelegramServer, tmp_path: Path) -> None:
    port = free_port()
    async with one(north, tmp_path, port=port, public_url=f"http://127.0.0.1:{port}"):
        await until(lambda: bool(north.webhook["url"]), "no webhook")
        headers = {"X-Telegram-Bot-Api-Secret-Token": north.webhook["secret_token"]}

        async def endless() -> AsyncIterator[bytes]:
            for _ in range(20):
                yield b" " * 100_000

        async with (
            aiohttp.ClientSession() as session,
            session.post(north.webhook["url"], data=endless(), headers=headers) as answer,
        ):
            assert answer.status == 413


async def test_a_file_that_is_gone_is_gone_and_no_error_names_the_token(north: TelegramServer) -> None:
    adapter = Telegram(NORTH, api=north.url)
    try:
        lan = north.person(1, "Lan")
        await lan.sends_photo(photo(1))
        sent = lan.log[-1]["photo"][-1]
        assert await adapter.fetch(sent)
        held = north.files.pop(sent["file_id"])
        with pytest.raises((FileGone, Unreachable)) as gone:
            await adapter.fetch(sent)
        assert gone.type is FileGone
        assert NORTH not in repr(gone.value)
        north.files[sent["file_id"]] = held
        north.fail("getFile", status=502)
        with pytest.raises(Unreachable) as away:
            await adapter.fetch(sent)
        assert NORTH not in repr(away.value)
    finally:
        await adapter.close()


def test_a_token_never_stands_in_the_log() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SPEAKS, f"https://api.telegram.org/file/bot{NORTH}/photos/1.jpg"],
        env={"PYTHONPATH": str(HERE)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr.count("bot123456789:…/photos/1.jpg") >= 4
    assert "TESTTEST" not in done.stderr


# What is wrong with an address, said by us and by a library.
SPEAKS = """
import logging, sys
import structlog
from bot import logs
logs.configure("info")
structlog.get_logger().warning("away", error=OSError(sys.argv[1]), file=1)
try:
    raise OSError(sys.argv[1])
except OSError:
    structlog.get_logger().exception("failed")
    logging.getLogger("aiohttp.client").exception("failed at %s", sys.argv[1])
"""


async def test_it_is_known_whether_updates_come_in(north: TelegramServer, tmp_path: Path) -> None:
    clock = [datetime(2026, 3, 2, 2, 0, tzinfo=UTC)]
    port = free_port()
    settings = load(**settings_of(north, tmp_path, NORTH, port=port, public_url=f"http://127.0.0.1:{port}"))
    async with running(settings, now=lambda: clock[0]) as program:
        telegram: Adapter = next(one for one in program.product.messengers.values() if one.name == "telegram")  # type: ignore[assignment]
        [scan] = telegram.scans
        await until(lambda: bool(north.webhook["url"]), "no webhook")
        clock[0] = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
        await scan.look()
        assert telegram.heard() == clock[0], "nothing waits: what people write gets through"
        clock[0] = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
        north.fail("getWebhookInfo", status=502)
        await scan.look()
        assert telegram.heard() == datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
        north.webhook = {"url": "http://somebody.example/", "secret_token": ""}
        await scan.look()
        assert north.webhook["url"].endswith("/telegram/webhook"), "taken back"


async def test_a_stop_waits_for_the_update_in_hand(north: TelegramServer) -> None:
    adapter = Telegram(NORTH, api=north.url)
    await north.person(1, "Lan").says("/start")
    began, may_end, committed = asyncio.Event(), asyncio.Event(), []

    async def take(raw: dict[str, Any]) -> None:
        began.set()
        await may_end.wait()
        committed.append(raw["update_id"])

    polling = Polling(adapter.bot, take, lambda: datetime.now(UTC))
    await asyncio.wait_for(began.wait(), 10)
    stopping = asyncio.create_task(polling.stop())
    await asyncio.sleep(0.05)
    may_end.set()
    await asyncio.wait_for(stopping, 10)
    assert len(committed) == 1
    await adapter.close()
