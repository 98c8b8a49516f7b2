"""The one-time upload page: over HTTP, with a public tus client, and in Chromium on a line that breaks."""

import asyncio
import base64
import hashlib
import os
import random
import re
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, Page
from sqlalchemy import select, update
from tusclient import client as tus
from tusclient.uploader import Uploader

from storage.tables import Document, Member, UploadedPart, UploadLink
from tests.conversation import Someone, World
from tests.province import person_id, producer, product
from tests.story import pdf, photo
from tests.web.upload_site import Site, needs_chromium, receipt, speed, stored, until


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
@needs_chromium
async def test_five_files_of_60_mb_on_a_line_that_breaks(
    world: World, site: Site, lan: Someone, browser: Browser, tmp_path: Path
) -> None:
    """PDFs, which go up as they are: photos would be made smaller first."""
    page_url = await site.link(lan, await product(lan, step=4))
    files = []
    for number in range(5):
        path = tmp_path / f"to-{number}.pdf"
        path.write_bytes(pdf(f"tờ {number}") + os.urandom(12 * 1024 * 1024))
        files.append(path)
    sums = {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    context = await browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2)
    page = await context.new_page()
    page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.accept()))
    await page.goto(page_url)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    line = await context.new_cdp_session(page)
    await speed(line, 8)
    await page.set_input_files("#files", files)
    await _percent(page, 15)
    await page.screenshot(path=str(tmp_path / "sending.png"))
    await _offline(context, 1.5)
    await page.wait_for_selector("text=Mất mạng", timeout=5000)
    await _percent(page, 40)
    await page.reload()
    await speed(line, 12)
    await page.set_input_files("#files", files)
    await asyncio.sleep(1)
    await _offline(context, 1)
    await until(page, "document.querySelectorAll('#list .ok').length === 5", 90)
    await page.screenshot(path=str(tmp_path / "sent.png"))
    await page.click("#done")
    await page.wait_for_selector("text=quay lại cuộc trò chuyện")
    await receipt(world)
    kept = await stored(world)
    assert {file.sha256 for file in kept} == sums
    assert len(kept) == 5, "each once"
    assert "Đã nhận" in lan.sees


async def _percent(page: Page, least: int) -> None:
    """Until so much of all five has come."""
    await until(
        page,
        "[...document.querySelectorAll('#list progress')].reduce((sum, bar) => sum + bar.value / bar.max, 0)"
        f" >= {least / 100} * 5",
        60,
    )


async def _offline(context: object, seconds: float) -> None:
    await context.set_offline(True)  # type: ignore[attr-defined]
    await asyncio.sleep(seconds)
    await context.set_offline(False)  # type: ignore[attr-defined]
