"""The settings, and what the command line does: one clear line for what is wrong, backup and restore, invitations,
doctor.
"""

import asyncio
import os
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.settings import BadSettings, load
from storage import channels, outbox, people
from storage.database import Database
from storage.migrate import migrate, pending
from storage.tables import Base
from tests.servers.process import HERE, Program, free_port, program
from tests.servers.telegram_server import TelegramServer

GOOD_TOKEN = "123456789:TESTTESTTESTTESTTESTTESTTESTTEST"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("telegram_token", "not-a-token"),
        ("telegram_token", f"{GOOD_TOKEN} not-a-token"),
        ("telegram_token", f"{GOOD_TOKEN}@99"),
        ("telegram_token", f"{GOOD_TOKEN}@xx"),
        ("telegram_token", f"{GOOD_TOKEN}@38 {GOOD_TOKEN}@40"),
        ("zalo_bot_token", "123:x"),
        ("zalo_oa_app_id", "abc"),
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


def test_several_accounts_stand_in_one_setting() -> None:
    parts = load(
        _env_file=None,
        telegram_token=f"{GOOD_TOKEN}@38  987654321:{'B' * 30}",
        zalo_oa_app_id="1111111@40 2222222",
        zalo_oa_secret="first second",
        public_url="https://ocop.example.vn",
    ).messengers
    telegram: Any = parts["telegram"]
    assert [(bot.id, bot.province) for bot in telegram.telegram_token] == [("123456789", "38"), ("987654321", None)]
    oa: Any = parts["zalo_oa"]
    assert [secret.get_secret_value() for secret in oa.zalo_oa_secret] == ["first", "second"]
    with pytest.raises(BadSettings, match="^ZALO_OA_SECRET"):
        load(_env_file=None, zalo_oa_app_id="1111111 2222222", zalo_oa_secret="one", public_url="https://x.vn")


def environment(folder: Path, **settings: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(HERE),
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/ocop.db",
        "FILES_URL": str(folder / "files"),
        **settings,
    }


def command(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    env = environment(folder, **settings)
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


def test_another_bot_stops_the_start_until_it_is_said_that_it_is_meant(tmp_path: Path) -> None:
    nowhere = {"TELEGRAM_API": "http://127.0.0.1:9", "PORT": str(free_port())}
    assert command(tmp_path, "migrate").returncode == 0
    with sqlite3.connect(tmp_path / "ocop.db") as database:
        database.execute(
            "insert into channels (messenger, account, facts, created_at)"
            " values ('telegram', '123456789', '{}', '2026-01-01')"
        )
    other = f"987654321:{'B' * 30}"
    done = command(tmp_path, "run", TELEGRAM_TOKEN=other, **nowhere)
    assert done.returncode == 2
    line = done.stderr.strip().splitlines()[-1]
    assert line.startswith("TELEGRAM_TOKEN")
    assert "ocop-bot add-channel telegram 987654321" in line
    assert "BBB" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert command(tmp_path, "add-channel", "telegram", "987654321").returncode == 0
    assert command(tmp_path, "add-channel", "carrier-pigeon", "1").returncode == 2
    listed = command(tmp_path, "channels").stdout
    assert "telegram 123456789: 0 people" in listed
    assert "telegram 987654321: 0 people" in listed
    started = subprocess.run(
        [sys.executable, "-c", OPENS],
        cwd=tmp_path,
        env=environment(tmp_path, TELEGRAM_TOKEN=other, **nowhere),
        timeout=60,
    )
    assert started.returncode == 0


# Starts the program and ends it at once.
OPENS = """
import asyncio
from bot.app import running
from bot.settings import load
async def work():
    async with running(load()):
        pass
asyncio.run(work())
"""


async def test_the_port_is_a_setting_and_an_option_of_run_and_demo(tmp_path: Path) -> None:
    for words, settings in (
        (("run", "--port", "{port}"), {"PORT": "1"}),
        (("demo", "--port", "{port}"), {}),
        (("demo",), {"PORT": "{port}"}),
    ):
        port = str(free_port())
        env = environment(tmp_path, **{name: value.format(port=port) for name, value in settings.items()})
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *(word.format(port=port) for word in words), cwd=tmp_path, env=env
        )
        try:
            await Program(tmp_path, port=int(port)).answers()
        finally:
            process.terminate()
            assert await process.wait() == 0


async def test_an_orderly_end_says_nothing_of_what_it_cut(tmp_path: Path) -> None:
    async with (
        TelegramServer(GOOD_TOKEN, limits=False) as server,
        program(tmp_path / "a", TELEGRAM_TOKEN=GOOD_TOKEN, TELEGRAM_API=server.url) as made,
    ):
        for stop in range(3):
            answered = len(server.accepted)
            for number in range(60):
                await server.person(stop * 100 + number + 1, "Lan").says("/start")
            await made.start()
            async with asyncio.timeout(20), server.heard:
                await server.heard.wait_for(lambda answered=answered: len(server.accepted) > answered)
            assert await made.stop() == 0
        assert "CancelledError" not in made.output
        assert "Traceback" not in made.output


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
    assert done.stdout.count(", A 40 + B 25 + C 35 adds up") == 26
    assert "criteria set 26-09: 31 criteria, A 40 + B 25 + C 35 adds up" in done.stdout
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
