"""What people send on Zalo: fetched from its own hosts only, bounded."""

from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.messengers.zalo import media
from chat.messenger import FileGone, FileTooLarge, Unreachable
from storage.tables import File
from tests.messengers.zalo_offices import (
    GONE,
    OfficialAccount,
    until,
)
from tests.story import photo


class Elsewhere:
    """A web server that is not Zalo's; it leads on to `leads_to`, or gives a picture."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.leads_to = ""
        self.body = b""

    async def __aenter__(self) -> "Elsewhere":
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        if self.leads_to:
            raise web.HTTPFound(self.leads_to)
        return web.Response(body=self.body or photo(1), content_type="image/jpeg")


def picture_at(url: str, msg_id: str) -> dict[str, Any]:
    return {"msg_id": msg_id, "attachments": [{"type": "image", "payload": {"url": url, "thumbnail": url}}]}


async def test_a_picture_is_received_and_one_whose_address_has_ended_is_said_to_be_gone(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    await lan.sends_image(photo(1))
    await lan.gets("1/1", timeout=15)
    await lan.sends_image(photo(2))
    oa.server.expire_media()
    await lan.gets(GONE, timeout=15)


async def test_addresses_of_others_are_never_fetched(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    async with Elsewhere() as elsewhere:
        host = elsewhere.url.removeprefix("http://")
        urls = [
            f"{elsewhere.url}/a.jpg",
            f"http://{oa.server.url.removeprefix('http://')}@{host}/b.jpg",
            "http://169.254.169.254/latest/meta-data/",
            "https://zdn.vn.evil.example/x",
            "https://user@zdn.vn/x",
            "http://zdn.vn/x",
            "https://zdn.vn:99999/x",
            "file:///etc/passwd",
            "//zdn.vn/x",
            "x",
        ]
        for number, url in enumerate(urls):
            event = oa.event(lan, "user_send_image", message=picture_at(url, f"p{number}"))
            assert await oa.server.push(event) == 200
        await until(lambda: sum(text.count("không tải về được nữa") for text in lan.sees) >= len(urls), timeout=15)
        assert elsewhere.asked == []
    assert await oa.count(File, File.state != "failed") == 0


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://zdn.vn/a.jpg", True),
        ("https://f20-zpg.zdn.vn/jpg/1/a.jpg", True),
        ("https://F20.ZDN.VN:443/a.jpg", True),
        ("http://127.0.0.1:9/a", True),
        ("http://127.0.0.1:90/a", False),
        ("http://127.0.0.1:9@evil.example/a", False),
        ("https://127.0.0.1:9/a", False),
        ("http://zdn.vn/a.jpg", False),
        ("https://zdn.vn:8443/a.jpg", False),
        ("https://zdn.vn:99999/a.jpg", False),
        ("https://zdn.vn:x/a.jpg", False),
        ("https://user@zdn.vn/a.jpg", False),
        ("https://zdn.vn.evil.example/x", False),
        ("https://evilzdn.vn/x", False),
        ("https://evil.example/zdn.vn", False),
        ("https://evil.example#.zdn.vn", False),
        ("https://evil.example\\.zdn.vn/x", False),
        ("https://evil.example%2f.zdn.vn/x", False),
        ("https://[::1]/x", False),
        ("https://[zdn.vn/x", False),
        ("ftp://zdn.vn/x", False),
        ("", False),
    ],
)
def test_only_the_platforms_own_hosts_are_asked(url: str, taken: bool) -> None:
    assert media.allowed(url, ["zdn.vn", "http://127.0.0.1:9"]) is taken


async def test_nobody_is_led_on_from_an_allowed_host(oa: OfficialAccount) -> None:
    async with Elsewhere() as zalo, Elsewhere() as target, aiohttp.ClientSession() as session:
        zalo.leads_to = f"{target.url}/secret"
        with pytest.raises(FileGone):
            await media.fetch(session, f"{zalo.url}/a.jpg", [zalo.url])
        assert (zalo.asked, target.asked) == (["/a.jpg"], [])


async def test_a_file_of_more_than_25_megabytes_is_not_read_to_its_end() -> None:
    async with Elsewhere() as zalo, aiohttp.ClientSession() as session:
        zalo.body = b"x" * (25 * 2**20 + 1)
        with pytest.raises(FileTooLarge):
            await media.fetch(session, f"{zalo.url}/a.pdf", [zalo.url])
    async with aiohttp.ClientSession() as session:
        with pytest.raises(Unreachable):
            await media.fetch(session, f"{zalo.url}/a.pdf", [zalo.url])
