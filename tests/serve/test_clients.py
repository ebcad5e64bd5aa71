"""The endpoint as the clients that people have ask it: SPARQLWrapper, rdflib's SPARQLStore, curl."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any
from urllib.error import HTTPError

import pytest
import SPARQLWrapper as Wrapper
from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.serve.running import Server

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib says so to itself

PERSON = URIRef("https://w3id.org/kg-vn/id/person-0000000000000001")
NAME = "Ngô Thị An"
QUERY = f'SELECT ?s {{ ?s <{RDFS.label}> "{NAME}" }}'


@pytest.mark.parametrize("method", [Wrapper.GET, Wrapper.POST])
@pytest.mark.parametrize("how", [Wrapper.URLENCODED, Wrapper.POSTDIRECTLY])
def test_sparqlwrapper_asks(server: Server, method: str, how: str) -> None:
    client = Wrapper.SPARQLWrapper(f"{server.address}/sparql")
    client.setMethod(method)
    client.setRequestMethod(how)
    client.setQuery(QUERY)
    client.setReturnFormat(Wrapper.JSON)
    found: Any = client.queryAndConvert()
    (row,) = found["results"]["bindings"]
    assert row["s"]["value"] == str(PERSON)


@pytest.mark.parametrize("form", [Wrapper.XML, Wrapper.CSV, Wrapper.TSV])
def test_sparqlwrapper_gets_rows(server: Server, form: str) -> None:
    client = Wrapper.SPARQLWrapper(f"{server.address}/sparql", returnFormat=form)
    client.setQuery(QUERY)
    found: Any = client.queryAndConvert()
    assert str(PERSON) in (found.toxml() if form == Wrapper.XML else found.decode())


@pytest.mark.parametrize("form", [Wrapper.TURTLE, Wrapper.RDFXML, Wrapper.JSONLD])
def test_sparqlwrapper_gets_triples(server: Server, form: str) -> None:
    client = Wrapper.SPARQLWrapper(f"{server.address}/sparql", returnFormat=form)
    client.setQuery(f"DESCRIBE <{PERSON}>")
    found: Any = client.queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert (PERSON, RDFS.label, Literal(NAME)) in graph


def test_sparqlwrapper_is_told_what_is_wrong(server: Server) -> None:
    client = Wrapper.SPARQLWrapper(f"{server.address}/sparql")
    client.setQuery("SELECT nothing")
    with pytest.raises(QueryBadFormed, match="not a SPARQL query that can be answered"):
        client.query()
    client.setQuery("DELETE WHERE { ?s ?p ?o }")
    client.setMethod(Wrapper.POST)
    with pytest.raises(HTTPError, match="403"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "tsv"])
def test_rdflib_asks(server: Server, method: str, form: str) -> None:
    graph = Graph(SPARQLStore(f"{server.address}/sparql", method=method, returnFormat=form))
    assert [row[0] for row in graph.query(QUERY)] == [PERSON]  # type: ignore[index]  # rows of a SELECT
    if form != "tsv":  # which has no way to say yes or no
        assert graph.query(f"ASK {{ <{PERSON}> ?p ?o }}").askAnswer


def test_rdflib_looks_up_triples(server: Server) -> None:
    graph = Graph(SPARQLStore(f"{server.address}/sparql"))
    assert graph.value(PERSON, RDFS.label) == Literal(NAME)
    assert (PERSON, RDFS.label, Literal("x")) not in graph
    described = graph.query(f"DESCRIBE <{PERSON}>").graph
    assert described is not None
    assert (PERSON, RDFS.label, Literal(NAME)) in described


def test_rdflib_federates_to_it(server: Server) -> None:
    """The endpoint calls nobody, but may be called by others' SERVICE."""
    found = Graph().query(f"SELECT ?s {{ SERVICE <{server.address}/sparql> {{ {QUERY[len('SELECT ?s {') : -1]} }} }}")
    assert [row[0] for row in found] == [PERSON]  # type: ignore[index]


def curl(*words: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("curl is missing")
    return subprocess.run(["curl", "-sS", *words], capture_output=True, text=True, check=True).stdout


def test_curl_asks(server: Server) -> None:
    address = f"{server.address}/sparql"
    by_get = curl("-G", address, "--data-urlencode", f"query={QUERY}", "-H", "Accept: text/csv")
    by_form = curl(address, "--data-urlencode", f"query={QUERY}", "-H", "Accept: text/csv")
    direct = curl(address, "-H", "Content-Type: application/sparql-query", "--data", QUERY, "-H", "Accept: text/csv")
    assert by_get == by_form == direct == f"s\n{PERSON}\n"  # curl's CRLF read as text
    assert json.loads(curl(f"{server.address}/health"))["status"] == "ok"


def test_curl_follows_an_iri(server: Server) -> None:
    turtle = curl("-L", f"{server.address}/id/person-0000000000000001", "-H", "Accept: text/turtle")
    assert (PERSON, RDFS.label, Literal(NAME)) in Graph().parse(data=turtle, format="turtle")
