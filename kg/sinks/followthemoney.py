"""The graph as FollowTheMoney entities, a line of JSON each: for Aleph, OpenSanctions' tools and yente.

The schemata are those of https://followthemoney.tech/explorer/; the tests check every value with the followthemoney
package, which the writer itself does without. Where a schema says less than the graph does, the graph's words go into
`description` and the articles into `proof`. What is not claimed: `topics` (whether somebody is politically exposed is
for the reader to judge), and countries of bodies that have no territory in the graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

import msgspec

from kg.graph.reader import GraphReader
from kg.graph.records import Area, Article, Attendance, Body, Change, Meeting, Person, Post, Tenure
from kg.sinks.evidence import Quote, collect_quotes
from kg.sinks.files import open_output
from kg.sinks.partial_dates import join_bounds

Values = Mapping[str, str | Iterable[str | None] | None]

#: FollowTheMoney tells bodies of the state from other organisations; the Party and what it leads are the latter
_NOT_OF_THE_STATE = frozenset({"party", "front", "mass_organisation", "other"})
_TERM = re.compile(r"([12]\d{3})\s*[-–]\s*([12]\d{3})")
_SPACES = frozenset({"Cc", "Zl", "Zp", "Zs"})
_UNSAFE = frozenset({"Cf", "Cn", "Co", "Cs"})
_URL = re.compile(r"https?://[^\s/]+\.[^\s]+")


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One entity as FollowTheMoney's tools exchange it; every property is a list of strings."""

    id: str
    schema: str
    properties: dict[str, list[str]]


class _Lookup(NamedTuple):
    """What entities take from records of other classes."""

    areas: Mapping[str, str]
    body_areas: Mapping[str, str]
    posts: Mapping[str, str]
    people: Mapping[str, str]
    attendees: Mapping[str, Sequence[str]]
    quotes: Mapping[str, Sequence[Quote]]

    def cite(self, id_: str) -> dict[str, list[str]]:
        """The articles that say a thing, and their words."""
        quotes = self.quotes.get(id_, ())
        return {"proof": [quote.article for quote in quotes], "description": [quote.text for quote in quotes]}


def write_followthemoney(graph: GraphReader, path: Path | None) -> dict[str, int]:
    """Write the graph as lines of FollowTheMoney JSON, the file appearing whole or not at all; None is standard output.

    Returns:
        The number of entities of each schema.

    Raises:
        SinkError: the file can't be written.
    """
    counts: defaultdict[str, int] = defaultdict(int)
    encoder = msgspec.json.Encoder()
    with open_output(path, gzipped=path is not None and path.suffix == ".gz") as out:
        for entity in iter_entities(graph):
            out.write(encoder.encode(entity) + b"\n")
            counts[entity.schema] += 1
    return dict(counts)


def iter_entities(graph: GraphReader) -> Iterator[Entity]:
    """The entities of a graph, always in the same order; what an entity names comes somewhere in the stream."""
    lookup = _make_lookup(graph)
    for body in graph.records(Body):
        yield from _map_body(body, lookup)
    yield from (_map_post(post, lookup) for post in graph.records(Post))
    yield from map(_map_person, graph.records(Person))
    yield from (_map_tenure(tenure, lookup) for tenure in graph.records(Tenure))
    yield from (_map_change(change, lookup) for change in graph.records(Change))
    yield from (_map_meeting(meeting, lookup) for meeting in graph.records(Meeting))
    yield from (_map_attendance(attendance, lookup) for attendance in graph.records(Attendance))
    yield from map(_map_article, graph.records(Article))


def _make_lookup(graph: GraphReader) -> _Lookup:
    attendees: defaultdict[str, list[str]] = defaultdict(list)
    for attendance in graph.records(Attendance):
        attendees[attendance.meeting].append(attendance.person)
    return _Lookup(
        areas={area.id: area.name for area in graph.records(Area)},
        body_areas={body.id: body.area for body in graph.records(Body) if body.area is not None},
        posts={post.id: post.name for post in graph.records(Post)},
        people={person.id: person.name for person in graph.records(Person)},
        attendees=attendees,
        quotes=collect_quotes(graph),
    )


def _map_body(body: Body, lookup: _Lookup) -> Iterator[Entity]:
    values: Values = {
        "name": body.name,
        "country": None if body.area is None else "vn",
        "classification": body.kind,
        "incorporationDate": body.since,
        "dissolutionDate": body.until,
        "wikidataId": body.wikidata,
        "address": lookup.areas.get(body.area or ""),
        "parent": body.parent,
        "notes": body.source,
    }
    yield _make(body.id, "Organization" if body.kind in _NOT_OF_THE_STATE else "PublicBody", values)
    for successor in body.successors:
        yield _make(
            f"{body.id}.became.{successor}",
            "Succession",
            {"predecessor": body.id, "successor": successor, "date": body.until},
        )


def _map_post(post: Post, lookup: _Lookup) -> Entity:
    area = lookup.body_areas.get(post.body)
    values: Values = {
        "name": post.name,
        "organization": post.body,
        "country": None if area is None else "vn",
        "subnationalArea": lookup.areas.get(area or ""),
        "numberOfSeats": "1" if post.single_seat else None,
    }
    return _make(post.id, "Position", values)


def _map_person(person: Person) -> Entity:
    values: Values = {
        "name": person.name,
        "alias": [name for name in person.names if name != person.name],
        "country": "vn" if person.scope == "vn" else None,
    }
    return _make(person.id, "Person", values)


def _map_tenure(tenure: Tenure, lookup: _Lookup) -> Entity:
    term = _TERM.fullmatch(tenure.term or "")
    values: Values = {
        "holder": tenure.person,
        "post": tenure.post,
        "startDate": join_bounds(tenure.starts_no_earlier, tenure.starts_no_later),
        "endDate": join_bounds(tenure.ends_no_earlier, tenure.ends_no_later),
        "periodStart": term and term[1],
        "periodEnd": term and term[2],
        "status": "ended" if tenure.former else None,
        "summary": "acting" if tenure.acting else None,
        **lookup.cite(tenure.id),
    }
    return _make(tenure.id, "Occupancy", values)


def _map_change(change: Change, lookup: _Lookup) -> Entity:
    subject = ", ".join(
        filter(None, (lookup.people.get(change.person), lookup.posts.get(change.post or ""), change.date))
    )
    values: Values = {
        "name": f"{change.type}: {subject}",
        "keywords": change.type,
        "involved": [change.person, change.replaces],
        "organizer": change.by,
        "date": join_bounds(change.earliest, change.latest),
        **lookup.cite(change.id),
    }
    return _make(change.id, "Event", values)


def _map_meeting(meeting: Meeting, lookup: _Lookup) -> Entity:
    values: Values = {
        "name": meeting.name,
        "keywords": "meeting",
        "involved": lookup.attendees.get(meeting.id, ()),
        "organizer": meeting.organiser,
        "location": meeting.place,
        "notes": meeting.collective,
        "date": join_bounds(meeting.earliest, meeting.latest),
        **lookup.cite(meeting.id),
    }
    return _make(meeting.id, "Event", values)


def _map_attendance(attendance: Attendance, lookup: _Lookup) -> Entity:
    values: Values = {
        "subject": attendance.person,
        "object": attendance.meeting,
        "role": attendance.role,
        **lookup.cite(attendance.id),
    }
    return _make(attendance.id, "UnknownLink", values)


def _map_article(article: Article) -> Entity:
    url = article.url if article.url is not None and _URL.fullmatch(article.url) else None
    values: Values = {
        "title": article.title,
        "publishedAt": article.published,
        "publisher": article.publisher,
        "sourceUrl": url,
        "language": "vie" if article.lang == "vi" else None,
    }
    return _make(article.id, "Article", values)


def _make(id_: str, schema: str, values: Values) -> Entity:
    properties = {name: cleaned for name, value in values.items() if (cleaned := _clean(value))}
    return Entity(id=id_, schema=schema, properties=properties)


def _clean(value: str | Iterable[str | None] | None) -> list[str]:
    """Distinct texts as FollowTheMoney has them, in the order in which they are given."""
    texts = (value,) if isinstance(value, str) or value is None else value
    cleaned = (" ".join(_drop_controls(text).split()) for text in texts if text is not None)
    return list(dict.fromkeys(filter(None, cleaned)))


def _drop_controls(text: str) -> str:
    """Control characters become spaces; what has no width or no meaning is left out, as the package's cleaning does."""
    if text.isprintable():
        return text
    kinds = ((character, category(character)) for character in text)
    return "".join(" " if kind in _SPACES else character for character, kind in kinds if kind not in _UNSAFE)
