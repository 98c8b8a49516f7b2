"""The dossier belongs to the producer, not to a phone."""

from sqlalchemy import select

from storage.tables import Draft
from tests.conversation import Someone, World
from tests.province import official
from tests.story import payload_in


async def a_producer(world: World) -> Someone:
    lan = world.person("lan")
    for act, words in (
        ("says", "xin chào"),
        ("taps", "Tôi đồng ý"),
        ("says", "Hợp tác xã Cói Nga An"),
        ("says", "Mai Văn Lợi"),
        ("says", "0912 345 678"),
        ("taps", "Bỏ qua"),
        ("says", "nga an, thanh hoa"),
        ("taps", "Đúng rồi, gửi"),
        ("says", "Chiếu cói"),
        ("taps", "Sản phẩm mới"),
        ("taps", "thủ công"),
        ("taps", "trang trí"),
        ("says", "Chiếu cói dệt tay truyền thống"),
        ("taps", "Bỏ qua"),
        ("taps", "Đúng rồi, gửi"),
    ):
        await getattr(lan, act)(words)
    assert "Chiếu cói" in lan.sees
    return lan


async def test_phone_and_representative_change_and_the_dossier_stays(world: World) -> None:
    lan = await a_producer(world)
    await lan.goes("more")
    await lan.taps("Hợp tác xã Cói")
    await lan.taps("Sửa người đại diện")
    await lan.says("Mai Thị Hoa")
    await lan.says("0987 654 321")
    await lan.taps("Bỏ qua")
    await lan.taps("Đúng rồi, gửi")
    assert "Mai Thị Hoa" in lan.sees
    assert "0987 654 321" in lan.sees
    await lan.says("tôi phải làm gì tiếp")
    assert "Chiếu cói" in lan.sees


async def test_a_second_person_joins_by_a_one_time_link_and_can_be_removed(world: World) -> None:
    lan = await a_producer(world)
    await lan.goes("business/1/invite")
    token = payload_in(lan.sees)
    hoa = world.person("hoa")
    await hoa.starts(token)
    assert "Hợp tác xã Cói Nga An" in hoa.sees
    await hoa.taps("Nhận")
    assert "Chiếu cói" in hoa.sees
    assert "vừa được thêm" in lan.sees
    await world.person("la").starts(token)
    assert "được dùng rồi" in world.person("la").sees
    await lan.taps("Người cùng làm")
    await lan.taps("Bỏ")
    await lan.taps("Bỏ ngay")
    await hoa.goes("product/1")
    assert "không có quyền" in hoa.sees


async def test_an_official_gives_a_new_phone_its_dossier_back(world: World) -> None:
    lan = await a_producer(world)
    hung = await official(world, "hung", "16144")
    await hung.goes("producer/1")
    await hung.taps("đổi điện thoại")
    new_phone = world.person("may-moi")
    await new_phone.starts(payload_in(hung.sees))
    await new_phone.taps("Nhận")
    assert "Chiếu cói" in new_phone.sees
    assert "vừa được thêm" in lan.sees
    stranger = await official(world, "la", "15499")
    await stranger.goes("producer/1/invite")
    assert "không có quyền" in stranger.sees
    await stranger.goes("business/1")
    assert "không có quyền" in stranger.sees


async def test_a_question_that_must_be_answered_is_not_skipped_by_its_address(world: World) -> None:
    lan = world.person("lan")
    await lan.says("xin chào")
    await lan.taps("Tôi đồng ý")
    for key in ("name", "kind", "phone", "commune"):
        await lan.goes(f"form/registration/0/{key}/skip")
        assert "Câu 1/" in lan.sees, key
    await lan.says("Hợp tác xã Cói Nga An")
    await lan.goes("form/registration/0/representative/skip")
    assert "Câu 3/" in lan.sees
    await lan.goes("form/registration/0/send")
    assert "Câu 3/" in lan.sees
    async with world.product.database.read() as db:
        answers = await db.scalar(select(Draft.answers))
    assert answers is not None
    assert None not in answers.values()
