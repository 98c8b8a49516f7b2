"""The web chat over HTTP and its socket, without a browser."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select, update

from bot.web import server
from bot.web.chat.browsers import COOKIE, chat_id_of
from bot.web.chat.messenger import WebMessenger
from bot.web.chat.pages import WebChat
from storage import channels, people
from storage.tables import Address, AuditRow, Document, File, Message, Product
from tests.conversation import World
from tests.province import COMMUNE, OTHER_COMMUNE, official, person_id, producer, product
from tests.story import photo

TOKEN = "t" * 43


@contextlib.asynccontextmanager
async def browser_of(world: World, person: int | None) -> AsyncIterator[TestClient]:
    """A browser with a token; the person's, when one is given."""
    messenger = WebMessenger()
    async with world.product.database.begin() as db:
        messenger.channel = (await channels.add_channel(db, "web", "web", world.now())).id
        if person is not None:
            db.add(
                Address(
                    person_id=person,
                    channel_id=messenger.channel,
                    messenger="web",
                    chat_id=chat_id_of(TOKEN),
                    seen_at=world.now(),
                )
            )
    made = world.product
    chat = WebChat(made.database, made.files, made.engine, messenger, secure=False, render=server.render)
    client = TestClient(TestServer(server.application(*chat.routes())), cookies={COOKIE: TOKEN})
    async with client:
        yield client


async def filed(world: World) -> int:
    """A photo of Lan's, filed under a paper of her product; its id."""
    lan = await producer(world, "lan")
    number = await product(lan)
    await lan.goes(f"product/{number}/paper/product-photos")
    await lan.sends(photo(1))
    async with world.product.database.begin() as db:
        await db.execute(update(Product).values(commune=COMMUNE))
        [file] = (await db.execute(select(File))).scalars()
        assert (await db.execute(select(Document))).scalar_one().id == file.document_id
    return file.id


async def looks(world: World) -> list[str]:
    async with world.product.database.read() as db:
        return list((await db.execute(select(AuditRow.subject).where(AuditRow.action == "file.seen"))).scalars())


async def test_a_look_at_somebody_else_s_file_is_logged_once(world: World) -> None:
    number = await filed(world)
    officer = await official(world, "can-bo", COMMUNE)
    async with browser_of(world, await person_id(officer)) as browser:
        for address in (f"/file/{number}/small", f"/file/{number}", f"/file/{number}"):
            assert (await browser.get(address)).status == 200
        assert await looks(world) == [f"file/{number}"], "one look, however its parts are fetched"
        world.passes(seconds=3600)
        assert (await browser.get(f"/file/{number}")).status == 200
        assert await looks(world) == [f"file/{number}"] * 2


async def test_one_s_own_file_is_nobody_s_business(world: World) -> None:
    number = await filed(world)
    async with browser_of(world, await person_id(world.person("lan"))) as browser:
        answer = await browser.get(f"/file/{number}")
        assert answer.status == 200
        assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert await looks(world) == []


async def test_who_may_not_see_it_finds_nothing_and_nothing_is_logged(world: World) -> None:
    number = await filed(world)
    far = await official(world, "xa", OTHER_COMMUNE)
    async with browser_of(world, await person_id(far)) as browser:
        assert (await browser.get(f"/file/{number}")).status == 404
        assert (await browser.get(f"/file/{number + 100}")).status == 404
    assert await looks(world) == []


async def test_a_stranger_s_browser_sees_no_file(world: World) -> None:
    number = await filed(world)
    async with browser_of(world, None) as browser:
        assert (await browser.get(f"/file/{number}")).status == 404


async def test_in_a_chat_in_which_nothing_was_said_the_assistant_speaks_first(world: World) -> None:
    async with world.product.database.begin() as db:
        known = (await people.at_address(db, world.channel, "khac", world.now(), name="Lan", language="vi"))[0]
    async with browser_of(world, known.id) as browser, browser.ws_connect("/ws") as socket:
        await socket.send_json({"t": "hello"})
        assert (await socket.receive_json(timeout=5))["bubbles"] == []
        for _ in range(50):
            await asyncio.sleep(0.1)
            async with world.product.database.read() as db:
                written = list((await db.execute(select(Message.body).join(Address))).scalars())
            if written:
                break
        assert len(written) == 1
        assert written[0]["buttons"], "what can be done here"


async def test_every_part_of_the_page_is_there(world: World) -> None:
    async with browser_of(world, None) as browser:
        page = await (await browser.get("/")).text()
        parts = {part.split('"')[0] for part in page.split('"/static/')[1:]}
        assert len(parts) > 6
        for part in parts:
            assert (await browser.get(f"/static/{part}")).status == 200, part
