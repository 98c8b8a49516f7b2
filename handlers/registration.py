"""Registering a producer: who they are and where, each answer checked at once."""

from collections.abc import Sequence
from typing import Any

from chat.errors import NotAllowed
from chat.form import Answers, Ask, Choice, Form
from chat.router import Screens
from chat.screen import Screen, To
from chat.turn import Turn
from locales.text import fold
from ocop import numbers, units
from storage import people, products

screens = Screens()
KINDS = ("cooperative", "cooperative-group", "company", "household", "farm", "other")
# How producers usually begin their own name; a name that says the kind saves a question.
BEGINNINGS = {
    "hop tac xa": "cooperative",
    "htx": "cooperative",
    "to hop tac": "cooperative-group",
    "tht": "cooperative-group",
    "cong ty": "company",
    "cty": "company",
    "doanh nghiep": "company",
    "ho kinh doanh": "household",
    "ho san xuat": "household",
    "hkd": "household",
    "co so": "household",
    "trang trai": "farm",
}


def _kinds(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(kind, turn.say(f"entity-{kind}")) for kind in KINDS]


def _kind_by_name(_turn: Turn, answers: Answers) -> str | None:
    name = fold(str(answers.get("name", "")))
    return next((kind for beginning, kind in BEGINNINGS.items() if name.startswith(beginning + " ")), None)


def _communes(_turn: Turn, _answers: Answers, text: str) -> Sequence[Choice]:
    if text.isdecimal():
        return [Choice(text, units.full_name(text))] if units.known_commune(text) else []
    return [Choice(unit.code, units.full_name(unit.code)) for unit in units.find_communes(text)]


def _commune_of_link(turn: Turn, _answers: Answers) -> str | None:
    return turn.place.commune


def _own_phone(turn: Turn, _answers: Answers) -> str | None:
    return turn.person.phone


def _phone(_turn: Turn, value: Any) -> str:
    return numbers.show_mobile(str(value))


async def _allow(turn: Turn, _subject: str) -> None:
    if turn.person.consented_at is None:
        raise NotAllowed("consent")


async def register(turn: Turn, _subject: str, answers: Answers) -> Screen | To:
    """Keep the producer; a twin in the same commune, or with the same tax number, is told to the officer, not
    refused.
    """
    commune = units.commune(answers["commune"])
    twin = await products.twin(
        turn.db, name=answers["name"], commune=commune.code, tax_number=answers.get("tax-number")
    )
    producer = await products.add_producer(
        turn.db,
        turn.person,
        turn.now,
        kind=answers["kind"],
        name=answers["name"],
        representative=answers.get("representative") or answers["name"],
        phone=answers["phone"],
        tax_number=answers.get("tax-number"),
        province=commune.province,
        commune=commune.code,
    )
    turn.person.phone = turn.person.phone or answers["phone"]
    turn.person.name = turn.person.name or producer.representative
    await turn.log("producer.registered", f"producer/{producer.id}", area=commune.code)
    if twin is not None and not await products.speaks_for(turn.db, turn.person.id, twin.id):
        for officer in await people.officers_of(turn.db, commune.code):
            await turn.notify(officer, Screen(turn.say("registered-twin", name=producer.name, other=twin.name)))
    return To("products/new", turn.say("registered", name=producer.name, commune=units.full_name(commune.code)))


registration = screens.form(
    Form(
        "registration",
        Ask("name", check=numbers.name),
        Ask("kind", choices=_kinds, prefill=_kind_by_name),
        Ask("representative", check=numbers.name, when=lambda answers: answers.get("kind") != "household"),
        Ask("phone", check=numbers.mobile, contact=True, prefill=_own_phone, show=_phone),
        Ask("tax-number", check=numbers.tax_number, optional=True),
        Ask(
            "commune",
            search=_communes,
            prefill=_commune_of_link,
            show=lambda _turn, value: units.full_name(str(value)),
        ),
        then=register,
        allow=_allow,
    )
)
