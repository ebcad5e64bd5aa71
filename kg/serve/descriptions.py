"""What the endpoint says of itself and of its data: SPARQL 1.1 Service Description, and VoID."""

from __future__ import annotations

from rdflib import RDF, VOID, BNode, Graph, Literal, Namespace, URIRef

from kg.serve.media import CSV, JSON, JSONLD, NTRIPLES, RDFXML, TSV, TURTLE, XML
from kg.serve.messages import Summary
from kg.sinks.void import FORMATS, describe_data, make_graph

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

#: media type → what W3C calls it
FORMAT_NAMES = {
    JSON: "SPARQL_Results_JSON",
    XML: "SPARQL_Results_XML",
    CSV: "SPARQL_Results_CSV",
    TSV: "SPARQL_Results_TSV",
    TURTLE: "Turtle",
    JSONLD: "JSON-LD",
    NTRIPLES: "N-Triples",
    RDFXML: "RDF_XML",
}
#: media type → rdflib's name of it
WRITERS = {TURTLE: "turtle", JSONLD: "json-ld", NTRIPLES: "nt", RDFXML: "xml"}


def describe_service(endpoint: str, dataset: str, summary: Summary) -> Graph:
    """The endpoint as a service: what it speaks, what it gives, and what it is about.

    Args:
        endpoint: its address.
        dataset: the IRI of the dataset in its VoID description.
        summary: what the dataset holds.
    """
    graph, service, about, default = _make_graph(), URIRef(endpoint), URIRef(dataset), BNode("default")
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, SD.endpoint, service))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    graph.add((service, SD.feature, SD.UnionDefaultGraph))
    for name in FORMAT_NAMES.values():
        graph.add((service, SD.resultFormat, FORMATS[name]))
    graph.add((service, SD.defaultDataset, about))
    graph.add((about, RDF.type, SD.Dataset))
    graph.add((about, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    graph.add((default, VOID.triples, Literal(summary.triples)))
    return graph


def describe_dataset(dataset: str, endpoint: str, base: str, summary: Summary, modified: float) -> Graph:
    """The data as VoID has it: what it is called, how much of what it holds, where it is asked.

    Args:
        dataset: the IRI that it is to have.
        endpoint: where it is asked.
        base: what its IRIs start with.
        summary: what it holds.
        modified: when the graph was built, in seconds since 1970.
    """
    graph, about = describe_data(dataset, base, summary, modified), URIRef(dataset)
    graph.add((about, VOID.sparqlEndpoint, URIRef(endpoint)))
    for media_type in WRITERS:
        graph.add((about, VOID.feature, FORMATS[FORMAT_NAMES[media_type]]))
    return graph


def _make_graph() -> Graph:
    graph = make_graph()
    graph.bind("sd", str(SD))
    return graph
