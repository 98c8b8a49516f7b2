"""Registering a producer: who they are and where, each answer checked at once."""

from collections.abc import Sequence
from typing import Any

from chat.form import Answers, Ask, Choice, Form
from chat.router import Screens
from chat.screen import To
from chat.turn import Turn
from ocop import entities, numbers, units
from services import permits, producers

screens = Screens()
SHOWN, MOST = 6, 40  # communes that a search shows, and among which it chooses


def kinds(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(kind, turn.say(f"entity-{kind}")) for kind in entities.KINDS]


def kind_by_name(_turn: Turn, answers: Answers) -> str | None:
    return entities.kind_by_name(str(answers.get("name", "")))


def communes(turn: Turn, _answers: Answers, text: str) -> Sequence[Choice]:
    if text.isdecimal():
        return [Choice(text, units.full_name(text))] if units.known_commune(text) else []
    # Those of the bot's own province first; who lives elsewhere is found all the same.
    found = sorted(units.find_communes(text, limit=MOST), key=lambda unit: unit.province != turn.channel_province)
    return [Choice(unit.code, units.full_name(unit.code)) for unit in found[:SHOWN]]


def _commune_of_link(turn: Turn, _answers: Answers) -> str | None:
    return turn.place.commune


def _own_phone(turn: Turn, _answers: Answers) -> str | None:
    return turn.person.phone


def shown_phone(_turn: Turn, value: Any) -> str:
    return numbers.show_mobile(str(value))


async def _allow(turn: Turn, _subject: str) -> None:
    permits.consented(turn.actor)


async def register(turn: Turn, _subject: str, answers: Answers) -> To:
    producer = await producers.register_producer(
        turn.db,
        turn.actor,
        turn.now,
        kind=answers["kind"],
        name=answers["name"],
        phone=answers["phone"],
        commune=answers["commune"],
        representative=answers.get("representative"),
        tax_number=answers.get("tax-number"),
    )
    commune = units.full_name(producer.commune)
    return To("products/new", turn.say("registered", name=producer.name, commune=commune))


registration = screens.form(
    Form(
        "registration",
        Ask("name", check=numbers.name),
        Ask("kind", choices=kinds, prefill=kind_by_name),
        Ask("representative", check=numbers.name, when=lambda answers: answers.get("kind") != "household"),
        Ask("phone", check=numbers.mobile, contact=True, prefill=_own_phone, show=shown_phone),
        Ask("tax-number", check=numbers.tax_number, optional=True),
        Ask(
            "commune",
            search=communes,
            prefill=_commune_of_link,
            show=lambda _turn, value: units.full_name(str(value)),
        ),
        then=register,
        allow=_allow,
    )
)
