"""Vietnam's territories before and after the reform of 2025, and how news names them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import msgspec

from kg.errors import LexiconError
from kg.lexicon.fold import squash, strip_diacritics
from kg.lexicon.loader import load_tsv, load_yaml
from kg.lexicon.records import AreaKind


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A territory as it was from `since` to `until` (ISO days, the last day included; None: not known, or open).

    Attributes:
        key: stable key in the word lists, such as "p37".
        name: canonical name with its kind: "tỉnh Ninh Bình", "TP Hà Nội", "huyện Vũ Thư", "quận 5".
        bare: the name as it stands without its kind: "Ninh Bình", "TP.HCM", "5".
        kind: country, province (a centrally run city too), district or commune.
        within: key of the territory that it is part of.
        successors: keys of the territories that took its place.
        aliases: other names that can only mean this territory.
        weak: other names that can mean something else as well.
    """

    key: str
    name: str
    bare: str
    kind: AreaKind
    within: str | None = None
    since: str | None = None
    until: str | None = None
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    wikidata: str | None = None

    @property
    def form(self) -> str:
        """The word for its kind in its name: "tỉnh", "TP", "huyện"; none for the country."""
        return "TP" if self.name == self.bare and self.kind != "country" else self.name[: -len(self.bare)].strip()

    def was_there(self, day: str) -> bool:
        """Whether the territory was there on an ISO day, as far as is known."""
        return (self.since or "") <= day and (self.until is None or day <= self.until)


class AreaForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of territory as names have it: "TP", "huyện".

    Attributes:
        form: how canonical names write it.
        levels: the levels that have it.
        words: other spellings.
        town: whether it is urban.
        listed: whether every territory of the form that news can name is in the lists.
    """

    form: str
    levels: tuple[AreaKind, ...]
    words: tuple[str, ...] = ()
    town: bool = False
    listed: bool = False


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    name: str
    within: str | None = None
    since: str | None = None
    until: str | None = None
    successors: tuple[str, ...] = ()
    wikidata: str | None = None


class _Names(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class _Provinces(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    country: _Entry
    provinces: tuple[_Entry, ...]
    aliases: dict[str, _Names]


class _PastDistricts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    past: tuple[_Entry, ...]
    since: dict[str, str]
    aliases: dict[str, tuple[str, ...]]


_COLUMNS = ("key", "name", "within", "since", "until", "successors")


@cache
def area_forms() -> dict[str, AreaForm]:
    """The kinds of territories by their form."""
    return {each.form: each for each in load_yaml("areas/forms.yaml", tuple[AreaForm, ...])}


def load_areas(*, communes: bool = False) -> tuple[Area, ...]:
    """Vietnam, its provinces and districts, and its communes when asked for, sorted by key.

    Raises:
        LexiconError: the lists have a key twice, or name a territory that isn't there.
    """
    return _load_communes() if communes else _load_upper()


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


@cache
def _load_upper() -> tuple[Area, ...]:
    lists = load_yaml("areas/provinces.yaml", _Provinces)
    past = load_yaml("areas/districts_past.yaml", _PastDistricts)
    country = Area(key=lists.country.key, name=lists.country.name, bare=lists.country.name, kind="country")
    provinces = [_make_area(entry, "province", lists.aliases, within=country.key) for entry in lists.provinces]
    districts = [
        *(_make_area(entry, "district", {}) for entry in past.past),
        *_read_rows("areas/districts.tsv", "district", past),
    ]
    return _checked([country, *provinces, *districts])


@cache
def _load_communes() -> tuple[Area, ...]:
    return _checked([*_load_upper(), *_read_rows("areas/communes.tsv", "commune")])


def _make_area(entry: _Entry, kind: AreaKind, aliases: dict[str, _Names], *, within: str | None = None) -> Area:
    names = aliases.get(entry.name, _Names())
    return Area(
        key=entry.key,
        name=entry.name,
        bare=_bare(entry.name),
        kind=kind,
        within=entry.within or within,
        since=entry.since,
        until=entry.until,
        successors=entry.successors,
        aliases=names.strong,
        weak=names.weak,
        wikidata=entry.wikidata,
    )


def _read_rows(name: str, kind: AreaKind, more: _PastDistricts | None = None) -> Iterator[Area]:
    first_days, aliases = ({}, {}) if more is None else (more.since, more.aliases)
    for key, full, within, since, until, successors in load_tsv(name, _COLUMNS):
        yield Area(
            key=key,
            name=full,
            bare=_bare(full),
            kind=kind,
            within=within,
            since=first_days.get(key) or since or None,
            until=until or None,
            successors=tuple(successors.split()),
            aliases=aliases.get(key, ()),
        )


def _bare(name: str) -> str:
    form = next((form for form in area_forms() if name.startswith(f"{form} ")), None)
    return name if form is None else name[len(form) + 1 :]


def _checked(areas: Iterable[Area]) -> tuple[Area, ...]:
    """The territories sorted by key, once every key is there once and every reference leads somewhere."""
    by_key: dict[str, Area] = {}
    for area in areas:
        if area.key in by_key:
            raise LexiconError(f"kg/lexicon/data/areas: {area.key} is there twice; remove one entry")
        by_key[area.key] = area
    has_communes = any(area.kind == "commune" for area in by_key.values())
    for area in by_key.values():
        refers = (*((area.within,) if area.within else ()), *area.successors)
        missing = [key for key in refers if key not in by_key and (has_communes or not key.startswith("c"))]
        if missing:
            raise LexiconError(f"kg/lexicon/data/areas: {area.key} ({area.name}) names {missing}, which aren't there")
    return tuple(by_key[key] for key in sorted(by_key))
