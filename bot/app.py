"""The running program: database, messengers, web server and clockwork, started and stopped in order."""

import asyncio
import contextlib
import os
import secrets
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from aiohttp import ClientSession, ClientTimeout, web

from bot.compose import Product, compose, page_url_of
from bot.settings import BadSettings, Settings
from bot.web import server
from bot.web.chat.pages import WebChat, WebMessenger
from bot.web.healthz import healthz_routes
from bot.web.public.pages import Public
from bot.web.upload.pages import UploadPages
from chat.messenger import Messenger
from locales.clock import utc_now
from ocop.roles import Role
from scheduler.clockwork import Clockwork, Scan
from scheduler.health import Outside
from storage import channels, inbox, people
from storage.database import Database
from storage.files import FileStore
from storage.migrate import migrate

if TYPE_CHECKING:
    from bot.messengers.telegram.adapter import Telegram
    from bot.messengers.zalo_bot.adapter import ZaloBot
    from bot.messengers.zalo_oa.adapter import ZaloOa
    from bot.web.shared_files import SharedFiles

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


@contextlib.asynccontextmanager
async def running(
    settings: Settings, *more: web.RouteDef, now: Callable[[], datetime] = utc_now
) -> AsyncIterator[Running]:
    """The whole program between its start and its orderly end, with `more` routes beside its own. Raises
    BadSettings.
    """
    check_files(settings)
    database = open_database(settings)
    try:
        await migrate(database)
    except OSError as error:
        raise BadSettings(f"DATABASE_URL: the database cannot be reached ({error})") from None
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        telegram = _telegram(settings)
        if telegram is not None:
            await telegram.open()
            stack.push_async_callback(telegram.close)
        chat_url = telegram.link if telegram is not None and not settings.public_url else ""
        clocks: list[Clockwork] = []

        def wake(files: bool) -> None:
            for clock in clocks:
                clock.wake(files=files)

        messenger = WebMessenger()
        zalo = zalo_doors(settings, database, chat_url)
        for door in zalo.all:
            await door.open()
            stack.push_async_callback(door.close)
        doors: list[Messenger] = [one for one in (messenger, telegram, *zalo.all) if one is not None]
        await _open_channels(database, doors, now())
        product = compose(
            database,
            files_url=settings.files_url,
            messengers=doors,
            public_url=settings.web_url,
            chat_url=chat_url,
            now=now,
            committed=wake,
            outside=_alarm_url(settings),
        )
        scans = [
            Scan("reminders", product.reminders.run_due, 30),
            Scan("announcements", product.announcing.run_due, 1),
            Scan("health", product.health.look, 60),
        ]
        if zalo.oa is not None:
            scans.append(Scan("zalo-oa-tokens", zalo.oa.tokens.care, 60))
        clockwork = Clockwork(product.delivery, product.intake, product.health, more=scans)
        clocks.append(clockwork)
        async with database.begin() as db:
            await inbox.soon(db, product.engine.now())
            invitation = ""
            if await people.first_officer_wanted(db):
                invitation = await people.invite(db, Role.OFFICER, "", None, product.engine.now())
        routes = [*_routes(settings, product, messenger, chat_url), *more]
        if telegram is not None and settings.public_url:
            routes += telegram.webhook_routes(product.engine)
        for door in zalo.all:
            routes += door.webhook_routes(product.engine)
        if zalo.shared is not None:
            routes += zalo.shared.routes()
        await stack.enter_async_context(_serving(settings, routes))
        clockwork.start()
        stack.push_async_callback(clockwork.stop)
        if telegram is not None:
            await telegram.listen(product.engine)
            stack.push_async_callback(telegram.stop_listening)
        if zalo.bot is not None:
            await zalo.bot.listen(product.engine)
            stack.push_async_callback(zalo.bot.stop_listening)
        yield Running(product, settings, invitation)


def _telegram(settings: Settings) -> "Telegram | None":
    if settings.telegram_token is None:
        return None
    from bot.messengers.telegram.adapter import Telegram  # 170 MB and 2.5 s: only for those who use it

    return Telegram(
        settings.telegram_token.get_secret_value(),
        api=settings.telegram_api,
        public_url=settings.public_url,
        secret=settings.telegram_webhook_secret.get_secret_value() if settings.telegram_webhook_secret else "",
        rate=settings.telegram_messages_per_second,
    )


@dataclass
class ZaloDoors:
    """The two ways into Zalo, as far as they are configured, and the addresses at which they show files."""

    oa: "ZaloOa | None" = None
    bot: "ZaloBot | None" = None
    shared: "SharedFiles | None" = None

    @property
    def all(self) -> "list[ZaloOa | ZaloBot]":
        return [door for door in (self.oa, self.bot) if door is not None]


def zalo_doors(settings: Settings, database: Database, chat_url: str = "") -> ZaloDoors:
    """The adapters of the settings, not opened yet."""
    key = settings.zalo_oa_secret or settings.zalo_bot_token
    if key is None:
        return ZaloDoors()
    from bot.messengers.zalo_bot.adapter import ZaloBot
    from bot.messengers.zalo_oa.adapter import ZaloOa
    from bot.messengers.zalo_oa.tokens import Tokens
    from bot.web.shared_files import SharedFiles

    shared = SharedFiles(
        database,
        FileStore(settings.files_url),
        settings.web_url,
        f"shared:{key.get_secret_value()}",
        page_url_of(settings.web_url, chat_url),
    )
    doors = ZaloDoors(shared=shared)
    if settings.zalo_bot_token is not None:
        doors.bot = ZaloBot(
            settings.zalo_bot_token.get_secret_value(),
            api=settings.zalo_bot_api,
            public_url=settings.public_url,
            media_hosts=settings.media_hosts,
            shared=shared,
            rate=settings.zalo_bot_messages_per_second,
        )
    if settings.zalo_oa_app_id and settings.zalo_oa_secret is not None:
        secret = settings.zalo_oa_secret.get_secret_value()
        doors.oa = ZaloOa(
            app_id=settings.zalo_oa_app_id,
            webhook_secret=(settings.zalo_oa_webhook_secret or settings.zalo_oa_secret).get_secret_value(),
            api=settings.zalo_oa_api,
            public_url=settings.public_url,
            media_hosts=settings.media_hosts,
            templates=settings.zalo_oa_templates,
            shared=shared,
            paid_price=settings.zalo_oa_price,
            rate=settings.zalo_oa_messages_per_second,
            tokens=lambda session: Tokens(
                database,
                session,
                settings.zalo_oa_app_id,
                secret,
                settings.zalo_oa_oauth,
                utc_now,
                f"{os.getpid()}-{secrets.token_hex(4)}",
            ),
        )
    return doors


async def _open_channels(database: Database, doors: Sequence[Messenger], now: datetime) -> None:
    """Each account its channel. Raises BadSettings when an account is another than the one that people here know."""
    async with database.begin() as db:
        for door in doors:
            configured = {one.account for one in doors if one.name == door.name}
            try:
                opened = await channels.open_channel(db, door.name, door.account, now, configured=configured)
            except channels.OtherAccount as other:
                raise BadSettings(
                    f"{door.name}: {door.account} is another account than {other}, through which {other.people} people "
                    f"are reached; if it is meant, say so once: ocop-bot add-channel {door.name} {door.account}"
                ) from None
            door.channel = opened.id


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
