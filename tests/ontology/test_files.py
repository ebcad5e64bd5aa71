"""The files made from `ontology/kg.yaml`: in step with it, and fit for what they are for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef

from kg.graph.records import Claim
from kg.graph.triples import iter_quads
from kg.ontology import load_ontology
from kg.ontology_files.files import find_stale, make_files
from kg.sinks.rdf import write_rdf
from tests.conftest import ROOT
from tests.graph.test_triples import ask, load_store
from tests.sinks.graphs import tiny_graph

ONTOLOGY = load_ontology()
PAGE = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")


def read_turtle(name: str) -> Graph:
    return Graph().parse(data=(ROOT / "ontology" / name).read_text(encoding="utf-8"), format="turtle")


def list_blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


def test_committed_files_are_what_the_ontology_gives(*, regenerate: bool) -> None:
    if regenerate:
        for path, text in make_files().items():
            path.write_text(text, encoding="utf-8")
    assert find_stale() == [], "run: python -m kg.ontology_files --write"


def test_a_changed_file_is_found_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "ontology.ttl"
    monkeypatch.setattr("kg.ontology_files.files.make_files", lambda: {path: "new\n"})
    assert find_stale() == [path]
    path.write_text("old\n", encoding="utf-8")
    assert find_stale() == [path]
    path.write_text("new\n", encoding="utf-8")
    assert find_stale() == []


def test_owl_has_every_class_and_every_term_that_a_dump_uses(tmp_path: Path) -> None:
    owl, path = read_turtle("ontology.ttl"), tmp_path / "dump.nt"
    write_rdf(tiny_graph(), path)
    dump = Graph().parse(data=path.read_text(encoding="utf-8"), format="nt")
    used = {*dump.predicates(), *dump.objects(predicate=RDF.type)}
    own = {term for term in used if str(term).startswith(ONTOLOGY.namespace)}
    assert len(own) > 30
    for term in own:
        assert {*owl.objects(term, RDF.type)} & {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}, term
        assert owl.value(term, RDFS.label)
        assert owl.value(term, RDFS.comment)


def test_owl_places_every_class_under_the_standard_ones() -> None:
    owl = read_turtle("ontology.ttl")
    for name, cls in ONTOLOGY.classes.items():
        parents = set(owl.objects(URIRef(ONTOLOGY.expand(f"kg:{name}")), RDFS.subClassOf))
        assert parents == {URIRef(ONTOLOGY.expand(term)) for term in cls.rdf}


def test_shapes_look_at_every_class_and_every_main_term() -> None:
    shapes = read_turtle("shapes.ttl")
    paths = set(shapes.objects(predicate=SH.path))
    for name, cls in ONTOLOGY.classes.items():
        assert (None, SH.targetClass, URIRef(ONTOLOGY.expand(f"kg:{name}"))) in shapes
        for key, prop in cls.properties.items():
            assert URIRef(ONTOLOGY.expand(prop.rdf or f"kg:{key}")) in paths, f"{name}.{key}"


def test_the_context_makes_json_of_other_people_into_our_terms() -> None:
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    node = {
        "@context": {"@base": "https://example.org/", **context},
        "@id": "t",
        "@type": "kg:Tenure",
        "org:member": "p",
        "kg:last_seen": "2021-04-13",
    }
    quads = pyoxigraph.parse(json.dumps(node), format=pyoxigraph.RdfFormat.JSON_LD)
    lines = sorted(f"{quad.subject} {quad.predicate} {quad.object}" for quad in quads)
    assert lines == [
        "<https://example.org/t> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/kg-vn/ontology#Tenure>",
        "<https://example.org/t> <http://www.w3.org/ns/org#member> <https://example.org/p>",
        "<https://example.org/t> <https://w3id.org/kg-vn/ontology#last_seen> "
        '"2021-04-13"^^<http://www.w3.org/2001/XMLSchema#date>',
    ]


def test_the_page_names_every_class_property_and_term() -> None:
    for name, cls in ONTOLOGY.classes.items():
        section = PAGE.split(f"\n### {name}\n")[1].split("\n### ")[0]
        for key, prop in cls.properties.items():
            [row] = [line for line in section.splitlines() if line.startswith(f"| `{key}` |")]
            for word in (prop.rdf or f"kg:{key}", *prop.also, *prop.link, prop.edge or key, prop.doc):
                assert word in row, f"{name}.{key}: {word}"


def test_the_pages_query_runs() -> None:
    [query] = list_blocks("sparql")
    rows = ask(load_store(tiny_graph()), query.partition("SELECT")[1] + query.partition("SELECT")[2])
    assert {name for name, _ in rows} == {"Lê Văn Ẩn"}
    assert len(rows) == 2


def test_the_pages_example_is_turtle_of_the_shape_of_a_dump() -> None:
    [example] = list_blocks("turtle")
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in ONTOLOGY.prefixes.items())
    shown = set(Graph().parse(data=f"@base <{ONTOLOGY.base}> .\n{prefixes}{example}", format="turtle").predicates())
    claims = tuple(f"<{ONTOLOGY.base}{claim.id}" for claim in tiny_graph().records(Claim))
    written = {URIRef(p.strip("<>")) for s, p, _, _ in iter_quads(tiny_graph()) if s.startswith(claims)}
    assert written == shown


def test_the_picture_shows_every_class_value_and_reference() -> None:
    picture = ET.fromstring((ROOT / "docs" / "ontology.svg").read_text(encoding="utf-8"))  # noqa: S314
    words = {word for element in picture.iter() if element.text for word in re.findall(r"\w+", element.text)}
    for name, cls in ONTOLOGY.classes.items():
        assert name in words
        assert set(cls.properties) - set(cls.exactly_one) <= words
