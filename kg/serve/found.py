"""What the search field of the pages finds: people, posts and bodies by the words of their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from kg.graph.people_lookup import describe_person
from kg.graph.records import Body, Person, Post, Tenure
from kg.graph.store import Graph
from kg.lexicon.requests import expand_request, fold_words

#: so many of each are shown
MOST_FOUND = 50
_MOST_WORDS = 12

NamedT = TypeVar("NamedT", Person, Post, Body)


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One that was found, and what tells it from its namesakes."""

    key: str
    name: str
    note: str


class Hits(msgspec.Struct, frozen=True, kw_only=True):
    """Those of one class that were found, and how many more there are."""

    heading: str
    hits: tuple[Hit, ...]
    further: int


def find_by_name(graph: Graph, words: str) -> list[Hits]:
    """People, posts and bodies whose names have all these words; diacritics and abbreviations as the user likes.

    Those whose names have the fewest further words come first; of people, then those with the most posts.
    """
    wanted = set(_expand(words))
    people = _get_all(graph, Person, graph.search("Person", _fold(words)))
    people.sort(key=lambda person: (len(_split(person.name)), -_count_posts(graph, person)))
    posts = _get_all(graph, Post, graph.search("Post", _expand(words)))
    bodies = [body for body in _get_all(graph, Body, (post.body for post in posts)) if wanted <= _split(body.name)]
    found = [
        _list_hits("People", people, lambda person: describe_person(graph, person)),
        _list_hits("Bodies", bodies, _describe_body),
        _list_hits("Posts", posts, lambda post: _describe_post(graph, post)),
    ]
    return [hits for hits in found if hits.hits]


def _get_all(graph: Graph, kind: type[NamedT], keys: Iterable[str]) -> list[NamedT]:
    found = (graph.get(kind, key) for key in dict.fromkeys(keys))
    return sorted((one for one in found if one is not None), key=lambda one: (len(_split(one.name)), one.name, one.id))


def _list_hits(heading: str, found: list[NamedT], describe: Callable[[NamedT], str]) -> Hits:
    hits = (Hit(key=one.id, name=one.name, note=describe(one)) for one in found[:MOST_FOUND])
    return Hits(heading=heading, hits=tuple(hits), further=max(0, len(found) - MOST_FOUND))


def _fold(words: str) -> list[str]:
    return fold_words(words).split()[:_MOST_WORDS]


def _expand(words: str) -> list[str]:
    return expand_request(words).split()[:_MOST_WORDS]


def _split(name: str) -> set[str]:
    return set(fold_words(name).split())


def _count_posts(graph: Graph, person: Person) -> int:
    return sum(1 for _ in graph.select(Tenure, "person = ?", [person.id]))


def _describe_body(body: Body) -> str:
    return ", ".join(part.replace("_", " ") for part in (body.kind, body.level) if part is not None)


def _describe_post(graph: Graph, post: Post) -> str:
    holders = [
        person.name
        for tenure in graph.select(Tenure, "post = ? ORDER BY last_seen DESC, id LIMIT 4", [post.id])
        if (person := graph.get(Person, tenure.person)) is not None
    ]
    return "; ".join([*holders[:3], "…"] if len(holders) > 3 else holders)
