"""Papers that are filled in chat, question by question; what they ask is in ocop.forms."""

from collections.abc import Callable
from functools import partial
from typing import Any

from chat.errors import NotFound
from chat.form import Answers, Ask, Choice, Form
from chat.router import Screens
from chat.screen import Screen, To
from chat.turn import Turn
from ocop import forms
from services import papers as verbs
from services import representatives
from storage.assessments import was_asked

screens = Screens()


def _ask(question: forms.Question) -> Ask:
    if isinstance(question, forms.Choice):
        return Ask(question.key, choices=partial(_choices, question), optional=question.optional)
    return Ask(question.key, check=question.check, optional=question.optional, show=partial(_shown, question))


def _choices(question: forms.Choice, turn: Turn, _answers: Answers) -> list[Choice]:
    return [Choice(option, question.shown(turn.language, option)) for option in question.options]


def _shown(question: forms.Question, turn: Turn, answer: Any) -> str:
    return question.shown(turn.language, answer)


async def _allow(paper: str, turn: Turn, subject: str) -> None:
    """Only who speaks for the product, and only for a paper this product hands in."""
    if not subject.isdecimal():
        raise NotFound(subject)
    await verbs.own_paper(turn.db, turn.actor, int(subject), paper, writing=True)


async def _fill_in(paper: str, turn: Turn, subject: str, answers: Answers) -> Screen | To:
    """Keep the answers; the DOCX ready to sign is drawn by a job and comes by itself."""
    address_id = turn.address.id
    document = await verbs.fill_in_form_paper(
        turn.db, turn.actor, int(subject), paper, answers, turn.now, address_id=address_id
    )
    if paper == "form-02":
        product, _paper = await verbs.own_paper(turn.db, turn.actor, document.product_id, paper)
        asked = await representatives.of_producer(turn.db, turn.actor, product.producer_id)
        if not was_asked(asked):
            there = f"form/representative/{product.producer_id}"
            return To(there, turn.say("representative-before-report"))
    return To(f"product/{subject}", turn.say("form-filled", paper=turn.say(f"paper-{paper}")))


async def _known(paper: str, turn: Turn, subject: str) -> Answers:
    """What was sent before, or told elsewhere: it opens to be looked through and changed, answer by answer."""
    return await verbs.known_answers(turn.db, turn.actor, int(subject), paper)


async def _remark(paper: str, turn: Turn, subject: str) -> str:
    """Why the paper came back, above the answers to mend."""
    _product, document = await verbs.own_paper(turn.db, turn.actor, int(subject), paper)
    returned = document is not None and document.state == "returned" and document.reason
    return turn.say("paper-reason", reason=document.reason) if document and returned else ""


def _cancel(paper: str) -> Callable[[str], str]:
    return lambda subject: f"product/{subject}/paper/{paper}"


PAPER_FORMS = {
    paper: screens.form(
        Form(
            paper,
            *map(_ask, questions),
            then=partial(_fill_in, paper),
            allow=partial(_allow, paper),
            cancel=_cancel(paper),
            known=partial(_known, paper),
            remark=partial(_remark, paper),
        )
    )
    for paper, questions in forms.FORMS.items()
}
