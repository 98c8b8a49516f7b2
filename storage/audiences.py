"""Whom an announcement is for: filters over producers and their products. One query counts, names and writes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from ocop import workflow
from ocop.rules import all_rules
from storage.areas import in_areas
from storage.certificates import in_force
from storage.dossiers import succeeds
from storage.tables import Document, Member, Message, Person, Producer, Product, Rating


@dataclass(frozen=True, slots=True)
class Audience:
    """The people who speak for a producer that fits everything that is given here.

    areas: codes of provinces and communes; kind: of producer; group: of product; step: a product stands there; stars:
    of a certificate in force; missing: a paper that a product's step asks for and that is not in; ends_before: day
    (ISO) before which a certificate in force ends; follows: exactly those whom this announcement was for, but whom it
    was stopped for.
    """

    areas: Sequence[str] = ()
    kind: str = ""
    group: str = ""
    step: int = 0
    stars: int = 0
    missing: str = ""
    ends_before: str = ""
    follows: int = 0

    @property
    def kept(self) -> dict[str, Any]:
        """As the announcement keeps it: only what is given."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def of_products(self) -> bool:
        """Whether it asks for something about products."""
        return bool(self.group or self.step or self.stars or self.missing or self.ends_before)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One of the audience, with what the personal fields say of them."""

    person: Person
    producer: str
    phone: str
    commune: str
    products: tuple[str, ...]
    step: int


def people(audience: Audience, today: date) -> Select[int]:
    """The ids of the audience, each once."""
    if audience.follows:
        were = select(Message.person_id).join(Person, Person.id == Message.person_id).distinct()
        return were.where(
            Message.announcement_id == audience.follows,
            Message.state != "stopped",
            Person.consented_at.is_not(None),
        )
    return _matching(audience, today, Member.person_id).distinct()


def _speaking(*columns: Any) -> Select[Any]:
    """Everybody who speaks for a producer, with its products."""
    return (
        select(*columns)
        .select_from(Member)
        .join(Producer, Producer.id == Member.producer_id)
        .outerjoin(Product, Product.producer_id == Producer.id)
    )


def _matching(audience: Audience, today: date, *columns: Any) -> Select[Any]:
    query = _speaking(*columns).join(Person, Person.id == Member.person_id)
    # Who took the consent back, or never gave it, is written to only about what the law asks.
    query = query.where(in_areas(Producer.province, Producer.commune, audience.areas), Person.consented_at.is_not(None))
    if audience.kind:
        query = query.where(Producer.kind == audience.kind)
    if audience.group:
        query = query.where(Product.subgroup.in_(subgroups_of(audience.group)))
    if audience.step:
        query = query.where(Product.step == audience.step)
    if audience.missing:
        query = query.where(_lacks(audience.missing))
    if audience.stars or audience.ends_before:
        query = query.where(_rated(audience, today))
    return query


def subgroups_of(group: str) -> set[str]:
    """The kinds of product of a group, in every version of the rules."""
    return {
        subgroup.code
        for version in all_rules()
        for one in version.groups
        if one.code == group
        for subgroup in one.subgroups
    }


def _rated(audience: Audience, today: date) -> ColumnElement[bool]:
    rating = exists().where(Rating.product_id == Product.id, in_force(today))
    if audience.stars:
        rating = rating.where(Rating.stars == audience.stars)
    if audience.ends_before:
        rating = rating.where(Rating.valid_until < date.fromisoformat(audience.ends_before))
    return rating


def _lacks(code: str) -> ColumnElement[bool]:
    """Products that their producer works on, at a step that must have the paper, where no version of it is in but a
    returned one. Mirrors storage.dossiers.papers_at.
    """
    newer = aliased(Document)
    is_in = exists().where(
        or_(Document.product_id == Product.id, Document.producer_id == Product.producer_id),
        Document.paper == code,
        Document.state != "returned",
        ~exists().where(succeeds(newer, Document)),
    )
    owed: list[ColumnElement[bool]] = []
    for version in all_rules():
        for paper in version.papers:
            if paper.code != code or paper.need != "must":
                continue
            # A product that entered later owes the musts of the steps it skipped.
            skipped = and_(Product.step == Product.entered_step, Product.step.in_(workflow.beyond(paper.step)))
            asked = [Product.rules == version.code, or_(Product.step == paper.step, skipped)]
            if paper.only_for != "all":
                asked.append(Product.existing.is_(paper.only_for == "existing"))
            if paper.sectors:
                asked.append(Product.subgroup.in_(set().union(*map(subgroups_of, paper.sectors))))
            owed.append(and_(*asked))
    return and_(Product.state.in_(workflow.WITH_PRODUCER), or_(*owed), ~is_in) if owed else false()


def must_papers() -> list[str]:
    """The papers that some version of the rules asks for, in the order of the steps."""
    found = {paper.code: paper.step for version in all_rules() for paper in version.papers if paper.need == "must"}
    return sorted(found, key=lambda code: found[code])


async def count(db: AsyncSession, audience: Audience, today: date) -> int:
    """How many people."""
    return await db.scalar(select(func.count()).select_from(people(audience, today).subquery())) or 0


async def recipients_from(
    db: AsyncSession, audience: Audience, today: date, *, after: int = 0, offset: int = 0, limit: int = 10
) -> list[Recipient]:
    """The audience in the order of their ids: those after a person's id, or from an offset on."""
    chosen = people(audience, today)
    person_id = next(iter(chosen.selected_columns))  # bounded from inside, so that an index gives the next ones
    ids = await db.scalars(chosen.where(person_id > after).order_by(person_id).offset(offset).limit(limit))
    return await recipients(db, list(ids), audience, today)


async def recipients(
    db: AsyncSession, ids: Sequence[int], audience: Audience | None = None, today: date = date.min
) -> list[Recipient]:
    """These people, with those of their products that the audience asks for (all without one)."""
    columns = (Member.person_id, Producer.name, Producer.phone, Producer.commune, Product.name, Product.step)
    rows = _speaking(*columns) if audience is None or audience.follows else _matching(audience, today, *columns)
    if audience is not None and audience.follows:
        rows = rows.where(in_areas(Producer.province, Producer.commune, audience.areas))
    found: dict[int, list[Any]] = {}
    for row in await db.execute(rows.where(Member.person_id.in_(ids)).order_by(Producer.id, Product.id)):
        found.setdefault(row[0], []).append(row)
    known = {one.id: one for one in (await db.execute(select(Person).where(Person.id.in_(ids)))).scalars()}
    return [_recipient(known[one], found.get(one, [])) for one in ids if one in known]


def _recipient(person: Person, rows: Sequence[Any]) -> Recipient:
    if not rows:  # speaks for nobody any more
        return Recipient(person, "", "", "", (), 0)
    _person, producer, phone, commune, _product, step = rows[0]
    return Recipient(
        person, producer, phone, commune, tuple(dict.fromkeys(row[4] for row in rows if row[4])), step or 0
    )
