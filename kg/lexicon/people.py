"""How people are named, as `data/people.yaml` lists it."""

from __future__ import annotations

from functools import cache

import msgspec

from kg.lexicon.fold import fold
from kg.lexicon.loader import load_yaml


class PeopleWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Honorifics by whom they are for, ranks, surnames, and words before which a capitalised run is no person."""

    honorifics: dict[str, tuple[str, ...]]
    ranks: tuple[str, ...]
    surnames_kinh: tuple[str, ...]
    surnames_peoples: tuple[str, ...]
    weak: tuple[str, ...]
    middle: tuple[str, ...]
    not_before: tuple[str, ...]
    firms: tuple[str, ...]
    schools: tuple[str, ...]
    eponyms: dict[str, tuple[str, ...]]
    never: tuple[str, ...]
    credits: tuple[str, ...]
    foreign: tuple[str, ...]
    abroad: tuple[str, ...]


class Surnames(msgspec.Struct, frozen=True):
    """Surnames, folded: `strong` ones begin a name anywhere, `weak` ones only where something else says so."""

    strong: frozenset[str]
    weak: frozenset[str]


@cache
def load_people() -> PeopleWords:
    """The words, read once."""
    return load_yaml("people.yaml", PeopleWords)


@cache
def load_surnames() -> Surnames:
    """Surnames of all peoples, strong and weak."""
    words = load_people()
    weak = frozenset(fold(name) for name in words.weak)
    every = frozenset(fold(name) for name in (*words.surnames_kinh, *words.surnames_peoples))
    return Surnames(every - weak, every & weak | weak)
