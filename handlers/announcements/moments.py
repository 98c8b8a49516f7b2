"""Hours and days as officials type them: "8 giờ 25/12/2026", "8:30 mai", "2 giờ chiều ngày 5/3/2026"."""

import re
from datetime import date, datetime, timedelta

from locales import clock
from locales.text import fold
from locales.texts import InvalidInput
from ocop import numbers

_HOUR = re.compile(r"\b(\d{1,2}) ?(?:h|:|gi[ờo]|g) ?([0-5]\d)?(?![\d/.-])(?: ?ph[úu]t)?", re.IGNORECASE)
_AROUND = {"luc", "ngay", "vao", "at", "on", "sang"}  # words around an hour and a day that say nothing more
_AFTERNOON = {"chieu", "toi", "pm"}


def suggested(now: datetime) -> list[datetime]:
    """The next mornings and afternoons, in Vietnamese time."""
    local = clock.local(now).replace(minute=0, second=0, microsecond=0)
    moments = [local.replace(hour=hour) + timedelta(days=days) for days in (0, 1, 2) for hour in (8, 14)]
    return [at for at in moments if at > now][:4]


def parse(text: str, today: date) -> datetime | None:
    """Hour and day in either order, in Vietnamese time; without a day today. None for anything else."""
    found = _HOUR.search(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    words = f"{text[: found.start()]} {text[found.end() :]}".replace(",", " ").split()
    if hour < 12 and any(fold(word) in _AFTERNOON for word in words):
        hour += 12
    day = " ".join(word for word in words if fold(word) not in _AROUND | _AFTERNOON)
    try:
        if fold(day) in ("mai", "tomorrow"):
            on = today + timedelta(days=1)
        else:
            on = today if fold(day) in ("", "nay", "hom nay") else numbers.day(day, today)
        return datetime(on.year, on.month, on.day, hour, minute, tzinfo=clock.ZONE)
    except (ValueError, InvalidInput):
        return None
