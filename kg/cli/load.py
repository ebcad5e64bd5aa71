"""`kg load`: the graph into a database."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kg.cli.output import format_option, graph_option, print_rows, show_progress
from kg.cli.server import read_connection, server_options

COLUMNS = ("what", "total", "written", "removed")
MOST_ROWS = 100_000


@click.group()
def command() -> None:
    """Load the graph into a database.

    Example: kg load neo4j --uri bolt://localhost:7687
    """


@command.command()
@graph_option
@server_options
@click.option(
    "--batch",
    type=click.IntRange(1, MOST_ROWS),
    default=10_000,
    show_default=True,
    help="How many rows go into a transaction.",
)
@click.option(
    "--bulk",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Load nothing, but write files for neo4j-admin database import into DIR, and print the command to run.",
)
@click.option("--verify", is_flag=True, help="Compare all values with the server's, to undo what others changed there.")
@format_option
def neo4j(
    *, graph: Path, uri: str, user: str, database: str, batch: int, bulk: Path | None, verify: bool, format_: str | None
) -> None:
    """Make a Neo4j database hold what the graph holds, and say what changed there.

    The password comes from NEO4J_PASSWORD, or is asked for. Loading again writes only what differs; what the graph no
    longer holds is removed; nodes that kg did not load are left alone.

    Example: NEO4J_PASSWORD=… kg load neo4j --uri bolt://localhost:7687 --user neo4j
    """
    if bulk is not None:
        _write_bulk(graph, bulk, format_)
        return
    from kg.graph.store import open_graph
    from kg.sinks.neo4j import load_graph

    with open_graph(graph) as opened:
        server = read_connection(uri, user, database)
        counts = load_graph(opened, server, batch=batch, verify=verify, watch=show_progress)
    print_rows([{name: getattr(count, name) for name in COLUMNS} for count in counts], COLUMNS, format_)


def _write_bulk(graph: Path, folder: Path, format_: str | None) -> None:
    from kg.graph.store import open_graph
    from kg.sinks.neo4j_bulk import SCRIPT, write_bulk

    with open_graph(graph) as opened:
        counts = write_bulk(opened, folder)
    print_rows([{"file": name, "rows": rows} for name, rows in counts.items()], ("file", "rows"), format_)
    click.echo(f"With the server stopped, run: sh {shlex.quote(str(folder / SCRIPT))}", err=True)
