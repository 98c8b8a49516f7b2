"""A province with its people at work, set up through storage: the officials' conversations begin where it matters."""

from typing import Any

from sqlalchemy import select, update

from ocop.criteria import criteria_set
from ocop.roles import Role
from services import councils, papers
from services import dossiers as handing_in
from storage import dossiers, people, products
from storage.tables import Address, Base, Document, File, Product, Scorecard
from tests.conversation import Someone, World

PROVINCE, COMMUNE, OTHER_COMMUNE = "38", "16144", "15865"  # Thanh Hóa, Xã Nga An, Xã Hoằng Hóa
SET = "1048-10"  # the criteria of "liquid-seasoning"
RULES = "2025-1489"


async def person_id(someone: Someone) -> int:
    async with someone.world.product.database.read() as db:
        found = await db.scalar(select(Address.person_id).where(Address.chat_id == someone.chat_id))
    assert found is not None
    return found


async def official(world: World, name: str, area: str, role: Role = Role.OFFICER) -> Someone:
    """Somebody known by name who holds a role."""
    someone = world.person(name)
    await someone.says("xin chào")
    async with world.product.database.begin() as db:
        person = await people.person(db, await person_id(someone))
        assert person is not None
        person.name = name
        await people.give_role(db, person.id, role, area, None, world.now())
    return someone


async def producer(world: World, name: str = "lan", called: str = "HTX Ba Làng", commune: str = COMMUNE) -> Someone:
    """Somebody who speaks for a producer."""
    someone = world.person(name)
    await someone.says("xin chào")
    async with world.product.database.begin() as db:
        person = await people.person(db, await person_id(someone))
        assert person is not None
        person.consented_at = world.now()
        await products.add_producer(
            db,
            person,
            world.now(),
            kind="cooperative",
            name=called,
            representative="Nguyễn Thị Lan",
            phone="+84912345678",
            tax_number=None,
            province=PROVINCE,
            commune=commune,
        )
    return someone


async def product(someone: Someone, name: str = "Nước mắm Ba Làng", *, step: int = 2, **columns: Any) -> int:
    """A product of this person's producer at a step, ready to be handed in."""
    world = someone.world
    async with world.product.database.begin() as db:
        person = await people.person(db, await person_id(someone))
        assert person is not None
        owner = (await products.producers_of(db, person))[0]
        made = await products.add_product(
            db,
            owner,
            world.now(),
            name=name,
            subgroup="liquid-seasoning",
            existing=False,
            rules=RULES,
        )
        for column, value in {"step": step, **columns}.items():
            setattr(made, column, value)
    return made.id


async def paper(product_id: int, by: Someone, code: str, answers: dict[str, Any] | None = None, files: int = 0) -> int:
    """One paper with form answers or stored files, not yet handed in."""
    world = by.world
    sha256 = await world.product.files.put(b"%PDF-1.4 a page") if files else ""
    async with world.product.database.begin() as db:
        made = await products.product(db, product_id)
        assert made is not None
        author = await person_id(by)
        document = await papers.writable(db, made, code, author, world.now())
        document.answers = answers
        for number in range(files):
            db.add(
                File(
                    person_id=author,
                    document_id=document.id,
                    name=f"to-{number + 1}.pdf",
                    state="stored",
                    kind="pdf",
                    sha256=sha256,
                    not_before=world.now(),
                    received_at=world.now(),
                )
            )
    return document.id


async def hand_in(product_id: int, by: Someone, *codes: str) -> list[int]:
    """Hand in the step with these papers; returns their documents."""
    documents = [await paper(product_id, by, code) for code in codes]
    async with by.world.product.database.begin() as db:
        made = await products.product(db, product_id)
        assert made is not None
        await handing_in.hand_in(db, made, await person_id(by), by.world.now())
    return documents


async def waiting_for_council(lan: Someone, name: str = "Nước mắm Ba Làng") -> int:
    """A product whose dossier is accepted."""
    return await product(lan, name, step=5, state="scoring", level="province")


async def scoring(product_id: int, secretary: Someone, *members: Someone) -> int:
    """An open scoring; returns the evaluation."""
    async with secretary.world.product.database.begin() as db:
        made = await products.product(db, product_id)
        assert made is not None
        ids = [await person_id(member) for member in members]
        by = await person_id(secretary)
        opened = await councils.begin(db, made, SET, ids, by, secretary.world.now())
    return opened.id


def answers_worth(points: int) -> dict[str, int]:
    """Marks that add up to exactly these points: the least everywhere, then more where it fits."""
    chosen = {one.code: min(one.options, key=lambda option: option.points) for one in criteria_set(SET).criteria}
    left = points - sum(option.points for option in chosen.values())
    for criterion in criteria_set(SET).criteria:
        fits = [option for option in criterion.options if option.points - chosen[criterion.code].points <= left]
        best = max(fits, key=lambda option: option.points)
        left -= best.points - chosen[criterion.code].points
        chosen[criterion.code] = best
    assert left == 0, f"{points} points cannot be made"
    return {code: option.number for code, option in chosen.items()}


async def marks(evaluation_id: int, member: Someone, points: int) -> None:
    """Fill in a member's card; handing it in is left to the member."""
    async with member.world.product.database.begin() as db:
        await db.execute(
            update(Scorecard)
            .where(Scorecard.evaluation_id == evaluation_id, Scorecard.person_id == await person_id(member))
            .values(answers=answers_worth(points))
        )


async def state_of(world: World, product_id: int) -> Product:
    async with world.product.database.read() as db:
        found = await products.product(db, product_id)
    assert found is not None
    return found


async def document_of(world: World, document_id: int) -> Document:
    async with world.product.database.read() as db:
        found = await dossiers.document(db, document_id)
    assert found is not None
    return found


async def rows(world: World, *tables: type[Base]) -> list[tuple[Any, ...]]:
    """Everything that stands in these tables, to compare before and after."""
    async with world.product.database.read() as db:
        return [tuple(row) for table in tables for row in await db.execute(select(table.__table__))]
