"""Composition: the one place where the parts of the product are put together."""

import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from aiolimiter import AsyncLimiter

import handlers
from chat.engine import NO_CHANNELS, Engine
from chat.messenger import Messenger, Messengers, Reach
from chat.turn import Links
from documents.qr import qr_png
from locales.clock import utc_now
from scheduler.announcements import Announcing
from scheduler.delivery import Delivery
from scheduler.files import Intake
from scheduler.health import Health, Outside
from scheduler.jobs import Jobs
from scheduler.laws import Laws
from scheduler.reminders import Reminders
from storage.database import Database
from storage.files import FileStore


@dataclass
class Product:
    """The running product without its outside."""

    database: Database
    files: FileStore
    engine: Engine
    delivery: Delivery
    intake: Intake
    jobs: Jobs
    reminders: Reminders
    laws: Laws
    health: Health
    announcing: Announcing
    messengers: Messengers


def compose(
    database: Database,
    *,
    files_url: str,
    messengers: Sequence[Messenger] = (),
    now: Callable[[], datetime] = utc_now,
    public_url: str,
    chat_url: str = "",
    chat_urls: Mapping[int, str] = NO_CHANNELS,
    provinces: Mapping[int, str] = NO_CHANNELS,
    committed: Callable[[bool], None] = lambda _files: None,
    outside: Outside | None = None,
) -> Product:
    """Put the product together.

    public_url: where the public pages and the web chat are; chat_url: what comes before the payload of a link into
    the chat (the web chat's by default); chat_urls, provinces: see Engine; committed: called when there is something
    to send, with whether there are files to fetch.
    """
    page_url = page_url_of(public_url, chat_url)
    adapters = {messenger.channel: messenger for messenger in messengers}
    files = FileStore(files_url)
    engine = Engine(
        database,
        handlers.all_screens(),
        intents=handlers.INTENTS,
        now=now,
        committed=committed,
        links=Links(page=page_url, chat=chat_url or f"{public_url}/?start=", web=public_url),
        chat_urls=chat_urls,
        provinces=provinces,
        reach_of=partial(_reach_of, adapters),
    )
    reminders = Reminders(database, now, written=lambda: committed(False))
    laws = Laws(database, now, written=lambda: committed(False))
    delivery = Delivery(
        database,
        files,
        adapters,
        now=now,
        draw_qr=lambda code, caption: qr_png(f"{page_url}{code}", caption=caption),
        holder=f"{os.getpid()}-{secrets.token_hex(4)}",
        limits={one.channel: limiter(one.rate) for one in messengers if one.rate},
        recheck=reminders.recheck,
    )
    announcing = Announcing(
        database,
        now,
        written=lambda: committed(False),
        edits=lambda name: name in adapters and adapters[name].edits,
    )
    intake = Intake(database, files, adapters, now=now, written=lambda: committed(False))
    jobs = Jobs(database, files, now, written=lambda: committed(False))
    health = Health(database, adapters, now, outside=outside)
    return Product(database, files, engine, delivery, intake, jobs, reminders, laws, health, announcing, adapters)


def limiter(rate: float) -> AsyncLimiter:
    """Evenly: a bucket of 30 would let 60 through in its first second. A hundredth of a second's fits in, at least two,
    so that a wait that ended a millisecond late is made up for by the next.
    """
    burst = max(2, rate / 100)
    return AsyncLimiter(burst, burst / rate)


def _reach_of(
    messengers: Messengers, channel: int, seen_at: datetime, now: datetime, kind: str, sent_since: int
) -> tuple[str, int]:
    """See storage.reaching.ReachOf."""
    adapter = messengers.get(channel)
    if adapter is None:
        return Reach.NONE, 0
    reach = adapter.reach(seen_at, now, kind, sent_since)
    return reach, adapter.price(reach, kind)


def page_url_of(public_url: str, chat_url: str) -> str:
    """What comes before the code in a QR code's address: the public page's, or, without a public address, that of the
    messenger's own chat, which everybody can reach.
    """
    return f"{chat_url}p-" if chat_url else f"{public_url}/p/"
