"""The graph as GEXF (https://gexf.net/), which Gephi, sigma.js and networkx read: the same network as in GraphML."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ElementTree, indent

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.graph.reader import GraphReader
from kg.sinks.files import open_output
from kg.sinks.graphml import to_clean_networkx

#: names that GEXF keeps for itself (the times of nodes, the direction of edges) → ours
_RENAMED = {"start": "quote_start", "end": "quote_end", "id": "key", "pid": "parent_id"}


def write_gexf(graph: GraphReader, path: Path | None) -> dict[str, int]:
    """Write the graph as GEXF, the file appearing whole or not at all; None is standard output.

    An edge's label is its relationship type. A claim's offsets are `quote_start` and `quote_end`.

    Returns:
        The number of nodes and of edges.

    Raises:
        SinkError: the file can't be written, or a record names one that isn't there.
    """
    network = to_gexf_network(graph)
    # It writes today's date, which would make other bytes of the same graph tomorrow.
    writer: Any = GEXFWriter(encoding="utf-8", prettyprint=False, version="1.2draft")
    writer.add_graph(network)
    writer.xml.find("meta").attrib.pop("lastmodifieddate")
    indent(writer.xml)
    with open_output(path, gzipped=path is not None and path.suffix == ".gz") as out:
        ElementTree(writer.xml).write(out, xml_declaration=True, encoding="utf-8")
    return {"nodes": network.number_of_nodes(), "edges": network.number_of_edges()}


def to_gexf_network(graph: GraphReader) -> nx.MultiDiGraph[str]:
    """The network of `to_networkx` with the names that GEXF can hold."""
    plain = to_clean_networkx(graph)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, values in plain.nodes(data=True):
        network.add_node(node, **{_RENAMED.get(name, name): value for name, value in values.items()})
    for source, target, key, values in plain.edges(keys=True, data=True):
        network.add_edge(source, target, key=key, id=key, label=values["type"])
    return network
