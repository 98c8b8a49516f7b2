"""Commune and province at work on a dossier under Decision 26/2026/QĐ-TTg."""

import io
from datetime import UTC, date, datetime

import docx
import pytest
from sqlalchemy import select

from services import dossiers as handing_in
from services import readings
from storage import dossiers, findings, products
from storage.tables import AuditRow, Citation, CriterionAnswer, Dossier, File, Message, PaperRequest, Round, SampleCount
from tests.conversation import Someone, World
from tests.province import COMMUNE, OTHER_COMMUNE, PROVINCE, document_of, official, paper, person_id, producer, state_of
from tests.story import photo

RULES = "2026-26"
FORMS = ("form-01", "form-02")
MUSTS = ("business-licence", *FORMS)
SAYS = {
    "production": "Mua cá của 12 tàu trong xã",
    "structure": "Tổ ủ mắm 6 người trong xã",
    "history": "Ủ mắm từ năm 1975",
}


@pytest.fixture
async def spring(world: World) -> World:
    """Wednesday 7/4/2027, 9:00: the day of scenario 1."""
    world.time = datetime(2027, 4, 7, 2, 0, tzinfo=UTC)
    return world


@pytest.fixture
async def lan(spring: World) -> Someone:
    return await producer(spring)


@pytest.fixture
async def hung(spring: World) -> Someone:
    return await official(spring, "Trần Văn Hùng", COMMUNE)


@pytest.fixture
async def chau(spring: World) -> Someone:
    return await official(spring, "Nguyễn Minh Châu", PROVINCE)


async def fish_sauce(
    lan: Someone, *more: str, name: str = "Nước mắm Ba Làng", subgroup: str = "liquid-seasoning", kind: str = "first"
) -> int:
    """A dossier with both forms and the licence, handed in."""
    world = lan.world
    async with world.product.database.begin() as db:
        person = await person_id(lan)
        owner = await products.producer(db, 1)
        assert owner is not None
        made = await products.add_product(
            db,
            owner,
            world.now(),
            name=name,
            subgroup=subgroup,
            existing=False,
            rules=RULES,
            story="Bà ngoại kể: cá cơm mùa trăng khuyết mới thơm",
            step=5,
        )
        await dossiers.open_dossier(db, made, kind, RULES, person, world.now())
    for code in (*MUSTS, *more):
        answers = SAYS if code == "form-02" else {"title": "Chủ hộ"} if code == "form-01" else None
        await paper(made.id, lan, code, answers, files=1)
    async with world.product.database.begin() as db:
        again = await products.product(db, made.id)
        assert again is not None
        await handing_in.hand_in(db, again, person, world.now())
    return made.id


async def dossier_of(world: World, item: int) -> Dossier:
    async with world.product.database.read() as db:
        found = await dossiers.current(db, item)
    assert found is not None
    return found


async def all_in_order(hung: Someone, item: int) -> None:
    await hung.goes(f"review/{item}")
    await hung.taps("Đánh dấu đủ cả")


async def write_all(hung: Someone, item: int) -> None:
    """The four findings, from their drafts."""
    for topic in ("material", "labour", "idea", "identity"):
        await hung.goes(f"findings/{item}/{topic}")
        await hung.taps("Dùng bản nháp này")


async def take_in(officer: Someone, item: int, count: int) -> None:
    await officer.goes(f"samples/{item}")
    await officer.taps(f"Nhận {count} mẫu")
    await officer.taps("Để nơi khô mát")


async def at_the_province(lan: Someone, hung: Someone, **how: str) -> int:
    """A dossier that the commune proposed."""
    item = await fish_sauce(lan, **how)
    await all_in_order(hung, item)
    await write_all(hung, item)
    await take_in(hung, item, 5)
    await hung.goes(f"forward/{item}")
    await hung.taps("Đề nghị tỉnh đánh giá")
    return item


# -- what is there, and what is not


async def test_the_commune_sees_what_the_dossier_lacks_and_has_no_way_to_send_it_back(
    spring: World, lan: Someone, hung: Someone
) -> None:
    item = await fish_sauce(lan)
    async with spring.product.database.begin() as db:
        dossier, by = await dossier_of(spring, item), await person_id(lan)
        for code in ("A3.3", "B5.2"):
            db.add(Citation(dossier_id=dossier.id, criterion=code, paper="labour-list", by=by, at=spring.now()))
        document = (await dossiers.in_force(db, item))["form-01"]
        for file in (await db.scalars(select(File).where(File.document_id == document.id))).all():
            await db.delete(file)
    await hung.goes(f"review/{item}")
    assert "Phiếu đăng ký (Mẫu 01): chưa thấy bản ký" in hung.sees
    assert "Chưa có Danh sách lao động địa phương (minh chứng cho tiêu chí A3.3, B5.2)" in hung.sees
    assert not any("rả lại" in label for label in hung.buttons)
    await hung.goes(f"decide/{document.id}/return/4")
    assert "không trả lại hồ sơ" in hung.sees
    assert (await document_of(spring, document.id)).state == "submitted"
    assert (await state_of(spring, item)).state == "submitted"


async def test_a_claimed_option_without_any_of_its_papers_is_listed(spring: World, lan: Someone, hung: Someone) -> None:
    item = await fish_sauce(lan)
    async with spring.product.database.begin() as db:
        dossier = await dossiers.current(db, item)
        assert dossier is not None
        dossier.criteria_set, by = "26-08", await person_id(lan)
        db.add(CriterionAnswer(dossier_id=dossier.id, criterion="A1.1", option=2, by=by, at=spring.now()))
    await hung.goes(f"review/{item}")
    assert "(minh chứng cho tiêu chí A1.1)" in hung.sees
    await paper(item, lan, "raw-material", files=1)
    async with spring.product.database.begin() as db:
        (await dossiers.newest(db, item))["raw-material"].state = "submitted"
    await hung.goes(f"review/{item}")
    assert "(minh chứng cho tiêu chí A1.1)" not in hung.sees


async def test_the_rest_is_marked_at_once_but_not_what_came_since(spring: World, lan: Someone, hung: Someone) -> None:
    item = await fish_sauce(lan, "label")
    await hung.goes(f"review/{item}")
    await hung.taps("Nhãn")
    await hung.taps("✅ Đủ")
    await hung.goes(f"review/{item}")
    assert "✅ Đánh dấu đủ cả 3 giấy còn lại" in hung.buttons
    newer = await paper(item, lan, "form-02", SAYS)  # replaced while it is with the commune
    await hung.taps("Đánh dấu đủ cả 3")
    assert "Đã đánh dấu đủ 2 giấy tờ" in hung.sees
    assert "Đã đánh dấu đủ 3 giấy tờ, còn 1 giấy tờ chưa xem" in hung.sees
    assert (await document_of(spring, newer)).state == "submitted"


# -- asking for chosen papers


async def ask_for_the_licence(hung: Someone, item: int) -> None:
    await hung.goes(f"review/{item}")
    await hung.taps("Yêu cầu bổ sung giấy tờ")
    await hung.taps("⬜ Giấy đăng ký kinh doanh")
    await hung.taps("Tiếp: hẹn ngày (1 giấy tờ)")
    await hung.taps("5 ngày làm việc: 14/4/2027")
    await hung.says("Giấy chụp mất dòng cuối")
    assert "Giấy chụp mất dòng cuối" in hung.sees
    await hung.taps("Gửi yêu cầu")
    assert "Hồ sơ vẫn ở chỗ anh chị" in hung.sees


async def test_chosen_papers_are_asked_for_by_a_day_while_the_clock_runs(
    spring: World, lan: Someone, hung: Someone
) -> None:
    item = await fish_sauce(lan)
    await all_in_order(hung, item)
    due = (await dossier_of(spring, item)).commune_due
    assert due == date(2027, 4, 29)
    await ask_for_the_licence(hung, item)
    assert "cần bà con gửi" in lan.sees
    assert "chậm nhất ngày 14/4/2027" in lan.sees
    assert "Giấy chụp mất dòng cuối" in lan.sees
    await hung.goes(f"review/{item}")
    assert "Đã yêu cầu, bà con chưa gửi: Giấy đăng ký kinh doanh" in hung.sees
    assert "đủ theo luật" not in hung.sees
    assert (await state_of(spring, item)).state == "submitted"
    assert (await dossier_of(spring, item)).commune_due == due
    await lan.goes(f"product/{item}")
    assert "Cán bộ cần bà con gửi: Giấy đăng ký kinh doanh\nChậm nhất: 14/4/2027" in lan.sees
    await lan.taps("Giấy đăng ký kinh doanh")
    assert "Giấy chụp mất dòng cuối" in lan.sees
    await lan.sends(photo(1))
    async with spring.product.database.read() as db:
        now = (await dossiers.in_force(db, item))["business-licence"]
        requests = list(await db.scalars(select(PaperRequest)))
    assert (now.state, now.version) == ("submitted", 2)
    assert requests[0].closed_at is not None
    assert "bà con đã gửi đủ giấy tờ được yêu cầu (Giấy đăng ký kinh doanh)" in hung.sees


async def test_a_paper_that_was_never_there_is_handed_in_as_it_comes(
    spring: World, lan: Someone, hung: Someone
) -> None:
    item = await fish_sauce(lan)
    await hung.goes(f"request/{item}/with/label")
    await hung.goes(f"request/{item}/with/story")
    await hung.taps("Tiếp: hẹn ngày (2 giấy tờ)")
    await hung.says("31/12/2027")
    assert "Ngày phải từ ngày mai đến 6/7/2027" in hung.sees
    await hung.says("20/4/2027")
    await hung.taps("Thiếu trang")
    await hung.taps("Gửi yêu cầu")
    mark = len(hung.messages)
    for number, (code, state) in enumerate((("label", "open"), ("story", "closed"))):
        await lan.goes(f"product/{item}/paper/{code}")
        await lan.sends(photo(number + 1))
        async with spring.product.database.read() as db:
            assert (await dossiers.in_force(db, item))[code].state == "submitted"
            [request] = await db.scalars(select(PaperRequest))
            assert (request.closed_at is None) == (state == "open")
    told = [message.body.all_text for message in hung.messages[mark:]]
    assert len([text for text in told if "gửi đủ giấy tờ được yêu cầu" in text]) == 1


async def test_a_request_is_taken_back(spring: World, lan: Someone, hung: Someone) -> None:
    item = await fish_sauce(lan)
    await ask_for_the_licence(hung, item)
    await hung.taps("Đang chờ 1 giấy tờ, hẹn 14/4/2027")
    await hung.taps("Rút lại yêu cầu")
    assert "không phải gửi Giấy đăng ký kinh doanh nữa" in lan.sees
    async with spring.product.database.read() as db:
        document = (await dossiers.in_force(db, item))["business-licence"]
    assert (document.state, document.reason) == ("submitted", None)
    await hung.goes(f"request/{item}/back/1")
    assert "đã xong hoặc đã được rút lại" in hung.sees


async def test_a_second_tap_asks_nothing_twice(spring: World, lan: Someone, hung: Someone) -> None:
    item = await fish_sauce(lan)
    await ask_for_the_licence(hung, item)
    await hung.goes(f"request/{item}/send")
    assert "đã được yêu cầu rồi" in hung.sees
    async with spring.product.database.read() as db:
        assert len(list(await db.scalars(select(PaperRequest)))) == 1


async def test_words_typed_for_a_request_that_came_too_late_are_given_back(
    spring: World, lan: Someone, hung: Someone
) -> None:
    hoa = await official(spring, "Lê Thị Hoa", COMMUNE)
    item = await fish_sauce(lan)
    await all_in_order(hung, item)
    await write_all(hung, item)
    await take_in(hung, item, 5)
    await hoa.goes(f"request/{item}/with/label")
    await hoa.taps("Tiếp: hẹn ngày")
    await hoa.taps("3 ngày làm việc")
    await hung.goes(f"forward/{item}")
    await hung.taps("Đề nghị tỉnh đánh giá")
    await hoa.says("Nhãn thiếu hạn sử dụng")
    assert "không còn ở chỗ anh chị" in hoa.sees
    assert "“Nhãn thiếu hạn sử dụng”" in hoa.sees


# -- samples


async def test_four_bottles_are_said_before_anything_is_sent_on(spring: World, lan: Someone, hung: Someone) -> None:
    """Scenario 6, second half."""
    item = await fish_sauce(lan)
    await all_in_order(hung, item)
    await write_all(hung, item)
    await take_in(hung, item, 4)
    assert "4/5 mẫu" in lan.sees
    await hung.goes(f"review/{item}")
    assert "🧪 4/5 mẫu" in hung.sees
    await hung.goes(f"review/{item}/conclude/1/commune")  # an address without the confirmation leads nowhere
    assert "Mới có 4/5 mẫu" in hung.sees
    assert "Còn thiếu 1 mẫu" in hung.sees
    assert (await state_of(spring, item)).level == "commune"
    assert "📤 Vẫn gửi tỉnh với 4/5 mẫu" in hung.buttons
    await take_in(hung, item, 1)
    await hung.goes(f"review/{item}/conclude/1/commune/4")  # confirmed when there were four: no harm
    assert (await state_of(spring, item)).level == "province"


async def test_fewer_samples_go_on_only_when_that_was_confirmed(spring: World, lan: Someone, hung: Someone) -> None:
    item = await fish_sauce(lan)
    await all_in_order(hung, item)
    await write_all(hung, item)
    await take_in(hung, item, 4)
    await hung.goes(f"forward/{item}")
    await hung.taps("Vẫn gửi tỉnh với 4/5 mẫu")
    assert (await state_of(spring, item)).level == "province"


async def test_samples_are_counted_once_and_given_back(spring: World, lan: Someone, hung: Someone) -> None:
    item = await fish_sauce(lan)
    await take_in(hung, item, 4)
    await hung.goes(f"samples/{item}/take/4/0/shelf")  # the same tap again
    assert "đã được ghi rồi" in hung.sees
    await hung.goes(f"samples/{item}")
    await hung.taps("Trả một phần")
    await hung.taps("Trả 2 mẫu")
    await hung.says("Hai chai nứt nút")
    assert "đang giữ 2/5 mẫu" in hung.sees
    assert "trả lại 2 mẫu, còn giữ 2/5 mẫu. Lý do: Hai chai nứt nút" in lan.sees
    async with spring.product.database.read() as db:
        counts = [(row.count, row.words) for row in await db.scalars(select(SampleCount).order_by(SampleCount.id))]
    assert counts == [(4, "Để nơi khô mát, nhiệt độ thường"), (-2, "Hai chai nứt nút")]


async def test_tourism_hands_in_no_samples(spring: World, lan: Someone, hung: Someone) -> None:
    item = await fish_sauce(lan, name="Nhà sàn bên hồ", subgroup="tourism")
    await all_in_order(hung, item)
    await write_all(hung, item)
    await hung.goes(f"review/{item}")
    assert "mẫu" not in hung.sees
    await hung.goes(f"forward/{item}")
    await hung.taps("Đề nghị tỉnh đánh giá")
    assert (await state_of(spring, item)).level == "province"


# -- the four findings, Mẫu 03


async def test_the_findings_begin_with_the_producers_words(spring: World, lan: Someone, hung: Someone) -> None:
    item = await fish_sauce(lan, "raw-material")
    async with spring.product.database.begin() as db:
        dossier = await dossiers.current(db, item)
        assert dossier is not None
        dossier.criteria_set, by = "26-08", await person_id(lan)
        words = "Có 4 người trong xã đóng bảo hiểm"
        db.add(CriterionAnswer(dossier_id=dossier.id, criterion="A3.3", option=1, words=words, by=by, at=spring.now()))
    await all_in_order(hung, item)
    await hung.goes(f"forward/{item}")
    assert "Xã viết đủ bốn nội dung trước" in hung.sees
    await hung.taps("Nguyên liệu địa phương")
    assert "Chủ thể báo cáo: Mua cá của 12 tàu trong xã" in hung.sees
    assert "Minh chứng trong hồ sơ:" in hung.sees
    await hung.taps("Viết thêm vào")
    await hung.says("Cán bộ đã tới cảng, đúng như chủ thể nói.")
    await hung.goes(f"findings/{item}/labour")
    assert "Tổ ủ mắm 6 người trong xã" in hung.sees
    assert "Có 4 người trong xã đóng bảo hiểm" in hung.sees
    await hung.says("Cả 6 người đều có hộ khẩu trong xã.")
    await hung.goes(f"findings/{item}/idea")
    assert "Ủ mắm từ năm 1975" in hung.sees
    await hung.taps("Dùng bản nháp này")
    await hung.goes(f"findings/{item}/report")
    assert "Xã viết đủ bốn nội dung trước" in hung.sees
    await hung.goes(f"findings/{item}/identity")
    assert "cá cơm mùa trăng khuyết" in hung.sees
    await hung.taps("Dùng bản nháp này")
    async with spring.product.database.read() as db:
        dossier = await dossiers.current(db, item)
        assert dossier is not None
        written = {topic: row.words for topic, row in (await findings.of_dossier(db, dossier.id)).items()}
    assert written["material"].startswith("Chủ thể báo cáo: Mua cá")
    assert written["material"].endswith("Cán bộ đã tới cảng, đúng như chủ thể nói.")
    assert written["labour"] == "Cả 6 người đều có hộ khẩu trong xã."


async def test_the_communes_report_comes_as_a_word_file(spring: World, lan: Someone, hung: Someone) -> None:
    item = await fish_sauce(lan)
    await write_all(hung, item)
    await hung.goes(f"findings/{item}")
    await hung.taps("Lấy Mẫu 03")
    assert "Mẫu 03 của Nước mắm Ba Làng" in hung.sees
    async with spring.product.database.read() as db:
        file = await db.get(File, hung.last.body.files[0])
    assert file is not None
    assert file.sha256 is not None
    assert file.name == "Mẫu 03 - Nước mắm Ba Làng.docx"
    made = docx.Document(io.BytesIO(await spring.product.files.get(file.sha256)))
    text = "\n".join(line.text for line in made.paragraphs)
    assert "Mua cá của 12 tàu trong xã" in text
    assert "đề nghị Ủy ban nhân dân tỉnh Thanh Hóa đánh giá, phân hạng sản phẩm Nước mắm Ba Làng" in text


# -- clocks and rounds


async def test_the_desk_shows_the_fifteen_working_days_oldest_due_first(
    spring: World, lan: Someone, hung: Someone
) -> None:
    late = await fish_sauce(lan, name="Mắm tôm")
    spring.passes(days=14)
    await fish_sauce(lan, name="Mắm tép")
    await hung.says("hồ sơ chờ")
    assert hung.buttons[:2] == ["Mắm tôm (còn 6 ngày làm việc)", "Mắm tép (còn 15 ngày làm việc)"]
    async with spring.product.database.begin() as db:
        item = await products.product(db, late)
        assert item is not None
        item.since = spring.now()  # whatever it waits for: the law's day decides the order
    spring.time = datetime(2027, 5, 1, 2, 0, tzinfo=UTC)
    await hung.says("hồ sơ chờ")
    assert hung.buttons[0] == "Mắm tôm (quá hạn 2 ngày)"
    spring.time = datetime(2027, 4, 29, 2, 0, tzinfo=UTC)
    await hung.goes(f"review/{late}")
    assert "chậm nhất 29/4/2027 (hôm nay là ngày cuối; " in hung.sees
    assert "đợt 1 năm 2027, có kết quả chậm nhất 29/6/2027 (cần kiểm tra)." in hung.sees


async def test_the_producer_hears_when_it_was_proposed_and_for_which_round(
    spring: World, lan: Someone, hung: Someone, chau: Someone
) -> None:
    item = await at_the_province(lan, hung)
    assert "ngày 7/4/2027 xã đã đề nghị tỉnh đánh giá, trong đợt 1 năm 2027" in lan.sees
    assert "chuyển lên hồ sơ đánh giá: Nước mắm Ba Làng" in chau.sees
    dossier = await dossier_of(spring, item)
    assert (dossier.round, dossier.proposed_at) == ("2027-1", spring.now())
    await chau.goes(f"rounds/{PROVINCE}")
    await chau.taps("Đã nhận cho đợt 1 năm 2027")
    assert "Nước mắm Ba Làng – Xã Nga An: lần đầu" in chau.sees
    assert "chưa xác nhận đủ" in chau.sees


async def test_a_proposal_after_the_cut_off_is_for_the_next_round(spring: World, lan: Someone, hung: Someone) -> None:
    spring.time = datetime(2027, 4, 30, 2, 0, tzinfo=UTC)  # "before 30/4": one day too late
    item = await at_the_province(lan, hung)
    assert (await dossier_of(spring, item)).round == "2027-2"
    assert "đợt 2 năm 2027" in lan.sees


# -- the province


async def test_the_province_asks_marks_complete_and_sends_to_the_council(
    spring: World, lan: Someone, hung: Someone, chau: Someone
) -> None:
    item = await at_the_province(lan, hung)
    await chau.goes(f"review/{item}/conclude/1/province")
    assert "xác nhận đủ hồ sơ trước" in chau.sees
    await ask_for_the_licence(chau, item)
    assert "tỉnh Thanh Hóa cần bà con gửi Giấy đăng ký kinh doanh" in lan.sees
    await chau.goes(f"complete/{item}/yes")
    assert "chưa xác nhận đủ được" in chau.sees
    await lan.goes(f"product/{item}/paper/business-licence")
    await lan.sends(photo(1))
    await all_in_order(chau, item)
    await chau.taps("Xác nhận đủ hồ sơ")
    assert "chưa mở giấy tờ nào" in chau.sees
    await chau.taps("Đủ hồ sơ")
    assert "tỉnh đã nhận đủ hồ sơ" in lan.sees
    assert "kết quả chậm nhất" not in lan.sees  # a first rating has no clock but its round
    await take_in(chau, item, 5)
    await chau.goes(f"forward/{item}")
    assert "Kết luận rồi thì không rút lại được" in chau.sees
    await chau.taps("Chuyển hội đồng chấm")
    assert (await state_of(spring, item)).state == "scoring"


async def test_a_re_evaluation_has_45_days_from_the_complete_dossier(
    world: World,
) -> None:
    """Scenario 4: complete on 5/1/2027, due on 19/2, Tết inside."""
    world.time = datetime(2027, 1, 5, 2, 0, tzinfo=UTC)
    lan = await producer(world)
    hung, chau = await official(world, "Trần Văn Hùng", COMMUNE), await official(world, "Nguyễn Minh Châu", PROVINCE)
    item = await at_the_province(lan, hung, kind="again")
    assert "đã gửi hồ sơ đánh giá lại lên tỉnh" in lan.sees
    assert (await dossier_of(world, item)).round is None
    await chau.goes(f"complete/{item}")
    assert "45 ngày đánh giá lại tính từ hôm nay" in chau.sees
    await chau.taps("Đủ hồ sơ")
    assert (await dossier_of(world, item)).complete_at == world.now()
    assert "có kết quả chậm nhất 19/2/2027" in lan.sees
    await chau.goes(f"review/{item}")
    assert "có kết quả chậm nhất 19/2/2027" in chau.sees
    assert "Cần kiểm tra" in chau.sees


# -- settings of the province


async def test_the_province_reads_an_unsure_place_differently(
    spring: World, lan: Someone, hung: Someone, chau: Someone
) -> None:
    await chau.says("hồ sơ chờ")
    await chau.taps("Cách hiểu luật, các đợt")
    await chau.taps("“Trước ngày”")
    assert "Cần kiểm tra" in chau.sees
    assert "Đang hiểu: không tính ngày đó" in chau.sees
    await chau.taps("tính cả ngày đó")
    assert "🔘 tính cả ngày đó" in chau.buttons
    spring.time = datetime(2027, 4, 30, 2, 0, tzinfo=UTC)
    item = await at_the_province(lan, hung)
    assert (await dossier_of(spring, item)).round == "2027-1"
    async with spring.product.database.read() as db:
        log = [row.detail for row in await db.scalars(select(AuditRow).where(AuditRow.action == "reading.chosen"))]
        assert (await readings.of_province(db, PROVINCE)).before_a_day == "that-day"
        assert (await readings.of_province(db, "48")).before_a_day == "day-before"
    assert log == ["that-day"]


async def test_every_reading_is_shown_with_its_options(spring: World, chau: Someone) -> None:
    for reading in readings.READINGS:
        await chau.goes(f"readings/{PROVINCE}/{reading.key}")
        assert "Cần kiểm tra" in chau.sees
        assert reading.source in chau.sees
        assert len(chau.buttons) == len(reading.options) + 1


async def test_the_province_adds_a_round_with_its_source(
    spring: World, lan: Someone, hung: Someone, chau: Someone
) -> None:
    await chau.goes(f"rounds/{PROVINCE}")
    await chau.taps("Thêm đợt của tỉnh")
    for answer in ("15/8/2027", "15/7/2027", "Quy chế Hội đồng OCOP tỉnh, điều 5"):
        await chau.says(answer)
    await chau.taps("Đúng rồi, gửi")
    assert "trước ngày xong" in chau.sees
    for answer in ("15/8/2027", "15/10/2027", "Quy chế Hội đồng OCOP tỉnh, điều 5"):
        await chau.goes(f"form/round/{PROVINCE}/{'by' if answer.startswith('15/8') else 'done'}")
        if answer[0] == "1":
            await chau.says(answer)
    await chau.goes(f"form/round/{PROVINCE}/check")
    await chau.taps("Đúng rồi, gửi")
    assert "Đã thêm đợt" in chau.sees
    assert "Quy chế Hội đồng OCOP tỉnh, điều 5" in chau.sees
    async with spring.product.database.read() as db:
        [row] = await db.scalars(select(Round))
    assert (row.code, row.propose_by, row.done_by) == ("2027-3", date(2027, 8, 15), date(2027, 10, 15))
    spring.time = datetime(2027, 5, 20, 2, 0, tzinfo=UTC)
    item = await at_the_province(lan, hung)
    assert (await dossier_of(spring, item)).round == "2027-3"


async def test_the_settings_are_the_provinces_alone(spring: World, hung: Someone) -> None:
    elsewhere = await official(spring, "Võ Văn An", "48")
    for who in (hung, elsewhere):
        await who.goes(f"readings/{PROVINCE}/before-a-day/that-day")
        assert "không có quyền" in who.sees
    async with spring.product.database.read() as db:
        assert (await readings.of_province(db, PROVINCE)).before_a_day == "day-before"


# -- nobody else


async def test_another_commune_can_do_none_of_it(spring: World, lan: Someone) -> None:
    item = await fish_sauce(lan)
    mai = await official(spring, "Phạm Thị Mai", OTHER_COMMUNE)
    for address in (
        f"request/{item}",
        f"request/{item}/send",
        f"samples/{item}/take/5/0/shelf",
        f"findings/{item}/material/accept",
        f"review/{item}/rest/99",
        f"forward/{item}",
        f"complete/{item}/yes",
    ):
        await mai.goes(address)
        assert "không có quyền" in mai.sees, address
    async with spring.product.database.read() as db:
        assert list(await db.scalars(select(SampleCount))) == []
        assert list(await db.scalars(select(Message).where(Message.person_id == await person_id(lan)))) != []


# -- làm thay bà con


async def test_an_officer_fills_in_on_the_record_and_does_not_judge_it(
    spring: World, lan: Someone, hung: Someone
) -> None:
    hoa = await official(spring, "Lê Thị Hoa", COMMUNE)
    await hung.goes("producer/1")
    await hung.taps("Làm thay bà con")
    assert "Cán bộ Trần Văn Hùng làm hồ sơ thay HTX Ba Làng" in lan.sees
    await hung.taps("Thêm sản phẩm")
    await hung.says("Nước mắm Ba Làng")
    async with spring.product.database.begin() as db:
        owner = await products.producer(db, 1)
        assert owner is not None
        made = await products.add_product(
            db, owner, spring.now(), name="Mắm tôm", subgroup="liquid-seasoning", existing=False, rules=RULES, step=5
        )
        await dossiers.open_dossier(db, made, "first", RULES, None, spring.now())
    for code in FORMS:
        await paper(made.id, lan, code, SAYS if code == "form-02" else {"title": "Chủ hộ"}, files=1)
    await hung.goes(f"product/{made.id}/paper/business-licence")
    await hung.sends(photo(1))
    await hung.goes(f"product/{made.id}/submit")
    assert "Cán bộ Trần Văn Hùng đã nộp thay bà con: Mắm tôm, bước 5" in lan.sees
    licence = (await in_force(spring, made.id))["business-licence"]
    await hung.goes(f"review/{made.id}")
    assert "1 giấy do anh chị gửi thay bà con" in hung.sees
    await hung.taps("Đánh dấu đủ cả 2 giấy còn lại")
    await hung.goes(f"decide/{licence}/accept")
    assert "do chính anh chị gửi thay bà con" in hung.sees
    assert (await document_of(spring, licence)).state == "submitted"
    await hoa.goes(f"paper/{licence}")
    assert "Cán bộ Trần Văn Hùng điền thay" in hoa.sees
    await hoa.taps("✅ Đủ")
    assert (await document_of(spring, licence)).state == "accepted"


async def in_force(world: World, item: int) -> dict[str, int]:
    async with world.product.database.read() as db:
        return {code: row.id for code, row in (await dossiers.in_force(db, item)).items()}


async def test_filling_in_opens_nothing_else_and_ends(spring: World, lan: Someone, hung: Someone) -> None:
    mai = await producer(spring, "mai", "HTX Hoằng Hóa", OTHER_COMMUNE)
    item = await fish_sauce(lan)
    await hung.goes(f"product/{item}")
    assert "không có quyền" in hung.sees
    await hung.goes("producer/2/act")  # of another commune
    assert "không có quyền" in hung.sees
    await hung.goes("producer/1/act")
    for address in (f"product/{item}", f"product/{item}/papers"):
        await hung.goes(address)
        assert "Nước mắm Ba Làng" in hung.sees
    for address in ("business/1", "business/1/people", "business/1/invite", "form/representative/1"):
        await hung.goes(address)  # its people and what is private stay its own
        assert "không có quyền" in hung.sees, address
    await hung.goes("acting/end")
    await hung.goes(f"product/{item}")
    assert "không có quyền" in hung.sees
    await mai.goes("producer/1/act")
    assert "không có quyền" in mai.sees


async def test_an_officer_registers_a_producer_who_did_not_come(spring: World, hung: Someone) -> None:
    await hung.says("hồ sơ chờ")
    await hung.taps("Đăng ký thay bà con")
    await hung.says("Hộ kinh doanh Nguyễn Thị Lan")
    await hung.says("0912345678")
    await hung.says("bỏ qua")
    assert "Xã Nga An" in hung.sees  # the officer's own commune is not asked
    await hung.taps("Đúng rồi, gửi")
    assert "Đã đăng ký thay Hộ kinh doanh Nguyễn Thị Lan" in hung.sees
    assert "đang làm thay Hộ kinh doanh Nguyễn Thị Lan" in hung.sees
    await hung.goes("form/enrol/0")
    for answer in ("Hộ kinh doanh Nguyễn Thị Lan", "0912345678", "bỏ qua"):
        await hung.says(answer)
    await hung.taps("Đúng rồi, gửi")
    assert "đã đăng ký rồi" in hung.sees
    async with spring.product.database.read() as db:
        assert len(await products.find_producers(db, "nguyen thi lan", [COMMUNE])) == 1
        assert await products.members(db, 1) == []
