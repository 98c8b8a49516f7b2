"""Messages of the Official Account: limits, windows, quotas, refusals."""

import io
import re
import time
from datetime import UTC
from pathlib import Path

import aiohttp
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from PIL import Image

from bot.web.shared_files import SharedFiles
from chat.screen import Button
from storage.tables import Address
from tests.messengers.zalo_offices import (
    CS,
    OfficialAccount,
    official_account,
    until,
)


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
        web_chat = Address(
            person_id=here.person_id, channel_id=oa.web, messenger="web", chat_id="lan-web", seen_at=here.seen_at
        )
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
    assert "Out of quota" in (await oa.alarmed("zalo-quota")).body["text"]
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
