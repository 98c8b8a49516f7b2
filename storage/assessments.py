"""A producer's own answers to the criteria of a dossier, the papers cited at them, and what the forms ask about its
representative.
"""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Citation, CriterionAnswer, Representative


async def answers(db: AsyncSession, dossier_id: int) -> dict[str, CriterionAnswer]:
    """Criterion code → what the producer answered."""
    rows = await db.execute(select(CriterionAnswer).where(CriterionAnswer.dossier_id == dossier_id))
    return {row.criterion: row for row in rows.scalars()}


async def answer(
    db: AsyncSession, dossier_id: int, criterion: str, option: int | None, person_id: int, now: datetime
) -> CriterionAnswer:
    """Keep the option chosen (None: not known yet) in place of the one before; a description stays."""
    row = await _row(db, dossier_id, criterion, person_id, now)
    row.option, row.by, row.at = option, person_id, now
    return row


async def describe(
    db: AsyncSession, dossier_id: int, criterion: str, words: str, person_id: int, now: datetime
) -> CriterionAnswer:
    """Keep how the producer describes it; an option chosen before stays."""
    row = await _row(db, dossier_id, criterion, person_id, now)
    row.words, row.by, row.at = words, person_id, now
    return row


async def _row(db: AsyncSession, dossier_id: int, criterion: str, person_id: int, now: datetime) -> CriterionAnswer:
    row = await db.get(CriterionAnswer, (dossier_id, criterion))
    if row is None:
        row = CriterionAnswer(dossier_id=dossier_id, criterion=criterion, by=person_id, at=now)
        db.add(row)
        await db.flush()
    return row


async def citations(db: AsyncSession, dossier_id: int) -> dict[str, list[str]]:
    """Criterion code → codes of the papers that are cited there, the first cited first."""
    rows = await db.execute(
        select(Citation).where(Citation.dossier_id == dossier_id).order_by(Citation.at, Citation.paper)
    )
    cited: dict[str, list[str]] = {}
    for row in rows.scalars():
        cited.setdefault(row.criterion, []).append(row.paper)
    return cited


async def cite(db: AsyncSession, dossier_id: int, criterion: str, paper: str, person_id: int, now: datetime) -> bool:
    """Cite a paper at a criterion; False when it is cited there already."""
    if await db.get(Citation, (dossier_id, criterion, paper)) is not None:
        return False
    db.add(Citation(dossier_id=dossier_id, criterion=criterion, paper=paper, by=person_id, at=now))
    await db.flush()
    return True


async def uncite(db: AsyncSession, dossier_id: int, criterion: str, papers: list[str]) -> None:
    """Cite these papers there no longer."""
    await db.execute(
        delete(Citation).where(
            Citation.dossier_id == dossier_id, Citation.criterion == criterion, Citation.paper.in_(papers)
        )
    )


async def take_over(db: AsyncSession, earlier_id: int, dossier_id: int) -> None:
    """Begin a dossier with the answers and citations of an earlier one on the same set; who gave them stays."""
    for row in (await answers(db, earlier_id)).values():
        db.add(
            CriterionAnswer(
                dossier_id=dossier_id,
                criterion=row.criterion,
                option=row.option,
                words=row.words,
                by=row.by,
                at=row.at,
            )
        )
    rows = await db.execute(select(Citation).where(Citation.dossier_id == earlier_id))
    for cited in rows.scalars():
        db.add(Citation(dossier_id=dossier_id, criterion=cited.criterion, paper=cited.paper, by=cited.by, at=cited.at))
    await db.flush()


async def representative(db: AsyncSession, producer_id: int) -> Representative | None:
    return await db.get(Representative, producer_id)


def was_asked(row: Representative | None) -> bool:
    """Whether the questions of the report were put already, however they were answered."""
    return row is not None and row.consented_by is not None


async def representative_row(db: AsyncSession, producer_id: int) -> Representative:
    """The row, to be filled in; a new one where there was none."""
    row = await representative(db, producer_id)
    if row is None:
        row = Representative(producer_id=producer_id)
        db.add(row)
        await db.flush()
    return row
