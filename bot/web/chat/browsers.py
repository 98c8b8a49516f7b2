"""Which browser it is: each is its own person, known by a cookie of which the database holds only the hash."""

import hashlib
import re
import secrets

from aiohttp import web

COOKIE = "ocop_session"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{40,60}")


def token_of(request: web.Request) -> str:
    """The browser's token; "" for a new one."""
    token = request.cookies.get(COOKIE, "")
    return token if _TOKEN.fullmatch(token) else ""


def chat_id(request: web.Request) -> str:
    """Which chat this browser is. A page of another site may not speak in its name."""
    token = token_of(request)
    if not token:
        raise web.HTTPForbidden
    origin = request.headers.get("Origin")
    if origin is not None and origin.split("://", 1)[-1] != request.host:
        raise web.HTTPForbidden
    return chat_id_of(token)


def chat_id_of(token: str) -> str:
    """The database never holds a browser's token, only its hash."""
    return hashlib.sha256(token.encode()).hexdigest()[:40]


def remember(response: web.Response, *, secure: bool) -> None:
    """Give a new browser its token."""
    response.set_cookie(
        COOKIE,
        secrets.token_urlsafe(32),
        max_age=400 * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=secure,
    )
