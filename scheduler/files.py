"""Files people sent: fetched until stored, looked at, filed, and answered with one receipt for all that came
together.
"""

import asyncio
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from chat import faults
from chat.message import body_of
from chat.messenger import FileGone, FileTooLarge, Messengers, Unreachable
from chat.screen import Button, Screen
from locales import texts
from locales.text import fold
from services import papers
from storage import content, dossiers, inbox, origins, outbox, people, products
from storage.database import Database
from storage.files import FileStore
from storage.origins import Stored
from storage.tables import Batch, File, Person, Place, Product

log = structlog.get_logger()

LARGEST = 25 * 1024 * 1024  # bytes of one file, whichever messenger it came by


@dataclass
class Intake:
    """Works off the inbox of files."""

    database: Database
    files: FileStore
    messengers: Messengers
    now: Callable[[], datetime]
    written: Callable[[], None] = lambda: None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run_due(self) -> int:
        """Fetch what is due, then write the receipts; returns how many files got an outcome."""
        if self._lock.locked():
            return 0
        async with self._lock:
            async with self.database.read() as db:
                if not await inbox.anything(db):
                    return 0
            count = 0
            while True:
                async with self.database.begin() as db:
                    due = await inbox.due(db, self.now())
                if not due:
                    break
                await asyncio.gather(*(self._work(file) for file in due))
                count += len(due)
            if await self.write_receipts():
                self.written()
            return count

    async def _work(self, file: File) -> None:
        try:
            await self._fetch(file)
        except Exception:
            log.exception("intake.error", file=file.id)
            await self._again_or_give_up(file, "not-fetched")

    # -- fetching

    async def _fetch(self, file: File) -> None:
        faults.reached("file.before-download")
        try:
            data = await self._bytes(file)
        except FileTooLarge:
            return await self._give_up(file, "too-large")
        except FileGone:
            return await self._give_up(file, "gone")
        except (Unreachable, OSError) as error:
            log.warning("intake.unreachable", file=file.id, error=repr(error))
            return await self._again_or_give_up(file, "not-fetched")
        if len(data) > LARGEST:
            return await self._give_up(file, "too-large")
        facts = await asyncio.to_thread(content.examine, data, file.name)
        known = {
            "kind": facts.kind,
            "mime": facts.mime,
            "size": facts.size,
            "look": facts.look,
            "problems": list(facts.problems),
        }
        if facts.refused:
            async with self.database.begin() as db:
                known.pop("problems")
                await inbox.refused(db, file.id, facts.problems, **known)
            return None
        sha256 = await self.files.put(data)
        faults.reached("file.after-download")
        name = file.name or f"{fold('anh' if facts.kind == 'image' else 'tep')}-{file.id}.{facts.extension}"
        async with self.database.begin() as db:
            await inbox.stored(db, file.id, self.now(), sha256=sha256, name=name, **known)
        return None

    async def _bytes(self, file: File) -> bytes:
        origin = origins.from_json(file.origin)
        if isinstance(origin, Stored):
            return await self.files.get(origin.sha256)
        messenger = self.messengers.get(file.channel_id or 0)
        if messenger is None:
            raise Unreachable(f"channel {file.channel_id} is off")
        return await messenger.fetch(dict(origin.file))

    async def _give_up(self, file: File, problem: str) -> None:
        async with self.database.begin() as db:
            await inbox.failed(db, file.id, problem)

    async def _again_or_give_up(self, file: File, problem: str) -> None:
        if file.attempts >= inbox.ATTEMPTS:
            return await self._give_up(file, problem)
        async with self.database.begin() as db:
            await inbox.later(db, file.id, self.now() + timedelta(seconds=min(3**file.attempts, 900)))
        return None

    # -- receipts

    async def write_receipts(self) -> int:
        """One receipt for each batch that is quiet and settled; returns how many were written."""
        now = self.now()
        async with self.database.begin() as db:
            batches = await inbox.ready_for_receipt(db, now)
            for batch in batches:
                await self._receipt(db, batch, now)
        return len(batches)

    async def _receipt(self, db: AsyncSession, batch: Batch, now: datetime) -> None:
        person = await people.person(db, batch.person_id)
        place = await db.get(Place, batch.person_id)
        files = await inbox.files_of_batch(db, batch.id)
        batch.receipt_at = now
        if person is None or not files:
            return
        product = await products.product(db, batch.product_id) if batch.product_id else None
        if product is not None and batch.paper is None:
            batch.paper = paper_by_caption(product, batch.caption, person.language)
        lines: list[str] = []
        good: list[File] = []
        for number, file in enumerate(files, 1):
            if file.state != "stored":
                lines.append(self._problem(person, number, len(files), file, file.problems[:1]))
                continue
            if (
                product is not None
                and batch.paper
                and file.sha256
                and await inbox.same_in_product(db, product.id, batch.paper, file.sha256, file.id)
            ):
                await inbox.refused(db, file.id, ["same"])
                lines.append(self._problem(person, number, len(files), file, ["same"]))
                continue
            good.append(file)
            if file.problems:
                lines.append(self._problem(person, number, len(files), file, file.problems[:1]))
        await db.flush()
        for file in files:
            await db.refresh(file)
        say = lambda key, **args: texts.say(person.language, key, **args)  # noqa: E731
        received = say(
            "receipt-photos" if all(f.kind == "image" for f in good) else "receipt-files",
            got=len(good),
            count=len(files),
        )
        buttons: list[Button] = []
        if not good:
            text = "\n".join([say("receipt-none"), *lines])
            if product is not None and batch.paper:
                buttons.append(Button(say("receipt-again"), f"product/{product.id}/paper/{batch.paper}"))
        elif good[0].announcement_id is not None:
            text = "\n".join([received, *lines, say("receipt-announcement")])
            buttons.append(Button(say("receipt-to-announcement"), f"announcement/{good[0].announcement_id}"))
        elif product is not None and batch.paper:
            await papers.file_batch(db, batch, product, batch.paper, person.id, now)
            title = say(f"paper-{batch.paper}")
            text = "\n".join([received, say("receipt-filed", paper=title, product=product.name), *lines])
            buttons += [
                Button(say("receipt-step"), f"product/{product.id}"),
                Button(say("receipt-other"), f"batch/{batch.id}"),
            ]
        else:
            mine = [product] if product is not None else await products.products_of(db, person, limit=8)
            text = "\n".join([received, *lines, say("receipt-which" if mine else "receipt-kept")])
            buttons += self._destinations(person, mine, batch)
        if place is not None and place.at.startswith("form/"):
            buttons.append(Button(say("button-resume"), place.at))
        if not buttons:
            buttons.append(Button(say("button-home"), "home"))
        screen = Screen(text, buttons=buttons)
        body = body_of(screen, person.language).to_json()
        await outbox.write(
            db,
            person_id=person.id,
            address_id=batch.address_id,
            body=body,
            lane=outbox.REPLY,
            now=now,
            unique_key=f"receipt:{batch.id}",
        )

    @staticmethod
    def _problem(person: Person, number: int, count: int, file: File, problems: list[Any]) -> str:
        problem = str(problems[0]) if problems else "not-fetched"
        what = texts.say(person.language, f"file-{problem}")
        return (
            texts.say(person.language, "receipt-line", number=str(number), name=file.name or "", what=what)
            if count > 1
            else what
        )

    @staticmethod
    def _destinations(person: Person, mine: list[Product], batch: Batch) -> list[Button]:
        """Where the files may belong: papers of the one product, or first which product."""
        if not mine:
            return [Button(texts.say(person.language, "receipt-register"), "home")]
        if len(mine) > 1:
            return [Button(one.name[:60], f"batch/{batch.id}/product/{one.id}") for one in mine]
        return [Button(texts.say(person.language, "receipt-choose"), f"batch/{batch.id}/product/{mine[0].id}")]


def paper_by_caption(product: Product, caption: str, language: str) -> str | None:
    """The paper that a caption names ("giay phep kinh doanh"), when exactly one fits best."""
    said = fold(unicodedata.normalize("NFC", caption))
    if not said:
        return None
    from rapidfuzz import fuzz

    scores = sorted(
        (
            (fuzz.token_set_ratio(said, fold(texts.say(language, f"paper-{paper.code}"))), paper.code)
            for paper in dossiers.all_papers(product)
        ),
        reverse=True,
    )
    if not scores or scores[0][0] < 80 or (len(scores) > 1 and scores[0][0] - scores[1][0] < 3):
        return None
    return scores[0][1]
