"""The running program: database, messengers, web server and clockwork, started and stopped in order."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from aiohttp import ClientSession, ClientTimeout, web

from bot.compose import Product, compose, page_url_of
from bot.messengers import Adapter, Host
from bot.settings import BadSettings, Settings
from bot.web import server
from bot.web.chat.messenger import WebMessenger
from bot.web.chat.pages import WebChat
from bot.web.healthz import healthz_routes
from bot.web.public.pages import Public
from bot.web.upload.pages import UploadPages
from locales.clock import utc_now
from ocop.roles import Role
from scheduler.clockwork import Clockwork, Scan
from scheduler.health import Outside
from storage import channels, inbox, jobs, people
from storage.database import Database
from storage.files import FileStore
from storage.migrate import migrate

log = structlog.get_logger()


@dataclass
class Running:
    """What runs, for those who started it."""

    product: Product
    settings: Settings
    invitation: str  # token of the first officer's invitation; "" when there is an officer

    @property
    def invitation_url(self) -> str:
        return f"{self.settings.web_url}/?start=i-{self.invitation}" if self.invitation else ""


def open_database(settings: Settings) -> Database:
    """The database of the settings; the folder of a SQLite file is made."""
    if settings.sqlite_path is not None:
        try:
            settings.sqlite_path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadSettings(
                f"DATABASE_URL: {settings.sqlite_path.parent} cannot be made ({error.strerror})"
            ) from None
    try:
        return Database(settings.database_url)
    except ModuleNotFoundError as error:
        raise BadSettings(f"DATABASE_URL: PostgreSQL needs {error.name} (pip install '.[postgres]')") from None


def check_files(settings: Settings) -> None:
    """Raises BadSettings when the file store cannot be used."""
    try:
        FileStore(settings.files_url)
    except ValueError as error:
        raise BadSettings(str(error)) from None


async def _migrated(settings: Settings) -> Database:
    database = open_database(settings)
    try:
        await migrate(database)
    except OSError as error:
        raise BadSettings(f"DATABASE_URL: the database cannot be reached ({error})") from None
    return database


@contextlib.asynccontextmanager
async def running(
    settings: Settings, *more: web.RouteDef, now: Callable[[], datetime] = utc_now
) -> AsyncIterator[Running]:
    """The whole program between its start and its orderly end, with `more` routes beside its own. Raises
    BadSettings.
    """
    check_files(settings)
    database = await _migrated(settings)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        host = host_of(settings, database, now)
        web_chat = WebMessenger()
        adapters = [web_chat, *adapters_of(settings, host)]
        for adapter in adapters:
            await adapter.open()
            stack.push_async_callback(adapter.close)
        await _open_channels(database, adapters, now())
        clocks: list[Clockwork] = []
        product = _compose(settings, database, adapters, now, clocks)
        if host.shared_files is not None:
            host.shared_files.page_url = product.engine.links.page
        clockwork = _clockwork(product, adapters)
        clocks.append(clockwork)
        invitation = await _first_invitation(product)
        routes = [*_routes(settings, product, web_chat, chat_url_of(settings, adapters)), *more]
        for adapter in adapters:
            routes += adapter.routes(product.engine)
        if host.shared_files is not None:
            routes += host.shared_files.routes()
        await stack.enter_async_context(_serving(settings, routes))
        clockwork.start()
        stack.push_async_callback(clockwork.stop)
        for adapter in adapters:
            await adapter.listen(product.engine)
            stack.push_async_callback(adapter.stop_listening)
        yield Running(product, settings, invitation)


def host_of(settings: Settings, database: Database, now: Callable[[], datetime]) -> Host:
    """What the messengers are given."""
    files = FileStore(settings.files_url)
    page_url = page_url_of(settings.web_url, "")
    return Host(database, files, settings.web_url, settings.public_url, page_url, now)


def adapters_of(settings: Settings, host: Host) -> list[Adapter]:
    """The accounts of the settings on all messengers, not opened yet."""
    return [adapter for part in settings.messengers.values() for adapter in part.adapters(host)]


def chat_url_of(settings: Settings, adapters: Sequence[Adapter]) -> str:
    """What comes before the payload of a link into the chat: without a public address that of the first messenger that
    has such links, "" for the web chat's own.
    """
    return "" if settings.public_url else next((one.link for one in adapters if one.link), "")


def _compose(
    settings: Settings,
    database: Database,
    adapters: Sequence[Adapter],
    now: Callable[[], datetime],
    clocks: Sequence[Clockwork],
) -> Product:
    def wake(files: bool) -> None:
        for clock in clocks:
            clock.wake(files=files)

    return compose(
        database,
        files_url=settings.files_url,
        messengers=adapters,
        public_url=settings.web_url,
        chat_url=chat_url_of(settings, adapters),
        chat_urls={} if settings.public_url else {one.channel: one.link for one in adapters if one.link},
        provinces={one.channel: one.province for one in adapters if one.province},
        now=now,
        committed=wake,
        outside=_alarm_url(settings),
    )


def _clockwork(product: Product, adapters: Sequence[Adapter]) -> Clockwork:
    scans = [
        Scan("jobs", product.jobs.run_due, 1),
        Scan("reminders", product.reminders.run_due, 30),
        Scan("laws", product.laws.run_due, 60),
        Scan("announcements", product.announcing.run_due, 1),
        Scan("health", product.health.look, 60),
        *(scan for adapter in adapters for scan in adapter.scans),
    ]
    return Clockwork(product.delivery, product.intake, product.health, more=scans)


async def _first_invitation(product: Product) -> str:
    """The token for the first officer, as long as there is none; and what a dead process had in hand is free again."""
    now = product.engine.now()
    async with product.database.begin() as db:
        await inbox.soon(db, now)
        await jobs.soon(db, now)
        if await people.first_officer_wanted(db):
            return await people.invite(db, Role.OFFICER, "", None, now)
    return ""


async def _open_channels(database: Database, adapters: Sequence[Adapter], now: datetime) -> None:
    """Each account its channel. Raises BadSettings when an account is another than the one that people here know."""
    async with database.begin() as db:
        for one in adapters:
            configured = {other.account for other in adapters if other.name == one.name}
            try:
                opened = await channels.open_channel(
                    db, one.name, one.account, now, configured=configured, province=one.province
                )
            except channels.OtherAccount as other:
                raise BadSettings(
                    f"{one.setting} names the account {one.account}; {other.people} people here are reached through "
                    f"{other}. Set that one again (several have spaces between them), or if the new one is meant, say "
                    f"so once: ocop-bot add-channel {one.name} {one.account}"
                ) from None
            one.channel = opened.id


def _alarm_url(settings: Settings) -> Outside | None:
    """What is wrong goes to the address in the settings as JSON: a way that needs no messenger and no database."""
    if not settings.alarm_url:
        return None

    async def post(key: str, details: dict[str, object]) -> None:
        timeout = ClientTimeout(total=10)
        async with ClientSession(timeout=timeout) as session:
            await session.post(settings.alarm_url, json={"alarm": key, **details}, allow_redirects=False)

    return post


def _routes(settings: Settings, product: Product, messenger: WebMessenger, chat_url: str) -> list[web.RouteDef]:
    chat = WebChat(
        product.database,
        product.files,
        product.engine,
        messenger,
        secure=settings.web_url.startswith("https://"),
        render=server.render,
    )
    public = Public(
        product.database,
        product.files,
        now=product.engine.now,
        public_url=settings.web_url,
        chat_url=chat_url or f"{settings.web_url}/?start=",
        page_url=product.engine.links.page,
        render=server.render,
    )
    pages = UploadPages(
        product.database,
        product.files,
        product.engine,
        now=product.engine.now,
        render=server.render,
        secure=settings.web_url.startswith("https://"),
    )
    health = healthz_routes(product.database, product.health, product.engine.now)
    return [*chat.routes(), *public.routes(), *pages.routes(), *health]


@contextlib.asynccontextmanager
async def _serving(settings: Settings, routes: list[web.RouteDef]) -> AsyncIterator[None]:
    runner = web.AppRunner(server.application(*routes), access_log=None, shutdown_timeout=3)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        await runner.cleanup()
        raise BadSettings(f"PORT {settings.port} on HOST {settings.host} cannot be used ({error.strerror})") from None
    try:
        yield
    finally:
        await runner.cleanup()


async def run_until_stopped(
    settings: Settings, started: Callable[[Running], None], now: Callable[[], datetime] = utc_now
) -> None:
    """Run until SIGINT or SIGTERM, by this clock."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with running(settings, now=now) as program:
        started(program)
        await stop.wait()
        log.info("stopping")
