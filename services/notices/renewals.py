"""What the province is told of re-evaluations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from ocop.rounds import Window
from services.notices import tell
from storage.tables import Dossier, Person, Product


async def handed_in_late(
    db: AsyncSession, officers: Sequence[Person], product: Product, dossier: Dossier, window: Window, now: datetime
) -> None:
    """A re-evaluation came after its window; how long the certificate may hold meanwhile is to be checked."""
    for officer in officers:
        say = officer.language
        extended = window.extended_until
        words = texts.say(
            say,
            "notice-again-late" if extended else "notice-again-late-ends",
            product=product.name,
            last=texts.day(say, window.last_day),
            ends=texts.day(say, window.ends),
            extended=texts.day(say, extended) if extended else "–",
        )
        screen = Screen(words, buttons=[Button(texts.say(say, "button-review"), f"review/{product.id}")])
        await tell(db, officer, screen, now, unique_key=f"again-late:{dossier.id}:{officer.id}")
