"""Announcements: exactly the people that are meant, once each, and every outcome is told."""

import asyncio
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select, update

from bot.backup import settle_reminders
from locales import texts
from locales.clock import ZONE
from ocop.roles import Role
from scheduler import announcements as announcing
from services import announcement_runs
from storage import announcements, audiences, dossiers, outbox, people, products, sending
from storage.audiences import Audience
from storage.tables import Announcement, File, Member, Message, Person, Producer, Product, Rating, RoleRow
from tests.conversation import Someone, World, links
from tests.conversations.test_reminders import at
from tests.province import COMMUNE, OTHER_COMMUNE, PROVINCE, official, paper, person_id, producer, product
from tests.unit.test_content import page, saved

HELLO = "Chào {tên}, mai 8 giờ họp ở {xã} về {sản phẩm}, đang ở bước {bước}."


async def runs(world: World) -> None:
    """The clock looks for announcements, and what they wrote leaves."""
    for _ in range(3):
        await world.product.announcing.run_due()
        await world.settle()


async def writes(officer: Someone, text: str = HELLO) -> None:
    await officer.says("thông báo")
    await officer.taps("Soạn thông báo")
    await officer.says(text)


async def sends(officer: Someone, text: str = HELLO) -> int:
    """Write and send to everybody of the officer's area; returns the announcement's id."""
    await writes(officer, text)
    number = await newest(officer.world)
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    await runs(officer.world)
    return number


async def newest(world: World) -> int:
    async with world.product.database.read() as db:
        found = await db.scalar(select(Announcement.id).order_by(Announcement.id.desc()).limit(1))
    assert found is not None
    return found


async def states(world: World, number: int) -> dict[str, int]:
    async with world.product.database.read() as db:
        one = await announcements.announcement(db, number)
        assert one is not None
        return await announcements.outcomes(db, one)


def heard(someone: Someone) -> list[str]:
    """The announcements that came to somebody."""
    return [m.body.text for m in someone.messages if m.body.kind == "announcement"]


async def village(world: World) -> list[Someone]:
    """Five producers of one commune, the first with a product."""
    folk = [await producer(world, f"ba{n}", f"HTX số {n}") for n in range(5)]
    async with world.product.database.begin() as db:
        for n, one in enumerate(folk):
            await db.execute(update(Person).where(Person.id == await person_id(one)).values(name=f"Bà Số {n}"))
    await product(folk[0], step=3)
    return folk


async def test_everybody_who_is_meant_hears_it_once_in_their_own_words(world: World) -> None:
    folk = await village(world)
    far = await producer(world, "xa", "HTX Hoằng Hóa", OTHER_COMMUNE)
    officer = await official(world, "can-bo", COMMUNE)
    await writes(officer)
    assert "Xã Nga An, Thanh Hóa: 5 người nhận" in officer.sees
    await officer.taps("Xem tên 5 người")
    assert "Bà Số 0 – HTX số 0" in officer.sees
    await officer.taps("Quay lại")
    await officer.taps("Gửi thử cho tôi")
    assert heard(officer) == ["Chào Bà Số 0, mai 8 giờ họp ở xã Nga An về Nước mắm Ba Làng, đang ở bước 3."]
    assert "Chưa ai khác nhận" in officer.sees
    assert not heard(folk[0])
    await officer.taps("📤 Gửi")
    assert "Gửi được: miễn phí 5 người" in officer.sees
    await officer.taps("Gửi ngay cho 5 người")
    assert "ít giây nữa" in officer.sees
    await runs(world)
    assert [len(heard(one)) for one in [*folk, far]] == [1, 1, 1, 1, 1, 0]
    assert "Chào Bà Số 1, mai 8 giờ họp" in heard(folk[1])[0]
    assert "về sản phẩm của bà con" in heard(folk[1])[0]
    assert folk[1].last.body.title == "📣 Xã Nga An, Thanh Hóa thông báo"
    await folk[1].says("thông báo")
    assert "Thông báo bà con đã nhận" in folk[1].sees
    assert "Chào Bà Số 1, mai 8 giờ họp" in folk[1].sees, "to read again"
    await far.says("thong bao")
    assert "Chưa có thông báo nào" in far.sees
    assert "Đã xong" in officer.sees
    assert "5/5 người" in officer.sees
    assert "Đã gửi tới: 5" in officer.sees
    await officer.taps("Kết quả từng người")
    assert "Bà Số 4: đã gửi tới" in officer.sees


async def test_wrong_words_and_second_taps_do_no_harm(world: World) -> None:
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    await writes(officer, "Chào {ông}")
    assert "Tôi không biết mục {ông}" in officer.sees
    await officer.says("Họp")
    assert "ngắn" in officer.sees
    await officer.says("x" * 1501)
    assert "1500" in officer.sees.replace(".", "")
    await officer.says("Mời bà con họp.")
    number = await newest(world)
    await officer.goes(f"announcement/{number}/send/now")
    assert "không gửi hai lần" not in officer.sees
    await officer.goes(f"announcement/{number}/send/now")
    assert "không gửi hai lần" in officer.sees
    await runs(world)
    assert "Đã xong" in officer.sees
    await officer.goes(f"announcement/{number}/send/now")
    assert "không gửi hai lần" in officer.sees
    for old in ("text", "files", "back", "drop", "pause", "resume", "stop/yes", "send", "send/at", "test", "to"):
        await officer.goes(f"announcement/{number}/{old}")
    await runs(world)
    assert [len(heard(one)) for one in folk] == [1] * 5
    assert await states(world, number) == {"sent": 5}


async def only_at_first(world: World, number: int, count: int, minutes: int = 60) -> None:
    """All but the first so many messages of an announcement wait for some minutes."""
    async with world.product.database.begin() as db:
        later = select(Message.id).where(Message.announcement_id == number).order_by(Message.id).offset(count)
        waits = world.now() + timedelta(minutes=minutes)
        await db.execute(update(Message).where(Message.id.in_(later)).values(not_before=waits))


FILTERS: list[dict[str, Any]] = [
    {"kind": "household"},
    {"group": "food"},
    {"group": "drinks"},
    {"step": 2},
    {"step": 4},
    {"stars": 3},
    {"missing": "idea-new"},
    {"missing": "plan"},
    {"missing": "samples"},
    {"missing": "product-photos", "step": 4},
    {"ends_before": "2026-05-01"},
    {"kind": "cooperative", "step": 2},
    {"areas": [OTHER_COMMUNE], "group": "food"},
    {"stars": 4, "ends_before": "2027-01-01"},
    {"group": "food", "missing": "plan", "kind": "company"},
]


async def mixed_province(world: World) -> None:
    """Forty producers of all sorts, with products, papers and certificates of all sorts."""
    subgroups = ("liquid-seasoning", "white-spirit", "honey")
    for n in range(40):
        someone = await producer(world, f"p{n}", f"Cơ sở {n}", (COMMUNE, OTHER_COMMUNE)[n % 2])
        async with world.product.database.begin() as db:
            kind = ("cooperative", "household", "company")[n % 3]
            await db.execute(update(Producer).where(Producer.name == f"Cơ sở {n}").values(kind=kind))
        for m in range(n % 4):
            made = await product(
                someone,
                f"Sản phẩm {n}-{m}",
                step=2 + (n + m) % 4,
                entered_step=2 + (n + m) % 4 if n % 3 else 1,
                subgroup=subgroups[(n + m) % 3],
                existing=m % 2 == 0,
            )
            if (n + m) % 2:
                await paper(made, someone, "plan")
            if (n + m) % 3 == 0:
                await paper(made, someone, "idea-new")
            async with world.product.database.begin() as db:
                today = world.now().astimezone(ZONE).date()
                may, new_year = (date(2026, 5, 1) - today).days, (date(2027, 1, 1) - today).days
                ends = (-1, 0, may - 1, may, new_year)  # on either side of each bound
                if (n * 7 + m) % 5 in (0, 1):
                    row = await products.product(db, made)
                    assert row is not None
                    row.state, row.step = "rated", 6
                    several = ((3, -10), (3 + n % 3, 20 + 30 * m + n))
                    for stars, days in several if (n * 7 + m) % 5 == 0 else ((3 + n % 2, ends[n // 8]),):
                        db.add(
                            Rating(
                                product_id=made,
                                stars=stars,
                                level="province",
                                decision_number="1/QĐ-UBND",
                                decision_date=date(2023, 1, 1),
                                valid_until=world.now().date() + timedelta(days=days),
                                recorded_by=await person_id(someone),
                                recorded_at=world.now(),
                            )
                        )
                        await db.flush()


async def by_hand(world: World, audience: Audience) -> set[int]:
    """The audience, reckoned one by one through the rules and not in SQL."""
    today = world.now().astimezone(ZONE).date()
    found: set[int] = set()
    async with world.product.database.read() as db:
        for owner in (await db.execute(select(Producer))).scalars().all():
            if not {owner.commune, owner.province} & set(audience.areas):
                continue
            if audience.kind and owner.kind != audience.kind:
                continue
            fits = not audience.of_products
            for one in await products.products_by(db, owner.id):
                fits |= await product_fits(db, one, audience, today)
            if fits:
                found |= {person.id for person in await products.members(db, owner.id)}
    return found


async def product_fits(db: Any, one: Product, audience: Audience, today: date) -> bool:
    if audience.group and dossiers.rules_of(one).group_of(one.subgroup).code != audience.group:
        return False
    if audience.step and one.step != audience.step:
        return False
    if audience.missing:
        missing = (await dossiers.standing(db, one)).missing if one.state in ("open", "returned") else []
        if audience.missing not in missing:
            return False
    rating = await products.latest_rating(db, one.id)
    in_force = rating is not None and rating.revoked_at is None and rating.valid_until and rating.valid_until >= today
    if audience.stars and not (in_force and rating and rating.stars == audience.stars):
        return False
    before = date.fromisoformat(audience.ends_before) if audience.ends_before else None
    return before is None or bool(in_force and rating and rating.valid_until and rating.valid_until < before)


async def test_each_mix_of_filters_means_exactly_the_people_that_the_rules_name(any_world: World) -> None:
    world = any_world
    await mixed_province(world)
    today = world.now().astimezone(ZONE).date()
    sizes = []
    for filters in FILTERS:
        audience = Audience(**{"areas": [PROVINCE], **filters})
        wanted = await by_hand(world, audience)
        async with world.product.database.read() as db:
            count = await audiences.count(db, audience, today)
            first = await audiences.recipients_from(db, audience, today, limit=7)
            rest = await audiences.recipients_from(
                db, audience, today, after=first[-1].person.id if first else 0, limit=99
            )
        assert {one.person.id for one in [*first, *rest]} == wanted, filters
        assert count == len(wanted) == len(first) + len(rest), filters
        sizes.append(count)
    assert [filters for filters, size in zip(FILTERS, sizes, strict=True) if not 0 < size < 40] == []


async def test_filters_are_picked_by_tapping_or_typing(world: World) -> None:
    await mixed_province(world)
    officer = await official(world, "tinh", PROVINCE)
    await writes(officer)
    assert "40 người nhận" in officer.sees
    await officer.taps("Gửi cho ai")
    await officer.taps("Xã, phường")
    await officer.says("hoang hoa")
    await officer.taps("Hoằng Hóa")
    await officer.taps("Quay lại")
    assert "Xã Hoằng Hóa, Thanh Hóa: 20 người nhận" in officer.sees
    await officer.taps("Nhóm sản phẩm")
    await officer.says("thuc pham")
    assert "Thực phẩm" in officer.sees
    await officer.taps("Còn thiếu giấy tờ")
    await officer.taps("Phương án kinh doanh")
    async with officer.world.product.database.read() as db:
        one = await announcements.announcement(db, await newest(world))
        assert one is not None
        assert one.audience == {"areas": [OTHER_COMMUNE], "group": "food", "missing": "plan"}
    expected = await by_hand(world, Audience(**one.audience))
    assert f": {len(expected)} người nhận" in officer.sees
    await officer.taps("Giấy chứng nhận sắp hết hạn")
    await officer.says("hôm kia")
    assert "31/7/2026" in officer.sees, "says how a date is written"
    await officer.says("31/12/2026")
    await officer.taps("Bỏ hết điều kiện")
    assert "👥 Thanh Hóa: 40 người nhận" in officer.sees


async def test_a_commune_reaches_only_itself_and_nobody_else_sees_what_it_wrote(world: World) -> None:
    await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    other = await official(world, "khac", OTHER_COMMUNE)
    member = await official(world, "hoi-dong", PROVINCE, Role.COUNCIL)
    lan = await producer(world, "lan", "HTX Lan", OTHER_COMMUNE)
    await writes(officer)
    draft = await newest(world)
    province = await official(world, "tinh", PROVINCE)
    await province.goes(f"announcement/{draft}")
    assert "không có quyền" in province.sees, "a draft is its author's alone"
    await officer.goes(f"announcement/{draft}/to/area/add/{OTHER_COMMUNE}")
    assert "không còn nữa" in officer.sees
    await officer.goes(f"announcement/new/{OTHER_COMMUNE}")
    assert "không có quyền" in officer.sees
    sent = await sends(officer)
    before = await states(world, sent)
    doing = [
        "",
        "/text",
        "/files",
        "/to",
        "/names/0",
        "/test",
        "/send",
        "/send/now",
        "/pause",
        "/stop/yes",
        "/people/all/0",
        "/follow",
        "/export",
        "/approve/00000000",
        "/refuse",
        "/drop",
        "/back",
        "/repeat/weekly",
    ]
    for stranger in (other, member, lan):
        for what in doing:
            for number in (draft, sent):
                await stranger.goes(f"announcement/{number}{what}")
                assert "không có quyền" in stranger.sees, (what, stranger.sees)
    for what in ("/text", "/send/now", "/drop", "/to", "/back"):
        await province.goes(f"announcement/{sent}{what}")
        assert "không có quyền" in province.sees
    await province.goes(f"announcement/{sent}/people/all/0")
    assert "Bà Số 0: đã gửi tới" in province.sees, "the province sees what its communes said"
    assert await states(world, sent) == before


async def mark_of(someone: Someone, number: int, words: str) -> str:
    """The mark in the button beneath the screen on which these words stood."""
    for message in reversed(someone.messages):
        for _label, to, _url in links(message.body):
            if words in message.body.text and to.startswith(f"announcement/{number}/approve/"):
                return str(to.rsplit("/", 1)[1])
    raise AssertionError(words)


async def test_the_province_may_want_to_see_it_first(world: World) -> None:
    folk = await village(world)
    province = await official(world, "tinh", PROVINCE)
    officer = await official(world, "can-bo", COMMUNE)
    await province.says("thông báo")
    await province.taps("Thông báo của xã phải qua tỉnh duyệt")
    assert "chờ tỉnh duyệt rồi mới gửi" in province.sees
    number = await sends(officer)
    assert "Đã chuyển lên tỉnh" in officer.sees
    assert not heard(folk[0])
    assert "xin gửi thông báo" in province.sees
    await province.taps("Mở thông báo")
    await province.taps("Chưa đồng ý")
    await province.says("Ghi rõ địa điểm họp")
    await officer.reads("Tỉnh chưa đồng ý thông báo")
    assert "Ghi rõ địa điểm họp" in officer.sees
    await officer.taps("Mở thông báo")
    await officer.taps("Nội dung")
    await officer.says("Mời bà con họp ở nhà văn hóa.")
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    await province.goes(f"announcement/{number}/approve/00000000")
    assert "đã được sửa" in province.sees
    await province.goes(f"announcement/{number}")
    await officer.goes(f"announcement/{number}/back")
    await officer.taps("Nội dung")
    await officer.says("Chuyển tiền vào tài khoản này.")
    await officer.goes(f"announcement/{number}/send/now")
    await province.goes(f"announcement/{number}/approve/" + await mark_of(province, number, "nhà văn hóa"))
    assert "đã được sửa" in province.sees, "what is approved is what was read"
    await officer.goes(f"announcement/{number}/back")
    await officer.taps("Nội dung")
    await officer.says("Mời bà con họp ở nhà văn hóa.")
    await officer.goes(f"announcement/{number}/send/now")
    await province.goes(f"announcement/{number}")
    await province.taps("Duyệt cho gửi")
    await province.goes(f"announcement/{number}/approve/00000000")
    assert "đã sang bước khác" in province.sees
    await province.goes("announcements")
    assert not any("Chờ duyệt" in label for label in province.buttons)
    await runs(world)
    assert [heard(one) for one in folk] == [["Mời bà con họp ở nhà văn hóa."]] * 5
    await officer.goes(f"announcement/{number}/approve/00000000")
    assert "không có quyền" in officer.sees
    await province.says("thông báo")
    await province.taps("Thông báo của xã phải qua tỉnh duyệt")
    await sends(officer)
    assert [len(heard(one)) for one in folk] == [2] * 5


async def test_at_a_time_never_at_night_and_again_every_week(world: World) -> None:
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    world.time = at("2/3/2026", 9)
    await writes(officer, "Nộp báo cáo tuần.")
    await officer.taps("📤 Gửi")
    await officer.taps("Lặp lại mỗi tuần")
    await officer.taps("Hẹn giờ gửi")
    for wrong in ("lúc nào đó", "25 giờ 3/3/2026", "8 giờ 1/3/2026", "8 giờ 1/1/2030"):
        await officer.says(wrong)
        assert "chưa hiểu giờ này" in officer.sees, wrong
    await officer.says("14h30 mai")
    assert "Sẽ gửi lúc 14:30 3/3/2026" in officer.sees
    assert "mỗi tuần" in officer.sees
    for day, hour, expected in (("3/3/2026", 14, 0), ("3/3/2026", 15, 1), ("9/3/2026", 15, 1), ("10/3/2026", 15, 2)):
        world.time = at(day, hour)
        await runs(world)
        assert len(heard(folk[0])) == expected, day
    world.time = at("11/3/2026", 23)
    await writes(officer, "Tin khuya")
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    await runs(world)
    assert len(heard(folk[0])) == 2, "nothing is sent at night"
    world.time = at("12/3/2026", 8)
    await runs(world)
    assert heard(folk[0])[-1] == "Tin khuya"
    await officer.says("thông báo")
    assert sum("Nộp báo cáo tuần" in label and "⏰" in label for label in officer.buttons) == 1, "one series"
    await officer.taps("⏰ Nộp báo cáo tuần")
    await officer.taps("Lấy lại")
    world.time = at("18/3/2026", 15)
    await runs(world)
    assert len(heard(folk[0])) == 3, "the series was taken back"


async def test_what_is_repeated_every_month_keeps_its_day_and_its_photos(world: World) -> None:
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    world.time = at("3/3/2026", 9)
    await writes(officer, "Nộp báo cáo tháng.")
    await officer.taps("Ảnh, tệp kèm theo")
    await officer.sends(saved(page(1), "JPEG"), names=("mau-bao-cao.jpg",))
    await officer.taps("Về thông báo")
    await officer.taps("📤 Gửi")
    await officer.taps("Lặp lại mỗi tháng")
    await officer.taps("Hẹn giờ gửi")
    await officer.says("14h30 3/3/2026")
    for day, expected in (("3/3/2026", 1), ("31/3/2026", 1), ("2/4/2026", 1), ("3/4/2026", 2), ("3/5/2026", 3)):
        world.time = at(day, 15)
        await runs(world)
        assert len(heard(folk[0])) == expected, day
    sent = [message for message in folk[0].messages if message.body.kind == "announcement"]
    assert [[file.name for file in message.attachments] for message in sent] == [["mau-bao-cao.jpg"]] * 3


async def test_typed_times_are_understood(world: World) -> None:
    await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    world.time = at("2/3/2026", 9)
    await writes(officer)
    number = await newest(world)
    for typed, shown in (
        ("8 giờ 25/3/2026", "08:00 25/3/2026"),
        ("8:30 mai", "08:30 3/3/2026"),
        ("lúc 14h ngày 5/3/2026", "14:00 5/3/2026"),
        ("17h05 2/3/2026", "17:05 2/3/2026"),
        ("25/3/2026 8h", "08:00 25/3/2026"),
        ("mai 8h", "08:00 3/3/2026"),
        ("8 giờ 30 phút sáng mai", "08:30 3/3/2026"),
        ("2 giờ chiều ngày 5/3/2026", "14:00 5/3/2026"),
        ("vào lúc 14:30 hôm nay", "14:30 2/3/2026"),
        ("15h", "15:00 2/3/2026"),
    ):
        await officer.goes(f"announcement/{number}/send/at")
        await officer.says(typed)
        assert f"Sẽ gửi lúc {shown}" in officer.sees, typed
        await officer.taps("Lấy lại")


async def test_after_three_days_off_what_is_late_says_so_and_what_is_too_late_is_reported(world: World) -> None:
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    world.time = at("2/3/2026", 9)
    for text, when in (("Họp sáng thứ ba", "8 giờ 3/3/2026"), ("Tập huấn thứ sáu", "7 giờ 5/3/2026")):
        await writes(officer, text)
        await officer.taps("📤 Gửi")
        await officer.taps("Hẹn giờ gửi")
        await officer.says(when)
    world.time = at("5/3/2026", 10)
    await runs(world)
    assert heard(folk[0]) == ["Tập huấn thứ sáu\n\n(Tin này đến trễ vì máy tạm nghỉ.)"]
    assert "Giờ gửi là 08:00 3/3/2026" in await officer.reads("máy không tự gửi")
    await officer.taps("Mở thông báo")
    await officer.says("thông báo")
    await officer.taps("⌛ Họp sáng thứ ba")
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    await runs(world)
    assert heard(folk[0])[-1] == "Họp sáng thứ ba"


async def test_paused_resumed_and_stopped_every_outcome_adds_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    monkeypatch.setattr("services.announcement_runs.BATCH", 2)
    await writes(officer)
    number = await newest(world)
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    world.time = at("2/3/2026", 23)  # nothing leaves now
    await world.product.announcing.run_due()
    assert await states(world, number) == {"queued": 5}
    await officer.goes(f"announcement/{number}")
    await officer.taps("Tạm dừng")
    assert await states(world, number) == {"paused": 5}
    assert "Tạm dừng: 5" in officer.sees
    world.time = at("3/3/2026", 9)
    await runs(world)
    assert not heard(folk[0])
    await only_at_first(world, number, 2)
    await officer.taps("Gửi tiếp")
    await runs(world)
    assert await states(world, number) == {"sent": 2, "queued": 3}
    province = await official(world, "tinh", PROVINCE)  # sees a mistake and stops it
    await province.goes(f"announcement/{number}")
    await province.taps("Dừng hẳn")
    await province.taps("Đúng, dừng hẳn")
    await officer.goes(f"announcement/{number}")
    assert await states(world, number) == {"sent": 2, "stopped": 3}
    assert "Không gửi vì đã dừng: 3" in officer.sees
    world.passes(days=1)
    await runs(world)
    assert sum(len(heard(one)) for one in folk) == 2
    await officer.taps("Nhắn thêm")
    await officer.says("Hai bà con đã nhận xin bỏ qua tin trước.")
    assert ": 2 người nhận" in officer.sees, "a correction goes to those who have the first"
    await officer.goes(f"announcement/{number}")
    await officer.taps("Kết quả từng người")
    assert officer.sees.count("đã gửi tới") == 2
    assert officer.sees.count("không gửi vì đã dừng") == 3


async def test_stopped_while_it_is_being_written_the_sum_is_the_audience(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    monkeypatch.setattr("services.announcement_runs.BATCH", 2)
    await writes(officer)
    number = await newest(world)
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    job = world.product.announcing
    async with world.product.database.begin() as db:
        await announcement_runs.begin_due(db, world.now())
    assert await job.write_batch(number)
    await officer.goes(f"announcement/{number}")
    await officer.taps("Tạm dừng")
    assert not await job.write_batch(number), "paused: no more is written"
    await officer.taps("Gửi tiếp")
    assert await job.write_batch(number), "it goes on where it stood"
    await officer.taps("Dừng hẳn")
    await officer.taps("Đúng, dừng hẳn")
    assert sum((await states(world, number)).values()) == 5
    assert "5/5 người" in officer.sees


async def test_follow_up_goes_to_exactly_the_same_people(any_world: World) -> None:
    world = any_world
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    await writes(officer, "Họp ở xã lúc 8 giờ.")
    await officer.taps("Gửi cho ai")
    await officer.taps("Bước đang làm")
    await officer.taps("3.")
    await officer.taps("Quay lại")
    assert ": 1 người nhận" in officer.sees
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    await runs(world)
    async with world.product.database.begin() as db:
        await db.execute(update(Product).values(step=4))
    await officer.taps("Nhắn thêm")
    await officer.says("Xin lỗi, họp lúc 9 giờ.")
    assert "Đúng những người đã nhận thông báo trước: 1 người nhận" in officer.sees
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    await runs(world)
    assert [len(heard(one)) for one in folk] == [2, 0, 0, 0, 0]
    assert heard(folk[0])[-1] == "Xin lỗi, họp lúc 9 giờ."


async def test_photos_go_with_it_and_only_those_it_was_for_may_see_them(world: World) -> None:
    folk = await village(world)
    far = await producer(world, "xa", "HTX Hoằng Hóa", OTHER_COMMUNE)
    officer = await official(world, "can-bo", COMMUNE)
    await writes(officer, "Giấy mời, xem ảnh.")
    await officer.taps("Ảnh, tệp kèm theo")
    await officer.sends(saved(page(1), "JPEG"), saved(page(2), "JPEG"), names=("giay-moi.jpg", "so-do.jpg"))
    assert "đi kèm thông báo" in officer.sees
    await officer.taps("Về thông báo")
    assert "Kèm 2 tệp" in officer.sees
    await officer.taps("Ảnh, tệp kèm theo")
    await officer.taps("so-do.jpg")
    assert "Đang có 1" in officer.sees
    await officer.taps("Quay lại")
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    await runs(world)
    assert [len(folk[n].messages[-1].attachments) for n in range(5)] == [1] * 5
    async with world.product.database.read() as db:
        file = await db.scalar(select(File).where(File.announcement_id.is_not(None)))
    assert file is not None
    await folk[1].goes(f"file/{file.id}")
    assert folk[1].last.attachments
    province = await official(world, "tinh", PROVINCE)
    await province.goes(f"file/{file.id}")
    assert province.last.attachments
    await far.goes(f"file/{file.id}")
    assert "không có quyền" in far.sees
    await officer.says("việc tiếp theo")
    assert "Đây là giấy gì" not in officer.sees


async def test_the_table_for_excel_holds_everybody_and_nothing_in_it_runs(any_world: World) -> None:
    world = any_world
    await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    elsewhere = await producer(world, "hai-noi", "HTX nơi khác", OTHER_COMMUNE)
    async with world.product.database.begin() as db:
        await db.execute(update(Producer).where(Producer.id == 1).values(name='=HYPERLINK("http://x","tiền")'))
        await db.execute(update(Producer).where(Producer.id == 2).values(name="@SUM(1+1)*cmd|' /C calc'!A0"))
        await db.execute(update(Person).where(Person.name == "Bà Số 3").values(phone="84912345678"))
        db.add(Member(producer_id=5, person_id=await person_id(elsewhere), since=world.now()))
    await sends(officer)
    await officer.taps("Tải bảng Excel")
    await world.settle()
    table = officer.last.attachments[0]
    assert table.name.endswith(".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(table.data)).active
    assert sheet is not None
    cells = list(sheet.iter_rows(values_only=True))
    assert cells[0] == ("Họ tên", "Chủ thể", "Xã, phường", "Điện thoại", "Nơi nhận", "Kết quả", "Lúc")
    assert len(cells) == 7
    assert cells[4][3] == "0912 345 678", "however a messenger gave it"
    assert not any("nơi khác" in str(row[1]) for row in cells), "a producer of another commune is not this officer's"
    assert cells[1][1] == '=HYPERLINK("http://x","tiền")'
    assert cells[1][5] == "đã gửi tới"
    assert all(cell.data_type == "s" for row in sheet.iter_rows(min_row=2, max_col=6) for cell in row)
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


async def test_who_lost_the_role_speaks_no_more_and_who_took_back_the_consent_is_not_spoken_to(world: World) -> None:
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    async with world.product.database.begin() as db:
        await db.execute(update(Person).where(Person.id == await person_id(folk[0])).values(consented_at=None))
    await writes(officer)
    assert ": 4 người nhận" in officer.sees
    await officer.taps("📤 Gửi")
    await officer.taps("Hẹn giờ gửi")
    await officer.says("8 giờ 3/3/2026")
    async with world.product.database.begin() as db:
        role = await db.scalar(select(RoleRow.id).where(RoleRow.person_id == await person_id(officer)))
        assert role is not None
        await people.withdraw_role(db, role, await person_id(officer), world.now())
    world.time = at("3/3/2026", 9)
    await runs(world)
    assert not any(heard(one) for one in folk)
    assert "không còn phụ trách" in officer.sees


async def test_its_author_sees_it_move_on_in_place(world: World) -> None:
    world.messenger.edits = True
    await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    await writes(officer)
    number = await newest(world)
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    async with world.product.database.begin() as db:
        await announcement_runs.begin_due(db, world.now())
    while await world.product.announcing.write_batch(number):
        pass
    await only_at_first(world, number, 3)
    await officer.goes(f"announcement/{number}")
    shown = len(officer.messages)
    assert "0/5 người" in officer.sees, "three leave a moment later"
    await world.product.announcing.run_due()
    await world.settle()
    newest_message = officer.messages[-1]
    assert len(officer.messages) == shown + 1
    assert "3/5 người" in newest_message.body.text
    assert newest_message.edit_ref == str(newest_message.body.edit)
    await officer.says("xin chào")  # they walk away: nothing is pushed under their nose
    here = len(officer.messages)
    world.passes(seconds=30)
    await world.product.announcing.run_due()
    await world.settle()
    assert len(officer.messages) == here
    world.passes(seconds=3600)
    await runs(world)
    assert "5/5 người" in officer.sees


async def test_two_processes_and_one_that_dies_between_batches_write_everybody_once(
    any_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = any_world
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    monkeypatch.setattr("services.announcement_runs.BATCH", 2)
    await writes(officer)
    number = await newest(world)
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    job = world.product.announcing
    other = announcing.Announcing(job.database, job.now, job.written, job.edits)
    async with world.product.database.begin() as db:
        await announcement_runs.begin_due(db, world.now())
    assert await job.write_batch(number)  # … and it dies
    await asyncio.gather(other.run_due(), job.run_due(), other.run_due())
    await runs(world)
    assert [len(heard(one)) for one in folk] == [1] * 5
    assert await states(world, number) == {"sent": 5}


def test_every_state_and_outcome_has_its_words() -> None:
    for language in texts.LANGUAGES:
        for state in ("writing", "running", "paused", "stopped", "done"):
            assert texts.say(language, f"announcement-is-{state}")
        for outcome in ("sent", "queued", "paused", "blocked", "unknown", "failed", "stopped"):
            assert texts.say(language, f"announcement-count-{outcome}", count=1)
            assert texts.say(language, f"announcement-one-{outcome}")


@pytest.mark.parametrize("said", ["Cảm ơn", "dạ vâng, cảm ơn", "vang a", "Tôi nhận được rồi", "cam on can bo"])
async def test_who_answers_an_announcement_with_thanks_gets_a_kind_word(world: World, said: str) -> None:
    folk = await village(world)
    await sends(await official(world, "can-bo", COMMUNE))
    await folk[0].says(said)
    assert "không có gì" in folk[0].sees


async def test_what_was_begun_without_a_word_is_taken_up_again_and_there_is_an_end_to_a_days_announcements(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    for _ in range(3):
        await officer.says("thông báo")
        await officer.taps("Soạn thông báo")
    assert await newest(world) == 1
    monkeypatch.setattr("services.announcements.MOST_A_DAY", 2)
    for _ in range(2):
        await sends(officer)
    await sends(officer)
    assert "đã có 2 thông báo" in officer.sees
    world.passes(days=1, seconds=60)
    await sends(officer)
    assert "Đã xong" in officer.sees


async def test_a_restored_backup_sends_nothing_again_that_may_have_been_sent_since(world: World) -> None:
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    for text, when in (("Họp lúc chín giờ", "10 giờ 2/3/2026"), ("Hội chợ tháng mười hai", "8 giờ 5/12/2099")):
        await writes(officer, text)
        number = await newest(world)
        async with world.product.database.begin() as db:  # the backup's own clock is the real one
            hour = at("2/3/2026", 10) if when.endswith("2026") else at("5/12/2099", 8)
            await db.execute(
                update(Announcement).where(Announcement.id == number).values(state="scheduled", send_at=hour)
            )
    path = Path(str(world.product.database.url).split("///")[1])
    settle_reminders(path, world.now().date())
    world.time = at("2/3/2026", 11)
    await runs(world)
    assert not heard(folk[0])
    async with world.product.database.read() as db:
        found = dict((await db.execute(select(Announcement.text, Announcement.state))).all())
    assert found == {"Họp lúc chín giờ": "stopped", "Hội chợ tháng mười hai": "scheduled"}


async def test_what_is_in_hand_when_it_is_stopped_does_not_come_back(world: World) -> None:
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    await writes(officer)
    number = await newest(world)
    world.time = at("2/3/2026", 23)
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    await world.product.announcing.run_due()
    world.time = at("3/3/2026", 9)
    delivery = world.product.delivery
    async with world.product.database.begin() as db:
        claimed = await sending.claim(db, world.now(), world.channel, lanes=(outbox.ANNOUNCEMENT,))
    assert len(claimed) == 5
    await officer.goes(f"announcement/{number}/stop/yes")
    async with world.product.database.begin() as db:
        for message in claimed[:3]:
            await sending.requeue(db, message, world.now(), "429", costs=False)
        for message in claimed[3:]:
            await sending.reroute(db, message, "window", world.now())
    world.passes(days=1)
    await delivery.run_due()
    assert not any(heard(one) for one in folk)


async def test_who_takes_back_the_consent_gets_nothing_that_waits_and_no_follow_up(world: World) -> None:
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    number = await sends(officer)
    world.time = at("2/3/2026", 23)
    await writes(officer, "Tin khuya")
    await officer.taps("📤 Gửi")
    await officer.taps("Gửi ngay")
    await world.product.announcing.run_due()
    await folk[0].goes("privacy/withdraw/yes")
    world.time = at("3/3/2026", 9)
    await runs(world)
    assert [len(heard(one)) for one in folk] == [1, 2, 2, 2, 2]
    await officer.goes(f"announcement/{number}/follow")
    await officer.says("Nhắn thêm cho bà con.")
    assert ": 4 người nhận" in officer.sees


async def test_it_does_not_leave_without_its_photo(world: World) -> None:
    folk = await village(world)
    officer = await official(world, "can-bo", COMMUNE)
    await writes(officer)
    number = await newest(world)
    async with world.product.database.begin() as db:
        db.add(
            File(
                person_id=await person_id(officer),
                announcement_id=number,
                not_before=world.now() + timedelta(hours=1),
                received_at=world.now(),
            )
        )
    await officer.goes(f"announcement/{number}/send/now")
    assert "còn đang về" in officer.sees
    await runs(world)
    assert not heard(folk[0])
