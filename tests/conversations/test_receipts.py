"""Files that come in: where they belong, and what a person hears while they cannot be fetched."""

from sqlalchemy import select

from chat.screen import Event, IncomingFile
from services import announcements
from storage import people
from storage.actors import Actor
from storage.origins import Stored
from storage.tables import Batch, File, Message
from tests.conversation import World
from tests.province import COMMUNE, official, person_id, producer, product
from tests.story import photo

WAITING = "không cần gửi lại"


async def said(world: World, words: str) -> int:
    async with world.product.database.read() as db:
        return sum(words in str(body) for body in (await db.execute(select(Message.body))).scalars())


async def test_a_file_that_cannot_be_fetched_is_not_passed_over_in_silence(world: World) -> None:
    lan = await producer(world)
    await product(lan)
    world.messenger.away = True
    await lan.sends(photo(1), photo(2))
    assert await said(world, WAITING) == 0, "once is no news"
    for _ in range(8):
        world.passes(seconds=15)
        await world.settle()
    assert WAITING in lan.sees
    assert await said(world, WAITING) == 1, "for both photos, however often it is tried"
    world.messenger.away = False
    world.passes(seconds=1200)
    await world.settle()
    assert "Đã nhận 2/2 ảnh" in lan.sees


async def test_a_slow_messenger_is_told_after_two_minutes(world: World) -> None:
    lan = await producer(world)
    world.messenger.away = True
    await lan.sends(photo(1))
    world.passes(seconds=121)
    await world.settle()
    assert WAITING in lan.sees


async def test_after_many_tries_it_is_given_up_and_said(world: World) -> None:
    lan = await producer(world)
    world.messenger.away = True
    await lan.sends(photo(1))
    for _ in range(12):
        world.passes(seconds=1200)
        await world.settle()
    async with world.product.database.read() as db:
        [file] = (await db.execute(select(File))).scalars()
    assert file.state == "failed"
    assert "Chưa nhận được tệp nào" in lan.sees


async def test_what_comes_over_an_upload_page_goes_to_its_paper_wherever_the_person_stands(world: World) -> None:
    officer = await official(world, "can-bo", COMMUNE)
    lan = await producer(world, "can-bo")
    number = await product(lan)
    async with world.product.database.begin() as db:
        person = await people.person(db, await person_id(officer))
        assert person is not None
        grants = tuple(await people.grants(db, person.id))
        made = await announcements.begin_draft(db, Actor(person, grants), COMMUNE, world.now())
    await officer.goes(f"announcement/{made.id}/files")
    sha256 = await world.product.files.put(photo(3))
    here = f"product/{number}/paper/product-photos"
    event = Event(world.channel, "can-bo", "upload-1", files=(IncomingFile(Stored(sha256)),), at=here)
    await world.product.engine.handle(event)
    async with world.product.database.read() as db:
        [file] = (await db.execute(select(File))).scalars()
        [batch] = (await db.execute(select(Batch))).scalars()
    assert file.announcement_id is None
    assert (batch.product_id, batch.paper) == (number, "product-photos")
    await officer.sends(photo(4))
    async with world.product.database.read() as db:
        newest = (await db.execute(select(File).order_by(File.id.desc()).limit(1))).scalar_one()
    assert newest.announcement_id == made.id
