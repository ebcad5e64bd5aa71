from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, RDF, VOID, Graph, Literal, URIRef

from kg.errors import InputError
from kg.graph.triples import iter_quads
from kg.sinks.rdf import Dump, write_rdf
from kg.sinks.void import SPDX, check_licence, describe_dump, find_sources, write_description
from kg.sinks.void_counts import QuadCounts, Summary
from tests.sinks.graphs import tiny_graph

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def write(folder: Path, name: str = "graph dump.nt", split: int | None = None) -> tuple[Dump, Path]:
    """A dump of the tiny graph and its description."""
    counts = QuadCounts()
    dump = write_rdf(tiny_graph(), folder / name, split=split, watch=counts.watch)
    assert dump is not None
    sources = find_sources(tiny_graph())
    summary = counts.summarise(graphs=sources.quoted)
    described = describe_dump(dump, summary, sources, base=None, modified=1_700_000_000, licence=LICENCE)
    write_description(described, folder / "void.ttl")
    return dump, folder / "void.ttl"


def count(summary: Graph, about: URIRef, *, part: URIRef, of: URIRef, number: URIRef) -> dict[str, int]:
    return {
        str(summary.value(node, of)): int(str(summary.value(node, number))) for node in summary.objects(about, part)
    }


def test_counts_are_those_of_the_dump(tmp_path: Path) -> None:
    _, path = write(tmp_path)
    described, dump = Graph().parse(path), Graph().parse(tmp_path / "graph dump.nt", format="nt")
    about = next(described.subjects(RDF.type, VOID.Dataset))
    assert isinstance(about, URIRef)
    assert described.value(about, VOID.triples) == Literal(len(dump))
    assert described.value(about, VOID.distinctSubjects) == Literal(len(set(dump.subjects())))
    classes = count(described, about, part=VOID.classPartition, of=VOID["class"], number=VOID.entities)
    assert classes == {str(kind): len(set(dump.subjects(RDF.type, kind))) for kind in dump.objects(predicate=RDF.type)}
    properties = count(described, about, part=VOID.propertyPartition, of=VOID.property, number=VOID.triples)
    assert properties == {str(name): len(list(dump.subject_objects(name))) for name in dump.predicates()}


def test_every_file_is_a_distribution_that_can_be_checked(tmp_path: Path) -> None:
    dump, path = write(tmp_path, "graph.nq.gz", split=100)
    described = Graph().parse(path, publicID="https://example.org/")
    assert len(dump.files) > 2
    found = {str(address): node for node, address in described.subject_objects(DCAT.downloadURL)}
    assert set(found) == {f"https://example.org/{file.name}" for file in dump.files}
    for file in dump.files:
        node = found[f"https://example.org/{file.name}"]
        checksum = described.value(described.value(node, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum) == hashlib.sha256(file.read_bytes()).hexdigest()
        assert int(str(described.value(node, DCAT.byteSize))) == file.stat().st_size
        assert described.value(node, DCTERMS.license) == URIRef(LICENCE)
        assert str(described.value(node, DCAT.compressFormat)).endswith("application/gzip")


def test_where_it_comes_from_is_said(tmp_path: Path) -> None:
    described = Graph().parse(write(tmp_path)[1])
    about = next(described.subjects(RDF.type, DCAT.Dataset))
    period = described.value(about, DCTERMS.temporal)
    assert str(described.value(period, DCAT.startDate)) == "2020-11-20"
    assert str(described.value(period, DCAT.endDate)) == "2021-06-01"
    assert {str(name) for name in described.objects(about, DCTERMS.source)} == {"Báo Thử", "Báo Khác"}
    assert str(described.value(about, DCTERMS.modified)).startswith("2023-11-14T22:13:20")


def test_same_dump_gives_same_bytes(tmp_path: Path) -> None:
    first = write(tmp_path)[1].read_bytes()
    assert write(tmp_path)[1].read_bytes() == first


def test_counting_is_the_same_however_the_quads_fall_into_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    def summarise(size: int) -> Summary:
        monkeypatch.setattr("kg.sinks.void_counts._QUADS_COUNTED", size)
        counts = QuadCounts()
        assert list(counts.watch(iter_quads(tiny_graph()))) == list(iter_quads(tiny_graph()))
        return counts.summarise(graphs=0)

    assert summarise(1) == summarise(7) == summarise(4_000)


@pytest.mark.parametrize("licence", ["CC-BY", "", "https://example.org/<b>"])
def test_licence_that_is_no_iri_is_told(licence: str) -> None:
    with pytest.raises(InputError, match="is not the IRI of a licence"):
        check_licence(licence)
    assert check_licence(LICENCE) == LICENCE
