"""A producer registers, walks away and comes back, and sends papers in any order."""

from tests.conversation import Someone, World
from tests.province import official, product
from tests.province import producer as known_producer
from tests.story import pdf, photo


async def test_registered_in_at_most_nine_messages(world: World) -> None:
    lan = world.person("lan")
    said = 0
    for act, words in (
        ("says", "xin chào"),
        ("taps", "Tôi đồng ý"),
        ("says", "Hợp tác xã Nước mắm Ba Làng"),
        ("says", "Nguyễn Thị Lan"),
        ("says", "0912 345 678"),
        ("taps", "Bỏ qua"),
        ("says", "nga an, thanh hoa"),
        ("taps", "Đúng rồi, gửi"),
    ):
        await getattr(lan, act)(words)
        said += 1
    assert "Đã đăng ký Hợp tác xã Nước mắm Ba Làng" in lan.sees
    assert said <= 9


async def test_wrong_answers_show_a_right_example_and_the_place_is_kept_for_weeks(world: World) -> None:
    lan = world.person("lan")
    await lan.says("xin chào")
    await lan.taps("Tôi đồng ý")
    await lan.says("HTX Cói")
    await lan.says("Mai Văn Lợi")
    await lan.says("091234")
    assert "0912 345 678" in lan.sees
    world.passes(days=40)
    await lan.sends(photo(1))
    assert "Đã nhận 1/1 ảnh" in lan.sees
    await lan.says("sp cua toi sao roi")
    await lan.taps("Làm tiếp phần đang dở")
    assert "Số điện thoại" in lan.sees
    await lan.says("0912345678")
    await lan.says("1234567890")
    assert "0100109106" in lan.sees
    await lan.taps("Bỏ qua")
    await lan.says("xyzabc")
    assert "không thấy xã nào" in lan.sees
    await lan.says("nga an thanh hoa")
    await lan.taps("Sửa một câu")
    await lan.taps("Tên cơ sở")
    await lan.says("HTX Cói Nga An")
    assert "HTX Cói Nga An" in lan.sees
    await lan.taps("Đúng rồi, gửi")
    assert "Đã đăng ký HTX Cói Nga An" in lan.sees


async def test_consent_can_be_withdrawn_and_the_officer_is_told(world: World) -> None:
    hung = await official(world, "hung", "16144")
    lan = await known_producer(world)
    await lan.says("du lieu cua toi")
    await lan.taps("Rút lại đồng ý")
    await lan.taps("Tôi rút lại đồng ý")
    assert "Đã rút lại đồng ý" in lan.sees
    assert "rút lại đồng ý" in hung.sees


async def test_two_products_side_by_side(world: World) -> None:
    lan = await known_producer(world)
    first, second = await product(lan, "Mắm tôm"), await product(lan, "Mắm tép", step=3)
    await lan.says("san pham cua toi")
    await lan.taps("Mắm tôm")
    assert "Bước 2/6" in lan.sees
    await lan.goes("products")
    await lan.taps("Mắm tép")
    assert "Bước 3/6" in lan.sees
    assert first != second


async def test_handing_in_twice_and_with_something_missing(world: World) -> None:
    lan = await known_producer(world)
    made = await product(lan)
    await lan.goes(f"product/{made}/submit")
    assert "còn thiếu giấy tờ" in lan.sees
    await lan.goes(f"product/{made}/paper/idea-new")
    await lan.sends(pdf("y tuong"), names=("phieu.pdf",))
    await lan.goes(f"product/{made}/submit")
    assert "Nộp chưa phải là được duyệt" in lan.sees
    await lan.goes(f"product/{made}/submit")
    assert "đã nộp rồi" in lan.sees


async def at_a_paper(world: World, code: str = "idea-new") -> tuple[Someone, int]:
    lan = await known_producer(world)
    made = await product(lan)
    await lan.goes(f"product/{made}/paper/{code}")
    return lan, made


async def test_an_album_has_one_receipt_and_the_same_file_again_is_recognised(world: World) -> None:
    lan, _made = await at_a_paper(world)
    before = len(lan.messages)
    pictures = [photo(number) for number in range(6)]
    await lan.sends(*pictures, album=True)
    assert [message.body["text"].splitlines()[0] for message in lan.messages[before:]] == ["✅ Đã nhận 6/6 ảnh."]
    await lan.sends(pictures[3])
    assert "đã gửi rồi" in lan.sees


async def test_files_one_after_another_share_a_receipt_and_each_problem_is_named(world: World) -> None:
    lan, _made = await at_a_paper(world)
    await lan.sends(pdf("a"), b"MZ" + b"\0" * 999, b"", names=("a.pdf", "b.exe", "c.jpg"))
    assert "2/3" not in lan.sees
    assert "1/3" in lan.sees
    assert "Tệp 2 b.exe" in lan.sees
    assert "Tệp 3 c.jpg" in lan.sees


async def test_a_replaced_paper_keeps_its_older_version(world: World) -> None:
    hung = await official(world, "hung", "16144")
    lan, made = await at_a_paper(world)
    await lan.sends(pdf("a"), names=("cu.pdf",))
    await lan.goes(f"product/{made}/submit")
    await hung.goes(f"review/{made}")
    await hung.taps("⏳")
    stale = next(to for _label, to, _url in hung.last.body["buttons"] if to.endswith("/accept"))
    await lan.goes(f"product/{made}/paper/idea-new")
    await lan.sends(pdf("b"), names=("moi.pdf",))
    await hung.goes(stale)
    assert "bản mới" in hung.saw
    await lan.goes(f"product/{made}/paper/idea-new/versions")
    assert "Bản 1" in lan.sees
    assert "Bản 2" in lan.sees


async def test_a_photo_without_a_place_is_asked_for_and_can_be_moved(world: World) -> None:
    lan = await known_producer(world)
    await product(lan)
    await lan.goes("home")
    await lan.sends(photo(8))
    assert "Đây là giấy tờ gì?" in lan.sees
    await lan.taps("Chọn giấy tờ")
    await lan.taps("ý tưởng")
    assert "Đã xếp 1 tệp" in lan.sees
    await lan.goes("batch/1/product/1/product-photos")
    assert "Ảnh sản phẩm" in lan.sees
    await lan.goes("product/1/paper/idea-new")
    assert "Chưa có." in lan.sees


async def test_nobody_else_gets_at_a_product_a_file_or_a_batch(world: World) -> None:
    lan, made = await at_a_paper(world)
    await lan.sends(pdf("a"), names=("a.pdf",))
    mai = await known_producer(world, "mai", "HTX Khác", "15499")
    for address in (f"product/{made}", f"product/{made}/papers", "file/1", "batch/1", f"form/idea-new/{made}"):
        await mai.goes(address)
        assert "không có quyền" in mai.sees, address
