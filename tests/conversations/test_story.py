"""The whole story through the engine, on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from locales import clock
from ocop.roles import Role
from storage import people
from storage.tables import Message
from tests.conversation import Someone, World
from tests.story import Actor, tell


class EngineStage:
    def __init__(self, world: World) -> None:
        self.world = world

    def actor(self, name: str) -> Actor:
        return Someone(self.world, name)

    def today(self) -> date:
        return clock.today(self.world.now())

    async def first_invitation(self) -> str:
        async with self.world.product.database.begin() as db:
            return await people.invite(db, Role.OFFICER, "", None, self.world.now())


@pytest.mark.timeout(600)
async def test_the_whole_story(any_world: World) -> None:
    any_world.time = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    address = await tell(EngineStage(any_world))
    assert address.startswith("https://ocop.example.vn/p/")
    async with any_world.product.database.read() as db:
        states = set(await db.scalars(select(Message.state)))
    assert states == {"sent"}
