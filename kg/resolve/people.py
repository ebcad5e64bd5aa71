"""Decides which mentions in different articles are one person: never by name alone.

Mentions of one name form a block. Inside it, those who hold the same seat are one person; the groups that remain are
compared by weighed features (posts, bodies, areas) and the best pair is joined while its score reaches the threshold.
A doubtful pair stays apart. What people decided (`kg.resolve.decisions`) goes before all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import combinations

from kg.claims.records import ArticleClaims, PostRef
from kg.lexicon.fold import squash
from kg.resolve.clusters import Clusters
from kg.resolve.decisions import Decision, Ties, list_groups
from kg.resolve.features import (
    Profile,
    are_apart,
    profile_mention,
    score_profiles,
    weigh_decision,
    weigh_seat,
)
from kg.resolve.order import Rank, rank_article
from kg.resolve.records import Feature, Judgement, Resolution

#: A pair of groups whose features add up to this much is one person.
THRESHOLD = 1.5


def resolve_people(articles: Iterable[ArticleClaims], decisions: Iterable[Decision] = ()) -> Resolution:
    """Who is who over all articles; the same articles and decisions in any order give the same resolution."""
    ties = Ties(decisions)
    ranks: dict[str, Rank] = {}
    blocks: defaultdict[str, list[Profile]] = defaultdict(list)
    for article in articles:
        posts = _posts_by_mention(article)
        for mention in article.mentions:
            ranks[mention.id] = rank_article(article)
            blocks[squash(mention.name)].append(profile_mention(mention, posts.get(mention.id, ())))
    person_of: dict[str, str] = {}
    judgements: list[Judgement] = []
    groups: list[list[str]] = []
    for _, block in sorted(blocks.items()):
        found, decided = _resolve_block(sorted(block, key=lambda profile: profile.mentions), ties)
        judgements.extend(decided)
        groups.extend(found)
    for group in list_groups(ties, groups) if ties else groups:
        person_of.update(dict.fromkeys(group, _first(group, ranks)))
    return Resolution(person_of=person_of, judgements=tuple(judgements))


def _first(group: Sequence[str], ranks: Mapping[str, Rank]) -> str:
    return min(group, key=lambda mention: (ranks[mention], mention))


def _posts_by_mention(article: ArticleClaims) -> dict[str, list[PostRef]]:
    posts: defaultdict[str, list[PostRef]] = defaultdict(list)
    for tenure in article.tenures:
        posts[tenure.mention].append(tenure.post)
    for change in article.changes:
        if change.post is not None:
            posts[change.mention].append(change.post)
    return posts


def _resolve_block(block: Sequence[Profile], ties: Ties) -> tuple[list[list[str]], list[Judgement]]:
    """The groups of mention ids of one name, and the judgements between them; pairs that share nothing get none."""
    block, decided = _join_decided(block, ties)
    profiles, judgements = _join_same_seat(block, ties)
    judgements = [*decided, *judgements]
    alone = not any(are_apart(left, right) for left, right in combinations(profiles, 2))
    known: dict[tuple[str, ...], Judgement] = {}
    while True:
        pairs = list(combinations(profiles, 2))
        judged = [_judge(left, right, known, ties, alone=alone) for left, right in pairs]
        best = max(range(len(judged)), key=lambda place: (judged[place].score, -place), default=None)
        if best is None or not judged[best].same:
            judgements.extend(judgement for judgement in judged if judgement.features)
            return [sorted(profile.mentions) for profile in profiles], judgements
        judgements.append(judged[best])
        left, right = pairs[best]
        rest = [profile for profile in profiles if profile is not left and profile is not right]
        joined = left.join(right)
        ties.join(joined.mentions)
        profiles = sorted([*rest, joined], key=lambda profile: profile.mentions)


def _judge(
    left: Profile, right: Profile, known: dict[tuple[str, ...], Judgement], ties: Ties, *, alone: bool
) -> Judgement:
    """The judgement between two groups, which is worked out once."""
    key = (*left.mentions, "", *right.mentions)
    if key not in known:
        features = score_profiles(left, right, alone=alone)
        if ties and ties.are_apart(left.mentions, right.mentions):
            features = (weigh_decision(ties.explain(left.mentions, right.mentions), same=False),)
        known[key] = _make_judgement(left, right, features)
    return known[key]


def _make_judgement(left: Profile, right: Profile, features: tuple[Feature, ...]) -> Judgement:
    score = sum(feature.score for feature in features)
    return Judgement(
        left=left.mentions[0], right=right.mentions[0], same=score >= THRESHOLD, score=score, features=features
    )


def _join_decided(block: Sequence[Profile], ties: Ties) -> tuple[list[Profile], list[Judgement]]:
    """One profile for all who were decided to be one person, and a judgement for each who joins it."""
    if not ties.touch(profile.mentions[0] for profile in block):
        return list(block), []
    groups: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in block:
        groups[ties.find(profile.mentions[0]) or profile.mentions[0]].append(profile)
    judgements = [
        _make_judgement(first, other, (weigh_decision(ties.explain(first.mentions, other.mentions), same=True),))
        for first, *rest in groups.values()
        for other in rest
    ]
    joined = (reduce(Profile.join, group) for group in groups.values())
    return sorted(joined, key=lambda profile: profile.mentions), judgements


def _join_same_seat(block: Sequence[Profile], ties: Ties) -> tuple[list[Profile], list[Judgement]]:
    """One profile for all who, under one name, hold one and the same seat; and a judgement for each who joins it."""
    clusters = Clusters(profile.mentions[0] for profile in block)
    judgements: list[Judgement] = []
    seats: dict[str, Profile] = {}
    members = {profile.mentions[0]: profile.mentions for profile in block}
    for profile in block:
        for seat in sorted(profile.seats):
            first = seats.setdefault(seat, profile)
            left, right = clusters.find(first.mentions[0]), clusters.find(profile.mentions[0])
            if left == right or (ties and ties.are_apart(members[left], members[right])):
                continue
            clusters.join(left, right)
            judgements.append(_make_judgement(first, profile, (weigh_seat(seat),)))
            if ties:
                members[clusters.find(left)] = (*members[left], *members[right])
                ties.join(members[clusters.find(left)])
    by_id = {profile.mentions[0]: profile for profile in block}
    joined = [reduce(Profile.join, (by_id[key] for key in group)) for group in clusters.groups()]
    return joined, judgements
