"""One criterion: the answer, how the producer describes it, the papers that prove it (viện dẫn)."""

from chat import understanding
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.assessment.overview import begun
from handlers.assessment.words import home_of, name_of, option_text, to_officer
from locales.texts import InvalidInput
from ocop.criteria import Criterion
from services import assessments as verbs
from services.assessments import Assessment

screens = Screens()


@screens.at("product/{product_id}/assess/at/{code}")
async def at(turn: Turn, product_id: int, code: str) -> Screen:
    """The criterion with all its options, the answer, the description and its proof."""
    found = await begun(turn, product_id)
    criterion = found.criterion(code)
    here = f"{home_of(product_id)}/at/{code}"
    buttons: list[Button] = []
    if found.open:
        answered = code in found.seen
        key = "assess-change" if answered else "assess-answer"
        buttons.append(turn.button(key, f"{home_of(product_id)}/ask/one/{code}"))
        buttons.append(turn.button("assess-describe", f"{here}/words"))
        buttons.append(turn.button("assess-papers", f"{here}/papers"))
        buttons += [
            turn.button("paper-missing", f"product/{product_id}/paper/{paper}", paper=turn.say(f"paper-{paper}"))
            for paper in found.proof(code)
            if paper not in found.papers_in
        ]
    return Screen(
        "\n".join(_lines(turn, found, criterion)),
        title=name_of(criterion),
        buttons=[*buttons, to_officer(turn, product_id, code)],
        back=f"{home_of(product_id)}/part/{code[0]}",
    )


def _lines(turn: Turn, found: Assessment, criterion: Criterion) -> list[str]:
    code = criterion.code
    chosen = found.answers.get(code)
    lines = [criterion.ask, ""]
    lines += [f"{'●' if one.number == chosen else '○'} {option_text(turn, one)}" for one in criterion.options]
    if criterion.by == "council":
        lines += ["", turn.say("assess-council-note")]
    elif code in found.seen and chosen is None:
        lines += ["", turn.say("assess-still-unknown")]
    elif chosen is not None and code not in found.seen:
        lines += ["", turn.say("assess-from-registration")]
    given = found.given.get(code)
    if given is not None and given.words:
        lines += ["", turn.say("assess-words", words=given.words)]
    for paper in found.proof(code):
        key = "assess-proof" if paper in found.papers_in else "assess-proof-missing"
        lines.append(turn.say(key, paper=turn.say(f"paper-{paper}")))
    return lines


@screens.at("product/{product_id}/assess/at/{code}/words")
async def words(turn: Turn, product_id: int, code: str) -> Screen:
    found = await begun(turn, product_id)
    criterion = found.criterion(code)
    here = f"{home_of(product_id)}/at/{code}"
    given = found.given.get(code)
    lines = [turn.say("assess-words-ask", ask=criterion.ask)]
    buttons = []
    if given is not None and given.words:
        lines.append(turn.say("form-now", answer=given.words))
        buttons.append(turn.button("assess-words-none", f"{here}/words/none"))
    return Screen(
        "\n\n".join(lines),
        title=name_of(criterion),
        buttons=[*buttons, to_officer(turn, product_id, code)],
        back=here,
    )


@screens.text("product/{product_id}/assess/at/{code}/words")
async def words_typed(turn: Turn, text: str, product_id: int, code: str) -> Screen | To | None:
    """What is typed here is the description, but for what is clearly asked or wished for."""
    if understanding.intent(text, turn.language, within_form=True)[0]:
        return None
    here = f"{home_of(product_id)}/at/{code}"
    if understanding.means(text, turn.language, "person"):
        return To(f"{home_of(product_id)}/officer/{code}")
    if understanding.is_skip(text, turn.language):
        return To(here)
    try:
        await verbs.describe(turn.db, turn.actor, product_id, code, text, turn.now)
    except InvalidInput as wrong:
        return To(f"{here}/words", turn.say(wrong.key, **wrong.details))
    return To(here, turn.say("assess-described"))


@screens.at("product/{product_id}/assess/at/{code}/words/none")
async def no_words(turn: Turn, product_id: int, code: str) -> To:
    await verbs.describe(turn.db, turn.actor, product_id, code, "", turn.now)
    return To(f"{home_of(product_id)}/at/{code}", turn.say("assess-words-gone"))


# -- which papers prove it


@screens.at("product/{product_id}/assess/at/{code}/papers")
async def papers(turn: Turn, product_id: int, code: str) -> Screen:
    """Any paper that is in can be cited here, and be cited here no longer."""
    found = await begun(turn, product_id)
    criterion = found.criterion(code)
    cited = found.cited.get(code, [])
    have = verbs.citable(found)
    buttons = [
        turn.button("assess-uncite", f"product/{product_id}/uncite/{code}/{paper}", paper=turn.say(f"paper-{paper}"))
        for paper in cited
    ]
    buttons += [
        turn.button("assess-cite", f"product/{product_id}/cite/{code}/{paper}", paper=turn.say(f"paper-{paper}"))
        for paper in have
        if paper not in cited
    ]
    return Screen(
        turn.say("assess-papers-text" if have else "assess-papers-none"),
        title=name_of(criterion),
        buttons=[*buttons, turn.button("send-title", f"product/{product_id}/papers")],
        back=f"{home_of(product_id)}/at/{code}",
    )


@screens.at("product/{product_id}/cite/{code}/{paper}")
async def cite(turn: Turn, product_id: int, code: str, paper: str) -> To:
    await verbs.cite(turn.db, turn.actor, product_id, code, paper, turn.now)
    name = turn.say(f"paper-{paper}")
    return To(f"{home_of(product_id)}/at/{code}", turn.say("assess-cited", paper=name))


@screens.at("product/{product_id}/uncite/{code}/{paper}")
async def uncite(turn: Turn, product_id: int, code: str, paper: str) -> To:
    await verbs.uncite(turn.db, turn.actor, product_id, code, paper, turn.now)
    return To(f"{home_of(product_id)}/at/{code}", turn.say("assess-uncited"))
