"""After a rating: checks, conclusions, the ministry's orders, and the way to a revocation."""

from collections.abc import Callable
from datetime import date

from chat import pager
from chat.errors import NotFound
from chat.form import Answers, Ask, Form
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers import standing
from ocop import numbers, revocation
from services import checks as verbs
from storage import checks, products
from storage.tables import Check, Product

screens = Screens()


@screens.at("checks")
async def every(turn: Turn) -> Screen:
    return await open_from(turn, 0)


@screens.at("checks/from/{offset}")
async def open_from(turn: Turn, offset: int) -> Screen:
    """What is open in the official's areas: first what is due."""
    count, rows = await verbs.open_checks(turn.db, turn.actor, offset=offset, limit=pager.SIZE + 1)
    lines = [turn.say("checks-text", count=count)]
    lines += [f"• {product.name}: {_line(turn, row)}" for row, product in rows[: pager.SIZE]]
    buttons = pager.buttons(
        turn,
        rows,
        lambda row: Button(row[1].name[:60], _door(turn, *row)),
        lambda after: f"checks/from/{after}",
        offset=offset,
    )
    return Screen("\n".join(lines), title=turn.say("checks-title"), buttons=buttons, back="desk")


def _door(turn: Turn, row: Check, product: Product) -> str:
    """Where a check is opened: only its province concludes it."""
    return f"check/{row.id}" if verbs.may_conclude(turn.actor, product) else f"checks/of/{product.id}"


def _line(turn: Turn, row: Check) -> str:
    """One check: its kind, and where it stands."""
    kind = turn.say(f"check-{row.kind}")
    if row.outcome is not None:
        return turn.say("check-line-ended", kind=kind, outcome=turn.say(f"check-{row.outcome}"))
    if row.due is not None:
        ground = turn.say(f"ground-{row.ground}")
        key = "check-line-due" if row.due >= turn.today else "check-line-overdue"
        return turn.say(key, kind=kind, ground=ground, day=turn.day(row.due))
    day = turn.day(row.planned_on) if row.planned_on else ""
    return turn.say("check-line-planned", kind=kind, day=day)


@screens.at("checks/of/{product_id}")
async def of_product(turn: Turn, product_id: int) -> Screen:
    """A product's checks, and what may be begun."""
    product = await verbs.gone_product(turn.db, turn.actor, product_id)
    rating = await products.latest_rating(turn.db, product.id)
    lines = [standing.rating_line(turn, rating, turn.today)]
    rows = await checks.of_product(turn.db, product.id)
    lines += [f"• {_line(turn, row)}" for row in rows]
    buttons: list[Button] = []
    if verbs.may_conclude(turn.actor, product):
        waiting = [row for row in rows if row.outcome is None]
        buttons += [Button(f"🔎 {_line(turn, row)}"[:60], f"check/{row.id}") for row in waiting[:4]]
        buttons += [
            turn.button(f"check-plan-{kind}", planning.address(f"{product.id}.{kind}")) for kind in revocation.VISITS
        ]
        buttons.append(turn.button("check-find", f"checks/of/{product.id}/grounds"))
        buttons += [
            turn.button(f"check-order-{one}", order.address(f"{product.id}.{one}")) for one in revocation.ORDERS
        ]
    buttons.append(turn.button("check-confirm-gone", gone.address(product.id)))
    return Screen("\n".join(lines), title=product.name, buttons=buttons, back=f"view/{product.id}")


@screens.at("checks/of/{product_id}/grounds")
async def grounds(turn: Turn, product_id: int) -> Screen:
    """On which of the six grounds does a conclusion rest?"""
    product, _rating = await verbs.revocable(turn.db, turn.actor, product_id)
    return _grounds(turn, product, lambda code: finding.address(f"{product.id}.{code}"), f"checks/of/{product.id}")


def _grounds(turn: Turn, product: Product, address: Callable[[str], str], back: str) -> Screen:
    source = revocation.grounds()[0].source
    buttons = [turn.button(f"ground-{one.code}", address(one.code)) for one in revocation.grounds()]
    return Screen(turn.say("grounds-ask", source=source), title=product.name, buttons=buttons, back=back)


@screens.at("check/{check_id}")
async def check(turn: Turn, check_id: int) -> Screen:
    """One check, and how it may end."""
    row, product = await verbs.own_check(turn.db, turn.actor, check_id)
    lines = [_line(turn, row), row.words]
    buttons = []
    if row.outcome is None:
        buttons += [
            turn.button(f"check-end-{outcome}", ending.address(f"{row.id}.{outcome}"))
            for outcome in (revocation.KEPT, revocation.MENDED)
        ]
        if row.due is None:
            buttons.append(turn.button("check-find", f"check/{row.id}/grounds"))
        else:
            buttons.append(turn.button("view-revoke", f"revocation/{product.id}"))
    return Screen("\n".join(filter(None, lines)), title=product.name, buttons=buttons, back=f"checks/of/{product.id}")


@screens.at("check/{check_id}/grounds")
async def check_grounds(turn: Turn, check_id: int) -> Screen:
    """Which of the six grounds did the check find?"""
    row, product = await verbs.own_check(turn.db, turn.actor, check_id)
    return _grounds(turn, product, lambda code: concluding.address(f"{row.id}.{code}"), f"check/{row.id}")


@screens.at("revocation/{product_id}")
async def revocation_of(turn: Turn, product_id: int) -> Screen:
    """On which ground is the certificate revoked? With what was concluded, and until when it is to be decided."""
    product, _rating = await verbs.revocable(turn.db, turn.actor, product_id)
    screen = _grounds(turn, product, lambda code: f"form/revocation/{product.id}.{code}", f"view/{product.id}")
    due = [row for row in await checks.of_product(turn.db, product.id) if row.due is not None and row.outcome is None]
    lines = [_line(turn, row) for row in due] or [turn.say("revocation-none-found")]
    return Screen("\n".join([screen.text, *lines]), title=screen.title, buttons=screen.buttons, back=screen.back)


# -- the forms


def _parts(subject: str) -> tuple[int, str]:
    """The product or check, and the word behind its point."""
    number, _, word = subject.partition(".")
    if not number.isdecimal():
        raise NotFound(subject)
    return int(number), word


def _words(text: str) -> str:
    return numbers.paragraph(text, shortest=5, longest=2000)


def _coming_day(turn: Turn, text: str) -> str:
    return numbers.day(text, turn.today).isoformat()


async def _revocable(turn: Turn, subject: str) -> None:
    await verbs.revocable(turn.db, turn.actor, _parts(subject)[0])


async def _own_check(turn: Turn, subject: str) -> None:
    await verbs.own_check(turn.db, turn.actor, _parts(subject)[0])


async def _gone(turn: Turn, subject: str) -> None:
    await verbs.gone_product(turn.db, turn.actor, _parts(subject)[0])


async def _plan(turn: Turn, subject: str, answers: Answers) -> To:
    product_id, kind = _parts(subject)
    on = date.fromisoformat(answers["date"])
    await verbs.plan_visit(turn.db, turn.actor, product_id, kind, on, answers["words"], turn.now)
    return To(f"checks/of/{product_id}", turn.say("check-planned-done"))


async def _find(turn: Turn, subject: str, answers: Answers) -> To:
    product_id, ground = _parts(subject)
    row = await verbs.conclude_without_visit(turn.db, turn.actor, product_id, ground, answers["words"], turn.now)
    return To(f"check/{row.id}", _due(turn, row))


async def _conclude(turn: Turn, subject: str, answers: Answers) -> To:
    check_id, ground = _parts(subject)
    row = await verbs.find_ground(turn.db, turn.actor, check_id, ground, answers["words"], turn.now)
    return To(f"check/{row.id}", _due(turn, row))


async def _end(turn: Turn, subject: str, answers: Answers) -> To:
    check_id, outcome = _parts(subject)
    await verbs.end_check(turn.db, turn.actor, check_id, outcome, answers["words"], turn.now)
    return To(f"check/{check_id}", turn.say("check-ended-done"))


async def _confirm_gone(turn: Turn, subject: str, answers: Answers) -> To:
    row = await verbs.confirm_gone(turn.db, turn.actor, _parts(subject)[0], answers["words"], turn.now)
    return To(f"checks/of/{row.product_id}", _due(turn, row))


async def _order(turn: Turn, subject: str, answers: Answers) -> To:
    product_id, what = _parts(subject)
    row = await verbs.take_order(turn.db, turn.actor, product_id, what, answers["words"], turn.now)
    return To(f"checks/of/{product_id}", _due(turn, row) if row.due else turn.say("check-order-again-done"))


def _due(turn: Turn, row: Check) -> str:
    return turn.say("check-due", day=turn.day(row.due)) if row.due else ""


def _to_product(subject: str) -> str:
    return f"checks/of/{subject.partition('.')[0]}"


def _to_check(subject: str) -> str:
    return f"check/{subject.partition('.')[0]}"


_ask_words = Ask("words", check=_words)
planning = screens.form(
    Form(
        "check-plan",
        Ask("date", read=_coming_day, show=lambda turn, value: turn.day(date.fromisoformat(str(value)))),
        _ask_words,
        then=_plan,
        allow=_revocable,
        cancel=_to_product,
    )
)
finding = screens.form(Form("check-find", _ask_words, then=_find, allow=_revocable, cancel=_to_product))
concluding = screens.form(Form("check-conclude", _ask_words, then=_conclude, allow=_own_check, cancel=_to_check))
ending = screens.form(Form("check-end", _ask_words, then=_end, allow=_own_check, cancel=_to_check))
gone = screens.form(Form("check-gone", _ask_words, then=_confirm_gone, allow=_gone, cancel=_to_product))
order = screens.form(Form("check-order", _ask_words, then=_order, allow=_revocable, cancel=_to_product))
