"""`kg together`: who attended meetings with whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import format_option, graph_option, print_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.store import Graph
    from kg.graph.together import Companion

COLUMNS = ("person", "times", "meeting", "date", "place", "role", "their role", "evidence", "article")
#: below a table, numbered
NOTES = ("evidence", "article")


@click.command()
@click.argument("person")
@click.argument("other", required=False)
@graph_option
@format_option
def command(person: str, other: str | None, graph: Path, format_: str | None) -> None:
    """Show who attended meetings with PERSON, how often, where and in which role; with OTHER, only the two of them.

    When the two never met, the shortest chain of meetings between them is told.

    Example: kg together "Bùi Mai Hoa"
    """
    from kg.graph.people_lookup import find_person
    from kg.graph.store import open_graph
    from kg.graph.together import find_chain, find_companions

    with open_graph(graph) as opened:
        first = find_person(opened, person)
        second = find_person(opened, other) if other is not None else None
        if second == first:
            raise click.UsageError(f"{first.name} twice: name somebody else as OTHER, or nobody")
        companions = [item for item in find_companions(opened, first) if second is None or item.other.id == second.id]
        chain = find_chain(opened, first, second) if second is not None and not companions else []
        rows = [row for item in companions for row in make_rows(opened, item)]
    if not companions:
        path = " – ".join(step.name for step in chain)
        click.echo(f"Never seen at one meeting. Chain: {path}" if path else "Never seen at one meeting.", err=True)
    print_rows(rows, COLUMNS, format_, notes=NOTES, details=("person_id", "meeting_id", "quote", "doc", "url"))


def make_rows(graph: Graph, companion: Companion) -> Iterator[dict[str, object]]:
    """A line for each meeting of the two, with the words that place the other there."""
    from kg.cli.who import describe_evidence
    from kg.graph.lookup import cite

    for meeting, mine, theirs in companion.meetings:
        yield {
            "person": companion.other.name,
            "times": len(companion.meetings),
            "meeting": meeting.name,
            "date": meeting.date,
            "place": meeting.place,
            "role": mine.role,
            "their role": theirs.role,
            "person_id": companion.other.id,
            "meeting_id": meeting.id,
            **describe_evidence(cite(graph, "attendance", theirs.id)),
        }
