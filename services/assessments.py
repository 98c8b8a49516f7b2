"""A producer assesses a product themselves: answers, descriptions and cited papers, and the forecast that follows."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.errors import Moved, NotFound
from locales import clock
from locales.texts import InvalidInput
from ocop import assessing, criteria, forecast, numbers, workflow
from ocop.criteria import CriteriaSet, Criterion
from ocop.forecast import Forecast
from services import permits
from services.notices import assessments as notices
from storage import assessments, audit, dossiers, people, products
from storage.actors import Actor
from storage.tables import CriterionAnswer, Document, Dossier, Product

LONGEST = 1000
TARGETS = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A product's self-assessment as it stands.

    given: criterion code → what the producer answered; known: code → option that follows from what was registered and
    still counts; cited: code → papers cited; papers: newest version of each paper by its code; open: whether answers
    may change now.
    """

    product: Product
    dossier: Dossier
    cs: CriteriaSet
    given: dict[str, CriterionAnswer]
    known: dict[str, int]
    cited: dict[str, list[str]]
    papers: dict[str, Document]
    today: date
    open: bool

    @property
    def seen(self) -> set[str]:
        """The criteria that were answered, also with "not known yet"."""
        return {code for code, row in self.given.items() if row.option is not None or not row.words}

    @property
    def answers(self) -> dict[str, int]:
        """Criterion code → option: what was answered, and what follows from what was registered."""
        own = {code: row.option for code, row in self.given.items() if row.option is not None}
        return {**{code: number for code, number in self.known.items() if code not in self.seen}, **own}

    @property
    def papers_in(self) -> set[str]:
        """The papers that count today: handed over, not returned, not past their last day."""
        return {
            code
            for code, row in self.papers.items()
            if row.state != workflow.PaperState.RETURNED and not (row.expires_on and row.expires_on < self.today)
        }

    @property
    def asked(self) -> list[Criterion]:
        """The questions that are still to be asked, the weightiest first."""
        return assessing.still_asked(self.cs, self.answers, self.seen)

    @property
    def forecast(self) -> Forecast:
        """What the answers promise and what they do not."""
        return forecast.forecast(self.cs, self.answers, self.papers_in, dossiers.rules_of(self.product))

    def criterion(self, code: str) -> Criterion:
        """A criterion of the set; NotFound when there is none."""
        try:
            return self.cs.criterion(code)
        except KeyError:
            raise NotFound(code) from None

    def proof(self, code: str) -> list[str]:
        """The papers cited at a criterion; where its answer is only known beforehand, those that prove its option."""
        if code in self.cited or code not in self.answers or code in self.seen:
            return self.cited.get(code, [])
        return list(self.criterion(code).option(self.answers[code]).papers)


def assessed(product: Product) -> bool:
    """Whether the product is assessed on a set with star conditions under its rules."""
    return set_of(product) is not None


def set_of(product: Product) -> str | None:
    """The code of the product's criteria set under its rules, where that has star conditions; None otherwise."""
    code = dossiers.rules_of(product).subgroup(product.subgroup).criteria_set
    if code is None or not any(option.stars for one in criteria.criteria_set(code).criteria for option in one.options):
        return None
    return code


async def of_product(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> Assessment:
    """The assessment of a product of this person's. Raises NotFound where its rules know none."""
    return await _read(db, await permits.own_product(db, actor, product_id), actor.id, now)


async def as_it_stands(db: AsyncSession, product: Product, now: datetime) -> Assessment | None:
    """The assessment of any product, as its papers show it; None where its rules know none. Writes nothing."""
    code, dossier = set_of(product), await dossiers.current(db, product.id)
    return None if code is None or dossier is None else await _assessment(db, product, dossier, code, now)


async def _writable(db: AsyncSession, actor: Actor, product_id: int, now: datetime) -> Assessment:
    product = await permits.own_product(db, actor, product_id, writing=True, moving=True)
    found = await _read(db, product, actor.id, now)
    if not found.open:
        raise Moved("assess-closed", at=f"product/{product.id}/assess")
    return found


async def _read(db: AsyncSession, product: Product, person_id: int | None, now: datetime) -> Assessment:
    code = set_of(product)
    if code is None:
        raise NotFound(product.id)
    dossier = await dossiers.current(db, product.id)
    if dossier is None:
        dossier = await dossiers.open_dossier(db, product, "first", product.rules, person_id, now)
    if dossier.criteria_set is None:
        await _begin(db, dossier, code)
    return await _assessment(db, product, dossier, code, now)


async def _assessment(db: AsyncSession, product: Product, dossier: Dossier, code: str, now: datetime) -> Assessment:
    cs = criteria.criteria_set(dossier.criteria_set or code)
    return Assessment(
        product=product,
        dossier=dossier,
        cs=cs,
        given=await assessments.answers(db, dossier.id),
        known=assessing.known(cs, await _facts(db, product)),
        cited=await assessments.citations(db, dossier.id),
        papers=await dossiers.newest(db, product.id),
        today=clock.today(now),
        open=workflow.with_producer(product.state),
    )


async def _begin(db: AsyncSession, dossier: Dossier, code: str) -> None:
    """The dossier is on this set; one that follows another on the same set begins with what was answered there."""
    dossier.criteria_set = code
    before = await dossiers.earlier(db, dossier)
    if before is not None and before.criteria_set == code:
        await assessments.take_over(db, before.id, dossier.id)


async def _facts(db: AsyncSession, product: Product) -> assessing.Facts:
    producer = await products.producer(db, product.producer_id)
    row = await assessments.representative(db, product.producer_id)
    facts = assessing.Facts(producer.kind if producer else "")
    return replace(facts, gender=row.gender, ethnicity=row.ethnicity, disabled=row.disabled) if row else facts


async def answer(
    db: AsyncSession, actor: Actor, product_id: int, code: str, option: int | None, now: datetime
) -> Assessment:
    """Keep an answer; option None: not known yet. The papers that prove the option are cited, those that only proved
    the one before no longer. Raises NotFound, Moved, and InvalidInput for an option that the criterion does not have.
    """
    found = await _writable(db, actor, product_id, now)
    criterion = found.criterion(code)
    if option is not None and option not in {one.number for one in criterion.options}:
        raise InvalidInput("form-choice-gone")
    wanted = criterion.option(option).papers if option is not None else ()
    if code in found.given and found.given[code].option is not None:
        before = criterion.option(found.given[code].option or 0).papers
        await assessments.uncite(db, found.dossier.id, code, [paper for paper in before if paper not in wanted])
    await assessments.answer(db, found.dossier.id, code, option, actor.id, now)
    for paper in wanted:
        await assessments.cite(db, found.dossier.id, code, paper, actor.id, now)
    _log(db, actor, found, now, "assess.answered", f"{code}={'?' if option is None else option}")
    return await _read(db, found.product, actor.id, now)


async def describe(db: AsyncSession, actor: Actor, product_id: int, code: str, words: str, now: datetime) -> None:
    """Keep a short description; "" takes it away. Raises NotFound, Moved, InvalidInput (too long)."""
    found = await _writable(db, actor, product_id, now)
    words = numbers.paragraph(words, longest=LONGEST) if words else ""
    await assessments.describe(db, found.dossier.id, found.criterion(code).code, words, actor.id, now)
    _log(db, actor, found, now, "assess.described", code)


async def cite(db: AsyncSession, actor: Actor, product_id: int, code: str, paper: str, now: datetime) -> None:
    """Cite a paper that is in at a criterion. Raises NotFound for one that is not in."""
    found = await _writable(db, actor, product_id, now)
    if paper not in citable(found):
        raise NotFound(paper)
    if await assessments.cite(db, found.dossier.id, found.criterion(code).code, paper, actor.id, now):
        _log(db, actor, found, now, "assess.cited", f"{code} {paper}")


async def uncite(db: AsyncSession, actor: Actor, product_id: int, code: str, paper: str, now: datetime) -> None:
    """Cite a paper at a criterion no longer; the paper itself stays."""
    found = await _writable(db, actor, product_id, now)
    await assessments.uncite(db, found.dossier.id, found.criterion(code).code, [paper])
    _log(db, actor, found, now, "assess.uncited", f"{code} {paper}")


def citable(found: Assessment) -> list[str]:
    """The papers that are in and can prove something, in the order of the steps: no forms, nothing that only helps."""
    proving = [one.code for one in dossiers.all_papers(found.product) if one.form is None and one.need != "help"]
    return [code for code in proving if code in found.papers]


async def aim(db: AsyncSession, actor: Actor, product_id: int, stars: int, now: datetime) -> None:
    """Choose the stars to aim at. Raises NotFound for any but 3, 4 and 5."""
    found = await _writable(db, actor, product_id, now)
    if stars not in TARGETS:
        raise NotFound(stars)
    found.dossier.target = stars
    _log(db, actor, found, now, "assess.aimed", str(stars))


async def ask_officer(db: AsyncSession, actor: Actor, product_id: int, code: str, now: datetime) -> list[str]:
    """Tell the officers that this producer needs help (code: at which criterion, "" for the whole), once a day;
    returns their names. The province's where the commune has none.
    """
    found = await of_product(db, actor, product_id, now)
    criterion = found.criterion(code) if code else None
    officers = await people.officers_of(db, found.product.commune)
    officers = officers or await people.officers_of(db, found.product.province)
    producer = await products.producer(db, found.product.producer_id)
    await notices.help_wanted(db, officers, found.product, producer, criterion, now, turn_id=actor.turn_id)
    return [officer.name for officer in officers if officer.name]


def _log(db: AsyncSession, actor: Actor, found: Assessment, now: datetime, action: str, detail: str) -> None:
    audit.write(db, actor, now, action, f"product/{found.product.id}", area=found.product.commune, detail=detail)


def least_points(product: Product, stars: int) -> int:
    """The least points for so many stars (3, 4, 5) under the product's rules."""
    thresholds = dossiers.rules_of(product).thresholds
    return int({3: thresholds.three, 4: thresholds.four, 5: thresholds.five}[stars])
