"""What files that come in are for, one-time upload pages, and seeing a file."""

import re

from chat import pager
from chat.errors import NotAllowed, NotFound
from chat.router import Screens
from chat.screen import Button, Screen, To
from chat.turn import Turn
from handlers.papers import address_of, for_paper, paper_of
from handlers.products import PAGE, own
from ocop import workflow
from services import files as looks
from services import jobs, permits
from services import papers as verbs
from storage import dossiers, inbox, products, uploads
from storage.inbox import Destination
from storage.tables import Batch

screens = Screens()
_AT_PAPER = re.compile(r"product/(\d{1,18})/paper/([a-z-]{1,40})(?:/.*)?")


# -- files come in


@screens.files()
async def for_work_in_hand(turn: Turn) -> Destination:
    """Nobody knows what they are for: the receipt asks, of the product the person works on if there is one."""
    product_id = turn.place.product_id
    product = await products.product(turn.db, product_id) if product_id else None
    if product is None or not await permits.speaks(turn.db, turn.actor, product):
        return Destination()
    return Destination(product_id=product.id)


# -- which paper is it?


async def _batch(turn: Turn, batch_id: int) -> Batch:
    batch = await inbox.batch(turn.db, batch_id)
    if batch is None or batch.receipt_at is None:
        raise NotFound(batch_id)
    if batch.person_id != turn.person.id:
        raise NotAllowed(batch_id)
    return batch


@screens.at("batch/{batch_id}")
async def which_product(turn: Turn, batch_id: int) -> Screen | To:
    batch = await _batch(turn, batch_id)
    mine = await products.products_of(turn.db, turn.person, limit=PAGE)
    if not mine:
        return To("products/new", turn.say("batch-kept"))
    if len(mine) == 1 or batch.product_id:
        return To(f"batch/{batch.id}/product/{batch.product_id or mine[0].id}")
    buttons = [Button(product.name[:60], f"batch/{batch.id}/product/{product.id}") for product in mine]
    return Screen(turn.say("batch-which-product"), buttons=buttons, back="home")


@screens.at("batch/{batch_id}/product/{product_id}")
async def which_paper(turn: Turn, batch_id: int, product_id: int) -> Screen:
    return await page_of_choices(turn, batch_id, product_id, 0)


@screens.at("batch/{batch_id}/product/{product_id}/from/{offset}")
async def page_of_choices(turn: Turn, batch_id: int, product_id: int, offset: int) -> Screen:
    """The papers it may be: those still missing first."""
    batch = await _batch(turn, batch_id)
    product = await own(turn, product_id)
    have = await dossiers.newest(turn.db, product.id)
    every = sorted(
        dossiers.all_papers(product),
        key=lambda paper: (
            paper.code in have and have[paper.code].state != "returned",
            workflow.is_ahead(paper.step, product.step),
        ),
    )
    here = f"batch/{batch.id}/product/{product.id}"
    buttons = pager.buttons(
        turn,
        every[offset:],
        lambda paper: Button(turn.say(f"paper-{paper.code}")[:60], f"{here}/{paper.code}"),
        lambda after: f"{here}/from/{after}",
        offset=offset,
    )
    return Screen(turn.say("batch-which-paper", product=product.name), buttons=buttons, back=f"product/{product.id}")


@screens.at("batch/{batch_id}/product/{product_id}/{code}")
async def file_under(turn: Turn, batch_id: int, product_id: int, code: str) -> To:
    """File the batch under a paper, also when it was filed under another one by mistake and nothing is handed in
    yet.
    """
    batch = await _batch(turn, batch_id)
    product = await own(turn, product_id)
    paper_of(product, code)
    there = address_of(product.id, code)
    if batch.product_id == product.id and batch.paper == code and not await dossiers.unfiled_files(turn.db, batch):
        return To(there, turn.say("batch-filed-already"))
    if not await verbs.take_back(turn.db, batch):
        return To(there, turn.say("batch-handed-in"))
    count = await verbs.file_batch(turn.db, batch, product, code, turn.person.id, turn.now)
    return To(there, turn.say("batch-filed", count=count, paper=turn.say(f"paper-{code}")))


# -- one-time upload pages


@screens.at("product/{product_id}/paper/{code}/upload")
async def upload(turn: Turn, product_id: int, code: str) -> Screen:
    """A one-time page for this paper: for files that the messenger does not take, or that are large."""
    product = await own(turn, product_id, writing=True)
    paper_of(product, code)
    token = await uploads.open_link(
        turn.db,
        person_id=turn.person.id,
        address_id=turn.address.id,
        product_id=product.id,
        paper=code,
        now=turn.now,
    )
    title = turn.say(f"paper-{code}")
    return Screen(
        turn.say("upload-link-text", paper=title, hours=uploads.HOURS),
        title=title,
        buttons=[Button(turn.say("upload-link-open"), url=f"{turn.links.web}/u/{token}")],
        back=address_of(product.id, code),
    )


@screens.at("upload")
async def upload_here(turn: Turn) -> Screen | To:
    """The page for the paper the person stands at; else first which paper."""
    at = _AT_PAPER.fullmatch(turn.place.at)
    here = await for_paper(turn, int(at[1]), at[2]) if at else None
    if at and here is not None:
        return To(f"{address_of(int(at[1]), at[2])}/upload")
    product_id = (await for_work_in_hand(turn)).product_id
    return To(f"product/{product_id}/papers" if product_id else "send", turn.say("upload-link-which"))


# -- seeing a file


@screens.at("file/{file_id}")
async def show_file(turn: Turn, file_id: int) -> Screen:
    """One file in the chat, for whoever may see it; an official's look is logged."""
    look = await looks.visible(turn.db, turn.actor, file_id)
    file, product = look.file, look.product
    if file.sha256 is None:
        raise NotFound(file_id)
    looks.log_look(turn.db, turn.actor, look, turn.now)
    back = "home"
    if product is not None and look.own:
        document = await dossiers.document(turn.db, file.document_id or 0)
        back = address_of(product.id, document.paper) if document else f"product/{product.id}"
    elif file.document_id is not None and turn.grants:
        back = f"paper/{file.document_id}"
    return Screen(file.name or turn.say("file-unnamed"), files=[file.id], back=back)


# -- documents that are made for somebody


@screens.at("job/{job_id}/again")
async def make_again(turn: Turn, job_id: int) -> To:
    """What could not be made is asked for once more."""
    await jobs.ask_again(turn.db, turn.actor, job_id, turn.now)
    return To("home", turn.say("job-asked-again"))
