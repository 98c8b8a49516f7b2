"""The health page, for a monitoring service: whether all is well, in names and figures without personal data."""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from scheduler.delivery import lanes_at
from scheduler.health import Health
from storage import outbox_checks
from storage.database import Database


def healthz_routes(database: Database, health: Health, now: Callable[[], datetime]) -> list[web.RouteDef]:
    """The one route of the page."""

    async def healthz(_request: web.Request) -> web.Response:
        """200 while all is well; 503 with what is wrong (`problems`): messages that do not leave, updates that do not
        come in, a scan that fails, a clock that was wrong, a database that does not answer.
        """
        try:
            found = await health.findings()
            async with database.read() as db:
                count, oldest = await outbox_checks.waiting(db, now(), lanes_at(now()))
        except Exception:
            return web.json_response({"ok": False, "database": False, "problems": ["database"]}, status=503)
        return web.json_response(
            {
                "ok": not found,
                "database": True,
                "problems": sorted({finding.key for finding in found}),
                "waiting": count,
                "oldest": oldest.isoformat() if oldest else None,
            },
            status=503 if found else 200,
        )

    return [web.get("/healthz", healthz)]
