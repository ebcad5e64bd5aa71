"""Derives the whole graph from the facts of all articles: claims, then who is who, then what they add up to."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from kg.claims.map import map_facts
from kg.claims.records import ArticleClaims
from kg.facts.records import Facts
from kg.graph.bodies import make_bodies, make_posts
from kg.graph.changes import fold_changes
from kg.graph.claims import make_claims
from kg.graph.meetings import make_attendances, make_meetings
from kg.graph.people import Link, make_links, make_people
from kg.graph.reader import MemoryGraph
from kg.graph.records import Article
from kg.graph.tenures import fold_tenures
from kg.resolve.decisions import Decision
from kg.resolve.meetings import resolve_meetings
from kg.resolve.order import rank_article
from kg.resolve.people import resolve_people
from kg.resolve.records import Judgement


class DerivedGraph(msgspec.Struct, frozen=True, kw_only=True):
    """The graph's records, the links from articles to people, the judgements behind them, and what articles claim."""

    articles: tuple[ArticleClaims, ...]
    graph: MemoryGraph
    links: tuple[Link, ...]
    judgements: tuple[Judgement, ...]


def derive_graph(facts: Iterable[Facts], decisions: Iterable[Decision] = ()) -> DerivedGraph:
    """The graph that the facts make, with people's decisions on who is who; in any order they make the same graph."""
    articles = sorted((map_facts(record) for record in facts), key=rank_article)
    resolution = resolve_people(articles, decisions)
    person_of = resolution.person_of
    meeting_of = resolve_meetings(articles, person_of)
    folded = fold_changes(articles, person_of)
    held = fold_tenures(articles, folded, person_of)
    tenure_of = held.tenure_of
    claims = make_claims(articles, person_of=person_of, meeting_of=meeting_of, changes=folded, tenure_of=tenure_of)
    changes = [msgspec.structs.replace(item.change, tenure=tenure_of.get(item.change.id)) for item in folded]
    bodies, areas = make_bodies(articles)
    graph = MemoryGraph(
        [
            *areas,
            *bodies,
            *make_posts(articles),
            *make_people(articles, person_of),
            *held.tenures,
            *changes,
            *make_meetings(articles, meeting_of),
            *make_attendances(articles, person_of, meeting_of),
            *make_articles(articles),
            *claims,
        ]
    )
    links = tuple(make_links(articles, person_of))
    return DerivedGraph(articles=tuple(articles), graph=graph, links=links, judgements=resolution.judgements)


def make_articles(articles: Iterable[ArticleClaims]) -> list[Article]:
    """Every article, in the order given."""
    return [
        Article(
            id=article.id,
            doc=article.doc,
            title=article.article.title,
            published=article.article.published,
            publisher=article.article.publisher,
            url=article.article.url,
            lang=article.article.lang,
        )
        for article in articles
    ]
