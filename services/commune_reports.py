"""Mẫu 03: what stands in the commune's report on a dossier."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from documents.forms_2026 import CommuneReport, Finding
from locales import texts
from ocop import units
from services import findings, official_forms
from storage import products
from storage.assessments import representative
from storage.tables import Product


async def report(db: AsyncSession, product_id: int, today: date) -> CommuneReport | None:
    """The report on a product's dossier as far as it is written; None: there is no such product."""
    product = await products.product(db, product_id)
    producer = await products.producer(db, product.producer_id) if product is not None else None
    if product is None or producer is None:
        return None
    of_topic = {topic: await _finding(db, product, topic) for topic in findings.TOPICS}
    province = units.province_in_full(product.province)
    return CommuneReport(
        commune=_within(units.commune(product.commune).name),
        province=province,
        on=today,
        producer=producer.name,
        organisation=texts.say("vi", f"entity-{producer.kind}"),
        address=units.full_name(producer.commune),
        representative=official_forms.person(producer, await representative(db, producer.id)),
        product=product.name,
        material=of_topic["material"],
        labour=of_topic["labour"],
        idea=of_topic["idea"],
        identity=of_topic["identity"],
        receivers=(texts.say("vi", "report-receiver", province=province),),
    )


async def _finding(db: AsyncSession, product: Product, topic: str) -> Finding:
    written = (await findings.of_product(db, product)).get(topic)
    return Finding(says=await findings.words_of(db, product, topic), found=written.words if written else "")


def _within(name: str) -> str:
    """A unit's name within a sentence: "xã Nga An"."""
    return name[:1].lower() + name[1:]
