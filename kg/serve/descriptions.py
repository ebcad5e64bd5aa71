"""What the endpoint says of itself and of its data: SPARQL 1.1 Service Description, and VoID."""

from __future__ import annotations

import datetime as dt

from rdflib import DCTERMS, FOAF, RDF, VOID, XSD, BNode, Graph, Literal, Namespace, URIRef

from kg.ontology import load_ontology
from kg.serve.media import CSV, JSON, JSONLD, NTRIPLES, RDFXML, TSV, TURTLE, XML
from kg.serve.messages import Summary

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")

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
    graph, about, ontology = _make_graph(), URIRef(dataset), load_ontology()
    document = URIRef(dataset.partition("#")[0])
    graph.add((document, RDF.type, VOID.DatasetDescription))
    graph.add((document, FOAF.primaryTopic, about))
    graph.add((about, RDF.type, VOID.Dataset))
    graph.add((about, DCTERMS.title, Literal("Vietnamese officials, as the news tells of them", lang="en")))
    graph.add((about, DCTERMS.description, Literal(_DESCRIPTION, lang="en")))
    day = dt.datetime.fromtimestamp(modified, tz=dt.UTC).replace(microsecond=0)
    graph.add((about, DCTERMS.modified, Literal(day.isoformat().replace("+00:00", "Z"), datatype=XSD.dateTime)))
    graph.add((about, VOID.sparqlEndpoint, URIRef(endpoint)))
    graph.add((about, VOID.uriSpace, Literal(base)))
    for media_type in WRITERS:
        graph.add((about, VOID.feature, FORMATS[FORMAT_NAMES[media_type]]))
    for prefix in sorted(set(ontology.prefixes) - {"rdf", "rdfs", "xsd", "owl"}):
        graph.add((about, VOID.vocabulary, URIRef(ontology.prefixes[prefix])))
    _add_counts(graph, about, summary)
    return graph


_DESCRIPTION = (
    "People, bodies, posts, tenures, changes and meetings, each fact with the sentences of the articles that say it; "
    "the claims of an article are in a named graph that has the article's IRI. Facts are read by a program from news "
    "articles, whose words are their publishers'."
)


def _add_counts(graph: Graph, about: URIRef, summary: Summary) -> None:
    graph.add((about, VOID.triples, Literal(summary.triples)))
    graph.add((about, VOID.distinctSubjects, Literal(summary.subjects)))
    graph.add((about, VOID.classes, Literal(len(summary.classes))))
    graph.add((about, VOID.properties, Literal(len(summary.properties))))
    for number, (iri, total) in enumerate(summary.classes.items(), start=1):
        part = BNode(f"class{number}")
        graph.add((about, VOID.classPartition, part))
        graph.add((part, VOID["class"], URIRef(iri)))
        graph.add((part, VOID.entities, Literal(total)))
    for number, (iri, total) in enumerate(summary.properties.items(), start=1):
        part = BNode(f"property{number}")
        graph.add((about, VOID.propertyPartition, part))
        graph.add((part, VOID.property, URIRef(iri)))
        graph.add((part, VOID.triples, Literal(total)))


def _make_graph() -> Graph:
    graph = Graph()
    for prefix, iri in {**load_ontology().prefixes, "void": str(VOID), "sd": str(SD), "formats": str(FORMATS)}.items():
        graph.bind(prefix, iri)
    return graph
