"""How a server starts, takes in a new graph, survives, and ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest

from kg.errors import InputError, NotFoundError, SinkError
from kg.graph.build import build_graph
from kg.graph.reader import MemoryGraph
from kg.graph.records import Person
from kg.graph.store import FILE_NAME
from kg.serve.pool import read_stamp
from kg.serve.run import serve
from kg.serve.settings import Settings
from tests.graph.sample import read_sample
from tests.serve.running import Server, run_server, write_graph

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/kg-vn/ontology#Person> }"


def make_people(number: int) -> MemoryGraph:
    return MemoryGraph([Person(id=f"person-{i:016x}", name=f"Lê Thị {i}") for i in range(number)])


def count_people(server: Server) -> int:
    answer = server.ask(COUNT)
    return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"]) if answer.status == 200 else -1


def wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def find_keeper(server: Server) -> int:
    found = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True, check=False)
    return int(found.stdout.split()[0]) if found.stdout else 0


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def check_end(server: Server, sign: signal.Signals, code: int) -> None:
    """End the server by a signal; its keeper ends too."""
    keeper = find_keeper(server)
    assert server.stop(sign) == code
    wait_until(lambda: not is_running(keeper))


def test_a_new_graph_is_taken_in_while_the_old_one_answers(tmp_path: Path) -> None:
    write_graph(tmp_path, make_people(3))
    with run_server(tmp_path) as server:
        assert count_people(server) == 3
        seen = []
        write_graph(tmp_path, make_people(5))
        wait_until(lambda: seen.append(count_people(server)) or seen[-1] == 5)  # type: ignore[func-returns-value]
        assert set(seen) <= {3, 5}
        assert json.loads(server.fetch("/health").body)["status"] == "ok"
        (tmp_path / FILE_NAME).write_bytes(b"this is no graph")
        time.sleep(1.5)
        assert count_people(server) == 5
        assert server.fetch("/page/person-0000000000000001").status == 500
        (tmp_path / FILE_NAME).unlink()
        time.sleep(0.7)
        assert (count_people(server), server.fetch("/.well-known/void").status) == (5, 200)
        write_graph(tmp_path, make_people(7))
        wait_until(lambda: count_people(server) == 7)
        check_end(server, signal.SIGINT, 0)
        assert server.process.stderr is not None
        told = server.process.stderr.read()
    assert "the graph can't be loaded" in told
    assert told.endswith("stopped\n")


def test_pages_of_a_file_that_is_torn_are_told(tmp_path: Path) -> None:
    write_graph(tmp_path, make_people(3))
    with run_server(tmp_path) as server:
        path = tmp_path / FILE_NAME
        whole = path.read_bytes()
        path.write_bytes(whole[:4096] + b"torn" * (len(whole) // 4 - 1024))  # its schema is whole, its tables are not
        answer = server.fetch("/page/person-0000000000000001")
        assert (answer.status, "ask again" in answer.text) == (503, True), answer.text
        path.write_bytes(whole)
        assert server.fetch("/page/person-0000000000000001").status == 200


def test_a_build_is_taken_in(tmp_path: Path) -> None:
    build_graph(tmp_path, read_sample()[:1])
    with run_server(tmp_path) as server:
        before = count_people(server)
        build_graph(tmp_path, read_sample())
        wait_until(lambda: count_people(server) > before)
        check_end(server, signal.SIGTERM, -signal.SIGTERM)


def test_a_keeper_that_is_killed_is_replaced(tmp_path: Path) -> None:
    write_graph(tmp_path, make_people(3))
    with run_server(tmp_path) as server:
        os.kill(find_keeper(server), signal.SIGKILL)
        assert server.fetch("/page/person-0000000000000001").status == 200
        wait_until(lambda: count_people(server) == 3)
        check_end(server, signal.SIGKILL, -signal.SIGKILL)


def test_a_stop_does_not_wait_for_long_queries(tmp_path: Path, small_graph: MemoryGraph) -> None:
    write_graph(tmp_path, small_graph)
    with run_server(tmp_path, "--timeout", "60") as server:
        host, port = server.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as client:
            query = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
            client.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)
            start = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - start < 10


def test_a_stamp_tells_graphs_apart(tmp_path: Path) -> None:
    assert read_stamp(tmp_path) == ()
    write_graph(tmp_path, make_people(1))
    first = read_stamp(tmp_path)
    assert read_stamp(tmp_path) == first
    write_graph(tmp_path, make_people(1))
    assert read_stamp(tmp_path) != first


def test_what_cannot_be_served_is_told(tmp_path: Path) -> None:
    settings = Settings(folder=tmp_path)
    with pytest.raises(NotFoundError, match="make one with: kg build"):
        serve(settings, host="127.0.0.1", port=0, tell=print)
    write_graph(tmp_path, make_people(1))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            SinkError, match=rf"127\.0\.0\.1:{port} can't be listened on .*; choose another with --port"
        ):
            serve(settings, host="127.0.0.1", port=port, tell=print)
    with pytest.raises(InputError, match="with a slash at its end"):
        serve(msgspec.structs.replace(settings, base="http://x/id"), host="127.0.0.1", port=0, tell=print)
