"""Answers about posts: which posts a user's words mean, and who holds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from kg.errors import NotFoundError
from kg.graph.records import Article, Body, Change, Claim, Person, Post, Tenure
from kg.graph.store import Graph
from kg.graph.tenures import known_from
from kg.graph.time import Answer, Verdict, judge_day
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


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """A person in a post, what that says about the day asked for, and the claims behind it, the best first."""

    person: Person
    post: Post
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


def find_holders(graph: Graph, posts: Iterable[Post], day: str | None = None) -> list[Holder]:
    """Who holds the posts: on an ISO day, the certain before the likely before the unknown; without one, over time."""
    holders = [
        _make_holder(graph, post, tenure, day)
        for post in posts
        for tenure in graph.select(Tenure, "post = ?", [post.id])
    ]
    if day is None:
        return sorted(holders, key=lambda holder: (known_from(holder.tenure) or "9", holder.tenure.id))
    kept = [holder for holder in holders if holder.verdict is not None and holder.verdict.answer != "no"]
    return sorted(kept, key=_rank_holder)


def _rank_holder(holder: Holder) -> tuple[int, str, str]:
    answer: Answer = holder.verdict.answer if holder.verdict is not None else "unknown"
    return _ANSWER_ORDER[answer], holder.post.name, holder.tenure.id


def _make_holder(graph: Graph, post: Post, tenure: Tenure, day: str | None) -> Holder:
    verdict = judge_day(tenure, day) if day is not None else None
    person = graph.get(Person, tenure.person)
    if person is None:
        raise NotFoundError(f"{tenure.id} has no person; build the graph again")
    return Holder(person=person, post=post, tenure=tenure, verdict=verdict, cited=cite_tenure(graph, tenure.id, day))


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
