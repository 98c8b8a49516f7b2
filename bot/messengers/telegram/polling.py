"""Long polling. The offset moves on only after the commit, so a crash loses no update.

aiogram's own loop confirms before a handler has finished, and decodes a batch as a whole: one update that it cannot
read would keep back all others. Here each is taken as it came, and read on its own.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, ClassVar

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.methods import TelegramMethod

from bot.messengers.telegram.updates import WANTED
from bot.retry import until_done

log = structlog.get_logger()

Raw = dict[str, Any]


class GetRawUpdates(TelegramMethod[list[Raw]]):
    """getUpdates, with the updates as they came."""

    __returning__: ClassVar[Any] = list[Raw]
    __api_method__: ClassVar[str] = "getUpdates"

    offset: int | None = None
    timeout: int
    allowed_updates: list[str]


class Polling:
    """take: handles one update and returns once its effects are committed."""

    def __init__(self, bot: Bot, take: Callable[[Raw], Awaitable[None]], now: Callable[[], datetime]) -> None:
        self.bot = bot
        self.take = take
        self.now = now
        self.heard = now()
        self._offset: int | None = None
        self._stopping = False
        self._taking: asyncio.Task[None] | None = None
        self._task = asyncio.create_task(self._forever())

    async def stop(self) -> None:
        """Ask for no more; what is in hand is committed first."""
        self._stopping = True
        if self._taking is None or self._taking.done():
            self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _forever(self) -> None:
        with contextlib.suppress(TelegramAPIError):
            await self.bot.delete_webhook()
        while not self._stopping:
            # Telegram or the database is away. What was not confirmed comes again.
            await until_done(self._once, lambda e: log.warning("telegram.polling", error=str(e)[:200]), longest=30)

    async def _once(self) -> None:
        if self._stopping:
            return
        call = GetRawUpdates(offset=self._offset, timeout=25, allowed_updates=WANTED)
        try:
            updates = await self.bot(call, request_timeout=40)
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
            return
        self.heard = self.now()
        for raw in updates:
            self._taking = asyncio.create_task(self._take(raw))
            await self._taking
            if self._stopping:
                return

    async def _take(self, raw: Raw) -> None:
        await self.take(raw)
        self._offset = int(raw["update_id"]) + 1
        self.heard = self.now()
