"""Evidence kept once: days on receipt, add or replace, once more, taken back, shown, one paper for all products."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from locales.clock import ZONE
from storage import dossiers, evidence, inbox, products
from storage.tables import Document, File, Rating
from tests.conversation import Someone, World
from tests.province import COMMUNE, document_of, hand_in, official, paper, person_id, producer, product, state_of
from tests.story import pdf, photo

LAW = "2026-26"


def at(day: str, hour: int = 9) -> datetime:
    """A Vietnamese moment, as UTC."""
    number, month, year = map(int, day.split("/"))
    return datetime(year, month, number, hour, tzinfo=ZONE).astimezone(UTC)


@pytest.fixture
def today(world: World) -> World:
    """The same province under the law of 2026."""
    world.time = at("1/6/2026")
    return world


async def under_today(lan: Someone, name: str = "Nước mắm Ba Làng", *, step: int = 5, state: str = "open") -> int:
    """A product under the law of 2026 with its dossier."""
    made = await product(lan, name, step=step, rules=LAW, state=state)
    async with lan.world.product.database.begin() as db:
        row = await products.product(db, made)
        assert row is not None
        await dossiers.open_dossier(db, row, "first", LAW, await person_id(lan), lan.world.now())
    return made


async def decided(world: World, document_id: int, state: str, reason: str | None = None) -> None:
    async with world.product.database.begin() as db:
        row = await db.get_one(Document, document_id)
        row.state, row.reason, row.decided_at = state, reason, world.now()


async def newest(world: World, product_id: int, code: str) -> Document:
    async with world.product.database.read() as db:
        return (await dossiers.newest(db, product_id))[code]


async def files_in(world: World, document_id: int) -> Sequence[File]:
    async with world.product.database.read() as db:
        return await inbox.files_of_document(db, document_id)


# -- dates on receipt


async def test_a_paper_with_an_end_is_asked_for_both_days_on_receipt(today: World) -> None:
    lan = await producer(today)
    made = await under_today(lan)
    await lan.goes(f"product/{made}/paper/safety-test")
    await lan.sends(pdf("kiem nghiem"))
    assert "cấp ngày nào, có giá trị đến ngày nào" in lan.sees
    await lan.taps("Ghi ngày hết hạn")
    assert "cấp ngày nào" in lan.sees
    await lan.says("15/3/2026")
    assert "cấp ngày 15/3/2026" in lan.sees
    await lan.says("15/3/2027")
    assert "Đã ghi: có giá trị đến 15/3/2027" in lan.sees
    kept = await newest(today, made, "safety-test")
    assert (kept.issued_on, kept.expires_on) == (date(2026, 3, 15), date(2027, 3, 15))


async def test_a_paper_without_an_end_is_not_asked_for_days(today: World) -> None:
    lan = await producer(today)
    made = await under_today(lan)
    await lan.goes(f"product/{made}/paper/label")
    await lan.sends(photo(1))
    assert "giá trị đến ngày nào" not in lan.sees


async def test_both_days_typed_in_one_line_where_the_paper_stands(today: World) -> None:
    lan = await producer(today)
    made = await under_today(lan)
    await lan.goes(f"product/{made}/paper/safety-test")
    await lan.sends(pdf("kiem nghiem"))
    await lan.says("cấp 1/2/2026, hạn 1/2/2031")
    assert "Đã ghi: có giá trị đến 1/2/2031" in lan.sees
    kept = await newest(today, made, "safety-test")
    assert (kept.issued_on, kept.expires_on) == (date(2026, 2, 1), date(2031, 2, 1))


async def test_no_end_is_an_answer_and_later_is_one_too(today: World) -> None:
    lan = await producer(today)
    made = await under_today(lan)
    await lan.goes(f"product/{made}/paper/quality-system")
    await lan.sends(pdf("haccp"))
    await lan.taps("Ghi ngày hết hạn")
    await lan.taps("Để sau")
    assert "Chưa ghi ngày hết hạn" in lan.sees
    await lan.says("không có hạn")
    assert "không có hạn" in lan.sees
    assert (await newest(today, made, "quality-system")).lasts
    await lan.goes(f"product/{made}/paper/quality-system")
    assert "Chưa ghi ngày hết hạn" not in lan.sees


async def test_a_day_that_is_over_is_said_at_once_and_kept_only_when_meant(today: World) -> None:
    lan = await producer(today)
    made = await under_today(lan)
    await lan.goes(f"product/{made}/paper/safety-test")
    await lan.sends(pdf("kiem nghiem"))
    await lan.says("cấp 1/3/2021, hạn 1/3/2024")
    assert "đã hết hạn từ 1/3/2024" in lan.sees
    assert (await newest(today, made, "safety-test")).expires_on is None, "it may be a slip of the hand"
    await lan.taps("Đúng, vẫn giữ giấy này")
    assert "xin giấy mới" in lan.sees
    kept = await newest(today, made, "safety-test")
    assert (kept.issued_on, kept.expires_on) == (date(2021, 3, 1), date(2024, 3, 1))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("cấp 1/7/2026, hạn 1/7/2029", "chưa tới"), ("cấp 1/5/2026, hạn 1/5/2025", "đã hết hạn"), ("31/2/2027", "ngày")],
)
async def test_days_that_cannot_be(today: World, typed: str, answer: str) -> None:
    lan = await producer(today)
    made = await under_today(lan)
    await paper(made, lan, "safety-test", files=1)
    await lan.goes(f"product/{made}/paper/safety-test/until")
    await lan.says(typed)
    assert answer in lan.sees
    assert (await newest(today, made, "safety-test")).expires_on is None


@pytest.mark.parametrize(
    ("ends", "warning"),
    [
        ("20/12/2026", "trước khi đợt đánh giá xong (29/12/2026)"),
        ("20/12/2028", "trong thời gian giấy chứng nhận có giá trị (đến 29/12/2029)"),
        ("20/12/2031", ""),
    ],
)
async def test_a_paper_that_lapses_too_early_is_said(today: World, ends: str, warning: str) -> None:
    lan = await producer(today)
    made = await under_today(lan)
    await paper(made, lan, "safety-test", files=1)
    await lan.goes(f"product/{made}/paper/safety-test")
    await lan.says(ends)
    assert f"có giá trị đến {ends}" in lan.sees
    assert warning in lan.sees
    assert ("⚠️" in lan.sees or "ℹ️" in lan.sees) == bool(warning)


async def test_an_officer_sees_the_days_and_sets_them(today: World) -> None:
    hung = await official(today, "Hùng", COMMUNE)
    lan = await producer(today)
    made = await under_today(lan)
    test = await paper(made, lan, "safety-test", files=1)
    await hand_in(made, lan, "business-licence", "form-01", "form-02")
    await hung.goes(f"paper/{test}")
    assert "📅" not in hung.sees
    await hung.taps("Ghi ngày trên giấy")
    await hung.says("1/2/2024, 1/2/2026")
    assert "Đã hết hạn từ 1/2/2026" in hung.sees
    kept = await document_of(today, test)
    assert (kept.issued_on, kept.expires_on) == (date(2024, 2, 1), date(2026, 2, 1))
    stranger = await official(today, "Xa", "15865")
    await stranger.goes(f"paper/{test}/dates")
    assert "không có quyền" in stranger.sees
    await lan.goes(f"paper/{test}/dates")
    assert "không có quyền" in lan.sees


# -- add, or replace all


async def test_one_more_photo_after_three_is_asked_about_and_added(today: World) -> None:
    """Defect 2: it made a version that held only itself."""
    lan = await producer(today)
    made = await under_today(lan)
    await lan.goes(f"product/{made}/paper/label")
    await lan.sends(photo(1), photo(2), photo(3))
    await hand_in(made, lan, "business-licence", "form-01", "form-02")
    await lan.goes(f"product/{made}/paper/label")
    await lan.sends(photo(4))
    assert "Bản đã nộp có 3 tệp" in lan.sees
    asked = await newest(today, made, "label")
    assert (asked.state, asked.unsettled) == ("draft", True), "the officers see the three until it is said"
    await lan.taps("Thêm vào bản trước")
    assert "bản mới có 4 tệp" in lan.sees
    added = await newest(today, made, "label")
    assert (added.state, added.version) == ("submitted", 2)
    assert len(await files_in(today, added.id)) == 4


async def test_or_replaces_all(today: World) -> None:
    lan = await producer(today)
    made = await under_today(lan)
    await lan.goes(f"product/{made}/paper/label")
    await lan.sends(photo(1), photo(2), photo(3))
    await hand_in(made, lan, "business-licence", "form-01", "form-02")
    await lan.goes(f"product/{made}/paper/label")
    await lan.sends(photo(4))
    await lan.taps("Thay cả bản trước")
    assert "bản mới có 1 tệp" in lan.sees
    replaced = await newest(today, made, "label")
    assert (replaced.state, len(await files_in(today, replaced.id))) == ("submitted", 1)
    async with today.product.database.read() as db:
        first = await evidence.handed_in_before(db, replaced)
    assert first is not None
    assert len(await files_in(today, first.id)) == 3, "what was handed in stays as it was"


async def test_the_choice_can_be_changed_while_it_is_a_draft_and_blocks_the_handing_in(today: World) -> None:
    lan = await producer(today)
    made = await under_today(lan)
    await lan.goes(f"product/{made}/paper/label")
    await lan.sends(photo(1), photo(2))
    for code in ("business-licence", "form-01", "form-02"):
        await paper(made, lan, code)
    label = (await newest(today, made, "label")).id
    await decided(today, label, "returned", "Ảnh mờ")
    await lan.goes(f"product/{made}/paper/label")
    await lan.sends(photo(3))
    assert "Bản đã nộp có 2 tệp" in lan.sees, "the returned set of two must not become one in silence"
    await lan.goes(f"product/{made}/submit")
    assert "thêm vào hay thay" in lan.sees
    assert (await state_of(today, made)).state == "open"
    await lan.taps("Thêm vào bản trước")
    assert len(await files_in(today, (await newest(today, made, "label")).id)) == 3
    await lan.taps("Thay cả bản trước")
    assert len(await files_in(today, (await newest(today, made, "label")).id)) == 1
    await lan.goes(f"product/{made}/submit")
    assert (await state_of(today, made)).state == "submitted"


# -- once more


async def test_a_returned_paper_with_the_same_bytes_is_sent_once_more_with_a_word_why(today: World) -> None:
    """Defect 3: it was a dead end."""
    hung = await official(today, "Hùng", COMMUNE)
    lan = await producer(today)
    made = await under_today(lan)
    await lan.goes(f"product/{made}/paper/business-licence")
    page = pdf("dang ky")
    await lan.sends(page, names=("dkkd.pdf",))
    returned = (await newest(today, made, "business-licence")).id
    await decided(today, returned, "returned", "Không đúng tên")
    await lan.goes(f"product/{made}/paper/business-licence")
    await lan.sends(page, names=("dkkd.pdf",))
    assert "không cần gửi nữa" not in lan.sees
    assert "giống hệt bản bị trả lại" in lan.sees
    await lan.taps("Gửi lại bản này")
    await lan.says("ừ")
    assert (await newest(today, made, "business-licence")).id == returned, "a word that says something is wanted"
    await lan.says("Tên trên giấy là tên cũ của hợp tác xã, đã đổi ngày 1/3/2026")
    assert "kèm lời của bà con" in lan.sees
    fresh = await newest(today, made, "business-licence")
    assert (fresh.state, fresh.version, len(await files_in(today, fresh.id))) == ("draft", 2, 1)
    await hand_in(made, lan, "form-01", "form-02")
    await hung.goes(f"paper/{fresh.id}")
    assert "Bà con ghi: Tên trên giấy là tên cũ" in hung.sees


async def test_the_same_bytes_in_a_draft_are_still_said_to_be_there(today: World) -> None:
    lan = await producer(today)
    made = await under_today(lan)
    await lan.goes(f"product/{made}/paper/business-licence")
    page = pdf("dang ky")
    await lan.sends(page)
    await lan.sends(page)
    assert "không cần gửi nữa" in lan.sees


# -- taken back


async def test_a_draft_is_taken_back_and_what_was_accepted_counts_again(today: World) -> None:
    """Defect 1: a new draft hides nothing from officials, and need not stay for ever."""
    hung = await official(today, "Hùng", COMMUNE)
    lan = await producer(today)
    made = await under_today(lan)
    accepted = await paper(made, lan, "label", files=1)
    await decided(today, accepted, "accepted")
    await lan.goes(f"product/{made}/paper/label")
    await lan.sends(photo(9))
    await hung.goes(f"dossier/{made}/0")
    await hung.taps("Nhãn")
    assert "Đã được duyệt" in hung.sees
    await lan.goes(f"product/{made}/paper/label")
    await lan.taps("Rút bản chưa nộp")
    await lan.taps("Rút lại")
    assert "Đã rút bản chưa nộp" in lan.sees
    assert "Đã được duyệt" in lan.sees
    await lan.goes(f"product/{made}/paper/label/withdraw/yes")
    assert "Bản này đã nộp" in lan.sees
    assert (await newest(today, made, "label")).id == accepted


# -- of the producer


async def test_a_paper_of_the_producer_serves_all_its_products(today: World) -> None:
    lan = await producer(today)
    first, second = await under_today(lan, "Nước mắm"), await under_today(lan, "Mắm tôm")
    page = pdf("dang ky")
    await lan.goes(f"product/{first}/paper/business-licence")
    await lan.sends(page)
    await lan.goes(f"product/{second}/paper/business-licence")
    assert "dùng cho 2 sản phẩm" in lan.sees
    assert "Có 1 tệp" in lan.sees
    assert (await newest(today, second, "business-licence")).id == (await newest(today, first, "business-licence")).id
    await lan.sends(page)
    assert "không cần gửi nữa" in lan.sees, "it is the same paper"


# -- a rated product


async def test_a_rated_products_newer_paper_is_kept_and_can_be_shown(today: World) -> None:
    """Defect 1: on a rated product the draft could never be handed in, and nobody heard."""
    hung = await official(today, "Hùng", COMMUNE)
    lan = await producer(today)
    made = await under_today(lan, step=6, state="rated")
    old = await paper(made, lan, "safety-test", files=1)
    await decided(today, old, "accepted")
    async with today.product.database.begin() as db:
        db.add(
            Rating(
                product_id=made,
                stars=4,
                level="province",
                decision_number="1/QĐ",
                decision_date=date(2025, 1, 1),
                valid_until=date(2028, 1, 1),
                recorded_by=await person_id(lan),
                recorded_at=today.now(),
            )
        )
    await lan.goes(f"product/{made}/paper/safety-test")
    await lan.sends(pdf("kiem nghiem moi"))
    assert "giấy mới được giữ cho hồ sơ lần sau" in lan.sees
    await lan.taps("Thay cả bản trước")
    await lan.says("cấp 1/5/2026, hạn 1/5/2027")
    assert "trong thời gian giấy chứng nhận có giá trị (đến 1/1/2028)" in lan.sees
    await lan.taps("Gửi cán bộ xem")
    assert "Đã gửi cán bộ xem" in lan.sees
    assert "vừa gửi giấy mới: " in hung.sees
    assert "hạn 1/5/2027" in hung.sees
    await hung.taps("Mở hồ sơ")
    assert "Đã nộp" in hung.sees
    assert (await state_of(today, made)).state == "rated"
    assert (await document_of(today, old)).state == "accepted"


async def test_nobody_touches_anothers_papers(today: World) -> None:
    lan = await producer(today)
    made = await under_today(lan)
    await paper(made, lan, "safety-test", files=1)
    other = await producer(today, "Tư", "HTX Khác")
    here = f"product/{made}/paper/safety-test"
    for what in ("issued", "until", "until/none", "until/2020-01-01/keep", "add", "replace", "once-more", "withdraw"):
        await other.goes(f"{here}/{what}")
        assert "không có quyền" in other.sees, what
    await other.goes(f"{here}/withdraw/yes")
    await other.goes(f"{here}/show")
    async with today.product.database.read() as db:
        (row,) = (await db.scalars(select(Document))).all()
    assert (row.state, row.expires_on, row.lasts) == ("draft", None, False)
