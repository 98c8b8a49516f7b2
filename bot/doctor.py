"""Is everything in order? One line a check."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from sqlalchemy import func, select

from bot.app import host_of, open_database
from bot.settings import Settings
from locales import texts
from locales.clock import utc_now
from ocop import calendar, criteria, criteria_check, rules_check, support
from scheduler.delivery import lanes_at
from storage import outbox_checks
from storage.files import FileStore
from storage.migrate import pending
from storage.tables import File, Message

OLDER = (False, "database: older than this program; use `ocop-bot migrate`")


async def examine(settings: Settings) -> AsyncIterator[tuple[bool, str]]:
    """Yield (in order, what was checked and found)."""
    for line in _data():
        yield line
    try:
        files = FileStore(settings.files_url)
        yield True, f"files: {settings.files_url} can be written"
    except ValueError as error:
        yield False, str(error)
        return
    path = settings.sqlite_path
    if path is not None and not path.exists():
        yield True, f"database: none yet at {path}; `run` makes it"
        return
    async for line in _database(settings, files):
        yield line
        if line == OLDER:
            return
    async for line in _messengers(settings):
        yield line
    here = "" if settings.public_url else " (PUBLIC_URL is not set: only this machine)"
    yield True, f"web: {settings.web_url}{here}"
    env = Path(".env")
    if env.exists() and env.stat().st_mode & 0o077:
        yield False, ".env can be read by other users of this machine; use chmod 600 .env"


def _data() -> Iterator[tuple[bool, str]]:
    """The rules, the criteria sets and the sentences."""
    lines = list(rules_check.examine())
    yield from lines
    for code in criteria.available() if all(good for good, _line in lines) else ():
        criteria_set = criteria.criteria_set(code)
        problems = criteria_check.problems(criteria_set)
        found = f"{code}: {'; '.join(problems)}" if problems else criteria_check.summary(criteria_set)
        yield not problems, f"criteria set {found}"
    yield from ((False, f"support {line}") for line in support.problems())
    unset = calendar.years_without_data(range(utc_now().year, utc_now().year + 1))
    yield from ((False, f"working days: {year} is not in ocop/data/working-days.toml") for year in unset)
    missing = [key for key in texts.keys("vi", "") if not texts.has("en", key)]
    yield True, f"texts: {len(texts.keys('vi', ''))} sentences, {len(missing)} without English"


async def _database(settings: Settings, files: FileStore) -> AsyncIterator[tuple[bool, str]]:
    """What waits, what became of messages, and whether every file that a row names is there."""
    database = open_database(settings)
    try:
        if await pending(database):
            yield OLDER
            return
        async with database.read() as db:
            now = utc_now()
            count, oldest = await outbox_checks.waiting(db, now, lanes_at(now))
            late = oldest is not None and (now - oldest).total_seconds() > 600
            since = f", the oldest since {oldest:%Y-%m-%d %H:%M} UTC" if oldest else ""
            yield not late, f"outbox: {count} messages due{since}"
            states = dict((await db.execute(select(Message.state, func.count()).group_by(Message.state))).all())
            yield True, "messages: " + (", ".join(f"{state} {n}" for state, n in sorted(states.items())) or "none")
            hashes = (await db.execute(select(File.sha256).where(File.sha256.is_not(None)).distinct())).scalars().all()
        gone = [sha256 for sha256 in hashes if sha256 and not await files.exists(sha256)]
        yield not gone, f"files: {len(hashes)} kept, {len(gone)} of them missing from the store"
    except OSError as error:
        yield False, f"database: cannot be reached ({error})"
    finally:
        await database.close()


async def _messengers(settings: Settings) -> AsyncIterator[tuple[bool, str]]:
    """What each account says of itself, and which messengers are off."""
    database = open_database(settings)
    host = host_of(settings, database, utc_now)
    try:
        for name, part in settings.messengers.items():
            adapters = part.adapters(host)
            if not adapters:
                yield True, f"{name.replace('_', ' ')}: {part.switch} is not set, so it is off"
            for adapter in adapters:
                await adapter.open()
                try:
                    async for line in adapter.examine():
                        yield line
                finally:
                    await adapter.close()
    finally:
        await database.close()
