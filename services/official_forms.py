"""Mẫu 01 and Mẫu 02 of Decision 26/2026/QĐ-TTg: what stands in them, gathered from what the producer said."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button
from documents import forms_2026 as forms
from locales import clock, texts
from ocop import criteria, numbers, units
from services import assessments
from services.assessments import Assessment
from storage import dossiers, inbox, products
from storage.assessments import representative, was_asked
from storage.tables import Document, Dossier, Producer, Product, Representative

SAMPLES = 5  # article 6.2d; not of tourism
_say = partial(texts.say, "vi")  # official papers are in Vietnamese


async def drawer(
    db: AsyncSession, document: Document, product: Product, producer: Producer, now: datetime
) -> Callable[[], bytes] | None:
    """Draws the paper as its official form; None for a paper that has none."""
    if document.paper == "form-01":
        return partial(forms.registration_docx, await registration(db, document, product, producer, now))
    if document.paper == "form-02":
        return partial(forms.self_report_docx, await self_report(db, document, product, producer, now))
    return None


async def still_to_tell(db: AsyncSession, document: Document, producer: Producer, language: str) -> list[Button]:
    """The way to what the report asks about the representative, while it was not put to them."""
    if document.paper != "form-02" or was_asked(await representative(db, producer.id)):
        return []
    return [Button(texts.say(language, "representative-button"), f"form/representative/{producer.id}")]


async def registration(
    db: AsyncSession, document: Document, product: Product, producer: Producer, now: datetime
) -> forms.Registration:
    """Mẫu 01 from the registration of producer and product, and the answers of the form."""
    answers = document.answers or {}
    group = dossiers.rules_of(product).group_of(product.subgroup).code
    return forms.Registration(
        province=units.province_in_full(product.province),
        year=clock.today(now).year,
        producer=producer.name,
        representative=forms.Person(producer.representative, answers.get("title") or ""),
        address=units.full_name(producer.commune),
        phone=numbers.show_mobile(producer.phone),
        email=answers.get("email") or "",
        product=product.name,
        sector=_say(f"group-{group}"),
        group=_set_title(product),
        kind=_kind(await dossiers.current(db, product.id)),
        samples=None if _is_service(product) else SAMPLES,
        needs_samples=not _is_service(product),
        signed=_signed(producer),
        province_code=product.province,
        commune_code=product.commune,
    )


async def self_report(
    db: AsyncSession, document: Document, product: Product, producer: Producer, now: datetime
) -> forms.SelfReport:
    """Mẫu 02: the answers of the form, the assessment with its proof in the set's order, and the representative."""
    answers: dict[str, Any] = document.answers or {}
    row = await representative(db, producer.id)
    found = await assessments.as_it_stands(db, product, now)
    evidence = await _evidence(db, found) if found else {}
    cited = {code for one in (found.cs.criteria if found else ()) for code in (found.proof(one.code) if found else ())}
    return forms.SelfReport(
        kind=_kind(found.dossier if found else None) or "first",
        producer=producer.name,
        organisation=_say(f"entity-{producer.kind}"),
        address=units.full_name(producer.commune),
        phone=numbers.show_mobile(producer.phone),
        email=(row.email if row else None) or "",
        representative=person(producer, row),
        registered_on=row.founded_on if row else None,
        registration_number=(row.licence_number if row else None) or "",
        product=product.name,
        packing=answers.get("specification") or "",
        conditions=_conditions(set(evidence)),
        history=answers.get("history") or "",
        structure=answers.get("structure") or "",
        results=forms.Results(
            production=answers.get("production") or "",
            quality="\n".join(filter(None, (answers.get("quality"), answers.get("changes")))),
            markets=answers.get("markets") or "",
            turnover=answers.get("money") or "",
        ),
        parts=_parts(found, evidence) if found else (),
        recognised=await _recognised(db, product),
        plans=forms.Plans(answers.get("future") or "", _say("docx-as-above"), _say("docx-as-above")),
        papers=tuple(paper for code, paper in evidence.items() if code not in cited),
        signed=_signed(producer),
    )


def _set_title(product: Product) -> str:
    code = assessments.set_of(product)
    return criteria.criteria_set(code).title if code else _say(f"subgroup-{product.subgroup}")


def _is_service(product: Product) -> bool:
    return dossiers.rules_of(product).group_of(product.subgroup).code == "tourism"


def _kind(dossier: Dossier | None) -> forms.Kind | None:
    kinds: dict[str, forms.Kind] = {"first": "first", "upgrade": "upgrade", "again": "again"}
    return kinds.get(dossier.kind) if dossier else None


def _signed(producer: Producer) -> forms.Signed:
    """The day stays open: it is written when the form is signed."""
    return forms.Signed(place=units.commune(producer.commune).name, name=producer.representative)


def person(producer: Producer, row: Representative | None) -> forms.Person:
    """Who stands for the producer by law, as far as it was told."""
    if row is None:
        return forms.Person(producer.representative)
    genders: dict[str | None, forms.Gender] = {"woman": "female", "man": "male"}
    return forms.Person(
        name=producer.representative,
        position=row.title,
        gender=genders.get(row.gender, ""),
        ethnicity=row.ethnicity or "",
        residence=row.residence or "",
    )


def _conditions(papers: set[str]) -> forms.Conditions:
    """The boxes that the papers that are in tick; which property right it is, the producer ticks by hand."""
    return forms.Conditions(
        business_registration="business-licence" in papers,
        quality_declared="quality-declaration" in papers,
        food_safety="production-licence" in papers,
    )


async def _evidence(db: AsyncSession, found: Assessment) -> dict[str, forms.Evidence]:
    """Paper code → the paper that is in, in the order of the steps."""
    papers = {}
    for code in assessments.citable(found):
        if code in found.papers_in:
            row = found.papers[code]
            papers[code] = forms.Evidence(
                key=code,
                title=_say(f"paper-{code}"),
                issued_on=row.issued_on,
                expires_on=row.expires_on,
                files=len(await inbox.files_of_document(db, row.id)),
            )
    return papers


def _parts(found: Assessment, evidence: dict[str, forms.Evidence]) -> tuple[forms.Part, ...]:
    parts = []
    for part in found.cs.parts:
        groups = {group.code: f"{group.code[1:]}. {group.title}" for group in part.groups}
        rows = tuple(_criterion(found, one, groups, evidence) for one in part.criteria)
        parts.append(forms.Part(part.letter, part.title, part.points, rows))
    return tuple(parts)


def _criterion(
    found: Assessment, criterion: criteria.Criterion, groups: dict[str, str], evidence: dict[str, forms.Evidence]
) -> forms.Criterion:
    code = criterion.code
    number = found.answers.get(code)
    option = criterion.option(number) if number is not None else None
    given = found.given.get(code)
    return forms.Criterion(
        code=code,
        title=criterion.title,
        most=criterion.most,
        points=option.points if option else None,
        group=next((title for group, title in groups.items() if code.startswith(f"{group}.")), ""),
        level=option.text if option else "",
        description=given.words if given else "",
        evidence=tuple(evidence[paper] for paper in found.proof(code) if paper in evidence),
    )


async def _recognised(db: AsyncSession, product: Product) -> forms.Recognised:
    """The recognition before, where there is one."""
    rating = await products.latest_rating(db, product.id)
    if rating is None:
        return forms.Recognised()
    return forms.Recognised(rating.stars, rating.decision_number, rating.decision_date, rating.valid_until)
