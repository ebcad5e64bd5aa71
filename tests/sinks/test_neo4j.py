"""Loading into a real Neo4j: what is there afterwards is what the graph holds, no more and no less."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SinkError
from kg.graph.reader import MemoryGraph, read_graph_jsonl
from kg.graph.records import CLASSES, Area, Claim, GraphRecord, Person, Post, Tenure
from kg.ontology import load_ontology
from kg.questions.connection import Connection
from kg.questions.neo4j import open_driver, read_value
from kg.sinks.neo4j import find_differences, load_graph
from tests.neo4j_server import PASSWORD, drop_schema

TINY = Path(__file__).parents[1] / "data" / "tiny_graph.jsonl"
NOBODY = "person-00000000000000ff"


@pytest.fixture(scope="module")
def tiny() -> MemoryGraph:
    return read_graph_jsonl(TINY)


def list_records(graph: MemoryGraph) -> list[GraphRecord]:
    return [record for kind in CLASSES.values() for record in graph.records(kind)]


def ask(connection: Connection, query: str, **parameters: Any) -> list[list[Any]]:
    with open_driver(connection) as driver:
        return [[read_value(value) for value in record] for record in driver.execute_query(query, parameters).records]


def read_all(connection: Connection) -> Iterator[GraphRecord]:
    """Every record, made again from nodes and relationships alone."""
    for label, entity in load_ontology().classes.items():
        for node, edges in ask(
            connection, f"MATCH (n:{label}) RETURN n, [(n)-[r]->(m) | [type(r), m.id, labels(m)]] ORDER BY n.id"
        ):
            fields = {key: value for key, value in node.items() if key != "labels"}
            for name, prop in entity.references().items():
                targets = sorted(key for edge, key, labels in edges if edge == prop.edge and labels == [prop.range])
                fields[name] = targets if prop.many else targets[0] if targets else None
            assert len(edges) == sum(
                len(value) if isinstance(value := fields[name], list) else value is not None
                for name in entity.references()
            )
            yield msgspec.convert(fields, CLASSES[label])


def written(counts: list[Any]) -> dict[str, tuple[int, int]]:
    return {count.what: (count.written, count.removed) for count in counts if count.written or count.removed}


@pytest.mark.neo4j
def test_loaded_graph_is_the_graph(empty_neo4j: Connection, tiny: MemoryGraph) -> None:
    counts = load_graph(tiny, empty_neo4j)
    assert list(read_all(empty_neo4j)) == list_records(tiny)
    assert sum(count.total for count in counts if count.what in CLASSES) == len(list_records(tiny))
    assert all((count.written, count.removed) == (count.total, 0) for count in counts)


@pytest.mark.neo4j
def test_loading_again_writes_nothing(empty_neo4j: Connection, tiny: MemoryGraph) -> None:
    first = load_graph(tiny, empty_neo4j)
    again = load_graph(tiny, empty_neo4j)
    assert written(again) == {}
    assert [(count.what, count.total) for count in again] == [(count.what, count.total) for count in first]
    assert list(read_all(empty_neo4j)) == list_records(tiny)


@pytest.mark.neo4j
@pytest.mark.parametrize("batch", [2, 7])
def test_small_batches_and_pages_give_the_same(empty_neo4j: Connection, tiny: MemoryGraph, batch: int) -> None:
    load_graph(tiny, empty_neo4j, batch=batch)
    assert list(read_all(empty_neo4j)) == list_records(tiny)
    assert written(load_graph(tiny, empty_neo4j, batch=batch)) == {}


@pytest.mark.neo4j
def test_schema_is_made(empty_neo4j: Connection, tiny: MemoryGraph) -> None:
    drop_schema(empty_neo4j)
    load_graph(tiny, empty_neo4j)
    unique = ask(empty_neo4j, "SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN *")
    assert sorted(row[0][0] for row in unique if row[1] == ["id"] and row[2] == "UNIQUENESS") == sorted(CLASSES)
    assert ask(empty_neo4j, "SHOW INDEXES YIELD state WHERE state <> 'ONLINE' RETURN state") == []
    found = ask(
        empty_neo4j, "CALL db.index.fulltext.queryNodes('kg_names', 'tran thi uom') YIELD node RETURN node.name LIMIT 1"
    )
    assert found == [["Trần Thị Ươm"]]


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("nguyen hong dien", "Nguyễn Hồng Diên"),
        ("NGUYỄN HỒNG DIÊN", "Nguyễn Hồng Diên"),
        ("dang dinh dao", "Đặng Đình Đào"),
    ],
)
def test_names_are_found_without_accents(empty_neo4j: Connection, typed: str, name: str) -> None:
    people = [
        Person(id=f"person-000000000000000{number}", name=name, names=(name,))
        for number, name in enumerate(("Nguyễn Hồng Diên", "Đặng Đình Đào", "Trần Văn Ba"))
    ]
    load_graph(MemoryGraph(people), empty_neo4j)
    ask(empty_neo4j, "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    query = "CALL db.index.fulltext.queryNodes('kg_names', $typed) YIELD node RETURN node.name"
    assert ask(empty_neo4j, query, typed=typed) == [[name]]


@pytest.mark.neo4j
def test_what_left_the_graph_leaves_the_database(empty_neo4j: Connection, tiny: MemoryGraph) -> None:
    load_graph(tiny, empty_neo4j)
    small = MemoryGraph(record for record in list_records(tiny) if type(record).__name__ in {"Area", "Body", "Post"})
    counts = written(load_graph(small, empty_neo4j))
    assert counts["Person"] == (0, len(list(tiny.records(Person))))
    assert list(read_all(empty_neo4j)) == list_records(small)


@pytest.mark.neo4j
def test_changed_values_and_references_are_replaced(empty_neo4j: Connection) -> None:
    before = [
        Area(id="area-0000000000000001", name="tỉnh Cũ", kind="province", since="1997-01-01"),
        Area(id="area-0000000000000002", name="tỉnh Hai", kind="province", within="area-0000000000000001"),
        Area(
            id="area-0000000000000003",
            name="tỉnh Ba",
            kind="province",
            within="area-0000000000000001",
            successors=("area-0000000000000001", "area-0000000000000002"),
        ),
    ]
    after = [
        Area(id="area-0000000000000001", name="tỉnh Mới", kind="province"),
        Area(id="area-0000000000000002", name="tỉnh Hai", kind="province"),
        Area(
            id="area-0000000000000003",
            name="tỉnh Ba",
            kind="province",
            within="area-0000000000000002",
            successors=("area-0000000000000002",),
        ),
    ]
    load_graph(MemoryGraph(before), empty_neo4j)
    counts = written(load_graph(MemoryGraph(after), empty_neo4j))
    assert counts == {"Area": (1, 0), "Area WITHIN Area": (1, 2), "Area SUCCEEDED_BY Area": (1, 2)}
    assert list(read_all(empty_neo4j)) == after


@pytest.mark.neo4j
def test_what_others_did_to_our_nodes_is_undone(empty_neo4j: Connection, tiny: MemoryGraph) -> None:
    load_graph(tiny, empty_neo4j)
    ask(empty_neo4j, "MATCH (p:Person) SET p.name = 'x', p.scope = null")
    ask(empty_neo4j, "MATCH (t:Tenure)-[r:HELD_BY]->() DELETE r")
    ask(empty_neo4j, "MATCH (t:Tenure)-[:OF_POST]->(p) CREATE (t)-[:OF_POST]->(p)")
    ask(empty_neo4j, "MATCH (m:Meeting) DETACH DELETE m")
    load_graph(tiny, empty_neo4j, verify=True)
    assert list(read_all(empty_neo4j)) == list_records(tiny)


@pytest.mark.neo4j
def test_what_others_removed_is_noticed_without_being_asked(empty_neo4j: Connection, tiny: MemoryGraph) -> None:
    load_graph(tiny, empty_neo4j)
    ask(empty_neo4j, "MATCH (p:Person) WITH p LIMIT 1 DETACH DELETE p")
    ask(empty_neo4j, "MATCH (:Claim)-[r:FROM_ARTICLE]->() WITH r LIMIT 1 DELETE r")
    counts = written(load_graph(tiny, empty_neo4j))
    assert counts["Person"] == (1, 0)
    assert counts["Claim FROM_ARTICLE Article"] == (1, 0)
    assert list(read_all(empty_neo4j)) == list_records(tiny)


@pytest.mark.neo4j
def test_one_change_is_one_write(empty_neo4j: Connection, tiny: MemoryGraph) -> None:
    load_graph(tiny, empty_neo4j)
    first, second, *others = tiny.records(Person)
    claims = {claim.id: claim for claim in tiny.records(Claim)}
    changed = msgspec.structs.replace(first, name="Đổi Tên")
    moved = msgspec.structs.replace(next(tiny.records(Tenure)), person=second.id)
    new = Person(id="person-fffffffffffffff0", name="Người Mới")
    gone = list(claims)[-1]
    after = MemoryGraph([r for r in list_records(tiny) if r.id != gone] + [changed, moved, new])
    counts = written(load_graph(after, empty_neo4j))
    assert counts["Person"] == (2, 0)
    assert counts["Claim"] == (0, 1)
    assert counts["Tenure HELD_BY Person"] == (1, 1)
    assert "Tenure" not in counts
    assert list(read_all(empty_neo4j)) == list_records(after)
    assert written(load_graph(after, empty_neo4j)) == {}
    assert written(load_graph(after, empty_neo4j, verify=True)) == {}
    assert others


@pytest.mark.neo4j
def test_unchanged_reload_reads_no_rows(empty_neo4j: Connection, tiny: MemoryGraph) -> None:
    load_graph(tiny, empty_neo4j)
    ask(empty_neo4j, "MATCH (p:Person) SET p.name = 'x'")
    assert written(load_graph(tiny, empty_neo4j)) == {}
    assert written(load_graph(tiny, empty_neo4j, verify=True)).keys() == {"Person"}


@pytest.mark.neo4j
def test_what_is_not_ours_is_left_alone(empty_neo4j: Connection, tiny: MemoryGraph) -> None:
    ask(empty_neo4j, "CREATE (:Person {name: 'own'}), (:Person {id: 'person-bob'}), (:Note {id: 'person-1'})")
    load_graph(tiny, empty_neo4j)
    ask(empty_neo4j, "MATCH (p:Person {id: $id}) SET p.rank = 3", id=next(tiny.records(Person)).id)
    load_graph(MemoryGraph(tiny.records(Person)), empty_neo4j)
    assert ask(empty_neo4j, "MATCH (p:Person) WHERE p.rank = 3 RETURN count(p)") == [[1]]
    load_graph(MemoryGraph([]), empty_neo4j)
    assert ask(empty_neo4j, "MATCH (n) RETURN labels(n), n.id, n.name ORDER BY n.name, n.id") == [
        [["Person"], None, "own"],
        [["Note"], "person-1", None],
        [["Person"], "person-bob", None],
    ]


@pytest.mark.neo4j
def test_hostile_text_stays_text(empty_neo4j: Connection) -> None:
    name = "x'}) DETACH DELETE n //\" `\\ \u2028 $ids {id: 1}"
    person = Person(id="person-0000000000000001", name=name, names=(name, "\x00", "👩‍⚖️"))
    load_graph(MemoryGraph([person]), empty_neo4j)
    assert list(read_all(empty_neo4j)) == [person]


@pytest.mark.neo4j
def test_reference_to_nothing_is_an_error(empty_neo4j: Connection) -> None:
    post = Post(id="post-0000000000000001", name="x", role="x", single_seat=True, body="body-0000000000000001")
    tenure = Tenure(id="tenure-0000000000000001", person=NOBODY, post=post.id)
    with pytest.raises(SinkError, match=r"1 of 1 Post IN_BODY Body lead to records that the graph doesn't hold"):
        load_graph(MemoryGraph([post, tenure]), empty_neo4j)


@pytest.mark.neo4j
def test_duplicates_of_others_stop_the_load(empty_neo4j: Connection, tiny: MemoryGraph) -> None:
    drop_schema(empty_neo4j)
    ask(empty_neo4j, "UNWIND [1, 2] AS i CREATE (:Person {id: 'person-bob'})")
    with pytest.raises(SinkError, match="refuses: Unable to create Constraint"):
        load_graph(tiny, empty_neo4j)


@pytest.mark.neo4j
def test_malformed_day_is_an_error(empty_neo4j: Connection) -> None:
    area = Area(id="area-0000000000000001", name="x", kind="province", since="2021-02-30")
    with pytest.raises(SinkError, match="Invalid date 'FEBRUARY 30'"):
        load_graph(MemoryGraph([area]), empty_neo4j)


@pytest.mark.neo4j
def test_wrong_password_is_one_clear_error(empty_neo4j: Connection) -> None:
    wrong = msgspec.structs.replace(empty_neo4j, password=PASSWORD[::-1])
    with pytest.raises(SinkError, match="refuses user 'neo4j': check --user and the password"):
        load_graph(MemoryGraph([]), wrong)


@pytest.mark.neo4j
def test_missing_database_is_one_clear_error(empty_neo4j: Connection) -> None:
    wrong = msgspec.structs.replace(empty_neo4j, database="nowhere")
    with pytest.raises(SinkError, match="has no database 'nowhere'; give --database"):
        load_graph(MemoryGraph([]), wrong)


def test_absent_server_is_one_clear_error() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{probe.getsockname()[1]}"
    with pytest.raises(SinkError, match=r"no Neo4j answers at bolt://127\.0\.0\.1"):
        load_graph(MemoryGraph([]), Connection(uri=uri, user="neo4j", password=PASSWORD))


@pytest.mark.parametrize("uri", ["http://localhost:7474", "", "bolt://", "localhost"])
def test_address_of_no_server_is_one_clear_error(uri: str) -> None:
    with pytest.raises(SinkError, match="is not where a Neo4j can be"):
        load_graph(MemoryGraph([]), Connection(uri=uri, user="neo4j", password=PASSWORD))


ROWS = st.dictionaries(st.text("abc", max_size=3), st.tuples(st.integers(0, 2)), max_size=20)


@given(wanted=ROWS, stored=ROWS)
def test_differences_turn_one_side_into_the_other(wanted: dict[str, tuple[int]], stored: dict[str, tuple[int]]) -> None:
    found = list(find_differences(sorted(wanted.items()), iter(sorted(stored.items()))))
    made = dict(stored)
    for key, row, old in found:
        assert old == stored.get(key)
        assert row != old
        if row is None:
            del made[key]
        else:
            made[key] = (row[0],)
    assert made == wanted
    assert [key for key, _, _ in found] == sorted(key for key, _, _ in found)
