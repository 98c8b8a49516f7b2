"""One way to try again: ever later, and not all at the same moment."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

Made = TypeVar("Made")


def pause(failures: int, longest: float) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4 … up to `longest`, each shortened at random by up to a
    half, so that those who failed together do not come back together.
    """
    return float(min(2.0 ** min(failures - 1, 30), longest) * random.uniform(0.5, 1))  # noqa: S311  not a secret


async def until_done(
    work: Callable[[], Awaitable[Made]], failed: Callable[[Exception], object], *, longest: float
) -> Made:
    """Do this until it succeeds, waiting in between at most `longest` seconds; `failed` is told each failure."""
    failures = 0
    while True:
        try:
            return await work()
        except Exception as error:
            failures += 1
            failed(error)
        await asyncio.sleep(pause(failures, longest))
