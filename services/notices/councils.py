"""Who is told what of a council's scoring."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from ocop import council
from ocop.criteria import CriteriaSet, criteria_set
from ocop.notices import is_statutory
from services.notices import tell
from storage import councils, people, products
from storage.actors import Actor
from storage.tables import Evaluation, Product


async def scoring_opened(
    db: AsyncSession, actor: Actor, product: Product, evaluation: Evaluation, now: datetime
) -> None:
    """Each member is asked for their marks."""
    for _card, member in await councils.scorecards(db, evaluation.id):
        notice = Screen(
            texts.say(member.language, "notice-score", product=product.name),
            buttons=[Button(texts.say(member.language, "button-score"), f"score/{evaluation.id}")],
        )
        await tell(db, member, notice, now, turn_id=actor.turn_id, unique_key=f"score:{evaluation.id}:{member.id}")


async def all_scored(db: AsyncSession, actor: Actor, product: Product, evaluation: Evaluation, now: datetime) -> None:
    """The secretary may close the scoring."""
    secretary = await people.person(db, evaluation.opened_by)
    if secretary is None:
        return
    notice = Screen(
        texts.say(secretary.language, "notice-all-scored", product=product.name),
        buttons=[Button(texts.say(secretary.language, "button-council"), f"council/{product.id}")],
    )
    await tell(db, secretary, notice, now, turn_id=actor.turn_id, unique_key=f"scored:{evaluation.id}")


async def meeting_called(
    db: AsyncSession, actor: Actor, product: Product, evaluation: Evaluation, now: datetime
) -> None:
    """The members meet, and may change their marks."""
    for _card, member in await councils.scorecards(db, evaluation.id):
        notice = Screen(
            texts.say(member.language, "notice-meeting", product=product.name),
            buttons=[Button(texts.say(member.language, "button-score"), f"score/{evaluation.id}")],
        )
        await tell(db, member, notice, now, turn_id=actor.turn_id)


async def fell_short(
    db: AsyncSession, actor: Actor, product: Product, evaluation: Evaluation, advice: Sequence[str], now: datetime
) -> None:
    """The producer's people read the result of 1 or 2 stars, or what ended the assessment, and what to mend."""
    for member in await products.members(db, product.producer_id):
        notice = Screen(
            "\n".join(_short_lines(member.language, product, evaluation, advice)),
            buttons=[Button(texts.say(member.language, "button-to-step"), f"product/{product.id}")],
            kind="short",
            facts={"product": product.name, "stars": str((evaluation.result or {}).get("stars", 0))},
        )
        key = f"short:{evaluation.id}:{member.id}"
        await tell(db, member, notice, now, turn_id=actor.turn_id, unique_key=key, statutory=is_statutory("decision"))


def _short_lines(say: str, product: Product, evaluation: Evaluation, advice: Sequence[str]) -> list[str]:
    result, cs = evaluation.result or {}, criteria_set(evaluation.criteria_set)
    if result.get("stopped_by"):
        key = "notice-excluded" if council.excluded(cs, result) else "notice-stopped"
        lines = [texts.say(say, key, product=product.name, why=what_stopped(evaluation))]
    else:
        mean = texts.number(say, Decimal(result["mean"]))
        lines = [texts.say(say, "notice-short", product=product.name, stars=result["stars"], mean=mean)]
        if result["by_points"] > result["stars"]:
            lines += [texts.say(say, "notice-unmet", name=name) for name in titles(cs, council.missing_for(result, 3))]
        lines += [texts.say(say, "notice-improve"), *(f"• {title}" for title in advice)]
    return [*lines, texts.say(say, "notice-short-next")]


def titles(cs: CriteriaSet, codes: Sequence[str]) -> list[str]:
    """Criteria as they are printed: "1.4. …"."""
    return [f"{code[1:]}. {cs.criterion(code).title}" for code in codes]


def what_stopped(evaluation: Evaluation) -> str:
    """The words of the ground of exclusion, or of the criterion, that ended the assessment; "" for none."""
    cs, code = criteria_set(evaluation.criteria_set), (evaluation.result or {}).get("stopped_by")
    words = {one.code: one.text for one in cs.exclusions}
    words |= {one.code: f"{one.code[1:]}. {one.title} – {one.stop}" for one in cs.criteria}
    return words.get(code or "", "")
