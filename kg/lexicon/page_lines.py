"""Lines of a web page that are no part of an article, and the words of datelines, from `data/page_lines.yaml`."""

from __future__ import annotations

from functools import cache

import msgspec

from kg.lexicon.keys import make_key
from kg.lexicon.loader import load_yaml

#: No such line is longer.
_LIMIT = 80


class PageLines(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file; it says what each list is for."""

    furniture: tuple[str, ...]
    weekdays: dict[str, int]
    posted: tuple[str, ...]
    updated: tuple[str, ...]
    after: tuple[str, ...]
    lead_classes: tuple[str, ...]


@cache
def load_page_lines() -> PageLines:
    """The list, read once.

    Raises:
        LexiconError: the file has a fault.
    """
    return load_yaml("page_lines.yaml", PageLines)


def is_furniture(line: str) -> bool:
    """Whether the line is part of a page's share bar, menu or tools, or has no letter at all."""
    if len(line) > _LIMIT:
        return False
    key = make_key(line)
    return key.replace(" ", "").isdecimal() or not key or key in _furniture()


@cache
def _furniture() -> frozenset[str]:
    return frozenset(make_key(line) for line in load_page_lines().furniture)
