"""The overview: points by part, stars by points and by conditions, what is missing, what to do next, the target."""

from collections.abc import Sequence

from chat import pager
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.assessment.words import home_of, name_of, points, stars, to_officer
from locales import texts
from ocop import assessing
from ocop.criteria import Criterion, sheet
from ocop.forecast import Missing
from services import assessments as verbs
from services import papers
from services.assessments import Assessment
from storage import products

screens = Screens()


async def begun(turn: Turn, product_id: int) -> Assessment:
    """The assessment; its product becomes the one they are working on."""
    found = await verbs.of_product(turn.db, turn.actor, product_id, turn.now)
    turn.place.product_id = product_id
    return found


@screens.at("assess")
async def which(turn: Turn) -> Screen | To:
    """Asked for in words: of which product?"""
    mine = [one for one in await products.products_of(turn.db, turn.person) if verbs.assessed(one)]
    if not mine:
        return To("products", turn.say("assess-no-product"))
    if len(mine) == 1:
        return To(home_of(mine[0].id))
    buttons = [Button(f"📦 {product.name}"[:60], home_of(product.id)) for product in mine[: pager.SIZE]]
    return Screen(turn.say("assess-which"), buttons=buttons, back="home")


@screens.at("product/{product_id}/assess")
async def overview(turn: Turn, product_id: int) -> Screen:
    found = await begun(turn, product_id)
    here = home_of(product_id)
    asked = found.asked
    buttons = []
    if found.open and asked:
        key = "assess-go-on" if found.seen else "assess-begin"
        buttons.append(turn.button(key, f"{here}/go", count=len(asked)))
    buttons += [
        turn.button("assess-part", f"{here}/part/{part.letter}", letter=part.letter, title=part.title)
        for part in found.cs.parts
    ]
    buttons.append(turn.button("assess-todo", f"{here}/todo"))
    number = found.dossier.target or verbs.TARGETS[0]
    buttons.append(turn.button("assess-for", f"{here}/stars/{number}", stars=number))
    if found.open:
        buttons.append(turn.button("assess-target", f"{here}/target"))
    form = found.papers.get("form-02")
    if form is not None and form.answers is not None and found.open:
        buttons.append(turn.button("assess-word", f"{here}/word"))
    buttons.append(to_officer(turn, product_id))
    return Screen(
        "\n".join(_standing(turn, found)),
        title=turn.say("assess-title", name=found.product.name),
        buttons=buttons,
        back=f"product/{product_id}",
    )


def _standing(turn: Turn, found: Assessment) -> list[str]:
    own = assessing.by_weight(found.cs)
    done = sum(criterion.code in found.seen for criterion in own)
    if not found.open:
        lines = [turn.say("assess-reading")]
    else:
        lines = [turn.say("assess-intro")] if not found.seen else [turn.say("assess-done", done=done, count=len(own))]
    now = found.forecast
    lines += ["", turn.say("assess-sum", points=points(turn, now.low, now.high))]
    for part in found.cs.parts:
        low, high, most = now.parts[part.letter]
        earned = str(low) if low == high else f"{low}–{high}"
        lines.append(turn.say("assess-part-line", letter=part.letter, title=part.title, points=earned, most=most))
    lines.append(turn.say("assess-by-points", stars=stars(turn, now.stars_low, now.stars_high)))
    by_conditions = "assess-by-conditions" if now.by_conditions > 2 else "assess-by-conditions-none"
    lines.append(turn.say(by_conditions, stars=now.by_conditions))
    target = found.dossier.target
    if target:
        lines.append(turn.say("assess-target-line", stars=target, count=len(_own(found, now.missing[target]))))
    stopped = sheet(found.cs, found.answers).stopped_by
    if stopped is not None:
        lines.append(turn.say("assess-stopped", criterion=name_of(found.cs.criterion(stopped))))
    return [*lines, "", turn.say("assess-no-promise")]


def _own(found: Assessment, missing: Sequence[Missing]) -> list[Missing]:
    """What the producer can do something about."""
    return [one for one in missing if found.cs.criterion(one.criterion).by == "producer"]


# -- any part first


@screens.at("product/{product_id}/assess/part/{letter}")
async def part(turn: Turn, product_id: int, letter: str) -> Screen | To:
    return await part_from(turn, product_id, letter, 0)


@screens.at("product/{product_id}/assess/part/{letter}/{offset}")
async def part_from(turn: Turn, product_id: int, letter: str, offset: int) -> Screen | To:
    """The criteria of one part: what the producer answers, then what the council decides."""
    found = await begun(turn, product_id)
    here = home_of(product_id)
    parts = [part for part in found.cs.parts if part.letter == letter]
    if not parts:
        return To(here)
    low, high, most = found.forecast.parts[letter]
    rows = sorted(parts[0].criteria, key=lambda criterion: criterion.by != "producer")
    buttons = pager.buttons(
        turn,
        rows[offset:],
        lambda criterion: Button(
            f"{_sign(found, criterion)} {name_of(criterion)}"[:60], _address(found, criterion, here)
        ),
        lambda after: f"{here}/part/{letter}/{after}",
        offset=offset,
    )
    text = turn.say("assess-part-text", points=points(turn, low, high), most=most)
    title = turn.say("assess-part-title", letter=letter, title=parts[0].title)
    return Screen(text, title=title, buttons=[*buttons, to_officer(turn, product_id)], back=here)


def _sign(found: Assessment, criterion: Criterion) -> str:
    if criterion.code in found.given and found.given[criterion.code].option is not None:
        return "✅"
    if criterion.code in found.seen:
        return "🤷"
    if criterion.by == "council":
        return "⚖"
    return "☑" if criterion.code in found.answers else "⬜"


def _address(found: Assessment, criterion: Criterion, here: str) -> str:
    first = found.open and criterion.by == "producer" and criterion.code not in found.seen
    return f"{here}/ask/part/{criterion.code}" if first else f"{here}/at/{criterion.code}"


# -- what to do next


@screens.at("product/{product_id}/assess/todo")
async def todo(turn: Turn, product_id: int) -> Screen:
    """The three papers that bring most: what for, where they are got, how long that takes, what it costs."""
    found = await begun(turn, product_id)
    advice = assessing.next_papers(found.cs, found.forecast, found.dossier.target)
    blocks = [turn.say("assess-todo-text" if advice else "assess-todo-none")]
    for number, one in enumerate(advice, start=1):
        lines = [turn.say("assess-todo-paper", number=number, paper=turn.say(f"paper-{one.paper}"))]
        if one.conditions:
            codes = ", ".join(code[1:] for code in one.conditions)
            lines.append(turn.say("assess-todo-condition", stars=found.dossier.target, criteria=codes))
        if one.points:
            codes = ", ".join(code[1:] for code in one.criteria)
            lines.append(turn.say("assess-todo-points", points=one.points, criteria=codes))
        lines.append(turn.say(_where(one.paper)))
        blocks.append("\n".join(lines))
    if advice:
        blocks.append(turn.say("assess-todo-cost"))
    buttons = [
        turn.button("paper-missing", f"product/{product_id}/paper/{one.paper}", paper=turn.say(f"paper-{one.paper}"))
        for one in advice
    ]
    return Screen(
        "\n\n".join(blocks),
        title=turn.say("assess-todo-title"),
        buttons=[*buttons, to_officer(turn, product_id)],
        back=home_of(product_id),
    )


def _where(paper: str) -> str:
    """Where a paper is got, where a source says so."""
    return f"where-{paper}" if texts.has("vi", f"where-{paper}") else "where-unknown"


@screens.at("product/{product_id}/assess/stars/{number}")
async def missing_for(turn: Turn, product_id: int, number: int) -> Screen | To:
    return await missing_from(turn, product_id, number, 0)


@screens.at("product/{product_id}/assess/stars/{number}/{offset}")
async def missing_from(turn: Turn, product_id: int, number: int, offset: int) -> Screen | To:
    """What is missing for so many stars: conditions with their papers, and points."""
    found = await begun(turn, product_id)
    here = home_of(product_id)
    now = found.forecast
    if number not in now.missing:
        return To(here)
    own = _own(found, now.missing[number])
    judged = [one for one in now.missing[number] if one not in own]
    lines = [
        turn.say(
            "assess-missing-points",
            points=points(turn, now.low, now.high),
            least=verbs.least_points(found.product, number),
        )
    ]
    lines += ["", turn.say("assess-missing-own" if own else "assess-missing-own-none", count=len(own))]
    lines += [_wanted(turn, found, one) for one in own[offset : offset + pager.SIZE]]
    if judged and offset + pager.SIZE >= len(own):
        lines += ["", turn.say("assess-missing-council")]
        lines += [f"• {name_of(found.cs.criterion(one.criterion))}: “{one.option.text}”" for one in judged]
    buttons = pager.buttons(
        turn,
        own[offset:],
        lambda one: Button(name_of(found.cs.criterion(one.criterion))[:60], f"{here}/at/{one.criterion}"),
        lambda after: f"{here}/stars/{number}/{after}",
        offset=offset,
    )
    return Screen(
        "\n".join(lines),
        title=turn.say("assess-missing-title", stars=number),
        buttons=[*buttons, *_others(turn, here, number), to_officer(turn, product_id)],
        back=here,
    )


def _wanted(turn: Turn, found: Assessment, one: Missing) -> str:
    criterion = found.cs.criterion(one.criterion)
    papers = ", ".join(turn.say(f"paper-{paper}") for paper in one.papers)
    given = found.answers.get(one.criterion)
    claimed = given is not None and criterion.option(given).points >= one.option.points
    key = "assess-wanted-paper" if claimed else "assess-wanted-both" if papers else "assess-wanted"
    return turn.say(key, criterion=name_of(criterion), option=one.option.text, papers=papers)


def _others(turn: Turn, here: str, number: int) -> list[Button]:
    others = [stars for stars in verbs.TARGETS if stars != number]
    return [turn.button("assess-for", f"{here}/stars/{other}", stars=other) for other in others]


# -- the target


@screens.at("product/{product_id}/assess/target")
async def target(turn: Turn, product_id: int) -> Screen:
    found = await begun(turn, product_id)
    here = home_of(product_id)
    now = found.forecast
    lines = [turn.say("assess-target-text")]
    lines += [
        turn.say("assess-target-needs", stars=number, count=len(_own(found, now.missing[number])))
        for number in verbs.TARGETS
    ]
    buttons = [turn.button("assess-target-choose", f"{here}/target/{number}", stars=number) for number in verbs.TARGETS]
    return Screen(
        "\n".join(lines),
        title=turn.say("assess-target-title"),
        buttons=[*buttons, to_officer(turn, product_id)],
        back=here,
    )


@screens.at("product/{product_id}/assess/target/{number}")
async def aim(turn: Turn, product_id: int, number: int) -> To:
    await verbs.aim(turn.db, turn.actor, product_id, number, turn.now)
    return To(f"{home_of(product_id)}/stars/{number}", turn.say("assess-aimed", stars=number))


# -- a person, and the report in Word


@screens.at("product/{product_id}/assess/officer")
async def officer(turn: Turn, product_id: int) -> Screen:
    return await officer_about(turn, product_id, "")


@screens.at("product/{product_id}/assess/officer/{code}")
async def officer_about(turn: Turn, product_id: int, code: str) -> Screen:
    """Officers are told that this producer wants help, and with what."""
    names = await verbs.ask_officer(turn.db, turn.actor, product_id, code, turn.now)
    here = home_of(product_id)
    key = "assess-officer-asked" if names else "assess-officer-none"
    return Screen(turn.say(key, names=", ".join(names[:3])), back=f"{here}/ask/go/{code}" if code else here)


@screens.at("product/{product_id}/assess/word")
async def word(turn: Turn, product_id: int) -> To:
    """Have the report made anew with the answers of today."""
    await papers.copy_again(turn.db, turn.actor, product_id, "form-02", turn.now, address_id=turn.address.id)
    return To(home_of(product_id), turn.say("assess-word-coming"))
