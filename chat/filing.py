"""Files that people send are written down at once; they are fetched afterwards, and one receipt answers for all that
came together.
"""

import re

from chat.errors import Moved, NotAllowed, NotFound
from chat.router import Screens
from chat.turn import Turn
from locales.text import nfc
from storage import inbox, people
from storage.inbox import Destination
from storage.tables import File

AT_ONCE = 10  # files in one event
_UNSAFE = re.compile(r"[\x00-\x1f/\\]")


async def keep(turn: Turn, screens: Screens) -> None:
    """Write down the files of this event, for the place at which the person stands (or for which they came)."""
    event = turn.event
    destination = await _destination(turn, screens)
    batch = await inbox.open_batch(
        turn.db,
        person_id=turn.person.id,
        address_id=turn.address.id,
        group=event.group,
        event_id=event.id,
        caption=nfc(event.text),
        destination=destination,
        now=turn.now,
    )
    rows = [
        File(
            person_id=turn.person.id,
            batch_id=batch.id,
            announcement_id=destination.announcement_id,
            channel_id=event.channel,
            origin=file.origin.to_json(),
            name=_UNSAFE.sub("", nfc(file.name))[-120:],
            kind="image" if file.image else "other",
            compressed=file.compressed,
            size=file.size,
            not_before=turn.now,
            received_at=turn.now,
        )
        for file in event.files[:AT_ONCE]
    ]
    turn.db.add_all(rows)
    await turn.db.flush()
    await people.note_files(turn.db, turn.id, [row.id for row in rows])


async def _destination(turn: Turn, screens: Screens) -> Destination:
    """What the files are for. A place that is gone, or not theirs any more, loses no file: the receipt asks."""
    try:
        return await screens.take_files(turn, turn.event.at or turn.place.at) or Destination()
    except (Moved, NotAllowed, NotFound):
        return Destination()
