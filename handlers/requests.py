"""An office asks for chosen papers by a day, and may take that back; and what a producer sees of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from chat import pager, understanding
from chat.errors import Moved, NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from locales import texts
from locales.texts import InvalidInput
from ocop import calendar, numbers
from services import permits
from services import requests as verbs
from services.notices.requests import names
from storage import people
from storage.tables import PaperRequest, Product

screens = Screens()
ASKING = "asking"  # the draft in which an officer gathers what to ask for
DAYS = (3, 5, 7, 10)  # working days that are offered
REASONS = range(1, 9)  # ready-made ones: reason-1 … reason-8


# -- the office gathers what to ask for


@screens.at("request/{product_id}", "form/asking/{product_id}")
async def choose(turn: Turn, product_id: int) -> Screen:
    return await choose_from(turn, product_id, 0)


@screens.at("request/{product_id}/from/{offset}")
async def choose_from(turn: Turn, product_id: int, offset: int) -> Screen:
    """Which papers? Tapped once: chosen; again: not."""
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    every, chosen = await verbs.askable(turn.db, product), await _chosen(turn, product)
    here = f"request/{product.id}"
    buttons = [turn.button("request-chosen", f"{here}/until", count=len(chosen))] if chosen else []
    buttons += pager.buttons(
        turn,
        every[offset:],
        lambda code: Button(
            f"{'☑' if code in chosen else '⬜'} {turn.say(f'paper-{code}')}"[:60], f"{here}/pick/{code}"
        ),
        lambda after: f"{here}/from/{after}",
        offset=offset,
    )
    lines = [turn.say("request-choose")]
    if chosen:
        lines.append(turn.say("request-chosen-papers", papers=names(turn.language, chosen)))
    title = turn.say("request-title", name=product.name)
    return Screen("\n".join(lines), title=title, buttons=buttons, back=f"review/{product.id}")


@screens.at("request/{product_id}/pick/{code}")
async def pick(turn: Turn, product_id: int, code: str) -> To:
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    every, chosen = await verbs.askable(turn.db, product), await _chosen(turn, product)
    if code not in every:
        raise Moved("request-asked-already", at=f"request/{product.id}")
    chosen = [one for one in chosen if one != code] if code in chosen else [*chosen, code]
    await _keep(turn, product, papers=chosen)
    return To(f"request/{product.id}/from/{every.index(code) // pager.SIZE * pager.SIZE}")


@screens.at("request/{product_id}/with/{code}")
async def begin_with(turn: Turn, product_id: int, code: str) -> To:
    """From a paper's own screen: this one, and perhaps others."""
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    chosen = await _chosen(turn, product)
    if code in await verbs.askable(turn.db, product) and code not in chosen:
        await _keep(turn, product, papers=[*chosen, code])
    return To(f"request/{product.id}")


async def _answers(turn: Turn, product: Product) -> dict[str, Any]:
    row = await people.draft(turn.db, turn.person.id, ASKING, str(product.id))
    return dict(row.answers) if row is not None else {}


async def _chosen(turn: Turn, product: Product) -> list[str]:
    """The papers chosen so far, without those that were asked for meanwhile."""
    chosen = (await _answers(turn, product)).get("papers", [])
    every = await verbs.askable(turn.db, product) if chosen else []
    return [code for code in chosen if code in every]


async def _keep(turn: Turn, product: Product, **more: Any) -> None:
    answers = {**await _answers(turn, product), **more}
    await people.keep_draft(turn.db, turn.person.id, ASKING, str(product.id), answers, turn.now)


# -- by when


@screens.at("request/{product_id}/until")
async def ask_day(turn: Turn, product_id: int) -> Screen | To:
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    chosen = await _chosen(turn, product)
    if not chosen:
        return To(f"request/{product.id}")
    days = [(number, calendar.working_days_after(turn.today, number)) for number in DAYS]
    buttons = [
        turn.button("request-day", f"request/{product.id}/by/{day.isoformat()}", days=number, day=turn.day(day))
        for number, day in days
    ]
    text = turn.say("request-until", papers=names(turn.language, chosen))
    return Screen(
        text, title=turn.say("request-title", name=product.name), buttons=buttons, back=f"request/{product.id}"
    )


@screens.at("request/{product_id}/by/{day}")
async def by_day(turn: Turn, product_id: int, day: str) -> To:
    try:
        until = date.fromisoformat(day)
    except ValueError:
        raise NotFound(day) from None
    return await _until(turn, product_id, until)


@screens.text("request/{product_id}/until")
async def by_typed_day(turn: Turn, text: str, product_id: int) -> To | None:
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    try:
        return await _until(turn, product_id, numbers.day(text, turn.today))
    except InvalidInput as wrong:
        return To(f"request/{product_id}/until", turn.say(wrong.key, **wrong.details))


async def _until(turn: Turn, product_id: int, until: date) -> To:
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    try:
        verbs.by_when(until, turn.today)
    except InvalidInput as wrong:
        return To(f"request/{product.id}/until", turn.say(wrong.key, **wrong.details))
    await _keep(turn, product, until=until.isoformat())
    return To(f"request/{product.id}/why")


# -- why, and sending it


@screens.at("request/{product_id}/why")
async def ask_why(turn: Turn, product_id: int) -> Screen | To:
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    if "until" not in await _answers(turn, product):
        return To(f"request/{product.id}/until")
    buttons = [turn.button(f"reason-{number}", f"request/{product.id}/why/{number}") for number in REASONS]
    return Screen(
        turn.say("request-why"),
        title=turn.say("request-title", name=product.name),
        buttons=buttons,
        back=f"request/{product.id}/until",
    )


@screens.at("request/{product_id}/why/{number}")
async def ready_reason(turn: Turn, product_id: int, number: int) -> To:
    if number not in REASONS:
        raise NotFound(number)
    # Kept in Vietnamese, whatever the official's language is: the producer reads this very sentence.
    return await _words(turn, product_id, texts.say("vi", f"reason-{number}"))


@screens.text("request/{product_id}/why", "request/{product_id}/check")
async def own_reason(turn: Turn, text: str, product_id: int) -> To | None:
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    try:
        words = numbers.paragraph(text, shortest=5, longest=500)
    except InvalidInput as wrong:
        return To(f"request/{product_id}/why", turn.say(f"reason-{wrong.key}", **wrong.details))
    return await _words(turn, product_id, words)


async def _words(turn: Turn, product_id: int, words: str) -> To:
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    await _keep(turn, product, words=words)
    return To(f"request/{product.id}/check")


@screens.at("request/{product_id}/check")
async def check(turn: Turn, product_id: int) -> Screen | To:
    """All of it once more, before the producer reads it."""
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    answers, chosen = await _answers(turn, product), await _chosen(turn, product)
    for key, place in (("until", "until"), ("words", "why")):
        if not chosen or key not in answers:
            return To(f"request/{product.id}/{place}")
    text = turn.say(
        "request-check",
        papers=names(turn.language, chosen),
        day=turn.day(date.fromisoformat(answers["until"])),
        words=answers["words"],
    )
    buttons = [
        turn.button("request-send", f"request/{product.id}/send"),
        turn.button("request-other-papers", f"request/{product.id}"),
    ]
    title = turn.say("request-title", name=product.name)
    return Screen(text, title=title, buttons=buttons, back=f"request/{product.id}/why")


@screens.at("request/{product_id}/send")
async def send(turn: Turn, product_id: int) -> To:
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    answers, chosen = await _answers(turn, product), await _chosen(turn, product)
    if not chosen or not {"until", "words"} <= answers.keys():
        raise Moved("request-asked-already", at=f"review/{product.id}")
    until = date.fromisoformat(answers["until"])
    try:
        await verbs.ask(turn.db, turn.actor, product.id, chosen, answers["words"], until, turn.now)
    except InvalidInput as wrong:  # the day has passed since it was chosen
        return To(f"request/{product.id}/until", turn.say(wrong.key, **wrong.details))
    await people.drop_draft(turn.db, turn.person.id, ASKING, str(product.id))
    return To(f"review/{product.id}", turn.say("request-sent", day=turn.day(until)))


# -- taking it back


@screens.at("request/{product_id}/open/{request_id}")
async def look(turn: Turn, product_id: int, request_id: int) -> Screen:
    """What was asked for, what of it is in, and the way to take it back."""
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    request = next((one for one in await verbs.open_for(turn.db, product) if one.id == request_id), None)
    if request is None:
        raise Moved("request-closed-already", at=f"review/{product.id}")
    missing = await verbs.still_wanted(turn.db, product, request.papers)
    lines = [turn.say("request-open", papers=names(turn.language, request.papers), **_facts(turn, request))]
    lines.append(turn.say("request-still", papers=names(turn.language, missing)))
    button = turn.button("request-take-back", f"request/{product.id}/back/{request.id}")
    title = turn.say("request-title", name=product.name)
    return Screen("\n".join(lines), title=title, buttons=[button], back=f"review/{product.id}")


@screens.at("request/{product_id}/back/{request_id}")
async def take_back(turn: Turn, product_id: int, request_id: int) -> To:
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    await verbs.take_back(turn.db, turn.actor, request_id, turn.now)
    return To(f"review/{product.id}", turn.say("request-taken-back"))


def _facts(turn: Turn, request: PaperRequest) -> dict[str, Any]:
    return {"day": turn.day(request.until), "words": request.words, "late": "yes" if _late(turn, request) else "no"}


def _late(turn: Turn, request: PaperRequest) -> bool:
    return request.until < turn.today


async def buttons_of(turn: Turn, product: Product) -> list[Button]:
    """For the office: a button to each request that is not answered."""
    return [
        turn.button(
            "request-button",
            f"request/{product.id}/open/{request.id}",
            count=len(await verbs.still_wanted(turn.db, product, request.papers)),
            day=turn.day(request.until),
            late="yes" if _late(turn, request) else "no",
        )
        for request in await verbs.open_for(turn.db, product)
    ]


# -- the producer


async def asked_for(turn: Turn, product: Product) -> tuple[Sequence[str], Sequence[Button]]:
    """What an office waits for: a line for each request, and a button for each paper that is still to come."""
    lines, buttons = [], []
    for request in await verbs.open_for(turn.db, product):
        missing = await verbs.still_wanted(turn.db, product, request.papers)
        lines.append(turn.say("asked-for", papers=names(turn.language, missing), **_facts(turn, request)))
        buttons += [
            Button(turn.say("paper-again", paper=turn.say(f"paper-{code}"))[:60], f"product/{product.id}/paper/{code}")
            for code in missing
        ]
    return lines, buttons[: pager.SIZE]
