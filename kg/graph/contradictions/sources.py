"""Contradictions that only the claims themselves show: predecessors, and a start after its own end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import msgspec

from kg.claims.days import find_day_bounds
from kg.claims.map import map_facts
from kg.claims.records import ArticleClaims
from kg.facts.records import Facts
from kg.graph.contradictions.evidence import are_alike
from kg.graph.contradictions.records import Contradiction
from kg.graph.lookup import Cited
from kg.graph.records import Article, Claim, Person
from kg.graph.store import Graph

_STARTS = ("elected", "appointed", "transferred", "approved")
_FACTS = "SELECT record FROM facts WHERE instr(record, ?) ORDER BY doc"


def _map_articles(graph: Graph, words: bytes) -> Iterator[ArticleClaims]:
    """The claims of the articles whose facts records have these bytes: few, as all are slow to read again."""
    decoder = msgspec.json.Decoder(Facts)
    for (record,) in graph.rows(_FACTS, (words,)):
        yield map_facts(decoder.decode(record))


def find_predecessors_differ(graph: Graph) -> Iterator[Contradiction]:
    """Two articles that name different people as the one whom somebody follows in a single seat."""
    told: defaultdict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for article in _map_articles(graph, b'"replaces":"'):
        for claim in article.changes:
            if claim.replaces is None or claim.post is None or not claim.post.single_seat or claim.type not in _STARTS:
                continue
            person, before = graph.find_alias(claim.mention), graph.find_alias(claim.replaces)
            if person is not None and before is not None and before != person:
                told[person, claim.post.id, claim.post.name].setdefault(before, claim.id)
    for (person, _, post), claims in sorted(told.items()):
        named = sorted((_name_of(graph, key), key, claim) for key, claim in claims.items())
        for (name, one, left), (other_name, other, right) in combinations(named, 2):
            ours, theirs = _cite(graph, left), _cite(graph, right)
            if not are_alike(name, other_name) and ours is not None and theirs is not None:
                said = f"follows {name} or {other_name} as {post}"
                yield Contradiction(who=_name_of(graph, person), says=said, left=ours, right=theirs, ids=(one, other))


def find_start_after_end(graph: Graph) -> Iterator[Contradiction]:
    """One sentence that lets a tenure end before it starts."""
    for article in _map_articles(graph, b'"end":"'):
        names = {mention.id: mention.name for mention in article.mentions}
        for claim in article.tenures:
            start, end = find_day_bounds(claim.start)[0], find_day_bounds(claim.end)[1]
            cited = _cite(graph, claim.id) if start is not None and end is not None and end < start else None
            if cited is not None and cited.claim.tenure is not None:
                said = f"{claim.post.name} from {claim.start} to {claim.end}"
                yield Contradiction(
                    who=names[claim.mention], says=said, left=cited, right=cited, ids=(cited.claim.tenure,)
                )


def _cite(graph: Graph, key: str) -> Cited | None:
    claim = graph.get(Claim, key)
    article = graph.get(Article, claim.article) if claim is not None else None
    return Cited(claim=claim, article=article) if claim is not None and article is not None else None


def _name_of(graph: Graph, key: str) -> str:
    person = graph.get(Person, key)
    return person.name if person is not None else key
