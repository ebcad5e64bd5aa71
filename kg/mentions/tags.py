"""Second layer: one pass over the text that finds the words which the grammar is about, by category and place."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TypeVar

import ahocorasick_rs
import msgspec

from kg.lexicon.areas import Area, load_areas
from kg.lexicon.body_words import AreaWord, Head, load_body_words, spell_compound, spell_head
from kg.lexicon.changes import load_changes
from kg.lexicon.fold import fold
from kg.lexicon.people import load_people
from kg.lexicon.posts import Role, load_posts, spell_role

PayloadT = TypeVar("PayloadT")
#: start of a word → where the longest hit of the category ends, and what it stands for
Hits = dict[int, tuple[int, PayloadT]]


class Tags(msgspec.Struct):
    """All hits of one text by category; each maps the start of a hit to its end and payload, the longest one kept.

    `before` maps the end of a hit to the categories that have one ending there, each with the length of the longest:
    what stands before a name.
    """

    role: Hits[Role]
    head: Hits[Head]
    field: Hits[str]
    kind: Hits[AreaWord]
    province: Hits[str]
    honorific: Hits[str]
    foreign: Hits[str]
    blocked: Hits[str]
    marker: Hits[str]
    trigger: Hits[str]
    before: dict[int, dict[str, int]]


#: What a pattern means: the place of its category in `Tags`, its payload, and what it is before a name ("" if nothing).
_Meaning = tuple[int, object, str]


class _Lexicon(msgspec.Struct, frozen=True):
    automaton: ahocorasick_rs.AhoCorasick
    meanings: tuple[tuple[_Meaning, ...], ...]


#: What stands before a name when a head of body of these kinds does.
_PLACES = {"committee": "committee", "company": "firm", "school": "firm"}
_CATEGORIES = tuple(name for name in Tags.__struct_fields__ if name != "before")
_BEFORE = frozenset(("role", "honorific", "blocked", "kind", "head", "field"))


def tag(lowered: str) -> Tags:
    """The words of the lexicon in a folded text that stand as whole words."""
    lexicon = _lexicon()
    meanings = lexicon.meanings
    found: list[Hits[object]] = [{} for _ in _CATEGORIES]
    before: dict[int, dict[str, int]] = {}
    # A text that starts and ends with a space needs no care at its edges.
    padded = f" {lowered} "
    for pattern, start, end in lexicon.automaton.find_matches_as_indexes(lowered, overlapping=True):
        # A full stop ends a word by itself ("H.Cần Giờ").
        left, right = padded[start], padded[end + 1]
        if (left != " " and left.isalnum()) or (right != " " and right.isalnum() and padded[end] != "."):
            continue
        for category, payload, name in meanings[pattern]:
            # Matches come in the order of their ends, so that the last one kept is the longest.
            found[category][start] = (end, payload)
            if name:
                ends = before.get(end)
                if ends is None:
                    before[end] = {name: end - start}
                elif ends.get(name, 0) < end - start:
                    ends[name] = end - start
    return Tags(*found, before)  # type: ignore[call-arg, arg-type]


@cache
def _lexicon() -> _Lexicon:
    meanings: dict[str, dict[str, object]] = defaultdict(dict)
    for category, form, payload in (*_post_words(), *_people_words(), *_area_words(), *_change_words()):
        meanings[form].setdefault(category, payload)
    patterns = sorted(meanings)
    return _Lexicon(
        ahocorasick_rs.AhoCorasick(patterns),
        tuple(tuple(_mean(category, load) for category, load in meanings[form].items()) for form in patterns),
    )


def _mean(category: str, payload: object) -> _Meaning:
    name = category if category in _BEFORE else ""
    if isinstance(payload, Head):
        name = _PLACES.get(payload.kind, category)
    return _CATEGORIES.index(category), payload, name


def _post_words() -> list[tuple[str, str, object]]:
    words = load_body_words()
    rows: list[tuple[str, str, object]] = [
        ("role", form, role) for role in load_posts().roles for form in spell_role(role)
    ]
    rows += [("head", form, head) for head in words.heads for form in spell_head(head)]
    rows += [("field", form, item.name) for item in words.compounds for form in spell_compound(item)]
    rows += [("field", fold(field), "") for field in words.fields]
    rows += [("kind", fold(form), kind) for kind in words.area_kinds for form in kind.forms]
    return rows


def _people_words() -> list[tuple[str, str, object]]:
    people = load_people()
    rows: list[tuple[str, str, object]] = [
        ("honorific", fold(form), who) for who, forms in people.honorifics.items() for form in forms
    ]
    rows += [("honorific", fold(form), "rank") for form in people.ranks]
    rows += [("foreign", fold(form), form) for form in people.foreign]
    rows += [("blocked", fold(form), form) for form in people.not_before]
    return rows


def _area_words() -> list[tuple[str, str, object]]:
    rows: list[tuple[str, str, object]] = []
    for name, forms in load_body_words().provinces.items():
        rows += [("province", fold(form), name) for form in forms]
    for area in load_provinces():
        rows += [("province", fold(form), area.name) for form in (area.bare, *area.aliases)]
        rows += [("province", fold(area.bare).replace(" - ", "-"), area.name)]
    return rows


@cache
def load_provinces() -> tuple[Area, ...]:
    """Provinces and centrally run cities of all times, those that lasted longest first: they win a shared name."""
    provinces = [area for area in load_areas() if area.kind == "province"]
    return tuple(sorted(provinces, key=lambda area: area.until or "9999", reverse=True))


def _change_words() -> list[tuple[str, str, object]]:
    changes = load_changes()
    rows: list[tuple[str, str, object]] = [
        ("marker", fold(form), name) for name, forms in changes.markers.items() for form in forms
    ]
    rows += [("trigger", fold(form), trigger.name) for trigger in changes.triggers for form in trigger.forms]
    return rows
