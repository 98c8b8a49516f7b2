"""Rounds, the last safe day, the window of a re-evaluation: the days of the law of 2026, as people meet them."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from ocop.rules import rules
from storage import assessments, dossiers, products, readings
from storage.tables import Document, Dossier, Rating
from tests.conversation import Someone, World
from tests.conversations.test_evidence import LAW, at, decided, newest, under_today
from tests.province import COMMUNE, PROVINCE, official, paper, person_id, producer, product, state_of

FORM = {"title": "Giám đốc", "specification": "Chai 500 ml", "changes": "Lần đầu"}


async def rated(lan: Someone, until: date, *, stars: int = 3, law: str = LAW, **columns: Any) -> int:
    """A product with a certificate until that day, its dossier closed and its papers accepted."""
    world = lan.world
    made = await product(lan, step=6, rules=law, state="rated")
    async with world.product.database.begin() as db:
        row = await products.product(db, made)
        assert row is not None
        dossier = await dossiers.open_dossier(db, row, "first", law, await person_id(lan), world.now())
        dossier.outcome, dossier.closed_at = "rated", world.now()
        db.add(
            Rating(
                product_id=made,
                dossier_id=dossier.id,
                stars=stars,
                level="province",
                decision_number="1/QĐ",
                decision_date=until.replace(year=until.year - 3),
                valid_until=until,
                recorded_by=await person_id(lan),
                recorded_at=world.now(),
                **columns,
            )
        )
    return made


async def accepted(lan: Someone, made: int, *codes: str, answers: dict[str, Any] | None = None) -> None:
    for code in codes:
        await decided(lan.world, await paper(made, lan, code, answers), "accepted")


async def ready(lan: Someone, name: str = "Nước mắm Ba Làng") -> int:
    """A first dossier with all that it must have."""
    made = await under_today(lan, name)
    for code in ("business-licence", "form-01", "form-02"):
        await paper(made, lan, code, FORM)
    return made


async def dossier_of(world: World, made: int) -> Dossier:
    async with world.product.database.read() as db:
        found = await dossiers.current(db, made)
    assert found is not None
    return found


async def rating_of(world: World, made: int) -> Rating:
    async with world.product.database.read() as db:
        found = await products.latest_rating(db, made)
    assert found is not None
    return found


# -- scenario 1: the last safe day


async def test_both_forms_on_the_seventh_of_april_are_in_the_first_round(world: World) -> None:
    world.time = at("7/4/2027")
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    made = await ready(lan)
    await lan.goes(f"product/{made}")
    assert "chậm nhất 7/4/2027 để chắc chắn kịp đợt 1/2027" in lan.sees
    await lan.goes(f"product/{made}/submit")
    assert "Xã có đến hết 29/4/2027" in lan.sees
    assert "vào đợt 1/2027; tỉnh xong chậm nhất 29/6/2027" in lan.sees
    dossier = await dossier_of(world, made)
    assert (dossier.round, dossier.commune_due, dossier.late) == ("2027-1", date(2027, 4, 29), False)
    assert "vừa nộp" in hung.sees


async def test_a_day_later_it_is_told_at_once_that_it_is_the_second_round(world: World) -> None:
    world.time = at("8/4/2027")
    lan = await producer(world)
    made = await ready(lan)
    await lan.goes(f"product/{made}")
    assert "chậm nhất 8/10/2027 để chắc chắn kịp đợt 2/2027" in lan.sees
    await lan.goes(f"product/{made}/submit")
    assert "Xã có đến hết 4/5/2027" in lan.sees
    assert "vào đợt 2/2027" in lan.sees
    assert (await dossier_of(world, made)).round == "2027-2"


async def test_an_extra_round_of_the_province_counts(world: World) -> None:
    world.time = at("8/4/2027")
    lan = await producer(world)
    async with world.product.database.begin() as db:
        await readings.add_round(
            db,
            PROVINCE,
            "2027-3",
            propose_by=date(2027, 6, 15),
            done_by=date(2027, 8, 15),
            source="Kế hoạch 12/KH-UBND",
            person_id=await person_id(lan),
            now=world.now(),
        )
    made = await ready(lan)
    await lan.goes(f"product/{made}/submit")
    assert (await dossier_of(world, made)).round == "2027-3"


async def test_a_provinces_reading_moves_the_day(world: World) -> None:
    world.time = at("8/4/2027")
    lan = await producer(world)
    async with world.product.database.begin() as db:
        await readings.put(db, PROVINCE, "day-of-receipt", "counted", await person_id(lan), world.now())
    made = await ready(lan)
    await lan.goes(f"product/{made}")
    assert "chậm nhất 8/4/2027 để chắc chắn kịp đợt 1/2027" in lan.sees, "the day of receipt is one of the 15"
    await lan.goes(f"product/{made}/submit")
    dossier = await dossier_of(world, made)
    assert (dossier.round, dossier.commune_due) == ("2027-1", date(2027, 4, 29))


# -- scenario 2: the window


async def again(lan: Someone, until: date = date(2027, 3, 24)) -> int:
    """A re-evaluation that is ready to be handed in."""
    made = await rated(lan, until)
    await accepted(lan, made, "business-licence", "form-01", "form-02", answers=FORM)
    await lan.goes(f"product/{made}/renew")
    await lan.taps("Bắt đầu đánh giá lại")
    await lan.goes(f"product/{made}/changes/none")
    return made


async def test_too_early_then_accepted(world: World) -> None:
    world.time = at("24/9/2026")
    lan = await producer(world)
    made = await again(lan)
    assert "nộp từ 25/9/2026, chậm nhất 23/11/2026" in lan.sees
    await lan.goes(f"product/{made}/submit")
    assert "nộp sớm nhất từ 25/9/2026" in lan.sees
    assert (await state_of(world, made)).state == "open"
    assert (await newest(world, made, "form-01")).state == "draft"
    world.time = at("25/9/2026")
    await lan.goes(f"product/{made}")
    assert "chậm nhất 23/11/2026" in lan.sees, "the 120th day is a holiday"
    await lan.goes(f"product/{made}/submit")
    assert (await state_of(world, made)).state == "submitted"
    dossier = await dossier_of(world, made)
    assert (dossier.kind, dossier.late, dossier.round) == ("again", False, None)
    assert (await rating_of(world, made)).extended_until is None


async def test_the_holiday_itself_is_not_late(world: World) -> None:
    world.time = at("24/11/2026")
    lan = await producer(world)
    made = await again(lan)
    await lan.goes(f"product/{made}/submit")
    assert not (await dossier_of(world, made)).late


async def test_late_is_accepted_extended_said_as_unsure_and_the_province_told(world: World) -> None:
    world.time = at("25/11/2026")
    chau = await official(world, "Châu", PROVINCE)
    lan = await producer(world)
    made = await again(lan)
    assert "Đã quá hạn nộp" in lan.sees
    assert "chưa rõ, cán bộ cần kiểm tra" in lan.sees
    await lan.goes(f"product/{made}/submit")
    assert (await state_of(world, made)).state == "submitted"
    assert "chậm nhất 20/9/2027" in lan.sees
    assert (await dossier_of(world, made)).late
    assert (await rating_of(world, made)).extended_until == date(2027, 9, 20)
    assert "sau hạn 23/11/2026" in await chau.reads("sau hạn")
    assert "cần kiểm tra" in await chau.reads("sau hạn")


async def test_after_the_last_day_of_the_extension_it_is_a_first_rating(world: World) -> None:
    world.time = at("21/9/2027")
    lan = await producer(world)
    made = await rated(lan, date(2027, 3, 24))
    await lan.goes(f"product/{made}/renew")
    assert "xét như đánh giá lần đầu" in lan.sees
    await lan.taps("Bắt đầu đánh giá lại")
    assert (await dossier_of(world, made)).kind == "first"


@pytest.mark.parametrize(("day", "open_now"), [("26/6/2026", False), ("27/6/2026", True)])
async def test_it_is_prepared_from_the_270th_day(world: World, day: str, open_now: bool) -> None:
    world.time = at(day)
    lan = await producer(world)
    made = await rated(lan, date(2027, 3, 24), stars=5)
    await lan.goes(f"product/{made}")
    assert any("đánh giá lại" in label for label in lan.buttons) == open_now
    await lan.goes(f"product/{made}/renew/yes")
    assert ((await state_of(world, made)).state == "open") == open_now


# -- what still holds


async def test_a_renewal_begins_with_what_still_holds_under_todays_law_and_asks_what_changed(world: World) -> None:
    world.time = at("25/9/2026")
    lan = await producer(world)
    made = await rated(lan, date(2027, 3, 24))
    await accepted(lan, made, "business-licence", "label")
    await accepted(lan, made, "form-01", "form-02", answers=FORM)
    for code, ends in (("safety-test", date(2026, 5, 1)), ("production-licence", date(2028, 5, 1))):
        document = await paper(made, lan, code, files=1)
        await decided(world, document, "accepted")
        async with world.product.database.begin() as db:
            (await db.get_one(Document, document)).expires_on = ends
    await decided(world, await paper(made, lan, "quality-system", files=1), "accepted")
    async with world.product.database.begin() as db:
        before = await dossiers.current(db, made)
        assert before is not None
        before.criteria_set = "26-09"
        await assessments.answer(db, before.id, "A1.1", 2, await person_id(lan), world.now())
        await assessments.cite(db, before.id, "A1.1", "label", await person_id(lan), world.now())
    await lan.goes(f"product/{made}/renew")
    assert "5/7 giấy tờ đã duyệt còn dùng được" in lan.sees
    assert "Đã hết hạn, cần giấy mới: Phiếu kiểm nghiệm" in lan.sees
    assert "Chưa rõ hạn" in lan.sees
    await lan.taps("Bắt đầu đánh giá lại")
    dossier = await dossier_of(world, made)
    assert (dossier.kind, dossier.rules, dossier.number, dossier.criteria_set) == ("again", LAW, 2, "26-09")
    async with world.product.database.read() as db:
        answers = await assessments.answers(db, dossier.id)
        cited = await assessments.citations(db, dossier.id)
        states = dict((await db.execute(select(Document.paper, Document.state).where(Document.version == 1))).all())
    assert {code: row.option for code, row in answers.items()} == {"A1.1": 2}
    assert cited == {"A1.1": ["label"]}
    assert set(states.values()) == {"accepted"}, "nothing that was accepted is hidden or turned"
    report = await newest(world, made, "form-02")
    assert (report.state, report.answers) == ("draft", {"title": "Giám đốc", "specification": "Chai 500 ml"})
    await lan.goes(f"product/{made}/submit")
    assert "có gì thay đổi so với lần trước" in lan.sees
    await lan.says("Đổi nhãn có tem truy xuất, sản lượng gấp đôi")
    assert "Đã ghi vào Mẫu 02" in lan.sees
    await lan.goes(f"product/{made}/submit")
    assert (await state_of(world, made)).state == "submitted"
    assert "giấy đã hết hạn: Phiếu kiểm nghiệm" in lan.sees, "taken with a warning"


async def test_a_product_of_an_older_law_is_renewed_under_todays(world: World) -> None:
    """Defect 5: a renewal kept the rules of its first rating."""
    world.time = at("25/9/2026")
    lan = await producer(world)
    made = await rated(lan, date(2027, 3, 24), law="2025-1489")
    await lan.goes(f"product/{made}/renew/yes")
    assert (await state_of(world, made)).rules == LAW
    assert rules((await dossier_of(world, made)).rules).code == LAW


async def test_an_upgrade_at_any_time_makes_a_round_and_shows_the_changes(world: World) -> None:
    world.time = at("1/9/2026")
    lan = await producer(world)
    made = await rated(lan, date(2029, 3, 24))
    await accepted(lan, made, "business-licence")
    await accepted(lan, made, "form-01", "form-02", answers=FORM)
    await lan.goes(f"product/{made}")
    assert not any("đánh giá lại" in label for label in lan.buttons)
    await lan.taps("Đề nghị nâng hạng")
    await lan.taps("Bắt đầu làm hồ sơ nâng hạng")
    assert "có gì thay đổi" in lan.sees
    await lan.says("Thêm HACCP và tem truy xuất")
    assert "chậm nhất 8/10/2026 để chắc chắn kịp đợt 2/2026" in lan.sees
    await lan.goes(f"product/{made}/submit")
    dossier = await dossier_of(world, made)
    assert (dossier.kind, dossier.round) == ("upgrade", "2026-2")
    assert (await rating_of(world, made)).stars == 3, "the stars stay until the next decision"


@pytest.mark.parametrize("stars", [2, 5])
async def test_only_three_and_four_stars_are_upgraded(world: World, stars: int) -> None:
    world.time = at("1/9/2026")
    lan = await producer(world)
    made = await rated(lan, date(2029, 3, 24), stars=stars)
    await lan.goes(f"product/{made}/upgrade")
    assert "Chỉ nâng hạng được" in lan.sees
    await lan.goes(f"product/{made}/upgrade/yes")
    assert (await state_of(world, made)).state == "rated"


# -- two stars


async def test_a_product_that_fell_short_is_not_handed_in_again_unchanged(world: World) -> None:
    """Defect 34."""
    world.time = at("1/9/2026")
    lan = await producer(world)
    made = await ready(lan)
    await lan.goes(f"product/{made}/submit")
    async with world.product.database.begin() as db:
        row = await products.product(db, made)
        dossier = await dossiers.current(db, made)
        assert row is not None
        assert dossier is not None
        world.passes(days=20)
        row.state, row.level, row.step = "returned", None, 5
        dossier.outcome, dossier.closed_at = "short", world.now()
        db.add(
            Rating(
                product_id=made,
                dossier_id=dossier.id,
                stars=2,
                level="province",
                decision_number="2/QĐ",
                decision_date=date(2026, 9, 21),
                recorded_by=await person_id(lan),
                recorded_at=world.now(),
            )
        )
    world.passes(days=1)
    await lan.goes(f"product/{made}/submit")
    assert "chưa có gì mới" in lan.sees
    assert (await state_of(world, made)).state == "returned"
    await paper(made, lan, "label", files=1)
    await lan.goes(f"product/{made}/submit")
    assert (await state_of(world, made)).state == "submitted"
    dossier = await dossier_of(world, made)
    assert (dossier.number, dossier.kind, dossier.outcome) == (2, "first", None)
    assert (await newest(world, made, "form-01")).state == "submitted"
