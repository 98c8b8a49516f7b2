"""The webhook: where Telegram tells us, who may tell us, and whether it still does."""

import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiohttp import web

from bot.messengers.telegram.updates import WANTED
from bot.retry import until_done
from bot.web.bodies import bounded_body

log = structlog.get_logger()

PATH = "/telegram/webhook"
LARGEST_BODY = 1024 * 1024  # bytes
LOOK_EVERY = 120  # seconds


class Webhook:
    """paths: ours, the first is the one that Telegram is told; secret: only Telegram and we know it."""

    def __init__(
        self, bot: Bot, *, public_url: str, paths: Sequence[str], secret: str, now: Callable[[], datetime]
    ) -> None:
        self.bot = bot
        self.url = f"{public_url}{paths[0]}"
        self.paths = paths
        self.secret = secret
        self.now = now
        self.heard = now()

    async def register(self) -> None:
        await until_done(self._set, lambda error: log.error("telegram.webhook", error=str(error)), longest=300)

    async def _set(self) -> None:
        await self.bot.set_webhook(self.url, secret_token=self.secret, allowed_updates=WANTED, max_connections=20)

    async def look(self) -> None:
        """Whether updates get through: Telegram says what waits, and why its last call failed."""
        try:
            info = await self.bot.get_webhook_info()
            if info.url != self.url:
                log.error("telegram.webhook", error="somebody else has set another")
                await self._set()
                return
        except TelegramAPIError as error:
            log.warning("telegram.webhook", error=str(error))
            return
        failed = info.last_error_date
        if not info.pending_update_count or failed is None or failed < self.heard:
            self.heard = self.now()
        else:
            log.warning("telegram.webhook", waiting=info.pending_update_count, error=info.last_error_message)

    def routes(self, take: Callable[[Any], Awaitable[None]]) -> list[web.RouteDef]:
        """take: handles one update and returns once its effects are committed."""

        async def receive(request: web.Request) -> web.Response:
            given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
            if not hmac.compare_digest(given.encode("utf-8", "ignore"), self.secret.encode()):
                return web.Response(status=403)
            body = await bounded_body(request, LARGEST_BODY)
            if body is None:
                return web.Response(status=413)
            try:
                raw = json.loads(body)
            except (ValueError, RecursionError):
                return web.Response()  # it will not become readable: do not ask for it again
            await take(raw)
            self.heard = self.now()
            return web.Response()

        return [web.post(path, receive) for path in self.paths]
