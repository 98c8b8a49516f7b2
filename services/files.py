"""Looking at a file: who may, and that a look at somebody else's is written down; the same in chat and over HTTP."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import NotAllowed, NotFound
from storage import access, audit, inbox, products
from storage.actors import Actor
from storage.tables import File, Product

ONE_LOOK = timedelta(minutes=10)  # a picture, its small form and its download are one look


@dataclass(frozen=True, slots=True)
class Look:
    """A file that somebody sees. product: in whose dossier it is; own: they speak for it, or sent the file."""

    file: File
    product: Product | None
    own: bool


async def visible(db: AsyncSession, actor: Actor, file_id: int) -> Look:
    """A file that this person may see now. Raises NotFound, NotAllowed."""
    file = await inbox.file(db, file_id)
    if file is None:
        raise NotFound(file_id)
    if not await access.may_see_file(db, actor.id, actor.grants, file):
        raise NotAllowed(file_id)
    product = await access.product_of_file(db, file)
    own = product is None or await products.speaks_for(db, actor.id, product.producer_id)
    return Look(file, product, own)


async def looked_lately(db: AsyncSession, actor: Actor, look: Look, now: datetime) -> bool:
    """Whether there is nothing to log: it is their own, or this same look is logged."""
    if look.own:
        return True
    return await audit.written_since(db, actor, "file.seen", f"file/{look.file.id}", now - ONE_LOOK)


def log_look(db: AsyncSession, actor: Actor, look: Look, now: datetime) -> None:
    """Write down that they saw a file of somebody else's dossier."""
    if not look.own and look.product is not None:
        audit.write(db, actor, now, "file.seen", f"file/{look.file.id}", area=look.product.commune)
