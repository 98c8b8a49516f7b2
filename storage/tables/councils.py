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
    criteria_set: Mapped[str] = mapped_column(String(20))
    opened_by: Mapped[int] = to("persons.id")
    opened_at: Mapped[datetime]
    closed_by: Mapped[int | None] = maybe_to("persons.id")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    met: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # hard condition → confirmed by the secretary
    result: Mapped[dict[str, Any] | None] = mapped_column(default=None)  # parts, mean, by_points, stars, capped_by


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
    stars: Mapped[int]
    points: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # {"A": "30.5", …, "total": "78.25"}
    level: Mapped[str] = mapped_column(String(10))
    decision_number: Mapped[str] = mapped_column(String(60))
    decision_date: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(default=None, index=True)  # None: no certificate below 3 stars
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_reason: Mapped[str | None] = mapped_column(String(1000), default=None)
    recorded_by: Mapped[int] = to("persons.id")
    recorded_at: Mapped[datetime]
