"""Is everything in order? One line a check."""

from collections.abc import AsyncIterator
from pathlib import Path

from sqlalchemy import func, select

from bot.app import open_database
from bot.settings import Settings
from locales import texts
from locales.clock import utc_now
from ocop import criteria
from scheduler.delivery import lanes_at
from storage import sending
from storage.files import FileStore
from storage.migrate import pending
from storage.tables import File, Message


async def examine(settings: Settings) -> AsyncIterator[tuple[bool, str]]:
    """Yield (in order, what was checked and found)."""
    for code in criteria.available():
        problems = criteria.problems(criteria.criteria_set(code))
        yield not problems, f"criteria set {code}: {'adds up' if not problems else '; '.join(problems)}"
    missing = [key for key in texts.keys("vi", "") if not texts.has("en", key)]
    yield True, f"texts: {len(texts.keys('vi', ''))} sentences, {len(missing)} without English"

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
    database = open_database(settings)
    try:
        if await pending(database):
            yield False, "database: older than this program; use `ocop-bot migrate`"
            return
        async with database.read() as db:
            now = utc_now()
            count, oldest = await sending.waiting(db, now, lanes_at(now))
            late = oldest is not None and (now - oldest).total_seconds() > 600
            yield (
                not late,
                f"outbox: {count} messages due" + (f", the oldest since {oldest:%Y-%m-%d %H:%M} UTC" if oldest else ""),
            )
            states = dict((await db.execute(select(Message.state, func.count()).group_by(Message.state))).all())
            yield True, "messages: " + (", ".join(f"{state} {n}" for state, n in sorted(states.items())) or "none")
            hashes = (await db.execute(select(File.sha256).where(File.sha256.is_not(None)).distinct())).scalars().all()
        gone = [sha256 for sha256 in hashes if sha256 and not await files.exists(sha256)]
        yield not gone, f"files: {len(hashes)} kept, {len(gone)} of them missing from the store"
    except OSError as error:
        yield False, f"database: cannot be reached ({error})"
    finally:
        await database.close()
    if settings.telegram_token is None:
        yield True, "telegram: TELEGRAM_TOKEN is not set, so it is off"
    else:
        from bot.messengers.telegram.adapter import who_am_i

        try:
            name = await who_am_i(settings.telegram_token.get_secret_value(), settings.telegram_api)
            yield True, f"telegram: the bot is @{name}"
        except Exception as error:
            yield False, f"telegram: TELEGRAM_TOKEN was refused or the service cannot be reached ({error})"
    async for line in _zalo(settings):
        yield line
    yield (
        True,
        f"web: {settings.web_url}" + ("" if settings.public_url else " (PUBLIC_URL is not set: only this machine)"),
    )
    env = Path(".env")
    if env.exists() and env.stat().st_mode & 0o077:
        yield False, ".env can be read by other users of this machine; use chmod 600 .env"


async def _zalo(settings: Settings) -> AsyncIterator[tuple[bool, str]]:
    """Both doors into Zalo, and how long the Official Account's authorisation lasts."""
    if settings.zalo_bot_token is None and not settings.zalo_oa_app_id:
        yield True, "zalo: neither ZALO_OA_APP_ID nor ZALO_BOT_TOKEN is set, so it is off"
        return
    if settings.zalo_bot_token is not None:
        from bot.messengers.zalo_bot.adapter import who_am_i

        try:
            name = await who_am_i(settings.zalo_bot_token.get_secret_value(), settings.zalo_bot_api)
            yield True, f"zalo bot: the bot is {name}"
        except Exception as error:
            yield False, f"zalo bot: ZALO_BOT_TOKEN was refused or the service cannot be reached ({error})"
    if not settings.zalo_oa_app_id:
        return
    from bot.app import zalo_doors

    database = open_database(settings)
    oa = zalo_doors(settings, database).oa
    if oa is None:
        return
    await oa.open()
    try:
        row = await oa.tokens.state()
        if row is None:
            yield False, "zalo oa: nobody has authorised it; use `ocop-bot zalo-login`"
            return
        left = (row.refresh_until - utc_now()).days
        sound = row.state != "broken" and left > 10
        yield (
            sound,
            f"zalo oa: tokens {row.state}, access until {row.access_until:%Y-%m-%d %H:%M} UTC, refresh for {left} days"
            + ("" if sound else "; use `ocop-bot zalo-login`"),
        )
        account = await oa.about()
        yield True, f"zalo oa: the account is {account.get('name')} ({account.get('package_name') or 'no package'})"
    except Exception as error:
        yield False, f"zalo oa: {error}"
    finally:
        await oa.close()
        await database.close()
