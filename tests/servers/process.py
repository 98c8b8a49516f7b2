"""The real program as a process of its own: started, killed, started again."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

PATIENCE = 100  # seconds for a start or an end, on a machine that is busy; nobody waits so long for one that is not
HERE = Path(__file__).parent.parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Program:
    """`ocop-bot run` on its own database, files and port."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    module: tuple[str, ...] = ("bot", "run")
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return (self.folder / "output.txt").read_text("utf-8") if (self.folder / "output.txt").exists() else ""

    async def start(self, *, ready: bool = True, **more: str) -> None:
        """Start it; with `ready` wait until it answers."""
        env = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]),
            "DATABASE_URL": f"sqlite+aiosqlite:///{self.folder}/ocop.db",
            "FILES_URL": str(self.folder / "files"),
            "PORT": str(self.port),
            **self.settings,
            **more,
        }
        with (self.folder / "output.txt").open("ab") as output:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self.module, cwd=self.folder, env=env, stdout=output, stderr=output
            )
        if ready:
            await self.answers()

    async def answers(self, timeout: float = PATIENCE) -> None:
        async with asyncio.timeout(timeout), aiohttp.ClientSession() as session:
            while True:
                assert self.process is None or self.process.returncode is None, self.output
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get(f"{self.url}/healthz") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.05)

    async def dies(self, timeout: float = PATIENCE) -> int:
        """Wait until it has died of itself; returns its exit code (negative: the signal)."""
        assert self.process is not None
        async with asyncio.timeout(timeout):
            return await self.process.wait()

    async def kill(self) -> None:
        """kill -9."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()

    async def stop(self) -> int:
        """An orderly end."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()


@contextlib.asynccontextmanager
async def program(folder: Path, **settings: str) -> AsyncIterator[Program]:
    """A program that is certainly gone at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Program(folder, settings)
    try:
        yield made
    finally:
        await made.kill()
