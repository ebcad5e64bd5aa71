"""`kg withdraw`: articles, and all that only they say, out of the graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.output import graph_option


@click.command()
@click.argument("docs", nargs=-1, required=True)
@graph_option
def command(docs: tuple[str, ...], graph: Path) -> None:
    """Take articles out of the graph by their document ids, with all their claims.

    Example: kg withdraw news/2021-04-13-tuyen-giao
    """
    from kg.cli.build_steps import report_build
    from kg.errors import NotFoundError
    from kg.graph.build import build_graph
    from kg.graph.store import open_graph

    with open_graph(graph) as opened:
        known = {record.id for record in opened.facts()}
    unknown = sorted(set(docs) - known)
    if unknown:
        raise NotFoundError(f"no article {', '.join(unknown)} in {graph}; kg links shows the ids of articles")
    report_build(build_graph(graph, withdraw=docs), graph)
