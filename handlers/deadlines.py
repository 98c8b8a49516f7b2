"""The days of a product, in words: the last safe day and its round, the commune's clock, the window."""

from datetime import date

from chat.turn import Turn
from ocop import rounds, workflow
from ocop.calendar import years_without_data
from services import deadlines as days
from services.notices.windows import window_lines
from storage import dossiers
from storage.tables import Dossier, Product


def round_name(this: rounds.Round) -> str:
    """Its number and year as people write it: "2/2027"."""
    return f"{this.number}/{this.year}"


async def lines(turn: Turn, product: Product) -> list[str]:
    """What the product's people should know of its days now."""
    if not workflow.is_evaluated(product.step) or not days.by_law_of_2026(product.rules):
        return []
    found = await days.of_product(turn.db, product, turn.today)
    if workflow.with_producer(product.state):
        return _before(turn, found)
    return _clock(turn, found) if found.dossier is not None else []


def _before(turn: Turn, found: days.Deadlines) -> list[str]:
    """Before it is handed in."""
    if days.is_again(found.dossier):
        return window_lines(turn.language, found.window, turn.today)
    if found.round is None or found.safe_day is None:
        return []
    told = turn.say(
        "round-safe-day",
        day=turn.day(found.safe_day),
        round=round_name(found.round),
        done=turn.day(found.round.done_by),
    )
    return [told, *_unsure(turn, found.safe_day, found.round.propose_by)]


def _clock(turn: Turn, found: days.Deadlines) -> list[str]:
    """After it was handed in: whose day it is, and which round it makes."""
    dossier: Dossier | None = found.dossier
    if dossier is None or dossier.commune_due is None:
        return []
    told = []
    if dossier.proposed_at is None:
        told.append(turn.say("clock-commune", day=turn.day(dossier.commune_due)))
    if found.round is not None:
        told.append(turn.say("clock-round", round=round_name(found.round), done=turn.day(found.round.done_by)))
    if dossier.late and days.is_again(dossier) and found.window is not None:
        told += window_lines(turn.language, found.window, turn.today)
    return [*told, *_unsure(turn, dossier.commune_due)]


def _unsure(turn: Turn, *told: date) -> list[str]:
    """Days off in lieu of a year that are not announced yet may move what was counted."""
    return [turn.say("days-may-move")] if years_without_data(day.year for day in told) else []


async def ended(turn: Turn, product: Product) -> list[str]:
    """The papers of the dossier that have ended, by their codes."""
    newest = await dossiers.newest(turn.db, product.id)
    return [code for code, row in newest.items() if row.expires_on is not None and row.expires_on < turn.today]


async def ended_papers(turn: Turn, product: Product) -> list[str]:
    """A warning about them."""
    names = ", ".join(turn.say(f"paper-{code}") for code in await ended(turn, product))
    return [turn.say("evidence-handed-in-ended", papers=names)] if names else []
