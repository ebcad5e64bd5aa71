"""Answers about posts: which posts a user's words mean, and who holds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from kg.errors import NotFoundError
from kg.graph.records import Article, Body, Change, Claim, Person, Post, Tenure
from kg.graph.store import Graph
from kg.graph.tenures import known_from
from kg.graph.time import Answer, Verdict, judge_day, say_absence
from kg.lexicon.requests import expand_request, fold_words, has_marks

#: The order in which equally good posts are shown: the party and the government of a place before its other bodies.
_KIND_ORDER = ("state", "party", "government", "legislature", "front")
_LEVEL_ORDER = ("central", "province", "district", "commune")
#: More days than lie between any two articles: an article without a day is the farthest.
_FAR = 10**7
_ANSWER_ORDER: dict[Answer, int] = {"certain": 0, "likely": 1, "unknown": 2, "no": 3}


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """A claim and the article that makes it."""

    claim: Claim
    article: Article

    @property
    def sentence(self) -> str:
        """The words with what stands around them in the sentence, on one line."""
        claim = self.claim
        return " ".join(f"{claim.prefix or ''}{claim.quote}{claim.suffix or ''}".split())


class Lineage(msgspec.Struct, frozen=True, kw_only=True):
    """A body, those that it came from directly and those that took its place, as the graph has them, sorted by name."""

    body: Body
    predecessors: tuple[Body, ...] = ()
    successors: tuple[Body, ...] = ()


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """A person in a post of a body, what that says about the day asked for, and the claims behind it, best first."""

    person: Person
    post: Post
    lineage: Lineage
    tenure: Tenure
    verdict: Verdict | None
    cited: tuple[Cited, ...]


def find_posts(graph: Graph, post: str, body: str | None = None) -> list[Post]:
    """The posts that a user's words mean, the likeliest first; diacritics and abbreviations as the user likes.

    The role must be the post's role; every other word must be in the post's name, with its diacritics if it is typed
    with them. Those with the fewest further words in their names come first.

    Raises:
        NotFoundError: no post has all the words.
    """
    request = f"{post} {body or ''}"
    words = expand_request(request).split()
    found = [record for key in graph.search("Post", words) if (record := graph.get(Post, key)) is not None]
    fitting = [
        record
        for record in found
        if _starts_with(words, fold_words(record.role).split()) and has_marks(request, record.name)
    ]
    if not fitting:
        raise NotFoundError(f"no post has all of these words: {' '.join(words)}; try fewer, with or without diacritics")
    roles = [len(fold_words(record.role).split()) for record in fitting]
    fitting = [record for record, length in zip(fitting, roles, strict=True) if length == max(roles)]
    return sorted(fitting, key=lambda record: (_count_further(record, words), *_rank_post(graph, record)))


def keep_closest(posts: Sequence[Post], post: str, body: str | None = None) -> list[Post]:
    """Of the posts that `find_posts` gives for the same words, those whose names have the fewest further words."""
    words = expand_request(f"{post} {body or ''}").split()
    fewest = min(_count_further(record, words) for record in posts)
    return [record for record in posts if _count_further(record, words) == fewest]


def _starts_with(words: Sequence[str], role: Sequence[str]) -> bool:
    return list(words[: len(role)]) == list(role)


def _count_further(post: Post, words: Iterable[str]) -> int:
    return len(set(fold_words(post.name).split()) - set(words))


def _rank_post(graph: Graph, post: Post) -> tuple[int, int, str]:
    body = graph.get(Body, post.body)
    kind = _KIND_ORDER.index(body.kind) if body is not None and body.kind in _KIND_ORDER else len(_KIND_ORDER)
    level = _LEVEL_ORDER.index(body.level) if body is not None and body.level is not None else len(_LEVEL_ORDER)
    return kind, level, post.name


def find_lineage(graph: Graph, key: str) -> Lineage:
    """A body with its direct predecessors and successors.

    Raises:
        NotFoundError: the graph has no such body.
    """
    body = graph.get(Body, key)
    if body is None:
        raise NotFoundError(f"there is no body {key} in the graph; build it again")
    before = graph.select(Body, "successors LIKE ?", [f'%"{key}"%'])
    after = (found for each in body.successors if (found := graph.get(Body, each)) is not None)
    return Lineage(body=body, predecessors=_sort_by_name(before), successors=_sort_by_name(after))


def _sort_by_name(bodies: Iterable[Body]) -> tuple[Body, ...]:
    return tuple(sorted(bodies, key=lambda body: (body.name, body.id)))


def follow_posts(graph: Graph, posts: Sequence[Post], day: str) -> list[Post]:
    """The posts as they were on an ISO day: those whose bodies were there then.

    Where none was, the same roles in the bodies that took their places, or whose places they took, and were there.
    """
    there = [post for post in posts if say_absence(find_lineage(graph, post.body).body, day) is None]
    if there:
        return there
    found = {
        other.id: other
        for post in posts
        for body in _walk_lineage(graph, post.body, day)
        for other in graph.select(Post, "body = ? AND role = ?", [body.id, post.role])
    }
    return sorted(found.values(), key=lambda post: (post.name, post.id))


def _walk_lineage(graph: Graph, key: str, day: str) -> Iterator[Body]:
    """The bodies that were there on a day and that lead to this one, or that it led to, each once."""
    todo, seen = [key], {key}
    while todo:
        lineage = find_lineage(graph, todo.pop())
        if say_absence(lineage.body, day) is None:
            yield lineage.body
            continue
        ended = lineage.body.until is not None and day > lineage.body.until
        for body in lineage.successors if ended else lineage.predecessors:
            if body.id not in seen:
                seen.add(body.id)
                todo.append(body.id)


def find_holders(graph: Graph, posts: Iterable[Post], day: str | None = None) -> list[Holder]:
    """Who holds the posts: on an ISO day, the certain before the likely before the unknown; without one, over time."""
    holders: list[Holder] = []
    lineages: dict[str, Lineage] = {}
    for post in posts:
        if post.body not in lineages:
            lineages[post.body] = find_lineage(graph, post.body)
        tenures = graph.select(Tenure, "post = ?", [post.id])
        holders += [_make_holder(graph, post, lineages[post.body], tenure, day) for tenure in tenures]
    if day is None:
        return sorted(holders, key=lambda holder: (known_from(holder.tenure) or "9", holder.tenure.id))
    kept = [holder for holder in holders if holder.verdict is not None and holder.verdict.answer != "no"]
    return sorted(kept, key=_rank_holder)


def _rank_holder(holder: Holder) -> tuple[int, str, str]:
    answer: Answer = holder.verdict.answer if holder.verdict is not None else "unknown"
    return _ANSWER_ORDER[answer], holder.post.name, holder.tenure.id


def _make_holder(graph: Graph, post: Post, lineage: Lineage, tenure: Tenure, day: str | None) -> Holder:
    verdict = judge_day(tenure, day, lineage.body) if day is not None else None
    person = graph.get(Person, tenure.person)
    if person is None:
        raise NotFoundError(f"{tenure.id} has no person; build the graph again")
    return Holder(
        person=person,
        post=post,
        lineage=lineage,
        tenure=tenure,
        verdict=verdict,
        cited=cite_tenure(graph, tenure.id, day),
    )


def cite_tenure(graph: Graph, tenure: str, day: str | None = None) -> tuple[Cited, ...]:
    """What is said of a tenure and of the changes that touch it.

    With a day, the article nearest to it first; else the changes first, as they say when it began or ended.
    """
    changes = [
        cited for change in graph.select(Change, "tenure = ?", [tenure]) for cited in cite(graph, "change", change.id)
    ]
    cited = {item.claim.id: item for item in (*changes, *cite(graph, "tenure", tenure))}
    if day is None:
        return tuple(cited.values())
    return tuple(
        sorted(cited.values(), key=lambda item: (_count_days_between(item.article.published, day), item.claim.id))
    )


def _count_days_between(published: str | None, day: str) -> int:
    if published is None:
        return _FAR
    return abs((dt.date.fromisoformat(published) - dt.date.fromisoformat(day)).days)


def cite(graph: Graph, about: str, key: str) -> tuple[Cited, ...]:
    """The claims about a tenure, change, meeting or attendance with their articles, the best evidence first."""
    claims = graph.select(Claim, f'"{about}" = ?', [key])
    cited = [
        Cited(claim=claim, article=article)
        for claim in claims
        if (article := graph.get(Article, claim.article)) is not None
    ]
    return tuple(sorted(cited, key=_rank_evidence))


def _rank_evidence(cited: Cited) -> tuple[float, str, str]:
    return -(cited.claim.confidence or 0.0), cited.article.published or "9", cited.claim.id
