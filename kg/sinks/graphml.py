"""The graph for network tools (Gephi, Cytoscape, igraph, yEd): a networkx graph, and GraphML made from it.

A node is a record of any class, an edge is a reference between two records, and its `type` is the relationship that
Neo4j has. GraphML (http://graphml.graphdrawing.org/) has no lists and no dates: a list is written as in the CSV tables,
a date as its text, and a missing value is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

from kg.errors import SinkError
from kg.graph.reader import GraphReader
from kg.graph.records import CLASSES, GraphRecord
from kg.ontology import load_ontology
from kg.sinks.csv_tables import join_items
from kg.sinks.files import open_output

# What XML 1.0 can't hold even as a character reference (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")
_LABELS = ("name", "title", "says", "type", "role")


def to_networkx(graph: GraphReader) -> nx.MultiDiGraph[str]:
    """The graph as a directed multigraph.

    Returns:
        A graph whose nodes are ids with `class`, `label` and the record's own values; an edge goes from the record that
        has a reference to the one that it names, has a `type`, and its key is unique in the whole graph.

    Raises:
        SinkError: a record names one that isn't there.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, kind in CLASSES.items():
        for record in graph.records(kind):
            network.add_node(record.id, **_node_values(name, record))
    for name, kind in CLASSES.items():
        for record in graph.records(kind):
            for edge, target in _edges(name, record):
                if target not in network:
                    raise SinkError(f"{record.id} names {target} ({edge}), which is not in the graph: build it again")
                network.add_edge(record.id, target, key=f"{record.id}.{edge}.{target}", type=edge)
    return network


def to_clean_networkx(graph: GraphReader) -> nx.MultiDiGraph[str]:
    """The graph of `to_networkx` with texts that XML can hold.

    Raises:
        SinkError: a record names one that isn't there.
    """
    network = to_networkx(graph)
    for values in (values for _, values in network.nodes(data=True)):
        values.update({key: _clean(value) for key, value in values.items() if isinstance(value, str)})
    return network


def write_graphml(graph: GraphReader, path: Path | None) -> dict[str, int]:
    """Write the graph as GraphML, the file appearing whole or not at all; None is standard output.

    Characters that XML can't hold become U+FFFD, and line ends become LF, as any XML reader would make them.

    Returns:
        The number of nodes and of edges.

    Raises:
        SinkError: the file can't be written, or a record names one that isn't there.
    """
    network = to_clean_networkx(graph)
    with open_output(path, gzipped=path is not None and path.suffix == ".gz") as out:
        # The lxml writer of networkx refuses some texts that this one writes, and both write the same graph.
        nx.write_graphml_xml(network, out)
    return {"nodes": network.number_of_nodes(), "edges": network.number_of_edges()}


def _node_values(class_name: str, record: GraphRecord) -> dict[str, object]:
    values: dict[str, object] = {"class": class_name, "label": _label(record)}
    for name in load_ontology().classes[class_name].literals():
        value = getattr(record, name)
        if value is not None and value != ():
            values[name] = join_items(value) if isinstance(value, tuple) else value
    return values


def _label(record: GraphRecord) -> str:
    texts = (getattr(record, name, None) for name in _LABELS)
    return next((text for text in texts if isinstance(text, str)), record.id)


def _edges(class_name: str, record: GraphRecord) -> Iterator[tuple[str, str]]:
    for name, prop in load_ontology().classes[class_name].references().items():
        value = getattr(record, name)
        for target in value if isinstance(value, tuple) else () if value is None else (value,):
            yield str(prop.edge), target


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", _LINE_END.sub("\n", text))
