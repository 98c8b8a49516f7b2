"""The conversations, one file for each thing that people come to do."""

from chat.router import Screens
from handlers import (
    announcements,
    assessment,
    businesses,
    calendar,
    council,
    decisions,
    desk,
    devices,
    evidence,
    files,
    home,
    messengers,
    paper_forms,
    papers,
    plan,
    products,
    registration,
    reminders,
    renewals,
    representative,
    review,
    scoring,
    search,
    status,
    steps,
    team,
    unreached,
)

# What people ask for in their own words (intents of locales/*/phrases.toml) → the address that answers.
INTENTS = {
    "home": "home",
    "help": "help",
    "next": "next",
    "status": "status",
    "missing": "missing",
    "qr": "qr",
    "products": "products",
    "add": "products/new",
    "register": "form/registration/0",
    "send": "send",
    "privacy": "privacy",
    "language": "language",
    "desk": "desk",
    "scoring": "scoring",
    "find": "find",
    "counts": "counts",
    "team": "team",
    "upload": "upload",
    "messengers": "messengers",
    "unreached": "unreached",
    "calendar": "calendar",
    "plan": "plan",
    "reminders": "reminders",
    "announcements": "announcements",
    "assess": "assess",
    "thanks": "thanks",
}
# The conversations of the product; each brings its own screens and forms.
CONVERSATIONS = (
    registration,
    home,
    businesses,
    products,
    paper_forms,
    assessment,
    representative,
    steps,
    papers,
    evidence,
    files,
    status,
    desk,
    review,
    council,
    scoring,
    decisions,
    search,
    team,
    messengers,
    devices,
    unreached,
    calendar,
    renewals,
    reminders,
    plan,
    announcements,
)


def all_screens() -> Screens:
    """Every screen of the product."""
    screens = Screens()
    screens.include(*(conversation.screens for conversation in CONVERSATIONS))
    return screens
