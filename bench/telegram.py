"""Turns a second through Telegram polling, beside a bare aiogram echo and a bare python-telegram-bot echo."""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.servers.process import free_port

TOKEN = "123456789:TESTTESTTESTTESTTESTTESTTESTTEST"
UPDATES = 1500
CHATS = 500  # three messages each: within what one chat may be sent at once
ROUNDS = 3


def measure(kind: str) -> float:
    """Answers a second of one bot, from the first getUpdates to the last of UPDATES answers."""
    load = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.servers.telegram_server",
            "--echo-load",
            str(UPDATES),
            "--chats",
            str(CHATS),
            "--token",
            TOKEN,
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert load.stdout is not None
    url = load.stdout.readline().strip()
    with tempfile.TemporaryDirectory() as folder:
        bot = _start(kind, url, folder)
        try:
            result = json.loads(load.stdout.readline())
        finally:
            bot.send_signal(signal.SIGTERM)
            try:
                bot.wait(15)
            except subprocess.TimeoutExpired:
                bot.kill()
            load.kill()
            load.wait()
    return float(result["per_second"])


def _start(kind: str, url: str, folder: str) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    if kind != "ours":
        command = [sys.executable, "-m", "bench.echoes", kind, url, TOKEN]
    else:
        command = [sys.executable, "-m", "bot", "run"]
        env |= {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": url,
            "TELEGRAM_MESSAGES_PER_SECOND": "100000",
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/ocop.db",
            "FILES_URL": f"{folder}/files",
            "PORT": str(free_port()),
            "LOG_LEVEL": "error",
        }
    return subprocess.Popen(command, env=env, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def run() -> None:
    """In turn, so that a slow moment of the machine hits all alike; medians and ratios."""
    kinds = ("ours", "aiogram", "ptb")
    figures: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(ROUNDS):
        for kind in kinds:
            figures[kind].append(measure(kind))
    medians = {kind: statistics.median(values) for kind, values in figures.items()}
    print(f"telegram polling, {UPDATES} updates from {CHATS} chats, median of {ROUNDS} (answers a second)")
    for kind in kinds:
        print(f"  {kind:<8} {medians[kind]:8.0f}   {' '.join(f'{value:.0f}' for value in figures[kind])}")
    print(f"  ours / bare aiogram = {medians['ours'] / medians['aiogram']:.2f}   (goal: at least 0.50)")
    print(f"  ours / bare python-telegram-bot = {medians['ours'] / medians['ptb']:.2f}")
