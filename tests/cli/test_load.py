"""`kg load neo4j` and `kg query --on neo4j`, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.errors import NotFoundError
from kg.graph.build import build_graph
from kg.graph.records import Claim, Person
from kg.graph.store import open_graph
from kg.questions.connection import Connection
from tests.graph.sample import read_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("graph")
    build_graph(made, read_sample())
    return made


def run(*words: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], env=environment)


@pytest.mark.neo4j
def test_graph_is_loaded_and_gives_the_answers_of_the_folder(empty_neo4j: Connection, folder: Path) -> None:
    server = {"NEO4J_URI": empty_neo4j.uri, "NEO4J_USER": empty_neo4j.user, "NEO4J_PASSWORD": empty_neo4j.password}
    result = run("load", "neo4j", "--graph", folder, "--batch", "50", "--format", "jsonl", **server)
    assert result.exit_code == 0, result.output
    counts = {row["what"]: row for row in map(json.loads, result.stdout.splitlines())}
    with open_graph(folder) as graph:
        for kind in (Person, Claim):
            number = len(list(graph.records(kind)))
            assert counts[kind.__name__] == {"what": kind.__name__, "total": number, "written": number, "removed": 0}
    assert empty_neo4j.password not in result.output
    words = (
        "query",
        "people_of_body_on_date",
        "-p",
        "body=Tỉnh ủy Ninh Bình",
        "-p",
        "on=2021-01-01",
        "--format",
        "csv",
    )
    embedded, asked = run(*words, "--graph", folder), run(*words, "--on", "neo4j", **server)
    assert (embedded.exit_code, asked.exit_code) == (0, 0)
    assert asked.stdout == embedded.stdout
    assert len(asked.stdout.splitlines()) > 1


def test_no_password_is_wrong_use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    result = run("load", "neo4j", "--graph", folder)
    assert (result.exit_code, "set NEO4J_PASSWORD in the environment" in result.stderr) == (2, True)


def test_password_is_no_option(folder: Path) -> None:
    assert run("load", "neo4j", "--graph", folder, "--password", "x").exit_code == 2


def test_no_graph_is_told_before_the_server_is_asked(tmp_path: Path) -> None:
    result = run("load", "neo4j", "--graph", tmp_path, "--uri", "bolt://127.0.0.1:1", NEO4J_PASSWORD="x")  # noqa: S106
    assert isinstance(result.exception, NotFoundError)


@pytest.mark.parametrize("batch", ["0", "-1", "x", "1000000"])
def test_batch_is_checked(folder: Path, batch: str) -> None:
    assert run("load", "neo4j", "--graph", folder, "--batch", batch, NEO4J_PASSWORD="x").exit_code == 2  # noqa: S106


def test_bulk_needs_no_server_and_says_what_to_run(folder: Path, tmp_path: Path) -> None:
    result = run("load", "neo4j", "--graph", folder, "--bulk", tmp_path / "my files", "--format", "jsonl")
    assert result.exit_code == 0, result.output
    rows = {row["file"]: row["rows"] for row in map(json.loads, result.stdout.splitlines())}
    with open_graph(folder) as graph:
        assert rows["Claim.csv"] == len(list(graph.records(Claim)))
    assert f"sh '{tmp_path}/my files/import.sh'" in result.stderr.replace("\n", "")
