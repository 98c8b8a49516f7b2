"""What the province gives to recognised products, where its own resolution is known."""

from chat.errors import NotFound
from chat.router import Screens
from chat.screen import Screen, To
from chat.turn import Turn
from ocop import support as given
from ocop import units
from storage import products

screens = Screens()


@screens.at("support")
async def mine(turn: Turn) -> Screen | To:
    """In the province of the person's business, or of the office."""
    producers = await products.producers_of(turn.db, turn.person)
    areas = [producer.province for producer in producers] or [
        units.province_of(grant.area) for grant in turn.grants if units.known(grant.area)
    ]
    return To(f"support/{areas[0]}" if areas else "welcome")


@screens.at("support/{province}")
async def of_province(turn: Turn, province: str) -> Screen:
    if not units.known(province):
        raise NotFound(province)
    rows = given.support(province, turn.today)
    lines = []
    for row in rows:
        stars = ", ".join(map(str, row.stars))
        lines.append(turn.say("support-for", stars=stars, what=row.what) if stars else f"• {row.what}")
        lines.append(turn.say("support-source", source=row.source, day=turn.day(row.read_on)))
    text = "\n".join(lines) if rows else turn.say("support-none")
    title = turn.say("support-title", province=units.full_name(province))
    return Screen(f"{text}\n\n{turn.say('support-ask')}", title=title, back="home")
