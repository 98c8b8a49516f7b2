"""An officer's list from a spreadsheet, through the real engine: sent, asked about, tried dry, taken in, undone."""

import asyncio
import io
import time
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from chat import faults
from chat.screen import Event
from ocop.roles import Role
from storage.tables import AuditRow, Dossier, File, Import, Producer, Product, Rating
from tests.conversation import Someone, World
from tests.province import COMMUNE, PROVINCE, official, producer, product, rows
from tests.spreadsheets import xlsx

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HEAD = ["STT", "Tên sản phẩm", "Chủ thể", "Điện thoại", "Xã", "Số sao", "Số quyết định", "Ngày cấp", "Cơ quan cấp"]
FISH = [1, "Nước mắm Ba Làng", "HTX Ba Làng", "0912345678", "Xã Nga An", 3, "12/QĐ-UBND", "10/8/2024", "UBND tỉnh"]
SHRIMP = [2, "Mắm tôm Ba Làng", "HTX Ba Làng", "", "Xã Nga Điền", 4, "12/QĐ-UBND", "10/8/2024", "UBND tỉnh"]
OLD = [3, "Chè xanh", "Hộ Trần Đức", "0987654321", "Nga An", "ba sao", "7/QĐ-UBND", "10/8/2023", "UBND huyện Nga Sơn"]
ODD = [4, "Tương Nga Sơn", "HTX Tương", "", "Nga An", 3, "7/QĐ-UBND", "08.2024", ""]
LOST = [5, "Nước mắm Xa", "HTX Xa", "", "Xã Trên Trời", 3, "7/QĐ-UBND", "1/8/2024", ""]
WRONG = [6, "Rượu nếp", "HTX Rượu", "", "Nga An", "6", "7/QĐ-UBND", "1/8/2024", ""]


def book(*lines: list[Any]) -> bytes:
    return xlsx(("Danh sách", [["DANH SÁCH SẢN PHẨM OCOP"], [], HEAD, *lines]))


@pytest.fixture
async def chau(world: World) -> Someone:
    world.time = NOW
    return await official(world, "Nguyễn Minh Châu", PROVINCE)


async def send(officer: Someone, data: bytes, name: str = "danh-sach.xlsx") -> None:
    await officer.sends(data, names=(name,))
    await officer.taps("Nhập danh sách sản phẩm")


async def dry_run(world: World) -> Any:
    """The sheet that came with the dry run."""
    async with world.product.database.read() as db:
        wanted = await db.get_one(Import, 1)
        file = await db.get_one(File, wanted.result_id or 0)
    return openpyxl.load_workbook(io.BytesIO(await world.product.files.get(file.sha256 or ""))).active


async def everything(world: World) -> list[Any]:
    return await rows(world, Producer, Product, Dossier, Rating)


async def test_a_list_is_tried_dry_and_taken_in_with_one_tap(world: World, chau: Someone) -> None:
    await send(chau, book(FISH, SHRIMP, OLD, WRONG))
    assert "Chạy thử 4 dòng" in chau.sees and "Nhập được: 3" in chau.sees and "Sai, không nhập: 1" in chau.sees
    assert "có thể còn được kéo dài: 1" in chau.sees and "cần kiểm tra" in chau.sees
    assert await everything(world) == []
    sheet = await dry_run(world)
    said = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[0], row[7]) for row in said] == [
        ("4", "Nhập được"),
        ("5", "Nhập được"),
        ("6", "Nhập được"),
        ("7", "Sai"),
    ]
    assert "Kéo dài, chậm nhất 6/2/2027 – cần kiểm tra" in said[2][8] and "Số sao" in said[3][8]
    await chau.taps("Nhập 3 dòng chắc chắn")
    assert "Đã nhập 3 sản phẩm của 2 chủ thể mới" in chau.sees
    async with world.product.database.read() as db:
        made = {one.name: one for one in (await db.execute(select(Product))).scalars()}
        fish, tea = made["Nước mắm Ba Làng"], made["Chè xanh"]
        ratings = {one.product_id: one for one in (await db.execute(select(Rating))).scalars()}
        dossiers = {one.id: one for one in (await db.execute(select(Dossier))).scalars()}
        owner = await db.get_one(Producer, fish.producer_id)
    assert (fish.step, fish.state, fish.commune, fish.rules) == (6, "rated", COMMUNE, "2026-26")
    assert (owner.name, owner.phone, owner.kind) == ("HTX Ba Làng", "+84912345678", "cooperative")
    assert made["Mắm tôm Ba Làng"].producer_id == owner.id
    assert (ratings[fish.id].stars, ratings[fish.id].valid_until, ratings[fish.id].level) == (
        3,
        date(2027, 8, 10),
        "province",
    )
    assert ratings[tea.id].issuer == "UBND huyện Nga Sơn" and ratings[tea.id].level == "district"
    assert (ratings[tea.id].valid_until, ratings[tea.id].extended_until) == (date(2026, 8, 10), date(2027, 2, 6))
    assert dossiers[ratings[fish.id].dossier_id or 0].outcome == "rated"


async def test_lists_search_counts_and_calls_know_them_the_next_morning(world: World, chau: Someone) -> None:
    hung = await official(world, "Trần Văn Hùng", COMMUNE)
    await send(chau, book(FISH, SHRIMP, OLD))
    await chau.taps("Nhập 3 dòng chắc chắn")
    world.passes(days=1)
    await world.product.reminders.run_due()
    await world.settle()
    await hung.says("ba lang")
    await hung.goes("counts")
    assert "3" in hung.sees
    await hung.goes("desk")
    await hung.taps("Chủ thể chưa ai dùng trợ lý: 2")
    assert hung.sees.index("Hộ Trần Đức") < hung.sees.index("HTX Ba Làng")  # what only may still hold comes first
    assert "kéo dài, chậm nhất" in hung.sees and "cần kiểm tra" in hung.sees
    await hung.taps("HTX Ba Làng")
    assert "0912 345 678" in hung.sees and "Nước mắm Ba Làng" in hung.sees
    await hung.taps("Tạo đường dẫn")
    token = hung.sees.split("m-")[1].split()[0]
    lan = world.person("lan")
    await lan.starts(f"m-{token}")
    await lan.taps("Nhận")
    await lan.goes("products")
    assert "Nước mắm Ba Làng" in " ".join(lan.buttons)
    await hung.goes("unreached/nobody")
    assert "HTX Ba Làng" not in hung.sees
    await hung.taps("Hộ Trần Đức")
    await hung.taps("Đã gọi điện")
    assert "0 chủ thể" in hung.sees


async def test_from_7_2_2027_the_extended_one_has_ended_on_the_call_list(world: World, chau: Someone) -> None:
    await send(chau, book(OLD))
    await chau.taps("Nhập 1 dòng chắc chắn")
    world.time = datetime(2027, 2, 6, 2, 0, tzinfo=UTC)
    await chau.goes("unreached/nobody")
    assert "kéo dài, chậm nhất" in chau.sees
    world.time = datetime(2027, 2, 7, 2, 0, tzinfo=UTC)
    await chau.goes("unreached/nobody")
    assert "kéo dài" not in chau.sees


async def test_doubtful_rows_are_asked_about_and_come_in_marked_or_not(world: World, chau: Someone) -> None:
    await send(chau, book(FISH, ODD, LOST))
    assert "Còn nghi ngờ: 2" in chau.sees
    assert any("Nhập cả 1 dòng nghi ngờ" in label for label in chau.buttons)
    await chau.taps("Trả lời 1 câu hỏi")
    assert "Xã Trên Trời" in chau.sees
    await chau.says("hoang hoa")
    await chau.taps("Xã Hoằng Hóa")
    assert "Nhập được: 2" in chau.sees and "Còn nghi ngờ: 1" in chau.sees
    await chau.goes("import/1/rows/doubtful/0")
    assert "Chỉ có tháng, tạm lấy ngày 1/8/2024" in chau.sees
    await chau.taps("Quay lại")
    await chau.taps("Nhập cả 1 dòng nghi ngờ")
    assert "Đã nhập 3 sản phẩm" in chau.sees


async def test_what_is_there_already_is_left_as_it_is(world: World, chau: Someone) -> None:
    lan = await producer(world)
    await product(lan)
    before = await everything(world)
    await send(chau, book(FISH, SHRIMP))
    assert "Đã có, giữ nguyên: 1" in chau.sees
    await chau.taps("Nhập 1 dòng chắc chắn")
    after = await everything(world)
    assert after[: len(before)] == before or all(row in after for row in before)
    async with world.product.database.read() as db:
        assert await db.scalar(select(func.count()).select_from(Producer)) == 1
        names = set((await db.execute(select(Product.name))).scalars())
    assert names == {"Nước mắm Ba Làng", "Mắm tôm Ba Làng"}


async def test_who_registers_between_dry_run_and_tap_gets_no_twin(world: World, chau: Someone) -> None:
    await send(chau, book(FISH, OLD))
    assert "Nhập được: 2" in chau.sees
    lan = await producer(world)
    await product(lan)
    await chau.taps("Nhập 2 dòng chắc chắn")
    assert "Đã nhập 1 sản phẩm của 1 chủ thể mới" in chau.sees


async def test_undo_takes_back_what_nobody_touched_and_lists_the_rest(world: World, chau: Someone) -> None:
    await send(chau, book(FISH, SHRIMP, OLD, ODD))
    await chau.taps("Nhập cả 1 dòng nghi ngờ")
    async with world.product.database.begin() as db:
        tea = await db.scalar(select(Producer).where(Producer.name == "Hộ Trần Đức"))
        assert tea is not None
        tea.representative = "Trần Văn Đức"
    world.passes(days=6)
    await chau.goes("imports")
    await chau.taps("danh-sach.xlsx")
    await chau.taps("Hoàn tác")
    await chau.taps("Đúng, hoàn tác")
    assert "bỏ 3 sản phẩm, 2 chủ thể" in chau.sees and "Giữ lại 1 sản phẩm" in chau.sees
    await chau.taps("Xem sản phẩm")
    assert "Chè xanh – Hộ Trần Đức" in chau.buttons
    async with world.product.database.read() as db:
        assert list((await db.execute(select(Producer.name))).scalars()) == ["Hộ Trần Đức"]
        assert await db.scalar(select(func.count()).select_from(Rating)) == 1
        assert await db.scalar(select(func.count()).select_from(Dossier)) == 1
        actions = list((await db.execute(select(AuditRow.action).where(AuditRow.action.like("import.%")))).scalars())
    assert actions == ["import.begun", "import.taken", "import.undone"]


async def test_a_producer_who_came_in_stays_with_all_products(world: World, chau: Someone) -> None:
    await send(chau, book(FISH, SHRIMP, OLD))
    await chau.taps("Nhập 3 dòng chắc chắn")
    async with world.product.database.read() as db:
        owner = await db.scalar(select(Producer.id).where(Producer.name == "HTX Ba Làng"))
    await chau.goes(f"producer/{owner}/invite")
    token = chau.sees.split("m-")[1].split()[0]
    lan = world.person("lan")
    await lan.starts(f"m-{token}")
    await lan.taps("Nhận")
    await chau.goes("import/1/undo/yes")
    assert "bỏ 1 sản phẩm, 1 chủ thể" in chau.sees and "Giữ lại 2 sản phẩm" in chau.sees


async def test_a_list_comes_in_and_goes_again_on_both_databases(any_world: World) -> None:
    any_world.time = NOW
    officer = await official(any_world, "Nguyễn Minh Châu", PROVINCE)
    await send(officer, book(FISH, SHRIMP, OLD, ODD, LOST, WRONG))
    await officer.taps("Nhập cả 1 dòng nghi ngờ")
    assert "Đã nhập 4 sản phẩm của 3 chủ thể mới" in officer.sees
    await officer.goes("unreached/nobody")
    assert officer.sees.index("Hộ Trần Đức") < officer.sees.index("HTX Ba Làng")
    await officer.goes("import/1/undo/yes")
    assert "bỏ 4 sản phẩm, 3 chủ thể" in officer.sees
    assert await everything(any_world) == []


async def test_a_process_that_dies_while_it_comes_in_leaves_all_or_nothing(
    world: World, chau: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await send(chau, book(FISH, SHRIMP, OLD))

    def dies(point: str) -> None:
        if point == "import.halfway":
            raise ConnectionError("cut")

    monkeypatch.setattr(faults, "reached", dies)
    await chau.taps("Nhập 3 dòng chắc chắn")
    assert await everything(world) == []
    monkeypatch.undo()
    world.passes(days=1)
    await world.settle()
    assert "Đã nhập 3 sản phẩm" in chau.sees


async def test_after_a_week_nothing_can_be_undone(world: World, chau: Someone) -> None:
    await send(chau, book(FISH))
    await chau.taps("Nhập 1 dòng chắc chắn")
    before = await everything(world)
    world.passes(days=7, seconds=1)
    await chau.goes("import/1/undo/yes")
    assert "Đã quá 7 ngày" in chau.sees
    assert await everything(world) == before


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_fifty_thousand_rows_do_not_stop_the_chat(world: World, chau: Someone) -> None:
    """Somebody else talks all the while; the longest that they wait is measured."""
    lan = await producer(world)
    lines = (f"{n};Nước mắm {n};HTX {n // 2};0912345678;Xã Nga An;3;1/QĐ-UBND;1/8/2024;" for n in range(50_000))
    data = "\n".join([";".join(HEAD), *lines]).encode()
    waits: list[float] = []

    async def talks(until: asyncio.Event) -> None:
        while not until.is_set():
            began = time.perf_counter()
            event = Event(world.channel, lan.chat_id, world.new_id(), text="tình hình")
            await world.product.engine.handle(event)
            waits.append(time.perf_counter() - began)
            await asyncio.sleep(0.2)

    done = asyncio.Event()
    talking = asyncio.create_task(talks(done))
    await send(chau, data, "ds.csv")
    assert "Nhập được: 50000" in chau.sees or "Nhập được: 50.000" in chau.sees
    reading, waits[:] = max(waits), []
    await chau.taps("dòng chắc chắn")
    done.set()
    await talking
    async with world.product.database.read() as db:
        assert await db.scalar(select(func.count()).select_from(Rating)) == 50_000
        assert await db.scalar(select(func.count()).select_from(Producer)) == 25_001
    print(f"the longest wait: {reading:.2f} s while it was read, {max(waits):.2f} s while it came in")
    assert reading < 3 and max(waits) < 10
    await chau.taps("Hoàn tác")
    await chau.taps("Đúng, hoàn tác")
    async with world.product.database.read() as db:
        assert await db.scalar(select(func.count()).select_from(Product)) == 0


async def test_two_taps_take_a_list_in_once(world: World, chau: Someone) -> None:
    await send(chau, book(FISH))
    await chau.goes("import/1/take/sure")
    await chau.goes("import/1/take/sure")
    assert "đã sang bước khác" in chau.saw
    async with world.product.database.read() as db:
        assert await db.scalar(select(func.count()).select_from(Product)) == 1


async def test_several_sheets_and_an_unknown_column_are_asked(world: World, chau: Someone) -> None:
    head = ["STT", "Tên sản phẩm", "Cột lạ", "Xã", "Số sao", "Ngày cấp"]
    row = [1, "Nước mắm", "HTX Ba Làng", "Nga An", 3, "10/8/2024"]
    await send(chau, xlsx(("Năm 2024", [head, row]), ("Năm 2025", [head, row, [2, "Mắm tôm", *row[2:]]])))
    assert "Đọc trang nào" in chau.sees and chau.buttons[:2] == ["Năm 2024 (2 dòng)", "Năm 2025 (3 dòng)"]
    await chau.taps("Năm 2025")
    assert "Cột nào là “Chủ thể”" in chau.sees
    await chau.taps("Cột lạ")
    assert "Chạy thử 2 dòng" in chau.sees and "Nhập được: 2" in chau.sees


async def test_a_csv_of_a_commune_officer_stays_in_the_commune(world: World, chau: Someone) -> None:
    hung = await official(world, "Trần Văn Hùng", COMMUNE)
    other = [9, "Mắm nêm", "HTX Khác", "", "Xã Hoằng Hóa", 3, "1/QĐ-UBND", "1/8/2024", ""]
    text = "\n".join(";".join(map(str, row)) for row in (HEAD, FISH, other))
    await send(hung, text.encode("utf-16"), "ds.csv")
    assert "Nhập được: 1" in hung.sees and "Sai, không nhập: 1" in hung.sees
    await hung.taps("Sai")
    assert "Ngoài nơi anh chị phụ trách" in hung.sees
    thu = await official(world, "Lê Thị Thu", "15865")
    await thu.goes("import/1")
    assert "Nhập danh sách là việc của cán bộ" in thu.sees


async def test_others_are_told_kindly(world: World, chau: Someone) -> None:
    lan = await producer(world)
    await lan.sends(book(FISH), names=("ds.xlsx",))
    assert "Nhập danh sách" not in " ".join(lan.buttons)
    await lan.goes("import/file/1")
    assert "việc của cán bộ phụ trách" in lan.sees
    council = await official(world, "Hội đồng", PROVINCE, Role.COUNCIL)
    await council.goes("imports")
    assert "việc của cán bộ phụ trách" in council.sees
    await chau.goes("import/file/1")  # somebody else's file
    assert await rows(world, Import) == []


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (xlsx(("A", [["chỉ", "là", "chữ"]])), "a.xlsx", "không thấy dòng tiêu đề"),
        (xlsx(("A", [])), "a.xlsx", "không có gì"),
    ],
)
async def test_what_cannot_be_read_is_said(chau: Someone, data: bytes, name: str, says: str) -> None:
    await send(chau, data, name)
    assert says in chau.sees and "gửi lại tệp" in chau.sees


async def test_dropped_lists_leave_nothing(world: World, chau: Someone) -> None:
    await send(chau, book(FISH))
    await chau.taps("Bỏ danh sách này")
    assert "Không dòng nào được nhập" in chau.sees
    assert await everything(world) == []
    await chau.goes("import/1/take/sure")
    assert await everything(world) == []
