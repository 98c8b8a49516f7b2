"""The settings, and what the command line does: one clear line for what is wrong, backup and restore, invitations,
doctor.
"""

import os
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import BadSettings, load
from storage import channels, outbox, people
from storage.database import Database
from storage.migrate import migrate, pending
from storage.tables import Base
from tests.servers.process import HERE, program

GOOD_TOKEN = "123456789:TESTTESTTESTTESTTESTTESTTESTTEST"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("telegram_token", "not-a-token"),
        ("port", "0"),
        ("port", "many"),
        ("public_url", "ocop.example.vn"),
        ("database_url", "mysql://x"),
        ("log_level", "loud"),
        ("telegram_webhook_secret", "short"),
        ("telegram_messages_per_second", "-1"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(setting: str, value: str) -> None:
    with pytest.raises(BadSettings) as caught:
        load(_env_file=None, **{setting: value})
    line = str(caught.value)
    assert line.startswith(setting.upper())
    assert "\n" not in line
    assert value not in line or setting not in ("telegram_token", "telegram_webhook_secret"), (
        "secrets stay out of messages"
    )


def test_the_defaults_need_nothing() -> None:
    settings = load(_env_file=None)
    assert settings.local_url == "http://127.0.0.1:8080"
    assert not any(part.adapters(None) for part in settings.messengers.values()), "each messenger is off"
    assert load(_env_file=None, database_url="postgresql://u:p@h/n").database_url == "postgresql+asyncpg://u:p@h/n"
    assert GOOD_TOKEN not in repr(load(_env_file=None, telegram_token=GOOD_TOKEN).messengers)


def command(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(HERE),
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/ocop.db",
        "FILES_URL": str(folder / "files"),
        **settings,
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", *words], cwd=folder, env=env, capture_output=True, text=True, timeout=60
    )


def test_a_bad_start_is_a_line_and_not_a_traceback(tmp_path: Path) -> None:
    done = command(tmp_path, "run", TELEGRAM_TOKEN="abc")
    assert done.returncode == 2
    assert done.stderr.strip().startswith("TELEGRAM_TOKEN")
    assert len(done.stderr.strip().splitlines()) == 1
    (tmp_path / "file").write_text("x")
    done = command(tmp_path, "run", FILES_URL=str(tmp_path / "file" / "below"))
    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1].startswith("FILES_URL")
    assert "Traceback" not in done.stderr


async def test_migrations_make_exactly_the_tables_of_the_models(database_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = Database(database_url)
    assert await pending(database)
    await migrate(database)
    await migrate(database)
    assert not await pending(database)
    async with database.engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), Base.metadata)
        )
    assert differences == []
    await database.close()


def test_invitations_from_the_command_line(tmp_path: Path) -> None:
    done = command(tmp_path, "invite", "officer", "thanh hoa")
    assert done.returncode == 0, done.stderr
    assert re.search(r"officer of Thanh Hóa: http://127\.0\.0\.1:8080/\?start=i-\S{20,}", done.stdout)
    done = command(tmp_path, "invite", "officer", "16144")
    assert "Xã Nga An, Thanh Hóa" in done.stdout
    done = command(tmp_path, "invite", "officer", "99999")
    assert done.returncode == 2
    assert "no province or commune" in done.stderr
    done = command(tmp_path, "invite", "king", "38")
    assert done.returncode == 2


async def test_backup_while_it_runs_and_restore_without_sending_again(tmp_path: Path) -> None:
    async with program(tmp_path / "a") as made:
        await made.start()
        backup = command(made.folder, "backup", str(tmp_path / "b.tar"))
        assert backup.returncode == 0, backup.stderr
        assert command(made.folder, "backup", str(tmp_path / "b.tar")).returncode == 2
        await made.stop()
    folder = tmp_path / "c"
    folder.mkdir()
    done = command(folder, "restore", str(tmp_path / "b.tar"))
    assert done.returncode == 0, done.stderr
    assert command(folder, "restore", str(tmp_path / "b.tar")).returncode == 2
    with sqlite3.connect(folder / "ocop.db") as database:
        assert database.execute("select count(*) from invitations").fetchone() == (1,)
    done = command(folder, "restore", str(tmp_path / "a" / "output.txt"), "--force")
    assert done.returncode == 2
    assert "is not a backup" in done.stderr


async def test_what_was_waiting_in_a_backup_is_not_sent_again(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    database = Database(f"sqlite+aiosqlite:///{folder}/ocop.db")
    await migrate(database)
    now = datetime.now(UTC)
    async with database.begin() as db:
        web = await channels.open_channel(db, "web", "web", now, configured={"web"})
        person, address, _place = await people.at_address(db, web.id, "x", now)
        body = {"title": "", "text": "chào", "buttons": []}
        await outbox.write(db, person_id=person.id, address_id=address.id, body=body, lane=outbox.REPLY, now=now)
    await database.close()
    assert command(folder, "backup", str(tmp_path / "b.tar")).returncode == 0
    done = command(folder, "restore", str(tmp_path / "b.tar"), "--force")
    assert "1 messages that were waiting" in done.stdout
    with sqlite3.connect(folder / "ocop.db") as restored:
        assert restored.execute("select state from messages").fetchall() == [("unknown",)]


async def test_the_doctor_finds_a_missing_file(tmp_path: Path) -> None:
    assert command(tmp_path, "migrate").returncode == 0
    done = command(tmp_path, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "adds up" in done.stdout
    assert "rules 2025-1489: from 2025-07-06, 6 steps, 23 papers" in done.stdout
    with sqlite3.connect(tmp_path / "ocop.db") as database:
        database.execute(
            "insert into persons (name, phone_proven, language, created_at) values ('', 0, 'vi', '2026-01-01')"
        )
        database.execute(
            "insert into files (person_id, origin, name, compressed, state, kind, mime, sha256, size,"
            " problems, attempts, not_before, received_at)"
            " values (1, '{}', '', 0, 'stored', 'pdf', 'x', ?, 1, '[]', 0, '2026-01-01', '2026-01-01')",
            ("a" * 64,),
        )
    done = command(tmp_path, "doctor")
    assert done.returncode == 1
    assert "1 of them missing" in done.stdout
