"""Several calls for one message."""

from collections.abc import Awaitable, Callable, Sequence

REMEMBERED = 1000


class PartialSends:
    """Makes the calls of a message in order; after a "wait" it goes on behind those that are out already."""

    def __init__(self) -> None:
        self._done: dict[int, list[str]] = {}

    async def send(self, message_id: int, calls: Sequence[Callable[[], Awaitable[str]]]) -> str:
        """Make those calls that were not made yet; returns the answer of the last."""
        done = self._done.setdefault(message_id, [])
        while len(self._done) > REMEMBERED:
            self._done.pop(next(iter(self._done)))
        for call in calls[len(done) :]:
            done.append(await call())
        self._done.pop(message_id, None)
        return done[-1]
