"""`kg links`: which person each article's names were resolved to."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.output import graph_option


@click.command()
@graph_option
def command(graph: Path) -> None:
    """Print a JSON line {doc, name, person} for every name of every article: the person it was resolved to.

    Example: kg links --graph graph > links.jsonl
    """
    import json

    from kg.graph.store import open_graph

    with open_graph(graph) as opened:
        for link in opened.links():
            row = {"doc": link.doc, "name": link.name, "person": link.person}
            click.echo(json.dumps(row, ensure_ascii=False))
