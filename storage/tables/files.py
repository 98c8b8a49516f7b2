"""Files on their way in, and stored ones."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ID, Base, maybe_to, row_id, to


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

    id: Mapped[int] = row_id()
    person_id: Mapped[int] = to("persons.id")
    address_id: Mapped[int] = to("addresses.id")
    key: Mapped[str] = mapped_column(String(100))  # the messenger's album id, or the id of the first event
    grouped: Mapped[bool] = mapped_column(default=False)  # the messenger says they belong together
    product_id: Mapped[int | None] = maybe_to("products.id", index=True)
    paper: Mapped[str | None] = mapped_column(String(40), default=None)
    caption: Mapped[str] = mapped_column(String(1024), default="")
    last_at: Mapped[datetime]
    receipt_at: Mapped[datetime | None] = mapped_column(default=None)


class File(Base, kw_only=True):
    """A file a person sent, a row from the first moment; or one that a job made for them.

    state: waiting (to be fetched), stored, refused (see problems), failed (could
    not be fetched).
    """

    __tablename__ = "files"
    __table_args__ = (
        Index(
            "ix_files_due",
            "not_before",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[int] = row_id()
    person_id: Mapped[int] = to("persons.id")
    batch_id: Mapped[int | None] = maybe_to("batches.id", index=True)
    document_id: Mapped[int | None] = maybe_to("documents.id", index=True)
    announcement_id: Mapped[int | None] = mapped_column(ID, default=None, index=True)  # goes out with it
    channel_id: Mapped[int | None] = maybe_to("channels.id")  # whose ids `origin` holds: file ids belong to their bot
    origin: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)  # where its bytes come from
    job_id: Mapped[int | None] = mapped_column(ID, default=None, index=True)  # the job that made it
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

    id: Mapped[int] = row_id()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = to("persons.id")
    address_id: Mapped[int] = to("addresses.id")  # where the result appears
    product_id: Mapped[int] = to("products.id", index=True)
    paper: Mapped[str] = mapped_column(String(40))
    holder: Mapped[str | None] = mapped_column(String(64), default=None)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)


class UploadedFile(Base, kw_only=True):
    """One file on its way in over an upload page: `size` bytes announced, `received` bytes here so far."""

    __tablename__ = "uploaded_files"

    id: Mapped[int] = row_id()
    key: Mapped[str] = mapped_column(String(40), unique=True)
    link_id: Mapped[int] = to("upload_links.id", index=True)
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(default=None)


class UploadedPart(Base, kw_only=True):
    """Bytes of a file on its way in; gone once the whole is in the file store."""

    __tablename__ = "uploaded_parts"

    file_id: Mapped[int] = to("uploaded_files.id", primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes]
