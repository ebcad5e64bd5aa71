"""What a dataset is, in VoID (https://www.w3.org/TR/void/) and, for dumps, DCAT (https://www.w3.org/TR/vocab-dcat-3/)."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from rdflib import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, VOID, XSD, BNode, Graph, Literal, Namespace, URIRef

from kg.errors import InputError
from kg.graph.reader import GraphReader
from kg.graph.records import Article, Claim
from kg.graph.terms import check_base
from kg.ontology import load_ontology
from kg.sinks.files import open_output
from kg.sinks.rdf import Dump
from kg.sinks.void_counts import Summary

SPDX = Namespace("http://spdx.org/rdf/terms#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

#: format of a dump → its media type, and what W3C calls it
FORMAT_NAMES = {
    "turtle": ("text/turtle", "Turtle"),
    "ntriples": ("application/n-triples", "N-Triples"),
    "nquads": ("application/n-quads", "N-Quads"),
    "trig": ("application/trig", "TriG"),
    "jsonld": ("application/ld+json", "JSON-LD"),
}

_TITLE = "Vietnamese officials, as the news tells of them"
_DESCRIPTION = (
    "People, bodies, posts, tenures, changes and meetings, each fact with the sentences of the articles that say it; "
    "the claims of an article are in a named graph that has the article's IRI. Facts are read by a program from news "
    "articles, whose words are their publishers'."
)
_RIGHTS = "The sentences that are quoted from articles are their publishers'."


class Sources(NamedTuple):
    """The articles behind a graph."""

    articles: int
    quoted: int
    publishers: tuple[str, ...]
    first: str | None
    last: str | None


def describe_data(dataset: str, base: str, summary: Summary, modified: float) -> Graph:
    """The data as VoID has it: what it is called, and how much of what it holds.

    Args:
        dataset: the IRI that it is to have.
        base: what its IRIs start with.
        summary: what it holds.
        modified: when the graph was built, in seconds since 1970.
    """
    graph, about, ontology = make_graph(), URIRef(dataset), load_ontology()
    document = URIRef(dataset.partition("#")[0])
    graph.add((document, RDF.type, VOID.DatasetDescription))
    graph.add((document, FOAF.primaryTopic, about))
    graph.add((about, RDF.type, VOID.Dataset))
    graph.add((about, DCTERMS.title, Literal(_TITLE, lang="en")))
    graph.add((about, DCTERMS.description, Literal(_DESCRIPTION, lang="en")))
    day = dt.datetime.fromtimestamp(modified, tz=dt.UTC).replace(microsecond=0)
    graph.add((about, DCTERMS.modified, Literal(day.isoformat().replace("+00:00", "Z"), datatype=XSD.dateTime)))
    graph.add((about, VOID.uriSpace, Literal(base)))
    for prefix in sorted(set(ontology.prefixes) - {"rdf", "rdfs", "xsd", "owl"}):
        graph.add((about, VOID.vocabulary, URIRef(ontology.prefixes[prefix])))
    _add_counts(graph, about, summary)
    return graph


def describe_dump(
    dump: Dump, summary: Summary, sources: Sources, *, base: str | None, modified: float, licence: str | None
) -> Graph:
    """A dump as VoID and DCAT have it; its IRIs are relative, so that the files can be put anywhere together.

    Args:
        dump: the files.
        summary: what they hold.
        sources: what it was read from.
        base: what its IRIs start with; the ontology's own if None.
        modified: when the graph was built, in seconds since 1970.
        licence: the IRI of the licence that the publisher of the dump gives.
    """
    graph = describe_data("#dataset", base or load_ontology().base, summary, modified)
    about = URIRef("#dataset")
    graph.add((about, RDF.type, DCAT.Dataset))
    graph.add((about, DCTERMS.rights, _label(graph, "rights", DCTERMS.RightsStatement, _RIGHTS)))
    graph.add((about, DCTERMS.language, URIRef("http://id.loc.gov/vocabulary/iso639-1/vi")))
    if licence is not None:
        graph.add((about, DCTERMS.license, URIRef(licence)))
    _add_provenance(graph, about, sources)
    for file in dump.files:
        _add_distribution(graph, about, file, dump, licence)
    return graph


def write_description(graph: Graph, path: Path) -> None:
    """Write a description as Turtle, the same bytes each time; the file appears whole or not at all."""
    with open_output(path) as out:
        out.write(graph.serialize(format="turtle").encode())


def find_sources(graph: GraphReader) -> Sources:
    """The articles that a graph was read from."""
    quoted = {claim.article for claim in graph.records(Claim)}
    count, days, publishers = 0, set[str](), set[str]()
    for article in graph.records(Article):
        count += 1
        days |= {article.published} if article.published is not None else set()
        publishers |= {article.publisher} if article.publisher is not None else set()
    return Sources(count, len(quoted), tuple(sorted(publishers)), min(days, default=None), max(days, default=None))


def check_licence(licence: str | None) -> str | None:
    """The IRI of a licence, as it was given.

    Raises:
        InputError: it is not an absolute IRI.
    """
    if licence is None:
        return None
    try:
        check_base(f"{licence.rstrip('/')}/")
    except InputError as error:
        raise InputError(
            f"{licence!r} is not the IRI of a licence, such as https://creativecommons.org/licenses/by/4.0/"
        ) from error
    return licence


def make_graph() -> Graph:
    """An empty graph that knows the prefixes of descriptions."""
    graph, ours = Graph(), {"void": VOID, "dcat": DCAT, "spdx": SPDX, "formats": FORMATS}
    for prefix, iri in {**load_ontology().prefixes, **{name: str(space) for name, space in ours.items()}}.items():
        graph.bind(prefix, iri)
    return graph


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


def _add_provenance(graph: Graph, about: URIRef, sources: Sources) -> None:
    papers = f" of {len(sources.publishers)} publishers" if sources.publishers else ""
    text = f"Read by kg from {sources.articles} news articles{papers}, of which {sources.quoted} are quoted."
    graph.add((about, DCTERMS.provenance, _label(graph, "provenance", DCTERMS.ProvenanceStatement, text)))
    made = BNode("made")
    graph.add((about, PROV.wasGeneratedBy, made))
    graph.add((made, RDF.type, PROV.Activity))
    graph.add((made, RDFS.label, Literal("kg build, kg export rdf", lang="en")))
    for publisher in sources.publishers:
        graph.add((about, DCTERMS.source, Literal(publisher)))
    if sources.first is not None and sources.last is not None:
        period = BNode("period")
        graph.add((about, DCTERMS.temporal, period))
        graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        graph.add((period, DCAT.startDate, Literal(sources.first, datatype=XSD.date)))
        graph.add((period, DCAT.endDate, Literal(sources.last, datatype=XSD.date)))


def _add_distribution(graph: Graph, about: URIRef, file: Path, dump: Dump, licence: str | None) -> None:
    address, node = URIRef(quote(file.name)), URIRef(f"#{quote(file.name)}")
    media_type, name = FORMAT_NAMES[dump.format_]
    graph.add((about, VOID.dataDump, address))
    graph.add((about, VOID.feature, FORMATS[name]))
    graph.add((about, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCAT.downloadURL, address))
    graph.add((node, DCAT.mediaType, URIRef(_MEDIA_TYPES + media_type)))
    graph.add((node, DCAT.byteSize, Literal(file.stat().st_size, datatype=XSD.nonNegativeInteger)))
    if dump.gzipped:
        graph.add((node, DCAT.compressFormat, URIRef(f"{_MEDIA_TYPES}application/gzip")))
    if licence is not None:
        graph.add((node, DCTERMS.license, URIRef(licence)))
    checksum = BNode(f"checksum-{file.name}")
    graph.add((node, SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    graph.add((checksum, SPDX.checksumValue, Literal(_hash_file(file), datatype=XSD.hexBinary)))


def _label(graph: Graph, name: str, kind: URIRef, text: str) -> BNode:
    node = BNode(name)
    graph.add((node, RDF.type, kind))
    graph.add((node, RDFS.label, Literal(text, lang="en")))
    return node


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
