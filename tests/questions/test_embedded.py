from __future__ import annotations

import threading
import time

import pyoxigraph as ox
import pytest

from kg.errors import InputError, SinkError
from kg.graph.reader import MemoryGraph
from kg.questions.embedded import check_offline, find_keyword, load_store, names_dataset, run_within
from kg.questions.library import Question, find_question
from kg.questions.run import ask_embedded

PREFIXES = "PREFIX kg: <https://w3id.org/kg-vn/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { service<http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * {BIND(<http://127.0.0.1:1/> AS ?x)SERVICE?x{ ?s ?p ?o } }",
        "SELECT * { SERVICE # a comment\n# another <\n <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE\tSiLeNt#\r<http://127.0.0.1:1/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE :x { ?s ?p ?o } }",
        "PREFIX a.b: <http://127.0.0.1:1/> SELECT * { SERVICE a.b:x { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { ?s :p :o.SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b)SERVICE?x#>\n{ ?s ?p ?o } }",
        "SELECT * { S\\u0045RVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "ASK { SERVICE $x { ?s ?p ?o } }",
    ],
)
def test_calls_to_other_servers_are_refused(query: str, small_graph: MemoryGraph) -> None:
    with pytest.raises(InputError, match=r"SERVICE \(line \d+ of the query\) would call another server"):
        ask_embedded(small_graph, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT ?service { $service <http://x/service> ?o }",
        "SELECT * { ?s <http://schema.org/Service> ?o }",
        "PREFIX schema: <http://schema.org/> SELECT * { ?s schema:Service ?o }",
        'SELECT * { ?s ?p "the service is good" }',
        "# what service do they give\nSELECT * { ?s ?p ?o }",
    ],
)
def test_the_mere_word_is_not_refused(query: str) -> None:
    check_offline(query)


@pytest.mark.parametrize(
    "query", ["DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:a> <a:a> <a:a> }", "CLEAR ALL", "x", ""]
)
def test_what_is_no_query_is_refused(query: str, small_graph: MemoryGraph) -> None:
    with pytest.raises(InputError, match="query: not a SPARQL query that can be answered"):
        ask_embedded(small_graph, query)


def test_own_select_gives_full_terms(small_graph: MemoryGraph) -> None:
    answer = ask_embedded(
        small_graph,
        PREFIXES
        + "SELECT ?s ?b ?n ?d ?none { ?s a kg:Tenure ; kg:acting ?b ; kg:last_seen ?d FILTER(?b) BIND(1.5 AS ?n) }",
    )
    assert answer.columns == ("s", "b", "n", "d", "none")
    assert answer.rows == (
        {
            "s": "https://w3id.org/kg-vn/id/tenure-0000000000000007",
            "b": True,
            "n": 1.5,
            "d": "2020-10-10",
            "none": None,
        },
    )


def test_own_select_takes_typed_parameters(small_graph: MemoryGraph) -> None:
    query = PREFIXES + "SELECT ?on ?t ?s { ?s kg:tenure ?t ; kg:earliest ?d FILTER(?d <= ?on) }"
    answer = ask_embedded(
        small_graph, query, {"on:date": "2020-02-20", "t:id": "tenure-0000000000000002"}, base="https://example.org/"
    )
    assert answer.columns == ("s",)
    assert answer.rows == ({"s": "https://example.org/change-0000000000000001"},)


def test_hostile_argument_is_only_a_value(small_graph: MemoryGraph) -> None:
    query = PREFIXES + "SELECT ?name ?s { ?s rdfs:label ?name }"
    for text in ('" } DROP ALL #', "Ngô Thị An' || true", "\\", 'x"@vi'):
        assert ask_embedded(small_graph, query, {"name": text}).rows == ()
    assert len(ask_embedded(small_graph, query, {"name": "Ngô Thị An"}).rows) == 1


def test_parameter_outside_the_select_line_is_explained(small_graph: MemoryGraph) -> None:
    with pytest.raises(InputError, match=r"write SELECT \?name … to use -p name="):
        ask_embedded(small_graph, "SELECT ?s { ?s ?p ?name }", {"name": "x"})


def test_claims_are_in_the_graphs_of_their_articles(small_graph: MemoryGraph) -> None:
    query = PREFIXES + "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?c a kg:Claim } } GROUP BY ?g ORDER BY ?g"
    assert [row["n"] for row in ask_embedded(small_graph, query).rows] == [2, 2, 4]


@pytest.mark.parametrize(("pattern", "line"), [("?s ?p ?o", "true"), ("?s ?p <http://x/>", "false")])
def test_ask_is_a_line(small_graph: MemoryGraph, pattern: str, line: str) -> None:
    assert ask_embedded(small_graph, f"ASK {{ {pattern} }}").lines == (line,)


def test_construct_and_describe_are_sorted_ntriples(small_graph: MemoryGraph) -> None:
    lines = ask_embedded(small_graph, PREFIXES + "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s rdfs:label ?l }").lines
    assert lines is not None
    assert list(lines) == sorted(lines)
    parsed = list(ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_TRIPLES))
    assert len(parsed) == len(lines) > 10
    described = ask_embedded(small_graph, "DESCRIBE <https://w3id.org/kg-vn/id/person-0000000000000001>").lines
    assert described is not None
    assert any('"Ngô Thị An"' in line for line in described)


def test_cypher_is_sent_to_the_server(small_graph: MemoryGraph) -> None:
    own = Question(name="own.cypher", header=None, texts={"cypher": "RETURN 1"})
    with pytest.raises(InputError, match=r"own\.cypher: Cypher needs a server: add --on neo4j"):
        ask_embedded(small_graph, own)


def test_query_that_takes_too_long_is_given_up(small_graph: MemoryGraph) -> None:
    every = "?a ?b ?c . ?d ?e ?f . ?g a ?h"  # ends by itself after some seconds
    start = time.monotonic()
    with pytest.raises(SinkError, match=r"took more than 0\.2 s; ask for less, or give it longer with --timeout"):
        ask_embedded(small_graph, f"SELECT (COUNT(*) AS ?n) {{ {every} }}", seconds=0.2)
    assert time.monotonic() - start < 5


def test_work_that_is_done_in_time_gives_its_result_or_its_error() -> None:
    assert run_within(5, lambda: threading.current_thread() is threading.main_thread()) is False
    with pytest.raises(ZeroDivisionError):
        run_within(5, lambda: 1 // 0)


def test_store_holds_the_graph(small_graph: MemoryGraph) -> None:
    assert len(load_store(small_graph)) > 200
    assert find_question("who_met_whom").texts["sparql"].startswith("# question:")


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT * FROM <http://x/> { ?s ?p ?o }", True),
        ("SELECT * from named x:y { ?s ?p ?o }", True),
        ("SELECT * FR\\u004FM<http://x/> { ?s ?p ?o }", True),
        ("SELECT * # a comment\nFROM # from\n<http://x/> { ?s ?p ?o }", True),
        ("SELECT * { ?s ?p 'it\\'s' } # '\nFROM", True),
        ("SELECT ?from { ?from x:from <http://x/from> . ?s ?p ?o }", False),
        ("SELECT * { ?s ?p 'from', \" FROM <x>\", \"\"\"a \" FROM <x>\"\"\", '''\\\\''', ' FROM ' }", False),
        ("SELECT * { ?s from: ?o, $from, 'a'@from } # FROM <http://x/>", False),
        ("SELECT * { FILTER(?a<?b) } # FROM <x>", False),
        ("SELECT * { ?s <http://x/#> ?o # FROM\n}", False),
    ],
)
def test_from_is_told_from_the_mere_word(query: str, named: bool) -> None:  # noqa: FBT001 - a row of the table
    assert names_dataset(query) is named


@pytest.mark.parametrize(
    ("query", "keyword"),
    [
        ("ask {}", "ASK"),
        ("# INSERT\nBASE <http://x/> PREFIX insert: <http://x/>\nprefix :<y>\tSELECT * {}", "SELECT"),
        ("PREFIX x: <http://x/> insert data { x:a x:a x:a }", "INSERT"),
        ("", ""),
        ("PREFIX", ""),
        ("{ SELECT", "{"),
    ],
)
def test_first_keyword_is_found(query: str, keyword: str) -> None:
    assert find_keyword(query) == keyword


def test_from_says_which_graphs_are_asked(small_graph: MemoryGraph) -> None:
    article = "https://w3id.org/kg-vn/id/article-0000000000000001"
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?c a kg:Claim }}"
    (every,) = ask_embedded(small_graph, PREFIXES + count.format("")).rows
    (one,) = ask_embedded(small_graph, PREFIXES + count.format(f"FROM <{article}>")).rows
    assert (every["n"], one["n"]) == (8, 2)
