"""What people are told about the year's plan."""

from datetime import date

from chat.screen import Button, Screen
from locales import texts
from ocop import units
from ocop.plan import Milestone


def title_of(milestone: Milestone, language: str) -> str:
    return milestone.title_en if language == "en" else milestone.title_vi


def date_moved(language: str, milestone: Milestone, was: date, becomes: date, product_id: int | None) -> Screen:
    """A date was moved: the old and the new one. product_id: the product it is about, None for an office."""
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


def overdue_list(language: str, milestone: Milestone, due: date, area: str, count: int) -> Screen:
    """So many products of the area are overdue and unanswered."""
    day = texts.day(language, due)
    title = title_of(milestone, language)
    return Screen(
        texts.say(language, "remind-overdue-list", title=title, day=day, count=count, area=units.full_name(area)),
        title=texts.say(language, "remind-title"),
        buttons=[Button(texts.say(language, "remind-overdue-open"), f"overdue/{milestone.step}")],
        kind="overdue",
        facts={"day": day, "count": str(count)},
    )
