"""Structured logs for the operator: one JSON line an event, without personal data."""

import logging
import re
import sys
from typing import Any

import structlog

# A bot's token is part of each address of its interface, so it may stand in any library's words.
TOKEN = re.compile(r"(?<!\d)(\d{3,}):[A-Za-z0-9_-]{6,}")


def hidden(text: str) -> str:
    """The text without tokens: who holds one is the bot."""
    return TOKEN.sub(r"\1:…", text)


class _Hiding(logging.Formatter):
    """What libraries log themselves, tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return hidden(super().format(record))


def _hide(_logger: Any, _method: str, line: Any) -> str:
    return hidden(str(line))


def configure(level: str) -> None:
    """Log from `level` (debug, info, warning, error) on, to standard error."""
    number = getattr(logging, level.upper())
    logging.basicConfig(level=number, stream=sys.stderr)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Hiding("%(levelname)s %(name)s %(message)s"))
    for noisy in ("aiohttp.access", "apscheduler", "aiogram.event", "alembic"):
        logging.getLogger(noisy).setLevel(max(number, logging.WARNING))
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
            _hide,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
