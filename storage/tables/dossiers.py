"""Papers with versions, and what was handed in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, maybe_to, row_id, to


class Document(Base, kw_only=True):
    """Giấy tờ đã nộp: one version of one paper of a product. The newest version is the one in force."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("product_id", "paper", "version"),)

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = to("products.id")
    paper: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default="draft")  # draft, submitted, accepted, returned
    answers: Mapped[dict[str, Any] | None] = mapped_column(default=None)  # when it was filled in as a form
    reason: Mapped[str | None] = mapped_column(String(1000), default=None)
    expires_on: Mapped[date | None] = mapped_column(default=None, index=True)  # the last day the paper itself is good
    created_by: Mapped[int] = to("persons.id")
    created_at: Mapped[datetime]
    decided_by: Mapped[int | None] = maybe_to("persons.id")
    decided_at: Mapped[datetime | None] = mapped_column(default=None)


class Submission(Base, kw_only=True):
    """Lần nộp: one handing-in of one step, and what became of it."""

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("product_id", "number"),)

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = to("products.id")
    number: Mapped[int]
    step: Mapped[int]
    submitted_by: Mapped[int] = to("persons.id")
    submitted_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(10), default=None)  # accepted, returned
    decided_by: Mapped[int | None] = maybe_to("persons.id")
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
