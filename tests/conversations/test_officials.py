"""Officials at work: the desk, reviewing paper by paper, concluding, searching, counting."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer, ast
from sqlalchemy import select

import locales
from storage.tables import AuditRow, Message
from tests.conversation import Someone, World, links
from tests.province import (
    COMMUNE,
    OTHER_COMMUNE,
    PROVINCE,
    document_of,
    hand_in,
    official,
    paper,
    producer,
    product,
    state_of,
)

PHOTOS, TEST = "product-photos", "safety-test"
MUSTS = ("organisation", "samples")  # of the evaluation under the law of before


@pytest.fixture
async def lan(world: World) -> Someone:
    return await producer(world)


@pytest.fixture
async def hung(world: World) -> Someone:
    return await official(world, "Trần Văn Hùng", COMMUNE)


@pytest.fixture
async def chau(world: World) -> Someone:
    return await official(world, "Nguyễn Minh Châu", PROVINCE)


async def test_the_desk_shows_what_waits_oldest_first_with_its_age(world: World, lan: Someone, hung: Someone) -> None:
    old = await product(lan, "Nước mắm")
    await hand_in(old, lan, "idea-new")
    world.passes(days=3)
    new = await product(lan, "Mắm tôm")
    await hand_in(new, lan, "idea-new")
    await hung.says("hồ sơ chờ")
    assert "2 hồ sơ chờ" in hung.sees
    assert hung.buttons[:2] == ["Nước mắm (chờ 3 ngày)", "Mắm tôm (chờ 0 ngày)"]


async def test_the_province_sees_its_own_desk_and_how_much_the_communes_hold(
    world: World, lan: Someone, hung: Someone, chau: Someone
) -> None:
    await hand_in(await product(lan, "Nước mắm"), lan, "idea-new")
    await product(lan, "Mắm tôm", step=5, state="scoring", level="province")
    await product(lan, "Mắm tép", step=5, state="decided", level="province")
    await chau.says("hồ sơ chờ")
    assert "Không có hồ sơ nào" in chau.sees
    assert "🧮 Chấm điểm: 1" in chau.buttons
    assert "📜 Chờ quyết định: 1" in chau.buttons
    await chau.taps("Đang ở các xã: 1")
    assert "Nước mắm – HTX Ba Làng, Xã Nga An" in chau.sees


async def test_each_paper_is_decided_and_the_next_one_comes_up(lan: Someone, hung: Someone) -> None:
    item = await product(lan, step=4)
    photos, test = await hand_in(item, lan, PHOTOS, TEST)
    await hung.goes(f"review/{item}")
    assert "còn 2 giấy tờ" in hung.sees
    await hung.taps("Ảnh sản phẩm")
    await hung.taps("Chấp nhận")
    assert "Đã chấp nhận Ảnh sản phẩm" in hung.sees
    assert "Phiếu kiểm nghiệm" in hung.sees
    await hung.taps("Trả lại")
    await hung.taps("Giấy đã hết hạn")
    assert "Kết luận: trả lại" in " ".join(hung.buttons)
    assert (await document_of(hung.world, photos)).state == "accepted"
    assert (await document_of(hung.world, test)).reason == "Giấy đã hết hạn. Bà con gửi giấy còn hạn."


async def test_a_reason_in_ones_own_words_must_say_something(lan: Someone, hung: Someone) -> None:
    item = await product(lan)
    [idea] = await hand_in(item, lan, "idea-new")
    await hung.goes(f"decide/{idea}/return")
    await hung.says("sai")
    assert "ngắn quá" in hung.sees
    await hung.says("trợ giúp")
    assert "6 bước" in hung.sees
    assert (await document_of(hung.world, idea)).state == "submitted"
    await hung.goes(f"decide/{idea}/return")
    await hung.says("Câu 3 chưa nói muối mua ở đâu")
    assert (await document_of(hung.world, idea)).reason == "Câu 3 chưa nói muối mua ở đâu"


async def test_the_second_official_sees_what_the_first_did(world: World, lan: Someone, hung: Someone) -> None:
    hoa = await official(world, "Lê Thị Hoa", COMMUNE)
    item = await product(lan)
    [idea] = await hand_in(item, lan, "idea-new")
    world.passes(seconds=60)
    await hung.goes(f"decide/{idea}/accept")
    for too_late in ("accept", "return/1", "undo"):
        await hoa.goes(f"decide/{idea}/{too_late}")
        assert "đã được xét trước đó" in hoa.sees
        assert "Trần Văn Hùng đã chấp nhận" in hoa.sees
    assert (await document_of(world, idea)).state == "accepted"


async def test_a_newer_version_is_decided_instead_of_the_old_one(lan: Someone, hung: Someone) -> None:
    item = await product(lan)
    [old] = await hand_in(item, lan, "idea-new")
    await hung.goes(f"decide/{old}/return/4")
    newer = await paper(item, lan, "idea-new", {"need": "Đạt 4 sao"})
    await hung.goes(f"decide/{old}/accept")
    assert "bà con vừa gửi bản mới" in hung.sees
    await hung.taps("Xem bản mới hơn")
    assert "Lần trước bị trả lại vì: Không đúng mẫu" in hung.sees
    await hung.taps("Chấp nhận")
    assert (await document_of(hung.world, newer)).state == "accepted"


async def test_an_older_version_is_not_decided_while_the_newer_one_waits(lan: Someone, hung: Someone) -> None:
    item = await product(lan)
    [old] = await hand_in(item, lan, "idea-new")
    newer = await paper(item, lan, "idea-new", {"need": "Đạt 4 sao"})  # replaced while it is with the officials
    for old_button in ("accept", "return/4"):
        await hung.goes(f"decide/{old}/{old_button}")
        assert "bà con vừa gửi bản mới" in hung.sees
    await hung.goes(f"decide/{old}/return")
    await hung.says("Câu 3 chưa nói muối mua ở đâu")
    assert "bà con vừa gửi bản mới" in hung.sees
    documents = [await document_of(hung.world, one) for one in (old, newer)]
    assert [(one.state, one.decided_by) for one in documents] == [("submitted", None)] * 2


async def test_a_decision_on_an_older_version_is_not_taken_back_once_a_newer_one_is_in(
    lan: Someone, hung: Someone
) -> None:
    item = await product(lan)
    [old] = await hand_in(item, lan, "idea-new")
    await hung.goes(f"decide/{old}/return/4")
    await paper(item, lan, "idea-new", {"need": "Đạt 4 sao"})
    await hung.goes(f"decide/{old}/undo")
    assert "bà con vừa gửi bản mới" in hung.sees
    assert (await document_of(hung.world, old)).state == "returned"


async def test_ones_own_decision_can_be_taken_back_before_the_conclusion(lan: Someone, hung: Someone) -> None:
    item = await product(lan)
    [idea] = await hand_in(item, lan, "idea-new")
    await hung.goes(f"decide/{idea}/accept")
    await hung.goes(f"paper/{idea}")
    await hung.taps("Xét lại giấy này")
    assert (await document_of(hung.world, idea)).state == "submitted"
    await hung.goes(f"decide/{idea}/accept")
    await hung.taps("Kết luận: đạt")
    await hung.goes(f"decide/{idea}/undo")
    assert "đã được xét trước đó" in hung.sees
    assert (await document_of(hung.world, idea)).state == "accepted"


async def test_a_returned_dossier_tells_the_producer_each_paper_and_its_reason(lan: Someone, hung: Someone) -> None:
    item = await product(lan, step=4)
    photos, test = await hand_in(item, lan, PHOTOS, TEST)
    await hung.goes(f"decide/{photos}/return/2")
    await hung.goes(f"decide/{test}/return/1")
    assert not any("trả lại" in message.body.text for message in lan.messages)
    await hung.taps("Kết luận: trả lại")
    assert "Ảnh sản phẩm: Ảnh mờ" in lan.sees
    assert "Phiếu kiểm nghiệm an toàn thực phẩm: Giấy đã hết hạn" in lan.sees
    addresses = [to for _label, to, _url in links(lan.last.body)]
    assert addresses == [f"product/{item}/paper/{PHOTOS}", f"product/{item}/paper/{TEST}"]
    told = len(lan.messages)
    await hung.taps("Kết luận: trả lại")
    assert "Trần Văn Hùng đã kết luận trả lại" in hung.sees
    assert len(lan.messages) == told
    async with hung.world.product.database.read() as db:
        statutory = (await db.scalars(select(Message.body).where(Message.statutory))).all()
    assert len(statutory) == 1


async def test_a_second_tap_does_not_conclude_for_the_next_level_too(lan: Someone, chau: Someone) -> None:
    """A provincial officer acts for a commune without officers; the province's own look must not be skipped."""
    item = await product(lan, step=5)
    for document in await hand_in(item, lan, "organisation", "samples"):
        await chau.goes(f"decide/{document}/accept")
    await chau.taps("Kết luận: đạt")
    assert (await state_of(chau.world, item)).level == "province"
    await chau.taps("Kết luận: đạt")
    assert (await state_of(chau.world, item)).state == "submitted"
    assert "Hiện trạng" in chau.sees


async def test_the_province_may_return_what_the_commune_accepted(lan: Someone, hung: Someone, chau: Someone) -> None:
    world = lan.world
    item = await product(lan, step=5)
    documents = await hand_in(item, lan, "organisation", "samples")
    for document in documents:
        world.passes(seconds=60)
        await hung.goes(f"decide/{document}/accept")
    world.passes(seconds=60)
    await hung.taps("Kết luận: đạt")
    assert "Xã Nga An, Thanh Hóa chuyển lên hồ sơ" in chau.sees
    world.passes(seconds=60)
    await chau.goes(f"paper/{documents[0]}")
    assert "Trần Văn Hùng đã chấp nhận" in chau.sees
    await chau.taps("Trả lại")
    await chau.taps("Thiếu chữ ký")
    await chau.taps("Kết luận: trả lại")
    assert (await state_of(world, item)).state == "returned"
    assert "Giới thiệu bộ máy tổ chức: Thiếu chữ ký" in lan.sees


async def test_nobody_reviews_the_product_of_their_own_producer(world: World, lan: Someone) -> None:
    item = await product(lan)
    [idea] = await hand_in(item, lan, "idea-new")
    await official(world, "lan", COMMUNE)
    await lan.goes(f"review/{item}")
    assert "không được xét" in lan.sees
    for address in (f"decide/{idea}/accept", f"decide/{idea}/return/1", f"review/{item}/conclude/1/commune"):
        await lan.goes(address)
        assert "sản phẩm của cơ sở anh chị" in lan.sees
    assert (await document_of(world, idea)).state == "submitted"


async def test_a_draft_is_its_producers_alone(lan: Someone, hung: Someone) -> None:
    item = await product(lan)
    draft = await paper(item, lan, "idea-new", {"need": "chưa viết xong"})
    await hung.goes(f"paper/{draft}")
    assert "không còn nữa" in hung.sees
    assert "chưa viết xong" not in hung.saw


async def test_a_long_form_is_read_answer_by_answer_and_many_files_page_by_page(lan: Someone, hung: Someone) -> None:
    item = await product(lan)
    story = "Ủ chượp trong chum sành, phơi nắng, đảo đều. " * 18
    document = await paper(
        item, lan, "idea-new", {"need": "Đạt 4 sao", "materials": "Cá cơm", "process": story}, files=12
    )
    await hand_in(item, lan)
    await hung.goes(f"paper/{document}")
    assert len(hung.sees) < 900
    assert len(hung.last.body.files) == 10
    await hung.taps("Xem thêm tệp")
    assert "Tệp 11–12 trong 12 tệp" in hung.sees
    await hung.goes(f"paper/{document}")
    await hung.taps("Đọc đủ các câu trả lời")
    assert story.strip() in hung.sees
    assert "Cá cơm" in hung.sees  # all answers, not one after the other
    await hung.goes(f"paper/{document}/answer/2")  # a button of before
    await hung.taps("Câu sau")
    assert story.strip() in hung.sees


async def test_no_answer_is_cut_however_long(lan: Someone, hung: Someone) -> None:
    item = await product(lan)
    long = " ".join(f"Câu thứ {number} kể về nghề làm mắm." for number in range(1, 110))
    document = await paper(item, lan, "idea-new", {"need": long, "process": "Ủ chượp trong chum sành"})
    await hand_in(item, lan)
    await hung.goes(f"paper/{document}")
    await hung.taps("Đọc đủ các câu trả lời")
    pages = [hung.sees]
    while any("Trang sau" in label for label in hung.buttons):
        await hung.taps("Trang sau")
        pages.append(hung.sees)
    assert len(pages) == 3
    assert "Câu thứ 1 kể" in pages[0]
    assert "Câu thứ 109 kể" in pages[2]
    assert "Ủ chượp trong chum sành" in pages[2]
    shown = "".join(page.partition("\n")[2] for page in pages)  # without the titles
    assert long in shown


async def test_who_was_slower_gets_the_typed_reason_back(world: World, lan: Someone, hung: Someone) -> None:
    hoa = await official(world, "Lê Thị Hoa", COMMUNE)
    item = await product(lan)
    [idea] = await hand_in(item, lan, "idea-new")
    world.passes(seconds=60)
    await hoa.goes(f"decide/{idea}/return")
    await hung.goes(f"decide/{idea}/accept")
    await hoa.says("Câu 3 chưa nói muối mua ở đâu")
    assert "đã được xét trước đó" in hoa.sees
    assert "“Câu 3 chưa nói muối mua ở đâu”" in hoa.sees
    assert (await document_of(world, idea)).state == "accepted"


async def test_before_concluding_it_is_said_that_there_is_no_way_back(lan: Someone, hung: Someone) -> None:
    item = await product(lan)
    [idea] = await hand_in(item, lan, "idea-new")
    await hung.goes(f"review/{item}")
    assert "không rút lại được" not in hung.sees
    await hung.goes(f"decide/{idea}/accept")
    assert "Kết luận rồi thì không rút lại được" in hung.sees


async def test_the_province_is_told_that_it_has_opened_no_paper(
    world: World, lan: Someone, hung: Someone, chau: Someone
) -> None:
    item = await product(lan, step=5)
    papers = await hand_in(item, lan, *MUSTS)
    for document in papers:
        await hung.goes(f"decide/{document}/accept")
    await hung.taps("Kết luận")
    await chau.goes(f"review/{item}")
    assert "chưa mở giấy tờ nào" in chau.sees
    await chau.goes(f"paper/{papers[0]}")
    await chau.goes(f"review/{item}")
    assert "chưa mở giấy tờ nào" not in chau.sees


async def test_a_commune_without_officers_waits_for_its_province(world: World, lan: Someone, chau: Someone) -> None:
    item = await product(lan, "Nước mắm")
    await hand_in(item, lan, "idea-new")
    await lan.goes(f"product/{item}")
    assert "Xã Nga An, Thanh Hóa chưa có cán bộ trong máy, nên đang chờ cán bộ tỉnh Thanh Hóa" in lan.sees
    await chau.says("hồ sơ chờ")
    assert "Nước mắm (chờ 0 ngày)" in chau.buttons
    assert not any("Đang ở các xã" in label for label in chau.buttons)
    await official(world, "Trần Văn Hùng", COMMUNE)
    await chau.says("hồ sơ chờ")
    assert "Nước mắm (chờ 0 ngày)" not in chau.buttons
    assert "🏘 Đang ở các xã: 1" in chau.buttons
    await lan.goes(f"product/{item}")
    assert "Đang chờ cán bộ Xã Nga An" in lan.sees


async def test_searching_needs_no_diacritics_and_other_questions_are_still_answered(
    world: World, lan: Someone, hung: Someone
) -> None:
    mai = await producer(world, "mai", "HTX Hoằng Hóa", OTHER_COMMUNE)
    await product(lan, "Nước mắm Ba Làng")
    await product(mai, "Nước mắm Khúc Phụ")
    await hung.says("tìm sản phẩm")
    await hung.says("nuoc mam")
    assert "Thấy 1 sản phẩm" in hung.sees
    assert "Khúc Phụ" not in hung.saw
    await hung.says("ba lang")
    await hung.taps("🏠 HTX Ba Làng")
    assert "0912 345 678" in hung.sees
    await hung.taps("Nước mắm Ba Làng")
    assert "Bước 2/6" in hung.sees
    await hung.says("số liệu")
    assert "1 sản phẩm, 1 chủ thể" in hung.sees


async def test_the_counts_of_a_province_lead_to_those_of_a_commune(world: World, lan: Someone, chau: Someone) -> None:
    mai = await producer(world, "mai", "HTX Hoằng Hóa", OTHER_COMMUNE)
    await product(lan, "Nước mắm")
    await product(lan, "Mắm tôm", step=4)
    await product(mai, "Chiếu cói")
    await chau.says("số liệu")
    assert "3 sản phẩm, 2 chủ thể" in chau.sees
    await chau.taps("Xã Nga An: 2")
    assert "2 sản phẩm, 1 chủ thể" in chau.sees
    await chau.goes("counts/of/99999")
    assert "không còn nữa" in chau.sees


async def test_every_look_and_decision_is_in_the_log_that_the_province_reads(
    lan: Someone, hung: Someone, chau: Someone
) -> None:
    item = await product(lan)
    [idea] = await hand_in(item, lan, "idea-new")
    await hung.goes(f"review/{item}")
    await hung.goes(f"paper/{idea}")
    await hung.taps("Chấp nhận")
    async with lan.world.product.database.read() as db:
        actions = list(await db.scalars(select(AuditRow.action).order_by(AuditRow.id)))
    # The last: after the decision the dossier is shown again.
    assert actions == ["dossier.seen", "paper.seen", "review.accept", "dossier.seen"]
    await chau.goes("audit")
    assert "Trần Văn Hùng: chấp nhận giấy tờ" in chau.sees


def test_every_sentence_for_officials_exists_in_both_languages_with_the_same_variables() -> None:
    folder = Path(locales.__path__[0])
    variables: dict[str, dict[str, set[str]]] = {}
    for language in ("vi", "en"):
        body = FluentParser().parse((folder / language / "officials.ftl").read_text("utf-8")).body
        assert [entry for entry in body if isinstance(entry, ast.Junk)] == []
        variables[language] = {
            entry.id.name: set(re.findall(r"{ ?\$([a-z_]+)", FluentSerializer().serialize_entry(entry)))
            for entry in body
            if isinstance(entry, ast.Message)
        }
    assert variables["vi"] == variables["en"]
