"""What a contradiction is, and the kinds there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from kg.graph.lookup import Cited
from kg.graph.store import Graph

Severity = Literal["error", "warning"]


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Two things that an article each says, and that contradict each other.

    Attributes:
        who: the person, or both people, or the post that it is about.
        says: what contradicts what, in a line.
        left: the best evidence of the one side.
        right: the best evidence of the other.
        ids: the tenures, changes or meetings on both sides.
    """

    who: str
    says: str
    left: Cited
    right: Cited
    ids: tuple[str, ...]


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of contradiction.

    Attributes:
        name: what `kg check --kind` takes.
        severity: `error` where both sides can't be true, `warning` where they can in rare cases.
        meaning: what is found, in a line.
        find: finds all of the kind, in a fixed order.
    """

    name: str
    severity: Severity
    meaning: str
    find: Callable[[Graph], Iterator[Contradiction]]
