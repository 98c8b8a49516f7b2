"""A believable province on a throw-away database: people, products at every step, papers and photos that we draw."""

import asyncio
import hashlib
import itertools
import signal
import tempfile
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import typer
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import Running, running
from bot.demo.drawings import paper_pdf, product_photo
from bot.settings import load
from bot.web.chat.browsers import COOKIE, chat_id_of
from bot.web.chat.messenger import ACCOUNT, NAME
from locales import clock, texts
from locales.clock import utc_now
from ocop import criteria, units, workflow
from ocop.roles import Role
from ocop.rules import rules_on
from services import closing, papers, ratings, reviews
from services import councils as scorings
from services import dossiers as handing_in
from storage import channels, content, councils, dossiers, people, products
from storage.database import Database
from storage.files import FileStore
from storage.tables import Evaluation, File, Person, Producer, Product

SHAPES = {  # what a photo of the product shows
    "crafts": "mat",
    "textiles": "mat",
    "liquid-seasoning": "bottle",
    "fresh-produce": "basket",
    "processed-cereals": "bag",
    "fresh-meat": "basket",
}


@dataclass
class Province:
    """Builds the province through the same functions that conversations use."""

    database: Database
    files: FileStore
    now: datetime
    officers: dict[str, Person] = field(default_factory=dict)  # commune or province code → officer
    council: list[Person] = field(default_factory=list)
    channel: int = 0  # the web chat's
    doors: dict[str, str] = field(default_factory=dict)  # who → token of their browser
    _seeds: Any = field(default_factory=lambda: itertools.count(1))

    async def build(self, plan: dict[str, Any]) -> None:
        """Everybody and everything in `plan` (bot/province.toml)."""
        province = plan["province"]
        async with self.database.begin() as db:
            web = await channels.open_channel(db, NAME, ACCOUNT, self.now, configured={ACCOUNT})
            self.channel = web.id
            for row in plan["communes"]:
                code = units.find_communes(row["name"], province, limit=1)[0].code
                self.officers[code] = await self._official(db, row["officer"], Role.OFFICER, code)
            for name in plan["officials"]["province"]:
                self.officers[province] = await self._official(db, name, Role.OFFICER, province)
                await people.give_role(db, self.officers[province].id, Role.ADMINISTRATOR, province, None, self.now)
            self.council = [
                await self._official(db, name, Role.COUNCIL, province) for name in plan["officials"]["council"]
            ]
        for row in plan["producers"]:
            async with self.database.begin() as db:
                await self._producer(db, row, province)

    async def _person(self, db: AsyncSession, name: str) -> Person:
        token = hashlib.sha256(f"demo {name}".encode()).hexdigest()[:50]
        self.doors[name] = token
        person, address, _place = await people.at_address(db, self.channel, chat_id_of(token), self.now, name=name)
        # Their own browser is the one that opens the door; `seen_at` makes it the address that notices go to.
        address.seen_at = self.now
        person.consented_at, person.consent_version = self.now, "demo"
        return person

    async def _official(self, db: AsyncSession, name: str, role: Role, area: str) -> Person:
        person = await self._person(db, name)
        await people.give_role(db, person.id, role, area, None, self.now)
        return person

    async def _producer(self, db: AsyncSession, row: dict[str, Any], province: str) -> None:
        commune = units.find_communes(row["commune"], province, limit=1)[0]
        person = await self._person(db, row["representative"])
        person.phone = row["phone"]
        producer = await products.add_producer(
            db,
            person,
            self.now - timedelta(days=400),
            kind=row["kind"],
            name=row["name"],
            representative=row["representative"],
            phone=row["phone"],
            tax_number=None,
            province=province,
            commune=commune.code,
        )
        for item in row["products"]:
            await self._product(db, person, producer, item)

    async def _product(self, db: AsyncSession, person: Person, producer: Producer, item: dict[str, Any]) -> None:
        """Bring one product to its stage: step-N, submitted (with the commune), asked (it wants a paper), council,
        scoring, decided, rated, expired, revoked.
        """
        moment = self.now - timedelta(days=item["age"])
        product = await products.add_product(
            db,
            producer,
            moment,
            name=item["name"],
            subgroup=item["subgroup"],
            existing=item["existing"],
            rules=rules_on(clock.today(self.now)).code,
            description=texts.say(
                "vi", "demo-description", name=item["name"], commune=units.full_name(producer.commune)
            ),
            story=texts.say("vi", "demo-story", name=item["name"], producer=producer.name),
        )
        stage, _, number = item["stage"].partition("-")
        last = int(number) if number else 5
        await dossiers.open_dossier(db, product, "first", product.rules, person.id, moment)
        await handing_in.end_guide(db, product, moment)
        while workflow.is_ahead(last, product.step):
            await self._papers(db, product, person, moment)
            await products.put(db, product, workflow.move(products.place_of(product), "pass_help"), moment)
        if stage == "step":
            return
        await self._papers(db, product, person, moment)
        await handing_in.hand_in(db, product, person.id, moment)
        if stage == "asked":
            officer = self.officers[product.commune]
            [wanted, *_] = await dossiers.undecided(db, product.id)
            await reviews.decide(db, product, wanted, officer.id, moment, reason=texts.say("vi", "reason-2"))
        if stage in ("submitted", "asked"):
            return
        await self._decide(db, product, moment)  # the commune
        await self._decide(db, product, moment)  # the province
        if stage != "council":
            await self._score(db, product, item, stage, moment)

    async def _papers(self, db: AsyncSession, product: Product, person: Person, moment: datetime) -> None:
        """Hand in what the step must have, and some of what makes points."""
        for number, paper in enumerate(dossiers.papers_at(product, product.step)):
            if paper.need != "must" and number % 2:
                continue
            title = texts.say("vi", f"paper-{paper.code}")
            seed = next(self._seeds)
            if paper.holds == "photos":
                shape = "basket" if product.name.startswith("Giỏ") else SHAPES.get(product.subgroup, "")
                drawn = [(f"anh-{n}.jpg", product_photo(product.name, seed + n, shape=shape)) for n in (1, 2)]
            else:
                lines = [product.name, product.code, texts.say("vi", "demo-paper")]
                drawn = [(f"{paper.code}.pdf", paper_pdf(title, lines))]
            document = await papers.writable(db, product, paper.code, person.id, moment)
            for name, data in drawn:
                facts = content.examine(data, name)
                db.add(
                    File(
                        person_id=person.id,
                        document_id=document.id,
                        name=name,
                        state="stored",
                        kind=facts.kind,
                        mime=facts.mime,
                        sha256=await self.files.put(data),
                        size=len(data),
                        look=facts.look,
                        not_before=moment,
                        received_at=moment,
                        stored_at=moment,
                    )
                )
        await db.flush()

    async def _decide(self, db: AsyncSession, product: Product, moment: datetime) -> None:
        area = product.commune if product.level == "commune" else product.province
        officer = self.officers[area]
        for document in await dossiers.undecided(db, product.id):
            await reviews.decide(db, product, document, officer.id, moment)
        await reviews.move_on(db, product, officer.id, moment)

    async def _score(
        self, db: AsyncSession, product: Product, item: dict[str, Any], stage: str, moment: datetime
    ) -> None:
        secretary = self.officers[product.province]
        code = rules_on(clock.today(self.now)).subgroup(product.subgroup).criteria_set or "26-09"
        members = [member.id for member in self.council]
        evaluation = await scorings.begin(db, product, code, members, secretary.id, moment)
        cards = await councils.scorecards(db, evaluation.id)
        for number, (card, _member) in enumerate(cards):
            card.answers = self._marks(code, item.get("stars", 4))
            if stage != "scoring" or number < 1:
                card.submitted_at = moment
            else:
                card.answers = {}
        await db.flush()
        if stage == "scoring":
            return
        await self._close(db, evaluation, product, secretary, moment)
        if stage == "decided":
            return
        on = clock.today(moment)
        rating = await ratings.decide(
            db,
            product,
            evaluation,
            level="province",
            number=f"{1000 + product.id}/QĐ-UBND",
            on=on,
            officer_id=secretary.id,
            now=moment,
        )
        if stage == "revoked" and rating is not None:
            await councils.revoke(db, rating.id, texts.say("vi", "demo-revoked"), self.now - timedelta(days=20))

    async def _close(
        self, db: AsyncSession, evaluation: Evaluation, product: Product, secretary: Person, moment: datetime
    ) -> None:
        for condition in dossiers.rules_of(product).conditions:
            await councils.confirm_condition(db, evaluation, condition.code, True)
        for ground in criteria.criteria_set(evaluation.criteria_set).exclusions:
            await councils.exclude(db, evaluation, ground.code, False)
        await closing.conclude(db, product, evaluation, secretary.id, moment)

    @staticmethod
    def _marks(code: str, stars: int) -> dict[str, Any]:
        """Marks for so many stars: what their conditions ask, and the best options up to the middle of the points."""
        most = {3: 60, 4: 80, 5: 95}[stars]
        criteria_set = criteria.criteria_set(code)
        marks = {}
        for one in criteria_set.criteria:
            going_on = [option for option in one.options if not one.stops(option.number)]
            marks[one.code] = (criteria.least(one, stars) or min(going_on, key=lambda option: option.points)).number
        for one in criteria_set.criteria:
            best = {**marks, one.code: max(one.options, key=lambda option: option.points).number}
            if criteria.points(criteria_set, best).total <= most:
                marks = best
        return marks


async def run_demo(port: int) -> None:
    """Build the province in a folder that is deleted at the end, and serve it until SIGINT or SIGTERM."""
    plan = tomllib.loads(Path(__file__).with_name("province.toml").read_text("utf-8"))
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="ocop-demo-") as folder:
        settings = load(
            _env_file=None,
            database_url=f"sqlite+aiosqlite:///{folder}/ocop.db",
            files_url=f"{folder}/files",
            port=port,
            public_url="",
            telegram_token=None,
        )
        doors: dict[str, str] = {}
        async with running(settings, door_route(doors)) as program:
            province = Province(program.product.database, program.product.files, utc_now())
            await province.build(plan)
            doors.update(province.doors)
            _introduce(program, plan)
            await stop.wait()


def door_route(doors: dict[str, str]) -> web.RouteDef:
    """`/as/NUMBER` makes this browser that person's: only in the demo."""

    async def enter(request: web.Request) -> web.Response:
        names = list(doors)
        number = int(request.match_info["number"])
        if number >= len(names):
            raise web.HTTPNotFound
        response = web.HTTPFound("/")
        response.set_cookie(COOKIE, doors[names[number]], httponly=True, samesite="Lax")
        return response

    return web.get(r"/as/{number:\d{1,3}}", enter)


def _introduce(program: Running, plan: dict[str, Any]) -> None:
    base = program.settings.local_url
    communes = [row["officer"] for row in plan["communes"]]
    names = [*communes, *plan["officials"]["province"], *plan["officials"]["council"]]
    names += [row["representative"] for row in plan["producers"]]
    typer.echo(
        "\n  A demonstration: everything is thrown away when you stop it. Open each in its own private window.\n"
    )
    typer.echo(f"  a newcomer                 {base}/")
    shown = {
        "a commune officer": communes[2],
        "the provincial officer": plan["officials"]["province"][0],
        "a council member": plan["officials"]["council"][1],
        "a producer": plan["producers"][1]["representative"],
        "another producer": plan["producers"][0]["representative"],
    }
    for who, name in shown.items():
        typer.echo(f"  {who:<26} {base}/as/{names.index(name)}   ({name})")
    typer.echo("\n  Stop with Ctrl+C.\n")
