"""The graph as Popolo JSON (https://www.popoloproject.com/specs/): one document, for parliamentary and civic tools.

A post is a Popolo post, a tenure a membership, a meeting an event. Every membership and event names its articles under
`sources`, with the words in the link's note. Popolo has no place for changes of office apart from a membership's dates,
for the roles of those at an event, nor for what succeeded an organization: those are in the other formats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from kg.graph.reader import GraphReader
from kg.graph.records import Area, Article, Attendance, Body, Meeting, Person, Post, Tenure
from kg.ontology import load_ontology
from kg.sinks.evidence import Quote, collect_quotes
from kg.sinks.files import open_output
from kg.sinks.partial_dates import join_bounds

Object = Mapping[str, object]


class _Lookup(NamedTuple):
    """What objects take from records of other classes."""

    posts: Mapping[str, Post]
    attendees: Mapping[str, Sequence[str]]
    links: Mapping[str, str]
    quotes: Mapping[str, Sequence[Quote]]

    def cite(self, id_: str) -> list[Object]:
        """The articles that say a thing, as Popolo's links."""
        return [{"url": self.links[quote.article], "note": quote.text} for quote in self.quotes.get(id_, ())]


def write_popolo(graph: GraphReader, path: Path | None) -> dict[str, int]:
    """Write the graph as one Popolo document, the file appearing whole or not at all; None is standard output.

    Returns:
        The number of objects in each collection.

    Raises:
        SinkError: the file can't be written.
    """
    lookup, counts, lead = _make_lookup(graph), {}, b"{\n"
    with open_output(path, gzipped=path is not None and path.suffix == ".gz") as out:
        for name, objects in _iter_collections(graph, lookup):
            out.write(lead + msgspec.json.encode(name) + b": [")
            counts[name] = _write_items(objects, out)
            out.write(b"\n]")
            lead = b",\n"
        out.write(b"\n}\n")
    return counts


def _write_items(objects: Iterable[Object], out: BinaryIO) -> int:
    encoder, count = msgspec.json.Encoder(), 0
    for count, item in enumerate(objects, start=1):
        out.write((b",\n" if count > 1 else b"\n") + encoder.encode(item))
    return count


def _make_lookup(graph: GraphReader) -> _Lookup:
    attendees: defaultdict[str, list[str]] = defaultdict(list)
    for attendance in graph.records(Attendance):
        attendees[attendance.meeting].append(attendance.person)
    base = load_ontology().base
    return _Lookup(
        posts={post.id: post for post in graph.records(Post)},
        attendees=attendees,
        links={article.id: article.url or base + article.id for article in graph.records(Article)},
        quotes=collect_quotes(graph),
    )


def _iter_collections(graph: GraphReader, lookup: _Lookup) -> Iterator[tuple[str, Iterator[Object]]]:
    yield "persons", map(_map_person, graph.records(Person))
    yield "organizations", map(_map_body, graph.records(Body))
    yield "posts", map(_map_post, graph.records(Post))
    yield "memberships", (_map_tenure(tenure, lookup) for tenure in graph.records(Tenure))
    yield "events", (_map_meeting(meeting, lookup) for meeting in graph.records(Meeting))
    yield "areas", map(_map_area, graph.records(Area))


def _map_person(person: Person) -> Object:
    others = [{"name": name} for name in person.names if name != person.name]
    return _drop_empty(id=person.id, name=person.name, other_names=others)


def _map_body(body: Body) -> Object:
    return _drop_empty(
        id=body.id,
        name=body.name,
        classification=body.kind,
        parent_id=body.parent,
        area_id=body.area,
        founding_date=body.since,
        dissolution_date=body.until,
        identifiers=_identify(body.wikidata),
    )


def _map_post(post: Post) -> Object:
    return _drop_empty(id=post.id, label=post.name, role=post.role, organization_id=post.body)


def _map_tenure(tenure: Tenure, lookup: _Lookup) -> Object:
    post = lookup.posts.get(tenure.post)
    return _drop_empty(
        id=tenure.id,
        label=post and (f"{post.name} (acting)" if tenure.acting else post.name),
        role=post and post.role,
        person_id=tenure.person,
        organization_id=post and post.body,
        post_id=tenure.post,
        start_date=join_bounds(tenure.starts_no_earlier, tenure.starts_no_later),
        end_date=join_bounds(tenure.ends_no_earlier, tenure.ends_no_later),
        sources=lookup.cite(tenure.id),
    )


def _map_meeting(meeting: Meeting, lookup: _Lookup) -> Object:
    day = join_bounds(meeting.earliest, meeting.latest)
    return _drop_empty(
        id=meeting.id,
        name=meeting.name,
        start_date=day,
        end_date=day,
        location=meeting.place,
        organization_id=meeting.organiser,
        attendees=[{"id": person} for person in lookup.attendees.get(meeting.id, ())],
        sources=lookup.cite(meeting.id),
    )


def _map_area(area: Area) -> Object:
    return _drop_empty(
        id=area.id, name=area.name, classification=area.kind, parent_id=area.within, identifier=area.wikidata
    )


def _identify(wikidata: str | None) -> list[Object]:
    return [] if wikidata is None else [{"scheme": "wikidata", "identifier": wikidata}]


def _drop_empty(**values: object) -> Object:
    return {name: value for name, value in values.items() if value is not None and value != []}
