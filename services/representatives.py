"""What the official forms ask about a producer's legal representative: told with consent, masked elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services import jobs, permits
from storage import assessments, audit, dossiers, people, products
from storage.actors import Actor
from storage.tables import Representative

PRIVATE = ("ethnicity", "disabled", "residence")  # only with consent; shown on the forms only


@dataclass(frozen=True, slots=True)
class Told:
    """The answers. consents: whether what is private may be kept; without it, it is not, whatever stands here."""

    consents: bool
    gender: str | None = None
    ethnicity: str | None = None
    disabled: bool | None = None
    residence: str | None = None
    founded_on: date | None = None
    licence_number: str | None = None


async def of_producer(db: AsyncSession, actor: Actor, producer_id: int) -> Representative | None:
    """What was told of the producer's representative; None: not asked yet."""
    await permits.own_producer(db, actor, producer_id)
    return await assessments.representative(db, producer_id)


async def tell(
    db: AsyncSession, actor: Actor, producer_id: int, told: Told, now: datetime, *, address_id: int | None = None
) -> bool:
    """Keep the answers, and have the reports that are not handed in yet made anew; whether there were any."""
    producer = await permits.own_producer(db, actor, producer_id, writing=True)
    row = await assessments.representative_row(db, producer.id)
    row.gender, row.founded_on, row.licence_number = told.gender, told.founded_on, told.licence_number
    for name in PRIVATE:
        setattr(row, name, getattr(told, name) if told.consents else None)
    row.consented_by = actor.id
    row.consented_at = now if told.consents else None
    audit.write(db, actor, now, "representative.told", f"producer/{producer.id}", area=producer.commune)
    return await _reports_again(db, actor, producer.id, now, address_id)


async def _reports_again(
    db: AsyncSession, actor: Actor, producer_id: int, now: datetime, address_id: int | None
) -> bool:
    """The reports of this producer's products that were filled in and are not handed in are made anew."""
    drafts = []
    for product in await products.products_by(db, producer_id):
        report = (await dossiers.newest(db, product.id)).get("form-02")
        if report is not None and report.answers is not None and report.state == "draft":
            drafts.append(report)
    for report in drafts:
        await jobs.copy_paper(db, actor, report, now, address_id=address_id)
    return bool(drafts)


async def erase(db: AsyncSession, actor: Actor, producer_id: int, now: datetime) -> None:
    """Take the consent back: what is private is erased."""
    producer = await permits.own_producer(db, actor, producer_id)
    row = await assessments.representative(db, producer.id)
    if row is not None:
        for name in PRIVATE:
            setattr(row, name, None)
        row.consented_at = None
        await people.drop_draft(db, actor.id, "representative", str(producer.id))
        audit.write(db, actor, now, "representative.erased", f"producer/{producer.id}", area=producer.commune)


async def contact(db: AsyncSession, producer_id: int) -> dict[str, str | None]:
    """What form 01 told before of the producer: title, email; empty where it was not filled in."""
    row = await assessments.representative(db, producer_id)
    return {"title": row.title, "email": row.email} if row is not None and row.title else {}


async def keep_contact(db: AsyncSession, producer_id: int, *, title: str, email: str | None) -> None:
    """Form 01 told the representative's office and the business's e-mail: form 02 wants them too."""
    row = await assessments.representative_row(db, producer_id)
    row.title, row.email = title, email
