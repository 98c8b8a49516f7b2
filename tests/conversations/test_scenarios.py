"""Days that the product must survive, told as they happen (the other scenarios stand with their subjects)."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from ocop.roles import Role
from storage import people
from storage.tables import Address, AuditRow, Draft, Member
from tests.conversation import World
from tests.province import COMMUNE, official, person_id, producer, product
from tests.story import payload_in


async def test_a_lost_telephone_is_replaced_after_a_call_and_nothing_begun_is_lost(world: World) -> None:
    """Scenario 7: her telephone is lost. The officer re-binds her; the old one is out; the half-filled report stays."""
    world.time = datetime(2027, 4, 20, 2, 0, tzinfo=UTC)
    lan, hung = await producer(world), await official(world, "Hùng", COMMUNE)
    number = await product(lan, step=5, rules="2026-26")
    await lan.goes(f"form/form-02/{number}")
    await lan.says("Chai thủy tinh 500 ml, TCCS 01:2026")
    her = await person_id(lan)

    begun = world.time
    await hung.goes("find")
    await hung.says("ba lang")
    await hung.taps("HTX Ba Làng")
    await hung.taps("Bà con mất máy")
    assert "0912 345 678" in hung.sees  # to be called first
    await hung.taps("👤")
    link = payload_in(hung.sees)
    new = world.person("lan-new")
    await new.starts(link)
    await new.taps("Đúng, tôi đổi sang máy này")
    assert "mọi việc đang làm dở còn nguyên" in new.saw
    assert world.time - begun < timedelta(minutes=5)

    assert await person_id(new) == her
    await new.goes(f"form/form-02/{number}")
    assert "có từ năm nào" in new.sees  # the second question: the first is answered
    await lan.says("xin chào")
    assert "Nguyễn Thị Lan" not in lan.saw
    assert "HTX Ba Làng" not in lan.saw
    await lan.goes(f"product/{number}")
    assert "không có quyền" in lan.sees
    async with world.product.database.read() as db:
        assert list(await db.scalars(select(Member.person_id))) == [her]
        assert list(await db.scalars(select(Address.chat_id).where(Address.person_id == her))) == ["lan-new"]
        drafts = list(await db.scalars(select(Draft).where(Draft.form == "form-02")))
        assert [draft.person_id for draft in drafts] == [her]
        logged = set(await db.scalars(select(AuditRow.action)))
    assert {"device.offered", "device.taken"} <= logged
    assert "vào bằng máy mới" in hung.sees


async def test_a_link_for_a_new_telephone_works_once_and_for_nobody_with_a_business(world: World) -> None:
    lan, hung = await producer(world), await official(world, "Hùng", COMMUNE)
    tu = await producer(world, "tu", "Hộ Lê Văn Tư")
    far = await official(world, "Xa", "15865")
    async with world.product.database.read() as db:
        business = (await db.scalars(select(Member.producer_id).where(Member.person_id == await person_id(lan)))).one()
    for address in (f"producer/{business}/lost", f"producer/{business}/lost/{await person_id(lan)}"):
        await far.goes(address)
        assert "không có quyền" in far.sees
    await hung.goes(f"producer/{business}/lost/{await person_id(lan)}")
    link = payload_in(hung.sees)
    await hung.starts(link)
    assert "không tự mời mình được" in hung.sees
    await tu.starts(link)
    assert "Máy này đang dùng cho một cơ sở khác" in tu.sees
    new, thief = world.person("new"), world.person("thief")
    await new.starts(link)
    await new.taps("Đúng")
    await thief.starts(link)
    assert "đã được dùng rồi" in thief.sees
    async with world.product.database.read() as db:
        assert await people.grants(db, await person_id(thief)) == []
        assert await person_id(thief) != await person_id(new)


async def test_a_link_for_a_new_telephone_is_void_once_its_person_holds_an_office(world: World) -> None:
    lan, hung = await producer(world), await official(world, "Hùng", COMMUNE)
    her = await person_id(lan)
    async with world.product.database.read() as db:
        business = (await db.scalars(select(Member.producer_id).where(Member.person_id == her))).one()
    await hung.goes(f"producer/{business}/lost/{her}")
    link = payload_in(hung.sees)
    async with world.product.database.begin() as db:
        await people.give_role(db, her, Role.OFFICER, COMMUNE, None, world.now())
    new = world.person("new")
    await new.starts(link)
    assert "máy mới của" not in new.sees
    await new.goes(f"device/{link.removeprefix('d-')}/yes")
    assert await person_id(new) != her


async def test_a_step_that_does_not_exist_has_nobody_overdue(world: World) -> None:
    hung = await official(world, "Hùng", COMMUNE)
    await hung.goes(f"overdue/{10**17}")
    assert "trục trặc" not in hung.sees


async def test_who_asks_for_money_hears_no_invented_sum(world: World) -> None:
    lan = await producer(world)
    await lan.says("được sao thì thưởng bao nhiêu")
    assert "chưa có nghị quyết hỗ trợ của tỉnh mình" in lan.sees
    assert "hỏi lại cán bộ xã" in lan.sees
    assert "Thanh Hóa" in lan.sees
