from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pytest
from hypothesis import given

from kg.errors import SinkError
from kg.graph.reader import MemoryGraph
from kg.graph.records import CLASSES, Person, Post, Tenure
from kg.ontology import load_ontology
from kg.sinks.graphml import to_networkx, write_graphml
from tests.sinks.graphs import hostile_graphs, name_id, tiny_graph

NodesAndEdges = tuple[dict[str, dict[str, object]], dict[tuple[str, str, str], dict[str, object]]]


def read_back(path: Path) -> NodesAndEdges:
    network = nx.read_graphml(path, force_multigraph=True)
    assert isinstance(network, nx.MultiDiGraph)
    return contents(network)


def contents(network: nx.MultiDiGraph[str]) -> NodesAndEdges:
    edges = {(source, target, key): values for source, target, key, values in network.edges(keys=True, data=True)}
    return {id_: dict(values) for id_, values in network.nodes(data=True)}, edges


def as_xml_holds(value: object) -> object:
    """A value after a journey through XML 1.0."""
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in text)


def test_every_record_is_a_node_and_every_reference_an_edge() -> None:
    graph = tiny_graph()
    network = to_networkx(graph)
    records = [(name, record) for name, kind in CLASSES.items() for record in graph.records(kind)]
    assert list(network.nodes) == [record.id for _, record in records]
    expected = {
        (record.id, target, str(prop.edge))
        for name, record in records
        for field, prop in load_ontology().classes[name].references().items()
        for target in (getattr(record, field) if prop.many else [getattr(record, field)])
        if target is not None
    }
    assert {(source, target, values["type"]) for source, target, values in network.edges(data=True)} == expected
    assert network.number_of_edges() == len(expected) > 0


def test_node_holds_the_values_that_are_there() -> None:
    person = Person(id=name_id("person", 1), name="Lê Văn Ẩn", names=("Lê Văn Ẩn", "Ông | Ẩn"))
    assert to_networkx(MemoryGraph([person])).nodes[person.id] == {
        "class": "Person",
        "label": "Lê Văn Ẩn",
        "name": "Lê Văn Ẩn",
        "names": "Lê Văn Ẩn|Ông \\| Ẩn",
        "scope": "vn",
    }


def test_file_gives_the_network_back(tmp_path: Path) -> None:
    network = to_networkx(tiny_graph())
    counts = write_graphml(tiny_graph(), tmp_path / "graph.graphml")
    assert read_back(tmp_path / "graph.graphml") == contents(network)
    assert counts == {"nodes": len(network), "edges": network.number_of_edges()}


@given(hostile_graphs())
def test_hostile_texts_survive_as_far_as_xml_can_hold_them(graph: MemoryGraph) -> None:
    nodes, edges = contents(to_networkx(graph))
    with TemporaryDirectory() as folder:
        write_graphml(graph, Path(folder) / "graph.graphml")
        cleaned = {id_: {key: as_xml_holds(value) for key, value in values.items()} for id_, values in nodes.items()}
        assert read_back(Path(folder) / "graph.graphml") == (cleaned, edges)


def test_same_graph_gives_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two", "two"):
        write_graphml(tiny_graph(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_reference_to_nothing_is_told(tmp_path: Path) -> None:
    tenure = Tenure(id=name_id("tenure", 1), person=name_id("person", 1), post=name_id("post", 1))
    with pytest.raises(SinkError, match=r"tenure-0+1 names person-0+1 \(HELD_BY\)"):
        write_graphml(MemoryGraph([tenure]), tmp_path / "graph.graphml")
    assert not list(tmp_path.iterdir())


def test_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    post = Post(id=name_id("post", 1), name="x", role="x", single_seat=True, body=name_id("post", 1))
    with pytest.raises(SinkError, match="can't be written"):
        write_graphml(MemoryGraph([post]), tmp_path / "graph")
