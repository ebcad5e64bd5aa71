"""Groups the mentions of one name: first those who hold one seat, then the likeliest pair, and again.

Only pairs that share something are looked at, so that the work grows with the mentions and not with their square. What
too many share (a common name in a large province) is no reason to look, let alone to join.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, count

import msgspec

from kg.lexicon.name_words import estimate_bearers
from kg.resolve.decisions import Ties
from kg.resolve.features import (
    KnownPost,
    NameUse,
    Profile,
    count_places,
    list_lineage,
    make_profile,
    score_profiles,
    weigh_decision,
    weigh_seat,
)
from kg.resolve.records import Feature, Judgement

#: A pair of groups whose features add up to this much is one person.
THRESHOLD = 1.5
#: What so many groups of one name share, each is only compared with the next few for; if it is little, with none.
CROWD, NEIGHBOURS = 40, 8

NO_TIES = Ties()


class Evidence(msgspec.Struct, frozen=True, array_like=True):
    """What one article tells of one person, as far as it helps to say who it is; posts are sorted by id."""

    mention: str
    doc: str
    published: str | None
    posts: tuple[KnownPost, ...]


class Grouping(msgspec.Struct, frozen=True):
    """The groups of mention ids of one name, each sorted, and the judgements between them as they were taken."""

    groups: list[list[str]]
    judgements: list[Judgement]


class _Group(msgspec.Struct, eq=False):
    """Mentions that are one person so far; `twins` are the articles that name two people of the name."""

    mentions: list[str]
    profile: Profile
    twins: frozenset[str] = frozenset()

    @property
    def first(self) -> str:
        return self.mentions[0]

    def join(self, other: _Group) -> _Group:
        mentions = sorted([*self.mentions, *other.mentions])
        return _Group(mentions, self.profile.join(other.profile), self.twins | other.twins)


def group_mentions(name: str, block: Sequence[Evidence], ties: Ties = NO_TIES) -> Grouping:
    """The people of one name; the same mentions in any order give the same groups.

    Args:
        name: the name that all share.
        block: what is known of each mention.
        ties: what people decided; it learns who was joined.
    """
    if len(block) == 1:
        return Grouping([[block[0].mention]], [])
    return _Block(name, block, ties).resolve()


class _Block:
    """The mentions of one name on their way to being people."""

    def __init__(self, name: str, block: Sequence[Evidence], ties: Ties) -> None:
        self.name = name
        self.ties = ties if ties and ties.touch(item.mention for item in block) else NO_TIES
        self.judgements: list[Judgement] = []
        self.groups = _start(sorted(block, key=lambda item: item.mention))

    def resolve(self) -> Grouping:
        if self.ties:
            self._join_decided()
        self._join_seats()
        self._join_best()
        return Grouping(sorted(group.mentions for group in self.groups), self.judgements)

    def _join_decided(self) -> None:
        """Join all who were decided to be one person, with a judgement for each who joins."""
        decided: dict[str, _Group] = {}
        for group in self.groups:
            root = self.ties.find(group.first) or group.first
            first = decided.get(root)
            if first is not None:
                reason = self.ties.explain(first.mentions, group.mentions)
                self._log(first.first, group.first, (weigh_decision(reason, same=True),))
            decided[root] = group if first is None else first.join(group)
        self.groups = list(decided.values())

    def _join_seats(self) -> None:
        """Join all who hold one and the same seat, with a judgement for each who joins."""
        holder: dict[str, int] = {}
        parent = list(range(len(self.groups)))
        guarded = dict(enumerate(self.groups)) if self.ties or any(group.twins for group in self.groups) else {}
        for place, group in enumerate(self.groups):
            for seat in sorted(group.profile.seats):
                first = holder.setdefault(seat, place)
                left, right = _find(parent, first), _find(parent, place)
                if left == right or (guarded and self._are_apart(guarded[left], guarded[right])):
                    continue
                self._log(self.groups[first].first, group.first, (weigh_seat(seat),))
                low, high = min(left, right), max(left, right)
                parent[high] = low
                if guarded:
                    guarded[low] = self._join_two(guarded[low], guarded[high])
        parts: defaultdict[int, list[_Group]] = defaultdict(list)
        for place, group in enumerate(self.groups):
            parts[_find(parent, place)].append(group)
        self.groups = [_join_all(part) for part in parts.values()]

    def _join_two(self, left: _Group, right: _Group) -> _Group:
        """Both as one person, of which decisions take note."""
        joined = left.join(right)
        if self.ties:
            self.ties.join(joined.mentions)
        return joined

    def _are_apart(self, left: _Group, right: _Group) -> bool:
        """Whether one article names both, or people decided that they are two."""
        if not left.twins.isdisjoint(right.twins):
            return True
        return bool(self.ties) and self.ties.are_apart(left.mentions, right.mentions)

    def _join_best(self) -> None:
        """Join the best pair of all that share something, while one is good enough; then say why the rest is not."""
        groups: dict[int, _Group] = dict(enumerate(self.groups))
        self.use = NameUse(
            words=len(self.name.split()),
            bearers=estimate_bearers(self.name),
            places=count_places(group.profile for group in self.groups),
        )
        near = _find_near(self.groups)
        judged: dict[tuple[int, int], Judgement] = {}
        heap: list[tuple[float, str, str, int, int]] = []
        numbers = count(len(self.groups))

        def look_at(left: int, right: int) -> None:
            judgement = self._judge(groups[left], groups[right])
            judged[left, right] = judgement
            if judgement.same:
                heapq.heappush(heap, (-judgement.score, judgement.left, judgement.right, left, right))

        for left in near:
            for right in near[left]:
                if left < right:
                    look_at(left, right)
        while heap:
            _, _, _, left, right = heapq.heappop(heap)
            if left in groups and right in groups:
                new = next(numbers)
                self.judgements.append(judged[left, right])
                groups[new] = self._join_two(groups.pop(left), groups.pop(right))
                near[new] = {other for old in (left, right) for other in near.pop(old) if other in groups}
                for other in sorted(near[new]):
                    near[other].add(new)
                    look_at(other, new)
        refused = (item for pair, item in judged.items() if not item.same and pair[0] in groups and pair[1] in groups)
        self.judgements.extend(sorted(refused, key=lambda item: (item.left, item.right)))
        self.groups = list(groups.values())

    def _judge(self, left: _Group, right: _Group) -> Judgement:
        if right.first < left.first:
            left, right = right, left
        features = score_profiles(left.profile, right.profile, self.use)
        if not left.twins.isdisjoint(right.twins):
            features = (Feature(name="one_article", score=-100.0, reason="one article names both"),)
        if self.ties and self.ties.are_apart(left.mentions, right.mentions):
            features = (weigh_decision(self.ties.explain(left.mentions, right.mentions), same=False),)
        return _make_judgement(left.first, right.first, features)

    def _log(self, left: str, right: str, features: tuple[Feature, ...]) -> None:
        self.judgements.append(_make_judgement(left, right, features))


def _make_judgement(left: str, right: str, features: tuple[Feature, ...]) -> Judgement:
    score = sum([feature.score for feature in features])
    return Judgement(left=left, right=right, same=score >= THRESHOLD, score=score, features=features)


def _start(block: Sequence[Evidence]) -> list[_Group]:
    """A group for each mention; those of the same posts share their profile."""
    docs = [item.doc for item in block]
    twins = {doc for doc in docs if docs.count(doc) > 1} if len(set(docs)) < len(docs) else set()
    profiles: dict[tuple[KnownPost, ...], Profile] = {}
    groups = []
    for item in block:
        profile = profiles.get(item.posts)
        if profile is None:
            profile = profiles[item.posts] = make_profile(item.posts)
        groups.append(_Group([item.mention], profile, frozenset({item.doc} & twins)))
    return groups


def _find(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = place = parent[parent[place]]
    return place


def _join_all(part: Sequence[_Group]) -> _Group:
    """One group of several; each profile that they share is looked at once."""
    if len(part) == 1:
        return part[0]
    profiles = list({id(group.profile): group.profile for group in part}.values())
    profile = profiles[0]
    for other in profiles[1:]:
        profile = profile.join(other)
    mentions = sorted([mention for group in part for mention in group.mentions])
    return _Group(mentions, profile, frozenset[str]().union(*(group.twins for group in part)))


def _find_near(groups: Sequence[_Group]) -> dict[int, set[int]]:
    """For each group, those that share something with it that may be reason enough to join them."""
    sharing: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        for key in _list_keys(group.profile):
            sharing[key].append(place)
    near: dict[int, set[int]] = {place: set() for place in range(len(groups))}
    for key, places in sharing.items():
        for left, right in _pair(places, crowd=key[0] not in ("body", "member")):
            near[left].add(right)
            near[right].add(left)
    return near


def _list_keys(profile: Profile) -> Iterator[tuple[str, str]]:
    """What a group can share with others."""
    yield from (("body", body) for body in profile.bodies)
    yield from (("house", house) for house in profile.houses)
    yield from (("member", post) for post in profile.memberships)
    yield from (("assembly", post) for post in profile.assemblies)
    yield from {("province", key) for province in profile.provinces for key in list_lineage(province)}
    if profile.central:
        yield "central", ""


def _pair(places: Sequence[int], *, crowd: bool) -> Iterable[tuple[int, int]]:
    """The pairs of groups that share something: of a crowd none, or each with the next few."""
    if len(places) <= CROWD:
        return combinations(places, 2)
    if crowd:
        return ()
    return ((left, right) for at, left in enumerate(places) for right in places[at + 1 : at + 1 + NEIGHBOURS])
