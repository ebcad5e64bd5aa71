"""Roles that posts are named by, and how many people can hold one at a time."""

from __future__ import annotations

from functools import cache

import msgspec

from kg.lexicon.loader import load_yaml


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all entries share: an unknown key is an error."""


class SeatRole(_Entry, frozen=True, kw_only=True):
    """A role by its canonical spelling, with other spellings of it."""

    name: str
    aliases: tuple[str, ...] = ()


class Modifier(_Entry, frozen=True, kw_only=True):
    """Words after a role that belong to it; `many` when several hold a role so modified."""

    name: str
    many: bool = False


class RoleInBody(_Entry, frozen=True, kw_only=True):
    """A role that in one body is held by more, or by fewer, than elsewhere."""

    role: str
    body: str


class Seats(_Entry, frozen=True, kw_only=True):
    """Roles held by one, by many, and what changes that.

    Attributes:
        one: roles that one person at a time holds.
        many: roles that several hold at once.
        modifiers: words after a role that belong to it.
        deputy: the word before a role that makes it its deputy.
        acting: words before a role that say how it is held.
        deputies: deputies whose title doesn't follow from the role's.
        several: bodies that have several holders of a role in `one`.
        alone: bodies that have one holder of a role in `many`.
        assemblies: bodies of so many members that to be one tells little of who somebody is.
    """

    one: tuple[SeatRole, ...]
    many: tuple[SeatRole, ...]
    modifiers: tuple[Modifier, ...]
    deputy: str
    acting: tuple[str, ...]
    deputies: tuple[SeatRole, ...]
    several: tuple[RoleInBody, ...]
    alone: tuple[RoleInBody, ...]
    assemblies: tuple[str, ...]


@cache
def load_seats() -> Seats:
    """The roles of `seats.yaml`."""
    return load_yaml("seats.yaml", Seats)
