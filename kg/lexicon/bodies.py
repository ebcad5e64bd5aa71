"""What bodies there are and how news names them: heads, central bodies, departments, abbreviations."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from kg.errors import LexiconError
from kg.lexicon.loader import load_yaml
from kg.lexicon.phrases import PhraseIndex, replace_phrases
from kg.lexicon.records import BodyKind, Level


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all entries share: an unknown key is an error."""


class BodyHead(_Entry, frozen=True, kw_only=True):
    """Words that begin the name of a body and that a territory's name follows.

    Attributes:
        name: canonical words: "UBND", "Tỉnh ủy", "Sở Y tế".
        kind: what sort of body it is.
        levels: levels at which there is such a body; a single one is the body's level.
        area: whether the territory's name has its kind ("kind": UBND tỉnh X) or not ("bare": Tỉnh ủy X).
        forms: kinds of territories that the words are about, where they tell: "TP" for Thành ủy.
        parent: {government}, {council} or {committee} of the same territory, or a central body's name.
        outer: whether the same body of the province is the parent at district level.
        aliases: other spellings of the words.
    """

    name: str
    kind: BodyKind
    levels: tuple[Level, ...]
    area: Literal["kind", "bare"] = "kind"
    forms: tuple[str, ...] = ()
    parent: str | None = None
    outer: bool = False
    aliases: tuple[str, ...] = ()


class BodyUnit(_Entry, frozen=True, kw_only=True):
    """Words that a body inside another begins with, or that say what sort of body it is.

    Attributes:
        name: the words: "Văn phòng", "Trung tâm".
        kind: what sort of body it is; None: that of the body it belongs to.
        level: level of a body so named, where a territory stands at its end.
        parent: {government} or {committee} of that territory.
        named_by_parent: whether with a territory it is its parent's: Ban Tuyên giáo (Tỉnh ủy) Kon Tum.
    """

    name: str
    kind: BodyKind | None
    level: Level | None = None
    parent: str | None = None
    named_by_parent: bool = False


class CentralBody(_Entry, frozen=True, kw_only=True):
    """A body of the whole country.

    Attributes:
        name: canonical name: "Bộ Y tế".
        kind: what sort of body it is.
        parent: canonical name of its parent.
        aliases: other spellings and abbreviations that can only mean this body.
        since: first ISO day, where known.
        until: last ISO day, where it has ceased to be.
        successors: names of the bodies that took its place.
        source: the law or resolution that `since`, `until` and `successors` come from.
        wikidata: its item.
    """

    name: str
    kind: BodyKind
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    successors: tuple[str, ...] = ()
    source: str | None = None
    wikidata: str | None = None


class Department(msgspec.Struct, frozen=True, kw_only=True):
    """A department of a province (Sở) or office of a district (Phòng).

    Attributes:
        name: canonical name without territory: "Sở Giáo dục và Đào tạo".
        level: "province" or "district".
        field: its field: "Giáo dục và Đào tạo".
        aliases: other spellings: "Sở GD-ĐT".
        ministry: canonical name of the ministry whose field it is.
    """

    name: str
    level: Level
    field: str
    aliases: tuple[str, ...] = ()
    ministry: str | None = None


class Abbreviation(_Entry, frozen=True, kw_only=True):
    """A short form as news writes it, and the words that it stands for.

    Attributes:
        short: the form: "UBND".
        full: the words: "Ủy ban nhân dân".
        write: which of the two canonical names have.
        weak: whether the form can mean something else as well.
    """

    short: str
    full: str
    write: Literal["short", "full"]
    weak: bool = False


class _Field(_Entry, frozen=True, kw_only=True):
    name: str
    short: tuple[str, ...] = ()
    department: bool = msgspec.field(default=False, name="sở")
    office: bool = msgspec.field(default=False, name="phòng")
    ministry: str | None = None


class _Bodies(_Entry, frozen=True, kw_only=True):
    heads: tuple[BodyHead, ...]
    units: tuple[BodyUnit, ...]


@cache
def body_heads() -> tuple[BodyHead, ...]:
    """Heads of bodies that have an area, sorted by name; departments are in `departments`."""
    return tuple(sorted(_load_bodies().heads, key=lambda head: head.name))


@cache
def body_units() -> tuple[BodyUnit, ...]:
    """Words that begin bodies inside others, sorted by name."""
    return tuple(sorted(_load_bodies().units, key=lambda unit: unit.name))


@cache
def central_bodies() -> tuple[CentralBody, ...]:
    """Bodies of the whole country, sorted by name; ministries with the short forms of their fields.

    Raises:
        LexiconError: a parent or successor isn't in the list.
    """
    bodies = load_yaml("central_bodies.yaml", tuple[CentralBody, ...])
    names = {body.name for body in bodies}
    for body in bodies:
        missing = {*body.successors, *({body.parent} if body.parent else ())} - names
        if missing:
            raise LexiconError(f"central_bodies.yaml: {body.name} names {sorted(missing)}, which aren't in the list")
    short = {field.name: field.short for field in _load_fields()}
    return tuple(sorted((_with_short(body, short) for body in bodies), key=lambda body: body.name))


def _with_short(body: CentralBody, short: dict[str, tuple[str, ...]]) -> CentralBody:
    """The body with the aliases that the short forms of its field give: Bộ GD-ĐT."""
    kind, _, field = body.name.partition(" ")
    aliases = tuple(f"{kind} {form}" for form in short.get(field, ()) if len(form) > 2)
    return msgspec.structs.replace(body, aliases=(*body.aliases, *aliases))


@cache
def departments() -> tuple[Department, ...]:
    """Departments of provinces and offices of districts, sorted by name."""
    found = []
    for field in _load_fields():
        ministry = field.ministry or f"Bộ {field.name}"
        levels: tuple[tuple[bool, str, Level], ...] = (
            (field.department, "Sở", "province"),
            (field.office, "Phòng", "district"),
        )
        for there, word, level in levels:
            if there:
                name, aliases = f"{word} {field.name}", tuple(f"{word} {form}" for form in field.short)
                found.append(Department(name=name, level=level, field=field.name, aliases=aliases, ministry=ministry))
    return tuple(sorted(found, key=lambda department: department.name))


@cache
def abbreviations() -> tuple[Abbreviation, ...]:
    """Short forms with their expansions, sorted by short form.

    Raises:
        LexiconError: a short form is there twice.
    """
    entries = load_yaml("abbreviations.yaml", tuple[Abbreviation, ...])
    if len({entry.short for entry in entries}) != len(entries):
        twice = sorted(entry.short for entry in entries if [each.short for each in entries].count(entry.short) > 1)
        raise LexiconError(f"abbreviations.yaml: {twice[0]} is there twice; remove one entry")
    return tuple(sorted(entries, key=lambda entry: entry.short))


def write_usual(text: str) -> str:
    """The text with strong abbreviations as canonical names have them: UBND, but Chỉ huy Quân sự.

    A short form counts when it is in capitals, or has four letters: "TƯ" is Trung ương, "tư" is a word.
    """
    return replace_phrases(text, _usual_index(), applies=_is_short_form)


def _is_short_form(found: str, _: str) -> bool:
    return found == found.upper() or len(found) > 3


@cache
def _usual_index() -> PhraseIndex[str]:
    pairs = []
    for entry in abbreviations():
        if not entry.weak:
            pairs.append((entry.short, entry.short if entry.write == "short" else entry.full))
            if entry.write == "short":
                pairs.append((entry.full, entry.short))
    return PhraseIndex(pairs, source="abbreviations.yaml")


@cache
def _load_bodies() -> _Bodies:
    return load_yaml("bodies.yaml", _Bodies)


@cache
def _load_fields() -> tuple[_Field, ...]:
    return load_yaml("departments.yaml", tuple[_Field, ...])
