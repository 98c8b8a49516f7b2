"""One file that holds the database and the files people sent, and the way back."""

import contextlib
import shutil
import sqlite3
import tarfile
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from bot.settings import BadSettings, Settings
from locales import clock
from storage.database import copy_sqlite

DATABASE, FILES = "ocop.db", "files"


def _places(settings: Settings) -> tuple[Path, Path]:
    if settings.sqlite_path is None or "://" in settings.files_url:
        raise BadSettings("backup works for SQLite and local files; use pg_dump and your bucket's own copy otherwise")
    return settings.sqlite_path, Path(settings.files_url)


def write_backup(settings: Settings, target: Path) -> str:
    """Write the backup. The database first, the files after: every file that a row names is then in it."""
    database, files = _places(settings)
    if not database.exists():
        raise BadSettings(f"there is no database at {database}")
    if target.exists():
        raise BadSettings(f"{target} is there already; name a new file")
    partial = target.with_name(target.name + ".partial")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        copy_sqlite(str(database), str(copy))
        count = 0
        with tarfile.open(partial, "w") as archive:
            archive.add(copy, DATABASE)
            if files.is_dir():
                archive.add(files, FILES)
                count = sum(path.is_file() for path in files.rglob("*"))
    partial.rename(target)
    return f"{target}: the database and {count} files, {target.stat().st_size // 1024} KB"


def read_backup(settings: Settings, source: Path, *, replace: bool) -> str:
    """Put a backup in place of an empty (or, with `replace`, the present) database.

    Messages that were waiting when the backup was made become `unknown`: they were very likely sent since.
    """
    database, files = _places(settings)
    if database.exists() and not replace:
        raise BadSettings(f"{database} is there already; stop the assistant and use --force to replace it")
    try:
        archive = tarfile.open(source)  # noqa: SIM115  closed below
    except (OSError, tarfile.TarError) as error:
        raise BadSettings(f"{source} is not a backup ({error})") from None
    database.parent.mkdir(parents=True, exist_ok=True)
    with archive, tempfile.TemporaryDirectory(dir=database.parent) as folder:
        archive.extractall(folder, filter="data")
        copy = Path(folder) / DATABASE
        if not copy.exists():
            raise BadSettings(f"{source} is not a backup (no {DATABASE} in it)")
        waiting = _settle(copy)
        settle_reminders(copy, clock.today(datetime.now(UTC)))
        for suffix in ("-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        copy.replace(database)
        if (Path(folder) / FILES).is_dir():
            shutil.copytree(Path(folder) / FILES, files, dirs_exist_ok=True)
    return f"{database}: restored; {waiting} messages that were waiting then are not sent again"


def settle_reminders(database: Path, today: date) -> None:
    """What was planned or fell due until today may have been said since the backup: it is not said again.

    Announcements that ran or should have begun are stopped; their authors see how far they came.
    """
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'reminders'").fetchone():
            return  # made by an older program; the tables come with the migration at the next start
        connection.execute("UPDATE reminders SET state = 'lost' WHERE state = 'planned'")
        connection.execute("UPDATE scan_days SET through = ?", (today.isoformat(),))
        connection.execute(
            "UPDATE announcements SET state = 'stopped' WHERE state IN ('writing', 'running')"
            " OR state = 'scheduled' AND send_at <= ?",
            (f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}",),
        )


def _settle(database: Path) -> int:
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        rows = connection.execute(
            "UPDATE messages SET state = 'unknown', error = ? WHERE state IN ('queued', 'sending')",
            (f"restored from a backup {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",),
        )
        return rows.rowcount
