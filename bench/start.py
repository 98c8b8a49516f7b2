"""From the command to the first screen of the web chat, and the memory it takes then."""

import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from tests.servers.process import free_port

TOKEN = "123456789:TESTTESTTESTTESTTESTTESTTESTTEST"


async def _first_screen(url: str) -> None:
    """Until a new browser's first screen has arrived over the socket."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(url) as page:
                    if page.status == 200:
                        break
            await asyncio.sleep(0.02)
        async with session.ws_connect(f"{url}/ws") as socket:
            await socket.send_json({"t": "hello", "after": 0})
            async for message in socket:
                if '"t": "bubble"' in message.data:
                    return


def measure(telegram: bool) -> tuple[float, float]:
    """(seconds to the first screen, resident memory in MB)."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        env = {
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/ocop.db",
            "FILES_URL": f"{folder}/files",
            "PORT": str(port),
            **({"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": "http://127.0.0.1:9"} if telegram else {}),
        }
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            asyncio.run(asyncio.wait_for(_first_screen(f"http://127.0.0.1:{port}"), 60))
            seconds = time.perf_counter() - started
            status = Path(f"/proc/{process.pid}/status").read_text()
            memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
        finally:
            process.terminate()
            process.wait(20)
    return seconds, memory / 1024


def run() -> None:
    bare = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import aiohttp.web, sqlalchemy.ext.asyncio"], check=True)
        bare.append(time.perf_counter() - started)
    print("from the command to the first screen, median of 3")
    for telegram in (False, True):
        times = [measure(telegram) for _ in range(3)]
        seconds = statistics.median(one for one, _memory in times)
        memory = statistics.median(memory for _one, memory in times)
        name = "web chat and Telegram" if telegram else "web chat only"
        ratio = seconds / statistics.median(bare)
        print(f"  {name:<22} {seconds:5.2f} s {memory:5.0f} MB   × {ratio:.1f} of importing aiohttp and SQLAlchemy")
    print("  (goal: the web chat's first screen within 2 s)")
