"""Samples of a dossier: counted in with how they are kept, and given back."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved
from services import permits
from services.notices import samples as notices
from storage import audit, dossiers, samples
from storage.actors import Actor
from storage.tables import Product, SampleCount

NEEDED = 5  # Decision 26/2026/QĐ-TTg, article 6.2d
WITHOUT = ("tourism",)  # subgroups that hand in none, the same article


def needed(product: Product) -> int:
    """How many samples are handed in with the product's dossier; 0 where none are (tourism, rules without them)."""
    asked = permits.asks_for_papers(product) and product.subgroup not in WITHOUT
    return NEEDED if asked else 0


async def held(db: AsyncSession, product: Product, level: str | None) -> int:
    """How many samples of the dossier under way lie at an office."""
    dossier = await dossiers.current(db, product.id)
    return await samples.held(db, dossier.id, level) if dossier and level else 0


async def counted(db: AsyncSession, product: Product) -> list[SampleCount]:
    """What the office where the dossier lies took in and gave back, oldest first."""
    dossier = await dossiers.current(db, product.id)
    return await samples.of_dossier(db, dossier.id, product.level) if dossier and product.level else []


async def count_in(
    db: AsyncSession, actor: Actor, product_id: int, count: int, words: str, seen: int, now: datetime
) -> int:
    """Take in (or give back: a negative count) so many; the producer gets it in writing. Returns how many lie here now.

    words: how they are kept, or why they are given back. seen: how many rows the officer saw, so that a second tap
    counts nothing twice. Raises Moved, NotAllowed.
    """
    product, dossier = await permits.office_dossier(db, actor, product_id)
    here = f"samples/{product.id}"
    before = await samples.of_dossier(db, dossier.id, product.level or "")
    now_held = sum(row.count for row in before) + count
    if len(before) != seen or not count or not 0 <= now_held <= 100 or not needed(product):
        raise Moved("samples-counted-already", at=here)
    await samples.add(
        db, dossier.id, count=count, level=product.level or "", words=words[:300], person_id=actor.id, now=now
    )
    action = "samples.taken" if count > 0 else "samples.given-back"
    audit.write(db, actor, now, action, f"product/{product.id}", area=product.commune, detail=f"{count}: {words}")
    await notices.counted(db, product, count, now_held, needed(product), words, now, turn_id=actor.turn_id)
    return now_held
