"""The commune's four findings: a draft made of the producer's own words, which the officer accepts, adds to, or writes
anew. They become Mẫu 03.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import NotFound
from locales import texts
from ocop import numbers
from ocop.criteria import CriteriaSet
from services import completeness, permits
from storage import assessments, audit, dossiers, findings
from storage.actors import Actor
from storage.tables import CriterionAnswer, Document, Finding, Product


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the report: the answers of form 02 that speak of it, its criteria (the same in all 26 sets), its
    papers, and whether the product's description and story do.
    """

    answers: tuple[str, ...]
    criteria: tuple[str, ...]
    papers: tuple[str, ...]
    story: bool = False


TOPICS: Mapping[str, Topic] = {
    "material": Topic(("production",), ("A1.1",), ("raw-material",)),
    "labour": Topic(("structure",), ("A3.3",), ("labour-list",)),
    "idea": Topic(("history",), ("A2.1",), (), story=True),
    "identity": Topic((), ("B5.2", "B5.3"), ("story",), story=True),
}
"""Source: Decision 26/2026/QĐ-TTg, article 7.2 and Annex III, Mẫu số 03, part II."""

LONGEST = 4000


async def of_product(db: AsyncSession, product: Product) -> dict[str, Finding]:
    """topic → what the commune found, of the dossier under way."""
    dossier = await dossiers.current(db, product.id)
    return await findings.of_dossier(db, dossier.id) if dossier is not None else {}


async def missing(db: AsyncSession, product: Product) -> list[str]:
    """The topics of which nothing is written yet."""
    written = await of_product(db, product)
    return [topic for topic in TOPICS if topic not in written]


async def words_of(db: AsyncSession, product: Product, topic: str) -> str:
    """What the producer says of a topic, in Vietnamese; "" for nothing. KeyError for another topic."""
    about = TOPICS[topic]
    have = await dossiers.in_force(db, product.id)
    lines = [str(answer) for key in about.answers if (answer := _answers(have).get(key))]
    if about.story:
        lines += [text for text in (product.description if topic == "idea" else "", product.story) if text]
    dossier = await dossiers.current(db, product.id)
    if dossier is not None:
        chosen = completeness.set_of(product, dossier)
        claims = await assessments.answers(db, dossier.id)
        lines += [_claim(chosen, claims[code]) for code in about.criteria if code in claims]
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _answers(have: Mapping[str, Document]) -> Mapping[str, object]:
    return (have["form-02"].answers or {}) if "form-02" in have else {}


def _claim(chosen: CriteriaSet | None, answer: CriterionAnswer) -> str:
    """The option that the producer chose, and how they describe it."""
    options = [
        option.text
        for criterion in (chosen.criteria if chosen is not None else ())
        for option in criterion.options
        if criterion.code == answer.criterion and option.number == answer.option
    ]
    return ". ".join(part.strip().rstrip(".") for part in (*options, answer.words) if part.strip())


async def draft(db: AsyncSession, product: Product, topic: str) -> str:
    """What may be written of a topic, to begin with: the producer's words, and which of its papers are there."""
    says = await words_of(db, product, topic)
    have = await dossiers.in_force(db, product.id)
    papers = [texts.say("vi", f"paper-{code}") for code in TOPICS[topic].papers if code in have]
    lines = [texts.say("vi", "finding-draft-says", words=says) if says else texts.say("vi", "finding-draft-nothing")]
    if TOPICS[topic].papers:
        key = "finding-draft-papers" if papers else "finding-draft-no-papers"
        lines.append(texts.say("vi", key, papers=", ".join(papers)))
    return "\n".join(lines)[:LONGEST]


async def write(db: AsyncSession, actor: Actor, product_id: int, topic: str, words: str, now: datetime) -> Finding:
    """Keep what the commune finds on a topic. Raises NotFound, NotAllowed, Moved, InvalidInput."""
    if topic not in TOPICS:
        raise NotFound(topic)
    product, dossier = await permits.office_dossier(db, actor, product_id)
    words = numbers.paragraph(words, shortest=10, longest=LONGEST)
    finding = await findings.put(db, dossier.id, topic, words, actor.id, now)
    audit.write(db, actor, now, "finding.written", f"product/{product.id}", area=product.commune, detail=topic)
    return finding
