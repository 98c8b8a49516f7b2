"""Documents are made once and told once, whatever fails meanwhile; what cannot be made is said."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from documents.excel import table_xlsx
from services import jobs as service
from services import papers
from services.jobs import AnnouncementOutcomes
from storage import dossiers, jobs, people, products
from storage.actors import Actor
from storage.database import Database
from storage.tables import Announcement, File, Job, Message, Person
from tests.conversation import Someone, World
from tests.province import COMMUNE, PROVINCE, RULES, official, person_id, producer, product
from tests.servers.process import program
from tests.servers.telegram_server import TelegramServer
from tests.story import IDEA, fill_in

TOKEN = "123456789:TESTTESTTESTTESTTESTTESTTESTTEST"


async def filled_in(world: World) -> Someone:
    """Lan, who has just sent the form of her idea; nothing is made yet."""
    lan = await producer(world, "lan", "HTX Ba Làng")
    number = await product(lan, "Nước mắm")
    await lan.goes(f"form/idea-new/{number}")
    await fill_in(lan, "idea-new", IDEA)
    return lan


async def all_jobs(world: World) -> list[Job]:
    async with world.product.database.read() as db:
        return list((await db.execute(select(Job).order_by(Job.id))).scalars())


async def told(world: World, words: str) -> int:
    """How many messages with these words were written."""
    async with world.product.database.read() as db:
        return sum(words in str(body) for body in (await db.execute(select(Message.body))).scalars())


def in_the_way(folder: Path) -> Path:
    """The file store cannot be written: a file stands where its folder was."""
    (folder / "files").rename(folder / "away")
    (folder / "files").write_bytes(b"")
    return folder / "files"


def back_again(folder: Path) -> None:
    (folder / "files").unlink()
    (folder / "away").rename(folder / "files")


async def test_a_word_file_is_made_once_and_named_as_people_call_it(any_world: World) -> None:
    world = any_world
    lan = await filled_in(world)
    [job] = await all_jobs(world)
    assert (job.kind, job.input["v"], job.state) == ("paper-copy", 1, "done")
    async with world.product.database.read() as db:
        [file] = (await db.execute(select(File))).scalars()
    assert (file.id, file.job_id, file.state) == (job.file_id, job.id, "stored")
    assert lan.last.attachments[0].name == "Phiếu đăng ký ý tưởng (sản phẩm mới) – Nước mắm.docx"
    assert await told(world, "tệp Word đã điền sẵn") == 1


async def test_newer_answers_take_the_place_of_a_copy_that_is_not_made_yet(world: World, tmp_path: Path) -> None:
    in_the_way(tmp_path)
    lan = await filled_in(world)
    back_again(tmp_path)
    await lan.goes("form/idea-new/1")  # all is answered: it opens where everything can be checked
    await lan.taps("Sửa một câu")
    await lan.taps("Nguyên liệu")
    await lan.says("Cá cơm và muối Sa Huỳnh")
    await lan.taps("Đúng rồi, gửi")
    for _ in range(8):
        world.passes(seconds=1000)
        await world.settle()
    assert [job.state for job in await all_jobs(world)] == ["cancelled", "done"]
    assert await told(world, "tệp Word đã điền sẵn") == 1


async def test_a_copy_is_not_kept_when_newer_answers_come_while_it_is_made(world: World) -> None:
    lan = await filled_in(world)
    async with world.product.database.begin() as db:
        await db.execute(update(Job).values(state="waiting", attempts=0, not_before=world.now()))
        [held] = await jobs.claim(db, world.now())
    async with world.product.database.begin() as db:
        person = await people.person(db, await person_id(lan))
        document = await dossiers.document(db, held.input["document_id"])
        assert person is not None
        assert document is not None
        await service.copy_paper(db, Actor(person), document, world.now())
    async with world.product.database.begin() as db:
        assert not await jobs.finish(db, held, "done", world.now())


async def test_a_store_that_is_away_for_a_while_delays_and_loses_nothing(world: World, tmp_path: Path) -> None:
    in_the_way(tmp_path)
    await filled_in(world)
    [job] = await all_jobs(world)
    assert (job.state, job.attempts) == ("waiting", 1)
    assert job.not_before > world.now()
    assert job.error is not None
    back_again(tmp_path)
    world.passes(seconds=10)
    await world.settle()
    assert [job.state for job in await all_jobs(world)] == ["done"]
    assert await told(world, "tệp Word đã điền sẵn") == 1


async def test_what_cannot_be_made_is_said_once_and_made_when_asked_again(world: World, tmp_path: Path) -> None:
    in_the_way(tmp_path)
    lan = await filled_in(world)
    for _ in range(12):
        world.passes(seconds=2000)
        await world.settle()
    [job] = await all_jobs(world)
    assert (job.state, job.attempts) == ("failed", jobs.ATTEMPTS)
    assert await told(world, "chưa làm được tệp Word đã điền sẵn") == 1
    back_again(tmp_path)
    await lan.taps("Làm lại")
    await lan.goes(f"job/{job.id}/again")
    assert [job.state for job in await all_jobs(world)] == ["cancelled", "done"]
    assert await told(world, "tệp Word đã điền sẵn. Bà con đọc lại") == 1


async def test_somebody_else_cannot_ask_again(world: World, tmp_path: Path) -> None:
    in_the_way(tmp_path)
    await filled_in(world)
    async with world.product.database.begin() as db:
        await db.execute(update(Job).values(state="failed"))
    mai = await producer(world, "mai", "HTX khác")
    await mai.goes("job/1/again")
    assert "không có quyền" in mai.sees
    assert [job.state for job in await all_jobs(world)] == ["failed"]


async def test_a_job_that_takes_the_process_with_it_ends(world: World) -> None:
    await filled_in(world)
    async with world.product.database.begin() as db:
        await db.execute(update(Job).values(state="working", attempts=jobs.ATTEMPTS, not_before=world.now()))
    await world.settle()
    assert [job.state for job in await all_jobs(world)] == ["failed"]


async def test_a_job_that_another_process_holds_is_left_alone(any_world: World) -> None:
    world = any_world
    await filled_in(world)
    async with world.product.database.begin() as db:
        await db.execute(update(Job).values(state="waiting", attempts=0, not_before=world.now()))
        [held] = await jobs.claim(db, world.now())
    await world.settle()
    assert [job.state for job in await all_jobs(world)] == ["working"]
    world.passes(seconds=jobs.HELD.total_seconds() + 1)
    await world.settle()
    assert [job.state for job in await all_jobs(world)] == ["done"]
    async with world.product.database.begin() as db:
        assert not await jobs.finish(db, held, "done", world.now()), "it was another's by then"
    assert await told(world, "tệp Word đã điền sẵn") == 1


async def test_how_far_a_long_table_is_can_be_seen(world: World) -> None:
    officer = await official(world, "can-bo", COMMUNE)
    await officer.goes("announcements")
    async with world.product.database.begin() as db:
        number = await announced_to(db, await person_id(officer), 1200, world)
        person = await people.person(db, await person_id(officer))
        assert person is not None
        await service.ask(db, Actor(person), AnnouncementOutcomes(number), world.now())
    world.product.jobs.report_every = 0.001
    assert await world.product.jobs.run_due() == 1
    [job] = await all_jobs(world)
    assert (job.state, job.done, job.total) == ("done", 1200, 1200)


def test_a_table_says_how_far_it_is() -> None:
    seen: list[tuple[int, int]] = []
    table_xlsx("Bảng", [("Số", 10)], [[str(n)] for n in range(1100)], lambda done, total: seen.append((done, total)))
    assert seen == [(500, 1100), (1000, 1100)]


async def announced_to(db: AsyncSession, author: int, many: int, world: World) -> int:
    """An announcement that went to so many people."""
    made = Announcement(area=COMMUNE, author_id=author, state="done", created_at=world.now())
    db.add(made)
    folk = [Person(name=f"Bà {n}", created_at=world.now()) for n in range(many)]
    db.add_all(folk)
    await db.flush()
    db.add_all(
        Message(
            person_id=one.id,
            lane=3,
            body={},
            state="sent",
            announcement_id=made.id,
            not_before=world.now(),
            created_at=world.now(),
        )
        for one in folk
    )
    await db.flush()
    return made.id


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_killed_between_storing_and_commit(tmp_path: Path) -> None:
    async with (
        TelegramServer(token=TOKEN) as server,
        program(tmp_path / "bot", TELEGRAM_TOKEN=TOKEN, TELEGRAM_API=server.url) as made,
    ):
        lan = server.person(1001, "Lan")
        await made.start()
        await lan.says("/start")
        await lan.gets("Bà con có đồng ý không?", timeout=30)
        await made.stop()
        await asks_for_a_copy(f"sqlite+aiosqlite:///{made.folder}/ocop.db")
        await made.start(ready=False, OCOP_KILL_AT="job.stored")
        assert await made.dies() == -9
        await made.start()
        await lan.gets("tệp Word đã điền sẵn", timeout=30)
        await made.stop()
        with sqlite3.connect(made.folder / "ocop.db") as database:
            assert database.execute("select state, attempts from jobs").fetchall() == [("done", 2)]
            assert database.execute("select state, job_id from files").fetchall() == [("stored", 1)]
            told_to = database.execute("select count(*) from messages where unique_key = 'drawn:job-1'").fetchall()
        assert told_to == [(1,)]
        documents = [text for _at, _chat, _method, _id, text in server.accepted if "tệp Word đã điền sẵn" in text]
        assert len(documents) == 1


async def asks_for_a_copy(url: str) -> None:
    """The only person has a product with an idea, and its Word file is asked for, while the program stands still."""
    database = Database(url)
    async with database.begin() as db:
        now = await db.scalar(select(func.max(Person.created_at)))
        person = (await db.execute(select(Person))).scalar_one()
        assert now is not None
        owner = await products.add_producer(
            db,
            person,
            now,
            kind="cooperative",
            name="HTX Ba Làng",
            representative="Lan",
            phone="",
            tax_number=None,
            province=PROVINCE,
            commune=COMMUNE,
        )
        made = await products.add_product(
            db, owner, now, name="Nước mắm", subgroup="liquid-seasoning", existing=False, rules=RULES
        )
        person.consented_at = now
        await papers.fill_in_form_paper(db, Actor(person), made.id, "idea-new", {"need": "Cần"}, now)
    await database.close()
