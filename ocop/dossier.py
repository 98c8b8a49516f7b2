"""What a product's step asks for, and how far its papers are."""

from collections.abc import Mapping
from dataclasses import dataclass

from ocop import workflow
from ocop.rules import Paper, Rules
from ocop.workflow import PaperState

_NEEDS = ("must", "if-any", "extra", "help")


@dataclass(frozen=True, slots=True)
class Subject:
    """What decides which papers apply: whether the product exists already, and its group code."""

    existing: bool
    sector: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a step's papers are; the lists hold paper codes in the order of `papers`.

    provided: something is in and not returned. missing: must-papers with nothing in, or returned.
    """

    papers: list[Paper]
    provided: list[str]
    accepted: list[str]
    returned: list[str]
    missing: list[str]

    @property
    def ready(self) -> bool:
        """Whether the step can be handed in."""
        return not self.missing


def required(rules: Rules, subject: Subject, step: int) -> list[Paper]:
    """The papers that apply to the subject at the step: musts first, then "if-any", then extra evidence."""
    kind = "existing" if subject.existing else "new"
    applying = [
        paper
        for paper in rules.papers
        if paper.step == step
        and paper.only_for in ("all", kind)
        and (not paper.sectors or subject.sector in paper.sectors)
    ]
    return sorted(applying, key=lambda paper: _NEEDS.index(paper.need))


def papers_at(rules: Rules, subject: Subject, step: int, entered: int) -> list[Paper]:
    """The papers of a step; a product that entered the programme there also owes the musts of the steps before."""
    papers = required(rules, subject, step)
    for skipped in workflow.skipped(step, entered):
        papers = [paper for paper in required(rules, subject, skipped) if paper.need == "must"] + papers
    return papers


def standing(papers: list[Paper], states: Mapping[str, PaperState]) -> Standing:
    """How far these papers are, given the state of each that is in; other codes are passed over."""
    returned = [paper.code for paper in papers if states.get(paper.code) == PaperState.RETURNED]
    provided = [paper.code for paper in papers if paper.code in states and paper.code not in returned]
    return Standing(
        papers=papers,
        provided=provided,
        accepted=[code for code in provided if states[code] == PaperState.ACCEPTED],
        returned=returned,
        missing=[paper.code for paper in papers if paper.need == "must" and paper.code not in provided],
    )
