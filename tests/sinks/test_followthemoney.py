from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kg.graph.reader import MemoryGraph
from kg.graph.records import CLASSES, Article, Body, Post, Tenure
from kg.sinks.followthemoney import Entity, iter_entities, write_followthemoney
from tests.sinks.graphs import hostile_graphs, name_id, tiny_graph

if os.environ.get("CI"):
    import followthemoney
else:
    followthemoney = pytest.importorskip("followthemoney", reason="pip install '.[ftm]' (docs/dependencies.md)")
from followthemoney.property import Property
from followthemoney.proxy import EntityProxy


def find_faults(entities: Iterable[Entity]) -> Iterator[str]:
    """What the followthemoney package says against entities."""
    by_id = {entity.id: entity for entity in entities}
    for entity in by_id.values():
        schema = followthemoney.model.get(entity.schema)
        assert schema is not None, entity.schema
        yield from (f"{entity.id}: no {name}" for name in schema.required if name not in entity.properties)
        for name, values in entity.properties.items():
            prop = schema.get(name)
            if prop is None or prop.stub:
                yield f"{entity.id}: {entity.schema} has no {name}"
                continue
            yield from (f"{entity.id}.{name}: {value!r}" for value in values if not is_sound(prop, value, by_id))


def is_sound(prop: Property, value: str, by_id: dict[str, Entity]) -> bool:
    if prop.type.name == "address":
        # The package rewrites what separates lines; any text can be an address.
        return value == " ".join(value.split()) != ""
    if prop.type.name == "name":
        # The package takes quotation marks off a name's ends, in names that are nothing else too.
        return (prop.type.clean(f"x{value}x") or "")[1:-1] == value
    if prop.type.name != "entity":
        return prop.type.clean(value) == value
    target = followthemoney.model.get(by_id[value].schema) if value in by_id else None
    return target is not None and prop.range is not None and target.is_a(prop.range)


def read_tiny() -> dict[str, Entity]:
    return {entity.id: entity for entity in iter_entities(tiny_graph())}


def test_every_entity_is_sound_and_names_ones_that_are_there() -> None:
    assert not list(find_faults(iter_entities(tiny_graph())))


@pytest.mark.parametrize(
    ("schema", "properties"),
    [
        ("Occupancy", {"holder": ["nobody"], "post": ["none"]}),
        ("Person", {}),
        ("Person", {"name": ["A"], "birthDate": ["yesterday"]}),
        ("Person", {"name": ["A"], "shoeSize": ["42"]}),
        ("Person", {"name": ["A\x00"]}),
    ],
)
def test_the_check_finds_faults(schema: str, properties: dict[str, list[str]]) -> None:
    assert list(find_faults([Entity(id="x", schema=schema, properties=properties)]))


@given(hostile_graphs())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_hostile_texts_become_sound_or_are_left_out(graph: MemoryGraph) -> None:
    assert [fault for fault in find_faults(iter_entities(graph)) if ": no " not in fault] == []


def test_package_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.ftm.json"
    counts = write_followthemoney(tiny_graph(), path)
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    proxies = [EntityProxy.from_dict(row) for row in rows]
    assert [(proxy.id, proxy.schema.name) for proxy in proxies] == [(row["id"], row["schema"]) for row in rows]
    assert [proxy.to_dict()["properties"].keys() for proxy in proxies] == [row["properties"].keys() for row in rows]
    assert sum(counts.values()) == len(rows)
    assert counts["Occupancy"] == sum(1 for _ in tiny_graph().records(Tenure))


def test_tenure_is_an_occupancy_with_its_articles_and_their_words() -> None:
    occupancy = read_tiny()["tenure-a11c34e8b2c5a6f2"]
    words = occupancy.properties.pop("description")
    assert occupancy.schema == "Occupancy"
    assert occupancy.properties == {
        "holder": ["person-6a604dd715723dca"],
        "post": ["post-bd94e6f16553f72d"],
        "startDate": ["2020-11"],
        "periodStart": ["2016"],
        "periodEnd": ["2021"],
        "proof": ["article-0093c04661431d2e", "article-166474eb745ba3d6"],
    }
    assert words
    assert all(isinstance(text, str) and text for text in words)


def test_party_is_no_public_body_and_lineage_is_a_succession() -> None:
    entities = read_tiny()
    assert entities["body-2dea646fbcffd7c7"].schema == "Organization"
    assert entities["body-796eb350f0ba98ab"].schema == "PublicBody"
    assert entities["body-796eb350f0ba98ab.became.body-f2d1c5a7e9b80364"].properties == {
        "predecessor": ["body-796eb350f0ba98ab"],
        "successor": ["body-f2d1c5a7e9b80364"],
        "date": ["2025-06-30"],
    }


def test_what_is_not_known_is_not_claimed() -> None:
    body = Body(id=name_id("body", 1), name="Quốc hội Lào", kind="legislature")
    post = Post(id=name_id("post", 1), name="Chủ tịch Quốc hội Lào", role="Chủ tịch", single_seat=True, body=body.id)
    article = Article(id=name_id("article", 1), doc="1", url="file:///tin")
    made = {entity.id: entity.properties for entity in iter_entities(MemoryGraph([body, post, article]))}
    assert "country" not in made[body.id]
    assert "country" not in made[post.id]
    assert "sourceUrl" not in made[article.id]
    assert not any("topics" in properties for properties in made.values())


def test_same_graph_gives_same_bytes_gzipped_too(tmp_path: Path) -> None:
    for name in ("one", "two.gz"):
        write_followthemoney(tiny_graph(), tmp_path / name)
    assert gzip.decompress((tmp_path / "two.gz").read_bytes()) == (tmp_path / "one").read_bytes()


def test_every_class_but_areas_and_claims_is_there() -> None:
    entities = read_tiny()
    for name, kind in CLASSES.items():
        ids = {record.id for record in tiny_graph().records(kind)}
        assert ids & entities.keys() == (set() if name in ("Area", "Claim") else ids)
