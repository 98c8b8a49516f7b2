"""The same story in headless Chromium, in the web chat at 360 px, with screenshots kept in tests/screenshots."""

import asyncio
import io
import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.async_api import Browser, Page

from bot.app import Running, running
from bot.settings import load
from locales import clock
from locales.text import fold
from tests.servers.process import free_port, program
from tests.story import Actor, fits, photo, tell
from tests.web.upload_site import needs_chromium

SHOTS = Path(__file__).parent.parent / "screenshots"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
    needs_chromium,
]


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[Running]:
    settings = load(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/ocop.db",
        files_url=str(tmp_path / "files"),
        port=free_port(),
        telegram_token=None,
    )
    async with running(settings) as made:
        yield made


class BrowserActor:
    """Somebody with a phone's browser."""

    def __init__(self, browser: Browser, url: str, name: str) -> None:
        self.browser, self.url, self.name = browser, url, name
        self.page: Page | None = None
        self.problems: list[str] = []
        self._before = self._floor = 0

    async def open(self, path: str = "/") -> Page:
        if self.page is None:
            context = await self.browser.new_context(
                viewport={"width": 360, "height": 740}, device_scale_factor=2, has_touch=True, locale="vi-VN"
            )
            self.page = await context.new_page()
            self.page.set_default_timeout(15_000)
            self.page.on("pageerror", lambda error: self.problems.append(str(error)))
            self.page.on("console", lambda m: self.problems.append(m.text) if m.type == "error" else None)
        await self.page.goto(f"{self.url}{path}")
        return self.page

    async def _page(self) -> Page:
        return self.page or await self.open()

    async def starts(self, payload: str = "") -> None:
        await self.open(f"/?start={payload}" if payload else "/")
        self._before = self._floor = 0
        await self._answered()

    async def says(self, text: str) -> None:
        page = await self._page()
        await self._mark()
        await page.fill("#text", text)
        await page.click(".send")
        await self._answered()

    async def taps(self, label: str) -> None:
        page = await self._page()
        buttons = page.locator(".buttons button")
        for _ in range(100):
            texts = await buttons.all_inner_texts()
            found = [number for number, text in enumerate(texts) if fits(label, text)]
            if found:
                break
            await asyncio.sleep(0.05)
        else:
            raise AssertionError(f"no button “{label}”: {texts[-8:]}; {self.name} sees {await self.sees_now()}")
        await self._mark()
        await buttons.nth(found[-1]).click()
        await self._answered()

    async def sends(self, *files: bytes, names: tuple[str, ...] = (), caption: str = "", album: bool = False) -> None:
        page = await self._page()
        await self._mark()
        self._floor = self._before
        if caption:
            await page.fill("#text", caption)
        await page.set_input_files(
            "#files",
            [
                {
                    "name": names[number] if names else f"IMG_{number}.jpg",
                    "mimeType": "application/pdf" if names else "image/jpeg",
                    "buffer": data,
                }
                for number, data in enumerate(files)
            ],
        )

    async def reads(self, words: str) -> str:
        """The newest bubble with these words, among the last few (after sending files: among the answers to them)."""
        page = await self._page()
        for _ in range(300):
            texts = await page.locator(".line.bot .bubble").all_inner_texts()
            recent = texts[max(self._floor, len(texts) - 6) :]
            found = next((text for text in reversed(recent) if words in text), None)
            if found is not None:
                return found
            await asyncio.sleep(0.05)
        raise AssertionError(f"“{words}” did not come to {self.name}; they see {recent}")

    async def sees_now(self) -> str:
        page = await self._page()
        return await page.locator(".line.bot").last.inner_text()

    async def shoots(self, name: str) -> None:
        """Keep a screenshot."""
        SHOTS.mkdir(exist_ok=True)
        page = await self._page()
        await page.wait_for_timeout(250)
        await page.screenshot(path=SHOTS / f"{name}.png")

    async def _mark(self) -> None:
        page = await self._page()
        self._before = await page.locator(".line.bot").count()

    async def _answered(self) -> None:
        page = await self._page()
        for _ in range(300):
            if await page.locator(".line.bot").count() > self._before:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"no answer came to {self.name}")


class BrowserStage:
    def __init__(self, browser: Browser, program: Running) -> None:
        self.browser, self.program = browser, program
        self.actors: list[BrowserActor] = []

    def actor(self, name: str) -> Actor:
        made = BrowserActor(self.browser, self.program.settings.local_url, name)
        self.actors.append(made)
        return made

    def today(self) -> date:
        return clock.today(datetime.now(UTC))

    async def first_invitation(self) -> str:
        return self.program.invitation


async def test_the_whole_story_in_a_browser(browser: Browser, web: Running) -> None:
    stage = BrowserStage(browser, web)
    address = await tell(stage)
    for actor in stage.actors:
        await actor.shoots(f"story-{fold(actor.name)}")
        assert actor.problems == []
        page = await actor._page()
        assert await page.evaluate("document.documentElement.scrollWidth <= 360"), "nothing is wider than the phone"

    # The QR code, as the producer sees it, opens the public page; nothing private is on it.
    lan = next(actor for actor in stage.actors if actor.name == "Lan")
    page = await lan._page()
    source = await page.locator(".line.bot img").last.get_attribute("src")
    picture = await page.request.get(f"{web.settings.local_url}{source}")
    decoded = zxingcpp.read_barcodes(Image.open(io.BytesIO(await picture.body())))[0].text
    assert decoded == address
    public = await (
        await browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="vi-VN")
    ).new_page()
    answer = await public.goto(decoded)
    assert answer is not None
    html = await answer.text()
    assert len(html.encode()) < 50_000
    assert "0912" not in html
    assert "0100109106" not in html
    assert "Nước mắm cốt Ba Làng" in html
    assert "Chứng nhận còn hiệu lực" in html
    assert "1234/QĐ-UBND" in html
    await public.screenshot(path=SHOTS / "public-page.png", full_page=True)
    await public.goto(f"{decoded}?lang=en")
    assert "Certificate" in await public.content()


async def test_a_lost_connection_keeps_what_was_said_and_shows_what_was_missed(
    browser: Browser, tmp_path: Path
) -> None:
    async with program(tmp_path / "bot") as made:
        await made.start()
        lan = BrowserActor(browser, made.url, "Lan")
        await lan.open()
        await lan.reads("Bà con có đồng ý không?")
        await made.kill()
        page = await lan._page()
        await page.wait_for_selector("#lost:not([hidden])")
        await page.fill("#text", "tro giup")
        await page.click(".send")
        await lan.shoots("connection-lost")
        await made.start()
        await lan.reads("6 bước")
        await page.reload()
        await lan.reads("6 bước")
        said = [text for text in await page.locator(".line.me").all_inner_texts() if "tro giup" in text]
        assert len(said) == 1
        answers = [text for text in await page.locator(".line.bot").all_inner_texts() if "6 bước" in text]
        assert len(answers) == 1


async def test_a_wrong_file_a_double_tap_and_walking_away(browser: Browser, web: Running) -> None:
    lan = BrowserActor(browser, web.settings.local_url, "Lan")
    await lan.open()
    await lan.reads("Bà con có đồng ý không?")
    page = await lan._page()
    await page.locator(".buttons button", has_text="Tôi đồng ý").dblclick()
    await lan.reads("Tên cơ sở")
    await lan.says("Hợp tác xã Cói Nga An")
    await lan.reads("người đại diện")
    await page.set_input_files(
        "#files", [{"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + b"\0" * 4000}]
    )
    await lan.reads("Loại tệp này không dùng được")
    await lan.sends(photo(3))
    await lan.reads("Đã nhận 1/1 ảnh")
    await lan.shoots("files")
    await page.goto("about:blank")
    await lan.open()
    await lan.reads("Đã nhận 1/1 ảnh")
    await lan.taps("Làm tiếp phần đang dở")
    await lan.says("Mai Văn Lợi")
    await lan.reads("Số điện thoại")
    assert len([text for text in await page.locator(".line.bot").all_inner_texts() if "Câu 1/6" in text]) == 1
    assert lan.problems == []


async def test_one_browser_cannot_read_anothers_files(browser: Browser, web: Running) -> None:
    lan = BrowserActor(browser, web.settings.local_url, "Lan")
    await lan.open()
    await lan.reads("Bà con có đồng ý không?")
    await lan.sends(photo(5))
    await lan.reads("Đã nhận 1/1 ảnh")
    page = await lan._page()
    source = await page.locator(".line.me img").last.get_attribute("src")
    assert source
    match = re.search(r"/file/\d+", source)
    assert match
    assert (await page.request.get(f"{web.settings.local_url}{match[0]}")).status == 200
    stranger = BrowserActor(browser, web.settings.local_url, "Stranger")
    other = await stranger.open()
    assert (await other.request.get(f"{web.settings.local_url}{match[0]}")).status == 404
    nobody = await browser.new_context()
    assert (await nobody.request.get(f"{web.settings.local_url}{match[0]}")).status in (403, 404)
