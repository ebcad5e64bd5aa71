"""`kg who`: who holds a post."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import format_option, graph_option, print_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph.lookup import Cited, Holder, Lineage
    from kg.graph.records import Article, Body, Post
    from kg.graph.store import Graph

COLUMNS = ("post", "holder", "answer", "why", "held", "evidence", "article", "body")
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
    "body_id",
    "body_since",
    "body_until",
    "body_source",
    "body_predecessors",
    "body_successors",
    "quote",
    "doc",
    "url",
)
#: below a table, numbered
NOTES = ("evidence", "article", "body")


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
    before, no successor known) or unknown, and says why. Bodies that a reform made or ended come with their time and
    what they came from and became; asked about a day on which the body was not there, the answer is for those.

    Example: kg who "Trưởng ban Tuyên giáo Tỉnh ủy" --body "Ninh Bình" --on 2021-04-13
    """
    from kg.graph.lookup import find_holders, find_posts, follow_posts, keep_closest
    from kg.graph.store import open_graph

    on = f"{day:%Y-%m-%d}" if day is not None else None
    with open_graph(graph) as opened:
        found = find_posts(opened, post, body)
        posts = found if all_ else keep_closest(found, post, body)
        told = posts if on is None else follow_posts(opened, posts, on)
        holders = find_holders(opened, told, on)
        lines = [] if on is None else say_absences(opened, posts, told, on)
    if not any(holder.verdict is None or holder.verdict.answer in ("certain", "likely") for holder in holders):
        lines.append(f"Nobody is known to have held {(told or posts)[0].name} then.")
    if len(posts) < len(found):
        lines.append(f"The closest {len(posts)} of {len(found)} posts with these words; say more, or --all.")
    for line in lines:
        click.echo(line, err=True)
    columns = COLUMNS if on is not None else [column for column in COLUMNS if column not in ("answer", "why")]
    print_rows([make_row(holder) for holder in holders], columns, format_, notes=NOTES, details=DETAILS)


def say_absences(graph: Graph, posts: Sequence[Post], told: Sequence[Post], day: str) -> list[str]:
    """Which bodies of the posts asked for were not there on the day, where others are told of in their place."""
    from kg.graph.lookup import find_lineage
    from kg.graph.time import say_absence

    if set(told) & set(posts):
        return []
    lineages = {post.body: find_lineage(graph, post.body) for post in posts}
    return [f"{said}; {describe_lineage(each)}." for each in lineages.values() if (said := say_absence(each.body, day))]


def make_row(holder: Holder) -> dict[str, object]:
    """One line of the answer, with the best evidence."""
    from kg.graph.time import describe_time

    body = holder.lineage.body
    return {
        "post": holder.post.name,
        "holder": holder.person.name,
        "answer": holder.verdict.answer if holder.verdict is not None else None,
        "why": holder.verdict.why if holder.verdict is not None else None,
        "held": describe_time(holder.tenure) + (" (acting)" if holder.tenure.acting else ""),
        "body": describe_body(holder.lineage),
        **{name: getattr(holder.tenure, name, None) for name in DETAILS},
        "person_id": holder.person.id,
        "tenure_id": holder.tenure.id,
        "body_id": body.id,
        "body_since": body.since,
        "body_until": body.until,
        "body_source": body.source,
        "body_predecessors": [f"{each.name} [{each.id}]" for each in holder.lineage.predecessors],
        "body_successors": [f"{each.name} [{each.id}]" for each in holder.lineage.successors],
        **describe_evidence(holder.cited),
    }


def describe_body(lineage: Lineage) -> str | None:
    """A body with its time, the acts behind it, and its lineage: "UBND tỉnh Hà Nam, until 2025-06-30; became …".

    None where the graph knows nothing of these.
    """
    body = lineage.body
    if not (body.since or body.until or lineage.predecessors or lineage.successors):
        return None
    days = [f"from {body.since}" if body.since else "", f"until {body.until}" if body.until else ""]
    time = " ".join([body.name + ("," if any(days) else ""), *filter(None, days)])
    source = f" ({body.source})" if body.source is not None else ""
    return "; ".join(filter(None, [f"{time}{source}", describe_lineage(lineage)]))


def describe_lineage(lineage: Lineage) -> str:
    """What a body came from and became, in words; empty where nothing is known of either."""
    own = lineage.body.name
    before = ", ".join(_name(each, own, f" (until {each.until})") for each in lineage.predecessors)
    after = ", ".join(_name(each, own, f" (from {each.since})") for each in lineage.successors)
    return "; ".join([*([f"came from {before}"] if before else []), *([f"became {after}"] if after else [])])


def _name(body: Body, own: str, time: str) -> str:
    """The body's name, with its time where that tells it from the one asked about."""
    return body.name + (time if body.name == own else "")


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
