"""The outbox, reminders and announcements."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ID, Base, maybe_to, row_id, to


class Message(Base, kw_only=True):
    """The outbox: one message to one person.

    lane: 1 reply, 2 reminder, 3 announcement. state: queued, sending, sent, unknown (the process died during the call),
    failed (refused by the messenger), blocked (the person cannot be reached anywhere), dropped (no longer needed when
    its turn came), paused and stopped (by an announcement's author).
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index(
            "ix_messages_due",
            "channel_id",
            "state",
            "lane",
            "id",
            sqlite_where=text("state IN ('queued', 'sending')"),
            postgresql_where=text("state IN ('queued', 'sending')"),
        ),
        Index(
            "ix_messages_open",
            "person_id",
            "lane",
            "id",
            sqlite_where=text("state IN ('queued', 'sending')"),
            postgresql_where=text("state IN ('queued', 'sending')"),
        ),
        Index("ix_messages_address", "address_id", "created_at"),
        Index(
            "ix_messages_resend",
            "resend_of",
            sqlite_where=text("resend_of IS NOT NULL"),
            postgresql_where=text("resend_of IS NOT NULL"),
        ),
        Index("ix_messages_announcement", "announcement_id", "state"),
        Index(
            "ix_messages_unreached",
            "person_id",
            sqlite_where=text("state = 'blocked' AND called_at IS NULL"),
            postgresql_where=text("state = 'blocked' AND called_at IS NULL"),
        ),
    )

    id: Mapped[int] = row_id()
    person_id: Mapped[int] = to("persons.id")
    address_id: Mapped[int | None] = maybe_to("addresses.id")
    channel_id: Mapped[int | None] = maybe_to("channels.id")  # of that address: whose lease, bucket and pause hold
    turn_id: Mapped[int | None] = mapped_column(ID, default=None)
    announcement_id: Mapped[int | None] = mapped_column(ID, default=None)
    lane: Mapped[int]
    body: Mapped[dict[str, Any]]
    unique_key: Mapped[str | None] = mapped_column(String(120), unique=True, default=None)
    statutory: Mapped[bool] = mapped_column(default=False)
    notice: Mapped[bool] = mapped_column(default=False)  # not an answer: whom it does not reach is telephoned
    state: Mapped[str] = mapped_column(String(10), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    remote_ref: Mapped[str | None] = mapped_column(String(40), default=None)
    error: Mapped[str | None] = mapped_column(String(300), default=None)
    tried: Mapped[list[Any]] = mapped_column(default_factory=list)  # [[address id, messenger, reason], …] it failed at
    resend_of: Mapped[int | None] = mapped_column(ID, default=None)  # the message whose outcome nobody could know
    called_by: Mapped[int | None] = mapped_column(ID, default=None)  # the official who telephoned instead
    called_at: Mapped[datetime | None] = mapped_column(default=None)
    called_words: Mapped[str | None] = mapped_column(String(300), default=None)  # who answered, and what was said
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)


class Reminder(Base, kw_only=True):
    """One thing one person is to be reminded of on one day. Several become one message.

    kind: plan (a producer's milestone; subject: product), paper (an end date; document), certificate (rating), office
    (an official's milestone; 0), round (the last safe day; product), clock (an office's term; dossier), request (papers
    asked for; the request). due: the day it is about; offset: days before it (negative: after). state: planned, sent
    (in message_id), done (no longer needed when its moment came), dropped (came too late to be of use), muted, held (by
    an official), moved (the date was moved), lost (a backup was restored: it may have been said).
    """

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "subject", "milestone", "due", "offset"),
        Index(
            "ix_reminders_planned",
            "day",
            "person_id",
            sqlite_where=text("state = 'planned'"),
            postgresql_where=text("state = 'planned'"),
        ),
        Index("ix_reminders_product", "product_id", "day"),
        Index("ix_reminders_area", "area", "day"),
    )

    id: Mapped[int] = row_id()
    person_id: Mapped[int] = to("persons.id")
    kind: Mapped[str] = mapped_column(String(12))
    subject: Mapped[int] = mapped_column(ID)
    product_id: Mapped[int | None] = mapped_column(ID, default=None)
    area: Mapped[str] = mapped_column(String(5))
    milestone: Mapped[str] = mapped_column(String(40))
    due: Mapped[date]
    offset: Mapped[int]
    day: Mapped[date]
    statutory: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="planned")
    message_id: Mapped[int | None] = mapped_column(ID, default=None, index=True)
    created_at: Mapped[datetime]


class Announcement(Base, kw_only=True):
    """Thông báo: what an official says to many, and to whom.

    audience: filters, see storage.audiences. state: draft, waiting (for the province's approval), scheduled, writing
    (messages are being written), running, paused, stopped, done, missed (its time passed while the program was off).
    written: the last person a message was written for.
    """

    __tablename__ = "announcements"

    id: Mapped[int] = row_id()
    area: Mapped[str] = mapped_column(String(5), index=True)
    author_id: Mapped[int] = to("persons.id")
    text: Mapped[str] = mapped_column(String(2000), default="")
    audience: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    state: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    send_at: Mapped[datetime | None] = mapped_column(default=None)
    repeat: Mapped[str] = mapped_column(String(10), default="")  # "", weekly, monthly
    follows: Mapped[int | None] = mapped_column(ID, default=None)  # the announcement whose people it goes to
    approved_by: Mapped[int | None] = mapped_column(ID, default=None)
    written: Mapped[int] = mapped_column(ID, default=0)
    size: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
