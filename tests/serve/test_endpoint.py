"""The SPARQL endpoint over HTTP, as SPARQL 1.1 Protocol says; the server is a real one."""

from __future__ import annotations

import csv
import io
import json
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import pytest
from rdflib import RDF, VOID, Graph, URIRef

from kg.serve.descriptions import SD
from kg.serve.protocol import MOST_BYTES
from tests.serve.conftest import ROWS, SECONDS
from tests.serve.running import Server

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib says so to itself

LABELS = "SELECT ?s ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?s LIMIT 5"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
#: runs into the time limit
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?f != ?i) }"
#: runs into the memory limit: twice as long a text each time, 30 times
GREEDY = f"""SELECT (STRLEN(?x30) AS ?n) {{ BIND("aaaaaaaaaaaaaaaa" AS ?x0)
{" ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(30))} }}"""


def read_labels(response_body: bytes) -> list[str]:
    return [row["l"]["value"] for row in json.loads(response_body)["results"]["bindings"]]


def test_the_three_ways_to_ask_give_the_same(server: Server) -> None:
    answers = [
        server.ask(LABELS),
        server.fetch("/sparql", method="POST", headers=FORM, body=urlencode({"query": LABELS}).encode()),
        server.fetch("/sparql", method="POST", headers=DIRECT, body=LABELS.encode()),
        server.fetch(
            "/sparql",
            method="POST",
            headers={"Content-Type": "Application/SPARQL-Query; charset=utf-8"},
            body=LABELS.encode(),
        ),
    ]
    assert {(answer.status, answer.headers["content-type"]) for answer in answers} == {
        (200, "application/sparql-results+json")
    }
    assert len({answer.body for answer in answers}) == 1
    assert len(read_labels(answers[0].body)) == 5


def test_rows_come_in_four_forms(server: Server) -> None:
    labels = read_labels(server.ask(LABELS).body)
    xml = ET.fromstring(server.ask(LABELS, "application/sparql-results+xml").body)  # noqa: S314 - our own
    assert [literal.text for literal in xml.iter("{http://www.w3.org/2005/sparql-results#}literal")] == labels
    answer = server.ask(LABELS, "text/csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row["l"] for row in csv.DictReader(io.StringIO(answer.text))] == labels
    tsv = server.ask(LABELS, "text/tab-separated-values").text.splitlines()
    assert tsv[0] == "?s\t?l"
    assert [line.split("\t")[1].removesuffix("@vi") for line in tsv[1:]] == [f'"{label}"' for label in labels]
    assert server.ask("ASK {}", "application/sparql-results+json").body == b'{"head":{},"boolean":true}'


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s a ?c } LIMIT 20", "DESCRIBE ?s { ?s a ?c } LIMIT 5"])
def test_triples_come_in_four_forms(server: Server, query: str, accept: str, format_: str) -> None:
    answer = server.ask(query, accept)
    assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, accept)
    found = set(Graph().parse(data=answer.body, format=format_))
    assert found == set(Graph().parse(data=server.ask(query).body, format="turtle"))
    assert len(found) >= 10


@pytest.mark.parametrize(
    ("path", "method", "headers", "body", "status", "words"),
    [
        ("/sparql?query=SELEC", "GET", {}, None, 400, "not a SPARQL query that can be answered: error at 1:"),
        ("/sparql?query=", "GET", {}, None, 400, "not a SPARQL query"),
        ("/sparql", "POST", FORM, b"", 400, "there are 0"),
        ("/sparql?query=ASK%7B%7D", "POST", FORM, b"", 400, "there are 0"),
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", "GET", {}, None, 400, "there are 2"),
        ("/sparql?query=%ff", "GET", {}, None, 400, "encode them as UTF-8"),
        ("/sparql", "POST", DIRECT, b"ASK { \xff }", 400, "not UTF-8 (invalid start byte at byte 6)"),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=nope", "GET", {}, None, 400, "not an absolute IRI"),
        ("/sparql?query=ASK%7B%7D&named-graph-uri=http:%3E", "GET", {}, None, 400, "not an absolute IRI"),
        ("/sparql?query=SELECT%20%3Fx%7B%7D&$x=nope", "GET", {}, None, 400, "not an RDF term"),
        ("/sparql?query=SELECT%20%3Fx%7B%7D&$y=1", "GET", {}, None, 400, "not an RDF term"),
        ("/sparql?" + "a=b&" * 1001, "GET", {}, None, 400, "can't be read"),
        ("/sparql?update=CLEAR%20ALL", "GET", {}, None, 403, "only reads"),
        ("/sparql?query=CLEAR%20ALL", "GET", {}, None, 403, "only reads"),
        ("/sparql", "POST", FORM, b"update=CLEAR%20ALL", 403, "only reads"),
        ("/sparql", "POST", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403, "only reads"),
        ("/sparql?query=ASK%7B%7D", "PUT", {}, None, 405, "PUT means nothing here; ask with"),
        ("/sparql", "DELETE", {}, None, 405, "DELETE means nothing here"),
        ("/health", "POST", {}, b"", 405, "ask with GET"),
        ("/sparql?query=ASK%7B%7D", "GET", {"Accept": "image/png"}, None, 406, "application/sparql-results+json"),
        ("/sparql?query=ASK%7B%7D", "GET", {"Accept": "text/turtle"}, None, 406, "SELECT and ASK"),
        ("/sparql", "GET", {"Accept": "text/csv"}, None, 406, "text/turtle"),
        ("/.well-known/void", "GET", {"Accept": "text/csv"}, None, 406, "text/turtle"),
        ("/sparql", "POST", DIRECT, b"#" * (MOST_BYTES + 1), 413, "1,000,000 bytes"),
        ("/sparql", "POST", {"Content-Type": "text/plain"}, b"ASK {}", 415, "not text/plain"),
        ("/sparql", "POST", {}, b"ASK {}", 415, "without a Content-Type"),
        ("/nowhere", "GET", {}, None, 404, "nothing at this address"),
    ],
)
def test_faults_are_told_plainly(  # noqa: PLR0917 - a row of the table
    server: Server, path: str, method: str, headers: dict[str, str], body: bytes | None, status: int, words: str
) -> None:
    answer = server.fetch(path, method=method, headers=headers, body=body)
    assert (answer.status, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert words in answer.text
    assert ("allow" in answer.headers) == (status == 405)


def test_nothing_is_called_and_nothing_is_read_from_elsewhere(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        there = f"<http://127.0.0.1:{trap.getsockname()[1]}/>"
        answers = [
            server.ask(f"SELECT * {{ SERVICE {there} {{ ?s ?p ?o }} }}"),
            server.ask(f"SELECT * FROM {there} {{ ?s ?p ?o }}"),  # noqa: S608 - SPARQL
            server.ask("SELECT * { ?s ?p ?o }", **{"default-graph-uri": there[1:-1]}),
            server.ask(f"LOAD {there}"),
        ]
        with pytest.raises(TimeoutError):
            trap.accept()
    assert [answer.status for answer in answers] == [400, 200, 200, 403]
    assert [json.loads(answer.body)["results"]["bindings"] for answer in answers[1:3]] == [[], []]


def test_answers_are_cut_off_and_say_so(server: Server) -> None:
    cut, whole = server.ask("SELECT * { ?s ?p ?o }"), server.ask(f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS}")
    assert (
        len(json.loads(cut.body)["results"]["bindings"]) == len(json.loads(whole.body)["results"]["bindings"]) == ROWS
    )
    assert (cut.headers["x-sparql-maxrows"], "x-sparql-maxrows" in whole.headers) == (str(ROWS), False)
    triples = server.ask("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    assert (triples.body.count(b"\n"), triples.headers["x-sparql-maxrows"]) == (ROWS, str(ROWS))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (ENDLESS, f"more than {SECONDS} s"),
        (GREEDY, "more than 256 MB"),
        ("SELECT * {" + "{" * 400_000 + "}" * 400_000 + "}", "nests too deeply"),
        ("SERVICE #" * 100_000, f"more than {SECONDS} s"),
    ],
    ids=["endless", "greedy", "deep", "slow to check"],
)
def test_hostile_queries_end_alone(server: Server, query: str, words: str) -> None:
    start = time.monotonic()
    answer = server.fetch("/sparql", method="POST", headers=DIRECT, body=query.encode())
    assert (answer.status, words in answer.text) == (503, True), answer.text
    assert time.monotonic() - start < SECONDS + 10
    assert server.ask("ASK {}").status == 200
    assert server.process.poll() is None


def test_queries_wait_for_their_turn_and_the_server_answers_meanwhile(server: Server) -> None:
    with ThreadPoolExecutor(8) as pool:
        hostile = [pool.submit(server.ask, ENDLESS) for _ in range(4)]
        time.sleep(0.3)
        start = time.monotonic()
        page = server.fetch("/.well-known/void")
        assert (page.status, time.monotonic() - start < SECONDS) == (200, True)
        answers = [one.result() for one in hostile]
    assert [answer.status for answer in answers] == [503] * 4
    assert server.ask("ASK {}").status == 200


def list_children(server: Server) -> set[str]:
    """The processes that answer queries."""
    keeper = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True, check=True)
    children = subprocess.run(["pgrep", "-P", keeper.stdout.strip()], capture_output=True, text=True, check=False)
    return set(children.stdout.split())


def test_a_query_ends_when_its_client_hangs_up(server: Server) -> None:
    host, port = server.address.removeprefix("http://").split(":")
    before = list_children(server)
    with socket.create_connection((host, int(port))) as client:
        client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.5)
        assert list_children(server) == before
    hung_up = time.monotonic()
    while before <= list_children(server):
        assert time.monotonic() - hung_up < SECONDS - 1, "the query went on"
        time.sleep(0.02)


def test_a_child_answers_one_query_after_the_other(server: Server) -> None:
    assert server.ask("ASK {}").status == 200
    before = list_children(server)
    for query in ("ASK {}", "SELEC", LABELS) * 10:
        server.ask(query)
    assert list_children(server) == before


def test_any_page_may_ask_from_a_browser(server: Server) -> None:
    asked = server.fetch("/sparql?query=ASK%7B%7D", headers={"Origin": "https://example.org"})
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "X-SPARQL-MaxRows" in asked.headers["access-control-expose-headers"]
    preflight = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    allowed = server.fetch(
        "/sparql", method="OPTIONS", headers={**preflight, "Access-Control-Request-Headers": "content-type"}
    )
    assert allowed.status == 200
    assert {"GET", "POST"} <= set(allowed.headers["access-control-allow-methods"].split(", "))


def test_head_has_the_headers_alone(server: Server) -> None:
    answer = server.fetch("/sparql?query=ASK%7B%7D", method="HEAD")
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", "26")


def test_values_are_bound_and_never_part_of_the_query(server: Server) -> None:
    query = "SELECT ?name ?s { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?name }"
    (row,) = json.loads(server.ask(query, **{"$name": '"Ngô Thị An"'}).body)["results"]["bindings"]
    assert row["s"]["value"].endswith("person-0000000000000001")
    for hostile in ('"x\\" } DROP ALL #"', '"Ngô Thị An\' || true"'):
        assert json.loads(server.ask(query, **{"$name": hostile}).body)["results"]["bindings"] == []


def test_the_form_can_be_named_in_the_address(server: Server) -> None:
    answer = server.ask("ASK {}", "text/html", Accept="text/csv")
    assert (answer.headers["content-type"], answer.text) == ("text/csv; charset=utf-8", "true")


def test_the_service_describes_itself(server: Server) -> None:
    answer = server.fetch("/sparql", headers={"Accept": "text/turtle"})
    described = Graph().parse(data=answer.body, format="turtle")
    service = described.value(predicate=RDF.type, object=SD.Service)
    assert service == URIRef(f"{server.address}/sparql") == described.value(service, SD.endpoint)
    assert described.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    assert len(list(described.objects(service, SD.resultFormat))) == 8
    assert (service, SD.feature, SD.UnionDefaultGraph) in described


@pytest.mark.parametrize(
    ("accept", "format_"),
    [("*/*", "turtle"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml"), ("text/plain", "nt")],
)
def test_the_data_is_described_with_its_counts(server: Server, accept: str, format_: str) -> None:
    answer = server.fetch("/.well-known/void", headers={"Accept": accept})
    described = Graph().parse(data=answer.body, format=format_)
    dataset = described.value(predicate=RDF.type, object=VOID.Dataset)
    assert described.value(dataset, VOID.sparqlEndpoint) == URIRef(f"{server.address}/sparql")
    (row,) = json.loads(server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body)["results"]["bindings"]
    assert str(described.value(dataset, VOID.triples)) == row["n"]["value"]
    for part in described.objects(dataset, VOID.classPartition):
        counted = server.ask(f"SELECT (COUNT(?s) AS ?n) {{ ?s a <{described.value(part, VOID['class'])}> }}")
        (row,) = json.loads(counted.body)["results"]["bindings"]
        assert str(described.value(part, VOID.entities)) == row["n"]["value"]


def test_descriptions_are_of_the_address_that_the_client_knows(server: Server) -> None:
    own = server.address.removeprefix("http://")
    for host, known in (("data.example.org", None), ("[::1]:80", None), ('x"><y', own), ("x y", own)):
        described = Graph().parse(data=server.fetch("/sparql", headers={"Host": host}).body, format="turtle")
        assert described.value(predicate=RDF.type, object=SD.Service) == URIRef(f"http://{known or host}/sparql")


def test_health_is_told(server: Server) -> None:
    answer = server.fetch("/health")
    assert (answer.status, json.loads(answer.body)["status"]) == (200, "ok")
    assert answer.headers["x-content-type-options"] == "nosniff"
