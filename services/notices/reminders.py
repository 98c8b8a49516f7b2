"""What a reminder says: several things that are due as one message, with buttons that go straight there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from ocop import numbers, units, workflow
from ocop.rules import rules_on
from services import deadlines, readings
from services.notices.plans import title_of
from services.notices.windows import window_lines
from storage import dossiers, products
from storage.plans import Calendar
from storage.tables import PaperRequest, Person, Producer, Product, Rating, Reminder

MOST_LINES = 5
MOST_BUTTONS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is due: what is said, the button that goes there, the facts for a messenger's template."""

    text: str
    button: Button
    facts: dict[str, str] = field(default_factory=dict)


async def reminder_screen(
    db: AsyncSession, person: Person, rows: Sequence[Reminder], calendar: Calendar, today: date
) -> Screen:
    """Several reminders of one person as one message."""
    language = person.language
    # The statutory notice of a thing speaks for its ordinary reminder too.
    once = {(row.kind, row.subject, row.milestone): row for row in sorted(rows, key=lambda row: row.statutory)}
    shown = sorted(once.values(), key=lambda row: (row.due, row.id))
    lines = [await _line(db, language, row, calendar, today) for row in shown[:MOST_LINES]]
    words = [line.text for line in lines]
    if len(shown) > MOST_LINES:
        words.append(texts.say(language, "remind-more", count=len(shown) - MOST_LINES))
    if any(row.day < today for row in rows):
        words.append(texts.say(language, "remind-late"))
    return Screen(
        "\n\n".join(words),
        title=texts.say(language, "remind-title"),
        buttons=_buttons(language, rows, lines),
        kind="reminder",
        facts=lines[0].facts,
    )


def _buttons(language: str, rows: Sequence[Reminder], lines: Sequence[Line]) -> list[Button]:
    ways: dict[str, Button] = {}
    for line in lines:
        ways.setdefault(line.button.to, line.button)
    buttons = list(ways.values())[:MOST_BUTTONS]
    first = rows[0].id
    buttons.append(Button(texts.say(language, "remind-tomorrow"), f"remind/{first}/tomorrow"))
    if any(row.kind not in ("office", "clock") for row in rows):
        buttons.append(Button(texts.say(language, "remind-help"), f"remind/{first}/help"))
    buttons.append(Button(texts.say(language, "remind-done"), f"remind/{first}/done"))
    buttons.append(Button(texts.say(language, "calendar-title"), "calendar"))
    return buttons


async def _line(db: AsyncSession, language: str, row: Reminder, calendar: Calendar, today: date) -> Line:
    """What is due and what is missing."""
    days = (row.due - today).days
    left = texts.say(language, f"remind-left{'-over' if days < 0 else '' if days else '-today'}", days=abs(days))
    when = {"day": texts.day(language, row.due), "left": left}
    milestone = calendar.milestone(row.area, row.milestone, row.due) if row.kind in ("plan", "office") else None
    title = title_of(milestone, language) if milestone else row.milestone
    product = await products.product(db, row.product_id) if row.product_id else None
    if product is None:
        text = texts.say(language, "remind-office", title=title, **when)
        return Line(text, Button(texts.say(language, "remind-open-plan"), "plan"), {**when, "product": title})
    facts = {"product": product.name or "–", **when}
    go = texts.say(language, "remind-now", name=product.name)[:60]
    here = f"product/{product.id}"
    if row.kind == "paper":
        paper = texts.say(language, f"paper-{row.milestone}")
        text = texts.say(language, "remind-paper", paper=paper, product=product.name, **when)
        return Line(text, Button(go, f"{here}/paper/{row.milestone}"), {**facts, "what": paper})
    if row.kind == "certificate":
        return await _certificate(db, language, row, product, when, today)
    if row.kind == "round":
        text = texts.say(language, "remind-round", product=product.name, round=_round(row.milestone), **when)
        missing = await _missing(db, language, product)
        return Line(f"{text}\n{missing}".strip(), Button(go, here), {**facts, "what": _round(row.milestone)})
    if row.kind == "request":
        request = await db.get(PaperRequest, row.subject)
        papers = ", ".join(texts.say(language, f"paper-{code}") for code in (request.papers if request else ()))
        text = texts.say(language, "remind-request", product=product.name, papers=papers, **when)
        return Line(text, Button(go, here), {**facts, "what": papers})
    if row.kind == "clock":
        text = texts.say(language, f"remind-clock-{row.milestone}", product=product.name, **when)
        open_ = Button(texts.say(language, "remind-open", name=product.name)[:60], f"review/{product.id}")
        return Line(text, open_, {**facts, "what": texts.say(language, "remind-clock-what")})
    text = texts.say(language, "remind-plan", product=product.name, title=title, **when)
    missing = await _missing(db, language, product)
    return Line(f"{text}\n{missing}".strip(), Button(go, here), {**facts, "what": title})


async def _certificate(
    db: AsyncSession, language: str, row: Reminder, product: Product, when: dict[str, str], today: date
) -> Line:
    """A certificate that ends, and under the law of 2026 the window of its re-evaluation."""
    key = "remind-certificate-notice" if row.statutory else "remind-certificate"
    rating = await db.get(Rating, row.subject)
    stars = "★" * (rating.stars if rating else 0)
    lines = [texts.say(language, key, product=product.name, stars=stars, **when)]
    if deadlines.by_law_of_2026(rules_on(today).code):
        known = await readings.of_province(db, product.province)
        lines += window_lines(language, deadlines.window_of(rating, known), today)
    begins = f"product/{product.id}/renew" if workflow.is_rated(product.state) else f"product/{product.id}"
    go = texts.say(language, "remind-now", name=product.name)[:60]
    return Line("\n".join(lines), Button(go, begins), {"product": product.name or "–", **when, "what": stars})


def _round(code: str) -> str:
    """The code of a round as people write it: "2027-1" is "1/2027"."""
    year, _, number = code.partition("-")
    return f"{number}/{year}"


def ended_list(language: str, what: str, area: str, count: int) -> Screen:
    """So many certificates or papers of an area ended (or windows closed), and nobody has done anything."""
    return Screen(
        texts.say(language, f"remind-{what}", count=count, area=units.full_name(area)),
        title=texts.say(language, "remind-title"),
        buttons=[Button(texts.say(language, "remind-overdue-open"), f"ending/{what}")],
        kind="overdue",
        facts={"count": str(count), "day": "–"},
    )


async def _missing(db: AsyncSession, language: str, product: Product) -> str:
    if not workflow.has_papers(product.step):
        return ""
    where = await dossiers.standing(db, product)
    wanted = list(dict.fromkeys([*where.returned, *where.missing]))
    if not wanted:
        return texts.say(language, "remind-submit", number=product.step)
    papers = ", ".join(texts.say(language, f"paper-{code}") for code in wanted[:4])
    return texts.say(language, "remind-missing", papers=papers)


def help_wanted(language: str, product: Product, producer: Producer | None) -> Screen:
    """A producer asks to be called about a product."""
    words = texts.say(
        language,
        "remind-help-notice",
        product=product.name,
        producer=producer.name if producer else "",
        phone=numbers.show_mobile(producer.phone) if producer else "",
    )
    return Screen(
        words,
        buttons=[Button(texts.say(language, "button-review-view"), f"view/{product.id}")],
        kind="help",
        facts={"product": product.name},
    )
