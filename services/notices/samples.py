"""What a producer is told of their samples."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from services.notices import tell
from storage import products
from storage.tables import Product


async def counted(
    db: AsyncSession,
    product: Product,
    count: int,
    held: int,
    needed: int,
    words: str,
    now: datetime,
    *,
    turn_id: int | None,
) -> None:
    """A receipt: how many were taken in or given back, how many lie there now, how they are kept."""
    key = "notice-samples-taken" if count > 0 else "notice-samples-back"
    for member in await products.members(db, product.producer_id):
        text = texts.say(
            member.language, key, product=product.name, count=abs(count), held=held, needed=needed, words=words
        )
        button = Button(texts.say(member.language, "button-to-step"), f"product/{product.id}")
        await tell(db, member, Screen(text, buttons=[button]), now, turn_id=turn_id)
