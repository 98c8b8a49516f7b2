"""What officers are told when a producer is stuck in the self-assessment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import clock, texts
from ocop import numbers
from ocop.criteria import Criterion
from services.notices import tell
from storage.tables import Person, Producer, Product


async def help_wanted(
    db: AsyncSession,
    officers: Sequence[Person],
    product: Product,
    producer: Producer | None,
    criterion: Criterion | None,
    now: datetime,
    *,
    turn_id: int | None,
) -> None:
    """The commune's officers read who needs help and with what; once a day for each question."""
    where = criterion.code if criterion else "all"
    for officer in officers:
        say = officer.language
        about = f"{criterion.code[1:]} {criterion.title}" if criterion else texts.say(say, "assess-whole")
        text = texts.say(
            say,
            "notice-help-wanted",
            producer=producer.name if producer else "",
            phone=numbers.show_mobile(producer.phone) if producer else "",
            product=product.name,
            about=about,
        )
        screen = Screen(text, buttons=[Button(texts.say(say, "button-review"), f"review/{product.id}")])
        key = f"help:{product.id}:{where}:{officer.id}:{clock.today(now)}"
        await tell(db, officer, screen, now, turn_id=turn_id, unique_key=key)
