"""How a name and a post are tied beyond the plain links, as `data/holding.yaml` lists it."""

from __future__ import annotations

from functools import cache

import msgspec

from kg.lexicon.loader import load_yaml


class Holding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of the words; the list says of each group what it means."""

    several: tuple[str, ...]
    careers: tuple[str, ...]
    charges: tuple[str, ...]
    such: tuple[str, ...]
    during: tuple[str, ...]
    before: tuple[str, ...]
    capacity: tuple[str, ...]
    spans: tuple[str, ...]
    until: tuple[str, ...]
    kin: tuple[str, ...]
    delegation: tuple[str, ...]
    choices: tuple[str, ...]
    now: tuple[str, ...]
    given: tuple[str, ...]
    assemblies: tuple[str, ...]
    founders: tuple[str, ...]
    upcoming: tuple[str, ...]
    mourning: tuple[str, ...]
    mourners: tuple[str, ...]
    dying: tuple[str, ...]
    among: tuple[str, ...]
    bestowed: tuple[str, ...]
    giving: tuple[str, ...]
    apart: tuple[str, ...]
    topics: tuple[str, ...]
    meanwhile: tuple[str, ...]
    origins: tuple[str, ...]
    then: tuple[str, ...]
    life: tuple[str, ...]
    counts: dict[str, int]
    parting: tuple[str, ...]
    others: tuple[str, ...]
    pointed: tuple[str, ...]
    candidates: tuple[str, ...]
    alone: tuple[str, ...]
    onward: tuple[str, ...]
    rooms: tuple[str, ...]
    bureaus: tuple[str, ...]
    institutions: tuple[str, ...]
    houses: dict[str, tuple[str, ...]]
    of_province: tuple[str, ...]
    of_province_if_common: tuple[str, ...]
    boards_of_firms: frozenset[str]
    of_police: tuple[str, ...]
    kept: tuple[str, ...]
    seats: tuple[str, ...]
    heading: tuple[str, ...]
    beside: str
    public: frozenset[str]
    associations: tuple[str, ...]
    kept_up: tuple[str, ...]
    religious: tuple[str, ...]


@cache
def load_holding() -> Holding:
    """The words, read once."""
    return load_yaml("holding.yaml", Holding)
