"""Which of the subgroups a list means by its words for a group, or by the product's own name."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from locales import texts
from locales.text import fold
from ocop.lists.columns import data

_NUMBER = re.compile(r"^(?:(?:nhom|phan nhom|nganh|bo san pham|bo|nganh hang|san pham)\b ?)?(?:[ivx]+|\d+)?\b ?(?=\w)")
_SIGNS = re.compile(r"[\W_]+")
_LONGEST = 6  # words of one name in [products]
_LIKE = 90  # of 100: from here on a name is taken to be the same


@dataclass(frozen=True, slots=True)
class Guess:
    """The subgroups it may be, the likeliest first; sure: it is the first; by_name: only the product's name says so."""

    codes: tuple[str, ...]
    sure: bool = False
    by_name: bool = False


@cache
def _names(codes: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """What subgroups and groups are called (folded) → the subgroups it may be, of those that there are."""
    known: dict[str, list[str]] = {}
    for code in sorted(codes):
        known.setdefault(fold(texts.say("vi", f"subgroup-{code}")), []).append(code)
    for row in data()["groups"]:
        for name in row["names"]:
            known.setdefault(name, []).extend(code for code in row["codes"] if code in codes)
    return {name: tuple(dict.fromkeys(found)) for name, found in known.items() if found}


@cache
def by_text(text: str, codes: frozenset[str]) -> tuple[str, ...]:
    """The subgroups that a group's name may mean."""
    folded = fold(text)
    names = _names(codes)
    for typed in (folded, folded.removeprefix("nhom "), _NUMBER.sub("", folded)):
        if typed in names:
            return names[typed]
    scored = [(fuzz.ratio(folded, name), len(name), name) for name in names]
    best = max(scored, default=(0, 0, ""))
    if best[0] >= _LIKE:
        return names[best[2]]
    within = [name for name in names if len(name.split()) > 1 and f" {name} " in f" {folded} "]
    return names[max(within, key=len)] if within else ()


@cache
def _words() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Words of a product's name → its subgroups: with their marks, and without."""
    marked: dict[str, list[str]] = {}
    bare: dict[str, list[str]] = {}
    for code, words in data()["products"].items():
        for word in words:
            marked.setdefault(word, []).append(code)
            bare.setdefault(fold(word), []).append(code)
    return marked, bare


def by_product(name: str, codes: frozenset[str]) -> tuple[str, ...]:
    """The subgroups whose words stand in a product's name; those at its beginning before others, the longest first."""
    words = _SIGNS.sub(" ", name.lower()).split()
    known = _words()[1 if name.isascii() else 0]
    for place in range(len(words)):
        for length in range(_LONGEST, 0, -1):
            found = known.get(" ".join(words[place : place + length]), ())
            fitting = tuple(code for code in found if code in codes)
            if fitting and place + length <= len(words):
                return tuple(dict.fromkeys(fitting))
    return ()


def guess(text: str, product: str, codes: Collection[str]) -> Guess:
    """What a row means. text: what the list says of its group, "" for nothing; codes: the subgroups that there are."""
    every = frozenset(codes)
    said = by_text(text, every) if text else ()
    if len(said) == 1:
        return Guess(said, sure=True)
    named = by_product(product, frozenset(said) or every)
    if len(named) == 1:
        return Guess((*named, *(code for code in said if code not in named)), sure=True, by_name=not said)
    return Guess(tuple(dict.fromkeys([*named, *said])))
