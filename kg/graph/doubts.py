"""The doubtful judgements on who is who, the most telling first, with what is known of both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from kg.graph.lookup import Cited
from kg.graph.people import Link
from kg.graph.records import Article, Claim, Person
from kg.graph.store import Graph
from kg.resolve.clusters import Clusters
from kg.resolve.decisions import Decision, Side, Ties
from kg.resolve.people_groups import THRESHOLD
from kg.resolve.records import Feature, Judgement


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a judgement: the mentions that were taken for one person, and the one that stands for them."""

    side: Side
    mentions: tuple[str, ...]
    names: tuple[str, ...]
    docs: frozenset[str]
    person: str


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """Two groups of mentions that resolution joined, or kept apart, by a hair."""

    left: Party
    right: Party
    same: bool
    score: float
    features: tuple[Feature, ...]

    @property
    def weight(self) -> int:
        """How many mentions would be somebody else's if the judgement were the opposite."""
        return min(len(self.left.mentions), len(self.right.mentions))


def list_doubts(graph: Graph, decisions: Iterable[Decision] = (), *, within: float = 1.0) -> list[Doubt]:
    """The judgements whose score is near the threshold and on which no decision bears.

    Those that concern the most mentions come first, then the closest to the threshold.

    Args:
        graph: where the judgements are.
        decisions: what people decided already, whether the graph was built with it or not.
        within: how far from the threshold a score may be.
    """
    links = {link.mention: link for link in graph.links()}
    ties = Ties(decisions)
    found = (
        Doubt(
            left=_make_party(judgement.left, left, links),
            right=_make_party(judgement.right, right, links),
            same=judgement.same,
            score=judgement.score,
            features=judgement.features,
        )
        for judgement, left, right in _replay(graph.judgements(), links)
        if abs(judgement.score - THRESHOLD) <= within and not is_settled(left, right, ties)
    )
    return sorted(found, key=_rank)


def _rank(doubt: Doubt) -> tuple[int, float, str, str]:
    return -doubt.weight, abs(doubt.score - THRESHOLD), doubt.left.side.id, doubt.right.side.id


def is_settled(left: Sequence[str], right: Sequence[str], ties: Ties) -> bool:
    """Whether decisions say, or imply, what two groups of mentions are."""
    return bool(ties) and (ties.are_apart(left, right) or ties.are_one(left, right))


def _replay(
    judgements: Iterable[Judgement], links: Mapping[str, Link]
) -> Iterator[tuple[Judgement, Sequence[str], Sequence[str]]]:
    """Each judgement with the mentions on both sides: for a join as it was then, for a refusal as it is in the end."""
    clusters = Clusters(links)
    members: dict[str, list[str]] = {mention: [mention] for mention in links}
    refused: list[Judgement] = []
    for judgement in judgements:
        if not judgement.same:
            refused.append(judgement)
            continue
        left, right = clusters.find(judgement.left), clusters.find(judgement.right)
        yield judgement, tuple(members[left]), tuple(members[right])
        if left != right:
            clusters.join(left, right)
            root = clusters.find(left)
            (other,) = {left, right} - {root}
            members[root].extend(members.pop(other))
    people: defaultdict[str, list[str]] = defaultdict(list)
    for mention, link in links.items():
        people[link.person].append(mention)
    for judgement in refused:
        yield judgement, people[links[judgement.left].person], people[links[judgement.right].person]


def _make_party(first: str, mentions: Sequence[str], links: Mapping[str, Link]) -> Party:
    ours = [links[mention] for mention in mentions]
    link = links[first]
    return Party(
        side=Side(doc=link.doc, name=link.name, mention=first),
        mentions=tuple(sorted(mentions)),
        names=tuple(sorted({each.name for each in ours})),
        docs=frozenset(each.doc for each in ours),
        person=link.person,
    )


def make_party_of(graph: Graph, person: Person) -> Party:
    """All mentions of a person as a side, for whom the first mention, which has the person's id, stands."""
    links = {link.mention: link for link in graph.links() if link.person == person.id}
    return _make_party(person.id, list(links), links)


_CLAIMS = """
SELECT cl.id, a.id, a.doc FROM Tenure t JOIN Claim cl ON cl.tenure = t.id JOIN Article a ON a.id = cl.article
WHERE t.person = ?1
UNION ALL
SELECT cl.id, a.id, a.doc FROM Change c JOIN Claim cl ON cl.change = c.id JOIN Article a ON a.id = cl.article
WHERE c.person = ?1
"""


def cite_party(graph: Graph, party: Party) -> list[Cited]:
    """What the articles of one side say of posts and changes, each thing once, by day of publication."""
    cited = []
    for claim_id, article_id, doc in graph.rows(_CLAIMS, (party.person,)):
        claim = graph.get(Claim, claim_id) if doc in party.docs else None
        article = graph.get(Article, article_id) if claim is not None else None
        if claim is not None and article is not None:
            cited.append(Cited(claim=claim, article=article))
    cited.sort(key=lambda each: (each.article.published or "9", each.article.doc, each.claim.id))
    said: dict[str, Cited] = {}
    for each in cited:
        said.setdefault(each.claim.says, each)
    return list(said.values())
