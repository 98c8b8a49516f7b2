"""The commune's four findings: read what the producer says, accept it as a draft, add to it, or write one's own."""

from chat import understanding
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from locales.texts import InvalidInput
from services import findings as verbs
from services import permits, reviews
from storage.tables import Product

screens = Screens()


@screens.at("findings/{product_id}")
async def overview(turn: Turn, product_id: int) -> Screen:
    """The four topics, and Mẫu 03 when all are written."""
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    written = await verbs.of_product(turn.db, product)
    here = f"findings/{product.id}"
    buttons = [
        Button(f"{'✅' if topic in written else '▫'} {turn.say(f'finding-{topic}')}"[:60], f"{here}/{topic}")
        for topic in verbs.TOPICS
    ]
    if len(written) == len(verbs.TOPICS):
        buttons.append(turn.button("findings-report", f"{here}/report"))
    text = turn.say("findings-text", done=len(written), count=len(verbs.TOPICS))
    title = turn.say("findings-title", name=product.name)
    return Screen(text, title=title, buttons=buttons, back=f"review/{product.id}")


@screens.at("findings/{product_id}/report")
async def report(turn: Turn, product_id: int) -> To:
    """Mẫu 03 is made by a job, and comes by itself."""
    await reviews.draw_report(turn.db, turn.actor, product_id, turn.now, address_id=turn.address.id)
    return To(f"review/{product_id}", turn.say("findings-report-coming"))


@screens.at("findings/{product_id}/{topic}")
async def one(turn: Turn, product_id: int, topic: str) -> Screen:
    """What the commune wrote, or else the draft made of the producer's words."""
    product, text = await _so_far(turn, product_id, topic)
    written = topic in await verbs.of_product(turn.db, product)
    here = f"findings/{product.id}/{topic}"
    buttons = [] if written else [turn.button("finding-accept", f"{here}/accept")]
    buttons += [turn.button("finding-add", f"{here}/add"), turn.button("finding-says", f"{here}/says")]
    head = turn.say("finding-written" if written else "finding-draft")
    return Screen(
        "\n\n".join([head, text, turn.say("finding-type")]),
        title=turn.say(f"finding-{topic}"),
        buttons=buttons,
        back=f"findings/{product.id}",
    )


async def _so_far(turn: Turn, product_id: int, topic: str) -> tuple[Product, str]:
    if topic not in verbs.TOPICS:
        raise NotFound(topic)
    product, _dossier = await permits.office_dossier(turn.db, turn.actor, product_id)
    written = (await verbs.of_product(turn.db, product)).get(topic)
    return product, written.words if written else await verbs.draft(turn.db, product, topic)


@screens.at("findings/{product_id}/{topic}/says")
async def says(turn: Turn, product_id: int, topic: str) -> Screen:
    """The producer's own words on a topic, in full."""
    product, _text = await _so_far(turn, product_id, topic)
    words = await verbs.words_of(turn.db, product, topic) or turn.say("finding-says-nothing")
    return Screen(words, title=turn.say(f"finding-{topic}"), back=f"findings/{product.id}/{topic}")


@screens.at("findings/{product_id}/{topic}/accept")
async def accept(turn: Turn, product_id: int, topic: str) -> To:
    """The draft as it stands."""
    product, text = await _so_far(turn, product_id, topic)
    return await _write(turn, product.id, topic, text)


@screens.at("findings/{product_id}/{topic}/add")
async def ask_more(turn: Turn, product_id: int, topic: str) -> Screen:
    """What is typed here is added to what stands there."""
    product, _text = await _so_far(turn, product_id, topic)
    title = turn.say(f"finding-{topic}")
    return Screen(turn.say("finding-add-ask"), title=title, back=f"findings/{product.id}/{topic}")


@screens.text("findings/{product_id}/{topic}/add")
async def add(turn: Turn, text: str, product_id: int, topic: str) -> To | None:
    if understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    product, before = await _so_far(turn, product_id, topic)
    return await _write(turn, product.id, topic, f"{before}\n{text}")


@screens.text("findings/{product_id}/{topic}")
async def write(turn: Turn, text: str, product_id: int, topic: str) -> To | None:
    """One's own words, instead of the draft or of what was written before."""
    if topic not in verbs.TOPICS or understanding.intent(text, turn.language)[1] >= understanding.SURE:
        return None
    return await _write(turn, product_id, topic, text)


async def _write(turn: Turn, product_id: int, topic: str, words: str) -> To:
    try:
        await verbs.write(turn.db, turn.actor, product_id, topic, words, turn.now)
    except InvalidInput as wrong:
        return To(f"findings/{product_id}/{topic}", turn.say(f"finding-{wrong.key}", **wrong.details))
    return To(f"findings/{product_id}", turn.say("finding-kept", topic=turn.say(f"finding-{topic}")))
