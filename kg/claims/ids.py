"""Ids made from content: the same words give the same id, on any machine, in any order."""

from __future__ import annotations

from hashlib import blake2b

from kg.lexicon.fold import squash

_SEPARATOR = "\x1f"  # ASCII unit separator: stands in no name


def make_id(kind: str, *parts: str) -> str:
    """`<kind>-<16 hex digits>` of the parts; two records of one kind differ in a part (64 bits: 1 in 10^7 at 10^6)."""
    digest = blake2b(_SEPARATOR.join(parts).encode(), digest_size=8).hexdigest()
    return f"{kind}-{digest}"


def make_mention_id(doc: str, name: str, key: str | None = None) -> str:
    """The id of a person as one article names it; `key` tells apart those who share a name there."""
    return make_id("person", doc, squash(name), *([key] if key is not None else []))
