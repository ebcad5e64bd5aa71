"""Folds change claims of many articles into changes: the same event told twice is one change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from kg.claims.days import find_day_bounds
from kg.claims.ids import make_id
from kg.claims.records import ArticleClaims, ChangeClaim, PostRef
from kg.graph.records import Change
from kg.resolve.order import rank_article


class FoldedChange(msgspec.Struct, frozen=True, kw_only=True):
    """One change, the claims that report it, and the days of the articles that do (undated ones left out)."""

    change: Change
    claims: tuple[ChangeClaim, ...]
    reported: tuple[str, ...]


def fold_changes(articles: Iterable[ArticleClaims], person_of: Mapping[str, str]) -> list[FoldedChange]:
    """All changes, sorted by id.

    Claims are one change when type, person and post (in full, or as acting) agree and their dates can be the same
    day; a claim without a usable date joins the only dated change there is, or the other undated ones.
    """
    alike: defaultdict[tuple[str, str, str, bool], list[tuple[ChangeClaim, str | None]]] = defaultdict(list)
    for article in sorted(articles, key=rank_article):
        for claim in article.changes:
            key = (claim.type, person_of[claim.mention], claim.post.id if claim.post is not None else "", claim.acting)
            alike[key].append((claim, article.article.published))
    folded = [_make_change(group, person_of) for claims in alike.values() for group in _split_by_date(claims)]
    return sorted(folded, key=lambda item: item.change.id)


def tenure_id(person: str, post: PostRef, *, acting: bool) -> str:
    """The id of a person's tenure of a post; who holds it as acting, and then in full, has two."""
    return make_id("tenure", person, post.id, *(["acting"] if acting else []))


def _split_by_date(claims: list[tuple[ChangeClaim, str | None]]) -> list[list[tuple[ChangeClaim, str | None]]]:
    """Groups of claims whose dates can be the same day, the most exact dates first."""
    dated = [item for item in claims if find_day_bounds(item[0].date) != (None, None)]
    undated = [item for item in claims if find_day_bounds(item[0].date) == (None, None)]
    groups: list[list[tuple[ChangeClaim, str | None]]] = []
    for item in sorted(dated, key=lambda item: -len(item[0].date or "")):
        home = next((group for group in groups if _overlap(group[0][0].date, item[0].date)), None)
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    if len(groups) == 1:
        groups[0].extend(undated)
    elif undated:
        groups.append(undated)
    return groups


def _overlap(left: str | None, right: str | None) -> bool:
    (low_left, high_left), (low_right, high_right) = find_day_bounds(left), find_day_bounds(right)
    return (low_left or "") <= (high_right or "9") and (low_right or "") <= (high_left or "9")


def _make_change(group: list[tuple[ChangeClaim, str | None]], person_of: Mapping[str, str]) -> FoldedChange:
    claims = tuple(claim for claim, _ in group)
    first = min(group, key=lambda item: (item[1] or "9", item[0].doc, item[0].id))[0]
    date = max((claim.date for claim in claims if claim.date is not None), key=_precision, default=None)
    earliest, latest = find_day_bounds(date)
    post = first.post
    person = person_of[first.mention]
    replaced = min((person_of[claim.replaces] for claim in claims if claim.replaces is not None), default=None)
    return FoldedChange(
        change=Change(
            id=make_id("change", first.id),
            type=first.type,
            person=person,
            post=post.id if post is not None else None,
            tenure=tenure_id(person, post, acting=first.acting) if post is not None else None,
            by=min((claim.by_id for claim in claims if claim.by_id is not None), default=None),
            replaces=replaced if replaced != person else None,
            date=date,
            earliest=earliest,
            latest=latest,
        ),
        claims=claims,
        reported=tuple(sorted({day for _, day in group if day is not None})),
    )


def _precision(date: str) -> tuple[int, bool, str]:
    return len(date), not date.startswith("XXXX"), date
