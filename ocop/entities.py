"""The kinds of producers, and how their names tell them."""

from functools import lru_cache

from locales.text import fold

KINDS = ("cooperative", "cooperative-group", "company", "household", "farm", "other")
# How producers usually begin their own name; a name that says the kind saves a question.
BEGINNINGS = {
    "hop tac xa": "cooperative",
    "htx": "cooperative",
    "to hop tac": "cooperative-group",
    "tht": "cooperative-group",
    "cong ty": "company",
    "cty": "company",
    "doanh nghiep": "company",
    "ho kinh doanh": "household",
    "ho san xuat": "household",
    "hkd": "household",
    "co so": "household",
    "trang trai": "farm",
}
# Words of lists beside those with which names begin.
_SAID = {
    "dntn": "company",
    "dn": "company",
    "tnhh": "company",
    "cp": "company",
    "ho": "household",
    "ca nhan": "household",
}
_SHORTER = (
    ("cong ty trach nhiem huu han", "cong ty"),
    ("cong ty tnhh", "cong ty"),
    ("cty tnhh", "cong ty"),
    ("cong ty co phan", "cong ty"),
    ("cong ty cp", "cong ty"),
    ("cty", "cong ty"),
    ("hop tac xa", "htx"),
    ("to hop tac", "tht"),
    ("ho kinh doanh", "ho"),
    ("ho san xuat", "ho"),
    ("hkd", "ho"),
    ("mot thanh vien", ""),
    ("mtv", ""),
)


def kind_by_name(name: str) -> str | None:
    """The kind that a producer's name says; None when it says none."""
    folded = fold(name)
    return next((kind for beginning, kind in BEGINNINGS.items() if folded.startswith(f"{beginning} ")), None)


def kind_by_word(text: str) -> str | None:
    """The kind that a list's word means: "HTX", "Hộ KD", "DNTN"."""
    folded = fold(text)
    every = {**BEGINNINGS, **_SAID}
    return next((kind for word, kind in every.items() if f"{folded} ".startswith(f"{word} ")), None)


@lru_cache(maxsize=20_000)
def same_name(name: str) -> str:
    """A producer's name for comparing: "Hợp tác xã Ba Làng" and "HTX Ba Làng" are one."""
    folded = f" {fold(name)} "
    for long, short in _SHORTER:
        folded = folded.replace(f" {long} ", f" {short} ")
    return " ".join(folded.split())
