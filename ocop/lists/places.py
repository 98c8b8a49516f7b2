"""Which commune of today a list means, with communes and districts until 30/6/2025; and who issued a decision."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from locales.text import fold
from ocop import units

MERGED_ON = date(2025, 7, 1)  # two tiers: no districts, other communes; Nghị quyết 202/2025/QH15
_KINDS = {
    "xa": "xa",
    "x": "xa",
    "phuong": "phuong",
    "p": "phuong",
    "thi tran": "thi tran",
    "tt": "thi tran",
    "dac khu": "dac khu",
}
_DISTRICTS = ("huyen", "thi xa", "thanh pho", "quan", "tx", "tp", "h", "q")
_PART = re.compile(r"[,;/()\n]| - | – ")
MOST = 6  # communes that are offered to choose from


@dataclass(frozen=True, slots=True)
class Old:
    """A commune until 30/6/2025: kind and district folded ("xa", "nga son"); codes of today, the largest part first."""

    kind: str
    district: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a text may mean: codes, the likeliest first; sure: it is the first; old: a name of before July 2025."""

    codes: tuple[str, ...]
    sure: bool = False
    old: bool = False


@cache
def _old() -> dict[str, dict[str, list[Old]]]:
    """Province of today → name (folded, without kind) → the communes of that name."""
    known: dict[str, dict[str, list[Old]]] = {}
    lines = (Path(__file__).parent.parent / "data" / "old-communes.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("#"):
            continue
        _province, district, called, codes = line.split("\t")
        kind, name = _kind_and_name(called)
        one = Old(kind, bare_district(district), tuple(codes.split()))
        known.setdefault(units.commune(one.codes[0]).province, {}).setdefault(name, []).append(one)
    return known


@cache
def _new(province: str) -> dict[str, list[tuple[str, str]]]:
    """Name (folded, without kind) → (kind, code) of the communes of today."""
    known: dict[str, list[tuple[str, str]]] = {}
    for code in units.communes_of(province):
        kind, name = _kind_and_name(fold(units.commune(code).name))
        known.setdefault(name, []).append((kind, code))
    return known


def _kind_and_name(folded: str) -> tuple[str, str]:
    for word, kind in _KINDS.items():
        if folded.startswith(f"{word} "):
            return kind, folded.removeprefix(f"{word} ")
    return "", folded


def bare_district(folded: str) -> str:
    """ "huyen nga son" as "nga son"."""
    for word in _DISTRICTS:
        if folded.startswith(f"{word} "):
            return folded.removeprefix(f"{word} ")
    return folded


def parts(text: str) -> tuple[str, str]:
    """(commune, district) of an address or a name, as far as it says so: "thôn 3, xã Nga An, huyện Nga Sơn"."""
    folded = [fold(part) for part in _PART.split(re.sub(r"\b([xXpPhHqQ])\.", r"\1 ", text))]
    pieces = [piece for piece in folded if piece]
    commune = next((piece for piece in pieces if _kind_and_name(piece)[0]), "")
    district = next((piece for piece in pieces if piece != commune and bare_district(piece) != piece), "")
    if not commune and pieces and len(pieces) <= 3 and bare_district(pieces[0]) == pieces[0]:
        commune = pieces[0]
        district = district or (pieces[1] if len(pieces) > 1 else "")
    return commune, bare_district(district)


@cache
def commune(text: str, district: str, province: str, after: bool) -> Found:
    """Which commune of the province is meant.

    text, district: as written; after: the list is of the time after 1/7/2025, so names of today come first.
    """
    called, said_district = parts(text)
    district = bare_district(fold(district)) or said_district
    kind, name = _kind_and_name(called)
    if not name:
        return Found(())
    new = [code for its_kind, code in _new(province).get(name, ()) if not kind or its_kind == kind]
    olds = [one for one in _old().get(province, {}).get(name, ()) if not kind or one.kind == kind]
    if not new and not olds:  # "thị trấn" is a commune now, and a kind is easily mistaken
        new = [code for _kind, code in _new(province).get(name, ())]
        olds = _old().get(province, {}).get(name, [])
    there = [one for one in olds if one.district == district]
    if district and there and not (after and len(new) == 1):
        return _found([code for one in there for code in one.codes], old=True)
    if len(new) == 1 and (after or not {code for one in olds for code in one.codes} - set(new)):
        return Found((new[0],), sure=True)
    either = _found(list(dict.fromkeys([*new, *(code for one in olds for code in one.codes)])), old=not new)
    return either if either.codes else Found(_similar(called, province))


def _found(codes: Sequence[str], *, old: bool) -> Found:
    once = tuple(dict.fromkeys(codes))
    return Found(once[:MOST], sure=len(once) == 1, old=old)


def _similar(called: str, province: str) -> tuple[str, ...]:
    return tuple(unit.code for unit in units.find_communes(called, province, limit=MOST))


# -- who issued it


@dataclass(frozen=True, slots=True)
class Issuer:
    """level: district, province or centre; "" when the text says nothing; abolished: a body that is no more."""

    level: str
    abolished: bool = False


@cache
def issuer(text: str) -> Issuer:
    """Whose decision it is, from "UBND huyện Nga Sơn", "Chủ tịch UBND tỉnh", "Bộ NN&MT" …

    A city that is no province of today or of before was a district (Decision 148/QĐ-TTg: the district awarded 3★).
    """
    folded = fold(text)
    if not folded:
        return Issuer("")
    if re.search(r"\b(bo|trung uong|hoi dong ocop quoc gia|chinh phu)\b", folded):
        return Issuer("centre")
    if re.search(r"\b(huyen|thi xa|quan|tx)\b", folded):
        return Issuer("district", abolished=True)
    if re.search(r"\btinh\b", folded):
        return Issuer("province")
    if city := re.search(r"\b(?:thanh pho|tp)\b(?: thuoc)? ?(.*)", folded):
        return Issuer("province") if _was_province(city[1]) else Issuer("district", abolished=True)
    return Issuer("")


_CITIES = ("ha noi", "hai phong", "da nang", "can tho", "ho chi minh", "hcm", "hue")


def _was_province(name: str) -> bool:
    return name.strip().startswith(_CITIES)
