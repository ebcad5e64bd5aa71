"""Plans and times, from the embedded engine and from a real Neo4j."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.graph.reader import MemoryGraph
from kg.questions.connection import Connection
from kg.questions.explain import explain_embedded, explain_neo4j, plan_sparql
from kg.questions.library import Question, find_question, read_library
from kg.questions.run import ask_embedded
from kg.sinks.neo4j import load_graph

PARAMETERS = {"person": "Đinh Văn Bình"}


def test_rows_are_counted_and_times_measured(small_graph: MemoryGraph) -> None:
    question = find_question("posts_of_person")
    explanation = explain_embedded(small_graph, question, PARAMETERS)
    assert explanation.rows == len(ask_embedded(small_graph, question, PARAMETERS).rows) > 0
    assert list(explanation.seconds) == ["load the graph", "ask"]
    assert all(seconds > 0 for seconds in explanation.seconds.values())
    assert explanation.arguments["person"].type == "string"


def test_plan_is_the_algebra() -> None:
    text = "PREFIX : <http://x/> SELECT ?a { ?a :b ?c ; :d/:e ?f . OPTIONAL { ?a :g ?h } FILTER(?c > ?h) } ORDER BY ?c"
    assert plan_sparql(text) == (
        "Project ?a",
        "  OrderBy ?c",
        "    Filter ?c ?h",
        "      LeftJoin",
        "        BGP",
        "          ?a :b ?c",
        "          ?a :d/:e ?f",
        "        BGP",
        "          ?a :g ?h",
    )


@pytest.mark.parametrize("text", ["ASK { ?a ?b ?c }", "CONSTRUCT { ?a ?b ?c } WHERE { GRAPH ?g { ?a ?b ?c } }"])
def test_other_forms_have_plans(text: str) -> None:
    assert any("?a ?b ?c" in line for line in plan_sparql(text))


def test_every_question_has_the_same_plan_each_time() -> None:
    for question in read_library().values():
        plan = plan_sparql(question.texts["sparql"])
        assert len(plan) > 3, question.name
        assert plan == plan_sparql(question.texts["sparql"])


def test_query_that_rdflib_does_not_read_has_no_plan() -> None:
    (line,) = plan_sparql("SELECT * { ?a ?b ?c LATERAL { ?d ?e ?f } }")
    assert line.startswith("no plan: rdflib does not read this query")


def test_cypher_without_a_server_is_told(small_graph: MemoryGraph) -> None:
    with pytest.raises(InputError, match="--on neo4j"):
        explain_embedded(small_graph, Question(name="x", header=None, texts={"cypher": "RETURN 1"}), {})


def test_sparql_has_no_plan_on_neo4j() -> None:
    connection = Connection(uri="bolt://127.0.0.1:1", user="neo4j", password="x")  # noqa: S106 - none is sent
    with pytest.raises(InputError, match="doesn't speak SPARQL"):
        explain_neo4j(connection, Question(name="x", header=None, texts={"sparql": "ASK {}"}), {})


@pytest.mark.neo4j
def test_server_tells_what_it_did(empty_neo4j: Connection, small_graph: MemoryGraph) -> None:
    load_graph(small_graph, empty_neo4j)
    explanation = explain_neo4j(empty_neo4j, find_question("posts_of_person"), PARAMETERS)
    assert explanation.rows == len(ask_embedded(small_graph, find_question("posts_of_person"), PARAMETERS).rows)
    assert explanation.plan[0].startswith(f"ProduceResults ({explanation.rows} rows, ")
    assert any(line.startswith("  ") for line in explanation.plan)
    assert list(explanation.seconds) == ["connect", "ask"]
