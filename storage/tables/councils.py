"""Scoring, results, ratings."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, maybe_to, row_id, to


class Evaluation(Base, kw_only=True):
    """One council scoring of one product."""

    __tablename__ = "evaluations"

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = to("products.id", index=True)
    dossier_id: Mapped[int | None] = maybe_to("dossiers.id", index=True)
    criteria_set: Mapped[str] = mapped_column(String(20))
    opened_by: Mapped[int] = to("persons.id")
    opened_at: Mapped[datetime]
    closed_by: Mapped[int | None] = maybe_to("persons.id")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    met: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # hard condition → confirmed by the secretary
    # parts, mean, by_points, stars, capped_by; None for one that is closed: the law ended before there was a result
    result: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    excluded: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # ground of exclusion → it was found
    findings: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # criterion → the option the council finds
    above_reason: Mapped[str | None] = mapped_column(String(1000), default=None)  # why more stars than conditions allow
    in_writing: Mapped[bool] = mapped_column(default=False)  # a re-evaluation by written opinions, without a meeting


class Scorecard(Base, kw_only=True):
    """Phiếu chấm: one member's marks. `answers` maps a criterion to the number of the chosen option."""

    __tablename__ = "scorecards"
    __table_args__ = (UniqueConstraint("evaluation_id", "person_id"),)

    id: Mapped[int] = row_id()
    evaluation_id: Mapped[int] = to("evaluations.id")
    person_id: Mapped[int] = to("persons.id", index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    submitted_at: Mapped[datetime | None] = mapped_column(default=None)


class Rating(Base, kw_only=True):
    """Phân hạng: the stars a decision gave, and the certificate's term."""

    __tablename__ = "ratings"

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = to("products.id", index=True)
    evaluation_id: Mapped[int | None] = maybe_to("evaluations.id")
    dossier_id: Mapped[int | None] = maybe_to("dossiers.id", index=True)
    stars: Mapped[int]
    points: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # {"A": "30.5", …, "total": "78.25"}
    level: Mapped[str] = mapped_column(String(10))
    decision_number: Mapped[str] = mapped_column(String(60))
    decision_date: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(default=None, index=True)  # None: no certificate below 3 stars
    # The last day up to which an ended certificate may still hold until the result (transition; to be checked).
    extended_until: Mapped[date | None] = mapped_column(default=None, index=True)
    issuer: Mapped[str] = mapped_column(String(200), default="")  # as the paper names it, for imported ones
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_reason: Mapped[str | None] = mapped_column(String(1000), default=None)
    revoked_ground: Mapped[str | None] = mapped_column(String(20), default=None)  # ocop.revocation
    revoked_number: Mapped[str | None] = mapped_column(String(60), default=None)  # of the decision that revoked it
    recorded_by: Mapped[int] = to("persons.id")
    recorded_at: Mapped[datetime]


class Referral(Base, kw_only=True):
    """Chuyển Bộ: a dossier from 90 points sent up for 5 stars, and what came back.

    papers: what of the papers that go with it is there, code → the day since when; until sent_at it is being prepared.
    outcome: five (recognised), lower (came back below 90 with `points`), None while it is away.
    """

    __tablename__ = "referrals"

    id: Mapped[int] = row_id()
    dossier_id: Mapped[int] = to("dossiers.id", index=True)
    evaluation_id: Mapped[int] = to("evaluations.id")
    round: Mapped[str] = mapped_column(String(20), default="")
    papers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    sent_by: Mapped[int | None] = maybe_to("persons.id")
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome: Mapped[str | None] = mapped_column(String(10), default=None)
    points: Mapped[str | None] = mapped_column(String(10), default=None)  # exact decimal
    back_by: Mapped[int | None] = maybe_to("persons.id")
    back_at: Mapped[datetime | None] = mapped_column(default=None)


class Check(Base, kw_only=True):
    """Hậu kiểm: a check after the rating, or what a conclusion, the commune or the ministry set going.

    kind: planned, sudden, order (the ministry orders a re-evaluation or a withdrawal), gone (no longer made), finding
    (a conclusion that may lead to revocation: its 15 days run from `concluded_on`). outcome: kept, mended, revoked.
    """

    __tablename__ = "checks"

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = to("products.id", index=True)
    kind: Mapped[str] = mapped_column(String(10))
    planned_on: Mapped[date | None] = mapped_column(default=None)
    concluded_on: Mapped[date | None] = mapped_column(default=None)
    due: Mapped[date | None] = mapped_column(default=None, index=True)
    ground: Mapped[str | None] = mapped_column(String(20), default=None)
    words: Mapped[str] = mapped_column(String(2000), default="")
    outcome: Mapped[str | None] = mapped_column(String(10), default=None)
    by: Mapped[int] = to("persons.id")
    at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
