"""Plans of the provinces, dates, and what the clock has looked at."""

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, maybe_to, row_id, to


class PlanRow(Base, kw_only=True):
    """One version of a province's plan for a year, as a TOML text (ocop.plan); the newest version is in force."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("area", "year", "version"),)

    id: Mapped[int] = row_id()
    area: Mapped[str] = mapped_column(String(5))
    year: Mapped[int]
    version: Mapped[int]
    text: Mapped[str] = mapped_column(String(100_000))
    given_by: Mapped[int | None] = maybe_to("persons.id")
    given_at: Mapped[datetime]


class CommuneDate(Base, kw_only=True):
    """A commune's own, earlier date for a milestone of its province's plan."""

    __tablename__ = "commune_dates"

    commune: Mapped[str] = mapped_column(String(5), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    milestone: Mapped[str] = mapped_column(String(40), primary_key=True)
    due: Mapped[date]
    given_by: Mapped[int] = to("persons.id")
    given_at: Mapped[datetime]


class PlanDone(Base, kw_only=True):
    """An office says that its milestone is done."""

    __tablename__ = "plan_done"

    area: Mapped[str] = mapped_column(String(5), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    milestone: Mapped[str] = mapped_column(String(40), primary_key=True)
    by: Mapped[int] = to("persons.id")
    at: Mapped[datetime]


class ScanDay(Base, kw_only=True):
    """Up to which day a scan has looked: it looks at the days after, once each."""

    __tablename__ = "scan_days"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    through: Mapped[date]


class Round(Base, kw_only=True):
    """Đợt đánh giá: one more round of a province than the law names, from its own plan."""

    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("province", "code"),)

    id: Mapped[int] = row_id()
    province: Mapped[str] = mapped_column(String(2))
    code: Mapped[str] = mapped_column(String(20))  # "2027-3"
    propose_by: Mapped[date]
    done_by: Mapped[date]
    source: Mapped[str] = mapped_column(String(300))
    given_by: Mapped[int] = to("persons.id")
    given_at: Mapped[datetime]


class Reading(Base, kw_only=True):
    """How a province reads a place of the law that can be read in several ways (`ocop.readings`)."""

    __tablename__ = "readings"

    province: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(40))
    given_by: Mapped[int] = to("persons.id")
    given_at: Mapped[datetime]
