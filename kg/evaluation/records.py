"""What evaluation hands on: facts in comparable form, and findings about them."""

from __future__ import annotations

from typing import Literal

import msgspec

from kg.facts.records import Evidence

#: Kinds of fact, in the order in which they are told; holdings are tenures without their bodies.
Kind = Literal["person", "tenure", "holding", "change", "meeting", "attendance"]
KINDS: tuple[Kind, ...] = ("person", "tenure", "holding", "change", "meeting", "attendance")
#: Those that the overall figures count.
COUNTED: tuple[Kind, ...] = ("person", "tenure", "change", "attendance")

Outcome = Literal["right", "wrong", "missed", "agrees", "differs"]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of one record, so that it can be compared with another's.

    Attributes:
        key: normal forms that make it the same fact as another: person, post, body of a tenure; person, type, post,
            body of a change; person of an attendance; the name of a meeting, by which none is compared.
        label: it in words: "Hoàng Mẫu Đơn · Chủ tịch · UBND huyện".
        more: what may differ between two that are the same: status of a tenure; date and replaces of a change; date of
            a meeting; role of an attendance.
        rule: what found it, where it says so; a meeting's for its attendances.
        confidence: how sure that is; None for what has no confidence of its own.
        quote: its words.
        evidence: where they stand, if it says so.
    """

    key: tuple[str, ...]
    label: str
    more: dict[str, str | None] = {}
    rule: str = ""
    confidence: float | None = None
    quote: str = ""
    evidence: Evidence | None = None


class Gathering(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting and, by the normal forms of their names, who was there."""

    said: Said
    organiser: str
    who: dict[str, Said]


class Comparable(msgspec.Struct, frozen=True, kw_only=True):
    """A facts record in comparable form; people of other states are left out.

    Attributes:
        named: normal forms of everybody's name, officials or not.
        foreign: normal forms of the names that are left out.
        persons: officials, by the normal forms of their names.
        tenures: by key; of two that are the same the last stands.
        changes: by key, likewise.
        meetings: in their order.
    """

    named: frozenset[str]
    foreign: frozenset[str]
    persons: dict[tuple[str, ...], Said]
    tenures: dict[tuple[str, ...], Said]
    changes: dict[tuple[str, ...], Said]
    meetings: tuple[Gathering, ...]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one fact, or of one attribute of a right one.

    Attributes:
        doc: id of the article.
        kind: kind of fact.
        outcome: "right", "wrong" (only the system has it) or "missed" (only the annotation has it); "agrees" or
            "differs" of an attribute.
        how: the kind of miss ("body wrong"), or the attribute's name.
        gold: the annotation's fact, or the one that a wrong one comes nearest to.
        found: the system's fact, or the one that comes nearest to a missed one.
    """

    doc: str
    kind: Kind
    outcome: Outcome
    how: str = ""
    gold: Said | None = None
    found: Said | None = None
