"""`kg export`: the graph as RDF, tables, networks, FollowTheMoney or Popolo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import graph_option

if TYPE_CHECKING:
    from kg.graph.reader import GraphReader

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
    """Write the graph as RDF, as tables, for network tools, or for those of public data.

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
@click.option(
    "--split",
    type=click.IntRange(min=1),
    metavar="TRIPLES",
    help="Begin another file after so many triples: graph-0001.nq.gz, ….",
)
@click.option("--describe", is_flag=True, help="Write a VoID and DCAT description beside the dump (FILE.void.ttl).")
@click.option("--licence", metavar="IRI", help="The licence that you give, for the description.")
@graph_option
def rdf(  # noqa: PLR0917 - its options
    output: Path,
    format_: str | None,
    gzipped: bool | None,
    base: str | None,
    split: int | None,
    describe: bool,
    licence: str | None,
    graph: Path,
) -> None:
    """Write the graph as RDF: Turtle, N-Triples, N-Quads, TriG or JSON-LD.

    N-Quads and TriG put the claims of each article in a graph that has the article's IRI.

    Example: kg export rdf -o graph.trig
    """
    from kg.cli.export_steps import write_dump

    path = None if output == STDOUT else output
    write_dump(
        graph, path, format_=format_, gzipped=gzipped, base=base, split=split, describe=describe, licence=licence
    )


folder_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write."
)


@command.command()
@folder_option
@graph_option
def parquet(output: Path, graph: Path) -> None:
    """Write the graph as a folder of Parquet tables, typed, with a data dictionary (datapackage.json).

    Example: kg export parquet -o tables/
    """
    from kg.graph.store import open_graph
    from kg.sinks.parquet import write_parquet

    with open_graph(graph) as opened:
        counts = write_parquet(opened, output)
    click.echo(f"{sum(counts.values())} rows in {output}", err=True)


@command.command()
@folder_option
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
def gexf(output: Path, graph: Path) -> None:
    """Write the graph as GEXF, for Gephi or sigma.js.

    Example: kg export gexf -o graph.gexf
    """
    from kg.sinks.gexf import write_gexf

    _write_one_file(write_gexf, output, graph)


@command.command()
@output_option
@graph_option
def graphml(output: Path, graph: Path) -> None:
    """Write the graph as GraphML, for Gephi, Cytoscape, igraph or yEd.

    Example: kg export graphml -o graph.graphml
    """
    from kg.sinks.graphml import write_graphml

    _write_one_file(write_graphml, output, graph)


@command.command()
@output_option
@graph_option
def followthemoney(output: Path, graph: Path) -> None:
    """Write the graph as FollowTheMoney entities, a line of JSON each, for Aleph and OpenSanctions' tools.

    Example: kg export followthemoney -o graph.ftm.json
    """
    from kg.sinks.followthemoney import write_followthemoney

    _write_one_file(write_followthemoney, output, graph)


@command.command()
@output_option
@graph_option
def popolo(output: Path, graph: Path) -> None:
    """Write the graph as Popolo JSON, for parliamentary and civic tools.

    Example: kg export popolo -o popolo.json
    """
    from kg.sinks.popolo import write_popolo

    _write_one_file(write_popolo, output, graph)


def _write_one_file(write: Callable[[GraphReader, Path | None], dict[str, int]], output: Path, folder: Path) -> None:
    from kg.graph.store import open_graph

    with open_graph(folder) as opened:
        counts = write(opened, None if output == STDOUT else output)
    click.echo(f"{', '.join(f'{number} {what}' for what, number in counts.items())} in {output}", err=True)
