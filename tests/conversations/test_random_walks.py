"""Random walks over all screens and forms as each role: no exception, no dead end, nothing shown that may not be seen.

A step is a small tuple of numbers, so that hypothesis can shrink a walk to the shortest that fails.
OCOP_WALKS=500 walks longer.
"""

import asyncio
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.messengers.telegram import render as telegram_render
from chat.screen import LONGEST_ADDRESS
from locales import texts
from ocop.roles import Role
from storage import people
from tests.conversation import Someone, World, links, new_world
from tests.province import (
    COMMUNE,
    OTHER_COMMUNE,
    PROVINCE,
    hand_in,
    official,
    paper,
    person_id,
    producer,
    product,
    scoring,
    waiting_for_council,
)
from tests.story import photo

SECRETS = {  # what the two producers keep to themselves, and who may read it
    "Người Kín A": {"lan", "hung", "chau", "quan-tri"},
    "Người Kín B": {"mai", "thu", "chau", "quan-tri"},
}
WORDS = [
    "1",
    "2",
    "so 3",
    "quay lai",
    "bo qua",
    "menu",
    "toi phai lam gi tiep",
    "con thieu gi",
    "ho so toi dau roi",
    "nuoc mam",
    "0912 345 678",
    "nga an, thanh hoa",
    "1234/QĐ-UBND",
    "31/7/2026",
    "hôm nay",
    "Hợp tác xã Thử Nghiệm",
    "một câu trả lời đủ dài cho mọi câu hỏi trong biểu mẫu",
    "<b>đậm</b> & </i>",
    "🌾🌾🌾",
    "Nu\u031bo\u031b\u0301c ma\u0306\u0301m",
    "x" * 5000,
    "\u0000\u200b",
    "-1",
    "999999999999999999999",
    "' OR 1=1 --",
]
PICTURE = photo(1)
WALKERS = ["moi", "lan", "mai", "hung", "thu", "chau", "binh", "quan-tri"]
STEPS = st.lists(
    st.tuples(st.integers(0, len(WALKERS) - 1), st.integers(0, 9), st.integers(0, 400), st.integers(0, 400)),
    min_size=8,
    max_size=30,
)
WALKS = int(os.environ.get("OCOP_WALKS", "25"))


async def populate(world: World) -> dict[str, Someone]:
    """Everybody, with products at every kind of place."""
    lan, mai = await producer(world, "lan", "HTX A"), await producer(world, "mai", "HTX B", OTHER_COMMUNE)
    async with world.product.database.begin() as db:
        from storage.tables import Producer

        for number, name in ((1, "Người Kín A"), (2, "Người Kín B")):
            row = await db.get(Producer, number)
            assert row is not None
            row.representative = name
    walkers = {
        "moi": world.person("moi"),
        "lan": lan,
        "mai": mai,
        "hung": await official(world, "hung", COMMUNE),
        "thu": await official(world, "thu", OTHER_COMMUNE),
        "chau": await official(world, "chau", PROVINCE),
        "binh": await official(world, "binh", PROVINCE, Role.COUNCIL),
        "quan-tri": await official(world, "quan-tri", PROVINCE, Role.ADMINISTRATOR),
    }
    await walkers["moi"].says("xin chào")
    await product(lan, "Ở bước một", step=1)
    filled = await product(lan, "Ở bước hai", step=2)
    await paper(filled, lan, "idea-new", {"need": "x"}, files=1)
    await hand_in(await product(lan, "Đang chờ xã"), lan, "idea-new")
    await hand_in(await product(mai, "Đang chờ xã kia"), mai, "idea-new")
    await waiting_for_council(lan, "Chờ mở phiên")
    await scoring(await waiting_for_council(mai, "Đang chấm"), walkers["chau"], walkers["binh"])
    for someone in walkers.values():
        await someone.goes("home")
    return walkers


async def step(world: World, walkers: dict[str, Someone], who: int, move: int, a: int, b: int) -> Someone:
    someone = walkers[WALKERS[who]]
    newest = [to for _label, to, _url in links(someone.last.body) if to]
    if move <= 3 and newest:
        await someone.goes(newest[a % len(newest)])
    elif move <= 5:  # a button of any earlier message
        buttons = links(someone.messages[a % len(someone.messages)].body)
        older = [to for _label, to, _url in buttons if to] or ["home"]
        await someone.goes(older[b % len(older)])
    elif move <= 7:
        await someone.says(WORDS[a % len(WORDS)])
    elif move == 8:
        match a % 4:
            case 0:
                await someone.sends(PICTURE, album=bool(b % 2))
            case 1:
                await someone.sends(b"MZ not a picture", names=("a.jpg",))
            case 2:
                await someone.shares_phone("+84912345678")
            case _:
                await someone._does(other="sticker")
    else:
        await change_role(world, walkers, a, b)
        world.passes(days=a % 40)
    return someone


async def change_role(world: World, walkers: dict[str, Someone], a: int, b: int) -> None:
    """The commune officer loses the role and gets it again."""
    hung = await person_id(walkers["hung"])
    async with world.product.database.begin() as db:
        held = await people.role_holders(db, [COMMUNE])
        if held:
            await people.withdraw_role(db, held[0][0].id, hung, world.now())
        else:
            await people.give_role(db, hung, Role.OFFICER, COMMUNE, None, world.now())


def check(world: World, someone: Someone, before: int) -> None:
    """What must hold of every message that anybody gets."""
    name = someone.chat_id
    failed = {texts.say(language, "something-failed", turn="").split(".")[0][:25] for language in texts.LANGUAGES}
    home = {texts.say(language, key) for language in texts.LANGUAGES for key in ("home-title", "welcome-title")}
    for message in someone.messages[before:]:
        body = message.body
        whole = f"{body.title}\n{body.text}"
        assert not any(words in whole for words in failed), whole
        for secret, readers in SECRETS.items():
            assert secret not in whole or name in readers, f"{name} reads “{secret}”: {whole}"
        buttons = links(body)
        assert buttons or body.contact or any(title in whole for title in home), f"a dead end: {whole}"
        for label, to, _url in buttons:
            assert len(label) <= 64, label
            assert len(to.encode()) <= LONGEST_ADDRESS
            if to:
                assert any(route.match(to) is not None for route in world.product.engine.screens.routes), (
                    f"{to} leads nowhere"
                )
        assert all(telegram_render._length(part) <= 4096 + 100 for part in telegram_render.parts(body))
        assert sum(len(row) for row in telegram_render.keyboard(body)) <= 100


async def walk(steps: list[tuple[int, int, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, capture_logs() as logs:
        world = await new_world(Path(folder))
        try:
            walkers = await populate(world)
            for who, move, a, b in steps:
                marks = {name: len(walker.messages) for name, walker in walkers.items()}
                someone = await step(world, walkers, who, move, a, b)
                if move < 8 or (move == 8 and a % 4 >= 2):
                    assert len(someone.messages) > marks[someone.chat_id], "everything that is said is answered"
                for name, walker in walkers.items():
                    check(world, walker, marks[name])
            bad = [entry for entry in logs if entry["event"] in ("turn.failed", "intake.error", "text.errors")]
            assert bad == []
        finally:
            await world.close()


@pytest.mark.timeout(600)
@settings(
    max_examples=WALKS,
    deadline=None,
    derandomize=WALKS == 25,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(STEPS)
def test_wherever_people_go_the_assistant_holds(steps: list[tuple[int, int, int, int]]) -> None:
    asyncio.run(walk(steps))
