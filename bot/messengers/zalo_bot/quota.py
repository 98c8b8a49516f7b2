"""What a Zalo Bot may still send this month, counted by us: the platform says nothing until it refuses.

Basic plan: 3,000 messages a month, 50 people a bot; over it every call is answered with 429 (docs.zaloplatforms.com,
read 3/9, 26/9 and 2/10/2026). A month is taken to be Viet Nam's: not documented.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from locales import clock
from services.alarms import tell_administrators
from storage import channels, reaching
from storage.database import Database
from storage.reaching import Used

MESSAGES, PEOPLE = 3000, 50
WARN_AT = (80, 95)  # percent; each is said once a month


@dataclass
class Quota:
    """Counts what a channel has sent since the first of the month, also over restarts and in several processes."""

    database: Database
    now: Callable[[], datetime]
    _known: Used = field(default_factory=Used)
    _sent: int = 0  # by us, not written down yet

    def sent(self) -> None:
        """One call got through."""
        self._sent += 1

    def spent(self, *, told: bool) -> bool:
        """Whether a refusal must be taken for the end of the quota. told: it said how long to wait."""
        over = self._known.messages + self._sent >= MESSAGES
        return over or (self._known.people > PEOPLE and not told)

    async def care(self, channel: int) -> None:
        """Write down what was sent, and warn the administrators while there is still something left."""
        sent, self._sent = self._sent, 0
        try:
            async with self.database.begin() as db:
                used = await reaching.used(db, channel, month(self.now()), more=sent)
        except Exception:
            self._sent += sent
            raise
        self._known = used
        due = max((share for share in WARN_AT if percent(used) >= share > used.warned), default=0)
        if due:
            await self._tell("zalo-bot-quota")
            async with self.database.begin() as db:
                await channels.remember(db, channel, warned=[month(self.now()), due])

    async def used(self, account: str) -> tuple[Used, int]:
        """What an account of ours has used, and the percentage, also while the program does not run."""
        async with self.database.read() as db:
            rows = [row for row in await channels.channels(db) if row.messenger == "zalo-bot"]
            channel = next((row for row in rows if row.account in (account, "")), None)
            used = await reaching.used(db, channel.id, month(self.now())) if channel else Used()
        return used, percent(used)

    async def refused(self) -> None:
        """The platform takes no more: said once a day."""
        await self._tell("zalo-bot-spent")

    async def _tell(self, key: str) -> None:
        await tell_administrators(
            self.database,
            self.now(),
            key,
            messages=self._known.messages + self._sent,
            most_messages=MESSAGES,
            people=self._known.people,
            most_people=PEOPLE,
        )


def percent(used: Used) -> int:
    """Of messages or of people, whichever is nearer to its end."""
    return max(100 * used.messages // MESSAGES, 100 * used.people // PEOPLE)


def month(now: datetime) -> str:
    return f"{clock.today(now):%Y-%m}"
