"""Fetching what people sent on Zalo: by addresses that end soon, only from the platform's own hosts, bounded."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import aiohttp

from chat.messenger import FileGone, FileTooLarge, Unreachable

LARGEST = 25 * 1024 * 1024  # bytes
HOSTS = "zdn.vn zadn.vn zalo.me zaloapp.com zaloplatforms.com zapps.me dlfl.me dlfl.vn"
TIMEOUT = aiohttp.ClientTimeout(total=120, connect=10)


def checked_hosts(value: str) -> str:
    """Host names with spaces between them. Raises ValueError."""
    if not all(re.fullmatch(r"(https?://)?[A-Za-z0-9.-]+(:\d+)?", host) for host in value.split()):
        raise ValueError("is a list of host names with spaces between them")
    return value.lower()


def allowed(url: str, hosts: Sequence[str]) -> bool:
    """Whether the address is on one of the platform's hosts ("zdn.vn" has those below it too), over https.

    A host with its scheme ("http://127.0.0.1:8090") is exactly that origin.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if not re.fullmatch(r"[a-z0-9.-]+", host):  # what one reader takes for a host another may not
        return False
    if f"{parts.scheme}://{parts.netloc}" in hosts:
        return True
    plain = [one for one in hosts if "://" not in one]
    return (
        parts.scheme == "https"
        and port in (None, 443)
        and "@" not in parts.netloc
        and any(host == one or host.endswith(f".{one}") for one in plain)
    )


async def fetch(session: aiohttp.ClientSession, url: str, hosts: Sequence[str]) -> bytes:
    """The bytes. Raises FileGone (also for a foreign host), FileTooLarge or Unreachable."""
    if not allowed(url, hosts):
        raise FileGone("not one of the platform's hosts")
    try:
        async with session.get(url, timeout=TIMEOUT, allow_redirects=False) as answer:
            if answer.status >= 500 or answer.status == 429:
                raise Unreachable(f"status {answer.status}")
            if answer.status != 200:
                raise FileGone(f"status {answer.status}")
            if (answer.content_length or 0) > LARGEST:
                raise FileTooLarge
            data = bytearray()
            async for chunk in answer.content.iter_chunked(64 * 1024):
                data += chunk
                if len(data) > LARGEST:
                    raise FileTooLarge
            return bytes(data)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Unreachable(repr(error)) from None
