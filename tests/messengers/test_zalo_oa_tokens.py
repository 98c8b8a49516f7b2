"""The tokens of the Official Account, and authorising it."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select, update

from bot.messengers.zalo_oa.errors import NotAuthorised
from bot.messengers.zalo_oa.login import login
from bot.messengers.zalo_oa.tokens import Tokens, pkce
from bot.settings import BadSettings, load
from ocop.roles import Role
from storage import channels, people
from storage.database import Database
from storage.migrate import migrate
from storage.tables import Lease, Message, Token
from tests.messengers.zalo_offices import (
    ADMIN,
    CS,
    OA_NAME,
    RENEWAL,
    WELCOME,
    Clock,
    OfficialAccount,
    until,
)
from tests.messengers.zalo_stages import oa_settings
from tests.servers.process import free_port, program
from tests.servers.zalo_oa_server import OAUTH, ZaloOaServer


async def test_an_access_token_that_ended_early_is_renewed_once_and_the_messages_leave(oa: OfficialAccount) -> None:
    lan, mai = await oa.greeted(), await oa.greeted("1002", "Mai")
    renewals = oa.renewals
    oa.expire_access()
    numbers = [await oa.writes(person, "Sau khi hết hạn") for person in (lan, mai)]
    for number in numbers:
        assert (await oa.sent(number)).attempts == 1
    assert oa.renewals == renewals + 1
    assert await oa.alarms() == []


async def test_an_access_token_is_renewed_ahead_of_its_end(oa: OfficialAccount) -> None:
    lan = await oa.greeted()
    assert oa.renewals == 0
    lan.last_interaction = oa.clock() + timedelta(hours=21)
    oa.clock.passes(hours=21)
    await oa.sent(await oa.writes(lan, "Sau 21 giờ"))
    assert oa.renewals == 1


async def test_when_renewing_fails_for_a_while_messages_wait_and_nobody_is_alarmed(oa: OfficialAccount) -> None:
    await oa.administrator()
    lan = await oa.greeted()
    oa.expire_access()
    oa.server.fail(OAUTH, status=502, times=2)
    number = await oa.writes(lan, "Chờ máy chủ cấp quyền")
    for _ in range(2):
        waiting = await oa.tried(number)
        assert (waiting.state, waiting.attempts) == ("queued", 0)
        renewals = oa.renewals
        oa.clock.passes(seconds=61)
        await until(lambda renewals=renewals: oa.renewals > renewals)  # type: ignore[misc]
    await oa.sent(number)
    assert await oa.alarms() == []


async def test_messages_wait_while_the_authorisation_is_gone_and_leave_when_it_is_given_again(
    oa: OfficialAccount,
) -> None:
    await oa.administrator()
    lan = await oa.greeted()
    oa.server.revoke()
    first = await oa.writes(lan, "Thứ nhất")
    waiting = await oa.tried(first)
    assert (waiting.state, waiting.attempts) == ("queued", 0)
    assert "zalo-login" in (await oa.alarmed("zalo-broken")).body["text"]
    oa.clock.passes(minutes=6)
    await lan.says("menu")  # what people say is still heard
    await oa.server.drained()
    calls = oa.server.calls[f"POST {CS}"]
    await until(lambda: oa.server.calls[f"POST {CS}"] > calls or oa.server.calls[RENEWAL] > 1, timeout=5)
    await oa.alarmed("zalo-broken")  # still only one a day
    _verifier, challenge = pkce(oa.server.secret)
    await oa.adapter.tokens.exchange(oa.server.authorise(challenge))
    oa.clock.passes(minutes=6)
    await oa.sent(first)
    assert lan.sees[1] == "Thứ nhất"
    await until(lambda: len(lan.from_oa) == 3)


async def test_two_processes_refresh_once(tmp_path: Path) -> None:
    clock = Clock()
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'ocop.db'}")
    await migrate(database)
    async with ZaloOaServer(now=clock) as server, aiohttp.ClientSession() as session:
        both = [
            Tokens(database, session, server.app_id, server.secret, server.url, clock, holder) for holder in ("a", "b")
        ]
        await both[0]._keep(server.first_tokens())
        old = await both[1].access()
        clock.passes(hours=21)
        server.fail(OAUTH, times=0)
        given = await asyncio.gather(*(one.access() for one in both for _ in range(5)))
        assert server.calls[RENEWAL] == 1
        assert len(set(given)) <= 2
        clock.passes(minutes=2)
        new = {await one.access() for one in both}
        assert len(new) == 1
        assert old not in new
        assert server.calls[RENEWAL] == 1
        assert all(server._access[one] > clock() for one in new)
    await database.close()


async def test_the_database_alone_gives_nobody_a_token_and_another_secret_is_told_in_words(tmp_path: Path) -> None:
    clock = Clock()
    path = tmp_path / "ocop.db"
    database = Database(f"sqlite+aiosqlite:///{path}")
    await migrate(database)
    async with ZaloOaServer(now=clock) as server, aiohttp.ClientSession() as session:
        made = Tokens(database, session, server.app_id, server.secret, server.url, clock, "a")
        pair = server.first_tokens()
        await made._keep(pair)
        assert await made.access() == pair["access_token"]
        stored = b"".join(one.read_bytes() for one in tmp_path.glob("ocop.db*"))
        for secret in (pair["access_token"], pair["refresh_token"], server.secret):
            assert secret.encode() not in stored
        other = Tokens(database, session, server.app_id, "a new secret", server.url, clock, "b")
        with pytest.raises(NotAuthorised, match="ZALO_OA_SECRET was changed since the tokens were stored"):
            await other.access()
        clock.passes(hours=30)
        with pytest.raises(NotAuthorised, match="ZALO_OA_SECRET"):
            await other.access()
        await other.care()  # says it in the log, and goes on
        assert server.calls[RENEWAL] == 0, "the refresh token was not spent"
    await database.close()


async def test_administrators_are_told_before_the_chain_of_tokens_ends(oa: OfficialAccount) -> None:
    await oa.administrator()
    async with oa.database.begin() as db:
        await db.execute(update(Token).values(refresh_until=oa.clock() + timedelta(days=9, hours=1)))
    await oa.adapter.tokens.care()
    await oa.adapter.tokens.care()
    assert "9 ngày" in (await oa.alarmed("zalo-ends")).body["text"]


@pytest.mark.slow
async def test_killed_between_the_new_tokens_and_storing_them_the_old_one_serves_to_its_end(tmp_path: Path) -> None:
    folder = tmp_path / "bot"
    async with ZaloOaServer(limits=False) as server, program(folder) as made:
        made.settings.update(
            {
                name.upper(): str(value)
                for name, value in oa_settings(server, folder, made.port).items()
                if name not in ("database_url", "files_url", "port")
            }
        )
        database = Database(f"sqlite+aiosqlite:///{folder}/ocop.db")
        await migrate(database)

        def then() -> datetime:
            return datetime.now(UTC) - timedelta(hours=21)

        async with aiohttp.ClientSession() as session:
            tokens = Tokens(database, session, server.app_id, server.secret, server.url, then, "test")
            await tokens._keep(server.first_tokens())
        async with database.begin() as db:
            web = await channels.open_channel(db, "web", "web", datetime.now(UTC), configured={"web"})
            person, _address, _place = await people.at_address(db, web.id, ADMIN, datetime.now(UTC))
            await people.give_role(db, person.id, Role.ADMINISTRATOR, "VN", None, datetime.now(UTC))
        await made.start(OCOP_KILL_AT="token.answered")
        server.set_webhook(f"{made.url}/zalo/webhook")
        lan = server.person("1001", "Lan")
        await lan.says("xin chào")
        assert await made.dies() == -9
        assert server.calls[RENEWAL] == 1

        async with database.begin() as db:  # the minute of the dead process is over
            await db.execute(update(Lease).values(until=datetime.now(UTC) - timedelta(seconds=1)))
            row = await db.get(Token, "zalo-oa")
            assert row is not None
            assert row.state == "refreshing"
        await made.start()
        await lan.gets(WELCOME, timeout=20)
        assert server.calls[RENEWAL] == 2, "the refresh token was spent: asked once, and not again"

        async def alarmed() -> bool:
            async with database.read() as db:
                said = await db.execute(select(Message.state).where(Message.unique_key.like("alarm:zalo-broken:%")))
                return list(said.scalars()) == ["sent"]

        await until(alarmed)
        await lan.says("menu")
        await until(lambda: len(lan.from_oa) >= 2)
        assert server.calls[RENEWAL] == 2
        await made.stop()
        await database.close()


async def test_an_administrator_authorises_the_account_step_by_step(tmp_path: Path) -> None:
    async with ZaloOaServer(limits=False) as server:
        settings = load(_env_file=None, **oa_settings(server, tmp_path, free_port()))
        _verifier, challenge = pkce(server.secret)
        said: list[str] = []

        def pastes(_question: str) -> str:
            return f"  {settings.public_url}/zalo/callback?oa_id={server.oa_id}&code={server.authorise(challenge)}\n"

        await login(settings, say=said.append, ask=pastes)
        told = "\n".join(str(line) for line in said)
        assert challenge in told
        assert f"{settings.public_url}/zalo/callback" in told
        assert f"{settings.public_url}/zalo/webhook" in told
        assert f"/v4/oa/permission?app_id={server.app_id}&redirect_uri=http%3A%2F%2F127.0.0.1" in told
        assert OA_NAME in str(said[-1])
        assert server.secret not in told

        for pasted in ("nonsense", server.authorise("x" * 43)):
            with pytest.raises(BadSettings, match="Zalo refused: -14019"):
                await login(settings, say=said.append, ask=lambda _question, pasted=pasted: pasted)  # type: ignore[misc]
        for nothing in ("", "   ", "x" * 2000):
            with pytest.raises(BadSettings, match="no code"):
                await login(settings, say=said.append, ask=lambda _question, nothing=nothing: nothing)  # type: ignore[misc]
        server.fail(OAUTH, status=502)
        with pytest.raises(BadSettings, match="cannot be reached"):
            await login(settings, say=said.append, ask=pastes)
        server.fail("/v2.0/oa/getoa", status=502)
        await login(settings, say=said.append, ask=pastes)  # the tokens are kept; only the name is not known
        server.fail("/v2.0/oa/getoa", error=-216)
        await login(settings, say=said.append, ask=lambda _question: server.authorise(challenge))

    async with ZaloOaServer(limits=False, port=server.port) as again:
        again._access, again._refresh = server._access, server._refresh
        async with aiohttp.ClientSession() as session:
            database = Database(settings.database_url)
            kept = Tokens(
                database, session, server.app_id, server.secret, server.url, lambda: datetime.now(UTC), "test"
            )
            assert await kept.access() in server._access
            await database.close()
