"""How news names territories: all that a name can mean, and what each is part of and came from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from kg.errors import LexiconError
from kg.lexicon.area_lists import Area, AreaForm, area_forms, load_areas
from kg.lexicon.fold import squash, strip_diacritics
from kg.lexicon.loader import load_yaml
from kg.lexicon.records import AreaKind

__all__ = [
    "Area",
    "AreaForm",
    "area_forms",
    "area_of",
    "find_areas",
    "form_words",
    "lineage_of",
    "load_areas",
    "province_of",
    "read_form",
]


def area_of(key: str) -> Area:
    """The territory of a key.

    Raises:
        LexiconError: no territory has this key.
    """
    for communes in (False, True):
        area = _index(communes).by_key.get(key)
        if area is not None:
            return area
    raise LexiconError(f"no territory has the key {key!r}; keys are those of kg/lexicon/data/areas")


@lru_cache(maxsize=50_000)
def find_areas(
    name: str, *, kind: AreaKind | None = None, within: Area | None = None, on: str | None = None
) -> tuple[Area, ...]:
    """All territories that a name can mean, sorted by key; none when it names no territory.

    A name with the word for its kind means territories of that kind, and if there are none, those of the same level
    (a huyện may have become a thị xã). A name with diacritics means only what has them too.

    Args:
        name: with or without its kind, abbreviated or not: "tỉnh Ninh Bình", "Q.5", "H. Vũ Thư", "TP HCM", "bac ninh".
        kind: only territories of this kind; communes are looked at only when the kind is "commune" or written out.
        within: only territories inside this one, at any depth.
        on: only territories that were there on this ISO day.
    """
    words = squash(name)
    found = _find_whole(words, kind) or _find_formed(words, kind)
    if within is not None:
        found = [area for area in found if _is_within(area, within)]
    if on is not None:
        found = [area for area in found if area.was_there(on)]
    return tuple(sorted(found, key=lambda area: area.key))


def province_of(area: Area) -> Area | None:
    """The province that a territory is or is part of; None for the country."""
    return next((each for each in _chain(area) if each.kind == "province"), None)


@cache
def lineage_of(area: Area) -> frozenset[str]:
    """The keys of a territory, of all that it became and of all that it came from: Hà Nam's has the new Ninh Bình's."""
    after, before = {area.key}, {area.key}
    while later := {key for each in after for key in area_of(each).successors} - after:
        after |= later
    while earlier := {each.key for each in load_areas() if before & set(each.successors)} - before:
        before |= earlier
    return frozenset(after | before)


def read_form(name: str) -> tuple[str | None, str]:
    """The form of territory that a name begins with ("TP", "huyện"), or None, and the squashed rest."""
    words = squash(name)
    match = _form_pattern().fullmatch(words)
    return (None, words) if match is None else (form_words()[match["form"]], match["rest"])


@cache
def form_words() -> dict[str, str]:
    """Forms by their squashed spellings, with and without diacritics."""
    spelled = {squash(word): each.form for each in area_forms().values() for word in (each.form, *each.words)}
    return spelled | {strip_diacritics(word): form for word, form in spelled.items()}


@cache
def _form_pattern() -> re.Pattern[str]:
    words = sorted(form_words(), key=len, reverse=True)
    return re.compile(rf"(?P<form>{'|'.join(map(re.escape, words))})(?: +|(?=\d))(?P<rest>.+)")


def _find_whole(words: str, kind: AreaKind | None) -> list[Area]:
    """Territories that have the words for a bare name or an alias; strong ones before weak ones."""
    if words.isdigit():
        return []
    index = _index(kind == "commune")
    plain = index.plain if words.isascii() else {}
    for names, key in ((index.strong, _spell(words)), (index.weak, words), (plain, words)):
        found = [area for area in names.get(key, ()) if kind is None or area.kind == kind]
        if found:
            return found
    return []


def _find_formed(words: str, kind: AreaKind | None) -> list[Area]:
    """Territories whose kind the words begin with."""
    form, rest = read_form(words)
    if form is None:
        return []
    rest = rest.lstrip("0") if rest.isdigit() else rest
    kinds = [each for each in area_forms()[form].levels if kind in (None, each)]
    index = _index("commune" in kinds)
    plain = index.plain if words.isascii() else {}
    for names, key in ((index.strong, _spell(rest)), (index.weak, rest), (plain, rest)):
        level = [area for area in names.get(key, ()) if area.kind in kinds]
        if level:
            return _nearest_form(level, form)
    return []


def _nearest_form(areas: list[Area], form: str) -> list[Area]:
    """Those of the form; else, below provinces, towns for a town's form; else all below provinces."""
    below = [area for area in areas if area.kind != "province"]
    forms = area_forms()
    towns = [area for area in below if forms[area.form].town] if forms[form].town else []
    return [area for area in areas if area.form == form] or towns or below


def _is_within(area: Area, outer: Area) -> bool:
    """Whether a territory is the other or inside it, or inside what came directly before or after the other."""
    return any(
        each.key == outer.key or each.key in outer.successors or outer.key in each.successors for each in _chain(area)
    )


def _chain(area: Area) -> Iterator[Area]:
    yield area
    while area.within is not None:
        area = area_of(area.within)
        yield area


class _Index(msgspec.Struct, frozen=True):
    """Territories by key, and by squashed name: strong, weak, and without diacritics."""

    by_key: dict[str, Area]
    strong: dict[str, list[Area]]
    weak: dict[str, list[Area]]
    plain: dict[str, list[Area]]


def _spell(words: str) -> str:
    """The words with syllables that are spelled in several ways in one of them."""
    spellings = _spellings()
    return " ".join([spellings.get(word, word) for word in words.split(" ")])


@cache
def _spellings() -> dict[str, str]:
    lines = load_yaml("areas/spellings.yaml", tuple[tuple[str, ...], ...])
    return {spelling: line[0] for line in lines for spelling in line[1:]}


@cache
def _index(communes: bool) -> _Index:  # noqa: FBT001 - a cache key
    areas = load_areas(communes=communes)
    strong: dict[str, list[Area]] = defaultdict(list)
    weak: dict[str, list[Area]] = defaultdict(list)
    plain: dict[str, list[Area]] = defaultdict(list)
    for area in areas:
        names = {squash(text) for text in (area.bare, *area.aliases)}
        for words in sorted(set(map(_spell, names))):
            strong[words].append(area)
        for words in sorted(set(map(strip_diacritics, names))):
            plain[words].append(area)
        for words in sorted({squash(text) for text in area.weak}):
            weak[words].append(area)
            plain[strip_diacritics(words)].append(area)
    return _Index({area.key: area for area in areas}, dict(strong), dict(weak), dict(plain))
