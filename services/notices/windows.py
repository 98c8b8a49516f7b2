"""The window of a re-evaluation in words."""

from datetime import date

from locales import texts
from ocop.rounds import Window, WindowState


def window_lines(language: str, window: Window | None, today: date) -> list[str]:
    """From when until when a re-evaluation is handed in, and what follows when that is missed."""
    if window is None:
        return [texts.say(language, "window-none")]
    state = window.state(today)
    days = {
        "opens": texts.day(language, window.opens),
        "last": texts.day(language, window.last_day),
        "ends": texts.day(language, window.ends),
        "extended": texts.day(language, window.extended_until) if window.extended_until else "–",
    }
    unsure = state in (WindowState.LATE, WindowState.EXTENDED)
    key = "window-late-ends" if state == WindowState.LATE and not window.extended_until else f"window-{state}"
    lines = [texts.say(language, key, **days)]
    return [*lines, texts.say(language, "unsure-line")] if unsure else lines
