"""Lists of rated products on their way in from a spreadsheet, and what came of each row."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ID, Base, row_id, to


class Import(Base, kw_only=True):
    """Nhập danh sách: one list that an officer sent for their area.

    state: reading, asked (which sheet, which column), dry (each row has a fate, nothing is taken in), taking, taken,
    undoing, undone, failed (see `facts`: "reason"), dropped. facts: what was found and chosen (sheet, columns,
    headings); counts: rows by fate, and after taking in or undoing what became of them; asked: open questions about
    rows; answers: given ones, key → code. doubtful: doubtful rows came in as well.
    """

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_area", "area", "id"),)

    id: Mapped[int] = row_id()
    area: Mapped[str] = mapped_column(String(5))
    file_id: Mapped[int] = to("files.id")
    name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default="reading")
    facts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    asked: Mapped[list[Any]] = mapped_column(default_factory=list)
    answers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    doubtful: Mapped[bool] = mapped_column(default=False)
    result_id: Mapped[int | None] = mapped_column(ID, default=None)  # the dry run as a sheet
    person_id: Mapped[int] = to("persons.id")
    created_at: Mapped[datetime]
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    undo_until: Mapped[datetime | None] = mapped_column(default=None)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)


class ImportRow(Base, kw_only=True):
    """One row of a list as the dry run read it. Those that come in are copied from here, set-based.

    fate: new, exists, doubtful, double, wrong; reasons: [code, weight, text] each. producer_id: the producer that was
    there already; else lead_sure, lead_any: the number of the row from which the producer is made, when only sure rows
    come in, or doubtful ones as well; None: this row does not come in then. code: the product's public code.
    """

    __tablename__ = "import_rows"
    __table_args__ = (UniqueConstraint("import_id", "number"), Index("ix_import_rows_fate", "import_id", "fate"))

    id: Mapped[int] = row_id()
    import_id: Mapped[int] = to("imports.id")
    number: Mapped[int]
    fate: Mapped[str] = mapped_column(String(10))
    reasons: Mapped[list[Any]]
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200))
    producer: Mapped[str] = mapped_column(String(200))
    producer_folded: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    representative: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(20))
    tax_number: Mapped[str | None] = mapped_column(String(20), default=None)
    commune: Mapped[str] = mapped_column(String(5))
    subgroup: Mapped[str] = mapped_column(String(60))
    code: Mapped[str | None] = mapped_column(String(10), default=None, index=True)
    law_code: Mapped[str | None] = mapped_column(String(30), default=None)
    rules: Mapped[str] = mapped_column(String(20))
    stars: Mapped[int]
    points: Mapped[dict[str, Any]]
    level: Mapped[str] = mapped_column(String(10))
    issuer: Mapped[str] = mapped_column(String(200))
    decision: Mapped[str] = mapped_column(String(60))
    issued: Mapped[date | None] = mapped_column(default=None)
    valid_until: Mapped[date | None] = mapped_column(default=None)
    extended_until: Mapped[date | None] = mapped_column(default=None)
    producer_id: Mapped[int | None] = mapped_column(ID, default=None)
    lead_sure: Mapped[int | None] = mapped_column(default=None)
    lead_any: Mapped[int | None] = mapped_column(default=None)
