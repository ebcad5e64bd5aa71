"""What bodies there are and how news names them: heads, central bodies, departments, abbreviations."""

from __future__ import annotations

import msgspec

from kg.lexicon.records import BodyKind, Level


class BodyHead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that begin the name of a body that has an area or a parent.

    Attributes:
        name: canonical words: "UBND", "Tỉnh ủy", "Ban Tổ chức Tỉnh ủy".
        kind: what sort of body it is.
        levels: levels at which there is such a body; a single one is the body's level.
        area: whether a territory's name follows, with its kind ("kind": UBND tỉnh X), bare ("bare": Tỉnh ủy X),
            or not at all ("none").
        parent: pattern of the parent's name; "{area}" stands for the area as the parent names it.
        aliases: other spellings of the words.
    """

    name: str
    kind: BodyKind
    levels: tuple[Level, ...] = ()
    area: str = "kind"
    parent: str | None = None
    aliases: tuple[str, ...] = ()


class CentralBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
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
    """

    name: str
    kind: BodyKind
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    successors: tuple[str, ...] = ()
    source: str | None = None


class Department(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A field of administration that provinces have a department for: "Y tế" in "Sở Y tế", "Phòng Y tế".

    Attributes:
        name: canonical name of the provincial department: "Sở Giáo dục và Đào tạo".
        aliases: other spellings: "Sở GD-ĐT", "Sở GD&ĐT".
        ministry: canonical name of the ministry whose field it is.
    """

    name: str
    aliases: tuple[str, ...] = ()
    ministry: str | None = None


class Abbreviation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A short form as news writes it, and the words that it stands for."""

    short: str
    full: str
    weak: bool = False


def body_heads() -> tuple[BodyHead, ...]:
    """Heads of bodies with an area or parent, sorted by name."""
    raise NotImplementedError


def central_bodies() -> tuple[CentralBody, ...]:
    """Bodies of the whole country, sorted by name."""
    raise NotImplementedError


def departments() -> tuple[Department, ...]:
    """Provincial departments, sorted by name."""
    raise NotImplementedError


def abbreviations() -> tuple[Abbreviation, ...]:
    """Short forms with their expansions, sorted by short form."""
    raise NotImplementedError
