"""The Zalo Bot when things go wrong: forged updates, groups, limits, a slow database."""

import asyncio
import io
import re
import sqlite3
from pathlib import Path

import aiohttp
import zxingcpp
from PIL import Image
from sqlalchemy import select, update

from chat.screen import QR, Button
from storage import people
from storage.tables import File, Message, Person, TurnRow
from tests.messengers.zalo_offices import (
    WELCOME,
    Bot,
    until,
    zalo_bot,
)
from tests.story import photo


async def test_without_a_public_address_the_bot_asks_for_updates_and_answers(tmp_path: Path) -> None:
    async with zalo_bot(tmp_path, public_url="") as bot:
        lan = await bot.greeted()
        assert bot.server.webhook["url"] == ""
        await lan.sends_image(photo(1))
        await lan.gets("1/1", timeout=15)
        await lan.says("menu")
        await until(lambda: len(lan.from_bot) >= 3)
        bot.server.fail("getUpdates", status=502)
        await lan.says("menu")
        await until(lambda: len(lan.from_bot) >= 4, timeout=15)


async def test_an_update_that_was_taken_is_committed_before_the_program_ends(tmp_path: Path) -> None:
    """A polled update is handed out once."""
    async with zalo_bot(tmp_path, public_url="") as bot:
        lan = await bot.greeted()
        holder = sqlite3.connect(bot.path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        await lan.says("menu")
        await until(lambda: not bot.server._waiting)
        await asyncio.sleep(0.1)
        ending = asyncio.create_task(bot.adapter.stop_listening())
        await asyncio.sleep(0.1)
        assert not ending.done()
        holder.execute("ROLLBACK")
        holder.close()
        await ending
        assert await bot.count(TurnRow) == 2


async def test_a_polled_update_with_a_broken_sign_does_not_stop_the_bot(tmp_path: Path) -> None:
    async with zalo_bot(tmp_path, public_url="") as bot:
        lan = await bot.greeted()
        await lan.says("me\ud83cnu\0")
        await until(lambda: len(lan.from_bot) >= 2)
        await lan.says("menu")
        await until(lambda: len(lan.from_bot) >= 3)


async def test_an_update_with_another_secret_is_refused(bot: Bot) -> None:
    lan = bot.server.person("2001", "Lan")
    update_ = bot.said(lan, "xin chào")
    for secret in ("", "wrong", bot.server._secret[:-1], "\udcff"):
        assert await bot.server.push(update_, secret=secret) == 403
    assert await bot.count(Person) == 0
    for _ in range(3):
        assert await bot.server.push(update_) == 200
    await lan.gets(WELCOME)
    assert await bot.count(TurnRow) == 1


async def test_updates_that_nobody_can_read_are_taken_and_passed_over(bot: Bot) -> None:
    headers = {"X-Bot-Api-Secret-Token": bot.server._secret}
    url = bot.server.webhook["url"]
    async with aiohttp.ClientSession() as session:
        for raw in (
            b"",
            b"x",
            b"[]",
            b"{}",
            b'{"result": 1}',
            b'{"message": {"chat": 1}}',
            b"[" * 100_000,
            b"\xff\xfe",
        ):
            async with session.post(url, data=raw, headers=headers) as answer:
                assert answer.status == 200, raw[:40]
        strange = {"message": {"chat": {"id": "1"}, "from": "x", "message_id": "m", "text": {"a": 1}}}
        async with session.post(url, json=strange, headers=headers) as answer:
            assert answer.status == 200
        async with session.post(url, data=b"x" * 10_000_000, headers=headers) as answer:
            assert answer.status == 413


async def test_a_group_is_no_place_for_dossiers(bot: Bot) -> None:
    lan = bot.server.person("2001", "Lan")
    group = bot.server.group("9001")
    group.hears(lan, "xin chào")
    await until(lambda: not bot.server._pushing)
    assert await bot.count(TurnRow) == 0
    assert group.from_bot == []


async def test_too_many_requests_are_waited_for_as_told(bot: Bot) -> None:
    lan = await bot.greeted()
    bot.server.fail("sendMessage", status=429, retry_after=7)
    number = await bot.writes(lan, "chờ một chút")
    waiting = await bot.tried(number)
    assert (waiting.state, waiting.attempts) == ("queued", 0)
    assert 5 < (waiting.not_before - bot.clock()).total_seconds() <= 7
    bot.clock.passes(seconds=8)
    assert (await bot.sent(number)).attempts == 1


async def test_who_blocks_the_bot_is_not_written_to_until_they_write(bot: Bot) -> None:
    lan = await bot.greeted()
    lan.blocks()
    ended = await bot.tried(await bot.writes(lan, "Bà con ơi"))
    assert (ended.state, ended.error) == ("blocked", "blocked")
    assert (await bot.address(lan.id)).state == "blocked"
    lan.unblocks()
    await lan.says("menu")
    await until(lambda: len(lan.from_bot) == 2)
    assert (await bot.address(lan.id)).state == "open"


async def test_who_sends_a_document_is_shown_the_way_to_the_upload_page(bot: Bot) -> None:
    lan = await bot.greeted()
    await lan.sends_document()
    await lan.gets("chưa nhận được tệp này")
    await lan.sends_sticker()
    await until(lambda: len(lan.from_bot) == 3)


async def test_the_platform_fetches_the_qr_code_from_a_signed_address(bot: Bot) -> None:
    lan = await bot.greeted()
    page = bot.program.product.engine.links.page
    await bot.sent(await bot.writes(lan, "Mã QR", qr=QR("ABC123", "Nước mắm")))
    (message,) = [one for one in lan.from_bot if one.get("photo")]
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(message["data"])))
    assert found.text == f"{page}ABC123"
    assert lan.sees[-1] == "Mã QR"


async def test_a_picture_that_the_platform_cannot_fetch_goes_as_an_address(bot: Bot) -> None:
    lan = await bot.greeted()
    bot.server.fail("sendPhoto", status=400)
    await bot.sent(await bot.writes(lan, "Mã QR", qr=QR("ABC123", "Nước mắm")))
    assert "/s/" in lan.sees[-2]
    assert lan.sees[-1] == "Mã QR"


async def test_a_long_text_comes_in_parts_and_the_numbers_lead(bot: Bot) -> None:
    lan = await bot.greeted()
    words = " ".join(f"từ{number}" for number in range(900))[:5000]
    buttons = [Button(f"Lựa chọn thứ {number}", "home" if number < 12 else "more") for number in range(1, 13)]
    await bot.sent(await bot.writes(lan, words, buttons=buttons))
    assert len(lan.from_bot) >= 4
    assert all(len(text) <= 2000 for text in lan.sees)
    await lan.taps("Lựa chọn thứ 12")
    await lan.gets("việc khác")


async def test_a_gateway_that_fails_gets_the_message_once_and_a_lost_answer_is_said(bot: Bot) -> None:
    lan = await bot.greeted()
    bot.server.fail("sendMessage", status=502)
    number = await bot.writes(lan, "Tin một lần")
    assert (await bot.tried(number)).state == "queued"
    bot.clock.passes(seconds=5)
    await bot.sent(number)
    assert lan.sees[1:] == ["Tin một lần"]
    bot.server.fail("sendMessage", after_accepting=True)
    number = await bot.writes(lan, "Có tới không?")
    assert (await bot.tried(number)).state == "unknown"
    await until(lambda: len(lan.from_bot) == 4)
    assert "có thể bà con đã nhận" in lan.sees[3]


async def test_while_the_database_is_held_the_platform_comes_again(bot: Bot) -> None:
    lan = await bot.greeted()
    event = bot.said(lan, "menu")
    holder = sqlite3.connect(bot.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert await bot.server.push(event) == 503
    holder.execute("ROLLBACK")
    holder.close()
    await until(lambda: len(lan.from_bot) == 2)
    assert await bot.server.push(event) == 200
    assert await bot.count(TurnRow) == 2


# -- what the platform allows, and what it says


def plain(text: str) -> str:
    """Without what stands between thousands."""
    return re.sub(r"(?<=\d)[.,](?=\d)", "", text)


async def test_an_update_comes_wrapped_or_bare(bot: Bot) -> None:
    lan = await bot.greeted()
    bot.server.wrapped = False
    await lan.says("menu")
    await until(lambda: len(lan.from_bot) == 2)


async def test_a_voice_message_is_fetched_and_answered_as_a_file(bot: Bot) -> None:
    lan = await bot.greeted()
    await lan.sends_voice()
    await until(lambda: len(lan.from_bot) == 2, timeout=15)
    async with bot.database.read() as db:
        file = (await db.scalars(select(File))).one()
    assert (file.kind, file.compressed, file.problems) == ("other", False, ["wrong-kind"]), "fetched and looked at"


async def test_a_webhook_is_asked_for_with_a_secret_as_long_as_the_platform_wants(bot: Bot) -> None:
    assert 8 <= len(bot.server._secret) <= 256


async def test_a_spent_quota_sends_the_message_elsewhere_and_pauses_nothing(bot: Bot) -> None:
    await bot.administrator()
    lan = await bot.greeted()
    await bot.adapter.care()
    bot.server.messages_left = 0
    number = await bot.writes(lan, "Trong hạn mức")
    waiting = await bot.tried(number)
    assert (waiting.state, waiting.attempts) == ("queued", 0), "too fast, as far as we know"
    bot.adapter.quota._sent = 3000
    await bot.adapter.care()
    bot.clock.passes(seconds=6)

    async def ended() -> bool:
        return (await bot.message(number)).state == "blocked"

    await until(ended)
    assert (await bot.message(number)).error == "quota"
    assert (await bot.address(lan.id)).state == "open"
    assert "/3000 tin" in plain((await bot.alarmed("zalo-bot-spent")).body["text"])
    bot.server.messages_left = 1
    await bot.sent(await bot.writes(lan, "Sang tháng"))


async def test_the_fifty_first_person_is_over_the_quota_too(bot: Bot) -> None:
    lan = await bot.greeted()
    async with bot.database.begin() as db:
        for number in range(50):
            await people.at_address(db, bot.adapter.channel, f"nguoi-{number}", bot.clock())
    await bot.adapter.care()
    bot.server.fail("sendMessage", status=429)
    ended = await bot.tried(await bot.writes(lan, "Người thứ 51"))
    assert (ended.state, ended.error) == ("blocked", "quota")


async def test_the_administrator_hears_of_the_quota_twice_before_it_is_reached(bot: Bot) -> None:
    await bot.administrator()
    told: list[str] = []
    for sent in (2399, 1, 300, 150, 149):  # 2,399, 2,400 (80 %), 2,700, 2,850 (95 %), 2,999
        bot.adapter.quota._sent = sent
        await bot.adapter.care()
        await bot.adapter.care()
        told += [str(alarm.body["text"]) for alarm in await bot.alarms()]
        async with bot.database.begin() as db:  # as if another day had begun, when an alarm may be said again
            await db.execute(update(Message).values(unique_key=None))
    assert len(told) == 2
    assert "2400/3000 tin" in plain(told[0])
    assert "2850/3000 tin" in plain(told[1])
    lines = [line async for line in bot.adapter.examine()]
    assert lines[-1][0]
    assert "2999 of 3000 messages this month" in lines[-1][1]
    bot.clock.passes(days=32)
    assert "0 of 3000 messages" in [line async for line in bot.adapter.examine()][-1][1], "a new month"


async def test_every_part_of_a_message_counts(bot: Bot) -> None:
    lan = await bot.greeted()
    await bot.sent(await bot.writes(lan, "\n".join(f"{line:03d} {'dòng ' * 10}" for line in range(80))))
    await bot.adapter.care()
    used, _percent = await bot.adapter.quota.used(bot.adapter.account)
    assert used.messages == len(lan.from_bot) >= 4
