"""Asking a real Neo4j: read-only, with plain values and clear errors."""

from __future__ import annotations

import msgspec
import pytest

from kg.errors import InputError, SinkError
from kg.graph.reader import MemoryGraph
from kg.graph.records import Person
from kg.questions.connection import Connection
from kg.questions.library import Question
from kg.questions.neo4j import check_version, explain_error, open_driver
from kg.questions.run import ask_neo4j
from kg.sinks.neo4j import load_graph


def count_nodes(connection: Connection) -> int:
    with open_driver(connection) as driver:
        return int(driver.execute_query("MATCH (n) RETURN count(n)").records[0][0])


@pytest.mark.neo4j
@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n:Person) RETURN n",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Person {id: 'x'}) RETURN n",
        "MATCH (p:Person) SET p.name = 'x'",
        "CREATE INDEX x FOR (n:X) ON (n.x)",
        "CALL { CREATE (n:X) } IN TRANSACTIONS",
    ],
)
def test_nothing_can_be_written(empty_neo4j: Connection, small_graph: MemoryGraph, query: str) -> None:
    load_graph(MemoryGraph(small_graph.records(Person)), empty_neo4j)
    before = count_nodes(empty_neo4j)
    with pytest.raises(SinkError):
        ask_neo4j(empty_neo4j, query)
    assert count_nodes(empty_neo4j) == before


@pytest.mark.neo4j
def test_writing_is_explained(empty_neo4j: Connection) -> None:
    with pytest.raises(SinkError, match="the query would change the database; kg query only reads"):
        ask_neo4j(empty_neo4j, "CREATE (n:Person) RETURN n")


@pytest.mark.neo4j
def test_own_cypher_gives_plain_values(empty_neo4j: Connection, small_graph: MemoryGraph) -> None:
    load_graph(small_graph, empty_neo4j)
    answer = ask_neo4j(
        empty_neo4j,
        "MATCH path = (a:Area {id: $id})-[r:WITHIN]->(b) "
        "RETURN a.until AS day, a, r, [1, date('2020-01-01')] AS list, {b: 1, a: null} AS map, length(path) AS n, "
        "path, 1.5 AS x, duration('P1D') AS d, $id AS id;",
        {"id": "area-0000000000000002"},
    )
    assert answer.columns == ("day", "a", "r", "list", "map", "n", "path", "x", "d", "id")
    (row,) = answer.rows
    area = {
        "labels": ["Area"],
        "id": "area-0000000000000002",
        "kind": "province",
        "name": "tỉnh Sông Mây",
        "until": "2025-07-01",
    }
    country = {"labels": ["Area"], "id": "area-0000000000000001", "kind": "country", "name": "Việt Nam"}
    assert row == {
        "day": "2025-07-01",
        "a": area,
        "r": {"type": "WITHIN"},
        "list": [1, "2020-01-01"],
        "map": {"a": None, "b": 1},
        "n": 1,
        "path": [area, country, {"type": "WITHIN"}],
        "x": 1.5,
        "d": "P1D",
        "id": "area-0000000000000002",
    }


@pytest.mark.neo4j
def test_hostile_argument_is_only_a_value(empty_neo4j: Connection) -> None:
    text = "' RETURN 1 UNION MATCH (n) DETACH DELETE n //"
    assert ask_neo4j(empty_neo4j, "RETURN $x AS x", {"x": text}).rows == ({"x": text},)


@pytest.mark.neo4j
def test_missing_parameter_is_named(empty_neo4j: Connection) -> None:
    with pytest.raises(SinkError, match=r"[Pp]arameter.*who.*give each with -p name=value"):
        ask_neo4j(empty_neo4j, "RETURN $who AS x")


@pytest.mark.neo4j
def test_faulty_cypher_is_told(empty_neo4j: Connection) -> None:
    with pytest.raises(SinkError, match=r"refuses: Invalid input 'RETRUN'.*SyntaxError"):
        ask_neo4j(empty_neo4j, "RETRUN 1")


@pytest.mark.neo4j
def test_query_that_takes_too_long_is_ended(empty_neo4j: Connection) -> None:
    query = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a WHERE a < 0 RETURN count(a)"
    with pytest.raises(SinkError, match="took too long"):
        ask_neo4j(empty_neo4j, query, seconds=0.5)


@pytest.mark.neo4j
def test_first_password_that_must_be_changed_is_explained(empty_neo4j: Connection) -> None:
    fresh = msgspec.structs.replace(empty_neo4j, user="fresh")
    with open_driver(empty_neo4j) as driver:
        driver.execute_query(
            "CREATE OR REPLACE USER fresh SET PASSWORD $password CHANGE REQUIRED",
            password=fresh.password,
            database_="system",
        )
    with pytest.raises(SinkError, match="wants another password for 'fresh' first"):
        ask_neo4j(fresh, "RETURN 1")
    with open_driver(empty_neo4j) as driver:
        driver.execute_query("DROP USER fresh", database_="system")


@pytest.mark.neo4j
def test_sparql_is_asked_of_the_graph(empty_neo4j: Connection) -> None:
    own = Question(name="own.rq", header=None, texts={"sparql": "ASK {}"})
    with pytest.raises(InputError, match=r"own\.rq: Neo4j doesn't speak SPARQL"):
        ask_neo4j(empty_neo4j, own)


@pytest.mark.neo4j
def test_password_is_not_shown(empty_neo4j: Connection) -> None:
    assert empty_neo4j.password not in repr(empty_neo4j)
    assert empty_neo4j.password not in explain_error(OSError("x"), empty_neo4j)


@pytest.mark.parametrize("agent", ["Neo4j/4.4.30", "Neo4j/3.5"])
def test_old_server_is_refused(agent: str) -> None:
    with pytest.raises(SinkError, match=r"the server is Neo4j [34]\.\d.*; kg needs 5 or later"):
        check_version(agent)


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/2026.10.0", "Neo4j/dev", ""])
def test_newer_or_unknown_server_is_tried(agent: str) -> None:
    check_version(agent)
