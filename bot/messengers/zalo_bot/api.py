"""Calls to the Zalo Bot Platform, and what its refusals mean. Methods and answers as python-zalo-bot 0.1.9 has them."""

from typing import Any

import aiohttp

from bot.messengers.zalo.inbound import json_object
from chat.messenger import Blocked, OutcomeUnknown, QuotaSpent, RateLimited, Rejected, Unreachable

WITHIN, CONNECT_WITHIN = 30, 10  # seconds
PAUSE = 5  # seconds, when a 429 does not say how long


class NoUpdate(Exception):
    """No update within the time."""


class Untold(RateLimited):
    """A 429 that does not say how long to wait: too fast, or over quota."""


class BotApi:
    """The methods of one bot. `open` before use."""

    def __init__(self, api: str, token: str) -> None:
        self.base = f"{api}/bot{token}"

    async def open(self) -> None:
        self.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WITHIN, connect=CONNECT_WITHIN))

    async def close(self) -> None:
        await self.session.close()

    async def call(self, method: str, *, within: float = WITHIN, **args: Any) -> Any:
        """One call; its result. Raises NoUpdate or a SendError."""
        timeout = aiohttp.ClientTimeout(total=within, connect=CONNECT_WITHIN)
        try:
            async with self.session.post(f"{self.base}/{method}", json=args, timeout=timeout) as response:
                status = response.status
                answer = json_object(await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreachable(repr(error)) from None
        except (aiohttp.ClientError, TimeoutError) as error:
            raise OutcomeUnknown(repr(error)) from None
        if answer is None:
            raise (Unreachable if status >= 400 else OutcomeUnknown)(f"status {status}")
        if answer.get("ok"):
            return answer.get("result")
        raise _refusal(int(answer.get("error_code") or status), answer)

    async def name(self) -> str:
        """How the bot is called, asked of the platform now."""
        me = await self.call("getMe")
        return str(me.get("display_name") or me.get("account_name"))


def _refusal(code: int, answer: dict[str, Any]) -> Exception:
    """401 and 404: the token; 403: blocked; 400: refused for good; 408: nothing new; 429: too fast, or over quota."""
    what = str(answer.get("description", ""))
    if code == 408:
        return NoUpdate()
    if code == 429:
        if "quota" in what.lower():
            return QuotaSpent(what)
        wait = (answer.get("parameters") or {}).get("retry_after")
        return RateLimited(float(wait)) if wait else Untold(PAUSE)
    if code == 403 or "chat not found" in what.lower():
        return Blocked(what)
    if code == 400:
        return Rejected(what)
    return Unreachable(f"{code} {what}")
