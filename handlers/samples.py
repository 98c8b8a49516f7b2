"""Samples: counted in with how they are kept, and given back."""

from chat import understanding
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Screen, To
from chat.turn import Turn
from locales import texts
from locales.texts import InvalidInput
from ocop import numbers
from services import permits
from services import samples as verbs

screens = Screens()
KEPT = ("shelf", "fridge", "freezer", "taken")  # ready-made words for how they are kept: samples-kept-…
BACK = ("done", "spoilt", "asked")  # … and why they are given back: samples-back-…


@screens.at("samples/{product_id}")
async def overview(turn: Turn, product_id: int) -> Screen:
    """How many lie here, what came and went, and taking in more."""
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    rows = await verbs.counted(turn.db, product)
    needed, held = verbs.needed(product), sum(row.count for row in rows)
    if not needed:
        raise NotFound(product_id)
    lines = [turn.say("samples-held", held=held, needed=needed)]
    lines += [
        turn.say(
            "samples-row-in" if row.count > 0 else "samples-row-back",
            count=abs(row.count),
            words=row.words,
            moment=turn.moment(row.at),
        )
        for row in rows[-8:]
    ]
    here = f"samples/{product.id}"
    more = range(1, max(needed - held, 1) + 1)
    buttons = [turn.button("samples-take", f"{here}/take/{count}/{len(rows)}", count=count) for count in reversed(more)]
    if held:
        buttons.append(turn.button("samples-give-back", f"{here}/back/{held}/{len(rows)}", count=held))
        buttons.append(turn.button("samples-give-some-back", f"{here}/back"))
    title = turn.say("samples-title", name=product.name)
    return Screen("\n".join(lines), title=title, buttons=buttons, back=f"review/{product.id}")


@screens.at("samples/{product_id}/back")
async def how_many_back(turn: Turn, product_id: int) -> Screen:
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    rows = await verbs.counted(turn.db, product)
    held = sum(row.count for row in rows)
    here = f"samples/{product.id}"
    buttons = [
        turn.button("samples-give-back", f"{here}/back/{count}/{len(rows)}", count=count)
        for count in range(1, min(held, 8) + 1)
    ]
    return Screen(turn.say("samples-how-many-back"), buttons=buttons, back=here)


@screens.at("samples/{product_id}/{way}/{count}/{seen}")
async def ask_words(turn: Turn, product_id: int, way: str, count: int, seen: int) -> Screen:
    """How are they kept; or why are they given back?"""
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    here = f"samples/{product.id}"
    buttons = [turn.button(f"{_key(way)}-{word}", f"{here}/{way}/{count}/{seen}/{word}") for word in _ready(way)]
    text = turn.say(f"{_key(way)}-ask", count=count)
    return Screen(text, title=turn.say("samples-title", name=product.name), buttons=buttons, back=here)


@screens.at("samples/{product_id}/{way}/{count}/{seen}/{word}")
async def with_ready_words(turn: Turn, product_id: int, way: str, count: int, seen: int, word: str) -> To:
    if word not in _ready(way):
        raise NotFound(word)
    # Kept in Vietnamese: the producer reads this very sentence.
    return await _count(turn, product_id, way, count, seen, texts.say("vi", f"{_key(way)}-{word}"))


@screens.text("samples/{product_id}/{way}/{count}/{seen}")
async def with_own_words(turn: Turn, text: str, product_id: int, way: str, count: int, seen: int) -> To | None:
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    try:
        words = numbers.paragraph(text, shortest=3, longest=300)
    except InvalidInput as wrong:
        return To(f"samples/{product_id}/{way}/{count}/{seen}", turn.say(wrong.key, **wrong.details))
    return await _count(turn, product_id, way, count, seen, words)


async def _count(turn: Turn, product_id: int, way: str, count: int, seen: int, words: str) -> To:
    change = count if way == "take" else -count
    held = await verbs.count_in(turn.db, turn.actor, product_id, change, words, seen, turn.now)
    return To(f"review/{product_id}", turn.say("samples-counted", held=held, needed=verbs.NEEDED))


def _ready(way: str) -> tuple[str, ...]:
    if way not in ("take", "back"):
        raise NotFound(way)
    return KEPT if way == "take" else BACK


def _key(way: str) -> str:
    return "samples-kept" if way == "take" else "samples-back"
