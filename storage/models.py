"""The tables. One word for one thing: the names are those of docs and rules."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, DateTime, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite gives naive ones back, so the zone is put on again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


ID = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only for INTEGER keys


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    type_annotation_map = {datetime: Moment(), date: Date(), dict[str, Any]: JSON(), list[Any]: JSON()}


def _id() -> Mapped[int]:
    return mapped_column(ID, primary_key=True, init=False)


def _to(column: str, *, index: bool = False, primary_key: bool = False) -> Mapped[int]:
    return mapped_column(ID, ForeignKey(column), index=index, primary_key=primary_key)


def _maybe_to(column: str, *, index: bool = False) -> Mapped[int | None]:
    return mapped_column(ID, ForeignKey(column), index=index, default=None)


class Person(Base, kw_only=True):
    """Somebody who chats, whichever messengers they use."""

    __tablename__ = "persons"

    id: Mapped[int] = _id()
    name: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str | None] = mapped_column(String(20), default=None)
    phone_proven: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(5), default="vi")
    consent_version: Mapped[str | None] = mapped_column(String(20), default=None)
    consented_at: Mapped[datetime | None] = mapped_column(default=None)
    remind_hour: Mapped[int] = mapped_column(default=8)  # from this hour on reminders may come (Vietnamese time)
    muted: Mapped[list[Any]] = mapped_column(default_factory=list)  # kinds of reminders they do not want
    created_at: Mapped[datetime]


class Address(Base, kw_only=True):
    """Where a person is reached: a messenger and a chat id there."""

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("messenger", "chat_id"),)

    id: Mapped[int] = _id()
    person_id: Mapped[int] = _to("persons.id", index=True)
    messenger: Mapped[str] = mapped_column(String(20))
    chat_id: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(10), default="open")  # open, blocked
    last_ref: Mapped[str | None] = mapped_column(String(40), default=None)  # newest message in the chat, if it is ours
    preferred: Mapped[bool] = mapped_column(default=False)  # the person chose to be written to here
    joined_from: Mapped[int | None] = mapped_column(ID, default=None)  # the person it was before it was joined
    wrong_codes: Mapped[int] = mapped_column(default=0)  # in the hour from `wrong_since`
    wrong_since: Mapped[datetime | None] = mapped_column(default=None)
    seen_at: Mapped[datetime]


class JoinCode(Base, kw_only=True):
    """A short code, shown in one messenger and typed in another, that makes both one person's. Only its hash is
    kept.
    """

    __tablename__ = "join_codes"

    id: Mapped[int] = _id()
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = _to("persons.id", index=True)
    address_id: Mapped[int] = _to("addresses.id")  # where it was shown
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class Place(Base, kw_only=True):
    """Where a person stands: the address of their screen."""

    __tablename__ = "places"

    person_id: Mapped[int] = _to("persons.id", primary_key=True)
    at: Mapped[str] = mapped_column(String(100), default="home")
    product_id: Mapped[int | None] = mapped_column(ID, default=None)  # the product they last worked on
    commune: Mapped[str | None] = mapped_column(String(5), default=None)  # of the link they came by


class Draft(Base, kw_only=True):
    """The answers given so far in one form."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("person_id", "form", "subject"),)

    id: Mapped[int] = _id()
    person_id: Mapped[int] = _to("persons.id")
    form: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    updated_at: Mapped[datetime]


class TurnRow(Base, kw_only=True):
    """The mark that an event of a messenger was handled, and what the person said in it."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("messenger", "event_id"), Index("ix_turns_address", "address_id", "at"))

    id: Mapped[int] = _id()
    messenger: Mapped[str] = mapped_column(String(20))
    event_id: Mapped[str] = mapped_column(String(100))
    address_id: Mapped[int | None] = mapped_column(ID, default=None)
    said: Mapped[str] = mapped_column(String(4000), default="")
    files: Mapped[list[Any]] = mapped_column(default_factory=list)  # ids of the files that came with it
    at: Mapped[datetime]


class RoleRow(Base, kw_only=True):
    """A role a person holds in an area, until it is withdrawn."""

    __tablename__ = "roles"

    id: Mapped[int] = _id()
    person_id: Mapped[int] = _to("persons.id", index=True)
    role: Mapped[str] = mapped_column(String(20))
    area: Mapped[str] = mapped_column(String(5), index=True)
    given_by: Mapped[int | None] = _maybe_to("persons.id")
    given_at: Mapped[datetime]
    withdrawn_by: Mapped[int | None] = _maybe_to("persons.id")
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)


class Invitation(Base, kw_only=True):
    """A one-time link that gives a role. Only the hash of its token is kept."""

    __tablename__ = "invitations"

    id: Mapped[int] = _id()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    area: Mapped[str] = mapped_column(String(5))  # "" lets the first provincial officer choose the province
    producer_id: Mapped[int | None] = _maybe_to("producers.id")  # for role "member": whom its bearer will speak for
    created_by: Mapped[int | None] = _maybe_to("persons.id")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_by: Mapped[int | None] = _maybe_to("persons.id")
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class Producer(Base, kw_only=True):
    """Chủ thể: who makes the product."""

    __tablename__ = "producers"

    id: Mapped[int] = _id()
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200))
    representative: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(20))
    tax_number: Mapped[str | None] = mapped_column(String(20), default=None, index=True)
    province: Mapped[str] = mapped_column(String(2))
    commune: Mapped[str] = mapped_column(String(5), index=True)
    created_at: Mapped[datetime]


class Member(Base, kw_only=True):
    """A person who speaks for a producer. One producer may have several, one person several producers."""

    __tablename__ = "members"

    producer_id: Mapped[int] = _to("producers.id", primary_key=True)
    person_id: Mapped[int] = mapped_column(ID, ForeignKey("persons.id"), primary_key=True, index=True)
    part: Mapped[str] = mapped_column(String(20), default="owner")
    came_with: Mapped[int | None] = mapped_column(ID, default=None)  # the joined address that brought it
    since: Mapped[datetime]


class Product(Base, kw_only=True):
    """A product on its way through the six steps.

    state: open (the producer acts), submitted (the officials of `level` act), returned (the producer mends),
    scoring (the council acts), decided (scored, the decision is awaited), rated.
    """

    __tablename__ = "products"
    __table_args__ = (
        Index("ix_products_province", "province", "state", "since"),
        Index("ix_products_commune", "commune", "state", "since"),
        Index("ix_products_step", "province", "state", "step"),
    )

    id: Mapped[int] = _id()
    code: Mapped[str] = mapped_column(String(10), unique=True)
    producer_id: Mapped[int] = _to("producers.id", index=True)
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200))
    subgroup: Mapped[str] = mapped_column(String(60))
    existing: Mapped[bool]
    description: Mapped[str] = mapped_column(String(2000), default="")
    story: Mapped[str] = mapped_column(String(4000), default="")
    rules: Mapped[str] = mapped_column(String(20))
    province: Mapped[str] = mapped_column(String(2))
    commune: Mapped[str] = mapped_column(String(5))
    entered_step: Mapped[int] = mapped_column(default=1)
    step: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default="open")
    level: Mapped[str | None] = mapped_column(String(10), default=None)
    since: Mapped[datetime]
    created_at: Mapped[datetime]


class Document(Base, kw_only=True):
    """Giấy tờ đã nộp: one version of one paper of a product. The newest version is the one in force."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("product_id", "paper", "version"),)

    id: Mapped[int] = _id()
    product_id: Mapped[int] = _to("products.id")
    paper: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default="draft")  # draft, submitted, accepted, returned
    answers: Mapped[dict[str, Any] | None] = mapped_column(default=None)  # when it was filled in as a form
    reason: Mapped[str | None] = mapped_column(String(1000), default=None)
    expires_on: Mapped[date | None] = mapped_column(default=None, index=True)  # the last day the paper itself is good
    created_by: Mapped[int] = _to("persons.id")
    created_at: Mapped[datetime]
    decided_by: Mapped[int | None] = _maybe_to("persons.id")
    decided_at: Mapped[datetime | None] = mapped_column(default=None)


class Batch(Base, kw_only=True):
    """Files that came together (an album, several picks) and get one receipt."""

    __tablename__ = "batches"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index(
            "ix_batches_open",
            "last_at",
            sqlite_where=text("receipt_at IS NULL"),
            postgresql_where=text("receipt_at IS NULL"),
        ),
    )

    id: Mapped[int] = _id()
    person_id: Mapped[int] = _to("persons.id")
    address_id: Mapped[int] = _to("addresses.id")
    key: Mapped[str] = mapped_column(String(100))  # the messenger's album id, or the id of the first event
    grouped: Mapped[bool] = mapped_column(default=False)  # the messenger says they belong together
    product_id: Mapped[int | None] = _maybe_to("products.id")
    paper: Mapped[str | None] = mapped_column(String(40), default=None)
    caption: Mapped[str] = mapped_column(String(1024), default="")
    last_at: Mapped[datetime]
    receipt_at: Mapped[datetime | None] = mapped_column(default=None)


class File(Base, kw_only=True):
    """A file a person sent, or one that we draw for them; a row from the first moment.

    state: waiting (to be fetched), drawing (to be drawn from a form), stored, refused (see problems), failed (could
    not be fetched).
    """

    __tablename__ = "files"
    __table_args__ = (
        Index(
            "ix_files_due",
            "not_before",
            sqlite_where=text("state IN ('waiting', 'drawing')"),
            postgresql_where=text("state IN ('waiting', 'drawing')"),
        ),
    )

    id: Mapped[int] = _id()
    person_id: Mapped[int] = _to("persons.id")
    batch_id: Mapped[int | None] = _maybe_to("batches.id", index=True)
    document_id: Mapped[int | None] = _maybe_to("documents.id", index=True)
    announcement_id: Mapped[int | None] = mapped_column(ID, default=None, index=True)  # goes out with it
    messenger: Mapped[str] = mapped_column(String(20), default="")
    remote: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # how the messenger hands it out
    name: Mapped[str] = mapped_column(String(200), default="")
    compressed: Mapped[bool] = mapped_column(default=False)  # the messenger shrank it ("photo", not "file")
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    kind: Mapped[str] = mapped_column(String(10), default="other")  # image, pdf, word, excel, other
    mime: Mapped[str] = mapped_column(String(100), default="application/octet-stream")
    sha256: Mapped[str | None] = mapped_column(String(64), default=None, index=True)
    size: Mapped[int] = mapped_column(default=0)
    look: Mapped[str | None] = mapped_column(String(16), default=None)
    problems: Mapped[list[Any]] = mapped_column(default_factory=list)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    received_at: Mapped[datetime]
    stored_at: Mapped[datetime | None] = mapped_column(default=None)


class UploadLink(Base, kw_only=True):
    """A one-time page on which a person sends files for exactly one paper. Only the hash of its token is kept.

    holder: hash of the cookie of the browser that began to upload; nobody else can use the page from then on.
    """

    __tablename__ = "upload_links"

    id: Mapped[int] = _id()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = _to("persons.id")
    address_id: Mapped[int] = _to("addresses.id")  # where the result appears
    product_id: Mapped[int] = _to("products.id")
    paper: Mapped[str] = mapped_column(String(40))
    holder: Mapped[str | None] = mapped_column(String(64), default=None)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)


class UploadedFile(Base, kw_only=True):
    """One file on its way in over an upload page: `size` bytes announced, `received` bytes here so far."""

    __tablename__ = "uploaded_files"

    id: Mapped[int] = _id()
    key: Mapped[str] = mapped_column(String(40), unique=True)
    link_id: Mapped[int] = _to("upload_links.id", index=True)
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(default=None)


class UploadedPart(Base, kw_only=True):
    """Bytes of a file on its way in; gone once the whole is in the file store."""

    __tablename__ = "uploaded_parts"

    file_id: Mapped[int] = _to("uploaded_files.id", primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes]


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


class Submission(Base, kw_only=True):
    """Lần nộp: one handing-in of one step, and what became of it."""

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("product_id", "number"),)

    id: Mapped[int] = _id()
    product_id: Mapped[int] = _to("products.id")
    number: Mapped[int]
    step: Mapped[int]
    submitted_by: Mapped[int] = _to("persons.id")
    submitted_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(10), default=None)  # accepted, returned
    decided_by: Mapped[int | None] = _maybe_to("persons.id")
    decided_at: Mapped[datetime | None] = mapped_column(default=None)


class Evaluation(Base, kw_only=True):
    """One council scoring of one product."""

    __tablename__ = "evaluations"

    id: Mapped[int] = _id()
    product_id: Mapped[int] = _to("products.id", index=True)
    criteria_set: Mapped[str] = mapped_column(String(20))
    opened_by: Mapped[int] = _to("persons.id")
    opened_at: Mapped[datetime]
    closed_by: Mapped[int | None] = _maybe_to("persons.id")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    met: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # hard condition → confirmed by the secretary
    result: Mapped[dict[str, Any] | None] = mapped_column(default=None)  # parts, mean, by_points, stars, capped_by


class Scorecard(Base, kw_only=True):
    """Phiếu chấm: one member's marks. `answers` maps a criterion to the number of the chosen option."""

    __tablename__ = "scorecards"
    __table_args__ = (UniqueConstraint("evaluation_id", "person_id"),)

    id: Mapped[int] = _id()
    evaluation_id: Mapped[int] = _to("evaluations.id")
    person_id: Mapped[int] = _to("persons.id", index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    submitted_at: Mapped[datetime | None] = mapped_column(default=None)


class Rating(Base, kw_only=True):
    """Phân hạng: the stars a decision gave, and the certificate's term."""

    __tablename__ = "ratings"

    id: Mapped[int] = _id()
    product_id: Mapped[int] = _to("products.id", index=True)
    evaluation_id: Mapped[int | None] = _maybe_to("evaluations.id")
    stars: Mapped[int]
    points: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # {"A": "30.5", …, "total": "78.25"}
    level: Mapped[str] = mapped_column(String(10))
    decision_number: Mapped[str] = mapped_column(String(60))
    decision_date: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(default=None, index=True)  # None: no certificate below 3 stars
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_reason: Mapped[str | None] = mapped_column(String(1000), default=None)
    recorded_by: Mapped[int] = _to("persons.id")
    recorded_at: Mapped[datetime]


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
            "lane",
            "id",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
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
        Index("ix_messages_announcement", "announcement_id", "state"),
        Index(
            "ix_messages_unreached",
            "person_id",
            sqlite_where=text("state = 'blocked' AND called_at IS NULL"),
            postgresql_where=text("state = 'blocked' AND called_at IS NULL"),
        ),
    )

    id: Mapped[int] = _id()
    person_id: Mapped[int] = _to("persons.id")
    address_id: Mapped[int | None] = _maybe_to("addresses.id")
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
    called_by: Mapped[int | None] = mapped_column(ID, default=None)  # the official who telephoned instead
    called_at: Mapped[datetime | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)


class PlanRow(Base, kw_only=True):
    """One version of a province's plan for a year, as a TOML text (ocop.plan); the newest version is in force."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("area", "year", "version"),)

    id: Mapped[int] = _id()
    area: Mapped[str] = mapped_column(String(5))
    year: Mapped[int]
    version: Mapped[int]
    text: Mapped[str] = mapped_column(String(100_000))
    given_by: Mapped[int | None] = _maybe_to("persons.id")
    given_at: Mapped[datetime]


class CommuneDate(Base, kw_only=True):
    """A commune's own, earlier date for a milestone of its province's plan."""

    __tablename__ = "commune_dates"

    commune: Mapped[str] = mapped_column(String(5), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    milestone: Mapped[str] = mapped_column(String(40), primary_key=True)
    due: Mapped[date]
    given_by: Mapped[int] = _to("persons.id")
    given_at: Mapped[datetime]


class PlanDone(Base, kw_only=True):
    """An office says that its milestone is done."""

    __tablename__ = "plan_done"

    area: Mapped[str] = mapped_column(String(5), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    milestone: Mapped[str] = mapped_column(String(40), primary_key=True)
    by: Mapped[int] = _to("persons.id")
    at: Mapped[datetime]


class ScanDay(Base, kw_only=True):
    """Up to which day a scan has looked: it looks at the days after, once each."""

    __tablename__ = "scan_days"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    through: Mapped[date]


class Reminder(Base, kw_only=True):
    """One thing one person is to be reminded of on one day. Several become one message.

    kind: plan (a producer's milestone; subject: product), paper (an end date; document), certificate (rating), office
    (an official's milestone; 0). due: the day it is about; offset: days before it (negative: after). state: planned,
    sent (in message_id), done (no longer needed when its moment came), dropped (came too late to be of use), muted,
    held (by an official), moved (the date was moved), lost (a backup was restored: it may have been said).
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

    id: Mapped[int] = _id()
    person_id: Mapped[int] = _to("persons.id")
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

    id: Mapped[int] = _id()
    area: Mapped[str] = mapped_column(String(5), index=True)
    author_id: Mapped[int] = _to("persons.id")
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


class Lease(Base, kw_only=True):
    """Who may do a thing that only one process may do at a time."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    holder: Mapped[str] = mapped_column(String(60))
    until: Mapped[datetime]


class AuditRow(Base, kw_only=True):
    """Who saw, changed or exported what."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_area", "area", "id"),)

    id: Mapped[int] = _id()
    at: Mapped[datetime]
    person_id: Mapped[int | None] = _maybe_to("persons.id")
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
    by: Mapped[int] = _to("persons.id")
    at: Mapped[datetime]
