"""What the law wants in a dossier and is not there: the office lists it, it rejects nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from ocop import criteria, workflow
from ocop.criteria import CriteriaSet
from services.assessments import set_of as set_by_rules
from storage import assessments, dossiers, inbox
from storage.tables import CriterionAnswer, Document, Dossier, Product

SIGNED = ("form-01", "form-02")  # handed in with a scan of the signed sheet


@dataclass(frozen=True, slots=True)
class Lacks:
    """missing: must-papers that are not in; unsigned: forms without a scan of the signed sheet; unproven: paper code →
    the criteria that it is cited for, or whose claimed option it proves, while it is not in; unassessed: how many
    criteria of the producer's own part have no answer.
    """

    missing: tuple[str, ...]
    unsigned: tuple[str, ...]
    unproven: Mapping[str, tuple[str, ...]]
    unassessed: int = 0

    @property
    def papers(self) -> list[str]:
        """All of them, each once."""
        return list(dict.fromkeys([*self.missing, *self.unsigned, *self.unproven]))


def set_of(product: Product, dossier: Dossier) -> CriteriaSet | None:
    """The criteria by which the dossier is assessed: those it began with, else those of its subgroup; None: none."""
    code = dossier.criteria_set or set_by_rules(product)
    return criteria.criteria_set(code) if code in criteria.available() else None


async def of_dossier(db: AsyncSession, product: Product) -> Lacks:
    """What the product's dossier lacks. Source: Decision 26/2026/QĐ-TTg, articles 2 and 6, Annex III, Mẫu 02."""
    have = await dossiers.in_force(db, product.id)
    papers = dossiers.papers_at(product, product.step)
    missing = [paper.code for paper in papers if paper.need == "must" and paper.code not in have]
    unsigned = [code for code in SIGNED if code in have and not await _scanned(db, have[code])]
    unproven, unassessed = await _unproven(db, product, have), await _unassessed(db, product)
    return Lacks(tuple(missing), tuple(unsigned), unproven, unassessed)


async def _unassessed(db: AsyncSession, product: Product) -> int:
    dossier = await dossiers.current(db, product.id)
    chosen = set_of(product, dossier) if dossier is not None else None
    if dossier is None or chosen is None:
        return 0
    given = await assessments.answers(db, dossier.id)
    answered = {code for code, answer in given.items() if answer.option is not None}
    return sum(one.by == "producer" and one.code not in answered for one in chosen.criteria)


async def _scanned(db: AsyncSession, document: Document) -> bool:
    """Whether more than the Word copy that we made is there; a paper that is decided was looked at."""
    if document.state == workflow.PaperState.ACCEPTED:
        return True
    return any(file.kind != "word" for file in await inbox.files_of_document(db, document.id))


async def _unproven(db: AsyncSession, product: Product, have: Mapping[str, Document]) -> dict[str, tuple[str, ...]]:
    dossier = await dossiers.current(db, product.id)
    if dossier is None:
        return {}
    cited = await assessments.citations(db, dossier.id)
    found: dict[str, list[str]] = {}
    for criterion, codes in cited.items():
        for code in codes:
            if code not in have:
                found.setdefault(code, []).append(criterion)
    chosen = set_of(product, dossier)
    for criterion, papers in _claimed(chosen, await assessments.answers(db, dossier.id)).items():
        if not cited.get(criterion) and not any(code in have for code in papers):
            found.setdefault(papers[0], []).append(criterion)
    return {code: tuple(sorted(criteria_)) for code, criteria_ in found.items()}


def _claimed(chosen: CriteriaSet | None, claims: Mapping[str, CriterionAnswer]) -> dict[str, tuple[str, ...]]:
    """criterion → the papers that prove the option its producer claims, where there are any."""
    claimed = {}
    for criterion in chosen.criteria if chosen is not None else ():
        answer = claims.get(criterion.code)
        options = [one for one in criterion.options if answer is not None and one.number == answer.option]
        if options and options[0].papers:
            claimed[criterion.code] = options[0].papers
    return claimed
