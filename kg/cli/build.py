"""`kg build`: articles or facts into the graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.output import graph_option


@click.command()
@click.argument("sources", nargs=-1)
@graph_option
@click.option("--extractor", default="builtin", show_default=True, help="Extractor for sources that are articles.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read articles; all processors if not given.")
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="People's decisions on who is who (see kg review), added to those in the graph's folder.",
)
def command(*, sources: tuple[str, ...], graph: Path, extractor: str, jobs: int | None, decisions: Path | None) -> None:
    """Make the graph from articles or facts, or add them to it; again with the same input changes nothing.

    SOURCES are .txt, .html, .jsonl and .jsonl.gz files, folders of them, facts that kg extract wrote, or - for
    standard input. An article whose id the graph knows is replaced with all its claims. Without SOURCES the graph is
    brought in step with the decisions of kg review in its folder.

    Example: kg build examples/articles --graph graph
    """
    from kg.cli.build_steps import build_from_sources

    if not sources and not graph.exists():
        raise click.UsageError("Missing argument 'SOURCES...'.")
    build_from_sources(sources, graph, extractor=extractor, jobs=jobs, decisions=decisions)
