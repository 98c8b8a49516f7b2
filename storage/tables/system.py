"""What keeps the program itself: credentials, leases, the log, switches."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ID, Base, maybe_to, row_id, to


class Token(Base, kw_only=True):
    """Credentials of a service that change: encrypted, with the moments at which they end.

    state: good, refreshing (a refresh was begun; its answer may be lost), broken (somebody must authorise again).
    """

    __tablename__ = "tokens"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    access: Mapped[str] = mapped_column(String(4000))
    access_until: Mapped[datetime]
    refresh: Mapped[str] = mapped_column(String(4000))
    refresh_until: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12), default="good")
    rotated_at: Mapped[datetime]


class Lease(Base, kw_only=True):
    """Who may do a thing that only one process may do at a time."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    holder: Mapped[str] = mapped_column(String(60))
    until: Mapped[datetime]


class Job(Base, kw_only=True):
    """Something made that takes time (a document, an export): with progress, a result and a fate.

    input: plain data with its version "v", see services.jobs. state: waiting, working, done, failed, cancelled (no
    longer wanted). The person who asked is told once, at `address_id`.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index(
            "ix_jobs_due",
            "not_before",
            sqlite_where=text("state IN ('waiting', 'working')"),
            postgresql_where=text("state IN ('waiting', 'working')"),
        ),
    )

    id: Mapped[int] = row_id()
    kind: Mapped[str] = mapped_column(String(40))
    input: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    person_id: Mapped[int] = to("persons.id", index=True)
    address_id: Mapped[int | None] = maybe_to("addresses.id")
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    file_id: Mapped[int | None] = mapped_column(ID, default=None)  # the result
    error: Mapped[str | None] = mapped_column(String(300), default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(default=None)


class AuditRow(Base, kw_only=True):
    """Who saw, changed or exported what."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_area", "area", "id"),)

    id: Mapped[int] = row_id()
    at: Mapped[datetime]
    person_id: Mapped[int | None] = maybe_to("persons.id")
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    area: Mapped[str] = mapped_column(String(5), default="")
    detail: Mapped[str] = mapped_column(String(500), default="")
    turn_id: Mapped[int | None] = mapped_column(ID, default=None)


class Switch(Base, kw_only=True):
    """A yes that an area gave to something, until it is taken back. name: "approve" (announcements of its communes
    wait for the province's approval).
    """

    __tablename__ = "switches"

    area: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    by: Mapped[int] = to("persons.id")
    at: Mapped[datetime]
