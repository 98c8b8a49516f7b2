"""What a producer's people read when their dossier goes on under another law."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from services.notices import tell
from storage import products
from storage.tables import Product


async def moved(db: AsyncSession, product: Product, before: str, now: datetime) -> None:
    """Each is told once that nothing they gave is lost, and what is asked for now."""
    for member in await products.members(db, product.producer_id):
        say = member.language
        screen = Screen(
            texts.say(say, "law-moved", product=product.name),
            title=texts.say(say, "law-moved-title"),
            buttons=[Button(f"📦 {product.name}"[:60], f"product/{product.id}")],
        )
        await tell(db, member, screen, now, unique_key=f"law:{before}:{product.id}:{member.id}")
