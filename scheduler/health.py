"""Is anything stuck? Said to the administrators, for nobody else would notice what does not come."""

from dataclasses import dataclass
from datetime import timedelta

from scheduler.delivery import Delivery, lanes_at
from services.alarms import tell_administrators
from storage import outbox, uploads

STUCK = timedelta(minutes=15)  # something is due as long and nothing has been sent


@dataclass
class Watch:
    """Looks whether messages leave, and tidies up what nobody fetches any more."""

    delivery: Delivery

    async def look(self) -> None:
        now = self.delivery.now()
        async with self.delivery.database.read() as db:
            count, oldest = await outbox.waiting(db, now, lanes_at(now))
            last = await outbox.last_sent(db)
            old = await uploads.forgotten(db, now)
        if oldest is not None and now - oldest > STUCK and (last is None or now - last > STUCK):
            minutes = int((now - oldest).total_seconds() // 60)
            await tell_administrators(self.delivery.database, now, "stuck", count=count, minutes=minutes)
        if old:
            async with self.delivery.database.begin() as db:
                await uploads.sweep(db, now)
