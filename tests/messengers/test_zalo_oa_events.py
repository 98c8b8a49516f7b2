"""Events of the Official Account: forged, repeated, late, unreadable, and those that nobody said."""

import asyncio
import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from storage.tables import Message, Person, TurnRow
from tests.messengers.zalo_offices import (
    WELCOME,
    OfficialAccount,
    mac,
    until,
)


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


async def test_the_published_order_is_taken_with_and_without_mac_and_no_other_order(oa: OfficialAccount) -> None:
    lan = oa.server.person("1001", "Lan")
    event = oa.said(lan, "xin chào")
    raw, stamp = json.dumps(event).encode(), event["timestamp"].encode()
    app_id, oa_id, secret = oa.server.app_id.encode(), oa.server.oa_id.encode(), oa.server.secret.encode()
    for parts in ((oa_id, raw, stamp, secret), (raw, app_id, stamp, secret), (app_id, stamp, raw, secret)):
        other = hashlib.sha256(b"".join(parts)).hexdigest()
        assert await oa.server.push(event, signature=f"mac={other}", raw=raw) == 403
    assert await oa.count(TurnRow) == 0
    bare = mac(oa, raw, event["timestamp"], oa.server.secret).removeprefix("mac=")
    assert await oa.server.push(event, signature=bare, raw=raw) == 200
    await lan.follows()  # this event names the account elsewhere
    await oa.server.drained()
    assert [status for _name, status, _seconds in oa.server.push_results] == [403, 403, 403, 200, 200]


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

    async def all_sent() -> bool:
        return await oa.count(Message, Message.state != "sent") == 0

    await until(all_sent)


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
