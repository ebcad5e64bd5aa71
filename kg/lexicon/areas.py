"""Vietnam's territories before and after the reform of 2025, and how news names them."""

from __future__ import annotations

import msgspec

from kg.lexicon.records import AreaKind


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A territory as it was from `since` to `until` (ISO days, the last day included; None: not known, or open).

    Attributes:
        key: stable key in the word lists, such as "p37".
        name: canonical name with its kind: "tỉnh Ninh Bình", "TP Hà Nội", "huyện Vũ Thư", "quận 5".
        bare: the name alone: "Ninh Bình", "5".
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


def load_areas(*, communes: bool = False) -> tuple[Area, ...]:
    """Vietnam, its provinces and districts, and its communes when asked for, sorted by key."""
    raise NotImplementedError


def area_of(key: str) -> Area:
    """The territory of a key."""
    raise NotImplementedError


def find_areas(
    name: str, *, kind: AreaKind | None = None, within: Area | None = None, on: str | None = None
) -> tuple[Area, ...]:
    """All territories that a name can mean, sorted by key; none when it names no territory.

    Args:
        name: with or without its kind, abbreviated or not: "tỉnh Ninh Bình", "Q.5", "H. Vũ Thư", "TP HCM", "bac ninh".
        kind: only territories of this kind; communes are looked at only when the kind is "commune" or written out.
        within: only territories inside this one, at any depth.
        on: only territories that were there on this ISO day.
    """
    raise NotImplementedError


def province_of(area: Area) -> Area | None:
    """The province that a territory is or is part of; None for the country."""
    raise NotImplementedError
