"""A law ends: dossiers without a result go on under the one in force, nothing is lost, their people are told once."""

from datetime import UTC, datetime

from sqlalchemy import select

from storage import dossiers, products
from storage.tables import Dossier, Evaluation
from tests.conversation import Someone, World
from tests.province import PROVINCE, hand_in, official, producer, product, scoring, state_of, waiting_for_council

LAST_DAY = datetime(2026, 7, 21, 2, 0, tzinfo=UTC)  # of Decisions 148 and 1489
AFTER = datetime(2026, 7, 22, 2, 0, tzinfo=UTC)


async def law_ends(world: World, at: datetime = AFTER) -> int:
    world.time = at
    moved = await world.product.laws.run_due()
    await world.settle()
    return moved


async def dossiers_of(world: World, product_id: int) -> list[Dossier]:
    async with world.product.database.read() as db:
        rows = await db.execute(select(Dossier).where(Dossier.product_id == product_id).order_by(Dossier.number))
        return list(rows.scalars())


def told(lan: Someone, name: str) -> int:
    return sum(f"Hồ sơ sản phẩm {name} từ nay theo Quyết định 26/2026" in m.body.text for m in lan.messages)


async def test_what_is_under_way_goes_on_under_the_new_law_and_its_people_are_told_once(world: World) -> None:
    lan = await producer(world)
    number = await product(lan, step=5)
    papers = await hand_in(number, lan, "organisation", "idea-new", "plan", "samples", "quality-declaration")
    assert await law_ends(world, LAST_DAY) == 0
    assert (await state_of(world, number)).rules == "2025-1489"

    assert await law_ends(world) == 1
    now = await state_of(world, number)
    assert (now.rules, now.step, now.state, now.level) == ("2026-26", 5, "open", None)
    assert now.subgroup == "liquid-seasoning"
    async with world.product.database.read() as db:
        kept = await dossiers.newest(db, number)
    assert sorted(row.id for row in kept.values()) == sorted(papers)
    assert {row.state for row in kept.values()} == {"draft"}  # its producer's again, to be handed in
    assert told(lan, "Nước mắm Ba Làng") == 1

    assert await law_ends(world, AFTER.replace(day=23)) == 0
    assert told(lan, "Nước mắm Ba Làng") == 1
    await lan.goes(f"product/{number}")
    assert "Phiếu đăng ký (Mẫu 01)" in " ".join(lan.buttons)


async def test_the_printed_code_and_accepted_papers_stay(world: World) -> None:
    lan = await producer(world)
    number = await product(lan, step=4)
    before = (await state_of(world, number)).code
    await law_ends(world)
    now = await state_of(world, number)
    assert (now.code, now.step, now.state) == (before, 4, "open")
    async with world.product.database.read() as db:
        found = await products.by_code(db, before)
    assert found is not None
    assert found.id == number


async def test_an_open_scoring_closes_without_a_result_and_stays_readable(world: World) -> None:
    lan, chau, binh = await producer(world), await official(world, "Châu", PROVINCE), world.person("binh")
    await binh.says("xin chào")
    number = await waiting_for_council(lan)
    evaluation_id = await scoring(number, chau, binh)
    await law_ends(world)
    async with world.product.database.read() as db:
        evaluation = await db.get(Evaluation, evaluation_id)
    assert evaluation is not None
    assert evaluation.closed_at == AFTER
    assert evaluation.result is None
    assert (await state_of(world, number)).state == "open"
    await chau.goes(f"council/{number}")
    assert "Không" not in chau.sees[:30]


async def test_a_rated_product_keeps_its_stars_and_its_law_until_it_is_evaluated_again(world: World) -> None:
    lan = await producer(world)
    number = await product(lan, step=6, state="rated")
    assert await law_ends(world) == 0
    assert (await state_of(world, number)).rules == "2025-1489"


async def test_a_kind_that_the_new_list_splits_is_asked(world: World) -> None:
    lan = await producer(world)
    number = await product(lan, name="Lan rừng", step=3, subgroup="ornamental")
    await law_ends(world)
    await lan.goes(f"product/{number}")
    assert "là loại nào" in lan.sees
    assert lan.buttons[:3] == ["Hoa", "Cây cảnh", "Động vật cảnh"]
    await lan.taps("Cây cảnh")
    assert (await state_of(world, number)).subgroup == "trees"
    assert "là loại nào" not in lan.sees
    await lan.goes(f"product/{number}/kind/pets")  # an old button
    assert (await state_of(world, number)).subgroup == "trees"
    [*_, dossier] = await dossiers_of(world, number)
    assert (dossier.rules, dossier.candidates) == ("2026-26", [])


async def test_a_crowd_moves_in_steps_that_each_stand(world: World) -> None:
    lan = await producer(world)
    for number in range(45):
        await product(lan, name=f"Mắm {number}", step=2)
    assert await law_ends(world) == 45
    assert told(lan, "Mắm 44") == 1
