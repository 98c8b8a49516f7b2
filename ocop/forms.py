"""Papers that are filled in question by question: forms 01 and 02 of the law in force; and idea, plan, organisation.

Idea, plan and organisation follow the forms of Decision 1048/QĐ-TTg as provinces publish them. Forms 01 and 02 follow
Decision 26/2026/QĐ-TTg, Annex III, as far as it is not known already: names, papers and the criteria come from there.
A question's texts: `ask-FORM-KEY` (asked in chat), `label-FORM-KEY` (its name), and `choice-KEY-OPTION` for a choice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from locales import texts
from locales.texts import InvalidInput
from ocop import numbers


@dataclass(frozen=True, slots=True)
class Words:
    """A question that is answered in one's own words, `shortest` to `longest` characters."""

    key: str
    optional: bool = False
    shortest: int = 2
    longest: int = 1000

    def check(self, typed: str) -> str:
        """The answer as it is kept; InvalidInput otherwise."""
        return numbers.paragraph(typed, shortest=self.shortest, longest=self.longest)

    def shown(self, language: str, answer: Any) -> str:
        """The answer as people read it."""
        return str(answer)


@dataclass(frozen=True, slots=True)
class Count:
    """A question that is answered with a whole number, 0 to `most`."""

    key: str
    optional: bool = False
    most: int = 10**12

    def check(self, typed: str) -> int:
        """The answer as it is kept; InvalidInput otherwise."""
        return numbers.whole_number(typed, most=self.most)

    def shown(self, language: str, answer: Any) -> str:
        """The answer as people read it, with the language's separators."""
        return texts.number(language, int(answer))


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that is answered with one of the `options`."""

    key: str
    options: tuple[str, ...]
    optional: bool = False

    def check(self, typed: str) -> str:
        """The option; InvalidInput for anything else."""
        if typed not in self.options:
            raise InvalidInput("form-choice-gone")
        return typed

    def shown(self, language: str, answer: Any) -> str:
        """The option's name."""
        return texts.say(language, f"choice-{self.key}-{answer}")


Question = Words | Count | Choice

_IDEA = (
    Words("need"),
    Words("materials"),
    Words("process"),
    Words("difference"),
    Words("market"),
)
FORMS: Mapping[str, tuple[Question, ...]] = {
    "idea-new": (
        *_IDEA,
        Words("when", longest=300),
        Words("support", optional=True),
    ),
    "idea-existing": (
        *_IDEA,
        Count("yearly"),
        Words("unit", longest=40),
        Count("revenue", optional=True),
        Words("support", optional=True),
    ),
    "plan": (
        Words("goal"),
        Count("output"),
        Words("unit", longest=40),
        Words("place"),
        Words("machines"),
        Words("quality"),
        Words("packaging"),
        Words("sales"),
        Count("capital"),
        Words("money", longest=500),
        Words("schedule"),
    ),
    "organisation": (
        Words("structure"),
        Count("workers", most=100_000),
        Count("local-workers", most=100_000),
        Choice("accounting", ("book", "software", "accountant", "none")),
        Words("community"),
        Words("customers"),
        Words("environment"),
        Words("contact", longest=200, optional=True),
    ),
    "form-01": (
        Words("title", longest=100),
        Words("email", longest=200, optional=True),
    ),
    "form-02": (
        Words("specification", longest=2000),
        Words("history", longest=4000),
        Words("structure", longest=4000),
        Words("production", longest=4000),
        Words("quality", longest=4000),
        Words("markets", longest=4000),
        Words("money", longest=4000),
        Words("future", longest=4000),
        Words("changes", longest=4000, optional=True),
    ),
}


def rows(language: str, form: str, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(name of the question, answer as people read it), in the order of the form; "" for one that has no answer."""
    return [
        (
            texts.say(language, f"label-{form}-{question.key}"),
            "" if answers.get(question.key) is None else question.shown(language, answers[question.key]),
        )
        for question in FORMS.get(form, ())
    ]
