"""Chuyển Bộ: what goes to the ministry from 90 points, since when, and what came back."""

from datetime import date

from chat.form import Answers, Ask, Form
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from locales import clock
from services import referrals as verbs
from storage.tables import Product, Referral

screens = Screens()


@screens.at("referral/{product_id}")
async def referral(turn: Turn, product_id: int) -> Screen:
    """Where it is: being prepared, with the ministry, or back."""
    product, evaluation, row = await verbs.the_referral(turn.db, turn.actor, product_id)
    back = f"council/{product.id}"
    title = turn.say("referral-title", name=product.name)
    mean = (evaluation.result or {})["mean"]
    lines = [turn.say("referral-points", points=verbs.shown(turn.language, mean))]
    if row is not None and row.sent_at is not None:
        more, buttons = await _sent(turn, product, row)
        return Screen("\n".join([*lines, *more]), title=title, buttons=buttons, back=back)
    there = row.papers if row is not None else {}
    enclosed = await verbs.enclosed(turn.db, product, evaluation)
    this = await verbs.round_on(turn.db, product, turn.now)
    lines.append(turn.say("referral-round", propose=turn.day(this.propose_by), done=turn.day(this.done_by)))
    lines.append(turn.say("rule-unsure", source=this.source))
    lines.append(turn.say("referral-papers"))
    lines += [_paper_line(turn, one.code, there.get(one.code)) for one in enclosed]
    buttons = [
        Button(
            f"{'☑' if one.code in there else '⬜'} {turn.say(f'enclosed-{one.code}')}"[:60],
            f"{_at(product)}/{one.code}",
        )
        for one in enclosed
    ]
    if all(one.code in there for one in enclosed if one.must):
        buttons.append(turn.button("referral-send", f"{_at(product)}/send"))
    return Screen("\n".join(lines), title=title, buttons=buttons, back=back)


def _at(product: Product) -> str:
    return f"referral/{product.id}"


def _paper_line(turn: Turn, code: str, since: str | None) -> str:
    name = turn.say(f"enclosed-{code}")
    if since is None:
        return turn.say("enclosed-missing", name=name)
    return turn.say("enclosed-there", name=name, day=turn.day(date.fromisoformat(since)))


async def _sent(turn: Turn, product: Product, row: Referral) -> tuple[list[str], list[Button]]:
    """What went, and what can be recorded."""
    sent = row.sent_at or turn.now
    this = await verbs.round_on(turn.db, product, sent)
    lines = [turn.say("referral-sent", day=turn.day(clock.today(sent)), done=turn.day(this.done_by))]
    lines += [_paper_line(turn, code, since) for code, since in row.papers.items()]
    if row.outcome is None:
        lines.append(turn.say("referral-waiting"))
        return lines, [
            turn.button("referral-five", f"decision/{product.id}"),
            turn.button("referral-lower", back_form.address(product.id)),
        ]
    lines.append(turn.say("referral-back", points=verbs.shown(turn.language, row.points or "0")))
    return lines, [
        turn.button("referral-recognise", f"decision/{product.id}"),
        turn.button("referral-again", f"{_at(product)}/again"),
    ]


@screens.at("referral/{product_id}/send")
async def send(turn: Turn, product_id: int) -> To:
    await verbs.send(turn.db, turn.actor, product_id, turn.now)
    return To(f"referral/{product_id}", turn.say("referral-done"))


@screens.at("referral/{product_id}/again")
async def again(turn: Turn, product_id: int) -> To:
    """The province's council scores it again."""
    product = await verbs.rate_again(turn.db, turn.actor, product_id, turn.now)
    return To(f"council/{product.id}", turn.say("referral-again-done"))


@screens.at("referral/{product_id}/{paper}")
async def tick(turn: Turn, product_id: int, paper: str) -> To:
    await verbs.tick(turn.db, turn.actor, product_id, paper, turn.now)
    return To(f"referral/{product_id}")


async def _allowed(turn: Turn, subject: str) -> None:
    await verbs.the_referral(turn.db, turn.actor, int(subject) if subject.isdecimal() else 0)


async def _back(turn: Turn, subject: str, answers: Answers) -> To:
    product = await verbs.came_back(turn.db, turn.actor, int(subject), answers["points"], turn.now)
    still = await verbs.referable(turn.db, product) is not None
    return To(f"referral/{product.id}" if still else f"view/{product.id}", turn.say("referral-back-done"))


back_form = screens.form(
    Form(
        "referral-back",
        Ask("points", check=verbs.points_below, show=lambda turn, value: verbs.shown(turn.language, str(value))),
        then=_back,
        allow=_allowed,
        cancel=lambda subject: f"referral/{subject}",
    )
)
