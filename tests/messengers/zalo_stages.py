"""The story's people on the two Zalo test servers, and the program that serves them."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import aiohttp

from bot.app import Running, running
from bot.settings import load
from locales import clock
from tests.servers import zalo_bot_server, zalo_oa_server
from tests.servers.process import free_port
from tests.servers.zalo_bot_server import ZaloBotServer
from tests.servers.zalo_oa_server import ZaloOaServer
from tests.story import Actor, fits

BOT_TOKEN = "123456789:abcDEFghi"


def _nothing_new(person: Any, seen: int) -> bool:
    return len(_received(person)) == seen


def _received(person: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.from_oa if hasattr(person, "from_oa") else person.from_bot
    return found


class ZaloActor:
    """What both ways have in common: nobody can open a link into the chat, so it is pasted."""

    def __init__(self, person: Any, url: str) -> None:
        self.person, self.url = person, url

    async def says(self, text: str) -> None:
        seen = len(_received(self.person))
        await self.person.says(text)
        await self._answered(seen)

    async def starts(self, payload: str = "") -> None:
        await self.says(f"{self.url}/?start={payload}" if payload else "xin chào")

    async def taps(self, label: str) -> None:
        for _ in range(200):
            seen = len(_received(self.person))
            try:
                await self._tap(label)
                break
            except AssertionError:
                await asyncio.sleep(0.05)
        else:
            await self._tap(label)
        await self._answered(seen)

    async def _tap(self, label: str) -> None:
        await self.person.taps(label)

    async def _at_paper(self, caption: str) -> None:
        """A file has no caption on Zalo: who stands elsewhere goes to the paper first."""
        if caption:
            await self.taps("Tất cả giấy tờ")
            await self.taps(caption.split(" an toàn")[0])

    async def reads(self, words: str) -> str:
        for text in reversed([text for text in self.person.sees[-8:] if text]):
            if words in text:
                return str(text)
        return str(await self.person.gets(words, timeout=45))

    async def sees_now(self) -> str:
        while True:
            seen = len(_received(self.person))
            await asyncio.sleep(0.2)
            if _nothing_new(self.person, seen) and self.person.sees[-1]:
                return str(self.person.sees[-1])

    async def _answered(self, seen: int) -> None:
        server = self.person.server
        async with asyncio.timeout(45), server.heard:
            await server.heard.wait_for(lambda: len(_received(self.person)) > seen)


class OaActor(ZaloActor):
    async def _tap(self, label: str) -> None:
        """A button where there is one; else the number of its line, as people do with long lists."""
        with contextlib.suppress(AssertionError):
            await self.person.taps(label)
            return
        await self.person.says(_number(self.person.sees, label))

    async def sends(self, *files: bytes, names: tuple[str, ...] = (), caption: str = "", album: bool = False) -> None:
        if names:
            await self._at_paper(caption)
        seen = len(_received(self.person))
        for data in files:
            await (self.person.sends_file(data, names[0]) if names else self.person.sends_image(data, caption))
        await self._answered(seen)  # the receipt


def _number(sees: list[str], label: str) -> str:
    for text in reversed(sees[-3:]):
        for number, shown in re.findall(r"^(\d+)\. (.+)$", text, re.MULTILINE):
            if fits(label, shown):
                return str(number)
        for number, shown in re.findall(r"“số (\d+)” (.+)$", text, re.MULTILINE):
            if fits(label, shown):
                return f"số {number}"
    raise AssertionError(f"no choice “{label}”; they see: {sees[-2:]}")


class BotActor(ZaloActor):
    async def sends(self, *files: bytes, names: tuple[str, ...] = (), caption: str = "", album: bool = False) -> None:
        """Photos go into the chat; the platform takes no documents, so these go over the upload page."""
        if names:
            await self._at_paper(caption)
            await self.taps("Gửi tệp lớn")
            found = re.findall(r"\S+/u/[A-Za-z0-9_-]+", await self.reads("/u/"))
        seen = len(_received(self.person))
        if names:
            await upload(found[-1], files[0], names[0])
        for data in () if names else files:
            await self.person.sends_image(data, caption)
        await self._answered(seen)  # the receipt


async def upload(page: str, data: bytes, name: str, *, chunk: int = 200_000) -> None:
    """What the page's script does, in its shortest form."""
    import base64

    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(data)),
            "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}",
        }
        async with session.post(f"{page}/files", headers=headers) as made:
            assert made.status == 201, await made.text()
            location = made.headers["Location"]
        where = page[: page.index("/u/")] + location
        for start in range(0, len(data), chunk):
            headers = {
                "Tus-Resumable": "1.0.0",
                "Upload-Offset": str(start),
                "Content-Type": "application/offset+octet-stream",
            }
            async with session.patch(where, headers=headers, data=data[start : start + chunk]) as sent:
                assert sent.status == 204, await sent.text()
        async with session.post(f"{page}/done") as closed:
            assert closed.status == 200


class ZaloStage:
    def __init__(self, server: ZaloOaServer | ZaloBotServer, program: Running) -> None:
        self.server, self.program = server, program
        self._count = 0

    def actor(self, name: str) -> Actor:
        self._count += 1
        id = f"24684588352919{self._count:04d}"
        url = self.program.settings.web_url
        if isinstance(self.server, ZaloOaServer):
            return OaActor(self.server.person(id, name), url)
        return BotActor(self.server.person(id, name), url)

    def today(self) -> date:
        return clock.today(datetime.now(UTC))

    async def first_invitation(self) -> str:
        return self.program.invitation


def oa_settings(server: ZaloOaServer, folder: Path, port: int, **more: Any) -> dict[str, Any]:
    return {
        "database_url": f"sqlite+aiosqlite:///{folder}/ocop.db",
        "files_url": str(folder / "files"),
        "port": port,
        "public_url": f"http://127.0.0.1:{port}",
        "zalo_oa_app_id": server.app_id,
        "zalo_oa_secret": server.secret,
        "zalo_oa_api": server.url,
        "zalo_oa_oauth": server.url,
        "zalo_media_hosts": server.url,
        "zalo_oa_messages_per_second": 1000,
        **more,
    }


@contextlib.asynccontextmanager
async def oa_program(server: ZaloOaServer, folder: Path, **more: Any) -> AsyncIterator[Running]:
    """The program on the Official Account, authorised, with its webhook entered."""
    port = free_port()
    async with running(load(_env_file=None, **oa_settings(server, folder, port, **more))) as made:
        oa: Any = next(one for one in made.product.messengers.values() if one.name == "zalo-oa")
        await oa.tokens._keep(server.first_tokens())
        server.set_webhook(f"http://127.0.0.1:{port}/zalo/webhook")
        made.product.delivery.chat_burst = 10_000
        yield made


@contextlib.asynccontextmanager
async def bot_program(server: ZaloBotServer, folder: Path, **more: Any) -> AsyncIterator[Running]:
    """The program on the Zalo Bot, by webhook."""
    port = free_port()
    settings = load(
        _env_file=None,
        **{
            "database_url": f"sqlite+aiosqlite:///{folder}/ocop.db",
            "files_url": str(folder / "files"),
            "port": port,
            "public_url": f"http://127.0.0.1:{port}",
            "zalo_bot_token": BOT_TOKEN,
            "zalo_bot_api": server.url,
            "zalo_media_hosts": server.url,
            "zalo_bot_messages_per_second": 1000,
            **more,
        },
    )
    async with running(settings) as made:
        made.product.delivery.chat_burst = 10_000
        yield made


Persons = zalo_oa_server.Person | zalo_bot_server.Person
