"""`kg who`: who holds a post."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import format_option, graph_option, print_rows

if TYPE_CHECKING:
    from kg.graph.lookup import Holder

COLUMNS = ("post", "holder", "answer", "why", "held", "evidence", "article")
#: below a table, numbered
NOTES = ("evidence", "article")


@click.command()
@click.argument("post")
@click.option("--body", help="The body or the place, when POST doesn't say it.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day asked about; without it, all holders.")
@graph_option
@format_option
def command(post: str, body: str | None, day: object, graph: Path, format_: str | None) -> None:
    """Show who holds POST, with the bounds of the tenure and the words that say so.

    Names and posts with or without diacritics, short forms too. On a day the answer is certain, likely (last seen
    before, no successor known) or unknown, and says why.

    Example: kg who "Trưởng ban Tuyên giáo Tỉnh ủy" --body "Ninh Bình" --on 2021-04-13
    """
    from kg.graph.lookup import find_holders, find_posts
    from kg.graph.store import open_graph

    with open_graph(graph) as opened:
        posts = find_posts(opened, post, body)
        holders = find_holders(opened, posts, f"{day:%Y-%m-%d}" if day is not None else None)
    if not any(holder.verdict is None or holder.verdict.answer in ("certain", "likely") for holder in holders):
        click.echo(f"Nobody is known to have held {posts[0].name} then.", err=True)
    columns = COLUMNS if day is not None else [column for column in COLUMNS if column not in ("answer", "why")]
    print_rows([make_row(holder) for holder in holders], columns, format_, notes=NOTES)


def make_row(holder: Holder) -> dict[str, object]:
    """One line of the answer, with the best evidence."""
    from kg.graph.time import describe_time

    best = holder.cited[0] if holder.cited else None
    return {
        "post": holder.post.name,
        "holder": holder.person.name,
        "answer": holder.verdict.answer if holder.verdict is not None else None,
        "why": holder.verdict.why if holder.verdict is not None else None,
        "held": describe_time(holder.tenure) + (" (acting)" if holder.tenure.acting else ""),
        "evidence": best.sentence if best is not None else None,
        "article": describe_article(best.article) if best is not None else None,
        "person": holder.person.id,
        "tenure": holder.tenure.id,
        "claims": len(holder.cited),
    }


def describe_article(article: object) -> str:
    """The article in a line: title, paper, day, id."""
    parts = (getattr(article, field) for field in ("title", "publisher", "published"))
    known = ", ".join(part for part in parts if part)
    doc = str(getattr(article, "doc", ""))
    return f"{known} [{doc}]" if known else f"[{doc}]"
