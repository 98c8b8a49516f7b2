"""Calls to Zalo's OpenAPI: the token, the rate, and errors, which come with status 200."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog

from bot.messengers.zalo.inbound import json_object
from bot.messengers.zalo_oa import errors
from bot.messengers.zalo_oa.errors import NotAuthorised
from bot.messengers.zalo_oa.tokens import Tokens
from chat.messenger import OutcomeUnknown, RateLimited, SendError, Unreachable
from services.alarms import tell_administrators

log = structlog.get_logger()

RESERVE = 100  # one in so many calls of a minute is left to others of the app (4,000 a minute and app)
BREATH = 10  # seconds without a call, when only the reserve is left


class OaApi:
    """The calls of one account."""

    def __init__(self, url: str, session: aiohttp.ClientSession, tokens: Tokens) -> None:
        self.url, self.session, self.tokens = url, session, tokens
        self._not_before: datetime | None = None  # the minute's calls are nearly used up

    async def call(
        self, path: str, *, json: dict[str, Any] | None = None, form: Callable[[], aiohttp.FormData] | None = None
    ) -> dict[str, Any]:
        """One call; its data. Raises a SendError, or NotAuthorised."""
        for last in (False, True):
            try:
                access = await self.tokens.access()
            except Unreachable:
                raise RateLimited(30) from None  # nobody's message is at fault
            answer = await self._post(path, access, json=json, data=form() if form is not None else None)
            code = int(answer.get("error") or 0)
            if code == 0:
                return dict(answer.get("data") or {})
            if code not in errors.TOKEN or last:
                raise await self._refusal(code, str(answer.get("message", "")))
            if not await self.tokens.refused(access):
                raise RateLimited(30)
        raise AssertionError("the second answer returns or raises")

    async def account(self) -> dict[str, Any]:
        """What Zalo says about the account. oa_type: 2 a business, 4 a state body. Raises NotAuthorised."""
        access = await self.tokens.access()
        async with self.session.get(f"{self.url}/v2.0/oa/getoa", headers={"access_token": access}) as response:
            answer = json_object(await response.read()) or {"error": response.status, "message": "no answer"}
        if answer.get("error"):
            raise NotAuthorised(f"{answer.get('error')} {answer.get('message')}")
        return dict(answer.get("data") or {})

    async def _post(self, path: str, access: str, **content: Any) -> dict[str, Any]:
        now = self.tokens.now()
        if self._not_before is not None and now < self._not_before:
            raise RateLimited((self._not_before - now).total_seconds())
        try:
            async with self.session.post(self.url + path, headers={"access_token": access}, **content) as response:
                status, answer = response.status, json_object(await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreachable(repr(error)) from None
        except (aiohttp.ClientError, TimeoutError) as error:
            raise OutcomeUnknown(repr(error)) from None
        self._slow_down(response.headers.get("X-RateLimit-Limit", ""), response.headers.get("X-RateLimit-Remain", ""))
        if status == 429:
            raise RateLimited(BREATH)
        if answer is None:
            raise (Unreachable if status >= 400 else OutcomeUnknown)(f"status {status}")
        return answer

    def _slow_down(self, limit: str, remain: str) -> None:
        """Better to wait than to be refused, for what is refused counts as well."""
        self._not_before = None
        if limit.isdecimal() and remain.isdecimal() and int(remain) <= max(1, int(limit) // RESERVE):
            log.warning("zalo-oa.rate", limit=limit, remain=remain)
            self._not_before = self.tokens.now() + timedelta(seconds=BREATH)

    async def _refusal(self, code: int, words: str) -> SendError | NotAuthorised:
        """The outcome; what only an administrator can put right is said to them."""
        alarm = "zalo-quota" if code in errors.QUOTA else "zalo-settings" if code in errors.SETTINGS else ""
        if alarm:
            await tell_administrators(self.tokens.database, self.tokens.now(), alarm, said=f"{code} {words}")
        return errors.meaning(code, words, self.tokens.now())
