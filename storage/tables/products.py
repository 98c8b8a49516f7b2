"""Producers, the people who speak for them, and their products."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ID, Base, maybe_to, row_id, to


class Producer(Base, kw_only=True):
    """Chủ thể: who makes the product."""

    __tablename__ = "producers"

    id: Mapped[int] = row_id()
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200))
    representative: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(20))
    tax_number: Mapped[str | None] = mapped_column(String(20), default=None, index=True)
    province: Mapped[str] = mapped_column(String(2))
    commune: Mapped[str] = mapped_column(String(5), index=True)
    created_at: Mapped[datetime]
    came_from: Mapped[int | None] = mapped_column(ID, default=None, index=True)  # the row of the list that brought it
    called_at: Mapped[datetime | None] = mapped_column(default=None)  # telephoned, as nobody of theirs chats yet


class Representative(Base, kw_only=True):
    """What the official forms ask about a producer's legal representative, with their own consent.

    ethnicity, disabled, residence: shown on the forms only.
    """

    __tablename__ = "representatives"

    producer_id: Mapped[int] = to("producers.id", primary_key=True)
    title: Mapped[str] = mapped_column(String(100), default="")
    gender: Mapped[str | None] = mapped_column(String(10), default=None)  # woman, man
    ethnicity: Mapped[str | None] = mapped_column(String(60), default=None)
    disabled: Mapped[bool | None] = mapped_column(default=None)
    residence: Mapped[str | None] = mapped_column(String(300), default=None)
    email: Mapped[str | None] = mapped_column(String(200), default=None)
    founded_on: Mapped[date | None] = mapped_column(default=None)
    licence_number: Mapped[str | None] = mapped_column(String(60), default=None)
    consented_by: Mapped[int | None] = maybe_to("persons.id")
    consented_at: Mapped[datetime | None] = mapped_column(default=None)


class Member(Base, kw_only=True):
    """A person who speaks for a producer. One producer may have several, one person several producers."""

    __tablename__ = "members"

    producer_id: Mapped[int] = to("producers.id", primary_key=True)
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

    id: Mapped[int] = row_id()
    code: Mapped[str] = mapped_column(String(10), unique=True)  # in every printed QR: it never changes
    law_code: Mapped[str | None] = mapped_column(String(30), default=None)  # mã sản phẩm of the law; changes each time
    producer_id: Mapped[int] = to("producers.id", index=True)
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
