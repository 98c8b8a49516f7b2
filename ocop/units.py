"""The administrative units in force since 1/7/2025: 34 provinces, 3,321 communes, wards and special zones.

Source: package vietnam_provinces 2025.10.1, data of 18/10/2025; names of former provinces in data/units.toml.
An area is "VN", a province code of 2 digits ("79") or a commune code of 5 digits ("26740").
"""

import json
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from locales.text import fold

_PROVINCE_KINDS = ("tinh", "thanh pho", "tp")
_COMMUNE_KINDS = {"xa": "xa", "x": "xa", "phuong": "phuong", "p": "phuong", "dac khu": "dac khu"}
_EXACT, _BEGINS, _GOES_ON, _SIMILAR = 100.0, 95.0, 85.0, 75.0
_LONGEST = 100  # characters of a search that are read


@dataclass(frozen=True, slots=True)
class Unit:
    """A province or a commune, ward or special zone; `province` is a province's own code for itself."""

    code: str
    name: str
    province: str


@dataclass(frozen=True, slots=True)
class _Names:
    """Folded names without their kind ("nga an"), each beside the unit it means."""

    names: list[str]
    units: list[Unit]


@dataclass(frozen=True, slots=True)
class _Index:
    country: str
    provinces: dict[str, Unit]
    communes: dict[str, Unit]
    province_names: _Names
    commune_names: dict[str | None, _Names]  # by province; all of them under None


@cache
def _index() -> _Index:
    # Imported here: the package takes 70 ms, and most processes never look up a commune.
    from vietnam_provinces import NESTED_DIVISIONS_JSON_PATH

    tree = json.loads(Path(NESTED_DIVISIONS_JSON_PATH).read_text("utf-8"))
    more = tomllib.loads((Path(__file__).parent / "data" / "units.toml").read_text("utf-8"))
    provinces: dict[str, Unit] = {}
    communes: dict[str, Unit] = {}
    commune_names: dict[str | None, _Names] = {None: _Names([], [])}
    for row in tree:
        code = f"{row['code']:02}"
        provinces[code] = Unit(code, _tidy(row["name"]), code)
        commune_names[code] = _Names([], [])
        for ward in row["wards"]:
            found = Unit(f"{ward['code']:05}", _tidy(ward["name"]), code)
            communes[found.code] = found
            for names in (commune_names[code], commune_names[None]):
                names.names.append(_kind_and_name(found)[1])
                names.units.append(found)
    province_names = _Names([], [])
    for code, found in provinces.items():
        for called in (found.name, *more["also"].get(code, ()), *more["former"].get(code, ())):
            province_names.names.append(_without_province_kind(fold(called)))
            province_names.units.append(found)
    return _Index(more["country"], provinces, communes, province_names, commune_names)


def province(code: str) -> Unit:
    """The province with this code ("79"); KeyError when there is none."""
    return _index().provinces[code]


def commune(code: str) -> Unit:
    """The commune, ward or special zone with this code ("26740"); KeyError when there is none."""
    return _index().communes[code]


def unit(code: str) -> Unit:
    """The province or commune with this code; KeyError when there is none."""
    return province(code) if len(code) == 2 else commune(code)


def known_commune(code: str) -> bool:
    """Whether this is the code of a commune in force."""
    return code in _index().communes


def known(code: str) -> bool:
    """Whether this is the code of an area in force: the country, a province or a commune."""
    return code == "VN" or code in _index().provinces or known_commune(code)


@cache
def communes_of(province_code: str) -> tuple[str, ...]:
    """The codes of a province's communes."""
    return tuple(code for code, found in _index().communes.items() if found.province == province_code)


def full_name(code: str) -> str:
    """The name as written in an address: "Xã Nga An, Thanh Hóa", "TP. Huế", and the country for "VN"."""
    if code == "VN":
        return _index().country
    found = unit(code)
    short = province(found.province).name.replace("Thành phố ", "TP. ")
    return short if found.code == found.province else f"{found.name}, {short}"


def province_in_full(code: str) -> str:
    """A province with its kind, as it stands within a sentence: "tỉnh Thanh Hóa", "thành phố Hà Nội"."""
    name = province(code).name  # a city's name says so
    return f"t{name[1:]}" if name.startswith("Thành phố ") else f"tỉnh {name}"


def province_of(area: str) -> str:
    """The code of the province that a province's or commune's code stands in."""
    return area if len(area) == 2 else commune(area).province


def within(area: str, wider: str) -> bool:
    """Whether the area is `wider` or lies inside it. KeyError for a code that does not exist."""
    if wider in ("VN", area):
        return True
    return area != "VN" and unit(area).province == wider


def find_provinces(text: str, limit: int = 6) -> list[Unit]:
    """Provinces that the text may mean, best first: any spelling, short and former names, small typos."""
    typed = _without_province_kind(fold(text[:_LONGEST]))
    scores = _scores(typed, _index().province_names) if typed else {}

    def order(found: Unit) -> tuple[object, ...]:
        return (not _without_province_kind(fold(found.name)).startswith(typed), found.name)

    return _best(scores, limit, order)


def find_communes(text: str, province: str | None = None, limit: int = 6) -> list[Unit]:
    """Communes that the text may mean, best first: "xa nga an", "p. ba dinh", "ba dinh ha noi", small typos.

    province: look only inside this one. Names that fit exactly leave out all others.
    """
    scores: dict[Unit, float] = {}
    kinds: set[str] = set()
    for kind, name, inside in _readings(fold(text[:_LONGEST]), province):
        kinds.add(kind)
        for found, score in _scores(name, _index().commune_names[inside]).items():
            scores[found] = max(score, scores.get(found, 0))
    written = _tidy(text).lower()

    def order(found: Unit) -> tuple[object, ...]:
        kind, _ = _kind_and_name(found)
        spelled = found.name.split(" ", 2 if kind == "dac khu" else 1)[-1].lower()
        return (kind not in kinds, spelled not in written, found.name, found.province)

    return _best(scores, limit, order)


def _tidy(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _without_province_kind(folded: str) -> str:
    for kind in _PROVINCE_KINDS:
        if folded.startswith(f"{kind} "):
            return folded.removeprefix(f"{kind} ")
    return folded


def _kind_and_name(found: Unit) -> tuple[str, str]:
    """The name "Xã Nga An" as ("xa", "nga an")."""
    folded = fold(found.name)
    kind = next(kind for kind in _COMMUNE_KINDS.values() if folded.startswith(f"{kind} "))
    return kind, folded.removeprefix(f"{kind} ")


def _readings(folded: str, province: str | None) -> Iterator[tuple[str, str, str | None]]:
    """The ways to read what was typed, as (kind or "", name, province): with a kind in front, a province behind."""
    wholes = [("", folded)]
    for typed, kind in _COMMUNE_KINDS.items():
        if folded.startswith(f"{typed} "):
            wholes.append((kind, folded.removeprefix(f"{typed} ")))
    for kind, name in wholes:
        if len(name) > 1:
            yield kind, name, province
        for called, inside in zip(_index().province_names.names, _index().province_names.units, strict=True):
            if name.endswith(f" {called}") and province in (None, inside.code):
                rest = name.removesuffix(f" {called}")
                for word in _PROVINCE_KINDS:
                    rest = rest.removesuffix(f" {word}")
                yield kind, rest, inside.code


def _scores(typed: str, known: _Names) -> dict[Unit, float]:
    """How well the typed name fits each unit, 0–100; units that do not fit are left out."""
    scores: dict[Unit, float] = {}
    for _, score, place in process.extract(typed, known.names, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=50):
        scores[known.units[place]] = max(score, scores.get(known.units[place], 0))
    for name, found in zip(known.names, known.units, strict=True):
        if name != typed and name.startswith(typed):
            scores[found] = max(_BEGINS, scores.get(found, 0))
        elif typed.startswith(f"{name} "):
            scores[found] = max(_GOES_ON, scores.get(found, 0))
    return scores


def _best(scores: dict[Unit, float], limit: int, order: Callable[[Unit], tuple[object, ...]]) -> list[Unit]:
    """The units with the highest scores; only the exact ones when there are any."""
    kept = [found for found, score in scores.items() if score == _EXACT] or list(scores)
    return sorted(kept, key=lambda found: (-scores[found], *order(found)))[:limit]
