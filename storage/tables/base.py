"""What all tables share."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, DateTime, ForeignKey, Integer
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


def row_id() -> Mapped[int]:
    return mapped_column(ID, primary_key=True, init=False)


def to(column: str, *, index: bool = False, primary_key: bool = False) -> Mapped[int]:
    return mapped_column(ID, ForeignKey(column), index=index, primary_key=primary_key)


def maybe_to(column: str, *, index: bool = False) -> Mapped[int | None]:
    return mapped_column(ID, ForeignKey(column), index=index, default=None)
