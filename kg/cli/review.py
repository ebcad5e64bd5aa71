"""`kg review`: a person decides who is who where resolution is in doubt."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.output import format_option, graph_option

COLUMNS = ("mentions", "left", "right", "judged", "score", "features")
DETAILS = ("left_id", "right_id", "left_doc", "right_doc")


@click.command()
@click.argument("person", required=False)
@click.argument("other", required=False)
@click.option(
    "--decisions", type=click.Path(path_type=Path, dir_okay=False), help="File of decisions, if not the graph's own."
)
@click.option("--who", help="Who decides; by default your user name.")
@click.option(
    "--within",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    help="How doubtful: how far a score may be from the threshold.",
)
@click.option("--list", "list_", is_flag=True, help="Only show what there is to decide.")
@graph_option
@format_option
def command(
    *,
    person: str | None,
    other: str | None,
    decisions: Path | None,
    who: str | None,
    within: float,
    list_: bool,
    graph: Path,
    format_: str | None,
) -> None:
    """Decide who is who: shows the doubtful merges and refusals, those that concern most articles first, and asks.

    The keys are y (one person), n (two people), s (skip) and q (quit); Y and N ask for a note as well. In a pipe each
    line of standard input is an answer, with a note behind it. Each decision goes at once into a plain file that every
    kg build replays: decisions.jsonl in the graph's folder, or the one given. PERSON and OTHER, names or ids, are two
    people to decide on whom resolution didn't compare.

    Example: kg review --graph graph --who "Nguyễn An"
    """
    from kg.cli.output import print_rows
    from kg.cli.review_steps import ask_all, find_user, make_row, pair_people
    from kg.graph.doubts import list_doubts
    from kg.graph.store import open_graph
    from kg.resolve.decisions import FILE_NAME, read_decisions

    if (person is None) != (other is None):
        raise click.UsageError("name two people to decide on, or none")
    path = decisions or graph / FILE_NAME
    kept = read_decisions(path) if path.exists() else []
    with open_graph(graph) as opened:
        if person is not None and other is not None:
            doubts = [pair_people(opened, person, other)]
        else:
            doubts = list_doubts(opened, kept, within=within)
        if list_:
            print_rows([make_row(doubt) for doubt in doubts], COLUMNS, format_, details=DETAILS)
            return
        decided = ask_all(opened, doubts, path, who=who or find_user())
    own = "" if decisions is None else f" --decisions {path}"
    click.echo(f"{path}: {decided} decided" + (f"; now: kg build --graph {graph}{own}" if decided else ""), err=True)
