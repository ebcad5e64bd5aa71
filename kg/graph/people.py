"""The people whom mentions were resolved to, and the links between the two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from kg.claims.records import ArticleClaims, Mention
from kg.graph.records import Person


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Which person a name of an article was resolved to; `mention` is another id of that person."""

    doc: str
    name: str
    mention: str
    person: str


def make_people(articles: Iterable[ArticleClaims], person_of: Mapping[str, str]) -> list[Person]:
    """Every person, sorted by id, under the fullest and most frequent form of the name."""
    mentions: defaultdict[str, list[Mention]] = defaultdict(list)
    for article in articles:
        for mention in article.mentions:
            mentions[person_of[mention.id]].append(mention)
    return [make_person(key, group) for key, group in sorted(mentions.items())]


def make_person(key: str, mentions: Sequence[Mention]) -> Person:
    """The person whom some mentions were resolved to."""
    counts = Counter(mention.name for mention in mentions)
    name = max(counts, key=lambda name: (len(name.split()), counts[name], name))
    scopes = Counter(mention.scope for mention in mentions)
    return Person(id=key, name=name, names=tuple(sorted(counts)), scope=max(sorted(scopes), key=scopes.__getitem__))


def make_links(articles: Iterable[ArticleClaims], person_of: Mapping[str, str]) -> list[Link]:
    """Which person each name of each article was resolved to, sorted by article and name."""
    links = (
        Link(doc=article.doc, name=mention.name, mention=mention.id, person=person_of[mention.id])
        for article in articles
        for mention in article.mentions
    )
    return sorted(links, key=lambda link: (link.doc, link.name))
