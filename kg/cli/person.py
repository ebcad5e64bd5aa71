"""`kg person`: a person's posts over time, changes and meetings."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.output import format_option, graph_option, print_rows

COLUMNS = ("what", "when", "said", "evidence", "article")
#: below a table, numbered
NOTES = ("evidence", "article")


@click.command()
@click.argument("name_or_id")
@graph_option
@format_option
def command(name_or_id: str, graph: Path, format_: str | None) -> None:
    """Show the posts of a person over time, the changes and the meetings, each with the words that say so.

    NAME_OR_ID is a name, with or without diacritics, or a person's id. When the name is several people's they are
    listed with their ids.

    Example: kg person "Bui Mai Hoa"
    """
    from kg.cli.who import describe_evidence
    from kg.graph.people_lookup import find_person, list_history
    from kg.graph.store import open_graph

    with open_graph(graph) as opened:
        person = find_person(opened, name_or_id)
        lines = list_history(opened, person)
    click.echo(f"{person.name}  {person.id}", err=True)
    rows = [
        {
            "what": line.what,
            "when": line.when,
            "said": line.said,
            **describe_evidence(line.cited),
        }
        for line in lines
    ]
    print_rows(rows, COLUMNS, format_, notes=NOTES, details=("quote", "doc", "url"))
