"""How long loading into Neo4j takes, beside a load written by hand and the bare importer: `make bench-neo4j`.

All in one run against one server, as machines differ: read the ratios. The hand-written load is the quickest way over
Bolt (a list per column, a constraint on ids, batches as kg's), with no comparison, digests, removal or indexes.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
from neo4j import Session

from kg.graph.reader import GraphReader, MemoryGraph
from kg.graph.records import CLASSES, Area, Article, Body, Claim, GraphRecord, Person, Post, Tenure
from kg.ontology import load_ontology
from kg.questions.connection import Connection
from kg.questions.neo4j import open_driver
from kg.sinks.neo4j import load_graph
from kg.sinks.neo4j_bulk import SCRIPT, write_bulk
from kg.sinks.neo4j_statements import make_constraints, make_edge_tables, make_node_table
from tests.neo4j_server import connect, drop_schema, fetch_jars, run_server, wipe
from tests.sinks.test_neo4j_bulk import make_admin

_BATCH = 10_000
_QUOTE = "Ông {} được bầu giữ chức Chủ tịch Ủy ban nhân dân tỉnh nhiệm kỳ 2021-2026"


def make_graph(people: int, *, changed: int = 0) -> MemoryGraph:
    """A graph of people with a tenure, an article and three claims each; every `changed`th of them is other."""
    area = Area(id=_name("area", 0), name="tỉnh Ninh Bình", kind="province")
    body = Body(id=_name("body", 0), name="UBND tỉnh Ninh Bình", kind="government", area=area.id)
    records: list[GraphRecord] = [area, body]
    records += [
        Post(id=_name("post", n), name=f"Chủ tịch {n}", role="Chủ tịch", single_seat=True, body=body.id)
        for n in range(1000)
    ]
    for n in range(people):
        records += _make_person(n, other=bool(changed) and n % changed == 0)
    return MemoryGraph(records)


def _make_person(n: int, *, other: bool) -> list[GraphRecord]:
    person = Person(
        id=_name("person", n), name=f"Nguyễn Văn {n}{' Hai' * other}", names=(f"Nguyễn Văn {n}", f"ông {n}")
    )
    post = _name("post", (n + other) % 1000)
    tenure = Tenure(id=_name("tenure", n), person=person.id, post=post, first_seen="2021-06-01", acting=other)
    article = Article(id=_name("article", n), doc=str(n), title=f"Bài {n}{'!' * other}", published="2021-06-01")
    claims = [
        Claim(
            id=_name("claim", n * 3 + k),
            article=article.id,
            tenure=tenure.id,
            says=f"holds {n}{'!' * other}",
            quote=_QUOTE.format(n),
            start=k,
            end=k + 60,
            confidence=0.9,
        )
        for k in range(3)
    ]
    return [person, tenure, article, *claims]


def _name(label: str, number: int) -> str:
    # Ids are hashes: spread over all of their range, here by a multiplication that gives no number twice.
    return f"{label}-{number * 0x9E3779B97F4A7C15 % 2**64:016x}"


def load_by_hand(graph: GraphReader, connection: Connection) -> None:
    """The quickest load over Bolt that anyone would write by hand."""
    with open_driver(connection) as driver, driver.session() as session:
        for statement in make_constraints(load_ontology()):
            session.run(statement).consume()
        for label in CLASSES:
            records = list(graph.records(CLASSES[label]))
            for start in range(0, len(records), _BATCH):
                _write_by_hand(session, label, records[start : start + _BATCH])


def _write_by_hand(session: Session, label: str, records: list[GraphRecord]) -> None:
    entity = load_ontology().classes[label]
    table = make_node_table(label, entity)
    columns = [[getattr(record, column) for record in records] for column in table.columns]
    session.run(table.write, {"ids": [record.id for record in records], "columns": columns}).consume()
    for edge in make_edge_tables(label, entity):
        if edge.many:
            continue
        pairs = [(record.id, target) for record in records if (target := getattr(record, edge.reference)) is not None]
        sources, targets = [source for source, _ in pairs], [target for _, target in pairs]
        session.run(edge.write, {"sources": sources, "targets": targets}).consume()


def import_files(folder: Path, home: Path) -> None:
    """Run the script beside the files with the importer of the test server's jars."""
    home.mkdir()
    (home / "conf").mkdir()
    admin = make_admin(home, home)
    environment = {**os.environ, "NEO4J_ADMIN": str(admin)}
    subprocess.run(["/bin/sh", folder / SCRIPT], env=environment, capture_output=True, check=True)


def take_time(work: Callable[[], object]) -> float:
    """Seconds by the clock, as most of the work is the server's."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@click.command()
@click.option("--people", default=20_000, show_default=True, help="Six nodes and nine relationships come with each.")
def main(people: int) -> None:
    """Load a made-up graph in every way, and print the seconds beside those of a first load."""
    graph, after = make_graph(people), make_graph(people, changed=100)
    taken: dict[str, float] = {}

    def measure(name: str, work: Callable[[], object]) -> None:
        taken[name] = take_time(work)
        click.echo(f"{name}: {taken[name]:.1f} s", err=True)

    with run_server() as server:
        connection = connect(server)
        load_graph(make_graph(500), connection)  # the server compiles its own code
        for name, work in (
            ("by hand, a list per column", lambda: load_by_hand(graph, connection)),
            ("`kg load neo4j`, first", lambda: load_graph(graph, connection)),
        ):
            wipe(server)
            drop_schema(connection)
            measure(name, work)
        measure("unchanged", lambda: load_graph(graph, connection))
        measure("1 % changed", lambda: load_graph(after, connection))
        measure("unchanged, `--verify`", lambda: load_graph(after, connection, verify=True))
    with tempfile.TemporaryDirectory() as folder:
        bulk = Path(folder) / "bulk"
        fetch_jars()
        measure("`--bulk`, files", lambda: write_bulk(graph, bulk))
        measure("bare importer", lambda: import_files(bulk, Path(folder) / "home"))
    first = taken["`kg load neo4j`, first"]
    nodes = sum(1 for kind in CLASSES.values() for _ in graph.records(kind))
    click.echo(f"{nodes:,} nodes\n\n| way | seconds | of a first load |\n| --- | --- | --- |")
    for name, seconds in taken.items():
        click.echo(f"| {name} | {seconds:.1f} | {seconds / first:.3f} |")


if __name__ == "__main__":
    main()
