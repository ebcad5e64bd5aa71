"""The steps of a review as a terminal or a pipe shows them: both sides, the reasons, the question, the answer."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from kg.cli.who import describe_article
from kg.errors import InputError
from kg.graph.doubts import Doubt, Party, cite_party, is_settled, make_party_of
from kg.graph.people_lookup import find_person
from kg.graph.store import Graph
from kg.resolve.decisions import Decision, Ties, add_decisions, read_decisions

#: So many posts and changes are shown of a side.
_SHOWN = 6
_QUESTION = "One person?  y yes · n no · s skip · q quit  "
_QUIT = "q"


class Reply(NamedTuple):
    """What somebody answers: y, n, s or q, and a note."""

    key: str
    note: str | None = None


def find_user() -> str | None:
    """The user's name, where the system knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a process without a user, as containers have
        return None


def pair_people(graph: Graph, person: str, other: str) -> Doubt:
    """Two people, by names or ids, as something to decide on.

    Raises:
        InputError: both are one person in the graph.
    """
    left, right = find_person(graph, person), find_person(graph, other)
    if left.id == right.id:
        raise InputError(
            f"{person!r} and {other!r} are one person in the graph, {left.id}; kg review asks about merges"
        )
    return Doubt(left=make_party_of(graph, left), right=make_party_of(graph, right), same=False, score=0.0, features=())


def make_row(doubt: Doubt) -> dict[str, object]:
    """A doubt as a line."""
    return {
        "mentions": doubt.weight,
        "left": f"{'; '.join(doubt.left.names)} ({len(doubt.left.mentions)})",
        "right": f"{'; '.join(doubt.right.names)} ({len(doubt.right.mentions)})",
        "judged": _say_judged(doubt),
        "score": doubt.score,
        "features": [f"{feature.name} {feature.score:+g}" for feature in doubt.features],
        "left_id": doubt.left.side.id,
        "right_id": doubt.right.side.id,
        "left_doc": doubt.left.side.doc,
        "right_doc": doubt.right.side.doc,
    }


def _say_judged(doubt: Doubt) -> str:
    return "one person" if doubt.same else "two people"


def ask_all(graph: Graph, doubts: Sequence[Doubt], path: Path, *, who: str | None) -> int:
    """Ask about each doubt that no decision has settled by then; how many were decided.

    Every decision is in the file before the next question, so that nothing is lost when the review is broken off.
    """
    kept = read_decisions(path) if path.exists() else []
    before = len(kept)
    for place, doubt in enumerate(doubts, start=1):
        if is_settled(doubt.left.mentions, doubt.right.mentions, Ties(kept)):
            continue
        show_doubt(graph, doubt, f"{place} of {len(doubts)}")
        reply = read_reply()
        if reply.key == _QUIT:
            break
        if reply.key in "yn":
            kept = add_decisions(path, [make_decision(doubt, reply, who=who)])
    return len(kept) - before


def make_decision(doubt: Doubt, reply: Reply, *, who: str | None) -> Decision:
    """The decision that an answer is."""
    return Decision(
        same=reply.key == "y",
        left=doubt.left.side,
        right=doubt.right.side,
        who=who,
        when=dt.date.today().isoformat(),
        note=reply.note,
    )


def show_doubt(graph: Graph, doubt: Doubt, place: str) -> None:
    """Both sides with their words, and the reasons for and against."""
    judged = f"  judged {_say_judged(doubt)}, {doubt.score:g}" if doubt.features else ""
    click.echo(f"\n{click.style(place, bold=True)}{judged}")
    _show_party(graph, doubt.left, "A")
    _show_party(graph, doubt.right, "B")
    for feature in doubt.features:
        click.echo(f"  {feature.score:+5.2f}  {feature.name}: {feature.reason}")


def _show_party(graph: Graph, party: Party, letter: str) -> None:
    many = len(party.docs)
    count = "1 article" if many == 1 else f"{many} articles"
    click.echo(f"{letter}  {click.style(_plain('; '.join(party.names)), bold=True)}  {count}  {party.person}")
    cited = cite_party(graph, party)
    for each in cited[:_SHOWN]:
        click.echo(f"     {each.article.published or 'no day':<10}  {_plain(each.claim.says)}")
        click.echo(f"                 “{_plain(each.sentence)}”")
        click.secho(f"                 {_plain(describe_article(each.article))}", dim=True)
    if len(cited) > _SHOWN:
        click.echo(f"     … and {len(cited) - _SHOWN} more")


def _plain(text: str) -> str:
    """The text without what steers a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def read_reply() -> Reply:
    """The answer: a key on a terminal, a line in a pipe; the end of either quits."""
    while True:
        click.echo(_QUESTION, nl=False)
        reply = _read_key() if sys.stdin.isatty() else _read_line()
        click.echo(reply.key if sys.stdin.isatty() else "")
        if reply.key in "ynsq":
            return reply
        click.echo("y, n, s or q, please")


def _read_key() -> Reply:
    try:
        key = click.getchar()
        if key in "YN":
            return Reply(key.lower(), click.prompt("note", default="", show_default=False).strip() or None)
    except (EOFError, KeyboardInterrupt, click.Abort):
        return Reply(_QUIT)
    return Reply(key.lower() if key.isprintable() else "?")


def _read_line() -> Reply:
    line = sys.stdin.readline()
    if not line:
        return Reply(_QUIT)
    key, _, note = line.strip().partition(" ")
    return Reply(key.lower() or "?", note.strip() or None)
