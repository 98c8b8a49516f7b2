"""Our Telegram test server behaves as the Bot API does: checked with python-telegram-bot, a client the product does
not use.
"""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot as Aiogram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from PIL import Image
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.servers.telegram_server import TelegramServer

TOKEN = "123456789:TESTTESTTESTTESTTESTTESTTESTTEST"


def picture(width: int = 1600, height: int = 900) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(out, "JPEG")
    return out.getvalue()


@asynccontextmanager
async def client(server: TelegramServer, token: str = TOKEN) -> AsyncIterator[Bot]:
    async with Bot(token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot") as bot:
        yield bot


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(TOKEN) as made:
        yield made


async def test_updates_stay_until_a_higher_offset_confirms_them(server: TelegramServer) -> None:
    lan = server.person(1, "Lan")
    await lan.says("/start c-16144")
    await lan.says("xin chào")
    async with client(server) as bot:
        first = await bot.get_updates(timeout=1)
        assert [update.message.text for update in first] == ["/start c-16144", "xin chào"]
        assert first[0].message.entities[0].type == "bot_command"
        assert len(await bot.get_updates(offset=first[1].update_id)) == 1
        assert await bot.get_updates(offset=first[1].update_id + 1) == ()
        assert server.confirmed_offset == first[1].update_id + 1


async def test_a_second_poller_and_a_webhook_are_conflicts(server: TelegramServer) -> None:
    async with client(server) as bot, client(server) as other:
        waiting = asyncio.create_task(other.get_updates(timeout=5))
        await asyncio.sleep(0.1)
        await bot.get_updates(timeout=0)
        with pytest.raises(Conflict):
            await waiting
        await bot.set_webhook("http://127.0.0.1:9/hook", secret_token="abc")
        with pytest.raises(Conflict):
            await bot.get_updates()
        assert (await bot.get_webhook_info()).url == "http://127.0.0.1:9/hook"


async def test_taps_edits_and_what_is_not_modified(server: TelegramServer) -> None:
    lan = server.person(1, "Lan")
    await lan.says("/start")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Đồng ý", callback_data="agree")]])
    async with client(server) as bot:
        sent = await bot.send_message(1, "<b>Chào</b> bà con", parse_mode="HTML", reply_markup=keyboard)
        assert sent.text == "Chào bà con"
        assert sent.entities[0].type == "bold"
        await lan.taps("dong y")
        tap = (await bot.get_updates())[-1].callback_query
        assert (tap.data, tap.message.message_id) == ("agree", sent.message_id)
        assert await tap.answer()
        with pytest.raises(BadRequest, match="(?i)query is too old"):
            await tap.answer()
        edited = await bot.edit_message_text("Cảm ơn", 1, sent.message_id)
        assert edited.text == "Cảm ơn"
        assert lan.sees == ["Cảm ơn"]
        with pytest.raises(BadRequest, match="(?i)message is not modified"):
            await bot.edit_message_text("Cảm ơn", 1, sent.message_id)
        with pytest.raises(BadRequest, match="(?i)message to edit not found"):
            await bot.edit_message_text("Cảm ơn", 1, 999999)


async def test_the_limits_of_texts_buttons_and_markup(server: TelegramServer) -> None:
    lan = server.person(1, "Lan")
    await lan.says("/start")
    async with client(server) as bot:
        await bot.send_message(1, "x" * 4096)
        with pytest.raises(BadRequest, match="[Mm]essage is too long"):
            await bot.send_message(1, "x" * 4097)
        with pytest.raises(BadRequest, match="[Mm]essage text is empty"):
            await bot.send_message(1, "  ")
        with pytest.raises(BadRequest, match="[Cc]an't parse entities"):
            await bot.send_message(1, "a <b>b", parse_mode="HTML")
        with pytest.raises(BadRequest, match="[Cc]an't parse entities"):
            await bot.send_message(1, "a <blink>b</blink>", parse_mode="HTML")
        long = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="y" * 65)]])
        with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
            await bot.send_message(1, "x", reply_markup=long)


async def test_who_may_be_written_to(server: TelegramServer) -> None:
    lan = server.person(1, "Lan")
    async with client(server) as bot:
        with pytest.raises(Forbidden, match="can't initiate"):
            await bot.send_message(1, "chào")
        with pytest.raises(BadRequest, match="[Cc]hat not found"):
            await bot.send_message(2, "chào")
        await lan.says("/start")
        lan.blocks()
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot.send_message(1, "chào")
        change = (await bot.get_updates())[-1].my_chat_member
        assert change.new_chat_member.status == "kicked"
        lan.unblocks()
        await bot.send_message(1, "chào")
        lan.deactivates()
        with pytest.raises(Forbidden, match="deactivated"):
            await bot.send_message(1, "chào")


async def test_a_burst_to_one_chat_is_told_to_wait(server: TelegramServer) -> None:
    await server.person(1, "Lan").says("/start")
    async with client(server) as bot:
        with pytest.raises(RetryAfter):
            for number in range(20):
                await bot.send_message(1, f"tin {number}")
        assert 5 <= len(server.accepted) < 20


async def test_more_than_thirty_a_second_in_all_are_told_to_wait(server: TelegramServer) -> None:
    for number in range(60):
        await server.person(100 + number, "P").says("/start")
    async with client(server) as bot:
        answers = await asyncio.gather(
            *(bot.send_message(100 + number, "chào") for number in range(60)), return_exceptions=True
        )
    refused = [answer for answer in answers if isinstance(answer, RetryAfter)]
    assert len(refused) >= 20
    assert not [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, RetryAfter)]


async def test_photos_are_scaled_albums_share_an_id_and_large_files_are_not_handed_out(server: TelegramServer) -> None:
    lan = server.person(1, "Lan")
    await lan.sends_photo(picture())
    await lan.sends_album([picture()] * 3, caption="giấy phép", order=[2, 0, 1])
    await lan.sends_document(b"%PDF-" + b"x" * (21 * 2**20), "to.pdf", "application/pdf")
    async with client(server) as bot:
        photo, *album, large = await bot.get_updates()
        assert max(size.width for size in photo.message.photo) == 1280
        data = await (await photo.message.photo[-1].get_file()).download_as_bytearray()
        assert Image.open(io.BytesIO(bytes(data))).size == (1280, 720)
        assert len({update.message.media_group_id for update in album}) == 1
        assert [update.message.caption for update in album] == [None, "giấy phép", None]
        with pytest.raises(BadRequest, match="(?i)file is too big"):
            await large.message.document.get_file()


async def test_sending_photos_documents_and_albums(server: TelegramServer) -> None:
    await server.person(1, "Lan").says("/start")
    async with client(server) as bot:
        assert (await bot.send_photo(1, picture(), caption="ảnh")).caption == "ảnh"
        sent = await bot.send_document(1, b"noi dung", filename="a.txt")
        assert sent.document.file_name == "a.txt"
        assert len(await bot.send_media_group(1, [InputMediaPhoto(picture()), InputMediaPhoto(picture())])) == 2
        with pytest.raises(BadRequest, match="(?i)image_process_failed"):
            await bot.send_photo(1, b"not a picture at all")


async def test_faults_on_demand(server: TelegramServer) -> None:
    await server.person(1, "Lan").says("/start")
    async with client(server) as bot:
        server.fail("sendMessage", status=502)
        with pytest.raises(NetworkError):
            await bot.send_message(1, "một")
        server.fail("sendMessage", status=429, retry_after=7)
        with pytest.raises(RetryAfter):
            await bot.send_message(1, "hai")
        server.fail("sendMessage", after_accepting=True)
        with pytest.raises(NetworkError):
            await bot.send_message(1, "ba")
        assert [text for *_rest, text in server.accepted] == ["ba"]
    with pytest.raises(InvalidToken):
        async with client(server, "987654321:WRONGWRONGWRONGWRONGWRONGWRONGWRONG"):
            pass


async def test_aiogram_reads_every_kind_of_update(server: TelegramServer) -> None:
    lan = server.person(1, "Lan")
    await lan.says("/start")
    await lan.shares_contact("+84912345678")
    await lan.sends_sticker()
    await lan.sends_voice()
    await lan.sends_location()
    await lan.edits("/start lại")
    server.group(7, "Xóm").adds_bot(lan)
    bot = Aiogram(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(server.url)))
    updates = await bot.get_updates()
    assert [update.event_type for update in updates] == ["message"] * 5 + ["edited_message", "my_chat_member"]
    assert updates[1].message is not None
    assert updates[1].message.contact is not None
    assert updates[1].message.contact.user_id == 1
    assert (await bot.get_me()).username == "ocop_test_bot"
    await bot.session.close()
