"""Clusters agree with networkx's connected components."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.clusters import Clusters

ITEMS = st.sampled_from("abcdefghij")


@given(st.lists(st.tuples(ITEMS, ITEMS)))
def test_groups_are_connected_components(pairs: list[tuple[str, str]]) -> None:
    clusters = Clusters("abcdefghij")
    network: nx.Graph[str] = nx.Graph(pairs)
    network.add_nodes_from("abcdefghij")
    for left, right in pairs:
        clusters.join(left, right)
    assert clusters.groups() == sorted(sorted(group) for group in nx.connected_components(network))
