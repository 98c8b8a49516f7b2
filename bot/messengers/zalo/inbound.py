"""What both ways into Zalo do with what comes from outside."""

import asyncio
import json
from typing import Any

from aiohttp import web

ANSWER_WITHIN = 1.8  # seconds, of the 2 that Zalo gives; then it is told to come again, while the work goes on


def json_object(body: bytes) -> dict[str, Any] | None:
    """The JSON object that a platform sent; None for anything else."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def clean_text(value: Any) -> str:
    """Text from outside, without halves of signs and zero bytes, which no database takes; "" for anything else."""
    return value.encode("utf-8", "ignore").decode("utf-8").replace("\0", "") if isinstance(value, str) else ""


async def answer_in_time(work: asyncio.Task[Any]) -> web.Response:
    """200 once the work is committed; 503 when that takes too long: it goes on, and the repeat finds it done."""
    try:
        await asyncio.wait_for(asyncio.shield(work), ANSWER_WITHIN)
    except TimeoutError:
        return web.Response(status=503)
    return web.Response()
