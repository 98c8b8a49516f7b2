"""kill -9 at every named point of a turn, and a restart: no update handled twice, no reply lost, no file lost."""

import io
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.servers.process import PATIENCE, Program, program
from tests.servers.telegram_server import TelegramServer

TOKEN = "123456789:TESTTESTTESTTESTTESTTESTTESTTEST"
pytestmark = [pytest.mark.slow, pytest.mark.timeout(480)]


def rows(made: Program, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(made.folder / "ocop.db") as database:
        return database.execute(question).fetchall()


def photo() -> bytes:
    picture = Image.effect_noise((1400, 1000), 60).convert("RGB")
    ImageDraw.Draw(picture).rectangle((200, 200, 900, 700), fill="white", outline="black", width=8)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


@pytest.mark.parametrize(
    "point",
    ["turn.before-commit", "turn.after-commit", "send.claimed", "send.before", "send.after", "send.recorded"],
)
async def test_killed_in_a_turn(point: str, tmp_path: Path) -> None:
    async with (
        TelegramServer(token=TOKEN) as server,
        program(tmp_path / "bot", TELEGRAM_TOKEN=TOKEN, TELEGRAM_API=server.url) as made,
    ):
        lan = server.person(1001, "Lan")
        await made.start(ready=False, OCOP_KILL_AT=point)
        await lan.says("/start")
        assert await made.dies() == -9
        await made.start()
        await lan.gets("Bà con có đồng ý không?", timeout=PATIENCE)

        await lan.taps("Tôi đồng ý")
        await lan.gets("Tên cơ sở", timeout=PATIENCE)
        await made.stop()

        assert Counter(event for (event,) in rows(made, "select event_id from turns")).most_common(1)[0][1] == 1
        assert len(rows(made, "select id from turns")) == 2
        welcomes = [text for _at, _chat, _method, _id, text in server.accepted if "Bà con có đồng ý không?" in text]
        outcomes = rows(made, "select state, unique_key is not null from messages order by id")
        assert all(state in ("sent", "unknown") for state, _again in outcomes)
        # Only where the process died around the call may it be said twice, and then it says so itself.
        if point in ("turn.before-commit", "turn.after-commit", "send.recorded"):
            assert len(welcomes) == 1
            assert {state for state, _again in outcomes} == {"sent"}
        else:
            assert len(welcomes) == (2 if point == "send.after" else 1)
            assert "có thể bà con đã nhận" in welcomes[-1]


@pytest.mark.parametrize("point", ["file.before-download", "file.after-download"])
async def test_killed_while_a_photo_is_fetched(point: str, tmp_path: Path) -> None:
    async with (
        TelegramServer(token=TOKEN) as server,
        program(tmp_path / "bot", TELEGRAM_TOKEN=TOKEN, TELEGRAM_API=server.url) as made,
    ):
        lan = server.person(1001, "Lan")
        await made.start(ready=False, OCOP_KILL_AT=point)
        await lan.says("/start")
        await lan.gets("Bà con có đồng ý không?", timeout=PATIENCE)
        await lan.sends_photo(photo())
        assert await made.dies() == -9
        await made.start()
        await lan.gets("1/1", timeout=PATIENCE)
        await made.stop()
        assert rows(made, "select state from files") == [("stored",)]
        (sha256,) = rows(made, "select sha256 from files")[0]
        stored = list((tmp_path / "bot" / "files").rglob(str(sha256)))
        assert len(stored) == 1
        assert stored[0].stat().st_size > 10_000
        receipts = [text for _at, _chat, _method, _id, text in server.accepted if "1/1" in text]
        assert len(receipts) == 1


async def test_killed_again_and_again_while_people_chat(tmp_path: Path) -> None:
    async with (
        TelegramServer(token=TOKEN, limits=False) as server,
        program(tmp_path / "bot", TELEGRAM_TOKEN=TOKEN, TELEGRAM_API=server.url) as made,
    ):
        people = [server.person(2000 + n, f"Người {n}") for n in range(20)]
        for point in ("turn.after-commit", "send.after", "turn.before-commit"):
            await made.start(ready=False, OCOP_KILL_AT=point)
            for person in people:
                await person.says("/start")
            assert await made.dies() == -9
        await made.start()
        for person in people:
            await person.says("/help")
        for person in people:
            await person.gets("6 bước", timeout=PATIENCE)
        await made.stop()
        assert len(rows(made, "select id from turns")) == 80
        assert rows(
            made, "select count(*) from (select 1 from turns group by channel_id, event_id having count(*) > 1)"
        ) == [(0,)]
        replies = rows(made, "select count(*) from messages where unique_key is null")
        assert replies == [(80,)]
        assert rows(made, "select count(*) from messages where state not in ('sent', 'unknown')") == [(0,)]
