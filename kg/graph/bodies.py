"""The bodies, areas and posts that claims speak of, with all that these are part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.claims.bodies import ParsedBody
from kg.claims.homes import parse_body_at
from kg.claims.ids import make_id
from kg.claims.lineage import find_day_in, find_life
from kg.claims.records import ArticleClaims, PostRef
from kg.graph.records import Area, Body, Post
from kg.lexicon import areas
from kg.lexicon.lineage import cite_acts

#: Bodies that were gone by this ISO day, with which the 64 provinces of that year began, are there where articles name
#: them, not for the sake of lineage alone.
FIRST_LINEAGE = "2004-01-01"


def area_id(area: areas.Area) -> str:
    """The graph's id of a territory of the word lists."""
    return make_id("area", area.key)


def body_id(body: ParsedBody) -> str:
    """The graph's id of a body that is known by its name alone."""
    return make_id("body", body.key)


def find_parent(body: ParsedBody) -> ParsedBody | None:
    """The body that a body belongs to, where its name tells; a local one in the body's own province and time."""
    if body.inside is not None:
        return body.inside
    if body.parent is None:
        return None
    home = areas.province_of(body.area) if body.area is not None else None
    return parse_body_at(body.parent, home, on=find_day_in(body.area))


def make_posts(articles: Iterable[ArticleClaims]) -> list[Post]:
    """Every post that some claim names, sorted by id."""
    posts = {post.id: post for article in articles for post in _posts(article)}
    return [
        Post(
            id=key,
            name=post.name,
            role=post.role,
            single_seat=post.single_seat,
            body=post.body_id,
        )
        for key, post in sorted(posts.items())
    ]


def make_bodies(articles: Iterable[ArticleClaims]) -> tuple[list[Body], list[Area]]:
    """The bodies that claims name, with their parents, lineage and areas; each list sorted by id.

    Of the lineage of a body that is named there is all that took its place, one after another, and what it came from
    directly, back to `FIRST_LINEAGE`. A body that goes on under one name while its territory becomes another has the
    one of the newest article.
    """
    parsed: dict[str, ParsedBody] = {}
    for article in sorted(articles, key=lambda article: (article.article.published or "", article.doc), reverse=True):
        for key, body in iter_named_bodies(article):
            _add_with_parents(parsed, key, body)
    for body in list(parsed.values()):
        for each in find_life(body).predecessors:
            if (find_life(each).until or FIRST_LINEAGE) >= FIRST_LINEAGE:
                _add_with_parents(parsed, body_id(each), each)
    _add_successors(parsed)
    bodies = [_make_body(key, body) for key, body in sorted(parsed.items())]
    return bodies, _make_areas(body.area for body in parsed.values() if body.area is not None)


def _make_body(key: str, body: ParsedBody) -> Body:
    life, parent = find_life(body), find_parent(body)
    return Body(
        id=key,
        name=body.name,
        kind=body.kind,
        level=body.level,
        since=life.since,
        until=life.until,
        source=life.source,
        wikidata=life.wikidata,
        parent=body_id(parent) if parent is not None else None,
        area=area_id(body.area) if body.area is not None else None,
        successors=tuple(sorted(map(body_id, life.successors))),
    )


def _posts(article: ArticleClaims) -> Iterator[PostRef]:
    yield from (claim.post for claim in article.tenures)
    yield from (claim.post for claim in article.changes if claim.post is not None)


def iter_named_bodies(article: ArticleClaims) -> Iterator[tuple[str, ParsedBody]]:
    """The bodies that an article's claims name, with their ids."""
    yield from ((post.body_id, post.body) for post in _posts(article))
    yield from ((change.by_id, change.by) for change in article.changes if change.by_id and change.by)
    for meeting in article.meetings:
        if meeting.organiser_id is not None and meeting.organiser is not None:
            yield meeting.organiser_id, meeting.organiser


def _add_with_parents(parsed: dict[str, ParsedBody], key: str, body: ParsedBody) -> None:
    while key not in parsed:
        parsed[key] = body
        parent = find_parent(body)
        if parent is None:
            return
        key, body = body_id(parent), parent


def _add_successors(parsed: dict[str, ParsedBody]) -> None:
    """Add all that took the place of these bodies, one after another."""
    todo = list(parsed.values())
    while todo:
        known = set(parsed)
        for body in todo:
            for each in find_life(body).successors:
                _add_with_parents(parsed, body_id(each), each)
        todo = [body for key, body in parsed.items() if key not in known]


def _make_areas(used: Iterable[areas.Area]) -> list[Area]:
    """The areas with all that they are within and all that took their place."""
    todo, known = [area.key for area in used], {}
    while todo:
        key = todo.pop()
        if key not in known:
            area = known[key] = areas.area_of(key)
            todo.extend(area.successors)
            todo.extend([area.within] if area.within is not None else [])
    made = (
        Area(
            id=area_id(area),
            name=area.name,
            kind=area.kind,
            since=area.since,
            until=area.until,
            source=cite_acts(area),
            wikidata=area.wikidata,
            within=make_id("area", area.within) if area.within is not None else None,
            successors=tuple(sorted(make_id("area", key) for key in area.successors)),
        )
        for area in known.values()
    )
    return sorted(made, key=lambda area: area.id)
