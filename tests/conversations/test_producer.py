"""Producers: registering, leaving and coming back, mending answers, being interrupted, adding products, consent."""

import pytest
from sqlalchemy import func, select

from locales import texts
from services.people import CONSENT
from storage import products
from storage.tables import AuditRow, Document, Draft, Message, Person, Place, Producer, Product, Submission
from tests.conversation import Someone, World, links
from tests.province import COMMUNE, hand_in, official, paper, person_id, producer, product, state_of
from tests.story import IDEA, fill_in, photo


async def registered(world: World) -> Producer:
    """The only producer there is."""
    async with world.product.database.read() as db:
        return (await db.execute(select(Producer))).scalar_one()


async def count(world: World, table: type[Producer | Product | Draft | Submission]) -> int:
    async with world.product.database.read() as db:
        return await db.scalar(select(func.count()).select_from(table)) or 0


async def turns(world: World) -> int:
    """How many messages and taps there were so far."""
    return int(world.new_id().removeprefix("e")) - 1


async def at_phone_question(world: World) -> Someone:
    lan = world.person("lan")
    await lan.says("xin chào")
    await lan.taps("Tôi đồng ý")
    await lan.says("HTX Ba Làng")
    await lan.says("Nguyễn Thị Lan")
    assert "Số điện thoại" in lan.sees
    return lan


async def at_summary(world: World) -> Someone:
    lan = await at_phone_question(world)
    await lan.says("0912345678")
    await lan.taps("Bỏ qua")
    await lan.says("nga an, thanh hoa")
    assert "Bà con xem lại" in lan.sees
    return lan


# -- registering


async def test_a_cooperative_is_registered_in_eight_messages(world: World) -> None:
    lan = await at_summary(world)
    await lan.taps("Đúng rồi, gửi")
    assert await turns(world) <= 9
    assert "Đã đăng ký HTX Ba Làng, Xã Nga An, Thanh Hóa" in lan.sees
    assert "Sản phẩm tên gì?" in lan.sees
    kept = await registered(world)
    assert (kept.kind, kept.name, kept.representative) == ("cooperative", "HTX Ba Làng", "Nguyễn Thị Lan")
    assert (kept.phone, kept.tax_number, kept.commune) == ("+84912345678", None, "16144")


async def test_a_cooperative_in_a_commune_that_has_namesakes_is_registered_in_nine_messages(world: World) -> None:
    lan = await at_phone_question(world)
    await lan.says("0912345678")
    await lan.taps("Bỏ qua")
    await lan.says("ba dinh")
    assert lan.buttons[:3] == ["Xã Ba Dinh, Quảng Ngãi", "Phường Ba Đình, TP. Hà Nội", "Xã Ba Đình, Thanh Hóa"]
    await lan.taps("Xã Ba Đình, Thanh Hóa")
    await lan.taps("Đúng rồi, gửi")
    assert await turns(world) == 9
    assert "Xã Ba Đình, Thanh Hóa" in lan.sees


async def test_a_household_is_not_asked_for_a_representative(world: World) -> None:
    ba = world.person("ba")
    await ba.says("xin chao")
    await ba.taps("Tôi đồng ý")
    await ba.says("Nguyễn Văn Ba")
    assert "loại nào" in ba.sees
    await ba.taps("Hộ kinh doanh, hộ sản xuất")
    assert "Số điện thoại" in ba.sees
    await ba.says("0912 345 678")
    await ba.says("0100109106")
    await ba.says("ba dinh")
    await ba.taps("Phường Ba Đình")
    await ba.taps("Đúng rồi, gửi")
    assert await turns(world) == 9
    kept = await registered(world)
    assert (kept.kind, kept.representative, kept.tax_number) == ("household", "Nguyễn Văn Ba", "0100109106")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hộ kinh doanh Nguyễn Thị Lan", "household"),
        ("HKD Ba Nghĩa", "household"),
        ("Công ty TNHH Trà Hoa Vàng", "company"),
        ("THT nuôi ong Cúc Phương", "cooperative-group"),
        ("trang trai Bay Tien", "farm"),
    ],
)
async def test_a_name_that_says_what_kind_it_is_saves_the_question(world: World, name: str, kind: str) -> None:
    lan = world.person("lan")
    await lan.says("chào")
    await lan.taps("Tôi đồng ý")
    await lan.says(name)
    assert "loại nào" not in lan.sees
    async with world.product.database.read() as db:
        assert (await db.execute(select(Draft.answers))).scalar_one() == {"name": name}
    await lan.goes("form/registration/0/kind")
    if kind == "household":
        await lan.goes("form/registration/0")
        assert "Số điện thoại" in lan.sees


async def test_the_phone_may_be_shared_by_the_button_and_is_not_asked_again(world: World) -> None:
    lan = await at_phone_question(world)
    assert lan.last.body.contact == "📱 Gửi số điện thoại của tôi"
    await lan.shares_phone("+84912345678")
    assert "Mã số thuế" in lan.sees
    await lan.taps("Bỏ qua")
    await lan.says("nga an")
    await lan.taps("Đúng rồi, gửi")
    await lan.goes("form/registration/0")
    await lan.says("Hộ kinh doanh Lan")
    assert "Mã số thuế" in lan.sees


async def test_a_commune_s_link_fills_in_the_commune(world: World) -> None:
    lan = world.person("lan")
    await lan.starts("c-16144")
    assert "Bà con vào từ đường dẫn của Xã Nga An, Thanh Hóa" in lan.sees
    await lan.taps("Tôi đồng ý")
    await lan.says("Hộ kinh doanh Lan")
    await lan.says("0912345678")
    await lan.taps("Bỏ qua")
    assert "Xã, tỉnh: Xã Nga An, Thanh Hóa" in lan.sees
    await lan.taps("Đúng rồi, gửi")
    assert await turns(world) == 6
    assert (await registered(world)).commune == COMMUNE


async def test_a_wrong_commune_of_a_link_can_be_changed(world: World) -> None:
    lan = world.person("lan")
    await lan.starts("c-16144")
    await lan.taps("Tôi đồng ý")
    await lan.says("Hộ kinh doanh Lan")
    await lan.says("0912345678")
    await lan.taps("Bỏ qua")
    await lan.taps("Sửa một câu")
    await lan.taps("Xã, tỉnh")
    assert "(Đang ghi: Xã Nga An, Thanh Hóa)" in lan.sees
    await lan.says("nga sơn")
    await lan.taps("Đúng rồi, gửi")
    assert "Xã Nga Sơn, Thanh Hóa" in lan.sees


async def test_a_link_of_a_commune_that_is_no_more_says_so(world: World) -> None:
    lan = world.person("lan")
    await lan.starts("c-00000")
    assert "không dùng được nữa" in lan.sees
    assert "Tôi đồng ý" in " ".join(lan.buttons)


async def test_a_twin_is_registered_and_the_officer_is_told(world: World) -> None:
    hung = await official(world, "Hùng", COMMUNE)
    await producer(world, "lan", called="HTX Ba Làng")
    hoa = world.person("hoa")
    await hoa.starts("c-16144")
    await hoa.taps("Tôi đồng ý")
    await hoa.says("htx ba lang")
    await hoa.says("Lê Thị Hoa")
    await hoa.says("0987654321")
    await hoa.taps("Bỏ qua")
    await hoa.taps("Đúng rồi, gửi")
    assert "Đã đăng ký" in hoa.sees
    assert "htx ba lang vừa đăng ký, trùng tên hoặc mã số thuế với HTX Ba Làng" in hung.sees


# -- leaving, coming back, mending


async def test_leaving_in_the_middle_and_coming_back_weeks_later_at_the_same_question(world: World) -> None:
    lan = await at_phone_question(world)
    world.passes(days=40)
    await lan.says("xin chào")
    await lan.taps("Làm tiếp")
    assert "Số điện thoại" in lan.sees
    await lan.says("0912345678")
    await lan.taps("Bỏ qua")
    await lan.says("nga an")
    assert "Tên cơ sở: HTX Ba Làng" in lan.sees
    assert "Người đại diện: Nguyễn Thị Lan" in lan.sees


async def test_weeks_later_simply_answering_is_as_good(world: World) -> None:
    lan = await at_phone_question(world)
    world.passes(days=40)
    await lan.says("0912 345 678")
    assert "Mã số thuế" in lan.sees


async def test_what_next_leads_back_to_what_was_begun(world: World) -> None:
    lan = await producer(world)
    await lan.says("thêm sản phẩm")
    await lan.says("Mắm tôm")
    await lan.goes("home")
    world.passes(days=20)
    await lan.says("toi phai lam gi tiep")
    assert "Đang điền dở: Thêm sản phẩm" in lan.sees
    await lan.taps("Làm tiếp: Thêm sản phẩm")
    assert "mới là ý tưởng" in lan.sees


async def test_one_answer_is_changed_on_the_summary_and_the_others_stay(world: World) -> None:
    lan = await at_summary(world)
    await lan.taps("Sửa một câu")
    await lan.taps("Người đại diện")
    assert "(Đang ghi: Nguyễn Thị Lan)" in lan.sees
    await lan.says("Trần Văn Tám")
    assert "Người đại diện: Trần Văn Tám" in lan.sees
    assert "Điện thoại: 0912 345 678" in lan.sees
    await lan.taps("Đúng rồi, gửi")
    assert (await registered(world)).representative == "Trần Văn Tám"


async def test_changing_the_kind_asks_what_is_now_wanted(world: World) -> None:
    ba = world.person("ba")
    await ba.says("chào")
    await ba.taps("Tôi đồng ý")
    await ba.says("Hộ kinh doanh Ba")
    await ba.says("0912345678")
    await ba.taps("Bỏ qua")
    await ba.says("nga an")
    await ba.taps("Sửa một câu")
    await ba.taps("Loại cơ sở")
    await ba.taps("Trang trại")
    assert "người đại diện" in ba.sees
    await ba.says("Nguyễn Văn Ba")
    assert "Bà con xem lại" in ba.sees


async def test_back_goes_one_question_back_and_shows_what_was_said(world: World) -> None:
    lan = await at_phone_question(world)
    await lan.taps("Quay lại")
    assert "(Đang ghi: Nguyễn Thị Lan)" in lan.sees
    await lan.says("Nguyễn Thị Lan Anh")
    assert "Số điện thoại" in lan.sees


# -- wrong answers


@pytest.mark.parametrize("wrong", ["0912", "0241 234 567", "abc", "+1 202 555 0123", "09123456789012"])
async def test_a_wrong_phone_number_is_met_with_a_right_example(world: World, wrong: str) -> None:
    lan = await at_phone_question(world)
    await lan.says(wrong)
    assert "ví dụ: 0912 345 678" in lan.sees
    assert "vẫn được giữ" in lan.sees
    await lan.says("0912345678")
    assert "Mã số thuế" in lan.sees


async def test_a_wrong_tax_number_is_met_with_a_right_example(world: World) -> None:
    lan = await at_phone_question(world)
    await lan.says("0912345678")
    for wrong in ("0100109107", "123", "không biết nữa"):
        await lan.says(wrong)
        assert "ví dụ: 0100109106" in lan.sees
        assert "Bỏ qua" in lan.buttons
    await lan.says("0100109106-001")
    assert "xã (phường) nào" in lan.sees


async def test_a_question_that_must_be_answered_is_not_skipped_by_an_address(world: World) -> None:
    lan = await at_phone_question(world)
    for address in ("form/registration/0/phone/skip", "form/registration/0/name/skip"):
        await lan.goes(address)
        assert "Số điện thoại" in lan.sees
    for words in ("bỏ qua", "chưa có"):
        await lan.says(words)
        assert "0912 345 678" in lan.sees  # an example, not the next question
    await lan.goes("form/registration/0/send")
    assert "Số điện thoại" in lan.sees
    assert await count(world, Producer) == 0
    async with world.product.database.read() as db:
        kept = (await db.execute(select(Draft.answers))).scalar_one()
    assert "phone" not in kept
    assert kept["name"] == "HTX Ba Làng"


@pytest.mark.parametrize("none_yet", ["chưa có", "chua co", "bỏ qua", "ko có", "không có", "Bo qua"])
async def test_no_tax_number_yet_is_said_in_words_or_by_the_button(world: World, none_yet: str) -> None:
    lan = await at_phone_question(world)
    await lan.says("0912345678")
    await lan.says(none_yet)
    assert "xã (phường) nào" in lan.sees


async def test_an_unknown_commune_is_met_with_a_right_example(world: World) -> None:
    lan = await at_phone_question(world)
    await lan.says("0912345678")
    await lan.taps("Bỏ qua")
    await lan.says("zzzz qqqq")
    assert "không thấy xã nào tên “zzzz qqqq”" in lan.sees
    assert "ví dụ: nga an, thanh hoa" in lan.sees
    await lan.says("nga an thanh hoa")
    assert "Bà con xem lại" in lan.sees


async def test_a_kind_is_tapped_not_told(world: World) -> None:
    lan = world.person("lan")
    await lan.says("chào")
    await lan.taps("Tôi đồng ý")
    await lan.says("Nước mắm Lan")
    await lan.says("nhà tôi làm thôi")
    assert "bấm chọn một nút" in lan.sees
    await lan.says("4")
    assert "Số điện thoại" in lan.sees


# -- interrupted


async def test_a_question_in_the_middle_of_a_form_does_not_lose_the_place(world: World) -> None:
    lan = await producer(world)
    await product(lan)
    await lan.says("thêm sản phẩm")
    await lan.says("Mắm tôm")
    await lan.taps("Sản phẩm mới")
    await lan.says("sp cua toi sao roi")
    assert "Hồ sơ tới đâu rồi?" in lan.sees
    assert "Nước mắm Ba Làng" in lan.sees
    await lan.taps("Làm tiếp phần đang dở")
    assert "thuộc nhóm nào" in lan.sees


async def test_after_a_question_in_between_an_answer_is_still_an_answer(world: World) -> None:
    lan = await at_phone_question(world)
    await lan.says("ocop la gi")
    assert "6 bước" in lan.sees
    await lan.says("0912345678")
    assert "Mã số thuế" in lan.sees


async def test_a_photo_in_the_middle_of_a_form_does_not_lose_the_place(world: World) -> None:
    lan = await producer(world)
    await product(lan)
    await lan.says("thêm sản phẩm")
    await lan.says("Mắm tôm")
    await lan.taps("Đã làm, đã bán")
    await lan.taps("Mới bán lẻ")
    await lan.taps("Thực phẩm")
    await lan.taps("Tương, nước mắm")
    await lan.sends(photo(1))
    assert "Đã nhận 1/1 ảnh" in lan.sees
    assert "Làm tiếp phần đang dở" in lan.buttons[-1]
    await lan.says("Mắm tôm ủ phơi nắng 12 tháng, thơm, không phẩm màu.")
    assert "Kể câu chuyện" in lan.sees


async def test_somebody_who_is_not_registered_may_send_a_photo_in_the_middle(world: World) -> None:
    lan = await at_phone_question(world)
    await lan.sends(photo(1))
    assert "Đã nhận 1/1 ảnh" in lan.sees
    await lan.taps("Làm tiếp phần đang dở")
    assert "Số điện thoại" in lan.sees


async def test_a_notice_in_the_middle_of_a_form_does_not_lose_the_place(world: World) -> None:
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    other = await product(lan)
    await hand_in(other, lan, "idea-new")
    await lan.says("thêm sản phẩm")
    await lan.says("Mắm tôm")
    assert "mới là ý tưởng" in lan.sees
    await hung.says("hồ sơ chờ")
    await hung.taps("Nước mắm Ba Làng")
    await hung.taps("⏳")
    await hung.taps("Chấp nhận")
    await hung.taps("Kết luận: đạt")
    assert "nay sang bước 3" in lan.sees
    # The label still answers the question; a number would mean the notice, whose choices stand lowest now.
    await lan.says(texts.say("vi", "product-new"))
    assert "thuộc nhóm nào" in lan.sees


async def test_a_voice_message_in_the_middle_shows_the_question_again(world: World) -> None:
    lan = await at_phone_question(world)
    await lan._does(other="voice")
    assert "chưa nghe được tin thoại" in lan.sees
    assert "Số điện thoại" in lan.sees


# -- products


async def adds(lan: Someone, name: str, *choices: str) -> None:
    await lan.says("thêm sản phẩm")
    await lan.says(name)
    for choice in choices:
        await lan.taps(choice)
    await lan.says("Làm tại nhà, theo nghề của ông bà để lại.")
    await lan.taps("Bỏ qua")
    await lan.taps("Đúng rồi, gửi")


async def test_two_products_side_by_side(world: World) -> None:
    lan = await producer(world)
    await adds(lan, "Nước mắm", "Sản phẩm mới", "Thực phẩm", "Tương, nước mắm")
    assert "Đã thêm sản phẩm Nước mắm" in lan.sees
    await adds(lan, "Chổi đót", "Sản phẩm mới", "Hàng thủ công", "gia dụng")
    await lan.taps("Tôi đã đọc")
    assert "Chổi đót – Bước 2/6" in lan.sees
    await lan.says("đổi sản phẩm")
    assert "Nước mắm: bước 1" in lan.sees
    assert "Chổi đót: bước 2" in lan.sees
    await lan.taps("Nước mắm")
    assert "Nước mắm – Bước 1/6" in lan.sees
    await lan.sends(photo(1))
    assert links(lan.last.body)[0][:2] == ("📎 Chọn giấy tờ", "batch/1/product/1")  # of Nước mắm, the first of the two
    async with world.product.database.read() as db:
        working_on = await db.scalar(select(Place.product_id).where(Place.person_id == await person_id(lan)))
        assert working_on is not None
        shown = await products.product(db, working_on)
    assert shown is not None
    assert shown.name == "Nước mắm"
    await lan.says("còn thiếu gì")
    assert "Chổi đót: Phiếu đăng ký ý tưởng" in lan.sees
    await lan.taps("Phiếu đăng ký ý tưởng")
    await lan.taps("Điền ngay trong chat")
    await lan.says("Có sẵn cây đót trên đồi")
    await lan.says("menu")
    await lan.taps("Sản phẩm của tôi")
    await lan.taps("Nước mắm")
    await lan.taps("Tôi đã đọc")
    await lan.taps("Phiếu đăng ký ý tưởng")
    await lan.taps("Điền ngay trong chat")
    assert "Câu 1/7" in lan.sees
    assert "cây đót" not in lan.sees
    await lan.says("menu")
    await lan.says("sản phẩm của tôi")
    await lan.taps("Chổi đót")
    await lan.taps("Phiếu đăng ký ý tưởng")
    await lan.taps("Điền ngay trong chat")
    assert "Câu 2/7" in lan.sees


async def test_an_existing_product_enters_later_and_is_told_what_to_improve(world: World) -> None:
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    await adds(lan, "Mắm tép", "Đã làm, đã bán", "Có nhãn, bao bì", "Thực phẩm", "Tương, nước mắm")
    assert "Mắm tép: nên bổ sung gì?" in lan.sees
    assert "❗ Phiếu đăng ký sản phẩm (đã có)" in lan.sees
    assert "❗ Phương án kinh doanh" in lan.sees
    assert "➕ Mã số mã vạch" in lan.sees
    await lan.taps("Xem bước đang làm")
    assert "Bước 4/6" in lan.sees
    assert "đã có 0/3" in lan.sees
    async with world.product.database.read() as db:
        made = (await db.execute(select(Product.id))).scalar_one()
    await lan.taps("Ảnh sản phẩm")
    await lan.sends(photo(3))
    await lan.goes(f"product/{made}/submit")
    assert "còn thiếu giấy tờ bắt buộc" in lan.sees
    assert await count(world, Submission) == 0
    await paper(made, lan, "idea-existing", {"need": "Muốn vào siêu thị"})
    await paper(made, lan, "plan", {"goal": "Bán nhiều hơn"})
    await lan.goes(f"product/{made}")
    await lan.taps("Nộp bước 4")
    assert "Nộp chưa phải là được duyệt" in lan.sees
    assert "vừa nộp bước 4" in hung.sees
    async with world.product.database.read() as db:
        states = dict((await db.execute(select(Document.paper, Document.state))).all())
    assert states == {"idea-existing": "submitted", "plan": "submitted", "product-photos": "submitted"}


async def test_a_product_of_the_same_name_is_shown_instead_of_added(world: World) -> None:
    lan = await producer(world)
    await product(lan, "Nước mắm Ba Làng", step=2)
    await adds(lan, "nuoc mam  BA LANG", "Sản phẩm mới", "Thực phẩm", "Tương, nước mắm")
    assert "đã có sản phẩm tên Nước mắm Ba Làng rồi" in lan.sees
    assert "Bước 2/6" in lan.sees
    assert await count(world, Product) == 1


async def test_another_producer_may_have_a_product_of_the_same_name(world: World) -> None:
    await product(await producer(world), "Nước mắm")
    hoa = await producer(world, "hoa", called="HTX Hoa")
    await adds(hoa, "Nước mắm", "Sản phẩm mới", "Thực phẩm", "Tương, nước mắm")
    assert "Đã thêm sản phẩm" in hoa.sees
    assert await count(world, Product) == 2


async def test_somebody_else_s_product_is_refused_everywhere(world: World) -> None:
    theirs = await product(await producer(world), "Nước mắm Ba Làng")
    hoa = await producer(world, "hoa", called="HTX Hoa")
    for address in (
        f"product/{theirs}",
        f"product/{theirs}/papers",
        f"product/{theirs}/paper/idea-new",
        f"product/{theirs}/paper/idea-new/versions",
        f"product/{theirs}/steps",
        f"product/{theirs}/step/3",
        f"product/{theirs}/submit",
        f"product/{theirs}/edit",
        f"product/{theirs}/qr",
        f"product/{theirs}/improve",
        f"product/{theirs}/guide/done",
        f"form/details/{theirs}",
        f"form/idea-new/{theirs}",
        f"form/idea-new/{theirs}/send",
        "form/product/1",
    ):
        await hoa.goes(address)
        assert "không có quyền" in hoa.sees, address
        assert "Nước mắm Ba Làng" not in hoa.sees, address
    assert await count(world, Draft) == 0


async def test_handing_in_tapped_twice_is_handed_in_once(world: World) -> None:
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    made = await product(lan)
    await paper(made, lan, "idea-new", {"need": "Muốn vào siêu thị"})
    await lan.goes(f"product/{made}/submit")
    await lan.goes(f"product/{made}/submit")
    assert "đã nộp rồi" in lan.sees
    assert await count(world, Submission) == 1
    assert len([message for message in hung.messages if "vừa nộp bước 2" in message.body.text]) == 1


async def test_sending_a_form_twice_sends_it_once(world: World) -> None:
    lan = await producer(world)
    made = await product(lan)
    await lan.goes(f"form/idea-new/{made}")
    await fill_in(lan, "idea-new", IDEA)
    await lan.goes(f"form/idea-new/{made}/send")
    assert "đã gửi rồi" in lan.sees
    async with world.product.database.read() as db:
        assert await db.scalar(select(func.count()).select_from(Document)) == 1


async def test_registering_is_sent_once_however_often_it_is_tapped(world: World) -> None:
    lan = await at_summary(world)
    await lan.goes("form/registration/0/send")
    await lan.goes("form/registration/0/send")
    assert "đã gửi rồi" in lan.sees
    assert await count(world, Producer) == 1


async def test_words_of_a_product_change_and_its_code_stays(world: World) -> None:
    lan = await producer(world)
    made = await product(lan)
    code = (await state_of(world, made)).code
    await lan.goes(f"product/{made}/edit")
    await lan.taps("Sửa thông tin")
    await lan.says("Nước mắm cốt Ba Làng")
    await lan.taps("Bỏ qua")
    await lan.taps("Bỏ qua")
    await lan.taps("Đúng rồi, gửi")
    assert "Mã QR của sản phẩm vẫn như cũ" in lan.sees
    changed = await state_of(world, made)
    assert (changed.name, changed.code) == ("Nước mắm cốt Ba Làng", code)


# -- consent and language


async def test_consent_is_asked_and_kept_with_its_version_and_moment(world: World) -> None:
    lan = world.person("lan")
    await lan.says("tôi muốn đăng ký")
    assert "Bà con có đồng ý không?" in lan.sees
    await lan.taps("Tôi đồng ý")
    async with world.product.database.read() as db:
        kept = (await db.execute(select(Person))).scalar_one()
        logged = (await db.execute(select(AuditRow).where(AuditRow.action == "consent.given"))).scalar_one()
    assert (kept.consented_at, kept.consent_version) == (world.now(), CONSENT)
    assert (logged.person_id, logged.detail) == (kept.id, CONSENT)
    await lan.says("dữ liệu của tôi")
    assert "Bà con đã đồng ý lúc 09:00 2/3/2026" in lan.sees


async def test_nothing_is_kept_before_the_consent(world: World) -> None:
    lan = world.person("lan")
    await lan.goes("form/registration/0/name")
    assert "Bà con có đồng ý không?" in lan.sees
    await lan.says("HTX Ba Làng")
    assert await count(world, Draft) == 0


async def test_withdrawing_the_consent_drops_the_drafts_and_tells_the_officer(world: World) -> None:
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    made = await product(lan)
    await paper(made, lan, "idea-new", {"need": "Muốn vào siêu thị"})
    await lan.says("thêm sản phẩm")
    await lan.says("Mắm tôm")
    assert await count(world, Draft) == 1
    await lan.says("rút đồng ý")
    await lan.taps("Rút lại đồng ý")
    assert "chắc chứ" in lan.sees
    await lan.taps("Tôi rút lại đồng ý")
    assert "Đã rút lại đồng ý" in lan.sees
    assert await count(world, Draft) == 0
    assert "HTX Ba Làng vừa rút lại đồng ý" in hung.sees
    async with world.product.database.read() as db:
        kept = await db.get_one(Person, await person_id(lan))
        assert (kept.consented_at, kept.consent_version) == (None, None)
        assert await db.scalar(select(AuditRow.id).where(AuditRow.action == "consent.withdrawn")) is not None

    # Until it is given again nothing can be filled in or handed in …
    for address in (f"product/{made}/submit", f"form/idea-new/{made}", "products/new"):
        await lan.goes(address)
        assert "đồng ý" in lan.sees, address
        assert "không có quyền" not in lan.sees, address
    assert await count(world, Submission) == 0
    # … and giving it again leads on, not to registering a second time.
    await lan.taps("Tôi đồng ý")
    assert "Tên cơ sở" not in lan.sees
    await lan.goes(f"product/{made}/submit")
    assert "Nộp chưa phải là được duyệt" in lan.sees


async def test_withdrawing_twice_tells_the_officer_once(world: World) -> None:
    hung = await official(world, "Hùng", COMMUNE)
    lan = await producer(world)
    await lan.goes("privacy/withdraw/yes")
    await lan.goes("privacy/withdraw/yes")
    assert len([message for message in hung.messages if "vừa rút lại" in message.body.text]) == 1


async def test_the_language_can_be_switched_and_switched_back(world: World) -> None:
    lan = await producer(world)
    await lan.says("tieng anh")
    await lan.taps("English")
    assert "The language is now English" in lan.sees
    assert "📦 My products" in lan.buttons
    await lan.says("what next")
    assert "You have no product yet. Tap “Add a product”." in lan.sees
    await lan.says("tieng viet")
    await lan.taps("Tiếng Việt")
    assert "Đã đổi sang tiếng Việt" in lan.sees


async def test_the_language_can_be_switched_in_the_middle_of_a_form(world: World) -> None:
    lan = await at_phone_question(world)
    await lan.says("english")
    await lan.taps("English")
    await lan.taps("Go on")
    assert "mobile number" in lan.sees
    await lan.says("0912345678")
    assert "tax" in lan.sees.lower()


async def test_every_message_of_a_registration_is_short_enough_for_a_phone(world: World) -> None:
    lan = await at_summary(world)
    await lan.taps("Đúng rồi, gửi")
    async with world.product.database.read() as db:
        bodies = list((await db.execute(select(Message.body))).scalars())
    assert max(len(body["text"]) for body in bodies) < 700
    assert max(len(label) for body in bodies for label, _to, _url in body["buttons"]) <= 40
