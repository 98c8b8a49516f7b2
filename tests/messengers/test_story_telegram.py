"""The same story over HTTP on the Telegram test server, with the program's own polling and delivery; and what
Telegram adds.
"""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import aiohttp
import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select

from bot.app import Running, running
from bot.settings import load
from locales import clock
from storage.tables import Address, File, Message
from tests.messengers.people import Person
from tests.servers.process import free_port
from tests.servers.telegram_server import TelegramServer
from tests.story import Actor, pdf, photo, tell

TOKEN = "123456789:TESTTESTTESTTESTTESTTESTTESTTEST"


class TelegramActor:
    """A person of the test server, who waits for what they tap and for what they read."""

    def __init__(self, person: Person) -> None:
        self.person = person

    async def says(self, text: str) -> None:
        await self.person.says(text)
        await self._answered()

    async def starts(self, payload: str = "") -> None:
        await self.person.starts(payload)
        await self._answered()

    async def taps(self, label: str) -> None:
        for _ in range(100):
            try:
                await self.person.taps(label)
                break
            except AssertionError:
                await asyncio.sleep(0.05)
        else:
            await self.person.taps(label)
        await self._answered()

    async def sends(self, *files: bytes, names: tuple[str, ...] = (), caption: str = "", album: bool = False) -> None:
        if album:
            await self.person.sends_album(list(files), caption or None, order=[*range(1, len(files)), 0])
        elif names:
            await self.person.sends_document(files[0], names[0], "application/pdf", caption or None)
        else:
            await self.person.sends_photo(files[0], caption or None)

    async def reads(self, words: str) -> str:
        shown = [message.get("text") or message.get("caption") or "" for message in self.person.from_bot[-6:]]
        for text in reversed(shown):
            if words in text:
                return text
        return await self.person.gets(words, timeout=45)

    async def sees_now(self) -> str:
        """The newest text, when no more of it is on its way (pictures come before the words)."""
        while True:
            seen = len(self.person.from_bot)
            await asyncio.sleep(0.2)
            if len(self.person.from_bot) == seen and self.person.sees[-1]:
                return self.person.sees[-1]

    async def _answered(self) -> None:
        sent, edited = self.person._mark
        person = self.person
        async with asyncio.timeout(45), person.server.heard:
            await person.server.heard.wait_for(lambda: len(person.from_bot) > sent or len(person.edited) > edited)


class TelegramStage:
    def __init__(self, server: TelegramServer, program: Running) -> None:
        self.server, self.program = server, program

    def actor(self, name: str) -> Actor:
        return TelegramActor(self.server.person(1000 + len(self.server.people), name))

    def today(self) -> date:
        return clock.today(datetime.now(UTC))

    async def first_invitation(self) -> str:
        return self.program.invitation


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(TOKEN, limits=False) as made:
        yield made


@pytest.fixture
async def program(server: TelegramServer, tmp_path: Path) -> AsyncIterator[Running]:
    settings = load(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/ocop.db",
        files_url=str(tmp_path / "files"),
        port=free_port(),
        telegram_token=TOKEN,
        telegram_api=server.url,
        telegram_messages_per_second=1000,
    )
    async with running(settings) as made:
        made.product.delivery.chat_burst = 10_000  # the story is told faster than people type
        yield made


@pytest.mark.timeout(600)
async def test_the_whole_story_on_telegram(server: TelegramServer, program: Running) -> None:
    address = await tell(TelegramStage(server, program))
    assert address.startswith("https://t.me/"), "without a public address the code opens the bot itself"
    await all_sent(program)
    async with program.product.database.read() as db:
        assert set(await db.scalars(select(File.state))) == {"stored"}
    lan = next(person for person in server.people.values() if person.first_name == "Lan")
    codes = [m for m in lan.from_bot if m.get("document", {}).get("file_name", "").startswith("qr-")]
    picture = Image.open(io.BytesIO(server.files[codes[-1]["document"]["file_id"]]))
    assert zxingcpp.read_barcodes(picture)[0].text == address
    assert server.calls["editMessageText"] > 20  # screens change in place where that makes sense


async def all_sent(program: Running) -> None:
    """Every message has left and its outcome is written down."""
    for _ in range(600):
        async with program.product.database.read() as db:
            states = set(await db.scalars(select(Message.state)))
        if states == {"sent"}:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not all messages are sent: {states}")


async def arrives(server: TelegramServer, name: str = "Lan", **more: str) -> Person:
    lan = server.person(1000 + len(server.people), name, **more)  # type: ignore[arg-type]
    await lan.says("/start")
    await lan.gets("Bà con có đồng ý không?", timeout=45)
    return lan


async def test_a_tapped_screen_changes_in_place_but_not_above_newer_messages(
    server: TelegramServer, program: Running
) -> None:
    lan = await arrives(server)
    await all_sent(program)
    await lan.taps("OCOP là gì")
    await lan.gets("6 bước")
    assert len(lan.from_bot) == 1
    await all_sent(program)
    await lan.taps("Quay lại")
    await lan.gets("Bà con có đồng ý không?")
    first = lan.from_bot[0]["message_id"]
    await lan.says("help")
    await lan.gets("6 bước")
    await lan.taps("Tôi đồng ý", stale=first)
    await lan.gets("Tên cơ sở")
    assert len(lan.from_bot) == 3
    await lan.taps_data("help")
    await lan.gets("6 bước")


async def test_the_phone_is_shared_by_a_button(server: TelegramServer, program: Running) -> None:
    lan = await arrives(server)
    await lan.taps("Tôi đồng ý")
    await lan.gets("Tên cơ sở")
    await lan.says("Hộ kinh doanh Lan")
    await lan.gets("Số điện thoại")
    keyboard = lan.last["reply_markup"]["keyboard"]
    assert keyboard[0][0]["request_contact"] is True
    await lan.shares_contact("0987654321", own=False)
    await lan.gets("số của người khác")
    await lan.shares_contact("84912345678")
    await lan.gets("Mã số thuế")


async def test_everything_unexpected_is_answered_helpfully(server: TelegramServer, program: Running) -> None:
    lan = await arrives(server)
    await lan.sends_sticker()
    await lan.gets("hình dán")
    await lan.sends_voice()
    await lan.gets("tin thoại")
    await lan.sends_location()
    await lan.gets("vị trí")
    await lan.says("a <b>xyz</b> & ai & </i>")
    await lan.gets("chưa hiểu")
    await lan.edits("sửa")
    await lan.gets("chỉ đọc tin mới")
    await lan.says("/khonglenh")
    await lan.gets("chưa hiểu")
    await lan.says("/help@ocop_test_bot")
    await lan.gets("6 bước")


async def test_html_in_a_name_is_shown_as_it_was_typed(server: TelegramServer, program: Running) -> None:
    lan = await arrives(server)
    await lan.taps("Tôi đồng ý")
    await lan.gets("Tên cơ sở")
    await lan.says("HTX Trần & Sons <b>đậm</b>")
    await lan.gets("Ai là người đại diện")
    await lan.taps("Quay lại")
    await lan.gets("loại nào")
    await lan.taps("Quay lại")
    await lan.gets("Trần & Sons <b>đậm</b>")


async def test_a_group_is_refused_politely_and_left(server: TelegramServer, program: Running) -> None:
    lan = await arrives(server)
    group = server.group(77, "Xóm 3")
    group.adds_bot(lan)
    async with asyncio.timeout(10), server.heard:
        await server.heard.wait_for(lambda: bool(group.log))
    assert "không làm việc trong nhóm" in group.log[0]["text"]
    for _ in range(100):
        if group.left:
            break
        await asyncio.sleep(0.05)
    assert group.left


async def test_an_album_of_ten_has_one_receipt_and_a_file_too_large_is_said_at_once(
    server: TelegramServer, program: Running
) -> None:
    lan = await arrives(server)
    await lan.sends_album([photo(number) for number in range(10)], order=[3, 1, 2, 0, 9, 8, 7, 6, 5, 4])
    await lan.gets("10/10 ảnh", timeout=20)
    assert len([text for text in lan.sees if "10/10" in text]) == 1
    await lan.sends_document(b"%PDF-1.4" + b"0" * (21 * 2**20), "lon.pdf", "application/pdf")
    await lan.gets("quá lớn", timeout=20)
    await lan.sends_document(b"MZ" + b"\0" * 5000, "virus.jpg", "image/jpeg")
    await lan.gets("không dùng được", timeout=20)
    await lan.sends_document(pdf("x"), "giay.pdf", "application/pdf")
    await lan.gets("1/1 tệp", timeout=20)


async def test_a_person_who_blocked_us_is_marked_and_comes_back(server: TelegramServer, program: Running) -> None:
    lan = await arrives(server)
    lan.blocks()

    async def state() -> str | None:
        async with program.product.database.read() as db:
            return await db.scalar(select(Address.state))

    for _ in range(100):
        if await state() == "blocked":
            break
        await asyncio.sleep(0.05)
    assert await state() == "blocked"
    lan.unblocks()
    await lan.says("/help")
    await lan.gets("6 bước")
    assert await state() == "open"


async def test_waits_failures_and_lost_answers_lose_nothing(server: TelegramServer, program: Running) -> None:
    lan = await arrives(server)
    server.fail("sendMessage", times=2, status=429, retry_after=1)
    await lan.says("/help")
    await lan.gets("6 bước", timeout=45)
    server.fail("sendMessage", times=2, status=502)
    await lan.says("/menu")
    await lan.gets("Bà con có đồng ý không?", timeout=20)
    server.fail("sendMessage", after_accepting=True)
    await lan.says("/language")
    await lan.gets("có thể bà con đã nhận", timeout=45)
    states: list[str] = []
    for _ in range(100):
        async with program.product.database.read() as db:
            states = list(await db.scalars(select(Message.state).order_by(Message.id)))
        if "sending" not in states:
            break
        await asyncio.sleep(0.05)
    assert states.count("unknown") == 1
    assert set(states) == {"sent", "unknown"}


async def test_the_platforms_rates_are_kept_so_that_nobody_is_told_to_wait(tmp_path: Path) -> None:
    async with TelegramServer(TOKEN) as server:
        settings = load(
            _env_file=None,
            database_url=f"sqlite+aiosqlite:///{tmp_path}/ocop.db",
            files_url=str(tmp_path / "files"),
            port=free_port(),
            telegram_token=TOKEN,
            telegram_api=server.url,
        )
        async with running(settings) as program:
            people = [server.person(2000 + number, f"P{number}") for number in range(80)]
            for person in people:
                await person.says("/start")
            for _ in range(12):
                people[0].queue_text("/help")
            for person in people:
                await person.gets("Bà con có đồng ý không?" if person is not people[0] else "6 bước", timeout=30)
            await all_sent(program)
            assert len(server.accepted) == 92
            refused = server.calls["sendMessage"] - len(server.accepted)
            assert refused == 0


async def test_by_webhook_when_there_is_a_public_address(server: TelegramServer, tmp_path: Path) -> None:
    port = free_port()
    settings = load(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/ocop.db",
        files_url=str(tmp_path / "files"),
        port=port,
        public_url=f"http://127.0.0.1:{port}",
        telegram_token=TOKEN,
        telegram_api=server.url,
    )
    async with running(settings) as program, aiohttp.ClientSession() as session:
        for _ in range(200):
            if server.webhook["url"]:
                break
            await asyncio.sleep(0.05)
        assert server.webhook["url"] == f"http://127.0.0.1:{port}/telegram/webhook"
        lan = await arrives(server)
        await lan.says("/help")
        await lan.gets("6 bước")
        assert server.calls["getUpdates"] == 0

        # A double delivery is ignored, a wrong secret refused, nonsense taken off the queue.
        update = {"update_id": 1, "message": lan.log[0] | {"message_id": 1, "text": "/help"}}
        headers = {"X-Telegram-Bot-Api-Secret-Token": server.webhook["secret_token"]}
        for _ in range(2):
            async with session.post(server.webhook["url"], json=update, headers=headers) as answer:
                assert answer.status == 200
        async with session.post(server.webhook["url"], json=update) as answer:
            assert answer.status == 403
        async with session.post(server.webhook["url"], data=b"{nonsense", headers=headers) as answer:
            assert answer.status == 200
        await all_sent(program)
        async with program.product.database.read() as db:
            assert len(list(await db.scalars(select(Message.id)))) == 3
