"""Both doors of Zalo when things go wrong: forged and repeated events, a slow database, lost tokens, limits."""

import asyncio
import contextlib
import hashlib
import io
import json
import re
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import zxingcpp
from aiohttp import web
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from PIL import Image
from sqlalchemy import func, select, update

from bot.app import Running
from bot.messengers import zalo_media
from bot.messengers.zalo_oa.login import login
from bot.messengers.zalo_oa.tokens import NotAuthorised, Tokens, pkce
from bot.settings import BadSettings, load
from bot.web.shared_files import SharedFiles
from chat.message import body_of
from chat.messenger import FileGone, FileTooLarge, Unreachable
from chat.screen import Button, Event, Screen
from ocop.roles import Role
from storage import outbox, people
from storage.database import Database
from storage.migrate import migrate
from storage.tables import Address, File, Lease, Message, Person, Token, TurnRow
from tests.messengers.zalo_stages import BOT_TOKEN, bot_program, oa_program, oa_settings
from tests.servers import zalo_bot_server, zalo_oa_server
from tests.servers.process import free_port, program
from tests.servers.zalo_bot_server import ZaloBotServer
from tests.servers.zalo_oa_server import OAUTH, ZaloOaServer
from tests.story import photo

CS, OA_NAME = "/v3.0/oa/message/cs", "OCOP thử nghiệm"
RENEWAL = f"POST {OAUTH}"
WELCOME = "Bà con có đồng ý không?"
GONE = "không tải về được nữa"
ADMIN = "quan-tri"


class Clock:
    """The real time, moved forward to the next morning (10 o'clock in Viet Nam), and further when told."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        morning = now.replace(hour=3, minute=0, second=0, microsecond=0)
        self.ahead = (morning if morning > now else morning + timedelta(days=1)) - now

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def passes(self, **time: float) -> None:
        self.ahead += timedelta(**time)


async def until(holds: Callable[[], Any], timeout: float = 10) -> None:
    """RateLimited, with short looks, until it holds; `holds` may be a coroutine function."""
    async with asyncio.timeout(timeout):
        while True:
            found = holds()
            if await found if asyncio.iscoroutine(found) else found:
                return
            await asyncio.sleep(0.03)


class Office:
    """The running program behind one of the doors, and a look into its database."""

    door = ""

    def __init__(self, server: Any, made: Running, clock: Clock) -> None:
        self.server, self.program, self.clock = server, made, clock

    @property
    def database(self) -> Database:
        return self.program.product.database

    @property
    def adapter(self) -> Any:
        return self.program.product.messengers[self.door]

    @property
    def path(self) -> Path:
        path = self.program.settings.sqlite_path
        assert path is not None
        return path

    async def count(self, table: Any, *where: Any) -> int:
        async with self.database.read() as db:
            return int(await db.scalar(select(func.count()).select_from(table).where(*where)) or 0)

    async def address(self, chat_id: str) -> Address:
        async with self.database.read() as db:
            found = await db.scalar(select(Address).where(Address.chat_id == chat_id))
        assert found is not None
        return found

    async def writes(
        self,
        person: Any,
        text: str,
        *,
        buttons: Sequence[Button] = (),
        files: Sequence[int] = (),
        kind: str = "",
        facts: dict[str, str] | None = None,
        **body: Any,
    ) -> int:
        """The product says something to this person; returns the message."""
        screen = Screen(text, buttons=buttons, files=files, kind=kind, facts=facts or {})
        address = await self.address(person.id)
        async with self.database.begin() as db:
            await outbox.write(
                db,
                person_id=address.person_id,
                body=body_of(screen, "vi") | body,
                lane=outbox.REPLY,
                now=self.clock(),
                address_id=address.id,
            )
            number = await db.scalar(select(func.max(Message.id)))
        assert number is not None
        return int(number)

    async def message(self, number: int) -> Message:
        async with self.database.read() as db:
            found = await db.get(Message, number)
        assert found is not None
        return found

    async def newest(self, person: Any) -> Message:
        """The newest message to this person, whatever became of it."""
        address = await self.address(person.id)
        async with self.database.read() as db:
            query = select(Message).where(Message.person_id == address.person_id).order_by(Message.id.desc()).limit(1)
            found = await db.scalar(query)
        assert found is not None
        return found

    async def tried(self, number: int) -> Message:
        """The message, after it was tried and has an outcome (or an error and a later time)."""

        async def settled() -> bool:
            one = await self.message(number)
            return one.state not in ("queued", "sending") or (one.state == "queued" and one.error is not None)

        await until(settled)
        return await self.message(number)

    async def sent(self, number: int) -> Message:
        async def out() -> bool:
            return (await self.message(number)).state == "sent"

        await until(out)
        return await self.message(number)

    async def administrator(self) -> None:
        """Somebody on the web chat whom alarms are told."""
        await self.program.product.engine.handle(Event("web", ADMIN, "w1", text="xin chào"))
        address = await self.address(ADMIN)
        async with self.database.begin() as db:
            await people.give_role(db, address.person_id, Role.ADMINISTRATOR, "VN", None, self.clock())

    async def alarms(self) -> list[Message]:
        async with self.database.read() as db:
            return list(await db.scalars(select(Message).where(Message.unique_key.like("alarm:%"))))

    async def alarmed(self, key: str) -> Message:
        """The one alarm of this kind, out on the web chat."""
        found: list[Message] = []

        async def told() -> bool:
            found[:] = [one for one in await self.alarms() if str(one.unique_key).startswith(f"alarm:{key}:")]
            return [one.state for one in found] == ["sent"]

        await until(told)
        assert found[0].address_id == (await self.address(ADMIN)).id
        return found[0]

    async def file(self, person: Any, name: str, data: bytes, kind: str, mime: str) -> int:
        """A stored file of this person."""
        sha256 = await self.program.product.files.put(data)
        address = await self.address(person.id)
        async with self.database.begin() as db:
            row = File(
                person_id=address.person_id,
                name=name,
                state="stored",
                kind=kind,
                mime=mime,
                sha256=sha256,
                not_before=self.clock(),
                received_at=self.clock(),
            )
            db.add(row)
            await db.flush()
            return row.id


class OfficialAccount(Office):
    door = "zalo-oa"
    server: ZaloOaServer

    async def greeted(self, id: str = "1001", name: str = "Lan", phone: str = "84912345678") -> zalo_oa_server.Person:
        """Somebody who has written and got an answer."""
        person = self.server.person(id, name, phone)
        await person.says("xin chào")
        await person.gets(WELCOME)
        return person

    def event(self, person: zalo_oa_server.Person, name: str = "user_send_text", **content: Any) -> dict[str, Any]:
        """An event to push by hand."""
        person.last_interaction = self.clock()
        return person._event(name, **content)

    def said(self, person: zalo_oa_server.Person, text: str, msg_id: str = "m1") -> dict[str, Any]:
        return self.event(person, message={"msg_id": msg_id, "text": text})

    @property
    def renewals(self) -> int:
        return self.server.calls[RENEWAL]

    def expire_access(self) -> None:
        """Zalo ends the access tokens before their time."""
        for token in self.server._access:
            self.server._access[token] = self.clock()


@contextlib.asynccontextmanager
async def official_account(folder: Path, **more: Any) -> AsyncIterator[OfficialAccount]:
    clock = Clock()
    async with ZaloOaServer(now=clock, limits=False) as server, oa_program(server, folder, **more) as made:
        office = OfficialAccount(server, made, clock)
        product = made.product
        office.adapter.tokens.now = product.engine.now = product.delivery.now = product.intake.now = clock
        await office.adapter.tokens._keep(server.first_tokens())
        yield office


@pytest.fixture
async def oa(tmp_path: Path) -> AsyncIterator[OfficialAccount]:
    async with official_account(tmp_path) as office:
        yield office


def mac(office: OfficialAccount, body: bytes, timestamp: str, secret: str) -> str:
    return (
        f"mac={hashlib.sha256(office.server.app_id.encode() + body + timestamp.encode() + secret.encode()).hexdigest()}"
    )


# -- the Official Account: events in


async def test_an_event_that_zalo_did_not_sign_is_refused_and_leaves_no_trace(oa: OfficialAccount) -> None:
    lan = oa.server.person("1001", "Lan")
    event = oa.said(lan, "xin chào")
    raw = json.dumps(event).encode()
    for signature in (
        "",
        "mac=",
        "mac=" + "0" * 64,
        mac(oa, raw, event["timestamp"], "another secret"),
        mac(oa, raw, "0", oa.server.secret),
        mac(oa, raw + b" ", event["timestamp"], oa.server.secret),
    ):
        assert await oa.server.push(event, signature=signature, raw=raw) == 403
    assert await oa.count(TurnRow) == 0
    assert await oa.count(Person) == 0
    assert await oa.server.push(event, raw=raw) == 200
    await lan.gets(WELCOME)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"7",
        b"{}",
        b"\xff\xfe\xff",
        b'{"timestamp": "1", "recipient": "somebody"}',
        b'{"timestamp": "1", "recipient": [1]}',
        b'{"timestamp": "\\ud800", "oa_id": "1"}',
        b'{"timestamp": "1", "oa_id": "\\udfff"}',
        b"[" * 100_000,
    ],
    ids=range(10),
)
async def test_whatever_a_stranger_posts_is_refused_and_is_no_error_of_ours(oa: OfficialAccount, raw: bytes) -> None:
    assert await oa.server.push({}, raw=raw, signature="mac=" + "0" * 64) == 403
    assert await oa.server.push({}, raw=raw, headers={"X-ZEvent-Signature": "mac=\udcff"}, signature="") == 403


@pytest.mark.parametrize("first", ["app_id", "oa_id"])
async def test_both_published_orders_of_the_signature_are_taken(oa: OfficialAccount, first: str) -> None:
    oa.server.signature_first = first
    lan = oa.server.person("1001", "Lan")
    await lan.says("xin chào")
    await lan.gets(WELCOME)
    await lan.follows()  # this event names the account elsewhere
    await oa.server.drained()
    assert [status for _name, status, _seconds in oa.server.push_results] == [200, 200]


async def test_a_body_of_ten_megabytes_is_refused(oa: OfficialAccount) -> None:
    lan = oa.server.person("1001", "Lan")
    event = oa.said(lan, "x" * 10_000_000)
    assert await oa.server.push(event) == 413

    async def without_a_length() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 100_000

    async with aiohttp.ClientSession() as session, session.post(oa.server.webhook, data=without_a_length()) as answer:
        assert answer.status == 413
    assert await oa.count(TurnRow) == 0


async def test_an_event_that_comes_twice_or_late_is_handled_once(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    earlier, later = oa.said(lan, "menu", "m1"), oa.said(lan, "toi phai lam gi tiep", "m2")
    for event in (later, earlier, later, earlier):
        assert await oa.server.push(event) == 200
    together = await asyncio.gather(*(oa.server.push(oa.said(lan, "menu", "m3")) for _ in range(5)))
    assert together == [200] * 5
    await until(lambda: len(lan.from_oa) == 4)
    assert await oa.count(TurnRow) == 4
    assert await oa.count(Message, Message.state != "sent") == 0


async def test_zalo_is_answered_in_time_and_only_after_the_commit(oa: OfficialAccount) -> None:
    lan = oa.server.person("1001", "Lan")
    assert await oa.server.push(oa.said(lan, "xin chào")) == 200
    assert await oa.count(TurnRow, TurnRow.event_id == "m1") == 1
    _name, _status, seconds = oa.server.push_results[-1]
    assert seconds < 2


async def test_while_the_database_is_held_zalo_is_told_to_come_again_and_then_finds_it_done(
    oa: OfficialAccount,
) -> None:
    lan = await oa.greeted()
    event = oa.said(lan, "menu", "m1")
    holder = sqlite3.connect(oa.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        assert await oa.server.push(event) == 503
        assert oa.server.push_results[-1][2] < 2
        assert await oa.count(TurnRow, TurnRow.event_id == "m1") == 0
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    await until(lambda: len(lan.from_oa) == 2)  # it went on meanwhile
    assert await oa.server.push(event) == 200
    assert await oa.count(TurnRow, TurnRow.event_id == "m1") == 1
    await oa.program.product.delivery.run_due()
    assert len(lan.from_oa) == 2


async def test_a_broken_sign_in_a_text_is_dropped_and_the_text_is_answered(oa: OfficialAccount) -> None:
    """Half of an emoji cannot be stored; an event that fails for ever makes Zalo switch the webhook off."""
    lan = await oa.greeted()
    event = oa.said(lan, "menu", "m1")
    raw = json.dumps(event).replace('"menu"', '"me\\ud83cnu\\u0000"').encode()
    assert await oa.server.push(event, raw=raw) == 200
    await until(lambda: len(lan.from_oa) == 2)
    async with oa.database.read() as db:
        said = await db.scalar(select(TurnRow.said).where(TurnRow.event_id == "m1"))
    assert said is not None
    assert "\0" not in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("user_send_text", {}),
        ("user_send_text", {"message": "x"}),
        ("user_send_text", {"message": {"text": "không có mã"}}),
        ("user_send_text", {"sender": "x", "message": {"msg_id": "m1", "text": "x"}}),
        ("user_send_group_text", {"message": {"msg_id": "m1", "text": "trong nhóm"}}),
        ("oa_send_text", {"message": {"msg_id": "m1", "text": "của chính OA"}}),
        ("user_seen_message", {"message": {"msg_ids": ["m1"]}}),
        ("user_received_message", {"message": {"msg_id": "m1"}}),
        ("an_event_of_next_year", {}),
        ("follow", {}),
        ("unfollow", {}),
        ("unfollow", {"follower": "x"}),
        ("user_submit_info", {"sender": {}}),
    ],
)
async def test_an_event_that_nobody_said_is_taken_and_passed_over(
    oa: OfficialAccount, name: str, content: dict[str, Any]
) -> None:
    lan = oa.server.person("1001", "Lan")
    assert await oa.server.push(oa.event(lan, name) | content) == 200
    assert await oa.count(TurnRow) == 0


async def test_what_has_no_words_and_no_paper_is_answered_too(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    for number, act in enumerate((lan.sends_sticker, lan.sends_voice, lan.sends_location), 2):
        await act()
        await until(lambda number=number: len(lan.from_oa) == number)  # type: ignore[misc]
        assert lan.buttons


async def test_who_follows_is_greeted(oa: OfficialAccount) -> None:
    lan = oa.server.person("1001", "Lan")
    await lan.follows()
    await lan.gets(WELCOME)
    assert "đồng ý" in " ".join(lan.buttons)


async def test_who_unfollows_is_not_written_to_until_they_write(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    oa.clock.passes(minutes=5)
    await lan.unfollows()
    await oa.server.drained()
    assert (await oa.address("1001")).state == "blocked"
    await lan.says("menu")
    await until(lambda: len(lan.from_oa) == 2)
    assert (await oa.address("1001")).state == "open"


async def test_an_unfollow_that_comes_late_does_not_close_the_chat_of_who_is_back(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    oa.clock.passes(minutes=5)
    gone = lan._membership("unfollow")
    assert await oa.server.push(gone) == 200
    oa.clock.passes(minutes=5)
    await lan.says("menu")
    await until(lambda: len(lan.from_oa) == 2)
    assert await oa.server.push(gone) == 200, "repeated, as after an answer that was lost"
    assert (await oa.address("1001")).state == "open"


async def test_the_phone_question_offers_to_share_the_number_and_the_shared_number_answers_it(
    oa: OfficialAccount,
) -> None:
    lan = await oa.greeted()
    await lan.taps("Tôi đồng ý")
    await lan.gets("Tên cơ sở")
    await lan.says("Hợp tác xã Nước mắm Ba Làng")
    await lan.gets("người đại diện")
    await lan.says("Nguyễn Thị Lan")
    await lan.gets("Số điện thoại")
    await until(lambda: lan.from_oa[-1]["kind"] == "request_user_info")
    await lan.shares_info()
    await lan.gets("Mã số thuế")
    async with oa.database.read() as db:
        known = await db.scalar(select(Person.phone_proven))
    assert not known, "another number can be written into Zalo's form: it proves nothing"
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{oa.program.settings.web_url}/static/share-phone.png") as p,
    ):
        assert p.status == 200, "the picture of the form is there"


# -- the Official Account: what people send


async def evil(oa: Office) -> AsyncIterator[Any]:
    raise NotImplementedError


class Elsewhere:
    """A web server that is not Zalo's; it leads on to `leads_to`, or gives a picture."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.leads_to = ""
        self.body = b""

    async def __aenter__(self) -> "Elsewhere":
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        if self.leads_to:
            raise web.HTTPFound(self.leads_to)
        return web.Response(body=self.body or photo(1), content_type="image/jpeg")


def picture_at(url: str, msg_id: str) -> dict[str, Any]:
    return {"msg_id": msg_id, "attachments": [{"type": "image", "payload": {"url": url, "thumbnail": url}}]}


async def test_a_picture_is_received_and_one_whose_address_has_ended_is_said_to_be_gone(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    await lan.sends_image(photo(1))
    await lan.gets("1/1", timeout=15)
    await lan.sends_image(photo(2))
    oa.server.expire_media()
    await lan.gets(GONE, timeout=15)


async def test_addresses_of_others_are_never_fetched(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    async with Elsewhere() as elsewhere:
        host = elsewhere.url.removeprefix("http://")
        urls = [
            f"{elsewhere.url}/a.jpg",
            f"http://{oa.server.url.removeprefix('http://')}@{host}/b.jpg",
            "http://169.254.169.254/latest/meta-data/",
            "https://zdn.vn.evil.example/x",
            "https://user@zdn.vn/x",
            "http://zdn.vn/x",
            "https://zdn.vn:99999/x",
            "file:///etc/passwd",
            "//zdn.vn/x",
            "x",
        ]
        for number, url in enumerate(urls):
            event = oa.event(lan, "user_send_image", message=picture_at(url, f"p{number}"))
            assert await oa.server.push(event) == 200
        await until(lambda: sum(text.count("không tải về được nữa") for text in lan.sees) >= len(urls), timeout=15)
        assert elsewhere.asked == []
    assert await oa.count(File, File.state != "failed") == 0


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://zdn.vn/a.jpg", True),
        ("https://f20-zpg.zdn.vn/jpg/1/a.jpg", True),
        ("https://F20.ZDN.VN:443/a.jpg", True),
        ("http://127.0.0.1:9/a", True),
        ("http://127.0.0.1:90/a", False),
        ("http://127.0.0.1:9@evil.example/a", False),
        ("https://127.0.0.1:9/a", False),
        ("http://zdn.vn/a.jpg", False),
        ("https://zdn.vn:8443/a.jpg", False),
        ("https://zdn.vn:99999/a.jpg", False),
        ("https://zdn.vn:x/a.jpg", False),
        ("https://user@zdn.vn/a.jpg", False),
        ("https://zdn.vn.evil.example/x", False),
        ("https://evilzdn.vn/x", False),
        ("https://evil.example/zdn.vn", False),
        ("https://evil.example#.zdn.vn", False),
        ("https://evil.example\\.zdn.vn/x", False),
        ("https://evil.example%2f.zdn.vn/x", False),
        ("https://[::1]/x", False),
        ("https://[zdn.vn/x", False),
        ("ftp://zdn.vn/x", False),
        ("", False),
    ],
)
def test_only_the_platforms_own_hosts_are_asked(url: str, taken: bool) -> None:
    assert zalo_media.allowed(url, ["zdn.vn", "http://127.0.0.1:9"]) is taken


async def test_nobody_is_led_on_from_an_allowed_host(oa: OfficialAccount) -> None:
    async with Elsewhere() as zalo, Elsewhere() as target, aiohttp.ClientSession() as session:
        zalo.leads_to = f"{target.url}/secret"
        with pytest.raises(FileGone):
            await zalo_media.fetch(session, f"{zalo.url}/a.jpg", [zalo.url])
        assert (zalo.asked, target.asked) == (["/a.jpg"], [])


async def test_a_file_of_more_than_25_megabytes_is_not_read_to_its_end() -> None:
    async with Elsewhere() as zalo, aiohttp.ClientSession() as session:
        zalo.body = b"x" * (25 * 2**20 + 1)
        with pytest.raises(FileTooLarge):
            await zalo_media.fetch(session, f"{zalo.url}/a.pdf", [zalo.url])
    async with aiohttp.ClientSession() as session:
        with pytest.raises(Unreachable):
            await zalo_media.fetch(session, f"{zalo.url}/a.pdf", [zalo.url])


# -- the Official Account: messages out


async def test_a_long_text_with_many_choices_comes_in_parts_and_every_number_leads(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    words = " ".join(f"từ{number}" for number in range(900))[:5000]
    assert len(words) == 5000
    buttons = [Button(f"Lựa chọn thứ {number}", "home" if number < 12 else "more") for number in range(1, 13)]
    await oa.sent(await oa.writes(lan, words, buttons=buttons))
    parts = lan.from_oa[1:]
    assert all(len(part["text"]) <= 2000 for part in parts)
    assert words.replace(" ", "") in re.sub(r"\s", "", "".join(part["text"] for part in parts))
    assert [bool(part["buttons"]) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert lan.buttons == [f"Lựa chọn thứ {number}" for number in (1, 2, 3, 4, 12)]
    assert "12. Lựa chọn thứ 12" in parts[-1]["text"]
    await lan.types_number("Lựa chọn thứ 12")
    await lan.gets("việc khác")


async def test_a_picture_that_is_too_large_for_zalo_is_made_smaller(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    out = io.BytesIO()
    Image.effect_noise((2400, 1800), 90).convert("RGB").save(out, "JPEG", quality=95)
    assert len(out.getvalue()) > 2**20
    number = await oa.file(lan, "anh.jpg", out.getvalue(), "image", "image/jpeg")
    out = io.BytesIO()
    Image.effect_noise((600, 400), 30).convert("RGB").save(out, "WEBP")
    misnamed = await oa.file(lan, "anh.png", out.getvalue(), "image", "image/webp")
    await oa.sent(await oa.writes(lan, "Ảnh của bà con", files=[number, misnamed]))
    assert [message["kind"] for message in lan.from_oa[-3:]] == ["image", "image", "text"]


async def test_a_word_file_goes_as_a_file(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    number = await oa.file(lan, "Phiếu ý tưởng.docx", b"PK\x03\x04 a paper", "word", "application/msword")
    await oa.sent(await oa.writes(lan, "Tệp đã điền", files=[number]))
    assert [message["kind"] for message in lan.from_oa[-2:]] == ["file", "text"]


async def test_a_file_that_zalo_does_not_take_goes_as_an_address_that_ends(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    data = b"PK\x03\x04 a table"
    number = await oa.file(lan, "so-sach.xlsx", data, "excel", "application/vnd.ms-excel")
    await oa.sent(await oa.writes(lan, "Tệp của tỉnh", files=[number]))
    found = re.search(r"so-sach\.xlsx: (http\S+)", lan.sees[-1])
    assert found
    url = found[1]
    shared: SharedFiles = oa.adapter.shared

    class Yesterday(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(time.time()) - 24 * 3600 - 60

    ended = URLSafeTimedSerializer(shared.secret, salt="shared-file", signer=Yesterday).dumps(number)
    forged = URLSafeTimedSerializer("guessed", salt="shared-file").dumps(number)
    missing = URLSafeTimedSerializer(shared.secret, salt="shared-file").dumps(number + 1000)
    base = url[: url.rindex("/") + 1]
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as answer:
            assert answer.status == 200
            assert await answer.read() == data
            assert answer.headers["Content-Disposition"] == f'attachment; filename="ocop-{number}.xlsx"'
            assert "sandbox" in answer.headers["Content-Security-Policy"]
        for wrong in (
            url[:-9] + ("A" if url[-9] != "A" else "B") + url[-8:],
            base + ended,
            base + forged,
            base + missing,
        ):
            async with session.get(wrong) as answer:
                assert answer.status == 404, wrong
        (path,) = [one for one in (oa.path.parent / "files").rglob("*") if one.is_file()]
        path.unlink()
        async with session.get(url) as answer:
            assert answer.status == 404, "deleted since"


async def test_what_zalo_will_never_take_ends_and_holds_up_nothing(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    oa.server.fail(CS, error=-201, message="text is invalid!")
    first, second = await oa.writes(lan, "một"), await oa.writes(lan, "hai")
    assert (await oa.tried(first)).state == "failed"
    await oa.sent(second)


async def test_too_many_calls_a_minute_are_waited_for_and_cost_no_attempt(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    oa.server.fail(CS, error=-32, message="Your application reached limit call api")
    number = await oa.writes(lan, "chờ một chút")
    waiting = await oa.tried(number)
    assert (waiting.state, waiting.attempts) == ("queued", 0)
    calls = oa.server.calls[f"POST {CS}"]
    await oa.program.product.delivery.run_due()
    assert oa.server.calls[f"POST {CS}"] == calls
    oa.clock.passes(seconds=11)
    assert (await oa.sent(number)).attempts == 1


async def test_without_a_quota_the_message_goes_elsewhere_or_to_the_list_to_telephone(oa: OfficialAccount) -> None:
    await oa.administrator()
    lan, mai = await oa.greeted(), await oa.greeted("1002", "Mai")
    here = await oa.address(lan.id)
    async with oa.database.begin() as db:
        web_chat = Address(person_id=here.person_id, messenger="web", chat_id="lan-web", seen_at=here.seen_at)
        db.add(web_chat)
    for person in (lan, mai):
        oa.server.fail(CS, error=-211, message="Out of quota")
        number = await oa.writes(person, f"Tin cho {person.name}")
        ended = await oa.tried(number)
        if person is lan:
            ended = await oa.sent(number)
            assert ended.address_id == web_chat.id
            assert ended.tried == [[here.id, "zalo-oa", "quota"]]
        else:
            assert (ended.state, ended.error) == ("blocked", "quota")
    assert "Out of quota" in (await oa.alarmed("zalo-quota")).body.text
    assert (await oa.address(mai.id)).state == "open"


async def test_a_chat_that_refuses_us_is_marked(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    lan.blocks()
    ended = await oa.tried(await oa.writes(lan, "Bà con ơi"))
    assert (ended.state, ended.error) == ("blocked", "blocked")
    assert (await oa.address(lan.id)).state == "blocked"


RATED = {"rated": {"id": "T1", "data": {"san_pham": "product", "sao": "stars"}}}


async def test_when_the_window_closes_between_planning_and_sending_the_template_goes(tmp_path: Path) -> None:
    async with official_account(tmp_path, zalo_oa_templates=RATED) as oa:
        oa.server.templates["T1"] = {"san_pham", "sao"}
        lan = await oa.greeted()
        oa.server.fail(CS, error=-230, message="User has not interacted with the OA in the past 7 days", times=2)
        await oa.sent(await oa.writes(lan, "Đạt 4 sao", kind="rated", facts={"product": "Mắm", "stars": "  "}))
        assert lan.from_oa[-1]["template_data"] == {"san_pham": "Mắm", "sao": "–"}
        ended = await oa.tried(await oa.writes(lan, "Không có mẫu"))
        assert (ended.state, ended.error) == ("blocked", "window")
        assert (await oa.address(lan.id)).state == "open"


async def test_after_a_week_of_silence_only_the_template_goes_and_not_at_night(tmp_path: Path) -> None:
    async with official_account(tmp_path, zalo_oa_templates=RATED) as oa:
        oa.server.templates["T1"] = {"san_pham", "sao"}
        lan = await oa.greeted()
        oa.clock.passes(days=7, hours=13)  # 23 o'clock in Viet Nam
        calls = oa.server.calls[f"POST {CS}"]
        late = await oa.writes(lan, "Đạt", kind="rated", facts={"product": "Mắm " * 200, "stars": "★★★"})
        waiting = await oa.tried(late)
        assert (waiting.state, waiting.attempts) == ("queued", 0)
        assert waiting.not_before.astimezone(UTC).hour == 1, "eight in the morning"
        without = await oa.message(await oa.writes(lan, "Không có mẫu"))
        assert without.state in ("queued", "blocked")  # behind the other one, or ended
        oa.clock.passes(hours=9, minutes=1)
        await oa.sent(late)
        assert len(lan.from_oa[-1]["template_data"]["san_pham"]) == 400
        assert oa.server.calls[f"POST {CS}"] == calls
        assert (await oa.tried(without.id)).error == "window"


async def test_a_server_that_fails_twice_gets_the_message_once(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    oa.server.fail(CS, status=502, times=2)
    number = await oa.writes(lan, "Tin một lần")
    for attempts in (1, 2):
        waiting = await oa.tried(number)
        assert (waiting.state, waiting.attempts) == ("queued", attempts)
        oa.clock.passes(seconds=10)

        async def again(attempts: int = attempts) -> bool:
            one = await oa.message(number)
            return one.state == "sent" or (one.attempts > attempts and one.state == "queued")

        await until(again)
    await oa.sent(number)
    assert [text for text in lan.sees if "Tin một lần" in text] == ["Tin một lần"]


async def test_a_call_whose_answer_is_lost_is_unknown_and_the_reply_is_said_once_more(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    oa.server.fail(CS, after_accepting=True)
    number = await oa.writes(lan, "Có tới không?")
    assert (await oa.tried(number)).state == "unknown"
    await until(lambda: len(lan.from_oa) == 3)
    assert lan.sees[1] == "Có tới không?"
    assert "có thể bà con đã nhận" in lan.sees[2]
    assert "Có tới không?" in lan.sees[2]


async def test_parts_that_are_out_are_not_sent_again_when_the_next_must_wait(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    text = "\n".join(f"{line:03d} {'dòng ' * 10}" for line in range(80))
    oa.server.fail("/none", times=0)
    before = oa.server.calls[f"POST {CS}"]
    oa.server._failures[CS] = [
        {"status": 200, "error": None, "message": "", "after": True, "delay": 0.0},
    ]
    oa.server._failures.clear()
    assert oa.server.calls[f"POST {CS}"] == before
    number = await oa.writes(lan, text)
    await oa.sent(number)
    assert len(lan.from_oa) == 4


# -- the Official Account: tokens


async def test_an_access_token_that_ended_early_is_renewed_once_and_the_messages_leave(oa: OfficialAccount) -> None:
    lan, mai = await oa.greeted(), await oa.greeted("1002", "Mai")
    renewals = oa.renewals
    oa.expire_access()
    numbers = [await oa.writes(person, "Sau khi hết hạn") for person in (lan, mai)]
    for number in numbers:
        assert (await oa.sent(number)).attempts == 1
    assert oa.renewals == renewals + 1
    assert await oa.alarms() == []


async def test_an_access_token_is_renewed_ahead_of_its_end(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    assert oa.renewals == 0
    lan.last_interaction = oa.clock() + timedelta(hours=21)
    oa.clock.passes(hours=21)
    await oa.sent(await oa.writes(lan, "Sau 21 giờ"))
    assert oa.renewals == 1


async def test_when_renewing_fails_for_a_while_messages_wait_and_nobody_is_alarmed(oa: OfficialAccount) -> None:
    await oa.administrator()
    lan = await oa.greeted()
    oa.expire_access()
    oa.server.fail(OAUTH, status=502, times=2)
    number = await oa.writes(lan, "Chờ máy chủ cấp quyền")
    for _ in range(2):
        waiting = await oa.tried(number)
        assert (waiting.state, waiting.attempts) == ("queued", 0)
        renewals = oa.renewals
        oa.clock.passes(seconds=61)
        await until(lambda renewals=renewals: oa.renewals > renewals)  # type: ignore[misc]
    await oa.sent(number)
    assert await oa.alarms() == []


async def test_messages_wait_while_the_authorisation_is_gone_and_leave_when_it_is_given_again(
    oa: OfficialAccount,
) -> None:
    await oa.administrator()
    lan = await oa.greeted()
    oa.server.revoke()
    first = await oa.writes(lan, "Thứ nhất")
    waiting = await oa.tried(first)
    assert (waiting.state, waiting.attempts) == ("queued", 0)
    assert "zalo-login" in (await oa.alarmed("zalo-broken")).body.text
    oa.clock.passes(minutes=6)
    await lan.says("menu")  # what people say is still heard
    await oa.server.drained()
    calls = oa.server.calls[f"POST {CS}"]
    await until(lambda: oa.server.calls[f"POST {CS}"] > calls or oa.server.calls[RENEWAL] > 1, timeout=5)
    await oa.alarmed("zalo-broken")  # still only one a day
    _verifier, challenge = pkce(oa.server.secret)
    await oa.adapter.tokens.exchange(oa.server.authorise(challenge))
    oa.clock.passes(minutes=6)
    await oa.sent(first)
    assert lan.sees[1] == "Thứ nhất"
    await until(lambda: len(lan.from_oa) == 3)


async def test_two_processes_refresh_once(tmp_path: Path) -> None:
    clock = Clock()
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'ocop.db'}")
    await migrate(database)
    async with ZaloOaServer(now=clock) as server, aiohttp.ClientSession() as session:
        both = [
            Tokens(database, session, server.app_id, server.secret, server.url, clock, holder) for holder in ("a", "b")
        ]
        await both[0]._keep(server.first_tokens())
        old = await both[1].access()
        clock.passes(hours=21)
        server.fail(OAUTH, times=0)
        given = await asyncio.gather(*(one.access() for one in both for _ in range(5)))
        assert server.calls[RENEWAL] == 1
        assert len(set(given)) <= 2
        clock.passes(minutes=2)
        new = {await one.access() for one in both}
        assert len(new) == 1
        assert old not in new
        assert server.calls[RENEWAL] == 1
        assert all(server._access[one] > clock() for one in new)
    await database.close()


async def test_the_database_alone_gives_nobody_a_token_and_another_secret_is_told_in_words(tmp_path: Path) -> None:
    clock = Clock()
    path = tmp_path / "ocop.db"
    database = Database(f"sqlite+aiosqlite:///{path}")
    await migrate(database)
    async with ZaloOaServer(now=clock) as server, aiohttp.ClientSession() as session:
        made = Tokens(database, session, server.app_id, server.secret, server.url, clock, "a")
        pair = server.first_tokens()
        await made._keep(pair)
        assert await made.access() == pair["access_token"]
        stored = b"".join(one.read_bytes() for one in tmp_path.glob("ocop.db*"))
        for secret in (pair["access_token"], pair["refresh_token"], server.secret):
            assert secret.encode() not in stored
        other = Tokens(database, session, server.app_id, "a new secret", server.url, clock, "b")
        with pytest.raises(NotAuthorised, match="ZALO_OA_SECRET was changed since the tokens were stored"):
            await other.access()
        clock.passes(hours=30)
        with pytest.raises(NotAuthorised, match="ZALO_OA_SECRET"):
            await other.access()
        await other.care()  # says it in the log, and goes on
        assert server.calls[RENEWAL] == 0, "the refresh token was not spent"
    await database.close()


async def test_administrators_are_told_before_the_chain_of_tokens_ends(oa: OfficialAccount) -> None:
    await oa.administrator()
    async with oa.database.begin() as db:
        await db.execute(update(Token).values(refresh_until=oa.clock() + timedelta(days=9, hours=1)))
    await oa.adapter.tokens.care()
    await oa.adapter.tokens.care()
    assert "9 ngày" in (await oa.alarmed("zalo-ends")).body.text


@pytest.mark.slow
async def test_killed_between_the_new_tokens_and_storing_them_the_old_one_serves_to_its_end(tmp_path: Path) -> None:
    folder = tmp_path / "bot"
    async with ZaloOaServer(limits=False) as server, program(folder) as made:
        made.settings.update(
            {
                name.upper(): str(value)
                for name, value in oa_settings(server, folder, made.port).items()
                if name not in ("database_url", "files_url", "port")
            }
        )
        database = Database(f"sqlite+aiosqlite:///{folder}/ocop.db")
        await migrate(database)

        def then() -> datetime:
            return datetime.now(UTC) - timedelta(hours=21)

        async with aiohttp.ClientSession() as session:
            tokens = Tokens(database, session, server.app_id, server.secret, server.url, then, "test")
            await tokens._keep(server.first_tokens())
        async with database.begin() as db:
            person, _address, _place = await people.at_address(db, "web", ADMIN, datetime.now(UTC))
            await people.give_role(db, person.id, Role.ADMINISTRATOR, "VN", None, datetime.now(UTC))
        await made.start(OCOP_KILL_AT="token.answered")
        server.set_webhook(f"{made.url}/zalo/webhook")
        lan = server.person("1001", "Lan")
        await lan.says("xin chào")
        assert await made.dies() == -9
        assert server.calls[RENEWAL] == 1

        async with database.begin() as db:  # the minute of the dead process is over
            await db.execute(update(Lease).values(until=datetime.now(UTC) - timedelta(seconds=1)))
            row = await db.get(Token, "zalo-oa")
            assert row is not None
            assert row.state == "refreshing"
        await made.start()
        await lan.gets(WELCOME, timeout=20)
        assert server.calls[RENEWAL] == 2, "the refresh token was spent: asked once, and not again"

        async def alarmed() -> bool:
            async with database.read() as db:
                said = await db.execute(select(Message.state).where(Message.unique_key.like("alarm:zalo-broken:%")))
                return list(said.scalars()) == ["sent"]

        await until(alarmed)
        await lan.says("menu")
        await until(lambda: len(lan.from_oa) >= 2)
        assert server.calls[RENEWAL] == 2
        await made.stop()
        await database.close()


# -- the Official Account: authorising it


async def test_an_administrator_authorises_the_account_step_by_step(tmp_path: Path) -> None:
    async with ZaloOaServer(limits=False) as server:
        settings = load(_env_file=None, **oa_settings(server, tmp_path, free_port()))
        _verifier, challenge = pkce(server.secret)
        said: list[str] = []

        def pastes(_question: str) -> str:
            return f"  {settings.public_url}/zalo/callback?oa_id={server.oa_id}&code={server.authorise(challenge)}\n"

        await login(settings, say=said.append, ask=pastes)
        told = "\n".join(str(line) for line in said)
        assert challenge in told
        assert f"{settings.public_url}/zalo/callback" in told
        assert f"{settings.public_url}/zalo/webhook" in told
        assert f"/v4/oa/permission?app_id={server.app_id}&redirect_uri=http%3A%2F%2F127.0.0.1" in told
        assert OA_NAME in str(said[-1])
        assert server.secret not in told

        for pasted in ("nonsense", server.authorise("x" * 43)):
            with pytest.raises(BadSettings, match="Zalo refused: -14019"):
                await login(settings, say=said.append, ask=lambda _question, pasted=pasted: pasted)  # type: ignore[misc]
        for nothing in ("", "   ", "x" * 2000):
            with pytest.raises(BadSettings, match="no code"):
                await login(settings, say=said.append, ask=lambda _question, nothing=nothing: nothing)  # type: ignore[misc]
        server.fail(OAUTH, status=502)
        with pytest.raises(BadSettings, match="cannot be reached"):
            await login(settings, say=said.append, ask=pastes)
        server.fail("/v2.0/oa/getoa", status=502)
        await login(settings, say=said.append, ask=pastes)  # the tokens are kept; only the name is not known
        server.fail("/v2.0/oa/getoa", error=-216)
        await login(settings, say=said.append, ask=lambda _question: server.authorise(challenge))

    async with ZaloOaServer(limits=False, port=server.port) as again:
        again._access, again._refresh = server._access, server._refresh
        async with aiohttp.ClientSession() as session:
            database = Database(settings.database_url)
            kept = Tokens(
                database, session, server.app_id, server.secret, server.url, lambda: datetime.now(UTC), "test"
            )
            assert await kept.access() in server._access
            await database.close()


# -- the Zalo Bot


class Bot(Office):
    door = "zalo-bot"
    server: ZaloBotServer

    async def greeted(self, id: str = "2001", name: str = "Lan") -> zalo_bot_server.Person:
        person = self.server.person(id, name)
        await person.says("xin chào")
        await person.gets(WELCOME)
        return person

    def said(self, person: zalo_bot_server.Person, text: str) -> dict[str, Any]:
        """An update to push by hand."""
        return person._receives(person, "text", text=text)


@contextlib.asynccontextmanager
async def zalo_bot(folder: Path, **more: Any) -> AsyncIterator[Bot]:
    clock = Clock()
    async with ZaloBotServer(BOT_TOKEN, limits=False) as server, bot_program(server, folder, **more) as made:
        office = Bot(server, made, clock)
        product = made.product
        product.engine.now = product.delivery.now = product.intake.now = clock
        if not more:
            await until(lambda: server.webhook["url"])
        yield office


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    async with zalo_bot(tmp_path) as office:
        yield office


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
    page = bot.program.product.engine.page_url
    await bot.sent(await bot.writes(lan, "Mã QR", qr={"code": "ABC123", "caption": "Nước mắm"}))
    (message,) = [one for one in lan.from_bot if one.get("photo")]
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(message["data"])))
    assert found.text == f"{page}ABC123"
    assert lan.sees[-1] == "Mã QR"


async def test_a_picture_that_the_platform_cannot_fetch_goes_as_an_address(bot: Bot) -> None:
    lan = await bot.greeted()
    bot.server.fail("sendPhoto", status=400)
    await bot.sent(await bot.writes(lan, "Mã QR", qr={"code": "ABC123", "caption": "Nước mắm"}))
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
