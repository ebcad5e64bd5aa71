"""A server that is killed in the middle of a load: the load says so, and the next one completes it."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.errors import SinkError
from kg.graph.reader import MemoryGraph
from kg.graph.records import Area, GraphRecord, Person, Tenure
from kg.questions.connection import Connection
from kg.questions.neo4j import open_driver
from kg.sinks.neo4j import load_graph
from tests.neo4j_server import SETTINGS, Server, fetch_jars, find_free_port, java_command, stop
from tests.sinks.graphs import tiny_graph
from tests.sinks.test_neo4j import list_records, read_all, written


class Killable:
    """A server with a home of its own, which can be killed and started again."""

    def __init__(self, home: Path) -> None:
        port = find_free_port()
        (home / "conf").mkdir()
        settings = f"{SETTINGS.format(bolt=port)}dbms.security.auth_enabled=false\n"
        (home / "conf" / "neo4j.conf").write_text(settings, encoding="utf-8")
        self.connection = Connection(uri=f"bolt://127.0.0.1:{port}", user="neo4j", password="")
        self._home = home

    def start(self) -> None:
        """Start it, and return when it answers."""
        command = java_command(fetch_jars(), self._home)
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=self._home)
        deadline = time.monotonic() + 120
        while True:
            try:
                with open_driver(self.connection):
                    return
            except SinkError:
                assert time.monotonic() < deadline
                time.sleep(0.3)

    def kill(self) -> None:
        """End it as a power cut would."""
        stop(self._process)

    @contextmanager
    def kill_at(self, records: Iterable[GraphRecord], label: str) -> Iterator[Iterator[GraphRecord]]:
        """As the watch of a load: kill the server in the middle of the tenures."""
        yield self._pass_on(list(records), label)

    def _pass_on(self, records: list[GraphRecord], label: str) -> Iterator[GraphRecord]:
        for number, record in enumerate(records):
            if label == "Tenure" and number == len(records) // 2:
                self.kill()
            yield record


@pytest.fixture(scope="module")
def server(neo4j_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killable]:  # noqa: ARG001
    killable = Killable(tmp_path_factory.mktemp("killable"))
    killable.start()
    yield killable
    killable.kill()


@pytest.mark.neo4j
def test_load_after_a_kill_completes_and_doubles_nothing(server: Killable) -> None:
    tiny = tiny_graph()
    assert len(list(tiny.records(Tenure))) > 4
    with pytest.raises(SinkError, match=r"bolt://127\.0\.0\.1:\d+ (was lost|\()|no Neo4j answers at bolt://127"):
        load_graph(tiny, server.connection, batch=2, patience=1, watch=server.kill_at)
    server.start()
    counts = written(load_graph(tiny, server.connection, batch=2))
    assert "Person" not in counts
    assert 0 < counts["Tenure"][0] < len(list(tiny.records(Tenure)))
    assert list(read_all(server.connection)) == list_records(tiny)
    assert written(load_graph(tiny, server.connection)) == {}


@pytest.mark.neo4j
def test_kill_between_two_graphs_leaves_no_wrong_digests(server: Killable) -> None:
    tiny = tiny_graph()
    load_graph(tiny, server.connection)
    less = MemoryGraph(record for record in list_records(tiny) if isinstance(record, Area))
    with pytest.raises(SinkError):
        load_graph(less, server.connection, batch=2, patience=1, watch=kill_after_people(server))
    server.start()
    load_graph(tiny, server.connection)
    assert list(read_all(server.connection)) == list_records(tiny)


def kill_after_people(server: Killable):  # type: ignore[no-untyped-def]
    """A watch that kills the server when all people are gone, with the relationships that led to them."""

    @contextmanager
    def watch(records: Iterable[GraphRecord], label: str) -> Iterator[Iterator[GraphRecord]]:
        if label == "Tenure":
            server.kill()
        yield iter(records)

    return watch


@pytest.mark.neo4j
def test_server_that_comes_back_in_time_is_waited_for(server: Killable) -> None:
    tiny = tiny_graph()
    with open_driver(server.connection) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")

    @contextmanager
    def watch(records: Iterable[GraphRecord], label: str) -> Iterator[Iterator[GraphRecord]]:
        if label == "Person":
            server.kill()
            server.start()
        yield iter(records)

    load_graph(tiny, server.connection, batch=2, watch=watch)
    assert list(read_all(server.connection)) == list_records(tiny)
    assert len(list(tiny.records(Person))) > 1
