"""Vietnam's territories before and after the reform of 2025, as the word lists have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from kg.errors import LexiconError
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
