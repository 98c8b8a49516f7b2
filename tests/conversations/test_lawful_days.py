"""The law's own days in reminders, calendar and first screen: each said in time, once, not after the thing was done."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from ocop import plan as rules
from ocop import rounds
from storage import dossiers, plans, products, readings
from storage.tables import CommuneDate, Document, Dossier, Member, Message, PaperRequest, Rating
from tests.conversation import Someone, World
from tests.conversations.test_evidence import at, decided
from tests.conversations.test_reminders import on, planned, reminded
from tests.conversations.test_windows import again, dossier_of, rated, ready
from tests.province import COMMUNE, PROVINCE, official, paper, person_id, producer, product, state_of


async def days_of(world: World, first: date, last: date, someone: Someone) -> list[date]:
    """The days between these on which somebody was reminded, the program running twice a day."""
    found: list[date] = []
    day = first
    while day <= last:
        before = len(reminded(someone))
        for hour in (9, 20):
            await on(world, f"{day.day}/{day.month}/{day.year}", hour)
        new = len(reminded(someone)) - before
        assert new <= 1, f"{day}: twice"
        found += [day] * new
        day += timedelta(days=1)
    return found


# -- the window


async def test_a_re_evaluation_is_spoken_of_from_the_270th_day_until_the_last(world: World) -> None:
    ends = date(2027, 3, 24)
    world.time = at("1/6/2026")
    lan = await producer(world)
    await rated(lan, ends)
    words = [ends - timedelta(days=offset) for offset in (270, 210, 180, 150, 130, 121)]
    await on(world, "20/6/2026")
    around = timedelta(days=1)
    said = [day for word in words for day in await days_of(world, word - around, word + around, lan)]
    assert said == words
    texts = reminded(lan)
    assert "nộp từ 25/9/2026, chậm nhất 23/11/2026" in texts[0]
    assert "Chuẩn bị" in texts[0] or "chuẩn bị" in texts[0]
    assert "Nộp hồ sơ đánh giá lại chậm nhất 23/11/2026" in texts[2]
    assert "còn 121 ngày" in texts[5]


async def test_the_last_word_comes_before_the_last_day_over_tet(world: World) -> None:
    """The 120th day before 6/6/2027 is in Tết 2027: the last day moves before it, and the last word with it."""
    ends = date(2027, 6, 6)
    window = rounds.window(ends)
    assert window.last_day < ends - timedelta(days=121)
    world.time = at("1/10/2026")
    lan = await producer(world)
    await rated(lan, ends)
    said = await days_of(world, date(2027, 1, 28), date(2027, 2, 16), lan)
    assert window.last_day in said
    assert f"chậm nhất {window.last_day.day}/{window.last_day.month}/2027" in reminded(lan)[-1]


async def test_while_it_is_prepared_the_words_go_on_and_stop_when_it_is_handed_in(world: World) -> None:
    world.time = at("1/9/2026")
    lan = await producer(world)
    made = await again(lan)
    await on(world, "19/9/2026")
    said = await days_of(world, date(2026, 9, 24), date(2026, 9, 26), lan)
    said += await days_of(world, date(2026, 10, 24), date(2026, 10, 26), lan)
    assert said == [date(2026, 9, 25), date(2026, 10, 25)], "begun, but not handed in"
    await lan.goes(f"product/{made}/submit")
    assert (await state_of(world, made)).state == "submitted"
    before = len(reminded(lan))
    assert await days_of(world, date(2026, 11, 13), date(2026, 11, 15), lan) == []
    assert len(reminded(lan)) == before


async def test_thirty_days_notice_is_kept_when_the_program_is_down_on_its_day(world: World) -> None:
    """Defect 8: down on day 30 meant 27 days' notice."""
    ends = date(2027, 3, 24)
    world.time = at("1/2/2027")
    lan = await producer(world)
    await rated(lan, ends)
    await on(world, "10/2/2027")
    await on(world, "22/2/2027")  # down since; day 37 was 15/2, day 30 is today
    async with world.product.database.read() as db:
        notices = [row for row in await db.scalars(select(Message).where(Message.lane == 2)) if row.statutory]
    assert len(notices) == 1
    assert notices[0].sent_at is not None
    assert (ends - notices[0].sent_at.date()).days >= 30


async def test_a_closed_window_and_an_end_go_to_the_commune_and_the_province(world: World) -> None:
    """Defect 8: endings escalated to nobody."""
    world.time = at("1/11/2026")
    chau = await official(world, "Châu", PROVINCE)
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    await rated(lan, date(2027, 3, 24))
    await on(world, "20/11/2026")
    await on(world, "24/11/2026")
    assert "quá hạn nộp đánh giá lại" not in hung.sees
    await on(world, "25/11/2026")
    assert "1 sản phẩm vừa quá hạn nộp đánh giá lại" in hung.sees
    assert "1 sản phẩm vừa quá hạn nộp đánh giá lại" in chau.sees
    await hung.taps("Xem ai chưa xong")
    assert "Nước mắm Ba Làng: giấy chứng nhận, 24/3/2027" in hung.sees
    await on(world, "30/3/2027")
    await on(world, "31/3/2027")
    assert "1 giấy chứng nhận đã hết hạn" in hung.sees
    assert "đã hết hạn" not in chau.sees
    await on(world, "14/4/2027")
    assert "1 giấy chứng nhận đã hết hạn" in chau.sees
    await lan.goes("ending/ended-certificate")
    assert "không có quyền" in lan.sees


async def test_a_certificate_that_is_recorded_after_the_days_look_is_spoken_of(world: World) -> None:
    world.time = at("1/2/2027")
    lan = await producer(world)
    await on(world, "1/2/2027", 8)
    await rated(lan, date(2027, 3, 24))  # imported: its days 270 … 60 are over
    await on(world, "1/2/2027", 10)
    assert "Giấy chứng nhận ★★★" in reminded(lan)[-1]
    assert len(reminded(lan)) == 1
    await on(world, "2/2/2027", 10)
    assert len(reminded(lan)) == 1


# -- the last safe day


async def test_the_last_safe_day_is_reminded_of_until_it_is_handed_in(world: World) -> None:
    world.time = at("1/3/2027")
    lan = await producer(world)
    made = await ready(lan)
    safe = date(2027, 4, 7)
    said = await days_of(world, date(2027, 3, 7), date(2027, 4, 5), lan)
    assert said == [safe - timedelta(days=offset) for offset in (30, 14, 7, 3)]
    assert "chậm nhất 7/4/2027 (còn 30 ngày) để chắc chắn kịp đợt 1/2027" in reminded(lan)[0]
    await lan.goes(f"product/{made}/submit")
    assert await days_of(world, date(2027, 4, 6), date(2027, 4, 12), lan) == []


async def test_who_comes_to_it_days_after_the_word_hears_it_all_the_same(world: World) -> None:
    """Defect 8: a product added after the day's look got no reminder for days."""
    lan = await producer(world)
    await on(world, "25/3/2027")
    await ready(lan)
    await on(world, "25/3/2027", 11)
    assert "còn 13 ngày" in reminded(lan)[-1]


async def test_a_round_that_the_province_reads_otherwise_is_not_reminded_of_with_the_old_day(world: World) -> None:
    world.time = at("7/4/2027", 7)
    lan = await producer(world)
    await ready(lan)
    await world.product.reminders.run_due()
    async with world.product.database.begin() as db:
        await readings.put(db, PROVINCE, "day-of-receipt", "counted", await person_id(lan), world.now())
    await on(world, "7/4/2027", 9)
    assert "8/4/2027" in reminded(lan)[-1]
    assert not any("chậm nhất 7/4/2027" in text for text in reminded(lan))


# -- terms of the offices, and requests


async def test_the_communes_term_is_reminded_of_and_overdue_goes_to_the_province(world: World) -> None:
    world.time = at("1/9/2027")
    chau = await official(world, "Châu", PROVINCE)
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    made = await ready(lan)
    await lan.goes(f"product/{made}/submit")
    due = (await dossier_of(world, made)).commune_due
    assert due is not None
    said = await days_of(world, due - timedelta(days=10), due + timedelta(days=2), hung)
    assert said == [due - timedelta(days=offset) for offset in (7, 3, 1, 0, -1)]
    assert f"hạn 15 ngày làm việc của xã là {due.day}/{due.month}/2027" in reminded(hung)[0]
    assert len(reminded(chau)) == 1, "only the overdue one"
    await hung.goes("home")
    assert "1 hồ sơ đến hạn 15 ngày làm việc" in hung.sees
    async with world.product.database.begin() as db:
        await db.execute(update(Dossier).where(Dossier.product_id == made).values(proposed_at=world.now()))
    assert await days_of(world, due + timedelta(days=3), due + timedelta(days=16), hung) == []
    await hung.goes("home")
    assert "đến hạn" not in hung.sees


async def test_the_province_is_reminded_of_the_45_days_of_a_re_evaluation(world: World) -> None:
    """Scenario 4: complete on 5/1/2027, due on 19/2 with Tết inside."""
    world.time = at("10/12/2026")
    chau = await official(world, "Châu", PROVINCE)
    lan = await producer(world)
    made = await rated(lan, date(2027, 5, 20))
    async with world.product.database.begin() as db:
        row = await products.product(db, made)
        assert row is not None
        fresh = await dossiers.open_dossier(db, row, "again", row.rules, await person_id(lan), world.now())
        fresh.handed_in_at = fresh.proposed_at = world.now()
        fresh.complete_at = at("5/1/2027")
        row.state, row.step, row.level = "scoring", 5, "province"
    said = await days_of(world, date(2027, 2, 1), date(2027, 2, 20), chau)
    assert said[-1] in (date(2027, 2, 19), date(2027, 2, 20))
    assert "hạn 45 ngày đánh giá lại là 19/2/2027" in reminded(chau)[0]


async def test_papers_that_were_asked_for_are_reminded_of_until_the_request_is_closed(world: World) -> None:
    world.time = at("1/9/2027")
    lan = await producer(world)
    made = await ready(lan)
    await lan.goes(f"product/{made}/submit")
    async with world.product.database.begin() as db:
        dossier = await dossiers.current(db, made)
        assert dossier is not None
        db.add(
            PaperRequest(
                dossier_id=dossier.id,
                level="commune",
                papers=["safety-test"],
                until=date(2027, 9, 6),
                by=await person_id(lan),
                at=world.now(),
            )
        )
    said = await days_of(world, date(2027, 9, 1), date(2027, 9, 4), lan)
    assert said == [date(2027, 9, 3)], "not on the day on which it was asked"
    assert "cán bộ cần thêm Phiếu kiểm nghiệm" in reminded(lan)[-1]
    await lan.goes("calendar")
    assert "6/9/2027: Nước mắm Ba Làng: cán bộ cần thêm" in lan.sees
    async with world.product.database.begin() as db:
        await db.execute(update(PaperRequest).values(closed_at=world.now()))
    assert await days_of(world, date(2027, 9, 5), date(2027, 9, 8), lan) == []


# -- papers


async def test_a_draft_without_a_day_does_not_silence_the_paper_that_ends(world: World) -> None:
    """Defect 1: reminders stopped, nobody heard."""
    world.time = at("1/6/2026")
    lan = await producer(world)
    made = await rated(lan, date(2028, 6, 1))
    old = await paper(made, lan, "safety-test", files=1)
    await decided(world, old, "accepted")
    async with world.product.database.begin() as db:
        (await db.get_one(Document, old)).expires_on = date(2026, 7, 31)
    fresh = await paper(made, lan, "safety-test", files=1)
    await on(world, "1/7/2026")
    assert "hết hạn 31/7/2026" in reminded(lan)[-1]
    async with world.product.database.begin() as db:
        (await db.get_one(Document, fresh)).expires_on = date(2027, 7, 31)
    before = len(reminded(lan))
    await on(world, "17/7/2026")
    assert len(reminded(lan)) == before


# -- the plan


async def test_two_dates_moved_before_one_look_are_both_told(world: World) -> None:
    """Defect 7."""
    lan = await producer(world)
    await product(lan, step=3)
    more = """
[[milestones]]
key = "samples"
title_vi = "Gửi mẫu"
title_en = "Send the samples"
step = 4
level = "commune"
who = "producer"
due = "28/8"
said = "gửi mẫu"
source = "kế hoạch thử"
"""
    await planned(world, more=more)
    await on(world, "1/6/2026")
    for key, day in (("dossier", date(2026, 7, 15)), ("samples", date(2026, 8, 14))):
        async with world.product.database.begin() as db:
            row = await plans.row(db, PROVINCE, 2026)
            assert row is not None
            await plans.keep(db, PROVINCE, 2026, rules.with_due(row.text, key, day), None, world.now())
    await on(world, "2/6/2026")
    told = [message.body.text for message in lan.messages]
    assert any("hạn cũ 31/7/2026, hạn mới 15/7/2026" in text for text in told)
    assert any("hạn cũ 28/8/2026, hạn mới 14/8/2026" in text for text in told)
    await on(world, "3/6/2026")
    assert sum("hạn mới" in message.body.text for message in lan.messages) == 2, "each once"


@pytest.mark.parametrize(("moved_to", "told"), [("30/6", "hạn cũ 15/7/2026, hạn mới 30/6/2026"), ("31/8", "")])
async def test_the_provinces_day_and_the_communes_own(world: World, moved_to: str, told: str) -> None:
    """Defect 7: told 30/6 and reminded of 15/7. The earlier of the two counts, and is what is told."""
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    async with world.product.database.begin() as db:
        db.add(
            CommuneDate(
                commune=COMMUNE,
                year=2026,
                milestone="dossier",
                due=date(2026, 7, 15),
                given_by=await person_id(lan),
                given_at=world.now(),
            )
        )
    await on(world, "1/6/2026")
    day, month = map(int, moved_to.split("/"))
    async with world.product.database.begin() as db:
        row = await plans.row(db, PROVINCE, 2026)
        assert row is not None
        text = rules.with_due(row.text, "dossier", date(2026, month, day))
        await plans.keep(db, PROVINCE, 2026, text, None, world.now())
    await on(world, "2/6/2026")
    said = [message.body.text for message in lan.messages if "hạn mới" in message.body.text]
    assert ("\n".join(said) if said else "") == "" if not told else told in said[0]
    said_days = await days_of(world, date(2026, 6, 10), date(2026, 7, 16), lan)
    counts = date(2026, 6, 30) if told else date(2026, 7, 15)
    assert counts in said_days
    assert all("15/7" not in text for text in reminded(lan)) or not told


async def test_a_product_added_after_the_days_look_is_reminded_of_the_plan(world: World) -> None:
    """Defect 8."""
    lan = await producer(world)
    await product(lan, step=3)
    await planned(world)
    await on(world, "24/7/2026", 8)
    await product(lan, "Mắm tôm", step=3)
    await on(world, "24/7/2026", 9)
    assert "Mắm tôm" in reminded(lan)[-1]
    assert "Hạn 31/7/2026 (còn 7 ngày)" in reminded(lan)[-1]
    before = len(reminded(lan))
    await on(world, "25/7/2026")
    assert len(reminded(lan)) == before


# -- calendar and first screen


async def test_calendar_and_first_screen_name_the_days(world: World) -> None:
    world.time = at("10/3/2027")
    lan = await producer(world)
    made = await ready(lan)
    test = await paper(made, lan, "safety-test", files=1)
    async with world.product.database.begin() as db:
        (await db.get_one(Document, test)).expires_on = date(2027, 5, 1)
    await lan.goes("calendar")
    assert "7/4/2027: Nước mắm Ba Làng: nộp chậm nhất để kịp đợt 1/2027" in lan.sees
    assert "hết hạn trước khi đợt xong" in lan.sees
    await lan.goes("home")
    assert "Ngày gần nhất, 7/4/2027" in lan.sees
    await lan.goes(f"product/{made}/submit")
    await lan.goes("calendar")
    assert "hạn của xã xem hồ sơ" in lan.sees
    assert "tỉnh xong đợt 1/2027" in lan.sees
    assert "nộp chậm nhất" not in lan.sees


async def test_the_calendar_of_a_certificate_shows_its_window(world: World) -> None:
    world.time = at("1/9/2026")
    lan = await producer(world)
    await rated(lan, date(2027, 3, 24))
    await lan.goes("calendar")
    for line in ("25/9/2026: Nước mắm Ba Làng: bắt đầu nhận", "23/11/2026: Nước mắm Ba Làng: ngày cuối", "24/3/2027"):
        assert line in lan.sees
    async with world.product.database.read() as db:
        assert (await db.scalars(select(Rating.extended_until))).all() == [None]
        assert (await db.scalars(select(Member.person_id))).all()
