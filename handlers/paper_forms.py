"""Papers that are filled in chat, question by question: the idea (forms 01, 02), the business plan (03), the
organisation (04).

What they ask follows the forms of Decision 1048/QĐ-TTg as provinces publish them; a province's own form may ask more.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from chat.errors import NotFound
from chat.form import Answers, Ask, Choice, Form
from chat.screen import Screen, To
from chat.turn import Turn
from handlers.products import own
from locales import texts
from ocop import numbers
from storage import dossiers


def _words(key: str, *, optional: bool = False, longest: int = 1000) -> Ask:
    return Ask(key, check=partial(numbers.paragraph, shortest=2, longest=longest), optional=optional)


def _count(key: str, *, most: int = 10**12, optional: bool = False) -> Ask:
    return Ask(
        key,
        check=partial(numbers.whole_number, most=most),
        optional=optional,
        show=lambda turn, value: turn.number(int(value)),
    )


def _choice(key: str, *values: str) -> Ask:
    return Ask(
        key, choices=lambda turn, _answers: [Choice(value, turn.say(f"choice-{key}-{value}")) for value in values]
    )


IDEA = (
    _words("need"),
    _words("materials"),
    _words("process"),
    _words("difference"),
    _words("market"),
)
QUESTIONS = {
    "idea-new": (
        *IDEA,
        _words("when", longest=300),
        _words("support", optional=True),
    ),
    "idea-existing": (
        *IDEA,
        _count("yearly"),
        _words("unit", longest=40),
        _count("revenue", optional=True),
        _words("support", optional=True),
    ),
    "plan": (
        _words("goal"),
        _count("output"),
        _words("unit", longest=40),
        _words("place"),
        _words("machines"),
        _words("quality"),
        _words("packaging"),
        _words("sales"),
        _count("capital"),
        _words("money", longest=500),
        _words("schedule"),
    ),
    "organisation": (
        _words("structure"),
        _count("workers", most=100_000),
        _count("local-workers", most=100_000),
        _choice("accounting", "book", "software", "accountant", "none"),
        _words("community"),
        _words("customers"),
        _words("environment"),
        _words("contact", longest=200, optional=True),
    ),
}


async def _allow(paper: str, turn: Turn, subject: str) -> None:
    """Only who speaks for the product, and only for a paper this product hands in."""
    if not subject.isdecimal():
        raise NotFound(subject)
    product = await own(turn, int(subject), writing=True)
    if paper not in {one.code for one in dossiers.all_papers(product)}:
        raise NotFound(paper)


async def _fill_in(paper: str, turn: Turn, subject: str, answers: Answers) -> Screen | To:
    """Keep the answers; the DOCX ready to sign is drawn by a job and comes by itself."""
    product = await own(turn, int(subject))
    await dossiers.fill_in(turn.db, product, paper, answers, turn.person.id, turn.now)
    await turn.log("paper.filled", f"product/{product.id}", area=product.commune, detail=paper)
    return To(f"product/{product.id}", turn.say("form-filled", paper=turn.say(f"paper-{paper}")))


def _cancel(paper: str) -> Callable[[str], str]:
    return lambda subject: f"product/{subject}/paper/{paper}"


PAPER_FORMS = {
    paper: Form(paper, *questions, then=partial(_fill_in, paper), allow=partial(_allow, paper), cancel=_cancel(paper))
    for paper, questions in QUESTIONS.items()
}


def rows(language: str, paper: str, answers: dict[str, Any]) -> list[tuple[str, str]]:
    """(name of the question, answer as people read it), in the order of the form."""
    found: list[tuple[str, str]] = []
    for ask in QUESTIONS.get(paper, ()):
        value = answers.get(ask.key)
        name = texts.say(language, f"label-{paper}-{ask.key}")
        if value is None:
            found.append((name, ""))
        elif ask.choices is not None:
            found.append((name, texts.say(language, f"choice-{ask.key}-{value}")))
        elif isinstance(value, int):
            found.append((name, texts.number(language, value)))
        else:
            found.append((name, str(value)))
    return found
