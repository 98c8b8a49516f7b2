"""Photos are made smaller in the browser before they go up: on the upload page and in the web chat, in Chromium."""

import asyncio
import hashlib
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.async_api import Browser, Page
from sqlalchemy import select

from bot.app import running
from bot.settings import load
from storage.tables import UploadedFile
from tests.conversation import Someone, World
from tests.province import product
from tests.servers.process import free_port
from tests.story import pdf
from tests.web.upload_site import Site, needs_chromium, receipt, speed, stored, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120), needs_chromium]
MOST = 700 * 1024  # bytes of a photo that goes up as it is
FASTER = 20  # the line of the test against the one of the scenario, so that five minutes are fifteen seconds
LINE = 30_000  # bytes a second
MINUTES_5 = 5 * 60 * LINE  # bytes
MB = 1024 * 1024


@cache
def sensor_noise(size: tuple[int, int]) -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise(size, 22)] * 3)


def camera(number: int, *, turned: bool = False) -> bytes:
    """A photo of 4000 × 3000 pixels and about 4 MB with the noise of a telephone's sensor, and its number in black and
    white squares at the upper left. turned: held upright, so that only the camera data tells which way is up.
    """
    picture = sensor_noise((3000, 4000) if turned else (4000, 3000)).copy()
    pen = ImageDraw.Draw(picture)
    for bit in range(4):
        pen.rectangle((bit * 300, 0, bit * 300 + 300, 300), fill="white" if number >> bit & 1 else "black")
    exif = Image.Exif()
    if turned:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        exif[0x0112] = 6  # to be turned a quarter to the right
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=73, exif=exif)
    return out.getvalue()


def number_on(picture: Image.Image) -> int:
    square = max(picture.size) * 300 / 4000
    middles = [picture.convert("L").getpixel((int((bit + 0.5) * square), int(square / 2))) for bit in range(4)]
    assert all(grey < 60 or grey > 195 for grey in middles), f"the number stands at the upper left: {middles}"  # type: ignore[operator]
    return sum(1 << bit for bit, grey in enumerate(middles) if grey > 128)  # type: ignore[operator]


class Wire:
    """Between the browser and the server: counts what goes up, and can be cut, in the middle of whatever passes."""

    def __init__(self) -> None:
        self.up = 0
        self.whole = True
        self._writers: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        self.whole = False
        for writer in self._writers:
            writer.transport.abort()

    def mend(self) -> None:
        self.whole = True

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, up: bool) -> None:
        self._writers.add(writer)
        try:
            while self.whole and (data := await reader.read(64 * 1024)):
                self.up += len(data) if up else 0
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        self._writers.discard(writer)
        writer.close()

    @asynccontextmanager
    async def to(self, url: str) -> AsyncIterator[str]:
        """The address at which the server of `url` is reached over this wire."""

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            there, back = await asyncio.open_connection("127.0.0.1", int(url.rsplit(":", 1)[1]))
            await asyncio.gather(self._carry(reader, back, up=True), self._carry(there, writer, up=False))

        mine = free_port()
        server = await asyncio.start_server(connected, "127.0.0.1", mine)
        yield f"http://127.0.0.1:{mine}"
        server.close()


@pytest.fixture
async def wire(site: Site) -> AsyncIterator[Wire]:
    """A wire to the upload page; links lead over it."""
    made = Wire()
    async with made.to(site.url) as url:
        site.url = url
        yield made


async def opened(browser: Browser, url: str) -> Page:
    context = await browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2)
    page = await context.new_page()
    page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.accept()))
    await page.goto(url)
    return page


async def sent(page: Page, count: str, seconds: float = 60) -> None:
    await until(page, f"document.getElementById('count').textContent === 'Đã gửi {count}'", seconds)


async def pictures(world: World) -> list[Image.Image]:
    kept = [await world.product.files.get(file.sha256) for file in await stored(world) if file.sha256]
    return [Image.open(io.BytesIO(data)) for data in kept]


async def test_twelve_photos_of_4_mb_on_a_line_with_three_cuts(
    world: World, site: Site, lan: Someone, wire: Wire, browser: Browser, tmp_path: Path
) -> None:
    """At 30 kB/s within five minutes. Scaled: the line is 20 times as fast and a cut lasts a second; what is measured
    is what the line has to carry, and five minutes of 30 kB/s are 9 MB.
    """
    paths = [tmp_path / f"anh-{number:02}.jpg" for number in range(12)]
    for number, path in enumerate(paths):
        path.write_bytes(camera(number, turned=number == 5))
        assert 3.5 * MB < path.stat().st_size < 5 * MB
    page = await opened(browser, await site.link(lan, await product(lan, step=4)))
    line = await page.context.new_cdp_session(page)
    await speed(line, LINE * FASTER / MB)
    await page.set_input_files("#files", paths)
    for before_cut in (1, 5, 9):
        await until(page, f"document.querySelectorAll('#list .ok').length >= {before_cut}", 30)
        await page.wait_for_selector("#list .state:has-text('%')", timeout=9000)
        await asyncio.sleep(0.3)  # in the middle of a photo
        wire.cut()
        await speed(line, 0)
        await page.wait_for_selector("text=Mất mạng", timeout=5000)
        await asyncio.sleep(1)
        wire.mend()
        await speed(line, LINE * FASTER / MB)
    await sent(page, "12/12")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    assert await page.locator("#list .ok").count() == 12
    await receipt(world)
    assert wire.up < MINUTES_5
    kept = await pictures(world)
    assert sorted(number_on(picture) for picture in kept) == list(range(12)), "each once, upright"
    assert all(2000 <= max(picture.size) <= 2400 for picture in kept), "the small print of a paper can be read"
    assert "Đã nhận 12/12 ảnh" in lan.sees


async def test_what_is_not_made_smaller_goes_up_as_it_is(
    world: World, site: Site, lan: Someone, browser: Browser
) -> None:
    noise = Image.effect_noise((2000, 1500), 120).convert("RGB")
    poor, small = io.BytesIO(), io.BytesIO()
    noise.save(poor, "JPEG", quality=12)
    noise.resize((1200, 900)).save(small, "JPEG", quality=70)
    assert len(poor.getvalue()) > MOST > len(small.getvalue())
    files = {
        "hop-dong.pdf": ("application/pdf", pdf("hợp đồng") + b"%" * MOST),
        "nho.jpg": ("image/jpeg", small.getvalue()),
        "da-nen.jpg": ("image/jpeg", poor.getvalue()),  # would become larger
        "iphone.heic": ("image/heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * MOST),  # Chromium cannot decode
    }
    page = await opened(browser, await site.link(lan, await product(lan, step=4)))
    for name, (kind, data) in files.items():
        await page.set_input_files("#files", [{"name": name, "mimeType": kind, "buffer": data}])
    await sent(page, "4/4")
    async with world.product.database.read() as db:
        announced = {row.name: row.size for row in await db.scalars(select(UploadedFile))}
    assert announced == {name: len(data) for name, (_kind, data) in files.items()}
    await receipt(world)
    kept = {file.sha256 for file in await stored(world)}
    for name in ("nho.jpg", "da-nen.jpg", "hop-dong.pdf"):
        assert hashlib.sha256(files[name][1]).hexdigest() in kept, name


async def test_a_picture_with_nothing_behind_it_comes_on_white_as_a_jpeg(
    world: World, site: Site, lan: Someone, browser: Browser
) -> None:
    picture = Image.effect_noise((3000, 1000), 60).convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 3000, 500))
    out = io.BytesIO()
    picture.save(out, "PNG")
    page = await opened(browser, await site.link(lan, await product(lan, step=4)))
    await page.set_input_files("#files", [{"name": "ban.ve.png", "mimeType": "image/png", "buffer": out.getvalue()}])
    await sent(page, "1/1")
    await receipt(world)
    assert [file.name for file in await stored(world)] == ["ban.ve.jpg"]
    (kept,) = await pictures(world)
    assert (kept.format, kept.size) == ("JPEG", (2400, 800))
    assert min(kept.convert("L").crop((0, 0, 2400, 300)).tobytes()) > 250


async def half_sent(page: Page, wire: Wire, path: Path) -> None:
    """Send a photo, leave the page in the middle of it, open it once more and choose the photo again."""
    line = await page.context.new_cdp_session(page)
    await speed(line, 0.25)
    await page.set_input_files("#files", path)
    await until(page, "(document.querySelector('#list progress') || {}).value > 0", 30)
    wire.cut()
    await page.wait_for_selector("text=Mất mạng", timeout=5000)
    address = page.url
    await page.goto("about:blank")
    wire.mend()
    await speed(line, 10)
    await page.goto(address)
    await page.set_input_files("#files", path)
    await sent(page, "1/1")


async def test_a_page_opened_again_goes_on_in_the_middle_of_a_smaller_photo(
    world: World, site: Site, lan: Someone, wire: Wire, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "anh.jpg"
    path.write_bytes(camera(9))
    page = await opened(browser, await site.link(lan, await product(lan, step=4)))
    await half_sent(page, wire, path)
    await page.reload()
    await page.set_input_files("#files", path)  # a third time, when all of it is here
    await sent(page, "1/1")
    await receipt(world)
    assert [number_on(picture) for picture in await pictures(world)] == [9]
    async with world.product.database.read() as db:
        assert len((await db.scalars(select(UploadedFile))).all()) == 1, "the same sending went on"


async def test_two_drawings_of_a_photo_are_never_joined(
    world: World, site: Site, lan: Someone, wire: Wire, browser: Browser, tmp_path: Path
) -> None:
    """After an update a browser may draw the same photo to as many, but other bytes: here byte 15 counts the pages."""
    path = tmp_path / "anh.jpg"
    path.write_bytes(camera(6))
    page = await opened(browser, "about:blank")
    await page.add_init_script("""
        const pages = Number(sessionStorage.getItem("pages")) + 1;
        sessionStorage.setItem("pages", pages);
        const draw = HTMLCanvasElement.prototype.toBlob;
        HTMLCanvasElement.prototype.toBlob = function (done, ...how) {
          draw.call(this, async (blob) => {
            const bytes = new Uint8Array(await blob.arrayBuffer());
            bytes[15] = 40 + pages;
            done(new Blob([bytes], { type: blob.type }));
          }, ...how);
        };
    """)
    await page.goto(await site.link(lan, await product(lan, step=4)))
    await half_sent(page, wire, path)
    await receipt(world)
    (file,) = await stored(world)
    assert file.sha256
    assert (await world.product.files.get(file.sha256))[15] == 42, "all of it is of the second page"


async def test_in_the_web_chat_too(browser: Browser, tmp_path: Path) -> None:
    settings = load(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/ocop.db",
        files_url=str(tmp_path / "files"),
        port=free_port(),
        telegram_token=None,
    )
    async with running(settings):
        page = await opened(browser, settings.local_url)
        await page.click(".buttons button:has-text('Tôi đồng ý')")
        path = tmp_path / "anh.jpg"
        path.write_bytes(camera(11, turned=True))
        await page.set_input_files("#files", path)
        await page.wait_for_selector("text=Đã nhận 1/1 ảnh", timeout=20_000)
        source = await page.locator(".line.me img").last.get_attribute("src")
        whole = re.search(r"/file/\d+", source or "")
        assert whole
        data = await (await page.request.get(f"{settings.local_url}{whole[0]}")).body()
        assert len(data) < MOST
        kept = Image.open(io.BytesIO(data))
        assert (number_on(kept), kept.height > kept.width) == (11, True)
