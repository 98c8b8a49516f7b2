"""What a producer's people are told when an officer fills in for them."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.screen import Button, Screen
from locales import texts
from services.notices import tell
from storage import products
from storage.actors import Actor
from storage.tables import Producer, Submission


async def begun(db: AsyncSession, actor: Actor, producer: Producer, today: date, now: datetime) -> None:
    """Who fills in, and that they may object; once a day."""
    for member in await products.members(db, producer.id):
        say = member.language
        officer = actor.person.name or texts.say(say, "an-officer")
        text = texts.say(say, "notice-acting-begun", officer=officer, producer=producer.name)
        key = f"acting:{producer.id}:{actor.id}:{member.id}:{today}"
        await tell(db, member, Screen(text), now, turn_id=actor.turn_id, unique_key=key)


async def handed_in(db: AsyncSession, actor: Actor, producer_id: int, submission: Submission, now: datetime) -> None:
    """What was handed in for them."""
    product = await products.product(db, submission.product_id)
    for member in await products.members(db, producer_id):
        say = member.language
        officer = actor.person.name or texts.say(say, "an-officer")
        name = product.name if product is not None else ""
        text = texts.say(say, "notice-acting-handed-in", officer=officer, product=name, number=submission.step)
        button = Button(texts.say(say, "button-to-step"), f"product/{submission.product_id}")
        await tell(db, member, Screen(text, buttons=[button]), now, turn_id=actor.turn_id)
