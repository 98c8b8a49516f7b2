"""The file store: bytes under the name of their SHA-256, in a folder or an S3-compatible bucket."""

import asyncio
import hashlib
import os
import re
import tempfile
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import from_url

_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileStore:
    """Keeps bytes; what is kept is never changed.

    url: a folder, or `s3://bucket/prefix` (credentials from the environment, as obstore reads them).
    Raises ValueError, naming FILES_URL, when the folder cannot be written or the address names no store.
    """

    def __init__(self, url: str) -> None:
        self._folder: Path | None = None
        if "://" in url and not url.startswith("file://"):
            try:
                self._bucket = from_url(url)
            except BaseError as error:
                raise ValueError(f"FILES_URL: {url} is no store ({str(error).splitlines()[0]})") from None
            return
        self._folder = Path(url.removeprefix("file://"))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._folder):
                pass
        except OSError as error:
            raise ValueError(f"FILES_URL: {self._folder} cannot be written ({error.strerror})") from None

    async def put(self, data: bytes) -> str:
        """Keep the bytes; returns their SHA-256 (hex). When this returns they survive a power cut."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self._folder is None:
            if not await self.exists(sha256):
                await obstore.put_async(self._bucket, _key(sha256), data)
        else:
            await asyncio.to_thread(_write, self._folder, _key(sha256), data)
        return sha256

    async def get(self, sha256: str) -> bytes:
        """The bytes. Raises FileNotFoundError."""
        if self._folder is None:
            answer = await obstore.get_async(self._bucket, _key(sha256))
            return bytes(await answer.bytes_async())
        return await asyncio.to_thread((self._folder / _key(sha256)).read_bytes)

    async def exists(self, sha256: str) -> bool:
        if self._folder is None:
            try:
                await obstore.head_async(self._bucket, _key(sha256))
            except FileNotFoundError:
                return False
            return True
        return (self._folder / _key(sha256)).exists()


def _key(sha256: str) -> str:
    """Where the bytes lie; made from a checked hash only, never from a person's text."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in hex")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _write(store: Path, key: str, data: bytes) -> None:
    """Whole or not at all: written beside, forced to the disk, then renamed."""
    path = store / key
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    # Also for a file that another process has just renamed; and the folders above may be new themselves.
    for folder in (path.parent, path.parent.parent, store):
        _force(folder)


def _force(folder: Path) -> None:
    """The names in a folder, too, are on the disk only after fsync."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
