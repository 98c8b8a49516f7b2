"""A list that is longer than a screen: so many rows at once, and a button that goes on."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from chat.screen import Button
from chat.turn import Turn

SIZE = 8  # rows on one screen
Row = TypeVar("Row")


def buttons(
    turn: Turn,
    rows: Sequence[Row],
    button: Callable[[Row], Button],
    address: Callable[[int], str],
    *,
    offset: int = 0,
    size: int = SIZE,
) -> list[Button]:
    """A button for each of the first `size` rows, and the one that goes on when there are more.

    rows: those from `offset` on (one more than `size` is enough); address: offset → where that page of the list is.
    """
    return [button(row) for row in rows[:size]] + more(turn, rows, address, offset=offset, size=size)


def more(
    turn: Turn,
    rows: Sequence[object],
    address: Callable[[int], str],
    *,
    offset: int = 0,
    size: int = SIZE,
    key: str = "button-more",
) -> list[Button]:
    """The button that goes on after the first `size` rows; none when there are no more. `key`: its text."""
    return [turn.button(key, address(offset + size))] if len(rows) > size else []
