"""Finding the group of a product by what people say that they make.

The words for each of the 26 sets are data (data/kinds.toml). What several words tie for is for the person to choose.
"""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from locales.text import fold, nfc

_FILE = Path(__file__).parent / "data" / "kinds.toml"
MOST = 4  # kinds offered at once
_SPLIT = re.compile(r"[^\w]+")


@cache
def examples() -> dict[str, tuple[str, ...]]:
    """Subgroup code of Decision 26/2026/QĐ-TTg → what is made in it, in plain words, the most usual first."""
    return {code: tuple(words) for code, words in tomllib.loads(_FILE.read_text("utf-8")).items()}


def find(text: str) -> list[str]:
    """The subgroups (codes) whose examples stand in the text, the longest example first; at most MOST of them.

    An example counts where its words follow one another in the text. Who types diacritics is taken at their word ("giò"
    is no "giỏ"), as far as that finds anything or a single syllable would decide. A shorter example inside a longer one
    that was found does not count ("tiêu" in "muối tiêu").
    """
    typed = " ".join(_SPLIT.split(nfc(text).casefold()))
    plain = fold(text)
    found = _in(typed, lambda word: word) if plain != typed else _in(plain, fold)
    if not found:
        found = {pair for pair in _in(plain, fold) if " " in pair[1]}
    best: dict[str, int] = {}
    for code, word in found:
        if not any(word != other and f" {word} " in f" {other} " for _code, other in found):
            best[code] = max(best.get(code, 0), len(word.split()))
    return sorted(sorted(best), key=lambda code: -best[code])[:MOST]


def _in(text: str, form: Callable[[str], str]) -> set[tuple[str, str]]:
    """(subgroup, example) of every example that stands in the text."""
    every = ((code, form(word)) for code, words in examples().items() for word in words)
    return {(code, word) for code, word in every if f" {word} " in f" {text} "}


@cache
def _moved() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads((_FILE.parent / "subgroups-2026.toml").read_text("utf-8"))
    return {old: tuple(new) for old, new in table["moved"].items()}


def today(old: str) -> tuple[str, ...]:
    """What a kind of the laws before may be under Decision 26/2026/QĐ-TTg: one code, or several to choose from."""
    return _moved().get(old, (old,))
