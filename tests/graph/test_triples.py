from __future__ import annotations

import io
from itertools import pairwise

import pyoxigraph
from hypothesis import given

from kg.graph.reader import GraphReader, MemoryGraph
from kg.graph.records import CLASSES, Article, Claim
from kg.graph.triples import RDF_TYPE, Quad, iter_quads, write_nquads_lines, write_ntriples_lines
from kg.ontology import load_ontology
from tests.sinks.graphs import hostile_graphs, name_id, tiny_graph

ONTOLOGY = load_ontology()


def expand(term: str) -> str:
    return f"<{ONTOLOGY.expand(term)}>"


def load_store(graph: GraphReader) -> pyoxigraph.Store:
    """The graph in a SPARQL engine, by way of N-Quads."""
    lines = io.BytesIO()
    write_nquads_lines(iter_quads(graph), lines)
    store = pyoxigraph.Store()
    store.bulk_load(lines.getvalue(), pyoxigraph.RdfFormat.N_QUADS)
    return store


def ask(store: pyoxigraph.Store, query: str) -> list[tuple[str, ...]]:
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in ONTOLOGY.prefixes.items())
    answer = store.query(prefixes + query, use_default_graph_as_union=True)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return sorted(tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in answer)


def test_every_record_is_of_its_classes() -> None:
    quads = set(iter_quads(tiny_graph()))
    for name, kind in CLASSES.items():
        for record in tiny_graph().records(kind):
            found = {o for s, p, o, _ in quads if p == RDF_TYPE and s == f"<{ONTOLOGY.base}{record.id}>"}
            assert found == {expand(term) for term in (f"kg:{name}", *ONTOLOGY.classes[name].rdf)}


def test_every_property_of_the_ontology_is_written_for_some_record() -> None:
    written = {p for _, p, _, _ in iter_quads(tiny_graph())}
    for name, cls in ONTOLOGY.classes.items():
        for key, prop in cls.properties.items():
            for term in (prop.rdf or f"kg:{key}", *prop.also, *prop.link):
                assert expand(term) in written, f"{name}.{key}: {term}"


def test_claims_and_their_parts_are_in_the_graph_of_their_article_and_nothing_else_is() -> None:
    articles = {claim.id: claim.article for claim in tiny_graph().records(Claim)}
    for s, _, _, g in iter_quads(tiny_graph()):
        thing = s.removeprefix(f"<{ONTOLOGY.base}").rstrip(">").partition("#")[0]
        assert g == (f"<{ONTOLOGY.base}{articles[thing]}>" if thing in articles else "")


def test_each_graph_comes_in_one_piece() -> None:
    runs: list[str] = []
    for _, _, _, g in iter_quads(tiny_graph()):
        if runs[-1:] != [g]:
            runs.append(g)
    assert len(runs) == len(set(runs)) == 1 + len(list(tiny_graph().records(Article)))


def test_each_subject_comes_in_one_piece() -> None:
    subjects = [s for s, _, _, _ in iter_quads(tiny_graph())]
    changes = sum(left != right for left, right in pairwise(subjects))
    assert changes + 1 == len(set(subjects))


def test_a_tenure_is_in_the_organisation_of_its_post() -> None:
    store = load_store(tiny_graph())
    derived = ask(store, "SELECT ?t ?b WHERE { ?t org:organization ?b }")
    assert derived == ask(store, "SELECT ?t ?b WHERE { ?t a kg:Tenure ; kg:post/org:postIn ?b }")
    assert len(derived) == 10


def test_evidence_is_a_web_annotation() -> None:
    rows = ask(
        load_store(tiny_graph()),
        """SELECT ?name ?exact ?start ?end ?source WHERE {
             ?claim a oa:Annotation ; oa:hasBody ?tenure ; oa:hasTarget ?target .
             ?tenure a org:Membership ; org:member/foaf:name ?name .
             ?target oa:hasSource/schema:publisher ?source ;
               oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact ?exact ],
               [ a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end ] .
             FILTER(?name = "Vũ Thị Kép") }""",
    )
    quote = "Bà Vũ Thị Kép, được bầu ngày 15/10/2020, là Bí thư Tỉnh ủy Thái Bình."
    assert rows == [("Vũ Thị Kép", quote, "0", str(len(quote)), "Báo Khác")]


def test_a_claim_without_offsets_has_no_position() -> None:
    claims = list(tiny_graph().records(Claim))
    bare = [claim.id for claim in claims if claim.start is None]
    subjects = {s for s, _, _, _ in iter_quads(tiny_graph())}
    assert len(bare) == 1
    assert f"<{ONTOLOGY.base}{bare[0]}#quote>" in subjects
    assert f"<{ONTOLOGY.base}{bare[0]}#position>" not in subjects
    assert sum(s.endswith("#position>") for s in subjects) == len(claims) - 1


def test_the_order_of_records_does_not_matter() -> None:
    records = [record for kind in CLASSES.values() for record in tiny_graph().records(kind)]
    records.sort(key=lambda record: record.id[::-1])
    assert list(iter_quads(MemoryGraph(records))) == list(iter_quads(tiny_graph()))


def test_another_base_changes_only_the_records_iris() -> None:
    base = "https://example.org/k/"

    def move(quad: Quad) -> Quad:
        s, p, o, g = (term.replace(f"<{ONTOLOGY.base}", f"<{base}") for term in quad)
        return s, p, o, g

    assert list(iter_quads(tiny_graph(), base=base)) == [move(quad) for quad in iter_quads(tiny_graph())]


@given(hostile_graphs())
def test_hostile_texts_stay_texts(graph: MemoryGraph) -> None:
    quads = set(iter_quads(graph))
    store = load_store(graph)
    assert len(store) == len(quads)
    [claim] = graph.records(Claim)
    assert ask(store, "SELECT ?q WHERE { ?s oa:exact ?q }") == [(claim.quote,)]


def test_ntriples_are_the_nquads_without_graphs() -> None:
    triples, quads = io.BytesIO(), io.BytesIO()
    write_ntriples_lines(iter_quads(tiny_graph()), triples)
    write_nquads_lines(iter_quads(tiny_graph()), quads)
    assert [line.split(b" ", 2)[:2] for line in triples.getvalue().splitlines()] == [
        line.split(b" ", 2)[:2] for line in quads.getvalue().splitlines()
    ]
    assert len(triples.getvalue()) < len(quads.getvalue())


def test_claims_of_a_large_graph_are_sorted_piece_by_piece() -> None:
    """More claims than are sorted at once: none is lost, and each graph still comes in few pieces."""
    count = 50_010
    claims = [
        Claim(
            id=name_id("claim", n), article=name_id("article", n % 3), tenure=name_id("tenure", 1), says="s", quote="q"
        )
        for n in range(count)
    ]
    runs: list[str] = []
    seen = set()
    for s, _, _, g in iter_quads(MemoryGraph(claims)):
        seen.add(s)
        if runs[-1:] != [g]:
            runs.append(g)
    assert len(runs) == 6
    assert len(seen) == 3 * count
