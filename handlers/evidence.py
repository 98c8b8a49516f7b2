"""One version of a paper: from when until when it is good, whether it adds or replaces, sent once more, taken back."""

from datetime import date

from chat import understanding
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Screen, To
from chat.turn import Turn
from handlers.papers import address_of, lapse_line, paper_of
from handlers.products import own
from locales.text import fold
from locales.texts import InvalidInput
from ocop import numbers
from services import deadlines, paper_dates
from services import papers as verbs
from storage import dossiers
from storage.tables import Document, Product

screens = Screens()
PAPER = "product/{product_id}/paper/{code}"
LASTING = ("khong co han", "khong han", "vo thoi han", "khong thoi han", "no end", "none")


async def _version(turn: Turn, product_id: int, code: str) -> tuple[Product, Document]:
    product = await own(turn, product_id, writing=True)
    paper_of(product, code)
    document = (await dossiers.newest(turn.db, product.id)).get(code)
    if document is None:
        raise NotFound(code)
    return product, document


# -- issue day and last day


@screens.at(f"{PAPER}/issued")
async def ask_issued(turn: Turn, product_id: int, code: str) -> Screen:
    """When was it issued? Then until when it is good; both may be answered later."""
    await _version(turn, product_id, code)
    here = address_of(product_id, code)
    return Screen(
        turn.say("evidence-issued-ask", paper=turn.say(f"paper-{code}")),
        title=turn.say(f"paper-{code}"),
        buttons=[turn.button("evidence-skip-issued", f"{here}/until"), turn.button("evidence-later", here)],
        back=here,
    )


@screens.at(f"{PAPER}/until")
async def ask_until(turn: Turn, product_id: int, code: str) -> Screen:
    """Until which day is it good? Reminders follow from it."""
    await _version(turn, product_id, code)
    here = address_of(product_id, code)
    return Screen(
        turn.say("paper-until-ask", paper=turn.say(f"paper-{code}")),
        title=turn.say(f"paper-{code}"),
        buttons=[turn.button("evidence-lasts", f"{here}/until/none"), turn.button("evidence-later", here)],
        back=here,
    )


@screens.text(f"{PAPER}/issued")
async def set_issued(turn: Turn, text: str, product_id: int, code: str) -> To | None:
    """The issue day, or both days in one line."""
    here = address_of(product_id, code)
    both = numbers.days(text)
    if len(both) > 1:
        return await _keep(turn, product_id, code, until=both[1], issued=both[0])
    if not both and understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    try:
        issued = numbers.day(text, turn.today)
        await paper_dates.set_dates(turn.db, turn.actor, product_id, code, turn.now, issued=issued)
    except InvalidInput as wrong:
        return To(f"{here}/issued", turn.say(wrong.key, **wrong.details))
    return To(f"{here}/until", turn.say("evidence-issued-kept", day=turn.day(issued)))


@screens.text(f"{PAPER}/until")
async def set_until(turn: Turn, text: str, product_id: int, code: str) -> To | None:
    if fold(text) in LASTING:
        return await lasts(turn, product_id, code)
    both = numbers.days(text)
    if len(both) > 1:
        return await _keep(turn, product_id, code, until=both[1], issued=both[0])
    if not both and understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    try:
        until = both[0] if both else numbers.day(text, turn.today)
    except InvalidInput as wrong:
        return To(f"{address_of(product_id, code)}/until", turn.say(wrong.key, **wrong.details))
    return await _keep(turn, product_id, code, until=until)


@screens.text(PAPER)
async def dates_at_the_paper(turn: Turn, text: str, product_id: int, code: str) -> To | None:
    """Dates that are typed while a paper with an end is looked at are its dates."""
    product = await own(turn, product_id, writing=True)
    has_end = paper_of(product, code).expires and code in await dossiers.newest(turn.db, product.id)
    if not has_end or not (numbers.days(text) or fold(text) in LASTING):
        return None
    return await set_until(turn, text, product_id, code)


async def _keep(turn: Turn, product_id: int, code: str, *, until: date, issued: date | None = None) -> To:
    """Keep the days; one that is over is said first, and kept only when it is meant."""
    here = address_of(product_id, code)
    if until < turn.today:
        try:
            await paper_dates.set_dates(turn.db, turn.actor, product_id, code, turn.now, issued=issued)
        except InvalidInput as wrong:
            return To(f"{here}/issued", turn.say(wrong.key, **wrong.details))
        return To(f"{here}/until/{until.isoformat()}/ask")
    try:
        document = await paper_dates.set_dates(
            turn.db, turn.actor, product_id, code, turn.now, issued=issued, until=until
        )
    except InvalidInput as wrong:
        return To(f"{here}/until", turn.say(wrong.key, **wrong.details))
    product = await own(turn, product_id)
    kept = turn.say("paper-until-kept", day=turn.day(until))
    warning = lapse_line(turn, document, await deadlines.of_product(turn.db, product, turn.today))
    return To(here, f"{kept}\n{warning}".strip())


@screens.at(f"{PAPER}/until/none")
async def lasts(turn: Turn, product_id: int, code: str) -> To:
    await paper_dates.set_lasting(turn.db, turn.actor, product_id, code, turn.now)
    return To(address_of(product_id, code), turn.say("evidence-lasts-kept"))


@screens.at(f"{PAPER}/until/{{day}}/ask")
async def ask_ended(turn: Turn, product_id: int, code: str, day: str) -> Screen:
    """The day is over: a slip of the hand, or a paper that has ended?"""
    await _version(turn, product_id, code)
    here = address_of(product_id, code)
    return Screen(
        turn.say("evidence-ended-ask", day=turn.day(_day(day)), paper=turn.say(f"paper-{code}")),
        title=turn.say(f"paper-{code}"),
        buttons=[
            turn.button("evidence-type-again", f"{here}/until"),
            turn.button("evidence-keep-ended", f"{here}/until/{day}/keep"),
        ],
        back=here,
    )


@screens.at(f"{PAPER}/until/{{day}}/keep")
async def keep_ended(turn: Turn, product_id: int, code: str, day: str) -> To:
    until = _day(day)
    here = address_of(product_id, code)
    try:
        await paper_dates.set_dates(turn.db, turn.actor, product_id, code, turn.now, until=until)
    except InvalidInput as wrong:
        return To(f"{here}/until", turn.say(wrong.key, **wrong.details))
    return To(here, turn.say("evidence-ended-kept", day=turn.day(until)))


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise NotFound(value) from None


# -- add or replace; once more; take back; show


@screens.at(f"{PAPER}/add")
async def add(turn: Turn, product_id: int, code: str) -> To:
    document, count = await verbs.settle(turn.db, turn.actor, product_id, code, turn.now, adds=True)
    return To(address_of(product_id, code), turn.say(f"evidence-added-{document.state}", count=count))


@screens.at(f"{PAPER}/replace")
async def replace(turn: Turn, product_id: int, code: str) -> To:
    document, count = await verbs.settle(turn.db, turn.actor, product_id, code, turn.now, adds=False)
    return To(address_of(product_id, code), turn.say(f"evidence-replaced-{document.state}", count=count))


@screens.at(f"{PAPER}/once-more")
async def ask_once_more(turn: Turn, product_id: int, code: str) -> Screen:
    """The same once more: a word why."""
    await _version(turn, product_id, code)
    return Screen(
        turn.say("evidence-once-more-ask"), title=turn.say(f"paper-{code}"), back=address_of(product_id, code)
    )


@screens.text(f"{PAPER}/once-more")
async def once_more(turn: Turn, text: str, product_id: int, code: str) -> To | None:
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    here = address_of(product_id, code)
    try:
        await verbs.send_once_more(turn.db, turn.actor, product_id, code, text, turn.now)
    except InvalidInput as wrong:
        return To(f"{here}/once-more", turn.say(wrong.key, **wrong.details))
    return To(f"product/{product_id}", turn.say("evidence-once-more-kept"))


@screens.at(f"{PAPER}/withdraw")
async def ask_withdrawal(turn: Turn, product_id: int, code: str) -> Screen:
    await _version(turn, product_id, code)
    here = address_of(product_id, code)
    return Screen(
        turn.say("evidence-withdraw-ask", paper=turn.say(f"paper-{code}")),
        title=turn.say(f"paper-{code}"),
        buttons=[turn.button("evidence-withdraw-yes", f"{here}/withdraw/yes")],
        back=here,
    )


@screens.at(f"{PAPER}/withdraw/yes")
async def withdraw(turn: Turn, product_id: int, code: str) -> To:
    await verbs.withdraw(turn.db, turn.actor, product_id, code, turn.now)
    return To(address_of(product_id, code), turn.say("evidence-withdrawn"))


@screens.at(f"{PAPER}/show")
async def show_officers(turn: Turn, product_id: int, code: str) -> To:
    """A rated product's newer paper, for the record."""
    told = await verbs.hand_in_later(turn.db, turn.actor, product_id, code, turn.now)
    return To(address_of(product_id, code), turn.say("evidence-shown" if told else "evidence-shown-nobody"))


# -- what an officer reads on it


@screens.at("paper/{document_id}/dates")
async def ask_officer(turn: Turn, document_id: int) -> Screen:
    document, product = await paper_dates.dated_by_officer(turn.db, turn.actor, document_id)
    return Screen(
        turn.say("evidence-officer-ask"),
        title=f"{product.name} – {turn.say(f'paper-{document.paper}')}",
        back=f"paper/{document.id}",
    )


@screens.text("paper/{document_id}/dates")
async def set_officer(turn: Turn, text: str, document_id: int) -> To | None:
    found = numbers.days(text)
    if not found and understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    issued = found[0] if len(found) > 1 else None
    try:
        until = found[-1] if found else numbers.day(text, turn.today)
        await paper_dates.set_by_officer(turn.db, turn.actor, document_id, turn.now, issued=issued, until=until)
    except InvalidInput as wrong:
        return To(f"paper/{document_id}/dates", turn.say(wrong.key, **wrong.details))
    return To(f"paper/{document_id}", turn.say("evidence-officer-kept", day=turn.day(until)))
