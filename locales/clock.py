"""The clock: UTC in storage, Vietnamese days and hours in rules and texts. Everybody else is given `now`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def utc_now() -> datetime:
    """The moment, aware, in UTC: the clock that the program is started with."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The moment in Vietnamese time. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(ZONE)


def today(now: datetime) -> date:
    """The date in Viet Nam at the moment `now` (aware)."""
    return local(now).date()


def begins(day: date) -> datetime:
    """The moment at which a Vietnamese day begins, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=ZONE).astimezone(UTC)
