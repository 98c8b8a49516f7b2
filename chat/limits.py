"""How much, and how often: the limits of what people send, in one place."""

from collections.abc import Hashable

from aiolimiter import AsyncLimiter

LARGEST_FILE = 25 * 1024 * 1024  # bytes of one file, whichever way it came


class Limiters:
    """One limiter for each who comes (a browser, an address): `rate` within `seconds`. Who has not been seen for
    longest is forgotten when there are more than `most`.
    """

    def __init__(self, rate: float, seconds: float, *, most: int = 2000) -> None:
        self.rate = rate
        self.seconds = seconds
        self.most = most
        self._known: dict[Hashable, AsyncLimiter] = {}

    def __len__(self) -> int:
        return len(self._known)

    async def allows(self, key: Hashable) -> bool:
        """Take one now; False, without waiting, when there is none left."""
        limiter = self._known.pop(key, None) or AsyncLimiter(self.rate, self.seconds)
        self._known[key] = limiter  # the newest at the end
        while len(self._known) > self.most:
            self._known.pop(next(iter(self._known)))
        if not limiter.has_capacity():
            return False
        await limiter.acquire()  # there is room: this does not wait
        return True
