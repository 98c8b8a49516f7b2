"""The conversations, one file for each thing that people come to do."""

import importlib
import importlib.util
from types import ModuleType

from chat.form import Form
from chat.router import Screens

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
}
NAMES = [
    "home",
    "registration",
    "products",
    "steps",
    "papers",
    "paper_forms",
    "status",
    "desk",
    "review",
    "council",
    "decisions",
    "search",
    "team",
]


def modules() -> list[ModuleType]:
    return [
        importlib.import_module(f"handlers.{name}")
        for name in NAMES
        if (__import__("pathlib").Path(__file__).parent / f"{name}.py").exists()
    ]


def all_forms() -> list[Form]:
    forms: list[Form] = []
    for module in modules():
        for form in [*getattr(module, "FORMS", []), *[v for v in vars(module).values() if isinstance(v, Form)]]:
            if form not in forms:
                forms.append(form)
    return forms


def all_screens() -> Screens:
    """Every screen of the product; forms are given their addresses here."""
    screens = Screens()
    for form in all_forms():
        form.mount(screens)
    for module in modules():
        if isinstance(getattr(module, "screens", None), Screens):
            screens.include(module.screens)
    return screens
