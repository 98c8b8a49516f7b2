"""Fixtures: the upload page, a producer, a browser."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from playwright.async_api import Browser, async_playwright

from bot.web import server
from bot.web.upload.pages import UploadPages
from tests.conversation import Someone, World
from tests.province import producer
from tests.servers.process import free_port
from tests.web.upload_site import ARGUMENTS, CHROMIUM, Site


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        made = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield made
        await made.close()


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
