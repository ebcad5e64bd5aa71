"""`kg who`: who holds a post."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import format_option, graph_option, print_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph.lookup import Cited, Holder
    from kg.graph.records import Article

COLUMNS = ("post", "holder", "answer", "why", "held", "evidence", "article")
#: for programs: in csv, json and jsonl
DETAILS = (
    "person_id",
    "tenure_id",
    "starts_no_earlier",
    "starts_no_later",
    "ends_no_earlier",
    "ends_no_later",
    "first_seen",
    "last_seen",
    "quote",
    "doc",
    "url",
)
#: below a table, numbered
NOTES = ("evidence", "article")


@click.command()
@click.argument("post")
@click.option("--body", help="The body or the place, when POST doesn't say it.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help="The day; without it, all holders.")
@click.option("--all", "all_", is_flag=True, help="All posts that have the words, not only the closest.")
@graph_option
@format_option
def command(*, post: str, body: str | None, day: object, all_: bool, graph: Path, format_: str | None) -> None:
    """Show who holds POST, with the bounds of the tenure and the words that say so.

    Names and posts with or without diacritics, short forms too. On a day the answer is certain, likely (last seen
    before, no successor known) or unknown, and says why.

    Example: kg who "Trưởng ban Tuyên giáo Tỉnh ủy" --body "Ninh Bình" --on 2021-04-13
    """
    from kg.graph.lookup import find_holders, find_posts, keep_closest
    from kg.graph.store import open_graph

    with open_graph(graph) as opened:
        found = find_posts(opened, post, body)
        posts = found if all_ else keep_closest(found, post, body)
        holders = find_holders(opened, posts, f"{day:%Y-%m-%d}" if day is not None else None)
    if not any(holder.verdict is None or holder.verdict.answer in ("certain", "likely") for holder in holders):
        click.echo(f"Nobody is known to have held {posts[0].name} then.", err=True)
    if len(posts) < len(found):
        click.echo(f"The closest {len(posts)} of {len(found)} posts with these words; say more, or --all.", err=True)
    columns = COLUMNS if day is not None else [column for column in COLUMNS if column not in ("answer", "why")]
    print_rows([make_row(holder) for holder in holders], columns, format_, notes=NOTES, details=DETAILS)


def make_row(holder: Holder) -> dict[str, object]:
    """One line of the answer, with the best evidence."""
    from kg.graph.time import describe_time

    return {
        "post": holder.post.name,
        "holder": holder.person.name,
        "answer": holder.verdict.answer if holder.verdict is not None else None,
        "why": holder.verdict.why if holder.verdict is not None else None,
        "held": describe_time(holder.tenure) + (" (acting)" if holder.tenure.acting else ""),
        **{name: getattr(holder.tenure, name, None) for name in DETAILS},
        "person_id": holder.person.id,
        "tenure_id": holder.tenure.id,
        **describe_evidence(holder.cited),
    }


def describe_evidence(cited: Sequence[Cited]) -> dict[str, object]:
    """The best evidence of a line: sentence and article for people; quote, document and address for programs."""
    if not cited:
        return {}
    claim, article = cited[0].claim, cited[0].article
    return {
        "evidence": cited[0].sentence,
        "article": describe_article(article),
        "quote": claim.quote,
        "doc": article.doc,
        "url": article.url,
    }


def describe_article(article: Article) -> str:
    """The article in a line: title, paper, day, id, address."""
    known = ", ".join(part for part in (article.title, article.publisher, article.published) if part)
    return " ".join(part for part in (known, f"[{article.doc}]", article.url) if part)
