"""Files for Neo4j's own importer: what it makes of them is what loading over Bolt makes."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from kg.errors import SinkError
from kg.graph.reader import MemoryGraph
from kg.graph.records import Article, Claim, Person, Tenure
from kg.sinks.neo4j import load_graph
from kg.sinks.neo4j_bulk import SCHEMA, SCRIPT, write_bulk
from tests.neo4j_server import OPENED, Server, fetch_jars
from tests.sinks.graphs import name_id, tiny_graph
from tests.sinks.test_neo4j import list_records, read_all, written
from tests.sinks.test_neo4j_killed import Killable

ODD = 'x\'}) ""a",b;c|\\ \\n \u2028 //👩‍⚖️\r\n\tend\\'


def odd_graph() -> MemoryGraph:
    """The tiny graph and texts that break careless files."""
    people = [
        Person(id=name_id("person", 1), name=ODD, names=(ODD, "Nguyễn Hồng Diên", '"')),
        Person(id=name_id("person", 2), name=" "),
        Person(id=name_id("person", 3), name="", names=("a;b",)),
    ]
    tenure = next(tiny_graph().records(Tenure))
    article = Article(id=name_id("article", 1), doc="1", title="")
    claim = Claim(
        id=name_id("claim", 1),
        article=article.id,
        tenure=tenure.id,
        says=ODD,
        quote='"',
        start=0,
        end=3_000_000_000,
        confidence=0.1,
    )
    return MemoryGraph([*list_records(tiny_graph()), *people, article, claim])


def make_admin(folder: Path, home: Path) -> Path:
    """A `neo4j-admin` that runs the tool from the test server's jars."""
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    java = ["java", "-Xmx512m", *opens, "-cp", f"{fetch_jars()}/*", "org.neo4j.cli.AdminTool"]
    admin = folder / "neo4j-admin"
    places = f"NEO4J_HOME={shlex.quote(str(home))} NEO4J_CONF={shlex.quote(str(home / 'conf'))}"
    admin.write_text(f'#!/bin/sh\n{places} exec {shlex.join(java)} "$@"\n', encoding="utf-8")
    admin.chmod(0o755)
    return admin


@pytest.mark.neo4j
def test_imported_graph_is_the_loaded_graph(neo4j_server: Server, tmp_path: Path) -> None:  # noqa: ARG001
    graph = odd_graph()
    (tmp_path / "home").mkdir()
    server = Killable(tmp_path / "home")
    write_bulk(graph, tmp_path / "bulk")
    done = subprocess.run(
        ["sh", tmp_path / "bulk" / SCRIPT],
        env={**os.environ, "NEO4J_ADMIN": str(make_admin(tmp_path, tmp_path / "home"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    server.start()
    try:
        assert list(read_all(server.connection)) == list_records(graph)
        # The load compares every value with its own, and types too: a text "true" is not true.
        assert written(load_graph(graph, server.connection)) == {}
    finally:
        server.kill()


def test_files_are_complete_and_the_same_each_time(tmp_path: Path) -> None:
    graph = odd_graph()
    counts = write_bulk(graph, tmp_path / "a")
    assert counts["Person.csv"] == len(list(graph.records(Person)))
    assert counts["Tenure_HELD_BY_Person.csv"] == len(list(graph.records(Tenure)))
    assert {path.name for path in (tmp_path / "a").iterdir()} == {*counts, SCRIPT, SCHEMA}
    script = (tmp_path / "a" / SCRIPT).read_text("utf-8")
    assert [name for name in counts if f"={name}" not in script] == []
    write_bulk(graph, tmp_path / "b")
    write_bulk(graph, tmp_path / "b")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_headers_say_types(tmp_path: Path) -> None:
    write_bulk(MemoryGraph([]), tmp_path)
    heads = {path.name: path.read_text("utf-8") for path in tmp_path.glob("*.csv")}
    assert heads["Person.csv"] == "id:ID(Person),name:string,names:string[],scope:string\n"
    assert ",published:date," in heads["Article.csv"]
    assert heads["Post.csv"].endswith(",single_seat:boolean\n")
    assert ",start:long,end:long," in heads["Claim.csv"]
    assert heads["Post_IN_BODY_Body.csv"] == ":START_ID(Post),:END_ID(Body)\n"


def test_separator_in_a_list_is_an_error(tmp_path: Path) -> None:
    person = Person(id=name_id("person", 1), name="x", names=("a\x1fb",))
    with pytest.raises(SinkError, match=r"U\+001F"):
        write_bulk(MemoryGraph([person]), tmp_path)
    assert not (tmp_path / SCRIPT).exists()


def test_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x")
    with pytest.raises(SinkError, match=r"holds other files \(thesis\.txt\)"):
        write_bulk(MemoryGraph([]), tmp_path)
    with pytest.raises(SinkError, match="can't be written"):
        write_bulk(MemoryGraph([]), tmp_path / "thesis.txt")
