"""The HTTP server: routes, security headers, templates, error pages."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from aiohttp import web
from jinja2 import Environment, FileSystemLoader

from bot.web.public.pages import language_of
from chat.limits import LARGEST_FILE
from locales import texts

log = structlog.get_logger()
HERE = Path(__file__).parent
PAGES = ("chat", "upload", "public")  # each with what is its own; what they share is beside them
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

_folders = [HERE / "templates", *(HERE / page / "templates" for page in PAGES)]
_templates = Environment(loader=FileSystemLoader(_folders), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def render(template: str, language: str, *, status: int = 200, **context: Any) -> web.Response:
    """A page in the person's language."""
    html = _templates.get_template(template).render(lang=language, say=partial(texts.say, language), **context)
    return web.Response(text=html, content_type="text/html", status=status)


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Security headers on every answer; errors as pages that say what to do, and as a log line without personal
    data.
    """
    try:
        response = await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        response = _problem(request, error.status)
    except Exception:
        log.exception(
            "http.failed",
            path=request.match_info.route.resource.canonical if request.match_info.route.resource else "?",
        )
        response = _problem(request, 500)
    if not response.prepared:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
    return response


def _problem(request: web.Request, status: int) -> web.Response:
    language = language_of(request)
    kind = "500" if status >= 500 else "404"
    if request.method != "GET" or request.path.startswith(("/file/", "/ws")):
        return web.json_response({"error": texts.say(language, f"web-error-{kind}-text")}, status=status)
    title, text = texts.say(language, f"web-error-{kind}-title"), texts.say(language, f"web-error-{kind}-text")
    return render("error.html", language, status=status, title=title, text=text)


def application(*routes: web.RouteDef) -> web.Application:
    """The web application with these routes and the static files."""
    app = web.Application(middlewares=[guard], client_max_size=LARGEST_FILE + 1024 * 1024)
    app.add_routes(routes)
    for page in PAGES:
        if (HERE / page / "static").is_dir():
            app.router.add_static(f"/static/{page}", HERE / page / "static", append_version=False)
    app.router.add_static("/static", HERE / "static", append_version=False)
    return app
