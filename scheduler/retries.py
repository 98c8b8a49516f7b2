"""How long to wait before trying once more."""

import random
from datetime import timedelta


def backoff(attempts: int, *, base: float = 2, longest: float) -> timedelta:
    """`base` to the power of `attempts` seconds, at most `longest`; with jitter, so that not all come back at once."""
    seconds = longest if attempts > 30 else min(base**attempts, longest)
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311  no secret
