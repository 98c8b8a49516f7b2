"""Our Zalo Bot test server behaves as the platform does: checked with python-zalo-bot, a client the product does not
use, and with plain HTTP.
"""

import asyncio
import io
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from PIL import Image
from zalo_bot import Bot
from zalo_bot.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.servers.zalo_bot_server import ZaloBotServer

TOKEN = "123456789:abcDEF"
LAN = "6ede9afa66b88fe6d6a9"
SECRET = "eight-or-more"


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (160, 90), "green").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
async def server() -> AsyncIterator[ZaloBotServer]:
    async with ZaloBotServer(TOKEN) as made:
        yield made


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@asynccontextmanager
async def client(server: ZaloBotServer, token: str = TOKEN) -> AsyncIterator[Bot]:
    async with Bot(token, base_url=server.url) as bot:
        yield bot


@asynccontextmanager
async def hook(*statuses: int) -> AsyncIterator[tuple[str, list[tuple[str | None, dict[str, Any]]]]]:
    """A webhook that gives these answers, then 200; with what was posted to it."""
    answers, posted = list(statuses), []

    async def take(request: web.Request) -> web.Response:
        posted.append((request.headers.get("X-Bot-Api-Secret-Token"), await request.json()))
        return web.Response(status=answers.pop(0) if answers else 200)

    app = web.Application()
    app.router.add_post("/zalo", take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/zalo", posted
    finally:
        await runner.cleanup()


async def call(http: aiohttp.ClientSession, server: ZaloBotServer, method: str, **args: Any) -> dict[str, Any]:
    async with http.post(f"{server.url}/bot{TOKEN}/{method}", json=args) as answer:
        body = await answer.json()
        assert answer.status == body.get("error_code", 200)
        return body


# -- with the public client


async def test_the_public_client_reads_one_update_at_a_time_and_it_is_gone(server: ZaloBotServer) -> None:
    lan = server.person(LAN, "Lan")
    await lan.says("xin chào")
    await lan.sends_image(picture(), caption="mật ong")
    async with client(server) as bot:
        assert bot._bot_user.account_type == "BASIC"
        first = await bot.get_update(timeout=1)
        assert (first.message.text, first.message.chat.type) == ("xin chào", "PRIVATE")
        assert (first.effective_user.id, first.effective_user.display_name) == (LAN, "Lan")
        assert abs(first.message.date.timestamp() - time.time()) < 60
        second = await bot.get_update(timeout=1)
        assert second.message.photo_url.startswith(f"{server.url}/media/")
        with pytest.raises(NetworkError, match="408"):
            await bot.get_update(timeout=1)


async def test_the_public_client_sends_texts_pictures_and_stickers(server: ZaloBotServer) -> None:
    lan = server.person(LAN, "Lan")
    async with client(server) as bot:
        sent = await bot.send_message(LAN, "Chào bà con & cô bác")
        assert sent.message_id == lan.from_bot[0]["message_id"]
        url = server.keep(picture())
        await bot.send_photo(LAN, "Mã của bà con", url)
        await bot.send_sticker(LAN, "bfe458bf64fa8da4d4eb")
        await bot.send_chat_action(LAN, "typing")
    assert lan.sees == ["Chào bà con & cô bác", "Mã của bà con", ""]
    assert (lan.from_bot[1]["photo"], lan.from_bot[1]["data"]) == (url, picture())
    assert [(chat, method) for _at, chat, method, _text in server.accepted] == [
        (LAN, "sendMessage"),
        (LAN, "sendPhoto"),
        (LAN, "sendSticker"),
    ]
    assert server.calls["sendChatAction"] == 1


async def test_the_public_client_understands_the_refusals(server: ZaloBotServer) -> None:
    lan = server.person(LAN, "Lan")
    async with client(server) as bot:
        await bot.send_message(LAN, "ô" * 2000)
        with pytest.raises(BadRequest, match="(?i)text is too long"):
            await bot.send_message(LAN, "ô" * 2001)
        with pytest.raises(BadRequest, match="(?i)chat not found"):
            await bot.send_message("nobody", "?")
        lan.blocks()
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot.send_message(LAN, "?")
        lan.unblocks()
        await bot.send_message(LAN, "!")
    with pytest.raises(InvalidToken):
        await Bot("1:wrong", base_url=server.url).initialize()


async def test_the_public_client_is_told_when_to_come_back(server: ZaloBotServer) -> None:
    server.person(LAN, "Lan")
    server.fail("sendMessage", status=429, retry_after=3)
    async with client(server) as bot:
        with pytest.raises(RetryAfter) as told:
            await bot.send_message(LAN, "x")
    assert told.value.retry_after == 3


async def test_the_public_client_cannot_poll_while_a_webhook_is_set(server: ZaloBotServer) -> None:
    async with client(server) as bot:
        assert await bot._set_webhook_async("http://127.0.0.1:9/zalo", SECRET)
        assert (await bot._get_webhook_info_async()).url == "http://127.0.0.1:9/zalo"
        with pytest.raises(Conflict):
            await bot.get_update(timeout=1)
        assert await bot._delete_webhook_async()
        await server.person(LAN, "Lan").says("xin chào")
        assert (await bot.get_update(timeout=1)).message.text == "xin chào"


# -- with plain HTTP


async def test_long_polling_ends_with_the_first_update_or_408(server: ZaloBotServer, http: Any) -> None:
    lan = server.person(LAN, "Lan")
    waiting = asyncio.create_task(call(http, server, "getUpdates", timeout=5))
    await asyncio.sleep(0.1)
    await lan.sends_document()
    update = (await waiting)["result"]
    assert update["event_name"] == "message.unsupported.received"
    assert set(update["message"]) == {"message_id", "from", "chat", "date"}
    nothing = await call(http, server, "getUpdates", timeout=0)
    assert (nothing["error_code"], nothing["description"]) == (408, "Request timeout")


async def test_a_poller_that_hung_up_takes_no_update(server: ZaloBotServer, http: Any) -> None:
    lan = server.person(LAN, "Lan")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await call(http, server, "getUpdates", timeout=20)
    await asyncio.sleep(0.1)
    await lan.says("còn đây")
    assert (await call(http, server, "getUpdates", timeout=1))["result"]["message"]["text"] == "còn đây"


async def test_a_form_is_as_good_as_json_and_get_is_not(server: ZaloBotServer, http: Any) -> None:
    lan = server.person(LAN, "Lan")
    url = f"{server.url}/bot{TOKEN}/sendMessage"
    async with http.post(url, data={"chat_id": LAN, "text": "chào"}) as answer:
        body = await answer.json()
        assert body["ok"] and isinstance(body["result"]["message_id"], str)
        assert abs(body["result"]["date"] / 1000 - time.time()) < 60
    async with http.get(url, params={"chat_id": LAN, "text": "chào"}) as answer:
        assert answer.status == 405
    assert lan.sees == ["chào"]


async def test_twenty_sends_in_a_second_and_not_one_more(server: ZaloBotServer, http: Any) -> None:
    server.person(LAN, "Lan")
    answers = await asyncio.gather(*(call(http, server, "sendMessage", chat_id=LAN, text="x") for _ in range(21)))
    assert [answer["parameters"] for answer in answers if not answer["ok"]] == [{"retry_after": 1}]
    await asyncio.sleep(1)
    assert (await call(http, server, "sendMessage", chat_id=LAN, text="x"))["ok"]
    server.limits = False
    for _ in range(30):
        assert (await call(http, server, "sendMessage", chat_id=LAN, text="x"))["ok"]


async def test_a_photo_must_be_where_its_url_says(server: ZaloBotServer, http: Any) -> None:
    lan = server.person(LAN, "Lan")
    good, page = server.keep(picture()), server.keep(b"<html>not a picture</html>")
    for url in (page, f"{server.url}/media/none.jpg", "http://127.0.0.1:9/x.jpg", "file:///etc/passwd", "x.jpg", ""):
        refused = await call(http, server, "sendPhoto", chat_id=LAN, photo=url)
        assert (refused["error_code"], refused["description"]) == (400, "photo url is invalid")
    refused = await call(http, server, "sendPhoto", chat_id=LAN, photo=good, caption="x" * 2001)
    assert refused["description"] == "caption is too long"
    assert (await call(http, server, "sendPhoto", chat_id=LAN, photo=good))["ok"]
    assert [message["photo"] for message in lan.from_bot] == [good]


async def test_photos_of_people_are_served_until_they_expire(server: ZaloBotServer, http: Any) -> None:
    await server.person(LAN, "Lan").sends_image(picture(), caption="mật ong")
    message = (await call(http, server, "getUpdates", timeout=1))["result"]["message"]
    assert (message["photo"], message["caption"]) == (message["photo_url"], "mật ong")
    async with http.get(message["photo"]) as answer:
        assert (answer.content_type, await answer.read()) == ("image/jpeg", picture())
    server.expire_media()
    async with http.get(message["photo"]) as answer:
        assert answer.status == 404


async def test_a_webhook_gets_each_update_until_it_takes_it(server: ZaloBotServer, http: Any) -> None:
    lan = server.person(LAN, "Lan")
    for secret in ("bảy-chữ", "x" * 257):
        assert (await call(http, server, "setWebhook", url="http://h", secret_token=secret))["error_code"] == 400
    await lan.says("trước")
    async with hook(500) as (url, posted):
        assert (await call(http, server, "setWebhook", url=url, secret_token="12345678"))["ok"]
        async with asyncio.timeout(5):
            while len(posted) < 2:
                await asyncio.sleep(0.02)
        assert posted == [("12345678", {"ok": True, "result": server.updates[0]})] * 2


async def test_a_push_goes_out_exactly_once_with_any_secret(server: ZaloBotServer, http: Any) -> None:
    async with hook(403, 200, 200) as (url, posted):
        await server.person(LAN, "Lan").says("xin chào")
        update = (await call(http, server, "getUpdates", timeout=1))["result"]
        await call(http, server, "setWebhook", url=url, secret_token="12345678")
        assert await server.push(update, secret="wrong") == 403
        assert await server.push(update) == 200
        assert await server.push(update, secret="") == 200
    assert [secret for secret, _body in posted] == ["wrong", "12345678", None]


async def test_failures_on_order(server: ZaloBotServer, http: Any) -> None:
    lan = server.person(LAN, "Lan")
    server.fail("sendMessage", delay=0.1)
    started = time.monotonic()
    assert (await call(http, server, "sendMessage", chat_id=LAN, text="một"))["error_code"] == 502
    assert time.monotonic() - started >= 0.1
    server.fail("sendMessage", after_accepting=True)
    with pytest.raises(aiohttp.ClientError):
        await call(http, server, "sendMessage", chat_id=LAN, text="hai")
    assert lan.sees == ["hai"]
    assert (await call(http, server, "sendMessage", chat_id=LAN, text="ba"))["ok"]


async def test_a_group_is_a_chat_of_its_own(server: ZaloBotServer, http: Any) -> None:
    group, lan = server.group("g1"), server.person(LAN, "Lan")
    group.hears(lan, "cả nhà ơi")
    message = (await call(http, server, "getUpdates", timeout=1))["result"]["message"]
    assert (message["chat"], message["from"]["id"]) == ({"id": "g1", "chat_type": "GROUP"}, LAN)
    await call(http, server, "sendMessage", chat_id="g1", text="xin nhắn riêng")
    assert (group.sees, lan.sees) == (["xin nhắn riêng"], [])


async def test_a_person_taps_by_saying_the_number_of_the_line(server: ZaloBotServer, http: Any) -> None:
    lan = server.person(LAN, "Lan")

    async def bot_says(text: str) -> None:
        await call(http, server, "sendMessage", chat_id=LAN, text=text)

    async def heard_by_bot() -> str:
        return (await call(http, server, "getUpdates", timeout=1))["result"]["message"]["text"]

    await bot_says("Chọn số:\n1. Mật ong\n2. Chè xanh")
    await lan.taps("che xanh")
    assert await heard_by_bot() == "2"
    await bot_says("Trang đầu\n1. Đúng rồi, gửi\n2. Sửa lại")
    await bot_says("Còn nữa\n3. Bỏ qua")
    assert [lan.choice(label) for label in ("Bỏ qua", "Đúng rồi")] == [3, 1]
    with pytest.raises(AssertionError, match="no line “Chè xanh”"):
        lan.choice("Chè xanh")
    assert await lan.gets("Trang đầu") == "Trang đầu\n1. Đúng rồi, gửi\n2. Sửa lại"
    await bot_says("Bao nhiêu hộ? Nhắn một con số, hoặc “số 1” Bỏ qua, “số 2” Dừng lại")
    await lan.taps("Dừng lại")
    assert await heard_by_bot() == "số 2"


async def test_a_webhook_wants_a_public_https_address_and_a_secret(
    server: ZaloBotServer, http: aiohttp.ClientSession
) -> None:
    server.local = False
    for url in (
        "http://ocop.vn/zalo",
        "https://127.0.0.1/zalo",
        "https://10.0.0.1/z",
        "https://localhost/z",
        "ocop.vn",
    ):
        assert (await call(http, server, "setWebhook", url=url, secret_token=SECRET))["error_code"] == 400, url
    for secret in ("", "seven77", "x" * 257):
        asked = await call(http, server, "setWebhook", url="https://ocop.vn/zalo", secret_token=secret)
        assert asked["error_code"] == 400, secret
    for secret in ("eight-88", "x" * 256):
        assert (await call(http, server, "setWebhook", url="https://ocop.vn/zalo", secret_token=secret))["ok"]


async def test_over_quota_every_call_is_answered_429_without_a_word_of_waiting(
    server: ZaloBotServer, http: aiohttp.ClientSession
) -> None:
    server.person(LAN, "Lan")
    server.messages_left = 1
    assert (await call(http, server, "sendMessage", chat_id=LAN, text="x"))["ok"]
    refused = await call(http, server, "sendMessage", chat_id=LAN, text="x")
    assert (refused["error_code"], refused.get("parameters")) == (429, None)
    server.messages_left, server.most_people = 100, 1
    server.person("other", "Mai")
    assert (await call(http, server, "sendMessage", chat_id="other", text="x"))["error_code"] == 429
    assert (await call(http, server, "sendMessage", chat_id=LAN, text="x"))["ok"]


async def test_a_voice_message_comes_as_an_address_and_the_body_wrapped_or_bare(server: ZaloBotServer) -> None:
    lan = server.person(LAN, "Lan")
    async with hook() as (url, posted):
        async with aiohttp.ClientSession() as http:
            await call(http, server, "setWebhook", url=url, secret_token=SECRET)
        for server.wrapped in (True, False):
            await lan.sends_voice()
            async with asyncio.timeout(5):
                while server._pushing:
                    await asyncio.wait(server._pushing)
    wrapped, bare = (body for _secret, body in posted)
    assert set(wrapped) == {"ok", "result"}
    assert wrapped["result"]["event_name"] == bare["event_name"] == "message.voice.received"
    assert bare["message"]["voice_url"].startswith(server.url)
