"""Who is told what of a council's scoring."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from services.notices import tell
from storage import councils, people
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
