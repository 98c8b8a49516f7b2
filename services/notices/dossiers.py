"""What officials are told of a dossier that was handed in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from services.notices import tell
from storage.tables import Person, Product, Submission


async def submitted(
    db: AsyncSession,
    officers: Sequence[Person],
    product: Product,
    submission: Submission,
    now: datetime,
    *,
    turn_id: int | None,
) -> None:
    """A step was handed in: for the officers whose turn it is, each once."""
    for officer in officers:
        say = officer.language
        notice = Screen(
            texts.say(
                say,
                "notice-submitted",
                product=product.name,
                number=submission.step,
                step=texts.say(say, f"step-{submission.step}-name"),
            ),
            buttons=[Button(texts.say(say, "button-review"), f"review/{product.id}")],
        )
        key = f"submitted:{submission.id}:{officer.id}"
        await tell(db, officer, notice, now, turn_id=turn_id, unique_key=key)
