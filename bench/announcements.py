"""An announcement on Telegram beside two broadcasting libraries, against the same server: within the platform's
limit for a minute, and with the limit lifted at 10,000 and 100,000 recipients.
"""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.broadcasters import TEXT
from tests.crowd import settle
from tests.servers.process import free_port

TOKEN = "123456789:TESTTESTTESTTESTTESTTESTTESTTEST"
HERE = Path(__file__).parent.parent
LIMITED, LIMIT = 1800, 30  # a minute's worth at 30 a second
SIZES = (10_000, 100_000)
KINDS = ("ours", "aiogram", "ptb")


@contextlib.contextmanager
def server(count: int, *, limits: bool) -> Any:
    sink = ["--sink", str(count), "--chats", str(count), "--timeout", "1200", *(["--limits"] if limits else [])]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.servers.telegram_server", "--token", TOKEN, *sink],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def measure(kind: str, count: int, rate: float) -> dict[str, Any]:
    """One run: messages a second, how often it was told to wait, its memory at most in MB, and for us the seconds from
    the start of the program to the first message.
    """
    with server(count, limits=bool(rate)) as sink, tempfile.TemporaryDirectory() as folder:
        url = sink.stdout.readline().strip()
        env = {**os.environ, "PYTHONPATH": str(HERE)}
        if kind == "ours":
            noon = datetime.now(UTC).replace(hour=5, minute=0)
            hour = Path(folder) / "hour"
            hour.write_text(str((noon - datetime.now(UTC)).total_seconds()))  # nothing is sent at night
            due = {"text": TEXT, "state": "scheduled", "send_at": noon}
            asyncio.run(settle(f"sqlite+aiosqlite:///{folder}/ocop.db", count, noon, **due))
            command = [sys.executable, "-m", "tests.shifted", str(hour)]
            env |= {
                "TELEGRAM_TOKEN": TOKEN,
                "TELEGRAM_API": url,
                "TELEGRAM_MESSAGES_PER_SECOND": str(rate or 1_000_000),
                "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/ocop.db",
                "FILES_URL": f"{folder}/files",
                "PORT": str(free_port()),
                "LOG_LEVEL": "error",
            }
        else:
            command = [sys.executable, "-m", "bench.broadcasters", kind, url, TOKEN, str(count), str(rate)]
        begun = time.monotonic()
        sender = subprocess.Popen(command, env=env, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            result: dict[str, Any] = json.loads(sink.stdout.readline())
            result["whole"] = time.monotonic() - begun
            result["mb"] = peak(sender.pid)
        finally:
            sender.send_signal(signal.SIGTERM)
            try:
                sender.wait(15)
            except subprocess.TimeoutExpired:
                sender.kill()
        return result


def peak(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0


def run() -> None:
    print(f"an announcement to {LIMITED} at {LIMIT} a second, a server that enforces it")
    for kind in KINDS:
        result = measure(kind, LIMITED, LIMIT)
        share = result["per_second"] / LIMIT
        print(
            f"  {kind:<8} {result['per_second']:6.2f}/s = {share:.1%} of the limit, told to wait {result['refused']}x"
        )
    for count in SIZES:
        print(f"the limit lifted, {count:,} recipients")
        figures = {kind: measure(kind, count, 0) for kind in KINDS}
        for kind, one in figures.items():
            print(f"  {kind:<8} {one['per_second']:8.0f}/s   {one['mb']:5} MB at most   {one['whole']:6.1f} s in all")
        best = max(figures["aiogram"]["per_second"], figures["ptb"]["per_second"])
        print(f"  ours / the faster of the two = {figures['ours']['per_second'] / best:.2f}")
