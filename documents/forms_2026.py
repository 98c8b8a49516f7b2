"""What stands in the official forms of Decision 26/2026/QĐ-TTg (Annex III): Mẫu số 01, 02 and 03, as plain data.

Every text may be empty and every date or number None: it is then printed as a dotted line to write on. What a form
looks like is Nghị định 30/2020/NĐ-CP's (documents/official.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["first", "upgrade", "again"]  # lần đầu, nâng hạng, đánh giá lại
Gender = Literal["male", "female", ""]

CHANGES = {
    "material": "Nguyên liệu, vùng nguyên liệu",
    "technology": "Công nghệ, quy trình sản xuất",
    "packaging": "Bao bì",
    "label": "Nhãn sản phẩm",
    "declaration": "Công bố chất lượng, tiêu chuẩn",
    "tests": "Phiếu kiểm nghiệm định kỳ",
    "market": "Thị trường tiêu thụ",
    "output": "Sản lượng",
    "turnover": "Doanh thu",
}
"""What a re-evaluation tells of the three years, and an upgrade of the time since the recognition: code → label."""


@dataclass(frozen=True)
class Person:
    """Who stands for the producer by law. ethnicity: sensitive; its line is printed only when it is given."""

    name: str = ""
    position: str = ""
    gender: Gender = ""
    ethnicity: str = ""
    residence: str = ""


@dataclass(frozen=True)
class Signed:
    """Where, when and by whom a form is signed."""

    place: str = ""
    on: date | None = None
    name: str = ""


@dataclass(frozen=True)
class Receipt:
    """What an authority writes when it takes a dossier in. number: the two running numbers ("05-012")."""

    number: str = ""
    received_on: date | None = None
    receiver: str = ""


@dataclass(frozen=True)
class Registration:
    """Mẫu số 01. province: with its kind ("tỉnh Thanh Hóa"); samples: units handed in; needs_samples: not for tourism;
    province_code, commune_code: of Decision 19/2025/QĐ-TTg.
    """

    province: str = ""
    year: int | None = None
    producer: str = ""
    representative: Person = Person()
    address: str = ""
    phone: str = ""
    email: str = ""
    product: str = ""
    sector: str = ""
    group: str = ""
    subgroup: str = ""
    kind: Kind | None = None
    paper_copies: int | None = 1
    electronic_copies: int | None = 1
    samples: int | None = None
    needs_samples: bool = True
    signed: Signed = Signed()
    province_code: str = ""
    commune_code: str = ""
    at_commune: Receipt = Receipt()
    at_province: Receipt = Receipt()


@dataclass(frozen=True)
class Evidence:
    """A paper that proves something. key: the same wherever the paper is cited; files: how many belong to it."""

    key: str
    title: str
    number: str = ""
    issued_by: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    files: int = 0


@dataclass(frozen=True)
class Criterion:
    """A criterion as its producer sees it. code: part and number as printed ("A1.1"); group: the group's heading;
    level: the option chosen, in words; points: the producer's own, of most.
    """

    code: str
    title: str
    most: int
    points: int | None = None
    group: str = ""
    level: str = ""
    description: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def number(self) -> str:
        """As the decision prints it: "1.1"."""
        return self.code.lstrip("ABC")


@dataclass(frozen=True)
class Part:
    """A part of the criteria set, its criteria in the set's order."""

    letter: str
    title: str
    most: int
    criteria: tuple[Criterion, ...]

    @property
    def points(self) -> int | None:
        """The producer's own points; None: nothing is scored yet."""
        scored = [criterion.points for criterion in self.criteria if criterion.points is not None]
        return sum(scored) if scored else None


@dataclass(frozen=True)
class Conditions:
    """The boxes of part I.7: what the producer has. other_condition, other_property: named in words; none: empty."""

    business_registration: bool = False
    quality_declared: bool = False
    food_safety: bool = False
    other_condition: str = ""
    trademark: bool = False
    shared_mark: bool = False
    patent: bool = False
    design: bool = False
    copyright: bool = False
    other_property: str = ""


@dataclass(frozen=True)
class Results:
    """Part II: how the plan of production and business was carried out."""

    production: str = ""
    quality: str = ""
    markets: str = ""
    turnover: str = ""


@dataclass(frozen=True)
class Plans:
    """Part IV: what the producer plans."""

    product: str = ""
    production: str = ""
    market: str = ""


@dataclass(frozen=True)
class Change:
    """What is not as it was. topic: a code of CHANGES; before: when the product was recognised; now: today."""

    topic: str
    before: str = ""
    now: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Recognised:
    """The recognition that an upgrade or a re-evaluation begins from."""

    stars: int | None = None
    decision: str = ""
    issued_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class SelfReport:
    """Mẫu số 02. registered_on, registration_number: of the producer; packing, standard: of the product; changes,
    recognised: for an upgrade or a re-evaluation; papers: those of the dossier that no criterion cites.
    """

    kind: Kind = "first"
    producer: str = ""
    organisation: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    representative: Person = Person()
    registered_on: date | None = None
    registration_number: str = ""
    product: str = ""
    packing: str = ""
    standard: str = ""
    conditions: Conditions = Conditions()
    history: str = ""
    structure: str = ""
    results: Results = Results()
    parts: tuple[Part, ...] = ()
    recognised: Recognised = Recognised()
    changes: tuple[Change, ...] = ()
    plans: Plans = Plans()
    papers: tuple[Evidence, ...] = ()
    signed: Signed = Signed()


@dataclass(frozen=True)
class Finding:
    """A topic of the commune's report. says: the producer; found: what the commune found on its ground."""

    says: str = ""
    found: str = ""


@dataclass(frozen=True)
class CommuneReport:
    """Mẫu số 03. commune, province: with their kind ("xã Nga An"); number: of the report, without its sign; idea_is:
    whether the product is traditional or new; deputy: the vice-chairman signs for the chairman; receivers: the lines
    of "Nơi nhận", without the file copy; file_sign: who keeps it ("VT, VX").
    """

    commune: str = ""
    province: str = ""
    number: int | None = None
    on: date | None = None
    producer: str = ""
    organisation: str = ""
    address: str = ""
    representative: Person = Person()
    product: str = ""
    material: Finding = Finding()
    labour: Finding = Finding()
    idea_is: Literal["traditional", "new", ""] = ""
    idea: Finding = Finding()
    identity: Finding = Finding()
    signer: str = ""
    deputy: bool = False
    receivers: tuple[str, ...] = field(default=())
    file_sign: str = "VT"


@dataclass(frozen=True)
class Cited:
    """A paper where it is cited. at: the criterion's number, "Thay đổi", "Khác"; sign: what is written on the paper
    ("1.1.2": the criterion where it is first cited, and its place there); before: it was cited earlier.
    """

    at: str
    sign: str
    evidence: Evidence
    before: bool


def cited(report: SelfReport) -> list[Cited]:
    """Every citation of a report in the order of the criteria; then what only the changes cite; then the rest."""
    signs: dict[str, str] = {}
    return [
        Cited(at, signs[paper.key], paper, before)
        for at, prefix, papers in _groups(report)
        for paper, before in _sign(papers, prefix, signs)
    ]


def _groups(report: SelfReport) -> Iterator[tuple[str, str, tuple[Evidence, ...]]]:
    for part in report.parts:
        for criterion in part.criteria:
            yield criterion.number, f"{criterion.number}.", criterion.evidence
    yield "Thay đổi", "TĐ.", tuple(paper for change in report.changes for paper in change.evidence)
    yield "Khác", "K.", report.papers


def _sign(papers: tuple[Evidence, ...], prefix: str, signs: dict[str, str]) -> Iterator[tuple[Evidence, bool]]:
    first = 0
    for paper in {paper.key: paper for paper in papers}.values():
        before = paper.key in signs
        if not before:
            first += 1
            signs[paper.key] = f"{prefix}{first}"
        yield paper, before


def registration_docx(form: Registration) -> bytes:
    """Mẫu số 01 as a Word file."""
    from documents import form_01  # python-docx takes 100 ms: only where a form is drawn

    return form_01.draw(form)


def self_report_docx(form: SelfReport) -> bytes:
    """Mẫu số 02 as a Word file, the list of evidence as its annex."""
    from documents import form_02

    return form_02.draw(form)


def commune_report_docx(form: CommuneReport) -> bytes:
    """Mẫu số 03 as a Word file."""
    from documents import form_03

    return form_03.draw(form)
