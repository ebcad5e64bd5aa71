"""The small graph that the questions are asked of; every kind of bounds is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.reader import MemoryGraph, read_graph_jsonl

FOLDER = Path(__file__).parent


@pytest.fixture(scope="session")
def small_graph() -> MemoryGraph:
    """The graph of `graph.jsonl`."""
    return read_graph_jsonl(FOLDER / "graph.jsonl")
