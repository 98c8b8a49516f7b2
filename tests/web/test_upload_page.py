"""The one-time upload page: over HTTP, with a public tus client, and in Chromium on a line that breaks."""

import asyncio
import base64
import hashlib
import os
import random
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import Page, async_playwright
from sqlalchemy import select, update
from tusclient import client as tus
from tusclient.uploader import Uploader

from bot.web import server
from bot.web.upload.pages import UploadPages
from storage.tables import Document, File, Member, UploadedPart, UploadLink
from tests.conversation import Someone, World, links
from tests.province import person_id, producer, product
from tests.servers.process import free_port
from tests.story import pdf, photo

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


class Site:
    """The pages served over HTTP, and how a browser talks to them."""

    def __init__(self, world: World, pages: UploadPages, port: int) -> None:
        self.world, self.pages, self.url = world, pages, f"http://127.0.0.1:{port}"
        self.session = self.browser()

    @staticmethod
    def browser() -> aiohttp.ClientSession:
        return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def link(self, someone: Someone, product_id: int, paper: str = "safety-test") -> str:
        """Ask for a page in the chat; its address."""
        await someone.goes(f"product/{product_id}/paper/{paper}/upload")
        shown = [url for message in someone.messages for _label, _to, url in links(message.body) if url]
        address = shown[-1]
        return self.url + address[address.index("/u/") :]

    async def begin(self, page: str, data: bytes, name: str = "to.pdf", **more: str) -> aiohttp.ClientResponse:
        told = {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(data)),
            "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}",
            **more,
        }
        return await self.session.post(f"{page}/files", headers=told)

    async def piece(self, where: str, start: int, data: bytes, **more: str) -> aiohttp.ClientResponse:
        told = {
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": str(start),
            "Content-Type": "application/offset+octet-stream",
            **more,
        }
        return await self.session.patch(self.url + where, data=data, headers=told)

    async def offset(self, where: str) -> int:
        async with self.session.head(self.url + where, headers={"Tus-Resumable": "1.0.0"}) as answer:
            return int(answer.headers["Upload-Offset"])

    async def sends(self, page: str, data: bytes, name: str = "to.pdf", chunk: int = 200_000) -> None:
        made = await self.begin(page, data, name)
        assert made.status == 201, await made.text()
        for start in range(0, len(data), chunk):
            answer = await self.piece(made.headers["Location"], start, data[start : start + chunk])
            assert answer.status == 204, await answer.text()


@pytest.fixture
async def site(world: World) -> AsyncIterator[Site]:
    product_ = world.product
    pages = UploadPages(
        product_.database, product_.files, product_.engine, now=world.now, render=server.render, secure=False
    )
    runner = web.AppRunner(server.application(*pages.routes()), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    made = Site(world, pages, port)
    yield made
    await made.session.close()
    await runner.cleanup()


@pytest.fixture
async def lan(world: World) -> Someone:
    return await producer(world)


async def stored(world: World) -> list[File]:
    async with world.product.database.read() as db:
        return list(await db.scalars(select(File).where(File.sha256.is_not(None)).order_by(File.id)))


async def receipt(world: World) -> None:
    await world.settle()
    world.passes(seconds=3)
    await world.settle()


async def test_a_file_goes_to_exactly_that_paper_wherever_the_person_stands(
    world: World, site: Site, lan: Someone
) -> None:
    made = await product(lan, step=4)
    page = await site.link(lan, made)
    await lan.says("menu")
    data = pdf("phiếu kiểm nghiệm")
    await site.sends(page, data, "phiếu.pdf")
    await receipt(world)
    assert "Đã nhận 1/1" in lan.sees
    assert "Phiếu kiểm nghiệm" in lan.sees
    async with world.product.database.read() as db:
        row = (await db.scalars(select(Document))).one()
        assert (row.paper, row.product_id) == ("safety-test", made)
        assert (await db.scalars(select(UploadedPart))).all() == [], "the parts are gone"
    assert [file.sha256 for file in await stored(world)] == [hashlib.sha256(data).hexdigest()]


async def test_wrong_used_expired_foreign_and_no_longer_allowed_are_one_clear_sentence_each(
    world: World, site: Site, lan: Someone
) -> None:
    made = await product(lan, step=4)

    async def says(page: str, browser: aiohttp.ClientSession | None = None) -> str:
        async with (browser or site.session).get(page) as answer:
            assert answer.status in (403, 404, 410)
            return re.sub(r"<[^>]+>", " ", await answer.text())

    assert "không đúng" in await says(f"{site.url}/u/{'x' * 24}")
    assert "không đúng" in await says(f"{site.url}/u/..%2f..%2fetc")
    page = await site.link(lan, made)
    async with site.session.get(page) as looked:
        assert looked.status == 200
    async with site.browser() as other:
        async with other.get(page) as looked:
            assert looked.status == 200, "looking claims nothing: messengers fetch links for a preview"
        await site.sends(page, pdf("a"))
        assert "máy khác" in await says(page, other)
        async with other.post(f"{page}/done") as refused:
            assert refused.status == 403
    async with site.session.post(f"{page}/done") as closed:
        assert closed.status == 200
    assert "đã dùng xong" in await says(page)
    late = await site.link(lan, made)
    world.passes(days=1, seconds=60)
    assert "hết hạn" in await says(late)
    fresh = await site.link(lan, made)
    async with world.product.database.begin() as db:
        other_person = await person_id(await producer(world, "tu", "HTX khác"))
        await db.execute(update(Member).where(Member.person_id != other_person).values(person_id=other_person))
    assert "không còn phụ trách" in await says(fresh)
    refused = await site.begin(fresh, b"x")
    assert (refused.status, "phụ trách" in (await refused.json())["error"]) == (403, True)


async def test_cut_off_anywhere_it_goes_on_where_it_was(world: World, site: Site, lan: Someone) -> None:
    made = await product(lan, step=4)
    page = await site.link(lan, made)
    chance = random.Random(7)
    data = photo(1) + b"\0" * 400_000
    where = (await site.begin(page, data, "anh.jpg")).headers["Location"]
    at = 0
    while at < len(data):
        size = chance.randrange(1, 200_000)
        if chance.random() < 0.3:  # a piece that was sent before, or from beyond: refused, and told where it stands
            answer = await site.piece(where, at + chance.choice((-1, 1)) * chance.randrange(1, 999), data[:size])
            assert answer.status in (409, 400)
        answer = await site.piece(where, at, data[at : at + size])
        assert answer.status == 204
        at = await site.offset(where)
    assert await site.offset(where) == len(data)
    await receipt(world)
    assert [file.sha256 for file in await stored(world)] == [hashlib.sha256(data).hexdigest()]


async def test_the_same_piece_twice_at_once_is_kept_once(world: World, site: Site, lan: Someone) -> None:
    page = await site.link(lan, await product(lan, step=4))
    data = os.urandom(500_000)
    where = (await site.begin(page, data)).headers["Location"]
    answers = await asyncio.gather(*(site.piece(where, 0, data[:100_000]) for _ in range(4)))
    assert sorted(answer.status for answer in answers) == [204, 409, 409, 409]
    assert {answer.headers["Upload-Offset"] for answer in answers} == {"100000"}


async def test_what_is_refused(world: World, site: Site, lan: Someone) -> None:
    page = await site.link(lan, await product(lan, step=4))
    assert (await site.begin(page, b"")).status == 400
    assert (await site.begin(page, b"x", **{"Upload-Length": str(26 * 1024 * 1024)})).status == 413
    assert (await site.begin(page, b"x", **{"Tus-Resumable": "0.2"})).status == 412
    data = os.urandom(1000)
    where = (await site.begin(page, data)).headers["Location"]
    assert (await site.piece(where, 0, data + b"more")).status == 413
    assert (await site.piece(where, 0, data, **{"Content-Type": "text/plain"})).status == 415
    wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    assert (await site.piece(where, 0, data, **{"Upload-Checksum": f"sha256 {wrong}"})).status == 460
    assert await site.offset(where) == 0
    right = base64.b64encode(hashlib.sha256(data).digest()).decode()
    assert (await site.piece(where, 0, data, **{"Upload-Checksum": f"sha256 {right}"})).status == 204
    for _ in range(19):
        assert (await site.begin(page, b"x")).status == 201
    assert (await site.begin(page, b"x")).status == 409


async def test_a_name_with_folders_in_it_is_only_a_name(world: World, site: Site, lan: Someone) -> None:
    page = await site.link(lan, await product(lan, step=4))
    await site.sends(page, pdf("a"), "../../etc/pass\nwd.pdf")
    await receipt(world)
    assert [file.name for file in await stored(world)] == ["passwd.pdf"]


async def test_killed_between_storing_and_saying_it_is_said_once(world: World, site: Site, lan: Someone) -> None:
    """The program dies after the last byte: whoever asks next finishes it."""
    page = await site.link(lan, await product(lan, step=4))
    data = pdf("a")
    where = (await site.begin(page, data)).headers["Location"]
    finish, site.pages._finish = site.pages._finish, _dies  # type: ignore[method-assign]
    assert (await site.piece(where, 0, data)).status >= 500
    site.pages._finish = finish  # type: ignore[method-assign]
    assert await stored(world) == []
    for _ in range(3):
        assert await site.offset(where) == len(data)
    await receipt(world)
    assert len(await stored(world)) == 1
    assert "Đã nhận 1/1" in lan.sees


async def _dies(*_anything: object) -> None:
    raise RuntimeError("killed")


async def test_a_public_tus_client_gets_on_with_it(world: World, site: Site, lan: Someone, tmp_path: Path) -> None:
    page = await site.link(lan, await product(lan, step=4))
    data = photo(3)
    path = tmp_path / "anh.jpg"
    path.write_bytes(data)
    # The client keeps no cookies: it is given the one of the first answer, as a browser would keep it.
    first = await site.begin(page, b"x")
    cookie = first.headers["Set-Cookie"].split(";")[0]

    def upload() -> str:
        uploader: Uploader = tus.TusClient(f"{page}/files", headers={"Cookie": cookie}).uploader(
            str(path), chunk_size=50_000, metadata={"filename": "anh.jpg"}
        )
        uploader.upload()
        return str(uploader.url)

    where = await asyncio.to_thread(upload)
    assert "/files/" in where
    await receipt(world)
    assert hashlib.sha256(data).hexdigest() in [file.sha256 for file in await stored(world)]


async def test_parts_that_nobody_finished_are_swept_a_day_after_the_end(world: World, site: Site, lan: Someone) -> None:
    page = await site.link(lan, await product(lan, step=4))
    where = (await site.begin(page, os.urandom(1000))).headers["Location"]
    await site.piece(where, 0, b"a" * 500)
    for days, left in ((1.5, 1), (1, 0)):
        world.passes(days=days)
        await world.product.health.look()
        async with world.product.database.read() as db:
            assert len((await db.scalars(select(UploadedPart))).all()) == left


async def test_only_the_hash_of_a_token_is_kept(world: World, site: Site, lan: Someone) -> None:
    page = await site.link(lan, await product(lan, step=4))
    async with world.product.database.read() as db:
        row = (await db.scalars(select(UploadLink))).one()
    assert row.token_hash == hashlib.sha256(page.rsplit("/", 1)[1].encode()).hexdigest()


@pytest.mark.browser
@pytest.mark.timeout(200)
@pytest.mark.skipif(not CHROMIUM and not os.environ.get("CI"), reason="no Chromium (in CI it may not be missing)")
async def test_five_files_of_60_mb_on_a_line_that_breaks(
    world: World, site: Site, lan: Someone, tmp_path: Path
) -> None:
    page_url = await site.link(lan, await product(lan, step=4))
    files = []
    for number in range(5):
        path = tmp_path / f"to-{number}.jpg"
        path.write_bytes(photo(number) + os.urandom(12 * 1024 * 1024))
        files.append(path)
    sums = {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        context = await browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2)
        page = await context.new_page()
        page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.accept()))
        await page.goto(page_url)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        line = await context.new_cdp_session(page)
        await _speed(line, 8)
        await page.set_input_files("#files", files)
        await _percent(page, 15)
        await page.screenshot(path=str(tmp_path / "sending.png"))
        await _offline(context, 1.5)
        await page.wait_for_selector("text=Mất mạng", timeout=5000)
        await _percent(page, 40)
        await page.reload()
        await _speed(line, 12)
        await page.set_input_files("#files", files)
        await asyncio.sleep(1)
        await _offline(context, 1)
        await _until(page, "document.querySelectorAll('#list .ok').length === 5", 90)
        await page.screenshot(path=str(tmp_path / "sent.png"))
        await page.click("#done")
        await page.wait_for_selector("text=quay lại cuộc trò chuyện")
        await browser.close()
    await receipt(world)
    kept = await stored(world)
    assert {file.sha256 for file in kept} == sums
    assert len(kept) == 5, "each once"
    assert "Đã nhận" in lan.sees


async def _speed(line: object, megabytes: float) -> None:
    bytes_a_second = megabytes * 1024 * 1024
    await line.send(  # type: ignore[attr-defined]
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 40, "downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second},
    )


async def _percent(page: Page, least: int) -> None:
    """Until so much of all five has come."""
    await _until(
        page,
        "[...document.querySelectorAll('#list progress')].reduce((sum, bar) => sum + bar.value / bar.max, 0)"
        f" >= {least / 100} * 5",
        60,
    )


async def _until(page: Page, condition: str, seconds: float) -> None:
    """Asked again and again: the page's own policy forbids to wait by a script of ours."""
    async with asyncio.timeout(seconds):
        while not await page.evaluate(condition):
            await asyncio.sleep(0.1)


async def _offline(context: object, seconds: float) -> None:
    await context.set_offline(True)  # type: ignore[attr-defined]
    await asyncio.sleep(seconds)
    await context.set_offline(False)  # type: ignore[attr-defined]
