from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.query import ResultRow

from kg.graph.triples import iter_quads, write_ntriples_lines
from kg.ontology import find_data, load_ontology
from tests.sinks.graphs import tiny_graph

FOLDER = find_data("ontology") / "alignment"
NAMESPACE = load_ontology().namespace


def read(name: str) -> Graph:
    return Graph().parse(FOLDER / f"{name}.ttl", format="turtle")


@pytest.mark.parametrize("name", ["org", "schema", "wikidata"])
def test_every_term_of_ours_is_one_that_there_is(name: str) -> None:
    known = set(Graph().parse(find_data("ontology") / "ontology.ttl", format="turtle").subjects())
    aligned = read(name)
    ours = {term for triple in aligned for term in triple if str(term).startswith(NAMESPACE)}
    assert ours
    assert ours <= known


@pytest.mark.parametrize("name", ["org", "schema", "wikidata"])
def test_axioms_are_about_our_terms_and_chains(name: str) -> None:
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for subject, target in read(name).subject_objects(relation):
            assert isinstance(subject, BNode) or str(subject).startswith(NAMESPACE)
            assert not str(target).startswith(NAMESPACE)


def test_position_held_follows_from_tenures(tmp_path: Path) -> None:
    """The chain of P39, followed by SPARQL, gives a pair of person and post for each tenure."""
    aligned = read("wikidata")
    held = URIRef("http://www.wikidata.org/prop/direct/P39")
    head = aligned.value(held, OWL.propertyChainAxiom)
    assert head is not None
    chain = list(aligned.items(head))
    inverse = aligned.value(chain[0], OWL.inverseOf)
    with (tmp_path / "graph.nt").open("wb") as out:
        write_ntriples_lines(iter_quads(tiny_graph()), out)
    graph = Graph().parse(tmp_path / "graph.nt", format="nt")
    rows = graph.query(f"SELECT ?person ?post {{ ?person ^<{inverse}>/<{chain[1]}> ?post }}")
    pairs = {(row.person, row.post) for row in rows if isinstance(row, ResultRow)}
    tenures = set(graph.subjects(RDF.type, URIRef(f"{NAMESPACE}Tenure")))
    assert pairs == {
        (graph.value(tenure, URIRef(str(inverse))), graph.value(tenure, URIRef(str(chain[1])))) for tenure in tenures
    }
    assert len(pairs) > 5
