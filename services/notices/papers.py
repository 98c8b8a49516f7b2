"""What officials are told of single papers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from services.notices import tell
from storage.tables import Document, Person, Product


async def newer_paper(
    db: AsyncSession,
    officers: Sequence[Person],
    product: Product,
    document: Document,
    now: datetime,
    *,
    turn_id: int | None,
) -> None:
    """A rated product has a newer paper, for the record: the officers of its commune, each once."""
    for officer in officers:
        say = officer.language
        until = texts.day(say, document.expires_on) if document.expires_on else "–"
        words = texts.say(
            say,
            "notice-newer-paper",
            product=product.name,
            paper=texts.say(say, f"paper-{document.paper}"),
            until=until,
        )
        screen = Screen(words, buttons=[Button(texts.say(say, "button-review"), f"paper/{document.id}")])
        await tell(db, officer, screen, now, turn_id=turn_id, unique_key=f"newer-paper:{document.id}:{officer.id}")
