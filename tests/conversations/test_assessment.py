"""A producer assesses the product themselves under the law of 2026, and has the two forms made from what they said."""

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from docx import Document as Word
from sqlalchemy import select

from ocop import assessing, criteria
from services import representatives
from services.representatives import Told
from storage import assessments, dossiers, people, products
from storage.actors import Actor
from storage.tables import CriterionAnswer, File, Producer, Product, Representative
from tests import province
from tests.conversation import Someone, World

LAW = "2026-26"


@pytest.fixture
async def lan(world: World) -> Someone:
    """A producer after the law of 2026 came into force."""
    world.time = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    return await province.producer(world)


async def fish_sauce(lan: Someone, **columns: Any) -> int:
    return await province.product(lan, **{"step": 5, "rules": LAW, **columns})


async def homestay(lan: Someone) -> int:
    return await province.product(lan, "Nhà Lan homestay", step=5, rules=LAW, subgroup="tourism")


async def answers(world: World, product_id: int) -> dict[str, CriterionAnswer]:
    async with world.product.database.read() as db:
        dossier = await dossiers.current(db, product_id)
        assert dossier is not None
        return await assessments.answers(db, dossier.id)


async def cited(world: World, product_id: int, code: str) -> list[str]:
    async with world.product.database.read() as db:
        dossier = await dossiers.current(db, product_id)
        assert dossier is not None
        return (await assessments.citations(db, dossier.id)).get(code, [])


async def word(world: World, name: str) -> str:
    """The text of the newest Word file whose name begins so."""
    async with world.product.database.read() as db:
        found = select(File).where(File.kind == "word", File.name.startswith(name)).order_by(File.id.desc()).limit(1)
        file = await db.scalar(found)
    assert file is not None
    assert file.sha256
    page = Word(io.BytesIO(await world.product.files.get(file.sha256)))
    cells = [cell.text for table in page.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in page.paragraphs), *cells])


async def fill_in_report(lan: Someone, product_id: int) -> None:
    """Mẫu 02 in words, until the questions about the representative come."""
    await lan.goes(f"product/{product_id}/paper/form-02")
    await lan.taps("Điền ngay trong chat")
    for text in ("Chai 500 ml", "Từ năm 1975", "Giám đốc và tổ ủ 6 người", "Mua cá 12 tàu", "Độ đạm 30"):
        await lan.says(text)
    for text in ("3 đại lý", "Lãi 120 triệu", "Thêm 30 chum"):
        await lan.says(text)
    await lan.taps("Bỏ qua")
    await lan.taps("Đúng rồi, gửi")


# -- the forecast


async def test_the_first_forecast_comes_within_twelve_taps(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}")
    taps = 0
    for label in ("Tự chấm điểm", "Bắt đầu"):
        await lan.taps(label)
        taps += 1
    while "dự báo đầu tiên" not in lan.sees:
        await lan.goes(lan.last.body.choices[1][1])
        taps += 1
        assert taps <= 12
    assert "Theo điểm" in lan.sees
    assert "Theo điều kiện bắt buộc" in lan.sees
    assert "không phải kết quả" in lan.sees
    asked = {row.criterion for row in (await answers(world, product)).values()}
    cs = criteria.criteria_set("26-09")
    own = {one.code for one in cs.criteria if one.by == "producer" and criteria.least(one, 3) is not None}
    assert own <= asked  # every condition for 3 stars that the producer decides is among the first


async def test_a_homestay_gets_its_first_forecast_within_twelve_taps_too(world: World, lan: Someone) -> None:
    product = await homestay(lan)
    await lan.goes(f"product/{product}/assess")
    await lan.taps("Bắt đầu")
    taps = 2
    while "dự báo đầu tiên" not in lan.sees:
        await lan.goes(lan.last.body.choices[0][1])
        taps += 1
        assert taps <= 12
    assert len(await answers(world, product)) == assessing.FIRST


async def test_the_forecast_stands_at_every_question_and_narrows(lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/go")
    assert "Tạm tính 3–100 điểm, 1 đến 5 sao" in lan.sees
    await lan.taps("Từ 75% đến 100%")
    assert "Đã ghi: Từ 75% đến 100% nguyên liệu trong tỉnh" in lan.sees
    assert "Tạm tính 8–100 điểm" in lan.sees


async def test_what_the_council_decides_is_no_question_but_can_be_opened(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess")
    assert "Bắt đầu (22 câu)" in "".join(lan.buttons)
    await lan.goes(f"product/{product}/assess/part/C")
    await lan.taps("6.3 Màu sắc")
    assert "hội đồng nếm, xem rồi chấm" in lan.sees.lower()
    before = lan.sees
    await lan.taps("Trả lời")
    await lan.goes(lan.last.body.choices[1][1])
    assert (await answers(world, product))["C6.3"].option is not None
    await lan.goes(f"product/{product}/assess")
    assert "3–100 điểm" in lan.sees  # it promises nothing
    assert "●" not in before


async def test_what_is_known_answers_itself_and_is_only_confirmed(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/part/A")
    assert not any("☑" in label for label in lan.buttons[:8])
    await lan.taps("Xem thêm")
    await lan.taps("☑ 3.1 Loại hình tổ chức")
    assert "Theo đăng ký của bà con: “HTX đúng luật" in lan.sees
    assert lan.buttons[0].startswith("✅ HTX")
    await lan.taps("✅ HTX")
    assert (await answers(world, product))["A3.1"].option == 3


async def test_a_part_may_come_first_and_another_day_goes_on_where_it_stopped(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess")
    await lan.taps("B. Khả năng tiếp thị")
    await lan.taps("4.1")
    await lan.taps("Bán ra ngoài xã, dưới 5 đại lý")
    assert lan.sees.startswith(("\n", "✅"))
    assert "4." in lan.sees or "5." in lan.sees  # the next question of the same part
    world.passes(days=3)
    await lan.says("tôi được mấy sao")
    assert "Đã trả lời 1/22 câu" in lan.sees
    await lan.taps("Trả lời tiếp (còn 21 câu)")
    assert "1.1 Nguồn nguyên liệu" in lan.sees


async def test_answers_change_until_the_dossier_is_with_the_officials(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/ask/one/A1.4/option/3")
    await lan.taps("Đổi câu trả lời")
    await lan.taps("Chưa liên kết")
    assert (await answers(world, product))["A1.4"].option == 1
    async with world.product.database.begin() as db:
        row = await db.get(Product, product)
        assert row is not None
        row.state, row.level = "submitted", "commune"
    await lan.goes(f"product/{product}/assess/ask/one/A1.4/option/3")
    assert "chưa sửa câu trả lời được" in lan.sees
    assert (await answers(world, product))["A1.4"].option == 1
    await lan.goes(f"product/{product}/assess/at/A1.4")
    assert not any("Đổi" in label for label in lan.buttons)


async def test_another_producer_sees_nothing_of_it(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    other = await province.producer(world, "mai", "HTX Khác")
    for address in ("assess", "assess/at/A1.4", "assess/ask/go/A1.4/option/3", "assess/target/4", "assess/officer"):
        await other.goes(f"product/{product}/{address}")
        assert "không có quyền" in other.sees
    await lan.goes(f"product/{product}/assess")
    assert await answers(world, product) == {}


async def test_a_product_of_an_older_law_is_not_assessed(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan, rules="2025-1489")
    await lan.goes(f"product/{product}")
    assert not any("Tự chấm" in label for label in lan.buttons)
    await lan.goes(f"product/{product}/assess")
    assert "không còn" in lan.sees


# -- what is typed instead of tapped

ODD = {
    "ko biet": ("unknown", "chưa biết"),
    "khoang 80%": ("asks", "Từ 75% đến 100% nguyên liệu trong tỉnh"),
    "60 phan tram a": ("asks", "Từ 50% đến dưới 75% nguyên liệu trong tỉnh"),
    "tôi muốn gặp cán bộ": ("officer", "Tôi đã báo cán bộ"),
    "cá thì mua của 12 tàu trong xã mình": ("kept", "giữ câu này làm lời mô tả"),
    "asdf": ("again", "bấm chọn một nút"),
    "chưa": ("asks", "Chưa đạt mức nào"),
    "con thieu gi": ("elsewhere", "Còn thiếu gì"),
}


@pytest.mark.parametrize("typed", ODD)
async def test_odd_words_at_a_question(world: World, lan: Someone, typed: str) -> None:
    kind, shown = ODD[typed]
    product = await fish_sauce(lan)
    await province.official(world, "hung", province.COMMUNE)
    await lan.goes(f"product/{product}/assess/go")
    await lan.says(typed)
    assert shown in f"{lan.sees} {' '.join(lan.buttons)}"
    row = (await answers(world, product)).get("A1.1")
    if kind == "unknown":
        assert row is not None
        assert (row.option, row.words) == (None, "")
    elif kind == "kept":
        assert row is not None
        assert row.words == typed
        assert "1.1" in lan.sees  # and the question still waits for a tap
    else:
        assert row is None  # nothing is taken unasked
    if kind == "asks":
        await lan.taps(shown)
        given = (await answers(world, product))["A1.1"].option
        option = criteria.criteria_set("26-09").criterion("A1.1").option(given or 0)
        assert option.text == shown


async def test_a_second_sentence_does_not_push_the_first_out(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/ask/one/A1.1")
    await lan.says("cá mua của 12 tàu trong xã")
    await lan.says("không hiểu câu này hỏi gì vậy")
    assert (await answers(world, product))["A1.1"].words == "cá mua của 12 tàu trong xã"
    assert "1.1 Nguồn nguyên liệu" in (await sees_after(lan, f"product/{product}/assess/go"))


async def sees_after(someone: Someone, address: str) -> str:
    await someone.goes(address)
    return someone.sees


async def test_a_person_is_asked_once_a_day_and_reads_what_about(world: World, lan: Someone) -> None:
    hung = await province.official(world, "hung", province.COMMUNE)
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/ask/go/A1.4")
    await lan.taps("Nhờ cán bộ giúp")
    assert "hung" in lan.sees
    told = [message.body.text for message in hung.messages if "cần giúp" in message.body.text]
    assert len(told) == 1
    assert "1.4 Liên kết bằng hợp đồng" in told[0]
    assert "0912 345 678" in told[0]
    await lan.goes(f"product/{product}/assess/officer/A1.4")
    assert len([message for message in hung.messages if "cần giúp" in message.body.text]) == 1


async def test_where_no_officer_is_she_is_sent_to_the_commune(lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/officer")
    assert "Ủy ban nhân dân xã" in lan.sees
    assert "Tôi đã báo" not in lan.sees


# -- description and proof


async def test_a_description_is_typed_changed_and_taken_away(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/at/A1.4")
    await lan.taps("Kể thêm")
    await lan.says("Hợp đồng với 3 đại lý từ 2024")
    assert "Bà con kể: Hợp đồng với 3 đại lý từ 2024" in lan.sees
    await lan.taps("Kể thêm")
    await lan.says("menu")
    assert "Màn hình chính" in lan.sees
    await lan.goes(f"product/{product}/assess/at/A1.4/words")
    await lan.says("x" * 1200)
    assert (await answers(world, product))["A1.4"].words == "Hợp đồng với 3 đại lý từ 2024"
    await lan.taps("Bỏ lời kể")
    assert (await answers(world, product))["A1.4"].words == ""


async def test_a_paper_that_is_in_is_cited_by_itself_and_by_hand(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/ask/one/A1.4/option/3")
    assert "Nguồn gốc nguyên liệu: chưa có" in lan.sees
    await province.paper(product, lan, "raw-material", files=1)
    await province.paper(product, lan, "awards", files=1)
    await lan.goes(f"product/{product}/assess/at/A1.4")
    assert "Nguồn gốc nguyên liệu: có rồi" in lan.sees
    await lan.taps("Giấy tờ viện dẫn")
    await lan.taps("➕ Giải thưởng")
    assert "Giải thưởng, bình chọn: có rồi" in lan.sees
    assert await cited(world, product, "A1.4") == ["awards", "raw-material"]
    await lan.taps("Giấy tờ viện dẫn")
    await lan.taps("➖ Bỏ Giải thưởng")
    await lan.goes(f"product/{product}/assess/ask/one/A1.4/option/1")  # needs no paper
    assert await cited(world, product, "A1.4") == []


async def test_only_a_paper_that_is_in_can_be_cited(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/cite/A1.4/awards")
    assert "không còn" in lan.sees
    await lan.goes(f"product/{product}/cite/A1.4/form-02")
    assert await cited(world, product, "A1.4") == []


# -- what to do next, and the target


async def test_advice_names_three_papers_and_invents_no_price(lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/todo")
    assert "3. " in lan.sees
    assert "4. " not in lan.sees
    assert "Có thể thêm tới" in lan.sees
    assert "bà con hỏi cán bộ" in lan.sees
    assert "đồng" not in lan.sees.replace("hợp đồng", "").replace("hội đồng", "")


async def test_the_target_leads_the_advice_and_the_list_of_what_is_missing(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess")
    await lan.taps("Chọn mục tiêu")
    await lan.taps("4 sao")
    assert "Đã ghi mục tiêu 4 sao" in lan.sees
    assert "Điểm: cần từ 70" in lan.sees
    assert "Phần hội đồng chấm, không hứa trước được" not in lan.sees  # on the list's last page
    await lan.taps("Xem thêm")
    assert "Phần hội đồng chấm, không hứa trước được" in lan.sees
    await lan.goes(f"product/{product}/assess/todo")
    assert "Cần cho điều kiện 4 sao ở tiêu chí" in lan.sees
    await lan.goes(f"product/{product}")
    assert "Mục tiêu 4 sao, nên lo trước" in lan.sees


async def test_doing_what_the_list_says_empties_it(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    cs = criteria.criteria_set("26-09")
    for criterion in cs.criteria:
        option = criteria.least(criterion, 3)
        if option is not None and criterion.by == "producer":
            await lan.goes(f"product/{product}/assess/ask/one/{criterion.code}/option/{option.number}")
            for paper in option.papers:
                await province.paper(product, lan, paper, files=1)
    await lan.goes(f"product/{product}/assess/stars/3")
    assert "đủ điều kiện theo câu trả lời và giấy tờ" in lan.sees
    await lan.goes(f"product/{product}/assess")
    assert "đủ cho 3 sao" in lan.sees


# -- set 26: two cases


async def test_a_homestay_chooses_its_case_once(world: World, lan: Someone) -> None:
    product = await homestay(lan)
    await lan.goes(f"product/{product}/assess/ask/part/C8")
    assert "có hai trường hợp" in lan.sees
    assert lan.buttons[:2] == ["Do cộng đồng làm", "Do doanh nghiệp, cá nhân làm"]
    await lan.taps("Do doanh nghiệp, cá nhân làm")
    assert not any("Cộng đồng:" in label for label in lan.buttons)
    await lan.taps("đủ, là điểm du lịch")
    assert (await answers(world, product))["C8"].option == 4
    assert "9 An toàn, an ninh trật tự" in lan.sees  # the case is known now
    assert any("Doanh nghiệp/cá nhân: đủ bốn điều kiện" in label for label in lan.buttons)
    await lan.taps("Do cộng đồng làm")  # and may still be the other
    assert any("Cộng đồng: đủ bốn" in label for label in lan.buttons)


async def test_a_homestay_owes_no_samples(world: World, lan: Someone) -> None:
    product = await homestay(lan)
    await lan.goes(f"product/{product}/paper/form-01")
    await lan.taps("Điền ngay trong chat")
    await lan.says("Chủ hộ")
    await lan.taps("Bỏ qua")
    await lan.taps("Đúng rồi, gửi")
    text = await word(world, "Phiếu đăng ký")
    assert "không áp dụng (dịch vụ du lịch)" in text
    assert "Chủ hộ" in text


# -- Mẫu 01 and Mẫu 02


async def test_both_forms_come_filled_in_from_what_was_said(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/ask/one/A1.4/option/3")
    await lan.goes(f"product/{product}/assess/at/A1.4/words")
    await lan.says("Hợp đồng với 3 đại lý từ 2024")
    await province.paper(product, lan, "raw-material", files=2)
    await fill_in_report(lan, product)
    await lan.reads("không bao giờ xin ảnh căn cước")
    await lan.taps("Người đại diện (Mẫu 02)")  # the Word file came below the question, and leads to it too
    assert "Không, để tôi viết tay" in lan.buttons
    await lan.taps("Đồng ý trả lời")
    await lan.taps("Nữ")
    await lan.says("Mường")
    await lan.taps("Bỏ qua")
    await lan.says("Thôn 3, xã Nga An")
    await lan.says("15/3/2019")
    await lan.taps("Bỏ qua")
    await lan.taps("Đúng rồi, gửi")
    text = await word(world, "Báo cáo tự đánh giá")
    for words in ("Mường", "Thôn 3, xã Nga An", "Mua cá 12 tàu", "Hợp đồng với 3 đại lý từ 2024", "Độ đạm 30"):
        assert words in text
    assert "Hợp đồng cho trên 75% sản lượng" in text
    assert "Nguồn gốc nguyên liệu" in text
    await lan.goes(f"product/{product}/assess/at/A3.2")  # known from what she told
    assert "● Là nữ" in lan.sees


async def test_what_is_private_is_masked_and_erased_with_the_consent(world: World, lan: Someone) -> None:
    async with world.product.database.read() as db:
        owner = (await db.execute(select(Producer))).scalars().one().id
    await lan.goes(f"representative/{owner}")
    await lan.taps("Khai hoặc sửa")
    await lan.taps("Đồng ý trả lời")
    await lan.taps("Nữ")
    await lan.says("Mường")
    await lan.taps("Có")
    await lan.taps("Bỏ qua")
    await lan.taps("Bỏ qua")
    await lan.taps("Bỏ qua")
    await lan.taps("Đúng rồi, gửi")
    assert "Mường" not in lan.sees
    assert "Dân tộc: đã ghi, chỉ in trên Mẫu 02" in lan.sees
    await lan.taps("Rút đồng ý")
    await lan.taps("Xóa")
    async with world.product.database.read() as db:
        row = await db.get(Representative, owner)
        assert row is not None
        assert (row.ethnicity, row.disabled, row.residence, row.consented_at) == (None, None, None, None)
        assert row.gender == "woman"


async def test_without_consent_nothing_private_is_asked(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await fill_in_report(lan, product)
    await lan.taps("Không, để tôi viết tay")
    await lan.taps("Nữ")
    await lan.reads("ngày nào")
    await lan.taps("Bỏ qua")
    await lan.taps("Bỏ qua")
    await lan.taps("Đúng rồi, gửi")
    assert "Dân tộc" not in await word(world, "Báo cáo tự đánh giá")


async def test_a_form_that_was_sent_opens_to_be_looked_through(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await fill_in_report(lan, product)
    await lan.goes(f"product/{product}/paper/form-02")
    await lan.taps("Điền ngay trong chat")
    assert "Bà con xem lại" in lan.sees
    assert "Mua cá 12 tàu" in lan.sees
    await lan.taps("Sửa một câu")
    await lan.taps("Thị trường")
    await lan.says("5 đại lý")
    assert "5 đại lý" in lan.sees
    await lan.taps("Đúng rồi, gửi")
    assert "5 đại lý" in await word(world, "Báo cáo tự đánh giá")


async def test_the_report_is_made_anew_with_the_answers_of_today(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await fill_in_report(lan, product)
    assert "Hợp đồng cho trên 75% sản lượng" not in await word(world, "Báo cáo tự đánh giá")
    await lan.goes(f"product/{product}/assess/ask/one/A1.4/option/3")
    await lan.goes(f"product/{product}/assess")
    await lan.taps("Làm lại Mẫu 02")
    assert "Hợp đồng cho trên 75% sản lượng" in await word(world, "Báo cáo tự đánh giá")


async def test_a_returned_form_opens_with_the_reason_and_every_answer(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await fill_in_report(lan, product)
    async with world.product.database.begin() as db:
        row = (await dossiers.newest(db, product))["form-02"]
        row.state, row.reason = "returned", "Doanh thu chưa khớp"
    await lan.goes(f"product/{product}/paper/form-02")
    await lan.taps("Điền ngay trong chat")
    assert lan.sees.index("Doanh thu chưa khớp") < lan.sees.index("Lãi 120 triệu")
    await lan.taps("Sửa một câu")
    assert len(lan.buttons) == 10  # nine answers, and the way back
    await lan.taps("Doanh thu")
    await lan.says("Lãi 150 triệu")
    await lan.taps("Đúng rồi, gửi")
    async with world.product.database.read() as db:
        newest = (await dossiers.newest(db, product))["form-02"]
    assert newest.answers is not None
    assert (newest.version, newest.answers["money"]) == (2, "Lãi 150 triệu")


async def test_a_form_that_was_only_opened_leaves_nothing_unfinished(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"form/form-01/{product}")
    assert "chức vụ" in lan.sees
    async with world.product.database.read() as db:
        assert await people.drafts_of(db, await province.person_id(lan)) == []


async def test_the_second_product_is_not_asked_what_the_first_told_of_the_business(world: World, lan: Someone) -> None:
    first = await fish_sauce(lan)
    await fill_in_report(lan, first)
    second = await province.product(lan, "Mắm tôm", step=5, rules=LAW)
    await lan.goes(f"form/form-02/{second}")
    await lan.says("Lọ 200 g")
    assert "Thời gian qua" in lan.sees  # neither history nor structure
    await lan.goes(f"form/form-01/{first}/title")
    await lan.says("Giám đốc")
    await lan.taps("Bỏ qua")
    await lan.taps("Đúng rồi, gửi")
    await lan.goes(f"form/form-01/{second}")
    assert "Giám đốc" in lan.sees
    assert "Bà con xem lại" in lan.sees


async def test_a_report_without_any_answer_still_lists_every_criterion(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}")
    async with world.product.database.begin() as db:
        row = await dossiers.current(db, product)
        assert row is not None
        row.criteria_set = None  # the assessment was never opened
    await fill_in_report(lan, product)
    text = await word(world, "Báo cáo tự đánh giá")
    for criterion in criteria.criteria_set("26-09").criteria:
        assert criterion.title in text


async def test_an_evaluation_again_begins_with_what_was_answered(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/ask/one/A1.4/option/3")
    async with world.product.database.begin() as db:
        row = await db.get(Product, product)
        assert row is not None
        await dossiers.open_dossier(db, row, "again", LAW, None, world.now())
    await lan.goes(f"product/{product}/assess")
    assert "Đã trả lời 1/22 câu" in lan.sees
    assert await cited(world, product, "A1.4") == ["raw-material"]
    await lan.goes(f"product/{product}/assess/ask/one/A1.4/option/1")
    async with world.product.database.read() as db:
        found = await db.scalars(select(CriterionAnswer.option).order_by(CriterionAnswer.dossier_id))
    assert list(found) == [3, 1]  # the earlier dossier keeps its own


async def test_an_answer_that_would_end_the_assessment_is_said_so(lan: Someone) -> None:
    product = await fish_sauce(lan, subgroup="cosmetics")
    zero = next(one for one in criteria.criteria_set("26-19").criterion("C6").options if one.points == 0)
    await lan.goes(f"product/{product}/assess/ask/one/C6/option/{zero.number}")
    await lan.goes(f"product/{product}/assess")
    assert "hồ sơ sẽ dừng ở đó" in lan.sees


async def test_a_paper_that_came_back_or_ended_does_not_count(world: World, lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.goes(f"product/{product}/assess/ask/one/A1.4/option/3")
    document = await province.paper(product, lan, "raw-material", files=1)
    for state, ends, shown in (
        ("draft", None, "có rồi"),
        ("draft", date(2026, 11, 25), "có rồi"),  # its last day
        ("draft", date(2026, 11, 24), "chưa có"),
        ("returned", None, "chưa có"),
    ):
        async with world.product.database.begin() as db:
            row = await dossiers.document(db, document)
            assert row is not None
            row.state, row.expires_on = state, ends
        await lan.goes(f"product/{product}/assess/at/A1.4")
        assert f"Nguồn gốc nguyên liệu: {shown}" in lan.sees


async def test_typed_words_keep_to_the_case_that_was_chosen(lan: Someone) -> None:
    product = await homestay(lan)
    await lan.goes(f"product/{product}/assess/ask/one/C8/option/4")
    await lan.goes(f"product/{product}/assess/ask/part/C9")
    await lan.says("du bon dieu kien an toan")
    assert "Ý bà con là mức này?" in lan.sees
    assert any("Doanh nghiệp/cá nhân: đủ bốn điều kiện an toàn" in label for label in lan.buttons)
    assert not any("Cộng đồng:" in label for label in lan.buttons)


async def test_what_is_private_is_not_kept_without_consent_even_if_told(world: World, lan: Someone) -> None:
    told = Told(consents=False, gender="woman", ethnicity="Mường", disabled=True, residence="Thôn 3")
    async with world.product.database.begin() as db:
        person = await people.person(db, await province.person_id(lan))
        assert person is not None
        owner = (await products.producers_of(db, person))[0].id
        await representatives.tell(db, Actor(person, (), None), owner, told, world.now())
        row = await assessments.representative(db, owner)
    assert row is not None
    assert (row.gender, row.ethnicity, row.disabled, row.residence) == ("woman", None, None, None)
    assert row.consented_at is None


async def test_taking_the_consent_back_erases_what_was_half_told_too(world: World, lan: Someone) -> None:
    person = await province.person_id(lan)
    async with world.product.database.read() as db:
        owner = (await db.execute(select(Producer))).scalars().one().id
    await lan.goes(f"form/representative/{owner}")
    for step in ("Đồng ý trả lời", "Nữ", "Bỏ qua", "Bỏ qua", "Bỏ qua", "Bỏ qua", "Bỏ qua", "Đúng rồi, gửi"):
        await lan.taps(step)
    await lan.taps("Khai hoặc sửa")
    await lan.taps("Đồng ý trả lời")
    await lan.taps("Nữ")
    await lan.says("Mường")
    await lan.goes(f"representative/{owner}/erase/yes")
    async with world.product.database.read() as db:
        assert await people.draft(db, person, "representative", str(owner)) is None


async def test_what_next_and_what_is_missing_follow_the_target(lan: Someone) -> None:
    product = await fish_sauce(lan)
    await lan.says("toi phai lam gi tiep")
    assert "tự chấm vài câu" in lan.sees
    await lan.goes(f"product/{product}/assess/target/4")
    for asked in ("toi phai lam gi tiep", "con thieu gi"):
        await lan.says(asked)
        assert "Mục tiêu 4 sao, nên lo trước" in lan.sees
        assert "tự chấm vài câu" not in lan.sees
    for code in ("business-licence", "form-01", "form-02"):
        await province.paper(product, lan, code, files=1)
    await lan.says("con thieu gi")
    assert "Không thiếu giấy tờ bắt buộc nào" in lan.sees
    assert "Mục tiêu 4 sao, nên lo trước" in lan.sees
