"""Papers and photos: what each is, its state, its versions."""

from collections.abc import Sequence

from chat import pager
from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Button, Screen
from chat.turn import Turn
from handlers.products import PAGE, own
from ocop import workflow
from ocop.rules import Paper
from services import deadlines, permits
from services import papers as verbs
from storage import dossiers, inbox, products
from storage.inbox import Destination
from storage.tables import Document, File, Product

screens = Screens()
SIGNS = {"draft": "📄", "submitted": "⏳", "accepted": "✅", "returned": "❗"}


def paper_of(product: Product, code: str) -> Paper:
    for paper in dossiers.all_papers(product):
        if paper.code == code:
            return paper
    raise NotFound(code)


@screens.at("product/{product_id}/papers")
async def papers(turn: Turn, product_id: int) -> Screen:
    return await papers_from(turn, product_id, 0)


@screens.at("product/{product_id}/papers/{offset}")
async def papers_from(turn: Turn, product_id: int, offset: int) -> Screen:
    """All papers of the product with their state: what must be, then what makes points."""
    product = await own(turn, product_id)
    have = await dossiers.newest(turn.db, product.id)
    every = sorted(
        dossiers.all_papers(product),
        key=lambda paper: (workflow.is_ahead(paper.step, product.step), paper.need != "must"),
    )
    buttons = pager.buttons(
        turn,
        every[offset:],
        lambda paper: Button(
            f"{_sign(have.get(paper.code), paper)} {turn.say(f'paper-{paper.code}')}"[:60],
            address_of(product.id, paper.code),
        ),
        lambda after: f"product/{product.id}/papers/{after}",
        offset=offset,
    )
    return Screen(
        turn.say("papers-text"),
        title=turn.say("papers-title", name=product.name),
        buttons=buttons,
        back=f"product/{product.id}",
    )


def _sign(document: Document | None, paper: Paper) -> str:
    return SIGNS[document.state] if document else "⬜" if paper.need == "must" else "➕"


def address_of(product_id: int, code: str) -> str:
    return f"product/{product_id}/paper/{code}"


@screens.at("product/{product_id}/paper/{code}")
async def paper(turn: Turn, product_id: int, code: str) -> Screen:
    """One paper. Files sent while standing here are this paper."""
    product = await own(turn, product_id)
    wanted = paper_of(product, code)
    document = (await dossiers.newest(turn.db, product.id)).get(code)
    files = await inbox.files_of_document(turn.db, document.id) if document else []
    lines = [turn.say(f"paper-{code}-help"), ""]
    if document is not None and (document.expires_on or document.lasts):
        lines.append(_until(turn, document))
    lines.append(_state(turn, document))
    if document is not None and document.reason and document.state == "returned":
        lines.append(turn.say("paper-reason", reason=document.reason))
    if files:
        lines.append(turn.say("paper-files", count=len(files)))
    if document is not None:
        lines += await _about(turn, product, wanted, document)
    lines += ["", turn.say("paper-send-photos" if wanted.holds == "photos" else "paper-send")]
    return Screen(
        "\n".join(lines),
        title=turn.say(f"paper-{code}"),
        buttons=await _buttons(turn, product, wanted, document, files),
        back=f"product/{product.id}",
    )


async def _about(turn: Turn, product: Product, wanted: Paper, document: Document) -> list[str]:
    """What its producer should know of this version: when it ends, whom it serves, what becomes of it."""
    lines = []
    if document.expires_on is not None:
        lines.append(lapse_line(turn, document, await deadlines.of_product(turn.db, product, turn.today)))
    elif wanted.expires and not document.lasts:
        lines.append(turn.say("evidence-no-dates"))
    if document.producer_id is not None:
        lines.append(turn.say("evidence-serves", count=len(await dossiers.serves(turn.db, document))))
    if document.words:
        lines.append(turn.say("evidence-words", words=document.words))
    earlier = await verbs.earlier_of(turn.db, document)
    if earlier is not None:
        key = "evidence-unsettled" if document.unsettled else "evidence-before"
        lines.append(turn.say(key, count=earlier[1]))
    if document.state == "draft" and workflow.is_rated(product.state):
        lines.append(turn.say("evidence-rated"))
    return [line for line in lines if line]


async def _buttons(
    turn: Turn, product: Product, wanted: Paper, document: Document | None, files: Sequence[File]
) -> list[Button]:
    here = address_of(product.id, wanted.code)
    buttons: list[Button] = []
    if document is not None and await verbs.earlier_of(turn.db, document) is not None:
        buttons += [turn.button("evidence-add", f"{here}/add"), turn.button("evidence-replace", f"{here}/replace")]
    if wanted.form is not None:
        buttons.append(turn.button("paper-fill", f"form/{wanted.form}/{product.id}"))
    if wanted.expires and document is not None:
        buttons.append(turn.button("paper-until-button", f"{here}/until"))
        if document.issued_on is None:
            buttons.append(turn.button("evidence-issued", f"{here}/issued"))
    if document is not None and document.state == "returned":
        buttons.append(turn.button("evidence-once-more", f"{here}/once-more"))
    buttons.append(turn.button("paper-upload", f"{here}/upload"))
    buttons += [Button(f"👁 {file.name}"[:50], f"file/{file.id}") for file in files[:4]]
    if document is not None and document.state == "draft":
        if workflow.is_rated(product.state) and not document.unsettled:
            buttons.append(turn.button("evidence-show", f"{here}/show"))
        buttons.append(turn.button("evidence-withdraw", f"{here}/withdraw"))
    if document is not None and document.version > 1:
        buttons.append(turn.button("paper-versions", f"{here}/versions"))
    return buttons


def _until(turn: Turn, document: Document) -> str:
    """From when until when it is good."""
    until = turn.say("evidence-lasting")
    if document.expires_on is not None:
        until = turn.say("paper-until", day=turn.day(document.expires_on))
    if document.issued_on is None:
        return until
    return f"{turn.say('evidence-issued-on', day=turn.day(document.issued_on))} {until}"


def lapse_line(turn: Turn, document: Document, days: deadlines.Deadlines) -> str:
    """What it means that the paper ends then; empty when it lasts long enough."""
    lapse = deadlines.lapse(document, days, turn.today)
    if lapse is None or document.expires_on is None:
        return ""
    needed = days.needed_until if lapse == deadlines.Lapse.BEFORE_ROUND else days.term_ends
    return turn.say(
        f"evidence-{lapse}", day=turn.day(document.expires_on), needed=turn.day(needed or document.expires_on)
    )


@screens.files("product/{product_id}/paper/{code}", "product/{product_id}/paper/{code}/{part}")
async def for_paper(turn: Turn, product_id: int, code: str, part: str = "") -> Destination | None:
    """Files that come here are this paper."""
    product = await products.product(turn.db, product_id)
    if product is None or not await permits.speaks(turn.db, turn.actor, product):
        return None
    if all(paper.code != code for paper in dossiers.all_papers(product)):
        return None
    return Destination(product_id=product.id, paper=code)


def _state(turn: Turn, document: Document | None) -> str:
    return turn.say(f"paper-state-{document.state}" if document else "paper-state-none")


@screens.at("product/{product_id}/paper/{code}/versions")
async def versions(turn: Turn, product_id: int, code: str) -> Screen:
    """Earlier versions stay, with what was said about them."""
    product = await own(turn, product_id)
    paper_of(product, code)
    lines: list[str] = []
    buttons: list[Button] = []
    for document in await dossiers.versions(turn.db, product.id, code):
        lines.append(
            turn.say(
                "version-line",
                number=document.version,
                day=turn.moment(document.created_at),
                state=_state(turn, document),
            )
        )
        if document.reason:
            lines.append(turn.say("paper-reason", reason=document.reason))
        files = await inbox.files_of_document(turn.db, document.id)
        buttons += [Button(f"{document.version}: {file.name}"[:50], f"file/{file.id}") for file in files[:2]]
    return Screen(
        "\n".join(lines), title=turn.say(f"paper-{code}"), buttons=buttons[:PAGE], back=address_of(product.id, code)
    )
