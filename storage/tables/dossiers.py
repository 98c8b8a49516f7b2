"""Hồ sơ: dossiers, their papers with versions, and what the commune and the province note on the way."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, maybe_to, row_id, to


class Dossier(Base, kw_only=True):
    """Hồ sơ: one way of a product to a rating, under the law it began under.

    kind: first (lần đầu), upgrade (nâng hạng), again (đánh giá lại). target: the stars that the producer aims at.
    handed_in_at: both forms are in, the commune's clock runs; commune_due: its last day. late: handed in after the
    window of a re-evaluation. round: the province's round it is for ("2027-1"). outcome: rated, short (1 or 2 stars),
    withdrawn, moved (to a newer law, in another dossier); None: under way.
    candidates: subgroups of the newer law among which the producer must choose; empty: the kind is known.
    """

    __tablename__ = "dossiers"
    __table_args__ = (UniqueConstraint("product_id", "number"), Index("ix_dossiers_due", "outcome", "commune_due"))

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = to("products.id")
    number: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(10), default="first")
    rules: Mapped[str] = mapped_column(String(20))
    criteria_set: Mapped[str | None] = mapped_column(String(20), default=None)
    candidates: Mapped[list[Any]] = mapped_column(default_factory=list)  # kinds of product of which one is to be chosen
    target: Mapped[int | None] = mapped_column(default=None)
    round: Mapped[str | None] = mapped_column(String(20), default=None)
    late: Mapped[bool] = mapped_column(default=False)
    opened_by: Mapped[int | None] = maybe_to("persons.id")
    opened_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None] = mapped_column(default=None)
    commune_due: Mapped[date | None] = mapped_column(default=None)
    proposed_at: Mapped[datetime | None] = mapped_column(default=None)  # the commune sent it on to the province
    complete_at: Mapped[datetime | None] = mapped_column(default=None)  # the province has all it needs
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome: Mapped[str | None] = mapped_column(String(10), default=None)


class CriterionAnswer(Base, kw_only=True):
    """The producer's own answer to one criterion: the option chosen (0: none of them), None for "not known yet"."""

    __tablename__ = "criterion_answers"

    dossier_id: Mapped[int] = to("dossiers.id", primary_key=True)
    criterion: Mapped[str] = mapped_column(String(10), primary_key=True)
    option: Mapped[int | None] = mapped_column(default=None)
    words: Mapped[str] = mapped_column(String(1000), default="")  # how the producer describes it
    by: Mapped[int] = to("persons.id")
    at: Mapped[datetime]


class Citation(Base, kw_only=True):
    """Viện dẫn: a paper (whichever version of it is in) proves a criterion of a dossier."""

    __tablename__ = "citations"

    dossier_id: Mapped[int] = to("dossiers.id", primary_key=True)
    criterion: Mapped[str] = mapped_column(String(10), primary_key=True)
    paper: Mapped[str] = mapped_column(String(40), primary_key=True)
    by: Mapped[int] = to("persons.id")
    at: Mapped[datetime]


class Finding(Base, kw_only=True):
    """What the commune found on one of the four topics of its report: material, labour, idea, identity."""

    __tablename__ = "findings"

    dossier_id: Mapped[int] = to("dossiers.id", primary_key=True)
    topic: Mapped[str] = mapped_column(String(10), primary_key=True)
    words: Mapped[str] = mapped_column(String(4000))
    by: Mapped[int] = to("persons.id")
    at: Mapped[datetime]


class SampleCount(Base, kw_only=True):
    """Samples that an office took in (or gave back: a negative count), one row each time."""

    __tablename__ = "sample_counts"

    id: Mapped[int] = row_id()
    dossier_id: Mapped[int] = to("dossiers.id", index=True)
    count: Mapped[int]
    level: Mapped[str] = mapped_column(String(10))  # commune, province
    words: Mapped[str] = mapped_column(String(300), default="")  # how they are kept
    by: Mapped[int] = to("persons.id")
    at: Mapped[datetime]


class PaperRequest(Base, kw_only=True):
    """An office asks for chosen papers by a date. It stops no clock."""

    __tablename__ = "paper_requests"

    id: Mapped[int] = row_id()
    dossier_id: Mapped[int] = to("dossiers.id", index=True)
    level: Mapped[str] = mapped_column(String(10))
    papers: Mapped[list[Any]]
    words: Mapped[str] = mapped_column(String(1000), default="")
    until: Mapped[date]
    by: Mapped[int] = to("persons.id")
    at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)  # all are in, or it was taken back


class Document(Base, kw_only=True):
    """Giấy tờ minh chứng: one version of one paper, of the product or (producer_id is set) of its producer.

    A producer's paper serves all its products; `product_id` is then the product with which it was brought. The newest
    version that was handed in is the one that officials see; a newer draft is its producer's alone.
    """

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("product_id", "paper", "version"),)

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = to("products.id")
    producer_id: Mapped[int | None] = maybe_to("producers.id", index=True)
    paper: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default="draft")  # draft, submitted, accepted, returned
    answers: Mapped[dict[str, Any] | None] = mapped_column(default=None)  # when it was filled in as a form
    reason: Mapped[str | None] = mapped_column(String(1000), default=None)
    issued_on: Mapped[date | None] = mapped_column(default=None)
    expires_on: Mapped[date | None] = mapped_column(default=None, index=True)  # the last day the paper itself is good
    lasts: Mapped[bool] = mapped_column(default=False)  # its producer says that it has no end
    unsettled: Mapped[bool] = mapped_column(default=False)  # adds to the version before, or replaces it? Not said yet
    words: Mapped[str] = mapped_column(String(1000), default="")  # what its producer says with it
    created_by: Mapped[int] = to("persons.id")
    created_at: Mapped[datetime]
    decided_by: Mapped[int | None] = maybe_to("persons.id")
    decided_at: Mapped[datetime | None] = mapped_column(default=None)


class Submission(Base, kw_only=True):
    """Lần nộp: one handing-in of one step, and what became of it.

    papers: which version of which paper was handed in then, {code: document id}.
    """

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("product_id", "number"),)

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = to("products.id")
    dossier_id: Mapped[int | None] = maybe_to("dossiers.id", index=True)
    number: Mapped[int]
    step: Mapped[int]
    papers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    submitted_by: Mapped[int] = to("persons.id")
    submitted_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(10), default=None)  # accepted, returned
    decided_by: Mapped[int | None] = maybe_to("persons.id")
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
