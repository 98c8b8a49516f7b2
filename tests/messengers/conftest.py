"""Fixtures of the tests of messengers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.messengers.zalo_offices import Bot, OfficialAccount, official_account, zalo_bot


@pytest.fixture
async def oa(tmp_path: Path) -> AsyncIterator[OfficialAccount]:
    async with official_account(tmp_path) as office:
        yield office


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    async with zalo_bot(tmp_path) as office:
        yield office
