"""The word lists of bodies, indexed by phrase for reading names."""

from __future__ import annotations

from functools import cache

from kg.lexicon.bodies import (
    BodyHead,
    BodyUnit,
    CentralBody,
    Department,
    body_heads,
    body_units,
    central_bodies,
    departments,
    write_usual,
)
from kg.lexicon.phrases import PhraseIndex


@cache
def first_words() -> frozenset[str]:
    """Words that the name of a known body can begin with."""
    return head_index().first_words | central_index().first_words | unit_index().first_words


@cache
def central_index() -> PhraseIndex[CentralBody]:
    """Bodies of the whole country by their names."""
    phrases = [
        (write_usual(name), body) for body in central_bodies() for name in dict.fromkeys((body.name, *body.aliases))
    ]
    return PhraseIndex(phrases, source="central_bodies.yaml")


@cache
def head_index() -> PhraseIndex[BodyHead]:
    """Heads of local bodies, departments among them, by their words."""
    heads = [*body_heads(), *map(_as_head, departments())]
    phrases = [(write_usual(name), head) for head in heads for name in dict.fromkeys((head.name, *head.aliases))]
    return PhraseIndex(phrases, source="bodies.yaml, departments.yaml")


def _as_head(department: Department) -> BodyHead:
    return BodyHead(
        name=department.name,
        kind="government",
        levels=(department.level,),
        parent="{government}",
        aliases=department.aliases,
    )


@cache
def unit_index() -> PhraseIndex[BodyUnit]:
    """Units by their words."""
    return PhraseIndex([(write_usual(unit.name), unit) for unit in body_units()], source="bodies.yaml")


@cache
def committees() -> dict[str, BodyHead]:
    """Party committees by the form of territory that their name is about."""
    return {form: head for head in body_heads() if head.kind == "party" for form in head.forms}
