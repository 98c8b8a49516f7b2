"""The Zalo Official Account: events in by webhook, messages out within its windows.

Windows (docs.zaloplatforms.com, "điều kiện gửi tin tư vấn", read 16/9/2026): the first 8 consultation messages within
48 hours of the person's last act are free, the others are paid; after 7 days OpenAPI refuses them, and only a template
approved beforehand gets through.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from aiohttp import web

from bot.messengers import Adapter
from bot.messengers.zalo import media
from bot.messengers.zalo.inbound import answer_in_time, clean_text, json_object
from bot.messengers.zalo_oa.api import OaApi
from bot.messengers.zalo_oa.errors import NotAuthorised
from bot.messengers.zalo_oa.events import event_of, signed, unfollowed
from bot.messengers.zalo_oa.messages import Messages
from bot.messengers.zalo_oa.settings import Template
from bot.messengers.zalo_oa.tokens import Tokens
from bot.web.bodies import bounded_body
from bot.web.shared_files import SharedFiles
from chat.engine import Engine
from chat.messenger import Outcome, Outgoing, RateLimited, Reach, SendError, Sent, WindowClosed
from locales import texts
from scheduler.clockwork import Scan
from services.alarms import tell_administrators
from storage import people

log = structlog.get_logger()

NAME = "zalo-oa"
WEBHOOK = "/zalo/webhook"
CALLBACK = "/zalo/callback"
LARGEST_BODY = 256 * 1024
FREE, FREE_MESSAGES, PAID = timedelta(hours=48), 8, timedelta(days=7)
KINDS = {"2": "a business", "4": "a state body (test one-to-one messages first: docs/vi/zalo.md)"}  # oa_type
CALL = aiohttp.ClientTimeout(total=30, connect=10)


class ZaloOa(Adapter):
    """The adapter. `open` before use. The webhook's address is entered in Zalo's app settings by hand.

    accounts: all Official Accounts of the program by their app's id, for they share that address.
    """

    name = NAME
    setting = "ZALO_OA_APP_ID"
    channel = 0  # set at the start
    edits = False

    def __init__(
        self,
        *,
        app_id: str,
        webhook_secret: str,
        api: str,
        public_url: str,
        media_hosts: Sequence[str],
        templates: Mapping[str, Template],
        shared: SharedFiles,
        paid_price: int = 0,
        rate: float = 15,
        province: str | None = None,
        tokens: Callable[[aiohttp.ClientSession], Tokens],
        accounts: "dict[str, ZaloOa] | None" = None,
    ) -> None:
        self.app_id = self.account = app_id
        self.rate = rate
        self.province = province
        self.webhook_secret = webhook_secret
        self.url = api
        self.public_url = public_url
        self.media_hosts = media_hosts
        self.templates = templates
        self.shared = shared
        self.paid_price = paid_price
        self.accounts = {} if accounts is None else accounts
        self.accounts[app_id] = self
        self._make_tokens = tokens
        self._tasks: set[asyncio.Task[Any]] = set()

    async def open(self) -> None:
        self._session = aiohttp.ClientSession(timeout=CALL)
        self.tokens = self._make_tokens(self._session)
        self.scans = [Scan(f"zalo-oa-tokens-{self.account}", self.tokens.care, 60)]
        self.api = OaApi(self.url, self._session, self.tokens)
        self.messages = Messages(self.api, templates=self.templates, shared=self.shared, public_url=self.public_url)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self._session.close()

    # -- events in

    def routes(self, engine: Engine) -> list[web.RouteDef]:
        """One address for all accounts: the first one answers there."""

        async def receive(request: web.Request) -> web.Response:
            body = await bounded_body(request, LARGEST_BODY)
            if body is None:
                return web.Response(status=413)
            event = json_object(body)
            if event is None:
                return web.Response(status=403)
            account = self.accounts.get(clean_text(event.get("app_id")), self)
            signature = request.headers.get("X-ZEvent-Signature", "")
            if not signed(account.app_id, account.webhook_secret, event, body, signature):
                return web.Response(status=403)
            if request.headers.get("num_retry"):
                log.warning("zalo-oa.repeated", name=clean_text(event.get("event_name")))
            work = asyncio.create_task(account.take(engine, event))
            self._tasks.add(work)
            work.add_done_callback(self._tasks.discard)
            return await answer_in_time(work)

        async def back(_request: web.Request) -> web.Response:
            return web.Response(text=texts.say("vi", "zalo-callback"), content_type="text/plain", charset="utf-8")

        if next(iter(self.accounts.values())) is not self:
            return []
        return [web.post(WEBHOOK, receive), web.get(CALLBACK, back)]

    async def take(self, engine: Engine, event: dict[str, Any]) -> None:
        """Handle one event; when this returns its effects are committed."""
        gone = unfollowed(event)
        if gone is not None:
            chat_id, at = gone
            async with engine.database.begin() as db:
                await people.address_state(db, self.channel, chat_id, "blocked", unless_seen_after=at)
            return
        from_person = event_of(self.channel, event)
        if from_person is not None:
            await engine.handle(from_person)

    async def fetch(self, remote: dict[str, Any]) -> bytes:
        return await media.fetch(self._session, str(remote["url"]), self.media_hosts)

    def heard(self) -> datetime | None:
        return None

    async def examine(self) -> AsyncIterator[tuple[bool, str]]:
        who = f"zalo oa {self.account}"
        try:
            row = await self.tokens.state()
            if row is None:
                yield False, f"{who}: nobody has authorised it; use `ocop-bot zalo-login`"
                return
            left = (row.refresh_until - self.tokens.now()).days
            sound = row.state != "broken" and left > 10
            yield (
                sound,
                f"{who}: tokens {row.state}, access until {row.access_until:%Y-%m-%d %H:%M} UTC, "
                f"refresh for {left} days" + ("" if sound else "; use `ocop-bot zalo-login`"),
            )
            account = await self.api.account()
            kind = KINDS.get(str(account.get("oa_type")), "of another kind")
            package = account.get("package_name") or "no package"
            yield True, f"{who}: the account is {account.get('name')}, {kind} ({package})"
        except Exception as error:
            yield False, f"{who}: {error}"

    # -- messages out

    def reach(self, seen_at: datetime, now: datetime, kind: str, sent_since: int = 0) -> Reach:
        silent = now - seen_at
        if silent <= FREE and sent_since < FREE_MESSAGES:
            return Reach.FREE
        if silent < PAID:
            return Reach.PAID
        return Reach.TEMPLATE if kind in self.templates else Reach.NONE

    def price(self, reach: Reach, kind: str) -> int:
        if reach is Reach.TEMPLATE and kind in self.templates:
            return self.templates[kind].price
        return self.paid_price if reach is Reach.PAID else 0

    async def send(self, chat_id: str, message: Outgoing) -> Outcome:
        try:
            return Sent(await self._deliver(chat_id, message))
        except SendError as error:
            return error
        except NotAuthorised as error:
            await tell_administrators(self.tokens.database, self.tokens.now(), "zalo-broken")
            log.error("zalo-oa.not-authorised", account=self.account, error=str(error))
            return RateLimited(300)

    async def _deliver(self, chat_id: str, message: Outgoing) -> str:
        self.messages.channel = self.channel
        if message.reach is Reach.TEMPLATE:
            return await self.messages.template(chat_id, message)
        try:
            return await self.messages.consultation(chat_id, message)
        except WindowClosed:  # between planning and sending, or not open to this kind of account
            if message.body.kind not in self.templates:
                raise
            return await self.messages.template(chat_id, message)
