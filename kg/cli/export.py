"""`kg export`: the graph as RDF, CSV tables or GraphML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import graph_option, show_progress

if TYPE_CHECKING:
    from kg.graph.triples import Quad

FORMATS = ("turtle", "ntriples", "nquads", "trig", "jsonld")
STDOUT = Path("-")

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default=STDOUT,
    help="File to write; - is standard output, which is the default.",
)


@click.group()
def command() -> None:
    """Write the graph as RDF, CSV tables or GraphML.

    Example: kg export rdf -o graph.nq.gz
    """


@command.command()
@output_option
@click.option(
    "--as",
    "format_",
    type=click.Choice(FORMATS),
    help="Format; by default, what the file's suffix says (.ttl, .nt, .nq, .trig, .jsonld, each also with .gz).",
)
@click.option("--gzip/--no-gzip", "gzipped", default=None, help="Compress; by default, if the file ends in .gz.")
@click.option("--base", metavar="IRI", help="What stands before ids in IRIs, with a slash at its end.")
@graph_option
def rdf(output: Path, format_: str | None, gzipped: bool | None, base: str | None, graph: Path) -> None:
    """Write the graph as RDF: Turtle, N-Triples, N-Quads, TriG or JSON-LD.

    N-Quads and TriG put the claims of each article in a graph that has the article's IRI.

    Example: kg export rdf -o graph.trig
    """
    from kg.graph.store import open_graph
    from kg.sinks.rdf import write_rdf

    path = None if output == STDOUT else output
    with open_graph(graph) as opened:
        write_rdf(opened, path, format_=format_, gzipped=gzipped, base=base, watch=_watch if path else iter)


@command.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write."
)
@click.option("--spreadsheet", is_flag=True, help="Guard against formulas and mark the encoding, for Excel.")
@graph_option
def csv(output: Path, spreadsheet: bool, graph: Path) -> None:
    """Write the graph as a folder of CSV tables, one a class, with a data dictionary (datapackage.json).

    Example: kg export csv -o tables/
    """
    from kg.graph.store import open_graph
    from kg.sinks.csv_tables import write_csv

    with open_graph(graph) as opened:
        counts = write_csv(opened, output, spreadsheet=spreadsheet)
    click.echo(f"{sum(counts.values())} rows in {output}", err=True)


@command.command()
@output_option
@graph_option
def graphml(output: Path, graph: Path) -> None:
    """Write the graph as GraphML, for Gephi, Cytoscape, igraph or yEd.

    Example: kg export graphml -o graph.graphml
    """
    from kg.graph.store import open_graph
    from kg.sinks.graphml import write_graphml

    with open_graph(graph) as opened:
        counts = write_graphml(opened, None if output == STDOUT else output)
    click.echo(f"{', '.join(f'{number} {what}' for what, number in counts.items())} in {output}", err=True)


def _watch(quads: Iterable[Quad]) -> Iterator[Quad]:
    with show_progress(quads, "Writing triples") as watched:
        yield from watched
