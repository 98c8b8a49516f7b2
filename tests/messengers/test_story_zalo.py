"""The same story through both doors of Zalo, over HTTP, with the program's own webhooks and delivery."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage.tables import File
from tests.messengers.zalo_stages import BOT_TOKEN, ZaloStage, bot_program, oa_program
from tests.servers.zalo_bot_server import ZaloBotServer
from tests.servers.zalo_oa_server import ZaloOaServer
from tests.story import tell


@pytest.mark.timeout(600)
async def test_the_whole_story_on_the_official_account(tmp_path: Path) -> None:
    async with ZaloOaServer(limits=False) as server, oa_program(server, tmp_path) as program:
        address = await tell(ZaloStage(server, program))
        assert "/p/" in address
        await _files_are_stored(program)
        lan = next(person for person in server.people.values() if person.name == "Lan")
        assert [message["kind"] for message in lan.from_oa].count("image") >= 1, "the QR code came as a picture"
        assert all(status == 200 and seconds < 2 for _name, status, seconds in server.push_results)


@pytest.mark.timeout(600)
async def test_the_whole_story_on_the_zalo_bot(tmp_path: Path) -> None:
    async with ZaloBotServer(BOT_TOKEN, limits=False) as server, bot_program(server, tmp_path) as program:
        address = await tell(ZaloStage(server, program))
        assert "/p/" in address
        await _files_are_stored(program)


async def _files_are_stored(program: Any) -> None:
    async with program.product.database.read() as db:
        assert set(await db.scalars(select(File.state))) == {"stored"}
