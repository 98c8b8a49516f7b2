"""Who comes too often waits; who has not come for long is forgotten."""

from chat.limits import Limiters


async def test_each_has_their_own_limit() -> None:
    limits = Limiters(2, 60)
    assert [await limits.allows("lan") for _ in range(3)] == [True, True, False]
    assert await limits.allows("mai")


async def test_only_so_many_are_remembered_and_the_one_seen_last_stays() -> None:
    limits = Limiters(1, 60, most=2)
    assert await limits.allows("lan")
    assert await limits.allows("mai")
    assert not await limits.allows("lan")
    assert await limits.allows("hoa")
    assert len(limits) == 2
    assert not await limits.allows("lan"), "she was seen after Mai"
    assert await limits.allows("mai"), "forgotten"
