from __future__ import annotations

import gzip
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, ValidationError

from kg.graph.reader import GraphReader, MemoryGraph
from kg.graph.records import Area, Body, GraphRecord, Meeting, Person, Post, Tenure
from kg.sinks.popolo import write_popolo
from tests.sinks.graphs import TINY, hostile_graphs, tiny_graph

SCHEMA = Draft202012Validator(json.loads(TINY.with_name("popolo.schema.json").read_bytes()))
COLLECTIONS: dict[str, type[GraphRecord]] = {
    "persons": Person,
    "organizations": Body,
    "posts": Post,
    "memberships": Tenure,
    "events": Meeting,
    "areas": Area,
}


def write(graph: GraphReader) -> dict[str, list[dict[str, Any]]]:
    with TemporaryDirectory() as folder:
        write_popolo(graph, Path(folder) / "popolo.json")
        document: dict[str, list[dict[str, Any]]] = json.loads((Path(folder) / "popolo.json").read_bytes())
    return document


def test_document_is_as_the_schema_says_and_has_every_record() -> None:
    document = write(tiny_graph())
    SCHEMA.validate(document)
    for name, kind in COLLECTIONS.items():
        assert [item["id"] for item in document[name]] == [record.id for record in tiny_graph().records(kind)] != []


def test_the_schema_finds_faults() -> None:
    document = write(tiny_graph())
    document["persons"][0]["nmae"] = "x"
    with pytest.raises(ValidationError):
        SCHEMA.validate(document)


@given(hostile_graphs())
@settings(max_examples=40, deadline=None)
def test_hostile_texts_come_back_as_they_are(graph: MemoryGraph) -> None:
    document = write(graph)
    SCHEMA.validate(document)
    person = next(graph.records(Person))
    assert document["persons"][0]["name"] == person.name
    assert {item["name"] for item in document["persons"][0].get("other_names", [])} == {*person.names} - {person.name}


def test_every_reference_leads_somewhere() -> None:
    document = write(tiny_graph())
    ids = {name: {item["id"] for item in items} for name, items in document.items()}
    leads = {"person_id": "persons", "organization_id": "organizations", "post_id": "posts", "area_id": "areas"}
    found = [
        (field, value)
        for items in document.values()
        for item in items
        for field, value in item.items()
        if field in leads
    ]
    assert {field for field, _ in found} == set(leads)
    assert all(value in ids[leads[field]] for field, value in found)


def test_membership_has_dates_as_far_as_they_are_known_and_the_words() -> None:
    membership = next(m for m in write(tiny_graph())["memberships"] if m["id"] == "tenure-a11c34e8b2c5a6f2")
    sources = membership.pop("sources")
    assert membership == {
        "id": "tenure-a11c34e8b2c5a6f2",
        "label": "Chủ tịch UBND tỉnh Ninh Bình",
        "role": "Chủ tịch",
        "person_id": "person-6a604dd715723dca",
        "organization_id": "body-796eb350f0ba98ab",
        "post_id": "post-bd94e6f16553f72d",
        "start_date": "2020-11",
    }
    assert {source["url"] for source in sources} == {
        "https://w3id.org/kg-vn/id/article-0093c04661431d2e",
        "https://example.org/tin/1?a=1&b=%22",
    }
    assert all(source["note"] for source in sources)


def test_event_names_who_was_there() -> None:
    event = next(e for e in write(tiny_graph())["events"] if e["id"] == "meeting-ba19b06992a83087")
    assert event["start_date"] == event["end_date"] == "2020-11-19"
    assert {"id": "person-54db8227f47ce4fb"} in event["attendees"]


def test_empty_graph_is_a_document(tmp_path: Path) -> None:
    assert write(MemoryGraph([])) == {name: [] for name in COLLECTIONS}
    write_popolo(tiny_graph(), tmp_path / "one.json")
    write_popolo(tiny_graph(), tmp_path / "two.json.gz")
    assert gzip.decompress((tmp_path / "two.json.gz").read_bytes()) == (tmp_path / "one.json").read_bytes()
