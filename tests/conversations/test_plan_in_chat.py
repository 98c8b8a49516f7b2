"""The year's plan as officials keep it in the chat and from the command line."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from ocop.plan import shipped_text
from storage import plans
from storage.tables import PlanDone, Rating
from tests.conversation import World
from tests.province import COMMUNE, OTHER_COMMUNE, PROVINCE, official, person_id, producer, product, rows
from tests.servers.process import HERE


async def test_the_province_begins_with_the_model_and_sees_how_it_stands(world: World) -> None:
    chau = await official(world, "Châu", PROVINCE)
    lan = await producer(world)
    today = world.now().date()
    for name, until in (("Mắm", today.replace(year=2029)), ("Nem", today), ("Tương", today - timedelta(days=1))):
        made = await product(lan, name, step=6, state="rated")
        async with world.product.database.begin() as db:
            db.add(
                Rating(
                    product_id=made,
                    stars=4,
                    level="province",
                    decision_number="1/QĐ",
                    decision_date=today.replace(year=2023),
                    valid_until=until,
                    recorded_by=await person_id(chau),
                    recorded_at=world.now(),
                )
            )
    await chau.says("kế hoạch năm")
    assert "chưa có kế hoạch" in chau.sees
    await chau.taps("Lập kế hoạch năm")
    await chau.taps("Dùng mẫu này")
    assert "Kế hoạch 2026 của Thanh Hóa" in chau.sees
    assert ": 2/100" in chau.sees, "one of the three certificates ended yesterday, one is good until tonight"
    await chau.taps("Kiện toàn Hội đồng")
    assert "Hạn: 4/5/2026 (lùi vì ngày nghỉ" in chau.sees
    await chau.taps("Đã xong mốc này")
    assert "Tôi không nhắc mốc này nữa" in chau.sees
    await chau.taps("Chưa xong")
    await chau.goes("plan/dossier")
    assert "Cần kiểm tra lại văn bản" in chau.sees, "what is inferred is marked unsure"


async def test_a_commune_officer_reads_it_and_moves_only_their_own_dates(world: World) -> None:
    chau, hung = await official(world, "Châu", PROVINCE), await official(world, "Hùng", COMMUNE)
    await hung.says("kế hoạch năm")
    assert "chưa có kế hoạch" in hung.sees
    assert not any("Lập kế hoạch" in label for label in hung.buttons)
    await hung.goes("plan/begin/yes")
    assert "không có quyền" in hung.sees
    await chau.goes("plan/begin/yes")
    await hung.says("kế hoạch năm")
    await hung.taps("Hoàn thiện sản phẩm")
    assert not any("Đổi ngày" in label for label in hung.buttons)
    await hung.goes("plan/dossier/move")
    assert "không có quyền" in hung.sees
    await hung.goes("plan/dossier/own/15865")
    assert "không có quyền" in hung.sees


async def test_an_office_reports_only_what_is_its_own_to_do(world: World) -> None:
    chau, hung = await official(world, "Châu", PROVINCE), await official(world, "Hùng", COMMUNE)
    hoa = await official(world, "Hoa", OTHER_COMMUNE)
    await chau.goes("plan/begin/yes")
    await hoa.goes(f"plan/commune-evaluation/done/{OTHER_COMMUNE}")
    assert "Tôi không nhắc mốc này nữa" in hoa.sees
    reported = await rows(world, PlanDone)
    assert [row[0] for row in reported] == [OTHER_COMMUNE]
    for area in (OTHER_COMMUNE, PROVINCE):
        for what in ("done", "undone"):
            await hung.goes(f"plan/commune-evaluation/{what}/{area}")
            assert "không có quyền" in hung.sees, (what, area)
    await hung.goes(f"plan/council/done/{PROVINCE}")
    assert "không có quyền" in hung.sees
    await hung.goes(f"plan/dossier/done/{COMMUNE}")
    assert "không có quyền" in hung.sees, "what producers have to do no office reports"
    assert await rows(world, PlanDone) == reported


async def test_a_day_that_is_no_day_is_asked_again(world: World) -> None:
    chau = await official(world, "Châu", PROVINCE)
    await chau.goes("plan/begin/yes")
    await chau.goes("plan/dossier/move")
    for wrong, answer in (
        ("mai mốt", "chưa hiểu ngày này"),
        ("31/2", "chưa hiểu ngày này"),
        ("1/1/2030", "ngoài năm kế hoạch"),
    ):
        await chau.says(wrong)
        assert answer in chau.sees, wrong
    await chau.says("trước tháng 9")
    assert "Đã đổi từ 31/7/2026 sang 31/8/2026" in chau.sees
    async with world.product.database.read() as db:
        row = await plans.row(db, PROVINCE, 2026)
    assert row is not None
    assert row.version == 2


async def test_producers_see_nothing_of_it(world: World) -> None:
    lan = await producer(world)
    for address in ("plan", "plan/dossier", "overdue/4", "reminders", "reminders/list/0", "reminders/hold/dossier/7"):
        await lan.goes(address)
        assert "không có quyền" in lan.sees, address


def test_a_plan_is_loaded_as_one_file_and_a_wrong_one_says_where(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(shipped_text("2020-ke-hoach-27"), "utf-8")
    (tmp_path / "wrong.toml").write_text(shipped_text("2020-ke-hoach-27").replace("trước tháng 8", "mai"), "utf-8")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(HERE), "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/o.db"}
        return subprocess.run(
            [sys.executable, "-m", "bot", *words], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
        )

    assert "Plan 2020 of Thanh Hóa: version 1" in run("plan", "plan.toml", "thanh hoa").stdout
    assert "version 2" in run("plan", "plan.toml", "38").stdout
    done = run("plan", "wrong.toml", "38")
    assert done.returncode == 2
    assert "plan bad date" in done.stderr
    assert "line" in done.stderr
    assert "there is no province" in run("plan", "plan.toml", "99").stderr
