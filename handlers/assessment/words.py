"""How the assessment's numbers and criteria read; used on all its screens."""

from chat.screen import Button
from chat.turn import Turn
from ocop import assessing, workflow
from ocop.criteria import Criterion, Option
from services import assessments
from services.assessments import Assessment
from storage.tables import Product


def home_of(product_id: int) -> str:
    """The address of the overview."""
    return f"product/{product_id}/assess"


def name_of(criterion: Criterion) -> str:
    """A criterion as people read it: "1.4 Liên kết bằng hợp đồng"."""
    return f"{criterion.code[1:]} {criterion.title}"


def points(turn: Turn, low: int, high: int) -> str:
    """ "42 điểm", or "31–68 điểm" while something is open."""
    key = "assess-points" if low == high else "assess-points-range"
    return turn.say(key, low=low, high=high)


def stars(turn: Turn, low: int, high: int) -> str:
    """ "3 sao", or "2 đến 4 sao" while something is open."""
    return turn.say("assess-stars" if low == high else "assess-stars-range", low=low, high=high)


def in_short(turn: Turn, found: Assessment) -> str:
    """One line: points and stars as a range."""
    now = found.forecast
    return turn.say(
        "assess-short", points=points(turn, now.low, now.high), stars=stars(turn, now.stars_low, now.stars_high)
    )


def on_step(turn: Turn, found: Assessment) -> list[str]:
    """What the product's own screen says: the forecast once something was answered, and what the target wants next."""
    lines = [in_short(turn, found)] if found.seen else []
    target = found.dossier.target
    papers = assessing.next_papers(found.cs, found.forecast, target) if target else []
    if papers:
        names = ", ".join(turn.say(f"paper-{one.paper}") for one in papers)
        lines.append(turn.say("assess-target-papers", stars=target, papers=names))
    return lines


async def in_next(turn: Turn, product: Product) -> list[str]:
    """What "what next?" and "what is missing?" add: assess it first; or the forecast and what the target wants."""
    if (
        workflow.is_guide(product.step)
        or not workflow.with_producer(product.state)
        or not assessments.assessed(product)
    ):
        return []
    found = await assessments.of_product(turn.db, turn.actor, product.id, turn.now)
    return on_step(turn, found) or [turn.say("assess-not-begun")]


def option_text(turn: Turn, option: Option) -> str:
    """An option with its points, and the stars for which it is the least."""
    mark = turn.say("assess-least", stars=option.stars) if option.stars else ""
    return turn.say("assess-option", text=option.text, points=option.points, mark=mark)


def to_officer(turn: Turn, product_id: int, code: str = "") -> Button:
    """The way to a person."""
    return turn.button("assess-officer", f"{home_of(product_id)}/officer" + (f"/{code}" if code else ""))
