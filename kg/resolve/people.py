"""Decides which mentions in different articles are one person: never by name alone.

Mentions of one name form a block, in which posts, bodies and areas tell who is who (`kg.resolve.people_groups`); a
doubtful pair stays apart. What people decided (`kg.resolve.decisions`) goes before all of it. Nothing but decisions
reaches from one block into another, so that a block can be worked out anew alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.claims.records import ArticleClaims, PostRef
from kg.lexicon.fold import squash
from kg.resolve.decisions import Decision, Ties, list_groups
from kg.resolve.features import KnownPost, read_post
from kg.resolve.order import Rank, rank_published
from kg.resolve.people_groups import Evidence, group_mentions
from kg.resolve.records import Judgement, Resolution

#: The mentions of each name.
Blocks = Mapping[str, Sequence[Evidence]]


def resolve_people(articles: Iterable[ArticleClaims], decisions: Iterable[Decision] = ()) -> Resolution:
    """Who is who over all articles; the same articles and decisions in any order give the same resolution."""
    return resolve_blocks(gather_blocks(articles), decisions)


def gather_blocks(articles: Iterable[ArticleClaims]) -> dict[str, list[Evidence]]:
    """What is known of every mention, by name."""
    blocks: defaultdict[str, list[Evidence]] = defaultdict(list)
    known: dict[str, KnownPost] = {}
    names: dict[str, str] = {}
    for article in articles:
        posts = _list_posts(article, known)
        for mention in article.mentions:
            name = names.get(mention.name)
            if name is None:
                name = names[mention.name] = squash(mention.name)
            told = posts.get(mention.id, {})
            ordered = tuple([told[key] for key in sorted(told)])
            blocks[name].append(Evidence(mention.id, article.doc, article.article.published, ordered))
    return blocks


def _list_posts(article: ArticleClaims, known: dict[str, KnownPost]) -> dict[str, dict[str, KnownPost]]:
    """The posts of each mention by id, those left out that nobody can place."""
    posts: defaultdict[str, dict[str, KnownPost]] = defaultdict(dict)
    for mention, post in _iter_posts(article):
        if not post.vague:
            found = known.get(post.id)
            if found is None:
                found = known[post.id] = read_post(post)
            posts[mention][post.id] = found
    return posts


def _iter_posts(article: ArticleClaims) -> Iterator[tuple[str, PostRef]]:
    for tenure in article.tenures:
        yield tenure.mention, tenure.post
    for change in article.changes:
        if change.post is not None:
            yield change.mention, change.post


def resolve_blocks(blocks: Blocks, decisions: Iterable[Decision] = ()) -> Resolution:
    """Who is who among the mentions of some names; decisions must not reach beyond them."""
    ties = Ties(decisions)
    ranks: dict[str, Rank] = {}
    groups: list[list[str]] = []
    judgements: list[Judgement] = []
    for name, block in sorted(blocks.items()):
        ranks.update((item.mention, rank_published(item.published, item.doc)) for item in block)
        grouping = group_mentions(name, block, ties)
        groups.extend(grouping.groups)
        judgements.extend(grouping.judgements)
    person_of: dict[str, str] = {}
    for group in list_groups(ties, groups) if ties else groups:
        person_of.update(dict.fromkeys(group, min(group, key=lambda mention: (ranks[mention], mention))))
    return Resolution(person_of=person_of, judgements=tuple(judgements))
