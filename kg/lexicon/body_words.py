"""The words that names of bodies are made of, as `data/body_words.yaml` lists them."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Literal

import msgspec

from kg.lexicon.fold import fold
from kg.lexicon.loader import load_yaml

HeadKind = Literal[
    "committee",
    "govern",
    "organ",
    "council",
    "central",
    "local",
    "ministry",
    "unit",
    "field",
    "school",
    "company",
    "vocab",
]
AreaLevel = Literal["province", "city", "district", "commune", "hamlet"]

_JOINS = (" và ", " - ", "-", " – ", ", ", " ", " & ", "&")


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that begin the name of a body; `data/body_words.yaml` says what each kind means."""

    name: str
    kind: HeadKind
    area: str | None = None
    forms: tuple[str, ...] = ()


class Compound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A field of work that is written in many ways: its parts joined by "và", a dash, a comma, or abbreviated."""

    name: str
    parts: tuple[str, ...]
    short: tuple[str, ...] = ()


class AreaWord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of territory with the forms in which it stands before a name."""

    kind: str
    level: AreaLevel
    forms: tuple[str, ...]


class BodyWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of the words, and which join parts of a body's name."""

    heads: tuple[Head, ...]
    fields: tuple[str, ...]
    compounds: tuple[Compound, ...]
    shortened: dict[str, dict[str, str]]
    area_kinds: tuple[AreaWord, ...]
    provinces: dict[str, tuple[str, ...]]
    state_firms: tuple[str, ...]
    party_organs: tuple[str, ...]
    district_offices: tuple[str, ...]
    bureaus: dict[str, tuple[str, ...]]
    passing: tuple[str, ...]
    expanded: dict[str, str]
    abroad: tuple[str, ...]
    others: tuple[str, ...]
    verbs: tuple[str, ...]
    stops: frozenset[str]
    doings: frozenset[str]
    central_words: tuple[str, ...]
    indefinite: tuple[str, ...]
    connectors: tuple[str, ...]


@cache
def load_body_words() -> BodyWords:
    """The words, read once."""
    return load_yaml("body_words.yaml", BodyWords)


def spell_head(head: Head) -> tuple[str, ...]:
    """All spellings of a head, folded, with dashes of any kind."""
    forms = dict.fromkeys(fold(form) for form in (head.name, *head.forms))
    return tuple(dict.fromkeys(form.replace(" - ", dash) for form in forms for dash in (" - ", " – ", "-")))


def spell_compound(compound: Compound) -> tuple[str, ...]:
    """All spellings of a compound field, folded: parts in their order, joined in any usual way."""
    joins = product(_JOINS, repeat=len(compound.parts) - 1)
    spelled = {fold(compound.name)}
    for choice in joins:
        text = compound.parts[0] + "".join(join + part for join, part in zip(choice, compound.parts[1:], strict=True))
        spelled.add(fold(text))
    for short in compound.short:
        folded = fold(short)
        spelled |= {folded, folded.replace("&", " & "), folded.replace("-", " - "), folded.replace("&", " và ")}
    return tuple(sorted(spelled))
