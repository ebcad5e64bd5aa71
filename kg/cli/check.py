"""`kg check`: what contradicts itself in the graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import format_option, graph_option, print_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph.contradictions.records import Contradiction, Kind
    from kg.graph.lookup import Cited

COLUMNS = ("kind", "severity", "who", "contradiction", "evidence", "article", "against", "against_article")
#: for programs: in csv, json and jsonl
DETAILS = ("quote", "doc", "url", "against_quote", "against_doc", "against_url", "ids")
#: below a table, numbered
NOTES = ("evidence", "article", "against", "against_article")


@click.command()
@click.option("--kind", "kinds", multiple=True, help="Only contradictions of this kind; again for several.")
@click.option("--list", "list_", is_flag=True, help="Show the kinds of contradictions.")
@click.option("--strict", is_flag=True, help="End with exit code 1 when anything is found.")
@graph_option
@format_option
def command(*, kinds: tuple[str, ...], list_: bool, strict: bool, graph: Path, format_: str | None) -> None:
    """Show what contradicts itself in the graph, each with the words of both sides.

    Contradictions are in every collection of news: they are told, not repaired, and the exit code is 0. How many of
    each kind there are is said at the end, on standard error.

    Example: kg check --kind two_holders --kind dates_differ
    """
    from kg.graph.contradictions.find import KINDS, find_contradictions
    from kg.graph.store import open_graph

    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise click.BadParameter(f"no kind {', '.join(unknown)}; there are {', '.join(KINDS)}", param_hint="--kind")
    if list_:
        rows = [{"kind": kind.name, "severity": kind.severity, "meaning": kind.meaning} for kind in KINDS.values()]
        print_rows(rows, ("kind", "severity", "meaning"), format_)
        return
    with open_graph(graph) as opened:
        found = list(find_contradictions(opened, kinds))
    print_rows([make_row(kind, one) for kind, one in found], COLUMNS, format_, notes=NOTES, details=DETAILS)
    click.echo(count_kinds(kind.name for kind, _ in found), err=True)
    if strict and found:
        raise click.exceptions.Exit(1)


def make_row(kind: Kind, found: Contradiction) -> dict[str, object]:
    """One contradiction as a line."""
    return {
        "kind": kind.name,
        "severity": kind.severity,
        "who": found.who,
        "contradiction": found.says,
        **_describe(found.left, ""),
        **_describe(found.right, "against_"),
        "against": found.right.sentence,
        "ids": list(found.ids),
    }


def _describe(cited: Cited, side: str) -> dict[str, object]:
    from kg.cli.who import describe_evidence

    return {f"{side}{name}": value for name, value in describe_evidence([cited]).items()}


def count_kinds(names: Iterable[str]) -> str:
    """How many contradictions of each kind there are, in a line."""
    from collections import Counter

    counts = Counter(names)
    kinds = ", ".join(f"{count} {name}" for name, count in counts.items())
    total = "1 contradiction" if counts.total() == 1 else f"{counts.total()} contradictions"
    return f"{total}: {kinds}" if kinds else total
