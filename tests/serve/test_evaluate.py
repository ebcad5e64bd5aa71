"""Queries on a store, to bytes, in this process: those that end by themselves."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.graph.reader import MemoryGraph
from kg.questions.embedded import load_store
from kg.serve.evaluate import answer, cut_off, read_term
from kg.serve.media import CSV, JSON, ROWS, TRIPLES, TSV, XML
from kg.serve.messages import Ask

HOSTILE = 'a\tb\nc\r"d"\\e <f> & \u0000\u2028 \U0001f600 é'


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    thing = ox.NamedNode("http://x/a")
    for term in (
        ox.Literal(HOSTILE),
        ox.Literal("chào", language="vi"),
        ox.Literal(3),
        ox.NamedNode("http://x/ế"),
        ox.BlankNode("b"),
        ox.Literal("2021-04-13", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")),
    ):
        store.add(ox.Quad(thing, ox.NamedNode("http://x/p"), term))
    return store


def ask(text: str, results: str | None = JSON, triples: str | None = "text/turtle", rows: int = 100) -> Ask:
    return Ask(text=text, results=results, triples=triples, seconds=5, rows=rows, megabytes=100)


@pytest.mark.parametrize("media_type", ROWS)
@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?o ?none { ?s ?p ?o }",
        "SELECT ?none { ?s ?p ?o }",
        "SELECT * {}",
        "SELECT * { <a:a> <a:a> <a:a> }",
        "ASK { ?s ?p ?o }",
        "ASK { <a:a> <a:a> <a:a> }",
    ],
)
def test_rows_are_written_as_the_engine_itself_writes_them(store: ox.Store, text: str, media_type: str) -> None:
    _, body = answer(store, ask(text, media_type))
    result = store.query(text)
    assert not isinstance(result, ox.QueryTriples)
    assert body == result.serialize(format=ROWS[media_type])


@pytest.mark.parametrize("media_type", [JSON, XML, TSV])
def test_rows_come_back_whole(store: ox.Store, media_type: str) -> None:
    _, body = answer(store, ask("SELECT ?o { ?s ?p ?o FILTER(!ISBLANK(?o)) }", media_type))
    read = ox.parse_query_results(body, ROWS[media_type])
    assert isinstance(read, ox.QuerySolutions)
    known = {quad.object for quad in store if not isinstance(quad.object, ox.BlankNode)}
    if media_type == XML:  # XML 1.0 has no way to write U+0000
        known = {term for term in known if "\0" not in str(term.value)}
        assert {row["o"] for row in read} >= known
    else:
        assert {row["o"] for row in read} == known


@pytest.mark.parametrize("media_type", TRIPLES)
def test_triples_come_back_whole(store: ox.Store, media_type: str) -> None:
    text = "CONSTRUCT { ?s <http://x/p> ?o } { ?s ?p ?o FILTER(ISIRI(?o) || LANG(?o) = 'vi') }"
    reply, body = answer(store, ask(text, triples=media_type))
    assert (reply.form, reply.media_type, reply.length) == ("triples", media_type, len(body))
    read = {quad.triple for quad in ox.parse(body, TRIPLES[media_type])}
    assert read == set(store.query(text))  # type: ignore[arg-type]  # triples, as it is a CONSTRUCT


def test_answers_are_cut_off(store: ox.Store) -> None:
    reply, body = answer(store, ask("SELECT ?o { ?s ?p ?o }", rows=2))
    assert (reply.cut, len(json.loads(body)["results"]["bindings"])) == (True, 2)
    reply, body = answer(store, ask("SELECT ?o { ?s ?p ?o }", rows=6))
    assert (reply.cut, len(json.loads(body)["results"]["bindings"])) == (False, 6)
    reply, body = answer(store, ask("CONSTRUCT WHERE { ?s ?p ?o }", triples="application/n-triples", rows=2))
    assert (reply.cut, body.count(b"\n")) == (True, 2)
    assert cut_off(range(3), 3) == ([0, 1, 2], False)


@pytest.mark.parametrize(
    ("text", "results", "outcome", "words"),
    [
        ("SELEC", JSON, "wrong", "not a SPARQL query that can be answered: error at 1:"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", JSON, "wrong", "would call another server"),
        ("PREFIX x: <x> INSERT DATA { x:a x:b x:c }", JSON, "forbidden", "only reads"),
        ("LOAD <http://127.0.0.1:1/>", JSON, "forbidden", "only reads"),
        ("ASK {}", None, "unacceptable", CSV),
    ],
)
def test_what_is_wrong_is_told(store: ox.Store, text: str, results: str, outcome: str, words: str) -> None:
    reply, body = answer(store, ask(text, results))
    assert (reply.outcome, reply.length) == (outcome, len(body))
    assert words in body.decode()


def test_triples_that_are_not_accepted_are_told(store: ox.Store) -> None:
    reply, body = answer(store, ask("DESCRIBE <http://x/a>", triples=None))
    assert (reply.outcome, b"text/turtle, application/ld+json" in body) == ("unacceptable", True)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("<http://x/>", ox.NamedNode("http://x/")),
        ('"a\\"b"', ox.Literal('a"b')),
        ('"ế"@vi', ox.Literal("ế", language="vi")),
        ('"1"^^<http://www.w3.org/2001/XMLSchema#integer>', ox.Literal(1)),
    ],
)
def test_terms_are_read(text: str, term: ox.NamedNode | ox.Literal) -> None:
    assert read_term(text) == term


@pytest.mark.parametrize("text", ["", "x", "_:b", '"a" . <a:a> <a:a> "b"', '"a', "<x>", "<<( <a:a> <a:a> <a:a> )>>"])
def test_what_is_no_term_is_told(text: str) -> None:
    with pytest.raises(InputError, match="is not an RDF term"):
        read_term(text)


def test_bindings_and_datasets_are_used(small_graph: MemoryGraph) -> None:
    store = load_store(small_graph)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graphs = tuple(str(graph.value) for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))

    def number(request: Ask) -> int:
        return int(json.loads(answer(store, request)[1])["results"]["bindings"][0]["n"]["value"])

    every = number(ask(count))
    one = number(Ask(text=count, default_graphs=graphs[:1], seconds=5, rows=5, megabytes=100))
    assert 0 < one < every
    assert number(Ask(text=count, named_graphs=graphs[:1], seconds=5, rows=5, megabytes=100)) == 0
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert number(Ask(text=named, named_graphs=graphs[:1], seconds=5, rows=5, megabytes=100)) == one
    assert number(Ask(text=named, default_graphs=graphs[:1], seconds=5, rows=5, megabytes=100)) == 0
    from_one = f"SELECT (COUNT(*) AS ?n) FROM <{graphs[0]}> {{ ?s ?p ?o }}"  # noqa: S608 - SPARQL
    assert number(ask(from_one)) == one
    _, body = answer(
        store, Ask(text="SELECT ?x (LANG(?x) AS ?y) {}", bindings={"x": '"a"@vi'}, seconds=5, rows=5, megabytes=100)
    )
    assert json.loads(body)["results"]["bindings"][0]["y"]["value"] == "vi"
