"""The harness that starts a Neo4j: what it does where something is missing, or where there is data to lose."""

from __future__ import annotations

import pytest

from kg.questions.connection import Connection
from kg.questions.neo4j import open_driver
from tests.neo4j_server import Server, check_empty, run_server


def test_missing_java_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_URI", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.skip.Exception, match="java is missing: install openjdk-17-jre-headless"), run_server():
        pass


def test_missing_java_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception, match="no Neo4j: java is missing"), run_server():
        pass


@pytest.mark.neo4j
def test_server_with_data_is_not_wiped(empty_neo4j: Connection) -> None:
    server = Server(empty_neo4j.uri, empty_neo4j.user, empty_neo4j.password)
    check_empty(server)
    with open_driver(empty_neo4j) as driver:
        driver.execute_query("CREATE (:Precious)")
    with pytest.raises(pytest.fail.Exception, match="holds 1 nodes, and the tests wipe it"):
        check_empty(server)


@pytest.mark.neo4j
def test_server_given_by_the_environment_is_used_and_left_empty(
    empty_neo4j: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", empty_neo4j.uri)
    monkeypatch.setenv("NEO4J_USER", empty_neo4j.user)
    monkeypatch.setenv("NEO4J_PASSWORD", empty_neo4j.password)
    with run_server() as server, open_driver(empty_neo4j) as driver:
        assert server.uri == empty_neo4j.uri
        driver.execute_query("CREATE (:Left)")
    check_empty(server)
