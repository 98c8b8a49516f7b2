"""What people are told about the year's plan."""

from datetime import date

from chat.screen import Button, Screen
from locales import texts
from ocop.plan import Milestone


def title_of(milestone: Milestone, language: str) -> str:
    return milestone.title_en if language == "en" else milestone.title_vi


def moved_screen(language: str, milestone: Milestone, was: date, becomes: date, product_id: int | None) -> Screen:
    """A date was moved: the old and the new one."""
    to = f"product/{product_id}" if product_id else "plan"
    title = title_of(milestone, language)
    day = texts.day(language, becomes)
    return Screen(
        texts.say(language, "remind-moved", title=title, was=texts.day(language, was), becomes=day),
        title=texts.say(language, "remind-moved-title"),
        buttons=[Button(texts.say(language, "remind-see"), to), Button(texts.say(language, "button-home"), "home")],
        kind="moved",
        facts={"day": day, "what": title},
    )
