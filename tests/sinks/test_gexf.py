from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
from hypothesis import given, settings
from lxml import etree

from kg.graph.reader import GraphReader, MemoryGraph
from kg.sinks.gexf import to_gexf_network, write_gexf
from tests.sinks.graphs import hostile_graphs, tiny_graph

Edges = set[tuple[str, str, str]]


def read_back(path: Path) -> tuple[dict[str, dict[str, object]], Edges]:
    network = nx.read_gexf(path)
    return {id_: dict(values) for id_, values in network.nodes(data=True)}, {
        (source, target, values["label"]) for source, target, values in network.edges(data=True)
    }


def expect(graph: GraphReader) -> tuple[dict[str, dict[str, object]], Edges]:
    network = to_gexf_network(graph)
    return {id_: dict(values) for id_, values in network.nodes(data=True)}, {
        (source, target, values["label"]) for source, target, values in network.edges(data=True)
    }


def test_networkx_reads_the_same_nodes_and_edges_back(tmp_path: Path) -> None:
    counts = write_gexf(tiny_graph(), tmp_path / "graph.gexf")
    nodes, edges = read_back(tmp_path / "graph.gexf")
    assert (nodes, edges) == expect(tiny_graph())
    assert counts == {"nodes": len(nodes), "edges": len(edges)}
    assert nodes["claim-02ffde0a3c171179"]["quote_start"] == 367


@given(hostile_graphs())
@settings(max_examples=40, deadline=None)
def test_hostile_texts_survive(graph: MemoryGraph) -> None:
    with TemporaryDirectory() as folder:
        write_gexf(graph, Path(folder) / "graph.gexf")
        assert read_back(Path(folder) / "graph.gexf") == expect(graph)


def test_nothing_in_the_file_changes_with_the_day(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_gexf(tiny_graph(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert b"lastmodifieddate" not in (tmp_path / "one").read_bytes()


def test_edge_ids_are_unique_and_times_are_no_offsets(tmp_path: Path) -> None:
    write_gexf(tiny_graph(), tmp_path / "graph.gexf")
    tree = etree.parse(tmp_path / "graph.gexf")
    ids = tree.xpath("//*[local-name()='edge']/@id")
    assert len(ids) == len(set(ids)) > 0
    assert not tree.xpath("//*[local-name()='node']/@start")
