"""The upload page served over HTTP, and what tests of it in a browser need."""

import asyncio
import base64
import os
import shutil

import aiohttp
import pytest
from playwright.async_api import CDPSession, Page
from sqlalchemy import select

from bot.web.upload.pages import UploadPages
from storage.tables import File
from tests.conversation import Someone, World, links

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
needs_chromium = pytest.mark.skipif(
    not CHROMIUM and not os.environ.get("CI"), reason="no Chromium on this machine (in CI it may not be missing)"
)


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


async def stored(world: World) -> list[File]:
    async with world.product.database.read() as db:
        return list(await db.scalars(select(File).where(File.sha256.is_not(None)).order_by(File.id)))


async def receipt(world: World) -> None:
    await world.settle()
    world.passes(seconds=3)
    await world.settle()


async def speed(line: CDPSession, megabytes: float) -> None:
    """0: no line at all."""
    bytes_a_second = megabytes * 1024 * 1024
    await line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": not megabytes,
            "latency": 40,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second,
        },
    )


async def until(page: Page, condition: str, seconds: float) -> None:
    """Asked again and again: the page's own policy forbids to wait by a script of ours."""
    async with asyncio.timeout(seconds):
        while not await page.evaluate(condition):
            await asyncio.sleep(0.1)
