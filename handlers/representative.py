"""The legal representative, as far as the official report asks: with a consent of its own, skippable, masked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from chat.errors import NotFound
from chat.form import Answers, Ask, Choice, Form
from chat.router import Screens
from chat.screen import Screen, To
from chat.turn import Turn
from locales import clock
from ocop import numbers
from services import permits
from services import representatives as verbs
from services.representatives import PRIVATE, Told
from storage.assessments import was_asked

screens = Screens()


def _consent(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(one, turn.say(f"choice-consent-{one}")) for one in ("yes", "no")]


def _gender(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(one, turn.say(f"choice-gender-{one}")) for one in ("woman", "man")]


def _yes_no(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(one, turn.say(f"button-{one}")) for one in ("yes", "no")]


def _agreed(answers: Answers) -> bool:
    return answers.get("consent") == "yes"


def _day(turn: Turn, text: str) -> str:
    return numbers.day(text, turn.today).isoformat()


def _as_day(turn: Turn, value: Any) -> str:
    return turn.day(date.fromisoformat(str(value)))


async def _allow(turn: Turn, subject: str) -> None:
    if not subject.isdecimal():
        raise NotFound(subject)
    await permits.own_producer(turn.db, turn.actor, int(subject), writing=True)


async def tell(turn: Turn, subject: str, answers: Answers) -> To:
    told = Told(
        consents=_agreed(answers),
        gender=answers.get("gender"),
        ethnicity=answers.get("ethnicity"),
        disabled={"yes": True, "no": False}.get(answers.get("disabled") or ""),
        residence=answers.get("residence"),
        founded_on=date.fromisoformat(answers["founded"]) if answers.get("founded") else None,
        licence_number=answers.get("licence"),
    )
    made = await verbs.tell(turn.db, turn.actor, int(subject), told, turn.now, address_id=turn.address.id)
    note = turn.say("representative-kept" if made else "representative-kept-only")
    return To(f"representative/{subject}", note)


telling = screens.form(
    Form(
        "representative",
        Ask("consent", choices=_consent),
        Ask("gender", choices=_gender, optional=True),
        Ask("ethnicity", check=lambda text: numbers.name(text, longest=60), when=_agreed, optional=True),
        Ask("disabled", choices=_yes_no, when=_agreed, optional=True),
        Ask(
            "residence",
            check=lambda text: numbers.paragraph(text, shortest=3, longest=300),
            when=_agreed,
            optional=True,
        ),
        Ask("founded", read=_day, show=_as_day, optional=True),
        Ask("licence", check=lambda text: numbers.paragraph(text, shortest=2, longest=60), optional=True),
        then=tell,
        allow=_allow,
        cancel=lambda subject: f"representative/{subject}",
    )
)


@screens.at("representative/{producer_id}")
async def representative(turn: Turn, producer_id: int) -> Screen:
    """What was told; of what is private only that it was."""
    producer = await permits.own_producer(turn.db, turn.actor, producer_id)
    row = await verbs.of_producer(turn.db, turn.actor, producer_id)
    lines: list[str] = []
    buttons = [turn.button("representative-tell", telling.address(producer_id))]
    if row is None or not was_asked(row):
        lines.append(turn.say("representative-none"))
    else:
        plain = {
            "gender": turn.say(f"choice-gender-{row.gender}") if row.gender else "",
            "founded": turn.day(row.founded_on) if row.founded_on else "",
            "licence": row.licence_number or "",
        }
        labels = {key: turn.say(f"label-representative-{key}") for key in (*plain, *PRIVATE)}
        lines += [
            turn.say("representative-line", label=labels[key], value=value) for key, value in plain.items() if value
        ]
        lines += [
            turn.say("representative-given", label=labels[key]) for key in PRIVATE if getattr(row, key) is not None
        ]
        if row.consented_at is not None:
            lines.append(turn.say("representative-consented", day=turn.day(clock.today(row.consented_at))))
            buttons.append(turn.button("representative-erase", f"representative/{producer_id}/erase"))
        else:
            lines.append(turn.say("representative-declined"))
    return Screen(
        "\n".join(lines),
        title=turn.say("representative-title", name=producer.name),
        buttons=[*buttons, turn.button("home-products", "products")],
        back=f"business/{producer_id}",
    )


@screens.at("representative/{producer_id}/erase")
async def ask_erase(turn: Turn, producer_id: int) -> Screen:
    await permits.own_producer(turn.db, turn.actor, producer_id)
    return Screen(
        turn.say("representative-erase-ask"),
        buttons=[turn.button("representative-erase-yes", f"representative/{producer_id}/erase/yes")],
        back=f"representative/{producer_id}",
    )


@screens.at("representative/{producer_id}/erase/yes")
async def erase(turn: Turn, producer_id: int) -> To:
    await verbs.erase(turn.db, turn.actor, producer_id, turn.now)
    return To(f"representative/{producer_id}", turn.say("representative-erased"))
