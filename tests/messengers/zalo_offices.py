"""The program on one of the two ways into Zalo, for tests of what goes wrong there."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.app import Running
from chat.message import body_of
from chat.screen import Button, Event, Screen
from ocop.roles import Role
from storage import outbox, people
from storage.database import Database
from storage.tables import Address, File, Message
from tests.messengers.zalo_stages import BOT_TOKEN, bot_program, oa_program
from tests.servers import zalo_bot_server, zalo_oa_server
from tests.servers.zalo_bot_server import ZaloBotServer
from tests.servers.zalo_oa_server import OAUTH, ZaloOaServer

CS, OA_NAME = "/v3.0/oa/message/cs", "OCOP thử nghiệm"
RENEWAL = f"POST {OAUTH}"
WELCOME = "Bà con có đồng ý không?"
GONE = "không tải về được nữa"
ADMIN = "quan-tri"


class Clock:
    """The real time, moved forward to the next morning (10 o'clock in Viet Nam), and further when told."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        morning = now.replace(hour=3, minute=0, second=0, microsecond=0)
        self.ahead = (morning if morning > now else morning + timedelta(days=1)) - now

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def passes(self, **time: float) -> None:
        self.ahead += timedelta(**time)


async def until(holds: Callable[[], Any], timeout: float = 10) -> None:
    """Wait, with short looks, until it holds; `holds` may be a coroutine function."""
    async with asyncio.timeout(timeout):
        while True:
            found = holds()
            if await found if asyncio.iscoroutine(found) else found:
                return
            await asyncio.sleep(0.03)


class Office:
    """The running program on one of the two ways into Zalo, and a look into its database."""

    name = ""

    def __init__(self, server: Any, made: Running, clock: Clock) -> None:
        self.server, self.program, self.clock = server, made, clock

    @property
    def database(self) -> Database:
        return self.program.product.database

    @property
    def adapter(self) -> Any:
        return next(one for one in self.program.product.messengers.values() if one.name == self.name)

    @property
    def web(self) -> int:
        """The channel of the web chat."""
        return next(one.channel for one in self.program.product.messengers.values() if one.name == "web")

    @property
    def path(self) -> Path:
        path = self.program.settings.sqlite_path
        assert path is not None
        return path

    async def count(self, table: Any, *where: Any) -> int:
        async with self.database.read() as db:
            return int(await db.scalar(select(func.count()).select_from(table).where(*where)) or 0)

    async def address(self, chat_id: str) -> Address:
        async with self.database.read() as db:
            found = await db.scalar(select(Address).where(Address.chat_id == chat_id))
        assert found is not None
        return found

    async def writes(
        self,
        person: Any,
        text: str,
        *,
        buttons: Sequence[Button] = (),
        files: Sequence[int] = (),
        kind: str = "",
        facts: dict[str, str] | None = None,
        **body: Any,
    ) -> int:
        """The product says something to this person; returns the message."""
        screen = Screen(text, buttons=buttons, files=files, kind=kind, facts=facts or {})
        address = await self.address(person.id)
        async with self.database.begin() as db:
            await outbox.write(
                db,
                person_id=address.person_id,
                body=replace(body_of(screen, "vi"), **body).to_json(),
                lane=outbox.REPLY,
                now=self.clock(),
                address_id=address.id,
            )
            number = await db.scalar(select(func.max(Message.id)))
        assert number is not None
        return int(number)

    async def message(self, number: int) -> Message:
        async with self.database.read() as db:
            found = await db.get(Message, number)
        assert found is not None
        return found

    async def newest(self, person: Any) -> Message:
        """The newest message to this person, whatever became of it."""
        address = await self.address(person.id)
        async with self.database.read() as db:
            query = select(Message).where(Message.person_id == address.person_id).order_by(Message.id.desc()).limit(1)
            found = await db.scalar(query)
        assert found is not None
        return found

    async def tried(self, number: int) -> Message:
        """The message, after it was tried and has an outcome (or an error and a later time)."""

        async def settled() -> bool:
            one = await self.message(number)
            return one.state not in ("queued", "sending") or (one.state == "queued" and one.error is not None)

        await until(settled)
        return await self.message(number)

    async def sent(self, number: int) -> Message:
        async def out() -> bool:
            return (await self.message(number)).state == "sent"

        await until(out)
        return await self.message(number)

    async def administrator(self) -> None:
        """Somebody on the web chat whom alarms are told."""
        await self.program.product.engine.handle(Event(self.web, ADMIN, "w1", text="xin chào"))
        address = await self.address(ADMIN)
        async with self.database.begin() as db:
            await people.give_role(db, address.person_id, Role.ADMINISTRATOR, "VN", None, self.clock())

    async def alarms(self) -> list[Message]:
        async with self.database.read() as db:
            return list(await db.scalars(select(Message).where(Message.unique_key.like("alarm:%"))))

    async def alarmed(self, key: str) -> Message:
        """The one alarm of this kind, out on the web chat."""
        found: list[Message] = []

        async def told() -> bool:
            found[:] = [one for one in await self.alarms() if str(one.unique_key).startswith(f"alarm:{key}:")]
            return [one.state for one in found] == ["sent"]

        await until(told)
        assert found[0].address_id == (await self.address(ADMIN)).id
        return found[0]

    async def file(self, person: Any, name: str, data: bytes, kind: str, mime: str) -> int:
        """A stored file of this person."""
        sha256 = await self.program.product.files.put(data)
        address = await self.address(person.id)
        async with self.database.begin() as db:
            row = File(
                person_id=address.person_id,
                name=name,
                state="stored",
                kind=kind,
                mime=mime,
                sha256=sha256,
                not_before=self.clock(),
                received_at=self.clock(),
            )
            db.add(row)
            await db.flush()
            return row.id


class OfficialAccount(Office):
    name = "zalo-oa"
    server: ZaloOaServer

    async def greeted(self, id: str = "1001", name: str = "Lan", phone: str = "84912345678") -> zalo_oa_server.Person:
        """Somebody who has written and got an answer."""
        person = self.server.person(id, name, phone)
        await person.says("xin chào")
        await person.gets(WELCOME)
        return person

    def event(self, person: zalo_oa_server.Person, name: str = "user_send_text", **content: Any) -> dict[str, Any]:
        """An event to push by hand."""
        person.last_interaction = self.clock()
        return person._event(name, **content)

    def said(self, person: zalo_oa_server.Person, text: str, msg_id: str = "m1") -> dict[str, Any]:
        return self.event(person, message={"msg_id": msg_id, "text": text})

    @property
    def renewals(self) -> int:
        return self.server.calls[RENEWAL]

    def expire_access(self) -> None:
        """Zalo ends the access tokens before their time."""
        for token in self.server._access:
            self.server._access[token] = self.clock()


@contextlib.asynccontextmanager
async def official_account(folder: Path, **more: Any) -> AsyncIterator[OfficialAccount]:
    clock = Clock()
    async with ZaloOaServer(now=clock, limits=False) as server, oa_program(server, folder, **more) as made:
        office = OfficialAccount(server, made, clock)
        product = made.product
        office.adapter.tokens.now = product.engine.now = product.delivery.now = product.intake.now = clock
        await office.adapter.tokens._keep(server.first_tokens())
        yield office


def mac(office: OfficialAccount, body: bytes, timestamp: str, secret: str) -> str:
    return (
        f"mac={hashlib.sha256(office.server.app_id.encode() + body + timestamp.encode() + secret.encode()).hexdigest()}"
    )


class Bot(Office):
    name = "zalo-bot"
    server: ZaloBotServer

    async def greeted(self, id: str = "2001", name: str = "Lan") -> zalo_bot_server.Person:
        person = self.server.person(id, name)
        await person.says("xin chào")
        await person.gets(WELCOME)
        return person

    def said(self, person: zalo_bot_server.Person, text: str) -> dict[str, Any]:
        """An update to push by hand."""
        return person._receives(person, "text", text=text)


@contextlib.asynccontextmanager
async def zalo_bot(folder: Path, **more: Any) -> AsyncIterator[Bot]:
    clock = Clock()
    async with ZaloBotServer(BOT_TOKEN, limits=False) as server, bot_program(server, folder, **more) as made:
        office = Bot(server, made, clock)
        product = made.product
        product.engine.now = product.delivery.now = product.intake.now = office.adapter.quota.now = clock
        if not more:
            await until(lambda: server.webhook["url"])
        yield office
