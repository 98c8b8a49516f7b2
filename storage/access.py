"""Who may see a file: asked again at every look, so that a withdrawn role sees nothing at once."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from ocop.roles import Grant, may_score, may_see
from storage import announcements, dossiers
from storage.tables import Document, Evaluation, File, Member, Product, Scorecard


async def product_of_file(db: AsyncSession, file: File) -> Product | None:
    """The product whose dossier the file is in, if it is filed."""
    if file.document_id is None:
        return None
    return await db.scalar(
        select(Product).join(Document, Document.product_id == Product.id).where(Document.id == file.document_id)
    )


async def may_see_file(db: AsyncSession, person_id: int, grants: Sequence[Grant], file: File) -> bool:
    """Its sender; who speaks for the producer; officials of the area; council members who score the product; and for
    what comes with an announcement its officials and those whom it was for.
    """
    if file.person_id == person_id:
        return True
    if file.announcement_id is not None:
        about = await announcements.announcement(db, file.announcement_id)
        if about is not None and about.state != "draft" and may_see(grants, about.area):
            return True
        return await announcements.was_for(db, file.announcement_id, person_id)
    document = await db.get(Document, file.document_id) if file.document_id is not None else None
    served = await dossiers.serves(db, document) if document is not None else []
    if any(may_see(grants, product.commune) for product in served):
        return True
    if served and await db.get(Member, (served[0].producer_id, person_id)) is not None:
        return True
    scores = (
        select(Scorecard.id)
        .join(Evaluation, Evaluation.id == Scorecard.evaluation_id)
        .where(Evaluation.product_id.in_([product.id for product in served]), Scorecard.person_id == person_id)
        .limit(1)
    )
    return any(may_score(grants, product.commune) for product in served) and await db.scalar(scores) is not None
