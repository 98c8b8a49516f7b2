"""One question at a time: options as buttons, "not known yet", and what is typed instead of a tap."""

from collections.abc import Sequence

from chat import understanding
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.assessment.overview import begun
from handlers.assessment.words import home_of, in_short, name_of, to_officer
from ocop import assessing
from ocop.criteria import Criterion, Option
from services import assessments as verbs
from services.assessments import Assessment

screens = Screens()
WAYS = ("go", "part", "one")  # what matters most first; through a part; one alone
SENTENCE = 4  # words from which typed text is kept as a description


@screens.at("product/{product_id}/assess/go")
async def go(turn: Turn, product_id: int) -> To:
    """The next question that matters most."""
    return _next(turn, await begun(turn, product_id), "go", "")


def _next(turn: Turn, found: Assessment, way: str, code: str) -> To:
    """Where it goes on after the question `code` ("": none yet)."""
    here = home_of(found.product.id)
    if way == "one":
        return To(f"{here}/at/{code}")
    asked = [one.code for one in found.asked]
    if way == "part":
        following = assessing.following(found.cs, asked, code)
        return To(f"{here}/ask/part/{following}" if following else f"{here}/part/{code[0]}")
    if not asked:
        return To(here, turn.say("assess-all-done"))
    own = {criterion.code for criterion in assessing.by_weight(found.cs)}
    if code and len(found.seen & own) == assessing.FIRST:
        return To(here, turn.say("assess-first-forecast"))
    return To(f"{here}/ask/go/{asked[0]}")


@screens.at("product/{product_id}/assess/ask/{way}/{code}")
async def ask(turn: Turn, product_id: int, way: str, code: str) -> Screen | To:
    """The question; where the table lets choose between two cases and none was chosen before, the case first."""
    found = await begun(turn, product_id)
    criterion = found.criterion(code)
    if way not in WAYS or not found.open:
        return To(f"{home_of(product_id)}/at/{code}")
    cases = assessing.cases(criterion)
    case = assessing.case_of(found.cs, found.answers)
    if cases and not case:
        return _which_case(turn, found, criterion, way)
    return _question(turn, found, criterion, way, case)


@screens.at("product/{product_id}/assess/ask/{way}/{code}/case/{case}")
async def ask_in_case(turn: Turn, product_id: int, way: str, code: str, case: str) -> Screen | To:
    found = await begun(turn, product_id)
    criterion = found.criterion(code)
    if way not in WAYS or not found.open:
        return To(f"{home_of(product_id)}/at/{code}")
    if case not in assessing.cases(criterion):
        return _which_case(turn, found, criterion, way)
    return _question(turn, found, criterion, way, case)


def _which_case(turn: Turn, found: Assessment, criterion: Criterion, way: str) -> Screen:
    here = _address(found, criterion, way)
    return Screen(
        turn.say("assess-case"),
        title=name_of(criterion),
        buttons=[
            *(turn.button(f"assess-case-{case}", f"{here}/case/{case}") for case in assessing.cases(criterion)),
            to_officer(turn, found.product.id, criterion.code),
        ],
        back=_back(found, criterion, way),
    )


def _question(
    turn: Turn,
    found: Assessment,
    criterion: Criterion,
    way: str,
    case: str,
    *,
    note: str = "",
    meant: Sequence[Option] = (),
) -> Screen:
    """meant: the options that typed words may mean; only they are offered, and the way to all of them."""
    here = _address(found, criterion, way)
    lines = [note, ""] if note else []
    lines.append(criterion.ask or criterion.title)
    if criterion.help:
        lines += ["", criterion.help]
    if criterion.by == "council":
        lines += ["", turn.say("assess-council-note")]
    given = found.given.get(criterion.code)
    known = None if criterion.code in found.seen else found.answers.get(criterion.code)
    if known is not None:
        lines += ["", turn.say("assess-known", option=criterion.option(known).text)]
    elif given is not None and given.option is not None:
        lines += ["", turn.say("form-now", answer=criterion.option(given.option).text)]
    lines += ["", in_short(turn, found)]
    options = list(meant) or assessing.options_of(criterion, case)
    options.sort(key=lambda option: option.number != known)  # what is known only needs a yes
    buttons = [
        Button(f"✅ {one.text}" if one.number == known else one.text, f"{here}/option/{one.number}") for one in options
    ]
    if meant:
        buttons.append(turn.button("assess-other-option", here))
    elif case and assessing.cases(criterion):
        other = next(one for one in assessing.cases(criterion) if one != case)
        buttons.append(turn.button(f"assess-case-{other}", f"{here}/case/{other}"))
    buttons += [turn.button("assess-unknown", f"{here}/unknown"), to_officer(turn, found.product.id, criterion.code)]
    return Screen("\n".join(lines), title=name_of(criterion), buttons=buttons, back=_back(found, criterion, way))


def _address(found: Assessment, criterion: Criterion, way: str) -> str:
    return f"{home_of(found.product.id)}/ask/{way}/{criterion.code}"


def _back(found: Assessment, criterion: Criterion, way: str) -> str:
    here = home_of(found.product.id)
    return {"go": here, "part": f"{here}/part/{criterion.code[0]}"}.get(way, f"{here}/at/{criterion.code}")


# -- answering


@screens.at("product/{product_id}/assess/ask/{way}/{code}/option/{number}")
async def choose(turn: Turn, product_id: int, way: str, code: str, number: int) -> To:
    """Keep the answer and go on; tapped again it is the answer once more."""
    found = await verbs.answer(turn.db, turn.actor, product_id, code, number, turn.now)
    there = _next(turn, found, way if way in WAYS else "go", code)
    said = turn.say("assess-kept", option=found.criterion(code).option(number).text)
    return To(there.address, "\n".join(line for line in (said, there.note) if line))


@screens.at("product/{product_id}/assess/ask/{way}/{code}/unknown")
async def unknown(turn: Turn, product_id: int, way: str, code: str) -> To:
    """Not known yet: the question comes no more by itself, and counts as a range."""
    found = await verbs.answer(turn.db, turn.actor, product_id, code, None, turn.now)
    there = _next(turn, found, way if way in WAYS else "go", code)
    return To(there.address, "\n".join(line for line in (turn.say("assess-kept-unknown"), there.note) if line))


@screens.text(
    "product/{product_id}/assess/ask/{way}/{code}", "product/{product_id}/assess/ask/{way}/{code}/case/{case}"
)
async def typed(turn: Turn, text: str, product_id: int, way: str, code: str, case: str = "") -> Screen | To | None:
    """Typed instead of tapped: "not known", yes or no, a share, an option in other words; a longer sentence is kept as
    the description. A question or wish that means something else is not taken.
    """
    if understanding.intent(text, turn.language, within_form=True)[0]:
        return None
    found = await begun(turn, product_id)
    if not found.open or way not in WAYS:
        return None
    criterion = found.criterion(code)
    case = case or assessing.case_of(found.cs, found.answers)
    if assessing.cases(criterion) and not case:
        return _which_case(turn, found, criterion, way)
    options = assessing.options_of(criterion, case)
    if understanding.means(text, turn.language, "person"):
        return To(f"{home_of(product_id)}/officer/{code}")
    if understanding.means(text, turn.language, "unknown"):
        return To(f"{_address(found, criterion, way)}/unknown")
    said = _yes_or_no(turn, text, options)
    meant = [said] if said is not None else assessing.meant(options, text)
    if meant:
        return _question(turn, found, criterion, way, case, note=turn.say("assess-meant"), meant=meant)
    note = turn.say("form-tap-one")
    given = found.given.get(code)
    if len(text.split()) >= SENTENCE and not (given is not None and given.words):
        await verbs.describe(turn.db, turn.actor, product_id, code, text, turn.now)
        note = turn.say("assess-described-tap")
    return _question(turn, found, criterion, way, case, note=note)


def _yes_or_no(turn: Turn, text: str, options: Sequence[Option]) -> Option | None:
    """What a bare yes or no means: of two options the higher or the lower; a no otherwise the one without points."""
    by_points = sorted(options, key=lambda option: option.points)
    if understanding.is_skip(text, turn.language):
        return by_points[0] if by_points[0].points == 0 else None
    if understanding.means(text, turn.language, "yes") and len(options) == 2:
        return by_points[-1]
    return None
