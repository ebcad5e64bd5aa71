from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings

from kg.errors import InputError, SinkError
from kg.graph.reader import GraphReader, MemoryGraph
from kg.graph.records import Article, Claim, Person
from kg.graph.triples import Quad, iter_quads
from kg.ontology import load_ontology
from kg.sinks.rdf import FORMATS, guess_format, write_rdf
from tests.sinks.graphs import hostile_graphs, name_id, tiny_graph

GOLDEN = Path(__file__).parents[1] / "data" / "tiny_graph.ttl"
WITH_GRAPHS = ("nquads", "trig")
RDFLIB_NAMES = {"turtle": "turtle", "ntriples": "nt", "nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}

Statement = tuple[str, ...]

# rdflib 7.6 calls its own deprecated classes when it parses into a Dataset.
reads_with_rdflib = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")


def write(graph: GraphReader, format_: str, folder: Path, **options: str) -> Path:
    path = folder / f"dump{FORMATS[format_]}"
    write_rdf(graph, path, **options)  # type: ignore[arg-type]
    return path


def expected(graph: GraphReader, format_: str) -> set[Statement]:
    """What a dump must say, read from lines of N-Triples without any of the writers."""
    lines = "".join(f"{s} {p} {o} {g} .\n" for s, p, o, g in iter_quads(graph))
    quads = pyoxigraph.parse(lines.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return {as_statement(quad, with_graph=format_ in WITH_GRAPHS) for quad in quads}


def as_statement(quad: pyoxigraph.Quad, *, with_graph: bool) -> Statement:
    terms = (quad.subject, quad.predicate, quad.object, *([quad.graph_name] if with_graph else []))
    return tuple(str(term) for term in terms)


def read_with_oxigraph(path: Path, format_: str) -> set[Statement]:
    parsed = pyoxigraph.parse(path.read_bytes(), format=pyoxigraph.RdfFormat.from_extension(FORMATS[format_][1:]))
    return {as_statement(quad, with_graph=format_ in WITH_GRAPHS) for quad in parsed}


def read_with_rdflib(path: Path, format_: str) -> rdflib.Graph:
    dataset = rdflib.Dataset()
    dataset.parse(data=path.read_bytes(), format=RDFLIB_NAMES[format_])
    graph = rdflib.Graph()
    for s, p, o, _ in dataset.quads():
        graph.add((s, p, o))
    return graph


@pytest.mark.parametrize("format_", FORMATS)
def test_oxigraph_reads_the_graph_back(format_: str, tmp_path: Path) -> None:
    path = write(tiny_graph(), format_, tmp_path)
    assert read_with_oxigraph(path, format_) == expected(tiny_graph(), format_)


@reads_with_rdflib
def test_rdflib_reads_the_same_graph_from_every_format(tmp_path: Path) -> None:
    graphs = {format_: read_with_rdflib(write(tiny_graph(), format_, tmp_path), format_) for format_ in FORMATS}
    expected_triples = set(graphs["ntriples"])  # there are no blank nodes
    assert len(expected_triples) == len({quad[:3] for quad in iter_quads(tiny_graph())})
    for format_, graph in graphs.items():
        assert set(graph) == expected_triples, format_


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=40)
@given(graph=hostile_graphs())
def test_hostile_texts_come_back(format_: str, graph: MemoryGraph) -> None:
    with TemporaryDirectory() as folder:
        path = write(graph, format_, Path(folder))
        assert read_with_oxigraph(path, format_) == expected(graph, format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_hostile_ids_come_back(format_: str, tmp_path: Path) -> None:
    ids = ["..", ".", "", "a b", "a> <b", 'x"', "x#target", "x/y", "ẩ", "a\\b", "%2e", "C:"]
    graph = MemoryGraph(Person(id=id_, name=id_) for id_ in ids)
    assert read_with_oxigraph(write(graph, format_, tmp_path), format_) == expected(graph, format_)
    people = {quad[0] for quad in iter_quads(graph)}
    assert len(people) == len(ids)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_graph_gives_the_same_bytes(format_: str, tmp_path: Path) -> None:
    plain = write(tiny_graph(), format_, tmp_path).read_bytes()
    assert write(tiny_graph(), format_, tmp_path).read_bytes() == plain
    packed = [tmp_path / f"{name}{FORMATS[format_]}.gz" for name in ("one", "two")]
    for path in packed:
        write_rdf(tiny_graph(), path)
    assert packed[0].read_bytes() == packed[1].read_bytes()
    assert gzip.decompress(packed[0].read_bytes()) == plain


@reads_with_rdflib
@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_graph_is_a_sound_dump(format_: str, tmp_path: Path) -> None:
    path = write(MemoryGraph([]), format_, tmp_path)
    assert read_with_oxigraph(path, format_) == set()
    assert len(read_with_rdflib(path, format_)) == 0


@pytest.mark.parametrize("format_", FORMATS)
def test_another_base_goes_into_every_format(format_: str, tmp_path: Path) -> None:
    base = "https://example.org/k/"
    path = write(tiny_graph(), format_, tmp_path, base=base)
    moved = {
        tuple(term.replace(load_ontology().base, base) for term in statement)
        for statement in expected(tiny_graph(), format_)
    }
    assert read_with_oxigraph(path, format_) == moved


@pytest.mark.parametrize("format_", WITH_GRAPHS)
def test_dropping_an_articles_graph_drops_its_claims_and_nothing_else(format_: str, tmp_path: Path) -> None:
    store = pyoxigraph.Store()
    path = write(tiny_graph(), format_, tmp_path)
    store.load(path.read_bytes(), format=pyoxigraph.RdfFormat.from_extension(FORMATS[format_][1:]))
    article = min(article.id for article in tiny_graph().records(Article))
    store.remove_graph(pyoxigraph.NamedNode(load_ontology().base + article))
    claim = pyoxigraph.NamedNode(load_ontology().expand("kg:Claim"))
    left = {str(quad.subject).strip("<>") for quad in store.quads_for_pattern(None, None, claim, None)}
    assert left == {
        load_ontology().base + record.id for record in tiny_graph().records(Claim) if record.article != article
    }
    assert len(list(store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()))) == sum(
        not quad[3] for quad in iter_quads(tiny_graph())
    )


def test_turtle_is_as_it_was(tmp_path: Path, *, regenerate: bool) -> None:
    text = write(tiny_graph(), "turtle", tmp_path).read_text(encoding="utf-8")
    if regenerate:
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "format_", "gzipped"),
    [
        ("a.ttl", "turtle", False),
        ("a.nt.gz", "ntriples", True),
        ("a.b.nq", "nquads", False),
        ("A.TRIG.GZ", "trig", True),
        ("a.jsonld", "jsonld", False),
    ],
)
def test_the_suffix_says_the_format(name: str, format_: str, *, gzipped: bool) -> None:
    assert guess_format(Path(name)) == (format_, gzipped)


@pytest.mark.parametrize("name", ["a", "a.gz", "a.rdf", "a.ttl.zip", ".ttl"])
def test_a_suffix_that_says_nothing_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="name one with --as"):
        guess_format(Path(name))


def test_a_format_may_be_named_against_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    write_rdf(tiny_graph(), path, format_="ntriples")
    assert path.read_bytes() == write(tiny_graph(), "ntriples", tmp_path).read_bytes()


def test_a_dump_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    path = write(tiny_graph(), "turtle", tmp_path)
    before = path.read_bytes()
    broken = MemoryGraph([Person(id=name_id("person", 1), name="half \ud800 of a pair")])
    with pytest.raises(SinkError, match=r"surrogate pair.*after '\"half '|surrogate pair.*half"):
        write_rdf(broken, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SinkError, match=r"nowhere/dump\.ttl: can't be written"):
        write_rdf(tiny_graph(), tmp_path / "nowhere" / "dump.ttl")


def test_watching_sees_every_quad(tmp_path: Path) -> None:
    seen: list[Quad] = []

    def watch(quads: Iterable[Quad]) -> Iterator[Quad]:
        for quad in quads:
            seen.append(quad)
            yield quad

    write_rdf(tiny_graph(), tmp_path / "a.nq", watch=watch)
    assert seen == list(iter_quads(tiny_graph()))


@pytest.mark.parametrize("format_", FORMATS)
def test_parts_together_say_what_the_whole_says(format_: str, tmp_path: Path) -> None:
    dump = write_rdf(tiny_graph(), tmp_path / f"graph{FORMATS[format_]}", split=50)
    assert dump is not None
    parts = [read_with_oxigraph(path, format_) for path in dump.files]
    assert [path.name for path in dump.files][:2] == [f"graph-0001{FORMATS[format_]}", f"graph-0002{FORMATS[format_]}"]
    assert set[Statement]().union(*parts) == expected(tiny_graph(), format_)
    assert sum(map(len, parts)) == len(expected(tiny_graph(), format_))
    assert all(len(part) >= 50 for part in parts[:-1])
    things = [{statement[0].partition("#")[0].rstrip(">") for statement in part} for part in parts]
    assert sum(map(len, things)) == len(set[str]().union(*things))


def test_what_an_earlier_dump_left_goes(tmp_path: Path) -> None:
    write_rdf(tiny_graph(), tmp_path / "graph.nt", split=50)
    dump = write_rdf(tiny_graph(), tmp_path / "graph.nt", split=300)
    assert dump is not None
    assert sorted(tmp_path.iterdir()) == list(dump.files)


def test_standard_output_is_not_split() -> None:
    with pytest.raises(InputError, match="name a file with -o"):
        write_rdf(tiny_graph(), None, split=50)
