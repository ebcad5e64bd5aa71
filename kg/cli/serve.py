"""`kg serve`: pages, a SPARQL endpoint, IRIs that lead somewhere."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.output import graph_option


@click.command()
@graph_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is all.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes a free one.")
@click.option("--base", metavar="IRI", help="What stands before ids in IRIs, with a slash at its end.")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, help="Seconds that a query may take."
)
@click.option(
    "--rows", type=click.IntRange(min=1), default=100_000, show_default=True, help="Rows or triples of an answer."
)
@click.option(
    "--memory", type=click.IntRange(min=64), default=1024, show_default=True, help="Megabytes that a query may take."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Queries at once; all processors if not given.")
def command(
    *,
    graph: Path,
    host: str,
    port: int,
    base: str | None,
    timeout: float,
    rows: int,
    memory: int,
    jobs: int | None,
) -> None:
    """Serve the graph until Ctrl-C: pages for people at /, SPARQL 1.1 for programs at /sparql, data behind every IRI.

    Nothing can be written. A query that takes too long or too much memory is ended; the server goes on. When kg build
    makes the graph anew, the new one is served.

    Example: kg serve --port 8080 --base http://localhost:8080/id/
    """
    from kg.facts.parallel import count_processors
    from kg.serve.run import serve
    from kg.serve.settings import Settings

    at_once = jobs or count_processors()
    settings = Settings(folder=graph, base=base, seconds=timeout, rows=rows, megabytes=memory, at_once=at_once)
    serve(settings, host=host, port=port, tell=lambda line: click.echo(line, err=True))
