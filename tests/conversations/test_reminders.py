"""Reminders: early enough, once, at the right hour, never after the thing was done. Time travels by the clock."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from bot.backup import settle_reminders
from chat.messenger import OutcomeUnknown, WindowClosed
from locales.clock import ZONE
from ocop import plan as rules
from storage import dossiers, plans, products, unreached
from storage.tables import Document, Member, Message, Rating, Reminder
from tests.conversation import Someone, World, links
from tests.province import (
    COMMUNE,
    OTHER_COMMUNE,
    PROVINCE,
    hand_in,
    official,
    paper,
    person_id,
    producer,
    product,
    rows,
)


def at(day: str, hour: int = 9) -> datetime:
    """A Vietnamese moment, as UTC."""
    number, month, year = map(int, day.split("/"))
    return datetime(year, month, number, hour, tzinfo=ZONE).astimezone(UTC)


async def planned(world: World, due: str = "31/7", *, year: int = 2026, step: int = 4, more: str = "") -> None:
    """A plan of one milestone for producers."""
    text = f'''
name = "thu"
year = {year}
province = "{PROVINCE}"
title = "Kế hoạch thử"
decision = "Số 1"
[[milestones]]
key = "dossier"
title_vi = "Hoàn thiện hồ sơ"
title_en = "Finish the dossier"
step = {step}
level = "commune"
who = "producer"
due = "{due}"
said = "xong hồ sơ"
source = "kế hoạch thử"
{more}
'''
    async with world.product.database.begin() as db:
        await plans.keep(db, PROVINCE, year, text, None, world.now())


async def on(world: World, day: str, hour: int = 9) -> None:
    """The program runs at this moment."""
    world.time = at(day, hour)
    await runs(world)


async def runs(world: World) -> None:
    await world.product.reminders.run_due()
    await world.settle()


def reminded(someone: Someone) -> list[str]:
    """The reminders that came to somebody."""
    return [message.body.text for message in someone.messages if message.body.kind == "reminder"]


async def fates(world: World) -> list[tuple[int, str]]:
    async with world.product.database.read() as db:
        return list((await db.execute(select(Reminder.offset, Reminder.state).order_by(Reminder.id))).all())


async def test_a_date_is_said_before_on_and_after_the_day(world: World) -> None:
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    said: list[date] = []
    day = date(2026, 6, 25)
    while day <= date(2026, 8, 20):
        before = len(reminded(lan))
        for hour in (7, 9, 15, 21, 23):
            await on(world, f"{day.day}/{day.month}/{day.year}", hour)
        if len(reminded(lan)) > before:
            assert len(reminded(lan)) == before + 1
            said.append(day)
        day += timedelta(days=1)
    due = date(2026, 7, 31)
    assert said == [due - timedelta(days=offset) for offset in (30, 14, 7, 3, 1, 0, -7, -14)]
    assert "Hoàn thiện hồ sơ. Hạn 31/7/2026" in reminded(lan)[0]
    assert "Còn thiếu: " in reminded(lan)[0]
    assert "còn 30 ngày" in reminded(lan)[0]
    assert "hôm nay là ngày cuối" in reminded(lan)[5]
    assert "đã quá 7 ngày" in reminded(lan)[6]


async def test_what_is_done_is_not_reminded_of_not_even_at_the_last_moment(world: World) -> None:
    lan = await producer(world)
    made = await product(lan, step=2)
    await planned(world)
    await on(world, "1/7/2026")
    assert len(reminded(lan)) == 1
    await hand_in(made, lan, "idea-new")
    await on(world, "17/7/2026")
    assert len(reminded(lan)) == 1, "it is with the officials now"
    # Written, but the messenger is away; meanwhile it is handed in.
    other = await product(lan, "Mắm tôm", step=2)
    world.time = at("24/7/2026")
    await world.product.reminders.run_due()
    await hand_in(other, lan, "idea-new")
    await world.settle()
    assert len(reminded(lan)) == 1
    async with world.product.database.read() as db:
        assert (await db.scalars(select(Message.state).where(Message.lane == 2))).all() == ["sent", "dropped"]
    assert (7, "done") in await fates(world)


async def test_several_become_one_message_with_buttons_that_go_straight_there(world: World) -> None:
    lan = await producer(world)
    first = await product(lan, "Nước mắm", step=3)
    second = await product(lan, "Mắm tôm", step=4)
    await planned(world)
    await on(world, "24/7/2026")
    assert len(reminded(lan)) == 1
    assert "Nước mắm" in reminded(lan)[0]
    assert "Mắm tôm" in reminded(lan)[0]
    (shown,) = [message for message in lan.messages if message.body.kind == "reminder"]
    assert [to for label, to, _url in links(shown.body) if "Làm ngay" in label] == [
        f"product/{first}",
        f"product/{second}",
    ]
    await lan.taps("Làm ngay: Nước mắm")
    assert "Bước 3/6" in lan.sees


async def test_again_tomorrow_help_and_done(world: World) -> None:
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    await on(world, "24/7/2026")
    await lan.taps("Nhắc lại ngày mai")
    assert "25/7/2026" in lan.sees
    await on(world, "24/7/2026", 20)
    assert len(reminded(lan)) == 1
    await on(world, "25/7/2026")
    assert len(reminded(lan)) == 2
    await lan.taps("Cần giúp")
    assert "đã báo cán bộ" in lan.sees
    assert "Bà con cần giúp: Nước mắm Ba Làng" in hung.sees
    assert "0912 345 678" in hung.sees
    await lan.goes(next(button[1] for button in links(lan.messages[-2].body) if button[1].endswith("/done")))
    assert "vẫn còn thiếu" in lan.sees


async def test_nobody_answers_anothers_reminder(world: World) -> None:
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    neighbour = await producer(world, "Tư", "HTX Bên cạnh")
    await product(lan, step=3)
    await planned(world)
    await on(world, "24/7/2026")
    heard = len(hung.messages)
    before = await rows(world, Reminder)
    buttons = [to for _label, to, _url in links(lan.messages[-1].body) if to.startswith("remind/")]
    assert [to.rsplit("/", 1)[1] for to in buttons] == ["tomorrow", "help", "done"]
    for someone in (neighbour, hung):
        for address in buttons:
            await someone.goes(address)
            assert "không có quyền" in someone.sees, address
    assert await rows(world, Reminder) == before
    assert not any("cần giúp" in message.body.text for message in hung.messages[heard:])


async def test_who_no_longer_speaks_for_a_producer_is_not_reminded(world: World) -> None:
    lan = await producer(world)
    nephew = world.person("cháu")
    await nephew.says("xin chào")
    await product(lan, step=3)
    async with world.product.database.begin() as db:
        db.add(Member(producer_id=1, person_id=await person_id(nephew), since=world.now()))
    await planned(world)
    await on(world, "24/7/2026")
    assert len(reminded(lan)) == len(reminded(nephew)) == 1
    # Written in the morning, before anybody's hour; then they go.
    await on(world, "28/7/2026", 7)
    async with world.product.database.begin() as db:
        await db.execute(delete(Member).where(Member.person_id == await person_id(nephew)))
    await on(world, "28/7/2026", 9)
    assert (len(reminded(lan)), len(reminded(nephew))) == (2, 1)
    # Their message waits already; then they go.
    async with world.product.database.begin() as db:
        db.add(Member(producer_id=1, person_id=await person_id(nephew), since=world.now()))
    world.time = at("30/7/2026")
    await world.product.reminders.run_due()
    async with world.product.database.begin() as db:
        await db.execute(delete(Member).where(Member.person_id == await person_id(nephew)))
    await world.settle()
    assert (len(reminded(lan)), len(reminded(nephew))) == (3, 1)


async def test_at_the_hour_they_chose_and_what_they_muted(world: World) -> None:
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    await lan.says("lịch của tôi")
    assert "31/7/2026" in lan.sees
    await lan.taps("Giờ nhắc")
    await lan.taps("Từ 18 giờ")
    await on(world, "24/7/2026", 9)
    assert reminded(lan) == []
    await on(world, "24/7/2026", 18)
    assert len(reminded(lan)) == 1
    await lan.goes("calendar/mute/plan")
    assert "Đã tắt" in lan.sees
    await on(world, "28/7/2026", 19)
    assert len(reminded(lan)) == 1
    assert (3, "muted") in await fates(world)


async def test_nothing_on_tet_and_the_day_after_it_is_said(world: World) -> None:
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world, "25/2")
    # Tết 2026: mùng một is 17/2.
    for day in range(14, 26):
        await on(world, f"{day}/2/2026")
    assert [day for day in range(1, 28) if rules.quiet_day(date(2026, 2, day))] == [16, 17, 18, 19, 20]
    async with world.product.database.read() as db:
        days = [
            moment.astimezone(ZONE).day
            for moment in await db.scalars(select(Message.sent_at).where(Message.lane == 2))
            if moment is not None
        ]
    # 14 days before fell on the 11th, before the plan was there; 7 days before on the 18th, within Tết.
    assert days == [14, 21, 22, 24, 25]
    assert "còn 4 ngày" in reminded(lan)[1]
    assert "đến trễ" in reminded(lan)[1], "what fell into Tết is said on the first day after it"


async def test_a_moved_date_replans_and_tells_those_it_touches(world: World) -> None:
    chau = await official(world, "Châu", PROVINCE)
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    await on(world, "1/7/2026")
    await chau.says("kế hoạch")
    await chau.taps("Hoàn thiện hồ sơ")
    await chau.taps("Đổi ngày")
    await chau.says("20/7")
    assert "Đã đổi từ 31/7/2026 sang 20/7/2026" in chau.sees
    await on(world, "2/7/2026")
    assert any("hạn cũ 31/7/2026, hạn mới 20/7/2026" in message.body.text for message in lan.messages)
    await on(world, "13/7/2026")
    assert "Hạn 20/7/2026 (còn 7 ngày)" in reminded(lan)[-1]
    before = len(reminded(lan))
    await on(world, "17/7/2026")
    await on(world, "19/7/2026")
    assert len(reminded(lan)) == before + 2


async def test_a_date_moved_between_writing_and_sending_is_not_said(world: World) -> None:
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    world.time = at("24/7/2026")
    await world.product.reminders.run_due()
    async with world.product.database.begin() as db:
        row = await plans.row(db, PROVINCE, 2026)
        assert row is not None
        await plans.keep(db, PROVINCE, 2026, rules.with_due(row.text, "dossier", date(2026, 9, 30)), None, world.now())
    await world.settle()
    assert reminded(lan) == []
    assert (7, "moved") in await fates(world)


async def test_a_communes_own_earlier_date(world: World) -> None:
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    far = await producer(world, "Tư", "HTX Xa", OTHER_COMMUNE)
    await product(lan, step=3)
    await product(far, "Mắm xa", step=3)
    await planned(world)
    world.time = at("1/6/2026")
    await hung.says("kế hoạch")
    await hung.taps("Hoàn thiện hồ sơ")
    await hung.taps("Ngày sớm hơn")
    await hung.says("15/8")
    assert "phải sớm hơn" in hung.sees
    await hung.says("15/7")
    assert "sang 15/7/2026" in hung.sees
    await world.settle()
    assert "hạn mới 15/7/2026" in lan.sees
    assert "15/7" not in far.sees
    await on(world, "8/7/2026")
    assert "Hạn 15/7/2026" in reminded(lan)[-1]
    assert not any("15/7" in text for text in reminded(far))


async def test_overdue_ones_go_to_the_commune_and_then_to_the_province(world: World) -> None:
    chau = await official(world, "Châu", PROVINCE)
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    await on(world, "31/7/2026")
    await on(world, "7/8/2026")
    assert "1 sản phẩm đã quá hạn 31/7/2026" in hung.sees
    assert "quá hạn" not in chau.sees
    await hung.taps("Xem ai chưa xong")
    assert "Nước mắm Ba Làng" in " ".join(hung.buttons)
    await on(world, "14/8/2026")
    await on(world, "21/8/2026")
    assert "1 sản phẩm đã quá hạn" in chau.sees


async def test_the_program_was_off_for_days(world: World) -> None:
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    await on(world, "24/7/2026")
    await on(world, "31/7/2026")  # the 28th (3 days) and the 30th (1 day) were missed
    assert len(reminded(lan)) == 2
    assert "hôm nay là ngày cuối" in reminded(lan)[1]
    assert "trễ" not in reminded(lan)[1]
    assert [fate for fate in await fates(world) if fate[1] == "dropped"] == [(3, "dropped"), (1, "dropped")]
    await on(world, "9/8/2026")  # the 7th was missed: said late
    assert "đến trễ" in reminded(lan)[2]


async def test_a_paper_that_ends(world: World) -> None:
    lan = await producer(world)
    made = await product(lan, step=4)
    await paper(made, lan, "safety-test", files=1)
    await lan.goes(f"product/{made}/paper/safety-test")
    await lan.taps("Ghi ngày hết hạn")
    await lan.says("31/12/2026")
    assert "Đã ghi: có giá trị đến 31/12/2026" in lan.sees
    await on(world, "1/12/2026")
    assert "hết hạn 31/12/2026 (còn 30 ngày)" in reminded(lan)[-1]
    await paper(made, lan, "safety-test", files=1)
    async with world.product.database.begin() as db:
        newest = (await dossiers.newest(db, made))["safety-test"]
        newest.expires_on = date(2029, 12, 31)
    before = len(reminded(lan))
    await on(world, "17/12/2026")
    assert len(reminded(lan)) == before


async def rated(world: World, lan: Someone, until: date) -> int:
    made = await product(lan, step=6, state="rated")
    async with world.product.database.begin() as db:
        db.add(
            Rating(
                product_id=made,
                stars=4,
                level="province",
                decision_number="1/QĐ",
                decision_date=until.replace(year=until.year - 3),
                valid_until=until,
                recorded_by=await person_id(lan),
                recorded_at=world.now(),
            )
        )
    return made


async def test_a_certificate_that_ends_and_the_notice_that_cannot_be_muted(world: World) -> None:
    lan = await producer(world)
    await rated(world, lan, date(2026, 12, 31))
    await lan.goes("calendar/mute/certificate")
    days = []
    day = date(2026, 9, 1)
    while day <= date(2027, 1, 3):
        before = len(reminded(lan))
        await on(world, f"{day.day}/{day.month}/{day.year}")
        if len(reminded(lan)) > before:
            days.append((date(2026, 12, 31) - day).days)
        day += timedelta(days=1)
    assert days == [37], "thirty days, and a margin for a machine that is down"
    assert "THÔNG BÁO" in reminded(lan)[0]
    async with world.product.database.read() as db:
        notice = (await db.scalars(select(Message).where(Message.lane == 2))).one()
    assert notice.statutory
    assert notice.state == "sent"
    assert notice.sent_at is not None
    officer = await official(world, "hùng", COMMUNE)
    await officer.says("tìm")
    await officer.says("nuoc mam")
    await officer.taps("📦")
    await officer.taps("Đã nhắc, đã báo gì")
    assert "THÔNG BÁO giấy chứng nhận hết hạn" in officer.sees
    assert f"(tin số {notice.id})" in officer.sees, "the proof that it was delivered"


async def test_a_notice_whose_outcome_nobody_knew_is_proven_by_its_resend_or_by_the_telephone(world: World) -> None:
    lan = await producer(world)
    await rated(world, lan, date(2026, 12, 31))
    world.messenger.outcomes["lan"] = [OutcomeUnknown("timeout")]
    await on(world, "1/12/2026")
    await world.settle()
    async with world.product.database.read() as db:
        first, resend = (await db.scalars(select(Message).where(Message.lane == 2).order_by(Message.id))).all()
    assert (first.state, resend.state, resend.resend_of) == ("unknown", "sent", first.id)
    officer = await official(world, "hùng", COMMUNE)
    assert f"(tin số {resend.id})" in await proof(officer)
    async with world.product.database.begin() as db:
        await db.execute(update(Message).where(Message.id == resend.id).values(state="blocked", sent_at=None))
        assert await unreached.mark_called(db, await person_id(lan), await person_id(officer), world.now()) == 1
    assert "đã gọi điện lúc" in await proof(officer)


async def test_who_is_silent_on_zalo_is_called_and_the_words_of_the_call_are_the_proof(world: World) -> None:
    """Scenario 9: nothing can be sent, so he stands on the commune's list that morning; the call is the notice."""
    loi = await producer(world, "loi", "Hộ Mai Văn Lợi")
    await rated(world, loi, date(2026, 12, 31))
    world.messenger.outcomes["loi"] = [WindowClosed("silent since 1/6/2026")] * 9
    await on(world, "1/12/2026")
    await world.settle()
    officer = await official(world, "hùng", COMMUNE)
    await officer.goes("unreached")
    await officer.taps("Mai Văn Lợi")
    assert "0912 345 678" in officer.sees
    await officer.taps("Đã gọi, ghi lời")
    await officer.says("x")
    await officer.says("Đã gọi 9:10, bà vợ nghe máy")
    assert "Tin báo nào cũng đã tới" in officer.sees
    told = await proof(officer)
    assert "đã gọi điện lúc" in told
    assert "“Đã gọi 9:10, bà vợ nghe máy”" in told


async def proof(officer: Someone) -> str:
    """What an official reads of the notices about the one product."""
    await officer.says("tìm")
    await officer.says("nuoc mam")
    await officer.taps("📦")
    await officer.taps("Đã nhắc, đã báo gì")
    return officer.sees


async def test_the_statutory_notice_comes_before_tet_when_its_day_is_in_it(world: World) -> None:
    lan = await producer(world)
    quiet = date(2026, 2, 17)
    assert rules.quiet_day(quiet)
    await rated(world, lan, quiet + timedelta(days=37))
    day = date(2026, 2, 1)
    while day <= date(2026, 3, 1):
        await on(world, f"{day.day}/{day.month}/{day.year}")
        day += timedelta(days=1)
    async with world.product.database.read() as db:
        sent = [row for row in await db.scalars(select(Message).where(Message.lane == 2)) if row.statutory]
    assert len(sent) == 1
    assert sent[0].sent_at is not None
    assert (quiet + timedelta(days=37) - sent[0].sent_at.astimezone(ZONE).date()).days >= 37


async def test_evaluated_again_with_the_papers_that_are_still_good(world: World) -> None:
    lan = await producer(world)
    made = await rated(world, lan, date(2026, 4, 30))
    good = await paper(made, lan, "organisation", {"workers": "1"})
    ended = await paper(made, lan, "safety-test", files=1)
    async with world.product.database.begin() as db:
        for document_id in (good, ended):
            row = await db.get_one(Document, document_id)
            row.state = "accepted"
        row.expires_on = date(2025, 1, 1)
    await on(world, "1/4/2026")
    assert "Giấy chứng nhận ★★★★" in reminded(lan)[-1]
    await lan.taps("Làm ngay")
    assert "1/2 giấy tờ đã duyệt còn dùng được" in lan.sees
    await lan.taps("Bắt đầu đánh giá lại")
    assert "có gì thay đổi" in lan.sees
    await lan.taps("Quay lại")
    assert "Bước 5/6" in lan.sees
    async with world.product.database.read() as db:
        states = dict((await db.execute(select(Document.paper, Document.state))).all())
        again = await products.product(db, made)
    assert states == {"organisation": "accepted", "safety-test": "accepted"}, "what was accepted stays so"
    assert any("hết hạn" in label and "Phiếu kiểm nghiệm" in label for label in lan.buttons), "and is asked for anew"
    assert again is not None
    assert again.state in ("open", "returned")
    before = len(reminded(lan))
    await on(world, "23/4/2026")
    assert len(reminded(lan)) == before, "the evaluation has begun: no more reminders of the certificate"


async def test_an_official_sees_what_is_coming_holds_a_round_and_sees_what_became_of_the_others(world: World) -> None:
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    await on(world, "24/7/2026")
    world.time = at("25/7/2026")
    await hung.says("tin nhắn nhắc việc")
    await hung.goes("reminders")
    assert "28/7/2026: Hoàn thiện hồ sơ – khoảng 1 sản phẩm" in hung.sees
    assert "Đã gửi: 1" in hung.sees
    await hung.taps("Không gửi")
    assert "không gửi trong địa bàn" in hung.sees
    await on(world, "28/7/2026")
    assert len(reminded(lan)) == 1
    assert (3, "held") in await fates(world)
    await hung.goes("reminders/list/0")
    assert "cán bộ giữ lại" in hung.sees


async def test_a_restored_backup_does_not_say_again_what_was_said_since(world: World, tmp_path: Path) -> None:
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    await on(world, "24/7/2026")
    path = world.product.database.engine.url.database
    assert path is not None
    settle_reminders(Path(path), date(2026, 7, 28))
    await on(world, "28/7/2026")
    assert len(reminded(lan)) == 1, "the 28th may have been said before the restore"
    await on(world, "30/7/2026")
    assert len(reminded(lan)) == 2


async def test_late_at_night_a_queued_reminder_waits_for_the_morning(world: World) -> None:
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    world.time = at("24/7/2026", 21)
    await world.product.reminders.run_due()
    world.time = at("24/7/2026", 23)
    await world.settle()
    assert reminded(lan) == []
    world.time = at("25/7/2026", 8)
    await world.settle()
    assert len(reminded(lan)) == 1


@pytest.mark.parametrize("hours", [2, -2])
async def test_a_clock_that_is_moved_says_nothing_twice(world: World, hours: int) -> None:
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    await on(world, "24/7/2026", 12)
    world.time += timedelta(hours=hours)
    await runs(world)
    world.time -= timedelta(hours=2 * hours)
    await runs(world)
    assert len(reminded(lan)) == 1
