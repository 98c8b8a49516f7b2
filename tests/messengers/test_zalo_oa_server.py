"""Our Zalo Official Account test server behaves as published: checked with plain HTTP, not the product's client."""

import asyncio
import base64
import hashlib
import io
import itertools
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from PIL import Image

from tests.servers.zalo_oa_server import Person, ZaloOaServer

CS, V2 = "/v3.0/oa/message/cs", "/v2.0/oa/message"
TEMPLATE, BY_PHONE = "/v3.0/oa/message/template", "/message/template"
VERIFIER = "a" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
BUTTON = {"title": "Nộp bước 2", "type": "oa.query.hide", "payload": "#to:submit"}


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 3, tzinfo=UTC)  # ten in the morning in Vietnam

    def __call__(self) -> datetime:
        return self.moment

    def passes(self, **time: float) -> None:
        self.moment += timedelta(**time)


class Client:
    """What a bot would do, and the webhook it would have."""

    def __init__(self, server: ZaloOaServer, http: aiohttp.ClientSession) -> None:
        self.server, self.http = server, http
        self.renews()
        self.events: list[tuple[dict[str, str], bytes]] = []
        self.answers: Callable[[], int] = lambda: 200
        self.slow = 0.0

    def renews(self) -> None:
        self.access = self.server.first_tokens()["access_token"]

    async def post(self, path: str, **content: Any) -> dict[str, Any]:
        headers = {"access_token": self.access}
        async with self.http.post(self.server.url + path, headers=headers, **content) as answer:
            assert answer.status == 200
            return await answer.json()

    async def get(self, path: str, **query: str) -> dict[str, Any]:
        headers = {"access_token": self.access}
        async with self.http.get(self.server.url + path, headers=headers, params=query) as answer:
            return await answer.json()

    async def send(self, text: str = "", to: str = "1001", **message: Any) -> dict[str, Any]:
        content = {**({"text": text} if text else {}), **message}
        return await self.post(CS, json={"recipient": {"user_id": to}, "message": content})

    async def upload(self, kind: str, data: bytes, name: str) -> dict[str, Any]:
        form = aiohttp.FormData()
        form.add_field("file", data, filename=name)
        return await self.post(f"/v2.0/oa/upload/{kind}", data=form)

    async def token(self, secret: str | None = None, **form: str) -> dict[str, Any]:
        headers = {"secret_key": self.server.secret if secret is None else secret}
        form = {"app_id": self.server.app_id, **form}
        async with self.http.post(f"{self.server.url}/v4/oa/access_token", headers=headers, data=form) as answer:
            assert answer.status == 200
            return await answer.json()

    async def exchange(self, code: str, verifier: str = VERIFIER) -> dict[str, Any]:
        return await self.token(grant_type="authorization_code", code=code, code_verifier=verifier)

    async def refresh(self, token: str) -> dict[str, Any]:
        return await self.token(grant_type="refresh_token", refresh_token=token)

    async def receive(self, request: web.Request) -> web.Response:
        self.events.append((dict(request.headers), await request.read()))
        await asyncio.sleep(self.slow)
        return web.Response(status=self.answers())

    @property
    def last_event(self) -> dict[str, Any]:
        return json.loads(self.events[-1][1])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[ZaloOaServer]:
    async with ZaloOaServer(now=clock) as made:
        yield made


@pytest.fixture
async def bot(server: ZaloOaServer) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as http:
        client = Client(server, http)
        app = web.Application(client_max_size=20 * 2**20)
        app.router.add_post("/zalo/webhook", client.receive)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/zalo/webhook")
        yield client
        await runner.cleanup()


@pytest.fixture
async def lan(server: ZaloOaServer, bot: Client) -> Person:
    made = server.person("1001", name="Lan", phone="84912345678")
    await made.says("xin chào")
    await server.drained()
    return made


def picture(size: int = 0) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG")
    return out.getvalue().ljust(size, b"\0")


def buttons(*those: dict[str, Any]) -> dict[str, Any]:
    return {"type": "template", "payload": {"buttons": list(those)}}


def image(**element: str) -> dict[str, Any]:
    return {
        "type": "template",
        "payload": {"template_type": "media", "elements": [{"media_type": "image", **element}]},
    }


# -- tokens


async def test_a_code_is_exchanged_once_and_only_with_its_verifier(
    server: ZaloOaServer, bot: Client, clock: Clock
) -> None:
    code = server.authorise(CHALLENGE)
    assert (await bot.exchange(code, "b" * 43))["error"]
    assert (await bot.exchange(server.authorise(CHALLENGE), VERIFIER + "a"))["error"]
    code = server.authorise(CHALLENGE)
    assert (await bot.token("wrong", grant_type="authorization_code", code=code))["error"] == -14004
    pair = await bot.exchange(code)
    assert set(pair) == {"access_token", "refresh_token", "expires_in"}
    assert pair["expires_in"] == "90000"
    assert (await bot.exchange(code))["error"]
    code = server.authorise(CHALLENGE)
    clock.passes(minutes=10)
    assert (await bot.exchange(code))["error"]


async def test_a_refresh_token_serves_once_and_the_old_access_token_lives_on(
    server: ZaloOaServer, bot: Client, clock: Clock
) -> None:
    pair = server.first_tokens()
    fresh = await bot.refresh(pair["refresh_token"])
    assert await bot.refresh(pair["refresh_token"]) == {"error": -14014, "error_name": "Invalid refresh token"}
    for bot.access in (pair["access_token"], fresh["access_token"]):
        assert (await bot.get("/v2.0/oa/getoa"))["data"]["oaid"] == server.oa_id
    clock.passes(days=90)
    assert (await bot.refresh(fresh["refresh_token"]))["error"] == -14014


async def test_an_access_token_ends_after_25_hours_or_when_it_is_revoked(
    server: ZaloOaServer, bot: Client, clock: Clock
) -> None:
    clock.passes(hours=25)
    assert (await bot.get("/v2.0/oa/getoa"))["error"] == -220
    bot.renews()
    assert (await bot.get("/v2.0/oa/getoa"))["error"] == 0
    server.revoke()
    assert (await bot.get("/v2.0/oa/getoa"))["error"] == -216


async def test_the_token_is_taken_from_no_other_header(server: ZaloOaServer, bot: Client) -> None:
    headers = {"Authorization": f"Bearer {bot.access}"}
    async with bot.http.get(f"{server.url}/v2.0/oa/getoa", headers=headers) as answer:
        assert answer.status == 200
        assert (await answer.json())["error"] == -216


# -- consultation messages


async def test_messages_are_free_for_48_hours_paid_for_7_days_and_then_refused(
    server: ZaloOaServer, bot: Client, lan: Person, clock: Clock
) -> None:
    clock.passes(hours=48)
    bot.renews()
    assert (await bot.send("miễn phí"))["data"]["quota"]["quota_type"] == "reply"
    clock.passes(seconds=1)
    server.cs_quota = 1
    assert (await bot.send("mất tiền"))["data"]["quota"]["quota_type"] == "purchase_quota"
    assert (await bot.send("hết hạn mức"))["error"] == -211
    clock.passes(days=5)
    bot.renews()
    assert (await bot.send("quá 7 ngày"))["error"] == -230
    assert (server.free, server.paid, lan.sees) == (1, 1, ["miễn phí", "mất tiền"])
    await lan.follows()
    assert (await bot.send("lại được"))["error"] == 0


async def test_the_first_eight_messages_since_the_person_wrote_are_free(
    server: ZaloOaServer, bot: Client, lan: Person
) -> None:
    kinds = [(await bot.send(f"tin {number}"))["data"]["quota"]["quota_type"] for number in range(10)]
    assert kinds == ["reply"] * 8 + ["purchase_quota"] * 2
    await lan.says("tôi đây")
    assert (await bot.send("lại miễn phí"))["data"]["quota"]["quota_type"] == "reply"
    assert (server.free, server.paid) == (9, 2)


async def test_a_state_body_may_be_let_in_only_by_the_older_call(
    server: ZaloOaServer, bot: Client, lan: Person
) -> None:
    server.oa_type, server.not_open = 4, {CS}
    assert (await bot.get("/v2.0/oa/getoa"))["data"]["oa_type"] == 4
    assert (await bot.send("chào"))["error"] == -235

    async def send(**message: Any) -> int:
        return (await bot.post(V2, json={"recipient": {"user_id": "1001"}, "message": message}))["error"]

    photo = (await bot.upload("image", picture(), "a.jpg"))["data"]["attachment_id"]
    paper = (await bot.upload("file", b"PK\x03\x04", "a.docx"))["data"]["token"]
    assert await send(text="chào") == 0
    assert await send(attachment=image(attachment_id=photo)) == 0
    assert await send(attachment={"type": "file", "payload": {"token": paper}}) == 0
    assert await send(text="chọn", attachment=buttons(BUTTON)) == -233
    assert [message["kind"] for message in lan.from_oa] == ["text", "image", "file"]


async def test_who_never_wrote_or_blocked_or_does_not_exist_gets_nothing(
    server: ZaloOaServer, bot: Client, lan: Person
) -> None:
    server.person("1002", name="Hùng")
    assert (await bot.send("chào", to="1002"))["error"] == -230
    assert (await bot.send("chào", to="1003"))["error"] == -201
    lan.blocks()
    assert (await bot.send("chào"))["error"] == -213
    await lan.follows()
    assert (await bot.send("chào"))["error"] == 0
    lan.goes_inactive()
    assert (await bot.send("chào"))["error"] == -227


async def test_a_text_has_one_to_2000_characters(bot: Client, lan: Person) -> None:
    assert (await bot.send("ạ" * 2000))["error"] == 0
    assert (await bot.send("ạ" * 2001))["error"] == -210
    assert (await bot.send(" "))["error"] == -201


async def test_at_most_five_good_buttons_stand_under_a_text(bot: Client, lan: Person) -> None:
    async def error(*those: dict[str, Any], text: str = "Chọn") -> int:
        return (await bot.send(text, attachment=buttons(*those)))["error"]

    assert await error(*[BUTTON] * 5) == 0
    assert await error(*[BUTTON] * 6) == -210
    assert await error(BUTTON, text="") == -201
    assert await error({**BUTTON, "title": "x" * 101}) == -210
    assert await error({**BUTTON, "title": ""}) == -201
    assert await error({**BUTTON, "payload": "x" * 1001}) == -210
    assert await error({**BUTTON, "type": "oa.query.other"}) == -201
    assert await error({**BUTTON, "type": "oa.open.url"}) == -201
    assert await error({**BUTTON, "type": "oa.open.url", "payload": {"url": "https://ocop.vn/p/1"}}) == 0


async def test_uploads_are_checked_by_size_and_content_and_end_after_7_days(
    server: ZaloOaServer, bot: Client, lan: Person, clock: Clock
) -> None:
    assert (await bot.upload("image", picture(2**20 + 1), "a.jpg"))["error"] == -210
    assert (await bot.upload("image", b"GIF89a", "a.jpg"))["error"] == -201
    assert (await bot.upload("file", b"%PDF".ljust(5 * 2**20 + 1), "a.pdf"))["error"] == -210
    assert (await bot.upload("file", b"PK\x03\x04", "a.zip"))["error"] == -201
    assert (await bot.upload("file", b"PK\x03\x04", "a.pdf"))["error"] == -201
    photo = (await bot.upload("image", picture(2**20), "a.jpg"))["data"]["attachment_id"]
    paper = (await bot.upload("file", b"PK\x03\x04", "a.docx"))["data"]["token"]
    file = {"type": "file", "payload": {"token": paper}}
    assert (await bot.send("Ảnh đây", attachment=image(attachment_id=photo)))["error"] == 0
    assert (await bot.send(attachment=image(attachment_id=photo, url="https://ocop.vn/a.jpg")))["error"] == -201
    assert (await bot.send(attachment=image(attachment_id=paper)))["error"] == -201
    assert (await bot.send(attachment=file))["error"] == 0
    assert (await bot.send(attachment={"type": "audio", "payload": {}}))["error"] == -233
    assert [message["kind"] for message in lan.from_oa] == ["image", "file"]
    clock.passes(days=7)
    bot.renews()
    assert (await bot.send(attachment=file))["error"] == -100


async def test_too_many_calls_or_sends_are_refused(server: ZaloOaServer, bot: Client, lan: Person) -> None:
    errors = [(await bot.send(f"tin {number}"))["error"] for number in range(21)]
    assert errors == [0] * 20 + [-32]
    server.rate = 22
    assert (await bot.get("/v2.0/oa/getoa"))["error"] == 0
    async with bot.http.get(f"{server.url}/v2.0/oa/getoa", headers={"access_token": bot.access}) as answer:
        assert (await answer.json())["error"] == -32
        assert answer.headers["X-RateLimit-Remain"] == "0"


async def test_faults_come_as_status_as_error_or_as_a_cut_connection(
    server: ZaloOaServer, bot: Client, lan: Person
) -> None:
    server.fail(CS, status=500)
    async with bot.http.post(server.url + CS) as answer:
        assert answer.status == 500
    server.fail(CS, error=-200, message="Send failed")
    assert await bot.send("chào") == {"error": -200, "message": "Send failed"}
    server.fail(CS, after_accepting=True)
    with pytest.raises(aiohttp.ClientError):
        await bot.send("đã tới")
    assert lan.sees == ["đã tới"]
    assert server.calls[f"POST {CS}"] == 3


# -- templates


async def test_templates_need_their_parameters_and_the_day(
    server: ZaloOaServer, bot: Client, lan: Person, clock: Clock
) -> None:
    server.templates["201"] = {"name", "step"}
    clock.passes(days=30)
    bot.renews()

    async def error(template: str = "201", **data: str) -> int:
        asked = {"user_id": "1001", "template_id": template, "template_data": data}
        return (await bot.post(TEMPLATE, json=asked))["error"]

    assert await error(name="Lan", step="2") == 0
    assert await error("202", name="Lan", step="2") == -109
    assert await error(name="Lan") == -1122
    assert await error(name="Lan", step="2" * 401) == -1121
    clock.passes(hours=12)  # ten in the evening
    assert await error(name="Lan", step="2") == -133
    assert (server.charged_templates, server.paid, lan.from_oa[-1]["kind"]) == (1, 0, "template")


async def test_a_template_by_phone_is_followed_by_the_event_that_it_arrived(
    server: ZaloOaServer, bot: Client, lan: Person
) -> None:
    server.templates["201"] = {"name"}
    asked = {"phone": lan.phone, "template_id": "201", "template_data": {"name": "Lan"}, "tracking_id": "t-1"}
    sent = await bot.post(BY_PHONE, json=asked)
    await server.drained()
    assert bot.events[-1][0]["X-ZEvent-Server"] == "ZNS"
    assert bot.last_event["event_name"] == "user_received_message"
    assert bot.last_event["message"]["tracking_id"] == "t-1"
    assert bot.last_event["message"]["msg_id"] == sent["data"]["msg_id"]
    assert (await bot.post(BY_PHONE, json={**asked, "phone": "0912345678"}))["error"] == -108


# -- events


async def test_events_are_signed_over_the_raw_body(server: ZaloOaServer, bot: Client, lan: Person) -> None:
    await lan.says("Tôi muốn đăng ký")
    await server.drained()
    headers, body = bot.events[-1]
    event = json.loads(body)
    mac = hashlib.sha256()
    for part in (server.app_id.encode(), body, event["timestamp"].encode(), b"app-secret"):
        mac.update(part)
    assert headers["X-ZEvent-Signature"] == f"mac={mac.hexdigest()}"
    assert (event["sender"]["id"], event["recipient"]["id"]) == ("1001", server.oa_id)
    assert event["message"]["text"] == "Tôi muốn đăng ký"


async def test_a_refused_event_is_repeated_until_it_is_taken(server: ZaloOaServer, bot: Client, lan: Person) -> None:
    server.retry_scale = 0.001
    statuses = iter((503, 201, 200))
    bot.answers = lambda: next(statuses)
    await lan.says("chào lần nữa")
    await server.drained()
    assert [status for _name, status, _seconds in server.push_results[1:]] == [503, 201, 200]
    assert [headers.get("num_retry") for headers, _body in bot.events[1:]] == [None, "1", "2"]
    assert len({body for _headers, body in bot.events[1:]}) == 1
    assert not server.webhook_disabled


async def test_a_slow_answer_counts_for_none(server: ZaloOaServer, bot: Client, lan: Person) -> None:
    assert server.answer_within == 2
    server.answer_within, server.retry_scale, bot.slow = 0.1, 0.001, 0.3
    await lan.says("chậm quá")
    await asyncio.sleep(0.05)
    bot.slow = 0.0  # for the repeat
    await server.drained()
    assert [status for _name, status, _seconds in server.push_results[1:]] == [0, 200]


async def test_after_five_vain_repeats_the_webhook_is_switched_off(
    server: ZaloOaServer, bot: Client, lan: Person
) -> None:
    server.retry_scale = 0.00001
    bot.answers = lambda: 500
    await lan.says("có ai không")
    await server.drained()
    assert [status for _name, status, _seconds in server.push_results[1:]] == [500] * 6
    assert server.webhook_disabled
    await lan.says("alo")
    await server.drained()
    assert len(bot.events) == 7


async def test_one_event_is_pushed_with_any_body_and_signature(server: ZaloOaServer, bot: Client, lan: Person) -> None:
    statuses = itertools.count(201)
    bot.answers = lambda: next(statuses)
    assert await server.push(bot.last_event, signature="mac=wrong") == 201
    assert bot.events[-1][0]["X-ZEvent-Signature"] == "mac=wrong"
    assert await server.push({}, signature="", raw=b"x" * 10 * 2**20) == 202
    assert "X-ZEvent-Signature" not in bot.events[-1][0]
    assert len(bot.events[-1][1]) == 10 * 2**20


# -- people


async def test_a_tap_says_the_payload_and_a_number_chooses_a_line(
    server: ZaloOaServer, bot: Client, lan: Person
) -> None:
    await bot.send("Chọn:\n1. Nộp bước 2\n2. Sản phẩm khác", attachment=buttons(BUTTON))
    await lan.types_number("san pham khac")
    await server.drained()
    assert bot.last_event["message"]["text"] == "2"
    assert lan.buttons == ["Nộp bước 2"]
    await bot.send("Sản lượng?\nHoặc trả lời “số 1” Bỏ qua")
    await lan.types_number("bo qua")
    await server.drained()
    assert bot.last_event["message"]["text"] == "số 1"
    await lan.taps("nop buoc")
    await server.drained()
    assert bot.last_event["message"]["text"] == "#to:submit"
    with pytest.raises(AssertionError, match="Nộp bước 2"):
        await lan.taps("Xóa")


async def test_files_of_people_are_fetched_until_they_expire(server: ZaloOaServer, bot: Client, lan: Person) -> None:
    await lan.sends_file(b"%PDF-1.7", "phieu.pdf")
    await lan.sends_image(picture(), caption="ảnh chai mắm")
    await server.drained()
    sent = {json.loads(body)["event_name"]: json.loads(body)["message"] for _headers, body in bot.events}
    file = sent["user_send_file"]["attachments"][0]["payload"]
    assert (file["name"], file["size"], file["type"]) == ("phieu.pdf", "8", "pdf")
    photo = sent["user_send_image"]
    assert photo["text"] == "ảnh chai mắm"
    url = photo["attachments"][0]["payload"]["url"]
    async with bot.http.get(url) as answer:
        assert await answer.read() == picture()
    server.expire_media()
    async with bot.http.get(url) as answer:
        assert answer.status == 404


async def test_a_number_is_shared_only_when_asked_for(server: ZaloOaServer, bot: Client, lan: Person) -> None:
    with pytest.raises(AssertionError, match="nobody asked"):
        await lan.shares_info()
    element = {"title": "Số điện thoại?", "subtitle": "Bấm để gửi", "image_url": "https://ocop.vn/phone.png"}
    form = {
        "type": "template",
        "payload": {"template_type": "request_user_info", "elements": [{**element, "image_url": ""}]},
    }
    assert (await bot.send(attachment=form))["error"] == -201
    form["payload"] = {"template_type": "request_user_info", "elements": [element]}
    assert (await bot.send(attachment=form))["error"] == 0
    await lan.shares_info()
    await server.drained()
    assert (bot.last_event["event_name"], bot.last_event["info"]["phone"]) == ("user_submit_info", "84912345678")


async def test_following_is_told_without_a_sender_and_seen_in_the_profile(
    server: ZaloOaServer, bot: Client, lan: Person
) -> None:
    asked = json.dumps({"user_id": "1001"})
    for act, follower in ((lan.follows, True), (lan.unfollows, False)):
        await act()
        await server.drained()
        assert (bot.last_event["oa_id"], bot.last_event["follower"]) == (server.oa_id, {"id": "1001"})
        assert "sender" not in bot.last_event
        profile = (await bot.get("/v3.0/oa/user/detail", data=asked))["data"]
        assert (profile["display_name"], profile["user_is_follower"]) == ("Lan", follower)
