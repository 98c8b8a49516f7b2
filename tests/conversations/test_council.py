"""The council at the province: who sits, marks that nobody else sees, the closing, the decision, the revocation."""

from datetime import UTC, datetime, time

import pytest
from sqlalchemy import select

from ocop.roles import Role
from storage import people, products
from storage.tables import File, Rating, RoleRow, Scorecard
from tests.conversation import Someone, World
from tests.province import (
    COMMUNE,
    PROVINCE,
    hand_in,
    marks,
    official,
    person_id,
    producer,
    product,
    rows,
    scoring,
    state_of,
    waiting_for_council,
)


@pytest.fixture
async def lan(world: World) -> Someone:
    return await producer(world)


@pytest.fixture
async def chau(world: World) -> Someone:
    return await official(world, "Nguyễn Minh Châu", PROVINCE)


@pytest.fixture
async def binh(world: World) -> Someone:
    return await official(world, "Đỗ Văn Bình", PROVINCE, Role.COUNCIL)


@pytest.fixture
async def ly(world: World) -> Someone:
    return await official(world, "Hoàng Thị Lý", PROVINCE, Role.COUNCIL)


async def confirms_conditions(chau: Someone, item: int, *answers: str) -> None:
    for code, answer in zip(("three", "four", "five"), answers, strict=True):
        await chau.goes(f"council/{item}/condition/mandatory-{code}/{answer}")


async def scored(lan: Someone, chau: Someone, binh: Someone, points: int, *, met: str = "yes") -> int:
    """A product whose scoring is closed with one card of these points."""
    item = await waiting_for_council(lan)
    evaluation = await scoring(item, chau, binh)
    await marks(evaluation, binh, points)
    await binh.goes(f"score/{evaluation}/send")
    await confirms_conditions(chau, item, met, met, met)
    await chau.goes(f"council/{item}/close")
    await chau.taps("Đóng và tính kết quả")
    return item


async def decides(chau: Someone, number: str = "1234/QĐ-UBND", day: str = "hôm nay") -> None:
    await chau.says(number)
    await chau.says(day)
    await chau.taps("Đúng rồi, gửi")


# -- who sits


async def test_the_secretary_leaves_members_out_and_only_the_others_are_told(
    lan: Someone, chau: Someone, binh: Someone, ly: Someone
) -> None:
    item = await waiting_for_council(lan)
    await chau.goes(f"council/{item}")
    await chau.taps("Tương, nước mắm")
    assert "Đang chọn 2 người" in chau.sees
    assert "Cần kiểm tra lại văn bản" in chau.sees
    await chau.taps("☑ Hoàng Thị Lý")
    assert "Đang chọn 1 người" in chau.sees
    heard = len(ly.messages)
    await chau.taps("Mở phiên chấm")
    assert "⏳ Đỗ Văn Bình" in chau.sees
    assert "Mời anh chị chấm điểm sản phẩm Nước mắm Ba Làng" in binh.sees
    assert len(ly.messages) == heard
    await chau.taps("Mở phiên chấm")
    assert "đã được mở" in chau.sees


async def test_a_council_of_eleven_fits_also_when_ids_are_long(world: World, lan: Someone, chau: Someone) -> None:
    for number in range(11):
        await official(world, f"Thành viên {number + 1}", PROVINCE, Role.COUNCIL)
    item = await waiting_for_council(lan)
    await chau.goes(f"council/{item}/open/1048-10")
    assert "Đang chọn 11 người" in chau.sees
    await chau.taps("Xem thêm")
    await chau.taps("☑ Thành viên 11")
    assert "Đang chọn 10 người" in chau.sees
    assert "⬜ Thành viên 11" in chau.buttons
    await chau.taps("Mở phiên chấm")
    async with world.product.database.read() as db:
        assert len((await db.scalars(select(Scorecard.id))).all()) == 10


async def test_who_has_a_share_in_the_producer_neither_sits_nor_runs_the_council(
    world: World, lan: Someone, chau: Someone, binh: Someone
) -> None:
    item = await waiting_for_council(lan)
    for role in (Role.COUNCIL, Role.OFFICER):
        await official(world, "lan", PROVINCE, role)
    await chau.goes(f"council/{item}/open/1048-10")
    assert "Đang chọn 1 người" in chau.sees
    for address in (f"council/{item}", f"council/{item}/begin/1048-10", f"decision/{item}"):
        await lan.goes(address)
        assert "sản phẩm của cơ sở anh chị" in lan.sees
    assert (await state_of(world, item)).state == "scoring"


# -- scoring


async def test_a_member_marks_criterion_by_criterion_and_may_go_back(
    lan: Someone, chau: Someone, binh: Someone
) -> None:
    evaluation = await scoring(await waiting_for_council(lan), chau, binh)
    await binh.says("phiếu chấm")
    await binh.taps("Nước mắm Ba Làng")
    await binh.taps("Chấm tiếp")
    assert "tiêu chí 1/31" in binh.sees
    await binh.taps("Từ 75% trở lên")
    assert "tiêu chí 2/31" in binh.sees
    await binh.taps("Quay lại")
    assert "☑ Từ 75% trở lên" in binh.buttons[2]
    await binh.taps("Dưới 50%")
    await binh.goes(f"score/{evaluation}")
    assert "Đã chấm 1/31" in binh.sees
    assert "Tổng: 1 điểm" in binh.sees


async def test_a_card_is_handed_in_only_when_every_criterion_has_a_mark_and_then_stays(
    world: World, lan: Someone, chau: Someone, binh: Someone
) -> None:
    evaluation = await scoring(await waiting_for_council(lan), chau, binh)
    await binh.goes(f"score/{evaluation}/send")
    assert "Đã chấm 0/31" in binh.sees
    await marks(evaluation, binh, 77)
    await binh.goes(f"score/{evaluation}/send")
    assert "Đã nộp phiếu" in binh.sees
    assert "Tất cả thành viên đã chấm xong" in chau.sees
    await binh.goes(f"score/{evaluation}/A1.1/1")
    assert "không sửa được nữa" in binh.sees
    assert "Tổng: 77 điểm" in binh.sees


async def test_nobody_sees_anothers_marks_before_the_closing(
    lan: Someone, chau: Someone, binh: Someone, ly: Someone
) -> None:
    item = await waiting_for_council(lan)
    evaluation = await scoring(item, chau, binh, ly)
    await marks(evaluation, binh, 83)
    await binh.goes(f"score/{evaluation}/send")
    for address in (f"council/{item}", f"council/{item}/cards", f"council/{item}/close"):
        await chau.goes(address)
        assert "83" not in chau.saw
    await ly.goes(f"score/{evaluation}")
    assert "83" not in ly.saw
    await confirms_conditions(chau, item, "yes", "yes", "yes")
    await chau.goes(f"council/{item}/close")
    await chau.taps("Đóng và tính")
    await chau.taps("Xem điểm từng phiếu")
    assert "Đỗ Văn Bình: 83 điểm" in chau.sees
    assert "Hoàng Thị Lý: không nộp phiếu" in chau.sees


async def test_a_withdrawn_member_sees_nothing_from_that_moment(
    world: World, lan: Someone, chau: Someone, binh: Someone
) -> None:
    item = await product(lan, step=4)
    [photos] = await hand_in(item, lan, "product-photos")
    async with world.product.database.begin() as db:
        waiting = await products.product(db, item)
        assert waiting is not None
        waiting.step, waiting.state, waiting.level = 5, "scoring", "province"
        photo = File(
            person_id=await person_id(lan),
            document_id=photos,
            name="chai.jpg",
            state="stored",
            kind="image",
            sha256=await world.product.files.put(b"a photo"),
            not_before=world.now(),
            received_at=world.now(),
        )
        db.add(photo)
    evaluation = await scoring(item, chau, binh)
    await binh.goes(f"paper/{photos}")
    assert "Ảnh sản phẩm" in binh.sees
    await binh.goes(f"file/{photo.id}")
    assert "chai.jpg" in binh.sees
    async with world.product.database.begin() as db:
        seat = await db.scalar(select(RoleRow.id).where(RoleRow.person_id == await person_id(binh)))
        assert seat is not None
        await people.withdraw_role(db, seat, await person_id(chau), world.now())
        await people.give_role(db, await person_id(binh), Role.OFFICER, "15865", None, world.now())
    for address in (f"score/{evaluation}", f"dossier/{item}/0", f"paper/{photos}", f"file/{photo.id}", "scoring"):
        await binh.goes(address)
        assert "không có quyền" in binh.sees
        assert "Nước mắm" not in binh.saw
        assert "chai.jpg" not in binh.saw
        assert not binh.last.attachments


async def test_a_member_who_comes_to_speak_for_the_producer_scores_no_more(
    world: World, lan: Someone, chau: Someone, binh: Someone
) -> None:
    item = await waiting_for_council(lan)
    evaluation = await scoring(item, chau, binh)
    await marks(evaluation, binh, 70)
    async with world.product.database.begin() as db:
        made = await products.product(db, item)
        assert made is not None
        await products.join(db, made.producer_id, await person_id(binh), world.now())
    before = await rows(world, Scorecard)
    for what in ("", "/A1.1", "/A1.1/1", "/send"):
        await binh.goes(f"score/{evaluation}{what}")
        assert "sản phẩm của cơ sở anh chị" in binh.sees, what
    assert await rows(world, Scorecard) == before


# -- closing


async def test_closing_needs_the_hard_conditions_and_a_card_and_asks_once_more_when_cards_are_missing(
    lan: Someone, chau: Someone, binh: Someone, ly: Someone
) -> None:
    item = await waiting_for_council(lan)
    evaluation = await scoring(item, chau, binh, ly)
    await chau.goes(f"council/{item}/close")
    assert "xác nhận các tiêu chí bắt buộc" in chau.sees
    assert "cần kiểm tra lại văn bản" in chau.sees.lower()
    for _condition in range(3):
        await chau.taps("Có")
    await chau.taps("Đóng phiên chấm")
    assert "Chưa có phiếu chấm nào" in chau.sees
    await marks(evaluation, binh, 70)
    await binh.goes(f"score/{evaluation}/send")
    await chau.goes(f"council/{item}/close")
    assert "Còn 1/2 phiếu chưa nộp" in chau.sees
    await chau.taps("Đóng và tính kết quả")
    assert "★★★★☆" in chau.sees
    await ly.goes(f"score/{evaluation}/send")
    assert "phiếu này không được tính" in ly.sees
    await chau.taps("Đóng và tính kết quả")
    assert "Điểm trung bình của 1 phiếu: 70" in chau.sees


async def test_an_old_button_does_not_close_a_later_scoring(
    lan: Someone, chau: Someone, binh: Someone, ly: Someone
) -> None:
    item = await waiting_for_council(lan)
    later = await scoring(item, chau, binh, ly)
    await marks(later, binh, 70)
    await binh.goes(f"score/{later}/send")
    await confirms_conditions(chau, item, "yes", "yes", "yes")
    await chau.goes(f"council/{item}/close/{later + 1}")
    assert (await state_of(chau.world, item)).state == "scoring"


@pytest.mark.parametrize(("points", "stars"), [(89, "★★★★☆"), (69, "★★★☆☆"), (49, "★★☆☆☆")])
async def test_a_mean_just_below_a_threshold_is_not_rounded_up(
    lan: Someone, chau: Someone, binh: Someone, ly: Someone, points: int, stars: str
) -> None:
    item = await waiting_for_council(lan)
    evaluation = await scoring(item, chau, binh, ly)
    for member, given in ((binh, points), (ly, points + 1)):
        await marks(evaluation, member, given)
        await member.goes(f"score/{evaluation}/send")
    await confirms_conditions(chau, item, "yes", "yes", "yes")
    await chau.goes(f"council/{item}/close")
    await chau.taps("Đóng và tính")
    assert f"{points},5" in chau.sees
    assert f"Hạng: {stars}" in chau.sees
    assert "không làm tròn" in chau.sees


async def test_an_unmet_condition_caps_the_stars_whatever_the_points(
    lan: Someone, chau: Someone, binh: Someone
) -> None:
    await scored(lan, chau, binh, 95, met="no")
    assert "Theo điểm: ★★★★★" in chau.sees
    assert "Bị giới hạn vì chưa đạt: Đạt đủ tiêu chí bắt buộc của hạng 3 sao" in chau.sees
    assert "Hạng: ★★☆☆☆" in chau.sees


# -- the decision


async def test_a_decision_needs_a_number_and_a_day_between_closing_and_today(
    lan: Someone, chau: Someone, binh: Someone
) -> None:
    world = lan.world
    world.passes(days=10)
    item = await scored(lan, chau, binh, 78)
    world.passes(days=5)
    await chau.taps("Ghi quyết định công nhận")
    await chau.says("một hai ba")
    assert "chưa đúng kiểu" in chau.sees
    for wrong in ("1/3/2026", "1/1/2030"):
        await chau.goes(f"form/decision/{item}.province/number")
        await decides(chau, day=wrong)
        assert "từ ngày đóng phiên chấm (12/3/2026) đến hôm nay" in chau.sees
    await chau.says("15/3/2026")
    await chau.taps("Đúng rồi, gửi")
    assert "★★★★☆" in chau.sees
    news = lan.sees
    assert "Quyết định 1234/QĐ-UBND ngày 15/3/2026" in news
    assert "Phần A" in news
    assert "hết 15/3/2029" in news
    assert lan.last.body.qr.code == (await state_of(world, item)).code
    told = len(lan.messages)
    await chau.goes(f"form/decision/{item}.province/send")
    assert "đã gửi rồi" in chau.sees
    assert "1234/QĐ-UBND" in chau.sees
    assert len(lan.messages) == told


async def test_from_ninety_points_the_province_gives_four_stars_and_the_centre_five_later(
    lan: Someone, chau: Someone, binh: Someone
) -> None:
    world = lan.world
    item = await scored(lan, chau, binh, 92)
    await chau.taps("Ghi quyết định công nhận")
    await chau.taps("Tỉnh: 4 sao")
    await decides(chau)
    assert "★★★★☆" in lan.sees
    assert "lên Trung ương" in lan.sees
    world.passes(days=60)
    await chau.goes(f"view/{item}")
    await chau.taps("Ghi quyết định của Trung ương")
    await decides(chau, "77/QĐ-BNNMT")
    assert "★★★★★" in lan.sees
    await chau.goes(f"decision/{item}")
    assert "77/QĐ-BNNMT" in chau.sees
    async with world.product.database.read() as db:
        levels = (await db.execute(select(Rating.stars, Rating.level).order_by(Rating.id))).all()
    assert [tuple(row) for row in levels] == [(4, "province"), (5, "centre")]


async def test_below_three_stars_the_producer_is_told_what_to_improve(
    lan: Someone, chau: Someone, binh: Someone
) -> None:
    item = await scored(lan, chau, binh, 42)
    await chau.taps("Ghi quyết định công nhận")
    await decides(chau)
    assert "chưa đủ 3 sao" in lan.sees
    assert "cải thiện trước" in lan.sees
    assert lan.sees.count("• ") == 3
    assert lan.last.body.qr is None
    assert (await state_of(lan.world, item)).state == "returned"


async def test_a_revocation_needs_a_reason_and_reaches_the_producer_once(
    lan: Someone, chau: Someone, binh: Someone
) -> None:
    item = await scored(lan, chau, binh, 78)
    await chau.taps("Ghi quyết định công nhận")
    await decides(chau)
    await chau.goes(f"view/{item}")
    await chau.taps("Thu hồi giấy chứng nhận")
    await chau.says("vi phạm")
    assert "hơi ngắn" in chau.sees
    await chau.says("Quyết định 99/QĐ-UBND: không đánh giá lại sau 36 tháng")
    await chau.taps("Đúng rồi, gửi")
    assert "Đã ghi thu hồi" in chau.sees
    assert "không đánh giá lại" in lan.sees
    told = len(lan.messages)
    await chau.goes("counts")
    assert "4 sao 0" in chau.sees
    await chau.goes(f"form/revoke/{item}/send")
    assert "đã gửi rồi" in chau.sees
    assert len(lan.messages) == told


async def test_stars_count_as_in_force_until_the_certificates_last_day(
    world: World, lan: Someone, chau: Someone, binh: Someone
) -> None:
    await scored(lan, chau, binh, 78)
    await chau.taps("Ghi quyết định công nhận")
    await decides(chau)
    await chau.says("số liệu")
    assert "Đang có hiệu lực: 5 sao 0, 4 sao 1, 3 sao 0." in chau.sees
    async with world.product.database.begin() as db:
        rating = (await db.execute(select(Rating))).scalar_one()
        assert rating.valid_until is not None
        ends = rating.valid_until
    world.time = datetime.combine(ends, time(5), UTC)  # its last day
    await chau.says("số liệu")
    assert "4 sao 1" in chau.sees
    world.passes(days=1)
    await chau.says("số liệu")
    assert "4 sao 0" in chau.sees
    await chau.goes(f"counts/of/{COMMUNE}")
    assert "4 sao 0" in chau.sees
