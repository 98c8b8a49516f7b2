"""The messengers. Each is a folder here with everything of it, and one line below."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from chat.messenger import Messenger

if TYPE_CHECKING:
    from aiohttp import web

    from bot.web.shared_files import SharedFiles
    from chat.engine import Engine
    from scheduler.clockwork import Scan
    from storage.database import Database
    from storage.files import FileStore

# A folder's settings.py has a class `Settings` (see bot.settings.MessengerSettings) and is cheap to import: a
# messenger's library waits until it is configured.
MESSENGERS = (
    "telegram",
    "zalo_oa",
    "zalo_bot",
)


class Adapter(Messenger):
    """One account on one messenger, as the program starts, serves and watches it. What is not needed may be left out.

    setting: the name of the setting that names the account; province: whose bot it is, if it is one province's; link:
    what comes before the payload of a link into the chat, "" where there is none; scans: what it has to look after
    now and then.
    """

    setting: str = ""
    province: str | None = None
    link: str = ""
    scans: "Sequence[Scan]" = ()

    async def open(self) -> None:
        """Get ready to send. Does not wait for the messenger to be reachable."""

    async def close(self) -> None:
        """Give back what `open` took."""

    def routes(self, engine: "Engine") -> "list[web.RouteDef]":
        """Its webhook, if it has one."""
        return []

    async def listen(self, engine: "Engine") -> None:
        """Begin to take updates."""

    async def stop_listening(self) -> None:
        """Take no more; what is in hand is committed first."""

    def heard(self) -> datetime | None:
        return None

    async def examine(self) -> AsyncIterator[tuple[bool, str]]:
        """For `doctor`, once it is open: (in order, what was checked and found)."""
        nothing: tuple[tuple[bool, str], ...] = ()
        for line in nothing:
            yield line


@dataclass
class Host:
    """What a messenger is given of the rest of the program.

    web_url: where our pages are; public_url: the same if the world can reach them, else ""; page_url: what comes before
    the code behind a QR code; now: the clock.
    """

    database: "Database"
    files: "FileStore"
    web_url: str
    public_url: str
    page_url: str
    now: Callable[[], datetime]
    shared_files: "SharedFiles | None" = None

    def share(self, key: str) -> "SharedFiles":
        """Signed addresses of files, one set for all who need them; the key is of whoever asks first."""
        from bot.web.shared_files import SharedFiles

        if self.shared_files is None:
            self.shared_files = SharedFiles(self.database, self.files, self.web_url, f"shared:{key}", self.page_url)
        return self.shared_files
