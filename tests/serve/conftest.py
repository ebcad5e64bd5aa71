"""A server of the small graph that the questions are asked of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.reader import MemoryGraph, read_graph_jsonl
from tests.conftest import ROOT
from tests.serve.running import Server, run_server, write_graph

SECONDS = 2
ROWS = 100


@pytest.fixture(scope="session")
def small_graph() -> MemoryGraph:
    """The graph that the tests of the questions have."""
    return read_graph_jsonl(ROOT / "tests" / "questions" / "graph.jsonl")


@pytest.fixture(scope="session")
def server(small_graph: MemoryGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with tight bounds."""
    folder: Path = tmp_path_factory.mktemp("served")
    write_graph(folder, small_graph)
    with run_server(folder, "--timeout", str(SECONDS), "--rows", str(ROWS), "--memory", "256") as running:
        yield running
